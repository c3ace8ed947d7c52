//! A line, and where its letters stand in the first reading.

use crate::formats::textmap::TextMap;
use std::ops::Range;

/// What a stretch of text stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The letters.
    pub(super) letters: String,
    /// How many bytes stand for them.
    pub(super) length: usize,
    /// Whether the letters were not to be seen before.
    pub(super) hides: bool,
}

/// The start of a text, of at most so many bytes.
pub(super) fn front(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or_default()
}

/// A line in one of its layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text.
    pub(super) text: String,
    /// Where each character begins in the text, and where it stands in the first reading. Nothing
    /// stands there for what was put in.
    letters: Vec<(usize, Range<usize>)>,
}

impl Line {
    /// A line that stands there from this offset on.
    pub(super) fn first(text: &str, start: usize) -> Self {
        let of = |(at, c): (usize, char)| (at, start + at..start + at + c.len_utf8());
        Self { text: text.to_owned(), letters: text.char_indices().map(of).collect() }
    }

    /// Where a range of the text stands in the first reading; empty if it was put in.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let from = self.letters.partition_point(|(at, _)| *at < range.start);
        let within = self.letters.get(from..).unwrap_or_default();
        let mut all =
            within.iter().take_while(|(at, _)| *at < range.end).filter(|(_, s)| !s.is_empty());
        let Some((_, first)) = all.next() else { return 0..0 };
        let (start, end) = (first.start, first.end);
        all.fold(start..end, |sum, (_, s)| sum.start.min(s.start)..sum.end.max(s.end))
    }

    /// Adds a character that stands there.
    pub(super) fn push(&mut self, c: char, source: Range<usize>) {
        self.letters.push((self.text.len(), source));
        self.text.push(c);
    }

    /// Adds a range of another layer as it is.
    pub(super) fn copy(&mut self, other: &Self, range: Range<usize>) {
        let from = other.letters.partition_point(|(at, _)| *at < range.start);
        let piece = other.text.get(range.clone()).unwrap_or_default();
        for (c, (_, source)) in piece.chars().zip(other.letters.iter().skip(from)) {
            self.push(c, source.clone());
        }
    }

    /// Adds the line to a text.
    pub(super) fn push_to(&self, map: &mut TextMap<Range<usize>>) {
        let mut rest = self.letters.as_slice();
        let mut chars = self.text.chars();
        while let Some((_, source)) = rest.first() {
            // Characters that stand for the same stretch go together.
            let same = rest.iter().take_while(|(_, s)| s == source).count();
            let piece: String = chars.by_ref().take(same).collect();
            rest = rest.get(same..).unwrap_or_default();
            if source.is_empty() {
                map.push_inferred(&piece);
            } else {
                map.push_whole(&piece, source.clone());
            }
        }
    }
}
