//! Embedded font programs after a cut: they keep no more than what is still drawn.

use super::font::FontBank;
use super::redact::Job;
use super::subset::{self, Type1};
use super::{meaning, object, unit};
use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Largest program that is worked on, in bytes.
const MAX_PROGRAM: u64 = 256 << 20;

/// What the fonts that share a program still draw.
#[derive(Default)]
struct Shared {
    touched: bool,
    fonts: Vec<ObjectId>,
    glyphs: BTreeSet<u32>,
}

/// Takes out of the programs of `touched` fonts all that `still` does not draw.
pub(super) fn forget(
    job: &mut Job<'_>,
    doc: &mut Document,
    bank: &FontBank<'_>,
    touched: &BTreeSet<ObjectId>,
    still: &BTreeMap<ObjectId, Vec<u32>>,
) {
    let mut programs: BTreeMap<ObjectId, Shared> = BTreeMap::new();
    for (font, codes) in still {
        let (Some((program, _)), Some(face)) = (program(doc, *font), bank.face(*font)) else {
            continue;
        };
        let shared = programs.entry(program).or_default();
        shared.touched |= touched.contains(font);
        shared.fonts.push(*font);
        shared.glyphs.extend(codes.iter().map(|code| face.glyph(*code)));
    }
    let mut count = 0;
    for (id, shared) in programs.iter().filter(|(_, shared)| shared.touched) {
        let Some(Object::Stream(stream)) = doc.objects.get(id) else { continue };
        let clear = stream.dict.get(b"Length1").ok().and_then(|n| object::number(doc, n));
        let Some(mut bytes) = unit::decode(stream, MAX_PROGRAM) else { continue };
        if bytes.starts_with(b"%!") {
            let clear = clear.map_or(0, |n| n as usize);
            count += type1(doc, bank, *id, Type1::read(&bytes, clear), shared, still).unwrap_or(0);
        } else if let Some(emptied) = subset::keep_only(&mut bytes, &shared.glyphs) {
            let length = bytes.len();
            super::apply::set_stream(doc, *id, bytes);
            set_lengths(doc, *id, &[length]);
            count += emptied;
        }
    }
    job.note("outlines-emptied", count);
}

/// The embedded program of a font that is a subset (9.9.2), and the font's descriptor.
fn program(doc: &Document, font: ObjectId) -> Option<(ObjectId, Option<ObjectId>)> {
    let dict = doc.objects.get(&font).and_then(object::as_dict)?;
    let name = object::name(doc, dict, b"BaseFont")?;
    if name.get(6) != Some(&b'+') {
        return None;
    }
    let descendant = object::array(doc, dict, b"DescendantFonts")
        .and_then(|fonts| object::as_dict(object::resolve(doc, fonts.first()?).1));
    let owner = descendant.unwrap_or(dict);
    let descriptor = object::dict(doc, owner, b"FontDescriptor")?;
    let file = |key: &[u8]| object::stream(doc, descriptor, key).map(|(id, _)| id);
    let found = file(b"FontFile2").or_else(|| file(b"FontFile3")).or_else(|| file(b"FontFile"))?;
    let own = owner.get(b"FontDescriptor").ok().and_then(|o| o.as_reference().ok());
    Some((found, own))
}

/// The lengths of the parts of a program (table 125); those that it does not give stay away.
fn set_lengths(doc: &mut Document, id: ObjectId, lengths: &[usize]) {
    let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) else { return };
    for (key, length) in ["Length1", "Length2", "Length3"].iter().zip(lengths) {
        if stream.dict.has(key.as_bytes()) {
            stream.dict.set(*key, i64::try_from(*length).unwrap_or(i64::MAX));
        }
    }
}

/// A Type 1 program goes by names; if one of a code that is drawn is not known, all stays.
fn type1(
    doc: &mut Document,
    bank: &FontBank<'_>,
    id: ObjectId,
    program: Option<Type1>,
    shared: &Shared,
    still: &BTreeMap<ObjectId, Vec<u32>>,
) -> Option<usize> {
    let mut program = program?;
    let encoded = program.encoded();
    let known: BTreeSet<String> = program.names().map(str::to_owned).collect();
    let mut kept = BTreeSet::new();
    for font in &shared.fonts {
        let dict = doc.objects.get(font).and_then(object::as_dict)?;
        let differences = meaning::names(doc, dict);
        let face = bank.face(*font)?;
        for code in still.get(font)? {
            let said = differences.get(code).map(|n| String::from_utf8_lossy(n).into_owned());
            let standard = || meaning::standard_name(face.code(*code).text?.as_ref());
            let name = said.or_else(|| encoded.get(code).cloned()).or_else(standard)?;
            if !known.contains(&name) {
                return None;
            }
            kept.insert(name);
        }
    }
    let emptied = program.keep_only(&kept)?;
    let (bytes, lengths) = program.write();
    super::apply::set_stream(doc, id, bytes);
    set_lengths(doc, id, &lengths);
    for font in &shared.fonts {
        char_set(doc, *font, &kept);
    }
    Some(emptied)
}

/// The names that a descriptor lists (table 120).
fn char_set(doc: &mut Document, font: ObjectId, kept: &BTreeSet<String>) {
    let Some((_, Some(id))) = program(doc, font) else { return };
    let Some(Object::Dictionary(descriptor)) = doc.objects.get_mut(&id) else { return };
    if descriptor.has(b"CharSet") {
        let names: String = kept.iter().map(|name| format!("/{name}")).collect();
        descriptor.set("CharSet", Object::string_literal(names));
    }
}
