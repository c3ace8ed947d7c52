//! What is wrong with a policy file, and where.

use crate::model::{Message, message};
use std::fmt;
use std::io;
use std::ops::Range;

/// One fault, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: Message,
}

impl Fault {
    /// A fault at a byte range of the text.
    pub(super) fn at(text: &str, span: &Range<usize>, message: Message) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Why a policy cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum PolicyError {
    /// There is no such policy, or the file cannot be read.
    Unreadable {
        /// Name or path as given.
        source_name: String,
        /// Why.
        cause: io::Error,
    },
    /// It is not valid; all faults, in order of place.
    Faulty {
        /// Name or path as given.
        source_name: String,
        /// The faults.
        faults: Vec<Fault>,
    },
}

impl PolicyError {
    /// The sentence, for a report to say in the user's language. What the operating system said is
    /// told apart, by the `source`.
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable { source_name, .. } => message!(
                "policy '{0}' cannot be read; choose woo, uitgaand or an existing file",
                source_name
            ),
            Self::Faulty { source_name, faults } => {
                let head = message!("policy '{0}' is not valid:", source_name);
                faults.iter().fold(head, |all, f| {
                    message!(
                        "{0}\n  {1}:{2}:{3}: {4}",
                        all,
                        source_name,
                        f.line,
                        f.column,
                        &f.message
                    )
                })
            }
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for PolicyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { cause, .. } => Some(cause),
            Self::Faulty { .. } => None,
        }
    }
}

/// What a misspelled word may have been meant as.
pub(super) fn meant<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Message {
    match nearest(word, known.clone()) {
        Some(near) => message!("perhaps '{0}' was meant", near),
        None => message!("possible are: {0}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// The known word nearest to a misspelled one, if one is near.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (distance(word, k), k))
        .filter(|(d, k)| *d <= 2.max(k.len() / 4))
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        for (j, cb) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX - 1);
            let left = if j == 0 { i + 1 } else { row.get(j).copied().unwrap_or(usize::MAX - 1) };
            let cost = diagonal + usize::from(ca != *cb);
            if j == 0
                && let Some(first) = row.first_mut()
            {
                *first = i + 1;
            }
            diagonal = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = cost.min(above + 1).min(left + 1);
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters() {
        let f = Fault::at("a\né = x", &(5..6), message!("line {0}", 1_usize));
        assert_eq!((f.line, f.column), (2, 3));
    }

    #[test]
    fn the_nearest_word_is_offered() {
        let known = ["ambtenaar", "burger"];
        assert_eq!(nearest("ambtenar", known.into_iter()), Some("ambtenaar"));
        assert_eq!(nearest("zzz", known.into_iter()), None);
        // A long word may differ more: one letter in four.
        let long = std::iter::once("burgerservicenummer");
        assert_eq!(nearest("burgerservcnumr", long), Some("burgerservicenummer"));
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
