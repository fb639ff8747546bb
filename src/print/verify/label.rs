//! What the keywords of a sheet say: of what it is, on which paper, and its digest.

use crate::model::Target;
use crate::print::book::{self, BookJob};
use crate::print::data::DRAFT;
use crate::print::found::Found;
use crate::print::paper::Paper;
use crate::print::sheet::{Job, Sheet};
use crate::print::table::TableJob;
use crate::view::evidence::Subject;

/// What the keywords of a sheet say.
pub struct Label {
    pub sheet: Sheet,
    pub digest: String,
    pub is_draft: bool,
}

impl Label {
    pub fn read(found: &Found) -> Option<Self> {
        let [sort, name, paper, digest, more @ ..] = found.keywords.as_slice() else {
            return None;
        };
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let paper = Paper::parse(paper)?;
        let draft = more.iter().any(|word| word == DRAFT);
        let sheet = match sort.as_str() {
            "card" => {
                let target = Target::parse(name).ok().filter(|target| target.part.is_none())?;
                let record = target.record;
                Sheet::Card(Job { record, paper, draft })
            }
            "table" => {
                let subject = Subject::parse(name)?;
                Sheet::Table(TableJob { subject, paper, draft })
            }
            book::NAME => Sheet::Book(BookJob { paper, draft }),
            _ => return None,
        };
        is_digest.then_some(Self {
            sheet,
            digest: digest.clone(),
            is_draft: draft,
        })
    }
}
