//! An acceptance of a rule that does not exist.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::read::node::{KeyPath, Step};
use crate::rules::{Check, Rule, Text};
use crate::rules::{RULES, find};

pub static RULE: Rule = Rule {
    code: Code("SB115"),
    name: "unknown-rule",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`accept` names a rule that does not exist, or one whose findings cannot be accepted",
    rationale: "The fault that someone meant to accept is still there, or never was.",
    fix: "Name a rule by its code; `sourcebook explain` lists them.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[accept]]
rule = "SB999"
field = "name"
because = "So printed."
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(record) = text.record() {
        for (i, accept) in record.common.accept.iter().enumerate() {
            let path = KeyPath::default().key("accept").child(Step::Index(i, None)).key("rule");
            if let Some(rule) = find(accept.rule.as_str()) {
                if !rule.may_be_accepted {
                    let message = format!("what {} `{}` finds cannot be accepted", rule.code.0, rule.name);
                    let wrong = Diagnostic::error(RULE.code, record.span(&path), message, "cannot be accepted");
                    let help = "mend the fault: no source prints what this rule finds";
                    found.push(wrong.about(&record.id, &path).help(help));
                }
                continue;
            }
            let wrong = Diagnostic::error(
                RULE.code,
                record.span(&path),
                format!("there is no rule `{}`", accept.rule),
                "not a rule",
            )
            .about(&record.id, &path);
            let known = RULES.iter().flat_map(|r| [r.code.0, r.name]);
            found.push(match nearest(accept.rule.as_str(), known) {
                Some(near) => wrong.help(format!("a rule `{near}` exists")),
                None => wrong.help("`sourcebook explain` lists the rules"),
            });
        }
    }
}
