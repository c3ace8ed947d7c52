//! What remains of the opinion once the people of a document are known.

use crate::model::Role;
use crate::recognize::readings::SegmentReading;
use crate::recognize::text::lexicon::fold;
use std::collections::BTreeSet;

/// Drops names that only the model sees and that hold nothing but words of somebody's name who acts
/// in public.
pub(crate) fn drop_public(readings: &mut [SegmentReading]) {
    let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
    let mut words: BTreeSet<&str> = BTreeSet::new();
    let named = readings.iter().flat_map(|r| &r.hits);
    for hit in named.filter(|h| public.contains(&h.role) && !h.conflict) {
        if let Some(name) = hit.name.as_ref() {
            words.extend(name.given.iter().map(String::as_str));
            words.extend(name.surname.split([' ', '-']));
            words.insert(&name.surname);
        }
    }
    if words.is_empty() {
        return;
    }
    let words: BTreeSet<String> = words.into_iter().map(str::to_owned).collect();
    for SegmentReading { view, hits, .. } in readings {
        hits.retain(|hit| {
            let learned = hit.evidence.first().is_some_and(|e| e.as_str().starts_with("model "));
            if !learned || public.contains(&hit.role) {
                return true;
            }
            let text = view.text().get(hit.span.start..hit.span.end).unwrap_or_default();
            let mut capitals = text
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .filter(|word| {
                    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some()
                })
                .peekable();
            capitals.peek().is_none() || !capitals.all(|word| words.contains(&fold(word)))
        });
    }
}
