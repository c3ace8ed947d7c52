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
    /// Behind each broken byte sequence of UTF-8: the offset in the text and that in the bytes.
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

/// Decodes bytes. A byte order mark is no part of the text, and goes before the name.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (encoding, skipped) = Encoding::for_bom(bytes).unwrap_or((encoding, 0));
    let rest = bytes.get(skipped..).unwrap_or_default();
    let mut out = Decoded { text: String::new(), broken: 0, encoding, skipped, mended: Vec::new() };
    if encoding == UTF_8 {
        out.text.reserve(rest.len());
        let mut at = skipped;
        for chunk in rest.utf8_chunks() {
            out.text.push_str(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            if !chunk.invalid().is_empty() {
                out.text.push('\u{FFFD}');
                out.broken += 1;
                out.mended.push((out.text.len(), at));
            }
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
    fn an_encoding_that_hides_letters_is_not_taken_for_ascii() {
        assert!(is_plain_ascii(b"a+b=c") && is_plain_ascii(b"Jan"));
        assert!(
            !is_plain_ascii(b"+AEo-an") && !is_plain_ascii(b"\x1B$B") && !is_plain_ascii(b"~{VP~}")
        );
        assert!(named("utf-7").is_none() && named("iso-2022-kr").is_none());
    }
}
