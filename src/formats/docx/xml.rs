//! The few things about XML that the reader needs: namespaces, attributes with their byte ranges,
//! references, encodings. Events come from quick-xml; nothing is ever serialized again.

use super::standard::is_uri;
use std::borrow::Cow;
use std::ops::Range;

/// Namespaces that the reader tells apart; transitional (ECMA-376) and strict (ISO/IEC 29500) are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    /// WordprocessingML, with its extensions of 2010 and later.
    Word,
    /// DrawingML main.
    Drawing,
    /// Placement of drawings in text.
    WordDrawing,
    /// DrawingML picture.
    Picture,
    /// Office Math.
    Math,
    /// VML.
    Vml,
    /// VML's Office extensions.
    Office,
    /// Relationship ids.
    Relations,
    /// Markup compatibility.
    Compatibility,
    /// SpreadsheetML.
    Sheet,
    /// Anything else.
    Other,
}

/// The namespace of a URI.
fn of_uri(uri: &str) -> Ns {
    let strict = uri.strip_prefix("http://purl.oclc.org/ooxml/");
    let tail = strict.or_else(|| uri.strip_prefix("http://schemas.openxmlformats.org/"));
    match tail.map(|t| t.strip_suffix("/2006/main").or(t.strip_suffix("/main")).unwrap_or(t)) {
        Some("wordprocessingml") => Ns::Word,
        Some("drawingml") => Ns::Drawing,
        Some("spreadsheetml") => Ns::Sheet,
        Some("drawingml/2006/wordprocessingDrawing" | "drawingml/wordprocessingDrawing") => {
            Ns::WordDrawing
        }
        Some("drawingml/2006/picture" | "drawingml/picture") => Ns::Picture,
        Some("officeDocument/2006/math" | "officeDocument/math") => Ns::Math,
        Some("officeDocument/2006/relationships" | "officeDocument/relationships") => Ns::Relations,
        Some("markup-compatibility/2006") => Ns::Compatibility,
        _ if !is_uri(uri) => Ns::Other,
        _ if uri.ends_with("wordprocessingDrawing") => Ns::WordDrawing,
        _ if uri.ends_with("/wordml")
            || uri.starts_with("http://schemas.microsoft.com/office/word/20")
                && uri.contains("/wordml/") =>
        {
            Ns::Word
        }
        _ if uri == "urn:schemas-microsoft-com:vml" => Ns::Vml,
        _ if uri == "urn:schemas-microsoft-com:office:office" => Ns::Office,
        _ => Ns::Other,
    }
}

/// The namespace that a prefix stands for when nothing declares it, as in fragments.
fn by_custom(prefix: &str) -> Ns {
    match prefix {
        "w" | "w14" | "w15" => Ns::Word,
        "a" => Ns::Drawing,
        "wp" => Ns::WordDrawing,
        "pic" => Ns::Picture,
        "m" => Ns::Math,
        "v" => Ns::Vml,
        "o" => Ns::Office,
        "r" => Ns::Relations,
        "mc" => Ns::Compatibility,
        _ => Ns::Other,
    }
}

/// Prefixes in scope.
#[derive(Default)]
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
}

#[derive(Clone, Copy)]
struct Binding<'a> {
    prefix: &'a str,
    ns: Ns,
    foreign: bool,
}

/// A name of an element or attribute, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'n> {
    /// The namespace; of an attribute without prefix, none.
    pub(super) ns: Option<Ns>,
    /// What stands before the colon.
    pub(super) prefix: &'n str,
    /// What stands behind it.
    pub(super) local: &'n str,
    /// Whether its namespace is of no standard, so that its names may be words of people.
    pub(super) foreign: bool,
}

impl<'a> Scope<'a> {
    /// Takes in the declarations of a start tag; gives how many, for [`Scope::leave`].
    pub(super) fn enter(&mut self, tag: &'a str) -> usize {
        if !tag.contains("xmlns") {
            return 0;
        }
        let before = self.bindings.len();
        for a in attributes(tag, 0) {
            let prefix = match a.name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let uri = resolve(a.raw);
            let (ns, foreign) = (of_uri(&uri), !is_uri(&uri));
            self.bindings.push(Binding { prefix, ns, foreign });
        }
        self.bindings.len() - before
    }

    /// Forgets the last `count` declarations.
    pub(super) fn leave(&mut self, count: usize) {
        self.bindings.truncate(self.bindings.len().saturating_sub(count));
    }

    fn of(&self, prefix: &str) -> (Ns, bool) {
        let bound = self.bindings.iter().rev().find(|b| b.prefix == prefix);
        bound.map_or_else(
            || {
                let ns = by_custom(prefix);
                (ns, ns == Ns::Other && prefix != "xml")
            },
            |b| (b.ns, b.foreign),
        )
    }

    /// The name of an element.
    pub(super) fn element<'n>(&self, name: &'n str) -> Name<'n> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let (ns, foreign) = self.of(prefix);
        Name { ns: Some(ns), prefix, local, foreign }
    }

    /// The name of an attribute; one without prefix is foreign where its element is.
    pub(super) fn attribute<'n>(&self, name: &'n str, foreign: bool) -> Name<'n> {
        match name.split_once(':') {
            Some((prefix, local)) => {
                let (ns, foreign) = self.of(prefix);
                Name { ns: Some(ns), prefix, local, foreign }
            }
            None => Name { ns: None, prefix: "", local: name, foreign },
        }
    }
}

/// An attribute as it stands in its tag.
#[derive(Clone, Debug)]
pub(super) struct Attribute<'a> {
    /// Name with prefix.
    pub(super) name: &'a str,
    /// Value as written, references not resolved.
    pub(super) raw: &'a str,
    /// Bytes of the value in the part.
    pub(super) value: Range<usize>,
    /// Bytes of the whole attribute with the white space in front of it.
    pub(super) whole: Range<usize>,
}

/// The attributes of a tag; `tag` is what stands between `<` and `>`, `base` its offset in the part.
pub(super) fn attributes(tag: &str, base: usize) -> impl Iterator<Item = Attribute<'_>> {
    let mut at = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
    std::iter::from_fn(move || {
        let rest = tag.get(at..)?;
        let name_at = at + rest.find(|c: char| !c.is_ascii_whitespace())?;
        let equals = name_at + tag.get(name_at..)?.find('=')?;
        let name = tag.get(name_at..equals)?.trim_end();
        let after = tag.get(equals + 1..)?;
        let quote_at = equals + 1 + after.find(['"', '\''])?;
        let quote = tag.get(quote_at..)?.chars().next()?;
        let start = quote_at + 1;
        let end = start + tag.get(start..)?.find(quote)?;
        let whole = base + at..base + end + 1;
        at = end + 1;
        Some(Attribute { name, raw: tag.get(start..end)?, value: base + start..base + end, whole })
    })
}

/// What a reference such as `&amp;` or `&#78;` stands for; `None` when it is unknown.
pub(super) fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Text with its references resolved; unknown ones stay as written.
pub(super) fn resolve(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        match tail.find(';').and_then(|end| Some((end, reference(&tail[..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Text fit to stand in an element or attribute. Control characters that XML forbids are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// How the text of a part was written as bytes (XML 1.0, 4.3.3 and appendix F).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8; whether a byte order mark stands in front.
    Utf8 { bom: bool },
    /// UTF-16 with a byte order mark; whether the low byte comes first.
    Utf16 { little: bool },
    /// A page of HTML in a mail message.
    Mail,
    /// A one-byte encoding by its declaration.
    Other(&'static encoding_rs::Encoding),
}

/// The text of a part and how to write it back; `None` when the bytes are not valid in it.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some((std::str::from_utf8(rest).ok()?.to_owned(), Encoding::Utf8 { bom: true }));
    }
    for (mark, little) in [(b"\xFF\xFE", true), (b"\xFE\xFF", false)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let wide = if little { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
            let text = wide.decode_without_bom_handling_and_without_replacement(rest)?;
            return Some((text.into_owned(), Encoding::Utf16 { little }));
        }
    }
    let head = bytes.get(..bytes.len().min(200))?;
    let declared = declared_encoding(head).and_then(encoding_rs::Encoding::for_label);
    match declared {
        Some(e) if e != encoding_rs::UTF_8 && e != encoding_rs::UTF_16LE => {
            let text = e.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some((text.into_owned(), Encoding::Other(e)))
        }
        _ => Some((std::str::from_utf8(bytes).ok()?.to_owned(), Encoding::Utf8 { bom: false })),
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

/// The bytes of a text in the encoding that it was read in.
pub(super) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 { bom: false } => text.as_bytes().to_vec(),
        Encoding::Mail => [super::mail::HEAD, text].concat().into_bytes(),
        Encoding::Utf8 { bom: true } => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16 { little } => {
            let unit = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
        }
        // Letters beyond the encoding become character references, which XML allows in text.
        Encoding::Other(e) => e.encode(text).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_with_their_ranges() {
        let part = r#"<w:p a="1"  b = 'x>"y' c=""/>"#;
        let tag = &part[1..part.len() - 2];
        let all: Vec<_> = attributes(tag, 1).collect();
        assert_eq!(all.iter().map(|a| a.name).collect::<Vec<_>>(), ["a", "b", "c"]);
        for a in &all {
            assert_eq!(&part[a.value.clone()], a.raw);
        }
        assert_eq!(&part[all[1].whole.clone()], r#"  b = 'x>"y'"#);
        assert_eq!(attributes("w:p junk", 0).count(), 0);
    }

    #[test]
    fn references_resolve() {
        assert_eq!(resolve("&#78;aam &amp; &#x4E; &onbekend; &"), "Naam & N &onbekend; &");
        assert_eq!(resolve(&escape("<a & \"b\">")), "<a & \"b\">");
    }

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

    #[test]
    fn strict_and_transitional_are_one() {
        let mut scope = Scope::default();
        scope.enter(r#"a xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main""#);
        assert_eq!(scope.element("x:p").ns, Some(Ns::Word));
        scope.enter(r#"a xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#);
        assert_eq!(scope.element("x:p").ns, Some(Ns::Word));
        scope.enter(r#"a xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:y="http://schemas.microsoft.com/office/word/2012/wordml""#);
        assert_eq!(scope.element("si").ns, Some(Ns::Sheet));
        assert_eq!(scope.element("y:person").ns, Some(Ns::Word));
        assert!(!scope.element("y:person").foreign && scope.element("z:naam").foreign);
    }
}
