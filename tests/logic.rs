//! What criteria mean, held against what they say value by value: made-up trees, made-up patients.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use sourcebook::logic::Lookup;
use sourcebook::logic::axis::{Axis, everybody};
use sourcebook::logic::evaluate::Evaluation;
use sourcebook::logic::interval::{End, Interval};
use sourcebook::logic::patient::Patient;
use sourcebook::logic::truth::Truth;
use sourcebook::model::corpus::assemble;
use sourcebook::model::criterion::Criterion;
use sourcebook::model::definition::Definition;
use sourcebook::model::{Corpus, Kind, Record, RecordId};
use support::memory::handbook;

/// Values at which intervals may end, and those between and beyond.
fn points() -> impl Iterator<Item = f64> {
    (-1..=15).map(|half| f64::from(half) / 2.0)
}

fn end() -> impl Strategy<Value = Option<End>> {
    proptest::option::of((0_u8..8, any::<bool>()).prop_map(|(value, closed)| End {
        value: f64::from(value),
        closed,
    }))
}

/// Intervals that are not empty.
fn interval() -> impl Strategy<Value = Interval> {
    let not_empty = |interval: &Interval| match (interval.low, interval.high) {
        (Some(low), Some(high)) => low.value < high.value || low.value == high.value && low.closed && high.closed,
        _ => true,
    };
    (end(), end())
        .prop_map(|(low, high)| Interval { low, high })
        .prop_filter("it is not empty", not_empty)
}

/// A tree of criteria.
#[derive(Debug, Clone)]
enum Tree {
    Words,
    /// A bound on the first or the second parameter, which may have to last.
    Bound(bool, &'static str, u8, bool),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast(usize, Vec<Tree>),
    /// What the other definition says.
    Other,
}

fn tree(with_other: bool) -> impl Strategy<Value = Tree> {
    let sign = prop_oneof![Just("< "), Just("<= "), Just("> "), Just(">= "), Just("")];
    let bound = (any::<bool>(), sign, 0_u8..7, any::<bool>())
        .prop_map(|(first, sign, value, lasts)| Tree::Bound(first, sign, value, lasts));
    let last = if with_other { Tree::Other } else { Tree::Words };
    let leaf = prop_oneof![2 => Just(Tree::Words), 4 => bound, 1 => Just(last)];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let several = proptest::collection::vec(inner, 1..4);
        prop_oneof![
            several.clone().prop_map(Tree::All),
            several.clone().prop_map(Tree::Any),
            (several, 1_usize..4).prop_map(|(of, n)| Tree::AtLeast(n.min(of.len()), of)),
        ]
    })
}

/// The tree as a record spells it. Worded criteria are counted, and go by their numbers.
fn spelt(tree: &Tree, words: &mut usize) -> String {
    let mut list = |of: &[Tree]| -> String {
        let items: Vec<String> = of.iter().map(|tree| spelt(tree, words)).collect();
        items.join(", ")
    };
    match tree {
        Tree::Words => {
            *words += 1;
            format!("{{ id = \"w{words}\", text = \"Words\" }}")
        }
        Tree::Bound(first, sign, value, lasts) => {
            let parameter = if *first { "first" } else { "second" };
            let lasts = if *lasts { ", for = \"> 1 h\"" } else { "" };
            format!("{{ parameter = \"parameter:{parameter}\", is = \"{sign}{value} cm\"{lasts} }}")
        }
        Tree::All(of) => format!("{{ all = [{}] }}", list(of)),
        Tree::Any(of) => format!("{{ any = [{}] }}", list(of)),
        Tree::AtLeast(n, of) => format!("{{ at_least = {n}, of = [{}] }}", list(of)),
        Tree::Other => "{ definition = \"definition:other\" }".to_owned(),
    }
}

/// A handbook with a definition of the tree, and one that it may name.
fn corpus(tree: &Tree, other: &Tree) -> (Corpus, usize) {
    let mut words = 0;
    let definition = format!("name = \"Sample\"\ncriteria = {}\n", spelt(tree, &mut words));
    let other = format!("name = \"Other\"\ncriteria = {}\n", spelt(other, &mut 0));
    let parameter = |name: &str| format!("name = \"{name}\"\nunit = \"cm\"\n");
    let (first, second) = (parameter("First"), parameter("Second"));
    let sources = handbook([
        ("content/definitions/sample.toml", definition.as_str()),
        ("content/definitions/other.toml", other.as_str()),
        ("content/parameters/first.toml", first.as_str()),
        ("content/parameters/second.toml", second.as_str()),
    ]);
    let (corpus, found) = assemble(&sources);
    assert!(found.is_empty(), "{found:?}\n{definition}");
    (corpus.expect("it is a handbook"), words)
}

fn id(kind: Kind, id: &str) -> RecordId {
    RecordId {
        kind,
        id: id.to_owned(),
    }
}

fn criteria(corpus: &Corpus) -> &Criterion {
    let record: &Record = corpus.get(&id(Kind::Definition, "sample")).expect("it was read");
    let definition: &Definition = record.as_kind().expect("it is one");
    definition.criteria.as_ref().expect("it has criteria")
}

fn verdict(corpus: &Corpus, patient: &Patient) -> Truth {
    let find = |id: &RecordId| corpus.get(id);
    Evaluation::new(patient, Lookup(&find)).of(criteria(corpus))
}

/// A patient of whom everything is known but for how long.
fn patient(values: [f64; 2], facts: &[bool]) -> Patient {
    let parameters = ["first", "second"].map(|name| id(Kind::Parameter, name));
    Patient {
        values: parameters.into_iter().zip(values.map(Interval::point)).collect(),
        facts: facts
            .iter()
            .enumerate()
            .map(|(i, holds)| (format!("w{}", i + 1), *holds))
            .collect(),
    }
}

/// The same patient, less of whom is known: values within bounds or not at all, some facts left out.
fn knowing_less(patient: &Patient, bounds: &[Option<Interval>; 2], kept: &[bool]) -> Patient {
    let wider = |((id, value), bound): ((&RecordId, &Interval), &Option<Interval>)| {
        let bound = bound.filter(|bound| value.is_within(bound))?;
        Some((id.clone(), bound))
    };
    let facts = patient.facts.iter().zip(kept).filter(|(_, kept)| **kept);
    Patient {
        values: patient.values.iter().zip(bounds).filter_map(wider).collect(),
        facts: facts
            .map(|((id, holds), _)| (id.clone(), *holds))
            .collect::<BTreeMap<_, _>>(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn intervals_say_of_each_other_what_their_values_say(a in interval(), b in interval()) {
        let in_both = points().filter(|point| a.contains(*point) && b.contains(*point)).count();
        prop_assert_eq!(a.is_apart(&b), in_both == 0, "{} and {}", a, b);
        prop_assert_eq!(a.is_apart(&b), b.is_apart(&a));
        let within = points().all(|point| !a.contains(point) || b.contains(point));
        // Beyond the points both may go on, but only one without end.
        let ends = (b.low.is_none() || a.low.is_some()) && (b.high.is_none() || a.high.is_some());
        prop_assert_eq!(a.is_within(&b), within && ends, "{} in {}", a, b);
        let both = a.and(&b);
        prop_assert_eq!(both.is_none(), in_both == 0);
        for point in points() {
            let expected = a.contains(point) && b.contains(point);
            prop_assert_eq!(both.is_some_and(|both| both.contains(point)), expected);
        }
        prop_assert!(a.is_within(&a) && a.is_within(&Interval::ALL));
    }

    /// To learn more of a patient never turns a verdict round, nor a known one into an unknown one.
    #[test]
    fn knowing_more_never_turns_a_verdict(
        tree in tree(true),
        other in tree(false),
        values in [0_u8..8, 0_u8..8],
        facts in proptest::collection::vec(any::<bool>(), 64),
        bounds in [proptest::option::of(interval()), proptest::option::of(interval())],
        kept in proptest::collection::vec(any::<bool>(), 64),
    ) {
        let (corpus, words) = corpus(&tree, &other);
        let knowing = patient(values.map(f64::from), &facts[..words]);
        let less = knowing_less(&knowing, &bounds, &kept);
        let (known, guessed) = (verdict(&corpus, &knowing), verdict(&corpus, &less));
        prop_assert!(!guessed.is_known() || guessed == known, "{:?} became {:?}", guessed, known);
    }

    /// Of a patient of whom nothing is open, the verdict is that of plain logic.
    #[test]
    fn with_everything_known_it_is_plain_logic(
        tree in tree(false),
        values in [0_u8..8, 0_u8..8],
        facts in proptest::collection::vec(any::<bool>(), 64),
    ) {
        fn plain(tree: &Tree, values: [u8; 2], facts: &mut impl Iterator<Item = bool>) -> Option<bool> {
            let mut each = |of: &[Tree]| -> Option<Vec<bool>> {
                let all: Vec<Option<bool>> = of.iter().map(|tree| plain(tree, values, facts)).collect();
                all.into_iter().collect()
            };
            Some(match tree {
                Tree::Words => facts.next()?,
                Tree::Bound(_, _, _, true) | Tree::Other => return None,
                Tree::Bound(first, sign, bound, false) => {
                    let value = if *first { values[0] } else { values[1] };
                    match *sign {
                        "< " => value < *bound,
                        "<= " => value <= *bound,
                        "> " => value > *bound,
                        ">= " => value >= *bound,
                        _ => value == *bound,
                    }
                }
                Tree::All(of) => each(of)?.into_iter().all(|holds| holds),
                Tree::Any(of) => each(of)?.into_iter().any(|holds| holds),
                Tree::AtLeast(n, of) => each(of)?.into_iter().filter(|holds| *holds).count() >= *n,
            })
        }
        let (corpus, words) = corpus(&tree, &Tree::Words);
        let knowing = patient(values.map(f64::from), &facts[..words]);
        if let Some(expected) = plain(&tree, values, &mut facts.iter().copied()) {
            prop_assert_eq!(verdict(&corpus, &knowing), Truth::from(expected));
        }
    }

    /// The few patients who stand for everybody do: whoever there is gets the verdict of the one whose values are his.
    #[test]
    fn a_few_patients_stand_for_everybody(tree in tree(true), other in tree(false), values in [0_u8..16, 0_u8..16]) {
        let (corpus, _) = corpus(&tree, &other);
        let find = |id: &RecordId| corpus.get(id);
        let axes = Axis::all(&[criteria(&corpus)], Lookup(&find));
        for axis in &axes {
            for point in points() {
                let cells = axis.cells().into_iter().filter(|cell| cell.contains(point));
                prop_assert_eq!(cells.count(), 1, "each value lies in one cell");
            }
        }
        let mut somebody = patient(values.map(|half| f64::from(half) / 2.0 - 0.5), &[]);
        somebody.values.retain(|id, _| axes.iter().any(|axis| axis.parameter == *id));
        let standing: Vec<Patient> = (everybody(&axes).into_iter())
            .filter(|patient| patient.values.iter().all(|(id, cell)| somebody.values[id].is_within(cell)))
            .collect();
        prop_assert_eq!(standing.len(), 1);
        prop_assert_eq!(verdict(&corpus, &standing[0]), verdict(&corpus, &somebody));
    }

    /// What is joined has the values that were marked, and no others.
    #[test]
    fn joined_cells_have_the_values_that_were_marked(
        tree in tree(false),
        marks in proptest::collection::vec(any::<bool>(), 64),
    ) {
        let (corpus, _) = corpus(&tree, &Tree::Words);
        let find = |id: &RecordId| corpus.get(id);
        for axis in Axis::all(&[criteria(&corpus)], Lookup(&find)) {
            let cells = axis.cells();
            let joined = axis.join(&marks[..cells.len()]);
            for point in points() {
                let marked = cells.iter().zip(&marks).any(|(cell, marked)| *marked && cell.contains(point));
                prop_assert_eq!(joined.iter().filter(|run| run.contains(point)).count(), usize::from(marked));
            }
        }
    }
}
