//! TIFF and JPEG XR without metadata.

use crate::formats::media::icc_profile;

/// Zeros the values of tags that describe authors, devices, locations, and programs (TIFF 6.0).
/// `None` if the structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    const TELL: [u16; 18] = [
        269, 270, 271, 272, 285, 305, 306, 315, 316, 700, 33432, 33723, 34377, 40091, 40092, 40093,
        40094, 40095,
    ];
    const DIRECTORIES: [u16; 2] = [34665, 34853];
    let big = bytes.starts_with(b"MM");
    let mut out = bytes.to_vec();
    let mut todo = vec![(number(bytes, 4, 4, big)?, false)];
    let mut seen = Vec::new();
    while let Some((at, all)) = todo.pop() {
        if at == 0 || seen.contains(&at) || seen.len() > 64 {
            continue;
        }
        seen.push(at);
        let count = number(bytes, at, 2, big)?;
        for entry in (0..count).map(|i| at + 2 + i * 12) {
            let tag = u16::try_from(number(bytes, entry, 2, big)?).ok()?;
            let width = match number(bytes, entry + 2, 2, big)? {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                5 | 10 | 12 => 8,
                _ => 4,
            };
            let length = width * number(bytes, entry + 4, 4, big)?;
            let value = if length <= 4 { entry + 8 } else { number(bytes, entry + 8, 4, big)? };
            if tag == 34675 {
                let profile = out.get_mut(value..value.checked_add(length)?)?;
                match icc_profile::cleaned(profile) {
                    Some(clean) => profile.copy_from_slice(&clean),
                    None => profile.fill(0),
                }
            } else if DIRECTORIES.contains(&tag) {
                todo.push((number(bytes, entry + 8, 4, big)?, true));
            } else if all || TELL.contains(&tag) {
                out.get_mut(value..value.checked_add(length)?)?.fill(0);
            }
        }
        if !all {
            todo.push((number(bytes, at + 2 + count * 12, 4, big)?, false));
        }
    }
    Some(out)
}

/// A number of `width` bytes (2 or 4) at a byte offset, big-endian if `big`.
fn number(bytes: &[u8], at: usize, width: usize, big: bool) -> Option<usize> {
    let slice = bytes.get(at..at.checked_add(width)?)?;
    let digits = slice.iter().map(|b| usize::from(*b));
    let add = |sum: usize, b: usize| sum << 8 | b;
    Some(if big { digits.fold(0, add) } else { digits.rev().fold(0, add) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiff_loses_its_author() {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x00\x01\x04\0\x01\0\0\0\x07\0\0\0");
        tiff.extend(b"\x3B\x01\x02\0\x06\0\0\0\x26\0\0\0\0\0\0\0Jansen");
        let clean = stripped(&tiff).expect("as made here");
        assert_eq!(clean.len(), tiff.len());
        assert!(clean.ends_with(&[0; 6]) && clean[..38] == tiff[..38]);
    }
}
