//! Names with the surname first: `Vries, B. de`, `Jansen, J. van (Jan)`, `Jansen, Jan van`.

use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::given_names::{bracketed, bracketed_initials, given_names};
use crate::recognize::names::grammar::initials::{initials, initials_after_comma};
use crate::recognize::names::grammar::sentence::past_line_break;
use crate::recognize::names::grammar::surname::{Anchoring, capital_word, hyphenated_half};
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle::{self, is_particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// `Braak, C.T. ter` above `Leeuwen, H.T. van`: initials after a surname and a comma do not
/// continue on the next line.
pub(crate) fn wraps_in_list(t: &Tokens<'_>, start: usize, end: usize) -> bool {
    let mut before = start;
    while before > 0 && t.is_line(before - 1) {
        before -= 1;
    }
    let listed = before > 1 && t.is(before - 1, ',') && t.is_capital(before - 2);
    listed && (start..end).any(|i| t.is_line(i))
}

/// `Groet,` above `A.`
fn is_farewell(word: &str) -> bool {
    let words = ["groet", "groeten", "groetjes", "gr", "mvg", "hoogachtend", "regards", "liefs"];
    words.iter().any(|farewell| word.eq_ignore_ascii_case(farewell))
}

/// `Vries, B. de`, `Jansen, J. van (Jan)`, `Jansen, Jan van`: the surname, then initials or given
/// names.
pub(crate) fn surname_first(
    ctx: &NameContext<'_>,
    start: usize,
    mode: Anchoring,
) -> Option<NameMatch> {
    let t = ctx.tokens;
    let (mut i, mut front, surname) = surname_in_front(ctx, start)?;
    // `Kooi v.d., Lammert`
    let (after, between) = particles_from(t, i);
    if t.is(after, ',') && !between.is_empty() {
        i = after;
        front.extend(between);
    }
    let comma = t.is(i, ',');
    if comma {
        i += 1;
    } else if mode == Anchoring::Bare || !t.spaced(i) {
        return None;
    }
    // Only initials may follow a short line that ends in a comma.
    let below = past_line_break(t, i, true);
    let dotted = below > i && initials(t, below).is_some() && !is_farewell(t.word(start));
    let i = if dotted { below } else { past_line_break(t, i, false) };
    let titled = matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title));
    let i = if comma && titled { skip_titles(t, i) } else { i };
    let (i, particles_before) = particles_from(t, i);
    // `Haan, de, W.P.`
    let i = i + usize::from(comma && !particles_before.is_empty() && t.is(i, ','));
    let behind = if comma { initials_after_comma(t, i) } else { initials(t, i) };
    let (end, mut letters, mut given) = match behind {
        Some((end, letters)) => (end, letters, Vec::new()),
        None if comma => given_behind(ctx, i, mode)?,
        None => return None,
    };
    // `Hermans-Vos V.O.F.`: a firm.
    if !comma && (letters.is_empty() || matches!(letters.as_str(), "bv" | "nv" | "vof" | "cv")) {
        return None;
    }
    let (mut end, behind) = particles_from(t, end);
    // `Den Haag, A. de Vries`: a surname follows, so the first word was not one.
    if t.is_capital(end) && t.kind(end) != TokenKind::Upper {
        return None;
    }
    if let Some((next, more)) = bracketed(ctx, end) {
        end = next;
        given = more;
    } else if letters.is_empty()
        && let Some((next, more)) = bracketed_initials(t, end)
    {
        end = next;
        letters = more;
    }
    // `Hoek, T. (Tarik) van den`
    let (next, rest) = particles_from(t, end);
    end = next;
    let words: Vec<String> =
        [particles_before, front, behind, rest].into_iter().flatten().collect();
    let name = PersonName { given, initials: letters, particles: words.join(" "), surname };
    Some(NameMatch { start, end, name })
}

/// The surname at this token: one past the last, the particles in front of it, and the surname.
fn surname_in_front(ctx: &NameContext<'_>, start: usize) -> Option<(usize, Vec<String>, String)> {
    let t = ctx.tokens;
    let mut i = start;
    let mut front = Vec::new();
    while front.len() < 3
        && let Some(next) = particle::at(t, i).filter(|n| t.is_word(*n))
    {
        front.push(fold(t.word(i)));
        i = next;
    }
    let (mut i, mut surname) = capital_word(ctx, i)?;
    loop {
        if let Some((next, part)) = hyphenated_half(ctx, i) {
            surname = format!("{surname}-{part}");
            i = next;
        } else if t.is_capital(i)
            && t.kind(i) != TokenKind::Letter
            && (!surname.contains(' ') || third_word(t, i, &surname))
        {
            surname = format!("{surname} {}", fold(t.word(i)));
            i += 1;
        } else {
            return Some((i, front, surname));
        }
        if surname.len() > 60 {
            return None;
        }
    }
}

/// `Tjon Kie Sim, G.`: a third word, before a comma and initials.
fn third_word(t: &Tokens<'_>, i: usize, surname: &str) -> bool {
    let letters = t.is(i + 1, ',') && t.kind(i + 2) == TokenKind::Letter && t.is(i + 3, '.');
    letters && surname.split(' ').count() == 2
}

/// Given names behind the comma, and initials behind those: one past the last, initials, names.
fn given_behind(
    ctx: &NameContext<'_>,
    i: usize,
    mode: Anchoring,
) -> Option<(usize, String, Vec<String>)> {
    let t = ctx.tokens;
    let word = t.word(i);
    if t.kind(i) != TokenKind::Capital
        || is_particle(word)
        || mode == Anchoring::Bare && !ctx.lexicon.word(word).given()
    {
        return None;
    }
    let (end, given) = given_names(ctx, i);
    // `VOS, Johanna W`
    let bare = t.kind(end) == TokenKind::Letter
        && (t.is_border(end + 1) || t.is(end + 1, '"') || end + 1 >= t.len());
    let letter = || bare.then(|| (end + 1, fold(t.word(end))));
    let (end, letters) = initials(t, end).or_else(letter).unwrap_or((end, String::new()));
    Some((end, letters, given))
}

/// Particles from this token on: one past the last, and the words, folded. Continues on the next
/// line if it holds nothing but particles.
fn particles_from(t: &Tokens<'_>, start: usize) -> (usize, Vec<String>) {
    let mut i = start;
    let mut words = Vec::new();
    loop {
        let short = particle::at(t, i).filter(|_| t.kind(i) == TokenKind::Lower && t.spaced(i));
        if let Some(next) = short {
            words.push(fold(t.word(i)));
            i = next;
        } else if t.kind(i) == TokenKind::Line
            && t.kind(i + 1) == TokenKind::Lower
            && is_particle(t.word(i + 1))
        {
            let mut end = i + 1;
            while t.kind(end) == TokenKind::Lower && is_particle(t.word(end)) && end < i + 5 {
                end += 1;
            }
            if !t.is_border(end) {
                break;
            }
            i += 1;
        } else {
            break;
        }
        if words.len() > 4 {
            break;
        }
    }
    (i, words)
}

/// Whether the given name of the match is on the list.
pub(crate) fn has_known_given(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    found.name.given.first().is_some_and(|g| {
        let first = g.split('-').next().unwrap_or(g);
        ctx.lexicon.folded(g).given() || ctx.lexicon.folded(first).given()
    })
}
