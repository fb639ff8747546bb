//! What sections are for: how a card finds what it shows, in any language.

use serde::Serialize;

use super::block::Section;

/// What a section is for, whatever it is called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    #[default]
    Other,
    /// The facts that a reader wants first.
    Glance,
    /// For whom, or in whom.
    Population,
    /// When something is done.
    Use,
    /// When it must not be done.
    Avoid,
    Doses,
    Harms,
    Trials,
    /// What the forms of a therapy were tried for.
    Forms,
    Criteria,
    Stages,
    Steps,
    Arms,
    Outcomes,
    Complications,
    /// What is recommended.
    Statement,
    /// A figure, which draws what other sections say.
    Drawing,
}

/// The sections of a kind in their roles, those that have nothing to show left out.
pub(super) trait InRoles<const N: usize> {
    fn in_roles(self, roles: [Role; N]) -> Vec<Section>;
}

impl<const N: usize> InRoles<N> for [Option<Section>; N] {
    fn in_roles(self, roles: [Role; N]) -> Vec<Section> {
        let sections = self.into_iter().zip(roles);
        let sections = sections.filter_map(|(section, role)| Some(Section { role, ..section? }));
        sections.collect()
    }
}
