//! `retractions.json`: what Crossref says of cited works that were retracted, corrected or called into question.
//!
//! The file is in Crossref's own form, a list of works with `updated-by`, so that answers of its interface can be put there
//! as they are. A notice may also be given as a work of its own with `update-to`: both say the same from either end.
//! [Crossref's guide](https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/registering-updates/)
//! lists the types of update.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bibliography::bare_doi;
use super::name::is_unseen;
use crate::diagnostic::{Diagnostic, FileId, Span, codes};

/// The file's name in the content folder.
pub const RETRACTIONS: &str = "retractions.json";

/// Notices by the DOI of the work that they are about, in the spelling of [`bare_doi`] and in lower case.
pub type Notices = BTreeMap<String, Vec<Notice>>;

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retractions {
    pub file: Option<FileId>,
    pub works: Notices,
}

/// A notice about a work: its retraction, a correction, an expression of concern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Notice {
    /// The day, as far as it is known: `2028-04-01`, `2028-04`, `2028`.
    pub on: Option<String>,
    /// Crossref's word for what the notice does, in lower case with underscores: `partial_retraction`.
    pub kind: String,
    /// The DOI of the notice; that of the work itself where it was changed in place.
    pub doi: String,
    /// Crossref's name for the kind of notice.
    pub label: Option<String>,
    /// Who told Crossref: `publisher` or `retraction-watch`.
    pub source: Option<String>,
}

/// What a notice means for who relies on the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The work, or a part of it, does not stand.
    Retracted,
    /// Its journal doubts it.
    Concern,
    /// Something in it was wrong or missing.
    Corrected,
}

impl Notice {
    /// None of a new version or edition, which says nothing against the one that was read.
    pub fn weight(&self) -> Option<Weight> {
        match self.kind.as_str() {
            "retraction" | "partial_retraction" | "withdrawal" | "removal" => Some(Weight::Retracted),
            "expression_of_concern" => Some(Weight::Concern),
            "correction" | "corrigendum" | "erratum" | "addendum" | "clarification" => Some(Weight::Corrected),
            _ => None,
        }
    }

    /// "retraction of 2028-04-01, 10.5555/notice".
    pub fn in_words(&self) -> String {
        let on = self.on.as_ref().map(|on| format!(" of {on}")).unwrap_or_default();
        format!("{}{on}, {}", self.kind.replace('_', " "), self.doi)
    }
}

/// Reads the file. A fault is said once, and what is sound is kept.
pub fn parse(file: FileId, text: &str) -> (Retractions, Vec<Diagnostic>) {
    let wrong = |at: usize, why: String, label: &str| {
        let message = format!("`{RETRACTIONS}` cannot be read: {why}");
        Diagnostic::error(codes::INVALID_RETRACTIONS, Span::new(file, at..at), message, label)
            .help("write the list with `sourcebook import retractions FILE`, from an answer of Crossref's interface")
    };
    let (works, found) = match read(text) {
        Ok((works, faults)) => {
            let faults = faults.into_iter().map(|why| wrong(0, why, "in this file"));
            (works, faults.collect())
        }
        Err(fault) => {
            let found = vec![wrong(fault.at, fault.why, "not JSON from here on")];
            (Notices::new(), found)
        }
    };
    let file = Some(file);
    (Retractions { file, works }, found)
}

/// Why a text is no JSON.
#[derive(Debug)]
pub struct Fault {
    /// The byte at which it stops making sense.
    pub at: usize,
    pub why: String,
}

/// The notices of a text in Crossref's form: a work, a list of works, or an answer that holds one of these. Beside them
/// what is wrong with single works.
///
/// # Errors
///
/// Where the text is no JSON.
pub fn read(text: &str) -> Result<(Notices, Vec<String>), Fault> {
    let value: Value = serde_json::from_str(text).map_err(|error| Fault {
        at: offset(text, error.line(), error.column()),
        why: format!(
            "it is not valid JSON (line {}, column {})",
            error.line(),
            error.column()
        ),
    })?;
    let mut works = Notices::new();
    let mut faults = Vec::new();
    for (place, work) in (1..).zip(works_in(&value)) {
        match Work::deserialize(work) {
            Ok(work) => work.note(&mut works),
            Err(error) => faults.push(format!("work {place} is not as Crossref gives works: {error}")),
        }
    }
    for notices in works.values_mut() {
        *notices = each_once(std::mem::take(notices));
    }
    Ok((works, faults))
}

/// Publishers and Retraction Watch report one notice each for itself: of the two, the one with a date and the publisher's
/// own word is kept. By their dates.
fn each_once(notices: Vec<Notice>) -> Vec<Notice> {
    let worth = |notice: &Notice| (notice.on.is_some(), notice.source.as_deref() == Some("publisher"));
    let mut kept: BTreeMap<(String, String), Notice> = BTreeMap::new();
    for notice in notices {
        let same = (notice.doi.clone(), notice.kind.clone());
        if kept.get(&same).is_none_or(|known| worth(known) < worth(&notice)) {
            kept.insert(same, notice);
        }
    }
    let mut notices: Vec<Notice> = kept.into_values().collect();
    notices.sort();
    notices
}

/// The list as it is kept: sorted, and only what is used here.
pub fn text(works: &Notices) -> String {
    let works: Vec<Work> = works.iter().map(|(doi, notices)| Work::of(doi, notices)).collect();
    let text = serde_json::to_string_pretty(&works).expect("strings and numbers can always be written");
    format!("{text}\n")
}

/// The works in an answer of Crossref's interface, a list of such answers, or a list of works.
fn works_in(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(works_in).collect(),
        Value::Object(fields) => match (fields.get("message"), fields.get("items")) {
            (Some(message @ Value::Object(_)), _) => works_in(message),
            (_, Some(items @ Value::Array(_))) => works_in(items),
            _ => vec![value],
        },
        _ => vec![value],
    }
}

/// A work as Crossref gives it, as far as it says what became of it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(expecting = "a work")]
struct Work {
    #[serde(rename = "DOI")]
    doi: String,
    /// Notices about this work.
    #[serde(rename = "updated-by", default, skip_serializing_if = "Option::is_none")]
    updated_by: Option<Vec<Update>>,
    /// Works about which this one is a notice.
    #[serde(rename = "update-to", default, skip_serializing_if = "Option::is_none")]
    update_to: Option<Vec<Update>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(expecting = "a notice")]
struct Update {
    /// The other work.
    #[serde(rename = "DOI")]
    doi: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    updated: Option<Updated>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(expecting = "a date")]
struct Updated {
    /// Year, month and day, as far as they are known; the outer list has one element.
    #[serde(rename = "date-parts")]
    date_parts: Vec<Vec<Option<u16>>>,
}

impl Work {
    fn note(self, works: &mut Notices) {
        let own = bare(&self.doi);
        for update in self.updated_by.into_iter().flatten() {
            let notice = update.notice(bare(&update.doi));
            works.entry(own.clone()).or_default().push(notice);
        }
        for update in self.update_to.into_iter().flatten() {
            let notice = update.notice(own.clone());
            works.entry(bare(&update.doi)).or_default().push(notice);
        }
    }

    fn of(doi: &str, notices: &[Notice]) -> Self {
        Self {
            doi: doi.to_owned(),
            updated_by: Some(notices.iter().map(Update::of).collect()),
            update_to: None,
        }
    }
}

impl Update {
    fn notice(&self, doi: String) -> Notice {
        let parts = self.updated.iter().flat_map(|updated| updated.date_parts.first());
        let parts: Vec<String> = parts
            .flat_map(|parts| parts.iter().map_while(|part| *part))
            .map(|part| format!("{part:02}"))
            .collect();
        Notice {
            on: Some(parts.join("-")).filter(|on| !on.is_empty()),
            kind: visible(&self.kind).to_lowercase().replace(['-', ' '], "_"),
            doi,
            label: self.label.as_deref().map(visible),
            source: self.source.as_deref().map(visible),
        }
    }

    fn of(notice: &Notice) -> Self {
        let parts = notice
            .on
            .iter()
            .map(|on| on.split('-').map(|part| part.parse().ok()).collect());
        let date_parts: Vec<Vec<Option<u16>>> = parts.collect();
        Self {
            doi: notice.doi.clone(),
            kind: notice.kind.clone(),
            label: notice.label.clone(),
            source: notice.source.clone(),
            updated: (!date_parts.is_empty()).then_some(Updated { date_parts }),
        }
    }
}

fn bare(doi: &str) -> String {
    bare_doi(&visible(doi)).to_lowercase()
}

/// A text without what cannot be seen: it goes to terminals and pages.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !is_unseen(*c)).collect()
}

/// The byte of a line and column, which count from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn works(text: &str) -> Vec<String> {
        let (works, faults) = read(text).unwrap();
        assert_eq!(faults, [""; 0]);
        let line = |(doi, notices): (String, Vec<Notice>)| {
            let notices: Vec<String> = notices.iter().map(Notice::in_words).collect();
            format!("{doi}: {}", notices.join("; "))
        };
        works.into_iter().map(line).collect()
    }

    const BY: &str = r#"{ "DOI": "10.5555/Wrong", "updated-by": [{ "DOI": "10.5555/notice", "type": "retraction",
        "label": "Retraction", "source": "publisher", "updated": { "date-parts": [[2028, 4, 1]], "timestamp": 1 } }] }"#;

    #[test]
    fn the_same_is_read_from_either_end_and_from_answers() {
        let expected = ["10.5555/wrong: retraction of 2028-04-01, 10.5555/notice"];
        let to = r#"{ "DOI": "10.5555/NOTICE", "update-to": [{ "DOI": "https://doi.org/10.5555/wrong", "type": "Retraction",
            "label": null, "updated": { "date-parts": [[2028, 4, 1]] } }] }"#;
        let answer = format!(r#"{{ "status": "ok", "message-type": "work", "message": {BY} }}"#);
        let list = format!(r#"{{ "message": {{ "total-results": 2, "items": [{BY}, {to}] }} }}"#);
        for text in [
            BY,
            to,
            &answer,
            &list,
            &format!("[{BY}]"),
            &format!("[{answer}, {answer}]"),
        ] {
            assert_eq!(works(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (read_once, _) = read(BY).unwrap();
        let written = text(&read_once);
        assert_eq!(read(&written).unwrap().0, read_once);
        assert_eq!(text(&read(&written).unwrap().0), written);
    }

    #[test]
    fn days_may_be_known_in_part() {
        let of = |date: &str| {
            let text = format!(
                r#"{{ "DOI": "10.5555/a", "updated-by": [{{ "DOI": "10.5555/b", "type": "erratum"{date} }}] }}"#
            );
            works(&text).remove(0)
        };
        assert_eq!(of(""), "10.5555/a: erratum, 10.5555/b");
        assert_eq!(
            of(r#", "updated": { "date-parts": [[2028, 4]] }"#),
            "10.5555/a: erratum of 2028-04, 10.5555/b"
        );
        assert_eq!(
            of(r#", "updated": { "date-parts": [[null]] }"#),
            "10.5555/a: erratum, 10.5555/b"
        );
    }

    #[test]
    fn a_notice_that_two_report_is_one() {
        let of = |first: &str, second: &str| {
            let both = format!(
                r#"{{ "DOI": "10.5555/a", "updated-by": [
                    {{ "DOI": "10.5555/b", "type": "retraction", {first} }}, {{ "DOI": "10.5555/B", "type": "retraction", {second} }}
                ] }}"#
            );
            works(&both)
        };
        let watch = r#""source": "retraction-watch", "updated": { "date-parts": [[2028, 3, 30]] }"#;
        let publisher = r#""source": "publisher", "updated": { "date-parts": [[2028, 4, 1]] }"#;
        let undated = r#""source": "publisher""#;
        for (first, second, on) in [
            (watch, publisher, "2028-04-01"),
            (publisher, watch, "2028-04-01"),
            (undated, watch, "2028-03-30"),
        ] {
            assert_eq!(of(first, second), [format!("10.5555/a: retraction of {on}, 10.5555/b")]);
        }
    }

    #[test]
    fn nothing_unseen_comes_in() {
        let text =
            r#"{ "DOI": "10.5555/\u001ba", "updated-by": [{ "DOI": "10.5555/\u202eb", "type": "re\u0007traction" }] }"#;
        assert_eq!(works(text), ["10.5555/a: retraction, 10.5555/b"]);
    }

    #[test]
    fn what_is_wrong_with_one_work_hides_no_other() {
        let (works, faults) = read(&format!(r#"[{{ "title": "no DOI" }}, 7, {BY}]"#)).unwrap();
        assert_eq!(works.len(), 1);
        assert_eq!(faults.len(), 2, "{faults:?}");
        let fault = read("[{\n  \"DOI\": \"ü\" \"é\"").unwrap_err();
        assert!(fault.at > 3, "{fault:?}");
    }
}
