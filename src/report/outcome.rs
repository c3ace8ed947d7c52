//! What became of a file and of each finding in it.

use super::Problem;
use crate::model::{Decision, Finding, Note, Place, Removed, Scale, SegmentKind, Unread, Verdict};
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

/// The found text, for a person at this machine. Made only on request (`--show`); only the
/// terminal takes it. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Excerpt(String);

impl Excerpt {
    /// An excerpt of this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, without line breaks and control characters.
    pub fn reveal(&self) -> String {
        self.0.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Excerpt(..)")
    }
}

/// A finding, weighed, and what was done.
#[derive(Clone, Debug)]
pub struct FindingOutcome {
    /// The claim.
    pub finding: Finding,
    /// Offsets within the segment in code points: first, and one past the last.
    pub codepoints: (usize, usize),
    /// What kind of segment it stands in.
    pub kind: SegmentKind,
    /// Where a person finds it.
    pub place: Place,
    /// The attachments it lies within, outermost first; empty for the file itself.
    pub within: Vec<Place>,
    /// The decision.
    pub verdict: Verdict,
    /// What stands in its place in the copy: `[5.1.2e]`. `None` when it stays.
    pub replacement: Option<String>,
    /// What the format says it did, once it did.
    pub removed: Option<Removed>,
    /// The text, on request.
    pub excerpt: Option<Excerpt>,
}

impl FindingOutcome {
    /// Whether it is out of the copy, by decision or as a question hidden for the time being.
    pub fn is_hidden(&self) -> bool {
        self.replacement.is_some()
    }

    /// Whether a person must decide.
    pub fn is_question(&self) -> bool {
        self.verdict.decision == Decision::Ask
    }

    /// Whom it names: the attachments it lies within, and the number of the person in that document.
    /// `None` for what is no name, or a name that is nobody's in particular.
    pub fn person(&self) -> Option<(&[Place], u32)> {
        Some((self.within.as_slice(), self.finding.person?))
    }

    /// The place, with the attachments around it.
    pub fn whole_place(&self) -> Place {
        self.place.within(&self.within)
    }
}

/// How many questions these findings are: whom a question is about is asked about once.
pub fn questions(items: &[FindingOutcome]) -> usize {
    let asked = || items.iter().filter(|i| i.is_question());
    let people: BTreeSet<_> = asked().filter_map(FindingOutcome::person).collect();
    people.len() + asked().filter(|i| i.person().is_none()).count()
}

/// How it ended.
#[derive(Debug)]
pub enum Outcome {
    /// Looked through; nothing was to be written.
    Checked,
    /// A verified copy was written.
    Written {
        /// Where.
        path: PathBuf,
        /// SHA-256 of the copy, in hex.
        sha256: String,
        /// Whether just this copy stood there already, so that nothing was touched.
        unchanged: bool,
    },
    /// Not a kind of file that the tool handles, or not to be followed.
    Skipped(Problem),
    /// No copy was made, on purpose.
    Refused(Problem),
    /// It could not be done.
    Failed(Problem),
}

impl Outcome {
    /// A stable word for logs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Written { .. } => "written",
            Self::Skipped(_) => "skipped",
            Self::Refused(_) => "refused",
            Self::Failed(_) => "failed",
        }
    }

    /// Why there is no copy.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Skipped(p) | Self::Refused(p) | Self::Failed(p) => Some(p),
            Self::Checked | Self::Written { .. } => None,
        }
    }
}

/// All that is told of one file.
#[derive(Debug)]
pub struct FileOutcome {
    /// The file as the user named it or as the folder holds it.
    pub path: PathBuf,
    /// Its number in this run; stands for the path in the audit.
    pub id: String,
    /// The format's name, once known.
    pub format: Option<&'static str>,
    /// Pages or parts.
    pub pages: usize,
    /// Size of the input in bytes.
    pub bytes: u64,
    /// SHA-256 of the input, in hex; `None` when it could not be read.
    pub sha256: Option<String>,
    /// HMAC-SHA-256 of the input under the key of the run, in hex; `None` without a key.
    pub keyed: Option<String>,
    /// All findings, in order of segment and place; those of attachments after them.
    pub items: Vec<FindingOutcome>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// How it ended.
    pub outcome: Outcome,
}

impl FileOutcome {
    /// A file of which nothing more is known than how it ended.
    pub fn bare(path: PathBuf, id: String, outcome: Outcome) -> Self {
        Self {
            path,
            id,
            format: None,
            pages: 0,
            bytes: 0,
            sha256: None,
            keyed: None,
            items: Vec::new(),
            unread: Vec::new(),
            notes: Vec::new(),
            outcome,
        }
    }

    /// Questions for a person: one for somebody, however many places name them, and one for each
    /// other finding.
    pub fn questions(&self) -> usize {
        questions(&self.items)
    }

    /// Findings that are questions, place by place.
    pub fn asked(&self) -> usize {
        self.items.iter().filter(|i| i.is_question()).count()
    }

    /// Findings that the policy redacts.
    pub fn redactions(&self) -> usize {
        self.items.iter().filter(|i| i.verdict.decision == Decision::Redact).count()
    }

    /// What could not be read and may hide a page's worth.
    pub fn unread_at_page_scale(&self) -> usize {
        self.unread.iter().filter(|u| u.scale == Scale::Page).count()
    }

    /// Whether the name of the file itself may hold personal data.
    pub fn named_after_person(&self) -> bool {
        self.notes.iter().any(|n| n.code == "name-in-file-name")
    }
}
