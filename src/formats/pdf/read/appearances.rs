//! Text beside the pages: appearances of annotations, attachments, glyph procedures.

use crate::formats::pdf::read::page_tree::PageEntry;
use crate::formats::pdf::syntax::{object, text_string};
use crate::model::{Message, SegmentKind, message};
use kurbo::Rect;
use lopdf::{Object, ObjectId};
use std::collections::BTreeMap;

/// The appearance streams of the annotations of a page, in all their states (12.5.5).
pub(crate) fn appearances(
    doc: &lopdf::Document,
    page: ObjectId,
) -> Vec<(ObjectId, SegmentKind, Message)> {
    let mut out = Vec::new();
    let Some(page) = doc.objects.get(&page).and_then(object::as_dict) else { return out };
    for annotation in object::array(doc, page, b"Annots").into_iter().flatten() {
        let Some(dict) = object::as_dict(object::resolve(doc, annotation).1) else { continue };
        let (kind, name) = match object::name(doc, dict, b"Subtype") {
            Some(b"Widget") => (SegmentKind::Field, message!("form field")),
            Some(b"FreeText" | b"Stamp" | b"Watermark") => (SegmentKind::Body, message!("note")),
            _ => (SegmentKind::Comment, message!("comment")),
        };
        let Some(states) = object::dict(doc, dict, b"AP") else { continue };
        for (_, state) in states {
            match object::resolve(doc, state) {
                (Some(id), Object::Stream(_)) => out.push((id, kind, name.clone())),
                (_, Object::Dictionary(by_name)) => {
                    for (_, state) in by_name {
                        if let (Some(id), Object::Stream(_)) = object::resolve(doc, state) {
                            out.push((id, kind, name.clone()));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    out.sort_by_key(|(id, ..)| *id);
    out.dedup_by_key(|(id, ..)| *id);
    out
}

/// The annotations of a page that are drawn by hand, with the areas that they cover: ink, lines of many
/// corners, and stamps without letters.
pub(crate) fn drawn_by_hand(doc: &lopdf::Document, page: ObjectId) -> Vec<(ObjectId, Rect)> {
    let page = doc.objects.get(&page).and_then(object::as_dict);
    let all = page.and_then(|page| object::array(doc, page, b"Annots")).into_iter().flatten();
    all.filter_map(|annotation| {
        let (id, annotation) = object::resolve(doc, annotation);
        let dict = object::as_dict(annotation)?;
        let drawn = match object::name(doc, dict, b"Subtype") {
            Some(b"Ink" | b"PolyLine") => true,
            Some(b"Stamp") => !has_letters(doc, dict),
            _ => false,
        };
        Some((id?, object::rect(doc, dict, b"Rect")?)).filter(|_| drawn)
    })
    .collect()
}

/// Whether the appearance of an annotation has a font to write with.
fn has_letters(doc: &lopdf::Document, annotation: &lopdf::Dictionary) -> bool {
    let stream = object::dict(doc, annotation, b"AP").and_then(|ap| object::dict(doc, ap, b"N"));
    let resources = stream.and_then(|stream| object::dict(doc, stream, b"Resources"));
    resources.is_none_or(|resources| resources.has(b"Font"))
}

/// Annotation -> index of its page.
pub(crate) fn annotation_pages(
    doc: &lopdf::Document,
    pages: &[PageEntry],
) -> BTreeMap<ObjectId, usize> {
    let mut out = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        let Some(dict) = doc.objects.get(&page.id).and_then(object::as_dict) else { continue };
        for annotation in object::array(doc, dict, b"Annots").into_iter().flatten() {
            if let Object::Reference(id) = annotation {
                out.insert(*id, index);
            }
        }
    }
    out
}

/// The name of an embedded file, from the file specification that refers to it (7.11.3).
pub(crate) fn file_name(doc: &lopdf::Document, file: ObjectId) -> Option<String> {
    let holds = |dict: &lopdf::Dictionary| {
        object::dict(doc, dict, b"EF")
            .is_some_and(|ef| ef.iter().any(|(_, v)| object::resolve(doc, v).0 == Some(file)))
    };
    let spec = doc.objects.values().filter_map(object::as_dict).find_map(|d| spec_in(d, &holds))?;
    [&b"UF"[..], b"F"]
        .iter()
        .find_map(|key| object::get(doc, spec, key)?.as_str().ok().map(text_string::decode))
}

fn spec_in<'a>(
    dict: &'a lopdf::Dictionary,
    holds: &impl Fn(&lopdf::Dictionary) -> bool,
) -> Option<&'a lopdf::Dictionary> {
    if holds(dict) {
        return Some(dict);
    }
    dict.iter().find_map(|(_, v)| v.as_dict().ok().filter(|d| holds(d)))
}

/// The resources of a glyph procedure, which are those of its font (9.6.4).
pub(crate) fn glyph_resources(doc: &lopdf::Document, procedure: ObjectId) -> Option<Object> {
    let font = doc.objects.values().filter_map(object::as_dict).find(|font| {
        object::dict(doc, font, b"CharProcs").is_some_and(|procs| {
            procs.iter().any(|(_, p)| p.as_reference().is_ok_and(|id| id == procedure))
        })
    })?;
    font.get(b"Resources").ok().cloned()
}
