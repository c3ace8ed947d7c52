//! Values in image dictionaries, with references resolved.

use lopdf::{Document, Object};

/// The object behind a chain of references of bounded length.
pub(crate) fn deref<'a>(doc: &'a Document, mut object: &'a Object) -> &'a Object {
    for _ in 0..16 {
        match object {
            Object::Reference(id) => match doc.objects.get(id) {
                Some(next) => object = next,
                None => return &Object::Null,
            },
            other => return other,
        }
    }
    &Object::Null
}

pub(crate) fn as_number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(i) => Some(*i as f64),
        Object::Real(r) => Some(f64::from(*r)),
        _ => None,
    }
}

pub(crate) fn numbers(doc: &Document, object: &Object) -> Option<Vec<f64>> {
    object.as_array().ok()?.iter().map(|o| as_number(deref(doc, o))).collect()
}
