//! From bytes to objects: header, repair, decryption, page tree. Fails closed: an encrypted file
//! that opens as an empty one, or a page tree without pages, is an error.

use crate::formats::pdf::read::damaged;
use crate::formats::pdf::read::lock;
use crate::formats::pdf::read::page_tree::{PageEntry, pages};
use crate::formats::pdf::read::stream_repair;
use crate::formats::pdf::syntax::object;
use crate::model::{FormatError, Note, OpenOptions, Scale, message};
use lopdf::{Document, LoadOptions, Object, ObjectId};

/// The objects of a file.
pub(crate) struct LoadedFile {
    /// All objects, decrypted.
    pub(crate) doc: Document,
    /// Its pages in order.
    pub(crate) pages: Vec<PageEntry>,
    /// Objects that are referred to and stand in the file, but cannot be parsed.
    pub(crate) damaged: Vec<(u32, Scale)>,
    /// Remarks on how it was opened.
    pub(crate) notes: Vec<Note>,
}

/// How far into a file its header may begin (annex H of PDF 1.7: 1,024 bytes).
const HEADER_WINDOW: usize = 1024;

/// The offset of `%PDF-`, if the file has a header.
pub(crate) fn header(bytes: &[u8]) -> Option<usize> {
    let window = bytes.get(..HEADER_WINDOW).unwrap_or(bytes);
    memchr::memmem::find(window, b"%PDF-").or_else(|| is_without_header(bytes).then_some(0))
}

/// Whether all but the header is that of a PDF: viewers read such a file.
fn is_without_header(bytes: &[u8]) -> bool {
    let window = bytes.get(..HEADER_WINDOW).unwrap_or(bytes);
    let has = |part: &[u8], word: &[u8]| memchr::memmem::find(part, word).is_some();
    bytes.starts_with(b"%")
        && has(window, b" 0 obj")
        && [&b"endobj"[..], b"startxref", b"/Root", b"/Pages"].iter().all(|word| has(bytes, word))
}

/// Reads the objects and the page tree.
///
/// # Errors
///
/// [`FormatError::Damaged`] without header or pages, [`FormatError::Encrypted`] if no password
/// fits, [`FormatError::Limit`] for too many objects.
pub(crate) fn load(bytes: &[u8], options: &OpenOptions) -> Result<LoadedFile, FormatError> {
    let start = header(bytes).ok_or_else(|| FormatError::damaged(message!("no PDF header")))?;
    let body = bytes.get(start..).unwrap_or_default();
    let headed = (!body.starts_with(b"%PDF-")).then(|| [b"%PDF-1.4\n", body].concat());
    let body = headed.as_deref().unwrap_or(body);
    let locked = memchr::memmem::find(body, b"/Encrypt").is_some();
    let open = if locked { lock::without(body, &bounded(options)) } else { None };
    let body = open.as_deref().unwrap_or(body);
    let locked = locked && open.is_none();
    let revisions = memchr::memmem::find_iter(body, b"%%EOF").count();
    let flat = if locked { lock::in_one_object(body, &bounded(options)) } else { None };
    let body = flat.as_deref().unwrap_or(body);
    let mut notes = Vec::new();
    let (mut doc, pages) = read_objects(body, options, locked)?;
    if doc.was_encrypted() {
        notes.push(Note { code: "decrypted", place: None, count: 1 });
    }
    doc.trailer.remove(b"Encrypt");
    doc.trailer.remove(lock::MASKED);
    doc.encryption_state = None;
    if doc.xref_recovery.is_some() {
        notes.push(Note { code: "cross-references-repaired", place: None, count: 1 });
    }
    let mut lost = reserve_referenced_numbers(&mut doc, body);
    let mut found = stream_repair::lost_streams(&mut doc, body, &lost);
    found.extend(stream_repair::open_dictionaries(&mut doc, body, &lost));
    lost.retain(|id| !found.contains(id));
    let damaged = damaged::damaged(&doc, &lost);
    make_annotations_indirect(&mut doc, &pages);
    let found = found.len() + stream_repair::missing_lengths(&mut doc, body);
    if found > 0 {
        notes.push(Note { code: "repaired", place: None, count: found });
    }
    if revisions > 1 && doc.linearization.is_none() {
        notes.push(Note { code: "older-revisions-dropped", place: None, count: revisions - 1 });
    }
    if doc.objects.len() > options.limits.entries || pages.len() > options.limits.entries {
        return Err(FormatError::Limit(message!("number of objects")));
    }
    Ok(LoadedFile { doc, pages, damaged, notes })
}

/// Makes sure that no new object gets a number to which the file refers although it has no such
/// object: what was null (7.3.10) would become that object. Returns those of these numbers that do stand
/// in the file.
fn reserve_referenced_numbers(doc: &mut Document, body: &[u8]) -> Vec<ObjectId> {
    let all = doc.traverse_objects(|_| {});
    let referenced = all.iter().map(|(number, _)| *number).max();
    // A reference with the largest number of all would leave none for new objects.
    let referenced = referenced.unwrap_or(0).min(MAX_RESERVED);
    doc.max_id = doc.max_id.max(referenced);
    let lost = all.into_iter().filter(|id| !doc.objects.contains_key(id));
    lost.filter(|id| stream_repair::place_of(doc, body, *id).is_some()).collect()
}

/// Largest object number that is kept free: annex C of PDF 1.7 names 8,388,607 as the most objects.
const MAX_RESERVED: u32 = 8_388_607;

/// Most bytes of a table of objects, or of objects packed together: each byte of them takes many.
const TABLE: u64 = 48 << 20;

/// Reads the file as written, then with rebuilt cross-references, with each password.
fn read_objects(
    body: &[u8],
    options: &OpenOptions,
    locked: bool,
) -> Result<(Document, Vec<PageEntry>), FormatError> {
    let mut passwords: Vec<Option<&str>> = vec![None];
    if locked {
        passwords.push(Some(""));
        passwords.extend(options.passwords.iter().map(|p| Some(p.as_str())));
    }
    let mut refused = false;
    let mut cause = None;
    for rebuild in [false, true] {
        for password in &passwords {
            let load = LoadOptions {
                password: password.map(str::to_owned),
                force_reconstruct: rebuild,
                ..bounded(options)
            };
            match Document::load_mem_with_options(body, load) {
                Ok(mut doc) => {
                    if doc.is_encrypted() && !doc.was_encrypted() {
                        refused = true;
                        continue;
                    }
                    let pages = pages(&mut doc, &options.limits);
                    if !pages.is_empty() {
                        return Ok((doc, pages));
                    }
                }
                Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => refused = true,
                Err(e) => cause = Some(e),
            }
        }
    }
    let no_pages = message!("no pages found");
    Err(match cause {
        _ if locked || refused => FormatError::Encrypted,
        Some(cause) => FormatError::damaged_by(no_pages, cause),
        None => FormatError::damaged(no_pages),
    })
}

fn bounded(options: &OpenOptions) -> LoadOptions {
    LoadOptions {
        max_decompressed_size: usize::try_from(options.limits.part_bytes.min(TABLE)).ok(),
        ..LoadOptions::default()
    }
}

/// Gives annotations that are direct objects of a page an object of their own.
fn make_annotations_indirect(doc: &mut Document, pages: &[PageEntry]) {
    for page in pages {
        let Some(dict) = doc.objects.get(&page.id).and_then(object::as_dict) else { continue };
        let Some(all) = object::array(doc, dict, b"Annots") else { continue };
        if !all.iter().any(|annotation| matches!(annotation, Object::Dictionary(_))) {
            continue;
        }
        let all = all.clone();
        let moved = all.into_iter().map(|annotation| match annotation {
            Object::Dictionary(_) => Object::Reference(doc.add_object(annotation)),
            other => other,
        });
        let moved = Object::Array(moved.collect());
        if let Some(Object::Dictionary(dict)) = doc.objects.get_mut(&page.id) {
            dict.set("Annots", moved);
        }
    }
}
