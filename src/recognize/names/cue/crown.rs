//! The King, in acts and decrees: `Wij Willem-Frederik, bij de gratie Gods`.

use crate::model::{Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// The words with which an act names its maker.
const FORMULA: &str = "bij de gratie Gods";

/// Adds the names in front of this formula.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    for (byte, _) in t.text.match_indices(FORMULA) {
        let comma = t.index_at(byte).checked_sub(1).filter(|i| t.is(*i, ','));
        let Some(end) = comma else { continue };
        let part = |i: usize| t.kind(i) == TokenKind::Capital || t.is(i, '-');
        let mut start = end;
        while start > 0 && part(start - 1) && end - start < 6 && t.word(start - 1) != "Wij" {
            start -= 1;
        }
        if start == end {
            continue;
        }
        let span = t.span(start, end);
        let text = t.text.get(span.start..span.end).unwrap_or_default();
        let name = PersonName { given: vec![fold(text)], ..PersonName::default() };
        let found = NameMatch { start, end, name };
        out.push(ctx.hit_as(found, Likelihood::Certain, "koning", Role::MINISTER));
    }
}

/// `Koning Willem-Frederik`: the role of the name that starts here.
pub(crate) fn titled(ctx: &NameContext<'_>, start: usize) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    let before = start.checked_sub(1)?;
    let king = matches!(t.word(before), "Koning" | "Koningin" | "koning" | "koningin");
    // `Jan Koning` is a surname, and the commissioner of the King is somebody else.
    let other = |i: usize| t.is_capital(i) || matches!(t.word(i), "de" | "van");
    (king && !before.checked_sub(1).is_some_and(other)).then_some((Role::MINISTER, "koning"))
}
