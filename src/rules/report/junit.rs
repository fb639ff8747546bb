//! JUnit XML, as test reports are read.
//!
//! What failed should be said by the name of the test: which rule, in which file. So a suite is a family of rules, a rule
//! that finds nothing is one test that passes, and one that finds something is a test for each file in which it does.
//! Readers tell old failures from new ones by these names, so they hold no line.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::place::{Columns, Places};
use super::{Report, in_full, plain};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{Check, FAMILIES, RULES, Rule};

/// What becomes of a test. A test is the worst of what is found in it; what is accepted is a test of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Failed,
    /// Readers know no warnings, so these are shown as tests that were left out, for a reason.
    Noted,
    Accepted,
}

type Faults<'a> = Vec<(&'a Diagnostic, Option<&'a str>)>;

pub fn report(of: &Report<'_>) -> String {
    let mut places = of.places(Columns::Characters);
    let mut tests: BTreeMap<(&str, &str, Outcome), Faults<'_>> = BTreeMap::new();
    for (fault, because) in of.all() {
        let fails = fault.severity == Severity::Error || (of.strict && fault.severity == Severity::Warning);
        let outcome = match because {
            Some(_) => Outcome::Accepted,
            None if fails => Outcome::Failed,
            None => Outcome::Noted,
        };
        let file = &*of.sources.file(fault.primary.span.file).path;
        let test = tests.entry((fault.code.0, file, outcome)).or_default();
        test.push((fault, because));
    }
    let mut report = quick_junit::Report::new("sourcebook");
    for family in FAMILIES {
        let mut suite = TestSuite::new(family.title);
        for rule in RULES.iter().filter(|rule| family.has(rule)) {
            let of_rule: Vec<_> = tests.iter().filter(|((code, ..), _)| *code == rule.code.0).collect();
            let has_run = of.has_pages || !matches!(rule.check, Check::Pages(_));
            if of_rule.is_empty() && has_run {
                suite.add_test_case(test(rule, family.title, name(rule), TestCaseStatus::success()));
            }
            for ((_, file, outcome), faults) in of_rule {
                suite.add_test_case(in_file(of, &mut places, (rule, family.title), file, *outcome, faults));
            }
        }
        if !suite.test_cases.is_empty() {
            report.add_test_suite(suite);
        }
    }
    // It fails only where the writer does, and a string does not.
    report.to_string().expect("XML can be written into memory")
}

fn name(rule: &Rule) -> String {
    format!("{} {}", rule.code.0, rule.name)
}

fn test(rule: &Rule, family: &str, name: String, status: TestCaseStatus) -> TestCase {
    let mut test = TestCase::new(name, status);
    test.set_classname(format!("sourcebook.{family}.{}", rule.name));
    test
}

/// What a rule finds in one file.
fn in_file(
    of: &Report<'_>,
    places: &mut Places<'_>,
    (rule, family): (&Rule, &str),
    file: &str,
    outcome: Outcome,
    faults: &Faults<'_>,
) -> TestCase {
    let mut status = match outcome {
        Outcome::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Outcome::Noted | Outcome::Accepted => TestCaseStatus::skipped(),
    };
    // Faults are in the order of places, and each test has one.
    let first = faults.first().map_or("", |(fault, _)| &fault.message);
    let first = match (outcome, faults.first()) {
        (Outcome::Accepted, _) => format!("accepted: {first}"),
        (_, Some((fault, _))) => format!("{}: {first}", fault.severity.name()),
        (_, None) => first.to_owned(),
    };
    status.set_message(match faults.len() {
        0 | 1 => plain(&first),
        n => format!("{} (and {} more)", plain(&first), n - 1),
    });
    status.set_type(rule.code.0);
    let told: Vec<String> = faults
        .iter()
        .map(|(fault, because)| {
            let at = places.of(&fault.primary.span);
            let place = format!(
                "{}{}:{}:{}: {}",
                of.folder,
                at.file,
                at.line,
                at.column,
                fault.severity.name()
            );
            let accepted = because
                .map(|because| format!("\naccepted: {because}"))
                .unwrap_or_default();
            let lines = format!("{place}: {}{accepted}", in_full(fault));
            lines.split('\n').map(plain).collect::<Vec<_>>().join("\n")
        })
        .collect();
    status.set_description(told.join("\n\n"));
    let suffix = match outcome {
        Outcome::Failed => "",
        Outcome::Noted => " (noted)",
        Outcome::Accepted => " (accepted)",
    };
    let file = format!("{}{}", of.folder, plain(file));
    let mut test = test(rule, family, format!("{}: {file}{suffix}", name(rule)), status);
    test.extra.insert("file".into(), file.into());
    test
}
