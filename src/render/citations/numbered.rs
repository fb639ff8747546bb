//! Lays out the works and citations of styles that cite by number.
//!
//! With these a citation shows the numbers of its works and nothing else of them, and an entry of the bibliography depends
//! on its work and its number. So entries are laid out in parts, on all cores, and citations once for each way in which
//! numbers follow each other. Given the works of a large handbook at once, the renderer compares each with all others.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, NumberVariable, Variable};
use hayagriva::citationberg::{ChooseTest, CslMacro, IndependentStyle, LayoutRenderingElement, SortKey, TextTarget};
use hayagriva::types::EntryType;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Entry};
use rayon::prelude::*;

use super::LaidOut;
use super::layout::Job;
use crate::read::markdown::Cite;

/// How many works are laid out at once.
const PART: usize = 64;

const NUMBER: Variable = Variable::Number(NumberVariable::CitationNumber);
const LOCATOR: Variable = Variable::Number(NumberVariable::Locator);

/// Whether citations in a style show nothing but numbers and places, and entries do not depend on each other.
pub(super) fn is_numbered(csl: &IndependentStyle) -> bool {
    let by_number = |key: &SortKey| matches!(key, SortKey::Variable { variable, .. } if *variable == NUMBER);
    let sort = &csl.citation.sort;
    csl.bibliography
        .as_ref()
        .is_some_and(|b| b.sort.is_none() && b.subsequent_author_substitute.is_none())
        && sort.iter().all(|sort| sort.keys.iter().all(by_number))
        && shows_numbers(&csl.citation.layout.elements, &csl.macros)
}

fn shows_numbers(elements: &[LayoutRenderingElement], macros: &[CslMacro]) -> bool {
    elements.iter().all(|element| match element {
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Variable { var, .. } => [NUMBER, LOCATOR].contains(var),
            TextTarget::Macro { name } => {
                let named = macros.iter().find(|m| m.name == *name);
                named.is_none_or(|named| shows_numbers(&named.children, macros))
            }
            TextTarget::Term { .. } | TextTarget::Value { .. } => true,
        },
        LayoutRenderingElement::Label(label) => {
            matches!(label.variable, NumberOrPageVariable::Number(NumberVariable::Locator))
        }
        LayoutRenderingElement::Group(group) => shows_numbers(&group.children, macros),
        LayoutRenderingElement::Choose(choose) => {
            let of_locator = |test| match test {
                Some(ChooseTest::Locator(_)) => true,
                Some(ChooseTest::Variable(of) | ChooseTest::IsNumeric(of)) => of.iter().all(|of| *of == LOCATOR),
                _ => false,
            };
            let mut branches = choose.branches();
            branches.all(|branch| of_locator(branch.test()) && shows_numbers(&branch.children, macros))
                && choose
                    .otherwise
                    .iter()
                    .all(|other| shows_numbers(&other.children, macros))
        }
        // As a number it would show without the mark by which it is found again.
        LayoutRenderingElement::Number(_) | LayoutRenderingElement::Date(_) | LayoutRenderingElement::Names(_) => false,
    })
}

impl<'a> Job<'a> {
    /// Lays out everything in a style that [`is_numbered`]. None where the renderer fails, or writes numbers otherwise
    /// than in digits.
    pub(super) fn run_numbered(&self, entry: impl Fn(&'a str) -> Entry + Sync) -> Option<LaidOut> {
        let parts: Vec<LaidOut> = self
            .order
            .par_chunks(PART)
            .enumerate()
            .map(|(nth, order)| {
                let part = Job {
                    order,
                    groups: &[],
                    offset: nth * PART,
                    ..*self
                };
                part.run(order.iter().map(|key| (*key, entry(key))).collect())
            })
            .collect::<Option<_>>()?;
        let mut whole = LaidOut::default();
        for part in parts {
            whole.entries.extend(part.entries);
            whole.failed.extend(part.failed);
        }
        whole.citations = self.numbered_citations()?;
        Some(whole)
    }

    fn numbered_citations(&self) -> Option<Vec<ElemChildren>> {
        let numbers: BTreeMap<&str, usize> = self.order.iter().copied().zip(1..).collect();
        let patterns: Vec<Pattern> = self
            .groups
            .par_iter()
            .map(|group| Pattern::new(group, &numbers))
            .collect();
        let distinct: BTreeSet<&[Cite]> = patterns.iter().map(|pattern| pattern.cites.as_slice()).collect();
        let laid_out: BTreeMap<&[Cite], ElemChildren> = distinct
            .into_par_iter()
            .map(|cites| Some((cites, self.pattern(cites)?)))
            .collect::<Option<_>>()?;
        patterns
            .par_iter()
            .map(|pattern| {
                let mut children = laid_out[pattern.cites.as_slice()].clone();
                pattern.number(&mut children).then_some(children)
            })
            .collect()
    }

    /// A citation of made-up works, which have as few numbers as will do.
    fn pattern(&self, cites: &[Cite]) -> Option<ElemChildren> {
        let numbers = cites.iter().filter_map(|cite| cite.key.parse::<usize>().ok());
        let order: Vec<String> = (1..=numbers.max().unwrap_or(0)).map(|n| n.to_string()).collect();
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        let job = Job {
            order: &order,
            groups: &[&cites.to_vec()],
            offset: 0,
            ..*self
        };
        let works = order.iter().map(|key| (*key, Entry::new(key, EntryType::Misc)));
        job.run(works.collect())?.citations.pop()
    }
}

/// A citation with small numbers for keys: those that follow each other still do, and others do not.
struct Pattern {
    cites: Vec<Cite>,
    /// What each small number stands for.
    numbers: BTreeMap<usize, usize>,
}

impl Pattern {
    fn new(group: &[Cite], numbers: &BTreeMap<&str, usize>) -> Self {
        let known = || {
            group
                .iter()
                .filter_map(|cite| Some((cite, *numbers.get(cite.key.as_str())?)))
        };
        let cited: BTreeSet<usize> = known().map(|(_, number)| number).collect();
        let mut small: BTreeMap<usize, usize> = BTreeMap::new();
        for number in cited {
            let next = match small.last_key_value() {
                Some((before, small)) => small + if before + 1 == number { 1 } else { 2 },
                None => 1,
            };
            small.insert(number, next);
        }
        let cites = known().map(|(cite, number)| Cite {
            key: small[&number].to_string(),
            locator: cite.locator.clone(),
        });
        Self {
            cites: cites.collect(),
            numbers: small.iter().map(|(number, small)| (*small, *number)).collect(),
        }
    }

    /// Puts the real numbers in. False where a number is not written in digits.
    fn number(&self, children: &mut ElemChildren) -> bool {
        children.0.iter_mut().all(|child| match child {
            ElemChild::Elem(Elem {
                meta: Some(ElemMeta::CitationNumber),
                children,
                ..
            }) => match children.0.as_mut_slice() {
                [ElemChild::Text(text)] => {
                    let small = text.text.parse().ok();
                    match small.and_then(|small: usize| self.numbers.get(&small)) {
                        Some(number) => text.text = number.to_string(),
                        None => return false,
                    }
                    true
                }
                _ => false,
            },
            ElemChild::Elem(elem) => self.number(&mut elem.children),
            _ => true,
        })
    }
}
