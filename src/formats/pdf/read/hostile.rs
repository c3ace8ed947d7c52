//! Files that are small and ask for much: looked for before anything is built from them.

use crate::formats::pdf::read::load::LoadedFile;
use crate::formats::pdf::syntax::content_unit::{UnitKey, streams};
use crate::formats::pdf::syntax::filters::decode;
use crate::formats::pdf::syntax::object;
use crate::model::{FormatError, message};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Most bytes of content that pages may show once more that other pages have shown.
const REPEATED: u64 = 64 << 20;

/// Largest code of a character, and most codes that one list of widths may name.
const CODES: i64 = 1 << 20;

/// Deepest nesting in which numbers are looked for; more is not built from either.
const DEPTH: usize = 24;

/// Looks at the numbers by which memory and time are taken.
///
/// # Errors
///
/// [`FormatError::Limit`] if there is one that no document has.
pub(crate) fn refuse(loaded: &LoadedFile) -> Result<(), FormatError> {
    if loaded.doc.objects.values().any(|o| asks_for_much(&loaded.doc, o, 0)) {
        return Err(FormatError::Limit(message!("widths of characters in a font")));
    }
    repeated_content(loaded)
}

/// Content that many pages share is read anew for each of them.
fn repeated_content(loaded: &LoadedFile) -> Result<(), FormatError> {
    let mut uses: BTreeMap<ObjectId, u64> = BTreeMap::new();
    for page in &loaded.pages {
        for id in streams(&loaded.doc, UnitKey::Page(page.id)) {
            *uses.entry(id).or_default() += 1;
        }
    }
    let mut repeated: u64 = 0;
    for (id, times) in uses.into_iter().filter(|(_, times)| *times > 1) {
        let Some(Object::Stream(stream)) = loaded.doc.objects.get(&id) else { continue };
        // What is longer does not decode later either.
        let bytes = decode(stream, REPEATED).map_or(0, |content| content.len() as u64);
        repeated = repeated.saturating_add(bytes.saturating_mul(times - 1));
        if repeated > REPEATED {
            return Err(FormatError::Limit(message!("content that many pages share")));
        }
    }
    Ok(())
}

fn asks_for_much(doc: &Document, object: &Object, depth: usize) -> bool {
    if depth > DEPTH {
        return false;
    }
    match object {
        Object::Array(items) => items.iter().any(|o| asks_for_much(doc, o, depth + 1)),
        Object::Dictionary(dict) => in_dict(doc, dict, depth),
        Object::Stream(stream) => in_dict(doc, &stream.dict, depth),
        _ => false,
    }
}

fn in_dict(doc: &Document, dict: &Dictionary, depth: usize) -> bool {
    let first = object::get(doc, dict, b"FirstChar").and_then(|o| o.as_i64().ok());
    first.is_some_and(|code| code > CODES)
        || wide(doc, dict, b"W", 1)
        || wide(doc, dict, b"W2", 3)
        || dict.iter().any(|(_, value)| asks_for_much(doc, value, depth + 1))
}

/// Whether a list of widths (9.7.4.3) names more codes than there are. `values` is how many numbers
/// follow a range.
fn wide(doc: &Document, dict: &Dictionary, key: &[u8], values: usize) -> bool {
    let Some(items) = object::array(doc, dict, key) else { return false };
    let mut codes: i64 = 0;
    let mut rest = items.iter().map(|item| object::resolve(doc, item).1);
    while let Some(first) = rest.next() {
        let first = object::number(doc, first).map_or(0, |n| n as i64);
        match rest.next() {
            Some(Object::Array(list)) => codes = codes.saturating_add(list.len() as i64),
            Some(last) => {
                let last = object::number(doc, last).map_or(0, |n| n as i64);
                codes = codes.saturating_add(last.saturating_sub(first).max(0));
                rest.by_ref().take(values).for_each(drop);
            }
            None => {}
        }
        if first > CODES || codes > CODES {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn widths(items: Vec<Object>) -> bool {
        let doc = Document::new();
        let font = dictionary! { "DescendantFonts" => vec![dictionary! { "W" => items }.into()] };
        asks_for_much(&doc, &font.into(), 0)
    }

    #[test]
    fn a_range_of_widths_has_an_end() {
        assert!(widths(vec![0.into(), 2_147_483_647.into(), 500.into()]));
        assert!(widths(vec![2_147_483_647.into(), 2_147_483_647.into(), 500.into()]));
        let half = [0.into(), 700_000.into(), 500.into()];
        assert!(widths(half.iter().cloned().chain(half.iter().cloned()).collect()));
        assert!(!widths(vec![
            0.into(),
            65_535.into(),
            500.into(),
            7.into(),
            vec![1.into()].into()
        ]));
    }

    #[test]
    fn a_first_character_is_a_character() {
        let doc = Document::new();
        let font = |first: i64| dictionary! { "FirstChar" => first }.into();
        assert!(asks_for_much(&doc, &font(2_147_483_647), 0));
        assert!(!asks_for_much(&doc, &font(32), 0));
    }
}
