//! A level of evidence that the designs of the evidence do not give.

use super::grading::{level, tally};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::recommendation::Recommendation;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB512"),
    name: "level-without-its-designs",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "the evidence of a recommendation is not of the designs that its level of evidence wants",
    rationale: "The level tells a reader how good the evidence is. If the studies named are fewer or of other designs, either the level is wrong or the evidence is not all there.",
    fix: "Compare the level with the source and name all evidence; where the issuer rests on more than the handbook has, accept it with that reason.",
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
            "name = \"SAMPLE 2\"\ndesign = \"single-arm\"\n",
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
            "name = \"SAMPLE 2\"\ndesign = \"randomised\"\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(body) = record.as_kind::<Recommendation>() else {
        return;
    };
    // Of a recommendation that names no evidence another rule speaks.
    if body.evidence.is_empty() {
        return;
    }
    let Some((system, level)) = level(text.ask, body) else {
        return;
    };
    let Some(tally) = tally(text.ask, body, level) else {
        return;
    };
    if tally.studies >= level.needed() {
        return;
    }
    let path = KeyPath::default().key("level");
    let message = format!("the evidence named here is not what {} stands for", level.name);
    let wants = level.wants().unwrap_or_default();
    let mut wrong = Diagnostic::warning(RULE.code, record.span(&path), message, "wants more").note(format!(
        "in {}, {} wants {wants}",
        system.name(),
        level.name
    ));
    for line in tally.lines {
        wrong = wrong.note(line);
    }
    found.push(
        wrong
            .about(&record.id, &path)
            .help("compare the level with the source, and name all that the recommendation rests on"),
    );
}
