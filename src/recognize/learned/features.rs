//! The features of a token, in words in `patterns/learned/features.md`. They are hashed piece by
//! piece, so that no string is made for any of them.

use crate::recognize::learned::facts::{DocumentFacts, Elsewhere, SIGNS, is_capital};
use crate::recognize::learned::tokens::{LearnedToken, Offset};
use crate::recognize::learned::weights::{LABELS, Weights};
use crate::recognize::learned::words::{self, Known, cue};
use crate::recognize::text::hash::{PrehashedHasher, word_hash};
use crate::recognize::text::lexicon::{Lexicon, with_folded};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

/// Takes the features of a token, each in pieces.
pub(crate) trait FeatureSink {
    /// One feature.
    fn feature(&mut self, pieces: &[&str]);

    /// Features that follow from the key alone.
    fn group(&mut self, key: u64, emit: impl Fn(&mut Self)) {
        let _ = key;
        emit(self);
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hashed(state: u64, piece: &str) -> u64 {
    piece.bytes().fold(state, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Sums that were computed before, by the key of their group. What they are does not depend on when
/// they were computed, so forgetting them changes nothing.
pub(crate) type KnownSums = HashMap<u64, [i32; LABELS], BuildHasherDefault<PrehashedHasher>>;

/// Most groups whose sums are kept.
const KEPT: usize = 1 << 14;

/// Adds up the weights of features. The key of a feature is the upper half of its FNV-1a hash.
pub(crate) struct WeightSums<'a, 'b> {
    weights: &'a Weights<'a>,
    known: &'b mut KnownSums,
    pub(crate) sums: [i32; LABELS],
}

impl<'a, 'b> WeightSums<'a, 'b> {
    /// Sums of nothing.
    pub(crate) fn new(weights: &'a Weights<'a>, known: &'b mut KnownSums) -> Self {
        Self { weights, known, sums: [0; LABELS] }
    }
}

impl FeatureSink for WeightSums<'_, '_> {
    fn feature(&mut self, pieces: &[&str]) {
        let hash = pieces.iter().fold(SEED, |state, piece| hashed(state, piece));
        self.weights.add(u32::try_from(hash >> 32).unwrap_or_default(), &mut self.sums);
    }

    fn group(&mut self, key: u64, emit: impl Fn(&mut Self)) {
        let before = self.sums;
        if let Some(known) = self.known.get(&key) {
            self.sums.iter_mut().zip(known).for_each(|(sum, more)| *sum += more);
            return;
        }
        self.sums = [0; LABELS];
        emit(self);
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(key, self.sums);
        self.sums.iter_mut().zip(before).for_each(|(sum, more)| *sum += more);
    }
}

/// The key of a group of features: which group, and hashes of what they follow from.
fn group_key(group: u64, parts: [u64; 2]) -> u64 {
    parts
        .iter()
        .fold(group, |key, part| (key.rotate_left(25) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A line and its surroundings.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [LearnedToken],
    /// The last word of the line before and the number of its tokens.
    pub(crate) before: Option<(&'a str, usize)>,
    /// The first word of the line behind and the number of its tokens.
    pub(crate) behind: Option<(&'a str, usize)>,
}

/// The forms in which one token goes into features, as bytes of a common buffer.
struct Form {
    folded: Range<usize>,
    shape: Range<usize>,
    known: Range<usize>,
    feature: Range<usize>,
    flags: Known,
    /// Hashes of the folded word, of the word as a feature, and of shape and what is known.
    word: u64,
    told: u64,
    class: u64,
}

/// The forms of some tokens of a line.
pub(crate) struct Forms<'a> {
    line: Line<'a>,
    lexicon: &'a Lexicon,
    buffer: String,
    first: usize,
    list: Vec<Form>,
}

/// Whether the word itself is a feature: never one that could be a person's name alone.
fn tells(word: &str, folded: &str, known: Known) -> bool {
    let cues = cue::GREETING | cue::FIRM_BEHIND | cue::FIRM_IN_FRONT;
    !word.starts_with(char::is_uppercase)
        || known.word()
        || known.title()
        || words::cues(folded) & cues != 0
}

/// Adds text to the buffer; returns where.
fn written(buffer: &mut String, write: impl FnOnce(&mut String)) -> Range<usize> {
    let start = buffer.len();
    write(buffer);
    start..buffer.len()
}

impl<'a> Forms<'a> {
    /// The forms of these tokens of a line and of two on either side.
    pub(crate) fn of(line: Line<'a>, lexicon: &'a Lexicon, range: &Range<usize>) -> Self {
        let first = range.start.saturating_sub(2);
        let mut buffer = String::with_capacity(64 * (range.len() + 4));
        let tokens = line.tokens.get(first..line.tokens.len().min(range.end + 2));
        let form = |token: &LearnedToken| {
            let word = token.of(line.text);
            with_folded(word, |small| {
                let flags = words::known(lexicon, word, small);
                let folded = written(&mut buffer, |out| out.push_str(small));
                let shape = written(&mut buffer, |out| words::write_shape(word, out));
                let letters = word.starts_with(char::is_alphabetic);
                let hidden = letters && !tells(word, small, flags);
                // `?` and the letters of what is known, of which the letters are a piece.
                let asked = written(&mut buffer, |out| out.extend(hidden.then_some('?')));
                let known = written(&mut buffer, |out| flags.write(out));
                let hash = |range: Range<usize>| word_hash(buffer.get(range).unwrap_or_default());
                let class = group_key(hash(shape.clone()), [hash(known.clone()), 0]);
                let word = hash(folded.clone());
                let feature = match (hidden, letters) {
                    (true, _) => asked.start..known.end,
                    (false, true) => folded.clone(),
                    (false, false) => shape.clone(),
                };
                let told = hash(feature.clone());
                Form { folded, shape, known, feature, flags, word, told, class }
            })
        };
        let list = tokens.unwrap_or_default().iter().map(form).collect();
        Self { line, lexicon, buffer, first, list }
    }

    fn form(&self, index: usize) -> Option<&Form> {
        self.list.get(index.checked_sub(self.first)?)
    }

    fn piece(&self, index: usize, part: impl Fn(&Form) -> &Range<usize>) -> &str {
        self.form(index).and_then(|f| self.buffer.get(part(f).clone())).unwrap_or_default()
    }

    fn shape(&self, index: usize) -> &str {
        self.piece(index, |f| &f.shape)
    }

    fn known(&self, index: usize) -> &str {
        self.piece(index, |f| &f.known)
    }

    fn feature(&self, index: usize) -> &str {
        self.piece(index, |f| &f.feature)
    }

    /// What is known of a token.
    pub(crate) fn flags(&self, index: usize) -> Known {
        self.form(index).map_or(Known::default(), |f| f.flags)
    }

    /// All features of a token.
    pub(crate) fn features(&self, i: usize, facts: &DocumentFacts, out: &mut impl FeatureSink) {
        self.own(i, out);
        self.case(i, facts, out);
        self.edges(i, out);
        self.neighbors(i, out);
    }

    /// A hash of a token's form; 0 past the ends of the line.
    fn hash(&self, index: usize, part: impl Fn(&Form) -> u64) -> u64 {
        self.form(index).map_or(0, part)
    }

    /// What the token itself looks like.
    fn own(&self, i: usize, out: &mut impl FeatureSink) {
        let (shape, known) = (self.shape(i), self.known(i));
        let folded = self.piece(i, |f| &f.folded);
        let class = self.hash(i, |f| f.class);
        out.group(group_key(1, [class, 0]), |out| {
            out.feature(&["b"]);
            out.feature(&["s=", shape]);
            out.feature(&["g=", known]);
            out.feature(&["sg=", shape, known]);
        });
        let word = [self.hash(i, |f| f.word), self.hash(i, |f| f.told)];
        out.group(group_key(2, word), |out| {
            out.feature(&["w=", self.feature(i)]);
            out.feature(&["p2=", head(folded, 2)]);
            out.feature(&["p3=", head(folded, 3)]);
            out.feature(&["x2=", tail(folded, 2)]);
            out.feature(&["x3=", tail(folded, 3)]);
            out.feature(&["x4=", tail(folded, 4)]);
        });
        let offset = |i: usize| self.line.tokens.get(i).map_or("$", |t| letter(t.offset));
        out.feature(&["gap=", offset(i), offset(i + 1)]);
    }

    /// Capitals, and what the document says of the word elsewhere.
    fn case(&self, i: usize, facts: &DocumentFacts, out: &mut impl FeatureSink) {
        let Some(token) = self.line.tokens.get(i) else { return };
        let word = token.of(self.line.text);
        let mut chars = word.chars();
        if chars.next().is_none() || chars.next().is_none() {
            return;
        }
        if is_capital(word) {
            out.feature(&["cap"]);
            if !self.flags(i).word() {
                out.feature(&["capnoword"]);
            }
            let folded = self.piece(i, |f| &f.folded);
            let Line { text, tokens, .. } = self.line;
            let Elsewhere { small, signs, before } =
                facts.elsewhere(self.lexicon, text, tokens, i, folded);
            if small {
                out.feature(&["lowindoc"]);
            }
            for (_, name) in SIGNS.iter().filter(|(bit, _)| signs & bit != 0) {
                out.feature(&[name]);
            }
            if before > 0 {
                out.feature(&[
                    ["dn1", "dn2", "dn4"][usize::from(before > 1) + usize::from(before > 3)]
                ]);
            }
            out.feature(&[match word.chars().count() {
                2 => "len2",
                3 => "len3",
                4 => "len4",
                5 => "len5",
                _ => "len6",
            }]);
        }
        if word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase) {
            out.feature(&["allcap"]);
        }
    }

    /// Where in its line the token stands.
    fn edges(&self, i: usize, out: &mut impl FeatureSink) {
        let (shape, known) = (self.shape(i), self.known(i));
        let count = self.line.tokens.len();
        if i == 0 {
            out.feature(&["BOL"]);
            out.feature(&["BOL|", shape, known]);
            self.edge(["pl=", "^"], ["pn1", "pn2", "pn3", "pn4"], self.line.before, out);
        }
        if i + 1 == count {
            out.feature(&["EOL"]);
            self.edge(["nl=", "$"], ["nn1", "nn2", "nn3", "nn4"], self.line.behind, out);
        }
        let short = ["short1", "short2", "short3", "short4"];
        if let Some(short) = count.checked_sub(1).and_then(|n| short.get(n)) {
            out.feature(&[short]);
            out.feature(&[short, "|", shape, known]);
        }
    }

    /// The nearest word of a line beside this one, and how many tokens that line has.
    fn edge(
        &self,
        [name, none]: [&str; 2],
        counts: [&str; 4],
        beside: Option<(&str, usize)>,
        out: &mut impl FeatureSink,
    ) {
        let Some((word, count)) = beside else { return out.feature(&[name, none]) };
        with_folded(word, |folded| {
            let known = words::known(self.lexicon, word, folded);
            if tells(word, folded, known) {
                out.feature(&[name, folded]);
            } else {
                let mut flags = String::new();
                known.write(&mut flags);
                out.feature(&[name, "?", &flags]);
            }
        });
        out.feature(&[counts.get(count.saturating_sub(1)).unwrap_or(&counts[3])]);
    }

    /// The two tokens on either side, and pairs with those next to it.
    fn neighbors(&self, i: usize, out: &mut impl FeatureSink) {
        let count = self.line.tokens.len();
        self.far(i.checked_sub(2), ["-2w=", "-2s=", "-2g="], 3, out);
        match i.checked_sub(1) {
            Some(k) => self.in_front(k, i, out),
            None => out.feature(&["-1w=", "<>"]),
        }
        if i + 1 < count {
            self.behind(i, i + 1, out);
        } else {
            out.feature(&["1w=", "<>"]);
        }
        self.far(Some(i + 2).filter(|k| *k < count), ["2w=", "2s=", "2g="], 5, out);
        if let Some(k) = i.checked_sub(2) {
            let words = [self.hash(k, |f| f.told), self.hash(k + 1, |f| f.told)];
            let pair = [self.feature(k), self.feature(k + 1)];
            out.group(group_key(11, words), |out| {
                out.feature(&["-2w-1w=", pair[0], "|", pair[1]]);
            });
        }
    }

    /// A token two places away.
    fn far(
        &self,
        place: Option<usize>,
        [word, shape, known]: [&str; 3],
        group: u64,
        out: &mut impl FeatureSink,
    ) {
        let Some(k) = place else { return out.feature(&[word, "<>"]) };
        out.group(group_key(group, [self.hash(k, |f| f.class), 0]), |out| {
            out.feature(&[shape, self.shape(k)]);
            out.feature(&[known, self.known(k)]);
        });
        out.group(group_key(group + 1, [self.hash(k, |f| f.told), 0]), |out| {
            out.feature(&[word, self.feature(k)]);
        });
    }

    /// The token in front.
    fn in_front(&self, k: usize, i: usize, out: &mut impl FeatureSink) {
        let (shape, known, word) = (self.shape(i), self.known(i), self.feature(k));
        let class = self.hash(i, |f| f.class);
        out.group(group_key(7, [self.hash(k, |f| f.class), class]), |out| {
            out.feature(&["-1s=", self.shape(k)]);
            out.feature(&["-1g=", self.known(k)]);
            out.feature(&["-1s0s=", self.shape(k), "|", shape]);
            out.feature(&["-1g0g=", self.known(k), "|", known, "|", shape]);
        });
        out.group(group_key(8, [self.hash(k, |f| f.told), class]), |out| {
            out.feature(&["-1w=", word]);
            out.feature(&["-1w0s=", word, "|", shape]);
            out.feature(&["-1w0g=", word, "|", known]);
        });
    }

    /// The token behind.
    fn behind(&self, i: usize, k: usize, out: &mut impl FeatureSink) {
        let (shape, known, word) = (self.shape(i), self.known(i), self.feature(k));
        let class = self.hash(i, |f| f.class);
        out.group(group_key(9, [class, self.hash(k, |f| f.class)]), |out| {
            out.feature(&["1s=", self.shape(k)]);
            out.feature(&["1g=", self.known(k)]);
            out.feature(&["0s1s=", shape, "|", self.shape(k)]);
            out.feature(&["0g1g=", known, "|", self.known(k), "|", self.shape(k)]);
        });
        out.group(group_key(10, [class, self.hash(k, |f| f.told)]), |out| {
            out.feature(&["1w=", word]);
            out.feature(&["0s1w=", shape, "|", word]);
            out.feature(&["0g1w=", known, "|", word]);
        });
    }
}

fn letter(offset: Offset) -> &'static str {
    match offset {
        Offset::Glued => "n",
        Offset::Blank => "s",
        Offset::Wide => "g",
    }
}

/// The first characters of a word.
fn head(word: &str, count: usize) -> &str {
    let end = word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

/// The last characters of a word.
fn tail(word: &str, count: usize) -> &str {
    let start = word.char_indices().nth_back(count - 1).map_or(0, |(at, _)| at);
    word.get(start..).unwrap_or(word)
}
