//! Rows of titles in front of a name: `mevrouw mr. drs.`.

use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// Skips a predicate of nobility between given names and surname: `J.W. baron van Quast`.
pub(crate) fn skip_predicate(t: &Tokens<'_>, index: usize) -> usize {
    const PREDICATES: &[&str] = &[
        "baron",
        "barones",
        "baronesse",
        "graaf",
        "gravin",
        "jonkheer",
        "jonkvrouw",
        "jhr",
        "jkvr",
        "ridder",
        "burggraaf",
        "markies",
        "hertog",
        "prins",
        "prinses",
        "Baron",
        "Baronesse",
        "Jonkheer",
        "Graaf",
    ];
    if !PREDICATES.contains(&t.word(index)) || !t.spaced(index) {
        return index;
    }
    let dot = t.is(index + 1, '.') && !t.spaced(index + 1);
    let after = index + 1 + usize::from(dot);
    if particle::begins(t, after) || t.is_capital(after) { after } else { index }
}

pub(crate) fn prior_title(t: &Tokens<'_>, index: usize) -> bool {
    let mut i = index - 1;
    while i > 0 && matches!(t.kind(i), TokenKind::Mark('.' | '/')) {
        i -= 1;
    }
    matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title)) && i + 3 > index
}

/// Skips `de heer`, `mevrouw`: titles with the article in front of them.
pub(crate) fn skip_address(t: &Tokens<'_>, start: usize) -> usize {
    let article = usize::from(t.word(start) == "de");
    let title = matches!(cue_word::cue_of(t.word(start + article)), Some(Cue::Title));
    if title { skip_titles(t, start + article) } else { start }
}

/// Skips `mr. drs.`, `heer/mevrouw`, `de heer en mevrouw`.
pub(crate) fn skip_titles(t: &Tokens<'_>, start: usize) -> usize {
    let mut i = start;
    for _ in 0..14 {
        let title = t.is_word(i) && matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title));
        let mark = matches!(t.kind(i), TokenKind::Mark('.' | '/')) && i > start;
        let joint = i > start
            && matches!(t.word(i), "en" | "em")
            && matches!(cue_word::cue_of(t.word(i + 1)), Some(Cue::Title));
        if !(title || mark || joint) {
            break;
        }
        i += 1;
    }
    i
}
