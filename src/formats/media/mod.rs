//! Pictures: removing metadata (camera, location, author, comments, thumbnails), blanking, and the
//! text of metafiles.

mod bitmap;
pub(crate) mod blank;
mod bytes;
mod gif;
mod icc_profile;
mod jpeg;
pub(crate) mod jpeg_markers;
pub(crate) mod metafile;
mod pixels;
mod png;
mod tiff;
mod webp;

pub(crate) use pixels::pixels;

use crate::formats::base64;
use crate::formats::media;
use crate::formats::media::bytes::{u16_at, usize_at};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The picture without its metadata; `None` if its kind is unknown or its structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg::stripped(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        png::stripped(bytes)
    } else if bytes.starts_with(b"GIF8") {
        gif::stripped(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp::stripped(bytes)
    } else if [&b"II*\0"[..], b"MM\0*", b"II\xBC\x01"].iter().any(|m| bytes.starts_with(m)) {
        // JPEG XR (ITU-T T.832) has the structure of TIFF.
        tiff::stripped(bytes)
    } else if bytes.starts_with(b"BM") {
        bitmap::bmp(bytes)
    } else if bytes.starts_with(b"\0\0\x01\0") || bytes.starts_with(b"\0\0\x02\0") {
        ico(bytes)
    } else {
        None
    }
}

/// An icon or cursor, without the metadata of its pictures.
pub(crate) fn ico(bytes: &[u8]) -> Option<Vec<u8>> {
    let count = usize::from(u16_at(bytes, 4)?);
    let mut head = bytes.get(..6)?.to_vec();
    let mut data = Vec::new();
    for at in (0..count).map(|i| 6 + i * 16) {
        let (length, offset) = (usize_at(bytes, at + 8)?, usize_at(bytes, at + 12)?);
        let picture = bytes.get(offset..offset.checked_add(length)?)?;
        let clean = media::stripped(picture).unwrap_or_else(|| picture.to_vec());
        head.extend(bytes.get(at..at + 8)?);
        head.extend(u32::try_from(clean.len()).ok()?.to_le_bytes());
        head.extend(u32::try_from(6 + count * 16 + data.len()).ok()?.to_le_bytes());
        data.extend(clean);
    }
    head.extend(data);
    Some(head)
}

/// From how many pixels on a picture may hold a page's worth of writing.
const LARGE: u32 = 120_000;

/// A picture in base64 without its metadata, and whether it is large; `None` if it cannot be cleaned.
pub(crate) fn in_letters(text: &str) -> Option<(String, bool)> {
    let bytes = base64::decode(text)?;
    let large = pixels(&bytes).is_none_or(|(w, h)| w.saturating_mul(h) >= LARGE);
    Some((base64::encode(&stripped(&bytes)?), large))
}

/// A picture in a `data:` URI (RFC 2397) without its metadata, or an empty string if it cannot be
/// cleaned; `None` for other values.
pub(crate) fn data_uri(value: &str) -> Option<String> {
    let rest = value.trim_start().strip_prefix("data:")?;
    let clean = rest.split_once(";base64,").and_then(|(kind, data)| {
        let clean = stripped(&base64::decode(data)?)?;
        let known = kind.starts_with("image/") && kind.len() < 16;
        known.then_some((kind, clean))
    });
    let Some((kind, clean)) = clean else { return Some(String::new()) };
    Some(format!("data:{kind};base64,{}", base64::encode(&clean)))
}

/// The picture in a `data:` URI, with what stands in front of its digits; `None` for other values.
pub(crate) fn in_data_uri(value: &str) -> Option<(String, Vec<u8>)> {
    let rest = value.trim_start().strip_prefix("data:")?;
    let (kind, digits) = rest.split_once(";base64,")?;
    let known = kind.starts_with("image/") && kind.len() < 16;
    known.then(|| Some((format!("data:{kind};base64,"), base64::decode(digits)?))).flatten()
}

/// Whether a file is compressed with gzip, as EMZ, WMZ, and SVGZ are.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B\x08")
}

/// Compresses bytes with gzip, always to the same result.
pub(crate) fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).and_then(|()| out.finish()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_in_a_value_loses_its_text() {
        let gif = "data:image/gif;base64,R0lGODlhAQABAAAAACH+Bkphbi4uLgAsAAAAAAEAAQAAAgJEAQA7";
        let clean = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";
        assert_eq!(data_uri(gif).as_deref(), Some(clean));
        assert_eq!(data_uri("data:text/plain,Jan").as_deref(), Some(""));
        assert_eq!(data_uri("x"), None);
    }

    #[test]
    fn an_icon_holds_its_pictures_and_nothing_else() {
        let mut icon =
            b"\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x18\0\x02\0\0\0\x1A\0\0\0JaXYsen".to_vec();
        icon[18..22].copy_from_slice(&24u32.to_le_bytes());
        let clean = ico(&icon).expect("as made here");
        assert_eq!(&clean[22..], b"XY");
    }

    #[test]
    fn broken_pictures_do_not_panic() {
        for n in 0..60 {
            let _ = ico(&[&b"\0\0\x01\0\xFF\xFF"[..], &[0xFF; 60][..n]].concat());
        }
        for n in 0..35 {
            let _ = stripped(&b"\xFF\xD8\xFF\xE1\xFF\xFF123456789012345678901234567890"[..n]);
            let _ = stripped(&b"\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFtEXt1234567890123456789"[..n]);
            let _ = stripped(&b"II*\0\x08\0\0\0\xFF\xFF\x3B\x01\x02\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF1234567890123"[..n]);
            let _ = stripped(&b"RIFF\xFF\xFF\xFF\xFFWEBPVP8X\xFF\xFF\xFF\xFF123456789012345"[..n]);
            let _ = stripped(&b"GIF89a\x01\0\x01\0\xF7\0\0\x2C000000000000000000000000000"[..n]);
        }
    }
}
