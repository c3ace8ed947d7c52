//! The same words in a text over or under the one that a redaction names: a recognized layer, a
//! shadow, a layer twice. Recognizers misread, so what stands in the same place and reads nearly
//! the same goes too, and so do letters that stand nowhere but between those of a name.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::{Chunk, along, is_blank};
use crate::formats::pdf::layout::text::inferred_spaces;
use std::collections::BTreeMap;

/// How far apart across the line, in em, and by what factor in size two texts of one line may be.
const ACROSS: f64 = 0.6;
const SIZE: f64 = 2.0;
/// Share of a word that must lie over the removed text.
const OVER: f64 = 0.4;
/// How far behind the name the last of the letters between its own may begin, in em.
const BESIDE: f64 = 0.2;
/// Share of the letters of each that must occur in the other, in the same sequence.
const ALIKE: f64 = 0.6;
/// Longest texts that are compared, in letters.
const LONGEST: usize = 200;

/// Text that goes, on one line.
struct Removed {
    order: usize,
    from: f64,
    to: f64,
    letters: Vec<char>,
}

impl Removed {
    /// Whether a glyph of another text lies over it.
    fn holds(&self, glyph: &Glyph) -> bool {
        (self.from..=self.to).contains(&(along(glyph) + glyph.advance / 2.0))
    }
}

/// Whether a chunk is another text over or under this one.
pub(crate) fn is_over(chunk: &Chunk, other: &Chunk) -> bool {
    let size = chunk.size.min(other.size);
    chunk.angle == other.angle
        && chunk.stratum != other.stratum
        && (chunk.across - other.across).abs() < ACROSS * size
        && chunk.size.max(other.size) < SIZE * size
        && chunk.start < other.end
        && other.start < chunk.end
}

/// The glyphs of such words, with the number of the redaction that removes them.
pub(crate) fn twins(
    canvas: &Canvas,
    layout: &Layout,
    order_of: &BTreeMap<u32, usize>,
) -> BTreeMap<u32, usize> {
    let mut out = BTreeMap::new();
    if layout.drawn.is_none() {
        return out;
    }
    for chunk in &layout.chunks {
        let removed = removed(canvas, chunk, order_of);
        if removed.is_empty() {
            continue;
        }
        for other in layout.chunks.iter().filter(|other| is_over(chunk, other)) {
            let words = words(canvas, other);
            for gone in &removed {
                let beside: Vec<u32> = words
                    .iter()
                    .filter(|w| lies_over(canvas, w, gone))
                    .flatten()
                    .copied()
                    .collect();
                if are_alike(&gone.letters, &letters(canvas, &beside)) {
                    out.extend(beside.into_iter().map(|g| (g, gone.order)));
                }
                let whole = lies_within(canvas, other, gone);
                let unseen = |g: &&u32| {
                    let glyph = canvas.glyph(**g);
                    whole || glyph.hidden && gone.holds(glyph)
                };
                out.extend(other.glyphs.iter().filter(unseen).map(|g| (*g, gone.order)));
            }
        }
    }
    out.retain(|g, _| !order_of.contains_key(g));
    out
}

/// Whether nothing of a chunk would be seen beside the box: letters that nobody sees between those of
/// a name.
fn lies_within(canvas: &Canvas, chunk: &Chunk, gone: &Removed) -> bool {
    let begins = |glyph: &Glyph| (gone.from..gone.to + BESIDE * glyph.size).contains(&along(glyph));
    chunk.glyphs.iter().map(|g| canvas.glyph(*g)).all(|glyph| is_blank(glyph) || begins(glyph))
}

/// What goes from a chunk, redaction by redaction.
fn removed(canvas: &Canvas, chunk: &Chunk, order_of: &BTreeMap<u32, usize>) -> Vec<Removed> {
    let mut out: Vec<Removed> = Vec::new();
    for g in &chunk.glyphs {
        let Some(order) = order_of.get(g).copied() else { continue };
        let glyph = canvas.glyph(*g);
        let (from, to) = (along(glyph), along(glyph) + glyph.advance);
        if out.last().is_none_or(|last| last.order != order) {
            out.push(Removed { order, from, to, letters: Vec::new() });
        }
        if let Some(last) = out.last_mut() {
            last.to = last.to.max(to);
            last.letters.extend(letters(canvas, &[*g]));
        }
    }
    out
}

/// The words of a chunk, without what stands around their letters.
fn words(canvas: &Canvas, chunk: &Chunk) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = vec![Vec::new()];
    for (g, space) in chunk.glyphs.iter().zip(inferred_spaces(canvas, chunk)) {
        let blank = is_blank(canvas.glyph(*g));
        if space || blank {
            out.push(Vec::new());
        }
        if let Some(word) = out.last_mut().filter(|_| !blank) {
            word.push(*g);
        }
    }
    let bare = |g: &u32| letters(canvas, &[*g]).is_empty();
    for word in &mut out {
        let start = word.iter().take_while(|g| bare(g)).count();
        word.drain(..start);
        let end = word.iter().rev().take_while(|g| bare(g)).count();
        word.truncate(word.len() - end);
    }
    out.retain(|word| !word.is_empty());
    out
}

fn lies_over(canvas: &Canvas, word: &[u32], gone: &Removed) -> bool {
    let extent = word.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), g| {
        let glyph = canvas.glyph(*g);
        (from.min(along(glyph)), to.max(along(glyph) + glyph.advance))
    });
    let shared = extent.1.min(gone.to) - extent.0.max(gone.from);
    shared > 0.0 && shared >= OVER * (extent.1 - extent.0)
}

/// Letters and digits in lower case.
fn letters(canvas: &Canvas, glyphs: &[u32]) -> Vec<char> {
    let text = |g: &u32| canvas.glyph(*g).text.clone().unwrap_or_default();
    let all: String = glyphs.iter().map(text).collect::<Vec<_>>().concat();
    all.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether most letters of each occur in the other, in the same sequence.
fn are_alike(a: &[char], b: &[char]) -> bool {
    if a.is_empty() || b.is_empty() || a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    // The longest common subsequence, row by row.
    let mut row = vec![0_usize; b.len() + 1];
    for one in a {
        let mut diagonal = 0;
        let mut left = 0;
        for (cell, other) in row.iter_mut().skip(1).zip(b) {
            let above = *cell;
            *cell = if one == other { diagonal + 1 } else { above.max(left) };
            (diagonal, left) = (above, *cell);
        }
    }
    let common = row.last().copied().unwrap_or(0) as f64;
    common >= ALIKE * a.len() as f64 && common >= ALIKE * b.len() as f64
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn misread_letters_are_alike_and_a_stamp_is_not() {
        let alike = |a: &str, b: &str| {
            let letters = |s: &str| s.chars().collect::<Vec<_>>();
            are_alike(&letters(a), &letters(b))
        };
        assert!(alike("verkuijlen", "verkuijien"));
        assert!(alike("verkuijlen", "uerkuijlen"));
        assert!(!alike("verkuijlen", "ingekomen"));
        assert!(!alike("verkuijlen", "e"));
        assert!(!alike("", "e"));
    }
}
