//! Bitmaps and icons of Windows (MS-WMF 2.2.2.9, and what wraps them in files).

use super::media;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// A bitmap without color profile, without what stands between header and picture, without tail.
pub(super) fn bmp(bytes: &[u8]) -> Option<Vec<u8>> {
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
        // Where the profile stands and how long it is; the kind of color space goes back to sRGB.
        out.get_mut(14 + 112..14 + 120)?.fill(0);
        out.get_mut(14 + 56..14 + 60)?.copy_from_slice(b"BGRs");
    }
    let length = u32::try_from(out.len()).ok()?;
    out.get_mut(2..6)?.copy_from_slice(&length.to_le_bytes());
    Some(out)
}

/// An icon or cursor, each of its pictures without metadata.
pub(super) fn ico(bytes: &[u8]) -> Option<Vec<u8>> {
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
    fn an_icon_holds_its_pictures_and_nothing_else() {
        let mut icon =
            b"\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x18\0\x02\0\0\0\x1A\0\0\0JaXYsen".to_vec();
        icon[18..22].copy_from_slice(&24u32.to_le_bytes());
        let clean = ico(&icon).expect("as made here");
        assert_eq!(&clean[22..], b"XY");
    }

    #[test]
    fn broken_ones_do_not_panic() {
        for n in 0..60 {
            let _ = bmp(&sample()[..n]);
            let _ = ico(&[&b"\0\0\x01\0\xFF\xFF"[..], &[0xFF; 60][..n]].concat());
        }
    }
}
