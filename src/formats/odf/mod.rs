//! OpenDocument (ODF 1.3, ISO/IEC 26300): texts, spreadsheets and presentations.
//!
//! As with Office packages, parts are never written from scratch: a walk records where each letter
//! and each value stands, and orders become splices of those bytes.
//!
//! The files in the order in which they may import each other: `vocabulary`, `segments`, `flow`,
//! `walker`, `walk`, `parts`, `signatures`, `document`, `job`, `columns`,
//! `write`, `redact`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]

mod columns;
mod document;
mod flow;
mod job;
mod parts;
mod redact;
mod segments;
mod signatures;
mod vocabulary;
mod walk;
mod walker;
mod write;

use crate::formats::layers;
use crate::formats::odf::document::OpenDocument;
use crate::formats::odf::redact::redact;
use crate::formats::package::{Budget, Package};
use crate::model::{
    Child, ChildFate, Document, Format, FormatError, Limits, Note, OpenOptions, Place, Redacted,
    Redaction, Scale, Segment, Span, Treatment, Unread, message,
};

/// Texts.
pub struct Odt;
/// Spreadsheets.
pub struct Ods;
/// Presentations.
pub struct Odp;

const TYPE: &[u8] = b"application/vnd.oasis.opendocument.";

/// Whether the first entry of a package is a type of this kind, or of a template of it.
fn is_kind(bytes: &[u8], kind: &str) -> bool {
    let says = |content: &[u8]| {
        let own = content.strip_prefix(TYPE).and_then(|c| c.strip_prefix(kind.as_bytes()));
        own.is_some_and(|rest| matches!(rest.trim_ascii_end(), b"" | b"-template" | b"-master"))
    };
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let length = bytes.get(18..22).and_then(|l| l.first_chunk()).map(|l| u32::from_le_bytes(*l));
    let length = usize::try_from(length.unwrap_or(0)).unwrap_or(0).min(200);
    if bytes.get(28..38) == Some(b"\0\0mimetype") && bytes.get(8..10) == Some(&[0, 0]) && length > 0
    {
        return bytes.get(38..38 + length).is_some_and(says);
    }
    // Not as the standard wants it, but programs open it all the same.
    let limits = Limits { part_bytes: 1 << 12, ..Limits::default() };
    let mut budget = Budget::new(&limits);
    let Ok(package) = Package::open(bytes.to_vec(), &mut budget) else { return false };
    let at = package.entries().iter().position(|e| e.name == "mimetype");
    at.and_then(|at| package.read(at, &mut budget).ok()).is_some_and(|content| says(&content))
}

fn open(bytes: &[u8], options: &OpenOptions) -> Result<Box<dyn Document>, FormatError> {
    if bytes.is_empty() {
        return Err(FormatError::Empty);
    }
    if bytes.len() as u64 > options.limits.file_bytes {
        return Err(FormatError::Limit(message!("file size")));
    }
    Ok(layers::over(Box::new(OpenDocument::open(bytes, options)?)))
}

macro_rules! format {
    ($format:ident, $name:literal, $kind:literal, $extensions:expr) => {
        impl Format for $format {
            fn name(&self) -> &'static str {
                $name
            }

            fn extensions(&self) -> &'static [&'static str] {
                &$extensions
            }

            fn is_meant_by(&self, bytes: &[u8]) -> bool {
                bytes.starts_with(b"PK")
            }

            fn sniff(&self, bytes: &[u8]) -> bool {
                is_kind(bytes, $kind)
            }

            fn open(
                &self,
                bytes: &[u8],
                options: &OpenOptions,
            ) -> Result<Box<dyn Document>, FormatError> {
                open(bytes, options)
            }
        }
    };
}

format!(Odt, "odt", "text", ["odt", "ott"]);
format!(Ods, "ods", "spreadsheet", ["ods", "ots"]);
format!(Odp, "odp", "presentation", ["odp", "otp"]);

impl Document for OpenDocument {
    fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn unread(&self) -> &[Unread] {
        &self.unread
    }

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn illustrates(&self, child: usize) -> Option<Scale> {
        self.illustrations.get(&child).copied()
    }

    fn place(&self, segment: usize, span: Span) -> Place {
        self.mapped.get(segment).map_or_else(|| Place::verbatim("?"), |m| m.place(span))
    }

    fn notes(&self) -> Vec<Note> {
        let count = self.zip.leftovers();
        let note = Note { code: "zip-leftovers-removed", place: None, count };
        Vec::from_iter((count > 0).then_some(note))
    }

    fn redact(
        &self,
        orders: &[Redaction],
        children: &[ChildFate],
        treatment: &Treatment,
    ) -> Result<Redacted, FormatError> {
        if !treatment.drop_macros
            && let Some(place) = self.macros()
        {
            return Err(FormatError::Unsupported(message!(
                "macros ({0}); give --drop-macros to leave them out",
                place
            )));
        }
        redact(self, orders, children, treatment)
    }
}
