//! Hebrew and Arabic names of a list, as a page has them: the letters stand in the order in which they are
//! seen from left to right, in the forms in which they join.

use crate::recognize::text::lexicon::fold;
use unicode_normalization::UnicodeNormalization;

/// The mark that makes an Arabic word longer.
const STRETCH: char = '\u{640}';
/// Fewest letters of a name that is also looked for from left to right.
const LEAST: usize = 3;

/// Whether a character belongs to a script that is written from right to left.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A letter in its plain form: not that of a place in a word, without marks, one for each sound that
/// keyboards have several of.
pub(super) fn plain(c: char) -> String {
    let letters: String = std::iter::once(c).nfkd().filter(|c| *c != STRETCH).collect();
    fold(&letters)
        .chars()
        .map(|c| match c {
            '\u{649}' | '\u{6cc}' => '\u{64a}',
            '\u{6a9}' => '\u{643}',
            other => other,
        })
        .collect()
}

/// A name, in plain letters, as a page shows it from left to right: with the sign for lam and alef as
/// one that keeps its order, and as two; none if it is of another script.
pub(super) fn as_shown(plain: &str) -> Vec<String> {
    if plain.chars().count() < LEAST || !plain.chars().all(is_letter) {
        return Vec::new();
    }
    let turned: String = plain.chars().rev().collect();
    let joined = turned.replace("\u{627}\u{644}", "\u{644}\u{627}");
    if joined == turned { vec![turned] } else { vec![turned, joined] }
}
