//! Two entries of the bibliography for one work.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use std::collections::HashMap;

use crate::read::bibliography::Work;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB107"),
    name: "duplicate-doi",
    severity: Severity::Error,
    may_be_accepted: false,
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
    let mut works: Vec<(&String, &Work)> = bibliography.works.iter().collect();
    works.sort_by_key(|(_, work)| work.key_span.start);
    // Where both have a DOI, that tells them apart: a journal prints many an “Editorial”. So titles matter only beside a work
    // without one.
    let titles_matter = works.iter().any(|(_, work)| work.doi().is_none());
    let mut by_doi: HashMap<String, (&String, &Work)> = HashMap::new();
    let mut by_title: HashMap<Title, Vec<(&String, &Work)>> = HashMap::new();
    for (key, work) in works {
        let doi = work.doi();
        let same_doi = doi.as_ref().and_then(|doi| by_doi.get(doi)).copied();
        let title = titles_matter.then(|| title(work)).flatten();
        let same_title = title.and_then(|title| {
            let earlier = by_title.entry(title).or_default();
            let same = earlier
                .iter()
                .find(|(_, other)| doi.is_none() || other.doi().is_none())
                .copied();
            earlier.push((key, work));
            same
        });
        if let Some(doi) = doi {
            by_doi.entry(doi).or_insert((key, work));
        }
        let Some((other, earlier)) = same_doi.or(same_title) else {
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
    }
}

/// The letters of the title, the year, and the pages however they are joined.
type Title = (String, String, Vec<String>);

fn title(work: &Work) -> Option<Title> {
    let field = |name: &str| work.fields.get(name).map(|f| f.text.to_lowercase());
    let letters = field("title")?.chars().filter(|c| c.is_alphanumeric()).collect();
    let when = field("year").or_else(|| field("date")).unwrap_or_default();
    let pages = field("pages").unwrap_or_default();
    let pages = pages.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
    Some((
        letters,
        when.chars().take(4).collect(),
        pages.map(str::to_owned).collect(),
    ))
}
