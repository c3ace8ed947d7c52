//! GIF without metadata.

/// Removes comment, plain text, and application extensions (GIF89a), except the one that repeats an
/// animation, and trailing data. `None` if the structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = |flags: u8| if flags & 0x80 != 0 { 3usize << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let keep = match bytes.get(at)? {
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                label == 0xF9 || (label == 0xFF && bytes.get(at + 1..at + 12)? == b"NETSCAPE2.0")
            }
            0x2C => {
                at += 10 + table(*bytes.get(at + 9)?) + 1;
                true
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += length + 1;
            if length == 0 {
                break;
            }
        }
        if keep {
            out.extend(bytes.get(start..at)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gif_loses_its_comment() {
        let head = b"GIF89a\x01\0\x01\0\0\0\0".to_vec();
        let image = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
        let dirty =
            [head.clone(), b"\x21\xFE\x06Jansen\0".to_vec(), image.clone(), b";Jansen".to_vec()]
                .concat();
        assert_eq!(stripped(&dirty), Some([head, image, b";".to_vec()].concat()));
    }
}
