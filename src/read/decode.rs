//! Serde over a [`Node`], so that record types are plain structs. Numbers reach their type as they are spelt.
//!
//! Shapes are checked first (`model::shape`), with all faults of a file at once; what comes here has the right shape.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::node::{Node, Table, Value};

/// Gives `node` its type. Fields that `T` does not know are passed over: a record's file is read once for what all
/// kinds share and once for its own kind.
pub fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, Error> {
    T::deserialize(De {
        node,
        handed_down: None,
    })
}

/// The same, in which a field that tables around have is handed down: a table without it gets that of the nearest table
/// around it. Types that do not know the field pass over it.
pub fn decode_handing_down<T: DeserializeOwned>(node: &Node, field: &str) -> Result<T, Error> {
    T::deserialize(De {
        node,
        handed_down: Some(HandedDown { field, value: None }),
    })
}

/// A node, with what is handed down to the tables in it.
struct De<'a> {
    node: &'a Node,
    handed_down: Option<HandedDown<'a>>,
}

/// A field, and its value in the nearest table around that has it.
#[derive(Clone, Copy)]
struct HandedDown<'a> {
    field: &'a str,
    value: Option<&'a Node>,
}

impl<'a> De<'a> {
    /// The fields of a table, with what is handed down to it.
    fn fields(&self, table: &'a Table) -> impl Iterator<Item = (&'a str, De<'a>)> + use<'a> {
        let around = self.handed_down;
        let nearest = around.map(|around| HandedDown {
            value: table.get(around.field).or(around.value),
            ..around
        });
        let own = table.entries.iter().map(move |entry| {
            // What is handed down has nothing handed down to it.
            let below = nearest.filter(|nearest| nearest.field != entry.key);
            let value = De {
                node: &entry.value,
                handed_down: below,
            };
            (entry.key.as_str(), value)
        });
        let missing = around.filter(|around| table.get(around.field).is_none());
        let handed = missing.and_then(|around| {
            let node = around.value?;
            let value = De {
                node,
                handed_down: None,
            };
            Some((around.field, value))
        });
        own.chain(handed)
    }
}

impl<'de, 'a> IntoDeserializer<'de, Error> for De<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> serde::Deserializer<'de> for De<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Text(text) | Value::Number(text) | Value::Date(text) => visitor.visit_str(text),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Array(items) => {
                let items = items.iter().map(|node| De {
                    node,
                    handed_down: self.handed_down,
                });
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Value::Table(table) => visitor.visit_map(MapDeserializer::new(self.fields(table))),
        }
    }

    /// What is passed over is not looked into.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
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
        let text = self.node.as_text().unwrap_or_default().to_owned();
        let choice: StringDeserializer<Error> = text.into_deserializer();
        choice.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier
    }
}
