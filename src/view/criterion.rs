//! Trees of criteria, as pages show them.

use serde::Serialize;

use super::block::{Rich, html_of};

/// How many of some criteria must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    All,
    Any,
    /// So many, as the content has the number.
    AtLeast(String),
}

/// A node of a tree of criteria.
#[derive(Debug, Clone, Serialize)]
pub struct Criterion {
    pub anchor: Option<String>,
    /// What joins the children.
    #[serde(skip)]
    pub how: Option<Joined>,
    /// The same in words.
    pub joins: Option<String>,
    #[serde(serialize_with = "html_of")]
    pub text: Rich,
    pub children: Vec<Criterion>,
}
