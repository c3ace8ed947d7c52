//! Invariants of reducing font programs, for any bytes.

use crate::formats::pdf::subset::bytes::table;
use crate::formats::pdf::subset::cff::Cff;
use crate::formats::pdf::subset::glyf::Outlines;
use crate::formats::pdf::subset::{Type1, cff_in_order, keep_only, reencoded, true_type_in_order};
use std::collections::{BTreeMap, BTreeSet};

/// A font program, the glyphs to keep chosen by its last byte: what is written reads as a program
/// again, no glyph that was not kept draws anything, and keeping the same glyphs once more changes
/// nothing in their number.
pub fn font_program(bytes: &[u8]) {
    let Some(choice) = bytes.last().copied().filter(|_| bytes.len() <= 1 << 17) else { return };
    if bytes.starts_with(b"%!") {
        return type1(bytes, choice);
    }
    let kept: BTreeSet<u32> = (1..16).filter(|g| choice >> (g % 8) & 1 == 1).collect();
    for by_name in [false, true] {
        let mut program = bytes.to_vec();
        if keep_only(&mut program, &kept, by_name).is_some() {
            reduced(bytes, &program, &kept, by_name);
        }
    }
    let order: Vec<u32> = kept.iter().rev().copied().collect();
    if let Some(program) = cff_in_order(bytes, &order) {
        assert!(Cff::read(&program).is_some_and(|f| f.count() == order.len() + 1));
    }
    let codes: BTreeMap<u32, u32> = kept.iter().map(|g| (*g + 32, *g)).collect();
    if let Some(program) = true_type_in_order(bytes, &order, Some(&codes)) {
        assert!(Outlines::read(&program).is_some());
    }
    if let Some((program, _)) = reencoded(bytes, 0, &codes) {
        assert!(Cff::read(&program).is_some());
    }
}

fn reduced(before: &[u8], program: &[u8], kept: &BTreeSet<u32>, by_name: bool) {
    let cff = match program.get(..4) {
        Some(b"OTTO") => table(program, b"CFF ").and_then(|t| program.get(t)),
        Some([1, ..]) => Some(program),
        _ => None,
    };
    if let Some(cff) = cff {
        let font = Cff::read(cff).expect("a reduced program reads again");
        let drawn = (1..font.count()).filter(|g| font.draws(*g)).count();
        assert!(drawn <= kept.len(), "{drawn} glyphs draw of {} kept", kept.len());
    } else if let Some(old) = Outlines::read(before) {
        let font = Outlines::read(program).expect("a reduced program reads again");
        let parts = old.parts(kept);
        for glyph in 1..u32::try_from(font.count).unwrap_or(0) {
            let draws = font.get(glyph).is_some_and(|bytes| !bytes.is_empty());
            let stays = kept.contains(&glyph) || parts.contains(&glyph);
            assert!(stays || !draws, "glyph {glyph} is left");
        }
    }
    let mut again = program.to_vec();
    if !by_name && keep_only(&mut again, kept, by_name).is_some_and(|gone| gone > 0) {
        panic!("a second time more glyphs go");
    }
}

fn type1(bytes: &[u8], choice: u8) {
    let clear = memchr::memmem::find(bytes, b"eexec").map_or(bytes.len(), |at| at + 6);
    let Some(mut font) = Type1::read(bytes, clear) else { return };
    let names: Vec<String> = font.names().map(str::to_owned).collect();
    let chosen = names.iter().enumerate().filter(|(i, _)| choice >> (i % 8) & 1 == 1);
    let kept: BTreeSet<String> = chosen.map(|(_, name)| name.clone()).collect();
    if font.keep_only(&kept).is_none() || font.arrange(None).is_none() {
        return;
    }
    let (program, lengths) = font.write();
    assert_eq!(lengths.iter().sum::<usize>(), program.len());
    let again = Type1::read(&program, lengths[0]).expect("a reduced program reads again");
    for name in again.names() {
        assert!(name == ".notdef" || kept.contains(name), "{name} is left");
    }
    let left = again.names().filter(|n| kept.contains(*n)).count();
    assert_eq!(left, kept.len(), "a glyph that was kept is gone");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invariants_hold_for_the_traps() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/traps/pdf");
        let files = std::fs::read_dir(folder).expect("traps").flatten().map(|f| f.path());
        let mut seen = 0;
        for file in files.filter(|f| f.extension().is_some_and(|e| e == "pdf")) {
            let Ok(doc) = lopdf::Document::load(file) else { continue };
            for stream in doc.objects.values().filter_map(|o| o.as_stream().ok()) {
                let Ok(program) = stream.get_plain_content() else { continue };
                seen +=
                    usize::from(program.starts_with(&[0, 1, 0, 0]) || program.starts_with(b"%!"));
                for choice in [0, 0b1010_0101, 0xff] {
                    font_program(&[program.as_slice(), &[choice]].concat());
                }
            }
        }
        assert!(seen > 3, "{seen}");
    }
}
