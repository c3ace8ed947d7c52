//! Why there is no copy: one sentence that says what to do. Never holds document text.

use super::Lang;
use crate::model::{FormatError, Message};

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
    /// What the tool wrote itself in an earlier run.
    OwnOutput,
    /// A folder without a file that can be handled.
    NothingInFolder,
    /// The ending of the name says one thing, the content another.
    Mislabelled {
        /// What the name says.
        named: String,
        /// What the content is.
        is: String,
    },
    /// The format's reader or cutter said no.
    Format(FormatError),
    /// A limit was met; the text names it.
    Limit(String),
    /// Things at page scale that could not be read.
    Unread(usize),
    /// Things that were to be blanked and could not be.
    NotBlanked(usize),
    /// Questions, while `--ask refuse` was given.
    Questions(usize),
    /// An attachment that could not be handled; its place, and why.
    Attachment(String, Box<Problem>),
    /// The second reader found something.
    Verify(Message),
    /// The copy would overwrite something.
    Exists(String),
    /// The copy would overwrite its source.
    OverSource,
    /// Two files of the run would be written to one place.
    Collision(String),
    /// A fault in the tool itself.
    Panic(String),
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
            Self::UnknownType => "unknown-type",
            Self::OwnOutput => "own-output",
            Self::NothingInFolder => "nothing-in-folder",
            Self::Mislabelled { .. } => "mislabelled",
            Self::Format(FormatError::Encrypted) => "encrypted",
            Self::Format(FormatError::Damaged(_)) => "damaged",
            Self::Format(FormatError::Empty) => "empty",
            Self::Format(FormatError::Limit(_)) | Self::Limit(_) => "limit",
            Self::Format(FormatError::Unsupported(_)) => "unsupported",
            Self::Format(FormatError::NotRemoved(_)) => "not-removed",
            Self::Unread(_) => "unread",
            Self::NotBlanked(_) => "not-blanked",
            Self::Questions(_) => "questions",
            Self::Attachment(..) => "attachment",
            Self::Verify(_) => "verify",
            Self::Exists(_) => "exists",
            Self::OverSource => "over-source",
            Self::Collision(_) => "collision",
            Self::Panic(_) => "panic",
        }
    }

    /// The sentence, without the file's name.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::Missing => "bestaat niet; controleer de naam".into(),
            Self::Io(e) => format!("is niet te lezen of te schrijven ({})", e.kind()),
            Self::Empty | Self::Format(FormatError::Empty) => {
                "is leeg; er valt niets te lakken".into()
            }
            Self::NotAFile => "is geen gewoon bestand".into(),
            Self::Link => "is een koppeling (symlink); die wordt niet gevolgd".into(),
            Self::UnknownType => {
                "dit soort bestand wordt niet behandeld; alleen PDF, DOCX en platte tekst".into()
            }
            Self::OwnOutput => "is al een gelakte kopie of logboek van redact".into(),
            Self::NothingInFolder => {
                "in deze map staat geen bestand dat te lakken is (PDF, DOCX, platte tekst)".into()
            }
            Self::Mislabelled { named, is } => {
                format!(
                    "heet .{named}, maar de inhoud is {is}; geef het de juiste naam of sla het opnieuw op"
                )
            }
            Self::Format(e) => e.to_string(),
            Self::Limit(what) => format!("gaat over een grens: {what}"),
            Self::Unread(n) => format!(
                "{n}× iets op paginaschaal is niet te lezen; geen kopie gemaakt. Bekijk het en kies --unread keep als het mag blijven staan, of --unread blank om het te laten verdwijnen"
            ),
            Self::NotBlanked(n) => {
                format!(
                    "{n}× iets dat niet te lezen is, kon niet leeg worden gemaakt; geen kopie gemaakt"
                )
            }
            Self::Questions(n) => {
                format!("{n} vragen voor een mens, en --ask refuse; geen kopie gemaakt")
            }
            Self::Attachment(place, why) => format!("{place}: {}", why.dutch()),
            Self::Verify(why) => {
                let why = Lang::Nl.say(why);
                format!("de kopie is afgekeurd bij het nalezen: {why}; geen kopie gemaakt")
            }
            Self::Exists(path) => format!("{path} bestaat al; gebruik --force om te overschrijven"),
            Self::OverSource => {
                "de kopie zou het origineel overschrijven; kies met -o een andere map".into()
            }
            Self::Collision(path) => {
                format!("een ander bestand van deze opdracht wordt al als {path} geschreven")
            }
            Self::Panic(at) => format!("fout in redact zelf ({at}); geen kopie gemaakt, meld dit"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Missing => "does not exist; check the name".into(),
            Self::Io(e) => format!("cannot be read or written ({})", e.kind()),
            Self::Empty | Self::Format(FormatError::Empty) => {
                "is empty; there is nothing to redact".into()
            }
            Self::NotAFile => "is not a regular file".into(),
            Self::Link => "is a symbolic link; links are not followed".into(),
            Self::UnknownType => {
                "this kind of file is not handled; only PDF, DOCX and plain text".into()
            }
            Self::OwnOutput => "is a redacted copy or log of redact already".into(),
            Self::NothingInFolder => {
                "this folder holds no file that can be redacted (PDF, DOCX, plain text)".into()
            }
            Self::Mislabelled { named, is } => {
                format!("is called .{named}, but its content is {is}; rename it or save it anew")
            }
            Self::Format(e) => english_format(e),
            Self::Limit(what) => format!("is over a limit: {what}"),
            Self::Unread(n) => format!(
                "{n}× something at page scale could not be read; no copy made. Look at it and choose --unread keep if it may stay, or --unread blank to take it out"
            ),
            Self::NotBlanked(n) => {
                format!("{n}× something unreadable could not be blanked; no copy made")
            }
            Self::Questions(n) => {
                format!("{n} questions for a person, and --ask refuse; no copy made")
            }
            Self::Attachment(place, why) => format!("{place}: {}", why.english()),
            Self::Verify(why) => format!("the copy failed its second reading: {why}; no copy made"),
            Self::Exists(path) => format!("{path} exists; use --force to overwrite"),
            Self::OverSource => {
                "the copy would overwrite its source; choose another folder with -o".into()
            }
            Self::Collision(path) => {
                format!("another file of this run is written to {path} already")
            }
            Self::Panic(at) => {
                format!("a fault in redact itself ({at}); no copy made, please report it")
            }
        }
    }
}

fn english_format(error: &FormatError) -> String {
    match error {
        FormatError::Encrypted => {
            "is locked with a password; save it without one or give --password-file".into()
        }
        FormatError::Damaged(what) => format!(
            "is damaged or cut short ({what}); open it in the program that made it and save it anew"
        ),
        FormatError::Empty => "is empty; there is nothing to redact".into(),
        FormatError::Limit(what) => format!("is over a limit: {what}"),
        FormatError::Unsupported(what) => {
            format!("holds something that cannot be redacted safely: {what}")
        }
        FormatError::NotRemoved(what) => {
            format!("an order to redact could not be carried out in full ({what})")
        }
    }
}
