//! Typed records and value types: what a trial, a quantity, an estimate *is*.
//!
//! A record is a plain struct that serde fills and schemars describes. [`shape`] turns the descriptions into data;
//! [`conform`] holds trees against them and reports every fault of form; [`walk`] visits a tree with its shapes.

pub mod analysis;
mod before;
pub mod book;
pub mod common;
pub mod condition;
pub mod conform;
pub mod corpus;
pub mod criterion;
pub mod definition;
pub mod design;
pub mod effect;
pub mod formula;
pub mod grading;
pub mod kind;
pub mod number;
pub mod parameter;
pub mod pathway;
pub mod place;
pub mod position;
pub mod quantity;
pub mod question;
pub mod recommendation;
pub mod reference;
pub mod scalar;
pub mod score;
pub mod shape;
pub mod source;
pub mod staging;
pub mod study;
pub mod text;
pub mod therapy;
pub mod trial;
mod typing;
pub mod unit;
pub mod unread;
pub mod walk;
pub mod work;

pub use corpus::{Corpus, Record};
pub use kind::{Body, Kind, Of};
pub use reference::{RecordId, Target};
