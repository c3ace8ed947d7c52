//! What a whole document says of a word: whether it also writes it small, and in which company it
//! stands elsewhere.

use crate::recognize::learned::tokens::LearnedToken;
use crate::recognize::learned::words::{self, Known, cue};
use crate::recognize::text::hash::{BloomFilter, Fingerprint, FixedState, word_hash};
use crate::recognize::text::lexicon::{Lexicon, with_folded};
use std::collections::HashMap;

/// The signs of a place, as features name them: behind a title or greeting, behind an article, in
/// brackets behind a capital, beside a given name, next to a firm's word, a speaker.
pub(crate) const SIGNS: [(u8, &str); 6] =
    [(1, "dA"), (2, "dK"), (4, "dN"), (8, "dO"), (16, "dS"), (32, "dT")];

/// More different words in front than this need not be told apart.
const MANY: usize = 5;

/// One place where a word stands with a capital.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    signs: u8,
    /// Hash of the word in front.
    before: u64,
}

/// What is known of one word.
#[derive(Clone, Debug, Default)]
struct WordFacts {
    known: Known,
    small: bool,
    places: u32,
    /// How many places have each sign.
    signs: [u32; SIGNS.len()],
    /// Words in front and how often; at most [`MANY`].
    before: Vec<(u64, u32)>,
    many: bool,
}

/// What a document says of the words that are asked about.
pub(crate) struct DocumentFacts {
    words: HashMap<String, WordFacts, FixedState>,
    /// All words that are asked about, and those not yet seen small.
    asked: BloomFilter,
}

/// What the document says of a word at other places.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Elsewhere {
    pub(crate) small: bool,
    pub(crate) signs: u8,
    /// How many different words stand in front of it.
    pub(crate) before: usize,
}

/// Whether a word begins with a capital and is longer than a letter.
pub(crate) fn is_capital(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some()
}

impl DocumentFacts {
    /// Facts about no words yet.
    pub(crate) fn new() -> Self {
        Self { words: HashMap::default(), asked: BloomFilter::default() }
    }

    /// Asks about a word.
    pub(crate) fn ask(&mut self, lexicon: &Lexicon, word: &str) {
        with_folded(word, |folded| {
            if !self.words.contains_key(folded) {
                let known = words::known(lexicon, word, folded);
                self.asked.insert(folded);
                self.words.insert(folded.to_owned(), WordFacts { known, ..WordFacts::default() });
            }
        });
    }

    /// Notes what a line says of the words that were asked about.
    pub(crate) fn note(&mut self, lexicon: &Lexicon, text: &str, line: &[LearnedToken]) {
        for (i, token) in line.iter().enumerate() {
            let word = token.of(text);
            if !self.asked.may_contain(Fingerprint::of(word)) {
                continue;
            }
            let capital = is_capital(word);
            if !capital && !word.starts_with(char::is_lowercase) {
                continue;
            }
            with_folded(word, |folded| {
                let Some(facts) = self.words.get_mut(folded) else { return };
                if capital {
                    facts.add(occurrence(lexicon, text, line, i, facts.known));
                } else {
                    facts.small = true;
                }
            });
        }
    }

    /// What the document says of a word of this line at other places.
    pub(crate) fn elsewhere(
        &self,
        lexicon: &Lexicon,
        text: &str,
        line: &[LearnedToken],
        index: usize,
        folded: &str,
    ) -> Elsewhere {
        let Some(facts) = self.words.get(folded) else { return Elsewhere::default() };
        let mut out = Elsewhere { small: facts.small, ..Elsewhere::default() };
        if facts.places < 2 {
            return out;
        }
        let here = occurrence(lexicon, text, line, index, facts.known);
        for ((bit, _), count) in SIGNS.iter().zip(facts.signs) {
            let own = u32::from(here.signs & bit != 0);
            out.signs |= if count > own { *bit } else { 0 };
        }
        let lone = facts.before.iter().any(|(hash, count)| *hash == here.before && *count == 1);
        out.before = facts.before.len() - usize::from(lone && !facts.many);
        out
    }
}

impl WordFacts {
    fn add(&mut self, place: Occurrence) {
        self.places = self.places.saturating_add(1);
        for ((bit, _), count) in SIGNS.iter().zip(&mut self.signs) {
            *count = count.saturating_add(u32::from(place.signs & bit != 0));
        }
        let room = self.before.len() < MANY;
        match self.before.iter_mut().find(|(hash, _)| *hash == place.before) {
            Some((_, count)) => *count = count.saturating_add(1),
            None if room => self.before.push((place.before, 1)),
            None => self.many = true,
        }
    }
}

/// The signs at a capitalized word of a line.
fn occurrence(
    lexicon: &Lexicon,
    text: &str,
    line: &[LearnedToken],
    index: usize,
    known: Known,
) -> Occurrence {
    let word = |i: Option<usize>| i.and_then(|i| line.get(i)).map_or("", |t| t.of(text));
    let starts_upper = |word: &str| word.starts_with(char::is_uppercase);
    let (front, next) = (word(index.checked_sub(1)), word(Some(index + 1)));
    let further = starts_upper(word(index.checked_sub(2)));
    let (mut signs, mut before) = (0, 0);
    if index > 0 {
        with_folded(front, |folded| {
            let cues = words::cues(folded);
            before = word_hash(folded);
            let on = |sign: bool, bit: u8| if sign { bit } else { 0 };
            signs |= on(words::is_title(folded) || cues & cue::GREETING != 0, 32);
            signs |= on(cues & cue::ARTICLE != 0 && !further, 1);
            signs |= on(folded == "(" && further, 2);
            signs |= on(cues & cue::FIRM_IN_FRONT != 0, 8);
        });
        let given = starts_upper(front) && words::known_raw(lexicon, front).given();
        signs |= if given && !known.word() { 4 } else { 0 };
    }
    let behind = |folded: &str| words::cues(folded.trim_end_matches('.')) & cue::FIRM_BEHIND != 0;
    signs |= if !next.is_empty() && with_folded(next, behind) { 8 } else { 0 };
    if known.given() && starts_upper(next) {
        let next = words::known_raw(lexicon, next);
        signs |= if next.word() || next.organization() { 0 } else { 4 };
    }
    signs |= if index == 0 && next == ":" { 16 } else { 0 };
    Occurrence { signs, before }
}
