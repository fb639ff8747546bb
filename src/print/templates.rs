//! Templates of sheets: those in the binary, and a handbook's own in their place.

use std::collections::BTreeMap;

use crate::read::Sources;

/// Where a handbook keeps its own.
pub const FOLDER: &str = "templates/print";

/// The templates that the binary carries.
const EMBEDDED: &[(&str, &str)] = &[
    ("book.typ", include_str!("../../templates/print/book.typ")),
    ("card.typ", include_str!("../../templates/print/card.typ")),
    ("draw.typ", include_str!("../../templates/print/draw.typ")),
    ("look.typ", include_str!("../../templates/print/look.typ")),
    ("table.typ", include_str!("../../templates/print/table.typ")),
];

/// All templates by their names.
pub fn all(sources: &Sources) -> BTreeMap<&str, &str> {
    let own = sources.iter().filter_map(|(_, file)| {
        let name = file.path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        name.ends_with(".typ").then_some((name, &*file.text))
    });
    EMBEDDED.iter().copied().chain(own).collect()
}
