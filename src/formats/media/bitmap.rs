//! Windows bitmaps (MS-WMF 2.2.2.9) without metadata.

use crate::formats::media::bytes::{u16_at, u32_at, usize_at};

/// Removes the color profile of a bitmap, what is between header and pixels, and trailing data.
pub(crate) fn bmp(bytes: &[u8]) -> Option<Vec<u8>> {
    let (offset, header) = (usize_at(bytes, 10)?, usize_at(bytes, 14)?);
    if header < 40 {
        return Some(bytes.to_vec());
    }
    let (width, height) = (u32_at(bytes, 18)? as i32, u32_at(bytes, 22)? as i32);
    let (depth, packing) = (u16_at(bytes, 28)?, u32_at(bytes, 30)?);
    let colors = match (usize_at(bytes, 46)?, depth) {
        (0, 1..=8) => 1usize << depth,
        (n, _) => n,
    };
    let masks = if header == 40 && packing == 3 { 12 } else { 0 };
    let palette = colors.checked_mul(4)?.checked_add(14 + header + masks)?;
    let row = usize::from(depth).checked_mul(width.unsigned_abs() as usize)?.div_ceil(32) * 4;
    let size = match packing {
        0 | 3 => row.checked_mul(height.unsigned_abs() as usize)?,
        _ => usize_at(bytes, 34)?,
    };
    let end = offset.checked_add(size)?.min(bytes.len());
    let mut out = bytes.get(..end)?.to_vec();
    if let Some(gap) = out.get_mut(palette..offset) {
        gap.fill(0);
    }
    out.get_mut(6..10)?.fill(0);
    if header >= 124 {
        // The offset and size of the profile; the color space becomes sRGB.
        out.get_mut(14 + 112..14 + 120)?.fill(0);
        out.get_mut(14 + 56..14 + 60)?.copy_from_slice(b"BGRs");
    }
    let length = u32::try_from(out.len()).ok()?;
    out.get_mut(2..6)?.copy_from_slice(&length.to_le_bytes());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut bytes =
            b"BM\0\0\0\0Jans\x3A\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec();
        bytes.resize(54, 0);
        bytes.extend(b"JANSRGB\0Jansen");
        bytes
    }

    #[test]
    fn a_bitmap_loses_its_tail_and_its_gaps() {
        let clean = bmp(&sample()).expect("as made here");
        assert_eq!(clean.len(), 62);
        assert!(clean.ends_with(b"\0\0\0\0RGB\0"));
        assert_eq!(&clean[6..10], [0; 4]);
    }

    #[test]
    fn broken_ones_do_not_panic() {
        for n in 0..60 {
            let _ = bmp(&sample()[..n]);
        }
    }
}
