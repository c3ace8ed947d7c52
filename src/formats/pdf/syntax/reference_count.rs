//! How often objects are referred to, so that shared objects can be left alone.

use crate::formats::pdf::syntax::object;
use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of direct objects that is followed.
const MAX_DEPTH: usize = 64;

/// Number of references to each reachable object, and the fonts of form fields.
pub(crate) struct ReferenceCounts {
    counts: BTreeMap<ObjectId, usize>,
    /// Fonts with which a viewer may write itself (12.7.3).
    form_fonts: BTreeSet<ObjectId>,
}

impl ReferenceCounts {
    /// Counts the references in a document.
    pub(crate) fn new(doc: &Document) -> Self {
        let mut out = Self { counts: BTreeMap::new(), form_fonts: BTreeSet::new() };
        let mut open = Vec::new();
        let mut lists = Vec::new();
        for (_, value) in &doc.trailer {
            references(value, 0, &mut open, &mut lists);
        }
        while let Some(id) = open.pop() {
            let count = out.counts.entry(id).or_default();
            *count += 1;
            if *count == 1
                && let Some(object) = doc.objects.get(&id)
            {
                references(object, 0, &mut open, &mut lists);
            }
        }
        for list in lists {
            let fonts = object::as_dict(object::resolve(doc, &list).1)
                .and_then(|resources| object::dict(doc, resources, b"Font"));
            let ids = fonts.into_iter().flatten().filter_map(|(_, f)| f.as_reference().ok());
            out.form_fonts.extend(ids);
        }
        out
    }

    /// Whether a viewer may write with this font.
    pub(crate) fn used_by_form_fields(&self, font: ObjectId) -> bool {
        self.form_fonts.contains(&font)
    }

    /// Whether there is exactly one reference to an object.
    pub(crate) fn is_unique(&self, id: ObjectId) -> bool {
        self.counts.get(&id) == Some(&1)
    }
}

/// Collects all references in an object, and the resources of form fields (`DR`).
fn references(object: &Object, depth: usize, out: &mut Vec<ObjectId>, lists: &mut Vec<Object>) {
    if depth > MAX_DEPTH {
        return;
    }
    if let Object::Reference(id) = object {
        out.push(*id);
    }
    if let Object::Array(items) = object {
        items.iter().for_each(|o| references(o, depth + 1, out, lists));
    }
    for (key, value) in object::as_dict(object).into_iter().flatten() {
        if key == b"DR" {
            lists.push(value.clone());
        }
        references(value, depth + 1, out, lists);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn only_what_can_be_reached_counts() {
        let mut doc = Document::with_version("1.7");
        let font = doc.add_object(dictionary! { "Type" => "Font" });
        let other = doc.add_object(dictionary! { "Type" => "Font" });
        let fonts = dictionary! { "F" => font };
        let fields = dictionary! { "DR" => dictionary! { "Font" => fonts } };
        let root = doc.add_object(dictionary! { "AcroForm" => fields, "X" => other });
        doc.add_object(dictionary! { "Y" => other });
        doc.trailer.set("Root", root);
        let uses = ReferenceCounts::new(&doc);
        assert!(uses.is_unique(font) && uses.is_unique(other));
        assert!(uses.used_by_form_fields(font) && !uses.used_by_form_fields(other));
        assert!(!uses.is_unique((99, 0)));
    }
}
