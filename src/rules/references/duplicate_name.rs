//! Two records of a kind with one name.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;

use crate::model::{Kind, Record};
use crate::read::node::KeyPath;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB108"),
    name: "duplicate-name",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two records of one kind have the same name",
    rationale: "A reader who follows the name cannot know which of the two is meant.",
    fix: "Merge the records, or name them so that they can be told apart.",
    bad: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
        (
            "content/trials/sample-b.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
    ],
    good: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
        (
            "content/trials/sample-b.toml",
            r#"name = "SAMPLE B"
design = "randomised"
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(Kind, String), &Record> = BTreeMap::new();
    for record in context.corpus.records.values() {
        let name = (record.id.kind, record.name().to_lowercase());
        match first.get(&name) {
            Some(other) => {
                let path = KeyPath::default().key("name");
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        record.span(&path),
                        format!("`{}` has the same name", other.id),
                        "the same name again",
                    )
                    .related(other.span(&path), "first here")
                    .about(&record.id, "name")
                    .help("merge the two, or name them so that a reader can tell them apart"),
                );
            }
            None => {
                first.insert(name, record);
            }
        }
    }
}
