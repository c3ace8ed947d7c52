//! Weighs all evidence for and against every name, over the whole document.
//!
//! Recognizers propose; this room decides. First the mentions that stand by themselves (seeds) are
//! judged. Only persons who are certain by those are then looked for under shorter forms, and each
//! of those is judged too, by how its word is used everywhere. The weights come from marked papers.

pub(crate) mod facts;
pub(crate) mod sign;
pub(crate) mod surroundings;
pub(crate) mod weights;

use crate::model::{Category, Evidence, Likelihood, SegmentKind};
use crate::recognize::hit::Hit;
use crate::recognize::judge::facts::Facts;
use crate::recognize::judge::sign::Sign;
use crate::recognize::judge::surroundings::{Signs, judged_word, log, share, signs_of};
use crate::recognize::judge::weights::{AllWeights, Thresholds, Weights};
use crate::recognize::name::PersonName;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::particle::is_particle;
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;
use std::collections::HashMap;

/// Log-odds from which a person counts as rather sure, and as very sure.
const FAIR: f32 = 1.0;
const SURE: f32 = 3.0;

/// What the seeds say of everybody who is named by one word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bearer {
    /// Log-odds of the surest mention.
    best: f32,
    mentions: u32,
    /// Mentions outside names of objects, fonts and files.
    shown: u32,
    kinds: Vec<Evidence>,
}

/// What a whole document says about names and their words.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) facts: Facts,
    bearers: HashMap<String, Bearer, FixedState>,
}

/// With what is weighed.
#[derive(Clone, Copy)]
pub(crate) struct Weighing<'a> {
    pub(crate) weights: &'a AllWeights,
    /// Whether hits keep their signs, and those that are dropped are kept aside.
    pub(crate) recorded: bool,
}

/// A mention and its signs, for fitting the weights.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) signs: Signs,
    /// Log-odds that this is a person's name.
    pub(crate) score: f32,
}

impl Case {
    /// A document in which these names occur; count its texts next.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a PersonName>) -> Self {
        let words = names.into_iter().flat_map(words_of).map(str::to_owned);
        Self { facts: Facts::about(words), bearers: HashMap::default() }
    }

    /// Whether no name occurs.
    pub(crate) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Takes note of a seed, so that it counts for other mentions of the same person.
    pub(crate) fn note(&mut self, hit: &Hit, kind: SegmentKind) {
        let (Some(name), Some(first)) = (hit.name.as_ref(), hit.evidence.first()) else { return };
        for word in words_of(name) {
            let bearer = self
                .bearers
                .entry(word.to_owned())
                .or_insert_with(|| Bearer { best: f32::NEG_INFINITY, ..Bearer::default() });
            bearer.mentions += 1;
            bearer.shown += u32::from(kind != SegmentKind::Name);
            if bearer.kinds.len() < 4 && !bearer.kinds.contains(first) {
                bearer.kinds.push(first.clone());
            }
        }
    }

    /// Takes note of the score of a seed.
    pub(crate) fn settle(&mut self, hit: &Hit, score: f32) {
        let Some(name) = hit.name.as_ref() else { return };
        for word in words_of(name) {
            if let Some(bearer) = self.bearers.get_mut(word) {
                bearer.best = bearer.best.max(score);
            }
        }
    }

    /// Judges a seed.
    pub(crate) fn seed(
        &self,
        ctx: &NameContext<'_>,
        hit: &Hit,
        all: &AllWeights,
    ) -> Option<Judged> {
        let name = hit.name.as_ref()?;
        let mut signs = signs_of(ctx, &self.facts, hit, name);
        let facts = self.facts.of(judged_word(name));
        // `Mr Orange Limited`, and `Mr Orange` thereafter.
        let company = facts.legal > 0 && facts.named == 0 && facts.titled == 0;
        let legal = |w: &str| word_lists::contains("bedrijf", w);
        let company = company && name.given.is_empty();
        let first = usize::from(name.given.is_empty());
        let company = company || name.surname.split([' ', '-']).skip(first).any(legal);
        let company = company && name.initials.is_empty();
        // A font that is called Georgia.
        let object = ctx.kind == SegmentKind::Name
            && (name.given.is_empty() || name.surname.is_empty())
            && self.bearers.get(judged_word(name)).is_none_or(|bearer| bearer.shown == 0);
        if is_title(ctx, hit) || is_part_of_place(ctx, hit) || company || object {
            return Some(Judged { signs: Signs::default(), score: f32::NEG_INFINITY });
        }
        if let Some(bearer) = self.bearers.get(judged_word(name)) {
            let others = bearer.kinds.iter().filter(|k| !hit.evidence.contains(k)).count();
            signs.if_so(others == 1, Sign::OtherKind);
            signs.if_so(others > 1, Sign::OtherKinds);
            signs.value(Sign::PersonCount, log(bearer.mentions));
        }
        let mut judged = judged(signs, hit, &all.seeds);
        if is_anchored(&judged.signs, hit) {
            judged.score = judged.score.max(all.seed_thresholds.lend);
        }
        Some(judged)
    }

    /// Judges a shorter form of a name in this document; none if the person is known from elsewhere.
    pub(crate) fn form(
        &self,
        ctx: &NameContext<'_>,
        hit: &Hit,
        all: &AllWeights,
    ) -> Option<Judged> {
        let name = hit.name.as_ref()?;
        let word = judged_word(name);
        let bearer = self.bearers.get(word)?;
        // `sanne van bremstoel`: the whole name of somebody, in lower case.
        let text = ctx.tokens.text.get(hit.span.start..hit.span.end).unwrap_or_default();
        if text.contains(' ') && !text.chars().any(char::is_uppercase) {
            return None;
        }
        let mut signs = signs_of(ctx, &self.facts, hit, name);
        signs.if_so(bearer.best < FAIR, Sign::PersonWeak);
        signs.if_so((FAIR..SURE).contains(&bearer.best), Sign::PersonFair);
        signs.if_so(bearer.best >= SURE, Sign::PersonSure);
        signs.if_so(bearer.kinds.len() == 2, Sign::OtherKind);
        signs.if_so(bearer.kinds.len() > 2, Sign::OtherKinds);
        signs.value(Sign::PersonCount, log(bearer.mentions));
        signs.value(Sign::PersonShare, share(bearer.mentions, self.facts.of(word).capital));
        Some(judged(signs, hit, &all.forms))
    }
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
    "rij van aanwezigen",
    "ambt of functie",
    "ondertekening",
    "aanhef",
    "spreker",
    "w.g.",
    "naast een naam",
    "kolom met namen",
    "aanduiding en naam",
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

/// Whether an anchor for people names somebody whose words nothing speaks against. An anchor needs no
/// list, so a name that no list knows is one there.
fn is_anchored(signs: &Signs, hit: &Hit) -> bool {
    let there = |sign: Sign| signs.0.iter().any(|(s, _)| *s == sign);
    let first = hit.evidence.first().map(Evidence::as_str).unwrap_or_default();
    // `J. Baansma van Baansma Bewindvoering`
    let letters = there(Sign::OneInitial) || there(Sign::Initials);
    let given = there(Sign::FullName) && there(Sign::ListedGiven) && !there(Sign::WordGiven);
    let field = matches!(first, "veld" | "kolom") && (letters || given);
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
    // In a row of people an ordinary word is a name, too.
    let row = hit.evidence.iter().any(|e| e.as_str() == "rij van aanwezigen");
    // `De Quastel`: the article is a particle.
    let bound =
        there(Sign::Particles) || hit.name.as_ref().is_some_and(|n| !n.particles.is_empty());
    let shares = [Sign::LowerShare, Sign::ArticleShare, Sign::PlaceShare, Sign::BodyShare];
    !signs.0.iter().any(|(sign, value)| match sign {
        Sign::LegalAny | Sign::CompanyAny => !letters,
        Sign::Capitals => !(letters || field || born),
        Sign::OnlyWord => !row,
        Sign::ArticleShare if bound => false,
        _ => AGAINST.contains(sign) || shares.contains(sign) && *value >= SHARE,
    })
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

fn judged(signs: Signs, hit: &Hit, weights: &Weights) -> Judged {
    let score = weights.score(&signs.0, hit.evidence.iter().map(Evidence::as_str));
    Judged { signs, score }
}

/// The words under which the bearer of a name may occur alone.
fn words_of(name: &PersonName) -> impl Iterator<Item = &str> {
    let head = judged_word(name);
    std::iter::once(head)
        .chain(name.given.iter().map(String::as_str).filter(move |given| *given != head))
        .filter(|word| !word.is_empty())
}

/// Whether this hit is judged. Initials in a field that asks for them are not: they have no words to
/// judge them by.
pub(crate) fn is_judged(hit: &Hit) -> bool {
    let initials = hit.evidence.first().is_some_and(|e| e.as_str() == "paraaf");
    hit.category == Category::NAME && hit.name.is_some() && !initials
}

/// Applies a score: whether the hit remains. Weak ones become questions.
pub(crate) fn apply(hit: &mut Hit, score: f32, limits: Thresholds) -> bool {
    hit.lends = score >= limits.lend;
    if score < limits.likely {
        hit.likelihood = Likelihood::Possible;
        hit.evidence.push(Evidence::of("niet: weging"));
    }
    score >= limits.ask
}

#[cfg(test)]
mod tests {
    use crate::model::{Place, Segment, SegmentKind};
    use crate::recognize::{Detector, DetectorConfig, Memory};

    fn found(kind: SegmentKind, text: &str) -> Vec<String> {
        let detector = Detector::new(&DetectorConfig::default()).expect("shipped");
        let segment = Segment::new(kind, Place::verbatim("tekst"), text);
        let list = detector.find(&[segment], &Memory::default());
        list.iter().map(|f| text[f.span.start..f.span.end].to_owned()).collect()
    }

    #[test]
    fn one_weak_seed_does_not_go_through_a_document() {
        let plan = "Ada Zandmeer is een plan. De Zandmeer wordt verbouwd. Bij de Zandmeer komt een \
            project. In de Zandmeer is ruimte. Het project Zandmeer start. Rond de Zandmeer is het druk.\n";
        assert_eq!(found(SegmentKind::Body, plan), Vec::<String>::new());
    }

    #[test]
    fn an_anchor_needs_no_list() {
        let text = "Wij spraken de heer Quaedtjes en mevrouw A. Vlierzwaal.\n";
        assert_eq!(found(SegmentKind::Body, text), ["Quaedtjes", "A. Vlierzwaal"]);
    }

    #[test]
    fn titles_places_fonts_and_firms_are_no_people() {
        for text in
            ["Dr is een titel. Dr. en Mr. ook.\n", "Het kantoor in Den Helder Zuid is dicht.\n"]
        {
            assert_eq!(found(SegmentKind::Body, text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found(SegmentKind::Name, "Georgia\nVerdana\n"), Vec::<String>::new());
        let firm = "De klant is Mr Plum Limited. Mr Plum Limited heeft betaald.\n";
        assert_eq!(found(SegmentKind::Body, firm), Vec::<String>::new());
    }
}
