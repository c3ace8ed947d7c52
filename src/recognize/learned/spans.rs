//! From likelihoods of tokens to names: where one begins and ends, and what falls off.

use crate::model::Span;
use crate::recognize::learned::facts::is_capital;
use crate::recognize::learned::features::{Forms, Line};
use crate::recognize::learned::tokens::Offset;
use crate::recognize::text::lexicon::with_folded;
use std::ops::Range;

/// A token less likely than this ends a name.
const LOOSE: f32 = 0.2;

/// A name that the model sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LearnedName {
    /// Bytes of the text.
    pub(crate) span: Span,
    /// How likely its likeliest token belongs to a name.
    pub(crate) p: f32,
    /// Whether a capitalized word of it is an ordinary word, a place or an organization, and no
    /// given name.
    pub(crate) ordinary: bool,
}

/// What the model says of one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokenView {
    /// How likely it belongs to a person's name.
    pub(crate) p: f32,
    /// Whether one most likely begins here.
    pub(crate) begins: bool,
}

/// Whether a name ends in front of this token.
fn ends_name(word: &str, offset: Offset, view: TokenView) -> bool {
    let mark = matches!(
        word,
        ")" | "]"
            | "}"
            | ">"
            | "\u{bb}"
            | "\u{201d}"
            | "\""
            | ";"
            | ":"
            | "|"
            | "/"
            | "&"
            | "+"
            | "("
            | "["
            | "{"
            | "<"
    );
    view.p < LOOSE || mark || offset == Offset::Wide || view.begins && view.p > 0.5
}

/// Whether a word at the begin of a name may stay though it is small and unlikely.
fn may_lead(word: &str) -> bool {
    with_folded(word, |small| {
        matches!(small, "van" | "de" | "den" | "der" | "el" | "ten" | "ter" | "te")
    })
}

/// The names in these tokens of a line, in order.
pub(crate) fn names(
    line: Line<'_>,
    range: &Range<usize>,
    views: &[TokenView],
    forms: &Forms<'_>,
    out: &mut Vec<LearnedName>,
) {
    let tokens = line.tokens.get(range.clone()).unwrap_or_default();
    let all: Vec<(&str, TokenView)> =
        tokens.iter().map(|t| t.of(line.text)).zip(views.iter().copied()).collect();
    let mut at = 0;
    while let Some((word, view)) = all.get(at).copied() {
        if view.p < LOOSE || !word.starts_with(char::is_alphabetic) {
            at += 1;
            continue;
        }
        let goes_on = tokens.iter().zip(&all).skip(at + 1);
        let length = goes_on.take_while(|(t, (w, v))| !ends_name(w, t.offset, *v)).count();
        let next = at + 1 + length;
        let (mut start, mut end) = (at, next);
        let word_at = |i: usize| all.get(i).map_or("", |(word, _)| *word);
        let p_at = |i: usize| all.get(i).map_or(0.0, |(_, view)| view.p);
        while end > start + 1 && !word_at(end - 1).starts_with(char::is_alphanumeric) {
            end -= 1;
        }
        while end > start + 1
            && word_at(start).starts_with(char::is_lowercase)
            && !may_lead(word_at(start))
            && p_at(start) < 0.5
        {
            start += 1;
        }
        let ordinary = (start..end).any(|i| {
            let known = forms.flags(range.start + i);
            is_capital(word_at(i)) && known.ordinary() && !known.given()
        });
        if let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end - 1)) {
            let p = (start..end).map(p_at).fold(0.0, f32::max);
            out.push(LearnedName { span: Span::new(first.start, last.end), p, ordinary });
        }
        at = next;
    }
}
