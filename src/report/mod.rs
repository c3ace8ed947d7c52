//! Telling outcomes: to a person, to a program, to an archive. Sees no document and no text,
//! but for an [`Excerpt`] that is handed to it on request.

mod audit;
mod human;
mod json;
mod notes;
mod outcome;
mod problem;
mod summary;
mod words;

pub use audit::{AuditHead, AuditLog, ListDigest};
pub use human::Human;
pub use json::{Json, JsonLines};
pub use notes::sentence as note_sentence;
pub use outcome::{Excerpt, FileOutcome, Item, Outcome};
pub use problem::Problem;
pub use summary::{Summary, Tally};
pub use words::Lang;

use std::io;

/// What the run was asked to do; words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Copies were to be made.
    Redact,
    /// Nothing was to be written.
    Check,
}

/// Tells outcomes to someone: a terminal, a CI service, an archive.
pub trait Reporter {
    /// Tells of one file. Called in path order.
    ///
    /// # Errors
    /// When what it writes to fails.
    fn file(&mut self, outcome: &FileOutcome) -> io::Result<()>;

    /// Ends the report.
    ///
    /// # Errors
    /// When what it writes to fails.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// A path as it may be printed: on one line, without control characters.
pub fn printable(path: &std::path::Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
