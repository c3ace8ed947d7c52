//! What handling a file leads to.

use super::needles::Left;
use crate::model::{Document, Letter, Note, Place, Unread};
use crate::report::{FindingOutcome, Problem};
use crate::verify::Verified;

/// Deepest nesting of files within files.
pub(super) const MAX_ATTACHMENT_DEPTH: usize = 8;

/// What handling a file led to, before anything is written.
pub struct FileWork {
    /// The format.
    pub format: &'static str,
    /// Pages or parts.
    pub pages: usize,
    /// All findings, weighed; those of attachments after the file's own.
    pub items: Vec<FindingOutcome>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// The messages in it, those in files inside it too.
    pub letters: Vec<Letter>,
    /// The copy, or why there is none.
    pub copy: CopyResult,
}

/// The copy, or why there is none.
pub enum CopyResult {
    /// None was asked for.
    None,
    /// It passed the second reader.
    Made(Verified),
    /// There is none on purpose.
    Refused(Problem),
    /// It could not be made.
    Failed(Problem),
}

/// What a file passes on to the file that contains it.
pub(super) struct NestedWork {
    pub(super) work: FileWork,
    /// Texts that had to go.
    pub(super) needles: Vec<String>,
    /// The text of the copy, as it should be.
    pub(super) left: Left,
}

/// The messages of a document, with the files around it.
pub(super) fn letters_in(document: &dyn Document, within: &[Place]) -> Vec<Letter> {
    let mut letters = document.letters();
    letters.iter_mut().for_each(|l| l.within = [within, &l.within].concat());
    letters
}

/// The same, with the attachments around it in its place.
pub(super) fn inside(unread: &Unread, within: &[Place]) -> Unread {
    Unread { place: unread.place.within(within), ..unread.clone() }
}
