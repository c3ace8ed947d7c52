//! Dictionary entries that a copy may keep, and those that are always removed.

use crate::formats::pdf::redact::scrub::naming::{Naming, NamingDicts};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Entries that a catalog may have (ISO 32000-2, table 29); any other is private.
pub(crate) const CATALOG: [&[u8]; 18] = [
    b"Type",
    b"Version",
    b"Extensions",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"OpenAction",
    b"AcroForm",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Lang",
    b"OutputIntents",
    b"OCProperties",
];

/// Entries that a page may have (table 31).
pub(crate) const PAGE: [&[u8]; 17] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"Tabs",
    b"StructParents",
    b"UserUnit",
    b"Trans",
    b"Dur",
];

/// Keys that are removed from every dictionary, but for those whose keys are names that the file
/// made up: a font may be called `AA`.
const PRIVATE_KEYS: [&[u8]; 6] =
    [b"PieceInfo", b"LastModified", b"Thumb", b"AA", b"Metadata", b"OPI"];

/// Entries of the name dictionary that are kept (table 32).
pub(crate) const NAMES: [&[u8]; 2] = [b"Dests", b"EmbeddedFiles"];

/// Deepest nesting of direct objects; lopdf itself reads no deeper.
const MAX_DEPTH: usize = 110;

pub(crate) fn retain_keys(dict: &mut Dictionary, allowed: &[&[u8]]) -> usize {
    let drop: Vec<Vec<u8>> =
        dict.iter().map(|(k, _)| k.clone()).filter(|k| !allowed.contains(&k.as_slice())).collect();
    for key in &drop {
        dict.remove(key);
    }
    drop.len()
}

/// Removes private entries from all objects; returns how many.
pub(crate) fn remove_private_keys(doc: &mut Document) -> usize {
    let naming = NamingDicts::of(doc);
    let ids: Vec<ObjectId> = doc.objects.keys().copied().collect();
    let mut gone = 0;
    for id in ids {
        let Some(mut object) = doc.objects.remove(&id) else { continue };
        gone += in_object(doc, &mut object, naming.get(id), 0);
        doc.objects.insert(id, object);
    }
    gone
}

fn in_object(doc: &Document, object: &mut Object, naming: Naming, depth: usize) -> usize {
    if depth > MAX_DEPTH {
        return 0;
    }
    match object {
        Object::Array(items) => {
            items.iter_mut().map(|o| in_object(doc, o, Naming::None, depth + 1)).sum()
        }
        Object::Dictionary(d) => in_dict(doc, d, naming, depth),
        Object::Stream(s) => in_dict(doc, &mut s.dict, Naming::None, depth),
        _ => 0,
    }
}

fn in_dict(doc: &Document, dict: &mut Dictionary, naming: Naming, depth: usize) -> usize {
    let mut gone = 0;
    for key in PRIVATE_KEYS {
        let named = dict.get(key).is_ok_and(|value| naming.has(doc, value));
        if !named {
            gone += usize::from(dict.remove(key).is_some());
        }
    }
    for (key, value) in dict.iter_mut() {
        gone += in_object(doc, value, naming.below(key), depth + 1);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    #[test]
    fn what_the_file_calls_by_a_private_key_stays() {
        let mut doc = Document::new();
        let font = doc.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1" });
        let image = doc.add_object(Stream::new(dictionary! { "Subtype" => "Image" }, Vec::new()));
        let xmp = doc.add_object(Stream::new(dictionary! { "Type" => "Metadata" }, Vec::new()));
        let fonts = doc.add_object(dictionary! { "AA" => font, "Metadata" => xmp });
        let resources = dictionary! {
            "Font" => fonts,
            "XObject" => dictionary! { "Thumb" => image, "OPI" => xmp },
        };
        let page = doc.add_object(dictionary! { "Resources" => resources, "AA" => font });
        let states = dictionary! { "Thumb" => image };
        let look = doc.add_object(dictionary! { "AP" => dictionary! { "N" => states }, "AA" => 1 });
        assert_eq!(remove_private_keys(&mut doc), 4);
        let dict = |id: ObjectId| doc.objects[&id].as_dict().unwrap();
        assert!(dict(fonts).has(b"AA") && !dict(fonts).has(b"Metadata") && !dict(page).has(b"AA"));
        let resources = dict(page).get(b"Resources").and_then(Object::as_dict).unwrap();
        let images = resources.get(b"XObject").and_then(Object::as_dict).unwrap();
        assert!(images.has(b"Thumb") && !images.has(b"OPI") && !dict(look).has(b"AA"));
        let states = dict(look).get(b"AP").and_then(Object::as_dict).unwrap();
        assert!(states.get(b"N").and_then(Object::as_dict).unwrap().has(b"Thumb"));
    }
}
