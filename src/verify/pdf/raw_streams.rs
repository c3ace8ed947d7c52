//! Streams found by their keywords in the raw bytes, whether the cross reference knows them or not.

use crate::model::message;
use crate::verify::error::VerifyError;
use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::io::Read;
use std::ops::Range;

/// A packed picture of no more bytes may be letters.
const SMALL_PICTURE: usize = 1 << 16;
/// Most bytes that one stream may unpack to.
const UNPACKED: u64 = 512 << 20;
/// How far before `stream` its dictionary may begin.
const DICTIONARY: usize = 1 << 16;

/// A stretch between `stream` and `endstream`.
pub(super) struct RawStream {
    /// Number of the object, 0 when it cannot be told.
    pub(super) object: u32,
    dictionary: Range<usize>,
    data: Range<usize>,
    flate: bool,
    opaque: bool,
    font: bool,
}

/// What the bytes of a file show.
pub(super) struct Scan {
    pub(super) streams: Vec<RawStream>,
}

/// Finds all streams.
pub(super) fn scan(bytes: &[u8]) -> Scan {
    let mut streams = Vec::new();
    let mut at = 0;
    let opener = memmem::Finder::new(b"stream");
    let closer = memmem::Finder::new(b"endstream");
    while let Some(step) = bytes.get(at..).and_then(|b| opener.find(b)) {
        let keyword = at + step;
        at = keyword + 6;
        if bytes.get(..keyword).is_some_and(|b| b.ends_with(b"end")) {
            continue;
        }
        let from = match bytes.get(at..at + 2) {
            Some(b"\r\n") => at + 2,
            Some([b'\n' | b'\r', _]) => at + 1,
            _ => continue,
        };
        let before = keyword.saturating_sub(DICTIONARY)..keyword;
        let Some(dictionary) = dictionary_before(bytes, before) else { continue };
        let announced = announced_length(bytes.get(dictionary.clone()).unwrap_or_default())
            .map(|n| from.saturating_add(n))
            .filter(|end| follows(bytes, *end));
        let searched = || bytes.get(from..).and_then(|b| closer.find(b)).map(|n| from + n);
        let end = announced.or_else(searched).unwrap_or(bytes.len());
        streams.push(describe(bytes, dictionary, from..end));
        at = end;
    }
    Scan { streams }
}

/// From the last `obj` before the keyword.
fn dictionary_before(bytes: &[u8], window: Range<usize>) -> Option<Range<usize>> {
    let part = bytes.get(window.clone())?;
    let obj = memmem::rfind(part, b" obj")?;
    let range = window.start + obj + 4..window.end;
    let dict = bytes.get(range.clone())?;
    memmem::find(dict, b"<<").is_some().then_some(range)
}

fn announced_length(dict: &[u8]) -> Option<usize> {
    let at = memmem::rfind(dict, b"/Length")? + 7;
    let rest = dict.get(at..)?;
    let skip = rest.iter().position(|b| !b.is_ascii_whitespace())?;
    let digits: Vec<u8> =
        rest.get(skip..)?.iter().copied().take_while(u8::is_ascii_digit).collect();
    let after = rest.get(skip + digits.len()..)?;
    // `12 0 R` is a reference, not a length.
    let reference = after.starts_with(b" 0 R");
    (!reference && !digits.is_empty()).then(|| std::str::from_utf8(&digits).ok()?.parse().ok())?
}

fn follows(bytes: &[u8], end: usize) -> bool {
    let Some(tail) = bytes.get(end..) else { return false };
    let tail = tail.get(..tail.len().min(13)).unwrap_or_default();
    memmem::find(tail, b"endstream")
        .is_some_and(|n| tail.get(..n).is_some_and(|gap| gap.iter().all(u8::is_ascii_whitespace)))
}

fn describe(bytes: &[u8], dictionary: Range<usize>, data: Range<usize>) -> RawStream {
    let dict = bytes.get(dictionary.clone()).unwrap_or_default();
    let has = |key: &[u8]| memmem::find(dict, key).is_some();
    let image = has(b"/Image") && has(b"/Width");
    let font = has(b"/Length1") || has(b"/CIDFontType0C") || has(b"/Type1C") || has(b"/OpenType");
    RawStream {
        object: number_before(bytes, dictionary.start),
        flate: has(b"/FlateDecode"),
        opaque: image || font || has(b"/XRef"),
        font: font && !image,
        dictionary,
        data,
    }
}

/// The object number in front of ` obj` that ends at `at`.
fn number_before(bytes: &[u8], at: usize) -> u32 {
    let head = bytes.get(at.saturating_sub(24)..at.saturating_sub(4)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let mut parts = text.rsplit(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    let _generation = parts.next();
    parts.next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

impl RawStream {
    /// Pixels, outlines of letters, tables: no text of the document.
    pub(super) fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// A font program: what it says of itself is text.
    pub(super) fn is_font(&self) -> bool {
        self.font
    }

    /// The bytes under Flate, or none if they are coded otherwise or for pixels; plain bytes were
    /// looked through with the file.
    pub(super) fn unpack(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let data = bytes.get(self.data.clone())?;
        let dict = bytes.get(self.dictionary.clone())?;
        if !self.flate {
            return memmem::find(dict, b"/Filter").is_none().then(|| data.to_vec());
        }
        let small = data.len() <= SMALL_PICTURE;
        if self.opaque && !self.font && !small {
            return None;
        }
        Some(inflate(data))
    }
}

/// What is packed in bytes, one piece behind another, and the bytes between them as they are. What
/// came out before an error is looked through all the same.
fn inflate(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().saturating_mul(3));
    let mut rest = data.trim_ascii_start();
    for _ in 0..MOST_PIECES {
        let before = out.len();
        let mut decoder = ZlibDecoder::new(rest).take(UNPACKED);
        let _ = decoder.read_to_end(&mut out);
        let used = usize::try_from(decoder.into_inner().total_in()).unwrap_or(usize::MAX);
        // Where nothing comes out it is no packed data.
        let found = out.len() > before;
        rest = rest.get(if found { used } else { 0 }..).unwrap_or_default();
        if rest.trim_ascii().is_empty() {
            break;
        }
        let from = usize::from(!found);
        let next = rest.get(from..).and_then(|r| memchr::memchr(0x78, r)).map(|n| n + from);
        let Some(next) = next else { break };
        out.push(b'\n');
        out.extend_from_slice(rest.get(..next).unwrap_or_default());
        rest = rest.get(next..).unwrap_or_default();
    }
    out.extend(rest.first().map(|_| b'\n'));
    out.extend_from_slice(rest);
    out
}

/// Most pieces of packed data that are looked for in one stream.
const MOST_PIECES: usize = 64;

impl Scan {
    /// Whether the file is one revision with nothing before it and nothing after it.
    pub(super) fn one_revision(&self, bytes: &[u8]) -> Result<(), VerifyError> {
        let fail = |why| Err(VerifyError::Unreadable(message!("PDF: {0}", why)));
        if !bytes.starts_with(b"%PDF-") {
            return fail(message!("there are bytes before its start"));
        }
        if self.outside(bytes, b"startxref") != 1 || self.outside(bytes, b"%%EOF") != 1 {
            return fail(message!("it holds more than one revision"));
        }
        let end = memmem::rfind(bytes, b"%%EOF").map_or(bytes.len(), |n| n + 5);
        if !bytes.get(end..).unwrap_or_default().iter().all(u8::is_ascii_whitespace) {
            return fail(message!("there are bytes after its end"));
        }
        Ok(())
    }

    /// How often a keyword stands outside streams.
    pub(super) fn outside(&self, bytes: &[u8], keyword: &[u8]) -> usize {
        memmem::find_iter(bytes, keyword)
            .filter(|at| {
                let next = self.streams.partition_point(|s| s.data.end <= *at);
                self.streams.get(next).is_none_or(|s| !s.data.contains(at))
            })
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn a_stream_with_a_false_length_is_found_whole() {
        let file = b"%PDF-1.7\n7 0 obj\n<</Length 2>>\nstream\nabcdef\nendstream\nendobj\n";
        let found = scan(file);
        assert_eq!(found.streams.len(), 1);
        assert_eq!(found.streams[0].object, 7);
        assert_eq!(found.streams[0].unpack(file).as_deref(), Some(&b"abcdef\n"[..]));
    }

    #[test]
    fn what_stands_behind_packed_data_is_seen() {
        let zlib = |text: &[u8]| {
            use std::io::Write;
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            out.write_all(text).expect("memory");
            out.finish().expect("memory")
        };
        let data = [&b"\n"[..], &zlib(b"first"), b"between", &zlib(b"second")].concat();
        let got = super::inflate(&data);
        assert_eq!(String::from_utf8_lossy(&got), "first\nbetweensecond");
        assert_eq!(super::inflate(b"no zlib"), b"\nno zlib");
    }

    #[test]
    fn keywords_inside_streams_do_not_count() {
        let file = b"1 0 obj <</Length 9>> stream\nstartxref\nendstream startxref";
        assert_eq!(scan(file).outside(file, b"startxref"), 1);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_odd(parts in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::prelude::Just(" obj".to_owned()),
                proptest::prelude::Just("<</Length 5/Filter/FlateDecode>>".to_owned()),
                proptest::prelude::Just("stream\n".to_owned()),
                proptest::prelude::Just("endstream".to_owned()),
                "[0-9 ]{0,6}",
            ], 0..20)) {
            let file = parts.concat().into_bytes();
            let found = scan(&file);
            for stream in &found.streams {
                let _ = stream.unpack(&file);
            }
            let _ = found.one_revision(&file);
        }
    }
}
