//! Blank pictures.

use crate::formats::media::metafile;
use crate::formats::media::png::chunk;
use std::io::Write;

/// A blank picture to replace this one.
pub(crate) fn blank(bytes: &[u8]) -> Vec<u8> {
    if let Some(empty) = metafile::emptied(bytes) {
        return empty;
    }
    if bytes.trim_ascii_start().starts_with(b"<") {
        return br#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#.to_vec();
    }
    // Word and LibreOffice go by content, not by extension, so one gray pixel replaces every kind.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = packed.write_all(&[0, 0xC0]).and_then(|()| packed.finish()).unwrap_or_default();
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"IDAT", &packed),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

/// Whether a picture shows nothing: it is a single pixel, or a metafile without drawing records.
pub(crate) fn shows_nothing(bytes: &[u8]) -> bool {
    let dot = bytes.starts_with(b"\x89PNG") && bytes.get(16..24) == Some(&[0, 0, 0, 1, 0, 0, 0, 1]);
    dot || metafile::emptied(bytes).is_some_and(|empty| empty.len() >= bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_a_sound_picture() {
        let png = blank(b"\xFF\xD8\xFF");
        assert_eq!(crate::formats::media::stripped(&png), Some(png.clone()));
        assert_eq!(png.len(), 8 + 3 * 12 + 13 + 10);
        assert!(blank(b" <svg/>").starts_with(b"<svg"));
        assert!(shows_nothing(&png) && !shows_nothing(b"\xFF\xD8\xFF"));
    }

    #[test]
    fn a_metafile_stays_one_and_shows_nothing() {
        let mut wmf = [1u16, 9, 0x300, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        wmf.extend([9, 0, 0, 0, 0x21, 0x05, 4, 0]);
        wmf.extend(b"Bos.\x05\0\x06\0\0\0\x03\0\0\0\0\0");
        let empty = blank(&wmf);
        assert!(metafile::is_metafile(&empty) && shows_nothing(&empty) && !shows_nothing(&wmf));
        assert_eq!(empty.len(), wmf.len() - 18);
    }
}
