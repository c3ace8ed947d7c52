//! Writes one revision without unused objects, always the same bytes for the same document.

use crate::model::{FormatError, message};
use crate::parallel;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The bytes of the file; `classic` means without object and cross-reference streams (7.5.7,
/// 7.5.8).
///
/// # Errors
///
/// [`FormatError::Damaged`] if it cannot be written.
pub(crate) fn write(
    mut doc: Document,
    classic: bool,
    threads: usize,
) -> Result<Vec<u8>, FormatError> {
    doc.prune_objects();
    doc.objects.values_mut().for_each(sort_keys);
    renumber_objects(&mut doc);
    compress(&mut doc, threads);
    let id = Object::String(identifier(&doc), lopdf::StringFormat::Hexadecimal);
    doc.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    if !classic && doc.version.as_str() < "1.5" {
        "1.5".clone_into(&mut doc.version);
    }
    let options =
        SaveOptions::builder().use_object_streams(!classic).use_xref_streams(!classic).build();
    let mut out = Vec::new();
    doc.save_with_options(&mut out, options)
        .map_err(|e| FormatError::damaged_by(message!("cannot be saved"), e))?;
    Ok(out)
}

/// Compresses what is not, stream by stream on several threads. What does not become smaller stays
/// as it is.
fn compress(doc: &mut Document, threads: usize) {
    let plain = |stream: &&mut Stream| {
        stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
            && stream.dict.get_type().is_ok_and(|t| t != b"Metadata")
                | stream.dict.get(b"Type").is_err()
    };
    let streams = doc.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    let mut streams: Vec<&mut Stream> = streams.filter(plain).collect();
    let contents: Vec<Vec<u8>> =
        streams.iter_mut().map(|s| std::mem::take(&mut s.content)).collect();
    let deflate = || Compress::new(Compression::best(), true);
    let one = |deflate: &mut Compress, index: usize| {
        contents.get(index).and_then(|content| compressed(deflate, content))
    };
    let all = parallel::map(contents.len(), threads, deflate, one);
    for ((stream, content), packed) in streams.into_iter().zip(contents).zip(all) {
        match packed {
            Some(packed) if packed.len() + FILTER_ENTRY < content.len() => {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(packed);
            }
            _ => stream.content = content,
        }
    }
}

/// How many bytes it takes to say that a stream is compressed.
const FILTER_ENTRY: usize = b"/Filter/FlateDecode".len();

/// The bytes under Flate; `None` if that fails. The state is used again, because it is large.
fn compressed(deflate: &mut Compress, content: &[u8]) -> Option<Vec<u8>> {
    deflate.reset();
    let mut out = Vec::with_capacity(content.len() / 2 + 64);
    loop {
        let rest = content.get(usize::try_from(deflate.total_in()).ok()?..)?;
        let status = deflate.compress_vec(rest, &mut out, FlushCompress::Finish).ok()?;
        match status {
            Status::StreamEnd => return Some(out),
            Status::Ok | Status::BufError => out.reserve(out.len().max(64)),
        }
    }
}

/// Sorts the keys of dictionaries: their order would reveal which entries were removed.
fn sort_keys(object: &mut Object) {
    let sort = |dict: &mut Dictionary| {
        let mut entries: Vec<(Vec<u8>, Object)> = std::mem::take(dict).into_iter().collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, mut value) in entries {
            sort_keys(&mut value);
            dict.set(key, value);
        }
    };
    match object {
        Object::Array(items) => items.iter_mut().for_each(sort_keys),
        Object::Dictionary(dict) => sort(dict),
        Object::Stream(stream) => sort(&mut stream.dict),
        _ => {}
    }
}

/// Renumbers the objects in the order of references: a gap, or the order in which a producer came
/// across fonts and letters, would reveal what was removed.
fn renumber_objects(doc: &mut Document) {
    let order = doc.traverse_objects(|_| {});
    let numbers: BTreeMap<ObjectId, ObjectId> =
        order.into_iter().zip(1..).map(|(old, new)| (old, (new, 0))).collect();
    doc.max_id = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    let old = std::mem::take(&mut doc.objects);
    let moved = old.into_iter().filter_map(|(id, object)| Some((*numbers.get(&id)?, object)));
    doc.objects = moved.collect();
    doc.traverse_objects(|object| {
        if let Object::Reference(id) = object
            && let Some(new) = numbers.get(id)
        {
            *id = *new;
        }
    });
}

/// A file identifier (14.4) that depends only on the copy, so that it does not lead back to the
/// original.
fn identifier(doc: &Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (id, object) in &doc.objects {
        hash.update(id.0.to_be_bytes());
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize().into_iter().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn numbered(first: u32, second: u32) -> Vec<u8> {
        let mut doc = Document::with_version("1.5");
        let pages = dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 };
        doc.objects.insert((first, 0), Object::Dictionary(pages));
        let gone = Object::Reference((99, 0));
        let list = Object::Array(vec![Object::Reference((second, 0)), gone]);
        let mut root = dictionary! { "Type" => "Catalog", "Pages" => (first, 0), "Own" => list };
        if first > second {
            root.set("A", 1);
            let pages = root.remove(b"Pages").unwrap();
            root.set("Pages", pages);
            root.remove(b"A");
        }
        doc.objects.insert((second, 0), Object::Dictionary(root));
        doc.objects.insert((70, 0), Object::Null);
        doc.trailer.set("Root", (second, 0));
        write(doc, true, 2).unwrap()
    }

    #[test]
    fn old_numbers_leave_no_trace() {
        let copy = numbered(3, 7);
        assert!(copy == numbered(40, 12));
        let doc = Document::load_mem(&copy).unwrap();
        assert_eq!(doc.objects.keys().map(|id| id.0).take(2).collect::<Vec<_>>(), [1, 3]);
        let own = doc.catalog().unwrap().get(b"Own").and_then(Object::as_array).unwrap();
        assert_eq!(own[0].as_reference().ok(), Some((1, 0)));
    }
}
