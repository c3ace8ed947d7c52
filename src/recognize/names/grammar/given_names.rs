//! Given names in a row, and those in brackets.

use crate::recognize::names::context::NameContext;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

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
        given.push(name);
    }
    (i, given)
}
