//! What looks like a name and is not one: laws, companies, streets, organizations.

use crate::recognize::name::NameMatch;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::organization::{BUILDINGS, is_building, street_ending};
use crate::recognize::names::lexicon::public_body::{self, BodyKind};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// The token in front, skipping an opening quote and titles: `ms "Johanna Maria"`,
/// `commissie mr. Bos`.
fn word_before(ctx: &NameContext<'_>, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let mut before = start.checked_sub(1)?;
    if t.is(before, '"') {
        return before.checked_sub(1);
    }
    // `Gebr. Van der Zwaag`, `Fa. Jansen`
    if t.is(before, '.')
        && before > 0
        && matches!(
            t.word(before - 1),
            "Gebr" | "gebr" | "Fa" | "fa" | "Afd" | "afd" | "Mts" | "mts" | "Ms"
        )
    {
        return Some(before - 1);
    }
    let titled = |i: usize| matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title));
    while before > 0 && (titled(before) || t.is(before, '.') && titled(before - 1)) {
        // `het college mevrouw E. Prooi`: this form of address is for people only.
        if matches!(fold(t.word(before)).as_str(), "mevrouw" | "mevr" | "mw" | "heer" | "dhr") {
            return None;
        }
        before -= 1;
    }
    Some(before)
}

/// Whether the whole name is that of a historical figure: `zaal Willem Drees`.
pub(crate) fn is_historic(found: &NameMatch) -> bool {
    let name = &found.name;
    if !name.initials.is_empty() || name.surname.is_empty() && name.given.is_empty() {
        return false;
    }
    let mut words: Vec<&str> = name.given.iter().map(String::as_str).collect();
    words.extend([name.particles.as_str(), name.surname.as_str()]);
    words.retain(|word| !word.is_empty());
    word_lists::contains("historisch", &words.join(" "))
}

/// Whether a thing is named after this person: `genoemd naar Jacob Cats`,
/// `het standbeeld van Jan Bos`.
fn named_after(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let mut i = start;
    for _ in 0..3 {
        let Some(before) = i.checked_sub(1) else { return false };
        if !matches!(t.kind(before), TokenKind::Lower) {
            return false;
        }
        i = before;
        if matches!(t.word(i), "naar" | "van") && i > 0 {
            return matches!(
                t.word(i - 1),
                "genoemd"
                    | "vernoemd"
                    | "standbeeld"
                    | "borstbeeld"
                    | "buste"
                    | "nagedachtenis"
                    | "gedachtegoed"
                    | "visie"
                    | "theorie"
            );
        }
    }
    false
}

/// Why this is probably not a person, if there is a reason; as evidence shows it, after `niet: `.
pub(crate) fn reason(ctx: &NameContext<'_>, found: &NameMatch) -> Option<&'static str> {
    place_reason(ctx, found)
        .or_else(|| wording_reason(ctx, found))
        .or_else(|| body_reason(ctx, found))
        .or_else(|| front_reason(ctx, found))
        .or_else(|| company_reason(ctx, found.end))
}

/// Whether the name is a street or an address.
fn place_reason(ctx: &NameContext<'_>, found: &NameMatch) -> Option<&'static str> {
    let t = ctx.tokens;
    let (start, end) = (found.start, found.end);
    let last = t.word(end.wrapping_sub(1));
    let number = t.kind(end) == TokenKind::Number || t.kind(end) == TokenKind::Mixed;
    match street_ending(last) {
        Some(true) => return Some("straat"),
        Some(false) if number && t.spaced(end) => return Some("straat"),
        // `Hannie Schaftpad`: a street, since no surname ends so.
        Some(false)
            if end > start + 1
                && found.name.initials.is_empty()
                && !ctx.lexicon.word(last).surname()
                && !may_be_listed(ctx, found, last) =>
        {
            return Some("straat");
        }
        _ => {}
    }
    // `Van Mourik Broekmanweg 6`
    let bare = found.name.initials.is_empty() && found.name.given.is_empty();
    let next = t.kind(end + 1) == TokenKind::Number && t.kind(end) == TokenKind::Capital;
    if bare && next && !t.is_border(end) && street_ending(t.word(end)).is_some() {
        return Some("straat");
    }
    if number && t.spaced(end) && found.name.initials.is_empty() && !t.is_border(end) {
        let digits = t.word(end).chars().take_while(char::is_ascii_digit).count();
        if (1..=4).contains(&digits) && t.is_border(end + 1) {
            return Some("adres");
        }
    }
    None
}

/// `J. Hoogveld, Annelies Klinkhaven en`: among others, with an ending that streets named after
/// people hardly have.
fn may_be_listed(ctx: &NameContext<'_>, found: &NameMatch, last: &str) -> bool {
    let t = ctx.tokens;
    let rare = ["haven", "oord", "wal", "poort"].iter().any(|ending| last.ends_with(ending));
    let listed = found.start.checked_sub(1).is_some_and(|before| t.is(before, ','));
    rare && listed && ctx.lexicon.is_given(t.word(found.start))
}

/// What the words of the name and those around it say against a person.
fn wording_reason(ctx: &NameContext<'_>, found: &NameMatch) -> Option<&'static str> {
    let t = ctx.tokens;
    let (start, end) = (found.start, found.end);
    let kind = BUILDINGS.contains(&fold(t.word(start)).as_str()) && end > start + 1;
    if kind || (start..end).any(|i| t.is_capital(i) && is_building(t.word(i))) {
        return Some("gebouw");
    }
    // `volgens Bommer et al. (2019)`
    if t.word(end) == "et" && t.word(end + 1) == "al" {
        return Some("literatuur");
    }
    // `2914 KM Nieuwerkerk aan den IJssel`
    let code = start > 1
        && t.kind(start - 1) == TokenKind::Upper
        && t.word(start - 1).len() == 2
        && t.kind(start - 2) == TokenKind::Number
        && t.word(start - 2).len() == 4;
    if code && found.name.initials.is_empty() {
        return Some("plaats");
    }
    if named_after(ctx, start) {
        return Some("zaak, wet of instelling");
    }
    // `de Marie Curieweg`, `het Abe Lenstra stadion`: a full name of a person has no article.
    let full = !found.name.given.is_empty() && !found.name.surname.is_empty();
    let article = start > 0 && matches!(t.word(start - 1), "de" | "het" | "een");
    if full && article && found.name.initials.is_empty() {
        return Some("zaak");
    }
    // `Jansen & de Wit`
    let bare = found.name.given.is_empty() && found.name.initials.is_empty();
    if bare && start > 1 && t.is(start - 1, '&') && t.is_capital(start - 2) {
        return Some("bedrijf");
    }
    None
}

/// Words that the place of a body follows, and never somebody's surname alone.
const BODY_HEADS: &[&str] = &[
    "gemeente",
    "provincie",
    "waterschap",
    "hoogheemraadschap",
    "ministerie",
    "rechtbank",
    "gerechtshof",
    "rekenkamer",
    "rekenkamercommissie",
    "omgevingsdienst",
    "veiligheidsregio",
    "politie",
    "stadspartij",
];

/// Whether the words are those of a public body, a party or a firm: `Pieter Heringa, Logius`.
fn body_reason(ctx: &NameContext<'_>, found: &NameMatch) -> Option<&'static str> {
    let t = ctx.tokens;
    let (start, end) = (found.start, found.end);
    if !found.name.initials.is_empty() {
        return None;
    }
    if public_body::after_min(t, start) == Some(end) {
        return Some("organisatie");
    }
    // `gemeente Hulst`, `Rekenkamercommissie Den Helder`: the place of the body in front.
    let before = start.checked_sub(1).filter(|_| found.name.given.is_empty());
    if before.is_some_and(|i| t.is_word(i) && BODY_HEADS.contains(&fold(t.word(i)).as_str())) {
        return Some("organisatie");
    }
    let kind = public_body::fills(t, start, end)?;
    // Some firms bear the name of their founder: `mevrouw Berenschot`.
    let shared = end == start + 1 && t.kind(start) == TokenKind::Capital && {
        let known = ctx.lexicon.word(t.word(start));
        known.surname() || known.given()
    };
    let before = start.checked_sub(1).map(|i| if t.is(i, '.') { i.saturating_sub(1) } else { i });
    let titled = before.is_some_and(|i| matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title)));
    let founder = kind == BodyKind::Company || kind == BodyKind::Municipality;
    (!titled && !(shared && founder)).then_some("organisatie")
}

/// Words for people of the past, folded.
const HEROES: &[&str] = &[
    "kunstschilder",
    "verzetsheld",
    "verzetsheldin",
    "verzetsman",
    "verzetsstrijder",
    "verzetsvrouw",
    "zeeheld",
];

/// What the word in front says against a person.
fn front_reason(ctx: &NameContext<'_>, found: &NameMatch) -> Option<&'static str> {
    let t = ctx.tokens;
    let start = found.start;
    let before = word_before(ctx, start)?;
    let hyphen = t.is(before, '-') && !t.spaced(before) && !t.spaced(start);
    let word = if hyphen && before > 0 { t.word(before - 1) } else { t.word(before) };
    if !(t.is_word(before) || hyphen) {
        return None;
    }
    let folded = fold(word);
    let thing = word_lists::contains("zaak", &folded)
        || folded.len() > 7
            && word_lists::words("zaak").iter().any(|w| w.len() > 4 && folded.ends_with(w));
    // `verzetsman Jan de Boer`
    if HEROES.contains(&folded.as_str()) {
        return Some("historische persoon");
    }
    // `de fractie Vermeulen`: a group that is called after its founder.
    let group = matches!(folded.as_str(), "fractie" | "raadsfractie" | "statenfractie" | "lijst");
    if group && found.name.initials.is_empty() && found.name.given.is_empty() {
        return Some("organisatie");
    }
    // `11 Avenue John F. Kennedy`
    if matches!(word, "Avenue" | "Boulevard" | "Rue" | "Place") {
        return Some("straat");
    }
    // `gemaal Mr. U.G. Schilthuis`: a kind of building right in front.
    if word_lists::contains("bouwwerk", &folded) && !t.begins(before) {
        return Some("gebouw");
    }
    let listed = t.spaced(start) && t.begins(before) && !found.name.initials.is_empty();
    // `akkoord Klaas Bouma 14-8`
    let agreed = folded == "akkoord" && {
        let given = found.name.given.first().is_some_and(|g| ctx.lexicon.folded(g).given());
        given && ctx.lexicon.folded(&found.name.surname).surname()
    };
    let listed = listed || agreed;
    (thing && !listed).then_some("zaak, wet of instelling")
}

/// What follows the name of a company.
fn company_reason(ctx: &NameContext<'_>, end: usize) -> Option<&'static str> {
    let t = ctx.tokens;
    let mut next = end;
    if t.is(next, '&') || t.is(next, '+') && t.is_capital(next + 1) {
        return Some("bedrijf");
    }
    if t.is(next, '-') && !t.spaced(next) {
        next += 1;
        if t.kind(next) == TokenKind::Lower && !t.spaced(next) {
            return Some("zaak");
        }
    }
    let behind = fold(t.word(next));
    let trade = t.is_capital(next) && t.spaced(next) && word_lists::contains("branche", &behind);
    if trade || t.is_word(next) && word_lists::contains("bedrijf", &behind) {
        return Some("bedrijf");
    }
    let legal = t.kind(next) == TokenKind::Letter && t.is(next + 1, '.');
    if legal {
        let second = fold(t.word(next + 2));
        let pair = format!("{behind}{second}");
        if matches!(pair.as_str(), "bv" | "nv" | "vo" | "ua" | "cv") && t.is(next + 3, '.') {
            return Some("bedrijf");
        }
    }
    None
}
