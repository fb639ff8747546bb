//! An old id that another record has, or had.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;

use crate::model::{Record, RecordId};
use crate::read::node::{KeyPath, Step};
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB116"),
    name: "duplicate-former-id",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "an id in `formerly` is in use, or was another record's too",
    rationale: "An old link, also on paper, would lead to the wrong page.",
    fix: "Remove the id from all but the record that really had it.",
    bad: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
formerly = ["sample-b"]
"#,
        ),
        (
            "content/trials/sample-b.toml",
            r#"name = "SAMPLE B"
design = "randomised"
"#,
        ),
    ],
    good: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
formerly = ["sample-old"]
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
    let mut former: BTreeMap<RecordId, &Record> = BTreeMap::new();
    for record in context.corpus.records.values() {
        for (i, old) in record.common.formerly.iter().enumerate() {
            let old = RecordId {
                kind: record.id.kind,
                id: old.as_str().to_owned(),
            };
            let path = KeyPath::default().key("formerly").child(Step::Index(i, None));
            let other = context.corpus.get(&old).or(former.get(&old).copied());
            let message = match other {
                Some(other) if other.id == record.id && old == record.id => {
                    format!("`{old}` is the id that the record has")
                }
                Some(other) if other.id == record.id => format!("`{old}` is listed twice"),
                Some(other) if other.id == old => format!("`{old}` is another record's id"),
                Some(other) => format!("`{old}` was also the id of `{}`", other.id),
                None if context.corpus.unread.has_record(&old) => format!("`{old}` is another record's id"),
                None => {
                    former.insert(old, record);
                    continue;
                }
            };
            let wrong = Diagnostic::error(RULE.code, record.span(&path), message, "taken")
                .about(&record.id, &path)
                .help("keep an old id only in the record that had it");
            found.push(match other.filter(|other| other.id != record.id) {
                Some(other) => wrong.related(other.head(), "by this record"),
                None => wrong,
            });
        }
    }
}
