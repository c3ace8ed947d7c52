//! Telling outcomes: to a person, to a program, to an archive. Sees no document and no text,
//! but for an [`Excerpt`] that is handed to it on request.

mod audit;
mod contained;
mod dutch;
mod human;
mod io;
mod json;
mod names;
mod notes;
mod outcome;
mod problem;
mod reporter;
mod summary;
mod words;

pub use audit::{AuditHead, AuditLog, ListDigest};
pub use contained::{Contained, Passage};
pub use human::Human;
pub use io::io_message;
pub use json::{Json, JsonLines};
pub use notes::sentence as note_sentence;
pub use outcome::{Excerpt, FileOutcome, FindingOutcome, Outcome, questions};
pub use problem::Problem;
pub use reporter::{Mode, Reporter};
pub use summary::{Summary, Tally};
pub use words::{Lang, printable};
