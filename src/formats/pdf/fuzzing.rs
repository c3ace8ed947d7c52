//! Invariants of reading and writing the syntax of PDF, for any bytes.

use crate::formats::pdf::font::to_unicode as map;
use crate::formats::pdf::read::load;
use crate::formats::pdf::read::object_walk::{self as objects, PathStep, StringLocation};
use crate::formats::pdf::redact::minified;
use crate::formats::pdf::syntax::content_stream::{Content, Op, Operand, Value};
use crate::formats::pdf::syntax::{lexer, serialize};
use crate::formats::splice;
use crate::model::OpenOptions;
use lopdf::{Dictionary, Document, Object};

/// The most bytes that a target takes: a larger input finds nothing that a smaller one does not.
const MOST: usize = 1 << 16;

/// A content stream: all offsets lie within it and in order, splices of nothing give the same bytes,
/// shortening it keeps every operator that shows text or draws an image, and what is written anew
/// reads as it did.
pub fn content_stream(bytes: &[u8]) {
    if bytes.len() > MOST {
        return;
    }
    let read = lexer::lex(bytes);
    in_bounds(bytes, &read);
    assert_eq!(splice::apply(bytes, Vec::new()).as_deref(), Ok(bytes));
    let short = minified(bytes.to_vec());
    let again = lexer::lex(&short);
    in_bounds(&short, &again);
    assert_eq!(drawn(bytes, &read), drawn(&short, &again), "shortening lost what is drawn");
    for op in read.ops.iter().filter(|op| !op.data.is_empty()) {
        if let Some(Value::Dict(entries)) = op.last().map(|o| &o.value) {
            written_anew(&serialize::dictionary(entries));
        }
    }
}

fn in_bounds(bytes: &[u8], read: &Content) {
    let mut at = 0;
    for op in &read.ops {
        assert!(at <= op.range.start && op.range.start <= op.range.end, "operators in order");
        assert!(op.range.end <= bytes.len(), "operators within the content");
        at = op.range.end;
        assert!(op.range.start <= op.keyword.start && op.keyword.end <= op.range.end);
        assert!(op.data.is_empty() || op.range.start <= op.data.start);
        assert!(op.data.start <= op.data.end && op.data.end <= bytes.len());
        op.operands.iter().for_each(|o| within(o, op.range.start, op.range.end));
    }
    for range in read.comments.iter().chain(&read.skipped) {
        assert!(range.start <= range.end && range.end <= bytes.len());
    }
}

fn within(operand: &Operand, start: usize, end: usize) {
    let range = &operand.range;
    assert!(start <= range.start && range.start <= range.end && range.end <= end);
    match &operand.value {
        Value::Array(items) => items.iter().for_each(|o| within(o, range.start, range.end)),
        Value::Dict(entries) => {
            entries.iter().for_each(|(_, o)| within(o, range.start, range.end));
        }
        _ => {}
    }
}

/// The operators that show text or draw an image or form, as they are written.
fn drawn<'b>(bytes: &'b [u8], read: &Content) -> Vec<&'b [u8]> {
    let keyword = |op: &Op| bytes.get(op.keyword.clone()).unwrap_or_default();
    let draws =
        |op: &&Op| matches!(keyword(op), b"Tj" | b"TJ" | b"'" | b"\"" | b"Do" | b"BI" | b"EI");
    read.ops.iter().filter(draws).filter_map(|op| bytes.get(op.range.clone())).collect()
}

/// A dictionary that is written anew reads as it was.
fn written_anew(dict: &Dictionary) {
    let mut written = b"BI".to_vec();
    for (key, value) in dict {
        written.push(b' ');
        serialize::write_value(&Object::Name(key.clone()), &mut written);
        written.push(b' ');
        serialize::write_value(value, &mut written);
    }
    written.extend_from_slice(b" ID x\nEI");
    let read = lexer::lex(&written);
    let entries = match read.ops.first().and_then(Op::last).map(|o| &o.value) {
        Some(Value::Dict(entries)) => serialize::dictionary(entries),
        _ => Dictionary::new(),
    };
    let shown = String::from_utf8_lossy(&written);
    assert!(alike_all(dict, &entries), "{shown} reads as {entries:?}");
}

/// Whether two values are the same, but for numbers, which are written with five decimals.
fn alike(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => {
            let (one, other) = (one.as_float().unwrap_or(0.0), other.as_float().unwrap_or(0.0));
            (one - other).abs() <= 1e-5 + one.abs() * 1e-5
        }
        (Object::Array(one), Object::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b))
        }
        (Object::Dictionary(one), Object::Dictionary(other)) => alike_all(one, other),
        (Object::String(one, _), Object::String(other, _)) => one == other,
        _ => one == other,
    }
}

fn alike_all(one: &Dictionary, other: &Dictionary) -> bool {
    one.len() == other.len()
        && one.iter().all(|(k, v)| other.get(k).is_ok_and(|other| alike(v, other)))
}

/// A file, or the body of an object in a small file: every string that the walk tells of is there,
/// and a second walk tells the same.
pub fn object_walk(bytes: &[u8]) {
    if bytes.len() > MOST {
        return;
    }
    let file = if load::header(bytes).is_some() { bytes.to_vec() } else { file_with(bytes) };
    let Ok(loaded) = load::load(&file, &OpenOptions::default()) else { return };
    let walked = objects::walk(&loaded.doc);
    let places: Vec<&StringLocation> = walked.strings.iter().map(|s| &s.location).collect();
    for place in &places {
        let found = string_at(&loaded.doc, place);
        assert!(matches!(found, Some(Object::String(..))), "no string at {place:?}: {found:?}");
    }
    for id in walked.streams.keys() {
        assert!(matches!(loaded.doc.objects.get(id), Some(Object::Stream(_))), "{id:?}");
    }
    let again = objects::walk(&loaded.doc);
    let places_again: Vec<&StringLocation> = again.strings.iter().map(|s| &s.location).collect();
    assert_eq!(places, places_again);
    assert_eq!((walked.streams, walked.names), (again.streams, again.names));
}

/// A file of one page; its catalog leads to an object with these bytes as its body.
fn file_with(body: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let fixed: [&[u8]; 3] = [
        b"<</Type/Catalog/Pages 2 0 R/Eigen 4 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
    ];
    for (number, body) in (1..).zip(fixed.into_iter().chain([body])) {
        offsets.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    out.extend_from_slice(b"xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let tail = format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.extend_from_slice(tail.as_bytes());
    out
}

fn string_at<'d>(doc: &'d Document, place: &StringLocation) -> Option<&'d Object> {
    let mut at = doc.objects.get(&place.id)?;
    for step in &place.path {
        at = match (step, at) {
            (PathStep::Key(key), Object::Dictionary(d)) => d.get(key).ok()?,
            (PathStep::Key(key), Object::Stream(s)) => s.dict.get(key).ok()?,
            (PathStep::Index(i), Object::Array(items)) => items.get(*i)?,
            _ => return None,
        };
    }
    Some(at)
}

/// A ToUnicode map: what is written of it reads the same.
pub fn to_unicode(bytes: &[u8]) {
    if bytes.len() > MOST {
        return;
    }
    let said = map::read(bytes);
    assert_eq!(map::read(&map::write(&said, 4)), said);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All streams of the small files that come with the program.
    fn streams() -> Vec<Vec<u8>> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/traps/pdf");
        let files = std::fs::read_dir(folder).expect("traps").flatten().map(|f| f.path());
        let mut out = Vec::new();
        for file in files.filter(|f| f.extension().is_some_and(|e| e == "pdf")) {
            let Ok(doc) = Document::load(file) else { continue };
            let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
            out.extend(streams.filter_map(|s| s.get_plain_content().ok()));
        }
        assert!(out.len() > 100, "{}", out.len());
        out
    }

    #[test]
    fn the_invariants_hold_for_the_traps() {
        for stream in streams() {
            content_stream(&stream);
            to_unicode(&stream);
            object_walk(&stream);
        }
        object_walk(b"<</Contents(Jan)/X[(Bos)<</Y(Kees)>>]>>");
    }
}
