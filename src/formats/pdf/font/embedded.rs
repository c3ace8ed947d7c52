//! The fonts of a document, extracted into a small PDF of their own for the font reader.

use crate::formats::pdf::font::encoding::EncodingHints;
use crate::formats::pdf::syntax::object;
use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The fonts of a document as a small PDF of their own, in memory, for the font reader.
pub(crate) struct ExtractedFonts {
    pub(crate) pdf: Option<Pdf>,
    /// Font -> the same font without its ToUnicode map.
    pub(crate) without_to_unicode: BTreeMap<ObjectId, ObjectId>,
    /// Font -> what its dictionary says about its codes, apart from ToUnicode.
    pub(crate) hints: BTreeMap<ObjectId, Arc<EncodingHints>>,
}

/// Deepest nesting that is followed when fonts are extracted.
const MAX_DEPTH: usize = 24;

impl ExtractedFonts {
    /// No fonts.
    pub(crate) fn empty() -> Self {
        Self { pdf: None, without_to_unicode: BTreeMap::new(), hints: BTreeMap::new() }
    }

    /// Extracts all fonts of a document. Call [`make_fonts_indirect`] first.
    pub(crate) fn new(doc: &Document) -> Self {
        Self::filtered(doc, |_| true)
    }

    /// Extracts those fonts of a document that are wanted.
    pub(crate) fn filtered(doc: &Document, wanted: impl Fn(&ObjectId) -> bool) -> Self {
        let mut small = Document::with_version("1.7");
        let mut shadows = BTreeMap::new();
        let mut hints = BTreeMap::new();
        let fonts: Vec<ObjectId> = doc
            .objects
            .iter()
            .filter(|(id, o)| wanted(id) && object::as_dict(o).is_some_and(|d| is_font(doc, d)))
            .map(|(id, _)| *id)
            .collect();
        let mut next = doc.max_id.saturating_add(1);
        for id in &fonts {
            copy_with_references(doc, *id, &mut small, 0);
            if let Some(font) = doc.objects.get(id).and_then(object::as_dict) {
                hints.insert(*id, Arc::new(EncodingHints::read(doc, font)));
            }
            if let Some(Object::Dictionary(font)) = doc.objects.get(id)
                && font.has(b"ToUnicode")
            {
                let mut bare = font.clone();
                bare.remove(b"ToUnicode");
                small.objects.insert((next, 0), Object::Dictionary(bare));
                shadows.insert(*id, (next, 0));
                next = next.saturating_add(1);
            }
        }
        small.max_id = next;
        add_page_tree(&mut small, &fonts, &shadows);
        let mut bytes = Vec::new();
        let pdf = small.save_to(&mut bytes).ok().and_then(|()| Pdf::new(bytes).ok());
        Self { pdf, without_to_unicode: shadows, hints }
    }
}

/// A catalog and one page that refers to all fonts, so that any reader finds them.
fn add_page_tree(small: &mut Document, fonts: &[ObjectId], shadows: &BTreeMap<ObjectId, ObjectId>) {
    let mut entries = Dictionary::new();
    for (i, id) in fonts.iter().chain(shadows.values()).enumerate() {
        entries.set(format!("F{i}"), Object::Reference(*id));
    }
    let pages = small.new_object_id();
    let page = small.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        "Resources" => dictionary! { "Font" => entries },
    });
    small.objects.insert(
        pages,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)],
        }),
    );
    let root = small.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    small.trailer.set("Root", root);
}

fn is_font(doc: &Document, dict: &Dictionary) -> bool {
    let subtype = object::name(doc, dict, b"Subtype");
    matches!(subtype, Some(b"Type1" | b"MMType1" | b"TrueType" | b"OpenType" | b"Type0" | b"Type3"))
        && (dict.has(b"BaseFont") || dict.has(b"CharProcs") || dict.has(b"DescendantFonts"))
}

/// Gives fonts that are direct objects in a resource dictionary an object of their own.
pub(crate) fn make_fonts_indirect(doc: &mut Document) {
    let mut lists = BTreeSet::new();
    doc.objects.values().for_each(|object| font_lists(object, &mut lists, 0));
    let mut direct = Vec::new();
    for (id, object) in &doc.objects {
        if find_direct_fonts(doc, object, lists.contains(id), 0) {
            direct.push(*id);
        }
    }
    for id in direct {
        let Some(mut object) = doc.objects.remove(&id) else { continue };
        move_direct_fonts(doc, &mut object, lists.contains(&id), 0);
        doc.objects.insert(id, object);
    }
}

/// Collects the objects that are the font dictionary of some resources.
fn font_lists(object: &Object, out: &mut BTreeSet<ObjectId>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    if let Object::Array(items) = object {
        items.iter().for_each(|o| font_lists(o, out, depth + 1));
    }
    for (key, value) in object::as_dict(object).into_iter().flatten() {
        match value {
            Object::Reference(id) if key == b"Font" => {
                out.insert(*id);
            }
            _ => font_lists(value, out, depth + 1),
        }
    }
}

fn find_direct_fonts(doc: &Document, object: &Object, in_fonts: bool, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match object {
        Object::Array(items) => items.iter().any(|o| find_direct_fonts(doc, o, false, depth + 1)),
        Object::Dictionary(d) => find_in_dict(doc, d, in_fonts, depth),
        Object::Stream(s) => find_in_dict(doc, &s.dict, in_fonts, depth),
        _ => false,
    }
}

fn find_in_dict(doc: &Document, dict: &Dictionary, in_fonts: bool, depth: usize) -> bool {
    dict.iter().any(|(key, value)| {
        let direct = in_fonts && value.as_dict().is_ok_and(|d| is_font(doc, d));
        direct || find_direct_fonts(doc, value, key == b"Font", depth + 1)
    })
}

fn move_direct_fonts(doc: &mut Document, object: &mut Object, in_fonts: bool, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match object {
        Object::Array(items) => {
            items.iter_mut().for_each(|o| move_direct_fonts(doc, o, false, depth + 1));
        }
        Object::Dictionary(d) => move_in_dict(doc, d, in_fonts, depth),
        Object::Stream(s) => move_in_dict(doc, &mut s.dict, in_fonts, depth),
        _ => {}
    }
}

fn move_in_dict(doc: &mut Document, dict: &mut Dictionary, in_fonts: bool, depth: usize) {
    for (key, value) in dict.iter_mut() {
        if in_fonts && value.as_dict().is_ok_and(|d| is_font(doc, d)) {
            let id = doc.add_object(value.clone());
            *value = Object::Reference(id);
        } else {
            move_direct_fonts(doc, value, key == b"Font", depth + 1);
        }
    }
}

/// Copies an object and everything it needs. What a Type 3 font draws is not needed to know its
/// codes.
fn copy_with_references(doc: &Document, id: ObjectId, into: &mut Document, depth: usize) {
    if depth > MAX_DEPTH || into.objects.contains_key(&id) {
        return;
    }
    let Some(object) = doc.objects.get(&id) else { return };
    into.objects.insert(id, object.clone());
    let mut wanted = BTreeSet::new();
    references(object, &mut wanted, 0);
    for next in wanted {
        copy_with_references(doc, next, into, depth + 1);
    }
}

fn references(object: &Object, out: &mut BTreeSet<ObjectId>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut in_dict = |d: &Dictionary| {
        for (key, value) in d {
            if !matches!(key.as_slice(), b"Resources" | b"Parent" | b"Metadata") {
                references(value, out, depth + 1);
            }
        }
    };
    match object {
        Object::Reference(id) => {
            out.insert(*id);
        }
        Object::Array(items) => items.iter().for_each(|o| references(o, out, depth + 1)),
        Object::Dictionary(d) => in_dict(d),
        Object::Stream(s) => in_dict(&s.dict),
        _ => {}
    }
}
