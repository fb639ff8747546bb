//! A share below nothing or above all.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::Measure;
use crate::model::number::Number;
use crate::read::node::{KeyPath, Step};
use crate::rules::statistics::Comparison;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB204"),
    name: "share-out-of-range",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a percentage of patients is below 0 or above 100, or a difference of two is beyond 100",
    rationale: "No group has such a share, so the number is a slip, a change, or of something else than the reader believes.",
    fix: "Compare the number with the source. What is no share of patients is a `value` with the unit `%`.",
    bad: &[(
        "content/trials/sample.toml",
        concat!(
            "name = \"SAMPLE\"\ndesign = \"randomised\"\n[[arms]]\nid = \"pump\"\nrole = \"experimental\"\n",
            "[[arms]]\nid = \"usual\"\nrole = \"control\"\n[[outcomes]]\nid = \"death\"\nname = \"Death\"\ntime = \"30 d\"\nprimary = true\n",
            "results = [{ arm = \"pump\", percent = 405 }, { arm = \"usual\", percent = 41.2 }]\n",
        ),
    )],
    good: &[(
        "content/trials/sample.toml",
        concat!(
            "name = \"SAMPLE\"\ndesign = \"randomised\"\n[[arms]]\nid = \"pump\"\nrole = \"experimental\"\n",
            "[[arms]]\nid = \"usual\"\nrole = \"control\"\n[[outcomes]]\nid = \"death\"\nname = \"Death\"\ntime = \"30 d\"\nprimary = true\n",
            "results = [{ arm = \"pump\", percent = 40.5 }, { arm = \"usual\", percent = 41.2 }]\n",
        ),
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let mut look = |path: KeyPath, number: &Number, is_difference: bool| {
        let low = if is_difference { -100.0 } else { 0.0 };
        if !(low..=100.0).contains(&number.value()) {
            found.push(fault(record, &path, number, is_difference));
        }
    };
    for comparison in Comparison::all(record) {
        for (i, results) in comparison.results.iter().enumerate() {
            if let Some(percent) = &results.percent {
                look(comparison.result_path(i, "percent"), percent, false);
            }
        }
        let Some(effect) = comparison.effect else { continue };
        if let Some(level) = &effect.ci_level {
            look(comparison.effect_path("ci_level"), level, false);
        }
        if effect.measure == Measure::RD {
            look(comparison.effect_path("estimate"), &effect.estimate, true);
            for (i, end) in effect.ci.iter().flatten().enumerate() {
                look(comparison.effect_path("ci").child(Step::Index(i, None)), end, true);
            }
        }
    }
}

fn fault(record: &Record, path: &KeyPath, number: &Number, is_difference: bool) -> Diagnostic {
    let message = match is_difference {
        true => format!("a risk difference of {number} percentage points is more than there can be"),
        false if number.value() < 0.0 => format!("{number}% is less than nobody"),
        false => format!("{number}% is more than all"),
    };
    Diagnostic::error(RULE.code, record.span(path), message, "no such share")
        .about(&record.id, path)
        .help("compare the number with the source; what is no share of patients is a `value` with the unit `%`")
}
