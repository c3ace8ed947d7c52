//! Interactive features (ISO 32000-2, clause 12): signatures, actions, forms and annotations.

use crate::formats::pdf::read::string_class::is_signature;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::redact::scrub::keys::{NAMES, retain_keys};
use crate::formats::pdf::syntax::object;
use crate::model::Extras;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// Annotations that are remarks by reviewers (12.5.6).
const REMARKS: [&[u8]; 10] = [
    b"Text",
    b"Popup",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Ink",
    b"FileAttachment",
    b"Redact",
];

/// A signature does not survive a change: its value is removed, and a note says so (12.8).
pub(crate) fn drop_signatures(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let signatures: BTreeSet<ObjectId> = doc
        .objects
        .iter()
        .filter(|(_, o)| object::as_dict(o).is_some_and(|d| is_signature(doc, d)))
        .map(|(id, _)| *id)
        .collect();
    let mut count = signatures.len();
    for object in doc.objects.values_mut() {
        let Object::Dictionary(dict) = object else { continue };
        let value = match dict.get(b"V") {
            Ok(Object::Reference(id)) => signatures.contains(id),
            Ok(Object::Dictionary(d)) => {
                let direct = d.has(b"ByteRange");
                count += usize::from(direct);
                direct
            }
            _ => false,
        };
        if value {
            dict.remove(b"V");
        }
        if [&b"FT"[..], b"T", b"Subtype"].iter().any(|key| dict.has(key)) {
            dict.remove(b"Lock");
            dict.remove(b"SV");
        }
    }
    for id in signatures {
        doc.objects.insert(id, Object::Null);
    }
    job.note("signature-dropped", count);
}

/// Removes actions that run something: scripts, programs, form submission (12.6.4).
pub(crate) fn drop_actions(doc: &mut Document) {
    let runs = |doc: &Document, dict: &Dictionary| {
        matches!(
            object::name(doc, dict, b"S"),
            Some(b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"Rendition")
        ) || (dict.has(b"JS") && dict.has(b"S"))
    };
    let ids: Vec<ObjectId> = doc.objects.keys().copied().collect();
    for id in ids {
        let Some(mut object) = doc.objects.remove(&id) else { continue };
        let whole = matches!(&object, Object::Dictionary(dict) if runs(doc, dict));
        if whole {
            object = Object::Null;
        } else {
            each_part(&mut object, 0, &mut |part| {
                if matches!(part, Object::Dictionary(dict) if runs(doc, dict)) {
                    *part = Object::Null;
                }
            });
        }
        doc.objects.insert(id, object);
    }
}

/// Visits all direct objects within an object, however deep.
fn each_part(object: &mut Object, depth: usize, visit: &mut impl FnMut(&mut Object)) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut part = |part: &mut Object| {
        visit(part);
        each_part(part, depth + 1, visit);
    };
    match object {
        Object::Array(items) => items.iter_mut().for_each(part),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, value)| part(value)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| part(value)),
        _ => {}
    }
}

/// Deepest nesting of direct objects; lopdf itself reads no deeper.
const MAX_DEPTH: usize = 110;

pub(crate) fn prune_name_trees(doc: &mut Document, root: ObjectId) {
    let Some(catalog) = doc.objects.get(&root).and_then(object::as_dict) else { return };
    let Ok(names) = catalog.get(b"Names") else { return };
    match object::resolve(doc, names) {
        (Some(id), Object::Dictionary(_)) => {
            if let Some(Object::Dictionary(names)) = doc.objects.get_mut(&id) {
                retain_keys(names, &NAMES);
            }
        }
        (None, Object::Dictionary(_)) => {
            if let Some(Object::Dictionary(catalog)) = doc.objects.get_mut(&root)
                && let Ok(Object::Dictionary(names)) = catalog.get_mut(b"Names")
            {
                retain_keys(names, &NAMES);
            }
        }
        _ => {}
    }
}

/// Removes XFA, which duplicates the form (12.7.8), and the signature flags.
pub(crate) fn scrub_form(doc: &mut Document, root: ObjectId) {
    let Some(catalog) = doc.objects.get(&root).and_then(object::as_dict) else { return };
    let id = catalog.get(b"AcroForm").ok().and_then(|f| object::resolve(doc, f).0).unwrap_or(root);
    let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) else { return };
    let form = if id == root { dict.get_mut(b"AcroForm").ok() } else { None };
    let form = match form {
        Some(Object::Dictionary(form)) => form,
        Some(_) => return,
        None => dict,
    };
    form.remove(b"XFA");
    form.remove(b"SigFlags");
}

/// Removes from an annotation who made it and when. Of a form field, `T` is the name.
fn without_author(dict: &mut Dictionary, subtype: &[u8]) {
    let who: &[&[u8]] =
        if subtype == b"Widget" { &[b"M"] } else { &[b"T", b"CreationDate", b"M", b"NM"] };
    for key in who {
        dict.remove(key);
    }
}

/// Removes the authors of remarks, and the remarks themselves if extras are dropped.
pub(crate) fn scrub_annotations(job: &mut RedactionJob<'_>, doc: &mut Document) {
    let mut remarks = BTreeSet::new();
    let kind = |doc: &Document, dict: &Dictionary| {
        object::name(doc, dict, b"Subtype").filter(|_| dict.has(b"Rect")).map(<[u8]>::to_vec)
    };
    let ids: Vec<(ObjectId, Vec<u8>)> = doc
        .objects
        .iter()
        .filter_map(|(id, o)| Some((*id, kind(doc, o.as_dict().ok()?)?)))
        .collect();
    for (id, subtype) in ids {
        if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&id) {
            without_author(dict, &subtype);
        }
        if REMARKS.contains(&subtype.as_slice()) {
            remarks.insert(id);
        }
    }
    for object in doc.objects.values_mut() {
        each_part(object, 0, &mut |part| {
            let Object::Dictionary(dict) = part else { return };
            let subtype = dict.get(b"Subtype").and_then(Object::as_name).map(<[u8]>::to_vec);
            if let (true, Ok(subtype)) = (dict.has(b"Rect"), subtype) {
                without_author(dict, &subtype);
            }
        });
    }
    if job.treatment.extras != Extras::Drop {
        return;
    }
    job.note("remarks-removed", remarks.len());
    for page in &job.document.pages {
        let Some(dict) = doc.objects.get(&page.id).and_then(object::as_dict) else { continue };
        let Some(annots) = object::array(doc, dict, b"Annots") else { continue };
        let kept: Vec<Object> = annots
            .iter()
            .filter(|a| !a.as_reference().is_ok_and(|id| remarks.contains(&id)))
            .cloned()
            .collect();
        if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&page.id) {
            page.set("Annots", Object::Array(kept));
        }
    }
    for id in remarks {
        doc.objects.insert(id, Object::Null);
    }
}
