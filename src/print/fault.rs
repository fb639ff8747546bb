//! Why a sheet could not be made.

use crate::model::RecordId;

/// Why there is no sheet.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PrintError {
    /// A card is of one page.
    #[error(
        "the card of `{record}` does not fit on {paper}: it is {millimetres} mm too long, about {lines}\n  \
         help: {help}"
    )]
    Overflow {
        record: RecordId,
        paper: String,
        millimetres: u32,
        lines: String,
        help: String,
    },
    /// Nothing may stand out of the paper.
    #[error(
        "something on the sheet of `{sheet}` is wider than {paper}, by {millimetres} mm\n  \
         help: look for a table of many columns or a very long word, or print it on larger paper"
    )]
    Wide {
        /// A record, or the name of a table.
        sheet: String,
        paper: String,
        millimetres: u32,
    },
    /// No font has a letter.
    #[error(
        "{place}: no font of the program has the character `{character}` (U+{code:04X}){field}\n  \
         help: write it with other letters"
    )]
    Glyph {
        place: String,
        field: String,
        character: char,
        code: u32,
    },
    /// A sheet that must not be used is printed as a draft only.
    #[error(
        "the sheet of `{sheet}` must not be used:\n{}\n  help: mend this, or print a draft with --draft",
        listed(reasons)
    )]
    NotForUse { sheet: String, reasons: Vec<String> },
    /// Kinds that have no card.
    #[error("there are no cards of {kind}\n  help: cards are made of {known}")]
    NoCard { kind: String, known: String },
    /// A table without a row.
    #[error(
        "the handbook has nothing to show in the table `{0}`\n  \
         help: `sourcebook print --kind table --list` names the tables that it has"
    )]
    NoTable(String),
    #[error("{0}")]
    Works(String),
    #[error("the address of the live page is too long for a code: {0}\n  help: give a shorter `url` in book.toml")]
    Code(String),
    #[error("a template of sheets cannot be used:\n{0}")]
    Template(String),
}

fn listed(reasons: &[String]) -> String {
    let lines: Vec<String> = reasons.iter().map(|reason| format!("  - {reason}")).collect();
    lines.join("\n")
}
