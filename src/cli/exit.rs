//! Exit codes, and how those of several files merge: the worst wins.

use redact::report::{Mode, Summary};
use std::process::ExitCode;

/// How the run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: done, nothing left for a person but small parts that are told.
    Done,
    /// 1: something is left. For `check`: something to redact or to ask.
    Left,
    /// 2: the tool failed on some file, or refused it.
    Failed,
}

impl Exit {
    /// What a run came to.
    pub(crate) fn of(summary: &Summary, job: Mode) -> Self {
        if summary.failed + summary.refused > 0 {
            return Self::Failed;
        }
        // What was not looked at is never clean.
        let unseen = summary.unknown > 0 && !summary.pass_unknown;
        let to_tell = job == Mode::Check && (summary.redactions() > 0 || unseen);
        if summary.is_left() || to_tell { Self::Left } else { Self::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::Left => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}
