//! Family 6xx: what time has done to the content.
//!
//! SB60x and SB61x are judged on a day, which is an input; without one they are silent, and they only warn, so that the
//! calendar alone never turns a check red. SB62x compare the works cited with a list of notices that is committed beside
//! them: that a work has been retracted is no matter of the day, and is an error.

pub mod expired_acceptance;
pub mod outdated_search;
pub mod outdated_status;
pub mod overdue_review;
pub mod retracted_evidence;
pub mod review_due_soon;
pub mod unmarked_correction;
pub mod unmarked_retraction;

use crate::diagnostic::FileId;
use crate::model::work::Work as Notes;
use crate::model::{Kind, RecordId};
use crate::read::bibliography::Work;
use crate::read::retractions::Notice;
use crate::rules::Context;

/// A work of the bibliography that the list of notices has.
struct Cited<'a> {
    key: &'a str,
    /// The file of the bibliography.
    file: FileId,
    work: &'a Work,
    notices: &'a [Notice],
    /// What the handbook notes of it.
    notes: Option<&'a Notes>,
}

fn noticed<'a>(context: &Context<'a>) -> Vec<Cited<'a>> {
    let (corpus, list) = (context.corpus, &context.corpus.retractions.works);
    let Some(file) = corpus.bibliography.file.filter(|_| !list.is_empty()) else {
        return Vec::new();
    };
    let works = corpus.bibliography.works.iter();
    let noticed = works.filter_map(|(key, work)| {
        let notices = list.get(&work.doi()?)?;
        let id = RecordId {
            kind: Kind::Work,
            id: key.clone(),
        };
        let notes = corpus.get(&id).and_then(|record| record.as_kind());
        Some(Cited {
            key,
            file,
            work,
            notices,
            notes,
        })
    });
    noticed.collect()
}
