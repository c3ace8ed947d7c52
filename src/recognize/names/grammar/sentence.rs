//! Sentences and lines around a name: where they start, where they continue, what their subject is.

use crate::recognize::names::context::NameContext;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// Shortest line, in bytes, that counts as running text, even in a narrow column.
pub(crate) const RUNNING: u32 = 26;

/// The index after one line break where running text continues, or if `strong`; else the same
/// index.
pub(crate) fn past_line_break(t: &Tokens<'_>, index: usize, strong: bool) -> usize {
    if t.kind(index) != TokenKind::Line {
        return index;
    }
    // `Achternaam   Buwalda` above `Straat   Kerkpad`: fields, whose labels stand in front of gaps.
    let field = t.kind(index + 2) == TokenKind::Gap || t.is(index + 2, ':');
    if !strong && field && t.is_capital(index + 1) {
        return index;
    }
    let from = t.get(t.line_start(index)).map_or(0, |k| k.start);
    let length = t.get(index).map_or(0, |k| k.start - from);
    if strong || length >= RUNNING { index + 1 } else { index }
}

/// The index in front of this one in running text, past the end of a full line.
pub(crate) fn token_before(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    if t.kind(before) == TokenKind::Line && past_line_break(t, before, false) == index {
        return before.checked_sub(1);
    }
    Some(before)
}

/// Whether lower-case words lead to a capitalized one within twelve tokens, as particles do.
pub(crate) fn leads_to_capital(t: &Tokens<'_>, index: usize) -> bool {
    let small = |i: &usize| {
        matches!(t.kind(*i), TokenKind::Lower | TokenKind::Mark('/' | '.' | '\'') | TokenKind::Line)
    };
    let end = (index..index + 12).find(|i| !small(i));
    end.is_some_and(|end| t.is_capital(end))
}

/// Verbs whose subject is a person.
pub(crate) const DOES: &[&str] = &[
    "licht",
    "zegt",
    "zei",
    "meldt",
    "meldde",
    "geeft",
    "gaf",
    "vraagt",
    "vroeg",
    "stelt",
    "merkt",
    "belt",
    "belde",
    "mailt",
    "mailde",
    "schrijft",
    "schreef",
    "antwoordt",
    "reageert",
    "pakt",
    "neemt",
    "stuurt",
    "stuurde",
    "vertelt",
    "vertelde",
    "bespreekt",
    "besprak",
    "koppelt",
    "checkt",
    "denkt",
    "vindt",
    "wil",
    "heeft",
    "is",
    "zal",
    "gaat",
    "kan",
    "komt",
    "zorgt",
    "werkt",
    "deelt",
    "opent",
    "sluit",
    "verwijst",
    "herziet",
    "presenteert",
    "noemt",
    "legt",
    "bedankt",
    "regelt",
    "adviseert",
    "begeleidt",
    "benadrukt",
    "bevestigt",
    "bezoekt",
    "concludeert",
    "constateert",
    "controleert",
    "heet",
    "herkent",
    "informeert",
    "krijgt",
    "kreeg",
    "leest",
    "luistert",
    "onderschrijft",
    "ondersteunt",
    "ontvangt",
    "ontving",
    "overlegt",
    "spreekt",
    "sprak",
    "tekent",
    "verzorgt",
    "vervangt",
    "vervolgt",
    "waarschuwt",
    "suggereert",
    "oppert",
    "meent",
    "betoogt",
    "pleit",
    "verwacht",
    "wijst",
    "attendeert",
    "herinnert",
    "refereert",
    "ziet",
    "haalt",
    "biedt",
    "verwelkomt",
    "dankt",
    "signaleert",
    "onderstreept",
    "nuanceert",
    "corrigeert",
    "verzoekt",
    "antwoordde",
    "reageerde",
    "opperde",
    "zocht",
    "zoekt",
    "hoopt",
    "twijfelt",
    "beaamt",
    "erkent",
    "ontkent",
    "verklaart",
    "verklaarde",
    "voelt",
    "mist",
    "kijkt",
    "vergadert",
    "vertrekt",
    "stopt",
    "begint",
    "start",
    "schetst",
    "onderzoekt",
    "inventariseert",
    "rapporteert",
    "coördineert",
    "organiseert",
    "plant",
    "kondigt",
    "bereidt",
    "dient",
    "trekt",
    "toont",
    "past",
    "maakt",
    "doet",
    "houdt",
    "brengt",
    "stemt",
    "schuift",
    "voegt",
    "vult",
    "levert",
    "pleitte",
    "stelde",
    "vond",
    "wilde",
    "deed",
    "las",
    "zag",
    "kwam",
    "ging",
];

/// Whether a verb whose subject is a person is at this token.
pub(crate) fn is_person_verb(ctx: &NameContext<'_>, index: usize) -> bool {
    ctx.tokens.kind(index) == TokenKind::Lower && DOES.contains(&ctx.tokens.word(index))
}

/// Whether a sentence or line starts here, so that a capital means nothing.
pub(crate) fn starts_sentence(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    match index.checked_sub(1) {
        None => true,
        Some(before) => {
            t.is_border(before)
                || matches!(
                    t.kind(before),
                    TokenKind::Mark('.' | '!' | '?' | ':' | '•' | '-' | '*')
                )
        }
    }
}
