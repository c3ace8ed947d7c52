//! The names of a list: what may stand between them, and the colon that opens it.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::token::TokenKind;

/// How far before a name its party or vote is looked for, in tokens.
pub(super) const REACH: usize = 80;

/// Whether this token may stand between the names of a list: a title, a particle, `en`.
pub(super) fn joins(ctx: &NameContext<'_>, i: usize) -> bool {
    let t = ctx.tokens;
    match t.kind(i) {
        TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => true,
        TokenKind::Mark(',' | '-' | '\'') | TokenKind::Line => true,
        TokenKind::Mark('.') => {
            let before = i.saturating_sub(1);
            t.kind(before) == TokenKind::Letter
                || matches!(cue_word::cue_of(t.word(before)), Some(Cue::Title))
        }
        TokenKind::Lower => {
            let word = t.word(i);
            matches!(word, "en" | "de" | "alsmede")
                || matches!(cue_word::cue_of(word), Some(Cue::Title | Cue::Titles))
                || particle::is_particle(word)
        }
        _ => false,
    }
}

/// The colon that opens the list of names with brackets which this name is in.
pub(super) fn colon_before(ctx: &NameContext<'_>, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let mut within = false;
    for i in (start.saturating_sub(REACH)..start).rev() {
        match t.kind(i) {
            TokenKind::Mark(')') => within = true,
            TokenKind::Mark('(') => within = false,
            TokenKind::Blank => return None,
            TokenKind::Mark(':') if !within => return Some(i),
            _ if within || joins(ctx, i) => {}
            _ => return None,
        }
    }
    None
}

/// Whether this word is what somebody is called who is there without a seat.
pub(super) fn is_outsider(word: &str) -> bool {
    let word = word.to_lowercase();
    let starts =
        ["inspre", "griffie", "notulist", "ambtelijk", "ambtenaar", "bewoner", "voorlicht"];
    starts.iter().any(|s| word.starts_with(s))
        || ["medewerker", "griffier", "adviseur", "assistent", "secretaris"]
            .iter()
            .any(|end| word.ends_with(end))
}
