//! A meta-analysis that lists more trials than it pooled.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Body;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB314"),
    name: "pooled-below-listed",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "an analysis lists more trials than it says that it pooled",
    rationale: "A reader who counts the trials comes to another number than the analysis, and may take one for part of it that is not.",
    fix: "Compare both with the source: take out of `pools` what was not pooled, or mend `pooled`.",
    bad: &[
        (
            "content/analyses/pool.toml",
            r#"name = "Pool"
design = "meta-analysis"
pools = ["trial:one", "trial:two"]
pooled = 1
"#,
        ),
        (
            "content/trials/one.toml",
            r#"name = "ONE"
design = "randomised"
"#,
        ),
        (
            "content/trials/two.toml",
            r#"name = "TWO"
design = "randomised"
"#,
        ),
    ],
    good: &[
        (
            "content/analyses/pool.toml",
            r#"name = "Pool"
design = "meta-analysis"
pools = ["trial:one", "trial:two"]
pooled = 2
"#,
        ),
        (
            "content/trials/one.toml",
            r#"name = "ONE"
design = "randomised"
"#,
        ),
        (
            "content/trials/two.toml",
            r#"name = "TWO"
design = "randomised"
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Body::Analysis(analysis) = &record.body else { return };
    let Some(pooled) = &analysis.pooled else { return };
    let listed = analysis.pools.len();
    if listed as u64 <= pooled.value() {
        return;
    }
    let path = KeyPath::default().key("pooled");
    let message = format!("the number of trials pooled is {pooled}, but {listed} are listed");
    found.push(
        Diagnostic::error(RULE.code, record.span(&path), message, "fewer than `pools` lists")
            .about(&record.id, &path)
            .related(record.span(&KeyPath::default().key("pools")), "these")
            .help("compare both with the source"),
    );
}
