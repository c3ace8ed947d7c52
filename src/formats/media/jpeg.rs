//! JPEG without metadata.

use crate::formats::media::icc_profile;

/// Removes application segments (ITU-T T.81, B.1), except JFIF, the color profile, and Adobe's
/// color transform; comments; and trailing data. `None` if the structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let mut profile = IccSegments::default();
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
            // A truncated picture stays as it is.
            let Some(end) = scan_end(bytes, at) else {
                out.extend(bytes.get(at..)?);
                return Some(profile.into(out));
            };
            out.extend(bytes.get(at..end)?);
            at = end;
        }
    }
}

/// A color profile that is spread over segments (ICC.1:2022, B.4).
#[derive(Default)]
struct IccSegments {
    pieces: Vec<(u8, Vec<u8>)>,
    at: usize,
}

impl IccSegments {
    fn take(&mut self, body: &[u8], at: usize) {
        if let Some([number, _, data @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
            self.at = if self.pieces.is_empty() { at } else { self.at };
            self.pieces.push((*number, data.to_vec()));
        }
    }

    /// Inserts the profile, without its text, where it was.
    fn into(mut self, mut out: Vec<u8>) -> Vec<u8> {
        self.pieces.sort();
        let whole: Vec<u8> = self.pieces.into_iter().flat_map(|(_, data)| data).collect();
        let Some(clean) = icc_profile::cleaned(&whole) else { return out };
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
    let marker = segment.get(..2)?;
    let header = segment.get(4..16)?;
    Some([marker, &16u16.to_be_bytes(), header, &[0, 0]].concat())
}

/// Where the compressed data that starts at `at` ends: at the next marker that is not a restart
/// marker.
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_color_profile_stays_without_its_words() {
        let mut profile = vec![0; 132];
        profile.extend(b"scherm van Jansen");
        let segment = |number: u8, piece: &[u8]| {
            let length = u16::try_from(piece.len() + 16).expect("small").to_be_bytes();
            [b"\xFF\xE2", &length[..], b"ICC_PROFILE\0", &[number, 2], piece].concat()
        };
        let (first, second) = profile.split_at(80);
        let scan = b"\xFF\xDA\x00\x04ab\x12\xFF\xD9";
        // The segments of a profile are numbered and can come in any order.
        let pieces = [segment(2, second), segment(1, first)].concat();
        let clean = stripped(&[b"\xFF\xD8", &pieces[..], scan].concat()).expect("as made here");
        let mut whole = segment(1, &[0; 149]);
        whole[17] = 1;
        assert_eq!(clean, [b"\xFF\xD8", &whole[..], scan].concat());
    }
}
