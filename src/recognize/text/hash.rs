//! Hashes of words, and maps and filters over them, for tables that are asked about every word of a
//! text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher};

/// Hashes the keys of maps with a fixed seed, so that every run builds the same maps.
pub(crate) use foldhash::fast::FixedState;

/// The 64-bit hash under which a word is looked up.
pub(crate) fn word_hash(word: &str) -> u64 {
    FixedState::default().hash_one(word)
}

/// Hashes keys that are hashes already.
#[derive(Clone, Copy, Default)]
pub(crate) struct PrehashedHasher(u64);

impl Hasher for PrehashedHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        // Maps use the upper bits to choose a group, so the lower ones are mixed in.
        self.0 = key ^ key.rotate_left(29);
    }
}

/// The numbers under one word; nearly always one, which needs no allocation.
#[derive(Clone, Debug)]
enum IdList {
    One(u32),
    More(Vec<u32>),
}

/// Numbers by word. Only 64-bit hashes of words are kept, so callers must compare the words
/// themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordIndex {
    map: HashMap<u64, IdList, BuildHasherDefault<PrehashedHasher>>,
}

impl WordIndex {
    /// Reserves room for this many words.
    pub(crate) fn reserve(&mut self, words: usize) {
        self.map.reserve(words);
    }

    /// Adds a number under a word, unless it was the last one added there.
    pub(crate) fn insert(&mut self, key: &str, number: u32) {
        match self.map.entry(word_hash(key)) {
            Entry::Vacant(free) => {
                free.insert(IdList::One(number));
            }
            Entry::Occupied(mut taken) => match taken.get_mut() {
                IdList::One(first) if *first == number => {}
                IdList::One(first) => {
                    let first = *first;
                    taken.insert(IdList::More(vec![first, number]));
                }
                IdList::More(list) if list.last() == Some(&number) => {}
                IdList::More(list) => list.push(number),
            },
        }
    }

    /// The numbers under a word.
    pub(crate) fn get(&self, key: &str) -> Option<&[u32]> {
        self.map.get(&word_hash(key)).map(|numbers| match numbers {
            IdList::One(number) => std::slice::from_ref(number),
            IdList::More(list) => list.as_slice(),
        })
    }

    /// Whether there is a number under this word.
    pub(crate) fn contains(&self, key: &str) -> bool {
        self.map.contains_key(&word_hash(key))
    }
}

/// The first number that was added under each word.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstIndex {
    map: HashMap<u64, u32, BuildHasherDefault<PrehashedHasher>>,
}

impl FirstIndex {
    /// Reserves room for this many words.
    pub(crate) fn reserve(&mut self, words: usize) {
        self.map.reserve(words);
    }

    /// Adds a number under a word that has none yet.
    pub(crate) fn insert(&mut self, key: &str, number: u32) {
        self.map.entry(word_hash(key)).or_insert(number);
    }

    /// The number under a word.
    pub(crate) fn get(&self, key: &str) -> Option<u32> {
        self.map.get(&word_hash(key)).copied()
    }
}

/// A 31-bit hash of a word that ignores ASCII case; 0 for a word that is not ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint(u32);

impl Fingerprint {
    /// Hashes the length and the first and last eight bytes of a word.
    pub(crate) fn of(word: &str) -> Self {
        if word.is_ascii() { Self::of_plain(word.as_bytes()) } else { Self(0) }
    }

    /// The same for a word known to be ASCII.
    pub(crate) fn of_plain(bytes: &[u8]) -> Self {
        let half = |b: &[u8; 4]| u64::from(u32::from_le_bytes(*b));
        let (head, tail) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
            _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
                (Some(head), Some(tail)) => (half(head), half(tail)),
                _ => (bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b)), 0),
            },
        };
        // Setting this bit lowers the case of letters; its effect on other bytes is harmless.
        let small = 0x2020_2020_2020_2020;
        let head = (head | small).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let tail = (tail | small).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        let mixed =
            (head ^ tail.rotate_left(23) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self::from_bits(u32::try_from(mixed >> 33).unwrap_or(0).max(1))
    }

    /// The fingerprint with these bits.
    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self(bits & (u32::MAX >> 1))
    }

    /// Its bits, below 2^31.
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }
}

/// A Bloom filter over fingerprints: rejects most words that are not in a set.
#[derive(Clone, Debug)]
pub(crate) struct BloomFilter {
    bits: Vec<u64>,
}

impl Default for BloomFilter {
    fn default() -> Self {
        Self { bits: vec![0; 4096] }
    }
}

impl BloomFilter {
    /// A filter for this many words.
    pub(crate) fn sized(words: usize) -> Self {
        let slots = (words / 4).next_power_of_two().clamp(4096, 1 << 20);
        Self { bits: vec![0; slots] }
    }

    /// A filter of these folded words.
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut out = Self { bits: vec![0; 1024] };
        words.into_iter().for_each(|word| out.insert(word));
        out
    }

    /// The slot of a fingerprint, and its two bits there.
    fn place(&self, stamp: Fingerprint) -> (usize, u64) {
        let slot = stamp.0 as usize >> 6 & (self.bits.len() - 1);
        (slot, 1 << (stamp.0 & 63) | 1 << (stamp.0 >> 25))
    }

    /// Adds a folded word.
    pub(crate) fn insert(&mut self, word: &str) {
        let (slot, both) = self.place(Fingerprint::of(word));
        if let Some(bits) = self.bits.get_mut(slot) {
            *bits |= both;
        }
    }

    /// Whether the word may be in the set; always true for a word that is not ASCII.
    pub(crate) fn may_contain(&self, stamp: Fingerprint) -> bool {
        let (slot, both) = self.place(stamp);
        stamp.0 == 0 || self.bits.get(slot).is_some_and(|b| b & both == both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_held() {
        let mut sieve = BloomFilter::default();
        sieve.insert("hoekstra");
        let holds = |word: &str| sieve.may_contain(Fingerprint::of(word));
        assert!(holds("Hoekstra") && holds("HOEKSTRA") && holds("Özdemir"));
        assert!(!holds("beleid") && !holds("hoek"));
    }

    #[test]
    fn numbers_are_filed_once() {
        let mut index = WordIndex::default();
        for number in [1, 1, 2, 2, 3] {
            index.insert("vos", number);
        }
        assert_eq!(index.get("vos"), Some(&[1, 2, 3][..]));
        assert_eq!(index.get("bos"), None);
    }
}
