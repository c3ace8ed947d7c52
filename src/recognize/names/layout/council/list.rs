//! Members by the list that they are in: its label, the parties in it, the cell beside the name.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::council::row::{REACH, colon_before, is_outsider, joins};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::public_body::{self, BodyKind};
use crate::recognize::names::lexicon::{particle, party};
use crate::recognize::text::token::TokenKind;

/// The list that the name is in, by what its colon follows: `ChristenUnie: de heren Bos en Vos`,
/// `Tegen stemden: mevrouw Bos`, `Raadsleden: A. Bos, B. Vos`.
pub(super) fn by_list(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let first = start.saturating_sub(REACH);
    let mut i = start;
    let mut within = false;
    while i > first {
        i -= 1;
        match t.kind(i) {
            // `M. Vos (tot 16.30 uur)`
            TokenKind::Mark(')') => within = true,
            TokenKind::Mark('(') => within = false,
            _ if within && !t.is_border(i) => {}
            TokenKind::Mark(':') => return list_role(ctx, i),
            TokenKind::Blank | TokenKind::Mark(';' | '!' | '?') => return None,
            // Initials and titles have a full stop; any other ends the list.
            TokenKind::Mark('.') => {
                let before = i.checked_sub(1)?;
                let title = matches!(cue_word::cue_of(t.word(before)), Some(Cue::Title));
                if !title
                    && t.kind(before) != TokenKind::Letter
                    && !particle::is_particle(t.word(before))
                {
                    return None;
                }
            }
            // Between the names of a list stand titles, particles and `en` only.
            TokenKind::Lower => {
                let word = t.word(i);
                let title = matches!(cue_word::cue_of(word), Some(Cue::Title | Cue::Titles));
                let joint = matches!(word, "en" | "de" | "alsmede");
                if !title && !joint && !particle::is_particle(word) {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// What the label that ends in this colon makes of the names behind it.
fn list_role(ctx: &NameContext<'_>, colon: usize) -> Option<Role> {
    let t = ctx.tokens;
    let mut first = colon;
    while first > 0 && colon - first < 8 {
        let mark = matches!(t.kind(first - 1), TokenKind::Mark('.' | ':' | ';' | ',' | '•'));
        if mark || t.is_border(first - 1) {
            break;
        }
        first -= 1;
    }
    let mut role = None;
    for i in first..colon {
        let word = t.word(i).to_lowercase();
        let party = public_body::body_at(t, i).is_some_and(|(kind, _)| kind == BodyKind::Party);
        let group = word.ends_with("partij") || word.ends_with("belangen") || word == "fractie";
        let vote = matches!(word.as_str(), "stemden" | "stemmen" | "gestemd" | "stemt");
        let seat = matches!(word.as_str(), "raadsleden" | "statenleden" | "fractievoorzitters");
        let present = t.word(first).eq_ignore_ascii_case("aanwezig");
        let alone = word == "leden" && (colon - first <= 2 || present && i + 1 == colon);
        if party || group || vote || seat || alone {
            role = Some(Role::REPRESENTATIVE);
        }
        let article = usize::from(matches!(t.word(first), "de" | "De"));
        let chair = word == "voorzitter" && colon - first == 1 + article;
        if chair
            || matches!(word.as_str(), "wethouders" | "gedeputeerden" | "heemraden" | "college")
        {
            role = Some(Role::EXECUTIVE);
        }
    }
    role
}

/// A cell beside the name that is a party and nothing else.
pub(super) fn by_cell(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<Role> {
    let t = ctx.tokens;
    let party = |from: usize, to: usize| {
        to > from && public_body::fills(t, from, to) == Some(BodyKind::Party)
    };
    let behind = t.kind(end) == TokenKind::Gap && party(end + 1, t.cell_end(end + 1));
    let before = start.checked_sub(1).is_some_and(|gap| {
        let first = (gap.saturating_sub(6)..gap).rev().find(|i| t.begins(*i));
        t.kind(gap) == TokenKind::Gap && first.is_some_and(|first| party(first, gap))
    });
    (behind || before).then_some(Role::REPRESENTATIVE)
}

/// `Aanwezige leden: Bos (SP), Vos (Hart voor Ede), Pol (VVD)`: whether the name is among members,
/// known by the parties of two of them, and has a bracket of its own.
pub(super) fn among_members(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    if !t.is(end, '(') || !is_group(ctx, end + 1) {
        return false;
    }
    let Some(colon) = colon_before(ctx, start).filter(|colon| heads_members(ctx, *colon)) else {
        return false;
    };
    let mut parties = 0;
    let mut within = false;
    for i in colon + 1..end + REACH {
        match t.kind(i) {
            TokenKind::Mark('(') => {
                within = true;
                parties += usize::from(party::is_party(ctx, i + 1));
            }
            TokenKind::Mark(')') => within = false,
            TokenKind::Blank => break,
            _ if within || joins(ctx, i) => {}
            _ => break,
        }
    }
    parties > 1
}

/// Whether a bracket holds what may be a local party: `(Hart voor Ede)`; no office, no body.
fn is_group(ctx: &NameContext<'_>, first: usize) -> bool {
    let t = ctx.tokens;
    let Some(end) = (first..first + 9).find(|i| t.is(*i, ')')) else { return false };
    let begins = t.is_capital(first) || matches!(t.kind(first), TokenKind::Mixed);
    let no_party = |i: usize| {
        let word = t.word(i);
        let office = word != "Lid" && cue_word::role_of(word).is_some();
        let body = public_body::body_at(t, i).is_some_and(|(kind, _)| kind != BodyKind::Party);
        let part = matches!(
            word.to_lowercase().as_str(),
            "afdeling"
                | "gemeente"
                | "provincie"
                | "bureau"
                | "team"
                | "namens"
                | "bv"
                | "stichting"
        );
        office || body || part || is_outsider(word)
    };
    begins && end > first && !(first..end).any(no_party)
}

/// Whether the label in front of this colon heads the members of an elected body.
fn heads_members(ctx: &NameContext<'_>, colon: usize) -> bool {
    let t = ctx.tokens;
    let first = (colon.saturating_sub(10)..colon)
        .rev()
        .find(|i| t.is_line(*i) || matches!(t.kind(*i), TokenKind::Mark('.' | ':' | ';')))
        .map_or(colon.saturating_sub(10), |i| i + 1);
    let words: Vec<String> = (first..colon).map(|i| t.word(i).to_lowercase()).collect();
    let seats = |w: &String| {
        matches!(
            w.as_str(),
            "leden" | "raadsleden" | "statenleden" | "commissieleden" | "kamerleden"
        )
    };
    let other = |w: &String| {
        ["bezwaar", "advies", "rekenkamer", "klacht", "klant", "bestuursleden"]
            .iter()
            .any(|part| w.starts_with(part))
    };
    words.iter().any(seats) && !words.iter().any(other)
}
