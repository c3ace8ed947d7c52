//! What a reporter is.

use super::outcome::FileOutcome;
use super::summary::Summary;
use serde::{Deserialize, Serialize};
use std::io;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Look only: nothing is written.
    Check,
    /// Make copies.
    Redact,
}

/// Reports outcomes to someone: a terminal, a CI service, an archive.
pub trait Reporter {
    /// Reports one file. Called in path order.
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
