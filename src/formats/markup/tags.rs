//! Tags and the values in them (HTML Living Standard, 13.2.5).

use std::ops::Range;

/// A tag, with byte offsets in the source.
#[derive(Debug)]
pub(super) struct Tag {
    /// The name in lower case.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) name_at: Range<usize>,
    /// Whether it is an end tag.
    pub(super) closes: bool,
    /// Its values.
    pub(super) values: Vec<Value>,
    /// The offset behind it.
    pub(super) end: usize,
}

/// A value in a tag.
#[derive(Debug)]
pub(super) struct Value {
    /// Where its name stands.
    pub(super) name: Range<usize>,
    /// Where it stands, without quotes; empty if there is none.
    pub(super) value: Range<usize>,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
}

/// Whether a tag begins at this `<`.
pub(super) fn opens(rest: &str) -> bool {
    let name = rest.get(1..).unwrap_or_default();
    name.strip_prefix('/').unwrap_or(name).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The tag at this offset; `None` if it does not end.
pub(super) fn read(text: &str, at: usize) -> Option<Tag> {
    let bytes = text.as_bytes();
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    let name_end = run(bytes, start, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'));
    let mut tag = Tag {
        name: text.get(start..name_end)?.to_ascii_lowercase(),
        name_at: start..name_end,
        closes,
        values: Vec::new(),
        end: 0,
    };
    let mut at = name_end;
    loop {
        at = run(bytes, at, |b| b.is_ascii_whitespace() || b == b'/');
        if *bytes.get(at)? == b'>' {
            tag.end = at + 1;
            return Some(tag);
        }
        // An `=` in front of a name belongs to it.
        let from = at + 1;
        let name =
            at..run(bytes, from, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        at = run(bytes, name.end, |b| b.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            tag.values.push(Value { value: name.end..name.end, name, quoted: false });
            continue;
        }
        at = run(bytes, at + 1, |b| b.is_ascii_whitespace());
        let (value, quoted, next) = match *bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr::memchr(quote, bytes.get(at + 1..)?)?;
                (at + 1..end, true, end + 1)
            }
            _ => {
                let end = run(bytes, at, |b| !b.is_ascii_whitespace() && b != b'>');
                (at..end, false, end)
            }
        };
        tag.values.push(Value { name, value, quoted });
        at = next;
    }
}

/// The offset of the first byte from `at` on that is not of this kind.
fn run(bytes: &[u8], at: usize, kind: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|b| !kind(*b)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_however_they_are_written() {
        let text = "<IMG a=1 b = 'x>y' c=\"\" d e=f/g =h>rest";
        let tag = read(text, 0).expect("ends");
        let values: Vec<(&str, &str)> =
            tag.values.iter().map(|v| (&text[v.name.clone()], &text[v.value.clone()])).collect();
        let want = [("a", "1"), ("b", "x>y"), ("c", ""), ("d", ""), ("e", "f/g"), ("=h", "")];
        assert_eq!(values, want);
        assert_eq!((tag.name.as_str(), &text[tag.end..]), ("img", "rest"));
        assert!(read("<a href=\"x>", 0).is_none());
        assert!(opens("</p>") && !opens("< p>") && !opens("<3"));
        assert!(read("</p é>", 0).is_some_and(|t| t.closes && t.values.len() == 1));
    }
}
