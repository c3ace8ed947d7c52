//! Companies named after a person: `Jansen & de Wit Groenprojecten B.V.`, `J. de Vries & Zn.`
//! Nothing within such a name is a person.

use crate::model::{Category, Span};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::hash::BloomFilter;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::sync::OnceLock;

/// Words that end the name of a company, folded.
const ENDS: &[&str] = &[
    "bv",
    "nv",
    "vof",
    "holding",
    "groep",
    "group",
    "advocaten",
    "advocatuur",
    "notarissen",
    "accountants",
    "makelaars",
    "makelaardij",
    "architecten",
    "consultancy",
    "consultants",
    "partners",
    "zonen",
    "zn",
    "associates",
    "advies",
    "adviseurs",
    "incasso",
    "gerechtsdeurwaarders",
    "deurwaarders",
    "mediation",
    "bewindvoering",
    "bewindvoerders",
    "gmbh",
    "ltd",
    "llp",
];

/// A filter of these words; rejects nearly all others.
fn filter() -> &'static BloomFilter {
    static SIEVE: OnceLock<BloomFilter> = OnceLock::new();
    SIEVE.get_or_init(|| BloomFilter::of(ENDS.iter().copied()))
}

/// Longest name of a company, in tokens.
const LONGEST: usize = 18;

/// Drops the names of persons that lie within the name of a company. `companies` is sorted.
pub(crate) fn drop_inside(companies: &[Span], hits: &mut Vec<Hit>) {
    if companies.is_empty() {
        return;
    }
    hits.retain(|hit| {
        let at = companies.partition_point(|f| f.end <= hit.span.start);
        let inside = companies.get(at).is_some_and(|f| f.contains(hit.span));
        hit.category != Category::NAME || !inside
    });
}

/// The spans of the names of companies, in order.
pub(crate) fn find_all(ctx: &NameContext<'_>) -> Vec<Span> {
    let t = ctx.tokens;
    let mut out: Vec<Span> = Vec::new();
    for index in 1..t.len() {
        let Some(end) = legal_form(ctx, index) else { continue };
        let start = first_token(ctx, index);
        if start < index {
            out.push(t.span(start, end));
        }
    }
    out.sort();
    out
}

/// One past the legal form or trade at this token that ends the name of a company.
fn legal_form(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    let t = ctx.tokens;
    match t.kind(index) {
        TokenKind::Letter => {
            let dotted =
                |i: usize| t.kind(i) == TokenKind::Letter && t.is(i + 1, '.') && !t.spaced(i + 1);
            if !dotted(index) || !dotted(index + 2) || t.spaced(index + 2) {
                return None;
            }
            let three = dotted(index + 4) && !t.spaced(index + 4);
            let letters = fold(t.word(index)) + &fold(t.word(index + 2));
            match (letters.as_str(), three) {
                ("bv" | "nv" | "ua", false) => Some(index + 4),
                ("vo", true) if t.word(index + 4) == "F" => Some(index + 6),
                _ => None,
            }
        }
        TokenKind::Upper | TokenKind::Capital => {
            if !filter().may_contain(t.fingerprint(index)) {
                return None;
            }
            let word = t.word(index);
            let ends = |end: &&str| end.len() == word.len() && end.eq_ignore_ascii_case(word);
            ENDS.iter().any(ends).then_some(index + 1)
        }
        _ => None,
    }
}

/// First token of the company whose legal form is at `index`: capitalized words, initials,
/// particles, and what joins them.
fn first_token(ctx: &NameContext<'_>, index: usize) -> usize {
    let t = ctx.tokens;
    let mut start = index;
    let mut i = index;
    while i > 0 && index - i < LONGEST {
        i -= 1;
        let dot = t.is(i, '.') && i > 0 && t.kind(i - 1) == TokenKind::Letter;
        let joint = matches!(t.kind(i), TokenKind::Mark('&' | '-' | '+' | '\''))
            || t.word(i) == "en" && t.is_capital(i + 1) && i > 0 && t.is_capital(i - 1);
        let small = t.kind(i) == TokenKind::Lower && particle::is_particle(t.word(i));
        // `J. Baan van Baan Bewindvoering`: somebody who works there.
        let named = |k: usize| t.is(k, '.') || ctx.lexicon.word(t.word(k)).given();
        let mut last = i.saturating_sub(1);
        while last > 2 && t.is(last - 1, '-') && t.is_capital(last - 2) {
            last -= 2;
        }
        let somebody = t.word(i) == "van" && last > 1 && t.is_capital(last) && named(last - 1);
        if somebody {
            break;
        }
        if t.is_capital(i) || t.kind(i) == TokenKind::Mixed {
            start = i;
        } else if !(dot || joint || small) {
            break;
        }
    }
    // `Namens Jansen Bouw B.V.`: the word that opens the sentence is not part of the name.
    let word = t.word(start);
    let opener = start + 1 < index
        && ctx.lexicon.word(word).word()
        && !particle::is_particle(&word.to_lowercase());
    if opener && sentence::starts_sentence(ctx, start) { start + 1 } else { start }
}
