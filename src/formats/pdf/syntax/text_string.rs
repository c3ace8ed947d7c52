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
        [0xef, 0xbb, 0xbf, rest @ ..] => without_languages(&String::from_utf8_lossy(rest)),
        // Without a mark it is no text of the standard, but readers take it for what it is.
        _ if is_unmarked_utf16(bytes, 0) => utf16(bytes, u16::from_be_bytes),
        _ if is_unmarked_utf16(bytes, 1) => utf16(bytes, u16::from_le_bytes),
        _ if !bytes.is_ascii() && is_unmarked_utf8(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
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
    without_languages(&String::from_utf16_lossy(&words))
}

/// Whether every second byte is zero, from the first or the second on.
fn is_unmarked_utf16(bytes: &[u8], zero: usize) -> bool {
    bytes.len() >= 4
        && bytes.len().is_multiple_of(2)
        && bytes.iter().enumerate().all(|(i, b)| (i % 2 == zero) == (*b == 0))
}

/// Whether it is UTF-8 of western languages, which the characters of PDFDocEncoding hardly spell.
fn is_unmarked_utf8(bytes: &[u8]) -> bool {
    let western =
        |c: char| c.is_ascii() || matches!(c, '\u{a0}'..='\u{24f}' | '\u{2010}'..='\u{20ac}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(western))
}

/// Text without the codes of its languages, which stand between escape characters (7.9.2.2).
fn without_languages(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = match after.split_once('\u{1b}') {
            Some((code, behind)) if is_language(code) => behind,
            _ => after,
        };
    }
    out.push_str(rest);
    out
}

/// `nl`, `nlNL`, `nl-NL`.
fn is_language(code: &str) -> bool {
    matches!(code.len(), 2..=5) && code.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

/// The text of marked-up text, and of the names in it that are no marks.
pub(crate) fn without_markup(xml: &str) -> String {
    strip_tags(xml) + &odd_names(xml)
}

/// Names of elements and attributes of marked-up text (XFA 3.3, 28).
const MARKS: &str = " a acrobat align apiversion b body br class color contenttype dir div em font head \
    href html i id lang li meta ol p rel s size space span specversion strike strong style sub sup \
    text table td tr title type u ul version version-info xfa xhtml xml xmlns xmp ";

/// Words within tags that are neither values nor names of marks, a line each.
fn odd_names(xml: &str) -> String {
    let mut out = String::new();
    for tag in xml.split('<').skip(1) {
        let mut quote = None;
        let mut word = String::new();
        for c in tag.chars().chain([' ']) {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(q), c) if q == c => quote = None,
                (Some(_), _) => {}
                (None, c) if c.is_whitespace() || matches!(c, '=' | '>' | '/' | ':') => {
                    let known = format!(" {} ", word.to_lowercase());
                    if word.chars().any(char::is_alphabetic) && !MARKS.contains(&known) {
                        out.push_str(&word);
                        out.push(if c == '>' { '\n' } else { ' ' });
                    }
                    word.clear();
                    if c == '>' {
                        break;
                    }
                }
                (None, c) => word.push(c),
            }
        }
    }
    out
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

/// XML without tags: all that can hold text (character data, CDATA sections, comments, processing
/// instructions and attribute values), each on a line of its own, with entities resolved where XML
/// resolves them. What is not closed is text to its end.
pub(crate) fn strip_tags(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() / 2);
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        unescape(&rest[..open], &mut out);
        rest = markup(&rest[open..], &mut out);
    }
    unescape(rest, &mut out);
    out
}

/// Markup whose content is text as it stands: how it begins and ends.
const LITERAL: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];

/// Reads the text in the markup at the beginning of `xml`, and returns what follows it.
fn markup<'x>(xml: &'x str, out: &mut String) -> &'x str {
    for (begin, end) in LITERAL {
        let Some(content) = xml.strip_prefix(begin) else { continue };
        let (content, after) = content.split_once(end).unwrap_or((content, ""));
        if begin == "<?" && (content.starts_with("xml ") || content.starts_with("xpacket")) {
            attribute_values(content, out);
        } else if !content.trim().is_empty() {
            out.push_str(content.trim());
            out.push('\n');
        }
        return after;
    }
    attribute_values(&xml[1..], out)
}

/// Reads the values in a tag to its `>` outside quotes, and returns what follows that.
fn attribute_values<'x>(tag: &'x str, out: &mut String) -> &'x str {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'', '=', '>']) {
        let (mark, tail) = rest[at..].split_at(1);
        rest = match mark {
            ">" => return tail,
            "=" => {
                let value = tail.trim_start();
                let end = value.find(|c: char| c.is_whitespace() || c == '>');
                let (bare, after) = value.split_at(end.unwrap_or(value.len()));
                if bare.starts_with(['"', '\'']) {
                    value
                } else {
                    unescape(bare, out);
                    after
                }
            }
            quote => {
                let (value, after) = tail.split_once(quote).unwrap_or((tail, ""));
                unescape(value, out);
                after
            }
        };
    }
    ""
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
    fn codes_of_languages_are_no_text() {
        assert_eq!(decode(b"\xfe\xff\0\x1b\0n\0l\0\x1b\0J\0a\0\x1b\0e\0n\0\x1b\0n"), "Jan");
        assert_eq!(decode(b"\xef\xbb\xbfJa\x1bnlNL\x1bn"), "Jan");
        assert_eq!(decode(b"\xef\xbb\xbfJ\x1bJansen\x1bn"), "JJansenn");
    }

    #[test]
    fn text_without_a_mark_is_taken_for_what_it_is() {
        assert_eq!(decode(b"\0J\0a\0n"), "Jan");
        assert_eq!(decode(b"J\0a\0n\0"), "Jan");
        assert_eq!(decode(b"Zo\xc3\xab"), "Zoë");
        assert_eq!(decode(b"Zo\xeb"), "Zoë");
    }

    #[test]
    fn names_that_are_no_marks_are_text() {
        let odd = |xml: &str| odd_names(xml).split_whitespace().collect::<Vec<_>>().join("|");
        assert_eq!(odd("Bel <Jan Bosman, jan@bos.nl> nu"), "Jan|Bosman,|jan@bos.nl");
        assert_eq!(odd("<p style=\"Jan\" dir='ltr'><b>x</b><br/></p>"), "");
    }

    #[test]
    fn tags_go_and_values_stay() {
        let text = strip_tags("<a x=\"Jan\">de &amp; &#78;aam</a>");
        assert_eq!(text, "Jan\nde & Naam\n");
    }

    #[test]
    fn text_is_read_wherever_xml_can_hold_it() {
        let lines = |xml: &str| strip_tags(xml).lines().collect::<Vec<_>>().join("|");
        assert_eq!(lines("<p><![CDATA[a < b &amp; <Jansen>]]> na</p>"), "a < b &amp; <Jansen>|na");
        assert_eq!(lines("voor<!-- Jansen > -->na"), "voor|Jansen >|na");
        assert_eq!(lines("<a x='Jansen' y = \"d'Arc\">na</a>"), "Jansen|d'Arc|na");
        assert_eq!(lines("<a x='1 > 0 Jansen'/>na"), "1 > 0 Jansen|na");
        assert_eq!(lines("<a x=Jansen y>na"), "Jansen|na");
        assert_eq!(lines("<?eigen Jansen?>na"), "eigen Jansen|na");
        assert_eq!(lines("<?xml version='1.0'?>na"), "1.0|na");
        for unclosed in ["<![CDATA[Jansen", "<!-- Jansen", "<a x='Jansen", "<a x=\"Jansen>"] {
            assert!(strip_tags(unclosed).contains("Jansen"), "{unclosed}");
        }
        assert_eq!(strip_tags("<"), "");
    }
}
