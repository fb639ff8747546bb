//! A review that was to be done again before the day.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB601"),
    name: "overdue-review",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the day by which a record was to be read again has passed",
    rationale: "Whoever reviewed the record did not vouch for it beyond that day. Practice and evidence may have moved on.",
    fix: "Read the record again, and run `sourcebook review KIND:ID --by NAME --next DAY`.",
    bad: &[(
        "content/recommendations/sample.toml",
        r#"name = "Cool the hot"
text = "Cool those who are hot."
direction = "for"
therapies = []
issuer = "Sample Society"
[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
next_review = 2026-05-31
"#,
    )],
    good: &[(
        "content/recommendations/sample.toml",
        r#"name = "Cool the hot"
text = "Cool those who are hot."
direction = "for"
therapies = []
issuer = "Sample Society"
[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
next_review = 2099-05-31
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let next = record
        .common
        .review
        .as_ref()
        .and_then(|review| review.next_review.as_ref());
    let Some((next, today)) = next.zip(text.ask.as_of()) else {
        return;
    };
    if next.last_day() < today {
        let path = KeyPath::default().key("review").key("next_review");
        let message = format!("the review of this record was due by {next}");
        found.push(
            Diagnostic::warning(RULE.code, record.span(&path), message, "overdue")
                .about(&record.id, &path)
                .help(format!(
                    "read it again, and run `sourcebook review {} --by NAME --next DAY`",
                    record.id
                )),
        );
    }
}
