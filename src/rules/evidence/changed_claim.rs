//! A claim that no longer says what was sealed.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};

use crate::ground::claim::{Claim, ClaimNumber};
use crate::read::node::Node;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB503"),
    name: "changed-claim",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a claim differs from its seal in `grounding.lock`",
    rationale: "Someone changed a number, a comparator, a unit, a reference or a decisive word. If it was a slip, it can kill.",
    fix: "Put the value back; or, if the change is right, run `sourcebook ground` with the paper at hand.",
    bad: &[
        (
            "book.toml",
            r#"[book]
title = "Sample"
[grounding]
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
source = { cite = "sample2020", at = "Results" }
sample_size = 41
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "named", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"#,
        ),
    ],
    good: &[
        (
            "book.toml",
            r#"[book]
title = "Sample"
[grounding]
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
source = { cite = "sample2020", at = "Results" }
sample_size = 40
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "named", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(claims) = text.claimant().and_then(|claimant| text.ask.locked(&claimant)) else {
        return;
    };
    for (claim, seal) in claims.iter() {
        let Some(seal) = seal.filter(|seal| !seal.holds(claim)) else {
            continue;
        };
        let differences = seal.differences(claim);
        let changed = seal.new_number(claim).and_then(|number| place_of(text, claim, number));
        let Some(span) = changed.or_else(|| text.span_of(claim)) else {
            continue;
        };
        let name = claim.name();
        let mut wrong = Diagnostic::error(
            RULE.code,
            span,
            format!("`{name}` no longer says what was sealed"),
            "changed",
        );
        if let Some(line) = text.ask.lock_line(&name) {
            wrong = wrong.related(line, "sealed here");
        }
        let wrong = wrong.about(&claim.record, &claim.path);
        let wrong = differences.into_iter().fold(wrong, Diagnostic::help);
        found.push(wrong.help("put it back, or run `sourcebook ground` with the paper at hand"));
    }
}

/// Where a record, or an entry of the bibliography, has a number of a claim.
fn place_of(text: &Text<'_>, claim: &Claim, number: &ClaimNumber) -> Option<Span> {
    if claim.is_entry() {
        let bibliography = text.ask.bibliography();
        let field = bibliography.works.get(&claim.record.id)?.fields.get(number.field())?;
        return Some(Span::new(bibliography.file?, field.span.clone()));
    }
    let record = text.record()?;
    let node = value_of(record.tree.at(&claim.path)?, number)?;
    Some(Span::new(record.file, node.span.clone()))
}

/// The value of the number's field that has its digits, in a table or below it. What has a source of its own is another claim's.
fn value_of<'n>(node: &'n Node, number: &ClaimNumber) -> Option<&'n Node> {
    let tables = node.as_table().into_iter().flat_map(|table| &table.entries);
    let mut values = tables.map(|entry| (entry.key == number.field(), &entry.value));
    values.find_map(|(is_field, value)| {
        let items = value.as_array().unwrap_or(std::slice::from_ref(value));
        items.iter().find_map(|item| match item.as_text() {
            Some(text) => (is_field && text.contains(number.digits.as_str())).then_some(item),
            None if item.get("source").is_some() => None,
            None => value_of(item, number),
        })
    })
}
