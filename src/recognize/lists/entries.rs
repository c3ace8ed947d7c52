//! The user's own lists. Entries match as whole words, regardless of case, accents, spacing, line
//! breaks and hyphenation. In text recognized from an image, one letter of a long entry may be
//! wrong, missing or extra. Names in scripts from right to left are also found as a page shows them: from
//! left to right.

use crate::model::Span;
use crate::recognize::error::RecognizeError;
use crate::recognize::lists::right_to_left;
use crate::recognize::text::lexicon::fold;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// Entries to look for, compiled.
pub(crate) struct EntryMatcher {
    find: Option<AhoCorasick>,
    /// Long entries of letters only, and an automaton of their halves: if at most one letter is
    /// wrong, one of the halves matches exactly. Pattern `2 i` is the first half of entry `i`.
    long: Vec<String>,
    halves: Option<AhoCorasick>,
}

/// Fewest letters of an entry of which one may be wrong.
const LONG: usize = 9;

/// Longest entry for which the fastest kind of automaton is built, in bytes.
const LONGEST: usize = 2000;

/// What builds an automaton of these in time that grows with their length alone: the fastest kind takes the
/// square of it for a text that repeats itself.
fn kind(entries: &[String]) -> Option<AhoCorasickKind> {
    let long = entries.iter().any(|entry| entry.len() > LONGEST);
    long.then_some(AhoCorasickKind::ContiguousNFA)
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
}

impl EntryMatcher {
    /// Compiles the entries; skips those without letters and digits.
    ///
    /// # Errors
    /// [`RecognizeError::ListTooLarge`].
    pub(crate) fn new(entries: &[String]) -> Result<Self, RecognizeError> {
        let mut keys: Vec<String> =
            entries.iter().map(|e| SqueezedText::of(e).text).filter(|k| !k.is_empty()).collect();
        let shown: Vec<String> = keys.iter().flat_map(|k| right_to_left::as_shown(k)).collect();
        keys.extend(shown);
        if keys.is_empty() {
            return Ok(Self { find: None, long: Vec::new(), halves: None });
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
        Ok(Self { find: Some(find), long, halves })
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.find.is_none()
    }

    /// Spans of `text` that match an entry as whole words; overlapping ones are merged. With
    /// `near`, also those that differ from a long entry by one letter.
    pub(crate) fn find(&self, text: &str, squeezed: &SqueezedText, near: bool) -> Vec<Span> {
        let Some(find) = &self.find else { return Vec::new() };
        let mut out: Vec<Span> = Vec::new();
        let exact = find.find_overlapping_iter(&squeezed.text).map(|m| m.range());
        let nearly = if near { self.nearly(&squeezed.text) } else { Vec::new() };
        for found in exact.chain(nearly) {
            let Some((first, last)) =
                squeezed.back.get(found.start).zip(squeezed.back.get(found.end.saturating_sub(1)))
            else {
                continue;
            };
            let span = Span::new(first.0 as usize, last.1 as usize);
            if is_whole_word(text, span) {
                out.push(span);
            }
        }
        out.sort();
        let mut joined: Vec<Span> = Vec::new();
        for span in out {
            match joined.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        joined
    }
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

fn is_whole_word(text: &str, span: Span) -> bool {
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    let joined =
        |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| in_one_word(a, b));
    !joined(before, inside.chars().next()) && !joined(inside.chars().next_back(), after)
}

/// Whether two adjacent characters belong to one word: letters of the same script, or digits.
/// Scripts without spaces have no word boundaries.
fn in_one_word(a: char, b: char) -> bool {
    let kind = |c: char| match c {
        _ if !c.is_alphanumeric() => 0,
        _ if c.is_numeric() => 1,
        '\0'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => 2,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 3,
        '\u{400}'..='\u{52F}' => 4,
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => 5,
        '\u{600}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => 6,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => 0,
        '\u{2E80}'.. => 0,
        _ => 7,
    };
    kind(a) == kind(b) && kind(a) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[&str], text: &str) -> Vec<String> {
        let entries: Vec<String> = entries.iter().map(|e| (*e).to_owned()).collect();
        let list = EntryMatcher::new(&entries).unwrap();
        list.find(text, &SqueezedText::of(text), false)
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
        let near = |text: &str| list.find(text, &SqueezedText::of(text), true).len();
        for text in
            ["Veld, J.W. in \u{2018}t -", "Ve1d, EJW. in t", "Veld, E.J.W. in t", "Vveld EJW in t"]
        {
            assert_eq!(near(text), 1, "{text}");
        }
        for text in ["Veld, J. in 't", "Bas", "Veld, A.B.W. in 't", "aVeld, E.J.W. in 'ta"] {
            assert_eq!(near(text), 0, "{text}");
        }
        assert!(
            list.find("Veld, J.W. in 't", &SqueezedText::of("Veld, J.W. in 't"), false).is_empty()
        );
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
}
