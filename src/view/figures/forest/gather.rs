//! Which results stand in a forest plot, and which of them belong under one heading.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::analysis::{Analysis, AnalysisDesign};
use crate::model::effect::{Arm, Effect, Measure, Outcome, ResultKind, Role};
use crate::model::number::Count;
use crate::model::trial::{Design, Trial};
use crate::model::{Body, Record, RecordId};
use crate::view::builder::Builder;
use crate::view::embed::{forms, testing};
use crate::view::said::{self, Said};
use crate::words::Words;

/// A result that a source prints an effect for.
#[derive(Debug, Clone, Copy)]
pub struct Effected<'a> {
    pub record: &'a Record,
    pub outcome: &'a Outcome,
    pub effect: &'a Effect,
    /// The arms compared, that of the therapy first where one is.
    pub arms: [Option<&'a Arm>; 2],
    /// The estimate compares the arm without the therapy with the arm that has it.
    pub reversed: bool,
    pub weight: Weight,
    /// Patients of the study, where it says so.
    pub size: Option<u64>,
    pub year: Option<&'a str>,
}

/// What sort of evidence a result is, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A trial in which chance assigned patients.
    Randomised,
    /// A pool of such trials, or of other studies.
    Pooled,
    /// Everything else: what it finds is an association.
    Observed,
}

/// Results that may stand under one heading: they are of the same outcome at the same time, in the same measure, and came
/// about in the same way. Nothing else is ever put together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    /// What was measured, in the words of the record.
    pub outcome: String,
    /// When, as the records have it.
    pub when: String,
    /// For the order of headings: sooner comes first.
    pub observed: bool,
    pub measure: String,
    pub kaplan_meier: bool,
    pub reversed: bool,
}

/// The results of one figure: a panel for each heading.
pub struct Panel<'a> {
    pub heading: Heading,
    pub measure: Measure,
    pub results: Vec<Effected<'a>>,
}

/// The results of a therapy, with its forms or as such, by the outcome in the words that name files. All spellings of one
/// outcome that differ but in case are one.
pub fn outcomes<'a>(
    builder: &Builder<'a>,
    therapy: &RecordId,
    with_forms: bool,
) -> BTreeMap<String, Vec<Effected<'a>>> {
    let wanted = match with_forms {
        true => forms(builder, therapy),
        false => BTreeSet::from([therapy.clone()]),
    };
    let trials = testing::<Trial>(builder, Some(&wanted), |trial| &trial.arms).into_iter();
    let analyses = testing::<Analysis>(builder, Some(&wanted), |analysis| &analysis.arms).into_iter();
    let records = trials
        .map(|(record, _)| record)
        .chain(analyses.map(|(record, _)| record));
    let mut by_name: BTreeMap<String, Vec<Effected<'a>>> = BTreeMap::new();
    for record in records {
        let (arms, outcomes): (&[Arm], &[Outcome]) = match &record.body {
            Body::Trial(trial) => (&trial.arms, &trial.outcomes),
            Body::Analysis(analysis) => (&analysis.arms, &analysis.outcomes),
            _ => continue,
        };
        for outcome in outcomes {
            let of_therapy = |arm: &Arm| arm.therapies.iter().any(|given| wanted.contains(given.id()));
            if let Some(found) = effected(record, arms, outcome, of_therapy) {
                by_name
                    .entry(outcome.name.as_str().to_lowercase())
                    .or_default()
                    .push(found);
            }
        }
    }
    let mut named = BTreeMap::new();
    for (name, results) in by_name {
        let slug = slug(&name);
        let numbered = (2..).map(|n: u32| format!("{slug}-{n}"));
        let mut free = std::iter::once(slug.clone())
            .chain(numbered)
            .filter(|slug| !named.contains_key(slug));
        if let Some(slug) = free.next() {
            named.insert(slug, results);
        }
    }
    named
}

fn effected<'a>(
    record: &'a Record,
    arms: &'a [Arm],
    outcome: &'a Outcome,
    of_therapy: impl Fn(&Arm) -> bool,
) -> Option<Effected<'a>> {
    let effect = outcome.effect.as_ref()?;
    let arm = |id: &str| arms.iter().find(|arm| arm.id.as_str() == id);
    let compared = match (&effect.compares, arms) {
        (Some(compared), _) => compared.each_ref().map(|id| arm(id.as_str())),
        // Two arms with different roles leave no doubt which are compared.
        (None, [one, other]) if one.role == Role::Experimental && other.role == Role::Control => {
            [Some(one), Some(other)]
        }
        (None, [other, one]) if one.role == Role::Experimental && other.role == Role::Control => {
            [Some(one), Some(other)]
        }
        _ => [None, None],
    };
    let is_tried = |arm: Option<&Arm>| arm.is_some_and(|arm| arm.role == Role::Experimental && of_therapy(arm));
    let [first, second] = compared.map(is_tried);
    let is_known = compared.iter().any(Option::is_some);
    if is_known && !first && !second {
        return None;
    }
    let reversed = second && !first;
    let (weight, size, year) = study(record)?;
    let of_arms: Option<u64> = outcome
        .results
        .iter()
        .map(|result| Some(result.n.as_ref()?.value()))
        .sum();
    let of_arms = of_arms.filter(|n| *n > 0 && outcome.results.len() > 1);
    Some(Effected {
        record,
        outcome,
        effect,
        arms: if reversed { [compared[1], compared[0]] } else { compared },
        reversed,
        weight,
        size: of_arms.or(size),
        year,
    })
}

fn study(record: &Record) -> Option<(Weight, Option<u64>, Option<&str>)> {
    let patients = |analysed: Option<&Count>, sample: Option<&Count>| analysed.or(sample).map(Count::value);
    match &record.body {
        Body::Trial(trial) => {
            let weight = match trial.design {
                Design::Randomised | Design::RandomisedFactorial => Weight::Randomised,
                Design::RandomisedCrossover | Design::ClusterRandomised => Weight::Randomised,
                Design::NonRandomised | Design::SingleArm | Design::NotStated => Weight::Observed,
            };
            let size = patients(trial.analysed.as_ref(), trial.sample_size.as_ref());
            Some((weight, size, trial.year.as_ref().map(|year| year.as_str())))
        }
        Body::Analysis(analysis) => {
            let weight = match analysis.design {
                AnalysisDesign::IndividualPatientMetaAnalysis | AnalysisDesign::MetaAnalysis => Weight::Pooled,
                _ => Weight::Observed,
            };
            let size = patients(None, analysis.sample_size.as_ref());
            Some((weight, size, analysis.year.as_ref().map(|year| year.as_str())))
        }
        _ => None,
    }
}

/// The results of one outcome under their headings, the earliest time first.
pub fn panels<'a>(words: &Words, results: &[Effected<'a>]) -> Vec<Panel<'a>> {
    let mut panels: BTreeMap<(u64, Heading), Panel<'a>> = BTreeMap::new();
    for result in results {
        let heading = heading(words, result);
        let panel = panels
            .entry((hours(result.outcome), heading.clone()))
            .or_insert_with(|| Panel {
                heading,
                measure: result.effect.measure,
                results: Vec::new(),
            });
        panel.results.push(*result);
    }
    let mut panels: Vec<Panel<'a>> = panels.into_values().collect();
    for panel in &mut panels {
        panel
            .results
            .sort_by_key(|result| (result.weight, result.year, &result.record.id));
    }
    panels
}

fn heading(words: &Words, result: &Effected<'_>) -> Heading {
    let outcome = result.outcome;
    let time = outcome.time.as_ref().map(|time| time.said(words));
    let in_words = outcome.when.as_ref().map(ToString::to_string);
    let when: Vec<String> = time.into_iter().chain(in_words).collect();
    Heading {
        outcome: outcome.name.to_string(),
        when: when.join(", "),
        observed: result.weight == Weight::Observed,
        measure: said::named(words, "measure", result.effect.measure),
        kaplan_meier: outcome.results.iter().any(|r| r.kind == Some(ResultKind::KaplanMeier)),
        reversed: result.reversed,
    }
}

/// For the order of headings: when the outcome was assessed; what has no time comes last.
fn hours(outcome: &Outcome) -> u64 {
    let days = outcome
        .time
        .as_ref()
        .map(|time| time.days())
        .filter(|days| *days >= 0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "casts of floats saturate"
    )]
    days.map_or(u64::MAX, |days| (days * 24.0) as u64)
}

/// A name in letters that every file system takes, and at most 80 of them.
fn slug(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() >= 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "outcome".to_owned() } else { slug }
}
