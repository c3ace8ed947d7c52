//! The name behind an office or a job: directly, after its portfolio, or in brackets.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::NameMatch;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::title::person_after_title;
use crate::recognize::names::cue::{enumeration, office};
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::grammar::titles::{skip_address, skip_titles};
use crate::recognize::names::grammar::{full_name, sentence, surname_first};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::{particle, party};
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// Adds the name after an office or job whose words are the tokens `first` to `index`: directly,
/// after its portfolio, or in brackets.
pub(crate) fn after_office(
    ctx: &NameContext<'_>,
    first: usize,
    index: usize,
    role: &Role,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    let word = t.word(index);
    if cue_word::is_given_name(ctx, index) {
        let whole = full_name::given_and_surname(ctx, index, Anchoring::Anchored);
        if let Some(found) = whole.filter(|f| is_plausible(ctx, f)) {
            out.push(ctx.hit(found, Likelihood::Likely, "voornaam en achternaam"));
        }
        return;
    }
    if !office::announces(ctx, first, index) {
        return;
    }
    let mut i = sentence::past_line_break(t, index + 1, false);
    // `het raadslid de heer Vos`
    i = sentence::past_line_break(t, skip_address(t, i), false);
    i += usize::from(is_badge(t, i));
    if t.is(i, '.') && (word.len() <= 5 || word.ends_with("secr")) {
        i += 1;
    }
    // `artikel 365, vijfde lid van Wetboek van Strafvordering (Sv)`
    let counted = first.checked_sub(1).is_some_and(|b| is_ordinal(t.word(b)));
    if counted && word == "lid" {
        return;
    }
    let role = match word.to_lowercase().as_str() {
        "lid" => office::member_role(ctx, index),
        // Of police or a company, unless of the King.
        "commissaris" if !cue_word::is_kings(ctx, index) => Role::UNKNOWN,
        _ => role.clone(),
    };
    if t.is_capital(i) && !t.spaced(i)
        || t.begins(i) && i > index + 1 && t.kind(i - 1) != TokenKind::Line
    {
        return;
    }
    let short =
        t.kind(i) == TokenKind::Lower && particle::begins(t, i) && matches!(t.word(i), "v" | "vd");
    if t.is_capital(i) || short {
        let before = out.len();
        directly_behind(ctx, i, &role, out);
        // `wethouder Zorg van Maastricht, Anita Bastiaans`
        let open = out.len() == before && !office::is_held(ctx, first);
        if open && is_public(&role) && t.kind(i) == TokenKind::Capital {
            behind_portfolio(ctx, i + 1, &role, out);
        } else if open {
            behind_unit(ctx, i, &role, out);
        }
        return;
    }
    // `kopie aan MinFin, SG, DB, F. Aarts`: abbreviations listed among names.
    let article = first > 0 && matches!(t.word(first - 1), "de" | "De");
    let listed = t.kind(index) == TokenKind::Upper && t.is(i, ',') && !article;
    // `Minister en Lisa Vos spraken`: two people.
    let beside = t.word(i) == "en" && t.is_capital(i + 1);
    if listed || beside || office::is_held(ctx, first) || office::is_served(ctx, first) {
        return;
    }
    behind_portfolio(ctx, i, &role, out);
}

/// Whether this word counts, in Dutch: `vijfde`.
fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "eerste"
            | "tweede"
            | "derde"
            | "vierde"
            | "vijfde"
            | "zesde"
            | "zevende"
            | "achtste"
            | "negende"
            | "tiende"
            | "elfde"
            | "twaalfde"
    )
}

/// `collega 8804 Van Vos`: a number of three to six digits before a capital.
fn is_badge(t: &Tokens<'_>, i: usize) -> bool {
    t.kind(i) == TokenKind::Number && (3..=6).contains(&t.word(i).len()) && t.is_capital(i + 1)
}

fn directly_behind(ctx: &NameContext<'_>, i: usize, role: &Role, out: &mut Vec<Hit>) {
    let Some(found) = person_after_title(ctx, i) else { return };
    if !is_plausible(ctx, &found) {
        return;
    }
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let known = ctx.lexicon.word(head);
    let bare = found.name.initials.is_empty() && found.name.given.is_empty();
    // A job and one capitalized word is weak: `adviseur Publiekszaken`, `inspecteur Noord`.
    let bound = has_capital_particle(ctx, &found);
    if bare && (known.word() && !known.surname() || known.place() && !bound) {
        return;
    }
    // `Hoofd Staf`: nobody is addressed as a head, so that one word behind it is a unit.
    let head_of = i > 0 && ctx.tokens.word(i - 1).eq_ignore_ascii_case("hoofd");
    if bare && head_of && !bound {
        return;
    }
    // `wethouder Jeugd en Zorg`, `wethouder Sociaal Domein`: a portfolio.
    let first = ctx.lexicon.word(ctx.tokens.word(found.start));
    let duty = first.word() && !first.given() && found.name.initials.is_empty() && !bound;
    let goes_on = matches!(ctx.tokens.word(found.end), "en" | "&" | "/")
        || ctx.tokens.is(found.end, '&')
        || ctx.tokens.is(found.end, '/');
    // `wethouder Openbare Ruimte`, `wethouder Zorg van Maastricht`
    let field = !first.given()
        && found.name.initials.is_empty()
        && !bare
        && (known.word() && !known.surname() || known.place());
    if field || duty && (goes_on && bare || known.word() && !bare) {
        return;
    }
    // `programmamanager Data bij de Bron`: words joined by a preposition.
    let joined = found.name.particles.split(' ').next().is_some_and(particle::is_preposition);
    let given = found.name.given.first().is_some_and(|g| ctx.lexicon.folded(g).given());
    if joined && !found.name.given.is_empty() && !given && first.word() {
        return;
    }
    let public = is_public(role);
    let weak = bare && !bound && !public && (known.word() || !known.surname());
    let likelihood = if weak { Likelihood::Possible } else { Likelihood::Certain };
    if weak {
        return;
    }
    let end = found.end;
    let colleague = i > 0 && ctx.tokens.word(i - 1).eq_ignore_ascii_case("collega");
    let why = if colleague { "collega" } else { "ambt of functie" };
    out.push(ctx.hit_as(found, likelihood, why, role.clone()));
    if public {
        // One person holds the office: `wethouder A (voorzitter), B (hoofd HR)`.
        enumeration::continue_list(ctx, end, &Role::UNKNOWN, "naast een ambt", out);
    }
}

/// `hoofdagent Van Loon`: whether a capitalized particle in mid-sentence starts the name.
fn has_capital_particle(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    !found.name.particles.is_empty() && ctx.tokens.kind(found.start) == TokenKind::Capital
}

/// Adds the name after a portfolio: `van BZK (Van der Burg)`,
/// `van Economische Zaken, mevrouw Schreurs`.
fn behind_portfolio(ctx: &NameContext<'_>, start: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut i = start;
    for _ in 0..16 {
        match t.kind(i) {
            TokenKind::Mark('(') => {
                in_brackets(ctx, i + 1, role, out);
                return;
            }
            // Whoever signs on behalf of an office does not hold it.
            TokenKind::Mark(',') if on_behalf(ctx, start) => return,
            // `De Minister van Wonen, / namens deze, / A. Bos`: the same, on a line of its own.
            TokenKind::Lower if t.word(i) == "namens" => return,
            // `de wethouder, en B. Vos`: somebody else.
            TokenKind::Mark(',') if i == start && t.word(i + 1) == "en" => return,
            TokenKind::Mark(',') => {
                let mut next = skip_article(t, sentence::past_line_break(t, i + 1, true));
                let titled = matches!(cue_word::cue_of(t.word(next)), Some(Cue::Title));
                if titled {
                    next = sentence::past_line_break(t, skip_titles(t, next), true);
                }
                let found = if titled {
                    person_after_title(ctx, next)
                } else {
                    full_name::initials_and_surname(ctx, next)
                        .or_else(|| known_given_name(ctx, next))
                        .or_else(|| filed_name(ctx, next, role))
                };
                if let Some(found) = found.filter(|f| is_plausible(ctx, f)) {
                    out.push(ctx.hit_as(
                        found,
                        Likelihood::Certain,
                        "ambt of functie",
                        role.clone(),
                    ));
                    return;
                }
                i += 1;
            }
            // `commissaris van de Koning Hugo de Jonge`, `minister van Financiën E. Heinen`.
            TokenKind::Capital | TokenKind::Letter if i > start => {
                let full =
                    full_name::initials_and_surname(ctx, i).or_else(|| known_given_name(ctx, i));
                let found = full.filter(|f| !f.name.surname.is_empty() && is_plausible(ctx, f));
                let duty = |k: usize| {
                    t.kind(k) != TokenKind::Lower || particle::begins(t, k) || t.word(k) == "en"
                };
                let of_office = is_public(role) && (start..i).all(duty);
                if let Some(found) = found.filter(|_| t.is_word(i - 1) && of_office) {
                    let sure = Likelihood::Certain;
                    out.push(ctx.hit_as(found, sure, "ambt of functie", role.clone()));
                    return;
                }
                i += 1;
            }
            TokenKind::Lower | TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => i += 1,
            TokenKind::Mark('&' | '-') => i += 1,
            TokenKind::Line if sentence::past_line_break(t, i, false) > i => i += 1,
            _ => return,
        }
    }
}

/// `minister van BZK, Horst-Vos G.J. ter`: the surname of an office holder first, as in lists of papers.
fn filed_name(ctx: &NameContext<'_>, i: usize, role: &Role) -> Option<NameMatch> {
    let t = ctx.tokens;
    let found = surname_first::surname_first(ctx, i, Anchoring::Anchored)?;
    let ends =
        t.is_border(found.end) || matches!(t.kind(found.end), TokenKind::Mark('-' | '–' | ';'));
    (is_public(role) && ends && found.name.initials.len() > 1).then_some(found)
}

/// Whether holders of this role act in public.
fn is_public(role: &Role) -> bool {
    matches!(role.as_str(), "bewindspersoon" | "volksvertegenwoordiger" | "bestuurder")
}

/// Skips the article in `de wethouder, de heer Bollen`.
fn skip_article(t: &Tokens<'_>, i: usize) -> usize {
    let title = matches!(cue_word::cue_of(t.word(i + 1)), Some(Cue::Title));
    i + usize::from(title && matches!(t.word(i), "de" | "het"))
}

/// Whether the line starts with `namens`, `voor` or `mede`.
fn on_behalf(ctx: &NameContext<'_>, at: usize) -> bool {
    let t = ctx.tokens;
    let first = (0..at).rev().take(24).find(|i| t.kind(*i) == TokenKind::Line).map_or(0, |i| i + 1);
    // `Voor de bekostiging is gereserveerd. De minister, ...`: another sentence.
    let sentence = || (first..at).any(|i| t.is(i, '.') && t.is_capital(i + 1) && t.spaced(i + 1));
    let near = at.saturating_sub(first) < 24 && !sentence();
    near && matches!(t.word(first).to_lowercase().as_str(), "namens" | "voor" | "mede")
}

fn known_given_name(ctx: &NameContext<'_>, i: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    let known = ctx.lexicon.word(t.word(i));
    let next = ctx.lexicon.word(t.word(i + 1));
    // `de minister van Financiën, Eelco Heinen,`
    let closed = t.is(i - 1, ',') && matches!(t.kind(i + 2), TokenKind::Mark(',' | '.' | ')'));
    let unknown = closed && !known.word() && !known.place() && !next.word() && !next.place();
    let given = known.given() || unknown && t.kind(i + 1) == TokenKind::Capital;
    given.then(|| full_name::given_and_surname(ctx, i, Anchoring::Bare)).flatten()
}

/// Adds the name in brackets behind the unit of a job: `directeur Wonen en Bouwen (mevrouw Vos)`. Without
/// a title there, they hold an abbreviation or a remark.
fn behind_unit(ctx: &NameContext<'_>, start: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let joins = |k: &usize| {
        t.is_word(*k) || matches!(t.kind(*k), TokenKind::Mark('&' | '-')) || t.is_line(*k)
    };
    let end = (start..start + 12).take_while(joins).last().map_or(start, |k| k + 1);
    if t.is(end, '(') && is_titled(ctx, end + 1) {
        in_brackets(ctx, end + 1, role, out);
    }
}

/// Whether a title begins here: `de heer`, `mevrouw`.
fn is_titled(ctx: &NameContext<'_>, start: usize) -> bool {
    let titled = skip_article(ctx.tokens, start);
    matches!(cue_word::cue_of(ctx.tokens.word(titled)), Some(Cue::Title))
}

/// Adds the names in brackets behind an office in the plural: `Kamerleden (de heer Bos en mevrouw Vos)`.
pub(crate) fn after_offices(ctx: &NameContext<'_>, next: usize, role: &Role, out: &mut Vec<Hit>) {
    if ctx.tokens.is(next, '(') && is_titled(ctx, next + 1) {
        in_brackets(ctx, next + 1, role, out);
    }
}

/// `(Van der Burg)`, `(de heer Bos en mevrouw Vos)`: a surname or full name that fills the brackets, or
/// two.
fn in_brackets(ctx: &NameContext<'_>, start: usize, role: &Role, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if party::is_party(ctx, start) {
        return;
    }
    let person = |start: usize| {
        let titled = skip_article(t, start);
        let title = matches!(cue_word::cue_of(t.word(titled)), Some(Cue::Title));
        let i = if title { skip_titles(t, titled) } else { start };
        person_after_title(ctx, i).filter(|found| is_plausible(ctx, found))
    };
    let Some(first) = person(start) else { return };
    let second = if t.word(first.end) == "en" { person(first.end + 1) } else { None };
    if !t.is(second.as_ref().map_or(first.end, |found| found.end), ')') {
        return;
    }
    for found in std::iter::once(first).chain(second) {
        out.push(ctx.hit_as(found, Likelihood::Certain, "ambt (naam)", role.clone()));
    }
}
