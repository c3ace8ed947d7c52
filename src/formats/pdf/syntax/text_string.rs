//! Text strings (ISO 32000-2, 7.9.2.2): PDFDocEncoding, UTF-16 or UTF-8.

/// PDFDocEncoding where it differs from Latin-1 (annex D.3), from 0x18 and from 0x80.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The text of a string. Always succeeds: a string that is not text gives odd text.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| pdf_doc(*b)).collect(),
    }
}

fn utf16(bytes: &[u8], word: fn([u8; 2]) -> u16) -> String {
    let words: Vec<u16> = bytes
        .chunks(2)
        .map(|c| match *c {
            [first, second] => word([first, second]),
            [first, ..] => word([first, 0]),
            [] => 0,
        })
        .collect();
    String::from_utf16_lossy(&words)
}

fn pdf_doc(byte: u8) -> char {
    match byte {
        0x18..=0x1f => LOW.get(usize::from(byte - 0x18)).copied(),
        0x80..=0xa0 => HIGH.get(usize::from(byte - 0x80)).copied(),
        _ => None,
    }
    .unwrap_or(char::from(byte))
}

/// The string for a text: ASCII as is, anything else as UTF-16 with a byte order mark.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.as_bytes().to_vec();
    }
    let mut out = vec![0xfe, 0xff];
    out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    out
}

/// The text of XML in UTF-8, or in UTF-16 or UTF-32 as its byte order mark or first character
/// shows.
pub(crate) fn decode_xml(bytes: &[u8]) -> String {
    let wide = |be: bool| {
        bytes
            .chunks_exact(4)
            .filter_map(|c| <[u8; 4]>::try_from(c).ok())
            .map(|c| if be { u32::from_be_bytes(c) } else { u32::from_le_bytes(c) })
            .map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => wide(true),
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => wide(false),
        [0xfe, 0xff, ..] | [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [0xff, 0xfe, ..] | [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// XML without tags: text and attribute values, each on a line of its own, with entities resolved.
pub(crate) fn strip_tags(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() / 2);
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        unescape(&rest[..open], &mut out);
        let tag = &rest[open..];
        let close = tag.find('>').map_or(tag.len(), |c| c + 1);
        for (i, part) in tag[..close].split('"').enumerate() {
            if i % 2 == 1 {
                unescape(part, &mut out);
            }
        }
        rest = &tag[close..];
    }
    unescape(rest, &mut out);
    out
}

fn unescape(text: &str, out: &mut String) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let mut rest = text;
    while let Some(amp) = rest.find('&') {
        out.push_str(&rest[..amp]);
        let tail = &rest[amp..];
        let (entity, len) = match tail.find(';').filter(|end| *end < 12) {
            Some(end) => (entity(&tail[1..end]), end + 1),
            None => (None, 1),
        };
        out.push(entity.unwrap_or('&'));
        rest = if entity.is_some() { &tail[len..] } else { &tail[1..] };
    }
    out.push_str(rest);
    out.push('\n');
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_read_in_every_unicode_encoding() {
        let xml = "<?xpacket begin='\u{feff}'?><a>Jansen</a>";
        let sixteen = |order: fn(u16) -> [u8; 2]| xml.encode_utf16().flat_map(order).collect();
        let wide = |order: fn(u32) -> [u8; 4]| xml.chars().flat_map(|c| order(c.into())).collect();
        let ways: [Vec<u8>; 5] = [
            xml.into(),
            sixteen(u16::to_be_bytes),
            sixteen(u16::to_le_bytes),
            wide(u32::to_be_bytes),
            wide(u32::to_le_bytes),
        ];
        for bytes in ways {
            assert_eq!(super::decode_xml(&bytes), xml);
        }
    }

    #[test]
    fn encodings() {
        assert_eq!(decode(b"Jan \x80 \xe9"), "Jan • é");
        assert_eq!(decode(b"\xfe\xff\x00J\x00\xe9"), "Jé");
        assert_eq!(decode(b"\xef\xbb\xbfJ\xc3\xa9"), "Jé");
        assert_eq!(decode(&encode("Zoë")), "Zoë");
        assert_eq!(encode("Jan"), b"Jan");
    }

    #[test]
    fn tags_go_and_values_stay() {
        let text = strip_tags("<a x=\"Jan\">de &amp; &#78;aam</a>");
        assert_eq!(text, "Jan\nde & Naam\n");
    }
}
