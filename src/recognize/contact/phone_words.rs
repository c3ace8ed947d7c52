//! What the words around a phone number say of whose it is: a desk, an office, somebody's own line.

use crate::model::Span;
use crate::recognize::names::lexicon::public_body;
use crate::recognize::text::tokens::Tokens;

/// Whether a website or PO box is a few lines above: the column of a letterhead, which ends with
/// the number of the organization.
pub(super) fn is_below_letterhead(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(160));
    let above = text.get(from..span.start).unwrap_or_default().to_lowercase();
    above.contains("www.") || above.contains("postbus")
}

/// Whether the line up to a number holds an organization and its address:
/// `gemeente Ede | Kerkstraat 27 | 0316 595 111`.
pub(super) fn names_office(between: &str) -> bool {
    let lower = between.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let offices = [
        "gemeente ",
        "gemeentehuis",
        "stadhuis",
        "stadskantoor",
        "provincie ",
        "provinciehuis",
        "ministerie",
        "waterschap",
        "hoogheemraadschap",
        "autoriteit",
        "inspectie",
        "rechtbank",
        "universiteit",
        "omgevingsdienst",
        "veiligheidsregio",
        "rijksdienst",
        "bureau ",
    ];
    let placed = lower.bytes().any(|b| b.is_ascii_digit());
    placed && offices.iter().any(|office| lower.contains(office))
}

/// Whether a desk is right in front of a number: `Persvoorlichting: 088 964 34 56`.
pub(super) fn is_desk(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(40));
    let before = text.get(from..span.start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default().trim_end().to_lowercase();
    let marks = [':', ',', '(', '-', '–', '|', '·', '.'];
    let before = before.trim_end_matches(marks).trim_end();
    // `het nummer voor omwonenden is ...`, `receptie, tel. ...`
    let links = [" is", " op", " via", " tel", " telefoon", " telefoonnummer", " tel.nr"];
    let bare = links.iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
    let before = bare.trim_end_matches(marks).trim_end();
    let desks = [
        "omwonenden",
        "reception",
        "switchboard",
        "hotline",
        "helpline",
        "meldnummer",
        "noodnummer",
        "wachtchef",
        "persvoorlichting",
        "ministerie",
        "receptie",
        "balie",
        "callcenter",
        "klantcontactcentrum",
        "meldkamer",
        "informatielijn",
        "informatiepunt",
        "algemeen nummer",
        "algemeen telefoonnummer",
        "algemeen",
        "storingsdienst",
        "24/7",
        "servicepunt",
        "secretariaat",
        "centrale",
        "helpdesk",
        "servicedesk",
        "portier",
        "wachtdienst",
        "piketdienst",
        "alarmcentrale",
        "klantenservice",
        "klantcontact",
        "telefooncentrale",
        "crisisdienst",
        "csirt",
        "cert",
        "infolijn",
        "perslijn",
        "nieuwslijn",
        "persdienst",
        "spoedlijn",
    ];
    let to = text.floor_char_boundary((span.end + 24).min(text.len()));
    let behind = text.get(span.end..to).unwrap_or_default().trim_start().to_lowercase();
    let behind = if behind.starts_with('(') && !behind.contains(')') { "" } else { &behind };
    let shift = ["(24/7", "24/7", "(24 uur", "(dag en nacht", "(algemeen", "(receptie"];
    desks.iter().any(|desk| before.ends_with(desk))
        || shift.iter().any(|word| behind.starts_with(word))
}

/// Most bytes of a line in front of a number that are looked through for a body.
const LINE: usize = 90;

/// Whether the line in front of a number begins with a body, as in a list of whom to call:
/// `RIVM / LCI    030 274 7000`.
pub(super) fn is_behind_body(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(LINE));
    let before = text.get(from..span.start).unwrap_or_default();
    let Some((_, line)) = before.rsplit_once('\n') else { return false };
    let line = Tokens::of(line.trim());
    let own = ["dhr", "mw", "mevr", "mevrouw", "heer", "contact", "contactpersoon", "drs", "ing"];
    let services = ["brandweer", "politie", "ambulance", "wetterskip", "waterschap", "meldkamer"];
    let first = line.word(0).to_lowercase();
    let body = services.contains(&first.as_str()) || first.ends_with("bedrijf");
    (body || public_body::body_at(&line, 0).is_some())
        && !(0..line.len()).any(|i| own.contains(&line.word(i).to_lowercase().as_str()))
}

/// `het telefoonnummer van de afzender (...)`.
pub(super) fn is_of_somebody(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(60));
    let before = text.get(from..span.start).unwrap_or_default();
    let Some((_, owner)) = before.rsplit_once("nummer van ") else { return false };
    let owner = owner.trim_end_matches([' ', '(', ':', '\n']);
    let owner = owner.rsplit(' ').next().unwrap_or_default().to_lowercase();
    SOMEBODY.contains(&owner.as_str())
}

/// Words for a person who has a number.
const SOMEBODY: &[&str] = &[
    "aanvrager",
    "afzender",
    "behandelaar",
    "beller",
    "betrokkene",
    "bewoner",
    "buurman",
    "buurvrouw",
    "contactpersoon",
    "cliënt",
    "dochter",
    "eigenaar",
    "getuige",
    "indiener",
    "klager",
    "medewerker",
    "melder",
    "moeder",
    "opsteller",
    "ouder",
    "ouders",
    "vader",
    "verzoeker",
    "zoon",
];

/// Whether a word in front of a number makes it a personal one.
pub(super) fn is_direct_line(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(60));
    let before = text.get(from..span.start).unwrap_or_default().to_lowercase();
    let own = [
        "doorkies",
        "rechtstreeks",
        "direct",
        "mobiel",
        "toestel",
        "contactpersoon",
        "behandel",
        "priv",
        "thuis",
        "telefoon overdag",
        "kunt mij",
        "kun je mij",
        "bel mij",
        "bereik mij",
        "bereikbaar",
        "uw contact",
        "gsm",
        "werk:",
        "nummer van zijn ",
        "nummer van haar ",
        "tel zoon",
        "tel dochter",
    ];
    own.iter().any(|w| before.contains(w))
}

/// Whether a number is in a letterhead or footer, with a PO box, website or trade register number,
/// and no word makes it a personal one.
pub(super) fn is_in_letterhead(text: &str, span: Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(140));
    let to = text.ceil_char_boundary((span.end + 100).min(text.len()));
    let before = text.get(from..span.start).unwrap_or_default();
    let before = before.rsplit("\n\n").next().unwrap_or_default().to_lowercase();
    let after = text.get(span.end..to).unwrap_or_default();
    let after = after.split("\n\n").next().unwrap_or_default().to_lowercase();
    let own =
        ["doorkies", "rechtstreeks", "direct", "mobiel", "toestel", "contactpersoon", "behandel"];
    let office = ["postbus", "www.", "kvk", "bezoekadres", "postadres", "antwoordnummer"];
    let holds = |words: &[&str]| words.iter().any(|w| before.contains(w) || after.contains(w));
    holds(&office) && !own.iter().any(|w| before.contains(w))
}
