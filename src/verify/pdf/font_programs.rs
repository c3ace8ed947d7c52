//! What can be read in the bytes of a font program.

/// Fewest letters that are taken for text.
const LETTERS: usize = 6;

/// All stretches of letters, of one byte and of two, a line each.
pub(super) fn strings(program: &[u8]) -> String {
    let mut out = String::new();
    let narrow = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    };
    for run in program.split(|b| *b < 0x20) {
        if run.len() >= LETTERS && letters(run.iter().copied()) >= LETTERS {
            out.push_str(&narrow(run));
            out.push('\n');
        }
    }
    // Every second byte of letters of two is zero, or nearly.
    for skip in [0, 1] {
        let (pairs, _) = program.get(skip..).unwrap_or_default().as_chunks::<2>();
        for unit in [|p: &[u8; 2]| u16::from_be_bytes(*p), |p: &[u8; 2]| u16::from_le_bytes(*p)] {
            for run in pairs.split(|p| !(0x20..0x250).contains(&unit(p))) {
                let low = run.iter().map(|p| u8::try_from(unit(p)).unwrap_or(b'x'));
                if run.len() >= LETTERS && letters(low) >= LETTERS {
                    out.extend(run.iter().filter_map(|p| char::from_u32(u32::from(unit(p)))));
                    out.push('\n');
                }
            }
        }
    }
    out
}

fn letters(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.filter(|b| b.is_ascii_alphabetic() || *b >= 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::strings;

    #[test]
    fn letters_are_read_however_wide_they_are() {
        let wide = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "Wispelaer".encode_utf16().flat_map(to).collect()
        };
        for text in [b"Wispelaer".to_vec(), wide(u16::to_be_bytes), wide(u16::to_le_bytes)] {
            for before in [&[0, 1][..], &[0, 1, 2]] {
                let read = strings(&[before, &text, &[0, 3]].concat());
                assert!(read.contains("Wispelaer\n"), "{read:?}");
            }
        }
        assert_eq!(strings(&[0, 1, b'a', b'b', 0, 7]), "");
    }
}
