//! Encryption as the object library does not read it: of attached files alone, and said in more than one
//! object.

use crate::formats::pdf::read::stream_repair;
use crate::formats::pdf::syntax::{object, serialize};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

/// Deepest nesting of what an encryption says.
const DEPTH: usize = 6;

/// The key of the encryption in a trailer, with its last letter changed.
pub(super) const MASKED: &[u8] = b"Encrypx";

/// A file of which only attached files are encrypted, as one that is not; those stay as they are, and
/// cannot be read. The objects in object streams of an encrypted file are not reached otherwise.
pub(super) fn without(body: &[u8], options: &LoadOptions) -> Option<Vec<u8>> {
    let doc = Document::load_mem_with_options(body, options.clone()).ok()?;
    let locked = doc.is_encrypted() && !doc.was_encrypted() && only_files_are_locked(&doc);
    let mut out = locked.then(|| body.to_vec())?;
    let places: Vec<usize> = memchr::memmem::find_iter(body, b"/Encrypt").collect();
    for at in places {
        // `/EncryptMetadata` is another key.
        let other = body.get(at + 8).is_some_and(u8::is_ascii_alphanumeric);
        if let Some(letter) = out.get_mut(at + 7).filter(|_| !other) {
            *letter = b'x';
        }
    }
    Some(out)
}

/// Whether strings and streams are as they are, and only attached files are encrypted (7.6.6).
fn only_files_are_locked(doc: &Document) -> bool {
    let encryption = doc.trailer.get(b"Encrypt").ok().map(|e| object::resolve(doc, e).1);
    let Some(dict) = encryption.and_then(object::as_dict) else { return false };
    let plain = |key: &[u8]| object::name(doc, dict, key).is_none_or(|name| name == b"Identity");
    let version = object::get(doc, dict, b"V").and_then(|v| v.as_i64().ok());
    matches!(version, Some(4 | 5)) && plain(b"StmF") && plain(b"StrF")
}

/// A file whose encryption leads to other objects, with all that it says in one of them: the library follows
/// no references there, and takes what is locked for open. It is written behind the file, as a revision.
pub(super) fn in_one_object(body: &[u8], options: &LoadOptions) -> Option<Vec<u8>> {
    let doc = Document::load_mem_with_options(body, options.clone()).ok()?;
    let (number, generation) = encryption(body)?;
    // The library keeps it no longer once it has opened the file.
    let place = stream_repair::place_of(&doc, body, (number, generation))?;
    let rest = body.get(place..)?;
    let dict = stream_repair::dictionary(rest.get(..memchr::memmem::find(rest, b"endobj")?)?)?;
    if !leads_elsewhere(&dict, 0) {
        return None;
    }
    let whole = Object::Dictionary(flat(&doc, &dict, 0));
    let previous = startxref(body)?;
    let mut out = body.to_vec();
    out.push(b'\n');
    let place = out.len();
    out.extend(format!("{number} {generation} obj\n").into_bytes());
    serialize::write_value(&whole, &mut out);
    out.extend(b"\nendobj\n");
    let table = out.len();
    out.extend(
        format!("xref\n{number} 1\n{place:010} {generation:05} n \ntrailer\n<<").into_bytes(),
    );
    out.extend(format!("/Size {}/Prev {previous}", doc.max_id.checked_add(1)?).into_bytes());
    out.extend(format!("/Encrypt {number} {generation} R").into_bytes());
    for key in [&b"Root"[..], b"Info", b"ID"] {
        let Ok(value) = doc.trailer.get(key) else { continue };
        serialize::write_name(key, &mut out);
        out.push(b' ');
        match value {
            Object::Reference((n, g)) => out.extend(format!("{n} {g} R").into_bytes()),
            other => serialize::write_value(other, &mut out),
        }
    }
    out.extend(format!(">>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    Some(out)
}

/// The object that the last trailer calls its encryption.
fn encryption(body: &[u8]) -> Option<ObjectId> {
    let at = memchr::memmem::rfind(body, b"/Encrypt")? + b"/Encrypt".len();
    let text = body.get(at..)?.get(..24).or(body.get(at..))?;
    let mut words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut number = || std::str::from_utf8(words.next()?).ok();
    let id = (number()?.parse().ok()?, number()?.parse().ok()?);
    number()?.starts_with('R').then_some(id)
}

fn leads_elsewhere(dict: &Dictionary, depth: usize) -> bool {
    depth < DEPTH
        && dict.iter().any(|(_, value)| match value {
            Object::Reference(_) => true,
            Object::Dictionary(inner) => leads_elsewhere(inner, depth + 1),
            _ => false,
        })
}

fn flat(doc: &Document, dict: &Dictionary, depth: usize) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, value) in dict.iter().filter(|_| depth < DEPTH) {
        let value = match object::resolve(doc, value).1 {
            Object::Dictionary(inner) => Object::Dictionary(flat(doc, inner, depth + 1)),
            other => other.clone(),
        };
        out.set(key.clone(), value);
    }
    out
}

/// Where the last table of objects is said to be.
fn startxref(body: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(body, b"startxref")? + b"startxref".len();
    let rest = body.get(at..)?.trim_ascii_start();
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}
