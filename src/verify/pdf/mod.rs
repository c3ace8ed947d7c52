//! Second reader of PDF: hayro's interpreter for what is drawn, and a scanner of its own for what
//! stands in the bytes.
//!
//! Three ways, none of which trusts the writer: the text of every page in several sequences, all
//! strings, names and decoded streams whether they are referred to or not, and what is drawn
//! under each box.

mod damage;
mod foreign;
mod glyphs;
mod marks;
mod reader;
mod scan;
mod shine;
mod spell;
mod strings;
mod text;
mod walk;

pub(super) use foreign::inspect;

use super::residue::Reading;
use super::{Claim, Needle, VerifyError};
use hayro_syntax::Pdf;

/// Deepest nesting of attached files that are opened.
const DEPTH: usize = 3;

/// All readings of a copy. Bytes and boxes are checked on the way.
///
/// # Errors
/// When the copy is not one whole revision that can be read, when a text that has to be gone
/// stands in its bytes, or when something is drawn under a box.
pub(super) fn check(copy: &[u8], claim: &Claim<'_>) -> Result<Vec<Reading>, VerifyError> {
    let mut readings = Vec::new();
    let bytes = spell::Spellings::new(claim.needles)?;
    let scanned = scan::scan(copy);
    scanned.one_revision(copy)?;
    look_through(copy, &scanned, &bytes, "", &mut readings)?;
    let pdf = Pdf::new(copy.to_vec()).map_err(|e| unreadable(&format!("{e:?}")))?;
    read(&pdf, claim, "", 0, &mut readings)?;
    if !claim.blanked {
        damage::check(claim.original, &pdf, claim.needles)?;
    }
    Ok(readings)
}

fn unreadable(why: &str) -> VerifyError {
    VerifyError::Unreadable(format!("PDF: {why}"))
}

/// Bytes of the file and of every unpacked stream.
fn look_through(
    copy: &[u8],
    scanned: &scan::Scan,
    spellings: &spell::Spellings,
    within: &str,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    spellings.search(copy, &format!("{within}bytes van het bestand"))?;
    for stream in &scanned.streams {
        let Some(data) = stream.unpack(copy) else { continue };
        let place = format!("{within}object {}", stream.object);
        spellings.search(&data, &place)?;
        if stream.is_opaque() {
            continue;
        }
        if let Some(text) = strings::operands(&data) {
            readings.push(Reading::codes("tekenreeksen in inhoud", place, text));
        } else if let Some(text) = strings::plain(&data) {
            readings.push(Reading::new("tekststromen", place, text));
        }
    }
    Ok(())
}

fn read(
    pdf: &Pdf,
    claim: &Claim<'_>,
    within: &str,
    depth: usize,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    if pdf.pages().is_empty() {
        return Err(unreadable("geen pagina's"));
    }
    let boxes = if depth == 0 { claim.boxes } else { &[] };
    text::pages(pdf, boxes, within, readings)?;
    text::forms(pdf, within, readings);
    let found = walk::walk(pdf);
    readings.push(Reading::new("objecten", format!("{within}tekenreeksen"), found.strings));
    readings.push(Reading::codes("bytereeksen", format!("{within}bytereeksen"), found.codes));
    readings.push(Reading::noise("namen", format!("{within}namen"), found.names.join("\n")));
    exact_names(&found.names, claim.needles, within)?;
    for (i, file) in found.files.iter().enumerate() {
        attachment(file, claim, &format!("{within}bijlage {}: ", i + 1), depth + 1, readings)?;
    }
    Ok(())
}

/// A name that is just a needle is residue even if the needle is too short for a search in bytes.
fn exact_names(names: &[String], needles: &[Needle], within: &str) -> Result<(), VerifyError> {
    for needle in needles.iter().filter(|n| n.allowed == 0 && n.text.chars().count() > 3) {
        let folded = super::residue::fold(&needle.text);
        let count = names.iter().filter(|n| super::residue::fold(n) == folded).count();
        if count > 0 {
            return Err(VerifyError::Residue { place: format!("{within}namen"), count });
        }
    }
    Ok(())
}

fn attachment(
    file: &[u8],
    claim: &Claim<'_>,
    within: &str,
    depth: usize,
    readings: &mut Vec<Reading>,
) -> Result<(), VerifyError> {
    if depth > DEPTH {
        return Err(unreadable("bijlagen in bijlagen, te diep"));
    }
    if file.starts_with(b"%PDF") {
        let scanned = scan::scan(file);
        look_through(file, &scanned, &spell::Spellings::new(claim.needles)?, within, readings)?;
        let pdf = Pdf::new(file.to_vec()).map_err(|e| unreadable(&format!("bijlage, {e:?}")))?;
        return read(&pdf, claim, within, depth, readings);
    }
    if file.starts_with(b"PK") {
        readings.extend(super::zip::read(file)?);
        return Ok(());
    }
    readings.extend(super::residue::raw(file, within));
    Ok(())
}

#[cfg(test)]
mod tests;
