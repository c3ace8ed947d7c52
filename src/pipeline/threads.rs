//! Which messages stand wholly in others.

use crate::model::Letter;
use std::collections::HashMap;

/// How many words a message begins with that are looked for in others.
const START: usize = 12;
/// The fewest words of a message that says something of its own.
const FEWEST: usize = 4;
/// Most words that are compared, all together.
const COMPARED: usize = 200_000_000;

/// For each message that another holds: the two, and whether they are the same. Of several that hold
/// it, the longest. What is shorter than `START` words counts only under the same subject. Each
/// message comes with the number of its file.
pub(super) fn contained(letters: &[(usize, &Letter)]) -> Vec<(usize, usize, bool)> {
    let mut starts: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, (_, letter)) in letters.iter().enumerate() {
        let length = match letter.words.len() {
            START.. => START,
            FEWEST.. => FEWEST,
            _ => continue,
        };
        let start = letter.words.get(..length).unwrap_or_default();
        starts.entry(key(start)).or_default().push(at);
    }
    // The longest holders first: the first that is found is the one that is told.
    let mut holders: Vec<usize> = (0..letters.len()).collect();
    holders.sort_by_key(|at| letters.get(*at).map(|(_, l)| std::cmp::Reverse(l.words.len())));
    let mut found: Vec<Option<(usize, bool)>> = vec![None; letters.len()];
    let mut left = COMPARED;
    for holder in holders {
        let Some((file, outer)) = letters.get(holder) else { continue };
        for length in [START, FEWEST] {
            for (from, window) in outer.words.windows(length).enumerate() {
                for at in starts.get(&key(window)).into_iter().flatten().copied() {
                    let Some((own, inner)) = letters.get(at) else { continue };
                    let open = found.get(at).is_some_and(Option::is_none);
                    if at == holder || !open || left == 0 {
                        continue;
                    }
                    left = left.saturating_sub(inner.words.len());
                    let held = outer.words.get(from..).is_some_and(|w| w.starts_with(&inner.words));
                    if !held || !may_hold(outer, inner, own == file) {
                        continue;
                    }
                    let same = inner.words.len() == outer.words.len()
                        && inner.files.len() == outer.files.len();
                    // Of two that are the same, the first stays.
                    if (!same || holder < at)
                        && let Some(slot) = found.get_mut(at)
                    {
                        *slot = Some((holder, same));
                    }
                }
            }
        }
    }
    let told = found.into_iter().enumerate();
    told.filter_map(|(inner, outer)| outer.map(|(outer, same)| (inner, outer, same))).collect()
}

/// Whether a message may hold another by all but its words.
fn may_hold(outer: &Letter, inner: &Letter, one_file: bool) -> bool {
    let files = inner.files.iter().all(|file| outer.files.contains(file));
    let subject = inner.words.len() >= START || inner.subject == outer.subject;
    // What is attached to a message goes with it.
    let attached = one_file
        && inner.within.len() > outer.within.len()
        && inner.within.starts_with(&outer.within);
    files && subject && !attached
}

fn key(words: &[u32]) -> u64 {
    let seed = words.len() as u64;
    words.iter().fold(seed, |all, word| (all ^ u64::from(*word)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(words: std::ops::Range<u32>, subject: u32, files: &[u64]) -> Letter {
        Letter { within: Vec::new(), subject, words: words.collect(), files: files.to_vec() }
    }

    #[test]
    fn what_another_holds_is_told_with_the_longest_that_does() {
        let letters = [
            letter(20..60, 1, &[]),
            letter(10..60, 2, &[]),
            letter(0..90, 1, &[]),
            letter(500..540, 1, &[]),
            letter(10..60, 2, &[]),
        ];
        let all: Vec<(usize, &Letter)> = letters.iter().enumerate().collect();
        assert_eq!(contained(&all), [(0, 2, false), (1, 2, false), (4, 2, false)]);
        let two = [(1, &letters[1]), (4, &letters[4])];
        assert_eq!(contained(&two), [(1, 0, true)]);
    }

    #[test]
    fn a_file_that_the_other_lacks_and_a_short_text_elsewhere_do_not_count() {
        let with = |files: &[u64]| letter(20..60, 1, files);
        let (whole, short, elsewhere) =
            (letter(0..90, 1, &[7]), letter(5..10, 1, &[]), letter(5..10, 2, &[]));
        assert_eq!(contained(&[(0, &with(&[7])), (1, &whole)]), [(0, 1, false)]);
        assert_eq!(contained(&[(0, &with(&[8])), (1, &whole)]), []);
        assert_eq!(contained(&[(0, &short), (1, &whole)]), [(0, 1, false)]);
        assert_eq!(contained(&[(0, &elsewhere), (1, &whole)]), []);
        let inserted =
            Letter { words: [20, 21, 99].into_iter().chain(22..60).collect(), ..with(&[]) };
        assert_eq!(contained(&[(0, &inserted), (1, &whole)]), []);
    }
}
