//! Letters that lie under a box, or that an annotation draws on it, and may: those of a stamp, a
//! watermark or another layer of text across a line from which something was removed.
//!
//! The original is read for this, and the texts that must be gone are looked for in it. A letter may
//! stay under a box only if it stood there before, on the very same place, belongs to none of those
//! texts in any order of reading, and is of another line than the one that lost text there.

use super::doubles::Doubles;
use super::glyphs::{self, Glyph};
use super::runs;
use crate::verify::needle::Needle;
use crate::verify::normalize::{fold, squeeze};
use aho_corasick::AhoCorasick;

/// How far a letter may have moved, in points, and its size changed, in parts of it.
const MOVED: f64 = 0.6;
const RESIZED: f64 = 0.05;
/// The band of a line around its baseline, and how far a box may reach beyond its ends, relative to
/// size.
const BELOW: f64 = 0.3;
const ABOVE: f64 = 0.9;
const BEYOND: f64 = 5.0;

/// A line of the original in which a text stands that must be gone.
struct Band {
    line: usize,
    direction: [f64; 2],
    at: [f64; 2],
    from: f64,
    to: f64,
    size: f64,
}

/// A page of the original, and which of its letters must be gone.
pub(super) struct Crossing {
    glyphs: Vec<Glyph>,
    gone: Vec<bool>,
    line_of: Vec<usize>,
    bands: Vec<Band>,
}

impl Crossing {
    /// The letters of a page of the original.
    pub(super) fn new(glyphs: Vec<Glyph>, needles: &[Needle]) -> Option<Self> {
        let lines = runs::lines(&glyphs);
        let mut line_of = vec![usize::MAX; glyphs.len()];
        for (number, line) in lines.iter().enumerate() {
            for glyph in line {
                *line_of.get_mut(*glyph)? = number;
            }
        }
        let texts: Vec<String> =
            needles.iter().map(|n| squeeze(&fold(&n.text))).filter(|t| !t.is_empty()).collect();
        let search = AhoCorasick::new(texts).ok()?;
        let mut gone = vec![false; glyphs.len()];
        let all: Vec<usize> = (0..glyphs.len()).collect();
        let by_run: Vec<usize> = lines.iter().flatten().copied().collect();
        let (once, numbers) = without_doubles(&glyphs);
        let number = |index: &usize| numbers.get(*index).copied();
        let placed_once = glyphs::placed_order(&once).iter().filter_map(number).collect();
        for view in [all, by_run, glyphs::placed_order(&glyphs), placed_once, numbers] {
            mark(&glyphs, &view, &search, &mut gone);
        }
        let band = |(number, line): (usize, &Vec<usize>)| {
            let lost = line.iter().any(|g| gone.get(*g) == Some(&true));
            lost.then(|| Band::of(number, line, &glyphs)).flatten()
        };
        let bands = lines.iter().enumerate().filter_map(band).collect();
        Some(Self { glyphs, gone, line_of, bands })
    }

    /// Whether a letter of the copy may lie where a box is.
    pub(super) fn allows(&self, letter: &Glyph) -> bool {
        let mut stood =
            self.glyphs.iter().enumerate().filter(|(_, g)| is_same(g, letter)).peekable();
        stood.peek().is_some()
            && stood.all(|(index, glyph)| {
                self.gone.get(index) == Some(&false)
                    && self.line_of.get(index).is_some_and(|line| {
                        self.bands.iter().any(|b| b.line != *line && b.contains(glyph.center()))
                    })
            })
    }
}

impl Band {
    fn of(line: usize, members: &[usize], glyphs: &[Glyph]) -> Option<Self> {
        let first = glyphs.get(*members.first()?)?;
        let length = first.advance[0].hypot(first.advance[1]).max(1e-6);
        let direction = first.advance.map(|d| d / length);
        let mut band = Self { line, direction, at: first.at, from: 0.0, to: 0.0, size: first.size };
        for glyph in members.iter().filter_map(|m| glyphs.get(*m)) {
            let (along, _) = band.place(glyph.at);
            band.from = band.from.min(along);
            band.to = band.to.max(along + glyph.advance[0].hypot(glyph.advance[1]));
            band.size = band.size.max(glyph.size);
        }
        Some(band)
    }

    /// A point along and across the line.
    fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        let ([dx, dy], [x, y]) = (self.direction, [x - self.at[0], y - self.at[1]]);
        (x * dx + y * dy, y * dx - x * dy)
    }

    fn contains(&self, point: [f64; 2]) -> bool {
        let (along, across) = self.place(point);
        let beyond = BEYOND * self.size;
        (self.from - beyond..=self.to + beyond).contains(&along)
            && (-BELOW * self.size..=ABOVE * self.size).contains(&across)
    }
}

/// The glyphs that are no second stroke of another, and their numbers among all.
fn without_doubles(glyphs: &[Glyph]) -> (Vec<Glyph>, Vec<usize>) {
    let mut doubles = Doubles::default();
    let (mut once, mut numbers) = (Vec::new(), Vec::new());
    for (number, glyph) in glyphs.iter().enumerate() {
        if doubles.is_new(&once, glyph) {
            once.push(glyph.clone());
            numbers.push(number);
        }
    }
    (once, numbers)
}

/// Whether a letter is the same one, on the same place.
fn is_same(a: &Glyph, b: &Glyph) -> bool {
    (a.at[0] - b.at[0]).abs() <= MOVED
        && (a.at[1] - b.at[1]).abs() <= MOVED
        && (a.size - b.size).abs() <= RESIZED * a.size
        && (a.text == b.text || a.other.is_some() && a.other == b.other)
}

/// Marks the glyphs of all texts that are found in one order of reading.
fn mark(glyphs: &[Glyph], view: &[usize], search: &AhoCorasick, gone: &mut [bool]) {
    let mut text = String::new();
    let mut owners: Vec<usize> = Vec::new();
    for index in view {
        let Some(glyph) = glyphs.get(*index) else { continue };
        let letters: String = glyph.text.chars().chain(glyph.other).collect();
        text.push_str(&squeeze(&fold(&letters)));
        owners.resize(text.len(), *index);
    }
    for found in search.find_overlapping_iter(&text) {
        for index in owners.get(found.range()).unwrap_or_default() {
            if let Some(gone) = gone.get_mut(*index) {
                *gone = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::GlyphText;
    use super::*;

    fn row(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(i, c): (usize, char)| Glyph {
            text: GlyphText::One(c),
            other: None,
            at: [x + 5.0 * i as f64, y],
            advance: [5.0, 0.0],
            size: 10.0,
            code: u32::from(c),
            invisible: false,
            white: false,
            bare: false,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn needles() -> [Needle; 1] {
        [Needle { text: "Naamdrager".into(), allowed: 0, pictured: false }]
    }

    #[test]
    fn what_crosses_a_line_may_stay_and_what_was_to_go_may_not() {
        let line = row("heer Naamdrager kwam", 100.0, 700.0);
        let stamp = row("GEZIEN", 132.0, 703.0);
        let all: Vec<Glyph> = line.iter().chain(&stamp).cloned().collect();
        let crossing = Crossing::new(all, &needles()).expect("few");
        assert!(stamp.iter().all(|g| crossing.allows(g)));
        assert!(!line.iter().any(|g| crossing.allows(g)));
        let moved = row("GEZIEN", 140.0, 703.0);
        assert!(!crossing.allows(&moved[0]));
    }

    #[test]
    fn a_second_layer_of_the_text_may_not_stay() {
        let (line, twin) =
            (row("heer Naamdrager kwam", 100.0, 700.0), row("heer Naamdrager kwam", 102.0, 701.5));
        let all: Vec<Glyph> = line.iter().chain(&twin).cloned().collect();
        let crossing = Crossing::new(all, &needles()).expect("few");
        assert!(!crossing.allows(&twin[6]));
        // Other words of the other layer may be covered.
        assert!(crossing.allows(&twin[17]));
    }

    #[test]
    fn without_texts_to_go_nothing_may_lie_under_a_box() {
        let crossing = Crossing::new(row("GEZIEN", 132.0, 703.0), &[]).expect("none");
        assert!(!crossing.allows(&row("GEZIEN", 132.0, 703.0)[0]));
    }
}
