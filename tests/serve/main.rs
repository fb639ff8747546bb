//! `sourcebook serve`, asked over its socket.

mod answers;
mod client;
mod edits;
mod hostile;
#[path = "../support/mod.rs"]
mod support;
