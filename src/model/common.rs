//! What records of all kinds share.

use schemars::JsonSchema;
use serde::Deserialize;

use super::effect::{Effect, Results};
use super::formula::Formula;
use super::quantity::{Duration, Quantity};
use super::reference::AnyRef;
use super::source::Sources;
use super::text::{Date, FieldPath, Id, Markdown, Text};

/// The fields that every kind of record has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Common {
    /// The short name that links show. Only a work in the bibliography may go without.
    pub name: Option<Text>,
    /// The full name.
    pub title: Option<Text>,
    /// What else the sources call it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// A few sentences for the top of the page. Numbers are quoted from records, never typed.
    pub summary: Option<Markdown>,
    /// Where the record was read. Covers everything below until a nearer `source`.
    #[serde(default)]
    pub source: Sources,
    /// Sources of single fields that were read elsewhere than the record as a whole.
    #[serde(default)]
    pub field_sources: Vec<FieldSource>,
    /// Records that this one speaks of.
    #[serde(default)]
    pub about: Vec<AnyRef>,
    /// The record that has overtaken this one.
    pub superseded_by: Option<AnyRef>,
    /// Set when the record must no longer be used.
    pub withdrawn: Option<Withdrawn>,
    /// Ids that the record had before.
    #[serde(default)]
    pub formerly: Vec<Id>,
    /// Who has read the record, and when. Absent until a named person did.
    pub review: Option<Review>,
    /// Quantitative statements that have no field of their own.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Claims in words.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Values of fields of this record as other sources give them.
    #[serde(default)]
    pub also_reported: Vec<AlsoReported>,
    /// Rules that fire on what a source really prints, accepted with a reason.
    #[serde(default)]
    pub accept: Vec<Accept>,
}

/// Where single fields of a record were read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct FieldSource {
    /// Names of fields at the top of the record.
    pub fields: Vec<FieldPath>,
    /// Where they were read.
    pub source: Sources,
}

/// Why a record must no longer be used.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// What is wrong with it, and what to use instead.
    pub reason: Markdown,
    /// When it was withdrawn.
    pub on: Option<Date>,
}

/// A named person's reading of the record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Review {
    /// The day of the reading.
    pub reviewed_on: Date,
    /// The person, and their role.
    pub reviewed_by: Text,
    /// The day by which it must be read again.
    pub next_review: Option<Date>,
}

/// A quantitative statement that has no field of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Finding {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What was measured.
    pub name: Text,
    /// The value with its unit; what is counted stands in braces (`"12 {patients}"`).
    #[schemars(example = &"12 {patients}")]
    pub value: Option<Quantity>,
    /// How the value was made of others, where no source prints it.
    pub derived: Option<Formula>,
    /// An effect estimate, where the finding compares.
    pub effect: Option<Effect>,
    /// Values of several groups.
    #[serde(default)]
    pub results: Vec<Results>,
    /// In whom.
    pub of: Option<Text>,
    /// At what time, or over how long.
    pub time: Option<Duration>,
    /// What the reader must know beside it.
    pub note: Option<Markdown>,
    /// Records that it speaks of.
    #[serde(default)]
    pub about: Vec<AnyRef>,
    /// The record, or part of one, that has overtaken it.
    pub superseded_by: Option<AnyRef>,
    #[serde(default)]
    pub source: Sources,
}

/// A claim in words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Statement {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// The claim, in the handbook's own words.
    pub text: Markdown,
    /// Records that it speaks of.
    #[serde(default)]
    pub about: Vec<AnyRef>,
    /// The record, or part of one, that has overtaken it.
    pub superseded_by: Option<AnyRef>,
    #[serde(default)]
    pub source: Sources,
}

/// The value of a field of this record as another source gives it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct AlsoReported {
    /// The key path of the field; elements of lists go by their `id`.
    pub field: FieldPath,
    /// The other value, of the same type as the field.
    pub value: Anything,
    /// What explains the difference, or that nothing does.
    pub because: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// A value whose type is that of the field which its sibling `field` names. The record's tree holds it; shapes check it.
#[derive(Debug, Clone)]
pub struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl JsonSchema for Anything {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Anything".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "x-same-type-as": "field" })
    }
}

/// A rule that may fire here, because the source really prints what it finds wrong.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Accept {
    /// The code of the rule, such as `SB304`.
    #[schemars(example = &"SB304")]
    pub rule: Text,
    /// The key path of the field.
    pub field: FieldPath,
    /// Why it is accepted; the reader sees it beside the value.
    pub because: Markdown,
    /// The day on which the acceptance runs out.
    pub until: Option<Date>,
}
