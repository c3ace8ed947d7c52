//! Why there is no copy: one sentence that says what to do. Never holds document text.

use super::{Lang, io_message};
use crate::model::{ConvertError, FormatError, Message, Place, message};
use std::fmt;

/// Why a file was skipped, refused or failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// There is no such file.
    Missing,
    /// The operating system said no.
    Io(std::io::Error),
    /// Nothing in it.
    Empty,
    /// Not a regular file: a device, a pipe, a socket.
    NotAFile,
    /// A symbolic link within a folder; links are not followed.
    Link,
    /// A kind of file that is not handled.
    UnknownType,
    /// A kind of file that is not handled, and what to do with it.
    Foreign(Message),
    /// What a system or an office program leaves in a folder.
    Junk,
    /// What the tool wrote itself in an earlier run.
    OwnOutput,
    /// A folder without a file that can be handled.
    NothingInFolder,
    /// The ending of the name says one thing, the content another.
    Mislabelled {
        /// What the name says.
        named: String,
        /// What the content is.
        is: Message,
    },
    /// It was not turned into a kind that is read.
    Convert(ConvertError),
    /// The format's reader or cutter said no.
    Format(FormatError),
    /// A limit was met; the message names it.
    Limit(Message),
    /// Things at page scale that could not be read.
    Unread(usize),
    /// The same, some of them pictures, where nothing reads pictures.
    UnreadScan(usize),
    /// Things that were to be blanked and could not be.
    NotBlanked(usize),
    /// Questions, while `--ask refuse` was given.
    Questions(usize),
    /// An attachment that could not be handled; its place, and why.
    Attachment(Place, Box<Problem>),
    /// The second reader found something.
    Verify(Message),
    /// The copy would overwrite something.
    Exists(String),
    /// The copy would overwrite its source.
    OverSource,
    /// Two files of the run would be written to one place.
    Collision(String),
    /// It is not the file or folder any more that it was when the run began.
    Changed,
    /// There is no record of it, so there is no copy either.
    Log(std::io::Error),
    /// What handled it came to an end: too much memory or time, or a fault.
    Died,
    /// As a process of its own told it: a word for logs, and the sentence.
    Told(&'static str, Message),
    /// A fault in the tool itself.
    Panic(Message),
}

impl fmt::Display for Problem {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(cause) | Self::Log(cause) => Some(cause),
            Self::Format(cause) => Some(cause),
            Self::Convert(cause) => Some(cause),
            Self::Attachment(_, cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

impl Problem {
    /// A stable word for logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Io(_) => "io",
            Self::Empty => "empty",
            Self::NotAFile => "not-a-file",
            Self::Link => "link",
            Self::UnknownType | Self::Foreign(_) => "unknown-type",
            Self::Junk => "system-file",
            Self::OwnOutput => "own-output",
            Self::NothingInFolder => "nothing-in-folder",
            Self::Mislabelled { .. } => "mislabelled",
            Self::Convert(_) => "not-converted",
            Self::Format(FormatError::Encrypted) => "encrypted",
            Self::Format(FormatError::Damaged(..)) => "damaged",
            Self::Format(FormatError::Empty) => "empty",
            Self::Format(FormatError::Limit(_)) | Self::Limit(_) => "limit",
            Self::Format(FormatError::Unsupported(_)) => "unsupported",
            Self::Format(FormatError::NotRemoved(..)) => "not-removed",
            Self::Unread(_) | Self::UnreadScan(_) => "unread",
            Self::NotBlanked(_) => "not-blanked",
            Self::Questions(_) => "questions",
            Self::Attachment(..) => "attachment",
            Self::Verify(_) => "verify",
            Self::Exists(_) => "exists",
            Self::OverSource => "over-source",
            Self::Collision(_) => "collision",
            Self::Changed => "changed",
            Self::Log(_) => "log",
            Self::Died => "died",
            Self::Told(code, _) => code,
            Self::Panic(_) => "panic",
        }
    }

    /// Whether a file that was skipped for this may hold anything, for nobody has looked.
    pub fn is_unseen(&self) -> bool {
        !matches!(self, Self::Junk | Self::OwnOutput)
    }

    /// The sentence, without the file's name, in the user's language.
    pub fn say(&self, lang: Lang) -> String {
        lang.say(&self.message())
    }

    /// The sentence, without the file's name.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("does not exist; check the name"),
            Self::Io(e) => message!("cannot be read or written ({0})", io_message(e)),
            Self::Empty | Self::Format(FormatError::Empty) => {
                message!("is empty; there is nothing to redact")
            }
            Self::NotAFile => message!("is not a regular file"),
            Self::Link => message!("is a symbolic link; links are not followed"),
            Self::UnknownType => {
                message!(
                    "this kind of file is not handled; only PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, mail, calendars, address cards, web pages, XML, JSON and plain text"
                )
            }
            Self::Foreign(what) => message!("is not handled: {0}", what),
            Self::Junk => {
                message!("is left there by the system or an office program; it holds no document")
            }
            Self::OwnOutput => message!("is a redacted copy or log of redact already"),
            Self::NothingInFolder => {
                message!(
                    "this folder holds no file that can be redacted (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, mail, calendars, address cards, web pages, XML, JSON, pictures, plain text)"
                )
            }
            Self::Mislabelled { named, is } => message!(
                "is called .{0}, but its content is {1}; rename it or save it again",
                named,
                is
            ),
            Self::Convert(e) => e.message(),
            Self::Format(e) => e.message(),
            Self::Limit(what) => message!("is over a limit: {0}", what),
            Self::Unread(n) => message!(
                "{0}× something at page scale could not be read; no copy made. Look at it and choose --unread keep if it may stay, or --unread blank to take it out; --unread-in does so for single pages",
                *n
            ),
            Self::UnreadScan(n) => message!(
                "{0}× something at page scale could not be read; no copy made. Scans are read when Tesseract is installed (redact doctor tells how). Or look at it and choose --unread keep if it may stay, or --unread blank to take it out; --unread-in does so for single pages",
                *n
            ),
            Self::NotBlanked(n) => {
                message!("{0}× something unreadable could not be blanked; no copy made", *n)
            }
            Self::Questions(n) => {
                message!("{0} questions for a person, and --ask refuse; no copy made", *n)
            }
            Self::Attachment(place, why) => message!("{0}: {1}", place, why.message()),
            Self::Verify(why) => {
                message!("the copy failed its second reading: {0}; no copy made", why)
            }
            Self::Exists(path) => message!("{0} exists already; use --force to overwrite", path),
            Self::OverSource => {
                message!("the copy would overwrite its source; choose another folder with -o")
            }
            Self::Collision(path) => {
                message!("another file of this run is written to {0} already", path)
            }
            Self::Changed => {
                message!("became another file or folder during the run; no copy made")
            }
            Self::Log(e) => {
                message!("no copy made, because the log cannot be written ({0})", io_message(e))
            }
            Self::Died => message!(
                "takes too much memory or time; no copy made. Save it again in the program that made it, or split it"
            ),
            Self::Told(_, said) => said.clone(),
            Self::Panic(at) => {
                message!("a fault in redact itself ({0}); no copy made, please report it", at)
            }
        }
    }
}
