//! An effect that is not the one which the shares beside it give.

use super::Comparison;
use super::interval::Scale;
use super::rounding::{Printed, noted};
use super::share::{Crude, Share};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::effect::{Effect, Measure};
use crate::model::trial::Design;
use crate::model::{Body, Record};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB306"),
    name: "effect-off-rates",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "an effect is not the one that the results by arm beside it give",
    rationale: "If the arms were exchanged, the reader takes the worse one for the better. An estimate that was adjusted for other things differs from what the shares give, mostly by little, which is a hint; a hazard ratio is only held against the shares where it differs by much.",
    fix: "Compare the estimate, the order of `compares` and the results with the source. Where the source prints them so, accept it with what it says of how the estimate was made.",
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
effect = { measure = "RR", estimate = 1.20, ci = [1.04, 1.40], compares = ["pump", "usual"] }
results = [{ arm = "pump", events = 101, n = 218 }, { arm = "usual", events = 112, n = 202 }]
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
effect = { measure = "RR", estimate = 0.84, ci = [0.69, 1.01], compares = ["pump", "usual"] }
results = [{ arm = "pump", events = 101, n = 218 }, { arm = "usual", events = 112, n = 202 }]
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(Comparison::all(record).filter_map(|c| fault(record, &c)));
}

/// How the shares of an effect differ from its estimate.
struct Off {
    /// They say that the other arm had more.
    opposite: bool,
    /// Whether what they say is outside of its interval; none without one.
    outside: Option<bool>,
}

fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let effect = comparison.effect.filter(|effect| effect.derived.is_none())?;
    let shares = Share::compared(comparison)?;
    let crude = Crude::of(effect.measure, &shares)?;
    let estimate = Printed::of(&effect.estimate);
    if estimate.meets(crude.effect) {
        return None;
    }
    let off = off(effect, estimate, crude.effect);
    let rough = rough(record, effect, &shares);
    let severity = match (rough, off.opposite, off.outside) {
        // Curves, weights and pooling move an estimate away from the shares; only a large difference is worth a look.
        (Some(_), _, Some(true)) | (Some(_), true, None) => Severity::Hint,
        (Some(_), _, _) => return None,
        (None, true, Some(true) | None) => Severity::Error,
        (None, true, Some(false)) | (None, false, Some(true)) => Severity::Warning,
        (None, false, Some(false) | None) => Severity::Hint,
    };
    let shown = format!("the {} of {}", effect.measure.in_words(), effect.estimate);
    let message = match off.opposite {
        true => format!("{shown} and the results by arm say opposite things"),
        false => format!("{shown} is not what the results by arm give"),
    };
    let path = comparison.effect_path("estimate");
    let label = "differs from the results by arm";
    let mut found = Diagnostic::error(RULE.code, record.span(&path), message, label).about(&record.id, &path);
    found.severity = severity;
    let [a, b] = effect
        .compares
        .as_ref()?
        .each_ref()
        .map(|arm| comparison.called(arm.as_str()));
    let (low, high) = (noted(crude.effect.low), noted(crude.effect.high));
    found = found.note(format!("of {a} against {b}: {}", crude.working));
    if low != high {
        found = found.note(format!(
            "as far as rounding of the percentages goes, it is from {low} to {high}"
        ));
    }
    if let Some(rough) = rough {
        found = found.note(rough);
    }
    let help = match off.opposite {
        true => "compare the arms of `compares` and `results` with the source: they may be exchanged",
        false => {
            "compare the numbers with the source; if it says that the estimate was adjusted, say so in `text` and accept it"
        }
    };
    Some(found.help(help))
}

fn off(effect: &Effect, estimate: Printed, crude: Printed) -> Off {
    let none = Scale::of(effect.measure).no_effect();
    let [estimate_says, crude_says] = [estimate, crude].map(|effect| (effect.high < none, effect.low > none));
    Off {
        opposite: matches!(
            (estimate_says, crude_says),
            ((true, _), (_, true)) | ((_, true), (true, _))
        ),
        outside: effect.ci.as_ref().map(|[low, high]| {
            let interval = Printed {
                low: Printed::of(low).low,
                high: Printed::of(high).high,
            };
            !interval.meets(crude)
        }),
    }
}

/// Why the shares give the effect only roughly, where they do.
fn rough(record: &Record, effect: &Effect, shares: &[Share; 2]) -> Option<&'static str> {
    match &record.body {
        _ if effect.measure == Measure::HR => {
            Some("shares give a hazard ratio only roughly: if hazards are proportional and all patients were followed")
        }
        _ if shares.iter().any(|share| share.of_curve) => {
            Some("shares from survival curves give it only roughly, as patients leave before the end")
        }
        Body::Analysis(_) => Some("in an analysis that pools, matches or weights, shares give it only roughly"),
        Body::Trial(trial) if trial.design == Design::ClusterRandomised => {
            Some("where clusters are randomised, shares give it only roughly")
        }
        _ => None,
    }
}
