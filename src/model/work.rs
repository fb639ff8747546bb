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
    pub funding: Option<Funding>,
    /// Interests that its authors declare.
    pub interests: Option<Interests>,
    /// The correction that was published.
    pub corrected_by: Option<CiteKey>,
    pub retracted: Option<Retraction>,
    pub text: Option<Markdown>,
}

/// Interests that authors declare.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Interests {
    pub text: Markdown,
    #[serde(default)]
    pub source: Sources,
}

/// That, when and why a work was retracted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Retraction {
    pub on: Option<Date>,
    pub reason: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}
