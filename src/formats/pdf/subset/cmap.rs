//! The `cmap` of a TrueType program, reduced to the glyphs that stay (OpenType 1.9).

use crate::formats::pdf::subset::bytes::{table, u16_at, u32_at};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most subtables and groups that are read.
const MAX_TABLES: usize = 64;
const MAX_GROUPS: usize = 0x1_0000;

/// Code -> glyph.
type CodeGlyphs = BTreeMap<usize, usize>;

/// A table with the codes of renumbered glyphs (`numbers`: old -> new). `new_codes` (old -> new)
/// applies to subtables with the font's own codes (9.6.5.4). Subtables of unknown format are left
/// out.
pub(crate) fn write(
    bytes: &[u8],
    numbers: &BTreeMap<u32, u32>,
    new_codes: Option<&BTreeMap<u32, u32>>,
) -> Option<Vec<u8>> {
    let old = table(bytes, b"cmap")?;
    let count = u16_at(bytes, old.start.checked_add(2)?)?.min(MAX_TABLES);
    let mut tables = Vec::new();
    for record in 0..count {
        let at = old.start + 4 + 8 * record;
        let (platform, encoding) = (u16_at(bytes, at)?, u16_at(bytes, at + 2)?);
        let start = old.start.checked_add(u32_at(bytes, at + 4)?)?;
        let Some(pairs) = bytes.get(start..old.end).and_then(pairs) else { continue };
        let own = matches!((platform, encoding), (1 | 3, 0));
        let mut new = CodeGlyphs::new();
        for (code, glyph) in pairs {
            let Some(number) = u32::try_from(glyph).ok().and_then(|g| numbers.get(&g)) else {
                continue;
            };
            let code = match new_codes.filter(|_| own) {
                // The codes of a symbol font may be in a range of their own, such as F000.
                Some(new_codes) => match new_codes.get(&(code as u32 & 0xff)) {
                    Some(new) => (code & !0xff) | *new as usize,
                    None => continue,
                },
                None => code,
            };
            new.insert(code, *number as usize);
        }
        tables.push((bytes.get(at..at + 4)?, subtable(platform, &new)?));
    }
    let mut out = vec![0, 0];
    out.extend(u16::try_from(tables.len()).ok()?.to_be_bytes());
    let mut place = 4 + 8 * tables.len();
    for (key, table) in &tables {
        out.extend_from_slice(key);
        out.extend(u32::try_from(place).ok()?.to_be_bytes());
        place += table.len();
    }
    out.extend(tables.into_iter().flat_map(|(_, table)| table));
    Some(out)
}

/// The codes and glyphs of a subtable; `None` if its format is unknown.
fn pairs(old: &[u8]) -> Option<CodeGlyphs> {
    let mut out = CodeGlyphs::new();
    match u16_at(old, 0)? {
        0 => out.extend(old.get(6..262)?.iter().map(|g| usize::from(*g)).enumerate()),
        4 => out = pairs4(old)?,
        6 => {
            let first = u16_at(old, 6)?;
            for i in 0..u16_at(old, 8)? {
                out.insert(first + i, u16_at(old, 10 + 2 * i)?);
            }
        }
        12 => {
            for group in 0..u32_at(old, 12)?.min(MAX_GROUPS) {
                let at = 16 + 12 * group;
                let (from, to) = (u32_at(old, at)?, u32_at(old, at + 4)?);
                let first = u32_at(old, at + 8)?;
                if out.len() > MAX_GROUPS {
                    return None;
                }
                out.extend((from..=to.min(from + 0xffff)).map(|code| (code, first + code - from)));
            }
        }
        _ => return None,
    }
    out.retain(|_, glyph| *glyph != 0);
    Some(out)
}

/// A subtable in the smallest suitable format.
fn subtable(platform: usize, pairs: &CodeGlyphs) -> Option<Vec<u8>> {
    let small = |n: &usize| *n < 256;
    if platform == 1 && pairs.keys().all(small) && pairs.values().all(small) {
        let mut out = vec![0, 0, 1, 6, 0, 0];
        out.extend((0..256).map(|code| pairs.get(&code).map_or(0, |g| *g as u8)));
        return Some(out);
    }
    if platform == 1 && pairs.keys().all(small) {
        let mut words = vec![6, 10 + 512, 0, 0, 256];
        words.extend((0..256).map(|code| pairs.get(&code).copied().unwrap_or(0)));
        let words: Option<Vec<u16>> = words.into_iter().map(|w| u16::try_from(w).ok()).collect();
        return Some(words?.into_iter().flat_map(u16::to_be_bytes).collect());
    }
    if pairs.keys().all(|code| *code < 0xffff) {
        return format4(pairs);
    }
    let mut out = vec![0, 12, 0, 0];
    let words = [16 + 12 * pairs.len(), 0, pairs.len()];
    out.extend(words.iter().flat_map(|n| (*n as u32).to_be_bytes()));
    let groups = pairs.iter().flat_map(|(code, glyph)| [*code, *code, *glyph]);
    out.extend(groups.flat_map(|n| (n as u32).to_be_bytes()));
    Some(out)
}

/// The codes and glyphs of a subtable in format 4.
fn pairs4(old: &[u8]) -> Option<CodeGlyphs> {
    let twice = u16_at(old, 6)?;
    let (ends, starts) = (14, 16 + twice);
    let (deltas, ranges) = (starts + twice, starts + 2 * twice);
    let mut out = BTreeMap::new();
    let mut budget = 4 * MAX_GROUPS;
    for segment in (0..twice).step_by(2) {
        let (end, start) = (u16_at(old, ends + segment)?, u16_at(old, starts + segment)?);
        let (delta, range) = (u16_at(old, deltas + segment)?, u16_at(old, ranges + segment)?);
        budget = budget.checked_sub((end + 1).saturating_sub(start))?;
        for code in start..=end {
            let glyph = if range == 0 {
                (code + delta) & 0xffff
            } else {
                match u16_at(old, ranges + segment + range + 2 * (code - start)).unwrap_or(0) {
                    0 => 0,
                    glyph => (glyph + delta) & 0xffff,
                }
            };
            if glyph != 0 {
                out.insert(code, glyph);
            }
        }
    }
    Some(out)
}

/// A subtable in format 4: a segment for every range of codes whose glyphs are consecutive.
fn format4(pairs: &CodeGlyphs) -> Option<Vec<u8>> {
    let mut segments: Vec<Range<usize>> = Vec::new();
    let mut deltas: Vec<usize> = Vec::new();
    for (code, glyph) in pairs {
        let delta = (glyph + 0x1_0000 - code) & 0xffff;
        match segments.last_mut().filter(|s| s.end == *code && deltas.last() == Some(&delta)) {
            Some(segment) => segment.end += 1,
            None => {
                segments.push(*code..code + 1);
                deltas.push(delta);
            }
        }
    }
    segments.push(0xffff..0x1_0000);
    deltas.push(1);
    let count = segments.len();
    let power = count.ilog2();
    let search = 2 * (1 << power);
    let head = [4, 16 + 8 * count, 0, 2 * count, search, power as usize, 2 * count - search];
    let mut words: Vec<usize> = head.to_vec();
    words.extend(segments.iter().map(|s| s.end - 1));
    words.push(0);
    words.extend(segments.iter().map(|s| s.start));
    words.extend(deltas);
    words.resize(words.len() + count, 0);
    let words: Option<Vec<u16>> = words.into_iter().map(|w| u16::try_from(w).ok()).collect();
    Some(words?.into_iter().flat_map(u16::to_be_bytes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with a single table, `cmap`.
    fn program(key: [u8; 4], subtable: &[u8]) -> Vec<u8> {
        let mut out = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        out.extend(b"cmap\0\0\0\0\0\0\0\x1c");
        out.extend((12 + subtable.len() as u32).to_be_bytes());
        out.extend([0, 0, 0, 1]);
        out.extend(key);
        out.extend([0, 0, 0, 12]);
        out.extend(subtable);
        out
    }

    #[test]
    fn codes_of_kept_glyphs_stay_and_others_go() {
        let all: CodeGlyphs =
            (65..91).map(|c| (c, c - 60)).chain([(200, 3), (0x1_f600, 9)]).collect();
        for few in [false, true] {
            let mut all = all.clone();
            if few {
                all.remove(&0x1_f600);
            }
            let old = program([0, 3, 0, 1], &subtable(3, &all).unwrap());
            let numbers = (1..40).filter(|g| *g != 21).map(|g| (g, g + 100)).collect();
            let new = write(&old, &numbers, None).unwrap();
            let mut left: CodeGlyphs = all.iter().map(|(c, g)| (*c, g + 100)).collect();
            left.remove(&81);
            assert_eq!(pairs(&new[12..]), Some(left));
        }
    }

    #[test]
    fn own_codes_change_with_the_strings() {
        let old = program(
            [0, 1, 0, 0],
            &subtable(1, &CodeGlyphs::from([(1, 5), (2, 6), (3, 7)])).unwrap(),
        );
        let numbers = BTreeMap::from([(5, 1), (7, 2)]);
        let new_codes = BTreeMap::from([(1, 34), (3, 33)]);
        let new = write(&old, &numbers, Some(&new_codes)).unwrap();
        assert_eq!(pairs(&new[12..]), Some(CodeGlyphs::from([(34, 1), (33, 2)])));
        let symbols =
            program([0, 3, 0, 0], &subtable(3, &CodeGlyphs::from([(0xf003, 7)])).unwrap());
        let new = write(&symbols, &numbers, Some(&new_codes)).unwrap();
        assert_eq!(pairs(&new[12..]), Some(CodeGlyphs::from([(0xf021, 2)])));
        let unicode = program([0, 3, 0, 1], &subtable(3, &CodeGlyphs::from([(3, 7)])).unwrap());
        let new = write(&unicode, &numbers, Some(&new_codes)).unwrap();
        assert_eq!(pairs(&new[12..]), Some(CodeGlyphs::from([(3, 2)])));
    }
}
