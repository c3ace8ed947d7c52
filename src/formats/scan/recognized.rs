//! Words that a machine read on a page, as text whose parts have a place.

use crate::formats::scan::view::View;
use crate::formats::textmap::TextMap;
use crate::model::{Span, Word};
use kurbo::Point;
use std::collections::BTreeSet;

/// A gap between two words that is a tab, and a gap between two lines that is a blank one, in
/// heights of a line.
const TAB: f64 = 2.0;
const BLANK: f64 = 1.6;
/// A gap that may be no space, in heights of a line.
const SPLIT: f64 = 0.6;
/// How far a box reaches beyond the words, in heights of a line.
const AROUND: f64 = 0.14;
/// Least height of a box, in heights of a line.
const LEAST: f64 = 0.8;
/// Boxes are so many heights wide, or a multiple: how wide the text was is not told.
const STEP: f64 = 6.0;
/// How far the box of a code reaches beyond it, in inches.
const CODE: f64 = 0.02;
/// What is left free to the next word, in heights of a line.
const FREE: f64 = 0.2;

/// How sure the machine must be of a word for it to stand in a text layer.
const SURE: u8 = 50;

/// What was read on one page.
pub(crate) struct Recognized {
    view: View,
    words: Vec<Word>,
    map: TextMap<usize>,
    /// Height of a usual line, in samples.
    height: f64,
    /// Whether it is a code, whose box is as wide as that: it tells nothing.
    code: bool,
}

/// The area of some words of one line.
pub(crate) struct WordBox {
    /// On the page, counterclockwise from the start of the line at its bottom.
    pub(crate) quad: [Point; 4],
    /// Whether there was room to hide how wide the words are.
    pub(crate) widened: bool,
}

/// A word of a text layer.
pub(crate) struct LayerWord {
    pub(crate) text: String,
    /// On the page, counterclockwise from the start of the line at its bottom: what it covers, and the same
    /// with the height of its line.
    pub(crate) area: [Point; 4],
    pub(crate) line: [Point; 4],
}

fn wide(word: &Word) -> f64 {
    let [left, _, right, _] = word.area;
    f64::from(right.saturating_sub(left))
}

fn high(word: &Word) -> f64 {
    let [_, top, _, bottom] = word.area;
    f64::from(bottom.saturating_sub(top))
}

impl Recognized {
    /// Words in the order of the machine, as they stand in this view of a page.
    pub(crate) fn new(view: View, words: Vec<Word>) -> Self {
        let mut heights: Vec<f64> =
            words.iter().filter(|w| w.text.chars().count() > 2).map(high).collect();
        heights.sort_by(f64::total_cmp);
        let height = heights.get(heights.len() / 2).copied().unwrap_or(view.dpi / 8.0).max(1.0);
        let mut map = TextMap::new();
        let mut before: Option<&Word> = None;
        for (number, word) in words.iter().enumerate() {
            if let Some(before) = before {
                map.push_inferred(between(before, word, height));
            }
            map.push_whole(&word.text, number);
            before = Some(word);
        }
        Self { view, words, map, height, code: false }
    }

    /// A code in this area, which goes as a whole.
    pub(crate) fn of_code(view: View, text: String, area: [u32; 4]) -> Self {
        let word = Word { text, area, confidence: 100, line: [0; 3] };
        Self { code: true, ..Self::new(view, vec![word]) }
    }

    pub(crate) fn text(&self) -> &str {
        self.map.text()
    }

    /// The boxes that cover a stretch of the text, one for each line, and whether they cover more.
    /// `taken` are areas, in samples, that boxes have already; those of the new ones are added.
    pub(crate) fn boxes(&self, span: Span, taken: &mut Vec<[f64; 4]>) -> (Vec<WordBox>, bool) {
        let mut wider = false;
        let mut numbers: Vec<usize> = Vec::new();
        for slice in self.map.slices(span) {
            numbers.push(*slice.source);
            wider |= slice.wider;
        }
        let cut: Vec<&Word> = numbers.iter().filter_map(|n| self.words.get(*n)).collect();
        let mut out = Vec::new();
        for line in cut.chunk_by(|a, b| a.line == b.line && a.area[0] < b.area[2]) {
            let Some(tight) = line.iter().map(|w| w.area.map(f64::from)).reduce(union) else {
                continue;
            };
            let (area, widened) = self.padded(tight, taken);
            taken.push(area);
            out.push(WordBox { quad: self.view.on_page(area), widened });
        }
        (out, wider)
    }

    /// The words that the machine was sure of, as they may stand in a text layer, but for those that these
    /// stretches of the text touch.
    pub(crate) fn layer(&self, gone: &[Span]) -> Vec<LayerWord> {
        if self.code {
            return Vec::new();
        }
        let cut: BTreeSet<usize> =
            gone.iter().flat_map(|span| self.map.slices(*span)).map(|s| *s.source).collect();
        let numbered: Vec<(usize, &Word)> = self.words.iter().enumerate().collect();
        let mut out = Vec::new();
        for line in numbered.chunk_by(|a, b| a.1.line == b.1.line) {
            let areas = line.iter().map(|(_, word)| word.area.map(f64::from));
            let Some([_, top, _, bottom]) = areas.reduce(union) else { continue };
            for (number, word) in line {
                if cut.contains(number) || word.confidence < SURE {
                    continue;
                }
                let [left, high, right, low] = word.area.map(f64::from);
                out.push(LayerWord {
                    text: word.text.clone(),
                    area: self.view.on_page([left, high, right, low]),
                    line: self.view.on_page([left, top, right, bottom]),
                });
            }
        }
        out
    }

    /// An area with some room around it, as wide as the next step if there is room for that.
    fn padded(&self, tight: [f64; 4], taken: &[[f64; 4]]) -> ([f64; 4], bool) {
        let [left, top, right, bottom] = tight;
        let (width, height) = (f64::from(self.view.width), f64::from(self.view.height));
        if self.code {
            let around = CODE * self.view.dpi;
            let low = |at: f64| (at - around).max(0.0);
            let area =
                [low(left), low(top), (right + around).min(width), (bottom + around).min(height)];
            return (area, true);
        }
        let line = (bottom - top).clamp(0.6 * self.height, 3.0 * self.height);
        let up = (AROUND * line).max((LEAST * self.height - (bottom - top)) / 2.0);
        let (top, bottom) = (top - up, bottom + up);
        let (from, to) = self.room([left, top, right, bottom], taken);
        let around = AROUND * line;
        let (left, right) =
            ((left - around).max(from.min(left)), (right + around).min(to.max(right)));
        let step = STEP * line;
        let wanted = ((right - left) / step).ceil() * step;
        let right = (left + wanted).min(to.max(right));
        let left = (right - wanted).max(from.min(left));
        let area = [left.max(0.0), top.max(0.0), right.min(width), bottom.min(height)];
        (area, right - left >= wanted - 0.5)
    }

    /// From where to where a line is free around an area.
    fn room(&self, [left, top, right, bottom]: [f64; 4], taken: &[[f64; 4]]) -> (f64, f64) {
        let free = FREE * self.height;
        let all = self.words.iter().map(|w| w.area.map(f64::from)).chain(taken.iter().copied());
        let beside = all.filter(|[_, t, _, b]| {
            let shared = b.min(bottom) - t.max(top);
            shared > 0.25 * (b - t).min(bottom - top)
        });
        let mut room = (0.0_f64, f64::from(self.view.width));
        for [l, _, r, _] in beside {
            if l >= right - 1.0 {
                room.1 = room.1.min(l - free);
            } else if r <= left + 1.0 {
                room.0 = room.0.max(r + free);
            }
        }
        room
    }
}

fn union(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Whether two pieces are one mail address that the machine took apart at a dot.
fn is_one_address(before: &str, after: &str) -> bool {
    let goes_on = after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '.');
    let local = before.ends_with(['.', '_', '-']) && after.contains('@');
    let domain = before.contains('@') && (before.ends_with('.') || after.starts_with('.'));
    goes_on && (local || domain)
}

/// What stands between two words that follow each other.
fn between(before: &Word, word: &Word, height: f64) -> &'static str {
    let [_, _, end, low] = before.area.map(f64::from);
    let [start, top, ..] = word.area.map(f64::from);
    if before.line == word.line {
        if start - end < SPLIT * height && is_one_address(&before.text, &word.text) {
            return "";
        }
        let letter = (wide(before) / before.text.chars().count().max(1) as f64).max(height / 2.0);
        return if start - end > TAB * letter.max(height) { "\t" } else { " " };
    }
    let block = before.line[0] != word.line[0];
    if block || top - low > BLANK * height { "\n\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Rect;

    fn word(text: &str, left: u32, top: u32, line: u32) -> Word {
        let right = left + 12 * text.len() as u32;
        Word {
            text: text.into(),
            area: [left, top, right, top + 20],
            confidence: 90,
            line: [1, 1, line],
        }
    }

    fn page(words: Vec<Word>) -> Recognized {
        let view = View::of(Rect::new(0.0, 0.0, 300.0, 200.0), 0, 0.0, 144.0).expect("small");
        Recognized::new(view, words)
    }

    #[test]
    fn lines_cells_and_blocks_are_told_apart() {
        let page = page(vec![
            word("Naam", 20, 20, 1),
            word("Jan", 200, 20, 1),
            word("Bos", 240, 20, 1),
            word("Plaats", 20, 46, 2),
            word("Einde", 20, 150, 3),
        ]);
        assert_eq!(page.text(), "Naam\tJan Bos\nPlaats\n\nEinde");
    }

    #[test]
    fn a_box_covers_its_words_and_no_others_and_hides_their_width() {
        let page = page(vec![
            word("De", 20, 100, 1),
            word("Jan", 80, 100, 1),
            word("Bos", 120, 100, 1),
            word("zei", 360, 100, 1),
        ]);
        let at = page.text().find("Jan").expect("there");
        let (boxes, wider) = page.boxes(Span::new(at, at + 7), &mut Vec::new());
        let [one] = boxes.as_slice() else { panic!("one line") };
        let (left, right) = (one.quad[0].x * 2.0, one.quad[1].x * 2.0);
        assert!(!wider && one.widened);
        assert!(left < 80.0 && left > 44.0 && right > 156.0 && right < 360.0, "{left} {right}");
        assert!((right - left - 120.0).abs() < 0.1, "{left} {right}");
        let (boxes, wider) = page.boxes(Span::new(at + 1, at + 2), &mut Vec::new());
        assert!(wider && boxes.len() == 1);
        // A word on each side leaves no room: the box stays between them.
        let tight = vec![word("De", 20, 100, 1), word("Jan", 50, 100, 1), word("zei", 92, 100, 1)];
        let tight = super::tests::page(tight);
        let (boxes, _) = tight.boxes(Span::new(3, 6), &mut Vec::new());
        assert!(!boxes[0].widened && boxes[0].quad[1].x <= 46.0);
    }

    #[test]
    fn an_address_that_was_taken_apart_is_one() {
        let read = |one: &str, two: &str, gap: u32| {
            let end = 20 + 12 * one.len() as u32;
            page(vec![word(one, 20, 100, 1), word(two, end + gap, 100, 1)]).text().to_owned()
        };
        assert_eq!(read("jan.", "bos@vlierdam.nl", 6), "jan.bos@vlierdam.nl");
        assert_eq!(read("jan.bos@vlierdam.", "nl", 6), "jan.bos@vlierdam.nl");
        assert_eq!(read("bijlage.", "Bos@vlierdam.nl", 6), "bijlage. Bos@vlierdam.nl");
        assert_eq!(read("jan.", "bos@vlierdam.nl", 14), "jan. bos@vlierdam.nl");
        assert_eq!(read("jan.", "bos", 6), "jan. bos");
    }

    #[test]
    fn a_stretch_over_two_lines_has_two_boxes() {
        let page = page(vec![word("Jan", 500, 100, 1), word("Bos", 20, 126, 2)]);
        assert_eq!(page.boxes(Span::new(0, 7), &mut Vec::new()).0.len(), 2);
    }
}
