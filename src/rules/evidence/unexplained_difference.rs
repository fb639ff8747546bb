//! Sources that differ, without a word on why.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::node::{KeyPath, Step};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB510"),
    name: "unexplained-difference",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "an `also_reported` value has no `because`",
    rationale: "Two numbers stand side by side, and a reader cannot tell which to use: whether one is a slip, counts other patients, or is newer.",
    fix: "Say in `because` what explains the difference, or that nothing does.",
    bad: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
sample_size = 600
source = { cite = "sample2031", at = "Abstract" }
[[also_reported]]
field = "sample_size"
value = 598
source = { cite = "sample2031", at = "Table 1" }
"#,
        ),
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}}\n",
        ),
    ],
    good: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
sample_size = 600
source = { cite = "sample2031", at = "Abstract" }
[[also_reported]]
field = "sample_size"
value = 598
source = { cite = "sample2031", at = "Table 1" }
because = "The table leaves out two patients who took back their consent."
"#,
        ),
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}}\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let others = record.common.also_reported.iter().enumerate();
    found.extend(others.filter(|(_, other)| other.because.is_none()).map(|(i, other)| {
        let path = KeyPath::default().key("also_reported").child(Step::Index(i, None));
        let message = format!("sources differ on `{}`, and nothing says why", other.field);
        Diagnostic::warning(RULE.code, record.span(&path.key("value")), message, "another value")
            .about(&record.id, &path)
            .help("say in `because` what explains it, or that nothing does")
    }));
}
