//! What a file is to the rest of the program: text in segments, and a list of what could not be read.

use super::place::Place;
use super::{
    FormatError, Letter, Note, OpenOptions, Redacted, Redaction, Scale, Span, Treatment, Unread,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a segment is to its reader; policies and recognizers may tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentKind {
    /// Running text: a page, the body of a letter, a plain text file.
    Body,
    /// Page headers and footers.
    Header,
    /// Footnotes and endnotes.
    Note,
    /// Remarks by reviewers: comments, annotations.
    Comment,
    /// Text that stands in for something else: `ActualText`, `Alt`, image descriptions.
    Alternative,
    /// Properties of the file: author, title, custom properties, XMP.
    Metadata,
    /// Form fields, field codes, document variables, data-bound values.
    Field,
    /// Targets of links: `mailto:` addresses, file paths.
    Link,
    /// Names of parts, attachments, layers, destinations, bookmarks.
    Name,
    /// Text that the file holds but does not show: hidden layers, deleted text, scripts.
    Hidden,
}

/// A run of text that belongs together: a page, a footnote, a metadata field.
///
/// Lines and paragraphs are separated by `\n`, table cells by `\t`; such separators may be
/// supplied by the reader and have no bytes in the file.
#[derive(Clone, Debug)]
pub struct Segment {
    /// What the text is to its reader.
    pub kind: SegmentKind,
    /// Where a person finds it.
    pub place: Place,
    /// For a value that has a name of its own, such as a metadata or form field: that name
    /// (`Author`, `dc:creator`, `w:author`). Recognizers use it as a label in front of the text.
    pub label: Option<String>,
    /// Whether the same text stands in an earlier segment too, there in another order: a column
    /// of a table after its rows. What is found here and there is one thing ([`Document::same`]).
    pub again: bool,
    /// Whether a machine read the text from a picture: single letters may be wrong or missing.
    pub recognized: bool,
    /// Whether the text stands in a picture alone: no letter of the file spells it.
    pub pictured: bool,
    /// Whether it stands for a signature, drawn or in a picture; its text is a sign in place of it.
    pub signature: bool,
    /// Whether it is searched for nothing but lists, and for what goes elsewhere: what a program says of
    /// itself names its makers.
    pub of_program: bool,
    /// The text, in UTF-8.
    pub text: String,
}

/// What stands in the text of a segment for a signature.
const SIGNATURE: &str = "\u{270D}";

impl Segment {
    /// A segment without a label.
    pub fn new(kind: SegmentKind, place: Place, text: impl Into<String>) -> Self {
        Self {
            kind,
            place,
            label: None,
            again: false,
            recognized: false,
            pictured: false,
            signature: false,
            of_program: false,
            text: text.into(),
        }
    }

    /// A segment that stands for a signature.
    pub fn of_signature(place: Place) -> Self {
        let stand_in = Self::new(SegmentKind::Body, place, SIGNATURE);
        Self { signature: true, pictured: true, ..stand_in }
    }

    /// The same segment as text that a machine read from a picture.
    #[must_use]
    pub fn from_picture(mut self) -> Self {
        (self.recognized, self.pictured) = (true, true);
        self
    }

    /// The same segment as a second reading of text that stands in an earlier one.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.again = true;
        self
    }

    /// The same segment as what a program, such as a font, says of itself.
    #[must_use]
    pub fn of_program(mut self) -> Self {
        self.of_program = true;
        self
    }

    /// The same segment under a label.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// A file inside the file: an attachment, an embedded workbook.
#[derive(Clone)]
pub struct Child {
    /// Where it sits in the parent, without its name if that may hold personal data.
    pub place: Place,
    /// Its file name as the parent gives it; may hold personal data.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
}

/// What is to become of a child in the copy; same order as [`Document::children`].
#[derive(Clone)]
pub enum ChildFate {
    /// Stays as it is: it was read and nothing in it had to go.
    Keep,
    /// Its redacted bytes stand in its place.
    Replace(Vec<u8>),
    /// The same of a format whose copies are of another: with the ending that its name gets.
    ReplaceAs(Vec<u8>, &'static str),
    /// It is taken out: it could not be read, or the policy drops it.
    Drop,
}

impl ChildFate {
    /// What stands in its place, if anything else does.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Replace(bytes) | Self::ReplaceAs(bytes, _) => Some(bytes),
            Self::Keep | Self::Drop => None,
        }
    }

    /// The ending that its name gets, if its copy is of another format.
    pub fn ending(&self) -> Option<&'static str> {
        match self {
            Self::ReplaceAs(_, ending) => Some(ending),
            Self::Keep | Self::Replace(_) | Self::Drop => None,
        }
    }
}

/// A file format: how its bytes become text, and how text is taken out of them again.
pub trait Format: Sync {
    /// The stable name, as in the audit log: `pdf`, `docx`, `text`.
    fn name(&self) -> &'static str;

    /// File name endings that this format goes by, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether bytes that are not a sound file of this format are still meant to be one, so that
    /// its reader is the one to say what is wrong with them: the start of a damaged package.
    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        let _ = bytes;
        false
    }

    /// Whether bytes that are of no format or of the one called `otherwise` are such a file since
    /// their name says so: the headers of a mail, which a letter may begin with too.
    fn takes_by_name(&self, bytes: &[u8], otherwise: &str) -> bool {
        let _ = (bytes, otherwise);
        false
    }

    /// The name of the format in which copies are written. Differs from [`Format::name`] for a
    /// format that can be read but not written, such as Outlook's own, whose copies are mail. The
    /// second reader of a copy is that of this format.
    fn copy_format(&self) -> &'static str {
        self.name()
    }

    /// The file name extension of a copy, without the dot; `None` for that of the original.
    fn copy_extension(&self) -> Option<&'static str> {
        None
    }

    /// Whether these bytes are such a file, by content. The name is not consulted.
    fn sniff(&self, bytes: &[u8]) -> bool;

    /// Reads a whole file, within limits.
    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError>;
}

/// One file, read and unchanged.
pub trait Document {
    /// All text that could be read, in reading order.
    fn segments(&self) -> &[Segment];

    /// All that is there and could not be read. What a reader skips, it lists.
    fn unread(&self) -> &[Unread];

    /// Files inside this file.
    fn children(&self) -> &[Child] {
        &[]
    }

    /// For a child that is a picture on a page of the file: how much hides in writing there that is not
    /// read. `None` for any other file.
    fn illustrates(&self, child: usize) -> Option<Scale> {
        let _ = child;
        None
    }

    /// Where a person finds this stretch; finer than the segment's own place if the format can tell.
    fn place(&self, segment: usize, span: Span) -> Place {
        let _ = span;
        self.segments().get(segment).map_or_else(|| Place::verbatim("?"), |s| s.place.clone())
    }

    /// For a stretch of a second reading: where the same characters stand in the first.
    fn same(&self, segment: usize, span: Span) -> Vec<(usize, Span)> {
        let _ = (segment, span);
        Vec::new()
    }

    /// The messages in it, but for those in files inside it.
    fn letters(&self) -> Vec<Letter> {
        Vec::new()
    }

    /// Pages, sheets or parts: what progress is counted in.
    fn pages(&self) -> usize {
        1
    }

    /// Remarks for the audit on how the file was opened: repaired, decrypted, signed.
    fn notes(&self) -> Vec<Note> {
        Vec::new()
    }

    /// The file without the redacted text and without what `treatment` drops.
    /// The document stays as it was read. Orders may come in any sequence.
    ///
    /// # Errors
    /// [`FormatError::NotRemoved`] when an order removed nothing or less than it names.
    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError>;
}
