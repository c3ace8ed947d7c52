//! Big-endian numbers and tables in font programs.

use std::ops::Range;

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?)))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

/// A table of an OpenType file.
pub(crate) fn table(bytes: &[u8], tag: &[u8; 4]) -> Option<Range<usize>> {
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
