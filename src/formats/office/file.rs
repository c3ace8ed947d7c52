//! What the formats of Office packages call: what kind of file bytes are, and how one is opened.

use crate::formats::office::opc::flat;
use crate::formats::office::opc::relationships::ContentTypes;
use crate::formats::office::read::document::{OfficeDocument, macros};
use crate::formats::office::read::segments::place_of;
use crate::formats::office::redact::redact;
use crate::formats::office::syntax::encoding::decode;
use crate::formats::package::Budget;
use crate::model::{
    Child, ChildFate, Document, FormatError, Note, OpenOptions, Place, Redacted, Redaction, Scale,
    Segment, Span, Treatment, Unread, message,
};
use std::io::{Cursor, Read};

pub(crate) use crate::formats::office::opc::relationships::Kind;

const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether bytes are a file of this kind, or one that a password hides.
pub(crate) fn sniff(kind: Kind, bytes: &[u8]) -> bool {
    is_encrypted(bytes)
        || kind_of(bytes) == Some(kind)
        || (kind == Kind::Word && flat::is_flat(bytes))
}

/// Opens a file of any kind.
///
/// # Errors
/// [`FormatError`] when it is empty, over a limit, locked or damaged.
pub(crate) fn open(bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
    if bytes.is_empty() {
        return Err(FormatError::Empty);
    }
    if bytes.len() as u64 > options.limits.file_bytes {
        return Err(FormatError::Limit(message!("file size")));
    }
    if is_encrypted(bytes) {
        return Err(FormatError::Encrypted);
    }
    Ok(Box::new(OfficeDocument::open(bytes, options)?))
}

impl Document for OfficeDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.store.unread
    }

    fn children(&self) -> &[Child] {
        &self.store.children
    }

    fn illustrates(&self, child: usize) -> Option<Scale> {
        self.store.illustrations.get(&child).copied()
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        self.mapped.get(segment).map_or_else(|| Place::verbatim("?"), |m| place_of(m, span))
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
/// (MS-OFFCRYPTO 2.3.4). Case does not count in the names of such a file, and its entries, of 128 bytes
/// each, begin with the name (MS-CFB 2.6.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let named = |entry: &[u8]| {
        entry.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(&name))
    };
    bytes.starts_with(CFB) && bytes.chunks_exact(128).any(named)
}

/// The kind of a zip package, by its content types; `None` if it is no Office package.
fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    memchr::memmem::find(head, b"PK\x03\x04")?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let file = archive.by_name("[Content_Types].xml").ok()?;
    let mut types = Vec::new();
    file.take(1 << 20).read_to_end(&mut types).ok()?;
    let (text, _) = decode(&types)?;
    ContentTypes::read(&text)?.kind()
}
