//! The tokens of JSON (RFC 8259), one value behind another as in JSON Lines.

use crate::formats::textmap::TextMap;
use std::ops::Range;

/// Deepest nesting of a file that counts as JSON.
const DEPTH: usize = 512;
/// How many characters without a space are more than a word: a file in letters.
const FILE: usize = 512;
/// Values of a list up to this many bytes stand in one line.
const SHORT: usize = 60;

/// Where a piece of the text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Its bytes in the file.
    pub(super) at: Range<usize>,
    /// Whether it goes as a whole.
    pub(super) whole: bool,
    /// Whether it is a number or word without quotes, in whose place stands a string.
    pub(super) bare: bool,
}

/// A file as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// Keys and values in lines: `naam: Noor Bakker`.
    pub(super) map: TextMap<Source>,
    /// Strings that cannot be read, without their quotes.
    pub(super) opaque: Vec<Range<usize>>,
    /// How many characters have no meaning.
    pub(super) broken: usize,
}

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Object,
    List,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A value, or the end of a list that has none.
    ValueOrEnd,
    Value,
    /// A key, or the end of an object that has none.
    KeyOrEnd,
    Key,
    Colon,
    /// A comma or an end; between values of the file, nothing.
    Comma,
}

/// Reads a text; `None` if it is no JSON, or nested too deeply.
pub(super) fn read(text: &str) -> Option<Tokens> {
    let mut reader = Reader { text, at: 0, open: Vec::new(), out: Tokens::default() };
    let mut next = Next::Value;
    let mut any = false;
    loop {
        reader.space();
        let Some(byte) = reader.byte() else { break };
        if reader.open.is_empty() && next == Next::Comma {
            next = Next::Value;
        }
        next = reader.token(byte, next)?;
        any = true;
    }
    (any && reader.open.is_empty() && next == Next::Comma).then_some(reader.out)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Open>,
    out: Tokens,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Reads a token and says what may follow.
    fn token(&mut self, byte: u8, next: Next) -> Option<Next> {
        let value = matches!(next, Next::Value | Next::ValueOrEnd);
        let key = matches!(next, Next::Key | Next::KeyOrEnd);
        match (byte, next) {
            (b'{' | b'[', _) if value => {
                let (open, next) = match byte {
                    b'{' => (Open::Object, Next::KeyOrEnd),
                    _ => (Open::List, Next::ValueOrEnd),
                };
                if self.open.len() >= DEPTH {
                    return None;
                }
                if open == Open::Object {
                    self.out.map.push_inferred("\n");
                }
                self.open.push(open);
                self.at += 1;
                Some(next)
            }
            (b'}', Next::KeyOrEnd | Next::Comma) => self.close(Open::Object),
            (b']', Next::ValueOrEnd | Next::Comma) => self.close(Open::List),
            (b',', Next::Comma) => {
                self.at += 1;
                match self.open.last()? {
                    Open::Object => Some(Next::Key),
                    Open::List => Some(Next::Value),
                }
            }
            (b':', Next::Colon) => {
                self.at += 1;
                self.out.map.push_inferred(": ");
                Some(Next::Value)
            }
            (b'"', _) if key => self.string(false).map(|()| Next::Colon),
            (b'"', _) if value => self.string(true).map(|()| self.end_value()),
            (b'-' | b'0'..=b'9', _) if value => self.number().map(|()| self.end_value()),
            (b't' | b'f' | b'n', _) if value => self.word().map(|()| self.end_value()),
            _ => None,
        }
    }

    fn close(&mut self, open: Open) -> Option<Next> {
        self.at += 1;
        (self.open.pop()? == open).then(|| {
            self.out.map.push_inferred("\n");
            Next::Comma
        })
    }

    /// What parts a value from the next one: values of a list stand in one line if they are short.
    fn end_value(&mut self) -> Next {
        let text = self.out.map.text();
        let line = text.len() - text.rfind('\n').map_or(0, |at| at + 1);
        let list = self.open.last() == Some(&Open::List) && line < SHORT * 4;
        let short = list && text.rsplit([',', '\n']).next().is_some_and(|v| v.len() <= SHORT);
        self.out.map.push_inferred(if short { ", " } else { "\n" });
        Next::Comma
    }

    fn word(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let word = ["true", "false", "null"].into_iter().find(|w| rest.starts_with(w))?;
        let at = self.at..self.at + word.len();
        self.at = at.end;
        self.out.map.push_whole(word, Source { at, whole: true, bare: true });
        self.ends()
    }

    /// Whether a word or number ends here.
    fn ends(&self) -> Option<()> {
        let more = self.byte().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'.' || b >= 0x80);
        (!more).then_some(())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let zero = self.byte() == Some(b'0');
        let whole = self.at;
        self.digits()?;
        if zero && self.at > whole + 1 {
            return None;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        let at = start..self.at;
        let text = self.text.get(at.clone())?;
        self.out.map.push_whole(text, Source { at, whole: true, bare: true });
        self.ends()
    }

    /// A string by what it means.
    fn string(&mut self, value: bool) -> Option<()> {
        let start = self.at + 1;
        let end = closing(self.text, start)?;
        self.at = end + 1;
        let inner = self.text.get(start..end)?;
        if value && holds_file(inner) {
            self.out.opaque.push(start..end);
            return Some(());
        }
        let mut plain = 0;
        while let Some(escape) = inner.get(plain..)?.find('\\').map(|at| plain + at) {
            self.exact(inner.get(plain..escape)?, start + plain);
            let (c, length) = escaped(inner.get(escape..)?)?;
            let mut buffer = [0; 4];
            let at = start + escape..start + escape + length;
            self.out.broken += usize::from(c == '\u{FFFD}');
            let source = Source { at, whole: true, bare: false };
            self.out.map.push_whole(c.encode_utf8(&mut buffer), source);
            plain = escape + length;
        }
        self.exact(inner.get(plain..)?, start + plain);
        Some(())
    }

    fn exact(&mut self, text: &str, at: usize) {
        let source = Source { at: at..at + text.len(), whole: false, bare: false };
        self.out.map.push_exact(text, source);
    }
}

/// The closing quote of a string that begins here; `None` if there is none, or a control character
/// in front of it.
fn closing(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        match text.as_bytes().get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// The character of an escape at the start of a text, and how many bytes it takes. Half a pair of
/// surrogates means nothing.
fn escaped(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        c @ (b'"' | b'\\' | b'/') => char::from(*c),
        b'u' => {
            let high = unit(text)?;
            let low = || text.get(6..).filter(|t| t.starts_with("\\u")).and_then(unit);
            if let Some(c) = char::from_u32(high) {
                return Some((c, 6));
            }
            let low = if high < 0xDC00 { low() } else { None };
            let low = low.filter(|l| (0xDC00..0xE000).contains(l));
            let pair = low.map(|l| 0x10000 + ((high - 0xD800) << 10) + (l - 0xDC00));
            return Some(match pair.and_then(char::from_u32) {
                Some(c) => (c, 12),
                None => ('\u{FFFD}', 6),
            });
        }
        _ => return None,
    };
    Some((c, 2))
}

/// The code unit of an escape.
fn unit(text: &str) -> Option<u32> {
    let digits = text.get(2..6)?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| hex)
}

/// Whether a string holds a file in letters: base64, alone or in a `data:` link.
fn holds_file(inner: &str) -> bool {
    let head = inner.get(..inner.len().min(200)).unwrap_or_default();
    let link = inner.starts_with("data:") && head.contains(";base64,");
    let letter = |b: u8| b.is_ascii_alphanumeric() || b"+/=-_\\".contains(&b);
    link || inner.len() >= FILE && inner.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Option<String> {
        let told = read(raw)?.map.text().to_owned();
        Some(told.lines().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn strings_stand_behind_their_keys() {
        let raw = r#"{"naam": "Zo\u00eb \"B\" \/ \ud83d\ude00", "bsn": 123456782, "x": {"y": [true, "a", -1.5e3, []]}}"#;
        assert_eq!(
            text(raw).as_deref(),
            Some("naam: Zoë \"B\" / 😀|bsn: 123456782|x: |y: true, a, -1.5e3, ")
        );
        assert_eq!(text("{\"a\":\"b\\nc\"}\n{\"a\":1}\r\n").as_deref(), Some("a: b|c|a: 1"));
    }

    #[test]
    fn what_is_no_json_is_not_taken_for_it() {
        for broken in [
            "",
            "{",
            "}",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "[01]",
            "[1.]",
            "[tru]",
            "[truex]",
            "\"a",
            "\"a\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"a\nb\"",
            "[1}",
            "1,2",
            "// x\n{}",
        ] {
            assert!(read(broken).is_none(), "{broken}");
        }
        assert!(read(&"[".repeat(100_000)).is_none());
    }

    #[test]
    fn half_a_pair_means_nothing_and_files_are_told() {
        assert_eq!(read(r#""\ud83d x \udc00""#).map(|j| j.broken), Some(2));
        let file = format!("[\"data:image/png;base64,QUJD\", \"{}\"]", "QUJD".repeat(200));
        assert_eq!(read(&file).map(|j| j.opaque.len()), Some(2));
    }
}
