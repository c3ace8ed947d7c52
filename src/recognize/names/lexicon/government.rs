//! Ministers, members of parliament, mayors, aldermen and their kin in their time: a name that the list has, in a text that
//! mentions a year in which its bearer was in office or shortly after.

use crate::model::Role;
use crate::recognize::name::PersonName;
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::{Lexicon, fold};
use crate::recognize::text::word_lists;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How many years after leaving office papers still speak of what somebody did there.
const AFTER: u16 = 3;

/// One term of one person.
struct Term {
    given: String,
    /// Empty if they are not certain.
    initials: &'static str,
    particles: String,
    from: u16,
    until: u16,
    role: Role,
}

type Terms = HashMap<String, Vec<Term>, FixedState>;

const SECTIONS: [(&str, fn() -> Role); 6] = [
    ("bewindslieden", || Role::MINISTER),
    ("burgemeesters", || Role::EXECUTIVE),
    ("wethouders", || Role::EXECUTIVE),
    ("gedeputeerden", || Role::EXECUTIVE),
    ("kamerleden", || Role::REPRESENTATIVE),
    ("dijkgraven", || Role::EXECUTIVE),
];

/// The surname and term in a line of the list.
fn term(line: &'static str, role: Role) -> Option<(String, Term)> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let [given, initials, name, from, until] = fields.as_slice() else { return None };
    let (from, until) = (from.parse().ok()?, until.parse().ok()?);
    let first = name.find(char::is_uppercase).unwrap_or(0);
    let (particles, surname) = name.split_at(first);
    let (given, particles) = (fold(given), fold(particles.trim()));
    Some((fold(surname), Term { given, initials, particles, from, until, role }))
}

/// All terms, by surname without particles.
fn terms() -> &'static Terms {
    static TERMS: OnceLock<Terms> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut map = Terms::default();
        for (section, role) in SECTIONS {
            for line in word_lists::words(section) {
                if let Some((surname, term)) = term(line, role()) {
                    map.entry(surname).or_default().push(term);
                }
            }
        }
        map
    })
}

/// The office of somebody with this full name who held it in one of these years or shortly before.
/// A surname that many bear needs the given name; nobody is known by surname alone.
pub(crate) fn held(
    name: &PersonName,
    years: impl FnOnce() -> Vec<u16>,
    lexicon: &Lexicon,
) -> Option<Role> {
    if name.surname.is_empty() || name.given.is_empty() && name.initials.len() < 2 {
        return None;
    }
    // `Vos Laurens`, as address books write it without a comma.
    let turned = turned(name, lexicon);
    let name = turned.as_ref().unwrap_or(name);
    let list = terms().get(&name.surname)?;
    let common = lexicon.folded(&name.surname).common();
    let given = name.given.join(" ");
    let same = |term: &&Term| {
        let called = !given.is_empty() && given == term.given;
        let written = given.is_empty() && !common && name.initials == term.initials;
        term.particles == name.particles && (called || written)
    };
    let held: Vec<&Term> = list.iter().filter(same).collect();
    if held.is_empty() {
        return None;
    }
    let years = years();
    let then = |term: &&Term| years.iter().any(|y| (term.from..=term.until + AFTER).contains(y));
    held.into_iter().find(then).map(|term| term.role.clone())
}

/// The name with its two words in the other order, if the second is a given name and the first none.
fn turned(name: &PersonName, lexicon: &Lexicon) -> Option<PersonName> {
    let [first] = name.given.as_slice() else { return None };
    let plain = name.initials.is_empty() && name.particles.is_empty();
    let second = lexicon.folded(&name.surname);
    let given = second.given() && !lexicon.folded(first).given();
    let listed =
        terms().get(first).is_some_and(|list| list.iter().any(|t| t.given == name.surname));
    (plain && given && listed).then(|| PersonName {
        given: vec![name.surname.clone()],
        surname: first.clone(),
        ..PersonName::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(given: &str, initials: &str, particles: &str, surname: &str) -> PersonName {
        let given = if given.is_empty() { Vec::new() } else { vec![given.to_owned()] };
        let (initials, particles, surname) =
            (initials.to_owned(), particles.to_owned(), surname.to_owned());
        PersonName { given, initials, particles, surname }
    }

    #[test]
    fn every_line_is_read() {
        let read: usize = terms().values().map(Vec::len).sum();
        let lines = SECTIONS.iter().map(|(section, _)| word_lists::words(section).len());
        assert_eq!(read, lines.sum::<usize>());
        assert!(terms().values().flatten().all(|t| t.from <= t.until && t.initials.len() != 1));
    }

    #[test]
    fn a_full_name_in_its_time() {
        let lexicon = Lexicon::shipped();
        let served = |n: &PersonName, year: u16| held(n, || vec![year], &lexicon).is_some();
        assert!(served(&name("kajsa", "", "", "ollongren"), 2019));
        assert!(served(&name("", "kh", "", "ollongren"), 2019));
        assert!(!served(&name("", "k", "", "ollongren"), 2019));
        assert!(!served(&name("", "", "", "ollongren"), 2019));
        assert!(!served(&name("kajsa", "", "", "ollongren"), 2009));
        assert!(served(&name("karien", "", "van", "gennip"), 2023));
        assert!(!served(&name("karien", "", "de", "gennip"), 2023));
    }
}
