//! One layer of a line.

use super::line::{Found, Line};
use super::{escapes, joined, packed, tags};

/// Longest part of an address that is taken for digits, in bytes.
const LONGEST_PART: usize = 4096;

/// A line with one layer less.
pub(super) struct Layer {
    /// The line.
    pub(super) line: Line,
    /// Whether letters are to be seen that were not before.
    pub(super) hides: bool,
}

/// Whether a line may hold another layer. Most lines do not.
pub(super) fn may_hold(line: &str) -> bool {
    let bytes = line.as_bytes();
    let pair = |mark: u8, next: fn(&u8) -> bool| {
        memchr::memchr_iter(mark, bytes).any(|at| bytes.get(at + 1).is_some_and(next))
    };
    let quote = || memchr::memchr3(b'"', b'\'', b'`', bytes).is_some();
    pair(b'&', |b| *b == b'#' || b.is_ascii_alphabetic())
        || memchr::memchr(b'\\', bytes).is_some()
        || pair(b'<', |b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'))
        || pair(b'%', u8::is_ascii_hexdigit)
        || quote() && bytes.iter().any(|b| matches!(b, b'+' | b'&' | b'(' | b'{'))
        || memchr::memchr(b'(', bytes).is_some() && calls(line)
        || packed::occurs(line)
}

fn calls(line: &str) -> bool {
    memchr::memchr_iter(b'(', line.as_bytes()).any(|at| {
        let name = line.get(at.saturating_sub(4)..at).unwrap_or_default().to_ascii_lowercase();
        name.ends_with("char") || name.ends_with("code") || name.ends_with("ken")
    })
}

/// The line without its outermost layer; `None` if it has one only.
pub(super) fn layer(line: &Line) -> Option<Layer> {
    let mut decoder = Decoder {
        line,
        at: 0,
        out: Line::default(),
        aside: Vec::new(),
        changed: false,
        hides: false,
        lists: joined::lists(&line.text),
        open: 0,
    };
    while decoder.at < line.text.len() {
        decoder.step();
    }
    let Decoder { mut out, aside, changed, hides, .. } = decoder;
    for inner in aside {
        out.push('\n', 0..0);
        out.copy(line, inner);
    }
    changed.then_some(Layer { line: out, hides })
}

struct Decoder<'l> {
    line: &'l Line,
    at: usize,
    out: Line,
    /// What stands in tags and comments: it is read behind the line.
    aside: Vec<std::ops::Range<usize>>,
    changed: bool,
    hides: bool,
    lists: bool,
    /// How many places of a template are open: `${`.
    open: usize,
}

impl Decoder<'_> {
    fn step(&mut self) {
        let Some(rest) = self.line.text.get(self.at..) else {
            self.at = self.line.text.len();
            return;
        };
        let Some(c) = rest.chars().next() else { return };
        let found = match c {
            '&' => escapes::reference(rest),
            '\\' => escapes::escape(rest),
            '%' => escapes::percent(rest),
            _ => None,
        };
        if let Some(found) = found {
            return self.found(&found);
        }
        if c == '<' && self.tag(rest) || matches!(c, '"' | '\'' | '`' | '$') && self.text_end(rest)
        {
            return;
        }
        if self.begins_word() && (c.is_ascii_alphanumeric() || matches!(c, '+' | '/')) {
            if let Some(found) = joined::by_number(rest) {
                self.found(&found);
                // What is put together with it follows at once.
                let behind = self.line.text.get(self.at..).unwrap_or_default();
                if let Some(gap) =
                    joined::gap(behind, self.lists).filter(|_| !behind.starts_with('"'))
                {
                    self.at += gap;
                }
                return;
            }
            if let Some(found) = packed::text(rest) {
                return self.found(&found);
            }
        } else if self.begins_part() && c.is_ascii_alphanumeric() {
            // `/t/S3dpc3BlbGFlcg==` in an address.
            let near = rest.get(..rest.floor_char_boundary(LONGEST_PART)).unwrap_or(rest);
            if let Some(found) = packed::text(near) {
                return self.found(&found);
            }
        }
        self.out.copy(self.line, self.at..self.at + c.len_utf8());
        self.at += c.len_utf8();
    }

    fn begins_part(&self) -> bool {
        self.line.text.get(..self.at).is_some_and(|t| t.ends_with(['/', '-', '_']))
    }

    fn begins_word(&self) -> bool {
        let before = self.line.text.get(..self.at).and_then(|t| t.chars().next_back());
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_'))
    }

    fn found(&mut self, found: &Found) {
        let source = self.line.source(self.at..self.at + found.length);
        for c in found.letters.chars() {
            self.out.push(c, source.clone());
        }
        self.at += found.length;
        self.changed = true;
        self.hides |= found.hides;
    }

    fn tag(&mut self, rest: &str) -> bool {
        let Some(mark) = tags::mark(rest) else { return false };
        if rest.get(mark.inner.clone()).is_some_and(|t| t.contains(char::is_alphanumeric)) {
            self.aside.push(self.at + mark.inner.start..self.at + mark.inner.end);
        }
        if mark.parts && !self.out.text.ends_with('\n') {
            self.out.push('\n', 0..0);
        }
        self.at += mark.length;
        (self.changed, self.hides) = (true, true);
        true
    }

    /// The end of a text that is put together with another, and the places of a template.
    fn text_end(&mut self, rest: &str) -> bool {
        let opens = ["${\"", "${'"].iter().any(|o| rest.starts_with(o));
        let closes = self.open > 0 && ["\"}", "'}"].iter().any(|c| rest.starts_with(c));
        let length = match (opens, closes) {
            (true, _) => Some(3),
            (_, true) => Some(2),
            _ if rest.starts_with('$') => None,
            _ => joined::gap(rest, self.lists),
        };
        let Some(length) = length else { return false };
        self.open = self.open + usize::from(opens) - usize::from(closes && !opens);
        self.at += length;
        (self.changed, self.hides) = (true, true);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        assert!(may_hold(text), "{text}");
        layer(&Line::first(text, 0)).map(|l| l.line.text)
    }

    #[test]
    fn a_layer_is_taken_off() {
        for text in [
            "Zand&#109;eer",
            "<b>Zand</b>meer",
            "Zand\\u006deer",
            "Zand\\155eer",
            "Zand%6Deer",
            "Zand\"+\"meer",
            "Zand' + String.fromCharCode(109, 101, 101) + 'r",
            "Zand\"&CHAR(109)&\"eer",
            "Zand${'meer'}",
            "WmFuZG1lZXI=",
            "Zand<!-- -->meer",
        ] {
            assert_eq!(read(text).as_deref(), Some("Zandmeer"), "{text}");
        }
        let link = "https://x.example/t/WmFuZG1lZXI=";
        assert_eq!(read(link).as_deref(), Some("https://x.example/t/Zandmeer"));
        let list = "=CONCATENATE(\"Zand\",\"meer\")";
        assert_eq!(read(list).as_deref(), Some("=CONCATENATE(\"Zandmeer\")"));
        assert_eq!(read("<p title='Bos'>a").as_deref(), Some("\na\n title='Bos'"));
    }

    #[test]
    fn usual_lines_have_one_layer() {
        for text in ["Zaal 3, Zandmeer (tel. 010-1234567)", "R&D en 10% van 20", "Noord-Holland"] {
            assert!(!may_hold(text) || layer(&Line::first(text, 0)).is_none(), "{text}");
        }
    }
}
