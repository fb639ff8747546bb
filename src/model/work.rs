//! What is known of a work in the bibliography beyond its entry in `references.bib`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::reference::CiteKey;
use super::source::Sources;
use super::text::{Date, Markdown};
use super::trial::Funding;

/// Notes on a cited work. Its `also_reported` names fields of the BibLaTeX entry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Work {
    /// Who paid for it, where a source says so.
    pub funding: Option<Funding>,
    /// Interests that its authors declare.
    pub interests: Option<Interests>,
    /// The corrections that were published.
    #[serde(default)]
    pub corrected_by: Vec<CiteKey>,
    /// Set when its journal published its concern about it.
    pub concern: Option<Retraction>,
    /// Set when it was retracted.
    pub retracted: Option<Retraction>,
    /// What else to know of it.
    pub text: Option<Markdown>,
}

/// Interests that authors declare.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Interests {
    /// The interests, in words.
    pub text: Markdown,
    #[serde(default)]
    pub source: Sources,
}

/// That, when and why a work was retracted, or concern about it was published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Retraction {
    /// When.
    pub on: Option<Date>,
    /// Why.
    pub reason: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}
