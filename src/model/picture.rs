//! Pictures that a machine may read, and what it reads there. Who reads them is nobody's concern
//! below `cli`: formats and the second reader know the trait alone.

use super::{Message, message};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A picture in shades of gray: rows from top to bottom, 0 is black.
#[derive(Clone)]
pub struct Picture {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// How many columns make an inch on paper.
    pub dpi: u32,
    /// One byte for each sample.
    pub shades: Vec<u8>,
}

impl Picture {
    /// Most samples of a picture that is handed to a machine.
    pub const MOST: u64 = 80_000_000;

    /// A picture, if its samples are as many as it has columns and rows, and not too many.
    pub fn new(width: u32, height: u32, dpi: u32, shades: Vec<u8>) -> Option<Self> {
        let count = u64::from(width) * u64::from(height);
        let sound = count > 0 && count <= Self::MOST && shades.len() as u64 == count;
        sound.then_some(Self { width, height, dpi, shades })
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// How a picture is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Look {
    /// A page that stands upright.
    Page,
    /// Lines of text below each other.
    Lines,
    /// Words anywhere.
    Scattered,
}

/// A word that a machine read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// What it reads there, without white space.
    pub text: String,
    /// Left, top, right and bottom, in samples.
    pub area: [u32; 4],
    /// How sure it is, from 0 to 100.
    pub confidence: u8,
    /// Numbers of its block, its paragraph there and its line there.
    pub line: [u32; 3],
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word({:?}, {} %)", self.area, self.confidence)
    }
}

/// Why a picture was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureError {
    /// The program that reads pictures could not be run.
    NotRun,
    /// It ended without an answer: it crashed, or asked for too much memory.
    Crashed,
    /// It took too long.
    Late,
    /// Its answer makes no sense.
    Garbled,
}

impl PictureError {
    /// A stable word for notes.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotRun => "ocr-not-started",
            Self::Crashed => "ocr-crashed",
            Self::Late => "ocr-late",
            Self::Garbled => "ocr-garbled",
        }
    }

    /// The sentence, for a report to say in the user's language.
    pub fn message(self) -> Message {
        match self {
            Self::NotRun => message!("Tesseract could not be started"),
            Self::Crashed => message!("Tesseract ended without an answer"),
            Self::Late => message!("Tesseract took too long"),
            Self::Garbled => message!("Tesseract gave an answer that makes no sense"),
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for PictureError {}

/// Something that reads pictures.
pub trait PictureReader: Send + Sync + fmt::Debug {
    /// The words in a picture, in reading order.
    ///
    /// # Errors
    /// [`PictureError`] if they could not be read; another picture may be.
    fn read(&self, picture: &Picture, look: Look) -> Result<Vec<Word>, PictureError>;
}
