//! A factor between two units of a parameter that UCUM contradicts, or that is missing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::interval::plain;
use crate::logic::placed::element;
use crate::model::Record;
use crate::model::number::Number;
use crate::model::parameter::{AcceptedUnit, Parameter};
use crate::model::unit::{Conversion, Unit};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB206"),
    name: "wrong-factor",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a further unit of a parameter has a factor that UCUM contradicts, or none where UCUM cannot tell",
    rationale: "Every value in that unit is compared with bounds by this factor, and comes out on the wrong side.",
    fix: "Leave the factor out where UCUM knows it; else give the one that leads to the unit shown.",
    bad: &[(
        "content/parameters/glow.toml",
        "name = \"Glow\"\nunit = \"cm\"\n[[units]]\nunit = \"mm\"\nfactor = 10\n",
    )],
    good: &[(
        "content/parameters/glow.toml",
        "name = \"Glow\"\nunit = \"cm\"\n[[units]]\nunit = \"mm\"\nfactor = 0.1\n",
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(parameter) = record.as_kind::<Parameter>() else {
        return;
    };
    for (i, accepted) in parameter.units.iter().enumerate() {
        let path = element(&KeyPath::default().key("units"), i, None);
        found.extend(fault(record, parameter.unit.as_ref(), accepted, &path));
    }
}

fn fault(record: &Record, shown: Option<&Unit>, accepted: &AcceptedUnit, path: &KeyPath) -> Option<Diagnostic> {
    let unit = &accepted.unit;
    let wrong = |field: &str, message: String, label: &str, help: &str| {
        let path = path.key(field);
        Diagnostic::error(RULE.code, record.span(&path), message, label)
            .about(&record.id, &path)
            .help(help.to_owned())
    };
    let Some(shown) = shown else {
        let message = format!("nothing is converted from {unit}: the parameter has no `unit` of its own");
        return Some(wrong(
            "unit",
            message,
            "into what?",
            "give the unit in which the handbook shows the parameter",
        ));
    };
    match (unit.conversion_to(shown), &accepted.factor) {
        (None, None) => {
            let message = format!("{unit} does not become {shown} by UCUM alone");
            let help = "give the `factor` by which a value in this unit is multiplied";
            Some(wrong("unit", message, "needs a factor", help))
        }
        (_, Some(factor)) if factor.value() <= 0.0 => {
            let message = format!("a factor of {factor} turns no {unit} into {shown}");
            Some(wrong("factor", message, "no factor", "give a factor above 0"))
        }
        (Some(by_ucum), Some(factor)) if by_ucum.offset != 0.0 => {
            let message = format!("no factor turns {unit} into {shown}: their zeros differ");
            let fault = wrong(
                "factor",
                message,
                "not by a factor",
                "leave the factor out: UCUM knows the way",
            );
            Some(fault.note(line(unit, shown, by_ucum, factor)))
        }
        (Some(by_ucum), Some(factor)) if !is_rounded(factor, by_ucum.factor) => {
            let message = format!("one {unit} is {} {shown}, and not {factor}", plain(by_ucum.factor));
            Some(wrong(
                "factor",
                message,
                "contradicts UCUM",
                "leave the factor out: UCUM knows it",
            ))
        }
        _ => None,
    }
}

fn line(unit: &Unit, shown: &Unit, by_ucum: Conversion, factor: &Number) -> String {
    let hundred = plain(by_ucum.apply(100.0));
    format!(
        "100 {unit} = {hundred} {shown}, and 100 × {factor} = {}",
        plain(100.0 * factor.value())
    )
}

/// Whether a factor is the true one, rounded to the decimals with which it is written.
fn is_rounded(factor: &Number, truly: f64) -> bool {
    let decimals = i32::try_from(factor.decimals()).unwrap_or(i32::MAX);
    let half = 0.5 * 10f64.powi(-decimals);
    // A rounding that leaves no figure of the factor is none.
    (factor.value() - truly).abs() <= half * (1.0 + 1e-9) && half <= 0.05 * truly.abs()
        || (factor.value() - truly).abs() <= 1e-9 * truly.abs()
}
