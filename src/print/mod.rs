//! Sheets to be printed: real, tagged PDFs, made by the embedded Typst from the same views as the pages.
//!
//! What a sheet shows goes into Typst as data (`data.json`, drawn by functions of `templates/print/`) and never as source, so
//! nothing in a record can run, and no letter of it means anything to Typst. Typst sees the templates, the fonts in the
//! binary, the data of the one sheet and the images of the handbook; it has no way to the disk, the network or the clock.
//!
//! [`tree`] is what templates see, [`pen`] makes it of the blocks of a page, [`card`] chooses what a card shows, [`table`] and
//! [`book`] make sheets of several pages, [`validity`] says up to when a sheet may be trusted, and [`press`] makes the PDF.

mod address;
mod basis;
pub mod book;
pub mod card;
pub mod code;
pub mod data;
mod fault;
mod figures;
mod fitting;
pub mod found;
mod frame;
mod glyphs;
mod layout;
pub mod ledger;
pub mod paper;
pub mod pen;
pub mod press;
pub mod said;
pub mod sheet;
mod short_forms;
pub mod shown;
pub mod table;
mod templates;
pub mod today;
pub mod tree;
pub mod validity;
pub mod verify;
mod world;

pub use book::BookJob;
pub use fault::PrintError;
pub use paper::{Format, Paper};
pub use press::Press;
pub use sheet::{Job, Made, Printer, Sheet};
pub use table::TableJob;
