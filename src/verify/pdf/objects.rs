//! All objects of a file: strings, names, attached files.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object};

/// Deepest nesting of arrays and dictionaries that is followed.
const DEPTH: usize = 100;

/// What stands in the objects.
#[derive(Default)]
pub(super) struct ObjectText {
    /// All strings, a line each.
    pub(super) strings: String,
    /// Strings that are bytes and no text by their place: file identifiers, checksums, tables of colors.
    pub(super) codes: String,
    /// All names that are not of the standard, keys too, without repeats.
    pub(super) names: Vec<String>,
    /// Contents of embedded files.
    pub(super) files: Vec<Vec<u8>>,
}

/// Walks over everything that the cross reference knows, used or not.
pub(super) fn walk(pdf: &Pdf) -> ObjectText {
    let mut found = ObjectText::default();
    for object in pdf.objects() {
        visit(&object, 0, false, &mut found);
    }
    // A name of the standard says nothing, even where it is somebody's name too.
    found.names.retain(|name| !crate::model::pdf_names::is_standard(name.as_bytes()));
    found.names.sort();
    found.names.dedup();
    found
}

fn visit(object: &Object<'_>, depth: usize, bytes: bool, found: &mut ObjectText) {
    if depth > DEPTH {
        return;
    }
    match object {
        Object::String(s) => {
            let text = decode(s.as_bytes());
            let to = if bytes { &mut found.codes } else { &mut found.strings };
            to.push_str(&text);
            to.push('\n');
        }
        Object::Name(n) => found.names.push(n.as_str().to_owned()),
        Object::Array(a) => array(a, depth, bytes, found),
        Object::Dict(d) => dictionary(d, depth, found),
        Object::Stream(s) => {
            dictionary(s.dict(), depth, found);
            let kind = s.dict().get::<hayro_syntax::object::Name<'_>>(b"Type");
            let file = kind.is_some_and(|k| k.as_ref() == b"EmbeddedFile");
            let flate_only = s.filters().iter().all(|f| *f == hayro_syntax::Filter::FlateDecode);
            if file {
                found.files.extend(s.decoded_data().ok().map(|d| d.into_owned()));
            } else if !flate_only {
                // Flate is unpacked by the scanner; here only what it does not know.
                let text = s.decoded_data().ok().and_then(|d| {
                    super::strings::operands(&d).or_else(|| super::strings::plain(&d))
                });
                found.strings.push_str(&text.unwrap_or_default());
                found.strings.push('\n');
            }
        }
        _ => {}
    }
}

fn array(items: &Array<'_>, depth: usize, bytes: bool, found: &mut ObjectText) {
    let mut bytes = bytes;
    for (n, item) in items.raw_iter().enumerate() {
        if let MaybeRef::NotRef(object) = item {
            // `[/Indexed base highest table]` (ISO 32000-2, 8.6.6.3)
            let name = if let Object::Name(name) = &object { name.as_ref() } else { b"" };
            bytes |= n == 0 && matches!(name, b"Indexed" | b"I");
            visit(&object, depth + 1, bytes, found);
        }
    }
}

/// Whether what stands under this key is bytes: file identifiers (ISO 32000-2, 14.4), keys of encryption
/// (7.6.4.2), checksums of attachments (7.11.4).
fn of_bytes(key: &[u8]) -> bool {
    matches!(key, b"ID" | b"O" | b"U" | b"OE" | b"UE" | b"Perms" | b"CheckSum")
}

fn dictionary(dict: &Dict<'_>, depth: usize, found: &mut ObjectText) {
    for (key, value) in dict.entries() {
        found.names.push(key.as_str().to_owned());
        if key.as_ref() == b"Differences" {
            found.strings.push_str(&spelled(dict));
            found.strings.push('\n');
        }
        if let MaybeRef::NotRef(object) = value {
            // Nothing below a dictionary there is bytes too.
            let bytes = of_bytes(key.as_ref()) && !matches!(object, Object::Dict(_));
            visit(&object, depth + 1, bytes, found);
        }
    }
}

/// The letters of an encoding in the sequence of its codes: a font for one word spells it.
fn spelled(dict: &Dict<'_>) -> String {
    let Some(list) = dict.get::<Array<'_>>(b"Differences") else { return String::new() };
    let mut out = String::new();
    for item in list.iter::<Object<'_>>() {
        if let Object::Name(name) = item {
            let mut letters = name.as_str().chars();
            match (letters.next(), letters.next()) {
                (Some(c), None) => out.push(c),
                _ => out.push('|'),
            }
        }
    }
    out
}

/// A text string: UTF-16 or UTF-8 by its mark, else taken for Latin-1 (ISO 32000-2, 7.9.2.2).
pub(super) fn decode(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], big: bool| {
        let (pairs, _) = rest.as_chunks::<2>();
        let unit = |p: &[u8; 2]| if big { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) };
        without_codes(char::decode_utf16(pairs.iter().map(unit)).filter_map(Result::ok).collect())
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, true),
        [0xff, 0xfe, rest @ ..] => wide(rest, false),
        [0xef, 0xbb, 0xbf, rest @ ..] => without_codes(String::from_utf8_lossy(rest).into_owned()),
        [0, _, 0, _, ..] => wide(bytes, true),
        [_, 0, _, 0, ..] => wide(bytes, false),
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// Text without what stands between two escapes: a code of a language (ISO 32000-2, 7.9.2.2).
fn without_codes(text: String) -> String {
    if !text.contains('\u{1b}') {
        return text;
    }
    let parts: Vec<&str> = text.split('\u{1b}').collect();
    let code = |at: usize, part: &str| at % 2 == 1 && part.len() < 6 && part.is_ascii();
    let kept = parts.iter().enumerate().filter(|(at, part)| !code(*at, part));
    kept.map(|(_, part)| *part).collect()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn strings_are_read_without_codes_of_languages() {
        assert_eq!(decode(b"\xfe\xff\0\x1b\0n\0l\0\x1b\0J\0a\0\x1b\0e\0n\0\x1b\0n"), "Jan");
        assert_eq!(decode(b"\0J\0a\0n"), "Jan");
        assert_eq!(decode(b"Jan"), "Jan");
    }
}
