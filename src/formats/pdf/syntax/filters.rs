//! Stream filters (ISO 32000-2, 7.4).

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Object, Stream};

/// The decoded bytes of a stream, or `None` if a filter is unknown or fails.
pub(crate) fn decode(stream: &Stream, limit: u64) -> Option<Vec<u8>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    stream.get_plain_content_with_limit(limit).ok().or_else(|| with_long_names(stream, limit))
}

/// Decodes a stream whose filters have the short names of inline images (8.9.7), which viewers
/// accept in any stream.
fn with_long_names(stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    let long = |name: &[u8]| -> Vec<u8> {
        let long: &[u8] = match name {
            b"AHx" => b"ASCIIHexDecode",
            b"A85" => b"ASCII85Decode",
            b"LZW" => b"LZWDecode",
            b"Fl" => b"FlateDecode",
            b"RL" => b"RunLengthDecode",
            other => other,
        };
        long.to_vec()
    };
    let names = stream.filters().ok()?;
    let names: Vec<Object> = names.into_iter().map(|n| Object::Name(long(n))).collect();
    let mut copy = stream.clone();
    copy.dict.set("Filter", Object::Array(names));
    copy.get_plain_content_with_limit(limit).ok()
}

/// Fewer bytes are what is left of a stream, and hide nothing.
const FEW: usize = 16;

/// Bytes that are unpacked at a time.
const STEP: usize = 64 << 10;

/// Whether the packed bytes of a stream are damaged part of the way, so that only what stands before can
/// be unpacked. A stream that merely ends too early has nothing more to show.
pub(crate) fn is_damaged(stream: &Stream, limit: u64) -> bool {
    let packed = stream.filters().is_ok_and(|filters| {
        filters.first().is_some_and(|name| matches!(*name, b"FlateDecode" | b"Fl"))
    });
    let Some(([first, second], body)) = stream.content.split_first_chunk::<2>() else {
        return false;
    };
    let head = u16::from_be_bytes([*first, *second]);
    if !packed {
        return false;
    }
    if first & 0x0f != 8 || head % 31 != 0 {
        // Not packed in this way at all, such as bytes that were not decrypted: nothing comes out.
        let empty = || decode(stream, limit).is_some_and(|data| data.is_empty());
        return stream.content.len() >= FEW && empty();
    }
    let mut inflater = Decompress::new(false);
    let mut out = vec![0; STEP];
    loop {
        let before = (inflater.total_in(), inflater.total_out());
        let rest = usize::try_from(before.0).ok().and_then(|at| body.get(at..));
        match inflater.decompress(rest.unwrap_or_default(), &mut out, FlushDecompress::None) {
            Err(_) => return true,
            Ok(Status::StreamEnd) => return false,
            Ok(_) if before == (inflater.total_in(), inflater.total_out()) => return false,
            Ok(_) if inflater.total_out() > limit => return false,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;
    use std::io::Write as _;

    #[test]
    fn damage_part_of_the_way_is_told_from_an_early_end() {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        let text: Vec<u8> = (0..20_000_u32).flat_map(|n| (n * n).to_le_bytes()).collect();
        packer.write_all(&text).unwrap();
        let packed = packer.finish().unwrap();
        let damaged = |content: Vec<u8>| {
            let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, content);
            is_damaged(&stream, 1 << 20)
        };
        let half = packed.len() / 2;
        let (before, after) = packed.split_at(half);
        assert!(!damaged(packed.clone()) && !damaged(before.to_vec()));
        let turned: Vec<u8> = after.iter().map(|b| b ^ 0xa5).collect();
        assert!(damaged([before, &turned].concat()));
        assert!(damaged(turned) && !damaged(b"\n \n".to_vec()));
    }
}
