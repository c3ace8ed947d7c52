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
    let mixed = t.kind(i) == TokenKind::Capital
        && (3..=5).contains(&t.word(i).len())
        && t.word(i).chars().filter(|c| c.is_uppercase()).count() >= 2
        && t.is_border(i + 1);
    let dotted = initials::initials(t, i).is_some_and(|(_, letters)| letters.len() >= 2);
    if strength != LabelStrength::Initials
        && !(strength == LabelStrength::Person && (mixed || dotted))
    {
        return;
    }
    // `Voorletters: N.A.`
    if let Some((end, letters)) = initials::initials(t, i) {
        if t.is_border(end) || end >= t.len() {
            let name = PersonName { initials: letters, ..PersonName::default() };
            let found = NameMatch { start: i, end, name };
            out.push(ctx.hit(found, Likelihood::Likely, "paraaf"));
        }
        return;
    }
    let word = t.word(i);
    // `Paraaf: chr`, `paraaf s.o.`: initials in lower case.
    let dotted = (i..i + 8).step_by(2).take_while(|k| {
        t.word(*k).len() == 1 && t.is_word(*k) && t.is(k + 1, '.') && !t.spaced(k + 1)
    });
    let small = i + 2 * dotted.count();
    let known = ctx.lexicon.word(word);
    let plain = t.kind(i) == TokenKind::Lower && (2..=4).contains(&word.len()) && !known.word();
    let end = if small > i + 2 { small } else { i + usize::from(plain) };
    if end > i && (t.is_border(end) || end >= t.len()) {
        let initials: String =
            (i..end).filter(|k| t.is_word(*k)).map(|k| fold(t.word(k))).collect();
        let found =
            NameMatch { start: i, end, name: PersonName { initials, ..PersonName::default() } };
        out.push(ctx.hit(found, Likelihood::Likely, "paraaf"));
        return;
    }
    let fits = matches!(t.kind(i), TokenKind::Upper) && (2..=4).contains(&word.len())
        || matches!(t.kind(i), TokenKind::Capital)
            && (2..=4).contains(&word.len())
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let ends = t.is_border(i + 1)
        || matches!(t.kind(i + 1), TokenKind::Mark('/' | ',' | ';'))
        || i + 1 >= t.len();
    if fits
        && ends
        && !matches!(
            word,
            "JA" | "NEE"
                | "NVT"
                | "SG"
                | "DG"
                | "BZK"
                | "EZK"
                | "OCW"
                | "VWS"
                | "SZW"
                | "JENV"
                | "LNV"
                | "PSG"
        )
    {
        let name = PersonName { initials: fold(word), ..PersonName::default() };
        let found = NameMatch { start: i, end: i + 1, name };
        out.push(ctx.hit(found, Likelihood::Likely, "paraaf"));
    }
}
