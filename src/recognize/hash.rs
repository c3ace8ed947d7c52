//! A quick hash of words, for tables that are asked about every word of a text.

use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a: good for short keys that no adversary chooses.
#[derive(Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Makes maps that use [`Fnv`].
pub type Quick = BuildHasherDefault<Fnv>;

/// Tells of most words at once that they are not in a set.
#[derive(Clone, Debug)]
pub struct Sieve {
    bits: Vec<u64>,
}

impl Default for Sieve {
    fn default() -> Self {
        Self { bits: vec![0; 4096] }
    }
}

impl Sieve {
    /// The bit of a word, case aside: from its length, its first and its last eight letters.
    fn bit(word: &str) -> (usize, u64) {
        let bytes = word.as_bytes();
        let mut head = [0u8; 8];
        let mut tail = [0u8; 8];
        let n = bytes.len().min(8);
        head[..n].copy_from_slice(&bytes[..n]);
        tail[..n].copy_from_slice(&bytes[bytes.len() - n..]);
        // Setting this bit makes capitals small; what it does to other bytes is harmless.
        let small = 0x2020_2020_2020_2020;
        let head = (u64::from_le_bytes(head) | small).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let tail = (u64::from_le_bytes(tail) | small).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        let mixed =
            (head ^ tail.rotate_left(23) ^ bytes.len() as u64).wrapping_mul(0x0100_0000_01b3);
        let bit = usize::try_from((mixed >> 40) & 0x3_ffff).unwrap_or(0);
        (bit / 64, 1 << (bit % 64))
    }

    /// Puts a folded word in.
    pub fn put(&mut self, word: &str) {
        let (slot, bit) = Self::bit(word);
        if let Some(bits) = self.bits.get_mut(slot) {
            *bits |= bit;
        }
    }

    /// Whether the word may be in the set; words with accents or digits always may.
    pub fn may_hold(&self, word: &str) -> bool {
        let (slot, bit) = Self::bit(word);
        let set = self.bits.get(slot).is_some_and(|b| b & bit != 0);
        set || !word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_held() {
        let mut sieve = Sieve::default();
        sieve.put("hoekstra");
        assert!(
            sieve.may_hold("Hoekstra") && sieve.may_hold("HOEKSTRA01") && sieve.may_hold("Özdemir")
        );
        assert!(!sieve.may_hold("beleid"));
    }
}
