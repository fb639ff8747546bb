//! Criteria: who has the condition, who is in a stage, who takes a branch. An unknown value is never false.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::definition::Definition;
use super::number::Count;
use super::parameter::Parameter;
use super::quantity::{Duration, Quantity};
use super::reference::{CriterionRef, Ref};
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::therapy::Therapy;

/// A node of a tree of criteria: `{ all = […] }`, `{ any = […] }`, `{ at_least = 1, of = […] }`, or a leaf.
///
/// A leaf says one thing: a `parameter` that `is` something or has a `trend`, what the patient `needs`, a `condition`
/// that is present, a `definition` that is met, or a `text` alone. A `text` beside one of these says it in words.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Criterion {
    /// The id by which cases and references name the criterion.
    pub id: Option<Id>,
    /// The criterion in words.
    pub text: Option<Markdown>,

    /// All of these hold.
    pub all: Vec<Criterion>,
    /// One or more of these hold.
    pub any: Vec<Criterion>,
    /// How many of `of` hold at the least.
    #[schemars(example = 2)]
    pub at_least: Option<Count>,
    /// The criteria that `at_least` counts.
    pub of: Vec<Criterion>,

    /// The variable measured.
    pub parameter: Option<Ref<Parameter>>,
    /// The bound that the parameter meets.
    pub is: Option<Quantity>,
    /// How long it has met it.
    #[serde(rename = "for")]
    pub lasting: Option<Duration>,
    /// How the parameter changes.
    pub trend: Option<Trend>,

    /// What the patient receives or cannot do without: any one of these.
    pub needs: Vec<Ref<Therapy>>,
    /// The dose of what is needed.
    pub dose: Option<Quantity>,
    /// What the support is to keep.
    pub to_keep: Option<Keeping>,

    /// A condition that is present.
    pub condition: Option<Ref<Condition>>,
    /// A definition that is met.
    pub definition: Option<Ref<Definition>>,

    /// How far from an event, which `when` names.
    pub time: Option<Duration>,
    /// The event and the direction: `before randomisation`.
    #[schemars(example = &"before randomisation")]
    pub when: Option<Text>,

    pub source: Sources,
}

/// A bound that support keeps a parameter within.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Keeping {
    /// The variable.
    pub parameter: Ref<Parameter>,
    /// Its value or bound.
    pub is: Quantity,
}

/// How a parameter changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Trend {
    /// It goes up.
    Rising,
    /// It goes down.
    Falling,
    /// It stays as it is.
    Persistent,
}

impl Trend {
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
            Self::Persistent => "persistent",
        }
    }
}

/// The one thing that a well-formed criterion says.
#[derive(Debug, Clone, Copy)]
pub enum Form<'a> {
    All(&'a [Criterion]),
    Any(&'a [Criterion]),
    AtLeast(u64, &'a [Criterion]),
    Measured(&'a Ref<Parameter>),
    Needs(&'a [Ref<Therapy>]),
    Condition(&'a Ref<Condition>),
    Definition(&'a Ref<Definition>),
    Words(&'a Markdown),
}

impl Criterion {
    /// What the criterion says; nothing where it says several things at once, or none.
    pub fn form(&self) -> Option<Form<'_>> {
        let mut forms = self.forms();
        let form = forms.next();
        match (form, forms.next()) {
            (Some(form), None) => Some(form),
            (None, _) => self.text.as_ref().map(Form::Words),
            _ => None,
        }
    }

    fn forms(&self) -> impl Iterator<Item = Form<'_>> {
        let at_least = self.at_least.as_ref().map(|n| Form::AtLeast(n.value(), &self.of));
        [
            (!self.all.is_empty()).then_some(Form::All(&self.all)),
            (!self.any.is_empty()).then_some(Form::Any(&self.any)),
            at_least,
            self.parameter.as_ref().map(Form::Measured),
            (!self.needs.is_empty()).then_some(Form::Needs(&self.needs)),
            self.condition.as_ref().map(Form::Condition),
            self.definition.as_ref().map(Form::Definition),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether the criterion says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.forms().next().is_none()
    }

    /// The criteria below this one, in order.
    pub fn children(&self) -> &[Criterion] {
        match self.form() {
            Some(Form::All(items) | Form::Any(items) | Form::AtLeast(_, items)) => items,
            _ => &[],
        }
    }
}

/// A made-up patient and where the record must put them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Case {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// Who the patient is, in a few words.
    pub name: Text,
    /// Measured values.
    #[serde(default)]
    pub values: Vec<Keeping>,
    /// Criteria that hold, where no value tells it, by their ids; and stages that have no criteria.
    #[serde(default)]
    pub holds: Vec<CriterionRef>,
    /// The same, of those that do not hold.
    #[serde(default)]
    pub fails: Vec<CriterionRef>,
    /// The stage or step that the patient must reach; left out where it cannot be told.
    pub leads_to: Option<CriterionRef>,
    /// Whether the definition is met; left out where it cannot be told.
    pub met: Option<bool>,
}
