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
    let had = text::contents(&before, !needles.is_empty());
    let has = text::contents(copy, false);
    let census = Census::new(needles.iter().map(|n| n.text.as_str()))?;
    let views: Vec<Vec<usize>> = had.iter().map(|view| census.count([view.as_str()])).collect();
    let most = |i: usize| views.iter().filter_map(|v| v.get(i)).max().copied().unwrap_or(0);
    let length = |n: &Needle| n.text.chars().filter(|c| c.is_alphanumeric()).count();
    let gone: usize = needles.iter().enumerate().map(|(i, n)| length(n) * most(i)).sum();
    let (had, has) = (letters(&had[0]), letters(&has[0]));
    let missing: usize =
        had.iter().map(|(c, n)| n.saturating_sub(has.get(c).copied().unwrap_or(0))).sum();
    let total: usize = had.values().sum();
    if missing > gone * 2 + SLACK + total / 100 {
        return Err(VerifyError::Disturbed(format!("{missing} letters")));
    }
    Ok(())
}

fn letters(text: &str) -> HashMap<char, usize> {
    let mut out = HashMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *out.entry(c).or_default() += 1;
    }
    out
}
