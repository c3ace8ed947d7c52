//! Weighs all evidence for and against every name, over the whole document.
//!
//! Recognizers propose; this room decides. First the mentions that stand by themselves (seeds) are
//! judged. Only persons who are certain by those are then looked for under shorter forms, and each
//! of those is judged too, by how its word is used everywhere. The weights come from marked papers.

mod anchor;
pub(crate) mod facts;
pub(crate) mod sign;
pub(crate) mod surroundings;
mod veto;
pub(crate) mod weights;

use crate::model::{Category, Evidence, Likelihood, SegmentKind};
use crate::recognize::hit::Hit;
use crate::recognize::judge::facts::Facts;
use crate::recognize::judge::sign::Sign;
use crate::recognize::judge::surroundings::{Signs, judged_word, log, share, signs_of};
use crate::recognize::judge::weights::{AllWeights, Thresholds, Weights};
use crate::recognize::name::PersonName;
use crate::recognize::names::context::NameContext;
use crate::recognize::text::hash::FixedState;
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
        let bearer = self.bearers.get(judged_word(name));
        // A font that is called Georgia.
        let object = ctx.kind == SegmentKind::Name
            && (name.given.is_empty() || name.surname.is_empty())
            && bearer.is_none_or(|bearer| bearer.shown == 0);
        let facts = self.facts.of(judged_word(name));
        // `Mensen` at the start of a sentence, and `mensen` all over.
        let by_model = hit.evidence.first().is_some_and(|e| e.as_str().starts_with("model "));
        let small = ctx
            .tokens
            .text
            .get(hit.span.start..)
            .is_some_and(|t| t.starts_with(char::is_lowercase));
        let word = by_model && !small && veto::is_used_as_word(name, &facts);
        if object || word || veto::is_no_name(ctx, hit, name, &facts) {
            return Some(Judged { signs: Signs::default(), score: f32::NEG_INFINITY });
        }
        if let Some(bearer) = bearer {
            let others = bearer.kinds.iter().filter(|k| !hit.evidence.contains(k)).count();
            signs.if_so(others == 1, Sign::OtherKind);
            signs.if_so(others > 1, Sign::OtherKinds);
            signs.value(Sign::PersonCount, log(bearer.mentions));
        }
        let mut judged = judged(signs, hit, &all.seeds);
        if anchor::is_anchored(&judged.signs, hit) {
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
        let anchored = anchor::is_form_anchored(ctx, &signs, hit);
        if !anchored && veto::is_used_as_word(name, &self.facts.of(word)) {
            return Some(Judged { signs, score: f32::NEG_INFINITY });
        }
        let mut judged = judged(signs, hit, &all.forms);
        if anchored && bearer.best >= all.seed_thresholds.lend {
            judged.score = judged.score.max(all.form_thresholds.likely);
        }
        Some(judged)
    }
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

/// Whether a name known from another file is but an ordinary word here: `Behandeld door`.
pub(crate) fn is_plain_word(ctx: &NameContext<'_>, hit: &Hit) -> bool {
    hit.name.as_ref().is_some_and(|name| veto::is_plain_word(ctx, name))
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
        for text in [
            "Trouwambtenaren\nMax per dag\nMax 2 weken\n",
            "N.v.t. Behandeld door de afdeling.\n",
            "Het kantoor staat in The Hague, in het stadsdeel Haagse Hout.\n",
            "Met vriendelijke groet,\n\nVan\nVerzonden: maandag\nAan\n",
        ] {
            assert_eq!(found(SegmentKind::Body, text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found(SegmentKind::Name, "Georgia\nVerdana\n"), Vec::<String>::new());
        let firm = "De klant is Mr Plum Limited. Mr Plum Limited heeft betaald.\n";
        assert_eq!(found(SegmentKind::Body, firm), Vec::<String>::new());
    }
}
