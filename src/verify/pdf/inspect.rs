//! The classic failures of redaction, in files that others made.

use super::open::open;
use super::raw_streams::Scan;
use super::spellings::Spellings;
use super::{objects, pages, raw_streams, readings, seen, told};
use crate::model::{PictureReader, message};
use crate::verify::census::search;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use crate::verify::flaw::Flaw;
use crate::verify::needle::Needle;
use crate::verify::reading::Reading;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name};
use memchr::memmem;
use std::sync::Arc;

/// Inspects a PDF that was redacted elsewhere: text under opaque areas and pictures, redactions
/// that were marked but not applied, the author's name, older revisions, attached files, and any
/// of the texts that should be gone.
///
/// # Errors
/// [`VerifyError::Unreadable`] when the file cannot be read or there are too many texts.
pub(in crate::verify) fn inspect(
    bytes: &[u8],
    needles: &[Needle],
    pictures: Option<&dyn PictureReader>,
) -> Result<Vec<Flaw>, VerifyError> {
    let bytes = &Arc::new(bytes.to_vec());
    let pdf = open(bytes)?;
    let mut flaws = Vec::new();
    let scanned = raw_streams::scan(bytes);
    let ends = scanned.outside(bytes, b"startxref");
    let start = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let usual = if memmem::find(start, b"/Linearized").is_some() { 2 } else { 1 };
    if ends > usual {
        flaws.push(Flaw::new("older-revision", message!("file"), ends - usual));
    }
    if told::has_author(&pdf) {
        flaws.push(Flaw::new("author", message!("document properties"), 1));
    }
    page_flaws(&pdf, &mut flaws);
    let files = objects::walk(&pdf).files.len();
    if files > 0 {
        flaws.push(Flaw::new("attachment", message!("file"), files));
    }
    if let Err(VerifyError::Residue { place, count }) = residue_in(bytes, &pdf, &scanned, needles) {
        flaws.push(Flaw::new("residue", place, count));
    }
    if let Some(machine) = pictures {
        for (place, count) in seen::residue(&pdf, needles, machine)? {
            flaws.push(Flaw::new("residue", place, count));
        }
    }
    flaws.sort();
    Ok(flaws)
}

/// What is wrong with pages, and with bookmarks beside them.
fn page_flaws(pdf: &Pdf, flaws: &mut Vec<Flaw>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut flaw = |code, number: usize, count: usize| {
        if count > 0 {
            flaws.push(Flaw::new(code, message!("page {0}", number + 1), count));
        }
    };
    for (number, page) in pdf.pages().iter().enumerate() {
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        let pending = annotations
            .iter()
            .flat_map(|a| a.iter::<Dict<'_>>())
            .filter(|d| d.get::<Name<'_>>(b"Subtype").is_some_and(|n| n.as_ref() == b"Redact"))
            .count();
        flaw("pending-redaction", number, pending);
        flaw("remark", number, told::remarks(annotations.as_ref()));
    }
    for (number, unseen) in pages::unseen(pdf, threads).into_iter().enumerate() {
        flaw("text-under-box", number, unseen.covered.max(unseen.annotated));
        flaw("text-shines-through", number, unseen.veiled);
        flaw("text-outside-page", number, unseen.outside);
        flaw("hidden-layer", number, unseen.layered);
    }
    let mut reader = pages::ContentReader::new(pdf);
    let text: Vec<String> = (0..pdf.pages().len()).map(|n| reader.page(n).drawn).collect();
    let bookmarks = told::bookmarks(pdf, &text.join("\n"));
    if bookmarks > 0 {
        flaws.push(Flaw::new("bookmark", message!("file"), bookmarks));
    }
}

fn residue_in(
    bytes: &Arc<Vec<u8>>,
    pdf: &Pdf,
    scanned: &Scan,
    needles: &[Needle],
) -> Result<(), VerifyError> {
    let mut found: Vec<Reading> = Vec::new();
    let claim = Claim {
        format: "pdf",
        original: bytes,
        needles,
        listed: None,
        boxes: &[],
        blanked: false,
        pictures: None,
        threads: 1,
    };
    readings::read(pdf, &claim, None, 0, &mut found)?;
    search(&found, needles, 1)?;
    found.clear();
    readings::bytes(bytes, scanned, &Spellings::new(needles)?, None, 1, &mut found)?;
    search(&found, needles, 1)
}
