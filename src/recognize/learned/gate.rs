//! Where the model is asked for names at all: at capitalized words that no recognizer has explained
//! and that are no ordinary words or names as well, and at given names written small where sentences begin small.

use crate::model::Span;
use crate::recognize::text::lexicon::Lexicon;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// A longer word, in bytes, is one that Dutch puts together out of others.
const LONGEST: usize = 20;

/// The words to ask about, in order. `covered` are the spans of all hits, in order.
pub(crate) fn asked(tokens: &Tokens<'_>, covered: &[Span], lexicon: &Lexicon) -> Vec<Span> {
    let mut out = Vec::new();
    let mut hits = covered.iter().copied().peekable();
    let mut reach = 0;
    for line in tokens.lines() {
        let words = line.start()..line.end();
        let first = words.clone().find(|i| tokens.is_word(*i));
        let small = first.is_some_and(|i| tokens.kind(i) == TokenKind::Lower);
        for i in words {
            let may = match tokens.kind(i) {
                TokenKind::Capital | TokenKind::Upper => true,
                TokenKind::Lower => small,
                _ => false,
            };
            let Some(token) = tokens.get(i).filter(|_| may) else { continue };
            let span = Span::new(token.start as usize, token.end as usize);
            while let Some(hit) = hits.next_if(|hit| hit.start < span.end) {
                reach = reach.max(hit.end);
            }
            if reach > span.start {
                continue;
            }
            if span.len() > LONGEST {
                continue;
            }
            let known = lexicon.word(tokens.word(i));
            let lower = token.kind == TokenKind::Lower;
            let asks = match lower {
                true => known.given() && !known.word(),
                false => !known.word() || known.given() || known.common(),
            };
            if asks {
                out.push(span);
            }
        }
    }
    out
}
