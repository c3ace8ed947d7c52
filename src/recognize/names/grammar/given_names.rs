//! Given names in a row, and those in brackets.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::initials::initials;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// `(Jan)`, `"Jan"`: given names between initials and surname or at the end; one past the closing
/// mark, and the names, folded.
pub(crate) fn bracketed(ctx: &NameContext<'_>, i: usize) -> Option<(usize, Vec<String>)> {
    let t = ctx.tokens;
    let close = match t.kind(i) {
        TokenKind::Mark('(') => ')',
        TokenKind::Mark('"') => '"',
        _ => return None,
    };
    let mut end = i + 1;
    let mut given = Vec::new();
    while end < i + 5 && t.kind(end) == TokenKind::Capital {
        given.push(fold(t.word(end)));
        end += 1;
        if t.is(end, '-') {
            end += 1;
        }
    }
    let known = given.first().is_some_and(|g| ctx.lexicon.folded(g).given());
    (known && t.is(end, close)).then_some((end + 1, given))
}

/// `(T.H.)`: initials in brackets behind a name; one past the bracket, and the letters, folded.
pub(crate) fn bracketed_initials(t: &Tokens<'_>, i: usize) -> Option<(usize, String)> {
    let (end, letters) = initials(t, i + 1).filter(|_| t.is(i, '('))?;
    t.is(end, ')').then_some((end + 1, letters))
}

/// Given names from this token on, such as `Jan`, `Jan-Willem` or `Anna Maria`: one past the last,
/// and the names, folded.
pub(crate) fn given_names(ctx: &NameContext<'_>, start: usize) -> (usize, Vec<String>) {
    let t = ctx.tokens;
    let mut i = start;
    let mut given = Vec::new();
    while t.kind(i) == TokenKind::Capital && given.len() < 3 {
        if !given.is_empty() && !ctx.lexicon.word(t.word(i)).given() {
            break;
        }
        let mut name = fold(t.word(i));
        i += 1;
        while t.is(i, '-')
            && !t.spaced(i)
            && t.kind(i + 1) == TokenKind::Capital
            && !t.spaced(i + 1)
        {
            name.push('-');
            name.push_str(&fold(t.word(i + 1)));
            i += 2;
        }
        if let Some(end) = devotion(ctx, &name, i) {
            name.push_str(&(i..end).map(|k| format!(" {}", fold(t.word(k)))).collect::<String>());
            i = end;
        }
        given.push(name);
    }
    (i, given)
}

/// What follows `María` in given names of Spain, folded.
const DEVOTIONS: &[&str] = &[
    "angeles",
    "asuncion",
    "carmen",
    "concepcion",
    "consuelo",
    "dolores",
    "guadalupe",
    "jesus",
    "lourdes",
    "luz",
    "mar",
    "mercedes",
    "nieves",
    "pilar",
    "rocio",
    "rosario",
    "sol",
    "soledad",
    "socorro",
    "valle",
];

/// `María del Carmen`, `María de los Ángeles`: one past the second part of such a given name.
fn devotion(ctx: &NameContext<'_>, first: &str, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let mut i = start;
    while i < start + 2 && matches!(t.word(i), "de" | "del" | "la" | "las" | "los") {
        i += 1;
    }
    let named = t.kind(i) == TokenKind::Capital && DEVOTIONS.contains(&fold(t.word(i)).as_str());
    (i > start && named && matches!(first, "maria" | "ana" | "rosa")).then_some(i + 1)
}
