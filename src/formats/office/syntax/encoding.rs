//! Character encodings of parts.

/// The character encoding of a part (XML 1.0, 4.3.3 and appendix F).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8 { bom: bool },
    /// UTF-16 with a byte order mark, little-endian or big-endian.
    Utf16 { little: bool },
    /// The encoding in the XML declaration.
    Other(&'static encoding_rs::Encoding),
}

/// The text of a part and its encoding; `None` if the bytes are not valid in that encoding.
pub(crate) fn decode(bytes: &[u8]) -> Option<(String, PartEncoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some((
            std::str::from_utf8(rest).ok()?.to_owned(),
            PartEncoding::Utf8 { bom: true },
        ));
    }
    for (mark, little) in [(b"\xFF\xFE", true), (b"\xFE\xFF", false)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let wide = if little { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
            let text = wide.decode_without_bom_handling_and_without_replacement(rest)?;
            return Some((text.into_owned(), PartEncoding::Utf16 { little }));
        }
    }
    let head = bytes.get(..bytes.len().min(200))?;
    let declared = declared_encoding(head).and_then(encoding_rs::Encoding::for_label);
    match declared {
        Some(e) if e != encoding_rs::UTF_8 && e != encoding_rs::UTF_16LE => {
            let text = e.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some((text.into_owned(), PartEncoding::Other(e)))
        }
        _ => Some((std::str::from_utf8(bytes).ok()?.to_owned(), PartEncoding::Utf8 { bom: false })),
    }
}

fn declared_encoding(head: &[u8]) -> Option<&[u8]> {
    let end = memchr::memmem::find(head, b"?>")?;
    let declaration = head.strip_prefix(b"<?xml")?.get(..end.checked_sub(5)?)?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let rest = declaration.get(at + 8..)?;
    let open = rest.iter().position(|b| matches!(b, b'"' | b'\''))?;
    let value = rest.get(open + 1..)?;
    value.get(..value.iter().position(|b| matches!(b, b'"' | b'\''))?)
}

/// Encodes a text the way its part was encoded.
pub(crate) fn encode(text: &str, encoding: PartEncoding) -> Vec<u8> {
    match encoding {
        PartEncoding::Utf8 { bom: false } => text.as_bytes().to_vec(),
        PartEncoding::Utf8 { bom: true } => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        PartEncoding::Utf16 { little } => {
            let unit = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
        }
        // Characters outside the encoding become character references, which XML allows in text.
        PartEncoding::Other(e) => e.encode(text).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_come_back() {
        let latin = b"<?xml version='1.0' encoding='windows-1252'?><a>\xE9</a>";
        let wide: Vec<u8> = b"\xFF\xFE<\0a\0/\0>\0".to_vec();
        for bytes in [&latin[..], &wide, b"\xEF\xBB\xBF<a>\xC3\xA9</a>", b"<a/>"] {
            let (text, encoding) = decode(bytes).expect("as made here");
            assert_eq!(encode(&text, encoding), bytes);
        }
        assert!(decode(b"<a>\xE9</a>").is_none());
    }
}
