//! CFF: charstrings, the charset and the encoding (Adobe Technical Note 5176 and 5177).

use super::{u16_at, u32_at};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// `endchar`.
const END_CHAR: u8 = 14;

/// Empties all glyphs but those, and their names and codes where they stand in lists. `None` if
/// a glyph that stays is composed of others by name: which those are cannot be told here.
pub(super) fn keep_only(bytes: &mut [u8], kept: &BTreeSet<u32>) -> Option<usize> {
    let (_, after_names) = index(bytes, usize::from(*bytes.get(2)?))?;
    let (tops, _) = index(bytes, after_names)?;
    let top = operators(bytes.get(tops.first()?.clone())?);
    let (glyphs, _) = index(bytes, *top.get(&CHAR_STRINGS)?)?;
    let stays = |glyph: usize| glyph == 0 || kept.contains(&(glyph as u32));
    if glyphs.iter().enumerate().any(|(g, range)| stays(g) && composed(&bytes[range.clone()])) {
        return None;
    }
    let mut emptied = 0;
    for (_, range) in glyphs.iter().enumerate().filter(|(g, r)| !stays(*g) && !r.is_empty()) {
        bytes[range.clone()].fill(END_CHAR);
        emptied += 1;
    }
    // Offsets 0 to 2 are charsets of the standard, 0 and 1 encodings of the standard.
    let keyed_by_number = top.contains_key(&ROS);
    if let Some(at) = top.get(&CHARSET).filter(|at| **at > 2 && !keyed_by_number) {
        list(bytes, at + 1, 2, glyphs.len(), *bytes.get(*at)? == 0, &stays);
    }
    if let Some(at) = top.get(&ENCODING).filter(|at| **at > 1) {
        let count = usize::from(*bytes.get(at + 1)?) + 1;
        list(bytes, at + 2, 1, count, bytes.get(*at)? & 0x7f == 0, &stays);
    }
    Some(emptied)
}

/// Zeroes the entries of glyphs that go in a list that begins with glyph 1.
fn list(
    bytes: &mut [u8],
    at: usize,
    size: usize,
    glyphs: usize,
    plain: bool,
    stays: &dyn Fn(usize) -> bool,
) {
    for glyph in (1..glyphs).filter(|g| plain && !stays(*g)) {
        let from = at + size * (glyph - 1);
        if let Some(entry) = bytes.get_mut(from..from + size) {
            entry.fill(0);
        }
    }
}

/// Whether a charstring is nothing but the four numbers of an accented letter, or five with a
/// width, and `endchar`.
fn composed(charstring: &[u8]) -> bool {
    let (mut at, mut numbers) = (0, 0);
    while let Some(b) = charstring.get(at) {
        at += match b {
            28 => 3,
            32..=246 => 1,
            247..=254 => 2,
            255 => 5,
            _ => return *b == END_CHAR && (4..=5).contains(&numbers),
        };
        numbers += 1;
    }
    false
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

/// Operators of a Top DICT.
const CHARSET: u16 = 15;
const ENCODING: u16 = 16;
const CHAR_STRINGS: u16 = 17;
const ROS: u16 = 0x0c1e;

/// The operators of a DICT with the last operand of each, as an offset.
fn operators(dict: &[u8]) -> BTreeMap<u16, usize> {
    let mut out = BTreeMap::new();
    let (mut operand, mut at) = (0_i64, 0);
    while let Some((next, operator)) = step(dict, at, &mut operand) {
        if let Some(operator) = operator {
            out.insert(operator, usize::try_from(operand).unwrap_or(0));
        }
        at = next;
    }
    out
}

/// One operand or operator; where the next begins.
fn step(dict: &[u8], at: usize, operand: &mut i64) -> Option<(usize, Option<u16>)> {
    let b = *dict.get(at)?;
    let next = |n: usize| dict.get(at + n).map(|b| i64::from(*b));
    let length = match b {
        12 => return Some((at + 2, Some(0x0c00 | u16::from(*dict.get(at + 1)?)))),
        0..=21 => return Some((at + 1, Some(u16::from(b)))),
        28 => {
            *operand = u16_at(dict, at + 1)? as i64;
            3
        }
        29 => {
            *operand = u32_at(dict, at + 1)? as i64;
            5
        }
        30 => {
            let digits = dict.get(at + 1..)?;
            digits.iter().position(|b| b & 0x0f == 0x0f || b >> 4 == 0x0f)? + 2
        }
        32..=246 => {
            *operand = i64::from(b) - 139;
            1
        }
        247..=250 => {
            *operand = (i64::from(b) - 247) * 256 + next(1)? + 108;
            2
        }
        251..=254 => {
            *operand = -(i64::from(b) - 251) * 256 - next(1)? - 108;
            2
        }
        _ => return None,
    };
    Some((at + length, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A CFF program with three charstrings at the end and a charset in front of them.
    fn cff() -> Vec<u8> {
        let mut out = vec![1, 0, 4, 1];
        out.extend([0, 1, 1, 1, 2, b'F']);
        // Top DICT: charset at 22 (161 - 139), charstrings at offset 27.
        out.extend([0, 1, 1, 1, 5, 161, 15, 166, 17]);
        out.extend([0, 0, 0]);
        out.extend([0, 0, 34, 0, 35]);
        out.extend([0, 3, 1, 1, 3, 5, 7, 9, 1, 9, 2, 9, 3]);
        out
    }

    #[test]
    fn charstrings_end_at_once_and_lose_their_names() {
        let mut program = cff();
        let before = program.clone();
        assert_eq!(keep_only(&mut program, &BTreeSet::from([1])), Some(1));
        assert_eq!(program[program.len() - 2..], [END_CHAR, END_CHAR]);
        assert_eq!(program[22..27], [0, 0, 34, 0, 0]);
        assert_eq!(program[..22], before[..22]);
    }

    #[test]
    fn a_composed_letter_that_stays_keeps_all() {
        let mut program = cff();
        program.truncate(27);
        program
            .extend([0, 3, 1, 1, 2, 7, 9, END_CHAR, 139, 139, 140, 141, END_CHAR, 139, END_CHAR]);
        let before = program.clone();
        assert_eq!(keep_only(&mut program, &BTreeSet::from([1])), None);
        assert_eq!(program, before);
        assert_eq!(keep_only(&mut program, &BTreeSet::from([2])), Some(1));
    }
}
