//! Character sets of mail and web pages: bytes to text, and cuts in the text back to the bytes.
//! Bytes that were not cut stay as they were.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

use crate::formats::splice::{self, Splice};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and how it was decoded.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// How many characters are not to be read.
    pub(crate) broken: usize,
    encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    skipped: usize,
    /// Behind each broken or parted byte sequence of UTF-8: the offset in the text and that in the bytes.
    mended: Vec<(usize, usize)>,
}

/// The encoding of this name; `None` for those that cannot be read, such as UTF-7.
pub(crate) fn named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes()).filter(|e| *e != REPLACEMENT)
}

/// The encoding of bytes without a name: by their mark, UTF-8 if they are valid, else Windows-1252.
pub(crate) fn unnamed(bytes: &[u8]) -> &'static Encoding {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    }
}

/// Whether bytes have the same letters in every encoding that is not known: nothing but ASCII, and
/// nothing that shifts to other letters.
pub(crate) fn is_plain_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && !bytes.contains(&0x1B)
        && memchr::memmem::find(bytes, b"~{").is_none()
        && !shifted(bytes)
}

/// Whether there is something that UTF-7 would read as other letters: `+AGE-`.
fn shifted(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'+', bytes).any(|at| {
        let run = bytes.get(at + 1..).unwrap_or_default();
        let digits = run.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'/').count();
        digits >= 3 && run.get(digits) == Some(&b'-')
    })
}

/// The same of bytes in lines that may be folded between the bytes of a character.
pub(crate) fn unnamed_folded(bytes: &[u8]) -> &'static Encoding {
    let encoding = unnamed(bytes);
    let utf8 = encoding == WINDOWS_1252 && decode_folded(bytes, UTF_8).broken == 0;
    if utf8 { UTF_8 } else { encoding }
}

/// Decodes bytes. A byte order mark is no part of the text, and goes before the name.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    decoded(bytes, encoding, false)
}

/// The same of lines that are folded: a line end and one white space within a character of UTF-8
/// are no part of the text (RFC 5545, 3.1).
pub(crate) fn decode_folded(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    decoded(bytes, encoding, true)
}

/// A character at the start of these bytes that a fold parts, and how many bytes both take.
fn parted(bytes: &[u8]) -> Option<(char, usize)> {
    let front = bytes.iter().position(|b| b.is_ascii())?;
    let behind = bytes.get(front..)?;
    let fold = [&b"\r\n "[..], b"\r\n\t", b"\n ", b"\n\t"];
    let fold = fold.into_iter().find(|f| behind.starts_with(f))?.len();
    let rest = bytes.get(front + fold..)?;
    let back = rest.iter().take(3).take_while(|b| (0x80..0xC0).contains(*b)).count();
    let whole = [bytes.get(..front)?, rest.get(..back)?].concat();
    let mut chars = std::str::from_utf8(&whole).ok()?.chars();
    let c = chars.next().filter(|_| chars.next().is_none() && front > 0 && back > 0)?;
    Some((c, front + fold + back))
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, folded: bool) -> Decoded {
    let (encoding, skipped) = Encoding::for_bom(bytes).unwrap_or((encoding, 0));
    let rest = bytes.get(skipped..).unwrap_or_default();
    let mut out = Decoded { text: String::new(), broken: 0, encoding, skipped, mended: Vec::new() };
    if encoding == UTF_8 {
        out.text.reserve(rest.len());
        let mut at = skipped;
        while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.utf8_chunks().next()) {
            out.text.push_str(chunk.valid());
            at += chunk.valid().len();
            if chunk.invalid().is_empty() {
                break;
            }
            let whole = bytes.get(at..).filter(|_| folded).and_then(parted);
            let (c, length) = whole.unwrap_or(('\u{FFFD}', chunk.invalid().len()));
            out.text.push(c);
            out.broken += usize::from(whole.is_none());
            at += length;
            out.mended.push((out.text.len(), at));
        }
        return out;
    }
    let (text, broken) = encoding.decode_without_bom_handling(rest);
    out.text = text.into_owned();
    if broken {
        out.broken = out.text.matches('\u{FFFD}').count();
    }
    out
}

/// Whether control characters stand between letters, so that other text is shown than is there.
pub(crate) fn misleads(text: &str) -> bool {
    // Control characters beyond ASCII are C2 80 to C2 9F.
    let usual = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..=0xC1 | 0xC3..);
    if text.as_bytes().iter().all(usual) {
        return false;
    }
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between = before.is_alphanumeric() && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if odd(c) && between || c == '\u{8}' || c == '\0' {
            return true;
        }
        before = c;
    }
    false
}

impl Decoded {
    /// Whether the text can be cut: its bytes are known character by character, or the whole of it
    /// can be encoded again.
    pub(crate) fn can_be_cut(&self) -> bool {
        self.by_character() || self.broken == 0
    }

    fn by_character(&self) -> bool {
        self.encoding == UTF_8 || self.encoding.is_single_byte() || self.is_wide()
    }

    fn is_wide(&self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }

    /// The bytes with these splices of the text carried out in them; `None` if one lies outside,
    /// splits a character, or the text cannot be encoded again.
    pub(crate) fn spliced(&self, bytes: &[u8], mut splices: Vec<Splice>) -> Option<Vec<u8>> {
        if splices.is_empty() {
            return Some(bytes.to_vec());
        }
        if !self.by_character() {
            if self.broken > 0 {
                return None;
            }
            let text = splice::apply(self.text.as_bytes(), splices).ok()?;
            let (out, _, lost) = self.encoding.encode(std::str::from_utf8(&text).ok()?);
            return (!lost).then(|| out.into_owned());
        }
        splices.sort();
        let mut cursor = (0, self.skipped);
        for s in &mut splices {
            let start = self.source(&mut cursor, s.start)?;
            let end = self.source(&mut cursor, s.end)?;
            (s.start, s.end) = (start, end);
            s.with = self.encoded(std::str::from_utf8(&s.with).ok()?);
        }
        splice::apply(bytes, splices).ok()
    }

    /// The offset in the bytes of an offset in the text, going on from the one before.
    fn source(&self, cursor: &mut (usize, usize), at: usize) -> Option<usize> {
        if self.encoding == UTF_8 {
            let before = self.mended.partition_point(|(text, _)| *text <= at);
            let last = before.checked_sub(1).and_then(|i| self.mended.get(i)).copied();
            let (text, bytes) = last.unwrap_or((0, self.skipped));
            return self.text.is_char_boundary(at).then_some(bytes + (at - text));
        }
        if at < cursor.0 {
            *cursor = (0, self.skipped);
        }
        let between = self.text.get(cursor.0..at)?;
        let length = match self.is_wide() {
            true => between.chars().map(|c| 2 * c.len_utf16()).sum(),
            false => between.chars().count(),
        };
        *cursor = (at, cursor.1 + length);
        Some(cursor.1)
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        if self.encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if self.encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        let (out, _, lost) = self.encoding.encode(text);
        if lost {
            text.replace(|c: char| !c.is_ascii(), "?").into_bytes()
        } else {
            out.into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &[u8], encoding: &'static Encoding, what: &str) -> Option<Vec<u8>> {
        let decoded = decode(bytes, encoding);
        let start = decoded.text.find(what).expect("planted");
        decoded.spliced(bytes, vec![Splice::new(start..start + what.len(), *b"[x]")])
    }

    #[test]
    fn what_is_not_cut_keeps_its_bytes() {
        let of = |label| named(label).expect("known");
        assert_eq!(cut(b"\x80 Zo\xEB b", of("latin1"), "Zoë").as_deref(), Some(&b"\x80 [x] b"[..]));
        let broken = b"\xFF\xE2\x82 Zo\xC3\xAB \xFF b";
        assert_eq!(cut(broken, UTF_8, "Zoë").as_deref(), Some(&b"\xFF\xE2\x82 [x] \xFF b"[..]));
        assert_eq!(
            cut(b"\xEF\xBB\xBFa b", WINDOWS_1252, "b").as_deref(),
            Some(&b"\xEF\xBB\xBFa [x]"[..])
        );
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        assert_eq!(cut(&wide("😀 Zoë b"), UTF_16BE, "Zoë"), Some(wide("😀 [x] b")));
        let shift = of("shift_jis").encode("日本 Zoe b").0.into_owned();
        assert_eq!(
            cut(&shift, of("shift_jis"), "Zoe"),
            Some(of("shift_jis").encode("日本 [x] b").0.into_owned())
        );
        assert!(!decode(b"\x81 Zoe", of("shift_jis")).can_be_cut());
    }

    #[test]
    fn a_fold_within_a_character_parts_no_word() {
        let bytes = b"FN:Zo\xC3\r\n \xAB Bos\r\nX:\xF0\x9F\n\t\x98\x80!";
        assert_eq!(unnamed_folded(bytes), UTF_8);
        let decoded = decode_folded(bytes, UTF_8);
        assert_eq!((decoded.text.as_str(), decoded.broken), ("FN:Zoë Bos\r\nX:😀!", 0));
        let cut = |what: &str| {
            let start = decoded.text.find(what).expect("planted");
            decoded.spliced(bytes, vec![Splice::new(start..start + what.len(), *b"[x]")])
        };
        assert_eq!(cut("Zoë").as_deref(), Some(&b"FN:[x] Bos\r\nX:\xF0\x9F\n\t\x98\x80!"[..]));
        assert_eq!(
            cut("!").as_deref(),
            Some(&b"FN:Zo\xC3\r\n \xAB Bos\r\nX:\xF0\x9F\n\t\x98\x80[x]"[..])
        );
        assert_eq!(decode_folded(b"\xC3\r\nx", UTF_8).broken, 1);
    }

    #[test]
    fn text_that_is_no_text_is_told() {
        assert!(misleads("Ba\u{1}kker") && misleads("a\0b") && !misleads("a\tb\u{1}"));
    }

    #[test]
    fn an_encoding_that_hides_letters_is_not_taken_for_ascii() {
        assert!(is_plain_ascii(b"a+b=c") && is_plain_ascii(b"Jan"));
        assert!(
            !is_plain_ascii(b"+AEo-an") && !is_plain_ascii(b"\x1B$B") && !is_plain_ascii(b"~{VP~}")
        );
        assert!(named("utf-7").is_none() && named("iso-2022-kr").is_none());
    }
}
