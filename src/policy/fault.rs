//! What is wrong with a policy file, and where.

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
    pub message: String,
}

impl Fault {
    /// A fault at a byte range of the text.
    pub(super) fn at(text: &str, span: &Range<usize>, message: impl Into<String>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message: message.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// There is no such policy, or the file cannot be read.
    #[error("beleid '{source_name}' is niet te lezen; kies woo, uitgaand of een bestaand bestand")]
    Unreadable {
        /// Name or path as given.
        source_name: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// It is not valid; all faults, in order of place.
    #[error("beleid '{source_name}' is niet geldig:{}", list(faults, source_name))]
    Faulty {
        /// Name or path as given.
        source_name: String,
        /// The faults.
        faults: Vec<Fault>,
    },
}

fn list(faults: &[Fault], source_name: &str) -> String {
    faults.iter().map(|f| format!("\n  {source_name}:{f}")).collect()
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
        let f = Fault::at("a\né = x", &(5..6), "fout");
        assert_eq!((f.line, f.column), (2, 3));
    }

    #[test]
    fn the_nearest_word_is_offered() {
        let known = ["ambtenaar", "burger"];
        assert_eq!(nearest("ambtenar", known.into_iter()), Some("ambtenaar"));
        assert_eq!(nearest("zzz", known.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
