//! Letters: what stands for them, and to which text they go.

use super::charset;
use super::reader::{Holds, Reader};
use super::stretch::{Source, Stretch};
use super::token::behind_fallback;
use super::vocabulary;
use crate::formats::hidden::Hidden;
use crate::formats::textmap::{Origin, TextMap};
use crate::model::{Place, SegmentKind, message};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn symbol(&mut self, c: char, range: Range<usize>) {
        match c {
            '*' => self.starred = true,
            '~' => self.push("\u{A0}", range),
            '-' => self.push("\u{AD}", range),
            '_' => self.push("\u{2011}", range),
            '\\' | '{' | '}' => self.push(c.encode_utf8(&mut [0; 4]), range),
            '\n' | '\r' => {
                let stretch = self.groups.last().map_or(0, |g| g.stretch);
                self.between(stretch, "\n");
            }
            _ => {}
        }
    }

    /// A character by its number, with what stands there for others.
    pub(super) fn unicode(&mut self, number: i64, range: Range<usize>) -> usize {
        let count = self.groups.last().map_or(1, |g| g.fallback);
        let end = behind_fallback(self.text, range.end, count);
        let at = range.start..end;
        let unit = u32::try_from(if number < 0 { number + 0x1_0000 } else { number });
        let unit = unit.unwrap_or(0xFFFD);
        match (self.high.take(), unit) {
            (Some((high, first)), 0xDC00..=0xDFFF) => {
                let code = 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF);
                let c = char::from_u32(code).unwrap_or('\u{FFFD}');
                self.push(c.encode_utf8(&mut [0; 4]), first.start..end);
            }
            (_, 0xD800..=0xDBFF) => self.high = Some((unit, at)),
            (_, 0xF000..=0xF0FF) => {
                // Letters of a font of symbols.
                let c = char::from_u32(unit - 0xF000).unwrap_or('\u{FFFD}');
                self.push(c.encode_utf8(&mut [0; 4]), at);
            }
            _ => {
                let c = char::from_u32(unit).unwrap_or('\u{FFFD}');
                self.push(c.encode_utf8(&mut [0; 4]), at);
            }
        }
        end
    }

    pub(super) fn letters(&mut self, letters: &str, range: Range<usize>) {
        let page = self.groups.last().map_or(self.page, |g| g.page);
        if letters.is_ascii() && self.bytes.is_empty() {
            return self.exact(letters, range);
        }
        // A byte behind one in digits may be the second half of a letter.
        self.bytes.extend(charset::bytes(letters, range.start));
        if charset::code_page(page).is_none_or(|e| e.is_single_byte()) {
            self.flush();
        }
    }

    pub(super) fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.is_empty() {
            return;
        }
        let page = self.groups.last().map_or(self.page, |g| g.page);
        // Programs show no control characters; lists have some in place of their numbers.
        let letters = charset::letters(&bytes, charset::code_page(page)).into_iter();
        for (c, at) in letters.filter(|(c, _)| !c.is_control()) {
            self.push(c.encode_utf8(&mut [0; 4]), at);
        }
    }

    fn exact(&mut self, letters: &str, at: Range<usize>) {
        let fonts = self.groups.last().is_some_and(|g| g.holds == Holds::Fonts);
        if !(fonts && vocabulary::is_usual_font(letters)) {
            self.put(letters, Source { at, whole: false });
        }
    }

    pub(super) fn push(&mut self, letters: &str, at: Range<usize>) {
        self.out.broken += usize::from(letters == "\u{FFFD}");
        self.put(letters, Source { at, whole: true });
    }

    /// Adds letters to the text that stands here, if it is one.
    fn put(&mut self, letters: &str, source: Source) {
        let (around, hides, holds) =
            self.groups.last().map_or((0, true, Holds::Text), |g| (g.stretch, g.hidden, g.holds));
        if !matches!(holds, Holds::Text | Holds::Fonts) {
            return;
        }
        let origin = if source.whole { Origin::Whole(source) } else { Origin::Exact(source) };
        // Behind the end of the file nothing is shown.
        if !hides {
            if let Some(stretch) = self.out.stretches.get_mut(around) {
                stretch.map.push(letters, origin);
            }
            return;
        }
        let within = self.unseen();
        let at = self.out.stretches.get(around).map_or(0, |s| s.map.text().len());
        let Some(stretch) = self.out.stretches.get_mut(within) else { return };
        let goes_on = self.hidden_at == Some((around, at));
        if !goes_on && !stretch.map.text().is_empty() {
            stretch.map.push_inferred("\n");
        }
        self.hidden_at = Some((around, at));
        let start = stretch.map.text().len();
        stretch.map.push(letters, origin);
        let range = start..stretch.map.text().len();
        if around != within {
            self.hidden.add(Hidden { around, at, within, range });
        }
    }

    /// The stretch of what is not shown.
    fn unseen(&mut self) -> usize {
        let place = Place::new(message!("text that is not shown"));
        let kind = SegmentKind::Hidden;
        let known = self.out.stretches.iter().position(|s| s.kind == kind && s.place == place);
        known.unwrap_or_else(|| {
            self.out.stretches.push(Stretch { kind, place, label: None, map: TextMap::new() });
            self.out.stretches.len() - 1
        })
    }
}
