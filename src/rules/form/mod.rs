//! Family 0xx: what is wrong with the form of a file.

pub mod ambiguous_criterion;
pub mod duplicate_citation_key;
pub mod invalid_bibliography;
pub mod invalid_catalogue;
pub mod invalid_embed;
pub mod invalid_id;
pub mod invalid_retractions;
pub mod invalid_style;
pub mod invalid_summary;
pub mod invalid_toml;
pub mod invalid_value;
pub mod malformed_citation;
pub mod marked_up_description;
pub mod missing_catalogue;
pub mod missing_field;
pub mod raw_html;
pub mod stray_file;
pub mod undefined_footnote;
pub mod unknown_choice;
pub mod unknown_field;
pub mod unknown_message;
pub mod unmarked_footnote;
pub mod unreadable_file;
pub mod untranslated_message;
pub mod wrong_type;
