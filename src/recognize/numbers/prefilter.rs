//! Where patterns are worth trying: near their keywords, or where digits are close together.

use crate::model::Span;
use crate::recognize::error::RecognizeError;
use crate::recognize::hit::Hit;
use crate::recognize::numbers::pattern::Pattern;
use aho_corasick::AhoCorasick;

/// Finds the windows in which each pattern is worth trying.
pub(crate) struct Prefilter {
    words: AhoCorasick,
    /// For every keyword: the patterns it belongs to, and those of a keyword within it.
    owners: Vec<Vec<usize>>,
}

impl Prefilter {
    /// Compiles the keywords of all patterns.
    ///
    /// # Errors
    /// [`RecognizeError::Keywords`].
    pub(crate) fn new(patterns: &[Pattern]) -> Result<Self, RecognizeError> {
        let mut words: Vec<&str> =
            patterns.iter().flat_map(|p| p.keywords.iter().map(String::as_str)).collect();
        words.sort_unstable();
        words.dedup();
        let owns = |word: &str, p: &Pattern| p.keywords.iter().any(|k| word.contains(k.as_str()));
        let owners = words
            .iter()
            .map(|w| (0..patterns.len()).filter(|i| owns(w, &patterns[*i])).collect())
            .collect();
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .kind(Some(aho_corasick::AhoCorasickKind::DFA))
            .build(words)
            .map_err(RecognizeError::Keywords)?;
        Ok(Self { words, owners })
    }

    /// Adds what all patterns find. Returns windows around places with three digits close together.
    pub(crate) fn run(&self, patterns: &[Pattern], text: &str, out: &mut Vec<Hit>) -> Vec<Span> {
        let mut windows: Vec<Vec<Span>> = patterns.iter().map(|_| Vec::new()).collect();
        for found in self.words.find_iter(text) {
            let owners = self.owners.get(found.pattern().as_usize());
            for index in owners.into_iter().flatten() {
                let Some(pattern) = patterns.get(*index) else { continue };
                let start = found.start().saturating_sub(pattern.ahead);
                if let Some(list) = windows.get_mut(*index) {
                    add_window(text, list, start, found.end() + pattern.reach + 60);
                }
            }
        }
        let mut counts: Vec<usize> =
            patterns.iter().filter(|p| p.keywords.is_empty()).map(|p| p.digits).collect();
        counts.push(TELEPHONE);
        counts.sort_unstable();
        counts.dedup();
        let mut digits_of = digit_windows(text, &counts);
        let mut left: Vec<&[Span]> = patterns
            .iter()
            .zip(&windows)
            .map(|(pattern, near)| {
                let at = counts.iter().position(|n| *n == pattern.digits);
                let digits = at.filter(|_| pattern.keywords.is_empty());
                digits.and_then(|at| digits_of.get(at)).unwrap_or(near)
            })
            .map(Vec::as_slice)
            .collect();
        // All patterns over one stretch, then the next, so that a long text is read from memory
        // once.
        let mut found: Vec<Vec<Hit>> = patterns.iter().map(|_| Vec::new()).collect();
        for stretch in (STRETCH..text.len().saturating_add(STRETCH)).step_by(STRETCH) {
            for ((pattern, left), found) in patterns.iter().zip(&mut left).zip(&mut found) {
                let (here, rest) = left.split_at(left.partition_point(|w| w.start < stretch));
                pattern.run(text, here, found);
                *left = rest;
            }
        }
        out.extend(found.into_iter().flatten());
        let at = counts.iter().position(|n| *n == TELEPHONE);
        at.map(|at| std::mem::take(&mut digits_of[at])).unwrap_or_default()
    }
}

/// How many digits are close together in every phone number.
const TELEPHONE: usize = 3;

/// How much text is shown to all patterns in turn, in bytes.
const STRETCH: usize = 64 << 10;

/// Adds a window, merged with the previous one if they touch.
fn add_window(text: &str, list: &mut Vec<Span>, start: usize, end: usize) {
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(end.min(text.len()));
    match list.last_mut() {
        Some(last) if start <= last.end => last.end = last.end.max(end),
        _ => list.push(Span::new(start, end)),
    }
}

/// For every count from 1 to 8: windows around places with that many digits within 24 bytes.
pub(crate) fn digit_windows(text: &str, counts: &[usize]) -> Vec<Vec<Span>> {
    let mut out: Vec<Vec<Span>> = counts.iter().map(|_| Vec::new()).collect();
    let mut recent = [usize::MAX; 8];
    let mut seen = 0usize;
    // Most stretches of prose hold no digit and are skipped.
    const STRETCH: usize = 32;
    let chunks = text.as_bytes().chunks(STRETCH).enumerate();
    let digits = chunks
        .filter(|(_, c)| c.iter().fold(false, |any, b| any | b.is_ascii_digit()))
        .flat_map(|(n, c)| c.iter().enumerate().map(move |(i, b)| (n * STRETCH + i, b)))
        .filter(|(_, b)| b.is_ascii_digit());
    for (at, _) in digits {
        recent[seen % 8] = at;
        seen += 1;
        for (count, list) in counts.iter().zip(&mut out) {
            let back = (*count).clamp(1, 8);
            if seen < back {
                continue;
            }
            let first = recent[(seen - back) % 8];
            if at - first < 24 {
                add_window(text, list, first.saturating_sub(48), at + 32);
            }
        }
    }
    out
}
