//! Markup within a value.

use crate::formats::markup;
use std::ops::Range;

/// Longest tag.
const LONGEST: usize = 1 << 16;
/// Elements within a line; all others part words.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr", "ruby", "noscript",
];

/// A tag or comment at the start of a text.
pub(super) struct Mark {
    /// Its length.
    pub(super) length: usize,
    /// Whether it parts the words around it.
    pub(super) parts: bool,
    /// What else stands in it: values, a comment.
    pub(super) inner: Range<usize>,
}

/// The tag or comment that a text begins with.
pub(super) fn mark(rest: &str) -> Option<Mark> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = super::line::front(comment, LONGEST).find("-->")?;
        return Some(Mark { length: end + 7, parts: false, inner: 4..4 + end });
    }
    let behind = rest.strip_prefix('<')?;
    let name = behind.strip_prefix('/').unwrap_or(behind);
    let at = rest.len() - name.len();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-'))?;
    let lower = name.get(..end)?.to_ascii_lowercase();
    let goes_on = name.get(end..)?;
    if !markup::is_element(&lower) || !goes_on.starts_with([' ', '\t', '\n', '\r', '/', '>']) {
        return None;
    }
    let close = closing(goes_on)?;
    let inner = at + end..at + end + close;
    Some(Mark { length: inner.end + 1, parts: !INLINE.contains(&lower.as_str()), inner })
}

/// The end of a tag, quotes passed over.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (b, Some(q)) if b == q => quote = None,
            (b'>', None) => return Some(at),
            _ => {}
        }
    }
    // A quote that does not end is none.
    text.bytes().take(LONGEST).position(|b| b == b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_addresses() {
        let of = |t: &str| mark(t).map(|m| (m.length, m.parts, t[m.inner].to_owned()));
        assert_eq!(of("<b>x"), Some((3, false, String::new())));
        assert_eq!(of("</p >x"), Some((5, true, " ".into())));
        assert_eq!(of("<a title='x > y'>z"), Some((17, false, " title='x > y'".into())));
        assert_eq!(of("<!-- x -->y"), Some((10, false, " x ".into())));
        for none in ["<noor@x.nl>", "<http://x>", "<b", "< b>", "<", "<naam>", "<!--"] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
