//! Embedded font programs after a redaction: they keep no more than what is still drawn.

use crate::formats::pdf::font::embedded::ExtractedFonts;
use crate::formats::pdf::font::{FontBank, encoding};
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::subset::{self, Type1};
use crate::formats::pdf::syntax::{filters, object};
use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Largest program that is processed, in bytes.
const MAX_PROGRAM: u64 = 256 << 20;

/// What the fonts that share a program still draw.
#[derive(Default)]
struct SharedProgram {
    touched: bool,
    fonts: Vec<ObjectId>,
    glyphs: BTreeSet<u32>,
}

/// Removes from the programs of `cut_fonts` everything that `kept_codes` does not draw.
pub(crate) fn prune(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    bank: &FontBank<'_>,
    cut_fonts: &BTreeSet<ObjectId>,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) {
    let mut programs: BTreeMap<ObjectId, SharedProgram> = BTreeMap::new();
    for (font, codes) in kept_codes {
        let (Some((program, _)), Some(face)) = (subset_program(doc, *font), bank.face(*font))
        else {
            continue;
        };
        let shared = programs.entry(program).or_default();
        shared.touched |= cut_fonts.contains(font);
        shared.fonts.push(*font);
        shared.glyphs.extend(codes.iter().map(|code| face.glyph(*code)));
    }
    programs.retain(|_, shared| shared.touched);
    let mut before = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for (id, shared) in &programs {
        let Some(old) = doc.objects.get(id).cloned() else { continue };
        if let Some(count) = prune_program(doc, bank, *id, shared, kept_codes) {
            before.insert(*id, old);
            counts.insert(*id, count);
        }
    }
    let fonts: BTreeSet<ObjectId> = programs.values().flat_map(|p| p.fonts.clone()).collect();
    let file = ExtractedFonts::filtered(doc, |id| fonts.contains(id));
    let after = file.bank();
    for (id, old) in before {
        let Some(shared) = programs.get(&id) else { continue };
        if !shared.fonts.iter().all(|font| draws_the_same(job, bank, &after, *font, kept_codes)) {
            doc.objects.insert(id, old);
            counts.remove(&id);
        }
    }
    // How many letters only the redacted text used would tell of that text: it is not noted.
}

/// Reduces one program; returns the number of glyphs that it emptied.
fn prune_program(
    doc: &mut Document,
    bank: &FontBank<'_>,
    id: ObjectId,
    shared: &SharedProgram,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) -> Option<usize> {
    let Some(Object::Stream(stream)) = doc.objects.get(&id) else { return None };
    let clear = stream.dict.get(b"Length1").ok().and_then(|n| object::number(doc, n));
    let mut bytes = filters::decode(stream, MAX_PROGRAM)?;
    if bytes.starts_with(b"%!") {
        let program = Type1::read(&bytes, clear.map_or(0, |n| n as usize));
        return prune_type1(doc, bank, id, program, shared, kept_codes);
    }
    // A CFF program is looked up by name in simple fonts, by number in composite fonts.
    let simple = |font: &ObjectId| {
        let dict = doc.objects.get(font).and_then(object::as_dict);
        dict.and_then(|d| object::name(doc, d, b"Subtype")) == Some(b"Type1")
    };
    let by_name = shared.fonts.iter().all(simple);
    let emptied = subset::keep_only(&mut bytes, &shared.glyphs, by_name)?;
    let length = bytes.len();
    object::set_stream(doc, id, bytes);
    object::set_lengths(doc, id, &[length]);
    if by_name {
        for font in &shared.fonts {
            prune_char_set(doc, bank, *font, shared, kept_codes);
        }
    }
    Some(emptied)
}

/// Whether a font draws what is kept as before, and nothing for what was removed. A program that
/// the font reader cannot use, so that it draws with another, fails this check: its glyphs have
/// other numbers, so it stays as it was.
fn draws_the_same(
    job: &RedactionJob<'_>,
    old: &FontBank<'_>,
    new: &FontBank<'_>,
    font: ObjectId,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) -> bool {
    let (Some(old), Some(new)) = (old.face(font), new.face(font)) else { return false };
    let used = job.document.code_counts.get(&font).into_iter().flat_map(BTreeMap::keys);
    let kept = kept_codes.get(&font).map(Vec::as_slice).unwrap_or_default();
    let (mut hidden, mut shown) = (0, 0);
    for code in used {
        let (Some(was), Some(is)) = (old.outline(*code), new.outline(*code)) else { return false };
        if kept.contains(code) && was != is {
            return false;
        }
        // Letters that are components of others stay, even if they were removed themselves.
        if !kept.contains(code) && !was.elements().is_empty() {
            let nothing = is.elements().is_empty() || new.glyph(*code) == 0;
            let counter = if nothing { &mut hidden } else { &mut shown };
            *counter += 1;
        }
    }
    hidden > 0 || shown == 0
}

/// The embedded program of a font that is a subset (9.9.2), and the font's descriptor.
fn subset_program(doc: &Document, font: ObjectId) -> Option<(ObjectId, Option<ObjectId>)> {
    let dict = doc.objects.get(&font).and_then(object::as_dict)?;
    let descendant = object::array(doc, dict, b"DescendantFonts")
        .and_then(|fonts| object::as_dict(object::resolve(doc, fonts.first()?).1));
    let owner = descendant.unwrap_or(dict);
    let descriptor = object::dict(doc, owner, b"FontDescriptor")?;
    // Some producers put the tag in the descriptor's name only.
    let named = [object::name(doc, dict, b"BaseFont"), object::name(doc, descriptor, b"FontName")];
    if !named.into_iter().flatten().any(|name| name.get(6) == Some(&b'+')) {
        return None;
    }
    let file = |key: &[u8]| object::stream(doc, descriptor, key).map(|(id, _)| id);
    let found = file(b"FontFile2").or_else(|| file(b"FontFile3")).or_else(|| file(b"FontFile"))?;
    let own = owner.get(b"FontDescriptor").ok().and_then(|o| o.as_reference().ok());
    Some((found, own))
}

/// A Type 1 program is looked up by name; if the name of a drawn code is unknown, it stays as it
/// is.
fn prune_type1(
    doc: &mut Document,
    bank: &FontBank<'_>,
    id: ObjectId,
    program: Option<Type1>,
    shared: &SharedProgram,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) -> Option<usize> {
    let mut program = program?;
    let encoded = program.encoded();
    let known: BTreeSet<String> = program.names().map(str::to_owned).collect();
    let mut kept = BTreeSet::new();
    for font in &shared.fonts {
        let dict = doc.objects.get(font).and_then(object::as_dict)?;
        let differences = encoding::differences(doc, dict);
        let face = bank.face(*font)?;
        for code in kept_codes.get(font)? {
            let said = differences.get(code).map(|n| String::from_utf8_lossy(n).into_owned());
            let standard = || encoding::standard_glyph_name(face.code(*code).text?.as_ref());
            let name = said.or_else(|| encoded.get(code).cloned()).or_else(standard)?;
            if !known.contains(&name) {
                return None;
            }
            kept.insert(name);
        }
    }
    let emptied = program.keep_only(&kept)?;
    let (bytes, lengths) = program.write();
    object::set_stream(doc, id, bytes);
    object::set_lengths(doc, id, &lengths);
    for font in &shared.fonts {
        set_char_set(doc, *font, &kept);
    }
    Some(emptied)
}

/// Reduces the list of glyph names in a descriptor to those still drawn; if one of them is unknown,
/// the list is removed.
fn prune_char_set(
    doc: &mut Document,
    bank: &FontBank<'_>,
    font: ObjectId,
    shared: &SharedProgram,
    kept_codes: &BTreeMap<ObjectId, Vec<u32>>,
) {
    let names = |font: &ObjectId| -> Option<Vec<String>> {
        let dict = doc.objects.get(font).and_then(object::as_dict)?;
        let differences = encoding::differences(doc, dict);
        let face = bank.face(*font)?;
        let name = |code: &u32| match differences.get(code) {
            Some(name) => Some(String::from_utf8_lossy(name).into_owned()),
            None => encoding::standard_glyph_name(face.code(*code).text?.as_ref()),
        };
        kept_codes.get(font)?.iter().map(name).collect()
    };
    let all: Option<Vec<Vec<String>>> = shared.fonts.iter().map(names).collect();
    match all {
        Some(all) => set_char_set(doc, font, &all.into_iter().flatten().collect()),
        None => {
            let Some((_, Some(id))) = subset_program(doc, font) else { return };
            if let Some(Object::Dictionary(descriptor)) = doc.objects.get_mut(&id) {
                descriptor.remove(b"CharSet");
            }
        }
    }
}

/// Sets the list of glyph names in a descriptor (table 120).
fn set_char_set(doc: &mut Document, font: ObjectId, kept: &BTreeSet<String>) {
    let Some((_, Some(id))) = subset_program(doc, font) else { return };
    let Some(Object::Dictionary(descriptor)) = doc.objects.get_mut(&id) else { return };
    if descriptor.has(b"CharSet") {
        let names: String = kept.iter().map(|name| format!("/{name}")).collect();
        descriptor.set("CharSet", Object::string_literal(names));
    }
}
