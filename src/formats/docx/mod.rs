//! Word documents (ECMA-376, ISO/IEC 29500): zip packages of XML parts.
//!
//! Parts are never written from scratch. A walk records the byte position of every character of
//! running text and of every value in an attribute or property; orders become splices of those
//! bytes. A part without splices is copied as it is, still compressed.
//!
//! | module | what it knows |
//! |---|---|
//! | `syntax` | markup: XML and its encodings, elements and attributes, the vocabulary of the standard |
//! | `opc` | packages: classes of parts, content types, relationships, Flat OPC |
//! | `media` | pictures: removing metadata, blanking, the text of metafiles |
//! | `read` | from the bytes of a document to segments that know where their text came from |
//! | `redact` | from orders to splices, and writing the packages of a copy |
//!
//! A module imports only from modules above it in this table.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod opc;
mod read;
mod redact;
mod syntax;

use crate::formats::docx::opc::flat;
use crate::formats::docx::opc::relationships::ContentTypes;
use crate::formats::docx::read::document::{WordDocument, macros};
use crate::formats::docx::read::flow::paragraph_at;
use crate::formats::docx::redact::redact;
use crate::formats::docx::syntax::encoding::decode;
use crate::formats::package::Budget;
use crate::model::{
    Child, ChildFate, Document, Format, FormatError, Note, OpenOptions, Place, Redacted, Redaction,
    Segment, Span, Treatment, Unread, message,
};
use std::io::{Cursor, Read};

/// Word documents and templates, with and without macros.
pub struct Docx;

const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx", "dotm"]
    }

    fn is_meant_by(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK")
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        is_encrypted(bytes) || is_word_package(bytes) || flat::is_flat(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        if bytes.is_empty() {
            return Err(FormatError::Empty);
        }
        if bytes.len() as u64 > options.limits.file_bytes {
            return Err(FormatError::Limit(message!("file size")));
        }
        if is_encrypted(bytes) {
            return Err(FormatError::Encrypted);
        }
        Ok(Box::new(WordDocument::open(bytes, options)?))
    }
}

impl Document for WordDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.store.unread
    }

    fn children(&self) -> &[Child] {
        &self.store.children
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        let Some(mapped) = self.mapped.get(segment) else { return Place::verbatim("?") };
        match paragraph_at(mapped, span) {
            Some(number) => {
                Place::new(message!("{0}, paragraph {1}", &mapped.segment.place, number))
            }
            None => mapped.segment.place.clone(),
        }
    }

    fn notes(&self) -> Vec<Note> {
        let leftovers = self.store.leftovers;
        let note = Note { code: "zip-leftovers-removed", place: None, count: leftovers };
        Vec::from_iter((leftovers > 0).then_some(note))
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        if !treatment.drop_macros
            && let Some(place) = macros(&self.store).next()
        {
            return Err(FormatError::Unsupported(message!(
                "macros ({0}); give --drop-macros to leave them out",
                place
            )));
        }
        let mut redacted = redact(self, orders, children, treatment)?;
        if let Some(text) = &self.flat {
            let mut budget = Budget::new(&self.limits);
            redacted.bytes = flat::from_zip(text, redacted.bytes, &mut budget)?;
        }
        Ok(redacted)
    }
}

/// Whether this is a password-protected document: a compound file with an encrypted package inside
/// (MS-OFFCRYPTO 2.3.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(CFB)
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/EncryptedPackage"))
}

/// Whether this is a zip package whose content types include a WordprocessingML document.
fn is_word_package(bytes: &[u8]) -> bool {
    if memchr::memmem::find(
        bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default(),
        b"PK\x03\x04",
    )
    .is_none()
    {
        return false;
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(file) = archive.by_name("[Content_Types].xml") else { return false };
    let mut types = Vec::new();
    if file.take(1 << 20).read_to_end(&mut types).is_err() {
        return false;
    }
    decode(&types)
        .and_then(|(text, _)| ContentTypes::read(&text))
        .is_some_and(|types| types.is_word())
}
