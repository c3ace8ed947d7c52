//! What color profiles tell beside colors: when they were made, by whom and for which screen
//! (ICC.1:2022, 7.2 and clause 10).

use crate::formats::pdf::syntax::{filters, object};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;
use std::ops::Range;

/// Offsets in the header: the date, the signature that every profile has, the profile ID (a
/// checksum), and what is reserved.
const DATE: Range<usize> = 24..36;
const SIGNATURE: Range<usize> = 36..40;
const SUM: Range<usize> = 84..100;
const RESERVED: Range<usize> = 100..128;
/// Length of the header, and of the largest profile that is read.
const HEADER: usize = 128;
const MAX_PROFILE: u64 = 16 << 20;
/// Most tags of a profile; real ones have some twenty.
const MAX_TAGS: usize = 1000;

/// Types of tags that hold numbers alone.
const NUMBERS: [&[u8; 4]; 27] = [
    b"XYZ ", b"curv", b"para", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet", b"sf32", b"uf32",
    b"ui08", b"ui16", b"ui32", b"ui64", b"chrm", b"view", b"meas", b"sig ", b"vcgt", b"mmod",
    b"cicp", b"ndin", b"rcs2", b"clro", b"ncl2", b"clrt", b"fl32",
];

/// Clears all that profiles tell beside colors; returns how many told anything.
pub(crate) fn clear(doc: &mut Document) -> usize {
    let named = profiles(doc);
    let found: Vec<(ObjectId, Vec<u8>)> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, cleared(object, named.contains(id))?)))
        .collect();
    let count = found.len();
    for (id, bytes) in found {
        object::set_stream(doc, id, bytes);
    }
    count
}

/// The streams to which the file refers as profiles.
fn profiles(doc: &Document) -> BTreeSet<ObjectId> {
    let mut out = BTreeSet::new();
    doc.objects.values().for_each(|object| collect(object, 0, &mut out));
    out
}

fn collect(object: &Object, depth: usize, out: &mut BTreeSet<ObjectId>) {
    let dict = |dict: &Dictionary, out: &mut BTreeSet<ObjectId>| {
        out.extend(dict.get(b"DestOutputProfile").ok().and_then(|o| o.as_reference().ok()));
        dict.iter().for_each(|(_, value)| collect(value, depth + 1, out));
    };
    match object {
        _ if depth > 110 => {}
        Object::Array(items) => {
            if matches!(items.first().map(Object::as_name), Some(Ok(b"ICCBased"))) {
                out.extend(items.get(1).and_then(|o| o.as_reference().ok()));
            }
            items.iter().for_each(|item| collect(item, depth + 1, out));
        }
        Object::Dictionary(d) => dict(d, out),
        Object::Stream(s) => dict(&s.dict, out),
        _ => {}
    }
}

/// A profile that tells nothing; `None` for anything else, and for one that does so already. What is
/// called a profile and is none becomes empty: readers do not use it.
fn cleared(object: &Object, named: bool) -> Option<Vec<u8>> {
    let Object::Stream(stream) = object else { return None };
    // Every profile has its number of components in the dictionary (8.6.5.5).
    if !named && stream.dict.get(b"N").ok()?.as_i64().is_err() {
        return None;
    }
    let bytes = filters::decode(stream, MAX_PROFILE)?;
    if bytes.len() < HEADER || bytes.get(SIGNATURE)? != b"acsp" {
        return (named && !bytes.is_empty()).then(Vec::new);
    }
    let mut new = without_text(&bytes)?;
    for range in [DATE, RESERVED] {
        new.get_mut(range)?.fill(0);
    }
    if new == bytes {
        return None;
    }
    new.get_mut(SUM)?.fill(0);
    Some(new)
}

/// The bytes of a profile of which only the table and the numbers are left.
fn without_text(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0; bytes.len()];
    let keep = |out: &mut Vec<u8>, range: Range<usize>| {
        if let (Some(to), Some(from)) = (out.get_mut(range.clone()), bytes.get(range)) {
            to.copy_from_slice(from);
        }
    };
    let count = number(bytes, HEADER)?.min(MAX_TAGS);
    let table_end = (HEADER + 4 + 12 * count).min(bytes.len());
    keep(&mut out, 0..table_end);
    let mut texts = Vec::new();
    for tag in 0..count {
        let entry = HEADER + 4 + 12 * tag;
        let (Some(start), Some(size)) = (number(bytes, entry + 4), number(bytes, entry + 8)) else {
            break;
        };
        let range = start.max(table_end)..start.saturating_add(size).min(bytes.len());
        let Some(data) = bytes.get(range.clone()).filter(|data| data.len() >= 8) else { continue };
        if data.first_chunk::<4>().is_some_and(|kind| NUMBERS.contains(&kind)) {
            keep(&mut out, range);
        } else {
            texts.push(range);
        }
    }
    for range in texts {
        let new = blank(bytes.get(range.clone())?);
        out.get_mut(range)?.copy_from_slice(&new);
    }
    Some(out)
}

/// A tag of text with blanks for its letters; any other becomes empty.
fn blank(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0; data.len()];
    let keep = |out: &mut [u8], range: Range<usize>| {
        if let (Some(to), Some(from)) = (out.get_mut(range.clone()), data.get(range)) {
            to.copy_from_slice(from);
        }
    };
    keep(&mut out, 0..4);
    match data.get(..4) {
        Some(b"text") => {
            let end = data.len() - 1;
            out.get_mut(8..end).into_iter().for_each(|text| text.fill(b' '));
        }
        Some(b"desc") => {
            keep(&mut out, 8..12);
            let length = number(data, 8).unwrap_or(0).min(data.len());
            let end = (12 + length).min(data.len()).saturating_sub(1);
            out.get_mut(12..end).into_iter().for_each(|text| text.fill(b' '));
        }
        Some(b"mluc") => {
            let records = number(data, 8).unwrap_or(0).min(MAX_TAGS);
            let end = (16 + 12 * records).min(data.len());
            keep(&mut out, 8..end);
            let text = out.get_mut(end..).unwrap_or_default();
            text.chunks_exact_mut(2).for_each(|pair| pair.copy_from_slice(b"\0 "));
        }
        _ => {}
    }
    out
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*four)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    fn profile(tags: &[&[u8]]) -> Vec<u8> {
        let mut out: Vec<u8> = vec![7; HEADER];
        out[SIGNATURE].copy_from_slice(b"acsp");
        out[RESERVED].fill(0);
        out.extend(u32::try_from(tags.len()).unwrap().to_be_bytes());
        let mut at = HEADER + 4 + 12 * tags.len();
        for tag in tags {
            out.extend(b"xxxx");
            out.extend(u32::try_from(at).unwrap().to_be_bytes());
            out.extend(u32::try_from(tag.len()).unwrap().to_be_bytes());
            at += tag.len();
        }
        out.extend(tags.concat());
        out
    }

    #[test]
    fn a_profile_keeps_its_numbers_and_nothing_else() {
        let wide: Vec<u8> = "Jan Bosman".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mluc =
            [&b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cnlNL\0\0\0\x14\0\0\0\x1c"[..], &wide].concat();
        let tags: [&[u8]; 6] = [
            b"desc\0\0\0\0\0\0\0\x0bJan Bosman\0\0\0",
            b"curv\0\0\0\0\0\0\0\x01\x01\x02",
            b"text\0\0\0\0Jan Bosman\0",
            &mluc,
            b"priv\0\0\0\0Jan Bosman",
            b"XYZ \0\0\0\0\x01\x02\x03\x04",
        ];
        let before = [profile(&tags), b"Jan Bosman behind".to_vec()].concat();
        let mut doc = Document::with_version("1.7");
        let id = doc.add_object(Stream::new(dictionary! { "N" => 3 }, before.clone()));
        let other = doc.add_object(Stream::new(dictionary! {}, before.clone()));
        assert_eq!(clear(&mut doc), 1);
        assert_eq!(clear(&mut doc), 0);
        let plain = |id| doc.objects[&id].as_stream().unwrap().get_plain_content().unwrap();
        let new = plain(id);
        let has = |what: &[u8]| memchr::memmem::find(&new, what).is_some();
        assert!(!has(b"Bosman") && !has(&wide));
        assert!(has(tags[1]) && has(tags[5]) && has(b"desc\0\0\0\0\0\0\0\x0b          \0"));
        assert_eq!(new.len(), before.len());
        assert!(new[DATE].iter().chain(&new[SUM]).all(|b| *b == 0));
        assert_eq!(new[..24], before[..24]);
        assert_eq!(plain(other), before);
    }

    #[test]
    fn what_is_called_a_profile_and_is_none_is_emptied() {
        let mut doc = Document::with_version("1.7");
        let id = doc.add_object(Stream::new(dictionary! {}, b"Jan Bosman".to_vec()));
        doc.add_object(vec!["ICCBased".into(), id.into()]);
        assert_eq!(clear(&mut doc), 1);
        assert!(doc.objects[&id].as_stream().unwrap().content.is_empty());
    }
}
