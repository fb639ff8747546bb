//! Trials side by side: how each was made, in whom, what was compared, and all that came out.

use super::{Row, Rows, cells};
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::builder::Builder;
use crate::view::common::titled;
use crate::view::role::Role;
use crate::view::{embed, kinds};

/// The columns after the first, by what they show, and how wide they are beside each other. The first has the name and the
/// facts at a glance.
const COLUMNS: [(Role, &str, u32); 4] = [
    (Role::Population, "section-population", 4),
    (Role::Arms, "section-arms", 4),
    (Role::Outcomes, "section-outcomes", 7),
    (Role::Complications, "section-complications", 5),
];

/// Whether a therapy, or a form of it, was tested.
pub fn any(builder: &Builder<'_>, therapy: &RecordId) -> bool {
    let forms = embed::forms(builder, therapy);
    !embed::testing::<Trial>(builder, Some(&forms), |trial| &trial.arms).is_empty()
}

/// Trials of a therapy and its forms, or all of them by therapy.
pub fn rows(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> (Vec<RecordId>, Rows) {
    let words = builder.context.words;
    let mut records = Vec::new();
    let mut rows = Vec::new();
    for (group, members) in embed::grouped_trials(builder, therapy) {
        rows.extend(group.map(Row::Group));
        for (record, _) in members {
            records.push(record.id.clone());
            rows.push(builder.of(&record.id, |builder| row(builder, record)));
        }
    }
    let first = (words.say("column-study").to_owned(), 4);
    let others = COLUMNS.map(|(_, title, width)| (words.say(title).to_owned(), width));
    let columns = std::iter::once(first).chain(others).collect();
    (records, Rows { columns, rows })
}

fn row(builder: &mut Builder<'_>, record: &Record) -> Row {
    let mut sections = kinds::sections(builder, record);
    let roles = std::iter::once(Role::Glance).chain(COLUMNS.map(|(role, ..)| role));
    Row::Record {
        cells: roles.map(|role| cells::of_role(&mut sections, role)).collect(),
        name: titled(builder, record),
    }
}
