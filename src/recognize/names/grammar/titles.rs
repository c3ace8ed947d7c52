//! Rows of titles in front of a name: `mevrouw mr. drs.`.

use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

pub(crate) fn prior_title(t: &Tokens<'_>, index: usize) -> bool {
    let mut i = index - 1;
    while i > 0 && matches!(t.kind(i), TokenKind::Mark('.' | '/')) {
        i -= 1;
    }
    matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title)) && i + 3 > index
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
