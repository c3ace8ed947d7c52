//! What a string is for, by the dictionary that holds it: whether it is text, and of what kind.

use crate::formats::pdf::font::encoding::char_of_glyph_name;
use crate::formats::pdf::syntax::{custom_name, object};
use crate::model::{Message, SegmentKind, message};
use lopdf::{Dictionary, Document, Object};

/// What kind of text a string is.
pub(crate) struct StringClass {
    pub(crate) kind: SegmentKind,
    /// What kind of object holds it, as shown to users.
    pub(crate) holder: Message,
    /// Whether it is removed from every copy.
    pub(crate) gone: bool,
    /// Whether it is marked up (XFA 3.3, 28).
    pub(crate) rich: bool,
}

/// The kind of text under a key of a dictionary; `in_info` is whether that is the document
/// information.
pub(crate) fn classify(
    doc: &Document,
    key: &[u8],
    holder: Option<&Dictionary>,
    in_info: bool,
) -> StringClass {
    let class = |kind, holder, gone| StringClass { kind, holder, gone, rich: false };
    let Some(dict) = holder else { return class(SegmentKind::Hidden, message!("data"), false) };
    let subtype = object::name(doc, dict, b"Subtype");
    let annotation = dict.has(b"Rect") && subtype.is_some();
    let field = dict.has(b"FT") || dict.has(b"V") || subtype == Some(b"Widget");
    if in_info {
        return class(SegmentKind::Metadata, message!("document information"), key != b"Title");
    }
    if is_signature(doc, dict) {
        return class(SegmentKind::Metadata, message!("digital signature"), true);
    }
    match key {
        // A caption of a button has the same key, and is plain text.
        b"RC" | b"RV" if annotation || field => {
            StringClass { rich: true, ..class(SegmentKind::Comment, message!("rich text"), false) }
        }
        b"JS" => class(SegmentKind::Hidden, message!("script"), true),
        b"URI" => class(SegmentKind::Link, message!("link"), false),
        b"ActualText" | b"Alt" | b"E" => {
            class(SegmentKind::Alternative, message!("alternative text"), false)
        }
        b"T" if annotation && !field => {
            class(SegmentKind::Metadata, message!("author of a comment"), true)
        }
        b"Contents" | b"Subj" if annotation => {
            class(SegmentKind::Comment, message!("comment"), false)
        }
        b"Title" if dict.has(b"Parent") || dict.has(b"Dest") => {
            class(SegmentKind::Name, message!("bookmark"), false)
        }
        b"F" | b"UF" | b"DOS" | b"Mac" | b"Unix" | b"Desc" => {
            class(SegmentKind::Name, message!("file name"), false)
        }
        b"Name" if object::is_type(doc, dict, b"OCG") => {
            class(SegmentKind::Name, message!("layer"), false)
        }
        b"V" | b"DV" | b"TU" | b"TM" | b"Opt" | b"T" | b"CA" | b"RC" | b"AC" => {
            class(SegmentKind::Field, message!("form field"), false)
        }
        b"Names" | b"Dest" | b"D" | b"Dests" | b"Limits" => {
            class(SegmentKind::Name, message!("name in the file"), false)
        }
        b"P" if dict.has(b"S") || dict.has(b"St") || dict.len() == 1 => {
            class(SegmentKind::Name, message!("page numbering"), false)
        }
        b"Author" | b"Creator" | b"Producer" | b"Keywords" | b"Subject" => {
            class(SegmentKind::Metadata, message!("document information"), false)
        }
        _ => class(SegmentKind::Hidden, message!("data"), false),
    }
}

/// Whether this is a signature dictionary (12.8.1).
pub(crate) fn is_signature(doc: &Document, dict: &Dictionary) -> bool {
    object::is_type(doc, dict, b"Sig")
        || object::is_type(doc, dict, b"DocTimeStamp")
        || (dict.has(b"ByteRange") && dict.has(b"Contents"))
}

/// Whether a string is bytes by its place, and not text: only where both the key and the dictionary
/// that holds it say so, and it has the form of what belongs there.
pub(crate) fn is_bytes(doc: &Document, key: &[u8], holder: &Dictionary, bytes: &[u8]) -> bool {
    match key {
        b"CreationDate" | b"ModDate" | b"M" | b"LastModified" => is_date(bytes),
        b"Panose" => bytes.len() == 12 && bytes.iter().all(|b| *b < 0x20),
        b"CheckSum" => {
            let controls = bytes.iter().any(|b| *b < 0x20 || (0x7f..0xa0).contains(b));
            bytes.len() == 16 && controls && !holder.has(b"Subtype")
        }
        b"CharSet" => object::name(doc, holder, b"FontName").is_some() && is_glyph_names(bytes),
        b"Registry" | b"Ordering" => {
            let known = [&b"Adobe"[..], b"Identity", b"UCS", b"Japan1", b"GB1", b"CNS1", b"Korea1"];
            holder.has(b"Supplement") && known.contains(&bytes)
        }
        _ => false,
    }
}

/// The names of glyphs in a font, `/space/A/B`, none of which may hold text.
fn is_glyph_names(bytes: &[u8]) -> bool {
    let mut names = bytes.split(|b| *b == b'/');
    names.next().is_some_and(|before| before.trim_ascii().is_empty())
        && names.all(|name| {
            let known = std::str::from_utf8(name).is_ok_and(|n| char_of_glyph_name(n).is_some());
            (known || !custom_name::may_hold_text(name)) && !name.contains(&b' ')
        })
}

/// Whether this is a color space with a table of colors (8.6.6.3), by its form: the table has as
/// many bytes as its base and its highest index say, and is no text.
pub(crate) fn is_indexed_color_space(doc: &Document, items: &[Object]) -> bool {
    let [kind, base, highest, table] = items else { return false };
    let indexed = matches!(kind.as_name(), Ok(b"Indexed" | b"I"));
    let Ok(highest) = object::resolve(doc, highest).1.as_i64() else { return false };
    let base = object::resolve(doc, base).1;
    let components = match base.as_name() {
        Ok(b"DeviceGray" | b"G" | b"CalGray") => Some(1),
        Ok(b"DeviceRGB" | b"RGB" | b"CalRGB") => Some(3),
        Ok(b"DeviceCMYK" | b"CMYK") => Some(4),
        _ => None,
    };
    let known = components.is_some() || base.as_array().is_ok() || base.as_name().is_ok();
    let fits = match table {
        Object::String(bytes, _) => {
            let entries = usize::try_from(highest).ok().map(|n| n + 1);
            let length = components.zip(entries).and_then(|(n, entries)| entries.checked_mul(n));
            // Producers leave out entries, or add a line feed.
            let long = length.is_none_or(|n| bytes.len() <= n + 2);
            long && (bytes.len() < 8 || !bytes.iter().all(|b| (0x20..0x7f).contains(b)))
        }
        Object::Reference(_) => true,
        _ => false,
    };
    indexed && known && fits && (0..=255).contains(&highest)
}

/// A date such as `D:20260615` (7.9.4).
fn is_date(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"D:") else { return false };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let (date, zone) = rest.split_at(digits);
    let pairs: Vec<u32> = date
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
        .collect();
    let year = matches!(pairs.first(), Some(18..=21)) && pairs.len() >= 2;
    let rest = [(1, 12), (1, 31), (0, 23), (0, 59), (0, 59)];
    let sound = pairs.iter().skip(2).zip(rest).all(|(n, (least, most))| (least..=most).contains(n));
    year && sound
        && matches!(digits, 4 | 6 | 8 | 10 | 12 | 14)
        && zone.len() <= 8
        && zone.iter().filter(|b| b.is_ascii_digit()).count() <= 4
        && zone.iter().all(|b| b.is_ascii_digit() || b"+-'Zz".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn bytes_are_bytes_only_where_they_belong() {
        let doc = Document::new();
        let is = |key: &[u8], holder: &Dictionary, bytes: &[u8]| is_bytes(&doc, key, holder, bytes);
        let none = dictionary! {};
        for date in
            [&b"D:2025"[..], b"D:20250303", b"D:20250303101010+01'00'", b"D:20250303101010Z"]
        {
            assert!(is(b"M", &none, date) && !is(b"Contents", &none, date));
        }
        for text in
            [&b"D:0612345678"[..], b"D:20251303", b"D:2025 Jansen", b"D:20250303101010612345678"]
        {
            assert!(!is(b"M", &none, text));
        }
        assert!(is(b"Panose", &none, &[0, 0, 2, 11, 6, 4, 2, 2, 2, 2, 2, 4]));
        assert!(!is(b"Panose", &none, b"0612345678xx"));
        let font = dictionary! { "FontName" => "F" };
        assert!(is(b"CharSet", &font, b"/space/A/eacute") && !is(b"CharSet", &none, b"/A"));
        assert!(!is(b"CharSet", &font, b"/A/Jansen") && !is(b"CharSet", &font, b"J. Bos"));
        let info = dictionary! { "Supplement" => 0 };
        assert!(is(b"Ordering", &info, b"Identity") && !is(b"Ordering", &info, b"Jansen"));
        assert!(!is(b"Cert", &none, b"\x30\x82"));
    }

    #[test]
    fn a_table_of_colors_is_told_from_an_array_of_text() {
        let doc = Document::new();
        let array = |base: &str, highest: i64, table: &[u8]| {
            let table = Object::String(table.to_vec(), lopdf::StringFormat::Literal);
            is_indexed_color_space(&doc, &["I".into(), base.into(), highest.into(), table])
        };
        assert!(array("DeviceRGB", 1, &[0, 0, 0, 255, 255, 255]));
        assert!(!array("DeviceRGB", 1, b"jan.bosman@voorbeeld.nl"));
        assert!(!array("DeviceGray", 9, b"0612345678"));
    }
}
