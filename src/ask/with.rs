//! Questions made of others.

use std::collections::BTreeMap;

use super::{Ask, Standing};
use crate::index::link::{Destination, Place, Problem};
use crate::index::{Derivation, Origin, Part, Unworkable, Worked, work_out};
use crate::kept::Kept;
use crate::model::formula::Formula;
use crate::model::{Kind, Of, Record, RecordId, Target};
use crate::read::markdown::Link;
use crate::read::node::KeyPath;

impl<'a> Ask<'a> {
    /// The records of a kind, in the order of their ids.
    pub fn records(self, kind: Kind) -> impl Iterator<Item = &'a Kept<Record>> {
        let ids = self.of_kind(&kind).into_iter();
        ids.filter_map(move |id| self.record(id))
    }

    /// The same, as what they are.
    pub fn all<K: Of>(self) -> impl Iterator<Item = (&'a Kept<Record>, &'a K)> {
        self.records(K::KIND).filter_map(|r| Some((r, r.as_kind()?)))
    }

    /// The records of a kind that refer to a record, in the order of their ids.
    pub fn referring<K: Of>(self, to: &RecordId) -> impl Iterator<Item = (&'a Kept<Record>, &'a K)> + use<'a, K> {
        let from = self.referred_by(to).into_iter();
        let ids = from.filter_map(|origin| match origin {
            Origin::Record(id) if id.kind == K::KIND => Some(id),
            _ => None,
        });
        ids.filter_map(move |id| self.record(id))
            .filter_map(|record| Some((record, record.as_kind()?)))
    }

    /// Whether a record, or the part of it that an id names, is not to be relied on.
    pub fn standing_of(self, record: &RecordId, part: Option<&str>) -> Option<Standing> {
        self.standing(&Target {
            record: record.clone(),
            part: part.map(str::to_owned),
        })
    }

    /// Where a link of a text leads. Whether a record exists is another rule's matter.
    pub fn follow(self, from: &Origin, link: &Link) -> Result<Place, Problem> {
        match Destination::of(link) {
            // Where these lead, they say themselves.
            Destination::Record(target) => Ok(Place::Record(target)),
            Destination::Abbreviation(short) => Ok(Place::Abbreviation(short)),
            Destination::Outside(url) => Ok(Place::Outside(url)),
            Destination::Plain => Ok(Place::Plain),
            _ => self.resolve(from, link),
        }
    }

    /// Puts the quoted numbers into a formula that stands in `record`.
    ///
    /// # Errors
    ///
    /// Where a quoted value is missing or no number, or the formula divides by zero.
    pub fn work_out(self, record: &RecordId, formula: &Formula) -> Result<Worked, Unworkable> {
        work_out(&|target| self.quote(target), record, formula)
    }

    /// The parts of a record by their ids.
    pub fn parts(self, record: &RecordId) -> Option<&'a BTreeMap<String, Part>> {
        Some(&self.fragment(&Origin::Record(record.clone()))?.parts)
    }

    /// The derivation of a value, or of the value of a table.
    pub fn derivation(self, record: &RecordId, path: &KeyPath) -> Option<&'a Derivation> {
        let fragment = self.fragment(&Origin::Record(record.clone()))?;
        let mut derivations = fragment.derivations.iter();
        derivations.find(|d| d.value.as_ref() == Some(path) || d.table == *path)
    }
}
