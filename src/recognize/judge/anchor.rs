//! Anchors: where a name stands says that it is one, whatever its words.

use crate::model::Evidence;
use crate::recognize::hit::Hit;
use crate::recognize::judge::sign::Sign;
use crate::recognize::judge::surroundings::Signs;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::public_body;
use crate::recognize::text::token::TokenKind;

/// Anchors that are for people only.
const ANCHORS: &[&str] = &[
    "initialen",
    "titel",
    "titels",
    "ambten",
    "achternaam, initialen",
    "mailkop",
    "citaatkop",
    "kolom van personen",
    "kolommen van personen",
    "voornaam en letter",
    "rij van aanwezigen",
    "ambt of functie",
    "ondertekening",
    "aanhef",
    "spreker",
    "w.g.",
    "naast een naam",
    "naamveld",
    "kolom met namen",
    "aanduiding en naam",
    "voornaam en kleine achternaam",
    "voornaam tussen haken",
    "familienaam voorop",
    "naam naast nummer",
];

/// What outweighs an anchor.
const AGAINST: &[Sign] = &[
    Sign::KnownBody,
    Sign::HoldsBody,
    Sign::AfterKnownBody,
    Sign::BodyWord,
    Sign::OnlyWord,
    Sign::Place,
    Sign::Camel,
    Sign::Capitals,
    Sign::Small,
    Sign::LegalAny,
    Sign::CompanyAny,
    Sign::DomainAny,
    Sign::CompoundAny,
    Sign::Short,
    Sign::BeforeNumber,
    Sign::OftenBare,
];

/// From this share on, other uses of the word outweigh an anchor.
const SHARE: f32 = 0.3;

/// Whether a shorter form of somebody's name stands as one: behind the particles of that person, or
/// as the label of a speaker.
pub(super) fn is_form_anchored(ctx: &NameContext<'_>, signs: &Signs, hit: &Hit) -> bool {
    let speaks =
        is_speaker(ctx, hit) || has_letters_in_front(ctx, hit) || begins_with_given(ctx, hit);
    let bound = hit.name.as_ref().is_some_and(|n| !n.particles.is_empty() && !n.surname.is_empty())
        && hit.evidence.first().is_some_and(|e| e.as_str() == "achternaam bekend");
    let shares = [Sign::LowerShare, Sign::PlaceShare, Sign::BodyShare];
    let against = signs.0.iter().any(|(sign, value)| match sign {
        Sign::OnlyWord | Sign::LowerShare if speaks => false,
        Sign::OftenBare | Sign::Short | Sign::Small => false,
        _ => AGAINST.contains(sign) || shares.contains(sign) && *value >= SHARE,
    });
    (speaks || bound) && !against
}

/// `heeft Tom Tromphaven gezegd`: a given name that is nothing else in front of a surname that is known.
fn begins_with_given(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let (start, end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let known = ctx.lexicon.word(t.word(start));
    let surname = hit.evidence.first().is_some_and(|e| e.as_str() == "achternaam bekend");
    surname
        && end > start + 1
        && t.kind(start) == TokenKind::Capital
        && known.given()
        && !known.word()
        && !known.place()
}

/// `JP Quastel`: initials without dots in front of the name.
fn has_letters_in_front(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let start = t.index_at(hit.span.start);
    let Some(front) = start.checked_sub(1) else { return false };
    let letters = t.kind(front) == TokenKind::Upper && (2..=3).contains(&t.word(front).len());
    letters && public_body::body_at(t, front).is_none()
}

/// Whether nothing but marks is in front of a name on its line, and a colon is behind it.
fn is_speaker(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    let t = ctx.tokens;
    let (mut start, mut end) = (t.index_at(hit.span.start), t.index_at(hit.span.end));
    let star = |i: usize| matches!(t.kind(i), TokenKind::Mark('*' | '_' | '-' | '•' | '–'));
    while start > 0 && !t.begins(start) && star(start - 1) {
        start -= 1;
    }
    while star(end) {
        end += 1;
    }
    t.begins(start) && t.is(end, ':')
}

/// Whether an anchor for people names somebody whose words nothing speaks against. An anchor needs no
/// list, so a name that no list knows is one there.
pub(super) fn is_anchored(signs: &Signs, hit: &Hit) -> bool {
    let there = |sign: Sign| signs.0.iter().any(|(s, _)| *s == sign);
    let first = hit.evidence.first().map(Evidence::as_str).unwrap_or_default();
    // `J. Baansma van Baansma Bewindvoering`
    let letters = there(Sign::OneInitial) || there(Sign::Initials);
    let given = there(Sign::FullName) && there(Sign::ListedGiven) && !there(Sign::WordGiven);
    // `Naam: DE VRIES GENAAMD BRONK`: a listed surname with its particle.
    let bound = first == "veld" && there(Sign::ListedSurname) && there(Sign::Particles);
    let field = matches!(first, "veld" | "kolom") && (letters || given) || bound;
    // `SHEVTSENKO Oleksandr`, and a date of birth.
    let born = first == "hoofdletters" && there(Sign::BeforeDate);
    // `Gijs v/d Rijdtman`: a given name that is nothing else, and a surname that nobody knows;
    // `medewerker Stas Koroljov`, `Anoeradha Iyengarma (stagiaire)`.
    let job = there(Sign::AfterJob) || there(Sign::BeforeJob);
    let beside = there(Sign::FullName) && !there(Sign::WordGiven) && job;
    let full = first == "voornaam en achternaam" && (given || beside) && !there(Sign::PlaceGiven);
    let known = hit.evidence.iter().any(|e| e.as_str() == "bekend ambtsdrager in die tijd");
    if !(ANCHORS.contains(&first) || field || born || full || known) {
        return false;
    }
    // `naam: Gijsbert van Oosterhout`: the place is where the family came from.
    let family = field && given;
    // In a row of people an ordinary word is a name, too.
    let row = hit
        .evidence
        .iter()
        .any(|e| matches!(e.as_str(), "rij van aanwezigen" | "kolommen van personen"));
    // `De Quastel`: the article is a particle.
    let bound =
        there(Sign::Particles) || hit.name.as_ref().is_some_and(|n| !n.particles.is_empty());
    let called = hit.name.as_ref().is_some_and(|n| !n.given.is_empty());
    // Where a form asks for a surname, any word is one.
    if hit.evidence.iter().any(|e| e.as_str() == "naamveld") {
        return true;
    }
    let shares = [Sign::LowerShare, Sign::ArticleShare, Sign::PlaceShare, Sign::BodyShare];
    !signs.0.iter().any(|(sign, value)| match sign {
        Sign::LegalAny | Sign::CompanyAny => !letters,
        Sign::Capitals => !(letters || field || born || first == "spreker"),
        // `Tharindu BOT:`, as stored in a telephone.
        Sign::HoldsBody | Sign::Short if first == "spreker" && called => false,
        // `Joris mispelblom,`
        Sign::Small | Sign::LowerShare if first == "voornaam en kleine achternaam" => false,
        // `de heer Sjerp Wind`
        Sign::OnlyWord if first == "titel" && there(Sign::FullName) => false,
        Sign::OnlyWord | Sign::LowerShare => !row,
        Sign::Place if family => false,
        Sign::PlaceShare if family => false,
        Sign::ArticleShare if bound => false,
        _ => AGAINST.contains(sign) || shares.contains(sign) && *value >= SHARE,
    })
}
