//! Titles in front of a name: `mevrouw mr. drs. A. de Vries`, `minister Oosterwijk`.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::enumeration;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::titles::{prior_title, skip_titles};
use crate::recognize::names::grammar::{full_name, given_names, sentence};
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::token::TokenKind;

/// Titles that need a dot or lower case, since they are also other words.
const SHORT: &[&str] =
    &["mr", "dr", "ir", "ing", "drs", "prof", "ds", "ms", "hr", "mw", "fam", "gebr", "mej", "mrs"];

/// Adds the name after the title at this token.
pub(crate) fn after_title(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    // The first title of a row handles all of them.
    if index > 0 && prior_title(t, index) {
        return;
    }
    let word = t.word(index);
    // `CONTACT: MR HUANG ZHIQIANG`: in capitals only before two words that are nothing else.
    let foreign = matches!(word, "MR" | "MRS" | "MS" | "DHR" | "MEVR") && {
        let name = |i: usize| {
            let known = ctx.lexicon.word(t.word(i));
            t.kind(i) == TokenKind::Upper && t.word(i).len() > 1 && !known.word() && !known.place()
        };
        name(index + 1) && name(index + 2)
    };
    if t.kind(index) == TokenKind::Upper && word.len() <= 3 && !t.is(index + 1, '.') && !foreign {
        return;
    }
    // `Zr.Ms. De Ruyter`: a ship.
    if word == "Ms" && index > 1 && t.is(index - 1, '.') && !t.spaced(index) {
        return;
    }
    let lower = word.to_lowercase();
    let dotted = t.is(index + 1, '.') && !t.spaced(index + 1);
    if SHORT.contains(&lower.as_str())
        && !dotted
        && t.kind(index) == TokenKind::Capital
        && lower != "mw"
    {
        // `Dear Mr Tamboer`, `Ms Da Silva`: without a dot only before a possible surname.
        let next = full_name::any_form(ctx, index + 1);
        let named = next.is_some_and(|f| {
            let head = f.name.surname.split([' ', '-']).next().unwrap_or_default();
            let known = ctx.lexicon.word(head);
            known.surname() && !known.place() || !known.word() && !known.place()
        });
        if !named || !t.is_capital(index + 1) {
            return;
        }
    }
    if let Some(found) = typed_small(ctx, index) {
        out.push(ctx.hit(found, Likelihood::Certain, "titel"));
        return;
    }
    let mut i = skip_titles(t, index);
    let line = sentence::past_line_break(t, i, true);
    if line > i && !t.is_capital(line) && !particle::begins(t, line) {
        return;
    }
    i = line;
    let Some(found) = person_after_title(ctx, i) else { return };
    let end = found.end;
    let likelihood = if is_plausible(ctx, &found) { Likelihood::Certain } else { return };
    out.push(ctx.hit(found, likelihood, "titel"));
    enumeration::continue_list(ctx, end, &Role::UNKNOWN, "titel", out);
}

/// `mevr rozenboom`: a listed surname that is no word, in lower case behind a form of address.
fn typed_small(ctx: &NameContext<'_>, index: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let form = matches!(t.word(index), "mevr" | "mevrouw" | "mw" | "dhr" | "meneer" | "heer");
    let start = index + 1 + usize::from(t.is(index + 1, '.') && t.word(index).len() <= 4);
    if !form || t.kind(start) != TokenKind::Lower || !t.spaced(start) {
        return None;
    }
    let mut last = start;
    while last < start + 3
        && let Some(next) = particle::at(t, last).filter(|n| t.kind(*n) == TokenKind::Lower)
    {
        last = next;
    }
    let word = t.word(last);
    let known = ctx.lexicon.word(word);
    let fits = known.surname() && !known.word() && !known.place() && word.len() > 3;
    if t.kind(last) != TokenKind::Lower || !fits {
        return None;
    }
    let particles: Vec<&str> = (start..last).map(|i| t.word(i)).collect();
    let (particles, surname) = (particles.join(" "), word.to_owned());
    let name = PersonName { particles, surname, ..PersonName::default() };
    Some(NameMatch { start, end: last + 1, name })
}

pub(super) fn person_after_title(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    // `dhr. 1. Dunbens`, `de heer l. Aartveld`: a scan misreads a letter.
    let misread = matches!(t.word(start), "1" | "l" | "i" | "0" | "5" | "8" | "3");
    // `mr. G, Veensma`
    let comma = t.kind(start) == TokenKind::Letter && t.is(start + 1, ',') && t.spaced(start + 2);
    if (comma || misread && t.is(start + 1, '.'))
        && !t.spaced(start + 1)
        && t.kind(start + 2) == TokenKind::Capital
    {
        let (end, particles, surname) = surname::surname(ctx, start + 2)?;
        let initials = t.word(start).to_owned();
        let name = PersonName { initials, particles, surname, ..PersonName::default() };
        return Some(NameMatch { start, end, name });
    }
    if let Some(found) = full_name::initials_and_surname(ctx, start) {
        return Some(found);
    }
    if t.kind(start) == TokenKind::Capital && !particle::begins(t, start) {
        let known = ctx.lexicon.word(t.word(start));
        let (after, _) = given_names::given_names(ctx, start);
        let behind = sentence::past_line_break(t, start + 1, false);
        // `met de heer Zandmeer` above `Locatie: zaal 3`: the next line begins with a label.
        let label = behind > start + 1 && t.is(behind + 1, ':');
        let next = t.is_capital(behind) && !label
            || particle::begins(t, behind)
            || after > start + 1 && (t.is_capital(after) || particle::begins(t, after)) && !label;
        // `mevrouw Nel van Iersel`: a rare surname before a particle is more likely a given name.
        let rare = known.surname() && !known.common() && particle::begins(t, behind) && {
            let after = (behind..behind + 4).find(|k| t.is_capital(*k)).unwrap_or(behind);
            ctx.lexicon.word(t.word(after)).surname() && t.kind(after) == TokenKind::Capital
        };
        // `de heer Sjerp Wind`: two surnames, of which the first is a given name here.
        let second = ctx.lexicon.word(t.word(start + 1));
        let two = t.kind(start + 1) == TokenKind::Capital && second.surname() && !known.common();
        let hakka = surname::is_hakka_start(t, start);
        if next && !hakka && (known.given() || !known.surname() || rare || two) {
            let found = full_name::given_and_surname(ctx, start, Anchoring::Anchored);
            let whole = found.as_ref().is_some_and(|f| is_plausible(ctx, f));
            if whole {
                return found;
            }
        }
    }
    let (end, particles, surname) = surname::surname(ctx, start)?;
    let name = PersonName { particles, surname, ..PersonName::default() };
    Some(NameMatch { start, end, name })
}
