//! User IDs derived from a name: `fbouzambou`, `kamm0203`.

use crate::model::{Category, Evidence, Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::person::Person;
use crate::recognize::text::hash::FixedState;
use std::collections::HashMap;

/// Finds user IDs.
pub(crate) struct UserIds<'a> {
    people: &'a PeopleIndex,
    /// Surnames of four bytes or more of people in this document, sorted, with their numbers.
    surnames: Option<Vec<(&'a str, u32)>>,
    by_prefix: HashMap<String, Option<u32>, FixedState>,
}

impl<'a> UserIds<'a> {
    /// For these people.
    pub(crate) fn new(people: &'a PeopleIndex) -> Self {
        Self { people, surnames: None, by_prefix: HashMap::default() }
    }

    /// Adds the word at this token, folded, if it is somebody's user ID.
    pub(crate) fn find(
        &mut self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) {
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if plain.len() < 4 || plain.len() < 5 && plain.len() == word.len() {
            return;
        }
        let digits = plain.len() < word.len();
        let people = self.people;
        let whole = people.by_local_part.get(plain);
        let Some(id) = whole.or_else(|| if digits { self.by_prefix(plain) } else { None }) else {
            return;
        };
        let known = ctx.lexicon.folded(plain);
        // `Cursist09` and `Plan2021` are a word with a number.
        let year = word.get(plain.len()..).and_then(|n| n.parse::<u32>().ok());
        let numbered =
            known.word() && !known.surname() || year.is_some_and(|n| (1990..2100).contains(&n));
        if digits && numbered {
            return;
        }
        // User IDs are in one case; `KoopVerkoop` is a company.
        let raw = ctx.tokens.word(index);
        let mixed = raw.contains(char::is_uppercase) && raw.contains(char::is_lowercase);
        if !digits && (mixed || known.word() || known.given() || known.surname() || known.place()) {
            return;
        }
        let span = ctx.tokens.span(index, index + 1);
        let why = Evidence::of("gebruikersnaam");
        let mut hit = Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why);
        hit.role = people.get(id).map_or(Role::UNKNOWN, |p| p.role().0);
        out.push(hit);
    }

    /// Somebody of this document whose surname supplies the letters before the digits: `kamm0203`,
    /// `haanm03`.
    fn by_prefix(&mut self, plain: &str) -> Option<u32> {
        if let Some(known) = self.by_prefix.get(plain) {
            return *known;
        }
        let people = self.people;
        let surnames = self.surnames.get_or_insert_with(|| {
            let own = people.in_document.iter();
            let surname = |id: &u32| people.get(*id).map(|p| (p.surname.as_str(), *id));
            let mut all: Vec<(&str, u32)> =
                own.filter_map(surname).filter(|(s, _)| s.len() >= 4).collect();
            all.sort_unstable();
            all
        });
        let found = first_of_prefix(people, surnames, plain);
        self.by_prefix.insert(plain.to_owned(), found);
        found
    }
}

/// The lowest number of a person whose surname starts with these letters, or who has an initial
/// after or before the surname.
fn first_of_prefix(people: &PeopleIndex, surnames: &[(&str, u32)], plain: &str) -> Option<u32> {
    let from = |start: &str| {
        let at = surnames.partition_point(|(surname, _)| *surname < start);
        surnames.get(at..).unwrap_or_default().iter()
    };
    let initial = |id: u32, tail: &str| people.get(id).is_some_and(|p| has_initial(p, tail));
    let begins = from(plain).take_while(|(s, _)| s.starts_with(plain)).map(|(_, id)| *id);
    // `haanm03` of M. Haan
    let behind = (0..=2).filter_map(|cut| plain.split_at_checked(plain.len().checked_sub(cut)?));
    let behind = behind.flat_map(|(surname, tail)| {
        let same = from(surname).take_while(move |(s, _)| *s == surname).map(|(_, id)| *id);
        same.filter(move |id| initial(*id, tail))
    });
    // `vrooc07` of C. Vroegop
    let cut_off = plain
        .split_at_checked(plain.len().saturating_sub(1))
        .filter(|(front, _)| front.len() >= 4)
        .into_iter()
        .flat_map(|(front, last)| {
            let begins = from(front).take_while(move |(s, _)| s.starts_with(front));
            begins.map(|(_, id)| *id).filter(move |id| has_exact_initial(people, *id, last))
        });
    // `ROLDE2` of R.J. Oldehinkel
    let front = plain.split_at_checked(1).filter(|(_, rest)| rest.len() >= 4);
    let front = front.into_iter().flat_map(|(first, rest)| {
        let begins = from(rest).take_while(move |(s, _)| s.starts_with(rest)).map(|(_, id)| *id);
        begins.filter(move |id| initial(*id, first))
    });
    begins.chain(behind).chain(cut_off).chain(front).min()
}

/// Whether this letter starts a given name or the initials of a person who has either.
fn has_exact_initial(people: &PeopleIndex, id: u32, letter: &str) -> bool {
    people.get(id).is_some_and(|p| {
        p.given.iter().any(|g| g.starts_with(letter))
            || p.initials.iter().any(|i| i.starts_with(letter))
    })
}

/// Whether these letters, at most two, start a given name or the initials of a person.
fn has_initial(person: &Person, letters: &str) -> bool {
    letters.len() <= 2
        && (person.given.is_empty()
            || person.given.iter().any(|g| g.starts_with(letters))
            || person.initials.iter().any(|i| i.starts_with(letters)))
}
