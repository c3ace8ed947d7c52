//! What the programs in a file say of themselves: fonts, maps of codes, functions.

use crate::formats::pdf::read::document::PdfDocument;
use crate::formats::pdf::read::object_walk::WalkedObjects;
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::subset::Type1;
use crate::formats::pdf::subset::remarks::{self, Remark};
use crate::formats::pdf::syntax::{filters, object};
use crate::model::{Place, Segment, SegmentKind, message};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// Largest program that is looked through, in bytes.
const MAX_PROGRAM: u64 = 64 << 20;

/// Largest image whose samples are looked at, in bytes as they are packed.
const MAX_SAMPLES: usize = 1 << 16;

/// Reads them, as segments of their own.
pub(crate) fn read(document: &mut PdfDocument) {
    for id in programs(&document.doc) {
        let Some((program, found)) = remarks(&document.doc, &document.walked.names, id) else {
            continue;
        };
        let texts: Vec<String> = found.iter().map(|r| r.text(&program)).collect();
        let place = Place::new(message!("names of objects and fonts"));
        let segment = Segment::new(SegmentKind::Name, place, texts.join("\n")).of_program();
        document.push(segment, TextOrigin::FontProgram(id));
    }
}

/// Clears all that a program says of itself.
pub(crate) fn clear(doc: &mut Document, walked: &WalkedObjects, id: ObjectId) {
    if let Some((mut program, found)) = remarks(doc, &walked.names, id) {
        found.iter().for_each(|remark| remark.clear(&mut program));
        object::set_stream(doc, id, program);
    }
}

/// What programs say, name by name: a name of the document that is one of them may be that of a glyph.
pub(crate) fn names(doc: &Document) -> BTreeSet<Vec<u8>> {
    let mut out = BTreeSet::new();
    for id in programs(doc) {
        let Some((program, found)) = remarks(doc, &BTreeSet::new(), id) else { continue };
        out.extend(found.iter().map(|remark| remark.text(&program).into_bytes()));
    }
    out
}

/// Gives the glyphs of font programs the names that the document has for them from now on: letters are
/// looked up by name.
pub(crate) fn rename_glyphs(doc: &mut Document, renamed: &BTreeMap<Vec<u8>, Vec<u8>>) {
    for id in programs(doc) {
        let Some((mut program, found)) = remarks(doc, &BTreeSet::new(), id) else { continue };
        let mut changed = false;
        for remark in &found {
            if let Some(new) = renamed.get(remark.text(&program).as_bytes()) {
                remark.rename(&mut program, new);
                changed = true;
            }
        }
        if changed {
            object::set_stream(doc, id, program);
        }
    }
    for id in programs(doc) {
        rename_in_type1(doc, id, renamed);
    }
}

/// The same of a Type 1 program, whose names lie under its own encryption.
fn rename_in_type1(doc: &mut Document, id: ObjectId, renamed: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let Some(Object::Stream(stream)) = doc.objects.get(&id) else { return };
    let clear = stream.dict.get(b"Length1").ok().and_then(|n| object::number(doc, n));
    let Some(program) = filters::decode(stream, MAX_PROGRAM).filter(|p| p.starts_with(b"%!"))
    else {
        return;
    };
    let Some(mut font) = Type1::read(&program, clear.map_or(0, |n| n as usize)) else { return };
    let new = |old: &str| {
        let new = renamed.get(old.as_bytes())?;
        Some(String::from_utf8_lossy(new).into_owned())
    };
    if font.rename(new) {
        let (program, lengths) = font.write();
        object::set_stream(doc, id, program);
        object::set_lengths(doc, id, &lengths);
    }
}

/// A program, and its remarks; `None` if there are none.
fn remarks(
    doc: &Document,
    used: &BTreeSet<Vec<u8>>,
    id: ObjectId,
) -> Option<(Vec<u8>, Vec<Remark>)> {
    let Some(Object::Stream(stream)) = doc.objects.get(&id) else { return None };
    let program = filters::decode(stream, MAX_PROGRAM)?;
    let found = match is_post_script(stream, &program) {
        true => remarks::of_program(&program),
        false if is_image(&stream.dict) => remarks::of_samples(&program),
        false => remarks::of_font(&program, used),
    };
    (!found.is_empty()).then_some((program, found))
}

fn is_post_script(stream: &Stream, program: &[u8]) -> bool {
    stream.dict.has(b"FunctionType") || memchr::memmem::find(program, b"begincmap").is_some()
}

fn is_image(dict: &Dictionary) -> bool {
    dict.get(b"Subtype").is_ok_and(|s| matches!(s.as_name(), Ok(b"Image")))
}

/// The streams that hold programs, and images that may be letters.
fn programs(doc: &Document) -> BTreeSet<ObjectId> {
    let keys =
        [&b"FontFile"[..], b"FontFile2", b"FontFile3", b"ToUnicode", b"Encoding", b"UseCMap"];
    let mut out = BTreeSet::new();
    for (id, found) in &doc.objects {
        let Some(dict) = object::as_dict(found) else { continue };
        let to = |key: &&[u8]| dict.get(key).ok().and_then(|o| o.as_reference().ok());
        out.extend(keys.iter().filter_map(to));
        let calculates = matches!(dict.get(b"FunctionType"), Ok(Object::Integer(4)));
        let maps = object::is_type(doc, dict, b"CMap");
        let small =
            is_image(dict) && found.as_stream().is_ok_and(|s| s.content.len() <= MAX_SAMPLES);
        out.extend((calculates || maps || small).then_some(*id));
    }
    out
}
