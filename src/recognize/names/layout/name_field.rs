//! Fields that ask for a part of somebody's name, as forms do: `Achternaam : VAN DER SLUIS`,
//! `Roepnaam: Trijntje`. What stands there is a name, whatever its letters and words.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::field_labels::label_at;
use crate::recognize::names::lexicon::organization;
use crate::recognize::names::lexicon::particle::{self, is_particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// Labels that ask for a surname, folded.
const SURNAME: &[&str] =
    &["achternaam", "familienaam", "geboortenaam", "geslachtsnaam", "meisjesnaam"];

/// Labels that ask for given names, folded.
const GIVEN: &[&str] = &["roepnaam", "voornaam", "voornamen"];

/// Labels that ask for initials, folded.
const INITIALS: &[&str] = &["voorletter", "voorletters"];

/// Longest value, in tokens.
const LONGEST: usize = 9;

/// Adds the value of the field at this token, if a line or cell starts here.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    // The length is the cheapest test.
    let long = t.get(index).map_or(0, |token| token.end - token.start);
    if !(8..=13).contains(&long) || !t.begins(index) {
        return;
    }
    let label = fold(t.word(index));
    let surname = SURNAME.contains(&label.as_str());
    let initials = INITIALS.contains(&label.as_str());
    if !surname && !initials && !GIVEN.contains(&label.as_str()) {
        return;
    }
    let mut i = index + 1;
    // `Voornamen (voluit):`, `Achternaam aanvrager:`
    if t.is(i, '(')
        && let Some(close) = (i + 1..i + 5).find(|k| t.is(*k, ')'))
    {
        i = close + 1;
    }
    while i < index + 5 && t.kind(i) == TokenKind::Lower {
        i += 1;
    }
    let gap = t.kind(i) == TokenKind::Gap;
    i += usize::from(gap);
    let colon = t.is(i, ':');
    i += usize::from(colon);
    i += usize::from(colon && t.kind(i) == TokenKind::Gap);
    // `Voornamen RADJINDER WILLEM`: filled in by hand, in capitals.
    let end = t.cell_end(i);
    let capitals = i == index + 1
        && end > i
        && (i..end).all(|k| t.kind(k) == TokenKind::Upper && t.word(k).len() > 2 || t.is(k, '-'));
    if !(colon || gap || capitals) || t.is_border(i) {
        return;
    }
    let found = if initials { letters(ctx, i) } else { value(ctx, i, surname) };
    if let Some(found) = found {
        out.push(ctx.hit_as(found, Likelihood::Certain, "naamveld", Role::UNKNOWN));
    }
}

/// `S J`, `S.J.`, `SJ`: initials that fill the cell at this token.
fn letters(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let end = t.cell_end(start);
    let short = |i: usize| matches!(t.kind(i), TokenKind::Upper) && t.word(i).len() <= 4;
    let part = |i: usize| t.kind(i) == TokenKind::Letter || short(i) || t.is(i, '.');
    let fits = end > start && end - start <= LONGEST && (start..end).all(part);
    let initials: String = (start..end).map(|i| fold(t.word(i))).filter(|w| w != ".").collect();
    let name = PersonName { initials, ..PersonName::default() };
    fits.then_some(NameMatch { start, end, name })
}

/// The name from this token to the end of its cell.
fn value(ctx: &NameContext<'_>, start: usize, surname: bool) -> Option<NameMatch> {
    let t = ctx.tokens;
    // `KORTSMA - GAJAPERS [M/V]`
    let end = t.cell_end(start);
    let end = (start..end).find(|i| t.is(*i, '[')).unwrap_or(end);
    let part = |i: usize| match t.kind(i) {
        TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => true,
        TokenKind::Mark('-' | '.' | '\'' | '/') => true,
        TokenKind::Lower => {
            particle::begins(t, i) || is_joint(t.word(i)) || t.word(i).contains('\'')
        }
        _ => false,
    };
    if let Some(found) = boxed(ctx, start, end, surname) {
        return Some(found);
    }
    let named = |i: usize| t.is_capital(i) && t.word(i).len() > 1;
    if end <= start || end - start > LONGEST || !(start..end).all(part) || !(start..end).any(named)
    {
        return None;
    }
    // The head of the next column, another label, or no name at all: `Achternaam  Voornaam`, `N.v.t.`
    let bound = is_particle(t.word(start)) && end > start + 1;
    let other = ["kolom naam", "kolom voornaam", "kolom voorletters", "kolom gegeven"];
    let head = other.iter().any(|list| word_lists::contains(list, &fold(t.word(start))));
    let none = matches!(fold(t.word(start)).as_str(), "n" | "nvt" | "onbekend" | "geen" | "idem");
    let body =
        (start..end).any(|i| organization::is_organization_word(t.word(i)) && end > start + 1);
    if !bound && (head || label_at(ctx, start).is_some()) || none && !named(start + 2) || body {
        return None;
    }
    let words = |range: std::ops::Range<usize>| -> Vec<String> {
        range.filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect()
    };
    let name = if surname {
        let first = (start..end).find(|i| !is_particle(t.word(*i))).unwrap_or(start);
        let surname = words(first..end).join(" ");
        PersonName { particles: words(start..first).join(" "), surname, ..PersonName::default() }
    } else {
        PersonName { given: words(start..end), ..PersonName::default() }
    };
    Some(NameMatch { start, end, name })
}

/// Longest name of which each letter has a box of its own, in letters.
const BOXES: usize = 30;

/// `P I E T E R S`: a letter in each box of a form.
fn boxed(ctx: &NameContext<'_>, start: usize, end: usize, surname: bool) -> Option<NameMatch> {
    let t = ctx.tokens;
    let letters = (3..=BOXES).contains(&end.saturating_sub(start))
        && (start..end).all(|i| t.kind(i) == TokenKind::Letter && (i == start || t.spaced(i)));
    let word: String = (start..end).map(|i| fold(t.word(i))).collect();
    let name = match surname {
        true => PersonName { surname: word, ..PersonName::default() },
        false => PersonName { given: vec![word], ..PersonName::default() },
    };
    letters.then_some(NameMatch { start, end, name })
}

/// Whether this word joins two surnames into one: `De Vries genaamd Bronkhorst`.
fn is_joint(word: &str) -> bool {
    matches!(word, "genaamd" | "gezegd" | "alias" | "of")
}
