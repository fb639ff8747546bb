//! A preview of a handbook that is being edited, for the browser of the machine on which it runs.
//!
//! `preview` keeps the newest state of the handbook, `answer` turns a request into an answer and knows
//! nothing of connections, `dress` puts on a page what the published one has not, and `connections` talks HTTP.

mod answer;
mod connections;
mod dress;
mod preview;

pub use answer::{Answer, Query, answer};
pub use connections::{ServeError, Server};
pub use preview::{Preview, State, Trouble};
