//! Where a value was read: a reference and a place in it that a person can find.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::DeserializeOwned;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::{Deserialize, Deserializer, de};

use super::reference::CiteKey;
use super::text::Text;
use crate::read::decode::decode_handing_down;
use crate::read::node::Node;

/// A reference and a locator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
pub struct Source {
    /// The citation key of the work that was read.
    pub cite: CiteKey,
    /// A place in the work that a person can find: a heading, table row or figure caption.
    #[schemars(example = &"Table 2")]
    pub at: Text,
    /// Words by which the place names what is said, beside the names of the record and of those that it refers to.
    #[serde(default)]
    pub near: Vec<Text>,
    /// The only names that have to stand there; an empty list says that the place names nothing.
    pub names: Option<Vec<Text>>,
}

/// One source, or several of which each says the whole. Empty where nothing was stated or inherited.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sources(pub Vec<Source>);

/// Gives a record's tree a type, in which every table that can have a `source` and has none gets that of the nearest table
/// around it.
pub fn decode_with_sources<T: DeserializeOwned>(node: &Node) -> Result<T, de::value::Error> {
    decode_handing_down(node, "source")
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> de::Visitor<'de> for OneOrMany {
            type Value = Sources;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a source or a list of sources")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Sources, A::Error> {
                Ok(Sources(vec![Source::deserialize(MapAccessDeserializer::new(map))?]))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Sources, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Sources)
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}

impl JsonSchema for Sources {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sources".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Source>();
        json_schema!({
            "description": "Where this was read; as the table around it says, where absent.",
            "x-one-or-many": true,
            "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }],
        })
    }
}
