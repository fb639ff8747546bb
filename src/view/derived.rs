//! How a value was made of others, for those that no source prints.

use std::fmt::Display;

use super::Context;
use super::block::{Piece, Rich};
use super::builder::Builder;
use crate::model::RecordId;
use crate::model::formula::Formula;
use crate::model::source::Sources;

/// A value beside where it was read and, where it was derived, its working: "40% (derived: 24 / 60 × 100)".
pub fn sourced(builder: &mut Builder<'_>, value: impl Display, sources: &Sources, formula: Option<&Formula>) -> Rich {
    let working = formula.and_then(|formula| working(&builder.context, builder.record.as_ref()?, formula));
    let working = working.map(|working| Piece::muted(format!(" ({working})")));
    [builder.sourced(value, sources)].into_iter().chain(working).collect()
}

/// "derived: 24 / 60 × 100", unless what the formula quotes is at fault.
pub fn working(context: &Context<'_>, record: &RecordId, formula: &Formula) -> Option<String> {
    let worked = context.ask.work_out(record, formula).ok()?;
    let shown = [("working", (&worked.shown).into())];
    Some(context.words.with("derived", &shown))
}
