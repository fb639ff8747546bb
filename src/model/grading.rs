//! Grading systems: their classes and levels, and what by their own rules each asks for.

use schemars::JsonSchema;
use serde::Deserialize;

use super::design::StudyDesign;
use super::number::Count;
use super::reference::LevelRef;
use super::source::Sources;
use super::text::{Id, Markdown, Text};

/// A system of classes and levels, and what they mean.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Grading {
    /// Who grades by it.
    pub issuer: Option<Text>,
    /// Classes of recommendation, strongest first.
    #[serde(default)]
    pub classes: Vec<Class>,
    /// Levels of evidence, strongest first.
    #[serde(default)]
    pub levels: Vec<Level>,
}

/// A class of recommendation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Class {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What the issuer calls it.
    pub name: Text,
    /// What it means, as the issuer says.
    pub text: Option<Markdown>,
    /// Whether the issuer calls it strong, so that what is in it must rest on evidence.
    #[serde(default)]
    pub strong: bool,
    /// The levels of evidence that the issuer allows it to rest on, by their ids; any, where absent.
    #[serde(default)]
    pub levels: Vec<LevelRef>,
    #[serde(default)]
    pub source: Sources,
}

impl Class {
    /// Whether the issuer allows it to rest on a level of evidence.
    pub fn allows(&self, level: &Level) -> bool {
        self.levels.is_empty() || self.levels.iter().any(|allowed| allowed.as_str() == level.id.as_str())
    }
}

/// A level of evidence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Level {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What the issuer calls it.
    pub name: Text,
    /// What it means, as the issuer says.
    pub text: Option<Markdown>,
    /// The designs that the issuer asks of its studies; any, where absent.
    #[serde(default)]
    pub designs: Vec<StudyDesign>,
    /// How many studies of these designs it needs; one, where absent.
    #[schemars(example = 2)]
    pub at_least: Option<Count>,
    #[serde(default)]
    pub source: Sources,
}

impl Level {
    /// How many studies of its designs it needs.
    pub fn needed(&self) -> u64 {
        self.at_least.as_ref().map_or(1, Count::value)
    }

    /// What it asks of the studies, in words; none where it asks for no design.
    pub fn wants(&self) -> Option<String> {
        let (last, before) = self.designs.split_last()?;
        let before: Vec<&str> = before.iter().map(|design| design.in_words()).collect();
        let designs = match before.is_empty() {
            true => last.in_words().to_owned(),
            false => format!("{} or {}", before.join(", "), last.in_words()),
        };
        let studies = match self.needed() {
            1 => "1 study".to_owned(),
            n => format!("{n} studies"),
        };
        Some(format!("at least {studies} ({designs})"))
    }
}
