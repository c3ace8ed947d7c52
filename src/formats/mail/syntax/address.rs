//! Lists of addresses (RFC 5322, 3.4).

use super::words;
use std::ops::Range;

/// What a text in a list of addresses is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// A name in front of an address, or of a group.
    Phrase,
    /// An address, in angle brackets.
    Bracketed,
    /// An address by itself.
    Bare,
    /// A remark in parentheses.
    Comment,
}

/// A text in a list of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    /// Where it stands in the value, without brackets.
    pub(crate) range: Range<usize>,
    /// As it is read.
    pub(crate) text: String,
    /// Whether it could not be read.
    pub(crate) unread: bool,
    /// The separator behind it, if one follows.
    pub(crate) separator: Option<char>,
}

/// Reads a list of addresses, however faulty.
pub(crate) fn read(raw: &[u8]) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut at = 0;
    let mut phrase: Option<Range<usize>> = None;
    while let Some(byte) = raw.get(at) {
        let (kind, range, next) = match byte {
            b'<' => {
                let end = until(raw, at + 1, b'>');
                (Some(ItemKind::Bracketed), at + 1..end, end + 1)
            }
            b'(' => {
                let end = comment_end(raw, at + 1);
                (Some(ItemKind::Comment), at + 1..end, end + 1)
            }
            b',' | b';' | b':' => (None, at..at, at + 1),
            _ => {
                let end = match byte {
                    b'"' => (until(raw, at + 1, b'"') + 1).min(raw.len()),
                    b'=' => encoded_end(raw, at).unwrap_or(at + 1),
                    _ => at + 1,
                };
                if !byte.is_ascii_whitespace() {
                    let start = phrase.as_ref().map_or(at, |p| p.start);
                    phrase = Some(start..end);
                }
                at = end;
                continue;
            }
        };
        out.extend(phrase.take().map(|range| item(raw, ItemKind::Phrase, range)));
        match kind {
            Some(kind) => out.push(item(raw, kind, range)),
            None => {
                if let Some(last) = out.last_mut() {
                    last.separator = Some(char::from(*byte));
                }
            }
        }
        at = next;
    }
    out.extend(phrase.take().map(|range| item(raw, ItemKind::Phrase, range)));
    out
}

/// The offset of a closing mark, which a backslash makes a letter.
fn until(raw: &[u8], mut at: usize, mark: u8) -> usize {
    while let Some(byte) = raw.get(at) {
        match byte {
            b'\\' => at += 2,
            b if *b == mark => return at,
            _ => at += 1,
        }
    }
    raw.len()
}

fn comment_end(raw: &[u8], mut at: usize) -> usize {
    let mut depth = 1_usize;
    while let Some(byte) = raw.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        at += 1;
    }
    raw.len()
}

/// The offset behind an encoded word, which may hold separators.
fn encoded_end(raw: &[u8], at: usize) -> Option<usize> {
    let rest = raw.get(at..)?;
    let inner = rest.strip_prefix(b"=?")?;
    let first = memchr::memchr(b'?', inner)?;
    let second = first + 1 + memchr::memchr(b'?', inner.get(first + 1..)?)?;
    let end = second + 1 + memchr::memmem::find(inner.get(second + 1..)?, b"?=")?;
    let word = inner.get(..end)?;
    let head = inner.get(..second)?;
    (!head.iter().any(u8::is_ascii_whitespace) && !word.contains(&b'\n'))
        .then_some(at + 2 + end + 2)
}

fn item(raw: &[u8], kind: ItemKind, range: Range<usize>) -> Item {
    let own = raw.get(range.clone()).unwrap_or_default();
    let decoded = words::decode(own);
    let mut text = decoded.text;
    let mut kind = kind;
    if kind == ItemKind::Phrase {
        if own.contains(&b'@') && !own.contains(&b'"') && !text.contains(char::is_whitespace) {
            kind = ItemKind::Bare;
        } else {
            text = unquoted(&text);
        }
    }
    Item { kind, range, text, unread: decoded.unread, separator: None }
}

fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {}
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

impl Item {
    /// The label as it stands in such a text.
    pub(crate) fn label(&self, label: &str) -> String {
        match self.kind {
            ItemKind::Phrase | ItemKind::Comment => format!("[{label}]"),
            ItemKind::Bracketed | ItemKind::Bare => atom(label),
        }
    }

    /// A new text as it is written in the place of the old one.
    pub(crate) fn written(&self, text: &str) -> String {
        let ascii = text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        match self.kind {
            ItemKind::Phrase if ascii && !text.contains("=?") => {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            ItemKind::Comment if ascii && !text.contains("=?") => {
                text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
            }
            ItemKind::Phrase | ItemKind::Comment => words::encode(text),
            ItemKind::Bracketed | ItemKind::Bare => address(text),
        }
    }
}

/// A label of letters and digits with dots between, as addresses are made of.
fn atom(label: &str) -> String {
    let parts = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join(".")
}

/// An address that mail programs take for one, at a domain that is nobody's (RFC 2606).
fn address(text: &str) -> String {
    let clean = |part: &str| -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
        let part: String = part.chars().map(|c| if fits(c) { c } else { '-' }).collect();
        part.split('.').filter(|p| !p.is_empty()).collect::<Vec<_>>().join(".")
    };
    match text.rsplit_once('@') {
        Some((local, domain)) if !clean(domain).is_empty() && !clean(local).is_empty() => {
            format!("{}@{}", clean(local), clean(domain))
        }
        _ => format!("{}@gelakt.invalid", clean(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<(ItemKind, String)> {
        read(raw.as_bytes()).into_iter().map(|i| (i.kind, i.text)).collect()
    }

    #[test]
    fn names_and_addresses_are_told_apart() {
        use ItemKind::{Bare, Bracketed, Comment, Phrase};
        let got = told(
            " Wouter =?utf-8?q?Y=C4=B1lmaz=2C?= <w@x.nl>, \"Bos, Jan\"\r\n <j@x.nl>, p@x.nl (Piet \\(P\\)), Team: a@b;",
        );
        let want = [
            (Phrase, "Wouter Yılmaz,"),
            (Bracketed, "w@x.nl"),
            (Phrase, "Bos, Jan"),
            (Bracketed, "j@x.nl"),
            (Bare, "p@x.nl"),
            (Comment, "Piet \\(P\\)"),
            (Phrase, "Team"),
            (Bare, "a@b"),
        ];
        let want: Vec<(ItemKind, String)> = want.map(|(k, t)| (k, t.to_owned())).to_vec();
        assert_eq!(got, want);
        for broken in ["<", "\"", "(", "=?", "=?x?q?", "\\", "a <b", "((", "<\\"] {
            told(broken);
        }
    }

    #[test]
    fn a_cut_address_is_still_one() {
        let item = |raw: &str| read(raw.as_bytes()).pop().expect("one");
        let bare = item("jan@x.nl");
        assert_eq!(bare.written(&bare.label("5.1.2e")), "5.1.2e@gelakt.invalid");
        assert_eq!(bare.written("5.1.2e@x.nl"), "5.1.2e@x.nl");
        let name = item("Jan Bos");
        assert_eq!(name.written(&name.label("5.1.2e")), "\"[5.1.2e]\"");
        assert_eq!(name.written("Zoë [x]"), "=?utf-8?B?Wm/DqyBbeF0=?=");
    }
}
