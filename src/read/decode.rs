//! Serde over a [`Node`], so that record types are plain structs. Numbers reach their type as they are spelt.
//!
//! Shapes are checked first (`model::shape`), with all faults of a file at once; what comes here has the right shape.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::node::{Node, Value};

/// Gives `node` its type. Fields that `T` does not know are passed over: a record's file is read once for what all
/// kinds share and once for its own kind.
pub fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, Error> {
    T::deserialize(De(node))
}

struct De<'a>(&'a Node);

impl<'de, 'a> IntoDeserializer<'de, Error> for De<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> serde::Deserializer<'de> for De<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Text(text) | Value::Number(text) | Value::Date(text) => visitor.visit_str(text),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(De))),
            Value::Table(table) => visitor.visit_map(MapDeserializer::new(
                table.entries.iter().map(|e| (e.key.as_str(), De(&e.value))),
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let text = self.0.as_text().unwrap_or_default().to_owned();
        let choice: StringDeserializer<Error> = text.into_deserializer();
        choice.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}
