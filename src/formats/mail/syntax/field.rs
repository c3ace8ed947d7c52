//! Header fields (RFC 5322, 2.2).

use std::ops::Range;

/// A header field, as byte offsets in the file.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name in lower case.
    pub(crate) name: String,
    /// All of it, with its line end.
    pub(crate) whole: Range<usize>,
    /// What stands behind the colon, without the last line end.
    pub(crate) value: Range<usize>,
}

/// The header of a message or part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// The fields in order.
    pub(crate) fields: Vec<Field>,
    /// Lines in front of the fields that are none: the envelope of a mailbox.
    pub(crate) envelope: Vec<Range<usize>>,
    /// Where the body begins.
    pub(crate) body: usize,
    /// Whether an empty line parts header and body.
    pub(crate) parted: bool,
}

/// Reads a header.
pub(crate) fn read(bytes: &[u8], range: Range<usize>) -> Head {
    let mut head = Head { body: range.end, parted: false, ..Head::default() };
    let mut at = range.start;
    while at < range.end {
        let end = line_end(bytes, at, range.end);
        let line = bytes.get(at..end).unwrap_or_default();
        let bare = without_end(line);
        if bare.is_empty() {
            (head.body, head.parted) = (end, true);
            return head;
        }
        let folded = matches!(bare.first(), Some(b' ' | b'\t'));
        match (folded, head.fields.last_mut(), colon(bare)) {
            (true, Some(last), _) => {
                last.whole.end = end;
                last.value.end = at + bare.len();
            }
            (_, _, Some(colon)) => head.fields.push(Field {
                name: String::from_utf8_lossy(bare.get(..colon).unwrap_or_default())
                    .trim_end()
                    .to_ascii_lowercase(),
                whole: at..end,
                value: at + colon + 1..at + bare.len(),
            }),
            (_, None, None) if bare.starts_with(b"From ") || bare.starts_with(b">From ") => {
                head.envelope.push(at..end);
            }
            _ => {
                head.body = at;
                return head;
            }
        }
        at = end;
    }
    // A part may end with its header.
    head.parted = true;
    head
}

/// The offset of the colon behind the name of a field.
fn colon(line: &[u8]) -> Option<usize> {
    let at = memchr::memchr(b':', line)?;
    let name = line.get(..at)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(at)
}

/// The offset behind the line that begins at `at`.
pub(crate) fn line_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let rest = bytes.get(at..end).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(end, |n| at + n + 1)
}

/// A line without its line end.
pub(crate) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_the_body_found() {
        let text = b"From x\r\nFrom: a\r\n b\r\nX : c\r\n\r\nJan: x";
        let head = read(text, 0..text.len());
        let told: Vec<(&str, &[u8])> =
            head.fields.iter().map(|f| (f.name.as_str(), &text[f.value.clone()])).collect();
        assert_eq!(told, [("from", &b" a\r\n b"[..]), ("x", b" c")]);
        assert_eq!((head.envelope.len(), &text[head.body..]), (1, &b"Jan: x"[..]));
        let text = b"From: a\nthis is no field\n\nx";
        let head = read(text, 0..text.len());
        assert!(!head.parted && &text[head.body..] == b"this is no field\n\nx");
    }
}
