//! Reduces embedded font programs to what is still drawn: a subset holds the letters of its
//! document, including those of removed text.
//!
//! Everything that is not drawn is removed, not only what was redacted, so that no gap reveals
//! which letters those were. Glyphs keep their numbers, except where they are found by name or are
//! put in a new order.

mod bytes;
mod cff;
mod cff_dict;
mod cff_private;
mod cff_tables;
mod charstring;
mod cmap;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod glyf;
pub(crate) mod remarks;
mod sfnt;
pub(crate) mod tag;
mod type1;

use crate::formats::pdf::subset::bytes::{table, u16_at};
use crate::formats::pdf::subset::cff::Cff;
use crate::formats::pdf::subset::glyf::Outlines;
use crate::formats::pdf::subset::sfnt::SubsetRequest;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use crate::formats::pdf::subset::type1::Type1;

/// Removes outlines, names, widths and codes of all other glyphs from a TrueType, OpenType or CFF
/// program. Returns the number of emptied glyphs; `None` if the program stays as it was. The glyphs
/// of a CFF program are put in a new order if they are found `by_name`.
pub(crate) fn keep_only(
    program: &mut Vec<u8>,
    kept: &BTreeSet<u32>,
    by_name: bool,
) -> Option<usize> {
    match program.get(..4)? {
        [0, 1, 0, 0] | b"true" => {
            let outlines = Outlines::read(program)?;
            let parts = outlines.parts(kept);
            let stays = |g: u32| g == 0 || kept.contains(&g) || parts.contains(&g);
            let count = u32::try_from(outlines.count).ok()?;
            let drawn = |g: &u32| outlines.get(*g).is_some_and(|bytes| !bytes.is_empty());
            let emptied = (1..count).filter(|g| !stays(*g)).filter(drawn).count();
            // Glyphs keep their numbers; those after the last one that stays are dropped.
            let last = kept.iter().chain(&parts).filter(|g| **g < count).max().unwrap_or(&0);
            let order: Vec<_> = (0..=*last).map(|g| Some(g).filter(|g| stays(*g))).collect();
            let wanted = SubsetRequest { order: &order, kept, reencoded: None };
            *program = sfnt::write(program, &wanted, None)?;
            Some(emptied)
        }
        b"OTTO" => {
            let font = Cff::read(program.get(table(program, b"CFF ")?)?)?;
            let emptied = emptied(&font, kept);
            // The other tables are indexed by glyph number, and so may the file be.
            let order = as_numbered(&font, kept);
            let cff = font.write(&order, None)?;
            let order: Vec<_> = order.iter().map(|g| g.and_then(|g| g.try_into().ok())).collect();
            let wanted = SubsetRequest { order: &order, kept, reencoded: None };
            *program = sfnt::write(program, &wanted, Some(cff))?;
            Some(emptied)
        }
        [1, ..] => {
            let font = Cff::read(program)?;
            let emptied = emptied(&font, kept);
            let order = if by_name || font.by_number() {
                in_order_of_names(&font, kept)
            } else {
                as_numbered(&font, kept)
            };
            *program = font.write(&order, None)?;
            Some(emptied)
        }
        _ => None,
    }
}

/// Number of glyphs of a CFF program that are emptied.
fn emptied(font: &Cff<'_>, kept: &BTreeSet<u32>) -> usize {
    let gone = |g: &usize| u32::try_from(*g).is_ok_and(|g| !kept.contains(&g));
    (1..font.count()).filter(gone).filter(|g| font.draws(*g)).count()
}

fn as_numbered(font: &Cff<'_>, kept: &BTreeSet<u32>) -> Vec<Option<usize>> {
    let stays = |g: &usize| *g == 0 || u32::try_from(*g).is_ok_and(|g| kept.contains(&g));
    let last = (0..font.count()).rev().find(stays).unwrap_or(0);
    (0..=last).map(|g| Some(g).filter(stays)).collect()
}

/// Glyphs that are found by name or character, in the order of these.
fn in_order_of_names(font: &Cff<'_>, kept: &BTreeSet<u32>) -> Vec<Option<usize>> {
    let mut order: Vec<usize> =
        kept.iter().map(|g| *g as usize).filter(|g| (1..font.count()).contains(g)).collect();
    order.sort_by_key(|g| font.key(*g));
    std::iter::once(0).chain(order).map(Some).collect()
}

/// A CFF program of a composite font with its glyphs in this order after the empty one, as
/// characters 1, 2 and so on.
pub(crate) fn cff_in_order(program: &[u8], kept: &[u32]) -> Option<Vec<u8>> {
    if *program.first()? != 1 {
        return None;
    }
    let font = Cff::read(program)?;
    let order: Vec<_> = [0].iter().chain(kept).map(|g| usize::try_from(*g).ok()).collect();
    let characters: Vec<usize> = (0..order.len()).collect();
    font.write(&order, Some(&characters).filter(|_| font.by_number()).map(Vec::as_slice))
}

/// A TrueType program with its glyphs in this order after the empty one: those in `kept`, then
/// their components. `new_codes` applies to the font's own codes.
pub(crate) fn true_type_in_order(
    program: &[u8],
    kept: &[u32],
    new_codes: Option<&BTreeMap<u32, u32>>,
) -> Option<Vec<u8>> {
    if !matches!(program.get(..4)?, [0, 1, 0, 0] | b"true") {
        return None;
    }
    let outlines = Outlines::read(program)?;
    let own: BTreeSet<u32> = kept.iter().copied().collect();
    let mut parts: Vec<u32> = outlines.parts(&own).into_iter().filter(|g| *g != 0).collect();
    parts.sort_by_key(|g| outlines.get(*g));
    let order: Vec<_> = [0].iter().chain(kept).chain(&parts).map(|g| Some(*g)).collect();
    sfnt::write(program, &SubsetRequest { order: &order, kept: &own, reencoded: new_codes }, None)
}

/// A CFF or Type 1 program with other codes in its built-in encoding, and the lengths of its parts.
/// `clear` is the length of the clear text of a Type 1 program.
pub(crate) fn reencoded(
    program: &[u8],
    clear: usize,
    codes: &BTreeMap<u32, u32>,
) -> Option<(Vec<u8>, Vec<usize>)> {
    if program.starts_with(b"%!") {
        let mut font = Type1::read(program, clear)?;
        font.arrange(Some(codes))?;
        let (bytes, lengths) = font.write();
        return Some((bytes, lengths.to_vec()));
    }
    if *program.first()? != 1 {
        return None;
    }
    Some((Cff::read(program)?.reencoded(codes)?, Vec::new()))
}

/// Number of glyphs of a TrueType or OpenType program.
pub(crate) fn glyph_count(program: &[u8]) -> Option<usize> {
    u16_at(program, table(program, b"maxp")?.start.checked_add(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(
            head in proptest::sample::select(vec![&b"\0\x01\0\0"[..], b"OTTO", b"\x01\0\x04\x01", b"%!PS"]),
            rest in proptest::collection::vec(0u8..=255, 0..300),
        ) {
            let mut bytes = [head, rest.as_slice()].concat();
            true_type_in_order(&bytes, &[3, 1, 1], None);
            cff_in_order(&bytes, &[2, 1]);
            keep_only(&mut bytes, &BTreeSet::from([1, 2, 300]), true);
            if let Some(mut program) = Type1::read(&bytes, bytes.len() / 2) {
                program.keep_only(&BTreeSet::from(["A".to_owned()]));
                program.write();
            }
        }
    }
}
