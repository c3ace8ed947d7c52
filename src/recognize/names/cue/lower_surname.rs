//! Full names whose surname is typed in lower case: `Joris mispelblom,`, `(dick van arkel)`.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Shortest surname that is told from a word by itself, in bytes.
const SHORTEST: usize = 4;

/// Adds the name whose given name is at this token, where nothing goes on behind it.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    // `Aart Jan van bruggen`
    let given = |i: usize| {
        let known = ctx.lexicon.word(t.word(i));
        t.kind(i) == TokenKind::Capital && known.given() && !known.word()
    };
    let first = index;
    let second = t.kind(index + 1) == TokenKind::Capital
        && t.kind(index + 2) == TokenKind::Lower
        && given(index)
        && given(index + 1);
    let index = index + usize::from(second);
    // Most words have something else behind them.
    if t.kind(index + 1) != TokenKind::Lower || !t.spaced(index + 1) {
        return;
    }
    let small = t.kind(index) == TokenKind::Lower;
    let known = ctx.lexicon.word(t.word(index));
    if !known.given() || known.word() || known.place() || t.word(index).len() < 3 {
        return;
    }
    // `Dorota Lis weggestuurd`: the surname stands before it.
    let front = first.checked_sub(1).filter(|f| t.is_capital(*f) && t.spaced(first));
    // `Opvolger maarten duyvendijk`: a word stands there.
    let word = |i: usize| {
        let known = ctx.lexicon.word(t.word(i));
        known.word() && !known.given() && !known.surname()
    };
    if front.is_some_and(|f| !word(f)) {
        return;
    }
    let mut last = index + 1;
    while last < index + 4
        && let Some(next) = particle::at(t, last).filter(|n| t.kind(*n) == TokenKind::Lower)
    {
        last = next;
    }
    let word = t.word(last);
    let surname = ctx.lexicon.word(word);
    let bound = last > index + 1;
    let plain = word.chars().all(|c| !c.is_uppercase());
    let open = plain && word.len() >= SHORTEST && !surname.word() && (bound || !surname.place());
    let ends = t.is_border(last + 1)
        || last + 1 >= t.len()
        || matches!(t.kind(last + 1), TokenKind::Mark(',' | ')' | ';' | '(' | '/'));
    // Two words in lower case need a list or a particle.
    let told = surname.surname() || bound || !small && !is_participle(word) && !is_thing(ctx, word);
    if t.kind(last) != TokenKind::Lower || !open || !ends || !told {
        return;
    }
    let particles: Vec<String> =
        (index + 1..last).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
    let name = PersonName {
        given: (first..=index).map(|i| fold(t.word(i))).collect(),
        particles: particles.join(" "),
        surname: fold(word),
        ..PersonName::default()
    };
    let found = NameMatch { start: first, end: last + 1, name };
    out.push(ctx.hit(found, Likelihood::Likely, "voornaam en kleine achternaam"));
}

/// `systeemlak`: a word made of two, the last of which is no surname.
fn is_thing(ctx: &NameContext<'_>, word: &str) -> bool {
    let folded = fold(word);
    let named = (3..folded.len()).filter_map(|at| folded.get(at..)).any(|tail| {
        let known = ctx.lexicon.folded(tail);
        tail.len() >= 3 && known.surname()
    });
    ctx.lexicon.is_compound(&folded, 3) && !named
}

/// `weggestuurd`, `doorverbonden`: a form of a verb that no list of words has.
fn is_participle(word: &str) -> bool {
    let ends = word.ends_with('d') || word.ends_with('t') || word.ends_with("en");
    ends && ["ge", "ver", "be", "ont"].iter().any(|prefix| word.contains(prefix))
}
