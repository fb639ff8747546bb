//! Citations and the bibliography, as a citation style (CSL) has them.

mod et_al;
mod html;
mod layout;
mod numbered;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::BibliographyItem;
use rayon::prelude::*;

use crate::read::bibliography::{Bibliography, Work};
use crate::read::markdown::Cite;
use crate::read::style::{self, Style};
use et_al::EtAl;
use html::Runs;
pub use html::Styled;
use layout::{Job, LaidOut};

/// All citations of a handbook and its bibliography, rendered.
#[derive(Debug, Default)]
pub struct Citations {
    inline: BTreeMap<Vec<Cite>, Runs>,
    /// In the order of the bibliography.
    entries: Vec<Listed>,
    by_key: BTreeMap<String, usize>,
    superscript: bool,
    failed: Vec<String>,
}

/// A work in the bibliography.
#[derive(Debug)]
struct Listed {
    key: String,
    label: String,
    html: String,
    runs: Vec<Styled>,
}

impl Citations {
    /// Renders every work of a bibliography and every citation.
    ///
    /// `groups` are the citations of the handbook in reading order, from which numbers follow; works that none of them
    /// cites come last, by their keys. Keys that the bibliography does not have are passed over.
    pub fn new(bibliography: &Bibliography, style: &Style, language: &str, groups: &[Vec<Cite>]) -> Self {
        let (code, locales) = style::locales(language);
        let order = reading_order(bibliography, groups);
        let distinct: Vec<&Vec<Cite>> = groups
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter(|group| group.iter().any(|cite| bibliography.works.contains_key(&cite.key)))
            .collect();
        let job = Job {
            csl: &style.csl,
            code: &code,
            locales: &locales,
            order: &order,
            groups: &distinct,
            offset: 0,
        };
        let entry = |key| et_al::for_style(&bibliography.works[key]);
        let numbered = numbered::is_numbered(&style.csl)
            .then(|| job.run_numbered(entry))
            .flatten();
        let laid_out = numbered.or_else(|| job.run(order.iter().map(|key| (*key, entry(key))).collect()));
        let mut citations = Self {
            superscript: style.is_superscript(),
            ..Self::default()
        };
        match laid_out {
            Some(laid_out) => {
                let et_al = EtAl::in_citation(&style.csl, &code, &locales);
                let shown = laid_out
                    .citations
                    .par_iter()
                    .map(|shown| Runs::of_citation(&shown.0, &et_al));
                let shown: Vec<Runs> = shown.collect();
                citations.inline = distinct.into_iter().cloned().zip(shown).collect();
                let et_al = EtAl::in_bibliography(&style.csl, &code, &locales);
                citations.entries = laid_out
                    .entries
                    .into_par_iter()
                    .map(|item| Listed::new(item, &et_al))
                    .collect();
                citations.failed = laid_out.failed;
            }
            None => citations.number_plainly(&order, &distinct),
        }
        for entry in &mut citations.entries {
            if citations.failed.contains(&entry.key) {
                let brief = in_brief(&bibliography.works[&entry.key]);
                entry.html = html::plain(&brief);
                entry.runs = vec![Styled::plain(brief)];
            }
        }
        let keys = citations.entries.iter().map(|entry| entry.key.clone());
        citations.by_key = keys.enumerate().map(|(at, key)| (key, at)).collect();
        citations
    }

    /// Numbers in brackets, for a style that the renderer fails at.
    fn number_plainly(&mut self, order: &[&str], groups: &[&Vec<Cite>]) {
        let number = |key: &str| Some(order.iter().position(|k| *k == key)? + 1);
        for group in groups {
            let numbers = group.iter().filter_map(|cite| number(&cite.key));
            self.inline
                .insert((*group).clone(), Runs::of_numbers(numbers.enumerate()));
        }
        self.entries = order
            .iter()
            .zip(1..)
            .map(|(key, number)| Listed {
                key: (*key).to_owned(),
                label: number.to_string(),
                html: String::new(),
                runs: Vec::new(),
            })
            .collect();
        self.failed = order.iter().map(|key| (*key).to_owned()).collect();
        self.superscript = false;
    }

    /// A citation as HTML that is safe to show, without links: `[3]`, `<sup>3,4</sup>`, `(Sample et al., 2021)`. None for
    /// a group that was not among those given to [`new`](Self::new), or of which no work is known.
    pub fn inline(&self, group: &[Cite]) -> Option<String> {
        Some(self.inline.get(group)?.html())
    }

    /// The same, in which what speaks of a work leads to the address that `to` gives for its key.
    pub fn linked(&self, group: &[Cite], to: impl Fn(&str) -> String) -> Option<String> {
        let known: Vec<&Cite> = group
            .iter()
            .filter(|cite| self.by_key.contains_key(&cite.key))
            .collect();
        let runs = self.inline.get(group)?;
        Some(runs.linked(&|position| Some(to(&known.get(position)?.key))))
    }

    /// What stands before a work in the bibliography (`3`). None in author–date styles and for unknown works.
    pub fn label(&self, key: &str) -> Option<&str> {
        let label = &self.entries[self.position(key)?].label;
        Some(label.as_str()).filter(|label| !label.is_empty())
    }

    /// The key, the label (empty in author–date styles) and the safe HTML of every work, in the order of the bibliography.
    /// The HTML does not repeat the label.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.label.as_str(), entry.html.as_str()))
    }

    /// A citation in runs of letters that look the same, for what is no HTML.
    pub fn runs(&self, group: &[Cite]) -> Option<Vec<Styled>> {
        let mut runs = self.inline.get(group)?.styled();
        // The style counts only works that the bibliography has.
        let known = |(_, cite): &(usize, &Cite)| self.by_key.contains_key(&cite.key);
        let known: Vec<usize> = group.iter().enumerate().filter(known).map(|(at, _)| at).collect();
        for run in &mut runs {
            run.work = run.work.and_then(|position| known.get(position).copied());
        }
        Some(runs)
    }

    /// The key, the label and the text of every work in the same way, in the order of the bibliography.
    pub fn entries_in_runs(&self) -> impl Iterator<Item = (&str, &str, &[Styled])> {
        let entries = self.entries.iter();
        entries.map(|entry| (entry.key.as_str(), entry.label.as_str(), entry.runs.as_slice()))
    }

    /// The label and the HTML of a work.
    pub fn entry(&self, key: &str) -> Option<(&str, &str)> {
        let entry = &self.entries[self.position(key)?];
        Some((&entry.label, &entry.html))
    }

    /// Where a work stands in the bibliography.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Whether citations are raised. Then they belong close to the word before them, without the space.
    pub fn is_superscript(&self) -> bool {
        self.superscript
    }

    /// The keys of works that the style could not lay out. They are listed by author, title and year instead.
    pub fn failed(&self) -> &[String] {
        &self.failed
    }
}

/// The keys of all works: those cited by first appearance, then the others.
fn reading_order<'a>(bibliography: &'a Bibliography, groups: &'a [Vec<Cite>]) -> Vec<&'a str> {
    let cited = groups.iter().flatten().map(|cite| cite.key.as_str());
    let all = bibliography.works.keys().map(String::as_str);
    let mut seen = BTreeSet::new();
    cited
        .chain(all)
        .filter(|key| bibliography.works.contains_key(*key) && seen.insert(*key))
        .collect()
}

impl Listed {
    fn new(item: BibliographyItem, et_al: &EtAl) -> Self {
        let mut runs = Runs::of_entry(item.first_field.as_ref(), &item.content.0, et_al);
        Self {
            key: item.key,
            label: runs.label.take().unwrap_or_default(),
            html: runs.html(),
            runs: runs.styled(),
        }
    }
}

/// A work without a style.
fn in_brief(work: &Work) -> String {
    let fields = ["author", "title", "journaltitle", "date", "year"];
    let texts = fields.iter().filter_map(|name| work.fields.get(*name));
    texts.map(|field| field.text.as_str()).collect::<Vec<_>>().join(". ")
}
