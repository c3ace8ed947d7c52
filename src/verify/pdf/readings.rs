//! All that can be read in a PDF, attached files included.

use super::font_programs;
use super::objects;
use super::open::open;
use super::pages::{self, PageText};
use super::place::place;
use super::raw_streams::{RawStream, Scan};
use super::spellings::Spellings;
use super::{raw_streams, strings};
use crate::model::{Message, message};
use crate::parallel;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use crate::verify::needle::Needle;
use crate::verify::normalize::fold;
use crate::verify::reading::{Reading, raw};
use crate::verify::zip;
use hayro_syntax::Pdf;
use std::sync::Arc;

/// Deepest nesting of attached files that are opened: as deep as a file is read, so that no copy is
/// refused for what was read and cut.
const DEPTH: usize = 8;

/// The view of the strings of objects.
pub(in crate::verify) const STRINGS: &str = "objects";

/// The bytes of the file and of every unpacked stream.
///
/// # Errors
/// [`VerifyError::Residue`] when a spelling of a text that must be gone is in the bytes.
pub(super) fn bytes(
    file: &[u8],
    scanned: &Scan,
    spellings: &Spellings,
    within: Option<&Message>,
    threads: usize,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    spellings.search(file, &place(within, message!("bytes of the file")))?;
    let one = |_: &mut (), index: usize| match scanned.streams.get(index) {
        Some(stream) => stream_bytes(file, stream, spellings, within),
        None => Ok(None),
    };
    let take = |_: usize, read: Result<Option<Reading>, VerifyError>| {
        readings.extend(read?);
        Ok(())
    };
    parallel::in_order(scanned.streams.len(), threads, &mut (), || (), one, take)
}

/// The text in the bytes of one stream.
fn stream_bytes(
    file: &[u8],
    stream: &RawStream,
    spellings: &Spellings,
    within: Option<&Message>,
) -> Result<Option<Reading>, VerifyError> {
    let Some(data) = stream.unpack(file) else { return Ok(None) };
    let place = place(within, message!("object {0}", stream.object));
    spellings.search(&data, &place)?;
    if stream.is_font() {
        return Ok(Some(Reading::bytes("font programs", place, font_programs::strings(&data))));
    }
    if stream.is_opaque() {
        return Ok(None);
    }
    Ok(match strings::operands(&data) {
        Some(text) => Some(Reading::codes("content strings", place, text)),
        None => strings::plain(&data).map(|text| Reading::new("text streams", place, text)),
    })
}

/// Pages, forms, objects and attached files. The text of the pages is returned by page.
///
/// # Errors
/// When a page or an attached file cannot be read, or something is drawn under a box.
pub(super) fn read(
    pdf: &Pdf,
    claim: &Claim<'_>,
    within: Option<&Message>,
    depth: usize,
    readings: &mut Vec<Reading>,
) -> Result<Vec<PageText>, VerifyError> {
    if pdf.pages().is_empty() {
        return Err(VerifyError::Unreadable(message!("PDF: {0}", message!("no pages"))));
    }
    let boxes = if depth == 0 { claim.boxes } else { &[] };
    let mut texts = pages::read(pdf, boxes, claim, within)?;
    readings.extend(texts.iter_mut().flat_map(|page| std::mem::take(&mut page.readings)));
    readings.extend(pages::forms(pdf, within, claim.threads));
    let found = objects::walk(pdf);
    let at = |what| place(within, what);
    readings.push(Reading::new(STRINGS, at(message!("strings of objects")), found.strings));
    readings.push(Reading::codes(
        "byte strings",
        at(message!("byte strings of objects")),
        found.codes,
    ));
    readings.push(Reading::bytes(
        "names",
        at(message!("names of objects")),
        found.names.join("\n"),
    ));
    exact_names(&found.names, claim.needles, within)?;
    for (i, file) in found.files.into_iter().enumerate() {
        let within = at(message!("attachment {0}", i + 1));
        attachment(file, claim, &within, depth + 1, readings)?;
    }
    Ok(texts)
}

/// A name object that equals a needle is residue even if the needle is too short to be searched
/// for in bytes.
fn exact_names(
    names: &[String],
    needles: &[Needle],
    within: Option<&Message>,
) -> Result<(), VerifyError> {
    for needle in needles.iter().filter(|n| n.allowed == 0 && n.text.chars().count() > 3) {
        let folded = fold(&needle.text);
        let count = names.iter().filter(|n| fold(n) == folded).count();
        if count > 0 {
            let place = place(within, message!("names of objects"));
            return Err(VerifyError::Residue { place, count });
        }
    }
    Ok(())
}

/// What stands in a file inside a file.
///
/// # Errors
/// When it cannot be read, or a text that must be gone is in its bytes.
pub(in crate::verify) fn attachment(
    file: Vec<u8>,
    claim: &Claim<'_>,
    within: &Message,
    depth: usize,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    if depth > DEPTH {
        return Err(VerifyError::Unreadable(message!("attachments are nested too deeply")));
    }
    if file.starts_with(b"%PDF") {
        let file = Arc::new(file);
        let scanned = raw_streams::scan(&file);
        let spellings = Spellings::new(claim.needles)?;
        bytes(&file, &scanned, &spellings, Some(within), claim.threads, readings)?;
        read(&open(&file)?, claim, Some(within), depth, readings)?;
    } else if file.starts_with(b"PK") {
        readings.extend(zip::read(&file)?);
    } else {
        readings.extend(raw(&file, within));
    }
    Ok(())
}
