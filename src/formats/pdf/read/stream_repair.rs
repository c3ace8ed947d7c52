//! Streams whose length is missing or wrong: they run to `endstream`, as in viewers. The object library
//! reads them as empty, or not at all. Dictionaries that do not end: they end with their object.

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use std::collections::BTreeSet;

/// Most streams that are repaired in one file.
const MAX_REPAIRS: usize = 200;
/// Longest dictionary of a stream that is read once more, in bytes.
const MAX_DICTIONARY: usize = 1 << 16;

/// Where the body of an object begins, if it stands where the table of objects says. One without a body is
/// null (7.3.10).
pub(crate) fn place_of(
    doc: &Document,
    body: &[u8],
    (number, generation): ObjectId,
) -> Option<usize> {
    let Some(XrefEntry::Normal { offset, generation: listed }) = doc.reference_table.get(number)
    else {
        return None;
    };
    let start = usize::try_from(*offset).ok()?;
    let rest = body.get(start..)?;
    let head = format!("{number} {generation} obj");
    let blank = rest.len() - rest.trim_ascii_start().len();
    let behind = rest.get(blank..)?.strip_prefix(head.as_bytes())?;
    let is_null = behind.trim_ascii_start().starts_with(b"endobj");
    (*listed == generation && !is_null).then_some(start + blank + head.len())
}

/// Repairs streams whose length is missing or no whole number; the object library reads them as empty.
/// Returns how many were repaired.
pub(crate) fn missing_lengths(doc: &mut Document, body: &[u8]) -> usize {
    let says = |s: &Stream| {
        s.dict.get(b"Length").is_ok_and(|l| matches!(l, Object::Integer(_) | Object::Reference(_)))
    };
    let empty: Vec<ObjectId> = doc
        .objects
        .iter()
        .filter(|(_, o)| o.as_stream().is_ok_and(|s| s.content.is_empty() && !says(s)))
        .map(|(id, _)| *id)
        .collect();
    // In an encrypted file the bytes would have to be decrypted first.
    if doc.was_encrypted() {
        return 0;
    }
    let mut count = 0;
    for id in empty.into_iter().take(MAX_REPAIRS) {
        let head = format!("{} {} obj", id.0, id.1);
        // The number of another object may end in the same digits.
        let whole = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| body.get(before));
            before.is_none_or(|b| !b.is_ascii_digit())
        };
        let data = memchr::memmem::rfind_iter(body, head.as_bytes())
            .find(whole)
            .and_then(|at| raw_stream(body.get(at + head.len()..)?));
        if let (Some((_, data)), Some(Object::Stream(stream))) = (data, doc.objects.get_mut(&id)) {
            stream.set_content(data.to_vec());
            count += 1;
        }
    }
    count
}

/// Reads streams that were lost since their length leads elsewhere. Returns which were found.
pub(crate) fn lost_streams(
    doc: &mut Document,
    body: &[u8],
    lost: &[ObjectId],
) -> BTreeSet<ObjectId> {
    read_again(doc, body, lost, |rest| {
        let (dict, data) = raw_stream(rest)?;
        // Before the data stands a dictionary, and no other object.
        let other = |word: &[u8]| memchr::memmem::find(dict, word).is_some();
        if dict.len() > MAX_DICTIONARY || other(b"endobj") || other(b" obj") {
            return None;
        }
        let mut dict = dictionary(dict)?;
        dict.remove(b"Length");
        Some(Object::Stream(Stream::new(dict, data.to_vec())))
    })
}

/// Reads dictionaries that were lost since they do not end before their object does. Returns which were
/// found.
pub(crate) fn open_dictionaries(
    doc: &mut Document,
    body: &[u8],
    lost: &[ObjectId],
) -> BTreeSet<ObjectId> {
    let missing: Vec<ObjectId> =
        lost.iter().copied().filter(|id| !doc.objects.contains_key(id)).collect();
    read_again(doc, body, &missing, |rest| unended(rest).map(Object::Dictionary))
}

/// Reads objects that were lost from where they stand in the file. In an encrypted file the bytes would
/// have to be decrypted first.
fn read_again(
    doc: &mut Document,
    body: &[u8],
    lost: &[ObjectId],
    read: impl Fn(&[u8]) -> Option<Object>,
) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    if doc.was_encrypted() {
        return found;
    }
    for id in lost.iter().take(MAX_REPAIRS) {
        let rest = place_of(doc, body, *id).and_then(|at| body.get(at..));
        if let Some(object) = rest.and_then(&read) {
            doc.objects.insert(*id, object);
            found.insert(*id);
        }
    }
    found
}

/// The dictionary that begins an object and ends with it.
fn unended(object: &[u8]) -> Option<Dictionary> {
    let text = object.get(..memchr::memmem::find(object, b"endobj")?)?.trim_ascii();
    let whole = text.starts_with(b"<<") && text.len() <= MAX_DICTIONARY;
    let has = |word: &[u8]| memchr::memmem::find(text, word).is_some();
    if !whole || has(b" obj") || has(b"stream") {
        return None;
    }
    (1..=MOST_OPEN).find_map(|open| dictionary(&[text, &b">>".repeat(open)].concat()))
}

/// Most dictionaries within each other that do not end.
const MOST_OPEN: usize = 3;

/// A dictionary by itself, read as the only object of a file.
pub(super) fn dictionary(text: &[u8]) -> Option<Dictionary> {
    let root = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>\
        endobj\n3 0 obj\n";
    let tail = b"\nendobj\ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n";
    let file = [&root[..], text, tail].concat();
    let options = LoadOptions { force_reconstruct: true, ..LoadOptions::default() };
    let doc = Document::load_mem_with_options(&file, options).ok()?;
    doc.objects.get(&(3, 0))?.as_dict().ok().cloned()
}

/// What stands before the first `stream`, and the bytes between it and the `endstream` after it.
fn raw_stream(object: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = memchr::memmem::find(object, b"stream")?;
    let (dict, rest) = object.split_at_checked(start)?;
    let rest = rest.strip_prefix(b"stream")?;
    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    let end = memchr::memmem::find(rest, b"endstream")?;
    let data = rest.get(..end)?;
    let data = data.strip_suffix(b"\r\n").or_else(|| data.strip_suffix(b"\n")).unwrap_or(data);
    Some((dict, data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_read_by_itself() {
        let dict = dictionary(b" << /Length 99 /Filter/FlateDecode /X [1 2 (endob)] >> ");
        assert_eq!(dict.map(|d| d.len()), Some(3));
        assert!(dictionary(b"<< /Length 99 /X").is_none());
        assert!(dictionary(b"").is_none());
    }

    #[test]
    fn a_dictionary_that_does_not_end_ends_with_its_object() {
        let keys = |object: &[u8]| unended(object).map(|d| d.len());
        assert_eq!(keys(b" <</Type/Font/Name(a) endobj\n5 0 obj <<>> endobj"), Some(2));
        assert_eq!(keys(b"<</A<</B 1/C 2\nendobj"), Some(1));
        assert_eq!(keys(b"<</A (not closed endobj"), None);
        assert_eq!(keys(b"[1 2 endobj"), None);
        assert_eq!(keys(b"<</A 1 stream\nx endstream endobj"), None);
        assert_eq!(keys(b"<</A 1"), None);
    }

    #[test]
    fn data_runs_to_its_end() {
        let object = b"<</Length 2>>\nstream\r\nabc\nendstream\nendobj";
        assert_eq!(raw_stream(object), Some((&b"<</Length 2>>\n"[..], &b"abc"[..])));
        assert_eq!(raw_stream(b"<<>> stream\nabc"), None);
    }
}
