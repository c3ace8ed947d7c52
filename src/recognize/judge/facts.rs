//! How the words of names are used throughout a document: as names, or as places, bodies and
//! ordinary words.

use crate::model::Span;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::organization;
use crate::recognize::text::hash::{BloomFilter, FixedState};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;
use std::collections::HashMap;

/// Longest chunk without white space, in bytes on each side, that is looked at as a mail address.
const CHUNK: usize = 64;

/// How often a word occurs, and in what surroundings. All values count occurrences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordFacts {
    /// In lower case.
    pub(crate) lower: u32,
    /// With a capital, including all capitals.
    pub(crate) capital: u32,
    /// In capitals.
    pub(crate) upper: u32,
    /// With a capital, after an article: `de Meervaart`.
    pub(crate) article: u32,
    /// With a capital, after a word that announces a place: `te Hoorn`.
    pub(crate) place: u32,
    /// With a capital, beside a word of an organization or thing: `gemeente Beek`, `project Linge`.
    pub(crate) body: u32,
    /// Before the legal form or trade of a company.
    pub(crate) legal: u32,
    /// With a hyphen and a lower-case word: `Schiphol-dossier`.
    pub(crate) compound: u32,
    /// Before a number: `Werkplan 2019`.
    pub(crate) counted: u32,
    /// After a form of address or academic title.
    pub(crate) titled: u32,
    /// Before a verb whose subject is a person.
    pub(crate) acting: u32,
    /// After initials or a given name, perhaps with particles between.
    pub(crate) named: u32,
    /// In the domain of a mail or web address.
    pub(crate) domain: u32,
    /// In the local part of a mail address.
    pub(crate) local: u32,
    /// Within the name of a company.
    pub(crate) company: u32,
    /// Beside another capitalized word that is not part of a name: `Adecs Airinfra Consultants`.
    pub(crate) row: u32,
}

/// What is known of the words of names.
#[derive(Default)]
pub(crate) struct Facts {
    words: HashMap<String, WordFacts, FixedState>,
    filter: BloomFilter,
}

impl Facts {
    /// For these words, folded; nothing is counted yet.
    pub(crate) fn about(words: impl IntoIterator<Item = String>) -> Self {
        let words: HashMap<String, WordFacts, FixedState> =
            words.into_iter().map(|word| (word, WordFacts::default())).collect();
        let filter = BloomFilter::of(words.keys().map(String::as_str));
        Self { words, filter }
    }

    /// Whether there is nothing to count.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What is known of a folded word; all zero for a word that was not asked for.
    pub(crate) fn of(&self, word: &str) -> WordFacts {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Counts the words in a text.
    pub(crate) fn count(&mut self, ctx: &NameContext<'_>, companies: &[Span]) {
        let t = ctx.tokens;
        for company in companies {
            for index in t.index_at(company.start)..t.index_at(company.end) {
                if let Some(facts) = self.words.get_mut(&fold(t.word(index))) {
                    facts.company += 1;
                }
            }
        }
        for (token, index) in t.iter().zip(0..) {
            let word = matches!(
                token.kind,
                TokenKind::Lower | TokenKind::Capital | TokenKind::Upper | TokenKind::Mixed
            );
            if !word || !self.filter.may_contain(token.fingerprint()) {
                continue;
            }
            let folded = fold(t.word(index));
            let stem = folded.strip_suffix("'s").unwrap_or(&folded);
            if let Some(facts) = self.words.get_mut(stem) {
                add(facts, ctx, index);
            }
        }
    }
}

fn add(facts: &mut WordFacts, ctx: &NameContext<'_>, index: usize) {
    let t = ctx.tokens;
    match part_of_address(ctx, index) {
        Some(true) => {
            facts.local += 1;
            return;
        }
        Some(false) => {
            facts.domain += 1;
            return;
        }
        None => {}
    }
    // `d'Hondt` has its capital within.
    let elided = t
        .word(index)
        .split_once(['\'', '’'])
        .is_some_and(|(_, tail)| tail.starts_with(char::is_uppercase));
    if t.kind(index) == TokenKind::Lower && !elided {
        facts.lower += 1;
        return;
    }
    facts.capital += 1;
    facts.upper += u32::from(t.kind(index) == TokenKind::Upper);
    in_front(facts, ctx, index);
    behind(facts, ctx, index + 1);
}

fn in_front(facts: &mut WordFacts, ctx: &NameContext<'_>, index: usize) {
    let t = ctx.tokens;
    let Some(before) = sentence::token_before(t, index) else { return };
    // Past particles, to what introduces the whole name.
    let mut front = before;
    while front > 0 && t.kind(front) == TokenKind::Lower && is_particle(t.word(front)) {
        front -= 1;
    }
    let initial = t.is(front, '.') && front > 0 && t.kind(front - 1) == TokenKind::Letter;
    let given = t.kind(front) == TokenKind::Capital && ctx.lexicon.is_given(t.word(front));
    facts.named += u32::from(initial || given);
    // Without a dot, `Mr` may belong to a firm: `Mr Orange Limited`.
    let foreign = |i: usize| matches!(t.word(i), "Mr" | "Ms" | "Mrs") && !t.is(i + 1, '.');
    let title = |i: usize| {
        matches!(cue_word::cue_at(t, i), Some(Cue::Title | Cue::Greeting)) && !foreign(i)
    };
    facts.titled += u32::from(title(front) || t.is(front, '.') && front > 0 && title(front - 1));
    let word = t.word(before);
    facts.article +=
        u32::from(matches!(word, "de" | "het" | "een" | "De" | "Het" | "deze" | "dit"));
    let folded = fold(word);
    facts.place += u32::from(PLACES.contains(&folded.as_str()));
    facts.body += u32::from(is_body(&folded));
    let row = t.kind(before) == TokenKind::Capital && t.spaced(index) && !given && !title(before);
    facts.row += u32::from(row && !t.begins(before) && !sentence::starts_sentence(ctx, before));
}

fn behind(facts: &mut WordFacts, ctx: &NameContext<'_>, end: usize) {
    let t = ctx.tokens;
    facts.acting += u32::from(sentence::is_person_verb(ctx, end));
    facts.counted += u32::from(t.kind(end) == TokenKind::Number && t.spaced(end));
    let hyphen = t.is(end, '-') && !t.spaced(end) && !t.spaced(end + 1);
    facts.compound += u32::from(hyphen && t.kind(end + 1) == TokenKind::Lower);
    let folded = fold(t.word(end));
    let next = t.is_word(end) && t.spaced(end);
    let legal = word_lists::contains("bedrijf", &folded)
        || t.is_capital(end) && word_lists::contains("branche", &folded);
    facts.legal += u32::from(next && legal);
    facts.body += u32::from(next && t.is_capital(end) && is_body(&folded));
}

/// Whether a folded word is of an organization, a building or a thing.
fn is_body(folded: &str) -> bool {
    organization::is_named_thing(folded) || organization::is_thing(folded)
}

/// Words that announce a place, folded.
const PLACES: &[&str] = &[
    "te",
    "in",
    "naar",
    "uit",
    "rond",
    "nabij",
    "thv",
    "tpv",
    "tussen",
    "vanuit",
    "omgeving",
    "gemeente",
    "stad",
    "provincie",
    "regio",
    "rechtbank",
    "gerechtshof",
    "waterschap",
    "haven",
    "locatie",
    "wijk",
    "polder",
    "gebied",
    "binnen",
    "buiten",
    "vanaf",
    "tot",
    "op",
];

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "de"
            | "der"
            | "den"
            | "het"
            | "ter"
            | "ten"
            | "te"
            | "in"
            | "op"
            | "'t"
            | "von"
            | "el"
    )
}

/// Whether the word is within a mail or web address; true for a local part.
fn part_of_address(ctx: &NameContext<'_>, index: usize) -> Option<bool> {
    let t = ctx.tokens;
    // Cheap: without a mark that touches it a word is in no address.
    let touches = |i: usize| matches!(t.kind(i), TokenKind::Mark('@' | '.' | '-' | '_' | '/'));
    let before = index > 0 && touches(index - 1) && !t.spaced(index);
    if !before && !(touches(index + 1) && !t.spaced(index + 1)) {
        return None;
    }
    let token = t.get(index)?;
    let (start, end) = (token.start as usize, token.end as usize);
    let space = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ';' | ',');
    let left = t.text.get(floor(t.text, start.saturating_sub(CHUNK))..start)?;
    let left = left.rsplit(space).next().unwrap_or_default();
    let right = t.text.get(end..floor(t.text, (end + CHUNK).min(t.text.len())))?;
    let right = right.split(space).next().unwrap_or_default();
    if right.contains('@') {
        return Some(true);
    }
    let web = left.contains('@') || left.starts_with("www.") || left.contains("://");
    web.then_some(false)
}

/// The last character boundary at or before this byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
