//! Names with initials, before or after the surname. No list is consulted.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::adjective;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::{full_name, initials, surname_first};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::text::lexicon::{WordInfo, fold};
use crate::recognize::text::token::TokenKind;

/// Words that make the single letter after them the name of a part: `bijlage A`.
const PARTS: &[&str] = &[
    "bijlage",
    "onderdeel",
    "categorie",
    "groep",
    "sub",
    "optie",
    "variant",
    "scenario",
    "deel",
    "artikel",
    "lid",
    "punt",
    "vak",
    "toezegging",
    "fase",
    "spoor",
    "figuur",
    "tabel",
    "blok",
    "hepatitis",
    "vitamine",
    "type",
    "klasse",
    "team",
    "zone",
    "perceel",
    "gebouw",
    "hal",
    "lijn",
];

/// Adds the name whose initials or surname start at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    match t.kind(index) {
        TokenKind::Letter | TokenKind::Capital | TokenKind::Upper => {}
        _ => return,
    }
    // `het college van B. en W. van Ede`
    let board = |b: usize| {
        t.word(b) == "B" && t.is(b + 1, '.') && t.word(b + 2) == "en" && t.word(b + 3) == "W"
    };
    if board(index) || index > 2 && board(index - 3) {
        return;
    }
    let inside = index > 0 && t.is(index - 1, '.') && !t.spaced(index);
    let glued = index > 0 && !t.spaced(index) && t.is_word(index - 1);
    let numbered = |i: usize| matches!(t.kind(i), TokenKind::Letter | TokenKind::Number);
    if inside && index > 1 && numbered(index - 2) || glued {
        return;
    }
    let parted = t.kind(index) == TokenKind::Letter && t.spaced(index + 2);
    let dotted =
        t.is(index + 1, '.') && (!t.spaced(index + 1) || parted) && t.word(index).len() <= 4;
    if let Some(found) = one_of_two(ctx, index) {
        out.push(ctx.hit(found, Likelihood::Certain, "initialen"));
        return;
    }
    undotted_letter(ctx, index, out);
    initials_behind(ctx, index, out);
    let bare = t.kind(index) == TokenKind::Letter && t.kind(index + 1) == TokenKind::Lower;
    if dotted || bare {
        if let Some(found) = full_name::initials_and_surname(ctx, index) {
            if is_plausible_initial(ctx, &found) {
                out.push(ctx.hit(found, Likelihood::Certain, "initialen"));
            }
            return;
        }
    }
    if t.kind(index) != TokenKind::Letter && t.is(index + 1, ',')
        || t.is(index + 1, '-')
        || t.is_capital(index + 1)
        || particle::is_particle(t.word(index)) && particle::is_particle(t.word(index + 1))
    {
        surname_in_front(ctx, index, out);
    }
}

/// `T. en A. Quastel`: the initials of two who share a surname; those of the first.
fn one_of_two(ctx: &NameContext<'_>, index: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let joint = |i: usize| matches!(t.word(i), "en" | "&") || t.is(i, '&');
    let near = (index + 2..index + 7).find(|i| joint(*i))?;
    let (end, letters) = initials::initials(t, index).filter(|(end, _)| *end == near)?;
    let other = full_name::initials_and_surname(ctx, end + 1)?;
    let head = other.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.folded(head);
    let plain = known.surname() || !known.word() && !known.place();
    let name = PersonName { initials: letters, ..other.name };
    plain.then_some(NameMatch { start: index, end, name })
}

/// `reageerden J Quastel en B Lindeboer`: one letter without a dot before a word that is a surname or
/// nothing else, amid lower-case words.
fn undotted_letter(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let next = index + 1;
    if t.kind(index) != TokenKind::Letter
        || t.kind(next) != TokenKind::Capital
        || !t.spaced(next)
        || !t.spaced(index)
        || index == 0
    {
        return;
    }
    let before = fold(t.word(index - 1));
    let amid = matches!(t.kind(index - 1), TokenKind::Lower | TokenKind::Mark(',' | ':'));
    let known = ctx.lexicon.word(t.word(next));
    let plain =
        !known.word() && !known.place() && !organization::is_organization_word(t.word(next));
    let ends = !t.is_capital(next + 1) || !t.spaced(next + 1);
    if !amid || !plain || !ends || PARTS.contains(&before.as_str()) {
        return;
    }
    if let Some(found) = initials::undotted(ctx, index) {
        out.push(ctx.hit(found, Likelihood::Likely, "voorletter zonder punt"));
    }
}

/// `en Quastel J.P.`: two initials or more behind a surname, without a comma.
fn initials_behind(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital
        || t.kind(index + 1) != TokenKind::Letter
        || !t.is(index + 2, '.')
        || t.kind(index + 3) != TokenKind::Letter
        || index > 0 && t.is_capital(index - 1)
    {
        return;
    }
    let known = ctx.lexicon.word(t.word(index));
    let Some((end, letters)) = initials::initials(t, index + 1) else { return };
    // `Hermans-Vos V.O.F.`: a firm.
    let legal = matches!(letters.as_str(), "bv" | "nv" | "vof" | "cv");
    let goes_on = t.is_capital(end) || particle::begins(t, end) || legal;
    if known.word() || known.place() || goes_on || organization::is_organization_word(t.word(index))
    {
        return;
    }
    let surname = fold(t.word(index));
    let name = PersonName { initials: letters, surname, ..PersonName::default() };
    let found = NameMatch { start: index, end, name };
    out.push(ctx.hit(found, Likelihood::Likely, "achternaam, initialen"));
}

/// `Vries, B. de`, also with a particle in front of the surname.
fn surname_in_front(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let begins =
        index == 0 || !t.is_capital(index - 1) && !(t.is(index - 1, '-') && !t.spaced(index));
    // `Schuldhulp Van Zant-Meer, R.`: a word in front, and a particle.
    let word = index.checked_sub(1).map(|b| ctx.lexicon.word(t.word(b)));
    let behind_word = word.is_some_and(|k| k.word() && !k.given() && !k.surname());
    let bound = behind_word && particle::begins(t, index) && t.spaced(index);
    if !begins && !bound {
        return;
    }
    let bare = surname_first::surname_first(ctx, index, Anchoring::Bare)
        .filter(|f| begins || !f.name.initials.is_empty());
    let Some(found) = bare.or_else(|| unlisted_given(ctx, index)) else { return };
    if found.name.initials.is_empty() {
        let closed = t.begins(index)
            || index > 0
                && matches!(t.kind(index - 1), TokenKind::Mark(';' | ':' | '"' | '(' | ']'));
        let ends = t.is_border(found.end)
            || matches!(
                t.kind(found.end),
                TokenKind::Mark(';' | '<' | '[' | ')' | '"' | '-' | '(')
            )
            || t.kind(found.end) == TokenKind::Number
            || found.end >= t.len();
        let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
        let word = ctx.lexicon.word(head);
        // `Samira Soekhoe, Jitske` are two people.
        let two = found.name.surname.contains(' ')
            && ctx.lexicon.word(t.word(found.start)).given()
            && !particle::begins(t, found.start);
        if two
            || !closed
            || !ends
            || word.word() && !word.surname()
            || word.place()
            || organization::is_organization_word(t.word(index))
        {
            return;
        }
        out.push(ctx.hit(found, Likelihood::Likely, "achternaam, voornaam"));
        return;
    }
    let first = t.word(index);
    let known = ctx.lexicon.word(first);
    // `Oude Lansink, S.J.`: surnames that were names of farms.
    let second = found.name.surname.rsplit(' ').next().unwrap_or_default();
    let double = second != found.name.surname && ctx.lexicon.folded(second).surname();
    // `Ngo, T.` fills its cell: a list of people, whatever the word.
    let cell = t.begins(index) && (t.is_border(found.end) || found.end >= t.len());
    if organization::is_organization_word(first) && !double
        || known.word() && !known.surname() && found.name.initials.len() < 2 && !cell
    {
        return;
    }
    out.push(ctx.hit(found, Likelihood::Certain, "achternaam, initialen"));
}

/// `Bhagwandin, Soerin` that fills a line or cell: a given name on no list behind a surname.
fn unlisted_given(ctx: &NameContext<'_>, index: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let found = surname_first::surname_first(ctx, index, Anchoring::Anchored)
        .filter(|f| t.is(index + 1, ',') || t.begins(index) && f.end > index + 2)?;
    let given = found.name.given.first()?;
    let first = ctx.lexicon.folded(given);
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let fills = t.begins(index) && (t.is_border(found.end) || found.end >= t.len());
    let other = |k: WordInfo| k.place() || k.word() && !k.given() && !k.surname();
    let body = (index..found.end).any(|i| organization::is_organization_word(t.word(i)));
    (fills && last.surname() && !other(first) && !other(last) && !body).then_some(found)
}

/// `van Rossum, Dirk-Jan`: the surname starts with its particle in lower case, in a line or cell of
/// its own.
pub(crate) fn after_particle(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if !t.begins(index) || !particle::begins(t, index) {
        return;
    }
    let Some(found) = surname_first::surname_first(ctx, index, Anchoring::Anchored) else { return };
    let comma = (index..found.end).any(|i| t.is(i, ','));
    let ends = t.is_border(found.end)
        || found.end >= t.len()
        || matches!(t.kind(found.end), TokenKind::Mark(';' | '<' | '(' | '['));
    let given = found.name.given.first().map(|g| ctx.lexicon.folded(g));
    let known = given.is_none_or(|g| g.given() || !g.word() && !g.place());
    if comma && ends && known {
        let sure = if found.name.initials.is_empty() {
            "achternaam, voornaam"
        } else {
            "achternaam, initialen"
        };
        out.push(ctx.hit(found, Likelihood::Likely, sure));
    }
}

/// Whether a single initial is one, rather than the letter of a list item or heading.
fn is_plausible_initial(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    let name = &found.name;
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    if name.initials.len() >= 2 {
        // `U.S. Government`, `N.B. Graag`: an ordinary word that is not a surname.
        let heading = known.word() && !known.surname() && organization::is_organization_word(head);
        return !heading;
    }
    // `L. Oude Wesselink`
    if adjective(ctx, found, t.word(found.end - 2)) {
        return true;
    }
    if organization::is_organization_word(head) && (name.particles.is_empty() || !known.surname()) {
        return false;
    }
    let before = found.start.checked_sub(1);
    // `de punten X en Y. Dat maakt`: two letters, and a new sentence.
    let letters = before.is_some_and(|b| {
        let joint = matches!(t.word(b), "en" | "of" | "t") || t.is(b, ',') || t.is(b, '/');
        joint && b > 0 && t.kind(b - 1) == TokenKind::Letter
    });
    if letters && name.particles.is_empty() && known.word() {
        return false;
    }
    if let Some(before) = before {
        let word = fold(t.word(before));
        // `de D van Development`
        let bare = !t.is(found.start + 1, '.') && matches!(word.as_str(), "de" | "het" | "een");
        if bare || PARTS.contains(&word.as_str()) {
            return false;
        }
    }
    if !name.particles.is_empty() && !starts_with_article(ctx, found) {
        return true;
    }
    // `Overleg met : N. Spits (fin)`: a value that stands alone.
    let value = before.is_none_or(|b| t.is_border(b) || t.is(b, ':'))
        && (t.is_border(found.end) || t.is(found.end, '(') || t.is(found.end, ','))
        && !has_sibling_letters(ctx, found.start);
    // `Aanwezig: H. Bos, T. Bouwmeester (vz)`: list items do not start within a line.
    let inner = !t.begins(found.start)
        && before.is_some_and(|b| {
            matches!(t.kind(b), TokenKind::Lower | TokenKind::Mark(',' | ';' | ':' | '(' | '/'))
        })
        && (t.is_border(found.end)
            || matches!(t.kind(found.end), TokenKind::Mark(',' | ';' | ')' | '(' | '/')));
    if inner
        && found.end == found.start + 3
        && t.kind(found.start + 2) == TokenKind::Capital
        && !known.place()
    {
        return true;
    }
    if value && found.end == found.start + 3 && t.kind(found.start + 2) == TokenKind::Capital {
        return true;
    }
    let ordinary =
        known.word() && !known.surname() || known.word() && ctx.lexicon.word(head).place();
    if ordinary {
        return false;
    }
    let listed = t.begins(found.start)
        || before.is_some_and(|b| matches!(t.kind(b), TokenKind::Mark('•' | '-' | '–' | '*')));
    !(listed && known.word() && has_sibling_letters(ctx, found.start))
}

/// `A. De minister heeft`: a capitalized article, and a word that continues a sentence.
fn starts_with_article(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let t = ctx.tokens;
    let first = t.word(found.start + 2);
    let capital = first.chars().next().is_some_and(char::is_uppercase);
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    capital && known.word() && !known.surname()
}

/// Whether nearby lines start with the preceding or next letter: a list `A. B. C.`.
fn has_sibling_letters(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let Some(letter) = t.word(index).chars().next() else { return false };
    let near = |c: char| {
        let diff = i64::from(u32::from(c)) - i64::from(u32::from(letter));
        diff.abs() == 1
    };
    let from = index.saturating_sub(400);
    (from..(index + 400).min(t.len())).any(|i| {
        t.begins(i)
            && t.kind(i) == TokenKind::Letter
            && t.is(i + 1, '.')
            && t.is_capital(i + 2)
            && t.kind(i + 2) != TokenKind::Letter
            && t.word(i).chars().next().is_some_and(near)
    })
}
