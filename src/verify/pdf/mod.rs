//! Second reader of PDF: hayro's interpreter for what is drawn, and a scanner of its own for what
//! is in the bytes.
//!
//! Three methods, none of which trusts the writer: the text of every page in several orders; all
//! strings, names and decoded streams, referenced or not; and what is drawn under each box.

mod crossing;
mod damage;
mod device;
mod doubles;
mod font_programs;
mod glyphs;
mod inspect;
mod label_boxes;
mod objects;
mod open;
mod outline_letters;
mod pages;
mod place;
mod raw_streams;
mod readings;
mod rendering;
mod runs;
mod same_page;
mod seen;
mod spellings;
mod strings;
mod told;
mod visibility;

pub(super) use inspect::inspect;
pub(super) use readings::{STRINGS, attachment};

use super::claim::Claim;
use super::error::VerifyError;
use super::reading::Reading;
use std::sync::Arc;

/// All readings of a copy. Bytes and boxes are checked along the way.
///
/// # Errors
/// When the copy is not one readable revision, when a text that must be gone is in its bytes, when
/// something is drawn under a box, or when more is missing than was redacted.
pub(super) fn check(copy: &Arc<Vec<u8>>, claim: &Claim<'_>) -> Result<Vec<Reading>, VerifyError> {
    let mut found = Vec::new();
    let spellings = spellings::Spellings::new(claim.needles)?;
    let scanned = raw_streams::scan(copy);
    scanned.one_revision(copy)?;
    if !claim.needles.is_empty() || claim.listed.is_some() {
        readings::bytes(copy, &scanned, &spellings, None, claim.threads, &mut found)?;
    }
    let pdf = open::open(copy)?;
    let looked_for = !claim.needles.is_empty() || claim.listed.is_some() || !claim.boxes.is_empty();
    // Where nothing was redacted there is nothing to search for: it remains to prove that all is
    // still there.
    let texts = match looked_for || claim.blanked {
        true => Some(readings::read(&pdf, claim, None, 0, &mut found)?),
        false => None,
    };
    seen::check(&pdf, claim)?;
    if !claim.blanked {
        damage::check(claim, &pdf, texts.as_deref())?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
