//! Family 1xx: references to what is not there, or is there twice.

pub mod broken_link;
pub mod circular_reference;
pub mod duplicate_doi;
pub mod duplicate_former_id;
pub mod duplicate_name;
pub mod duplicate_part;
pub mod duplicate_registry;
pub mod orphan_record;
pub mod unknown_abbreviation;
pub mod unknown_citation;
pub mod unknown_field_path;
pub mod unknown_local;
pub mod unknown_part;
pub mod unknown_reference;
pub mod unknown_rule;
pub mod unsafe_link;
pub mod unused_acceptance;
