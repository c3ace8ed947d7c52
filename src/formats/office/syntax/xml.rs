//! The parts of XML that quick-xml does not cover: namespaces, attributes with their byte ranges,
//! and references. Nothing is ever serialized.

use crate::formats::office::syntax::vocabulary::is_uri;
use std::borrow::Cow;
use std::ops::Range;

/// The namespaces that matter here. Transitional (ECMA-376) and strict (ISO/IEC 29500) namespaces
/// are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// WordprocessingML, with its extensions from 2010 and later.
    Word,
    /// DrawingML main.
    Drawing,
    /// DrawingML for WordprocessingML: the placement of drawings in text.
    WordDrawing,
    /// DrawingML picture.
    Picture,
    /// Office Math.
    Math,
    /// VML.
    Vml,
    /// Office extensions of VML.
    Office,
    /// Relationship ids.
    Relationships,
    /// Markup compatibility.
    Compatibility,
    /// SpreadsheetML.
    Sheet,
    /// Anything else.
    Other,
}

/// The namespace of a URI.
fn of_uri(uri: &str) -> Namespace {
    let strict = uri.strip_prefix("http://purl.oclc.org/ooxml/");
    let tail = strict.or_else(|| uri.strip_prefix("http://schemas.openxmlformats.org/"));
    match tail.map(|t| t.strip_suffix("/2006/main").or(t.strip_suffix("/main")).unwrap_or(t)) {
        Some("wordprocessingml") => Namespace::Word,
        Some("drawingml") => Namespace::Drawing,
        Some("spreadsheetml") => Namespace::Sheet,
        Some("drawingml/2006/wordprocessingDrawing" | "drawingml/wordprocessingDrawing") => {
            Namespace::WordDrawing
        }
        Some("drawingml/2006/picture" | "drawingml/picture") => Namespace::Picture,
        Some("officeDocument/2006/math" | "officeDocument/math") => Namespace::Math,
        Some("officeDocument/2006/relationships" | "officeDocument/relationships") => {
            Namespace::Relationships
        }
        Some("markup-compatibility/2006") => Namespace::Compatibility,
        _ if !is_uri(uri) => Namespace::Other,
        _ if uri.ends_with("wordprocessingDrawing") => Namespace::WordDrawing,
        _ if uri.ends_with("/wordml")
            || uri.starts_with("http://schemas.microsoft.com/office/word/20")
                && uri.contains("/wordml/") =>
        {
            Namespace::Word
        }
        _ if uri == "urn:schemas-microsoft-com:vml" => Namespace::Vml,
        _ if uri == "urn:schemas-microsoft-com:office:office" => Namespace::Office,
        _ => Namespace::Other,
    }
}

/// The namespace that an undeclared prefix stands for, as in fragments.
fn by_custom(prefix: &str) -> Namespace {
    match prefix {
        "w" | "w14" | "w15" => Namespace::Word,
        "a" => Namespace::Drawing,
        "wp" => Namespace::WordDrawing,
        "pic" => Namespace::Picture,
        "m" => Namespace::Math,
        "v" => Namespace::Vml,
        "o" => Namespace::Office,
        "r" => Namespace::Relationships,
        "mc" => Namespace::Compatibility,
        _ => Namespace::Other,
    }
}

/// The namespace declarations in scope.
#[derive(Default)]
pub(crate) struct NamespaceScope<'a> {
    bindings: Vec<Binding<'a>>,
}

#[derive(Clone, Copy)]
struct Binding<'a> {
    prefix: &'a str,
    ns: Namespace,
    foreign: bool,
}

/// The name of an element or attribute, split into its parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QualifiedName<'n> {
    /// The namespace; `None` for an attribute without a prefix.
    pub(crate) ns: Option<Namespace>,
    /// The part before the colon, or an empty string.
    pub(crate) prefix: &'n str,
    /// The part after the colon.
    pub(crate) local: &'n str,
    /// Whether its namespace is not from a standard, so that the name itself can be free text.
    pub(crate) foreign: bool,
}

impl<'a> NamespaceScope<'a> {
    /// Adds the declarations of a start tag and returns their number, for
    /// [`NamespaceScope::leave`].
    pub(crate) fn enter(&mut self, tag: &'a str) -> usize {
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

    /// Removes the last `count` declarations.
    pub(crate) fn leave(&mut self, count: usize) {
        self.bindings.truncate(self.bindings.len().saturating_sub(count));
    }

    fn of(&self, prefix: &str) -> (Namespace, bool) {
        let bound = self.bindings.iter().rev().find(|b| b.prefix == prefix);
        bound.map_or_else(
            || {
                let ns = by_custom(prefix);
                (ns, ns == Namespace::Other && prefix != "xml")
            },
            |b| (b.ns, b.foreign),
        )
    }

    /// The name of an element.
    pub(crate) fn element<'n>(&self, name: &'n str) -> QualifiedName<'n> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let (ns, foreign) = self.of(prefix);
        QualifiedName { ns: Some(ns), prefix, local, foreign }
    }

    /// The name of an attribute. Without a prefix it is foreign if its element is, which `foreign`
    /// says.
    pub(crate) fn attribute<'n>(&self, name: &'n str, foreign: bool) -> QualifiedName<'n> {
        match name.split_once(':') {
            Some((prefix, local)) => {
                let (ns, foreign) = self.of(prefix);
                QualifiedName { ns: Some(ns), prefix, local, foreign }
            }
            None => QualifiedName { ns: None, prefix: "", local: name, foreign },
        }
    }
}

/// An attribute with its position.
#[derive(Clone, Debug)]
pub(crate) struct Attribute<'a> {
    /// The name, including any prefix.
    pub(crate) name: &'a str,
    /// The value as written, with references unresolved.
    pub(crate) raw: &'a str,
    /// The byte range of the value in the part's text.
    pub(crate) value: Range<usize>,
    /// The byte range of the whole attribute, including the white space before it.
    pub(crate) whole: Range<usize>,
}

/// The attributes of a tag. `tag` is the text between `<` and `>`, and `base` its byte offset in
/// the part's text.
pub(crate) fn attributes(tag: &str, base: usize) -> impl Iterator<Item = Attribute<'_>> {
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

/// Whether a tag, the text between `<` and `>`, holds nothing but a name and attributes.
pub(crate) fn is_well_formed(tag: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || ":_-.".contains(c))
    };
    let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
    let mut at = name.len();
    for a in attributes(tag, 0) {
        let equals = tag.get(a.whole.start..a.value.start).and_then(|t| t.split_once('='));
        let between = equals.is_some_and(|(_, quote)| quote.trim_start().len() == 1);
        if a.whole.start != at || !between || !is_name(a.name) || a.raw.contains('<') {
            return false;
        }
        at = a.whole.end;
    }
    is_name(name) && matches!(tag.get(at..).map(str::trim), Some("" | "/"))
}

/// The character that a reference stands for, given without `&` and `;` (`amp`, `#78`); `None` if
/// it is unknown.
pub(crate) fn reference(name: &str) -> Option<char> {
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

/// Text with its references resolved; unknown references stay as written.
pub(crate) fn resolve(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, tail)) = rest.split_once('&') {
        out.push_str(before);
        match tail.split_once(';').and_then(|(name, after)| Some((reference(name)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
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

/// Escapes text for use in an element or attribute. Control characters that XML forbids are left
/// out.
pub(crate) fn escape(text: &str) -> String {
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
    fn a_tag_is_a_name_and_attributes() {
        for tag in ["w:p", "w:p/", "w:p a='1' b = \"x>y\" /", "p a='1'b='2'"] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in ["", "p a", "p a='1' b", "p a=b'1'", "p a='1'b\"='2'", "p a='<'", "p a b='1'"] {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }

    #[test]
    fn references_resolve() {
        assert_eq!(resolve("&#78;aam &amp; &#x4E; &onbekend; &"), "Naam & N &onbekend; &");
        assert_eq!(resolve(&escape("<a & \"b\">")), "<a & \"b\">");
    }

    #[test]
    fn strict_and_transitional_are_one() {
        let mut scope = NamespaceScope::default();
        scope.enter(r#"a xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main""#);
        assert_eq!(scope.element("x:p").ns, Some(Namespace::Word));
        scope.enter(r#"a xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#);
        assert_eq!(scope.element("x:p").ns, Some(Namespace::Word));
        scope.enter(r#"a xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:y="http://schemas.microsoft.com/office/word/2012/wordml""#);
        assert_eq!(scope.element("si").ns, Some(Namespace::Sheet));
        assert_eq!(scope.element("y:person").ns, Some(Namespace::Word));
        assert!(!scope.element("y:person").foreign && scope.element("z:naam").foreign);
    }

    #[test]
    fn a_declaration_holds_within_its_element() {
        let mut scope = NamespaceScope::default();
        let outer = r#"a xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
        let inner = r#"b xmlns:x="urn:y" xmlns:z="urn:z""#;
        assert_eq!((scope.enter(outer), scope.enter(inner)), (1, 2));
        assert!(scope.element("x:a").foreign && scope.attribute("z:a", false).foreign);
        scope.leave(2);
        assert_eq!(scope.element("x:a").ns, Some(Namespace::Sheet));
        assert_eq!(scope.attribute("a", true).ns, None);
    }
}
