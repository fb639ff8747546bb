//! An arm that is said to have done better, which the numbers do not say.

use super::interval::{Interval, Scale, Verdict};
use super::rounding::Printed;
use super::{Comparison, Sort, significance_at_odds};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::Effect;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB305"),
    name: "unsupported-favours",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "`favours` names an arm that is not compared, or that the interval, P or the direction of a harm does not favour",
    rationale: "A reader takes the named arm for the better one. Whether more or less of an outcome is better only its words \
                say, so the direction is held against `favours` for complications alone, of which more is worse.",
    fix: "Leave `favours` out where the source names no arm, or name the one that it names. Where the source says so against \
          its own interval, accept it with that as the reason.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[arms]]
id = "usual"
role = "control"
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
effect = { measure = "HR", estimate = 0.84, ci = [0.64, 1.10], compares = ["pump", "usual"], favours = "pump" }
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[arms]]
id = "usual"
role = "control"
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"], favours = "pump" }
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(Comparison::all(record).filter_map(|c| fault(record, &c)));
}

fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let effect = comparison.effect?;
    let favours = effect.favours.as_ref()?.as_str();
    // An arm that the record does not have is another rule's.
    comparison.arm(favours)?;
    let path = comparison.effect_path("favours");
    let span = record.span(&path);
    let name = comparison.called(favours);
    let compared = effect
        .compares
        .as_ref()
        .map(|arms| arms.each_ref().map(|arm| arm.as_str()));
    if let Some([a, b]) = compared.filter(|arms| !arms.contains(&favours)) {
        let (a, b) = (comparison.called(a), comparison.called(b));
        let message = format!("the effect favours {name}, but compares {a} with {b}");
        let found = Diagnostic::error(RULE.code, span, message, "not one of the arms compared")
            .help("name one of the two arms, or mend `compares`");
        return Some(found.about(&record.id, &path));
    }
    let found = match no_effect(comparison, effect) {
        Some(NoEffect::Elsewhere) => return None,
        Some(NoEffect::Shown(why)) => {
            let message = format!("the effect is said to favour {name}, but {why}");
            Diagnostic::warning(RULE.code, span, message, "the numbers favour neither arm")
                .help("leave `favours` out, unless the source itself says that this arm did better")
        }
        None => {
            let [a, b] = compared?;
            let more = if is_more(effect)? { a } else { b };
            if comparison.sort != Sort::Harm || more != favours {
                return None;
            }
            let message = format!("the effect is said to favour {name}, which had more of this harm");
            Diagnostic::warning(RULE.code, span, message, "the arm with more of the harm")
                .note(direction(effect, comparison.called(a), comparison.called(b)))
                .help("name the other arm, or turn `compares` round")
        }
    };
    Some(found.about(&record.id, &path))
}

enum NoEffect {
    /// That the numbers do not agree on it has been said.
    Elsewhere,
    /// By this number.
    Shown(String),
}

/// Whether the interval, else P, leaves open that there is no effect.
fn no_effect(comparison: &Comparison<'_>, effect: &Effect) -> Option<NoEffect> {
    let p = comparison.p();
    match Interval::of(effect) {
        Some(interval) => {
            let at_odds = p.is_some_and(|(p, _)| significance_at_odds::verdicts(&interval, Printed::of_p(p)).is_some());
            if at_odds || interval.is_unfit() {
                return Some(NoEffect::Elsewhere);
            }
            let ([low, high], none) = (interval.ends, interval.scale.no_effect());
            (interval.verdict() == Verdict::Includes)
                .then(|| NoEffect::Shown(format!("its interval, {low} to {high}, includes no effect ({none})")))
        }
        None if effect.ci.is_some() => Some(NoEffect::Elsewhere),
        None => {
            let (p, _) = p?;
            (Printed::of_p(p).low > 0.05).then(|| NoEffect::Shown(format!("P{p} is not below 0.05")))
        }
    }
}

/// Whether the first arm had more. None where rounding leaves it open.
fn is_more(effect: &Effect) -> Option<bool> {
    let (estimate, none) = (Printed::of(&effect.estimate), Scale::of(effect.measure).no_effect());
    (estimate.low > none || estimate.high < none).then_some(estimate.low > none)
}

fn direction(effect: &Effect, a: &str, b: &str) -> String {
    let (measure, estimate) = (effect.measure.abbreviation(), &effect.estimate);
    let word = if is_more(effect) == Some(true) { "more" } else { "less" };
    format!("{measure} {estimate} is of {a} against {b}, so {a} had {word}")
}
