//! Initials that stand for somebody: given after a full name, as in `Bertus Oosterhuis (BO, vz)`,
//! or in place of a signature, as in `paraaf RvdL` or `paraaf s.o.`

use crate::model::{Category, Likelihood};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::initials;
use crate::recognize::names::lexicon::{particle, public_body};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Adds initials after `paraaf`, and those recognizable by an inner particle.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let Some(token) = t.get(index) else { return };
    let last = (token.end as usize).checked_sub(1).and_then(|at| t.text.as_bytes().get(at));
    let short = token.kind == TokenKind::Capital && token.end - token.start <= 5;
    if !short && !matches!(last, Some(b'f' | b'F')) {
        return;
    }
    if token.kind == TokenKind::Capital && token.end - token.start > 2 {
        with_letter(ctx, index, out);
    }
    let word = t.word(index);
    if word.ends_with(['f', 'F']) {
        let tail = word.len().checked_sub(6).and_then(|at| word.get(at..)).unwrap_or_default();
        if tail.eq_ignore_ascii_case("paraaf") {
            after_paraph(ctx, index + 1, out);
        }
    }
    if short && initials::have_particle(word) && stands_alone(ctx, index) {
        push_initials(ctx, index, index + 1, out);
    }
}

/// Adds the initials in brackets after each full name.
pub(crate) fn bracketed(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let names: Vec<(usize, String)> = out
        .iter()
        .filter(|h| h.category == Category::NAME)
        .filter_map(|h| {
            let name = h.name.as_ref().filter(|n| !n.surname.is_empty())?;
            let given = name.given.first().map_or(name.initials.as_str(), String::as_str);
            Some((t.index_at(h.span.end), given.chars().take(1).collect()))
        })
        .collect();
    for (end, first) in names {
        let fits = t.is(end, '(')
            && looks_like_initials(t.word(end + 1))
            && matches!(t.kind(end + 2), TokenKind::Mark(')' | ',' | ';'))
            && fold(t.word(end + 1)).starts_with(&first)
            && !abbreviates(t.word(end + 1), t.word(end - 1))
            && !first.is_empty();
        if fits {
            push_initials(ctx, end + 1, end + 2, out);
        }
        // `Corien Üstün (vice-vz, CÜ)`
        let inner = (end + 2..end + 6).find(|k| {
            t.is(end, '(')
                && t.is(k - 1, ',')
                && t.is(k + 1, ')')
                && t.kind(*k) == TokenKind::Upper
                && looks_like_initials(t.word(*k))
        });
        if let Some(k) = inner.filter(|k| !first.is_empty() && fold(t.word(*k)).starts_with(&first))
        {
            push_initials(ctx, k, k + 1, out);
        }
    }
}

/// Whether a remark ends here, or the initials fill brackets or a cell.
fn stands_alone(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let ends = t.is_border(index + 1) || index + 1 >= t.len();
    let before = index.checked_sub(1).map_or(TokenKind::Blank, |b| t.kind(b));
    // `Milieuongevallendienst (MOD)`: the letters shorten the word.
    let shortens = || index > 1 && abbreviates(t.word(index), t.word(index - 2));
    let bracketed = before == TokenKind::Mark('(') && t.is(index + 1, ')') && !shortens();
    // `ontv.bev. 20/3 JvS.`
    let dated = before == TokenKind::Number && t.is(index + 1, '.');
    bracketed
        || dated
        || ends
            && (t.begins(index)
                || matches!(before, TokenKind::Mark('.' | ':' | '/' | '—' | '–' | '-')))
}

/// Shortest compound, in bytes, that letters in brackets may shorten.
const COMPOUND: usize = 12;

/// Whether these letters shorten the word: its first, and the others in their order.
pub(crate) fn abbreviates(letters: &str, word: &str) -> bool {
    let mut rest = word.chars().flat_map(char::to_lowercase);
    let first = |w: &str| w.chars().flat_map(char::to_lowercase).next();
    word.len() >= COMPOUND
        && first(letters) == first(word)
        && letters.chars().flat_map(char::to_lowercase).all(|c| rest.any(|r| r == c))
}

/// `Joost S.`, `Minke v H.`: a given name and the first letter of a surname.
fn with_letter(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut i = index + 1;
    if t.is(i, '-') && !t.spaced(i) && t.kind(i + 1) == TokenKind::Capital {
        i += 2;
    }
    if particle::begins(t, i) && t.kind(i) == TokenKind::Lower {
        i += 1 + usize::from(t.is(i + 1, '.'));
    }
    if t.kind(i) != TokenKind::Letter || !t.is(i + 1, '.') || t.spaced(i + 1) || !t.spaced(i) {
        return;
    }
    let known = ctx.lexicon.word(t.word(index));
    // `Jan P. Bakker`, and an initial in front: the whole name has its own reader.
    let goes_on = t.is_capital(i + 2) && !t.begins(i + 2) || t.is(i + 2, '-') && !t.spaced(i + 2);
    let inner = index > 0 && (t.is(index - 1, '.') || t.is(index - 1, '-')) && !t.spaced(index);
    if !known.given() || known.word() || known.place() || goes_on || inner {
        return;
    }
    let given = fold(t.word(index));
    let surname = fold(t.word(i));
    let name = PersonName { given: vec![given], surname, ..PersonName::default() };
    let found = NameMatch { start: index, end: i + 2, name };
    out.push(ctx.hit(found, Likelihood::Likely, "voornaam en letter"));
}

/// Adds the initials after `paraaf`, past a colon, a bracket or `van`.
fn after_paraph(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut i = start;
    while matches!(t.kind(i), TokenKind::Mark(':' | '(' | '"')) || t.word(i) == "van" {
        i += 1;
    }
    if t.is_border(i) {
        return;
    }
    let dotted = (i..i + 8).step_by(2).take_while(|k| {
        t.word(*k).chars().count() == 1 && t.is_word(*k) && t.is(k + 1, '.') && !t.spaced(k + 1)
    });
    // `Medeparaaf WJZ | S. Poepjes`: a unit; the initials or name are in the next cell.
    let next = i + 1;
    let goes_on = t.kind(next) == TokenKind::Gap || t.is_capital(next) || t.is(next, '/');
    if goes_on && t.kind(i) == TokenKind::Upper {
        return;
    }
    let dots = 2 * dotted.count();
    if dots >= 4 {
        push_initials(ctx, i, i + dots, out);
    } else if looks_like_initials(t.word(i)) && !ctx.lexicon.word(t.word(i)).word() {
        push_initials(ctx, i, i + 1, out);
    }
}

/// `BO`, `RvdL`, `RAl`: two to five letters, at least two of them capitals.
fn looks_like_initials(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2
        && (2..=5).contains(&word.chars().count())
        && word.chars().all(char::is_alphabetic)
        && word.starts_with(char::is_uppercase)
}

fn push_initials(ctx: &NameContext<'_>, start: usize, end: usize, out: &mut Vec<Hit>) {
    // `RvIG` is a body; two letters may be anybody's.
    let long = ctx.tokens.word(start).len() > 2;
    if long && end == start + 1 && public_body::body_at(ctx.tokens, start).is_some() {
        return;
    }
    let letters = (start..end).filter(|k| ctx.tokens.is_word(*k)).map(|k| ctx.tokens.word(k));
    let letters = fold(&letters.collect::<String>());
    let name = PersonName { initials: letters, ..PersonName::default() };
    let found = NameMatch { start, end, name };
    out.push(ctx.hit(found, Likelihood::Likely, "paraaf"));
}
