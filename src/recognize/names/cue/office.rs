//! Whether an office word is an office where it stands, and whose.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::{cue_word, party, public_body};
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// Whether a name may follow the office or job whose words are the tokens `first` to `index`.
pub(super) fn announces(ctx: &NameContext<'_>, first: usize, index: usize) -> bool {
    let t = ctx.tokens;
    let word = t.word(index);
    // `Min BZK` is where somebody works.
    if public_body::after_min(t, index).is_some() || is_surname(ctx, first) {
        return false;
    }
    // `Min Staghouwer` in a chat, but not `min` in a calculation.
    let abbreviated = matches!(word, "Min" | "min" | "sg" | "dg");
    // `na 3 min. Van Dam is er`: minutes.
    if abbreviated && index > 0 && matches!(t.kind(index - 1), TokenKind::Number | TokenKind::Mixed)
    {
        return false;
    }
    let named = word == "Min" && t.kind(index + 1) == TokenKind::Capital && {
        let known = ctx.lexicon.word(t.word(index + 1));
        !known.word() && (known.given() || known.surname())
    };
    !abbreviated || named || t.is(index + 1, '.')
}

/// Whether the office only says for whom somebody works: `PA van de minister, Lotte Quist`.
pub(super) fn is_served(ctx: &NameContext<'_>, first: usize) -> bool {
    let t = ctx.tokens;
    let article = first > 0 && matches!(t.word(first - 1), "de" | "het" | "onze");
    let joint = first.checked_sub(1 + usize::from(article));
    let Some(job) =
        joint.filter(|j| matches!(t.word(*j), "van" | "v")).and_then(|j| j.checked_sub(1))
    else {
        return false;
    };
    let word = t.word(job);
    cue_word::role_of(word).is_some()
        || word_lists::contains("mens", &word.to_lowercase())
        || matches!(
            word,
            "PA" | "EA" | "secretariaat" | "kabinet" | "staf" | "bureau" | "rechterhand"
        )
}

/// Whether the name in front holds the office: in `A. Bos, wethouder, en B. Vos ondertekenen`, Vos
/// does not.
pub(super) fn is_held(ctx: &NameContext<'_>, first: usize) -> bool {
    let t = ctx.tokens;
    let mut i = first;
    if i > 0 && matches!(t.word(i - 1), "de" | "onze" | "toenmalig" | "voormalig" | "demissionair")
    {
        i -= 1;
    }
    if i > 0 && t.kind(i - 1) == TokenKind::Line {
        i -= 1;
    }
    let Some(name) = i.checked_sub(2).filter(|_| t.is(i - 1, ',')) else { return false };
    let known = ctx.lexicon.word(t.word(name));
    let bracket = t.is(name, ')');
    bracket
        || t.kind(name) == TokenKind::Capital
            && !(known.place() && !known.surname())
            && public_body::body_at(t, name).is_none()
}

/// Whether the office word is part of a surname: `J.G. Dijkgraaf`, `Bas de Rechter`.
fn is_surname(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    if t.kind(index) != TokenKind::Capital || index == 0 {
        return false;
    }
    // `deel I. Wethouder Lot van Hooijdaal`: a name follows, so this is the office.
    let initial = t.is(index - 1, '.')
        && index > 1
        && t.kind(index - 2) == TokenKind::Letter
        && !t.is_capital(index + 1);
    let name =
        t.kind(index - 1) == TokenKind::Capital && ctx.lexicon.word(t.word(index - 1)).given();
    initial || name || t.is(index + 1, ',') && t.kind(index + 2) == TokenKind::Letter
}

/// `de beantwoording van de vragen van de leden`: what members of parliament ask.
pub(super) fn asks(ctx: &NameContext<'_>, index: usize) -> bool {
    (index.saturating_sub(6)..index).any(|i| ctx.tokens.word(i).ends_with("vragen"))
}

/// `het lid Kathmann (PRO)` is a member of parliament; `lid Jansen` of a team is not.
pub(super) fn member_role(ctx: &NameContext<'_>, index: usize) -> Role {
    let t = ctx.tokens;
    let before = index.checked_sub(1).map(|b| t.word(b).to_lowercase()).unwrap_or_default();
    // `Kamervragen lid Van Dijk`
    if before.starts_with("kamervra") {
        return Role::REPRESENTATIVE;
    }
    let spoken = matches!(before.as_str(), "het" | "kamer" | "en" | "door");
    if spoken && (asks(ctx, index) || ctx.of_parliament() || party::near(ctx, index)) {
        Role::REPRESENTATIVE
    } else {
        cue_word::seat(ctx, index).unwrap_or(Role::UNKNOWN)
    }
}
