//! Political parties and groups.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::public_body::{self, BodyKind};
use crate::recognize::names::lexicon::{cue_word, organization};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::collections::{BTreeMap, BTreeSet};

/// Political parties and groups, in upper case.
pub(crate) const PARTIES: &[&str] = &[
    "VVD",
    "D66",
    "PVV",
    "CDA",
    "SP",
    "PVDA",
    "GROENLINKS",
    "GL",
    "PRO",
    "NSC",
    "BBB",
    "SGP",
    "CU",
    "CHRISTENUNIE",
    "DENK",
    "VOLT",
    "JA21",
    "FVD",
    "PVDD",
    "50PLUS",
    "OPNL",
    "BVNL",
    "BIJ1",
    "OSF",
    "FNP",
    "BURGERBELANGEN",
    "STADSPARTIJ",
    "GEMEENTEBELANGEN",
    "ONAFHANKELIJK",
    "LPF",
    "EPP",
    "RENEW",
    "KEADILAN",
];

/// Words that make a group of what follows them: `Groep Van Haga`, `Lid Omtzigt`.
const BEFORE_GROUP: &[&str] =
    &["FRIESE", "LEEFBAAR", "GROEP", "LID", "PLAATSELIJK", "FRACTIE", "LIJST", "LOKAAL"];

/// How often a bracket with a known party must occur for others to be parties too, and how often
/// each of those.
const KNOWN: usize = 3;
const LOCAL: usize = 2;

/// Most tokens from the bracket of one member to that of the next.
const BETWEEN: usize = 14;

/// The local parties of a text, folded: `Hart voor Ede` in brackets behind names, as known parties
/// are there.
fn local_parties<'c>(ctx: &'c NameContext<'_>) -> &'c BTreeSet<String> {
    ctx.whole.parties.get_or_init(|| find_local(ctx))
}

fn find_local(ctx: &NameContext<'_>) -> BTreeSet<String> {
    let t = ctx.tokens;
    let mut known = 0;
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    // Where the bracket of a known party was seen last, and an abbreviation behind it.
    let mut last: Option<usize> = None;
    let mut open: Option<(usize, String)> = None;
    for i in 1..t.len() {
        if !t.is(i, '(') || !t.is_capital(i - 1) || t.is_border(i + 1) {
            continue;
        }
        if is_known_party(ctx, i + 1) {
            known += 1;
            // `(D66), W. Vos (BSD), S. Bos (VVD)`: what stands between two parties is one.
            if let Some((_, words)) = open.take().filter(|(at, _)| i - at <= BETWEEN) {
                *others.entry(words).or_default() += LOCAL;
            }
            last = Some(i);
        } else if let Some(words) = bracketed(ctx, i + 1) {
            let short = t.kind(i + 1) == TokenKind::Upper && t.is(i + 2, ')');
            let beside = last.is_some_and(|at| i - at <= BETWEEN);
            open = (short && beside).then(|| (i, words.clone()));
            *others.entry(words).or_default() += 1;
        }
    }
    others.retain(|_, count| *count >= LOCAL && known >= KNOWN);
    let mut out: BTreeSet<String> = others.into_keys().collect();
    for i in 1..t.len() {
        if t.word(i) == "van" && matches!(t.word(i - 1), "fracties" | "Fracties" | "raadsfracties")
        {
            out.extend(listed(ctx, i + 1));
        }
    }
    out
}

/// Most tokens of a list of groups.
const LIST: usize = 60;

/// `de fracties van het CDA, Helder Onafhankelijk! en de VVD`: what stands between groups that are known
/// is one.
fn listed(ctx: &NameContext<'_>, start: usize) -> Vec<String> {
    let t = ctx.tokens;
    let (mut known, mut others) = (false, Vec::new());
    let mut i = start;
    while i < (start + LIST).min(t.len()) {
        if t.is_line(i) || t.is(i, ',') || t.is(i, '!') || matches!(t.word(i), "en" | "de" | "het")
        {
            i += 1;
            continue;
        }
        if let Some(end) = one_at(ctx, i) {
            (known, i) = (true, end);
            continue;
        }
        let item = (i..t.len()).take_while(|k| t.is_capital(*k) && t.word(*k).len() > 1).count();
        if item == 0 {
            break;
        }
        let lexicon = ctx.lexicon.word(t.word(i));
        let somebody = item == 1 && (lexicon.given() || lexicon.surname());
        if !somebody && cue_word::role_of(t.word(i)).is_none() && fold(t.word(i)) != "van" {
            others.push(phrase(ctx, i, i + item));
        }
        i += item;
    }
    if known { others } else { Vec::new() }
}

/// Whether these tokens are the name of a local party of the text.
pub(crate) fn is_local(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    end > start && local_parties(ctx).contains(&phrase(ctx, start, end))
}

/// What a bracket holds, folded, if it can be the name of a party: capitals and small words, no
/// body, no office, no place alone.
fn bracketed(ctx: &NameContext<'_>, start: usize) -> Option<String> {
    let t = ctx.tokens;
    let end = (start..start + 7).find(|i| t.is(*i, ')')).filter(|end| *end > start)?;
    let capital = t.is_capital(start) || t.kind(start) == TokenKind::Mixed;
    let other = |i: usize| {
        let known = ctx.lexicon.word(t.word(i));
        public_body::body_at(t, i).is_some()
            || cue_word::role_of(t.word(i)).is_some()
            || organization::is_organization_word(t.word(i))
            || end == start + 1 && (known.place() || known.given() || known.surname())
            || matches!(t.word(i), "gemeente" | "namens" | "bewoner" | "inspreker")
    };
    let plain = (start..end).all(|i| t.is_word(i) || t.is_line(i) || t.kind(i) == TokenKind::Mixed);
    (capital && plain && !(start..end).any(other)).then(|| phrase(ctx, start, end))
}

/// The words between two tokens, folded.
fn phrase(ctx: &NameContext<'_>, start: usize, end: usize) -> String {
    let t = ctx.tokens;
    let words: Vec<String> =
        (start..end).filter(|i| !t.is_line(*i)).map(|i| fold(t.word(i))).collect();
    words.join(" ")
}

/// One past the party, known or local, that these tokens begin with and that ends its line, cell or
/// clause: `Rutger Vos, Haagse VVD`, a line `Hart voor Ede`.
pub(crate) fn stands_at(ctx: &NameContext<'_>, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let closes = |end: usize| {
        t.is_border(end)
            || end >= t.len()
            || matches!(t.kind(end), TokenKind::Mark(',' | ';' | '.'))
    };
    // `Haagse VVD`: the party of a place.
    let placed = t.word(start).ends_with("se") && t.is_capital(start);
    let known = [start, start + usize::from(placed)].into_iter().find_map(|i| one_at(ctx, i));
    if let Some(end) = known.filter(|end| closes(*end)) {
        return Some(end);
    }
    let end = (start + 1..start + 7).find(|i| closes(*i))?;
    local_parties(ctx).contains(&phrase(ctx, start, end)).then_some(end)
}

/// Whether the words from this token to the closing bracket are a political party.
pub(crate) fn is_party(ctx: &NameContext<'_>, start: usize) -> bool {
    is_known_party(ctx, start)
        || bracketed(ctx, start).is_some_and(|words| local_parties(ctx).contains(&words))
}

/// Whether they are one that everybody knows.
fn is_known_party(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let end = (start..start + 6).find(|j| t.is(*j, ')'));
    let Some(end) = end.filter(|e| *e > start) else { return false };
    let first = t.word(start).to_uppercase();
    // `Jayden (groep 5)` is a pupil, and `A. Bos (lid)` sits in some committee.
    let group = BEFORE_GROUP.contains(&first.as_str())
        && (start + 1..end).any(|i| t.is_capital(i) && t.word(i).len() > 1);
    // `(onafhankelijk voorzitter)` is a job.
    let job = first == "ONAFHANKELIJK" && end > start + 1;
    // `(Partij voor de Dieren)`, `(GroenLinks-PvdA)`: by the list of bodies, alone or with a word.
    let named = public_body::body_at(t, start).is_some_and(|(kind, _)| kind == BodyKind::Party);
    (named || group || !job && PARTIES.contains(&first.as_str()))
        && (start..end).all(|i| {
            t.is_word(i)
                || matches!(
                    t.kind(i),
                    TokenKind::Mixed
                        | TokenKind::Number
                        | TokenKind::Line
                        | TokenKind::Mark('-' | '/' | '+')
                )
        })
}

/// Parties whose name is also a word, a firm or an abbreviation, in upper case: outside brackets,
/// they are parties only where the text speaks of politics.
const AMBIGUOUS: &[&str] = &[
    "SP",
    "GL",
    "PRO",
    "CU",
    "DENK",
    "VOLT",
    "OSF",
    "EPP",
    "LPF",
    "RPF",
    "GPV",
    "RENEW",
    "STADSPARTIJ",
    "KEADILAN",
    "ONAFHANKELIJK",
];

/// One past the known party that begins at this token and stands there for itself: `GroenLinks`,
/// `VVD-fractie`, `GL/PvdA`, `SP Rotterdam`; not `Volt Energie`. One whose name means more counts
/// only if the text is `political`.
pub(crate) fn known_at(ctx: &NameContext<'_>, start: usize, political: bool) -> Option<usize> {
    let t = ctx.tokens;
    let mut end = one_at(ctx, start)?;
    let single = AMBIGUOUS.contains(&t.word(start).to_uppercase().as_str());
    if end == start + 1 && single && !political {
        return None;
    }
    for _ in 0..3 {
        if !matches!(t.kind(end), TokenKind::Mark('-' | '/' | '+')) {
            break;
        }
        end = match t.word(end + 1) {
            "fractie" | "raadsfractie" | "statenfractie" => end + 2,
            _ => one_at(ctx, end + 1)?,
        };
    }
    let known = ctx.lexicon.word(t.word(end));
    if t.is_capital(end) && known.place() && !known.given() {
        end += 1;
    }
    let goes_on = t.is_capital(end)
        || matches!(t.kind(end), TokenKind::Mixed | TokenKind::Mark('&' | '-' | '@'))
        || t.is(end, '.') && !t.spaced(end + 1) && t.is_word(end + 1);
    (!goes_on).then_some(end)
}

/// Whether a text speaks of groups and parties by words that mean nothing else.
pub(crate) fn is_political(ctx: &NameContext<'_>) -> bool {
    let words =
        ["fractie", "Fractie", "raadslid", "raadsleden", "VVD", "PvdA", "CDA", "D66", "GroenLinks"];
    let found = || words.iter().any(|word| ctx.tokens.text.contains(word));
    ctx.council || *ctx.whole.political.get_or_init(found)
}

/// One past the party at this token, written as parties are.
fn one_at(ctx: &NameContext<'_>, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    if let Some((kind, end)) = public_body::body_at(t, start) {
        return (kind == BodyKind::Party).then_some(end);
    }
    let shouted = matches!(t.kind(start), TokenKind::Upper | TokenKind::Mixed);
    (shouted && PARTIES.contains(&t.word(start))).then_some(start + 1)
}

/// Whether a party stands in brackets behind one of the names that follow this token.
pub(crate) fn near(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    (index..index + 24)
        .take_while(|i| !matches!(t.kind(*i), TokenKind::Mark(';') | TokenKind::Blank))
        .any(|i| t.is(i, '(') && is_party(ctx, i + 1))
}
