//! Pictures without what they carry beside the picture: camera, place, author, remarks, thumbnails.

use super::{bitmap, icc, mail, png};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The picture without its metadata; `None` when its kind is not known or it cannot be followed.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        png::stripped(bytes)
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else if [&b"II*\0"[..], b"MM\0*", b"II\xBC\x01"].iter().any(|m| bytes.starts_with(m)) {
        // JPEG XR (ITU T.832) is built like TIFF.
        tiff(bytes)
    } else if bytes.starts_with(b"BM") {
        bitmap::bmp(bytes)
    } else if bytes.starts_with(b"\0\0\x01\0") || bytes.starts_with(b"\0\0\x02\0") {
        bitmap::ico(bytes)
    } else {
        None
    }
}

/// A picture in a value (RFC 2397) without its metadata, nothing where it cannot be followed;
/// `None` for other values.
pub(super) fn data_uri(value: &str) -> Option<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let rest = value.trim_start().strip_prefix("data:")?;
    let clean = rest.split_once(";base64,").and_then(|(kind, data)| {
        let clean = stripped(&mail::base64(data.as_bytes())?)?;
        let known = kind.starts_with("image/") && kind.len() < 16;
        known.then_some((kind, clean))
    });
    let Some((kind, clean)) = clean else { return Some(String::new()) };
    let mut out = format!("data:{kind};base64,");
    for three in clean.chunks(3) {
        let bits =
            three.iter().fold(0u32, |sum, b| (sum << 8) | u32::from(*b)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let at = (bits >> (18 - 6 * place)) & 0x3F;
            let letter = LETTERS.get(at as usize).filter(|_| place <= three.len());
            out.push(letter.map_or('=', |l| char::from(*l)));
        }
    }
    Some(out)
}

/// Whether a file is packed with gzip, as EMZ, WMZ and SVGZ are.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B\x08")
}

/// The bytes packed with gzip again, always in the same way.
pub(super) fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).and_then(|()| out.finish()).ok()
}

/// JPEG (ITU T.81 B.1): application segments go, but for JFIF, the color profile and Adobe's color
/// transform; remarks go; nothing follows the end.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let mut profile = Profile::default();
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == 0xD9 {
            out.extend([0xFF, 0xD9]);
            return Some(profile.into(out));
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + length)?;
        let body = segment.get(4..)?;
        let keep = match marker {
            0xE0 => body.starts_with(b"JFIF\0"),
            0xE2 => {
                profile.take(body, out.len());
                false
            }
            0xEE => body.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        if keep && marker == 0xE0 {
            out.extend(jfif_without_thumbnail(segment)?);
        } else if keep {
            out.extend(segment);
        }
        at += 2 + length;
        if marker == 0xDA {
            // A picture that breaks off is shown as far as it goes.
            let Some(end) = scan_end(bytes, at) else {
                out.extend(bytes.get(at..)?);
                return Some(profile.into(out));
            };
            out.extend(bytes.get(at..end)?);
            at = end;
        }
    }
}

/// A color profile, spread over segments (ICC.1:2022, B.4).
#[derive(Default)]
struct Profile {
    pieces: Vec<(u8, Vec<u8>)>,
    at: usize,
}

impl Profile {
    fn take(&mut self, body: &[u8], at: usize) {
        if let Some([number, _, data @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
            self.at = if self.pieces.is_empty() { at } else { self.at };
            self.pieces.push((*number, data.to_vec()));
        }
    }

    /// Puts the profile, without its words, where it stood.
    fn into(mut self, mut out: Vec<u8>) -> Vec<u8> {
        self.pieces.sort();
        let whole: Vec<u8> = self.pieces.into_iter().flat_map(|(_, data)| data).collect();
        let Some(clean) = icc::cleaned(&whole) else { return out };
        let pieces: Vec<&[u8]> = clean.chunks(65_000).collect();
        let mut segments = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            segments.extend([0xFF, 0xE2]);
            segments.extend(u16::try_from(piece.len() + 16).unwrap_or(u16::MAX).to_be_bytes());
            segments.extend(b"ICC_PROFILE\0");
            segments.extend([(number + 1) as u8, pieces.len() as u8]);
            segments.extend(*piece);
        }
        out.splice(self.at..self.at, segments);
        out
    }
}

fn jfif_without_thumbnail(segment: &[u8]) -> Option<Vec<u8>> {
    let mut out = segment.get(..16)?.to_vec();
    out.extend([0, 0]);
    out[2..4].copy_from_slice(&16u16.to_be_bytes());
    Some(out)
}

/// Where the packed picture data that begins at `at` ends: at the next marker that is no restart.
fn scan_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// GIF89a: comment, plain text and application blocks go, but for the one that makes it repeat.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = |flags: u8| if flags & 0x80 != 0 { 3usize << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let keep = match bytes.get(at)? {
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                label == 0xF9 || (label == 0xFF && bytes.get(at + 1..at + 12)? == b"NETSCAPE2.0")
            }
            0x2C => {
                at += 10 + table(*bytes.get(at + 9)?) + 1;
                true
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += length + 1;
            if length == 0 {
                break;
            }
        }
        if keep {
            out.extend(bytes.get(start..at)?);
        }
    }
}

/// WebP (RFC 9649): chunks for EXIF and XMP go, and with them the flags that announce them.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let size = u32::from_le_bytes(head.get(4..8)?.try_into().ok()?) as usize;
        let end = at.checked_add(8)?.checked_add(size.checked_next_multiple_of(2)?)?;
        let chunk = bytes.get(at..end.min(bytes.len()))?;
        let known = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
        if known.iter().any(|k| head.starts_with(*k)) {
            let start = out.len();
            match head.starts_with(b"ICCP") {
                true => {
                    let clean = icc::cleaned(chunk.get(8..8 + size)?);
                    out.extend(head);
                    out.extend(clean.unwrap_or_else(|| vec![0; size]));
                    out.resize(start + chunk.len(), 0);
                }
                false => out.extend(chunk),
            }
            if head.starts_with(b"VP8X") {
                *out.get_mut(start + 8)? &= !0x0C;
            }
        }
        at = end;
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    Some(out)
}

/// TIFF 6.0: values of tags that tell of authors, machines, places and programs become zeros.
fn tiff(bytes: &[u8]) -> Option<Vec<u8>> {
    const TELL: [u16; 18] = [
        269, 270, 271, 272, 285, 305, 306, 315, 316, 700, 33432, 33723, 34377, 40091, 40092, 40093,
        40094, 40095,
    ];
    const DIRECTORIES: [u16; 2] = [34665, 34853];
    let big = bytes.starts_with(b"MM");
    let mut out = bytes.to_vec();
    let mut todo = vec![(number(bytes, 4, 4, big)?, false)];
    let mut seen = Vec::new();
    while let Some((at, all)) = todo.pop() {
        if at == 0 || seen.contains(&at) || seen.len() > 64 {
            continue;
        }
        seen.push(at);
        let count = number(bytes, at, 2, big)?;
        for entry in (0..count).map(|i| at + 2 + i * 12) {
            let tag = u16::try_from(number(bytes, entry, 2, big)?).ok()?;
            let width = match number(bytes, entry + 2, 2, big)? {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                5 | 10 | 12 => 8,
                _ => 4,
            };
            let length = width * number(bytes, entry + 4, 4, big)?;
            let value = if length <= 4 { entry + 8 } else { number(bytes, entry + 8, 4, big)? };
            if tag == 34675 {
                let profile = out.get_mut(value..value.checked_add(length)?)?;
                match icc::cleaned(profile) {
                    Some(clean) => profile.copy_from_slice(&clean),
                    None => profile.fill(0),
                }
            } else if DIRECTORIES.contains(&tag) {
                todo.push((number(bytes, entry + 8, 4, big)?, true));
            } else if all || TELL.contains(&tag) {
                out.get_mut(value..value.checked_add(length)?)?.fill(0);
            }
        }
        if !all {
            todo.push((number(bytes, at + 2 + count * 12, 4, big)?, false));
        }
    }
    Some(out)
}

/// A number of two or four bytes.
fn number(bytes: &[u8], at: usize, width: usize, big: bool) -> Option<usize> {
    let slice = bytes.get(at..at.checked_add(width)?)?;
    let digits = slice.iter().map(|b| usize::from(*b));
    let add = |sum: usize, b: usize| sum << 8 | b;
    Some(if big { digits.fold(0, add) } else { digits.rev().fold(0, add) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
    }

    #[test]
    fn png_loses_its_text() {
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let clean =
            [head.clone(), chunk(b"IHDR", &[1; 13]), chunk(b"IDAT", b"xy"), chunk(b"IEND", b"")]
                .concat();
        let dirty = [
            head,
            chunk(b"IHDR", &[1; 13]),
            chunk(b"tEXt", b"Author\0Jansen"),
            chunk(b"IDAT", b"xy"),
            chunk(b"eXIf", b"Jansen"),
            chunk(b"IEND", b""),
            b"Jansen".to_vec(),
        ]
        .concat();
        assert_eq!(stripped(&dirty), Some(clean));
    }

    #[test]
    fn a_picture_in_a_value_loses_its_text() {
        let gif = "data:image/gif;base64,R0lGODlhAQABAAAAACH+Bkphbi4uLgAsAAAAAAEAAQAAAgJEAQA7";
        let clean = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";
        assert_eq!(data_uri(gif).as_deref(), Some(clean));
        assert_eq!(data_uri("data:text/plain,Jan").as_deref(), Some(""));
        assert_eq!(data_uri("x"), None);
    }

    #[test]
    fn jpeg_loses_its_exif_and_tail() {
        let mut dirty = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
        let clean_head = dirty.clone();
        dirty.extend(b"\xFF\xE1\x00\x0EExif\0\0Jansen\xFF\xFE\x00\x08Jansen");
        let tail = b"\xFF\xDA\x00\x04ab\x12\xFF\x00\x34\xFF\xD9";
        dirty.extend(tail);
        dirty.extend(b"Jansen");
        assert_eq!(stripped(&dirty), Some([clean_head, tail.to_vec()].concat()));
    }

    #[test]
    fn gif_loses_its_comment() {
        let head = b"GIF89a\x01\0\x01\0\0\0\0".to_vec();
        let image = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
        let dirty =
            [head.clone(), b"\x21\xFE\x06Jansen\0".to_vec(), image.clone(), b";Jansen".to_vec()]
                .concat();
        assert_eq!(stripped(&dirty), Some([head, image, b";".to_vec()].concat()));
    }

    #[test]
    fn tiff_loses_its_author() {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x00\x01\x04\0\x01\0\0\0\x07\0\0\0");
        tiff.extend(b"\x3B\x01\x02\0\x06\0\0\0\x26\0\0\0\0\0\0\0Jansen");
        let clean = stripped(&tiff).expect("as made here");
        assert_eq!(clean.len(), tiff.len());
        assert!(clean.ends_with(&[0; 6]) && clean[..38] == tiff[..38]);
    }

    #[test]
    fn webp_loses_its_exif() {
        let head = b"RIFF\x16\0\0\0WEBPVP8L\x02\0\0\0ab".to_vec();
        let mut dirty = head.clone();
        dirty.extend(b"EXIF\x06\0\0\0Jansen");
        let clean = stripped(&dirty).expect("as made here");
        assert_eq!(clean[8..], head[8..]);
        assert_eq!(clean[4], 14);
    }

    #[test]
    fn broken_pictures_do_not_panic() {
        for n in 0..35 {
            let _ = stripped(&b"\xFF\xD8\xFF\xE1\xFF\xFF123456789012345678901234567890"[..n]);
            let _ = stripped(&b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFtEXt1234567890123456789"[..n]);
            let _ = stripped(&b"II*\0\x08\0\0\0\xFF\xFF\x3B\x01\x02\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF1234567890123"[..n]);
            let _ = stripped(&b"RIFF\xFF\xFF\xFF\xFFWEBPVP8X\xFF\xFF\xFF\xFF123456789012345"[..n]);
            let _ = stripped(&b"GIF89a\x01\0\x01\0\xF7\0\0\x2C000000000000000000000000000"[..n]);
        }
    }
}
