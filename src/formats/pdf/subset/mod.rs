//! An embedded font program is made to hold no more than what is still drawn: a subset holds the
//! letters of its document, and so those of what was cut.
//!
//! All that is not drawn goes, not only what was cut, so that no gap tells which letters those
//! were. Glyphs keep their numbers.

mod cff;
mod true_type;
mod type1;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use type1::Type1;

/// Takes the outlines, names, widths and codes of all other glyphs out of a TrueType, OpenType or
/// CFF program; the number of glyphs that it emptied, `None` if the program stays as it was.
pub(super) fn keep_only(program: &mut Vec<u8>, kept: &BTreeSet<u32>) -> Option<usize> {
    match program.get(..4)? {
        [0, 1, 0, 0] | b"true" => {
            let (emptied, needed) = true_type::glyphs(program, kept)?;
            true_type::tables(program, kept, &needed);
            Some(emptied)
        }
        b"OTTO" => {
            let range = table(program, b"CFF ")?;
            let emptied = cff::keep_only(program.get_mut(range)?, kept)?;
            true_type::tables(program, kept, kept);
            Some(emptied)
        }
        [1, ..] => cff::keep_only(program, kept),
        _ => None,
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
            keep_only(&mut bytes, &BTreeSet::from([1, 2, 300]));
            if let Some(mut program) = Type1::read(&bytes, bytes.len() / 2) {
                program.keep_only(&BTreeSet::from(["A".to_owned()]));
                program.write();
            }
        }
    }
}
