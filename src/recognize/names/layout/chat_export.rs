//! Speakers in a chat that was printed with each name on its own line, above or below the message
//! and a line with the time.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::layout::chat::speaker;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::collections::BTreeMap;

/// Fewest lines that are only a time, for a text to be a chat.
const TIMES: usize = 3;

/// Adds the lines that are a name and occur more than once, in a text with enough lines that are a
/// time.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut times = 0;
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in t.lines() {
        let (start, end) = (line.start(), line.end());
        if is_time(ctx, start, end) {
            times += 1;
        } else if end - start <= 7 && t.kind(start) == TokenKind::Capital {
            let words: Vec<String> = (start..end).map(|i| fold(t.word(i))).collect();
            lines.entry(words.join(" ")).or_default().push(start);
        }
    }
    if times < TIMES {
        return;
    }
    for starts in lines.values().filter(|s| s.len() > 1) {
        for start in starts {
            let Some(found) = speaker(ctx, *start) else { continue };
            let end = t.line_end(*start);
            let remark = t.is(found.end, '(') && t.is(end - 1, ')');
            if (found.end == end || remark) && is_plausible(ctx, &found) {
                out.push(ctx.hit(found, Likelihood::Certain, "spreker"));
            }
        }
    }
}

/// `08:31`, `20:44 ✓✓`: a line that is a time.
fn is_time(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let digits = |i: usize, most: usize| t.kind(i) == TokenKind::Number && t.word(i).len() <= most;
    end >= start + 3
        && digits(start, 2)
        && matches!(t.kind(start + 1), TokenKind::Mark(':' | '.'))
        && digits(start + 2, 2)
        && (start + 3..end).all(|i| matches!(t.kind(i), TokenKind::Mark(_)) || digits(i, 2))
}
