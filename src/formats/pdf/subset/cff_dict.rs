//! DICT and INDEX structures of CFF (Adobe Technical Note 5176, 4 and 5).

use crate::formats::pdf::subset::bytes::{u16_at, u32_at};
use std::ops::Range;

/// An operator with its operands, as numbers and as bytes.
pub(crate) struct Entry<'a> {
    /// Two-byte operators have 12 in the upper byte.
    pub(crate) operator: u16,
    pub(crate) numbers: Vec<i64>,
    pub(crate) bytes: &'a [u8],
}

impl Entry<'_> {
    /// The last operand as an offset or a size.
    pub(crate) fn last(&self) -> Option<usize> {
        usize::try_from(*self.numbers.last()?).ok()
    }
}

/// The last operand of an operator, if the DICT has it.
pub(crate) fn find(entries: &[Entry<'_>], operator: u16) -> Option<usize> {
    entries.iter().find(|e| e.operator == operator)?.last()
}

/// The entries of a DICT.
pub(crate) fn read(dict: &[u8]) -> Option<Vec<Entry<'_>>> {
    let mut out = Vec::new();
    let (mut at, mut start, mut numbers) = (0, 0, Vec::new());
    while let Some(b) = dict.get(at) {
        let next = |n: usize| dict.get(at + n).map(|b| i64::from(*b));
        let (length, value) = match b {
            0..=21 => {
                let (length, operator) = match b {
                    12 => (2, 0x0c00 | u16::from(*dict.get(at + 1)?)),
                    _ => (1, u16::from(*b)),
                };
                let bytes = dict.get(start..at + length)?;
                out.push(Entry { operator, numbers: std::mem::take(&mut numbers), bytes });
                at += length;
                start = at;
                continue;
            }
            28 => (3, i64::from(u16_at(dict, at + 1)? as u16 as i16)),
            29 => (5, i64::from(u32_at(dict, at + 1)? as u32 as i32)),
            30 => {
                let digits = dict.get(at + 1..)?;
                let end = digits.iter().position(|b| b & 0x0f == 0x0f || b >> 4 == 0x0f)?;
                // A real number is not an offset.
                (end + 2, -1)
            }
            32..=246 => (1, i64::from(*b) - 139),
            247..=250 => (2, (i64::from(*b) - 247) * 256 + next(1)? + 108),
            251..=254 => (2, -(i64::from(*b) - 251) * 256 - next(1)? - 108),
            _ => return None,
        };
        numbers.push(value);
        at += length;
    }
    Some(out)
}

/// An operator with five-byte numbers, so that its length does not depend on them.
pub(crate) fn entry(operator: u16, numbers: &[usize]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for n in numbers {
        out.push(29);
        out.extend(i32::try_from(*n).ok()?.to_be_bytes());
    }
    match operator.to_be_bytes() {
        [0, one] => out.push(one),
        two => out.extend(two),
    }
    Some(out)
}

/// The parts of an INDEX, and the offset of its end.
pub(crate) fn index(bytes: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
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

/// An INDEX of these parts.
pub(crate) fn write_index<T: AsRef<[u8]>>(parts: &[T]) -> Option<Vec<u8>> {
    let mut out = u16::try_from(parts.len()).ok()?.to_be_bytes().to_vec();
    if parts.is_empty() {
        return Some(out);
    }
    out.push(4);
    let mut at = 1_u32;
    out.extend(at.to_be_bytes());
    for part in parts {
        at = at.checked_add(u32::try_from(part.as_ref().len()).ok()?)?;
        out.extend(at.to_be_bytes());
    }
    parts.iter().for_each(|part| out.extend_from_slice(part.as_ref()));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_read_as_written() {
        let index_of = |parts: &[&[u8]]| write_index(parts).unwrap();
        let bytes = index_of(&[b"ab", b"", b"c"]);
        let (parts, end) = index(&bytes, 0).unwrap();
        assert_eq!(end, bytes.len());
        let read: Vec<&[u8]> = parts.into_iter().map(|r| &bytes[r]).collect();
        assert_eq!(read, [&b"ab"[..], b"", b"c"]);
        assert_eq!(index(&index_of(&[]), 0), Some((vec![], 2)));
    }

    #[test]
    fn numbers_of_all_sizes_are_read() {
        let dict = [139, 28, 0xff, 0xfe, 29, 0, 1, 0, 0, 247, 0, 251, 0, 30, 0x1a, 0x5f, 12, 7, 17];
        let entries = read(&dict).unwrap();
        assert_eq!(entries[0].numbers, [0, -2, 65536, 108, -108, -1]);
        assert_eq!(entries[0].operator, 0x0c07);
        assert_eq!((entries[1].operator, entries[1].bytes), (17, &[17][..]));
        assert_eq!(entry(0x0c24, &[7]).unwrap(), [29, 0, 0, 0, 7, 12, 36]);
    }
}
