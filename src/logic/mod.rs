//! What criteria mean: values on the axis of a parameter, a made-up patient of whom some things are known, and what follows
//! for a tree of criteria, a staging system and a pathway.
//!
//! Everything here is a pure function of records. An unknown value is never false: each answer is yes, no or unknown, and
//! to learn more of a patient never turns a yes into a no ([`truth::Truth`]).

pub mod axis;
pub mod draw;
pub mod evaluate;
pub mod interval;
pub mod patient;
pub mod placed;
pub mod route;
pub mod stage;
pub mod truth;

use crate::model::definition::Definition;
use crate::model::parameter::Parameter;
use crate::model::{Record, RecordId};

/// How records that criteria name are found.
#[derive(Clone, Copy)]
pub struct Lookup<'f, 'a>(pub &'f dyn Fn(&RecordId) -> Option<&'a Record>);

impl<'a> Lookup<'_, 'a> {
    pub fn parameter(self, id: &RecordId) -> Option<&'a Parameter> {
        (self.0)(id)?.as_kind()
    }

    pub fn definition(self, id: &RecordId) -> Option<&'a Definition> {
        (self.0)(id)?.as_kind()
    }

    /// What a record is called in the middle of a line; its id, where it is not there.
    pub fn name(self, id: &RecordId) -> String {
        let name = (self.0)(id).map_or(id.id.as_str(), Record::name);
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            // Abbreviations keep their capitals.
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(name.chars().skip(1)).collect()
            }
            _ => name.to_owned(),
        }
    }

    /// The unit behind numbers on the axis of a parameter, with what parts it from them.
    pub fn unit(self, id: &RecordId) -> String {
        match self.parameter(id).and_then(|parameter| parameter.unit.as_ref()) {
            Some(unit) if unit.is_percent() => unit.to_string(),
            Some(unit) => format!(" {unit}").replace('\u{a0}', " "),
            None => String::new(),
        }
    }
}
