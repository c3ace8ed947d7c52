//! Images in a copy: those that nothing draws, and metadata in their coding.

use crate::formats::pdf::image::{self, blank};
use crate::formats::pdf::read::object_walk::StreamUse;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::syntax::object;
use lopdf::{Document, Object, ObjectId, Stream};

/// Replaces images that nothing draws by blank ones; returns how many.
pub(crate) fn blank_unused(job: &RedactionJob<'_>, doc: &mut Document) -> usize {
    let drawn = &job.document.image_counts;
    let mut masks = std::collections::BTreeSet::new();
    for id in drawn.keys() {
        let Some(dict) = doc.objects.get(id).and_then(object::as_dict) else { continue };
        for key in [&b"SMask"[..], b"Mask"] {
            masks.extend(dict.get(key).ok().and_then(|o| o.as_reference().ok()));
        }
    }
    let unused: Vec<ObjectId> = job
        .document
        .walked
        .streams
        .iter()
        .filter(|(_, usage)| **usage == StreamUse::Image)
        .map(|(id, _)| *id)
        .filter(|id| !drawn.contains_key(id) && !masks.contains(id))
        .collect();
    for id in &unused {
        doc.objects.insert(*id, Object::Stream(blank::white()));
    }
    unused.len()
}

/// Removes Exif, XMP and the like from every image; returns from how many.
pub(crate) fn strip_metadata(doc: &mut Document) -> usize {
    let stripped: Vec<(ObjectId, Stream)> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let Object::Stream(stream) = object else { return None };
            let picture = object::name(doc, &stream.dict, b"Subtype") == Some(b"Image");
            Some((*id, image::strip_metadata(doc, stream).filter(|_| picture)?))
        })
        .collect();
    let count = stripped.len();
    for (id, stream) in stripped {
        doc.objects.insert(id, Object::Stream(stream));
    }
    count
}
