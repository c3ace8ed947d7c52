//! Accessors for lopdf objects that follow references and never fail: what is missing or of the
//! wrong type is `None`.

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Longest chain of references that is followed.
const MAX_HOPS: usize = 32;

/// The object behind a chain of references, and the id of the last one.
pub(crate) fn resolve<'a>(
    doc: &'a Document,
    mut object: &'a Object,
) -> (Option<ObjectId>, &'a Object) {
    let mut id = None;
    for _ in 0..MAX_HOPS {
        let Object::Reference(next) = object else { return (id, object) };
        id = Some(*next);
        match doc.objects.get(next) {
            Some(found) => object = found,
            None => return (id, &Object::Null),
        }
    }
    (id, &Object::Null)
}

/// The value of a key, with references resolved; `None` if it is null.
pub(crate) fn get<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let object = resolve(doc, dict.get(key).ok()?).1;
    if object.is_null() { None } else { Some(object) }
}

/// The dictionary of a dictionary or stream object.
pub(crate) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(d) => Some(d),
        Object::Stream(s) => Some(&s.dict),
        _ => None,
    }
}

/// A dictionary under a key.
pub(crate) fn dict<'a>(
    doc: &'a Document,
    dict: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    as_dict(get(doc, dict, key)?)
}

/// A stream under a key, with its id.
pub(crate) fn stream<'a>(
    doc: &'a Document,
    dict: &'a Dictionary,
    key: &[u8],
) -> Option<(ObjectId, &'a Stream)> {
    match resolve(doc, dict.get(key).ok()?) {
        (Some(id), Object::Stream(s)) => Some((id, s)),
        _ => None,
    }
}

/// A name under a key.
pub(crate) fn name<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    get(doc, dict, key)?.as_name().ok()
}

/// An array under a key.
pub(crate) fn array<'a>(
    doc: &'a Document,
    dict: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Vec<Object>> {
    get(doc, dict, key)?.as_array().ok()
}

/// A number, whole or real.
pub(crate) fn number(doc: &Document, object: &Object) -> Option<f64> {
    match resolve(doc, object).1 {
        #[allow(clippy::cast_precision_loss)]
        Object::Integer(i) => Some(*i as f64),
        Object::Real(r) => Some(f64::from(*r)),
        _ => None,
    }
}

/// All numbers of an array under a key.
pub(crate) fn numbers(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
    array(doc, dict, key)?.iter().map(|o| number(doc, o)).collect()
}

/// A rectangle under a key, with its corners in order.
pub(crate) fn rect(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Rect> {
    let n = numbers(doc, dict, key)?;
    let [x0, y0, x1, y1] = n.get(..4)?.try_into().ok()?;
    Some(Rect::new(x0, y0, x1, y1).abs())
}

/// A transformation matrix under a key; the identity if there is none.
pub(crate) fn matrix(doc: &Document, dict: &Dictionary, key: &[u8]) -> Affine {
    numbers(doc, dict, key)
        .and_then(|n| <[f64; 6]>::try_from(n).ok())
        .map_or(Affine::IDENTITY, Affine::new)
}

/// Whether a dictionary has this `Type`.
pub(crate) fn is_type(doc: &Document, dict: &Dictionary, kind: &[u8]) -> bool {
    name(doc, dict, b"Type") == Some(kind)
}

pub(crate) fn set_stream(doc: &mut Document, id: ObjectId, bytes: Vec<u8>) {
    if let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) {
        stream.set_plain_content(bytes);
        stream.allows_compression = true;
    }
}

/// Sets the lengths of the parts of a font program (table 125), as far as it has them.
pub(crate) fn set_lengths(doc: &mut Document, id: ObjectId, lengths: &[usize]) {
    let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) else { return };
    for (key, length) in ["Length1", "Length2", "Length3"].iter().zip(lengths) {
        if stream.dict.has(key.as_bytes()) {
            stream.dict.set(*key, i64::try_from(*length).unwrap_or(i64::MAX));
        }
    }
}
