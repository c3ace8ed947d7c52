//! What of a file could not be read.

use super::place::Place;
use super::{Message, message};
use serde::{Deserialize, Serialize};

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
