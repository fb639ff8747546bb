//! A text that its field's grammar does not allow.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_VALUE,
    name: "invalid-value",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a quantity, duration, date, reference or other value cannot be read",
    rationale: "A threshold that the program cannot read is one that it cannot check, and a reader may read it otherwise than it was meant.",
    fix: "Write the value as the message shows: a comparator if there is one, a number or range, then the unit.",
    bad: &[
        (
            "content/definitions/sample.toml",
            r#"name = "Sample"
[criteria]
parameter = "parameter:sample-pressure"
is = "< mmHg"
"#,
        ),
        (
            "content/parameters/sample-pressure.toml",
            r#"name = "Sample pressure"
unit = "mmHg"
"#,
        ),
    ],
    good: &[
        (
            "content/definitions/sample.toml",
            r#"name = "Sample"
[criteria]
parameter = "parameter:sample-pressure"
is = "< 90 mmHg"
"#,
        ),
        (
            "content/parameters/sample-pressure.toml",
            r#"name = "Sample pressure"
unit = "mmHg"
"#,
        ),
    ],
    check: Check::WhileReading,
};
