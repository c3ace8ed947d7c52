//! A text that must be gone.

use aho_corasick::AhoCorasickKind;

/// Longest text for which the fastest kind of automaton is built, in bytes.
const LONGEST: usize = 2000;

/// What builds an automaton of these in time that grows with their length alone: the fastest kind takes the
/// square of it for a text that repeats itself.
pub(super) fn kind(patterns: &[impl AsRef<[u8]>]) -> Option<AhoCorasickKind> {
    let long = patterns.iter().any(|pattern| pattern.as_ref().len() > LONGEST);
    long.then_some(AhoCorasickKind::ContiguousNFA)
}

/// A text that must be gone.
#[derive(Clone, Debug)]
pub struct Needle {
    /// The text as it occurred in the document.
    pub text: String,
    /// How often it may still occur, because it also occurs where the policy keeps it.
    pub allowed: usize,
    /// Whether it also stands in a picture where the policy keeps it.
    pub pictured: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_gets_the_kind_that_is_linear() {
        assert_eq!(kind(&["a".repeat(3000)]), Some(AhoCorasickKind::ContiguousNFA));
        assert_eq!(kind(&["Jansen"]), None);
    }
}
