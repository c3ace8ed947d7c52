//! Labels of fields that ask for a person: `Contactpersoon`, `Behandeld door`.

use crate::recognize::names::context::NameContext;
use crate::recognize::text::hash::BloomFilter;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How strongly a label asks for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelStrength {
    /// One or several people follow.
    Person,
    /// A person follows if a colon or a gap does.
    Weak,
    /// Initials alone count too: `Paraaf`, `Steller`.
    Initials,
    /// A private person follows.
    Citizen,
}

pub(crate) type Labels = HashMap<String, Vec<(Vec<String>, LabelStrength)>>;

pub(crate) fn labels() -> &'static Labels {
    static LABELS: OnceLock<Labels> = OnceLock::new();
    LABELS.get_or_init(|| {
        let mut map = Labels::new();
        let groups = [
            (word_lists::words("persoon"), LabelStrength::Person),
            (word_lists::words("zwak"), LabelStrength::Weak),
            (word_lists::words("paraaf"), LabelStrength::Initials),
            (word_lists::words("burger"), LabelStrength::Citizen),
        ];
        for (list, strength) in groups {
            for phrase in list {
                let tokens = Tokens::of(phrase);
                let words: Vec<String> = (0..tokens.len()).map(|i| fold(tokens.word(i))).collect();
                if let Some(first) = words.first().cloned() {
                    map.entry(first).or_default().push((words, strength));
                }
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each entry is sorted by itself")]
        for entry in map.values_mut() {
            entry.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        map
    })
}

/// The label that begins at this token: one past its end, and its strength.
pub(crate) fn label_at(ctx: &NameContext<'_>, index: usize) -> Option<(usize, LabelStrength)> {
    let t = ctx.tokens;
    static SIEVE: OnceLock<BloomFilter> = OnceLock::new();
    let sieve = SIEVE.get_or_init(|| BloomFilter::of(labels().keys().map(String::as_str)));
    if t.word(index).len() > 20 || !sieve.may_contain(t.fingerprint(index)) {
        return None;
    }
    let entries = labels().get(&fold(t.word(index)))?;
    for (words, strength) in entries {
        let same = words.iter().enumerate().all(|(k, w)| {
            let word = t.word(index + k);
            word == w || fold(word) == *w
        });
        if same {
            return Some((index + words.len(), *strength));
        }
    }
    None
}
