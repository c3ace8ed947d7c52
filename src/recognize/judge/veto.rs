//! What is no name by itself, whatever speaks for it.

use crate::model::SegmentKind;
use crate::recognize::hit::Hit;
use crate::recognize::judge::facts::WordFacts;
use crate::recognize::name::PersonName;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::initials;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle::is_particle;
use crate::recognize::names::lexicon::party;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// Whether this is no name: titles alone, part of a place, a firm. `facts` are those of the word that
/// is judged.
pub(super) fn is_no_name(
    ctx: &NameContext<'_>,
    hit: &Hit,
    name: &PersonName,
    facts: &WordFacts,
) -> bool {
    is_title(ctx, hit)
        || is_part_of_place(ctx, hit)
        || is_firm(hit, name, facts)
        || is_municipality(ctx, hit, name)
        || is_named_thing(name, facts)
        || is_label(name)
        || is_phrase(ctx, hit)
        || is_mail_label(ctx, hit, name)
        || is_value(ctx, hit, name)
        || is_english_place(ctx, hit)
        || is_measure(ctx, hit)
        || is_residence(ctx, hit)
        || is_district(ctx, hit)
        || is_board(ctx, hit, name)
        || is_reference(ctx, hit)
        || is_camel(ctx, hit, name)
        || is_compound(ctx, hit, name)
        || is_local_party(ctx, hit, name)
}

/// `Helder Onafhankelijk`, where the text lists it among the groups of a council.
fn is_local_party(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    name.initials.is_empty()
        && !hit.evidence.iter().any(|e| matches!(e.as_str(), "titel" | "naamveld" | "aanhef"))
        && party::is_local(ctx, t.index_at(hit.span.start), t.index_at(hit.span.end))
}

/// `Trcnv/21/2749`, `URI's`, `P.O. Box 12`, `Bron: https`: a reference, a plural of an abbreviation.
fn is_reference(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let one = end == start + 1;
    let numbered = t.is(end, '/') && !t.spaced(end) && t.kind(end + 1) == TokenKind::Number;
    let stem = t.word(start).trim_end_matches("'s").trim_end_matches("’s");
    let plural = stem.len() < t.word(start).len()
        && stem.chars().all(char::is_uppercase)
        && stem.chars().count() > 1;
    let boxed =
        matches!(t.word(end.wrapping_sub(1)), "Box" | "BOX") && t.kind(start) == TokenKind::Letter;
    let label =
        one && t.is(end, ':') && matches!(t.word(start), "Bron" | "Bronnen" | "Noot" | "Let");
    let everybody = one && matches!(t.word(start), "Allen" | "Alle" | "Iedereen") && t.is(end, ')');
    one && (numbered || plural) || boxed || label || everybody
}

/// `SemVer`, `GeoDelft`: one word with a capital within it, as products have, unless the whole is on
/// a list or a name was asked for.
fn is_camel(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let word = t.word(start);
    let by_model = hit.evidence.first().is_some_and(|e| e.as_str().starts_with("model "));
    let inner =
        word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let prefix =
        ["Mc", "Mac", "De", "Van", "Den", "Ter", "Le", "La", "Di", "Da", "Al", "El", "O'", "D'"]
            .iter()
            .any(|p| word.starts_with(p));
    let lone = name.initials.is_empty() && t.index_at(hit.span.end) == start + 1;
    let known = ctx.lexicon.word(word);
    by_model && lone && inner && !prefix && !known.surname() && !known.given()
}

/// Shortest compound, and shortest word in it, in bytes.
const COMPOUND: usize = 12;
const WITHIN: usize = 5;

/// `Rechtsmiddelverwijzing`, `Informatiearchitect`: a long word made of two words, which no list has
/// as a name, alone on its line or in a sentence.
fn is_compound(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let word = name.surname.as_str();
    let lone = name.initials.is_empty() && name.given.is_empty() && name.particles.is_empty();
    let one = t.index_at(hit.span.end) == start + 1 && word.len() >= COMPOUND && word.is_ascii();
    let asked = hit.evidence.iter().any(|e| matches!(e.as_str(), "titel" | "naamveld" | "aanhef"));
    if !lone || !one || asked || ctx.lexicon.folded(word).surname() {
        return false;
    }
    ctx.lexicon.is_compound(word, WITHIN)
}

/// Words of a page and of forms, folded.
const LABELS: &[&str] = &[
    "achternaam",
    "berbers",
    "bijlage",
    "blad",
    "bladzijde",
    "dari",
    "farsi",
    "geboortedatum",
    "geslacht",
    "huisnummer",
    "kenmerk",
    "koerdisch",
    "nationaliteit",
    "onderwerp",
    "pagina",
    "papiaments",
    "pashto",
    "postcode",
    "somali",
    "straat",
    "tigrinya",
    "toevoeging",
    "tussenvoegsel",
    "voorletters",
    "voornaam",
    "voorvoegsel",
    "voorvoegsels",
    "woonplaats",
];

/// `Blad 3`, `Nieuw-Zeelandse`, `Oranje-Nassau`: a word of a page, an adjective of a country, a title.
fn is_label(name: &PersonName) -> bool {
    let lone = name.initials.is_empty() && name.given.is_empty() && name.particles.is_empty();
    let word = name.surname.as_str();
    let page = LABELS.contains(&word);
    let country = word.contains('-') && (word.ends_with("landse") || word.ends_with("kaanse"));
    // `Koning der Nederlanden, Prins van Oranje-Nassau`: a title of the Crown.
    let crown = word == "oranje-nassau" && name.initials.is_empty();
    // `W. Europe Standard Time`
    let crown = crown || word == "europe";
    crown || lone && (page || country)
}

/// `N.v.t. Behandeld`, `M.b.t. Jansen`: letters that stand for words.
fn is_phrase(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let dotted = |i: usize| t.word(i).len() == 1 && t.is(i + 1, '.') && !t.spaced(i + 1);
    let small = t.word(start + 2).starts_with(char::is_lowercase);
    let letters = || [start, start + 2, start + 4].map(|i| t.word(i)).concat();
    small && (0..3).all(|k| dotted(start + 2 * k)) && initials::stand_for_words(&fold(&letters()))
}

/// Fields of a mail, folded; `van` is a particle.
const MAIL_FIELDS: &[&str] = &[
    "aan",
    "cc",
    "bcc",
    "from",
    "to",
    "sent",
    "subject",
    "verzonden",
    "verstuurd",
    "datum",
    "date",
    "onderwerp",
    "bijlage",
    "bijlagen",
];

/// `Van`, `Cc` above an address that was taken out, `U` at the end of a letter: a field of a mail or a
/// single letter, which nobody is called.
fn is_mail_label(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let word = t.word(start);
    // `Van` above `Verzonden`
    let fields = name.initials.is_empty() && name.given.is_empty();
    if fields && MAIL_FIELDS.contains(&name.surname.as_str()) {
        return true;
    }
    end == start + 1
        && (t.kind(start) == TokenKind::Letter
            || is_particle(word)
            || MAIL_FIELDS.contains(&fold(word).as_str()))
}

/// Values of mail fields and days, folded, which are names of people only with something beside them.
const VALUES: &[&str] = &[
    "hoog", "laag", "normaal", "hoge", "high", "low", "normal", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "groet", "groeten",
];

/// `Urgentie: Hoog`, `; Tue, 14 Jul 2020`, `Groet,` below a letter: one word that is a value or a
/// closing.
fn is_value(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let lone = name.initials.is_empty() && name.particles.is_empty() && end == start + 1;
    let word = fold(t.word(start));
    let value = lone && VALUES.contains(&word.as_str());
    let field = start > 1 && {
        let gap = t.kind(start - 1) == TokenKind::Gap;
        t.is(start - 1 - usize::from(gap), ':')
    };
    let closes = t.is(end, ',') && (t.kind(end + 1) == TokenKind::Number || t.is_border(end + 1));
    // `from 1 May`
    let may = lone && word == "may" && start > 0 && t.kind(start - 1) == TokenKind::Number;
    value && (field || closes) || may
}

/// `The Hague`: an English article.
fn is_english_place(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let article = |i: usize| matches!(t.word(i), "The" | "THE");
    let lone = hit.name.as_ref().is_some_and(|n| n.initials.is_empty());
    lone && (article(start) || start.checked_sub(1).is_some_and(article))
}

/// `Max per dag`, `Max 2 weken`: a bound.
fn is_measure(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let next = start + 1 + usize::from(t.is(start + 1, '.'));
    matches!(t.word(start), "Max" | "Min" | "MAX" | "MIN")
        && (matches!(t.word(next), "per" | "aantal" | "aansluitend" | "x")
            || t.kind(next) == TokenKind::Number)
}

/// `Mevrouw A. Bos, te Schalkwijk`: where somebody lives.
fn is_residence(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let behind = start.checked_sub(1).is_some_and(|front| t.is(front, ','));
    let bare = hit.name.as_ref().is_some_and(|n| n.initials.is_empty() && n.given.is_empty());
    behind && bare && t.word(start) == "te" && ctx.kind == SegmentKind::Body
}

/// `Haagse Hout`, `Utrechtse Heuvelrug`: what is of a town is no given name.
fn is_district(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let word = t.word(start);
    let first = fold(word);
    let of_town = first.strip_suffix("se").is_some_and(|town| {
        town.len() > 3 && (matches!(town, "haag") || ctx.lexicon.folded(town).place())
    });
    let known = ctx.lexicon.word(word);
    of_town && t.kind(start + 1) == TokenKind::Capital && !known.given() && !known.surname()
}

/// `college van B & W. Hebt u vragen`: the letter is that of the aldermen.
fn is_board(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    name.initials == "w" && start > 1 && t.is(start - 1, '&') && t.word(start - 2) == "B"
}

/// How often a word must occur for its articles to tell that it is a thing.
const OFTEN: u32 = 5;

/// `De Zandmeer wordt verbouwd`, `rond de Zandmeer`: what bears an article nearly every time is a
/// thing, though a given name stands in front of it once.
fn is_named_thing(name: &PersonName, facts: &WordFacts) -> bool {
    let plain = name.initials.is_empty() && name.particles.is_empty() && facts.titled == 0;
    plain && facts.capital >= OFTEN && (facts.article + facts.body) * 3 >= facts.capital * 2
}

/// Whether a shorter form is a word that the text uses as one: `dan` all over, and `Dan` at the start
/// of a sentence.
pub(super) fn is_used_as_word(name: &PersonName, facts: &WordFacts) -> bool {
    name.particles.is_empty() && facts.lower > facts.capital
}

/// Whether a word that names somebody in another file is an ordinary one here: it stands alone, and no
/// list has it as a name.
pub(super) fn is_plain_word(ctx: &NameContext<'_>, name: &PersonName) -> bool {
    let known = ctx.lexicon.folded(&name.surname);
    let alone = name.initials.is_empty() && name.given.is_empty() && name.particles.is_empty();
    alone && known.word() && !known.surname()
}

/// `gemeente Stichtse Vecht`: what follows the word is the municipality, unless a given name does.
fn is_municipality(ctx: &NameContext<'_>, hit: &Hit, name: &PersonName) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let Some(front) = start.checked_sub(1) else { return false };
    let known = ctx.lexicon.word(t.word(start));
    let person = !name.initials.is_empty() || known.given() && !known.place();
    matches!(t.word(front), "gemeente" | "Gemeente" | "GEMEENTE" | "gemeenten") && !person
}

/// `Mr Orange Limited`, and `Mr Orange` thereafter.
fn is_firm(hit: &Hit, name: &PersonName, facts: &WordFacts) -> bool {
    // `Remo Brug` in a row of people: a name of two words.
    let row = hit.evidence.iter().any(|e| e.as_str() == "rij van aanwezigen");
    let two = !name.given.is_empty() && !name.surname.contains(' ');
    if !name.initials.is_empty() || row && two {
        return false;
    }
    let legal = |word: &str| word_lists::contains("bedrijf", word);
    let mut words = name.surname.split([' ', '-']).filter(|word| !word.is_empty());
    if name.given.is_empty() {
        // The first word is the name of the firm, not its form.
        words.next();
        if facts.legal > 0 && facts.named == 0 && facts.titled == 0 {
            return true;
        }
    }
    words.any(legal)
}

/// Whether the word in front and the first one are a place together: `Den` before `Helder Nieuws`.
fn is_part_of_place(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let Some(front) = start.checked_sub(1).filter(|f| t.kind(*f) == TokenKind::Capital) else {
        return false;
    };
    let both = format!("{} {}", fold(t.word(front)), fold(t.word(start)));
    let lone = hit.name.as_ref().is_some_and(|n| n.initials.is_empty());
    lone && t.spaced(start) && ctx.lexicon.folded(&both).place()
}

/// Whether nothing but titles and particles stands there: `Dr`, `Van`.
fn is_title(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let title = |i: usize| {
        matches!(cue_word::cue_at(t, i), Some(Cue::Title | Cue::Titles))
            || is_particle(t.word(i)) && !ctx.lexicon.word(t.word(i)).given()
    };
    end > start && (start..end).all(|i| title(i) || t.is(i, '.'))
}
