//! The parts of a message and how they are nested (RFC 2045, 2046).

use super::syntax::field::{self, Field};
use super::syntax::params::{self, Typed};
use super::syntax::transfer::Coding;
use crate::model::{FormatError, message};
use std::ops::Range;

/// A message or part of one.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its header.
    pub(crate) fields: Vec<Field>,
    /// Lines of a mailbox in front of the header.
    pub(crate) envelope: Vec<Range<usize>>,
    /// Its body as it is written.
    pub(crate) body: Range<usize>,
    /// Whether an empty line parts header and body.
    pub(crate) parted: bool,
    /// Its type, in lower case: `text/plain`.
    pub(crate) kind: String,
    /// Its type with parameters.
    pub(crate) typed: Typed,
    /// Whether it is an attachment, and its name.
    pub(crate) disposition: Typed,
    /// How its body is written.
    pub(crate) coding: Coding,
    /// Its parts, if it has any.
    pub(crate) multipart: Option<Multipart>,
    /// The part around it; `None` for a message.
    pub(crate) parent: Option<usize>,
    /// From its delimiter to the next one; empty for a message.
    pub(crate) with_delimiter: Range<usize>,
}

/// What parts the parts of a part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Multipart {
    /// The lines in front of parts, with their line ends.
    pub(crate) delimiters: Vec<Range<usize>>,
    /// The line behind the last one.
    pub(crate) closing: Option<Range<usize>>,
    /// The parts, as indices.
    pub(crate) parts: Vec<usize>,
    /// Text in front of the first and behind the last part.
    pub(crate) around: Vec<Range<usize>>,
}

/// How deep and how many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) depth: usize,
    pub(crate) parts: usize,
}

/// Adds the message in this range to the parts; gives its index.
///
/// # Errors
/// `Limit` if there are too many parts, or they are nested too deeply.
pub(crate) fn read(
    bytes: &[u8],
    range: Range<usize>,
    bounds: Bounds,
    parts: &mut Vec<Part>,
) -> Result<usize, FormatError> {
    let mut reader = TreeReader { bytes, bounds, parts };
    reader.part(range, None, "text/plain", 0)
}

struct TreeReader<'a> {
    bytes: &'a [u8],
    bounds: Bounds,
    parts: &'a mut Vec<Part>,
}

impl TreeReader<'_> {
    fn part(
        &mut self,
        range: Range<usize>,
        parent: Option<usize>,
        usual: &str,
        depth: usize,
    ) -> Result<usize, FormatError> {
        if depth > self.bounds.depth {
            return Err(FormatError::Limit(message!("parts of mail nested too deeply")));
        }
        if self.parts.len() >= self.bounds.parts {
            return Err(FormatError::Limit(message!("too many parts")));
        }
        let head = field::read(self.bytes, range.clone());
        let value = |name: &str| {
            let found = head.fields.iter().find(|f| f.name == name);
            found.map(|f| self.bytes.get(f.value.clone()).unwrap_or_default())
        };
        let typed = params::read(value("content-type").unwrap_or_default());
        let disposition = params::read(value("content-disposition").unwrap_or_default());
        let coding =
            String::from_utf8_lossy(value("content-transfer-encoding").unwrap_or_default())
                .into_owned();
        let sound = typed.value.split_once('/').is_some_and(|(a, b)| {
            let token = |t: &str| {
                !t.is_empty() && t.bytes().all(|b| b.is_ascii_graphic() && b != b'/' && b != b'"')
            };
            token(a) && token(b)
        });
        let kind = if sound { typed.value.clone() } else { usual.to_owned() };
        let index = self.parts.len();
        self.parts.push(Part {
            fields: head.fields,
            envelope: head.envelope,
            body: head.body..range.end,
            parted: head.parted,
            kind,
            typed,
            disposition,
            coding: Coding::named(&coding),
            multipart: None,
            parent,
            with_delimiter: range.end..range.end,
        });
        self.nested(index, depth)?;
        Ok(index)
    }

    /// Reads the parts of a part, if it has any.
    fn nested(&mut self, index: usize, depth: usize) -> Result<(), FormatError> {
        let Some(part) = self.parts.get(index) else { return Ok(()) };
        let boundary = part.typed.get("boundary").map(str::trim_end).unwrap_or_default();
        if !part.kind.starts_with("multipart/")
            || part.coding != Coding::Plain
            || boundary.is_empty()
        {
            return Ok(());
        }
        let usual = if part.kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let body = part.body.clone();
        let mut found = delimiters(self.bytes, &body, boundary);
        if found.delimiters.is_empty() {
            return Ok(());
        }
        let last = found.closing.as_ref().map_or(body.end, |c| c.start);
        let starts = found.delimiters.iter().skip(1).map(|d| d.start).chain([last]);
        let ranges: Vec<(Range<usize>, usize)> =
            found.delimiters.iter().cloned().zip(starts).collect();
        for (delimiter, next) in ranges {
            let inner = delimiter.end..self.without_line_end(delimiter.end, next);
            let child = self.part(inner, Some(index), usual, depth + 1)?;
            if let Some(part) = self.parts.get_mut(child) {
                part.with_delimiter = delimiter.start..next;
            }
            found.parts.push(child);
        }
        if let Some(part) = self.parts.get_mut(index) {
            part.multipart = Some(found);
        }
        Ok(())
    }

    /// The end of a part: the line end in front of a delimiter belongs to the delimiter.
    fn without_line_end(&self, start: usize, end: usize) -> usize {
        let inner = self.bytes.get(start..end).unwrap_or_default();
        start + field::without_end(inner).len()
    }
}

/// The lines that part the parts.
fn delimiters(bytes: &[u8], body: &Range<usize>, boundary: &str) -> Multipart {
    let mut out = Multipart::default();
    let mark = [b"--", boundary.as_bytes()].concat();
    let text = bytes.get(body.clone()).unwrap_or_default();
    for at in memchr::memmem::find_iter(text, &mark).map(|at| body.start + at) {
        if at > body.start && bytes.get(at - 1) != Some(&b'\n') {
            continue;
        }
        let end = field::line_end(bytes, at, body.end);
        let rest = bytes.get(at + mark.len()..end).unwrap_or_default();
        let (rest, closes) = match rest.strip_prefix(b"--") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        if !rest.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if closes {
            out.closing = Some(at..end);
            break;
        }
        out.delimiters.push(at..end);
    }
    let first = out.delimiters.first().map_or(body.start, |d| d.start);
    out.around.push(body.start..first);
    out.around.extend(out.closing.as_ref().map(|c| c.end..body.end));
    out.around.retain(|r| {
        bytes.get(r.clone()).is_some_and(|t| t.iter().any(|b| !b.is_ascii_whitespace()))
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        let bounds = Bounds { depth: 9, parts: 99 };
        read(text.as_bytes(), 0..text.len(), bounds, &mut parts).expect("within bounds");
        parts.iter().map(|p| (p.kind.clone(), text[p.body.clone()].to_owned())).collect()
    }

    #[test]
    fn parts_are_found_by_their_boundaries() {
        let text = "Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\nvoor\r\n--a b\r\n\r\nJan\r\n--a b \r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: TEXT/html\r\n\r\n<p>\r\n--c--\r\n--a b--\r\nna\r\n";
        let got = kinds(text);
        let told: Vec<(&str, &str)> = got.iter().map(|(k, b)| (k.as_str(), b.as_str())).collect();
        assert_eq!(told[1], ("text/plain", "Jan"));
        assert_eq!((told[2].0, told[3]), ("multipart/alternative", ("text/html", "<p>")));
        let mut parts = Vec::new();
        let bounds = Bounds { depth: 9, parts: 99 };
        read(text.as_bytes(), 0..text.len(), bounds, &mut parts).expect("within bounds");
        let around = &parts[0].multipart.as_ref().expect("parts").around;
        let told: Vec<&str> = around.iter().map(|r| text[r.clone()].trim()).collect();
        assert_eq!(told, ["voor", "na"]);
    }

    #[test]
    fn a_missing_boundary_makes_one_part() {
        assert_eq!(kinds("Content-Type: multipart/mixed; boundary=x\n\nJan").len(), 1);
        assert_eq!(kinds("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nJan").len(), 2);
    }

    #[test]
    fn depth_is_bounded() {
        let mut text = String::new();
        for n in 0..70 {
            text.push_str(&format!("Content-Type: multipart/mixed; boundary=b{n}x\n\n--b{n}x\n"));
        }
        let bounds = Bounds { depth: 64, parts: 9999 };
        let got = read(text.as_bytes(), 0..text.len(), bounds, &mut Vec::new());
        assert!(matches!(got, Err(FormatError::Limit(_))));
    }
}
