//! Word documents (ECMA-376, ISO/IEC 29500): zip packages of XML parts.
//!
//! Parts are never serialized anew. A walk notes for every letter of running text, and for every
//! value in an attribute or property, where its bytes stand; orders become splices of those bytes;
//! a part without splices stays as it was, still packed.
//!
//! | file | what it knows |
//! |---|---|
//! | `parts`, `rels`, `store`, `survey`, `flat` | what a package holds and how its parts hang together |
//! | `xml`, `shape`, `standard`, `attributes`, `walk`, `html`, `mail`, `rtf` | how markup becomes text |
//! | `flow`, `held` | paragraphs, readings of tracked changes, the way back |
//! | `redact`, `fates`, `cut`, `mark`, `names`, `media`, `bitmap`, `png`, `icc`, `metafile`, `pictures` | how text is taken out |

mod attributes;
mod bitmap;
mod cut;
mod document;
mod fates;
mod flat;
mod flow;
mod held;
mod html;
mod icc;
mod mail;
mod mark;
mod media;
mod metafile;
mod names;
mod parts;
mod pictures;
mod png;
mod redact;
mod rels;
mod rtf;
mod shape;
mod standard;
mod store;
mod survey;
mod walk;
mod xml;

use crate::model::{Document, Format, FormatError, OpenOptions};
use std::io::{Cursor, Read};

/// Word documents, templates and their macro-enabled kin.
pub struct Docx;

const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx", "dotm"]
    }

    fn sniff(&self, bytes: &[u8]) -> bool {
        is_encrypted(bytes) || is_word_package(bytes) || flat::is_flat(bytes)
    }

    fn open(&self, bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
        if bytes.is_empty() {
            return Err(FormatError::Empty);
        }
        if bytes.len() as u64 > options.limits.file_bytes {
            return Err(FormatError::Limit("bestandsgrootte".into()));
        }
        if is_encrypted(bytes) {
            return Err(FormatError::Encrypted);
        }
        Ok(Box::new(document::WordDocument::open(bytes, options)?))
    }
}

/// A password-protected document is a compound file with the package inside (MS-OFFCRYPTO 2.3.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(CFB)
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/EncryptedPackage"))
}

/// Whether this is a zip package whose content types name a document of WordprocessingML.
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
    xml::decode(&types)
        .and_then(|(text, _)| rels::Types::read(&text))
        .is_some_and(|types| types.is_word())
}
