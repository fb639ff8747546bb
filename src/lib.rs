//! sourcebook turns structured records, a bibliography and Markdown chapters into a cross-referenced handbook, after
//! checking that the content agrees with itself.
//!
//! Data flows one way, and the modules are the stations on the way. A station may use those before it, never the
//! reverse; `rules` and `view` do not know each other; only `cli` knows all. `tests/layers.rs` holds this.
//!
//! | station | takes | gives |
//! |---|---|---|
//! | [`diagnostic`] | | what every station says of faults |
//! | [`kept`] | | values that are taken over from one edit to the next |
//! | [`progress`] | | how far a long task has come |
//! | [`read`] | files | TOML trees with places, bibliography, Markdown |
//! | [`words`] | a catalogue of messages | the words of the interface in the language of the handbook |
//! | [`model`] | trees | typed records and value types |
//! | [`logic`] | criteria, made-up patients | what follows: intervals, verdicts, stages, ways through a pathway |
//! | [`index`] | records | who refers to whom, by record and by field |
//! | [`ground`] | records, papers | what each claim rests on, and whether it still does |
//! | [`mod@ask`] | all of these | answers, and a note of what was asked |
//! | [`rules`] | all of these | diagnostics |
//! | [`view`] | all but rules | what a page shows, as plain data |
//! | [`render`] | views | pages |
//! | `print` | views | sheets of paper, as PDFs |
//! | [`mod@write`] | paths and bytes | a whole output folder, or no change |
//! | [`author`] | shapes, records | schemas, forms to fill in, what is known of a record |
//! | [`handbook`], [`workspace`] | sources | the line of steps, and the same over many edits |
//! | [`serve`] | a workspace | a preview in the browser |
//! | [`cli`] | | the commands |

pub mod ask;
pub mod author;
pub mod cli;
pub mod diagnostic;
pub mod ground;
pub mod handbook;
pub mod index;
pub mod kept;
pub mod logic;
pub mod model;
#[cfg(feature = "print")]
pub mod print;
pub mod progress;
pub mod read;
pub mod render;
pub mod rules;
pub mod serve;
pub mod view;
pub mod words;
pub mod workspace;
pub mod write;
