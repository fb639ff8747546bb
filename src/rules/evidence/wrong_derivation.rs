//! A derived value that its formula does not give.

use std::collections::BTreeSet;

use crate::ask::Ask;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::index::{Derivation, Unworkable, Worked};
use crate::model::Record;
use crate::model::number::Number;
use crate::model::quantity::{Comparator, Magnitude, Quantity};
use crate::model::scalar::Scalar;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB509"),
    name: "wrong-derivation",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a derived value is not what its formula gives",
    rationale: "No paper prints a derived value, so nothing but its arithmetic stands behind it.",
    fix: "Calculate again: correct the value, the formula, or the value that the formula quotes.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[outcomes]]
id = "death"
name = "Death"
results = [{ arm = "pump", events = 24, n = 60 }]
[[findings]]
id = "survival"
name = "Survivors with the pump"
value = "63 %"
derived = "100 - percent({#death.results.pump.events}, {#death.results.pump.n})"
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[outcomes]]
id = "death"
name = "Death"
results = [{ arm = "pump", events = 24, n = 60 }]
[[findings]]
id = "survival"
name = "Survivors with the pump"
value = "60 %"
derived = "100 - percent({#death.results.pump.events}, {#death.results.pump.n})"
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(text.derivations.iter().filter_map(|d| fault(text.ask, record, d)));
}

fn fault(ask: Ask<'_>, record: &Record, derivation: &Derivation) -> Option<Diagnostic> {
    let formula = derivation.table.key("derived");
    let wrong = |path: &KeyPath, message: String, label: &str| {
        Diagnostic::error(RULE.code, record.span(path), message, label).about(&record.id, path)
    };
    let Some(path) = &derivation.value else {
        let wrong = wrong(
            &formula,
            "the formula gives a value, and there is none beside it".to_owned(),
            "gives what?",
        );
        return Some(wrong.help("write the value beside it, or take the formula out"));
    };
    if rests_on_itself(ask, derivation) {
        let wrong = wrong(
            &formula,
            format!("`{path}` is derived from itself"),
            "leads back to its own value",
        );
        return Some(wrong.help("quote values that a source prints"));
    }
    let stated = record.tree.at(path)?.as_text()?;
    match ask.work_out(&record.id, &derivation.formula) {
        Err(Unworkable::Missing) => None,
        Err(Unworkable::NoNumber(target)) => Some(
            wrong(
                &formula,
                format!("`{target}` is no single number"),
                "cannot be calculated",
            )
            .help("quote a field that is one number, such as `….events` or `….effect.estimate`"),
        ),
        Err(Unworkable::Endless(shown)) => {
            let wrong = wrong(
                &formula,
                "the formula divides by zero".to_owned(),
                "cannot be calculated",
            );
            Some(wrong.help(format!("with its numbers it is `{shown}`")))
        }
        Ok(worked) => match gives(stated, &worked) {
            Some(true) => None,
            Some(false) => {
                let (result, Worked { shown, .. }) = (plain(worked.result), &worked);
                let message = format!("`{path}` is stated as `{stated}`, and its formula gives {result}");
                Some(wrong(path, message, "not what the formula gives").help(format!("{shown} = {result}")))
            }
            None => Some(
                wrong(
                    path,
                    format!("`{stated}` cannot be derived: it is no single number"),
                    "derived",
                )
                .help("derive each end by a finding of its own"),
            ),
        },
    }
}

/// Whether the result is what is stated, at the decimals with which it is stated. None for a range.
fn gives(stated: &str, worked: &Worked) -> Option<bool> {
    let (comparator, number) = match Number::parse(stated) {
        Ok(number) => (None, number),
        Err(_) => match Quantity::parse(stated).ok()? {
            Quantity {
                magnitude: Magnitude::One(number),
                comparator,
                ..
            } => (comparator, number),
            _ => return None,
        },
    };
    let (value, result) = (number.value(), worked.result);
    // A half may be rounded either way; binary fractions are not quite what they stand for.
    let decimals = i32::try_from(number.decimals()).unwrap_or(i32::MAX);
    let half = 0.5 * 10f64.powi(-decimals) + 1e-9 * result.abs().clamp(1.0, 1e6);
    Some(match comparator {
        None | Some(Comparator::About) => (value - result).abs() <= half,
        Some(Comparator::Less) => result < value,
        Some(Comparator::AtMost) => result <= value,
        Some(Comparator::More) => result > value,
        Some(Comparator::AtLeast) => result >= value,
    })
}

/// A result with as many digits as help.
fn plain(result: f64) -> String {
    let text = format!("{result:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether the values that a formula quotes are derived, over any number of steps, from what it gives.
fn rests_on_itself(ask: Ask<'_>, derivation: &Derivation) -> bool {
    let mut open = vec![derivation];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        for quote in next.formula.quotes() {
            let target = quote.target(&next.record);
            let Some(quoted) = ask.quote(&target) else {
                continue;
            };
            if quoted.record.id == derivation.record && Some(&quoted.path) == derivation.value.as_ref() {
                return true;
            }
            let deeper = ask.derivation(&quoted.record.id, &quoted.path);
            if let Some(deeper) = deeper.filter(|_| seen.insert((quoted.record.id.clone(), quoted.path.clone()))) {
                open.push(deeper);
            }
        }
    }
    false
}
