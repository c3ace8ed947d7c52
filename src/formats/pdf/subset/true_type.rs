//! TrueType: outlines in `glyf`, widths in `hmtx`, codes in `cmap`, names in `post` (OpenType 1.9).

use super::{table, u16_at, u32_at};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Empties the outlines of all glyphs but those and what they are composed of; how many, and which
/// stay.
pub(super) fn glyphs(bytes: &mut [u8], kept: &BTreeSet<u32>) -> Option<(usize, BTreeSet<u32>)> {
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
    let mut needed = kept.clone();
    let mut open: Vec<u32> = kept.iter().copied().collect();
    while let Some(glyph) = open.pop() {
        let mut parts = BTreeSet::new();
        if let Some(range) = range(bytes, glyph as usize) {
            components(&bytes[range], &mut parts);
        }
        open.extend(parts.into_iter().filter(|part| needed.insert(*part)));
    }
    let mut emptied = 0;
    for glyph in (1..count).filter(|g| !needed.contains(&(*g as u32))) {
        if let Some(range) = range(bytes, glyph).filter(|r| !r.is_empty()) {
            bytes[range].fill(0);
            emptied += 1;
        }
    }
    Some((emptied, needed))
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

/// Forgets names and codes of all glyphs but `kept`, and the widths of all but `needed`: parts of
/// others keep their place by them.
pub(super) fn tables(bytes: &mut Vec<u8>, kept: &BTreeSet<u32>, needed: &BTreeSet<u32>) {
    let gone = |glyph: usize| glyph != 0 && !kept.contains(&(glyph as u32));
    widths(bytes, &|glyph| glyph != 0 && !needed.contains(&(glyph as u32)));
    names(bytes, &gone);
    codes(bytes, &gone);
}

fn widths(bytes: &mut [u8], gone: &dyn Fn(usize) -> bool) -> Option<()> {
    let metrics = table(bytes, b"hmtx")?;
    let count = u16_at(bytes, table(bytes, b"hhea")?.start + 34)?;
    // The last of them is the width of all glyphs after it.
    for glyph in (0..count.saturating_sub(1)).filter(|g| gone(*g)) {
        bytes.get_mut(metrics.start + 4 * glyph..)?.get_mut(..4)?.fill(0);
    }
    Some(())
}

/// Number of names that a `post` table need not spell.
const STANDARD_NAMES: usize = 258;

fn names(bytes: &mut [u8], gone: &dyn Fn(usize) -> bool) -> Option<()> {
    let post = table(bytes, b"post")?;
    if u32_at(bytes, post.start)? != 0x0002_0000 {
        return None;
    }
    let count = u16_at(bytes, post.start + 32)?;
    let mut spelled = BTreeMap::new();
    for glyph in 0..count {
        let at = post.start + 34 + 2 * glyph;
        let name = u16_at(bytes, at)?;
        let used = spelled.entry(name).or_insert(false);
        *used |= !gone(glyph);
        if gone(glyph) {
            bytes.get_mut(at..at + 2)?.fill(0);
        }
    }
    let mut at = post.start + 34 + 2 * count;
    for name in STANDARD_NAMES.. {
        let length = usize::from(*bytes.get(at).filter(|_| at < post.end)?);
        let text = bytes.get_mut(at + 1..at + 1 + length)?;
        if !spelled.get(&name).copied().unwrap_or(false) {
            text.fill(b'x');
        }
        at += 1 + length;
    }
    Some(())
}

/// Writes the table of codes anew at the end of the program, and its place in the directory.
fn codes(bytes: &mut Vec<u8>, gone: &dyn Fn(usize) -> bool) -> Option<()> {
    let old = table(bytes, b"cmap")?;
    let count = u16_at(bytes, old.start + 2)?.min(64);
    let mut head = vec![0, 0];
    head.extend((count as u16).to_be_bytes());
    let mut body: Vec<u8> = Vec::new();
    let mut written: BTreeMap<usize, usize> = BTreeMap::new();
    for record in 0..count {
        let at = old.start + 4 + 8 * record;
        let offset = u32_at(bytes, at + 4)?;
        let place = match written.get(&offset) {
            Some(place) => *place,
            None => {
                let place = 4 + 8 * count + body.len();
                body.extend(subtable(bytes.get(old.start + offset..old.end)?, gone)?);
                written.insert(offset, place);
                place
            }
        };
        head.extend(bytes.get(at..at + 4)?);
        head.extend(u32::try_from(place).ok()?.to_be_bytes());
    }
    head.extend(body);
    bytes.get_mut(old)?.fill(0);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    let (start, length) = (u32::try_from(bytes.len()).ok()?, u32::try_from(head.len()).ok()?);
    bytes.extend(head);
    let entry = (0..u16_at(bytes, 4)?)
        .map(|i| 12 + 16 * i)
        .find(|at| bytes.get(*at..*at + 4) == Some(b"cmap"))?;
    bytes.get_mut(entry + 8..entry + 12)?.copy_from_slice(&start.to_be_bytes());
    bytes.get_mut(entry + 12..entry + 16)?.copy_from_slice(&length.to_be_bytes());
    Some(())
}

/// A subtable without the codes of glyphs that are gone; `None` for a format that is not known.
fn subtable(old: &[u8], gone: &dyn Fn(usize) -> bool) -> Option<Vec<u8>> {
    let length = match u16_at(old, 0)? {
        12 => u32_at(old, 4)?,
        _ => u16_at(old, 2)?,
    };
    match u16_at(old, 0)? {
        0 => {
            let mut new = old.get(..262)?.to_vec();
            new[6..].iter_mut().filter(|g| gone(usize::from(**g))).for_each(|g| *g = 0);
            Some(new)
        }
        6 => {
            let mut new = old.get(..length)?.to_vec();
            for glyph in new.get_mut(10..)?.chunks_exact_mut(2) {
                if gone(usize::from(u16::from_be_bytes([glyph[0], glyph[1]]))) {
                    glyph.fill(0);
                }
            }
            Some(new)
        }
        4 => format4(&pairs4(old)?, gone),
        12 => {
            let mut new = old.get(..16)?.to_vec();
            let mut groups = Vec::new();
            for group in 0..u32_at(old, 12)?.min(0x1_0000) {
                let at = 16 + 12 * group;
                let (from, to) = (u32_at(old, at)?, u32_at(old, at + 4)?);
                let first = u32_at(old, at + 8)?;
                for code in from..=to.min(from + 0xffff) {
                    let glyph = first + (code - from);
                    if !gone(glyph) {
                        groups.push([code, code, glyph]);
                    }
                }
            }
            new[4..8].copy_from_slice(&u32::try_from(16 + 12 * groups.len()).ok()?.to_be_bytes());
            new[12..16].copy_from_slice(&u32::try_from(groups.len()).ok()?.to_be_bytes());
            new.extend(groups.iter().flatten().flat_map(|n| (*n as u32).to_be_bytes()));
            Some(new)
        }
        _ => None,
    }
}

/// The codes and glyphs of a subtable in format 4.
fn pairs4(old: &[u8]) -> Option<BTreeMap<usize, usize>> {
    let twice = u16_at(old, 6)?;
    let (ends, starts) = (14, 16 + twice);
    let (deltas, ranges) = (starts + twice, starts + 2 * twice);
    let mut out = BTreeMap::new();
    for segment in (0..twice).step_by(2) {
        let (end, start) = (u16_at(old, ends + segment)?, u16_at(old, starts + segment)?);
        let (delta, range) = (u16_at(old, deltas + segment)?, u16_at(old, ranges + segment)?);
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

/// A subtable in format 4: a segment for every row of codes whose glyphs follow each other.
fn format4(pairs: &BTreeMap<usize, usize>, gone: &dyn Fn(usize) -> bool) -> Option<Vec<u8>> {
    let mut segments: Vec<Range<usize>> = Vec::new();
    let mut deltas: Vec<usize> = Vec::new();
    for (code, glyph) in pairs.iter().filter(|(c, g)| **c < 0xffff && !gone(**g)) {
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

    #[test]
    fn codes_of_kept_glyphs_stay_and_others_go() {
        let pairs: BTreeMap<usize, usize> =
            (65..91).map(|c| (c, c - 60)).chain([(200, 3)]).collect();
        let all = format4(&pairs, &|_| false).unwrap();
        assert_eq!(pairs4(&all), Some(pairs.clone()));
        let some = subtable(&all, &|glyph| glyph == 21).unwrap();
        let mut left = pairs;
        left.remove(&81);
        assert_eq!(pairs4(&some), Some(left));
    }

    #[test]
    fn the_mac_table_loses_only_what_is_gone() {
        let mut old = vec![0, 0, 1, 6, 0, 0];
        old.extend(0..=255);
        let new = subtable(&old, &|glyph| glyph == 65).unwrap();
        assert_eq!(new[6 + 65], 0);
        assert_eq!(new[6 + 66], 66);
    }
}
