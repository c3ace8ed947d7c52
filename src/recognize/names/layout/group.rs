//! Several people before the plural of their office in brackets: `A. Vos, Noor Bos en C. Pol
//! (wethouders)`.

use crate::model::{Category, Evidence, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::text::token::TokenKind;

/// Most people before such a plural.
const MOST: usize = 12;

/// Gives those people the office. The hits need no order.
pub(crate) fn run(ctx: &NameContext<'_>, hits: &mut [Hit]) {
    let t = ctx.tokens;
    let mut order: Vec<usize> = Vec::new();
    for index in 0..t.len() {
        if !t.is(index, '(') || !t.is(index + 2, ')') || t.kind(index + 1) != TokenKind::Lower {
            continue;
        }
        let Some(Cue::Offices(role)) = cue_word::cue_of(t.word(index + 1)) else { continue };
        let public = [Role::EXECUTIVE, Role::REPRESENTATIVE, Role::MINISTER].contains(role);
        // `A en B (leden)` of a committee sit in no parliament.
        if !public || t.word(index + 1) == "leden" {
            continue;
        }
        if order.is_empty() {
            order = (0..hits.len()).collect();
            order.sort_by_key(|i| hits.get(*i).map(|h| h.span));
        }
        give(ctx, index, role, &order, hits);
    }
}

/// Gives a role to those before the bracket at this token, back to what is no list of names.
fn give(ctx: &NameContext<'_>, bracket: usize, role: &Role, order: &[usize], hits: &mut [Hit]) {
    let text = ctx.tokens.text;
    let mut end = ctx.tokens.get(bracket).map_or(0, |token| token.start as usize);
    for index in order.iter().rev() {
        let Some(hit) = hits.get_mut(*index) else { return };
        if hit.span.start >= end || hit.category != Category::NAME {
            continue;
        }
        let between = text.get(hit.span.end..end).unwrap_or("(");
        let joined = between.split(|c: char| c.is_whitespace() || c == ',').all(|word| {
            let title = word.trim_end_matches('.').to_lowercase();
            word.is_empty()
                || matches!(word, "en" | "de" | "&")
                || matches!(cue_word::cue_of(&title), Some(Cue::Title))
        });
        if !joined || between.len() > MOST * 4 {
            return;
        }
        if hit.role == Role::UNKNOWN {
            hit.role = role.clone();
            hit.evidence.push(Evidence::of("ambt of functie tussen haken"));
        }
        end = hit.span.start;
    }
}
