//! What a file is to the rest of the program: text in segments, and a list of what could not be read.

use super::place::Place;
use super::{Letter, Message, Note, PictureReader, Redacted, Redaction, Span, Treatment, message};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

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

/// Why something could not be turned into text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unreadable {
    /// A page or region that is only an image, without text behind it.
    Image,
    /// Letters that are drawn as lines and curves.
    Outlines,
    /// Codes that the font gives no meaning.
    Font,
    /// A stream that does not decode.
    Stream,
    /// Content operators that could not be followed.
    Content,
    /// A part, object or embedded file of a kind that is not known.
    UnknownPart,
    /// A signature, script, macro or other binary that cannot be looked into.
    Opaque,
}

impl Unreadable {
    /// A short name for reports.
    pub fn message(&self) -> Message {
        match self {
            Self::Image => message!("image without text"),
            Self::Outlines => message!("letters drawn as shapes"),
            Self::Font => message!("font without meaning"),
            Self::Stream => message!("data that cannot be unpacked"),
            Self::Content => message!("content that cannot be followed"),
            Self::UnknownPart => message!("unknown part"),
            Self::Opaque => message!("part that cannot be searched"),
        }
    }

    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Outlines => "outlines",
            Self::Font => "font",
            Self::Stream => "stream",
            Self::Content => "content",
            Self::UnknownPart => "unknown-part",
            Self::Opaque => "opaque",
        }
    }
}

/// How much may hide in something unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// A logo or small picture: counted and reported, blocks nothing.
    Small,
    /// A page, a text run, a part: no copy is written unless the user says so.
    Page,
}

/// Something in the file that could not be turned into text, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it is.
    pub place: Place,
    /// Why it could not be read.
    pub why: Unreadable,
    /// How much may hide in it.
    pub scale: Scale,
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

/// Limits on hostile input, set in one place. An error names the limit that was met.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest input file, in bytes.
    pub file_bytes: u64,
    /// Most bytes that unpacking one file may yield in all.
    pub unpacked_bytes: u64,
    /// Most bytes that one stream or part may yield.
    pub part_bytes: u64,
    /// Deepest nesting of objects, forms, elements or files within files.
    pub depth: usize,
    /// Most entries, objects or pages in one file.
    pub entries: usize,
    /// Longest time one file may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            unpacked_bytes: 4 << 30,
            part_bytes: 512 << 20,
            depth: 64,
            entries: 2_000_000,
            time: Duration::from_secs(300),
        }
    }
}

/// How a file is to be opened.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Limits on hostile input.
    pub limits: Limits,
    /// Passwords to try on a locked file, beside the empty one.
    pub passwords: Vec<String>,
    /// Whether macros may be removed instead of refusing the file.
    pub drop_macros: bool,
    /// Whether a copy is to be made, so that a format may keep what it will need for that.
    pub for_copy: bool,
    /// How many threads may work on the file; 0 counts as 1. The result does not depend on it.
    pub threads: usize,
    /// What reads pictures, if there is anything that does.
    pub pictures: Option<Arc<dyn PictureReader>>,
    /// For a picture that is part of a page of something else: how much hides in writing there that is
    /// not read.
    pub illustrates: Option<Scale>,
}

/// What made an error, for who looks further than its sentence.
type Cause = Option<Box<dyn Error + Send + Sync>>;

/// Why a file could not be read or redacted. Never holds document text.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormatError {
    /// The file is locked with a password that was not given.
    Encrypted,
    /// The bytes are not what the format demands.
    Damaged(Message, Cause),
    /// Nothing in it can be worked on.
    Empty,
    /// A limit of [`Limits`] was met; the message names it.
    Limit(Message),
    /// Something in it that this tool does not handle and that may hide text.
    Unsupported(Message),
    /// An order to remove text could not be carried out in full.
    NotRemoved(Message, Cause),
}

impl FormatError {
    /// The bytes are not what the format demands.
    pub fn damaged(what: Message) -> Self {
        Self::Damaged(what, None)
    }

    /// The bytes are not what the format demands, as a library found.
    pub fn damaged_by(what: Message, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Damaged(what, Some(cause.into()))
    }

    /// An order to remove text could not be carried out in full.
    pub fn not_removed(what: Message) -> Self {
        Self::NotRemoved(what, None)
    }

    /// An order to remove text could not be carried out in full, for this cause.
    pub fn not_removed_by(what: Message, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::NotRemoved(what, Some(cause.into()))
    }

    /// The sentence, for a report to say in the user's language.
    pub fn message(&self) -> Message {
        match self {
            Self::Encrypted => message!(
                "the file is locked with a password; save it without one or give --password-file"
            ),
            Self::Damaged(what, _) => message!(
                "the file is damaged or cut short ({0}); open it in the program that made it and save it again",
                what
            ),
            Self::Empty => message!("the file is empty"),
            Self::Limit(what) => message!("the file is over a limit: {0}", what),
            Self::Unsupported(what) => {
                message!("the file holds something that cannot be redacted safely: {0}", what)
            }
            Self::NotRemoved(what, _) => {
                message!("an order to redact could not be carried out in full ({0})", what)
            }
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Error for FormatError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Damaged(_, cause) | Self::NotRemoved(_, cause) => {
                cause.as_deref().map(|c| c as &(dyn Error + 'static))
            }
            _ => None,
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
