//! Transfer encodings (RFC 2045, 6) and their kin in header words (RFC 2047, 4).

use crate::formats::base64;
use std::borrow::Cow;

/// How the bytes of a part are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As they are: `7bit`, `8bit`, `binary`.
    Plain,
    /// `quoted-printable`.
    Quoted,
    /// `base64`.
    Base64,
    /// Something else.
    Unknown,
}

impl Coding {
    /// The coding of this name; a comment behind it does not count.
    pub(crate) fn named(name: &str) -> Self {
        let name = name.split(['(', ';']).next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" => Self::Plain,
            "quoted-printable" => Self::Quoted,
            "base64" => Self::Base64,
            _ => Self::Unknown,
        }
    }

    /// The bytes; `None` if they cannot be known.
    pub(crate) fn decode(self, raw: &[u8]) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Plain => Some(Cow::Borrowed(raw)),
            Self::Quoted => Some(Cow::Owned(quoted(raw))),
            Self::Base64 => base64::decode(std::str::from_utf8(raw).ok()?).map(Cow::Owned),
            Self::Unknown => None,
        }
    }

    /// Bytes as they are written.
    pub(crate) fn encode(self, bytes: &[u8], line_end: &str) -> Vec<u8> {
        match self {
            Self::Plain | Self::Unknown => bytes.to_vec(),
            Self::Quoted => to_quoted(bytes, line_end),
            Self::Base64 => {
                let mut text = base64::encode_lines(bytes).replace('\n', line_end);
                text.push_str(line_end);
                text.into_bytes()
            }
        }
    }
}

fn hex(bytes: &[u8]) -> Option<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let value = digit(bytes.first())? * 16 + digit(bytes.get(1))?;
    u8::try_from(value).ok()
}

/// Text in quoted-printable; what is no escape stays as it is, as all programs show it.
fn quoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let bare = super::field::without_end(line);
        let end = line.get(bare.len()..).unwrap_or_default();
        let mut rest = bare.trim_ascii_end();
        while let Some(at) = memchr::memchr(b'=', rest) {
            out.extend_from_slice(rest.get(..at).unwrap_or_default());
            let behind = rest.get(at + 1..).unwrap_or_default();
            match hex(behind) {
                Some(byte) => {
                    out.push(byte);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None if behind.is_empty() => {
                    rest = b"=";
                    break;
                }
                None => {
                    out.push(b'=');
                    rest = behind;
                }
            }
        }
        // An `=` at the end joins the next line.
        if rest == b"=" {
            continue;
        }
        out.extend_from_slice(rest);
        out.extend_from_slice(end);
    }
    out
}

fn to_quoted(bytes: &[u8], line_end: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let bare = match line.strip_suffix(line_end.as_bytes()) {
            Some(bare) => bare,
            None => line,
        };
        let mut column = 0;
        for (at, byte) in bare.iter().enumerate() {
            let last = at + 1 == bare.len();
            let first = at == 0 && (bare.starts_with(b"From ") || *byte == b'.');
            let plain = (byte.is_ascii_graphic() && *byte != b'=')
                || (matches!(byte, b' ' | b'\t') && !last);
            let length = if plain && !first { 1 } else { 3 };
            if column + length > 75 {
                out.push(b'=');
                out.extend_from_slice(line_end.as_bytes());
                column = 0;
            }
            if length == 1 {
                out.push(*byte);
            } else {
                out.extend_from_slice(format!("={byte:02X}").as_bytes());
            }
            column += length;
        }
        if bare.len() < line.len() {
            out.extend_from_slice(line_end.as_bytes());
        }
    }
    out
}

/// The bytes of a header word in the Q encoding.
pub(crate) fn word_bytes(text: &str) -> Vec<u8> {
    raw_word_bytes(text.as_bytes())
}

/// The same of bytes that need be no ASCII.
pub(crate) fn raw_word_bytes(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, hex(tail)) {
            (b'_', _) => out.push(b' '),
            (b'=', Some(byte)) => {
                out.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => out.push(*byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(coding: Coding, raw: &str) -> Option<String> {
        coding.decode(raw.as_bytes()).map(|b| String::from_utf8_lossy(&b).into_owned())
    }

    #[test]
    fn quoted_text_is_joined() {
        let raw = "Zo=C3=\r\n=ab Bos=20\r\nx =ZZ = y  \r\nend=";
        assert_eq!(decode(Coding::Quoted, raw).as_deref(), Some("Zoë Bos \r\nx =ZZ = y\r\nend"));
        assert_eq!(word_bytes("Jan_=42os"), b"Jan Bos");
        assert_eq!(decode(Coding::Base64, "SmFu\r\n IEJv\r\ncw"), Some("Jan Bos".into()));
        assert_eq!(decode(Coding::Base64, "SmFu?"), None);
        assert_eq!(decode(Coding::named("uuencode"), "x"), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text =
            format!("From x\r\n.y Zoë =\r\n{} \r\nlast\nno line end ", "a long line ".repeat(20));
        for coding in [Coding::Plain, Coding::Quoted, Coding::Base64] {
            let raw = coding.encode(text.as_bytes(), "\r\n");
            assert_eq!(coding.decode(&raw).as_deref(), Some(text.as_bytes()), "{coding:?}");
            let lines = raw.split(|b| *b == b'\n');
            assert!(coding == Coding::Plain || lines.clone().all(|l| l.len() <= 78));
        }
    }
}
