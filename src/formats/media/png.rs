//! PNG without metadata.

use crate::formats::media::bytes::be_usize_at;
use crate::formats::media::icc_profile;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Write};

/// Removes all chunks that do not affect how the picture looks (ISO/IEC 15948), and trailing data.
/// A truncated picture keeps what it has. `None` if the structure is faulty.
pub(crate) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEEP: [&[u8]; 16] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"bKGD",
        b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP", b"hIST",
    ];
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    while let (Some(length), Some(kind)) = (be_usize_at(bytes, at), bytes.get(at + 4..at + 8)) {
        let Some(chunk) = bytes.get(at..at.checked_add(length)?.checked_add(12)?) else {
            let data = bytes.get(at..)?;
            out.extend(if kind == b"IDAT" { data } else { &[] });
            break;
        };
        if KEEP.contains(&kind) {
            out.extend(chunk);
        } else if kind == b"iCCP" {
            out.extend(png_profile(chunk.get(8..8 + length)?).unwrap_or_default());
        }
        if kind == b"IEND" {
            break;
        }
        at += length + 12;
    }
    Some(out)
}

/// The color profile chunk, without the name and the text of the profile.
fn png_profile(data: &[u8]) -> Option<Vec<u8>> {
    const MOST: u64 = 1 << 24;
    let name = memchr::memchr(0, data)?;
    let mut profile = Vec::new();
    ZlibDecoder::new(data.get(name + 2..)?).take(MOST).read_to_end(&mut profile).ok()?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&icc_profile::cleaned(&profile)?).ok()?;
    Some(chunk(b"iCCP", &[b"icc\0\0", packed.finish().ok()?.as_slice()].concat()))
}

/// A PNG chunk with its checksum.
pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
    }

    #[test]
    fn png_loses_its_text() {
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let clean =
            [head.clone(), bare(b"IHDR", &[1; 13]), bare(b"IDAT", b"xy"), bare(b"IEND", b"")]
                .concat();
        let dirty = [
            head,
            bare(b"IHDR", &[1; 13]),
            bare(b"tEXt", b"Author\0Jansen"),
            bare(b"IDAT", b"xy"),
            bare(b"eXIf", b"Jansen"),
            bare(b"IEND", b""),
            b"Jansen".to_vec(),
        ]
        .concat();
        assert_eq!(stripped(&dirty), Some(clean));
    }

    #[test]
    fn a_color_profile_loses_its_words() {
        let zlib = |data: &[u8]| {
            let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
            packed.write_all(data).expect("memory");
            packed.finish().expect("memory")
        };
        let mut profile = vec![0; 132];
        profile.extend(b"scherm van Jansen");
        let packed = [b"Jansen\0\0", zlib(&profile).as_slice()].concat();
        let head = b"\x89PNG\r\n\x1A\n".to_vec();
        let end = chunk(b"IEND", b"");
        let dirty = [head.clone(), chunk(b"iCCP", &packed), end.clone()].concat();
        let clean = [b"icc\0\0", zlib(&[0; 149]).as_slice()].concat();
        assert_eq!(stripped(&dirty), Some([head, chunk(b"iCCP", &clean), end].concat()));
    }
}
