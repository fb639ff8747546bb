//! Values that are written as one string or number, each with its own grammar.

use std::ops::Range;

use crate::read::node::Value;

/// Why a text is not what its field wants, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarError {
    pub message: String,
    /// The bytes of the text at fault; the whole text when absent.
    pub at: Option<Range<usize>>,
    pub help: Option<String>,
}

impl ScalarError {
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: None,
            help: None,
        }
    }

    pub fn at(mut self, bytes: Range<usize>) -> Self {
        self.at = Some(bytes);
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A value with a grammar of its own: parsed from the file's spelling, and keeping it.
pub trait Scalar: Sized {
    /// The name by which schemas refer to the type.
    const NAME: &'static str;
    /// What a message says was wanted, with an example.
    const WANTED: &'static str;
    /// Which TOML values may spell it.
    const SPELT: Spelt = Spelt::Text;
    /// A regular expression that each spelling as a text matches, for editors. It may allow more than `parse` does, and
    /// never less; without one, any text but an empty one.
    const PATTERN: &'static str = r"\S";
    /// A value as a TOML file spells it, to show the form.
    const EXAMPLE: &'static str;

    fn parse(text: &str) -> Result<Self, ScalarError>;
}

/// The TOML values that may spell a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelt {
    Text,
    Number,
    TextOrNumber,
    Any,
}

impl Spelt {
    pub fn allows(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Self::Text, Value::Text(_))
                | (Self::Number, Value::Number(_))
                | (Self::TextOrNumber, Value::Text(_) | Value::Number(_))
                | (Self::Any, Value::Text(_) | Value::Number(_) | Value::Date(_))
        )
    }
}

/// A scalar type as data, for checks that walk over shapes.
#[derive(Debug, Clone, Copy)]
pub struct ScalarType {
    pub name: &'static str,
    pub wanted: &'static str,
    pub spelt: Spelt,
    pub pattern: &'static str,
    pub example: &'static str,
    pub check: fn(&str) -> Result<(), ScalarError>,
}

impl ScalarType {
    pub const fn of<T: Scalar>() -> Self {
        Self {
            name: T::NAME,
            wanted: T::WANTED,
            spelt: T::SPELT,
            pattern: T::PATTERN,
            example: T::EXAMPLE,
            check: |text| T::parse(text).map(drop),
        }
    }
}

/// Derives what serde and schemars need of a scalar from its grammar.
macro_rules! scalar_serde {
    ($($type:ty),+ $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Spelling;

                impl serde::de::Visitor<'_> for Spelling {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(<$type as $crate::model::scalar::Scalar>::WANTED)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        <$type as $crate::model::scalar::Scalar>::parse(text).map_err(|e| E::custom(e.message))
                    }
                }

                deserializer.deserialize_str(Spelling)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <Self as $crate::model::scalar::Scalar>::NAME.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                use $crate::model::scalar::{Scalar, Spelt};
                let types: &[&str] = match Self::SPELT {
                    Spelt::Text => &["string"],
                    Spelt::Number => &["number"],
                    Spelt::TextOrNumber | Spelt::Any => &["string", "number"],
                };
                schemars::json_schema!({ "type": types, "x-scalar": Self::NAME })
            }
        }
    )+};
}
pub(crate) use scalar_serde;
