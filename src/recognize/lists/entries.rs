//! The user's own lists. Entries match as whole words, regardless of case, accents, spacing, line
//! breaks and hyphenation; long ones also where only a change of case sets them apart. In text recognized from an image, one letter of a long entry may be
//! wrong, missing or extra. Names in scripts from right to left are also found as a page shows them: from
//! left to right.

use crate::model::Span;
use crate::recognize::error::RecognizeError;
use crate::recognize::lists::glued::{Stand, is_whole_word, stand};
use crate::recognize::lists::right_to_left;
use crate::recognize::text::lexicon::fold;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// Entries to look for, compiled.
pub(crate) struct EntryMatcher {
    find: Option<AhoCorasick>,
    /// For each pattern whether it is looked for within longer words too.
    in_words: Vec<bool>,
    /// Long entries of letters only, and an automaton of their halves: if at most one letter is
    /// wrong, one of the halves matches exactly. Pattern `2 i` is the first half of entry `i`.
    long: Vec<String>,
    halves: Option<AhoCorasick>,
}

/// Fewest letters of an entry of which one may be wrong.
const LONG: usize = 9;

/// Fewest letters of an entry that is looked for within longer words: of one word, and of several.
const IN_WORDS: (usize, usize) = (8, 6);

/// Longest entry for which the fastest kind of automaton is built, in bytes.
const LONGEST: usize = 2000;

/// What builds an automaton of these in time that grows with their length alone: the fastest kind takes the
/// square of it for a text that repeats itself.
fn kind(entries: &[String]) -> Option<AhoCorasickKind> {
    let long = entries.iter().any(|entry| entry.len() > LONGEST);
    long.then_some(AhoCorasickKind::ContiguousNFA)
}

/// Where the entries of a list stand in a text.
#[derive(Default)]
pub(crate) struct Places {
    /// As words; what overlaps is merged.
    pub(crate) words: Vec<Span>,
    /// Words that are made of an entry as user names are.
    pub(crate) user_names: Vec<Span>,
    /// How many others begin, end or hold a long entry.
    pub(crate) within: usize,
}

/// A text reduced to its letters and digits, folded, with a map to the source.
pub(crate) struct SqueezedText {
    text: String,
    /// For every byte of the reduced text: start and end of its source character, in bytes.
    back: Vec<(u32, u32)>,
}

impl SqueezedText {
    /// Reduces a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut out =
            Self { text: String::with_capacity(text.len()), back: Vec::with_capacity(text.len()) };
        let mut buffer = [0u8; 4];
        for (at, c) in text.char_indices() {
            if !c.is_alphanumeric() && !matches!(c, '@' | '+') {
                continue;
            }
            let end = at + c.len_utf8();
            if c.is_ascii() {
                let (Ok(at), Ok(end)) = (u32::try_from(at), u32::try_from(end)) else { break };
                out.text.push(c.to_ascii_lowercase());
                out.back.push((at, end));
                continue;
            }
            let piece = if right_to_left::is_letter(c) {
                right_to_left::plain(c)
            } else {
                fold(c.encode_utf8(&mut buffer))
            };
            out.text.push_str(&piece);
            let (Ok(at), Ok(end)) = (u32::try_from(at), u32::try_from(end)) else { break };
            out.back.extend(std::iter::repeat_n((at, end), piece.len()));
        }
        out
    }

    /// The bytes of the source that these bytes of the reduced text stand for.
    fn source(&self, range: Range<usize>) -> Option<Span> {
        let first = self.back.get(range.start)?;
        let last = self.back.get(range.end.checked_sub(1)?)?;
        Some(Span::new(first.0 as usize, last.1 as usize))
    }
}

impl EntryMatcher {
    /// Compiles the entries; skips those without letters and digits.
    ///
    /// # Errors
    /// [`RecognizeError::ListTooLarge`].
    pub(crate) fn new(entries: &[String]) -> Result<Self, RecognizeError> {
        let squeezed = entries.iter().map(|e| (SqueezedText::of(e).text, is_long(e)));
        let (mut keys, mut in_words): (Vec<String>, Vec<bool>) =
            squeezed.filter(|(k, _)| !k.is_empty()).unzip();
        let shown: Vec<String> = keys.iter().flat_map(|k| right_to_left::as_shown(k)).collect();
        keys.extend(shown);
        in_words.resize(keys.len(), false);
        if keys.is_empty() {
            return Ok(Self { find: None, in_words, long: Vec::new(), halves: None });
        }
        let find = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(kind(&keys))
            .build(&keys)
            .map_err(RecognizeError::ListTooLarge)?;
        let letters = |k: &String| k.len() >= LONG && k.bytes().all(|b| b.is_ascii_lowercase());
        let long: Vec<String> = keys.into_iter().filter(letters).collect();
        let parts = long.iter().flat_map(|k| <[&str; 2]>::from(k.split_at(k.len() / 2)));
        let halves = AhoCorasick::builder().kind(kind(&long)).build(parts);
        let halves = halves.map_err(RecognizeError::ListTooLarge)?;
        let halves = Some(halves).filter(|_| !long.is_empty());
        Ok(Self { find: Some(find), in_words, long, halves })
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.find.is_none()
    }

    /// Spans of `text` that match an entry as whole words; overlapping ones are merged.
    pub(crate) fn find(&self, text: &str, squeezed: &SqueezedText) -> Vec<Span> {
        let exact = self.exact(squeezed).map(|(span, _)| span);
        merged(exact.filter(|span| is_whole_word(text, *span)).collect())
    }

    /// Where the entries stand in `text`, long ones within longer words too. With `near`, also words
    /// that differ from a long entry by one letter.
    pub(crate) fn places(&self, text: &str, squeezed: &SqueezedText, near: bool) -> Places {
        let mut out = Places::default();
        let mut within = Vec::new();
        for (span, long) in self.exact(squeezed) {
            match stand(text, span, long) {
                Stand::Word => out.words.push(span),
                Stand::UserName(whole) => out.user_names.push(whole),
                Stand::Within if long => within.push(span),
                Stand::Within => {}
            }
        }
        let nearly = if near { self.nearly(&squeezed.text) } else { Vec::new() };
        let nearly = nearly.into_iter().filter_map(|range| squeezed.source(range));
        let exact = merged(std::mem::take(&mut out.words));
        let more = |span: &Span| is_whole_word(text, *span) && !is_beside(text, *span, &exact);
        out.words = nearly.filter(more).collect();
        out.words.extend(exact);
        out.words = merged(std::mem::take(&mut out.words));
        out.user_names = merged(std::mem::take(&mut out.user_names));
        out.user_names.retain(|span| !overlaps(&out.words, *span));
        let free = |span: &Span| !overlaps(&out.words, *span) && !overlaps(&out.user_names, *span);
        out.within = merged(within).iter().filter(|span| free(span)).count();
        out
    }

    /// Every match of an entry, and whether it counts within longer words.
    fn exact(&self, squeezed: &SqueezedText) -> impl Iterator<Item = (Span, bool)> {
        let found = self.find.iter().flat_map(|find| find.find_overlapping_iter(&squeezed.text));
        found.filter_map(|m| {
            let long = self.in_words.get(m.pattern().as_usize()).is_some_and(|long| *long);
            Some((squeezed.source(m.range())?, long))
        })
    }
}

/// Whether an entry is long enough to be looked for within longer words, and has nothing but letters.
fn is_long(entry: &str) -> bool {
    let (one, several) = IN_WORDS;
    let letters = entry.chars().filter(|c| c.is_alphabetic()).count();
    let words = entry.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count();
    letters >= if words > 1 { several } else { one } && !entry.contains(char::is_numeric)
}

/// The same stretches in order, as one where they overlap.
pub(crate) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// Whether this is one of these entries and an initial of what stands beside it.
fn is_beside(text: &str, span: Span, entries: &[Span]) -> bool {
    let letters = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        between.chars().filter(|c| c.is_alphanumeric()).count()
    };
    let from = entries.partition_point(|entry| entry.end <= span.start);
    let entry = entries.get(from).filter(|entry| span.contains(**entry));
    entry.is_some_and(|e| letters(span.start, e.start) + letters(e.end, span.end) <= 1)
}

/// Whether one of these stretches, in order and apart, overlaps this one.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|s| s.end <= span.start);
    spans.get(next).is_some_and(|s| s.overlaps(span))
}

impl EntryMatcher {
    /// Ranges of a reduced text that differ from a long entry by at most one letter.
    fn nearly(&self, text: &str) -> Vec<Range<usize>> {
        let Some(halves) = &self.halves else { return Vec::new() };
        let bytes = text.as_bytes();
        let mut out = Vec::new();
        for found in halves.find_overlapping_iter(text) {
            let pattern = found.pattern().as_usize();
            let Some(key) = self.long.get(pattern / 2) else { continue };
            let (first, second) = key.as_bytes().split_at(key.len() / 2);
            let rest = if pattern % 2 == 0 { second } else { first };
            for length in rest.len() - 1..=rest.len() + 1 {
                let range = if pattern % 2 == 0 {
                    found.start()..found.end() + length
                } else {
                    let Some(start) = found.start().checked_sub(length) else { continue };
                    start..found.end()
                };
                let other = match pattern % 2 {
                    0 => bytes.get(found.end()..range.end),
                    _ => bytes.get(range.start..found.start()),
                };
                if other.is_some_and(|other| within_one_edit(rest, other)) {
                    out.push(range);
                }
            }
        }
        out
    }
}

/// Whether two words differ by at most one letter: replaced, missing or extra.
fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len() - tail <= 1 && b.len() - tail <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[&str], text: &str) -> Vec<String> {
        let entries: Vec<String> = entries.iter().map(|e| (*e).to_owned()).collect();
        let list = EntryMatcher::new(&entries).unwrap();
        list.find(text, &SqueezedText::of(text))
            .into_iter()
            .map(|s| text[s.start..s.end].to_owned())
            .collect()
    }

    #[test]
    fn an_entry_that_repeats_itself_takes_no_square_of_its_length() {
        let long = "a".repeat(300_000);
        assert_eq!(found(&[&long, "Jansen"], "heer Jansen"), ["Jansen"]);
    }

    #[test]
    fn whatever_the_dress() {
        assert_eq!(found(&["José de Vries"], "aan JOSE  DE\nVRIES."), ["JOSE  DE\nVRIES"]);
        assert_eq!(
            found(&["Jansen-Bakker"], "Jansen - Bakker en Jansen Bakker"),
            ["Jansen - Bakker", "Jansen Bakker"]
        );
        assert_eq!(
            found(&["Verhoeven"], "V e r h o e v e n; Ver-\nhoeven"),
            ["V e r h o e v e n", "Ver-\nhoeven"]
        );
    }

    #[test]
    fn one_letter_may_be_misread_in_a_picture_and_only_there() {
        let list = EntryMatcher::new(&["Veld, E.J.W. in 't".to_owned(), "Bos".to_owned()]).unwrap();
        let near = |text: &str| list.places(text, &SqueezedText::of(text), true).words.len();
        for text in
            ["Veld, J.W. in \u{2018}t -", "Ve1d, EJW. in t", "Veld, E.J.W. in t", "Vveld EJW in t"]
        {
            assert_eq!(near(text), 1, "{text}");
        }
        for text in ["Veld, J. in 't", "Bas", "Veld, A.B.W. in 't", "aVeld, E.J.W. in 'ta"] {
            assert_eq!(near(text), 0, "{text}");
        }
        let beside = "cc Veld, E.J.W. in 't c.huisman";
        let words = list.places(beside, &SqueezedText::of(beside), true).words;
        assert_eq!(words, [Span::new(3, 21)]);
        let text = "Veld, J.W. in 't";
        assert!(list.places(text, &SqueezedText::of(text), false).words.is_empty());
    }

    #[test]
    fn names_from_right_to_left_are_found_as_written_and_as_shown() {
        let list = ["فاطمة العلي", "יעל כהן"];
        let shown = |name: &str| name.chars().rev().collect::<String>();
        assert_eq!(found(&list, "aan فَاطِمَة العــلي,"), ["فَاطِمَة العــلي"]);
        for name in list {
            assert_eq!(found(&list, &format!("aan {}.", shown(name))), [shown(name)]);
        }
        assert_eq!(found(&["ליאור"], "ﬥיאורה ﬥיאור"), ["ﬥיאור"]);
        // One sign for two letters, which a page keeps in the order in which they are read.
        assert_eq!(found(&["علاء"], "ﺀﻼﻋ"), ["ﺀﻼﻋ"]);
        assert_eq!(found(&["علاء"], "ءاﻝع ءالع ءلاع").len(), 3);
        assert_eq!(found(&["علي"], "يلعب علياء"), [""; 0]);
    }

    #[test]
    fn whole_words_only() {
        assert_eq!(found(&["Bos"], "Bosch, Bos, Abos"), ["Bos"]);
        assert_eq!(found(&["", "--"], "-- x"), [""; 0]);
        assert_eq!(found(&["Bos"], "Bos2 2Bos _Bos_ BosБ Bosé"), ["Bos", "Bos", "Bos", "Bos"]);
        assert_eq!(found(&["12345"], "BSN12345 123456"), ["12345"]);
        assert_eq!(found(&["Belding", "读者"], "的Belding和 深入读者可以"), ["Belding", "读者"]);
    }

    #[test]
    fn long_entries_are_seen_within_longer_words() {
        let entries = ["Jan Kwispelaer", "Kwispelaer", "Bos"].map(str::to_owned);
        let list = EntryMatcher::new(&entries).unwrap();
        let seen = |text: &str| {
            let places = list.places(text, &SqueezedText::of(text), false);
            (places.words.len(), places.user_names.len(), places.within)
        };
        assert_eq!(seen("de heerJanKwispelaer en KwispelaerDit"), (2, 0, 0));
        assert_eq!(seen("jkwispelaer, Kwispelaers, Kwispelaer"), (1, 1, 1));
        assert_eq!(seen("deBos Boswachter"), (0, 0, 0));
    }
}
