//! How large pictures are.

/// The width and height of a picture in pixels, by what stands in front of its data.
pub(crate) fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| -> Option<[u8; 2]> { bytes.get(at..at + 2)?.try_into().ok() };
    let big = |at| two(at).map(|b| u32::from(u16::from_be_bytes(b)));
    let little = |at| two(at).map(|b| u32::from(u16::from_le_bytes(b)));
    if bytes.starts_with(b"\x89PNG") {
        return Some((big(16)? << 16 | big(18)?, big(20)? << 16 | big(22)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((little(6)?, little(8)?));
    }
    if bytes.starts_with(b"BM") {
        return Some((little(20)? << 16 | little(18)?, little(24)? << 16 | little(22)?));
    }
    if !bytes.starts_with(b"\xFF\xD8") {
        return None;
    }
    let mut at = 2;
    while *bytes.get(at)? == 0xFF {
        let mark = *bytes.get(at + 1)?;
        if matches!(mark, 0xC0..=0xCF) && !matches!(mark, 0xC4 | 0xC8 | 0xCC) {
            return Some((big(at + 7)?, big(at + 5)?));
        }
        at += 2 + usize::try_from(big(at + 2)?).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_pictures_are_read() {
        let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x01\0\0\0\x10".to_vec();
        assert_eq!(pixels(&png), Some((513, 16)));
        png.truncate(20);
        assert_eq!(pixels(&png), None);
        assert_eq!(pixels(b"GIF89a\x05\0\x06\0"), Some((5, 6)));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04JF\xFF\xC0\0\x11\x08\0\x07\0\x09";
        assert_eq!(pixels(jpeg), Some((9, 7)));
    }
}
