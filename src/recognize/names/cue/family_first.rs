//! Names whose family name stands in front: `Trần Văn Hùng`.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::surname::is_viet;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Middle names that only Vietnamese names have, folded.
const MIDDLE: &[&str] =
    &["van", "thi", "duc", "minh", "huu", "ngoc", "quoc", "thanh", "dinh", "xuan"];

/// Adds the name whose family name is at this token: two or three capitalized words behind it, the
/// first of them a middle name.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital || t.kind(index + 1) != TokenKind::Capital {
        return;
    }
    let family = fold(t.word(index));
    let middle = fold(t.word(index + 1));
    let named = t.kind(index + 2) == TokenKind::Capital;
    if !named || !is_viet(&family) || !MIDDLE.contains(&middle.as_str()) {
        return;
    }
    let more = t.kind(index + 3) == TokenKind::Capital && t.spaced(index + 3);
    let end = index + 3 + usize::from(more);
    let given = (index + 1..end).map(|i| fold(t.word(i))).collect();
    let name = PersonName { given, surname: family, ..PersonName::default() };
    out.push(ctx.hit(
        NameMatch { start: index, end, name },
        Likelihood::Likely,
        "familienaam voorop",
    ));
}
