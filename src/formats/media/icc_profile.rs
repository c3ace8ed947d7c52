//! Color profiles (ICC.1:2022) without text. Tags that compute colors stay; those that can name
//! devices, makers, and owners become zeros. The length does not change.

use crate::formats::media::bytes::be_usize_at;

/// Tags that compute colors.
const COLORS: [&[u8; 4]; 22] = [
    b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"A2B0",
    b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"chad", b"chrm", b"lumi", b"pre0",
    b"pre1", b"pre2",
];

/// The profile without text; `None` if its structure is faulty.
pub(crate) fn cleaned(profile: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0; profile.len()];
    let count = be_usize_at(profile, 128)?;
    let table = 132..count.checked_mul(12)?.checked_add(132)?;
    let mut copy = |range: std::ops::Range<usize>| -> Option<()> {
        out.get_mut(range.clone())?.copy_from_slice(profile.get(range)?);
        Some(())
    };
    // The rest of the header is a checksum and reserved bytes.
    copy(0..80)?;
    copy(128..table.end)?;
    for at in table.step_by(12) {
        let kind = profile.get(at..at + 4)?;
        let (start, length) = (be_usize_at(profile, at + 4)?, be_usize_at(profile, at + 8)?);
        let kept = if COLORS.iter().any(|c| kind == *c) { length } else { length.min(8) };
        copy(start..start.checked_add(kept)?)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_and_colors_stay() {
        let mut profile = vec![1; 128];
        profile.extend(2u32.to_be_bytes());
        for (kind, start, length) in [(b"desc", 156u32, 20u32), (b"rXYZ", 176, 20)] {
            profile.extend(kind);
            profile.extend(start.to_be_bytes());
            profile.extend(length.to_be_bytes());
        }
        profile.extend(b"desc\0\0\0\0iMac Jansen\0XYZ \0\0\0\0abcdefghijkl");
        let clean = cleaned(&profile).expect("as made here");
        assert_eq!(clean.len(), profile.len());
        assert!(clean.ends_with(b"XYZ \0\0\0\0abcdefghijkl"));
        assert!(!clean.windows(6).any(|w| w == b"Jansen"));
        assert!(cleaned(&profile[..150]).is_none());
    }
}
