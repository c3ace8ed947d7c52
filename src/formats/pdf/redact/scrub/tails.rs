//! Bytes of a stream that no reader unpacks: those behind the end of its packed data.

use crate::formats::pdf::syntax::filters;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Document, Object, ObjectId, Stream};

/// Most bytes that a stream may unpack to.
const UNPACKED: u64 = 1 << 30;

/// Cuts what stands behind the end of packed data; returns how many streams had any.
pub(crate) fn cut(doc: &mut Document) -> usize {
    let ends: Vec<(ObjectId, End)> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, end(object.as_stream().ok()?)?)))
        .collect();
    let count = ends.len();
    for (id, end) in ends {
        let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) else { continue };
        match end {
            End::At(length) => {
                let data = stream.content.get(..length).unwrap_or_default().to_vec();
                stream.set_content(data);
            }
            End::Plain(data) => stream.set_plain_content(data),
        }
    }
    count
}

/// What is left of a stream with a tail.
enum End {
    /// So many of its bytes.
    At(usize),
    /// Its data, unpacked.
    Plain(Vec<u8>),
}

/// What is left of a stream with bytes behind the end of its data; `None` if it has none.
fn end(stream: &Stream) -> Option<End> {
    let filters = stream.filters().ok()?;
    let data = &stream.content;
    let spare =
        |length: usize| data.get(length..).is_some_and(|rest| !rest.trim_ascii().is_empty());
    let at = |length: usize| spare(length).then_some(End::At(length));
    let pixels =
        [&b"DCTDecode"[..], b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"];
    let (first, more) = filters.split_first()?;
    if !more.is_empty() {
        // A tail may be in any layer. Unpacked, the data has none.
        let readable = !filters.iter().any(|f| pixels.contains(f));
        let plain = if readable { filters::decode(stream, UNPACKED) } else { None };
        return plain.map(End::Plain);
    }
    match *first {
        b"FlateDecode" | b"Fl" => at(flate_end(data)?),
        b"ASCIIHexDecode" | b"AHx" => at(memchr::memchr(b'>', data)? + 1),
        b"ASCII85Decode" | b"A85" => at(memchr::memmem::find(data, b"~>")? + 2),
        b"LZWDecode" | b"LZW" | b"RunLengthDecode" | b"RL" => {
            filters::decode(stream, UNPACKED).map(End::Plain)
        }
        _ => None,
    }
}

/// Where the data of zlib ends; `None` if it does not, or is damaged.
fn flate_end(data: &[u8]) -> Option<usize> {
    let mut inflate = Decompress::new(true);
    let mut out = vec![0; 1 << 16];
    loop {
        let before = (inflate.total_in(), inflate.total_out());
        let rest = data.get(usize::try_from(before.0).ok()?..)?;
        match inflate.decompress(rest, &mut out, FlushDecompress::None).ok()? {
            Status::StreamEnd => return usize::try_from(inflate.total_in()).ok(),
            _ if (inflate.total_in(), inflate.total_out()) == before => return None,
            _ if inflate.total_out() > UNPACKED => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use lopdf::dictionary;
    use std::io::Write;

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
        out.write_all(text).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn a_second_stream_behind_the_first_goes() {
        let (first, second) = (zlib(b"0 0 m"), zlib(b"(Jan Bosman) Tj"));
        let mut doc = Document::new();
        let mut add = |filter: &str, data: Vec<u8>| {
            doc.add_object(Stream::new(dictionary! { "Filter" => filter }, data))
        };
        let two = add("FlateDecode", [first.as_slice(), b"\n", &second].concat());
        let one = add("FlateDecode", [first.as_slice(), b"\r\n"].concat());
        let hex = add("ASCIIHexDecode", b"30 20> Jan Bosman".to_vec());
        let a85 = add("ASCII85Decode", b"+9~> Jan Bosman".to_vec());
        let runs = add("RunLengthDecode", b"\x000\x80 Jan Bosman".to_vec());
        assert_eq!(cut(&mut doc), 4);
        let content = |id: ObjectId| &doc.objects[&id].as_stream().unwrap().content;
        assert_eq!(content(two), &first);
        assert_eq!(content(one), &[first.as_slice(), b"\r\n"].concat());
        assert_eq!(
            (content(hex).as_slice(), content(a85).as_slice()),
            (&b"30 20>"[..], &b"+9~>"[..])
        );
        assert_eq!(content(runs), b"0");
    }
}
