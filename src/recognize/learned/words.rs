//! What the model knows of single words: what the lists say, and cue words of its own. The lists of
//! cue words are those of `patterns/learned/features.py`; a change here asks for training again.

use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::{Lexicon, fold, with_folded};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

static ORGANIZATIONS: &str = include_str!("../../../patterns/learned/organisations.txt");

const PARTICLES: &str = "van de der den het 't te ten ter 's la le l el al du des di da dos in op aan \
    bij uit tot vd v.d. von zu bin ben";

const TITLES: &str = "heer mevrouw meneer mw mr dhr dr drs ing ir prof mevr hr mej fam familie \
    collega minister wethouder burgemeester advocaat raadslid agent inspecteur dokter juf meester \
    oom tante zuster broer lid staatssecretaris griffier rechter mrs ms";

const GREETINGS: &str =
    "beste dag hoi hallo hi hey ha geachte lieve dear groet groeten groetjes gr mvg";

const ARTICLES: &str = "de het een the een dit deze die dat onze";

const FIRM_BEHIND: &str = "b.v. bv n.v. nv groep advocaten bouw architecten transport mc ziekenhuis \
    fonds stichting school college universiteit bank holding ag ltd inc gmbh v.o.f. vof partners \
    media lyceum museum kliniek instituut techniek consultancy courant festival akkoord stadion \
    kerk hotel norm zorg beheer nederland group solutions software services";

const FIRM_IN_FRONT: &str = "storm project programma operatie zaal variant brug sluis systeem \
    applicatie stichting vereniging hotel café cafe bank basisschool school wet motie commissie \
    arrest rapport bureau gebr gebroeders firma restaurant gemeente provincie ministerie waterschap \
    afdeling directie team werkgroep stuurgroep station wijk polder leverancier uitgeverij";

/// What is known of a word, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known(u8);

/// A letter for each bit, in the order in which features show them.
const LETTERS: &[(u8, char)] =
    &[(1, 'G'), (2, 'C'), (4, 'S'), (8, 'W'), (16, 'P'), (32, 'V'), (64, 'T'), (128, 'O')];

impl Known {
    /// A given name.
    pub(crate) const fn given(self) -> bool {
        self.0 & 1 != 0
    }
    /// An ordinary word.
    pub(crate) const fn word(self) -> bool {
        self.0 & 8 != 0
    }
    /// An ordinary word, a place or an organization.
    pub(crate) const fn ordinary(self) -> bool {
        self.0 & (8 | 16 | 128) != 0
    }
    /// An organization.
    pub(crate) const fn organization(self) -> bool {
        self.0 & 128 != 0
    }
    /// A title.
    pub(crate) const fn title(self) -> bool {
        self.0 & 64 != 0
    }

    /// Writes the letters, `-` if nothing is known.
    pub(crate) fn write(self, out: &mut String) {
        if self.0 == 0 {
            out.push('-');
        }
        out.extend(LETTERS.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, letter)| letter));
    }
}

/// The kinds of cue words.
pub(crate) mod cue {
    pub(crate) const PARTICLE: u8 = 1;
    pub(crate) const TITLE: u8 = 2;
    pub(crate) const GREETING: u8 = 4;
    pub(crate) const ARTICLE: u8 = 8;
    pub(crate) const FIRM_BEHIND: u8 = 16;
    pub(crate) const FIRM_IN_FRONT: u8 = 32;
    pub(crate) const ORGANIZATION: u8 = 64;
}

struct CueWords {
    kinds: HashMap<String, u8, FixedState>,
    organizations: HashSet<&'static str, FixedState>,
}

fn cue_words() -> &'static CueWords {
    static WORDS: OnceLock<CueWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out = CueWords { kinds: HashMap::default(), organizations: HashSet::default() };
        for (list, kind) in [
            (PARTICLES, cue::PARTICLE),
            (TITLES, cue::TITLE),
            (GREETINGS, cue::GREETING),
            (ARTICLES, cue::ARTICLE),
            (FIRM_BEHIND, cue::FIRM_BEHIND),
            (FIRM_IN_FRONT, cue::FIRM_IN_FRONT),
        ] {
            for word in list.split_whitespace() {
                *out.kinds.entry(word.to_owned()).or_default() |= kind;
            }
        }
        let lines = ORGANIZATIONS.lines().map(str::trim);
        for name in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
            *out.kinds.entry(fold(name)).or_default() |= cue::ORGANIZATION;
            out.organizations.insert(name);
        }
        out
    })
}

/// The kinds of cue word that a folded word is.
pub(crate) fn cues(folded: &str) -> u8 {
    cue_words().kinds.get(folded).copied().unwrap_or_default()
}

/// Whether a folded word, without its dots, is a title.
pub(crate) fn is_title(folded: &str) -> bool {
    cues(folded.trim_end_matches('.')) & cue::TITLE != 0
}

/// Single letters count as words; the packed lists leave them out.
fn letter(folded: &str) -> u8 {
    match folded.as_bytes() {
        [b'm' | b's'] => 1 | 8,
        [b'a'] => 4 | 8,
        [b'a'..=b'z'] => 8,
        _ => 0,
    }
}

/// What is known of a word.
pub(crate) fn known(lexicon: &Lexicon, word: &str, folded: &str) -> Known {
    // No list holds a mark or begins with a digit.
    let mark = matches!(word.as_bytes(), [one] if !one.is_ascii_alphabetic());
    if mark || word.starts_with(|c: char| c.is_ascii_digit()) {
        return Known::default();
    }
    let listed = lexicon.folded(folded);
    let elided = || folded.strip_prefix("d'").is_some_and(|rest| lexicon.folded(rest).surname());
    let surname = listed.surname() || elided();
    let cues = cues(folded);
    let dotted = folded.ends_with('.') && is_title(folded);
    let named = listed.given() || surname;
    let organization = word.chars().any(char::is_uppercase)
        && (cues & cue::ORGANIZATION != 0 && !named || cue_words().organizations.contains(word));
    let bits = [
        (1, listed.given()),
        (2, listed.common()),
        (4, surname && !listed.common()),
        (8, lexicon.word(word).word()),
        (16, listed.place()),
        (32, cues & cue::PARTICLE != 0),
        (64, cues & cue::TITLE != 0 || dotted),
        (128, organization),
    ];
    Known(bits.iter().filter(|(_, on)| *on).fold(letter(folded), |sum, (bit, _)| sum | bit))
}

/// What is known of a word that has not been folded.
pub(crate) fn known_raw(lexicon: &Lexicon, word: &str) -> Known {
    with_folded(word, |folded| known(lexicon, word, folded))
}

/// Writes the shape of a word: capitals `X`, small letters `x`, digits `9`, repeats together.
pub(crate) fn write_shape(word: &str, out: &mut String) {
    let mut last = None;
    for c in word.chars() {
        let class = match c {
            c if c.is_ascii_digit() => '9',
            c if !c.is_alphanumeric() => c,
            c if c.is_uppercase() => 'X',
            _ => 'x',
        };
        if last != Some(class) {
            out.push(class);
        }
        last = Some(class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> String {
        let mut out = String::new();
        known_raw(&Lexicon::shipped(), word).write(&mut out);
        out
    }

    #[test]
    fn what_is_known_shows_as_letters() {
        let words = ["Bakker", "Groot", "d'Ancona", "Aydin", "Lindelaan", "a", "m", "dhr.", "ACM"];
        let got = words.map(letters);
        assert_eq!(got, ["CW", "CW", "S", "GC", "W", "SW", "GW", "T", "O"]);
    }

    #[test]
    fn shapes_take_repeats_together() {
        let shape = |word: &str| {
            let mut out = String::new();
            write_shape(word, &mut out);
            out
        };
        let got = ["Osei-Mensah", "J.P.", "2024", "Özd", "A7.", ","].map(shape);
        assert_eq!(got, ["Xx-Xx", "X.X.", "9", "Xx", "X9.", ","]);
    }
}
