//! WebP without metadata.

use crate::formats::media::icc_profile;

/// Removes the EXIF and XMP chunks (RFC 9649), their flags, and unknown chunks. `None` if the
/// structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
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
                    let clean = icc_profile::cleaned(chunk.get(8..8 + size)?);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webp_loses_its_exif() {
        let head = b"RIFF\x16\0\0\0WEBPVP8L\x02\0\0\0ab".to_vec();
        let mut dirty = head.clone();
        dirty.extend(b"EXIF\x06\0\0\0Jansen");
        let clean = stripped(&dirty).expect("as made here");
        assert_eq!(clean[8..], head[8..]);
        assert_eq!(clean[4], 14);
    }
}
