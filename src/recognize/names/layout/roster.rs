//! Rows of people in running text and on lines: `Nil Sarkua (Logius), Rijk van Hoften (KvK)`,
//! `Tonki Zwaantjes - BKWI`, `Frank, Yvonne, Lancelot en Rob`. What is a name in most items is one in
//! all.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::{full_name, initials, not_a_name};
use crate::recognize::names::lexicon::{cue_word, organization, particle, public_body};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Fewest items of a row, and of one in which nothing tells where most people work.
const ITEMS: usize = 3;
const BARE_ITEMS: usize = 4;

/// Longest remark behind a name, in tokens.
const REMARK: usize = 8;

/// Examines every row.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut row: Vec<Item> = Vec::new();
    let mut i = 0;
    while i < t.len() {
        let starts = t.kind(i) == TokenKind::Capital || t.kind(i) == TokenKind::Letter;
        let item = if starts && fresh(ctx, i) { with_remark(ctx, i) } else { None };
        if let Some(item) = item {
            i = item.next;
            row.push(item);
            continue;
        }
        let inside = row.last().is_some_and(|last| i < last.next + 4)
            && (t.is_line(i) || matches!(t.kind(i), TokenKind::Mark(',' | ';' | '-' | '•' | '*')));
        if !inside && !row.is_empty() {
            finish(ctx, &mut row, out);
        }
        i += 1;
    }
    finish(ctx, &mut row, out);
    given_rows(ctx, out);
}

/// One item of a row.
struct Item {
    start: usize,
    end: usize,
    next: usize,
    /// Whether the words are on lists of names, or initials stand in front.
    known: bool,
    /// Whether the surname is a word behind a given name: `Floris Kapelaan`.
    called: bool,
    /// Whether it is alone on its line.
    bare: bool,
}

/// Whether an item may start here.
fn fresh(ctx: &NameContext<'_>, i: usize) -> bool {
    let t = ctx.tokens;
    t.begins(i)
        || matches!(t.kind(i - 1), TokenKind::Mark(',' | ';' | ':' | '-' | '•' | '*'))
        || t.word(i - 1) == "en"
}

/// `Rijk van Hoften (KvK)`, `Tonki Zwaantjes - BKWI`: two to five words, then where somebody works.
fn with_remark(ctx: &NameContext<'_>, start: usize) -> Option<Item> {
    let t = ctx.tokens;
    let (end, known, called) = words(ctx, start)?;
    // `Stas Mironof` at the end of a line, `(Logius)` on the next.
    let broken = t.kind(end) == TokenKind::Line && t.is(end + 1, '(');
    let mut next = end + usize::from(broken);
    if t.is(next, '(') {
        while t.is(next, '(') {
            let close = (next + 1..next + 2 + REMARK).find(|k| t.is(*k, ')') || t.is_line(*k))?;
            if !t.is(close, ')') || close == next + 1 {
                return None;
            }
            next = close + 1;
        }
        // `Alle documenten (10.2.e)` is no row of people.
        let body = (end..next).any(|k| t.is_capital(k) || cue_word::role_of(t.word(k)).is_some());
        let known = known || public_body::body_at(t, end + 1).is_some();
        return body.then_some(Item { start, end, next, known, called, bare: false });
    }
    if t.begins(start) && (end >= t.len() || t.is_line(end)) {
        return Some(Item { start, end, next: end, known, called, bare: true });
    }
    let dash = t.is(end, '-') && t.spaced(end) && t.spaced(end + 1);
    if !(dash && t.begins(start) && t.is_capital(end + 1)) {
        return None;
    }
    let line = (end..end + 2 + REMARK).find(|k| *k >= t.len() || t.is_line(*k))?;
    let known = known || public_body::body_at(t, end + 1).is_some();
    Some(Item { start, end, next: line, known, called, bare: false })
}

/// The words of a name at this token: one past the last, whether they are known, and whether the
/// surname is an ordinary word.
fn words(ctx: &NameContext<'_>, start: usize) -> Option<(usize, bool, bool)> {
    let t = ctx.tokens;
    let (mut i, lettered) = match initials::initials(t, start) {
        Some((end, _)) => (end, true),
        None => (start, false),
    };
    let mut capitals = 0;
    let mut given = false;
    let mut surname = false;
    let mut noun = false;
    while i < start + 9 {
        let capital = t.kind(i) == TokenKind::Capital;
        if capital {
            let word = t.word(i);
            let known = ctx.lexicon.word(word);
            let body = organization::is_organization_word(word) && !known.surname();
            // `Floris Kapelaan`: behind a given name an office is a surname.
            let office = body || cue_word::role_of(word).is_some() && !known.surname();
            if office && !(capitals == 1 && given) {
                return None;
            }
            noun |=
                capitals == 1 && given && (office || organization::street_ending(word).is_some());
            if capitals == 0 && known.word() && !known.given() && !known.surname() && !lettered {
                return None;
            }
            given |= capitals == 0 && known.given();
            surname |= capitals > 0 && known.surname() && !known.place();
            capitals += 1;
        } else if !(particle::begins(t, i) && i > start
            || t.is(i, '-') && !t.spaced(i) && !t.spaced(i + 1))
        {
            break;
        }
        i += 1;
    }
    let last = t.kind(i.saturating_sub(1)) == TokenKind::Capital;
    let enough = capitals >= 2 || lettered && capitals == 1;
    (last && enough && capitals <= 4).then_some((i, lettered || given || surname, noun))
}

/// Adds the items of a row that is one.
fn finish(ctx: &NameContext<'_>, row: &mut Vec<Item>, out: &mut Vec<Hit>) {
    let items = std::mem::take(row);
    let known = items.iter().filter(|item| item.known).count();
    // `Anatol Bogdan (Enable-U), Egbert Vos (MKIdee)`: two, of whom one is known.
    let bare = items.iter().filter(|item| item.bare).count();
    let pair = items.len() == 2
        && bare == 0
        && known >= 1
        && items.iter().all(|item| is_unlisted(ctx, item));
    // `Pasqual Huizer` between `Jean Wit` and `Jaap Kalfsbeek`, a line each.
    let lines = bare * 2 > items.len();
    let too_few = items.len() < if lines { BARE_ITEMS } else { ITEMS } && !pair;
    let unknown = if lines { known * 3 < items.len() * 2 } else { known * 2 < items.len() };
    if too_few || unknown {
        return;
    }
    for item in items {
        let found = full_name::initials_and_surname(ctx, item.start)
            .filter(|f| f.end == item.end)
            .unwrap_or_else(|| by_words(ctx, item.start, item.end));
        let named = item.called || is_plausible(ctx, &found);
        if named && (item.called || not_a_name::reason(ctx, &found).is_none()) {
            let mut hit = ctx.hit(found, Likelihood::Likely, "rij van aanwezigen");
            if item.called {
                hit.evidence.retain(|e| !e.as_str().starts_with("niet: "));
            }
            out.push(hit);
        }
    }
}

/// Whether the words of an item are known as names, or not at all.
fn is_unlisted(ctx: &NameContext<'_>, item: &Item) -> bool {
    let t = ctx.tokens;
    let open = |i: usize| {
        let known = ctx.lexicon.word(t.word(i));
        known.given() || known.surname() || !known.word() && !known.place()
    };
    item.known || (item.start..item.end).filter(|i| t.is_capital(*i)).all(open)
}

/// The first word as given name, the rest as surname.
fn by_words(ctx: &NameContext<'_>, start: usize, end: usize) -> NameMatch {
    let t = ctx.tokens;
    let list: Vec<usize> = (start..end).filter(|k| t.is_word(*k)).collect();
    let (first, rest) = list.split_first().map_or((start, &[][..]), |(f, r)| (*f, r));
    let (small, large): (Vec<usize>, Vec<usize>) =
        rest.iter().copied().partition(|k| t.kind(*k) == TokenKind::Lower);
    let join =
        |list: Vec<usize>| list.iter().map(|k| fold(t.word(*k))).collect::<Vec<_>>().join(" ");
    let name = PersonName {
        given: vec![fold(t.word(first))],
        particles: join(small),
        surname: join(large),
        ..PersonName::default()
    };
    NameMatch { start, end, name }
}

/// `Frank, Yvonne, Lancelot, Rob en Mickel`: single words, most of them given names and nothing else.
fn given_rows(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut rows = 0;
    let mut i = 0;
    while i < t.len() {
        if t.kind(i) != TokenKind::Capital {
            i += 1;
            continue;
        }
        let (items, end) = singles(ctx, i);
        let sure = items.iter().filter(|k| {
            let known = ctx.lexicon.word(t.word(**k));
            known.given() && !known.word() && !known.place()
        });
        let sure = sure.count();
        // `naar Edwin en Güldeniz`
        let cell = || ctx.tokens.begins(i) && ctx.tokens.is_border(end);
        let pair = items.len() == 2 && (sure == 1 || sure == 2 && cell());
        if items.len() >= ITEMS && sure * 5 >= items.len() * 3 || pair {
            rows += usize::from(!pair);
            let why = if pair { "paar van voornamen" } else { "rij van voornamen" };
            for k in &items {
                let name = PersonName { given: vec![fold(t.word(*k))], ..PersonName::default() };
                let found = NameMatch { start: *k, end: k + 1, name };
                if not_a_name::reason(ctx, &found).is_none() {
                    out.push(ctx.hit(found, Likelihood::Likely, why));
                }
            }
        }
        i = end.max(i + 1);
    }
    if rows > 1 {
        bracketed(ctx, out);
    }
}

/// `Overwegen om soap te doen? (Tonki)`: where people are called by given names, one that no list has,
/// alone in brackets at the end of a line.
fn bracketed(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    for i in 1..t.len() {
        let alone = t.kind(i) == TokenKind::Capital
            && t.is(i - 1, '(')
            && t.is(i + 1, ')')
            && (t.is_line(i + 2) || i + 2 >= t.len());
        if !alone {
            continue;
        }
        let word = t.word(i);
        let known = ctx.lexicon.word(word);
        let inner = word.chars().skip(1).any(char::is_uppercase);
        let other = known.word()
            || known.place()
            || inner
            || organization::is_organization_word(word)
            || public_body::body_at(t, i).is_some()
            || cue_word::role_of(word).is_some();
        if !other {
            let name = PersonName { given: vec![fold(word)], ..PersonName::default() };
            let found = NameMatch { start: i, end: i + 1, name };
            out.push(ctx.hit(found, Likelihood::Likely, "voornaam tussen haken"));
        }
    }
}

/// Single capitalized words from this token on, parted by commas, slashes, `en`: their places, and one
/// past the last.
fn singles(ctx: &NameContext<'_>, start: usize) -> (Vec<usize>, usize) {
    let t = ctx.tokens;
    let mut out = Vec::new();
    let mut i = start;
    while t.kind(i) == TokenKind::Capital && out.len() < 60 {
        let word = t.word(i);
        let known = ctx.lexicon.word(word);
        let other = organization::is_organization_word(word)
            || known.place() && !known.given()
            || known.word() && !known.given() && !known.surname();
        if other {
            return (Vec::new(), i + 1);
        }
        let joint = |k: usize| {
            matches!(t.kind(k), TokenKind::Mark(',' | ';' | '/' | '&' | '+'))
                || matches!(t.word(k), "en" | "and")
        };
        // The first may end a longer name: `met Jan de Boer, Rob en Mickel`.
        let longer = t.is_capital(i + 1) || particle::begins(t, i + 1);
        if longer {
            return (Vec::new(), i + 1);
        }
        out.push(i);
        if !joint(i + 1) {
            return (out, i + 1);
        }
        i += 2;
        i += usize::from(t.kind(i) == TokenKind::Line);
        i += usize::from(matches!(t.word(i), "en" | "and"));
    }
    (out, i)
}
