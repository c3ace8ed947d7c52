//! Public bodies, courts, parties and firms, by name and abbreviation. They stand where people
//! stand and act as people do, so that being one speaks against being a person.

use crate::recognize::text::hash::BloomFilter;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What kind of body a name denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// A ministry or its field: `BZK`, `MinBuZa`, `Sociale Zaken`.
    Ministry,
    /// An agency, a water authority, a chamber of parliament.
    Authority,
    /// A municipality that is no place.
    Municipality,
    /// A court.
    Court,
    /// A political party.
    Party,
    /// A firm, an adviser, an association.
    Company,
}

/// The names that begin with one word: their words and what they denote, longest first.
type Names = Vec<(Vec<String>, BodyKind)>;

fn bodies() -> &'static HashMap<String, Names> {
    static BODIES: OnceLock<HashMap<String, Names>> = OnceLock::new();
    BODIES.get_or_init(|| {
        let sections = [
            ("ministerie", BodyKind::Ministry),
            ("bestuursorgaan", BodyKind::Authority),
            ("gemeente", BodyKind::Municipality),
            ("rechtscollege", BodyKind::Court),
            ("politieke partij", BodyKind::Party),
            ("onderneming", BodyKind::Company),
        ];
        let mut map: HashMap<String, Names> = HashMap::new();
        for (section, kind) in sections {
            for phrase in word_lists::words(section) {
                let tokens = Tokens::of(phrase);
                let words: Vec<String> =
                    (0..tokens.len()).map(|i| tokens.word(i).to_owned()).collect();
                if let Some(first) = words.first() {
                    map.entry(fold(first)).or_default().push((words, kind));
                }
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each entry is sorted by itself")]
        for names in map.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        map
    })
}

/// The longest name of a body that begins at this token: its kind, and one past its end. Capitals
/// count, unless the text is in capitals only.
pub(crate) fn body_at(t: &Tokens<'_>, index: usize) -> Option<(BodyKind, usize)> {
    static SIEVE: OnceLock<BloomFilter> = OnceLock::new();
    let capital = t.is_capital(index) || t.kind(index) == TokenKind::Mixed;
    let sieve = SIEVE.get_or_init(|| BloomFilter::of(bodies().keys().map(String::as_str)));
    if !capital || !sieve.may_contain(t.fingerprint(index)) {
        return None;
    }
    let names = bodies().get(&fold(t.word(index)))?;
    names.iter().find_map(|(words, kind)| Some((*kind, end_of(t, index, words)?)))
}

/// One past the last of these words, if they stand here; a line may break between two.
fn end_of(t: &Tokens<'_>, index: usize, words: &[String]) -> Option<usize> {
    let mut i = index;
    for (k, word) in words.iter().enumerate() {
        if k > 0 && t.kind(i) == TokenKind::Line {
            i += 1;
        }
        let here = t.word(i);
        // `RVIG`, `KvK` and `KVK`: an abbreviation is written in more ways than one.
        let capitals = here.chars().filter(|c| c.is_uppercase()).count();
        let shouted = (t.kind(i) == TokenKind::Upper || capitals > 1) && fold(here) == fold(word);
        if here != word && !shouted {
            return None;
        }
        i += 1;
    }
    Some(i)
}

/// Whether these tokens are the names of bodies and nothing else: `IenW`, `MinBuZa IenW`,
/// `Twynstra Gudde`; and the kind of the first.
pub(crate) fn fills(t: &Tokens<'_>, start: usize, end: usize) -> Option<BodyKind> {
    let (kind, mut i) = body_at(t, start)?;
    while i < end {
        let joint = t.word(i) == "en" || matches!(t.kind(i), TokenKind::Mark('/' | '&' | '-'));
        i = body_at(t, if joint { i + 1 } else { i })?.1;
    }
    (i == end).then_some(kind)
}

/// One past the name of a ministry after the abbreviation at this token: `Min BZK`, `min. JenV`,
/// `Ministerie van OCW`. The words in front of it make it the body, not its minister.
pub(crate) fn after_min(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let word = t.word(index);
    if !matches!(word, "Min" | "min" | "MIN" | "Ministerie" | "ministerie" | "Minist") {
        return None;
    }
    let mut i = index + 1;
    while t.is(i, '.') || matches!(t.word(i), "van" | "v") {
        i += 1;
    }
    body_at(t, i).filter(|(kind, _)| *kind == BodyKind::Ministry).map(|(_, end)| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_start(text: &str) -> Option<(BodyKind, usize)> {
        body_at(&Tokens::of(text), 0)
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(
            at_start("Sociale Zaken en Werkgelegenheid meldt"),
            Some((BodyKind::Ministry, 4))
        );
        assert_eq!(at_start("Raad van State"), Some((BodyKind::Court, 3)));
        assert_eq!(at_start("Raad van Toezicht"), None);
        assert_eq!(at_start("I&W stuurt"), Some((BodyKind::Ministry, 3)));
        assert_eq!(
            at_start("Landbouw, Natuur en\nVoedselkwaliteit"),
            Some((BodyKind::Ministry, 6))
        );
    }

    #[test]
    fn capitals_count() {
        assert_eq!(at_start("LOGIUS beheert"), Some((BodyKind::Authority, 1)));
        assert_eq!(at_start("IENW"), Some((BodyKind::Ministry, 1)));
        assert_eq!(at_start("RVIG"), Some((BodyKind::Authority, 1)));
        assert_eq!(at_start("logius"), None);
        assert_eq!(at_start("Def"), None);
        assert_eq!(at_start("KvK"), Some((BodyKind::Authority, 1)));
        assert_eq!(at_start("Jansen"), None);
    }

    #[test]
    fn several_bodies_fill_a_cell() {
        let fills = |text: &str| {
            let t = Tokens::of(text);
            fills(&t, 0, t.len())
        };
        assert_eq!(fills("MinBuZa IenW"), Some(BodyKind::Ministry));
        assert_eq!(fills("BZK en VNG"), Some(BodyKind::Ministry));
        assert_eq!(fills("Logius Jansen"), None);
    }

    #[test]
    fn a_ministry_after_its_abbreviation() {
        let end = |text: &str| after_min(&Tokens::of(text), 0);
        assert_eq!(end("Min BZK"), Some(2));
        assert_eq!(end("min. JenV"), Some(3));
        assert_eq!(end("Min. Staghouwer"), None);
        assert_eq!(end("Min Staghouwer"), None);
    }
}
