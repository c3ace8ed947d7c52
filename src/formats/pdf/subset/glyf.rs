//! TrueType outlines: `glyf` and `loca`, reduced to the glyphs that stay (OpenType 1.9).

use crate::formats::pdf::subset::bytes::{table, u16_at, u32_at};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Deepest nesting of composite glyphs, and most components in all.
const MAX_DEPTH: usize = 8;
const MAX_PARTS: usize = 10_000;

const WORDS: usize = 0x0001;
const SCALE: usize = 0x0008;
const MORE: usize = 0x0020;
const TWO_SCALES: usize = 0x0040;
const MATRIX: usize = 0x0080;
const INSTRUCTIONS: usize = 0x0100;

/// The outlines of a program.
pub(crate) struct Outlines<'a> {
    bytes: &'a [u8],
    glyf: Range<usize>,
    loca: Range<usize>,
    long: bool,
    pub(crate) count: usize,
}

/// Maxima over a set of outlines, for `maxp`, and their common bounds, for `head`.
#[derive(Clone, Copy, Default)]
pub(crate) struct GlyphMaxima {
    pub(crate) points: usize,
    pub(crate) contours: usize,
    pub(crate) composite_points: usize,
    pub(crate) composite_contours: usize,
    pub(crate) instructions: usize,
    pub(crate) parts: usize,
    pub(crate) depth: usize,
}

impl<'a> Outlines<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let long = u16_at(bytes, table(bytes, b"head")?.start.checked_add(50)?)? == 1;
        let count = u16_at(bytes, table(bytes, b"maxp")?.start.checked_add(4)?)?;
        Some(Self {
            bytes,
            glyf: table(bytes, b"glyf")?,
            loca: table(bytes, b"loca")?,
            long,
            count,
        })
    }

    /// The description of a glyph; empty if it draws nothing.
    pub(crate) fn get(&self, glyph: u32) -> Option<&'a [u8]> {
        let glyph = usize::try_from(glyph).ok().filter(|g| *g < self.count)?;
        let at = |i: usize| {
            if self.long {
                u32_at(self.bytes, self.loca.start + 4 * i)
            } else {
                u16_at(self.bytes, self.loca.start + 2 * i).map(|n| n * 2)
            }
        };
        let start = self.glyf.start.checked_add(at(glyph)?)?;
        let end = self.glyf.start.checked_add(at(glyph + 1)?)?;
        (start <= end && end <= self.glyf.end).then(|| self.bytes.get(start..end))?
    }

    /// The components of these glyphs that are not among them.
    pub(crate) fn parts(&self, of: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        let mut open: Vec<u32> = of.iter().copied().collect();
        while let Some(glyph) = open.pop() {
            for (_, part) in components(self.get(glyph).unwrap_or_default()).0 {
                if !of.contains(&part) && out.insert(part) {
                    open.push(part);
                }
            }
        }
        out
    }

    /// A glyph with its components renumbered; `None` if one of them has no new number.
    pub(crate) fn renumbered(&self, glyph: u32, new: &BTreeMap<u32, u32>) -> Option<Vec<u8>> {
        let mut out = self.get(glyph)?.to_vec();
        for (at, part) in components(&out).0 {
            let number = u16::try_from(*new.get(&part)?).ok()?;
            out.get_mut(at..at + 2)?.copy_from_slice(&number.to_be_bytes());
        }
        Some(out)
    }

    /// Includes a glyph in the maxima; `None` if it is nested too deeply.
    pub(crate) fn measure(&self, glyph: u32, most: &mut GlyphMaxima) -> Option<()> {
        let bytes = self.get(glyph)?;
        if bytes.is_empty() {
            return Some(());
        }
        let (parts, length) = components(bytes);
        most.instructions = most.instructions.max(length);
        if parts.is_empty() {
            let (points, contours, length) = simple(bytes).unwrap_or_default();
            most.points = most.points.max(points);
            most.contours = most.contours.max(contours);
            most.instructions = most.instructions.max(length);
            return Some(());
        }
        let mut budget = MAX_PARTS;
        let (points, contours, depth) = self.whole(glyph, 0, &mut budget)?;
        most.composite_points = most.composite_points.max(points);
        most.composite_contours = most.composite_contours.max(contours);
        most.parts = most.parts.max(parts.len());
        most.depth = most.depth.max(depth);
        Some(())
    }

    /// Points, contours and depth of a glyph with all its components.
    fn whole(&self, glyph: u32, depth: usize, budget: &mut usize) -> Option<(usize, usize, usize)> {
        *budget = budget.checked_sub(1)?;
        let bytes = self.get(glyph)?;
        let parts = components(bytes).0;
        if parts.is_empty() {
            let (points, contours, _) = simple(bytes).unwrap_or_default();
            return Some((points, contours, depth));
        }
        let mut out = (0, 0, depth);
        for (_, part) in parts {
            let (points, contours, deepest) =
                self.whole(part, Some(depth + 1).filter(|d| *d < MAX_DEPTH)?, budget)?;
            out = (out.0 + points, out.1 + contours, out.2.max(deepest));
        }
        Some(out)
    }
}

/// Points, contours and length of instructions of a simple glyph.
fn simple(glyph: &[u8]) -> Option<(usize, usize, usize)> {
    let contours = u16_at(glyph, 0)?;
    let last = if contours == 0 { None } else { Some(u16_at(glyph, 8 + 2 * contours)?) };
    Some((last.map_or(0, |l| l + 1), contours, u16_at(glyph, 10 + 2 * contours)?))
}

/// The components of a glyph, each with the offset of its number, and the length of the
/// instructions.
fn components(glyph: &[u8]) -> (Vec<(usize, u32)>, usize) {
    let mut out = Vec::new();
    if u16_at(glyph, 0).is_none_or(|contours| contours < 0x8000) {
        return (out, 0);
    }
    let (mut at, mut last) = (10, 0);
    while let (Some(flags), Some(part)) = (u16_at(glyph, at), u16_at(glyph, at + 2)) {
        out.push((at + 2, part as u32));
        last = flags;
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        at += match flags {
            f if f & SCALE != 0 => 2,
            f if f & TWO_SCALES != 0 => 4,
            f if f & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    let length = if last & INSTRUCTIONS != 0 { u16_at(glyph, at).unwrap_or(0) } else { 0 };
    (out, length)
}

/// `glyf` and `loca`, and whether `loca` has four-byte entries.
pub(crate) fn write(glyphs: &[Vec<u8>]) -> Option<(Vec<u8>, Vec<u8>, bool)> {
    let mut glyf = Vec::new();
    let mut places = vec![0_u32];
    for glyph in glyphs {
        glyf.extend_from_slice(glyph);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        places.push(u32::try_from(glyf.len()).ok()?);
    }
    let long = glyf.len() > 0x1_fffe;
    let loca = if long {
        places.iter().flat_map(|p| p.to_be_bytes()).collect()
    } else {
        places.iter().flat_map(|p| ((p / 2) as u16).to_be_bytes()).collect()
    };
    Some((glyf, loca, long))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_composed_glyph_are_found_with_their_places() {
        let mut glyph = vec![0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
        glyph.extend([0x00, 0x21, 0, 5, 0, 0, 0, 0]);
        glyph.extend([0x01, 0x08, 0, 7, 0, 0, 0x40, 0]);
        glyph.extend([0, 3, 1, 2, 3]);
        assert_eq!(components(&glyph), (vec![(12, 5), (20, 7)], 3));
        assert_eq!(components(&[0, 1, 0, 0]), (vec![], 0));
        assert_eq!(simple(&[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 9]), Some((4, 1, 9)));
    }

    #[test]
    fn places_of_glyphs_are_written_short_where_they_fit() {
        let (glyf, loca, long) = write(&[vec![1], vec![], vec![2; 5]]).unwrap();
        assert_eq!((glyf.len(), long), (12, false));
        assert_eq!(loca, [0, 0, 0, 2, 0, 2, 0, 6]);
        assert!(write(&[vec![1; 0x2_0000]]).unwrap().2);
    }
}
