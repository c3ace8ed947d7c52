//! Whether the copy lacks more than what was redacted, page by page.

use super::pages::{self, PageGlyphs, PageText};
use super::readings::open;
use crate::model::message;
use crate::verify::census::Census;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use std::collections::BTreeMap;

/// Letters of a page that may be missing whatever was redacted: readers differ on oddly made files.
const SLACK: usize = 4;

/// Letters, and how often each occurs.
type Letters = BTreeMap<char, usize>;

/// Compares the letters of each page of the original with those of the copy.
///
/// # Errors
/// [`VerifyError::Disturbed`] when pages are missing, or letters beyond those of the needles and
/// those where a box is now.
pub(super) fn check(claim: &Claim<'_>, copy: &[PageText]) -> Result<(), VerifyError> {
    // What the second reader cannot open it cannot compare; the writer could, and repaired it.
    let Ok(original) = open(claim.original) else { return Ok(()) };
    let count = original.pages().len();
    if copy.len() < count {
        return Err(VerifyError::Disturbed(message!("there are fewer pages")));
    }
    let census = Census::new(claim.needles.iter().map(|n| n.text.as_str()))?;
    let before = pages::contents(&original, claim.boxes, claim.threads, |page| Had {
        letters: letters(&page.drawn()),
        redacted: redacted(&census, claim, page),
        boxed: page.boxed_letters(),
    });
    // Where the reader finds fewer pages in a damaged original than in the repaired copy, pages
    // cannot be paired.
    if copy.len() > count {
        let has = copy.iter().map(|p| letters(&p.drawn)).fold(Letters::new(), add);
        let had = before.into_iter().fold(Had::default(), Had::with);
        return compare(&had, &has, None);
    }
    for (number, (had, has)) in before.iter().zip(copy).enumerate() {
        compare(had, &letters(&has.drawn), Some(number + 1))?;
    }
    Ok(())
}

/// What a page of the original has.
#[derive(Default)]
struct Had {
    letters: Letters,
    /// Letters of needles.
    redacted: usize,
    /// Letters where the copy has a box.
    boxed: usize,
}

impl Had {
    fn with(self, other: Self) -> Self {
        Self {
            letters: add(self.letters, other.letters),
            redacted: self.redacted + other.redacted,
            boxed: self.boxed + other.boxed,
        }
    }
}

/// How many letters the needles have on a page, by the view that shows the most.
fn redacted(census: &Census, claim: &Claim<'_>, page: &PageGlyphs<'_>) -> usize {
    if claim.needles.is_empty() {
        return 0;
    }
    let counts: Vec<Vec<usize>> =
        page.views().iter().map(|view| census.count([view.as_str()])).collect();
    let most = |i: usize| counts.iter().filter_map(|c| c.get(i)).max().copied().unwrap_or(0);
    let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    claim.needles.iter().enumerate().map(|(i, n)| length(&n.text) * most(i)).sum()
}

fn compare(had: &Had, has: &Letters, page: Option<usize>) -> Result<(), VerifyError> {
    let missing: usize =
        had.letters.iter().map(|(c, n)| n.saturating_sub(has.get(c).copied().unwrap_or(0))).sum();
    let total: usize = had.letters.values().sum();
    let allowed = had.redacted + had.redacted.max(had.boxed) + SLACK + total / 100;
    if missing <= allowed {
        return Ok(());
    }
    Err(VerifyError::Disturbed(match page {
        Some(page) => message!("page {0}: {1} letters", page, missing),
        None => message!("{0} letters", missing),
    }))
}

fn letters(text: &str) -> Letters {
    let mut out = Letters::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *out.entry(c).or_default() += 1;
    }
    out
}

fn add(mut all: Letters, more: Letters) -> Letters {
    for (c, n) in more {
        *all.entry(c).or_default() += n;
    }
    all
}
