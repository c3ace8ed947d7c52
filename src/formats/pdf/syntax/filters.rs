//! Stream filters (ISO 32000-2, 7.4).

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
