//! A noun for a person with a name right after it, even if no list has the name:
//! `buurtbemiddelaar Gonny`, `mijn man Gerrit`, `locatiecoördinator Oksana Hrytsenko`.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::enumeration;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::sentence::{self, leads_to_capital};
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::{full_name, given_names, not_a_name};
use crate::recognize::names::lexicon::{cue_word, organization, particle};
use crate::recognize::text::hash::{BloomFilter, Fingerprint};
use crate::recognize::text::lexicon::{WordInfo, fold};
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;
use std::sync::OnceLock;

/// Shortest noun that counts as the last part of a compound, in bytes.
const TAIL: usize = 5;

/// Whether the word ends in the last letters of such a noun or of its plural. Rejects most words.
fn may_end(word: &str) -> bool {
    static ENDINGS: OnceLock<BloomFilter> = OnceLock::new();
    let endings = ENDINGS.get_or_init(|| {
        let forms = |w: &&str| [w.to_string(), format!("{w}en"), format!("{w}s")];
        let forms: Vec<String> = word_lists::words("mens").iter().flat_map(forms).collect();
        BloomFilter::of(forms.iter().map(|form| ending(form)))
    });
    endings.may_contain(Fingerprint::of(ending(word)))
}

fn ending(word: &str) -> &str {
    word.get(word.floor_char_boundary(word.len().saturating_sub(3))..).unwrap_or(word)
}

/// Nouns with no field of work behind them, so that a capital marks a name: `psychiater Blom`, but
/// `adviseur Groen`.
const CALLED: &[&str] = &[
    "agent",
    "brigadier",
    "buurman",
    "buurvrouw",
    "cliënt",
    "dokter",
    "dominee",
    "gedetineerde",
    "getuige",
    "hoofdagent",
    "huisarts",
    "imam",
    "juf",
    "klager",
    "notaris",
    "oma",
    "oom",
    "opa",
    "pastoor",
    "patiënt",
    "psychiater",
    "psycholoog",
    "rechercheur",
    "slachtoffer",
    "tandarts",
    "tante",
    "verdachte",
    "wijkagent",
];

/// Whether this is a shortened noun for somebody, before its dot: `ged. Maduro`, `verd. Bos`.
fn is_shortened(t: &Tokens<'_>, index: usize) -> bool {
    matches!(t.word(index), "ged" | "verd" | "bekl" | "gedet")
        && t.is(index + 1, '.')
        && !t.spaced(index + 1)
        && t.spaced(index + 2)
}

/// Whether this noun refers to people only.
pub(crate) fn is_person_noun(word: &str) -> bool {
    if word.len() > 40 || !may_end(word) {
        return false;
    }
    let lower = word.to_lowercase();
    word_lists::contains("mens", &lower)
        || word_lists::words("mens")
            .iter()
            .any(|w| w.len() >= TAIL && lower.len() > w.len() + 2 && lower.ends_with(w))
}

/// Whether this is the plural of such a noun: `huisartsen`, `buurtcoaches`.
fn is_plural(word: &str) -> bool {
    let one =
        |end: &str| word.strip_suffix(end).is_some_and(|w| w.len() >= TAIL && is_person_noun(w));
    !is_person_noun(word) && (one("en") || one("s"))
}

/// Whether this is `en` after a pronoun: `met jou en Dominika`.
fn beside_pronoun(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let and = matches!(t.word(index), "en" | "and");
    and && index > 0
        && matches!(
            t.word(index - 1),
            "ik" | "jij" | "jou" | "mij" | "hij" | "hem" | "haar" | "ons" | "u"
        )
}

/// `mijn man Gerrit`: a noun with a possessive in front.
fn is_possessed(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let over = usize::from(index > 1 && t.kind(index - 1) == TokenKind::Line);
    let before = index.checked_sub(1 + over).map(|b| t.word(b)).unwrap_or_default();
    let owner =
        matches!(before, "mijn" | "haar" | "zijn" | "uw" | "onze" | "jouw" | "jullie" | "je");
    let own =
        owner && matches!(t.word(index), "man" | "vrouw" | "ex" | "zusje" | "broertje" | "baas");
    // `een bewoner, ene Harmsen`
    own || t.word(index) == "ene" && !matches!(before, "de" | "het" | "die" | "dat" | "deze")
}

/// Whether particles start here that are not a preposition: `v.d.`, `vd`, `van der`.
fn is_shortened_particle(t: &Tokens<'_>, index: usize) -> bool {
    if t.get(index).is_none_or(|token| token.end - token.start > 3) {
        return false;
    }
    let own = match t.word(index) {
        "v" | "vd" => true,
        "van" => matches!(t.word(index + 1), "der" | "den"),
        _ => false,
    };
    own && particle::begins(t, index) && leads_to_capital(t, index)
}

/// First token of the name after this noun: right after it, after a comma, in brackets, or after
/// `van`.
fn name_start(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    let t = ctx.tokens;
    let known = |i: usize| {
        let word = ctx.lexicon.word(t.word(i));
        t.kind(i) == TokenKind::Capital && word.given() && !word.word() && !word.place()
    };
    let next = sentence::past_line_break(t, index + 1, false);
    if t.kind(next) == TokenKind::Capital && t.spaced(next) {
        return Some(next);
    }
    // `jurist v.d. Poll`, `huisarts van der Wal`
    if is_shortened_particle(t, index + 1) {
        let surname = surname::surname(ctx, index + 1).map(|(_, _, base)| ctx.lexicon.word(&base));
        if surname.is_some_and(|k| k.surname() && !k.word() && !k.place()) {
            return Some(index + 1);
        }
    }
    // `de ib'er (Nel)`, `huisarts (Chotkan)`
    let inside = t.is(index + 1, '(') && t.kind(index + 2) == TokenKind::Capital && {
        let word = ctx.lexicon.word(t.word(index + 2));
        let name = (word.given() || word.surname()) && !word.word() && !word.place();
        let and = matches!(t.word(index + 3), "en" | "&") || t.is(index + 3, ',');
        name && (t.is(index + 3, ')') || and)
    };
    if inside {
        return Some(index + 2);
    }
    let closed = matches!(t.kind(index + 3), TokenKind::Mark(',' | '.' | ')'));
    // `De bedrijfsarts, Kusters, sprak`
    let apposition = t.is(index + 1, ',') && t.is(index + 3, ',') && {
        let word = ctx.lexicon.word(t.word(index + 2));
        t.kind(index + 2) == TokenKind::Capital && word.surname() && !word.word() && !word.place()
    };
    let joined = t.is(index + 1, ',') && closed || t.word(index + 1) == "van";
    let joined = apposition || joined && known(index + 2);
    joined.then_some(index + 2)
}

/// Adds the name after the noun at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let next = t.kind(index + 1);
    let near = next == TokenKind::Capital
        || t.kind(index + 2) == TokenKind::Capital
        || is_shortened_particle(t, index + 1);
    if !near || !matches!(t.kind(index), TokenKind::Lower | TokenKind::Capital) {
        return;
    }
    // Cheapest test first: most words have no such ending.
    let word = t.word(index);
    let other = || is_possessed(ctx, index) || beside_pronoun(ctx, index);
    let shortened = is_shortened(t, index);
    if !may_end(word) && !shortened && !other() {
        return;
    }
    let start = if shortened { Some(index + 2) } else { name_start(ctx, index) };
    let Some(start) = start else { return };
    let several = is_plural(word);
    if !(shortened || several || is_person_noun(word) || other()) {
        return;
    }
    if index > 0 && t.is(index - 1, '-') && !t.spaced(index) {
        return;
    }
    let called = shortened
        || t.kind(index) == TokenKind::Lower && CALLED.contains(&word) && start == index + 1;
    let Some(mut found) = name_behind(ctx, start, called) else { return };
    // `makelaar Berensma van Agri Vastgoed`: the surname alone, and where somebody works.
    let alone = ctx.lexicon.word(t.word(start));
    if found.end > start + 1
        && t.word(start + 1) == "van"
        && alone.surname()
        && !alone.word()
        && t.is_capital(found.end)
        && t.spaced(found.end)
    {
        let surname = fold(t.word(start));
        let name = PersonName { surname, ..PersonName::default() };
        found = NameMatch { start, end: start + 1, name };
    }
    // `de bewoners Kraaienhof`: one word on no list behind a plural is where they live.
    let known = ctx.lexicon.word(t.word(found.start));
    let single = found.end == found.start + 1 && !known.given() && !known.surname();
    if several && single && t.word(found.end) != "en" && !t.is(found.end, ',') {
        return;
    }
    if is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none() {
        let role = cue_word::role_of(t.word(index)).unwrap_or(Role::UNKNOWN);
        let end = found.end;
        out.push(ctx.hit_as(found, Likelihood::Likely, "aanduiding en naam", role));
        if several {
            enumeration::continue_list(ctx, end, &Role::UNKNOWN, "aanduiding en naam", out);
        }
    }
}

/// Whether the lexicon allows the word as a name.
fn is_unopposed(known: WordInfo) -> bool {
    known.given() || !known.word() && !known.place()
}

/// The name at this token; `called` if a capital is enough to tell it from a word.
pub(super) fn name_behind(ctx: &NameContext<'_>, i: usize, called: bool) -> Option<NameMatch> {
    let t = ctx.tokens;
    let word = t.word(i);
    // `huisarts Van 't Veen`: a capitalized particle in mid-sentence.
    if particle::begins(t, i) {
        let (end, particles, surname) = surname::surname(ctx, i)?;
        let head = ctx.lexicon.word(surname.split([' ', '-']).next().unwrap_or_default());
        let name = PersonName { particles, surname, ..PersonName::default() };
        return head.surname().then_some(NameMatch { start: i, end, name });
    }
    let first = ctx.lexicon.word(word);
    let odd = word.chars().count() < 3
        || organization::is_organization_word(word)
        || organization::is_unit_activity(word)
        || cue_word::role_of(word).is_some();
    let proper = called && first.surname() && !t.is_capital(i + 1);
    if !(is_unopposed(first) || proper) || odd || particle::is_particle(word) {
        return None;
    }
    let next = sentence::past_line_break(t, i + 1, false);
    let more = t.kind(next) == TokenKind::Capital || particle::begins(t, next) || t.is(i + 1, '-');
    if more && let Some(found) = full_name::given_and_surname(ctx, i, Anchoring::Bare) {
        let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
        let last = ctx.lexicon.word(head);
        let good = !found.name.surname.is_empty()
            && (last.surname() || !last.word() && !last.place())
            && !organization::is_organization_word(head);
        if good {
            return Some(found);
        }
    }
    // A second capitalized word that is not a surname makes the first part of something else.
    if t.is_capital(i + 1) && t.spaced(i + 1)
        || matches!(t.kind(i + 1), TokenKind::Number | TokenKind::Mixed)
    {
        return None;
    }
    let (end, given) = given_names::given_names(ctx, i);
    let surname = first.surname() && !first.given();
    let name = if surname {
        // `buurvrouw Aartsen-Verkuijlen`
        let whole = given.first().cloned().unwrap_or_else(|| fold(word));
        PersonName { surname: whole, ..PersonName::default() }
    } else {
        PersonName { given, ..PersonName::default() }
    };
    Some(NameMatch { start: i, end, name })
}
