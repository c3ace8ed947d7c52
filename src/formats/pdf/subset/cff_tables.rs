//! Charset, encoding and FDSelect of a CFF program (Adobe Technical Note 5176, 12, 13 and 19).

use crate::formats::pdf::subset::bytes::u16_at;

/// Names or characters of all glyphs, in any of the three formats (tables 17 to 20).
pub(crate) fn charset(bytes: &[u8], at: usize, count: usize) -> Option<Vec<usize>> {
    let mut out = vec![0];
    let format = *bytes.get(at)?;
    let mut at = at + 1;
    while out.len() < count {
        let first = u16_at(bytes, at)?;
        let (more, size) = match format {
            0 => (0, 2),
            1 => (usize::from(*bytes.get(at + 2)?), 3),
            2 => (u16_at(bytes, at + 2)?, 4),
            _ => return None,
        };
        out.extend(first..=first + more);
        at += size;
    }
    out.truncate(count);
    Some(out)
}

/// Built-in codes and their glyphs (tables 11 to 13).
pub(crate) fn encoding(bytes: &[u8], at: usize, charset: &[usize]) -> Option<Vec<(u8, usize)>> {
    let format = *bytes.get(at)?;
    let count = usize::from(*bytes.get(at + 1)?);
    let mut out = Vec::new();
    let mut next = at + 2;
    for i in 0..count {
        match format & 0x7f {
            0 => {
                out.push((*bytes.get(next)?, i + 1));
                next += 1;
            }
            1 => {
                let (first, more) = (*bytes.get(next)?, *bytes.get(next + 1)?);
                for code in first..=first.saturating_add(more) {
                    out.push((code, out.len() + 1));
                }
                next += 2;
            }
            _ => return None,
        }
    }
    if format & 0x80 != 0 {
        for i in 0..usize::from(*bytes.get(next)?) {
            let entry = next + 1 + 3 * i;
            let name = u16_at(bytes, entry + 1)?;
            let glyph = charset.iter().position(|id| *id == name)?;
            out.push((*bytes.get(entry)?, glyph));
        }
    }
    Some(out)
}

/// Index of the private part of each glyph (tables 27 and 28).
pub(crate) fn fd_select(bytes: &[u8], at: usize, count: usize) -> Option<Vec<u8>> {
    match *bytes.get(at)? {
        0 => Some(bytes.get(at + 1..(at + 1).checked_add(count)?)?.to_vec()),
        3 => {
            let mut out = vec![0; count];
            for range in 0..u16_at(bytes, at + 1)? {
                let entry = at + 3 + 3 * range;
                let (first, end) = (u16_at(bytes, entry)?, u16_at(bytes, entry + 3)?);
                out.get_mut(first..end)?.fill(*bytes.get(entry + 2)?);
            }
            Some(out)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_names_are_read() {
        assert_eq!(charset(&[1, 0, 5, 2, 0, 9, 0], 0, 5), Some(vec![0, 5, 6, 7, 9]));
        assert_eq!(charset(&[2, 0, 5, 0, 1], 0, 3), Some(vec![0, 5, 6]));
        assert_eq!(charset(&[3, 0, 5], 0, 3), None);
        assert_eq!(fd_select(&[3, 0, 2, 0, 0, 1, 0, 2, 0, 0, 3], 0, 3), Some(vec![1, 1, 0]));
    }

    #[test]
    fn a_row_of_codes_goes_on_from_glyph_to_glyph() {
        let codes = encoding(&[1, 2, 65, 1, 97, 0], 0, &[0, 1, 2, 3]);
        assert_eq!(codes, Some(vec![(65, 1), (66, 2), (97, 3)]));
    }
}
