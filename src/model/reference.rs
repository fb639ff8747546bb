//! References: to records, to their parts, to works in the bibliography, and within a record.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::kind::{Kind, Of};
use super::scalar::ScalarError;
use super::text::kebab;

/// What a reference points at: `kind:id` or `kind:id#part`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    pub record: RecordId,
    /// After `#`: a part, and where a value is quoted also the fields below it.
    pub part: Option<String>,
}

/// The id of a record: its kind and the stem of its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    pub kind: Kind,
    pub id: String,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.record)?;
        match &self.part {
            Some(part) => write!(f, "#{part}"),
            None => Ok(()),
        }
    }
}

impl Target {
    /// Reads `kind:id` or `kind:id#part`.
    pub fn parse(text: &str) -> Result<Self, ScalarError> {
        let (kind, rest) = text.split_once(':').ok_or_else(|| {
            ScalarError::new(format!("`{text}` is not a reference"))
                .help("write the kind, a colon and the id: `therapy:sample-drug`")
        })?;
        let known = Kind::ALL.iter().map(|k| k.name());
        let kind_of = Kind::from_name(kind).ok_or_else(|| {
            let error = ScalarError::new(format!("there is no record kind `{kind}`")).at(0..kind.len());
            match crate::diagnostic::nearest(kind, known.clone()) {
                Some(near) => error.help(format!("a kind `{near}` exists")),
                None => error.help(format!("the kinds are {}", known.collect::<Vec<_>>().join(", "))),
            }
        })?;
        let (id, part) = match rest.split_once('#') {
            Some((id, part)) => (id, Some(part.to_owned())),
            None => (rest, None),
        };
        let at = kind.len() + 1..kind.len() + 1 + id.len();
        kebab(id).map_err(|error| error.at(at))?;
        if part.as_deref() == Some("") {
            return Err(
                ScalarError::new(format!("`{text}` names no part behind `#`")).help(format!(
                    "write the part's id behind it, or `{kind}:{id}` for the whole record"
                )),
            );
        }
        Ok(Self {
            record: RecordId {
                kind: kind_of,
                id: id.to_owned(),
            },
            part,
        })
    }
}

/// A reference to a record of one kind, or to a part of it.
pub struct Ref<K> {
    target: Target,
    kind: PhantomData<fn() -> K>,
}

impl<K> Ref<K> {
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub fn id(&self) -> &RecordId {
        &self.target.record
    }
}

// Written out, for a derive would ask the same of `K`.
impl<K> Clone for Ref<K> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> fmt::Debug for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({})", self.target)
    }
}

impl<K> PartialEq for Ref<K> {
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target
    }
}

impl<'de, K> Deserialize<'de> for Ref<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let target =
            Target::parse(&String::deserialize(deserializer)?).map_err(|e| serde::de::Error::custom(e.message))?;
        Ok(Self {
            target,
            kind: PhantomData,
        })
    }
}

impl<K: Of> JsonSchema for Ref<K> {
    fn schema_name() -> Cow<'static, str> {
        K::KIND.name().into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kind = K::KIND.name();
        json_schema!({ "type": "string", "pattern": format!("^{kind}:"), "x-reference": kind })
    }
}

/// Stands for any kind in [`AnyRef`].
#[derive(Debug, Clone, PartialEq)]
pub struct AnyRef(pub Target);

impl<'de> Deserialize<'de> for AnyRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Target::parse(&String::deserialize(deserializer)?)
            .map(Self)
            .map_err(|e| serde::de::Error::custom(e.message))
    }
}

impl JsonSchema for AnyRef {
    fn schema_name() -> Cow<'static, str> {
        "any reference".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-reference": "any" })
    }
}

/// A string newtype with a schema mark; `index` checks what it points at.
macro_rules! marked_string {
    ($($(#[$doc:meta])* $type:ident { $mark:literal : $value:literal })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $type(String);

        impl $type {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", $mark: $value })
            }
        }
    )+};
}

marked_string! {
    /// The citation key of a work in the bibliography.
    CiteKey { "x-cite": true }
    /// An arm of the same record, by its id.
    ArmRef { "x-local": "arms" }
    /// A step of the same pathway, by its id.
    StepRef { "x-local": "steps" }
    /// A level of evidence of the same grading system, by its id.
    LevelRef { "x-local": "levels" }
    /// A criterion of the same record, by its id.
    CriterionRef { "x-local": "" }
}
