//! Drugs, devices, procedures, care processes and organisation of care.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::parameter::Parameter;
use super::position::Position;
use super::quantity::Quantity;
use super::reference::{AnyRef, Ref};
use super::source::Sources;
use super::text::{Id, Markdown, Text};

/// Something done for a patient.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Therapy {
    /// What sort of thing it is.
    #[serde(rename = "type")]
    pub sort: TherapyType,
    /// The wider therapy that this is a form of.
    pub parent: Option<Ref<Therapy>>,
    /// The therapies that a combination is made of.
    #[serde(default)]
    pub components: Vec<Ref<Therapy>>,
    /// Who makes or sells it, where a source says so.
    #[serde(default)]
    pub makers: Vec<Text>,
    /// How it works.
    pub mechanism: Option<Mechanism>,
    /// What it does to measured variables and functions.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// What a device can deliver.
    pub capability: Option<Capability>,
    /// Doses and settings.
    #[serde(default)]
    pub doses: Vec<Dose>,
    /// When it is used or considered.
    #[serde(default)]
    pub indications: Vec<Indication>,
    /// When it must not be used.
    #[serde(default)]
    pub contraindications: Vec<Indication>,
    /// What it can do to the patient's harm.
    #[serde(default)]
    pub harms: Vec<Harm>,
}

/// What sort of thing a therapy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum TherapyType {
    /// A drug.
    Drug,
    /// A device.
    Device,
    /// A procedure.
    Procedure,
    /// A way of caring for a patient.
    CareProcess,
    /// A way of organising care.
    Organisation,
}

/// How a therapy works.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Mechanism {
    /// How it works, in words.
    pub text: Markdown,
    #[serde(default)]
    pub source: Sources,
}

/// What a therapy does to a measured variable or function.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Action {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// The variable; `on` names what is not a parameter.
    pub parameter: Option<Ref<Parameter>>,
    /// The function, in words.
    pub on: Option<Text>,
    /// Which way it moves it.
    pub direction: Direction,
    /// What else to know of it.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// Which way a therapy moves a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Direction {
    /// It goes up.
    Raises,
    /// It goes down.
    Lowers,
    /// It stays as it is.
    Unchanged,
    /// Sources do not know, or do not agree.
    Uncertain,
}

/// What a device can deliver.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Capability {
    /// The flow that it can deliver.
    #[schemars(example = &"<= 4.0 L/min")]
    pub flow: Option<Quantity>,
    /// The sides of the heart that it supports.
    #[serde(default)]
    pub supports: Vec<Side>,
    /// Whether it oxygenates blood.
    pub oxygenation: Option<bool>,
    /// Whether it relieves the left side of the heart of volume or pressure.
    pub unloads: Option<bool>,
    /// What else to know of it.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// A side of the heart, or the lungs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Side {
    /// The left side of the heart.
    Left,
    /// The right side of the heart.
    Right,
    /// The lungs.
    Lungs,
}

/// A dose or setting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Dose {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What the dose or setting is called.
    pub name: Text,
    /// The dose, with its unit.
    #[schemars(example = &"0.10–0.80 µg/kg/min")]
    pub value: Option<Quantity>,
    /// How it is given, or the dose in words.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// When a therapy is used, considered or avoided.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Indication {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// When, in words.
    pub text: Markdown,
    /// The conditions concerned.
    #[serde(default)]
    pub conditions: Vec<Ref<Condition>>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// What authors argue for it, which is no evidence.
    #[serde(default)]
    pub positions: Vec<Ref<Position>>,
    #[serde(default)]
    pub source: Sources,
}

/// What a therapy can do to the patient's harm.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Harm {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// The harm, in words.
    pub text: Markdown,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    #[serde(default)]
    pub source: Sources,
}
