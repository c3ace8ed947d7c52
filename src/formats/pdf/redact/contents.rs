//! Writing edited content back to the objects, and adding to it.

use crate::formats::pdf::syntax::content_unit::{self, ContentUnit, UnitKey};
use crate::formats::pdf::syntax::object::{self, set_stream};
use crate::formats::splice::{self, Splice};
use crate::model::{FormatError, message};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// The new bytes of an edited unit.
pub(crate) enum EditedContent {
    /// All streams become one.
    Whole(Vec<u8>),
    /// Each stream that changes keeps its part.
    Parts(Vec<(ObjectId, Vec<u8>)>),
}

/// Carries out the edits of one unit. Each stream of a page keeps its part, unless a token crosses
/// the end of a stream or another page draws the same stream. `finish` is applied to the bytes last.
///
/// # Errors
///
/// [`FormatError::NotRemoved`] if edits overlap.
pub(crate) fn edited(
    unit: &ContentUnit,
    splices: Vec<Splice>,
    shared: impl Fn(&ObjectId) -> bool,
    finish: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<EditedContent, FormatError> {
    let clash = |e| FormatError::not_removed_by(message!("edits overlap"), e);
    let part_of =
        |s: &Splice| unit.parts.iter().position(|(_, r)| r.start <= s.start && s.end <= r.end);
    let parts: Option<Vec<usize>> = splices.iter().map(part_of).collect();
    let repeated = {
        let ids: BTreeSet<ObjectId> = unit.parts.iter().map(|(id, _)| *id).collect();
        ids.len() != unit.parts.len()
    };
    let page = matches!(unit.key, UnitKey::Page(_));
    let shares = || page && unit.parts.iter().any(|(id, _)| shared(id));
    // An operator whose operands are in another stream cannot be rearranged without them.
    let Some(parts) = parts.filter(|_| !unit.split && !repeated && !shares()) else {
        let bytes = splice::apply(&unit.bytes, splices).map_err(clash)?;
        return Ok(EditedContent::Whole(finish(bytes)));
    };
    let mut by_part: BTreeMap<usize, Vec<Splice>> = BTreeMap::new();
    for (part, splice) in parts.into_iter().zip(splices) {
        by_part.entry(part).or_default().push(splice);
    }
    let mut out = Vec::new();
    for (part, mut splices) in by_part {
        let Some((id, range)) = unit.parts.get(part) else { continue };
        for s in &mut splices {
            s.start -= range.start;
            s.end -= range.start;
        }
        let bytes = splice::apply(unit.slice(range), splices).map_err(clash)?;
        out.push((*id, finish(bytes)));
    }
    Ok(EditedContent::Parts(out))
}

/// Writes edited bytes back.
pub(crate) fn put(doc: &mut Document, key: UnitKey, content: EditedContent) {
    match content {
        EditedContent::Whole(bytes) => replace_contents(doc, key, bytes),
        EditedContent::Parts(parts) => {
            parts.into_iter().for_each(|(id, bytes)| set_stream(doc, id, bytes));
        }
    }
}

/// Replaces all streams of a unit by a single one.
fn replace_contents(doc: &mut Document, key: UnitKey, bytes: Vec<u8>) {
    match key {
        UnitKey::Stream(id) => set_stream(doc, id, bytes),
        UnitKey::Page(page) => {
            let id = doc.add_object(Stream::new(dictionary! {}, bytes));
            if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&page) {
                page.set("Contents", Object::Reference(id));
            }
        }
    }
}

/// Draws on top of everything that a unit draws, whatever state it leaves behind.
pub(crate) fn draw_on_top(doc: &mut Document, unit: &ContentUnit, content: &str) {
    let (before, after) = balance(unit);
    let tail = format!("\n{after}{content}");
    match unit.key {
        UnitKey::Stream(id) => {
            let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) else { return };
            let Ok(old) = stream.get_plain_content() else { return };
            let mut bytes = before.into_bytes();
            bytes.extend_from_slice(&old);
            bytes.extend_from_slice(tail.as_bytes());
            stream.set_plain_content(bytes);
        }
        UnitKey::Page(id) => {
            let parts = match doc.objects.get(&id).and_then(object::as_dict) {
                Some(_) => content_unit::streams(doc, unit.key),
                None => return,
            };
            let head = doc.add_object(Stream::new(dictionary! {}, before.into_bytes()));
            let tail = doc.add_object(Stream::new(dictionary! {}, tail.into_bytes()));
            let all = [head].into_iter().chain(parts).chain([tail]).map(Object::Reference);
            let all = Object::Array(all.collect());
            if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&id) {
                page.set("Contents", all);
            }
        }
    }
}

/// Operators to put before and after a unit so that its graphics state ends where it began.
pub(crate) fn balance(unit: &ContentUnit) -> (String, String) {
    let (mut depth, mut lowest, mut text) = (0i64, 0i64, false);
    for op in &unit.content.ops {
        match unit.keyword(op) {
            b"q" => depth += 1,
            b"Q" => {
                depth -= 1;
                lowest = lowest.min(depth);
            }
            b"BT" => text = true,
            b"ET" => text = false,
            _ => {}
        }
    }
    let before = "q\n".repeat(usize::try_from(1 - lowest).unwrap_or(1));
    let open = usize::try_from(1 - lowest + depth).unwrap_or(0);
    let after = format!("{}{}", if text { "ET\n" } else { "" }, "Q\n".repeat(open));
    (before, after)
}

/// Gives a page or form a resource, without changing resources that it shares.
pub(crate) fn add_resource(
    doc: &mut Document,
    key: UnitKey,
    kind: &[u8],
    name: &str,
    id: ObjectId,
) {
    let (UnitKey::Page(owner) | UnitKey::Stream(owner)) = key;
    let mut resources = own_resources(doc, key);
    let mut entries = match resources.get(kind) {
        Ok(o) => object::as_dict(object::resolve(doc, o).1).cloned().unwrap_or_default(),
        Err(_) => Dictionary::new(),
    };
    entries.set(name, Object::Reference(id));
    resources.set(kind, Object::Dictionary(entries));
    match doc.objects.get_mut(&owner) {
        Some(Object::Dictionary(d)) => d.set("Resources", Object::Dictionary(resources)),
        Some(Object::Stream(s)) => s.dict.set("Resources", Object::Dictionary(resources)),
        _ => {}
    }
}

/// A form without resources uses those of the page (7.8.3): it gets a copy before anything is
/// added.
pub(crate) fn inherit_resources(doc: &mut Document, key: UnitKey, page: Option<&Object>) {
    let UnitKey::Stream(id) = key else { return };
    if let (Some(Object::Stream(stream)), Some(resources)) = (doc.objects.get_mut(&id), page)
        && !stream.dict.has(b"Resources")
    {
        stream.dict.set("Resources", resources.clone());
    }
}

/// The resources of a page or form, own or inherited (7.7.3.4).
pub(crate) fn own_resources(doc: &Document, key: UnitKey) -> Dictionary {
    let (UnitKey::Page(owner) | UnitKey::Stream(owner)) = key;
    let mut at = doc.objects.get(&owner).and_then(object::as_dict);
    for _ in 0..64 {
        let Some(dict) = at else { break };
        if let Some(found) = object::dict(doc, dict, b"Resources") {
            return found.clone();
        }
        at = object::dict(doc, dict, b"Parent");
    }
    Dictionary::new()
}
