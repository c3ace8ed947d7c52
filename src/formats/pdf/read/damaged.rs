//! Objects that stand in a file and do not parse: how much of what viewers show may be lost with them.

use crate::formats::pdf::syntax::object;
use crate::model::Scale;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Deepest nesting of direct objects that is looked through; lopdf itself reads no deeper.
const MAX_DEPTH: usize = 110;
/// Entries through which nothing is drawn: what they lead to is missing in viewers too, and no page is
/// the less for it.
const NOT_DRAWN: [&[u8]; 34] = [
    b"A",
    b"AA",
    b"B",
    b"CIDSet",
    b"CharSet",
    b"ClassMap",
    b"Dest",
    b"DestOutputProfile",
    b"Dests",
    b"First",
    b"IDTree",
    b"Info",
    b"JavaScript",
    b"K",
    b"Last",
    b"LastModified",
    b"Legal",
    b"MarkInfo",
    b"Metadata",
    b"Next",
    b"OpenAction",
    b"Outlines",
    b"OutputIntents",
    b"PageLabels",
    b"ParentTree",
    b"Perms",
    b"PieceInfo",
    b"Prev",
    b"RoleMap",
    b"SpiderInfo",
    b"StructTreeRoot",
    b"Threads",
    b"Thumb",
    b"ViewerPreferences",
];

/// The objects that were lost, each with what it may have drawn.
pub(crate) fn damaged(doc: &Document, lost: &[ObjectId]) -> Vec<(u32, Scale)> {
    let mut drawn: BTreeMap<u32, bool> = lost.iter().map(|(n, _)| (*n, false)).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    entries(&doc.trailer, &mut drawn, 0);
    for found in doc.objects.values() {
        match object::as_dict(found) {
            Some(dict) => entries(dict, &mut drawn, 0),
            // Nothing says what an array by itself is for.
            None => value(found, true, &mut drawn, 0),
        }
    }
    let scale = |number: u32| match drawn.get(&number) {
        Some(false) => Scale::Small,
        _ => Scale::Page,
    };
    lost.iter().map(|(number, _)| (*number, scale(*number))).collect()
}

fn entries(dict: &Dictionary, drawn: &mut BTreeMap<u32, bool>, depth: usize) {
    // A font or an image may be called `A`: only a dictionary that says what it is has these entries.
    let says = |key: &[u8]| dict.get(key).is_ok_and(|o| o.as_name().is_ok());
    let titled = dict.get(b"Title").is_ok_and(|o| o.as_str().is_ok());
    let known = says(b"Type") || says(b"S") || titled || dict.has(b"Root");
    for (key, found) in dict {
        value(found, !known || !NOT_DRAWN.contains(&key.as_slice()), drawn, depth + 1);
    }
}

fn value(found: &Object, draws: bool, drawn: &mut BTreeMap<u32, bool>, depth: usize) {
    match found {
        _ if depth > MAX_DEPTH => {}
        Object::Reference((number, _)) => {
            drawn.entry(*number).and_modify(|known| *known |= draws);
        }
        Object::Array(items) => items.iter().for_each(|item| value(item, draws, drawn, depth + 1)),
        Object::Dictionary(dict) if draws => entries(dict, drawn, depth),
        Object::Dictionary(dict) => {
            dict.iter().for_each(|(_, item)| value(item, false, drawn, depth + 1));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn what_no_page_draws_is_small() {
        let scale = |dict: Dictionary| {
            let mut doc = Document::new();
            doc.add_object(Object::Dictionary(dict));
            damaged(&doc, &[(7, 0)]).first().map(|(_, scale)| *scale)
        };
        let lost = || Object::Reference((7, 0));
        for dict in [
            dictionary! { "Type" => "Catalog", "Outlines" => lost() },
            dictionary! { "Type" => "Page", "PieceInfo" => dictionary! { "X" => lost() } },
            dictionary! { "Title" => Object::string_literal("x"), "Next" => lost() },
            dictionary! { "Type" => "StructElem", "K" => vec![1.into(), lost()] },
        ] {
            assert_eq!(scale(dict), Some(Scale::Small));
        }
        for dict in [
            dictionary! { "Type" => "Page", "Contents" => lost() },
            dictionary! { "Type" => "Page", "Annots" => vec![lost()] },
            dictionary! { "A" => lost(), "F1" => 3 },
            dictionary! { "Type" => "Page", "Resources" => dictionary! { "XObject" => dictionary! { "K" => lost() } } },
        ] {
            assert_eq!(scale(dict), Some(Scale::Page));
        }
    }
}
