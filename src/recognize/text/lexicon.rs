//! What is known of words: given names, surnames, ordinary words, places. Read from a sorted map
//! inside the program, so nothing is built at startup.

use crate::recognize::text::hash;
use fst::Map;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::atomic::{AtomicU64, Ordering};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The shipped map; built by `patterns/build`.
static NAMES: &[u8] = include_bytes!("../../../patterns/lists/namen.fst");

/// What the lists say about one word. All false if it is on no list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordInfo(u64);

impl WordInfo {
    /// A given name.
    pub(crate) const fn given(self) -> bool {
        self.0 & 1 != 0
    }
    /// A surname without its particles.
    pub(crate) const fn surname(self) -> bool {
        self.0 & 2 != 0
    }
    /// An ordinary Dutch word.
    pub(crate) const fn word(self) -> bool {
        self.0 & 4 != 0
    }
    /// A surname of several words, including particles.
    pub(crate) const fn full(self) -> bool {
        self.0 & 8 != 0
    }
    /// A place, province or country.
    pub(crate) const fn place(self) -> bool {
        self.0 & 16 != 0
    }
    /// One of the thousand most common surnames.
    pub(crate) const fn common(self) -> bool {
        self.0 & 32 != 0
    }
}

/// The shipped lists.
pub(crate) struct Lexicon {
    map: Option<Map<&'static [u8]>>,
    /// Recent answers: 58 bits of a word's hash above the six bits of what is known of it.
    asked: Vec<AtomicU64>,
    /// Seed of the hashes, different in every run, so that no text can provoke collisions.
    seed: u64,
}

/// How many answers are cached.
const ASKED: usize = 1 << 14;

/// The bits of an answer.
const BITS: u64 = 63;

impl Default for Lexicon {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Lexicon {
    /// The shipped lists. If the map does not open, the lexicon is empty; a test checks that it
    /// opens.
    pub(crate) fn shipped() -> Self {
        let mut asked = Vec::new();
        asked.resize_with(ASKED, AtomicU64::default);
        let seed = RandomState::new().build_hasher().finish();
        Self { map: Map::new(NAMES).ok(), asked, seed }
    }

    /// The bytes of the shipped lists, for the digest.
    pub(crate) fn bytes() -> &'static [u8] {
        NAMES
    }

    /// What is known of a folded form.
    pub(crate) fn folded(&self, form: &str) -> WordInfo {
        self.kept(form, self.seed.rotate_left(32), |form| self.listed(form))
    }

    fn listed(&self, form: &str) -> WordInfo {
        WordInfo(self.map.as_ref().and_then(|m| m.get(form)).unwrap_or(0))
    }

    /// The cached answer for a word, or a new one, which is cached.
    fn kept(&self, word: &str, seed: u64, answer: impl Fn(&str) -> WordInfo) -> WordInfo {
        let hash = hash::word_hash(word).wrapping_add(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = usize::try_from(hash >> 40).unwrap_or(0) % ASKED;
        let Some(slot) = self.asked.get(place) else { return answer(word) };
        let kept = slot.load(Ordering::Relaxed);
        if kept & !BITS == hash & !BITS {
            return WordInfo(kept & BITS);
        }
        let known = answer(word);
        slot.store(hash & !BITS | known.0 & BITS, Ordering::Relaxed);
        known
    }

    /// Whether a folded word is made of two words of at least `shortest` bytes each, with or without
    /// an `s` between them.
    pub(crate) fn is_compound(&self, word: &str, shortest: usize) -> bool {
        let is_word = |part: &str| part.len() >= shortest && self.folded(part).word();
        word.is_ascii()
            && (shortest..word.len().saturating_sub(shortest - 1)).any(|at| {
                let (front, back) = word.split_at(at);
                let front = is_word(front) || front.strip_suffix('s').is_some_and(is_word);
                front && is_word(back)
            })
    }

    /// Whether a word of the text is a given name.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        with_folded(word, |folded| self.folded(folded)).given()
    }

    /// What is known of a word of the text; inflected words count as words.
    pub(crate) fn word(&self, word: &str) -> WordInfo {
        self.kept(word, self.seed, |word| self.look_up(word))
    }

    fn look_up(&self, word: &str) -> WordInfo {
        let known = with_folded(word, |folded| self.inflected(folded));
        match misread(word).filter(|_| known.0 == 0) {
            Some(whole) => with_folded(&whole, |folded| self.inflected(folded)),
            None => known,
        }
    }

    fn inflected(&self, folded: &str) -> WordInfo {
        let folded = folded.strip_suffix("'s").unwrap_or(folded);
        let known = self.listed(folded);
        if known.word() {
            return known;
        }
        for suffix in ["en", "s", "e", "n"] {
            let stem = folded.strip_suffix(suffix).filter(|s| s.len() > 3);
            if stem.is_some_and(|s| self.listed(s).word()) && !known.surname() && !known.given() {
                return WordInfo(known.0 | 4);
            }
        }
        known
    }
}

/// `WiIbert`: a word in which a scan took an l for a capital I, with the l.
fn misread(word: &str) -> Option<String> {
    let inner =
        |w: &[u8]| matches!(w, [a, b'I', b] if a.is_ascii_lowercase() && b.is_ascii_lowercase());
    word.as_bytes().windows(3).any(inner).then(|| word.replace('I', "l"))
}

/// Calls `then` with the folded form of a word, without allocating for short ASCII words.
pub(crate) fn with_folded<T>(word: &str, then: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0u8; 32];
    let small = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()).and_then(|slot| {
        slot.copy_from_slice(word.as_bytes());
        slot.make_ascii_lowercase();
        std::str::from_utf8(slot).ok()
    });
    match small {
        Some(small) => then(small),
        None => then(&fold(word)),
    }
}

/// Lower case without accents, the form in which names are compared.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            '’' | '‘' | '´' | '`' => '\'',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_open_and_answer() {
        let lexicon = Lexicon::shipped();
        assert!(lexicon.word("Eline").given());
        assert!(lexicon.word("Bakker").surname() && lexicon.word("Bakker").word());
        assert!(lexicon.word("Vermeer").surname());
        assert!(lexicon.folded("van den heuvel").full());
        assert!(lexicon.word("Deventer").place());
        assert!(lexicon.word("Kamerleden").word());
        assert!(!lexicon.word("Waseige").word());
    }

    #[test]
    fn folding_takes_accents_and_case() {
        assert_eq!(fold("Özdemir"), "ozdemir");
        assert_eq!(fold("Yılmaz"), "yilmaz");
        assert_eq!(fold("D’Ancona"), "d'ancona");
    }
}
