//! Companies and other organizations named after a person: `Jansen & de Wit Groenprojecten B.V.`,
//! `J. de Vries & Zn.`, `Bakkerij Van Dijk`. Nothing within such a name is a person.

use crate::model::{Category, Span};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::firm::{BODIES, ENDS, HEADS, TRADES};
use crate::recognize::names::lexicon::{cue_word, particle, public_body};
use crate::recognize::text::hash::BloomFilter;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use std::sync::OnceLock;

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
    for index in 0..t.len() {
        if let Some(span) = with_trade(ctx, index) {
            out.push(span);
            continue;
        }
        if let Some(end) = legal_form(ctx, index) {
            let start = first_token(ctx, index);
            if start < index {
                out.push(t.span(start, end));
                continue;
            }
        }
        let found = match t.kind(index) {
            TokenKind::Capital => called_by_name(ctx, index)
                .or_else(|| partners(ctx, index))
                .or_else(|| known_body(t, index))
                .map(|end| (index, end)),
            TokenKind::Upper => known_body(t, index)
                .map(|end| (index, end))
                .or_else(|| shortened(ctx, index).map(|start| (start, index - 1))),
            _ => None,
        };
        if let Some((start, end)) = found {
            let within = out.last().is_some_and(|span| span.contains(t.span(start, end)));
            if !within {
                out.push(t.span(start, end));
            }
        }
    }
    out.sort();
    out
}

/// One past the name of a public body or firm of several words at this token: `Van Oord`.
fn known_body(t: &Tokens<'_>, index: usize) -> Option<usize> {
    public_body::body_at(t, index).map(|(_, end)| end).filter(|end| *end > index + 1)
}

/// First token of a name that the abbreviation in brackets at this token is made of:
/// `Zandstra en Blankvoort (ZB)`, `Van der Meer Vastgoed (VMV)`.
fn shortened(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    let t = ctx.tokens;
    let letters: Vec<char> = t.word(index).chars().collect();
    let bracket = index.checked_sub(1).filter(|b| t.is(*b, '(') && t.is(index + 1, ')'))?;
    if !(2..=6).contains(&letters.len()) {
        return None;
    }
    let mut left = letters.as_slice();
    let mut i = bracket;
    while let Some((last, rest)) = left.split_last() {
        i = i.checked_sub(1)?;
        let first = t.word(i).chars().next()?;
        let small = t.kind(i) == TokenKind::Lower && t.word(i).len() <= 4;
        if t.is_capital(i) && first == *last && t.word(i).len() > 1 {
            left = rest;
        } else if !(small || t.is(i, '-') || t.is(i, '&')) {
            return None;
        }
    }
    let words = (i..bracket).filter(|k| t.is_capital(*k)).count();
    (words == letters.len() && !ctx.lexicon.word(t.word(i)).given()).then_some(i)
}

/// Whether a word ends with another, whatever the case of its letters.
fn ends_with(word: &str, end: &str) -> bool {
    let from = word.len().checked_sub(end.len());
    from.and_then(|at| word.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// The name of a business that ends with what it does, at this token.
fn with_trade(ctx: &NameContext<'_>, index: usize) -> Option<Span> {
    let t = ctx.tokens;
    let word = t.word(index);
    // `de Heijmans-Van Ginkel combinatie`
    let joint = t.kind(index) == TokenKind::Lower && word == "combinatie" && t.spaced(index);
    if t.kind(index) != TokenKind::Capital && !joint || index == 0 {
        return None;
    }
    if !joint && !TRADES.iter().any(|trade| trade.eq_ignore_ascii_case(word))
        || !ctx.lexicon.word(t.word(index - 1)).surname()
    {
        return None;
    }
    let mut start = index - 1;
    let small = |i: usize| particle::is_particle(&t.word(i).to_lowercase());
    if t.kind(start) != TokenKind::Capital || t.is_border(start) {
        return None;
    }
    while start > 0 && (small(start - 1) || t.is(start - 1, '-') && t.is_capital(start - 2)) {
        start -= 1 + usize::from(t.is(start - 1, '-'));
    }
    let front = start.checked_sub(1);
    let person = front.is_some_and(|f| {
        t.is(f, '.') || cue_word::cue_of(t.word(f)).is_some() || ctx.lexicon.word(t.word(f)).given()
    });
    let more = t.is(index + 1, '&') && t.is_capital(index + 2);
    let end = if more { index + 3 } else { index + 1 };
    let lone = start + 1 == index && ctx.lexicon.word(t.word(start)).given();
    (!person && !lone && t.is_capital(start)).then(|| t.span(start, end))
}

/// One past the name behind a word for a business: `Bakkerij Hermans-Voncken`. Initials and titles
/// tell of its owner, who is a person.
fn called_by_name(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    let t = ctx.tokens;
    // The cheapest test first: a name follows.
    // `St. Vrienden van de Molen`, but `St. Anna`
    let short = t.word(index) == "St"
        && t.is(index + 1, '.')
        && ctx.lexicon.word(t.word(index + 2)).word()
        && !ctx.lexicon.word(t.word(index + 2)).given();
    let named = t.is_capital(index + 1) || t.kind(index + 1) == TokenKind::Lower || short;
    let body = short || named && BODIES.iter().any(|end| ends_with(t.word(index), end));
    if !named || !body && !HEADS.iter().any(|end| ends_with(t.word(index), end)) {
        return None;
    }
    let mut i = index + 1 + usize::from(short);
    let mut stop = None;
    while i - index < LONGEST && !t.is_border(i) {
        let title = cue_word::cue_of(t.word(i)).is_some() && t.kind(i) == TokenKind::Lower;
        let initial = t.kind(i) == TokenKind::Letter && t.is(i + 1, '.');
        let small = ["van", "de", "den", "der", "het", "ten", "ter"].contains(&t.word(i));
        let given = ctx.lexicon.word(t.word(i)).given()
            && !particle::is_particle(&t.word(i).to_lowercase());
        if title || initial || given && stop.is_none() && !body {
            return stop;
        }
        if matches!(t.kind(i), TokenKind::Capital | TokenKind::Upper | TokenKind::Mixed) {
            stop = Some(i + 1);
        } else if !(small || matches!(t.kind(i), TokenKind::Mark('-' | '&' | '\''))) {
            break;
        }
        i += 1;
    }
    stop
}

/// One past two surnames with `&` between them, which partners in business put on their door:
/// `De Wilde & Aydın`.
fn partners(ctx: &NameContext<'_>, index: usize) -> Option<usize> {
    let t = ctx.tokens;
    // The mark is near, or this is the start of no such name: the cheapest test.
    let mark = (index + 1..index + 5).find(|i| t.is(*i, '&'))?;
    let side = |from: usize, to: usize| {
        let capital = |i: usize| t.kind(i) == TokenKind::Capital;
        let small = |i: usize| particle::is_particle(&t.word(i).to_lowercase());
        let hyphen = |i: usize| t.is(i, '-');
        let last = to.checked_sub(1)?;
        let known = ctx.lexicon.word(t.word(last));
        let plain = |i: usize| capital(i) && !ctx.lexicon.word(t.word(i)).given();
        let shaped = (from..last).all(|i| small(i) || hyphen(i) || plain(i));
        (from < to && shaped && capital(last) && !known.given()).then_some(known.surname())
    };
    let front = side(index, mark)?;
    let mut end = mark + 1;
    while end < mark + 5
        && (particle::is_particle(&t.word(end).to_lowercase())
            || t.kind(end) == TokenKind::Capital && t.kind(end + 1) == TokenKind::Capital)
    {
        end += 1;
    }
    let behind = side(mark + 1, end + 1)?;
    // `familie Vos & Bos`, `A. Vos & Bos`: people.
    let before = index.checked_sub(1);
    let person = before.is_some_and(|b| {
        t.is(b, '.')
            || cue_word::cue_of(t.word(b)).is_some()
            || t.is_capital(b) && ctx.lexicon.word(t.word(b)).given()
    });
    ((front || behind) && !person).then_some(end + 1)
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
        // `J. de Wilde van De Wilde Advocaten`
        let surname = last;
        while last > 2
            && t.kind(last - 1) == TokenKind::Lower
            && particle::is_particle(t.word(last - 1))
        {
            last -= 1;
        }
        let somebody = t.word(i) == "van" && last > 1 && t.is_capital(surname) && named(last - 1);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SegmentKind;
    use crate::recognize::names::context::TextFacts;
    use crate::recognize::text::lexicon::Lexicon;

    fn companies(text: &str) -> Vec<&str> {
        let lexicon = Lexicon::shipped();
        let tokens = Tokens::of(text);
        let ctx = NameContext {
            tokens: &tokens,
            lexicon: &lexicon,
            kind: SegmentKind::Body,
            label: None,
            office: None,
            part: false,
            council: false,
            whole: TextFacts::default(),
        };
        find_all(&ctx).into_iter().map(|s| &text[s.start..s.end]).collect()
    }

    #[test]
    fn businesses_called_by_a_name() {
        assert_eq!(companies("bij Bakkerij Hermans-Vos te Ede"), ["Bakkerij Hermans-Vos"]);
        assert_eq!(
            companies("Administratiekantoor Van Dijk, Ede"),
            ["Administratiekantoor Van Dijk"]
        );
        assert_eq!(companies("kantoor van De Wilde & Bakker te"), ["De Wilde & Bakker"]);
        assert_eq!(
            companies("gesprekken met Van der Wiel Infra & Milieu, en"),
            ["Van der Wiel Infra & Milieu"]
        );
        assert_eq!(companies("van Makelaardij Van der Sanden."), ["Makelaardij Van der Sanden"]);
        assert_eq!(
            companies("Toneelvereniging Jan van Dam speelt"),
            ["Toneelvereniging Jan van Dam"]
        );
        assert_eq!(
            companies("nota van Zandstra en Blankvoort (ZB) is"),
            ["Zandstra en Blankvoort"]
        );
        assert_eq!(companies("aan Van Oord gegund"), ["Van Oord"]);
        assert_eq!(
            companies("voor St. Vrienden Dirk Vos Molen, Ede"),
            ["St. Vrienden Dirk Vos Molen"]
        );
        assert!(companies("in St. Anna te Ede").is_empty());
        assert_eq!(companies("mr. J. de Wilde van De Wilde Advocaten"), ["De Wilde Advocaten"]);
        assert!(companies("Jan Bakker (JB) belt").is_empty());
        assert!(companies("de heer Bakker Bouw").is_empty() && companies("Jan Bouw").is_empty());
        assert!(companies("Notariskantoor mr. P. Bakker").is_empty());
        assert!(companies("familie Bakker & Visser").is_empty());
        assert!(companies("Maatschap T. en A. Bakker").is_empty());
        assert!(companies("Kantoor: Ede").is_empty());
    }
}
