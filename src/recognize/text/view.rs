//! A normalized text, with a map back to its source.
//!
//! Recognizers never see the raw text: no-break spaces, typographic apostrophes and hyphens,
//! soft hyphens, ligatures, combining accents and words broken across lines are normalized here,
//! once. Every byte maps to the bytes of the source it stands for.

use crate::model::Span;
use crate::recognize::text::escapes;
use crate::recognize::text::letters::{Plain, in_latin_word, is_mark, lookalike, plain_spelling};
use crate::recognize::text::line_break::{is_hyphen, line_break_hyphen};
use crate::recognize::text::note_marks::{MARK, mark_of_a_note, told_mark};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Where a run of the normalized text comes from, up to the next run.
#[derive(Clone, Copy, Debug)]
struct SourceRun {
    /// First byte in the normalized text.
    at: usize,
    /// First byte in the source.
    source: usize,
    /// Bytes of the source that the whole run stands for; 0 if it is a verbatim copy.
    source_len: usize,
}

/// A normalized text of one or more spans of a segment.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    text: String,
    runs: Vec<SourceRun>,
    /// Whether some of it stands in the source in the other direction.
    reversed: bool,
    /// If these are only some spans: where each starts in their joined text, and its span in the
    /// source.
    parts: Vec<(usize, Span)>,
}

/// Bytes that are copied verbatim in any context.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        table[byte] = !matches!(byte as u8, b'-' | b'\r' | b'`' | b'%' | 0x1b | b'0'..=b'9');
        byte += 1;
    }
    table
};

impl View {
    /// Normalizes a whole text.
    pub(crate) fn of(text: &str) -> Self {
        let mut view = Self::default();
        view.read(text);
        view
    }

    /// Normalizes some spans of a text, each on a line of its own.
    pub(crate) fn of_spans(text: &str, parts: &[Span]) -> Self {
        let mut joined = String::new();
        let mut places: Vec<(usize, Span)> = Vec::new();
        for part in parts {
            let Some(piece) = text.get(part.start..part.end) else { continue };
            if let Some((_, last)) = places.last() {
                // A gap of several lines remains one.
                let between = text.get(last.end..part.start).unwrap_or_default();
                let far = between.bytes().filter(|b| *b == b'\n').count() >= 4;
                joined.push_str(if far { "\n\n\n" } else { "\n" });
            }
            places.push((joined.len(), *part));
            joined.push_str(piece);
        }
        let mut view = Self::of(&joined);
        view.parts = places;
        view
    }

    /// The normalized text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether this holds only some spans of the segment, such as a column.
    pub(crate) fn is_partial(&self) -> bool {
        !self.parts.is_empty()
    }

    fn push_verbatim(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        self.runs.push(SourceRun { at: self.text.len(), source, source_len: 0 });
        self.text.push_str(text);
    }

    fn push_replacement(&mut self, text: &str, source: usize, len: usize) {
        if text.is_empty() {
            return;
        }
        // 0 means verbatim, so an inserted character claims at least one byte.
        self.runs.push(SourceRun { at: self.text.len(), source, source_len: len.max(1) });
        self.text.push_str(text);
    }

    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let end = bytes.len();
        let (mut at, mut plain) = (0, 0);
        while at < end {
            if PLAIN[usize::from(bytes[at])] {
                at += 1;
                continue;
            }
            if bytes[at].is_ascii_digit() {
                let mark = mark_of_a_note(bytes, at);
                if mark > 0 {
                    self.push_verbatim(text.get(plain..at).unwrap_or_default(), plain);
                    plain = at + mark;
                }
                at += mark.max(1);
                continue;
            }
            // A combining accent: go back to the letter in front.
            let back = bytes[at] >= 0xcc
                && at > plain
                && bytes[at - 1].is_ascii_alphabetic()
                && text.get(at..end).and_then(|t| t.chars().next()).is_some_and(joins);
            if back {
                at -= 1;
            }
            let rest = text.get(at..end).unwrap_or_default();
            let Some(step) = self.normalize_at(text, plain, at, rest) else {
                // Also past the letter in front, so that the scan only moves forward.
                let chars = rest.chars().take(1 + usize::from(back));
                at += chars.map(char::len_utf8).sum::<usize>().max(1);
                continue;
            };
            at += step;
            plain = at;
        }
        self.push_verbatim(text.get(plain..end).unwrap_or_default(), plain);
    }

    /// Normalizes the start of `rest` if needed; returns how many bytes it consumed.
    fn normalize_at(&mut self, text: &str, plain: usize, at: usize, rest: &str) -> Option<usize> {
        let first = rest.chars().next()?;
        let flush =
            |view: &mut Self| view.push_verbatim(text.get(plain..at).unwrap_or_default(), plain);
        if is_hyphen(first) || first == '\u{ad}' {
            let before = text.get(..at)?.chars().next_back();
            if let Some((keep, step)) = line_break_hyphen(before, first, rest) {
                flush(self);
                if keep {
                    self.push_replacement("-", at, first.len_utf8());
                }
                return Some(step);
            }
        }
        if first == '-' {
            return None;
        }
        if first == '%' || first == '\u{1b}' || first == '\u{9b}' {
            let (plain, step) = escapes::at(text.get(..at)?.chars().next_back(), rest)?;
            flush(self);
            self.push_replacement(&plain, at, step);
            return Some(step);
        }
        if first == MARK {
            let step = told_mark(text.get(..at)?.chars().next_back(), rest);
            if step > 0 {
                flush(self);
                return Some(step);
            }
        }
        if first == '\u{202e}' {
            flush(self);
            return Some(self.push_reversed(at, rest));
        }
        if first == '\r' {
            flush(self);
            let step = if rest.starts_with("\r\n") { 2 } else { 1 };
            self.push_replacement("\n", at, step);
            return Some(step);
        }
        let combining =
            rest.chars().skip(1).take_while(|c| joins(*c)).map(char::len_utf8).sum::<usize>();
        if combining == 0 && plain_spelling(first).is_none() && lookalike(first).is_none() {
            return None;
        }
        if combining > 0 {
            flush(self);
            let step = first.len_utf8() + combining;
            let letter = self.spelled(text, at, first, rest);
            let marked = letter.chars().chain(rest.get(first.len_utf8()..step)?.chars());
            // What does not become one letter with its mark is that letter, struck through or so.
            let bare = |c: &char| !(is_mark(*c) && letter.ends_with(char::is_alphanumeric));
            let composed: String = marked.filter(|c| *c != '\u{34f}').nfc().filter(bare).collect();
            self.push_replacement(&composed.replace('\u{ff}', "ij"), at, step);
            return Some(step);
        }
        let letter = self.spelled(text, at, first, rest);
        if letter.chars().eq([first]) {
            return None;
        }
        flush(self);
        self.push_replacement(&letter, at, first.len_utf8());
        Some(first.len_utf8())
    }

    /// How a character is spelled plainly.
    fn spelled(&self, text: &str, at: usize, c: char, rest: &str) -> String {
        match plain_spelling(c) {
            Some(Plain::Text(text)) => text.to_owned(),
            Some(Plain::Char(c)) => c.to_string(),
            None => {
                let latin = lookalike(c).filter(|_| in_latin_word(text, at, rest));
                latin.unwrap_or(c).to_string()
            }
        }
    }

    /// Reads what a mark of direction turns around, as it is seen; returns how many bytes it takes.
    fn push_reversed(&mut self, at: usize, rest: &str) -> usize {
        let mut open = 0_usize;
        let mut end = rest.len();
        for (i, c) in rest.char_indices() {
            match c {
                '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open += 1,
                '\u{202c}' => open -= 1,
                _ => {}
            }
            if open == 0 || matches!(c, '\n' | '\r' | '\u{2029}') {
                end = if open == 0 { i + c.len_utf8() } else { i };
                break;
            }
        }
        self.reversed = true;
        for (i, c) in rest.get(..end).unwrap_or_default().char_indices().rev() {
            let letter = self.spelled(rest, i, c, rest.get(i..).unwrap_or_default());
            self.push_replacement(&letter, at + i, c.len_utf8());
        }
        end.max('\u{202e}'.len_utf8())
    }

    /// The spans of the source that a span of the normalized text stands for, one per part.
    pub(crate) fn source(&self, span: Span) -> Vec<Span> {
        let Some(joined) = self.joined_span(span) else { return Vec::new() };
        if self.parts.is_empty() {
            return vec![joined];
        }
        let first = self.parts.partition_point(|(at, s)| at + s.len() <= joined.start);
        let mut out = Vec::new();
        for (at, part) in self.parts.iter().skip(first) {
            let start = joined.start.max(*at);
            let end = joined.end.min(at + part.len());
            if *at >= joined.end {
                break;
            }
            if start < end {
                out.push(Span::new(part.start + start - at, part.start + end - at));
            }
        }
        out
    }

    fn joined_span(&self, span: Span) -> Option<Span> {
        if span.is_empty() {
            return None;
        }
        if self.reversed {
            let all = (span.start..span.end).filter_map(|at| self.source_at(at));
            return all.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)));
        }
        let first = self.source_at(span.start)?;
        let last = self.source_at(span.end - 1)?;
        Some(Span::new(first.start, last.end.max(first.start)))
    }

    /// The bytes of the source that this byte stands for.
    fn source_at(&self, at: usize) -> Option<Span> {
        let index = self.runs.partition_point(|r| r.at <= at).checked_sub(1)?;
        let run = self.runs.get(index)?;
        Some(if run.source_len > 0 {
            Span::new(run.source, run.source + run.source_len)
        } else {
            let byte = run.source + (at - run.at);
            Span::new(byte, byte + 1)
        })
    }
}

/// Whether a character is a mark on the letter in front, rather than a letter above it.
fn joins(c: char) -> bool {
    is_combining_mark(c) && !matches!(plain_spelling(c), Some(Plain::Char(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(source: &str, part: &str) -> Vec<String> {
        let view = View::of(source);
        let start = view.text().find(part).expect("part stands in the reading");
        view.source(Span::new(start, start + part.len()))
            .into_iter()
            .map(|s| source[s.start..s.end].to_owned())
            .collect()
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(View::of("J. de Vries").text(), "J. de Vries");
        assert_eq!(back("aan J. de Vries.", "J. de Vries"), ["J. de Vries"]);
    }

    #[test]
    fn broken_words_are_joined_and_double_names_keep_their_hyphen() {
        assert_eq!(back("Jolanda Verhoe-\n  ven komt", "Verhoeven"), ["Verhoe-\n  ven"]);
        assert_eq!(back("Jansen-\nBouwmeester", "Jansen-Bouwmeester"), ["Jansen-\nBouwmeester"]);
        assert_eq!(View::of("Bakker-\nvan Dam").text(), "Bakker-van Dam");
        assert_eq!(View::of("09-12-\n1941").text(), "09-12-1941");
        assert_eq!(View::of("Ver\u{ad}hoeven").text(), "Verhoeven");
        assert_eq!(View::of("bouwmees\u{2010}\r\nter@x.nl").text(), "bouwmeester@x.nl");
    }

    #[test]
    fn spelling_is_undone() {
        assert_eq!(back("in \u{2019}t\u{a0}Veld", "in 't Veld"), ["in \u{2019}t\u{a0}Veld"]);
        assert_eq!(back("O\u{308}zdemir", "\u{d6}zdemir"), ["O\u{308}zdemir"]);
        assert_eq!(back("Gra\u{fb00}", "Graff"), ["Gra\u{fb00}"]);
        assert_eq!(View::of("06\u{2011}22").text(), "06-22");
        assert_eq!(View::of("a\r\nb").text(), "a\nb");
        // Marks after what cannot carry them, and letters that share a lead byte with marks.
        assert_eq!(View::of("-\u{301}a\u{373} \u{301}").text(), "-\u{301}a\u{373} \u{301}");
        assert_eq!(
            back("B\u{332}o\u{20d2}s\u{338}man", "Bosman"),
            ["B\u{332}o\u{20d2}s\u{338}man"]
        );
    }

    #[test]
    fn letters_of_two_alphabets_in_one_word_are_latin() {
        assert_eq!(back("Jan В\u{43e}sman", "Bosman"), ["В\u{43e}sman"]);
        assert_eq!(View::of("Москва а").text(), "Москва а");
    }

    #[test]
    fn the_number_of_a_note_is_no_part_of_a_name() {
        assert_eq!(
            View::of("Jan Bosman3 en Bosman12, Bosman4.").text(),
            "Jan Bosman en Bosman, Bosman."
        );
        assert_eq!(View::of("Bosman\u{2063}a en \u{2063}b").text(), "Bosman en b");
        assert_eq!(back("Jan Bosman3 en", "Jan Bosman"), ["Jan Bosman"]);
        for text in [
            "Bosman2@b.nl",
            "Bosman123",
            "Bosman2.nl",
            "Bos2",
            "COVID19",
            "bosman2",
            "Dorpsstraat2",
        ] {
            assert_eq!(View::of(text).text(), text);
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(back("jan%40bos%2Enl", "jan@bos.nl"), ["jan%40bos%2Enl"]);
        assert_eq!(back("q=Zo%C3%AB%20Bos", "Zoë Bos"), ["Zo%C3%AB%20Bos"]);
        assert_eq!(back("Bos\u{1b}[31mman", "Bosman"), ["Bos\u{1b}[31mman"]);
        assert_eq!(View::of("10%20 van 50%ab").text(), "10%20 van 50%ab");
    }

    #[test]
    fn what_is_turned_around_is_read_as_it_is_seen() {
        let text = "heer \u{202e}namsoB naJ\u{202c} kwam";
        assert_eq!(View::of(text).text(), "heer Jan Bosman kwam");
        assert_eq!(back(text, "Bosman"), ["namsoB"]);
        assert_eq!(back("\u{202e}namsoB\nx", "Bosman"), ["namsoB"]);
    }

    #[test]
    fn strands_come_back_apart() {
        let source = "Jan de    Kop\nVries     Rest";
        let view = View::of_spans(source, &[Span::new(0, 6), Span::new(14, 19)]);
        assert_eq!(view.text(), "Jan de\nVries");
        assert_eq!(view.source(Span::new(0, 12)), [Span::new(0, 6), Span::new(14, 19)]);
        let source = "Jolanda Verhoe-    T 070\nven komt";
        let view = View::of_spans(source, &[Span::new(0, 15), Span::new(25, 33)]);
        assert_eq!(view.text(), "Jolanda Verhoeven komt");
        assert_eq!(view.source(Span::new(8, 17)), [Span::new(8, 15), Span::new(25, 28)]);
    }

    proptest::proptest! {
        #[test]
        fn every_stretch_comes_back_within_bounds(
            text in "[a-zA-Zéï%40\u{202e}\u{202c}\u{43e}\u{ff21}\u{301}\u{ad}\u{a0}\u{2019}ﬁ\u{2010} \r\n-]{0,60}",
            from in 0usize..60, len in 0usize..30,
        ) {
            let view = View::of(&text);
            let start = from.min(view.text().len());
            let end = (start + len).min(view.text().len());
            for span in view.source(Span::new(start, end)) {
                proptest::prop_assert!(span.start <= span.end && span.end <= text.len());
            }
        }
    }
}
