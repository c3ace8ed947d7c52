//! The words of reports in Dutch and English.

use super::dutch;
use crate::model::{Message, Place};

/// The language of output for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Nederlands.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The Dutch or the English of two texts.
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }

    /// A message in this language.
    pub fn say(self, message: &Message) -> String {
        match self {
            Self::Nl => message.say(&dutch::template),
            Self::En => message.to_string(),
        }
    }

    /// A place in this language.
    pub fn place(self, place: &Place) -> String {
        self.say(place.message())
    }

    /// A number with its noun: `1 vraag`, `2 vragen`.
    pub fn count(self, n: usize, nl: [&str; 2], en: [&str; 2]) -> String {
        let [one, many] = if self == Self::Nl { nl } else { en };
        format!("{n} {}", if n == 1 { one } else { many })
    }
}

/// A path as it may be printed: on one line, without control characters.
pub fn printable(path: &std::path::Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
