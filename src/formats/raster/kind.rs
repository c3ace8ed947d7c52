//! Which files are pictures.

/// A kind of picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Png,
    Jpeg,
    Gif,
    Bmp,
    WebP,
    Tiff,
}

impl Kind {
    /// By what the file begins with.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |start: &[u8]| bytes.starts_with(start);
        if begins(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if begins(b"\xFF\xD8\xFF") {
            Some(Self::Jpeg)
        } else if begins(b"GIF87a") || begins(b"GIF89a") {
            Some(Self::Gif)
        } else if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if begins(b"II*\0") || begins(b"MM\0*") {
            Some(Self::Tiff)
        } else if begins(b"BM")
            && bytes.get(6..10) == Some(&[0; 4])
            && bytes.get(15..18) == Some(&[0; 3])
        {
            Some(Self::Bmp)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_start() {
        assert_eq!(Kind::of(b"GIF89a\x01"), Some(Kind::Gif));
        assert_eq!(Kind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(Kind::WebP));
        assert_eq!(Kind::of(b"MM\0*\0\0\0\x08"), Some(Kind::Tiff));
        assert_eq!(Kind::of(b"BM is een afkorting van Bestuur"), None);
        assert_eq!(Kind::of(b""), None);
    }
}
