//! Dictionary entries that a copy may keep, and those that are always removed.

use lopdf::{Dictionary, Object};

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

/// Keys that are removed from every dictionary.
pub(crate) const PRIVATE_KEYS: [&[u8]; 6] =
    [b"PieceInfo", b"LastModified", b"Thumb", b"AA", b"Metadata", b"OPI"];

/// Entries of the name dictionary that are kept (table 32).
pub(crate) const NAMES: [&[u8]; 2] = [b"Dests", b"EmbeddedFiles"];

pub(crate) fn retain_keys(dict: &mut Dictionary, allowed: &[&[u8]]) -> usize {
    let drop: Vec<Vec<u8>> =
        dict.iter().map(|(k, _)| k.clone()).filter(|k| !allowed.contains(&k.as_slice())).collect();
    for key in &drop {
        dict.remove(key);
    }
    drop.len()
}

pub(crate) fn remove_private_keys(object: &mut Object, depth: usize) -> usize {
    if depth > 110 {
        return 0;
    }
    match object {
        Object::Array(items) => items.iter_mut().map(|o| remove_private_keys(o, depth + 1)).sum(),
        Object::Dictionary(d) => remove_private_entries(d, depth),
        Object::Stream(s) => remove_private_entries(&mut s.dict, depth),
        _ => 0,
    }
}

pub(crate) fn remove_private_entries(dict: &mut Dictionary, depth: usize) -> usize {
    let mut gone = 0;
    for key in PRIVATE_KEYS {
        gone += usize::from(dict.remove(key).is_some());
    }
    for (_, value) in dict.iter_mut() {
        gone += remove_private_keys(value, depth + 1);
    }
    gone
}
