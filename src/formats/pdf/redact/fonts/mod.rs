//! What fonts reveal about removed text: a subset holds the letters of its document. Entries that
//! only removed text used are taken out of maps, widths, encodings and programs, and what remains
//! is renumbered.

mod composite;
mod font_objects;
mod programs;
mod reencode;
mod renumber;

use crate::formats::pdf::font::{FontBank, encoding, to_unicode};
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::{filters, object};
use crate::model::FormatError;
use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Removes from the fonts what only codes need that are no longer drawn.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn prune(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    bank: &Rc<FontBank<'_>>,
    removed: RemovedCodes,
) -> Result<(), FormatError> {
    // Font -> the codes that are still drawn.
    let mut kept_codes: BTreeMap<ObjectId, Vec<u32>> = job
        .document
        .code_counts
        .iter()
        .map(|(font, used)| (*font, used.keys().copied().collect()))
        .collect();
    for font in fonts_mapping_words(doc) {
        if let Some(used) = job.document.code_counts.get(&font) {
            let kept: Vec<u32> = used.keys().copied().collect();
            prune_to_unicode(doc, bank, font, &kept, code_length(doc, font));
        } else {
            drop_to_unicode(doc, font);
        }
    }
    // Fonts from which something was removed, with the number of codes still drawn. This includes
    // fonts whose letters all occur elsewhere too: they may still be in the order of the removed
    // text.
    let mut cut_fonts: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for (font, removed) in removed {
        let Some(used) = job.document.code_counts.get(&font) else { continue };
        let gone: BTreeSet<u32> = removed
            .iter()
            .filter(|(code, (places, _))| used.get(code).is_none_or(|n| places.len() >= *n))
            .map(|(code, _)| *code)
            .collect();
        let cut: usize = removed.values().map(|(places, _)| places.len()).sum();
        cut_fonts.insert(font, used.values().sum::<usize>().saturating_sub(cut));
        let length = removed.values().map(|(_, len)| *len).max().unwrap_or(1);
        let kept: Vec<u32> = used.keys().copied().filter(|c| !gone.contains(c)).collect();
        prune_to_unicode(doc, bank, font, &kept, length);
        clear_widths(doc, font, &kept);
        prune_differences(doc, font, &kept);
        prune_char_procs(doc, bank, font, &kept);
        kept_codes.insert(font, kept);
    }
    for font in cut_fonts.keys() {
        composite::prune(doc, *font, &kept_codes);
    }
    programs::prune(job, doc, bank, &cut_fonts.keys().copied().collect(), &kept_codes);
    renumber::renumber(job, doc, bank, &cut_fonts, &kept_codes)
}

/// Longest text of one code, in UTF-16 code units, that can be a ligature.
const LIGATURE: usize = 3;

/// Fonts whose ToUnicode map gives one code a whole word. Words that are drawn have been read;
/// others must not stay.
fn fonts_mapping_words(doc: &Document) -> Vec<ObjectId> {
    let wordy = |bytes: &[u8]| {
        let mut digits = 0;
        bytes.iter().any(|b| {
            match b {
                b'<' => digits = 0,
                _ if b.is_ascii_hexdigit() => digits += 1,
                _ if b.is_ascii_whitespace() => {}
                _ => digits = 0,
            }
            digits > LIGATURE * 4
        })
    };
    doc.objects
        .iter()
        .filter(|(_, o)| {
            object::as_dict(o)
                .and_then(|d| object::stream(doc, d, b"ToUnicode"))
                .and_then(|(_, s)| filters::decode(s, 64 << 20))
                .is_some_and(|map| wordy(&map))
        })
        .map(|(id, _)| *id)
        .collect()
}

fn code_length(doc: &Document, font: ObjectId) -> usize {
    let dict = doc.objects.get(&font).and_then(object::as_dict);
    let composite = dict.and_then(|d| object::name(doc, d, b"Subtype")) == Some(b"Type0");
    if composite { 2 } else { 1 }
}

fn drop_to_unicode(doc: &mut Document, font: ObjectId) {
    if let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) {
        font.remove(b"ToUnicode");
    }
}

type CodeLocation = (usize, u32, u32, u32);

/// Font -> code -> the locations from which it was removed, and its length in bytes.
pub(crate) type RemovedCodes = BTreeMap<ObjectId, BTreeMap<u32, (BTreeSet<CodeLocation>, usize)>>;

/// The codes that the edited canvases lose.
pub(crate) fn removed_codes(edited_canvases: &[EditedCanvas]) -> RemovedCodes {
    let mut out = RemovedCodes::new();
    for edited in edited_canvases {
        for g in &edited.reflow.plan.removed {
            let glyph = edited.canvas().glyph(*g);
            let show = edited.canvas().show(glyph);
            let Some(font) = show.font else { continue };
            let slot = out.entry(font).or_default().entry(glyph.code).or_default();
            slot.0.insert((show.unit as usize, show.op, glyph.element, glyph.at));
            slot.1 = usize::from(glyph.len);
        }
    }
    out
}

/// Reduces the ToUnicode map to codes that are still drawn (9.10.3), with their declared texts.
fn prune_to_unicode(
    doc: &mut Document,
    bank: &FontBank<'_>,
    font: ObjectId,
    kept: &[u32],
    length: usize,
) {
    let Some(dict) = doc.objects.get(&font).and_then(object::as_dict) else { return };
    let Some((_, stream)) = object::stream(doc, dict, b"ToUnicode") else { return };
    let Some(old) = filters::decode(stream, 64 << 20) else { return drop_to_unicode(doc, font) };
    let Some(face) = bank.face(font) else { return };
    let said = to_unicode::read(&old);
    let mut entries = to_unicode::Entries::new();
    for code in kept {
        // For a map in another notation, the font reader's result counts; and for words and
        // letters, because a damaged map may give some that were not read. The copy's map is sound.
        let read = || Some(face.code(*code).text?.encode_utf16().collect());
        let text = match said.get(code) {
            Some(text) if text.len() > LIGATURE => read(),
            Some(text) => Some(text.clone()).filter(|text| !has_letters(text) || read().is_some()),
            None if said.is_empty() => read(),
            // What the font reader found in a damaged map, and this reader did not.
            None => face.mapped_text(*code).map(|text| text.encode_utf16().collect()),
        };
        if let Some(text) = text {
            entries.insert(*code, text);
        }
    }
    let body = to_unicode::write(&entries, length);
    let new = doc.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), body));
    if let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) {
        font.set("ToUnicode", Object::Reference(new));
    }
}

fn has_letters(text: &[u16]) -> bool {
    char::decode_utf16(text.iter().copied()).any(|c| c.is_ok_and(char::is_alphanumeric))
}

/// Reduces `Differences` to codes that are still drawn (9.6.5.1): the names of a subset in order of
/// use spell its text.
fn prune_differences(doc: &mut Document, font: ObjectId, kept: &[u32]) {
    let Some(dict) = doc.objects.get(&font).and_then(object::as_dict) else { return };
    let Some(encoding) = object::dict(doc, dict, b"Encoding") else { return };
    let Some(old) = object::array(doc, encoding, b"Differences") else { return };
    let mut code = 0;
    let mut new = Vec::new();
    for item in old {
        match object::resolve(doc, item).1 {
            Object::Integer(n) => code = *n,
            Object::Name(name) => {
                if u32::try_from(code).is_ok_and(|c| kept.contains(&c)) {
                    new.push(Object::Integer(code));
                    new.push(Object::Name(name.clone()));
                }
                code += 1;
            }
            _ => {}
        }
    }
    let mut encoding = encoding.clone();
    encoding.set("Differences", Object::Array(new));
    if let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) {
        font.set("Encoding", Object::Dictionary(encoding));
    }
}

/// Reduces a Type 3 font to the procedures of codes that are still drawn, and resets what depends
/// on all of them: first and last code, bounds (table 110). If a procedure is unknown, all stay.
fn prune_char_procs(doc: &mut Document, bank: &FontBank<'_>, font: ObjectId, kept: &[u32]) {
    let Some(dict) = doc.objects.get(&font).and_then(object::as_dict) else { return };
    let (Some(old), Some(face)) = (object::dict(doc, dict, b"CharProcs"), bank.face(font)) else {
        return;
    };
    let names = encoding::differences(doc, dict);
    let mut drawn: BTreeMap<Vec<u8>, Object> = BTreeMap::new();
    for code in kept {
        let text = face.code(*code).text;
        let standard = || encoding::standard_glyph_name(text.as_deref()?).map(String::into_bytes);
        let named = names.get(code).cloned();
        let blank = text.as_deref().is_some_and(|t| t.trim().is_empty());
        let known = named.is_some() || blank;
        match named.or_else(standard).map(|name| (old.get(&name).cloned(), name)) {
            Some((Ok(procedure), name)) => {
                drawn.insert(name, procedure);
            }
            _ if known => {}
            _ => return,
        }
    }
    let mut new = lopdf::Dictionary::new();
    drawn.into_iter().for_each(|(name, procedure)| new.set(name, procedure));
    let first = object::get(doc, dict, b"FirstChar").and_then(|o| o.as_i64().ok()).unwrap_or(0);
    let widths = object::array(doc, dict, b"Widths").cloned();
    let (least, most) = (kept.iter().min().copied(), kept.iter().max().copied());
    let (least, most) = (least.unwrap_or(0), most.unwrap_or(0).min(255));
    let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) else { return };
    font.set("CharProcs", Object::Dictionary(new));
    font.set("FontBBox", vec![0.into(), 0.into(), 0.into(), 0.into()]);
    if let Some(widths) = widths {
        let widths: BTreeMap<i64, Object> = (first..).zip(widths).collect();
        let width = |code: u32| widths.get(&i64::from(code)).cloned().unwrap_or(0.into());
        font_objects::set_widths(font, least, (least..=most).map(width).collect());
    }
}

/// Sets the widths of all codes that are no longer drawn to zero (9.6.2); simple fonts only.
fn clear_widths(doc: &mut Document, font: ObjectId, kept: &[u32]) {
    let Some(dict) = doc.objects.get(&font).and_then(object::as_dict) else { return };
    let Some(first) = object::get(doc, dict, b"FirstChar").and_then(|o| o.as_i64().ok()) else {
        return;
    };
    let Some(mut widths) = object::array(doc, dict, b"Widths").cloned() else { return };
    for (code, width) in (first..).zip(&mut widths) {
        if !u32::try_from(code).is_ok_and(|code| kept.contains(&code)) {
            *width = Object::Integer(0);
        }
    }
    if let Some(Object::Dictionary(font)) = doc.objects.get_mut(&font) {
        font.set("Widths", Object::Array(widths));
    }
}
