//! Two entries of the bibliography for one work.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use std::collections::BTreeMap;

use crate::read::bibliography::Work;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB107"),
    name: "duplicate-doi",
    severity: Severity::Error,
    summary: "two entries of the bibliography have the same DOI, or the same title and year",
    rationale: "One paper under two numbers looks like two that agree.",
    fix: "Keep one entry, and cite it everywhere.",
    bad: &[(
        "content/references.bib",
        r#"@article{one2020, title = {One}, year = {2020}, doi = {10.1000/1}}
@article{two2020, title = {Two}, year = {2020}, doi = {https://doi.org/10.1000/1}}
"#,
    )],
    good: &[(
        "content/references.bib",
        r#"@article{one2020, title = {One}, year = {2020}, doi = {10.1000/1}}
@article{two2020, title = {Two}, year = {2020}, doi = {10.1000/2}}
"#,
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let bibliography = &context.corpus.bibliography;
    let Some(file) = bibliography.file else { return };
    let mut first: BTreeMap<String, (&String, &Work)> = BTreeMap::new();
    for (key, work) in &bibliography.works {
        for identity in identities(work) {
            let Some((other, earlier)) = first.get(&identity) else {
                first.insert(identity, (key, work));
                continue;
            };
            found.push(
                Diagnostic::error(
                    RULE.code,
                    Span::new(file, work.key_span.clone()),
                    format!("`{key}` and `{other}` are the same work"),
                    "the same work again",
                )
                .related(Span::new(file, earlier.key_span.clone()), "first here")
                .help(format!("keep one, and cite it as `[@{other}]` everywhere")),
            );
            break;
        }
    }
}

/// What tells a work apart: its DOI, and its title with the year and first page.
fn identities(work: &Work) -> Vec<String> {
    let field = |name: &str| work.fields.get(name).map(|f| f.text.to_lowercase());
    let doi = field("doi").map(|doi| {
        let bare = ["https://doi.org/", "http://dx.doi.org/", "doi:"]
            .iter()
            .find_map(|p| doi.strip_prefix(p));
        bare.unwrap_or(&doi).to_owned()
    });
    let title = field("title").map(|title| {
        let plain: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
        let when = field("year").or_else(|| field("date")).unwrap_or_default();
        format!("{plain}|{when}|{}", field("pages").unwrap_or_default())
    });
    doi.into_iter().chain(title).collect()
}
