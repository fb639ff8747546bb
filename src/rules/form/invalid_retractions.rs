//! A list of retractions that cannot be read.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_RETRACTIONS,
    name: "invalid-retractions",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`retractions.json` is not in the form in which Crossref gives works",
    rationale: "A retraction that cannot be read is not shown, and a reader goes on to trust the work.",
    fix: "Write the file with `sourcebook import retractions FILE`, from an answer of Crossref's interface.",
    bad: &[("content/retractions.json", "[{ \"updated-by\": [] }]\n")],
    good: &[(
        "content/retractions.json",
        "[{ \"DOI\": \"10.5555/sample\", \"updated-by\": [] }]\n",
    )],
    check: Check::WhileReading,
};
