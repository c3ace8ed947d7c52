//! The few things about XML that the reader needs: namespaces, attributes with their byte ranges,
//! references, encodings. Events come from quick-xml; nothing is ever serialized again.

use crate::formats::docx::syntax::vocabulary::is_uri;
use std::borrow::Cow;
use std::ops::Range;

/// Namespaces that the reader tells apart; transitional (ECMA-376) and strict (ISO/IEC 29500) are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
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

/// The namespace that a prefix stands for when nothing declares it, as in fragments.
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

/// Prefixes in scope.
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

/// A name of an element or attribute, taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QualifiedName<'n> {
    /// The namespace; of an attribute without prefix, none.
    pub(crate) ns: Option<Namespace>,
    /// What stands before the colon.
    pub(crate) prefix: &'n str,
    /// What stands behind it.
    pub(crate) local: &'n str,
    /// Whether its namespace is of no standard, so that its names may be words of people.
    pub(crate) foreign: bool,
}

impl<'a> NamespaceScope<'a> {
    /// Takes in the declarations of a start tag; gives how many, for [`NamespaceScope::leave`].
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

    /// Forgets the last `count` declarations.
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

    /// The name of an attribute; one without prefix is foreign where its element is.
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

/// An attribute as it stands in its tag.
#[derive(Clone, Debug)]
pub(crate) struct Attribute<'a> {
    /// Name with prefix.
    pub(crate) name: &'a str,
    /// Value as written, references not resolved.
    pub(crate) raw: &'a str,
    /// Bytes of the value in the part.
    pub(crate) value: Range<usize>,
    /// Bytes of the whole attribute with the white space in front of it.
    pub(crate) whole: Range<usize>,
}

/// The attributes of a tag; `tag` is what stands between `<` and `>`, `base` its offset in the part.
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

/// What a reference such as `&amp;` or `&#78;` stands for; `None` when it is unknown.
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

/// Text with its references resolved; unknown ones stay as written.
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

/// Text fit to stand in an element or attribute. Control characters that XML forbids are left out.
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
}
