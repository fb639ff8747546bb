//! A strong recommendation on weak evidence, or on none, by the rules of its own grading system.

use super::grading::{class, level, tally};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::grading::{Class, Grading, Level};
use crate::model::recommendation::Recommendation;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB511"),
    name: "strong-on-weak-evidence",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "a recommendation is in a class that its level of evidence, or its evidence, does not allow",
    rationale: "A reader follows a strong recommendation without looking further. What may be called strong is the issuer's own rule, which the record of its grading system states; this recommendation is outside of it.",
    fix: "Compare class, level and evidence with the source; where the issuer really grades so, accept it with a reason.",
    bad: &[
        (
            "content/gradings/sample.toml",
            r#"name = "Sample grades"
[[classes]]
id = "class-i"
name = "Class I"
strong = true
levels = ["level-a"]
[[levels]]
id = "level-a"
name = "Level A"
designs = ["randomised", "meta-analysis"]
at_least = 2
[[levels]]
id = "level-c"
name = "Level C"
"#,
        ),
        (
            "content/recommendations/sample.toml",
            r#"name = "Cool the hot"
text = "Cool those who are hot."
direction = "for"
therapies = []
issuer = "Sample Society"
strength = "grading:sample#class-i"
level = "grading:sample#level-c"
evidence = ["trial:sample-1"]
"#,
        ),
        (
            "content/trials/sample-1.toml",
            "name = \"SAMPLE 1\"\ndesign = \"randomised\"\n",
        ),
    ],
    good: &[
        (
            "content/gradings/sample.toml",
            r#"name = "Sample grades"
[[classes]]
id = "class-i"
name = "Class I"
strong = true
levels = ["level-a"]
[[levels]]
id = "level-a"
name = "Level A"
designs = ["randomised", "meta-analysis"]
at_least = 2
[[levels]]
id = "level-c"
name = "Level C"
"#,
        ),
        (
            "content/recommendations/sample.toml",
            r#"name = "Cool the hot"
text = "Cool those who are hot."
direction = "for"
therapies = []
issuer = "Sample Society"
strength = "grading:sample#class-i"
level = "grading:sample#level-a"
evidence = ["trial:sample-1", "trial:sample-2"]
"#,
        ),
        (
            "content/trials/sample-1.toml",
            "name = \"SAMPLE 1\"\ndesign = \"randomised\"\n",
        ),
        (
            "content/trials/sample-2.toml",
            "name = \"SAMPLE 2\"\ndesign = \"cluster-randomised\"\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(body) = record.as_kind::<Recommendation>() else {
        return;
    };
    let Some((system, grading, class)) = class(text.ask, body) else {
        return;
    };
    let graded = Graded {
        record,
        body,
        system,
        class,
    };
    found.extend(graded.fault(text, grading));
}

/// A recommendation with its class.
struct Graded<'a> {
    record: &'a Record,
    body: &'a Recommendation,
    system: &'a Record,
    class: &'a Class,
}

impl Graded<'_> {
    fn fault(&self, text: &Text<'_>, grading: &Grading) -> Option<Diagnostic> {
        let name = &self.class.name;
        if self.class.strong && self.body.evidence.is_empty() {
            let message = format!("`{name}` is strong, and the recommendation names no evidence");
            let help = "name in `evidence` what it rests on";
            return Some(self.wrong("strength", message, "strong").help(help));
        }
        if self.class.levels.is_empty() {
            return None;
        }
        let allowed: Vec<&Level> = grading.levels.iter().filter(|level| self.class.allows(level)).collect();
        let names: Vec<&str> = allowed.iter().map(|level| level.name.as_str()).collect();
        let names = names.join(" or ");
        let rule = format!("by the rules of {}, {name} rests on {names}", self.system.name());
        let help = "compare class and level with the source";
        if let Some((_, level)) = level(text.ask, self.body) {
            let message = format!("`{name}` is given on `{}`", level.name);
            let wrong = || {
                self.wrong("level", message, "not allowed for this class")
                    .note(rule)
                    .help(help)
            };
            return (!self.class.allows(level)).then(wrong);
        }
        // Without a level, the evidence itself is held against those that would do.
        let tallies = allowed
            .iter()
            .map(|level| Some((*level, tally(text.ask, self.body, level)?)));
        let tallies: Vec<_> = tallies.collect::<Option<_>>()?;
        if tallies.is_empty() || tallies.iter().any(|(level, tally)| tally.studies >= level.needed()) {
            return None;
        }
        let message = format!("`{name}` is given on evidence that is enough for none of its levels");
        let mut wrong = self.wrong("evidence", message, "too little for this class").note(rule);
        for (level, tally) in tallies {
            let wants = level.wants().unwrap_or_default();
            let counted = tally.lines.join("; ");
            wrong = wrong.note(format!("{} wants {wants}; {counted}", level.name));
        }
        Some(wrong.help("compare class and evidence with the source"))
    }

    fn wrong(&self, field: &str, message: String, label: &str) -> Diagnostic {
        let path = KeyPath::default().key(field);
        Diagnostic::warning(RULE.code, self.record.span(&path), message, label).about(&self.record.id, &path)
    }
}
