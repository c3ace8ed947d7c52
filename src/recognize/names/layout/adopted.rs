//! Who signs what a body of government adopted: `Vastgesteld in de vergadering van het algemeen
//! bestuur van 3 juni 2024`, and below it the chair and the secretary. Both act for that body in the
//! open.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::text::token::TokenKind;

/// The evidence.
const SIGNED: &str = "ondertekent wat het bestuur vaststelde";

/// How far above the signature the formula may stand, and how long it is, in tokens.
const ABOVE: usize = 90;
const FORMULA: usize = 18;

/// The role of the name at these tokens, if the line below it, or the line above it, is the office of
/// chair or secretary, and the formula stands above.
pub(crate) fn signer(
    ctx: &NameContext<'_>,
    start: usize,
    end: usize,
) -> Option<(Role, &'static str)> {
    let t = ctx.tokens;
    if ctx.part || !t.begins(start) || !(t.is_border(end) || end >= t.len()) {
        return None;
    }
    let below = office(ctx, t.skip_borders(end));
    let above = || {
        let last = (0..start).rev().take(4).find(|i| !t.is_border(*i))?;
        office(ctx, t.line_start(last))
    };
    let role = below.or_else(above)?;
    is_adopted(ctx, start).then_some((role, SIGNED))
}

/// `De voorzitter,`: the office that a whole line is.
fn office(ctx: &NameContext<'_>, first: usize) -> Option<Role> {
    let t = ctx.tokens;
    let at = first + usize::from(matches!(t.word(first), "de" | "De"));
    let end = at + 1 + usize::from(t.is(at + 1, ','));
    if first >= t.len() || !t.begins(first) || !(t.is_border(end) || end >= t.len()) {
        return None;
    }
    match t.word(at).to_lowercase().as_str() {
        "voorzitter" => Some(Role::EXECUTIVE),
        "secretaris" | "griffier" => Some(Role::TOP_OFFICIAL),
        _ => None,
    }
}

/// Whether the formula stands above this token, of a body that is no association's.
fn is_adopted(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let adopted = |i: &usize| {
        matches!(t.word(*i).to_lowercase().as_str(), "vastgesteld" | "besloten")
            && t.kind(*i) != TokenKind::Upper
    };
    (index.saturating_sub(ABOVE)..index).filter(adopted).any(|i| {
        let words = || (i + 1..(i + FORMULA).min(index)).map(|k| t.word(k).to_lowercase());
        let meeting = words().any(|word| word.ends_with("vergadering"));
        let body = words().any(|w| matches!(w.as_str(), "bestuur" | "raad" | "staten" | "college"));
        let private = words().any(|w| matches!(w.as_str(), "stichting" | "vereniging" | "vve"));
        meeting && body && !private
    })
}
