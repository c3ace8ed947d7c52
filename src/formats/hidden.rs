//! Text that is not shown, read where it stands: a name of which some letters are shown and others
//! are not is found in such a reading alone.
//!
//! The reading is a second one: each piece of it knows where it stands in the first.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use super::textmap::TextMap;
use crate::model::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where text that is not shown stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// The text that is shown around it.
    pub(crate) around: usize,
    /// The offset in that text.
    pub(crate) at: usize,
    /// The text in which it is read by itself.
    pub(crate) within: usize,
    /// Where in that one.
    pub(crate) range: Range<usize>,
}

/// A second reading: pieces of texts, each with the number of its text and its range there.
pub(crate) type Reading = TextMap<(usize, Range<usize>)>;

/// Collects what is not shown, while it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Vec<Hidden>);

impl Seen {
    /// Adds a piece; one behind the last in the same place belongs to it.
    pub(crate) fn add(&mut self, hidden: Hidden) {
        if hidden.range.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last)
                if (last.around, last.at, last.within)
                    == (hidden.around, hidden.at, hidden.within)
                    && last.range.end == hidden.range.start =>
            {
                last.range.end = hidden.range.end;
            }
            _ => self.0.push(hidden),
        }
    }

    /// The lines in which something is not shown, with all of it: as one, and with a space wherever
    /// letters that are shown meet those that are not. `texts` are all texts.
    pub(crate) fn readings<'t>(&self, texts: impl Fn(usize) -> &'t str) -> Vec<Reading> {
        let mut by_text: BTreeMap<usize, Vec<&Hidden>> = BTreeMap::new();
        for hidden in &self.0 {
            by_text.entry(hidden.around).or_default().push(hidden);
        }
        let mut out = Vec::new();
        for (around, mut all) in by_text {
            all.sort_by_key(|h| h.at);
            let (mut whole, mut parted) = (Reading::new(), Reading::new());
            let text = texts(around);
            let mut all = all.into_iter().peekable();
            while let Some(first) = all.peek() {
                let line = line_around(text, first.at);
                let mut pieces = Vec::new();
                let mut at = line.start;
                while let Some(hidden) = all.next_if(|h| h.at <= line.end) {
                    pieces.push((around, at..hidden.at, false));
                    pieces.push((hidden.within, hidden.range.clone(), true));
                    at = hidden.at;
                }
                pieces.push((around, at..line.end, false));
                add_line(&pieces, &texts, &mut whole, &mut parted);
            }
            out.extend([whole, parted].into_iter().filter(|map| !map.text().is_empty()));
        }
        out
    }
}

/// Where a span of a reading stands in the first readings.
pub(crate) fn first_of(reading: &Reading, span: Span) -> Vec<(usize, Span)> {
    let there = |(text, range): &(usize, Range<usize>), bytes: Range<usize>| {
        (*text, Span::new(range.start + bytes.start, range.start + bytes.end))
    };
    reading.slices(span).map(|slice| there(slice.source, slice.bytes)).collect()
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let before = bytes.get(..at).and_then(|b| memchr::memrchr(b'\n', b));
    let behind = bytes.get(at..).and_then(|b| memchr::memchr(b'\n', b));
    before.map_or(0, |n| n + 1)..behind.map_or(text.len(), |n| at + n)
}

/// What is between a piece and the one in front of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// Letters that are shown meet letters that are not.
    Glued,
    /// The end of a line that is not shown.
    Line,
}

/// Adds a line to the reading as one and, if anything is glued in it, to the other.
fn add_line<'t>(
    pieces: &[(usize, Range<usize>, bool)],
    texts: impl Fn(usize) -> &'t str,
    whole: &mut Reading,
    parted: &mut Reading,
) {
    let letters = |text: usize, range: &Range<usize>| texts(text).get(range.clone()).unwrap_or("");
    let says = |hides: bool| {
        pieces.iter().any(|(t, r, h)| *h == hides && letters(*t, r).contains(char::is_alphanumeric))
    };
    if !(says(true) && says(false)) {
        return;
    }
    let mut before: Option<(&str, bool)> = None;
    let is_glued = |a: &str, b: &str| {
        a.ends_with(char::is_alphanumeric) && b.starts_with(char::is_alphanumeric)
    };
    let mut gaps = vec![Gap::None; pieces.len()];
    let mut end = None;
    for (gap, (text, range, hides)) in gaps.iter_mut().zip(pieces) {
        let here = letters(*text, range);
        if here.is_empty() {
            continue;
        }
        // Lines that are not shown are lines all the same.
        let line = *hides
            && end.is_some_and(|end| letters(*text, &(end..range.start)).contains('\n'))
            && before.is_some_and(|(_, was)| was);
        if line {
            *gap = Gap::Line;
        } else if before.is_some_and(|(last, was)| was != *hides && is_glued(last, here)) {
            *gap = Gap::Glued;
        }
        before = Some((here, *hides));
        end = if *hides { Some(range.end) } else { None };
    }
    for (map, parts) in [(whole, false), (parted, true)] {
        if parts && !gaps.contains(&Gap::Glued) {
            continue;
        }
        for ((text, range, _), gap) in pieces.iter().zip(&gaps) {
            if *gap == Gap::Line || (parts && *gap == Gap::Glued) {
                map.push_inferred(" ");
            }
            map.push_exact(letters(*text, range), (*text, range.clone()));
        }
        map.push_inferred("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_stands_where_it_is() {
        let texts = ["Van Kwislaer.\nLeeg\nNog Noor", "peBakker x"];
        let mut seen = Seen::default();
        for (at, range) in [(8, 0..1), (8, 1..2), (27, 2..8), (18, 9..10)] {
            seen.add(Hidden { around: 0, at, within: 1, range });
        }
        let told = seen.readings(|n| texts[n]);
        let said: Vec<&str> = told.iter().map(TextMap::text).collect();
        assert_eq!(
            said,
            [
                "Van Kwispelaer.\nLeegx\nNog NoorBakker\n",
                "Van Kwis pe laer.\nLeeg x\nNog Noor Bakker\n"
            ]
        );
        let spans = |start, end| first_of(&told[0], Span::new(start, end));
        assert_eq!(spans(6, 9), [(0, Span::new(6, 8)), (1, Span::new(0, 1))]);
        assert!(Seen::default().readings(|n| texts[n]).is_empty());
    }
}
