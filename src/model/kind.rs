//! The list of record kinds. A new kind is a module and a line here.

use serde::de::DeserializeOwned;

use crate::read::node::Node;

use super::source::decode_with_sources;
use super::*;

/// A type of record, tied to its kind.
pub trait Of: DeserializeOwned + schemars::JsonSchema + 'static {
    const KIND: Kind;
    fn of(body: &Body) -> Option<&Self>;
}

macro_rules! kinds {
    ($($type:ident $module:ident $name:literal $folder:literal $plural:literal),+ $(,)?) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($type),+ }

        impl Kind {
            /// In the order in which the site lists them.
            pub const ALL: &'static [Kind] = &[$(Kind::$type),+];

            /// The name in references: `trial`.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$type => $name),+ }
            }

            /// The folder below the content folder: `trials`.
            pub fn folder(self) -> &'static str {
                match self { $(Kind::$type => $folder),+ }
            }

            /// The heading of the kind's list.
            pub fn plural(self) -> &'static str {
                match self { $(Kind::$type => $plural),+ }
            }

            /// The JSON Schema of the fields that only this kind has, from its type.
            pub fn schema(self) -> schemars::Schema {
                match self { $(Kind::$type => schemars::schema_for!($module::$type)),+ }
            }
        }

        /// What a record says beyond what all kinds share.
        #[derive(Debug, Clone)]
        pub enum Body { $($type(Box<$module::$type>)),+ }

        impl Body {
            /// Gives a checked tree the type of its kind.
            pub fn decode(kind: Kind, node: &Node) -> Result<Self, serde::de::value::Error> {
                Ok(match kind { $(Kind::$type => Body::$type(decode_with_sources(node)?)),+ })
            }
        }

        $(impl Of for $module::$type {
            const KIND: Kind = Kind::$type;
            fn of(body: &Body) -> Option<&Self> {
                match body { Body::$type(body) => Some(body), _ => None }
            }
        })+
    };
}

kinds! {
    Definition     definition     "definition"     "definitions"     "Definitions",
    Staging        staging        "staging"        "staging"         "Staging systems",
    Condition      condition      "condition"      "conditions"      "Causes and phenotypes",
    Therapy        therapy        "therapy"        "therapies"       "Therapies",
    Trial          trial          "trial"          "trials"          "Completed trials",
    Analysis       analysis       "analysis"       "analyses"        "Analyses and registries",
    Study          study          "study"          "studies"         "Ongoing studies",
    Recommendation recommendation "recommendation" "recommendations" "Recommendations",
    Grading        grading        "grading"        "gradings"        "Grading systems",
    Position       position       "position"       "positions"       "Positions",
    Question       question       "question"       "questions"       "Open questions",
    Pathway        pathway        "pathway"        "pathways"        "Pathways",
    Score          score          "score"          "scores"          "Scores",
    Parameter      parameter      "parameter"      "parameters"      "Parameters",
    Work           work           "reference"      "references"      "Notes on references",
}

impl Kind {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.name() == name)
    }

    /// The name of one record of the kind, for headings.
    pub fn one(self) -> String {
        let mut letters = self.name().chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }

    /// Whether the records are works in the bibliography.
    pub fn is_work(self) -> bool {
        self == Self::Work
    }

    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.folder() == folder)
    }
}
