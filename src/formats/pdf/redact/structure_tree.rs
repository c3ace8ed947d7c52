//! The structure tree of a tagged file (ISO 32000-2, 14.7): each box gets an element with an
//! alternative text, in reading order, and elements lose the text that stands in for removed
//! content.

use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::text::edited_canvas::EditedCanvas;
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::pdf::syntax::{object, text_string};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Deepest structure tree that is walked.
const MAX_DEPTH: usize = 200;

/// The element that owns each marked-content sequence: (page, identifier) -> element.
type Owners = BTreeMap<(ObjectId, i64), ObjectId>;

/// The identifier of each box's sequence, where the page is tagged: (index of the edited canvas,
/// index of the box) -> identifier.
pub(crate) type Sequences = BTreeMap<(usize, usize), i64>;

/// Adds elements for boxes, and clears those of sequences from which text was removed.
pub(crate) fn tag_boxes(
    job: &mut RedactionJob<'_>,
    doc: &mut Document,
    edited_canvases: &[EditedCanvas],
) -> Sequences {
    let mut out = Sequences::new();
    let owners = sequence_owners(doc);
    if owners.is_empty() {
        return out;
    }
    for (w, edited) in edited_canvases.iter().enumerate() {
        let spec = job.document.canvas(edited.index);
        let (Some(_), UnitKey::Page(page)) = (spec.page, spec.key) else { continue };
        let mut next = next_number(&owners, page);
        let mut cut = BTreeSet::new();
        for g in &edited.reflow.plan.removed {
            let show = edited.canvas().show(edited.canvas().glyph(*g));
            cut.extend(sequence_number(edited, show.marked).and_then(|id| owners.get(&(page, id))));
        }
        for element in &cut {
            clear_alternatives(doc, *element);
        }
        for (b, label_box) in edited.reflow.boxes.iter().enumerate() {
            let mark = &job.order(label_box.order).mark;
            let Some(glyph) = label_box.glyph.map(|g| edited.canvas().glyph(g)) else { continue };
            let show = edited.canvas().show(glyph);
            let Some(id) = sequence_number(edited, show.marked) else { continue };
            let Some(owner) = owners.get(&(page, id)) else { continue };
            if !label_box.shows_label(&mark.label) {
                continue;
            }
            add_span(doc, page, *owner, id, next, &mark.alt);
            out.insert((w, b), next);
            next += 1;
        }
    }
    job.note("boxes-tagged", out.len());
    out
}

/// The identifier of the innermost sequence around a glyph that has one.
fn sequence_number(edited: &EditedCanvas, marked: Option<u32>) -> Option<i64> {
    let mut at = marked;
    while let Some(marked) = at.and_then(|m| edited.canvas().marked.get(m as usize)) {
        if marked.id.is_some() {
            return marked.id;
        }
        at = marked.parent;
    }
    None
}

fn next_number(owners: &Owners, page: ObjectId) -> i64 {
    let numbers = owners.range((page, i64::MIN)..=(page, i64::MAX)).map(|((_, id), _)| *id);
    numbers.max().unwrap_or(-1) + 1
}

fn structure_tree_root(doc: &Document) -> Option<&Dictionary> {
    let catalog = object::as_dict(object::resolve(doc, doc.trailer.get(b"Root").ok()?).1)?;
    object::dict(doc, catalog, b"StructTreeRoot")
}

fn sequence_owners(doc: &Document) -> Owners {
    let mut out = Owners::new();
    let Some(kids) = structure_tree_root(doc).and_then(|r| r.get(b"K").ok()) else { return out };
    let mut seen = BTreeSet::new();
    collect_owners(doc, kids, None, None, &mut seen, &mut out, 0);
    out
}

/// Walks an entry of `K` (14.7.2): an element, the identifier of a sequence, a reference to either,
/// or an array.
fn collect_owners(
    doc: &Document,
    object: &Object,
    owner: Option<ObjectId>,
    page: Option<ObjectId>,
    seen: &mut BTreeSet<ObjectId>,
    out: &mut Owners,
    depth: usize,
) {
    if depth > MAX_DEPTH {
        return;
    }
    let (id, object) = object::resolve(doc, object);
    match object {
        Object::Integer(number) => {
            if let (Some(owner), Some(page)) = (owner, page) {
                out.insert((page, *number), owner);
            }
        }
        Object::Array(items) => {
            items.iter().for_each(|i| collect_owners(doc, i, owner, page, seen, out, depth + 1));
        }
        Object::Dictionary(dict) => {
            let page = dict.get(b"Pg").ok().and_then(|p| p.as_reference().ok()).or(page);
            if let Some(number) = object::get(doc, dict, b"MCID").and_then(|n| n.as_i64().ok()) {
                if let (Some(owner), Some(page)) = (owner, page) {
                    out.insert((page, number), owner);
                }
                return;
            }
            let Some(id) = id.filter(|id| seen.insert(*id)) else { return };
            if let Ok(kids) = dict.get(b"K") {
                collect_owners(doc, kids, Some(id), page, seen, out, depth + 1);
            }
        }
        _ => {}
    }
}

/// Clears the text that stands in for an element's content, and its dimensions, when a part of it
/// is removed.
fn clear_alternatives(doc: &mut Document, element: ObjectId) {
    if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&element) {
        for key in [&b"ActualText"[..], b"Alt", b"E"] {
            if dict.has(key) {
                dict.set(key, Object::string_literal(""));
            }
        }
        if let Ok(Object::Dictionary(layout)) = dict.get_mut(b"A") {
            for key in [&b"BBox"[..], b"Width", b"Height"] {
                layout.remove(key);
            }
        }
    }
}

/// Inserts a `Span` with an alternative text after the sequence from which text was removed.
fn add_span(
    doc: &mut Document,
    page: ObjectId,
    owner: ObjectId,
    after: i64,
    number: i64,
    alt: &str,
) {
    let alt = Object::String(text_string::encode(alt), lopdf::StringFormat::Hexadecimal);
    let span = doc.add_object(dictionary! {
        "Type" => "StructElem",
        "S" => "Span",
        "P" => owner,
        "Pg" => page,
        "K" => number,
        "Alt" => alt,
    });
    let kids = doc.objects.get(&owner).and_then(object::as_dict).and_then(|d| d.get(b"K").ok());
    let mut kids = match kids.map(|k| object::resolve(doc, k)) {
        Some((_, Object::Array(items))) => items.clone(),
        Some((Some(id), _)) => vec![Object::Reference(id)],
        Some((None, single)) => vec![single.clone()],
        None => Vec::new(),
    };
    let is_it = |k: &Object| match object::resolve(doc, k).1 {
        Object::Integer(n) => *n == after,
        Object::Dictionary(d) => d.get(b"MCID").and_then(Object::as_i64).ok() == Some(after),
        _ => false,
    };
    let at = kids.iter().position(is_it).map_or(kids.len(), |i| i + 1);
    kids.insert(at, Object::Reference(span));
    if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&owner) {
        dict.set("K", Object::Array(kids));
    }
    add_to_parent_tree(doc, page, number, span);
}

/// Enters a sequence in the tree that leads from content to elements (14.7.5.4).
fn add_to_parent_tree(doc: &mut Document, page: ObjectId, number: i64, element: ObjectId) {
    let parents = doc
        .objects
        .get(&page)
        .and_then(object::as_dict)
        .and_then(|d| object::get(doc, d, b"StructParents")?.as_i64().ok());
    let tree = structure_tree_root(doc).and_then(|r| r.get(b"ParentTree").ok()).cloned();
    let (Some(key), Some(tree)) = (parents, tree) else { return };
    let Some((leaf, at)) = find_leaf(doc, &tree, key, 0) else { return };
    let Some(value) = nums(doc, leaf).and_then(|n| n.get(at + 1)).cloned() else { return };
    let (id, list) = object::resolve(doc, &value);
    let Object::Array(list) = list else { return };
    let mut list = list.clone();
    let Ok(index) = usize::try_from(number) else { return };
    if index > list.len() + 100_000 {
        return;
    }
    if list.len() <= index {
        list.resize(index + 1, Object::Null);
    }
    if let Some(slot) = list.get_mut(index) {
        *slot = Object::Reference(element);
    }
    let list = Object::Array(list);
    match id {
        Some(id) => {
            doc.objects.insert(id, list);
        }
        None => {
            if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&leaf)
                && let Ok(Object::Array(nums)) = dict.get_mut(b"Nums")
                && let Some(slot) = nums.get_mut(at + 1)
            {
                *slot = list;
            }
        }
    }
}

fn nums(doc: &Document, leaf: ObjectId) -> Option<&Vec<Object>> {
    object::array(doc, doc.objects.get(&leaf).and_then(object::as_dict)?, b"Nums")
}

/// The node of a number tree that holds a key, and the index of that key in its list.
fn find_leaf(doc: &Document, node: &Object, key: i64, depth: usize) -> Option<(ObjectId, usize)> {
    if depth > MAX_DEPTH {
        return None;
    }
    let (Some(id), Object::Dictionary(dict)) = object::resolve(doc, node) else { return None };
    if let Some(nums) = nums(doc, id) {
        let at = nums.iter().step_by(2).position(|n| n.as_i64().ok() == Some(key));
        if let Some(at) = at {
            return Some((id, at * 2));
        }
    }
    let kids = object::array(doc, dict, b"Kids")?;
    kids.iter().find_map(|k| find_leaf(doc, k, key, depth + 1))
}
