//! Text encodings of lists: UTF-8, UTF-16 with a byte order mark, or Windows-1252 as older
//! spreadsheets save it. Anything else is refused, because a misread letter is a missed name.

use crate::recognize::error::{FileFault, RecognizeError};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a list.
#[derive(Debug)]
pub struct ListText<'a> {
    /// The text, without byte order mark.
    pub text: Cow<'a, str>,
    /// Whether it was read as Windows-1252, which the user should be told.
    pub legacy: bool,
}

/// Decodes a list.
///
/// # Errors
/// [`RecognizeError::At`] with the first byte that fits no encoding;
/// [`RecognizeError::DamagedUtf16`].
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<ListText<'a>, RecognizeError> {
    let marked = match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = marked {
        return utf16(file, bytes, encoding);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(encoding_error(file, bytes, at));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(ListText { text: Cow::Borrowed(text), legacy: false }),
        Err(error) => error,
    };
    if let Some(at) = bytes.iter().enumerate().position(|(i, _)| !is_western(bytes, i)) {
        return Err(encoding_error(file, bytes, at.max(error.valid_up_to())));
    }
    let (text, _, _) = WINDOWS_1252.decode(bytes);
    Ok(ListText { text, legacy: true })
}

fn utf16<'a>(
    file: &str,
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<ListText<'a>, RecognizeError> {
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if faulty || text.contains('\0') {
        return Err(RecognizeError::DamagedUtf16 { file: file.to_owned() });
    }
    Ok(ListText { text, legacy: false })
}

/// Whether a byte, read as Windows-1252, can occur in a Dutch list: ASCII, an accented letter, an
/// apostrophe in a name, a dash, a euro sign. Other bytes indicate another code page.
fn is_western(bytes: &[u8], at: usize) -> bool {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xc0);
    let left = at.checked_sub(1).and_then(|i| bytes.get(i));
    let inside = letter(left) && letter(bytes.get(at + 1));
    match byte {
        0..0x80 => true,
        0xd7 | 0xf7 => false,
        0xc0.. => true,
        0x92 => letter(left),
        0x80 | 0x85 | 0x93 | 0x94 | 0x96 | 0x97 | 0xa0 | 0xa7 | 0xb0 => !inside,
        _ => false,
    }
}

fn encoding_error(file: &str, bytes: &[u8], at: usize) -> RecognizeError {
    let head = bytes.get(..at).unwrap_or_default();
    let line = head.iter().filter(|b| **b == b'\n').count() + 1;
    let column = head.iter().rev().take_while(|b| **b != b'\n').count() + 1;
    let (line, column) = (line as u64, column as u64);
    RecognizeError::At { file: file.to_owned(), line, column, fault: FileFault::Encoding }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<(String, bool)> {
        decode("a.csv", bytes).ok().map(|t| (t.text.into_owned(), t.legacy))
    }

    #[test]
    fn encodings_of_the_office() {
        assert_eq!(text("Zoë".as_bytes()), Some(("Zoë".into(), false)));
        assert_eq!(text(b"\xef\xbb\xbfZo"), Some(("Zo".into(), false)));
        assert_eq!(text(b"Zo\xeb d\x92Arc"), Some(("Zoë d’Arc".into(), true)));
        assert_eq!(text(b"\xff\xfeZ\0o\0\xeb\0"), Some(("Zoë".into(), false)));
    }

    #[test]
    fn other_code_pages_are_refused_by_place() {
        // CP850 and Mac OS Roman write e with trema as 0x89 and 0x91.
        for byte in [0x89, 0x91, 0x82, 0x8e] {
            let error = decode("a.csv", &[b'J', b'\n', b'Z', b'o', byte]).err().unwrap();
            assert!(
                error.to_string().starts_with("a.csv, line 2, column 3: neither UTF-8"),
                "{error}"
            );
        }
        assert!(decode("a.csv", b"Z\0o\0").is_err());
    }
}
