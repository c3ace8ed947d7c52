//! Fields whose value is initials: `Paraaf: JAB`.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::initials;
use crate::recognize::names::layout::field_labels::LabelStrength;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Adds initials that fill the value of a field: `Paraaf: JAB`.
pub(crate) fn initials_only(
    ctx: &NameContext<'_>,
    i: usize,
    strength: LabelStrength,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    let mixed =
        t.kind(i) == TokenKind::Capital && initials::have_particle(t.word(i)) && t.is_border(i + 1);
    let dotted = initials::initials(t, i).is_some_and(|(_, letters)| letters.len() >= 2);
    if strength != LabelStrength::Initials
        && !(strength == LabelStrength::Person && (mixed || dotted))
    {
        return;
    }
    // `Voorletters: N.A.`
    let found = match initials::initials(t, i) {
        Some((end, letters)) => (t.is_border(end) || end >= t.len()).then_some((end, letters)),
        None if stands_for_words(ctx, i) => None,
        None => lower_case(ctx, i).or_else(|| in_capitals(ctx, i)),
    };
    if let Some((end, initials)) = found {
        let name = PersonName { initials, ..PersonName::default() };
        out.push(ctx.hit(NameMatch { start: i, end, name }, Likelihood::Likely, "paraaf"));
    }
}

/// `n.v.t.`: letters that stand for words.
fn stands_for_words(ctx: &NameContext<'_>, i: usize) -> bool {
    let t = ctx.tokens;
    let letters = [i, i + 2, i + 4].map(|k| t.word(k)).concat();
    initials::stand_for_words(&fold(&letters))
}

/// `Paraaf: chr`, `paraaf s.o.`: initials in lower case; one past the last, and the letters.
fn lower_case(ctx: &NameContext<'_>, i: usize) -> Option<(usize, String)> {
    let t = ctx.tokens;
    let word = t.word(i);
    let dotted = (i..i + 8).step_by(2).take_while(|k| {
        t.word(*k).len() == 1 && t.is_word(*k) && t.is(k + 1, '.') && !t.spaced(k + 1)
    });
    let after_dots = i + 2 * dotted.count();
    let short = t.kind(i) == TokenKind::Lower && (2..=4).contains(&word.len());
    let plain = short && !ctx.lexicon.word(word).word();
    let end = if after_dots > i + 2 { after_dots } else { i + usize::from(plain) };
    let letters = || (i..end).filter(|k| t.is_word(*k)).map(|k| fold(t.word(k))).collect();
    (end > i && (t.is_border(end) || end >= t.len())).then(|| (end, letters()))
}

/// Answers and abbreviations that are no initials.
const NOT_INITIALS: &[&str] =
    &["JA", "NEE", "NVT", "SG", "DG", "BZK", "EZK", "OCW", "VWS", "SZW", "JENV", "LNV", "PSG"];

/// `Paraaf: JAB`: initials in capitals; one past them, and the letters.
fn in_capitals(ctx: &NameContext<'_>, i: usize) -> Option<(usize, String)> {
    let t = ctx.tokens;
    let word = t.word(i);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let shaped = t.kind(i) == TokenKind::Upper || t.kind(i) == TokenKind::Capital && capitals >= 2;
    let fits = shaped && (2..=4).contains(&word.len());
    let ends = t.is_border(i + 1)
        || matches!(t.kind(i + 1), TokenKind::Mark('/' | ',' | ';'))
        || i + 1 >= t.len();
    (fits && ends && !NOT_INITIALS.contains(&word)).then(|| (i + 1, fold(word)))
}
