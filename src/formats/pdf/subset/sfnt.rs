//! A TrueType or OpenType program reduced to what a PDF needs and to the glyphs that stay (ISO
//! 32000-2, 9.9.1; OpenType 1.9).
//!
//! Every number that depends on the glyphs (bounds, counts, offsets) is computed from those that
//! stay, or it would reveal the others.

use crate::formats::pdf::subset::bytes::{table, u16_at, u32_at};
use crate::formats::pdf::subset::cmap;
use crate::formats::pdf::subset::glyf::{self, GlyphMaxima, Outlines};
use std::collections::{BTreeMap, BTreeSet};

/// Tables that do not depend on which glyphs there are.
const AS_THEY_ARE: [&[u8; 4]; 4] = [b"cvt ", b"fpgm", b"gasp", b"prep"];
/// Number of glyph names that a `post` table need not spell out.
const STANDARD_NAMES: usize = 258;

/// What a program is to contain.
pub(crate) struct SubsetRequest<'a> {
    /// The old number of each new glyph; `None` for an empty one.
    pub(crate) order: &'a [Option<u32>],
    /// The glyphs that are drawn themselves, by old number: only these have codes and names.
    pub(crate) kept: &'a BTreeSet<u32>,
    /// Old code -> new code, if codes change.
    pub(crate) reencoded: Option<&'a BTreeMap<u32, u32>>,
}

impl SubsetRequest<'_> {
    /// Old number -> new number; the first if a glyph occurs twice.
    fn numbers(&self) -> BTreeMap<u32, u32> {
        let mut out = BTreeMap::new();
        for (new, old) in (0u32..).zip(self.order) {
            if let Some(old) = old {
                out.entry(*old).or_insert(new);
            }
        }
        out
    }
}

/// The reduced program; `None` if it is not understood. `cff` replaces its `CFF ` table.
pub(crate) fn write(
    old: &[u8],
    wanted: &SubsetRequest<'_>,
    cff: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    if wanted.order.first() != Some(&Some(0)) || wanted.order.len() > 0xffff {
        return None;
    }
    let copy = |tag: &[u8; 4]| table(old, tag).and_then(|r| old.get(r)).map(<[u8]>::to_vec);
    let mut tables: BTreeMap<[u8; 4], Vec<u8>> = BTreeMap::new();
    for tag in AS_THEY_ARE {
        tables.extend(copy(tag).map(|bytes| (*tag, bytes)));
    }
    let numbers = wanted.numbers();
    let mut head = copy(b"head")?;
    // Creation and modification dates.
    head.get_mut(20..36)?.fill(0);
    let mut maxp = copy(b"maxp")?;
    set(&mut maxp, 4, wanted.order.len())?;
    let mut boxes = Vec::new();
    match cff {
        Some(cff) => {
            tables.insert(*b"CFF ", cff);
        }
        None => {
            let (glyf, loca, long) = glyphs(old, wanted, &numbers, &mut maxp, &mut boxes)?;
            set(&mut head, 50, usize::from(long))?;
            let all = boxes.iter().flatten().copied().reduce(union).unwrap_or_default();
            for (i, edge) in all.into_iter().enumerate() {
                head.get_mut(36 + 2 * i..38 + 2 * i)?.copy_from_slice(&edge.to_be_bytes());
            }
            tables.insert(*b"glyf", glyf);
            tables.insert(*b"loca", loca);
        }
    }
    if let (Some(mut hhea), Some(hmtx)) = (copy(b"hhea"), copy(b"hmtx")) {
        let hmtx = metrics(&mut hhea, &hmtx, wanted, &boxes)?;
        tables.insert(*b"hhea", hhea);
        tables.insert(*b"hmtx", hmtx);
    }
    if table(old, b"cmap").is_some() {
        let coded: BTreeMap<u32, u32> = numbers
            .iter()
            .filter(|(old, _)| wanted.kept.contains(old))
            .map(|(o, n)| (*o, *n))
            .collect();
        tables.insert(*b"cmap", cmap::write(old, &coded, wanted.reencoded)?);
    }
    if let Some(post) = copy(b"post") {
        tables.insert(*b"post", names(&post, wanted)?);
    }
    tables.insert(*b"head", head);
    tables.insert(*b"maxp", maxp);
    assemble(old.get(..4)?, &tables)
}

type Bounds = [i16; 4];

fn union(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn set(bytes: &mut [u8], at: usize, value: usize) -> Option<()> {
    let value = u16::try_from(value).unwrap_or(u16::MAX);
    bytes.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// The outlines; also updates `maxp` and collects the bounds of each glyph.
fn glyphs(
    old: &[u8],
    wanted: &SubsetRequest<'_>,
    numbers: &BTreeMap<u32, u32>,
    maxp: &mut [u8],
    boxes: &mut Vec<Option<Bounds>>,
) -> Option<(Vec<u8>, Vec<u8>, bool)> {
    let outlines = Outlines::read(old)?;
    let mut most = GlyphMaxima::default();
    let mut glyphs = Vec::with_capacity(wanted.order.len());
    for glyph in wanted.order {
        let Some(glyph) = glyph else {
            glyphs.push(Vec::new());
            boxes.push(None);
            continue;
        };
        outlines.measure(*glyph, &mut most)?;
        let new = outlines.renumbered(*glyph, numbers)?;
        let edge = |i: usize| u16_at(&new, 2 + 2 * i).map(|n| n as u16 as i16);
        boxes.push(edge(0).and_then(|x| Some([x, edge(1)?, edge(2)?, edge(3)?])));
        glyphs.push(new);
    }
    if maxp.len() >= 32 {
        set(maxp, 6, most.points)?;
        set(maxp, 8, most.contours)?;
        set(maxp, 10, most.composite_points)?;
        set(maxp, 12, most.composite_contours)?;
        set(maxp, 26, most.instructions)?;
        set(maxp, 28, most.parts)?;
        set(maxp, 30, most.depth)?;
    }
    glyf::write(&glyphs)
}

/// Width and side bearing of each glyph; also updates `hhea`.
fn metrics(
    hhea: &mut [u8],
    old: &[u8],
    wanted: &SubsetRequest<'_>,
    boxes: &[Option<Bounds>],
) -> Option<Vec<u8>> {
    let count = u16_at(hhea, 34)?;
    let mut out = Vec::new();
    let (mut widest, mut left, mut right, mut extent) = (0, None, None, None);
    for (i, glyph) in wanted.order.iter().enumerate() {
        let (width, bearing) = match glyph {
            Some(glyph) => metric(old, count, *glyph as usize),
            None => (0, 0),
        };
        out.extend(u16::try_from(width).ok()?.to_be_bytes());
        out.extend((bearing as u16).to_be_bytes());
        widest = widest.max(width);
        if let Some([x0, _, x1, _]) = boxes.get(i).copied().flatten() {
            let (lsb, reach) = (i64::from(bearing as u16 as i16), i64::from(x1) - i64::from(x0));
            let rest = i64::try_from(width).ok()? - lsb - reach;
            left = Some(left.map_or(lsb, |l: i64| l.min(lsb)));
            right = Some(right.map_or(rest, |r: i64| r.min(rest)));
            extent = Some(extent.map_or(lsb + reach, |e: i64| e.max(lsb + reach)));
        }
    }
    set(hhea, 10, widest)?;
    for (at, value) in [(12, left), (14, right), (16, extent)] {
        let limits = (i64::from(i16::MIN), i64::from(i16::MAX));
        let value = value.unwrap_or(0).clamp(limits.0, limits.1) as i16;
        hhea.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    }
    set(hhea, 34, wanted.order.len())?;
    Some(out)
}

/// Width and side bearing of a glyph: after the last entry, the last width applies (`hmtx`).
fn metric(hmtx: &[u8], count: usize, glyph: usize) -> (usize, usize) {
    let width = |i: usize| u16_at(hmtx, 4 * i).unwrap_or(0);
    if glyph < count {
        (width(glyph), u16_at(hmtx, 4 * glyph + 2).unwrap_or(0))
    } else {
        let bearing = u16_at(hmtx, 4 * count + 2 * (glyph - count)).unwrap_or(0);
        (width(count.saturating_sub(1)), bearing)
    }
}

/// A `post` table with the names of drawn glyphs, or without names if it had none.
fn names(post: &[u8], wanted: &SubsetRequest<'_>) -> Option<Vec<u8>> {
    let mut head: [u8; 32] = *post.first_chunk()?;
    head[16..].fill(0);
    let version = u32_at(post, 0)?;
    let named = |glyph: usize| match version {
        0x0001_0000 => Some(glyph).filter(|g| *g < STANDARD_NAMES),
        _ => u16_at(post, 34 + 2 * glyph).filter(|_| glyph < u16_at(post, 32).unwrap_or(0)),
    };
    if !matches!(version, 0x0001_0000 | 0x0002_0000) {
        head[..4].copy_from_slice(&0x0003_0000_u32.to_be_bytes());
        return Some(head.to_vec());
    }
    head[..4].copy_from_slice(&0x0002_0000_u32.to_be_bytes());
    let mut out = head.to_vec();
    let spelled = spelled(post, version)?;
    let mut texts: Vec<u8> = Vec::new();
    let mut count = STANDARD_NAMES;
    out.extend(u16::try_from(wanted.order.len()).ok()?.to_be_bytes());
    for glyph in wanted.order {
        let kept = glyph.filter(|g| wanted.kept.contains(g));
        let name = kept.and_then(|g| named(g as usize)).unwrap_or(0);
        let number = match name.checked_sub(STANDARD_NAMES) {
            None => name,
            Some(own) => match spelled.get(own) {
                Some(text) => {
                    texts.push(text.len() as u8);
                    texts.extend_from_slice(text);
                    count += 1;
                    count - 1
                }
                None => 0,
            },
        };
        out.extend(u16::try_from(number).ok()?.to_be_bytes());
    }
    out.extend(texts);
    Some(out)
}

/// The names that a `post` table spells out.
fn spelled(post: &[u8], version: usize) -> Option<Vec<&[u8]>> {
    let mut out = Vec::new();
    if version != 0x0002_0000 {
        return Some(out);
    }
    let mut at = 34 + 2 * u16_at(post, 32)?;
    while let Some(length) = post.get(at) {
        let end = at + 1 + usize::from(*length);
        let Some(text) = post.get(at + 1..end) else { break };
        out.push(text);
        at = end;
    }
    Some(out)
}

/// A program of these tables, with its checksums.
fn assemble(version: &[u8], tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Option<Vec<u8>> {
    let count = tables.len();
    let power = count.checked_ilog2()?;
    let mut out = version.to_vec();
    let search = 16 << power;
    for word in [count, search, power as usize, 16 * count - search] {
        out.extend(u16::try_from(word).ok()?.to_be_bytes());
    }
    let mut at = 12 + 16 * count;
    let mut body: Vec<u8> = Vec::new();
    let mut head = None;
    for (tag, bytes) in tables {
        let mut bytes = bytes.clone();
        if tag == b"head" {
            head = Some(at);
            bytes.get_mut(8..12)?.fill(0);
        }
        out.extend_from_slice(tag);
        out.extend(checksum(&bytes).to_be_bytes());
        out.extend(u32::try_from(at).ok()?.to_be_bytes());
        out.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        at += bytes.len();
        body.extend(bytes);
    }
    out.extend(body);
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&out));
    out.get_mut(head? + 8..)?.get_mut(..4)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(out)
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, word| {
        let mut whole = [0; 4];
        whole.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(whole))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_width_is_that_of_all_behind_it() {
        let hmtx = [0, 9, 0, 1, 0, 7, 0, 2, 0, 3];
        assert_eq!(metric(&hmtx, 2, 0), (9, 1));
        assert_eq!(metric(&hmtx, 2, 2), (7, 3));
        assert_eq!(metric(&hmtx, 2, 9), (7, 0));
    }

    #[test]
    fn names_follow_their_glyphs() {
        let mut post = vec![0; 32];
        post[1] = 2;
        post.extend([0, 3, 0, 0, 1, 2, 1, 3, 1, b'a', 2, b'b', b'c']);
        let kept = BTreeSet::from([2]);
        let wanted =
            SubsetRequest { order: &[Some(0), Some(2), Some(1)], kept: &kept, reencoded: None };
        let new = names(&post, &wanted).unwrap();
        assert_eq!(new[32..], [0, 3, 0, 0, 1, 2, 0, 0, 2, b'b', b'c']);
        post[1] = 1;
        assert_eq!(names(&post, &wanted).unwrap()[32..], [0, 3, 0, 0, 0, 2, 0, 0]);
    }

    #[test]
    fn the_sum_of_a_program_is_the_one_the_standard_wants() {
        let tables = BTreeMap::from([(*b"abcd", vec![1; 7]), (*b"head", vec![3; 54])]);
        let program = assemble(&[0, 1, 0, 0], &tables).unwrap();
        assert_eq!(checksum(&program), 0xb1b0_afba);
        assert_eq!(program[table(&program, b"abcd").unwrap()], [1; 7]);
    }
}
