//! What each kind of record shows beyond what all show.

mod definition;
mod evidence;
mod guidance;
mod pathway;
mod results;
mod simple;
mod staging;
mod study;
mod therapy;

use super::block::Section;
use super::builder::Builder;
use crate::model::{Body, Record};

pub use evidence::funding;
pub use evidence::{comparison, count};
pub use pathway::branch_line;
pub use results::key_result;
pub use staging::{flat, table as stages_table};
pub use study::status_words;

pub fn sections(builder: &mut Builder<'_>, record: &Record) -> Vec<Section> {
    match &record.body {
        Body::Definition(body) => definition::sections(builder, record, body),
        Body::Staging(body) => staging::sections(builder, record, body),
        Body::Condition(body) => simple::condition(builder, record, body),
        Body::Therapy(body) => therapy::sections(builder, record, body),
        Body::Trial(body) => evidence::trial(builder, record, body),
        Body::Analysis(body) => evidence::analysis(builder, record, body),
        Body::Study(body) => study::sections(builder, record, body),
        Body::Recommendation(body) => guidance::recommendation(builder, record, body),
        Body::Grading(body) => guidance::grading(builder, body),
        Body::Position(body) => guidance::position(builder, record, body),
        Body::Question(body) => guidance::question(builder, record, body),
        Body::Pathway(body) => pathway::sections(builder, record, body),
        Body::Score(body) => simple::score(builder, record, body),
        Body::Parameter(body) => simple::parameter(builder, record, body),
        // Works have pages of their own sort.
        Body::Work(_) => Vec::new(),
    }
}
