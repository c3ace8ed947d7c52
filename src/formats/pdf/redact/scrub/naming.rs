//! Dictionaries whose keys are names that the file made up: those of resources (ISO 32000-2, 7.8.3),
//! of states of an appearance, of destinations and the like. Such a key says nothing about what it
//! leads to.

use crate::formats::pdf::syntax::object;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// What the entries of a dictionary with names of its own lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Its keys are those of the standard.
    #[default]
    None,
    Fonts,
    /// Images and forms.
    Drawings,
    /// Color spaces.
    Colors,
    /// Patterns, shadings, states of graphics, properties of marked content, roles.
    Dicts,
    /// Glyph procedures, states of an appearance.
    Streams,
    /// Destinations, roles of structure elements.
    Any,
    /// The kinds of an appearance, which lead to states.
    Appearance,
}

impl Naming {
    /// What stands under a key of a dictionary.
    pub(crate) fn below(self, key: &[u8]) -> Self {
        match (self, key) {
            (Self::Appearance, b"N" | b"R" | b"D") => Self::Streams,
            (Self::None, b"Font") => Self::Fonts,
            (Self::None, b"XObject") => Self::Drawings,
            (Self::None, b"ColorSpace") => Self::Colors,
            (Self::None, b"Pattern" | b"Shading" | b"ExtGState" | b"Properties" | b"ClassMap") => {
                Self::Dicts
            }
            (Self::None, b"Colorants") => Self::Colors,
            (Self::None, b"CharProcs") => Self::Streams,
            (Self::None, b"Dests" | b"RoleMap") => Self::Any,
            (Self::None, b"AP") => Self::Appearance,
            _ => Self::None,
        }
    }

    /// Whether a value is such as the entries of this dictionary lead to.
    pub(crate) fn has(self, doc: &Document, value: &Object) -> bool {
        let value = object::resolve(doc, value).1;
        let is = |dict: &Dictionary, key: &[u8], kinds: &[&[u8]]| {
            object::name(doc, dict, key).is_some_and(|kind| kinds.contains(&kind))
        };
        match (self, value) {
            (Self::Fonts, Object::Dictionary(d)) => {
                is(d, b"Type", &[b"Font"]) || d.has(b"BaseFont")
            }
            (Self::Drawings, Object::Stream(s)) => is(&s.dict, b"Subtype", &[b"Image", b"Form"]),
            (Self::Colors, value) => matches!(value, Object::Array(_) | Object::Name(_)),
            (Self::Dicts, value) => {
                matches!(value, Object::Dictionary(_) | Object::Array(_))
                    || matches!(value, Object::Stream(s) if s.dict.has(b"PatternType") || s.dict.has(b"ShadingType"))
            }
            (Self::Streams, Object::Stream(s)) => !is(&s.dict, b"Type", &[b"Metadata"]),
            (Self::Any, value) => !matches!(value, Object::Stream(_)),
            _ => false,
        }
    }
}

/// The dictionaries with names of their own that are objects by themselves.
pub(crate) struct NamingDicts(BTreeMap<ObjectId, Naming>);

impl NamingDicts {
    /// All of them.
    pub(crate) fn of(doc: &Document) -> Self {
        let mut found = BTreeMap::new();
        // An appearance may be an object by itself, and so may its states.
        for _ in 0..2 {
            let known = found.clone();
            for (id, object) in &doc.objects {
                let naming = known.get(id).copied().unwrap_or_default();
                collect(object, naming, 0, &mut found);
            }
        }
        Self(found)
    }

    /// What an object is.
    pub(crate) fn get(&self, id: ObjectId) -> Naming {
        self.0.get(&id).copied().unwrap_or_default()
    }
}

fn collect(object: &Object, naming: Naming, depth: usize, out: &mut BTreeMap<ObjectId, Naming>) {
    if depth > 110 {
        return;
    }
    let dict = match object {
        Object::Array(items) => {
            items.iter().for_each(|item| collect(item, Naming::None, depth + 1, out));
            return;
        }
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (key, value) in dict {
        let below = naming.below(key);
        match value {
            Object::Reference(id) if below != Naming::None => {
                out.insert(*id, below);
            }
            value => collect(value, below, depth + 1, out),
        }
    }
}
