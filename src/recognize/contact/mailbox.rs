//! Whether the local part of an email address stands for a function: by the words it is made of,
//! not by a list of all mailboxes.

use crate::recognize::text::lexicon::{Lexicon, fold};
use crate::recognize::text::word_lists;

/// Words between the parts of a compound, and sounds that link them.
const LINKS: &[&str] = &["en", "of", "van", "de", "het", "voor", "op", "aan", "in", "s", "e", "n"];

/// Function words of three letters that are no part of a surname, so that letters beside them
/// are those of a unit: `wobdjz`.
const LAWS: &[&str] = &["avg", "wob", "woo"];

/// Longest abbreviation of a unit, in bytes.
const UNIT: usize = 4;

/// Longest local part, in bytes, that is divided into words.
const LONGEST: usize = 32;

/// Whether a local part stands for a function rather than a person.
pub(crate) fn is_function(local: &str, lexicon: &Lexicon) -> bool {
    let folded = fold(local);
    let plain = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if is_listed(plain) {
        return true;
    }
    let parts: Vec<&str> = folded.split(['.', '-', '_', '+']).filter(|p| !p.is_empty()).collect();
    let anchored = |p: &str| {
        let p = without_digits(p);
        is_listed(p) || p.len() > 5 && is_compound(p, lexicon)
    };
    match parts.as_slice() {
        [] => false,
        // `e.gemeente@ede.nl`: a label of a letterhead that a scan joined to the address.
        ["e", function] if is_listed(function) && !lexicon.folded(function).surname() => true,
        [_] => is_ordinary_word(plain, lexicon) || is_compound(plain, lexicon),
        // `vergaderzaal-Aletta`
        ["zaal" | "vergaderzaal" | "ruimte" | "kamer", ..] => true,
        // `bo.post`: a given name and a word that is a surname too.
        [first, last] if is_given_and_surname(first, last, lexicon) => false,
        [first, last] if has_initials([first, last], lexicon) => false,
        all if all.iter().any(|p| is_name_part(p, lexicon)) => false,
        [first, .., last] if anchored(first) || anchored(last) => true,
        all => {
            let ordinary = |p: &str| anchored(p) || is_ordinary_word(without_digits(p), lexicon);
            all.iter().any(|p| ordinary(p)) && all.iter().all(|p| p.len() <= UNIT || ordinary(p))
        }
    }
}

/// Whether every part of a local part is a function, an ordinary word or made of such words.
pub(crate) fn is_plain(local: &str, lexicon: &Lexicon) -> bool {
    let folded = fold(local);
    let parts = folded.split(['.', '-', '_', '+']).map(without_digits).filter(|p| !p.is_empty());
    parts.into_iter().all(|p| is_ordinary_word(p, lexicon) || is_compound(p, lexicon))
}

fn is_given_and_surname(first: &str, last: &str, lexicon: &Lexicon) -> bool {
    !is_listed(first) && lexicon.folded(first).given() && lexicon.folded(last).surname()
}

/// `hm.vos`, `vos-hm`: a few letters beside a surname.
fn has_initials([first, last]: [&str; 2], lexicon: &Lexicon) -> bool {
    let pair = |letters: &str, name: &str| {
        letters.len() <= 3
            && !is_listed(letters)
            && !is_listed(name)
            && lexicon.folded(name).surname()
            && letters.bytes().all(|b| b.is_ascii_alphabetic())
    };
    pair(first, last) || pair(last, first)
}

/// Whether a part is an initial or a name and nothing else. Short abbreviations of units are names
/// too.
fn is_name_part(part: &str, lexicon: &Lexicon) -> bool {
    // `t1` is a team.
    if part.chars().count() == 1 {
        return part.chars().all(char::is_alphabetic);
    }
    let letters = without_digits(part);
    letters.len() > 3 && is_name_only(letters, lexicon)
}

fn is_name(letters: &str, lexicon: &Lexicon) -> bool {
    let known = lexicon.folded(letters);
    known.given() || known.surname()
}

fn is_name_only(letters: &str, lexicon: &Lexicon) -> bool {
    is_name(letters, lexicon) && !lexicon.folded(letters).word() && !is_listed(letters)
}

fn without_digits(part: &str) -> &str {
    part.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn is_listed(word: &str) -> bool {
    word_lists::contains("functie", word)
}

fn is_ordinary_word(part: &str, lexicon: &Lexicon) -> bool {
    let known = lexicon.word(part);
    is_listed(part) || known.word() && !known.surname() && !known.given()
}

fn is_word_or_place(piece: &str, lexicon: &Lexicon) -> bool {
    lexicon.word(piece).word() || lexicon.folded(piece).place()
}

/// Whether a word is made of words, one of which is a function, or of two long ordinary words:
/// `bezwaarenberoep`, `wobverzoekendjz`, `agressiemelding`.
fn is_compound(word: &str, lexicon: &Lexicon) -> bool {
    let whole = lexicon.folded(word);
    if !word.is_ascii() || word.len() > LONGEST || whole.surname() || whole.given() {
        return false;
    }
    // `gemeentevoorbeelddam`: a long function word, and anything that is no name.
    let beside = |function: &str| {
        let rest = word.strip_prefix(function).or_else(|| word.strip_suffix(function));
        rest.is_some_and(|r| r.len() >= 2 && !is_name_only(r, lexicon))
    };
    if word_lists::words("functie").iter().any(|f| f.len() >= 6 && beside(f)) {
        return true;
    }
    // An abbreviation of a unit may stand in front or behind.
    let most = UNIT.min(word.len().saturating_sub(3));
    let cut = |front: usize, back: usize| {
        let rest = word.get(front..word.len().checked_sub(back)?)?;
        let bare = front == 0 && back == 0;
        best_division(rest, lexicon).filter(|d| d.carries(bare))
    };
    cut(0, 0).is_some()
        || (2..=most).any(|n| cut(0, n).is_some())
        || (2..=most).any(|n| cut(n, 0).is_some())
}

/// A division into words: the longest function word in it, and how many words there are.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Division {
    function: usize,
    law: bool,
    long: usize,
    /// Words of four letters that are no names.
    short: usize,
}

impl Division {
    /// Whether these words say that it is a function; `bare` if no letters beside them remain.
    fn carries(self, bare: bool) -> bool {
        if bare {
            let words = self.long >= 1 || self.short >= 2;
            self.law || self.function >= 3 && words || self.long >= 2
        } else {
            self.law || self.function >= 6
        }
    }
}

/// The division of a word into function words, ordinary words and links that says most, if it can
/// be divided without remainder.
fn best_division(word: &str, lexicon: &Lexicon) -> Option<Division> {
    let mut best: Vec<Option<Division>> = vec![None; word.len() + 1];
    *best.first_mut()? = Some(Division::default());
    for end in 2..=word.len() {
        for start in 0..end {
            let Some(before) = best.get(start).copied().flatten() else { continue };
            let Some(piece) = word.get(start..end) else { continue };
            let mut here = before;
            if is_listed(piece) && piece.len() >= 3 {
                here.function = here.function.max(piece.len());
                here.law |= LAWS.contains(&piece);
                here.long += usize::from(piece.len() >= 5);
                here.short += usize::from(piece.len() == 4 && !is_name(piece, lexicon));
            } else if piece.len() >= 4 && is_word_or_place(piece, lexicon) {
                // A word that is also a surname says nothing by itself.
                let known = lexicon.folded(piece);
                let own = piece.len() >= 5 && (known.place() || !known.surname());
                here.long += usize::from(own);
                here.short += usize::from(piece.len() == 4 && !is_name(piece, lexicon));
            } else if start == 0 || end == word.len() || !LINKS.contains(&piece) {
                continue;
            }
            let slot = best.get_mut(end)?;
            *slot = Some(slot.map_or(here, |old| old.max(here)));
        }
    }
    best.last().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_persons() {
        let lexicon = Lexicon::shipped();
        for local in [
            "info",
            "woo-verzoeken",
            "postbus.DGDOO",
            "team.vergunningen",
            "dienstpostbus.PDOO",
            "woocovid19",
            "secretariaat.DO",
            "postbus20",
            "gemeente",
            "pers",
            "algoritmeregister",
            "ai-verordening",
            "griffie.gemeenteraad",
            "contactpersoonwoo",
            "postbus.kabinet",
            "agressiemelding",
            "klachtenenbezwaren",
            "wooverzoekenkbz",
            "wobkbz",
            "opendata",
            "datateam",
            "KBZ.klachtenenbezwaar",
            "bezwarenenberoep.kbz",
            "KBZA-Klachten-BO-T2",
            "wijkloket.noord.vergunningen.kbz",
            "raadsondersteuning.kbz",
            "ontwikkeling.centrumzwollenoord",
            "e.gemeente",
        ] {
            assert!(is_function(local, &lexicon), "{local}");
        }
        for local in [
            "j.jansen",
            "hoekstraa",
            "bakker",
            "nienke.ziyani",
            "vandermeulene",
            "M.Terbraak",
            "w.ylmaz",
            "boersmaf",
            "secretariaat.jansen",
            "jdv",
            "wobbes",
            "perssonk",
            "boatenga",
            "j.post",
            "bo.post",
            "anna.bakker",
            "hm.vos",
            "vos-hm",
            "dijkstrapj",
            "vandenberg",
            "mvandijk",
            "e.post",
            "e.vos",
        ] {
            assert!(!is_function(local, &lexicon), "{local}");
        }
    }
}
