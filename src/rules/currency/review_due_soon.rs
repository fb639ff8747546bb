//! A review that will soon be due.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::book::later;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

/// How many days before it is due a review is spoken of, where `book.toml` does not say.
const NOTICE: i32 = 60;

pub static RULE: Rule = Rule {
    code: Code("SB602"),
    name: "review-due-soon",
    severity: Severity::Hint,
    may_be_accepted: false,
    summary: "a record has to be read again before long",
    rationale: "Reading a record again takes a person and time; who is told late is late.",
    fix: "Plan the reading. How long before it is due this is said, `review_notice` in `[validity]` of `book.toml` sets; 60 days where absent.",
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
next_review = 2026-06-30
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
next_review = 2026-09-30
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
    let notice = text.ask.book().validity.review_notice.as_ref();
    // What is overdue another rule says.
    let due = next.last_day();
    if today <= due && due <= later(today, notice, NOTICE) {
        let path = KeyPath::default().key("review").key("next_review");
        let message = format!("this record has to be read again by {next}");
        found.push(
            Diagnostic::hint(RULE.code, record.span(&path), message, "soon due")
                .about(&record.id, &path)
                .help(format!(
                    "once it has been read, run `sourcebook review {} --by NAME --next DAY`",
                    record.id
                )),
        );
    }
}
