//! Whether the copy lacks more than what was redacted, page by page.

use super::open::open;
use super::pages::{ContentReader, PageGlyphs, PageText};
use super::same_page::PageComparison;
use crate::model::message;
use crate::parallel;
use crate::verify::census::Census;
use crate::verify::claim::Claim;
use crate::verify::error::VerifyError;
use hayro_syntax::Pdf;
use std::collections::BTreeMap;

/// Letters of a page that may be missing whatever was redacted: readers differ on oddly made files.
const SLACK: usize = 4;

/// Letters, and how often each occurs.
type Letters = BTreeMap<char, usize>;

/// Compares the letters of each page of the original with those of the copy. `texts` are the pages
/// of the copy if they were read already.
///
/// # Errors
/// [`VerifyError::Disturbed`] when pages are missing, or more letters of a page than its needles
/// have.
pub(super) fn check(
    claim: &Claim<'_>,
    copy: &Pdf,
    texts: Option<&[PageText]>,
) -> Result<(), VerifyError> {
    // What the second reader cannot open it cannot compare; the writer could, and repaired it.
    let Ok(original) = open(claim.original) else { return Ok(()) };
    let count = original.pages().len();
    if copy.pages().len() < count {
        return Err(VerifyError::Disturbed(message!("there are fewer pages")));
    }
    let census = Census::new(claim.needles.iter().map(|n| n.text.as_str()))?;
    let state = || Comparison {
        claim,
        census: &census,
        texts,
        pages: PageComparison::new(&original, copy),
        original: ContentReader::new(&original),
        copy: ContentReader::new(copy),
    };
    if copy.pages().len() > count {
        return state().whole(count, copy.pages().len());
    }
    let check = |compare: &mut Comparison<'_, '_>, number: usize| compare.page(number);
    parallel::map(count, claim.threads, state, check).into_iter().collect()
}

/// What it takes to compare pages.
struct Comparison<'c, 'p> {
    claim: &'c Claim<'c>,
    census: &'c Census,
    texts: Option<&'c [PageText]>,
    pages: PageComparison<'p>,
    original: ContentReader<'p>,
    copy: ContentReader<'p>,
}

impl Comparison<'_, '_> {
    fn page(&mut self, number: usize) -> Result<(), VerifyError> {
        if self.pages.are_the_same(number) {
            return Ok(());
        }
        if !self.pages.has_resources(number) {
            let what = message!("page {0}: a font or picture", number + 1);
            return Err(VerifyError::Disturbed(what));
        }
        let page = self.original.page(number);
        let (missing, total) = missing(&letters(&page.drawn), &self.letters_of_copy(number));
        if self.allows(missing, total, &[page]) {
            return Ok(());
        }
        Err(VerifyError::Disturbed(message!("page {0}: {1} letters", number + 1, missing)))
    }

    /// Compares all pages at once, for when the reader finds fewer pages in a damaged original than
    /// in the repaired copy, so that pages cannot be paired.
    fn whole(&mut self, before: usize, after: usize) -> Result<(), VerifyError> {
        let pages: Vec<PageGlyphs> = (0..before).map(|number| self.original.page(number)).collect();
        let had = pages.iter().map(|p| letters(&p.drawn)).fold(Letters::new(), add);
        let has = (0..after).map(|n| self.letters_of_copy(n)).fold(Letters::new(), add);
        let (missing, total) = missing(&had, &has);
        if self.allows(missing, total, &pages) {
            return Ok(());
        }
        Err(VerifyError::Disturbed(message!("{0} letters", missing)))
    }

    fn letters_of_copy(&mut self, number: usize) -> Letters {
        match self.texts.and_then(|texts| texts.get(number)) {
            Some(text) => letters(&text.drawn),
            None => letters(&self.copy.page(number).drawn),
        }
    }

    /// Whether so many letters may be missing of so many. The cheap reasons come first.
    fn allows(&self, missing: usize, total: usize, pages: &[PageGlyphs]) -> bool {
        let slack = SLACK + total / 100;
        if missing <= slack {
            return true;
        }
        let enough = |redacted: usize| missing <= 2 * redacted + slack;
        let drawn: Vec<usize> = pages
            .iter()
            .map(|page| self.redacted(&self.census.count([page.drawn.as_str()])))
            .collect();
        if enough(drawn.iter().sum()) {
            return true;
        }
        let most = |page: &PageGlyphs| {
            let mut counts = self.census.count([page.drawn.as_str()]);
            for view in page.other_views() {
                for (most, count) in counts.iter_mut().zip(self.census.count([view.as_str()])) {
                    *most = (*most).max(count);
                }
            }
            self.redacted(&counts)
        };
        enough(pages.iter().map(most).sum())
    }

    /// How many letters the needles have, each as often as counted.
    fn redacted(&self, counts: &[usize]) -> usize {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        self.claim.needles.iter().zip(counts).map(|(n, count)| letters(&n.text) * count).sum()
    }
}

/// How many letters are missing, and how many there were.
fn missing(had: &Letters, has: &Letters) -> (usize, usize) {
    let missing = |(c, n): (&char, &usize)| n.saturating_sub(has.get(c).copied().unwrap_or(0));
    (had.iter().map(missing).sum(), had.values().sum())
}

fn letters(text: &str) -> Letters {
    let mut ascii = [0_usize; 128];
    let mut out = Letters::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        match ascii.get_mut(c as usize) {
            Some(count) => *count += 1,
            None => *out.entry(c).or_default() += 1,
        }
    }
    out.extend((0_u8..).map(char::from).zip(ascii).filter(|(_, count)| *count > 0));
    out
}

fn add(mut all: Letters, more: Letters) -> Letters {
    for (c, n) in more {
        *all.entry(c).or_default() += n;
    }
    all
}
