//! One file, one way: open, find, weigh, redact, verify; and many files at a time.
//!
//! Knows formats through [`crate::model::Format`] alone. What [`crate::verify`] has not passed is
//! never written.

mod again;
mod attachments;
pub mod batch;
mod detect;
mod echo;
pub mod inputs;
mod names;
mod needles;
mod one;
pub mod write;

pub use one::{Copy, Work};

use crate::model::{Format, Limits, OpenOptions, Treatment};
use crate::policy::{Policy, UnreadMode};
use crate::recognize::Detector;
use crate::verify::residue::Census;
use sha2::{Digest, Sha256};

/// What becomes of findings on which no rule decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AskMode {
    /// Hidden in the copy and listed for a person.
    #[default]
    Redact,
    /// Left in the copy and listed for a person.
    Keep,
    /// No copy of a file that has one.
    Refuse,
}

/// What the run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Look only.
    Check,
    /// Make a copy.
    Redact,
}

/// How files are handled in this run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What becomes of questions.
    pub ask: AskMode,
    /// What becomes of files that could not be read in full.
    pub unread: UnreadMode,
    /// How files are opened.
    pub open: OpenOptions,
    /// How copies are made.
    pub treatment: Treatment,
    /// Whether found text is handed to the reporter.
    pub show: bool,
}

/// All that is needed to handle a file; shared by all threads.
pub struct Engine {
    /// What finds.
    pub detector: Detector,
    /// What decides.
    pub policy: Policy,
    /// How files are handled.
    pub settings: Settings,
    /// The entries of the list of what must go, for the second reader: he looks for them whether
    /// or not the first has found them. None when there is no such list.
    pub listed: Option<Census>,
}

impl Engine {
    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.settings.open.limits
    }
}

/// The format that goes by this ending of a file name.
pub(crate) fn by_extension(
    formats: &'static [&'static dyn Format],
    extension: &str,
) -> Option<&'static dyn Format> {
    let lower = extension.to_lowercase();
    formats.iter().copied().find(|f| f.extensions().contains(&lower.as_str()))
}

/// SHA-256 of these bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
