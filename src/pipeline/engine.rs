//! Everything that handling a file takes, shared by all threads of a run.

use super::unread_rule::{UnreadException, UnreadRule};
use crate::model::{Limits, OpenOptions, Scale, Treatment};
use crate::policy::{Policy, UnreadMode};
use crate::recognize::{Detector, Memory};
use crate::report::Mode;
use crate::verify::Census;

/// What happens to findings that no rule decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AskMode {
    /// They are hidden in the copy and listed for a person.
    #[default]
    Redact,
    /// They stay in the copy and are listed for a person.
    Keep,
    /// A file that has one gets no copy.
    Refuse,
}

/// How files are handled in this run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What happens to questions.
    pub ask: AskMode,
    /// What happens to files that could not be read completely.
    pub unread: UnreadMode,
    /// The same for single files.
    pub unread_in: Vec<UnreadException>,
    /// How files are opened.
    pub open: OpenOptions,
    /// How copies are made.
    pub treatment: Treatment,
    /// Whether found text is passed to the reporter.
    pub show: bool,
    /// Whether the detector looks for lists alone, so that no file teaches anything about others.
    pub only_lists: bool,
}

/// All that is needed to handle a file; shared by all threads.
pub struct Engine {
    /// What finds personal data.
    pub detector: Detector,
    /// What decides about it.
    pub policy: Policy,
    /// How files are handled.
    pub settings: Settings,
    /// The entries of the list of what must go. The second reader searches for them whether or not
    /// the first has found them. `None` without such a list.
    pub listed: Option<Census>,
}

impl Engine {
    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.settings.open.limits
    }
}

/// What a file is handled for, and with what.
#[derive(Clone, Copy)]
pub struct FileRun<'a> {
    /// The people of the dossier.
    pub memory: &'a Memory,
    /// What the run is for.
    pub mode: Mode,
    /// How many threads may work on the file; 0 counts as 1.
    pub threads: usize,
    /// What happens to what cannot be read in it.
    pub unread: UnreadRule<'a>,
    /// For a picture on a page of another file: how much hides in writing there that is not read.
    pub illustrates: Option<Scale>,
}
