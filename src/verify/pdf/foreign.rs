//! The classic failures of redaction, in files that others made.

use super::super::residue::{self, Reading};
use super::super::{Claim, Flaw, Needle, VerifyError};
use super::{look_through, scan, spell, text, unreadable, walk};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name};
use memchr::memmem;

impl Flaw {
    fn new(code: &'static str, place: impl Into<String>, count: usize) -> Self {
        Self { code, place: place.into(), count }
    }
}

/// Looks through a PDF from elsewhere: text under opaque areas and pictures, redactions that were
/// drawn up but not carried out, the author's name, older revisions, attached files, and any of
/// the texts that should be gone.
///
/// # Errors
/// [`VerifyError::Unreadable`] when the file cannot be read or there are too many texts.
pub(in super::super) fn inspect(
    bytes: &[u8],
    needles: &[Needle],
) -> Result<Vec<Flaw>, VerifyError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|e| unreadable(&format!("{e:?}")))?;
    let mut flaws = Vec::new();
    let scanned = scan::scan(bytes);
    let ends = scanned.outside(bytes, b"startxref");
    let start = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let usual = if memmem::find(start, b"/Linearized").is_some() { 2 } else { 1 };
    if ends > usual {
        flaws.push(Flaw::new("older-revision", "bestand", ends - usual));
    }
    if pdf.metadata().author.as_ref().is_some_and(|a| !a.is_empty()) {
        flaws.push(Flaw::new("author", "eigenschappen", 1));
    }
    for (number, page) in pdf.pages().iter().enumerate() {
        let notes = page.raw().get::<Array<'_>>(b"Annots");
        let pending = notes
            .iter()
            .flat_map(|a| a.iter::<Dict<'_>>())
            .filter(|d| d.get::<Name<'_>>(b"Subtype").is_some_and(|n| n.as_ref() == b"Redact"))
            .count();
        if pending > 0 {
            flaws.push(Flaw::new("pending-redaction", format!("pagina {}", number + 1), pending));
        }
    }
    for (number, count) in text::covered(&pdf) {
        flaws.push(Flaw::new("text-under-box", format!("pagina {}", number + 1), count));
    }
    let files = walk::walk(&pdf).files.len();
    if files > 0 {
        flaws.push(Flaw::new("attachment", "bestand", files));
    }
    if let Err(VerifyError::Residue { place, count }) = residue_in(bytes, &pdf, &scanned, needles) {
        flaws.push(Flaw::new("residue", place, count));
    }
    flaws.sort();
    Ok(flaws)
}

fn residue_in(
    bytes: &[u8],
    pdf: &Pdf,
    scanned: &scan::Scan,
    needles: &[Needle],
) -> Result<(), VerifyError> {
    let mut readings: Vec<Reading> = Vec::new();
    let claim =
        Claim { format: "pdf", original: bytes, needles, listed: None, boxes: &[], blanked: false };
    super::read(pdf, &claim, "", 0, &mut readings)?;
    residue::search(&readings, needles)?;
    readings.clear();
    look_through(bytes, scanned, &spell::Spellings::new(needles)?, "", &mut readings)?;
    residue::search(&readings, needles)
}
