//! Which letters bytes stand for, by the font.

use crate::formats::charset;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::ops::Range;

/// The encoding of a code page of Windows; `None` for those that are not known here.
pub(super) fn code_page(number: i64) -> Option<&'static Encoding> {
    let label = match number {
        1250..=1258 => return charset::named(&format!("windows-{number}")),
        0 | 28591 | 20127 => "windows-1252",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        10000 => "macintosh",
        65001 => "utf-8",
        _ => return None,
    };
    charset::named(label)
}

/// The code page of a font by its character set (`\fcharset`); `None` for that of the file.
pub(super) fn of_font(set: i64) -> Option<i64> {
    Some(match set {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 | 255 => 437,
        _ => return None,
    })
}

/// Letters behind bytes, each with where it stands.
pub(super) fn letters(
    bytes: &[(u8, Range<usize>)],
    encoding: Option<&'static Encoding>,
) -> Vec<(char, Range<usize>)> {
    let one = |(byte, at): &(u8, Range<usize>)| {
        let c = match encoding {
            _ if byte.is_ascii() => char::from(*byte),
            Some(e) => single(e, *byte),
            None => '\u{FFFD}',
        };
        (c, at.clone())
    };
    match encoding {
        Some(e) if !e.is_single_byte() => {
            let raw: Vec<u8> = bytes.iter().map(|(b, _)| *b).collect();
            let (Some((_, first)), Some((_, last))) = (bytes.first(), bytes.last()) else {
                return Vec::new();
            };
            // Letters of several bytes go together.
            let whole = first.start..last.end;
            let text = e.decode_without_bom_handling(&raw).0.into_owned();
            text.chars().map(|c| (c, whole.clone())).collect()
        }
        _ => bytes.iter().map(one).collect(),
    }
}

fn single(encoding: &'static Encoding, byte: u8) -> char {
    let byte = [byte];
    let text = encoding.decode_without_bom_handling(&byte).0;
    text.chars().next().unwrap_or('\u{FFFD}')
}

/// The bytes of letters as they stand in the file, which is read as Windows-1252.
pub(super) fn bytes(text: &str, start: usize) -> Vec<(u8, Range<usize>)> {
    let of = |(at, c): (usize, char)| {
        let mut buffer = [0; 4];
        let (raw, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        let byte = raw.first().copied().filter(|_| !lost && raw.len() == 1)?;
        Some((byte, start + at..start + at + c.len_utf8()))
    };
    text.char_indices().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_letters_by_their_font() {
        let told = |page: i64, bytes: &[u8]| -> String {
            let bytes: Vec<_> = bytes.iter().enumerate().map(|(i, b)| (*b, i..i + 1)).collect();
            letters(&bytes, code_page(page)).into_iter().map(|(c, _)| c).collect()
        };
        assert_eq!(told(1252, b"Zo\xEB"), "Zoë");
        assert_eq!(told(1251, b"\xDF\xED"), "Ян");
        assert_eq!(told(932, b"\x93\xFA"), "日");
        assert_eq!(told(437, b"a\x89"), "a\u{FFFD}");
        assert_eq!(bytes("a\u{20AC}", 3), [(b'a', 3..4), (0x80, 4..7)]);
    }
}
