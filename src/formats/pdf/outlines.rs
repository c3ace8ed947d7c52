//! Outlines of glyphs that are drawn no more, emptied in place in an embedded font program: a
//! subset holds the letters of its document, and so those of what was cut.
//!
//! Lengths and offsets stay, so nothing else in the program changes: TrueType glyphs become glyphs
//! without contours, CFF charstrings end at once.

use std::collections::BTreeSet;
use std::ops::Range;

/// `endchar` (Adobe Technical Note 5177).
const END_CHAR: u8 = 14;

/// Empties glyphs in a font program; the number that it emptied.
pub(super) fn empty(program: &mut [u8], gone: &BTreeSet<u32>) -> usize {
    match program.get(..4) {
        Some([0, 1, 0, 0] | b"true") => true_type(program, gone).unwrap_or(0),
        Some(b"OTTO") => {
            let Some(table) = table(program, b"CFF ") else { return 0 };
            program.get_mut(table).and_then(|cff| compact(cff, gone)).unwrap_or(0)
        }
        Some([1, _, _, _]) => compact(program, gone).unwrap_or(0),
        _ => 0,
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let b = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_be_bytes([b[0], b[1]])))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let b = bytes.get(at..at + 4)?;
    usize::try_from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])).ok()
}

/// A table of an OpenType file.
fn table(bytes: &[u8], tag: &[u8; 4]) -> Option<Range<usize>> {
    let count = u16_at(bytes, 4)?;
    for i in 0..count {
        let at = 12 + 16 * i;
        if bytes.get(at..at + 4)? == tag {
            let (start, length) = (u32_at(bytes, at + 8)?, u32_at(bytes, at + 12)?);
            return Some(start..start.checked_add(length)?);
        }
    }
    None
}

fn true_type(bytes: &mut [u8], gone: &BTreeSet<u32>) -> Option<usize> {
    let glyf = table(bytes, b"glyf")?;
    let loca = table(bytes, b"loca")?;
    let long = u16_at(bytes, table(bytes, b"head")?.start + 50)? == 1;
    let count = u16_at(bytes, table(bytes, b"maxp")?.start + 4)?;
    let range = |bytes: &[u8], glyph: usize| -> Option<Range<usize>> {
        let at = |i: usize| {
            if long {
                u32_at(bytes, loca.start + 4 * i)
            } else {
                u16_at(bytes, loca.start + 2 * i).map(|n| n * 2)
            }
        };
        let (start, end) = (glyf.start + at(glyph)?, glyf.start + at(glyph + 1)?);
        (start <= end && end <= glyf.end && end <= bytes.len()).then_some(start..end)
    };
    let mut parts = BTreeSet::new();
    for glyph in (0..count).filter(|g| !gone.contains(&(*g as u32))) {
        if let Some(range) = range(bytes, glyph) {
            components(&bytes[range], &mut parts);
        }
    }
    let mut emptied = 0;
    for glyph in gone.iter().filter(|g| **g != 0 && !parts.contains(*g)) {
        if let Some(range) = range(bytes, *glyph as usize).filter(|r| !r.is_empty()) {
            bytes[range].fill(0);
            emptied += 1;
        }
    }
    Some(emptied)
}

/// The glyphs that a composite glyph is made of.
fn components(glyph: &[u8], out: &mut BTreeSet<u32>) {
    const WORDS: usize = 0x0001;
    const SCALE: usize = 0x0008;
    const MORE: usize = 0x0020;
    const TWO_SCALES: usize = 0x0040;
    const MATRIX: usize = 0x0080;
    if u16_at(glyph, 0).is_none_or(|contours| contours < 0x8000) {
        return;
    }
    let mut at = 10;
    while let (Some(flags), Some(part)) = (u16_at(glyph, at), u16_at(glyph, at + 2)) {
        out.insert(part as u32);
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
}

/// The parts of a CFF INDEX, and where it ends.
fn index(bytes: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let count = u16_at(bytes, at)?;
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*bytes.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let offset = |i: usize| -> Option<usize> {
        let from = at + 3 + i * size;
        Some(bytes.get(from..from + size)?.iter().fold(0, |n, b| n << 8 | usize::from(*b)))
    };
    let data = at + 3 + (count + 1) * size - 1;
    let mut parts = Vec::with_capacity(count);
    for i in 0..count {
        let (start, end) = (data + offset(i)?, data + offset(i + 1)?);
        if start > end || end > bytes.len() {
            return None;
        }
        parts.push(start..end);
    }
    Some((parts, data + offset(count)?))
}

fn compact(bytes: &mut [u8], gone: &BTreeSet<u32>) -> Option<usize> {
    let (_, after_names) = index(bytes, usize::from(*bytes.get(2)?))?;
    let (tops, _) = index(bytes, after_names)?;
    let at = char_strings(bytes.get(tops.first()?.clone())?)?;
    let (glyphs, _) = index(bytes, at)?;
    let mut emptied = 0;
    for glyph in gone.iter().filter(|g| **g != 0) {
        if let Some(range) = glyphs.get(*glyph as usize).filter(|r| !r.is_empty()) {
            bytes[range.clone()].fill(END_CHAR);
            emptied += 1;
        }
    }
    Some(emptied)
}

/// The offset of the charstrings in a Top DICT: the operand of operator 17.
fn char_strings(dict: &[u8]) -> Option<usize> {
    let mut operand: i64 = 0;
    let mut at = 0;
    while let Some(b) = dict.get(at).copied() {
        at += 1;
        match b {
            17 => return usize::try_from(operand).ok(),
            12 => at += 1,
            0..=21 => {}
            28 => {
                operand = u16_at(dict, at)? as i64;
                at += 2;
            }
            29 => {
                operand = u32_at(dict, at)? as i64;
                at += 4;
            }
            30 => {
                while dict.get(at).is_some_and(|b| b & 0x0f != 0x0f && b >> 4 != 0x0f) {
                    at += 1;
                }
                at += 1;
            }
            32..=246 => operand = i64::from(b) - 139,
            247..=250 => {
                operand = (i64::from(b) - 247) * 256 + i64::from(*dict.get(at)?) + 108;
                at += 1;
            }
            251..=254 => {
                operand = -(i64::from(b) - 251) * 256 - i64::from(*dict.get(at)?) - 108;
                at += 1;
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A CFF program with three one-byte charstrings at the end.
    fn cff() -> Vec<u8> {
        let mut out = vec![1, 0, 4, 1];
        out.extend([0, 1, 1, 1, 2, b'F']);
        // Top DICT: charstrings at offset 20 (159 - 139), operator 17.
        out.extend([0, 1, 1, 1, 3, 159, 17]);
        out.extend([0, 0, 0]);
        out.extend([0, 3, 1, 1, 3, 5, 7, 9, 1, 9, 2, 9, 3]);
        out
    }

    #[test]
    fn charstrings_end_at_once() {
        let mut program = cff();
        let before = program.clone();
        assert_eq!(empty(&mut program, &BTreeSet::from([0, 2])), 1);
        assert_eq!(program[..program.len() - 2], before[..before.len() - 2]);
        assert_eq!(program[program.len() - 2..], [END_CHAR, END_CHAR]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(mut bytes in proptest::collection::vec(0u8..=255, 0..200)) {
            let length = bytes.len();
            empty(&mut bytes, &BTreeSet::from([1, 2, 300]));
            assert_eq!(bytes.len(), length);
        }
    }
}
