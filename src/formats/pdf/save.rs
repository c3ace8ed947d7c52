//! Writing one revision: garbage collected, with object streams, the same bytes every time.

use crate::model::FormatError;
use lopdf::{Document, Object, SaveOptions};
use sha2::{Digest, Sha256};

/// The file. `classic`: without object and cross-reference streams (7.5.7, 7.5.8).
pub(super) fn save(mut doc: Document, classic: bool) -> Result<Vec<u8>, FormatError> {
    doc.prune_objects();
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && stream.dict.get(b"Filter").is_err()
            && stream.dict.get_type().is_ok_and(|t| t != b"Metadata")
                | stream.dict.get(b"Type").is_err()
        {
            // A stream that does not compress stays as it is.
            let _ = stream.compress();
        }
    }
    let id = Object::String(identifier(&doc), lopdf::StringFormat::Hexadecimal);
    doc.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    if !classic && doc.version.as_str() < "1.5" {
        "1.5".clone_into(&mut doc.version);
    }
    let options =
        SaveOptions::builder().use_object_streams(!classic).use_xref_streams(!classic).build();
    let mut out = Vec::new();
    doc.save_with_options(&mut out, options)
        .map_err(|e| FormatError::Damaged(format!("niet weg te schrijven: {}", e.kind())))?;
    Ok(out)
}

/// A file identifier from what the copy holds, so that it leads back to no original (14.4).
fn identifier(doc: &Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (id, object) in &doc.objects {
        hash.update(id.0.to_be_bytes());
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize()[..16].to_vec()
}
