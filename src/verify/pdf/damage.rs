//! Whether the copy lacks more than what was redacted.

use super::super::residue::Census;
use super::super::{Needle, VerifyError};
use super::text;
use hayro_syntax::Pdf;
use std::collections::HashMap;

/// Letters that may be missing whatever was redacted: readers differ on oddly made files.
const SLACK: usize = 4;

/// Compares the letters of all pages of the original and the copy.
///
/// # Errors
/// [`VerifyError::Disturbed`] when pages are missing, or letters beyond those of the needles.
pub(super) fn check(original: &[u8], copy: &Pdf, needles: &[Needle]) -> Result<(), VerifyError> {
    // What the second reader cannot open it cannot compare; the writer could, and repaired it.
    let Ok(before) = Pdf::new(original.to_vec()) else { return Ok(()) };
    if copy.pages().len() < before.pages().len() {
        return Err(VerifyError::Disturbed("er zijn minder pagina's".into()));
    }
    let (had, has) = (text::contents(&before), text::contents(copy));
    let census = Census::new(needles.iter().map(|n| n.text.as_str()))?;
    let counts = census.count(had.iter().map(String::as_str));
    let gone: usize = needles
        .iter()
        .zip(counts)
        .map(|(n, count)| n.text.chars().filter(|c| c.is_alphanumeric()).count() * count)
        .sum();
    let (had, has) = (letters(&had), letters(&has));
    let missing: usize =
        had.iter().map(|(c, n)| n.saturating_sub(has.get(c).copied().unwrap_or(0))).sum();
    let total: usize = had.values().sum();
    if missing > gone * 2 + SLACK + total / 100 {
        return Err(VerifyError::Disturbed(format!("{missing} letters")));
    }
    Ok(())
}

fn letters(texts: &[String]) -> HashMap<char, usize> {
    let mut out = HashMap::new();
    for c in texts.iter().flat_map(|t| t.chars()).filter(|c| c.is_alphanumeric()) {
        *out.entry(c).or_default() += 1;
    }
    out
}
