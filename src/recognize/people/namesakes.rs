//! People with the same surname, indexed by the rest of the name. A text may name thousands of
//! them, too many to compare with each.

use crate::recognize::name::PersonName;
use crate::recognize::people::person::Person;
use crate::recognize::text::hash::{PrehashedHasher, word_hash};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The people of one surname, by what else a name must say to be theirs.
///
/// A key is a scope (`` for people without a given name, `*` for all others, or one given name),
/// a bar, and what the initials are: `p` and a prefix, `e` and the whole, `l` and the first letter
/// of the other kind of name, `0` for none, `a` for any. Keys are kept as hashes, so what they
/// give are candidates: [`Person::fits`] decides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namesakes {
    ids: HashMap<u64, Vec<u32>, BuildHasherDefault<PrehashedHasher>>,
}

impl Namesakes {
    /// Indexes a person under all keys; call again when given names or initials were added.
    pub(crate) fn insert(&mut self, id: u32, person: &Person) {
        let scopes = person.given.iter().map(String::as_str);
        let all = if person.given.is_empty() { "" } else { "*" };
        for scope in scopes.chain([all]) {
            self.put(scope, 'a', "", id);
            if person.initials.is_empty() {
                self.put(scope, '0', "", id);
            }
            for initials in &person.initials {
                self.put(scope, 'e', initials, id);
                for prefix in prefixes(initials) {
                    self.put(scope, 'p', prefix, id);
                }
            }
        }
        let others = if person.given.is_empty() { &person.initials } else { &person.given };
        for letter in others.iter().filter_map(|name| prefixes(name).next()) {
            self.put(all, 'l', letter, id);
        }
    }

    fn put(&mut self, scope: &str, kind: char, rest: &str, id: u32) {
        let ids = self.ids.entry(key(scope, kind, rest)).or_default();
        if let Err(at) = ids.binary_search(&id) {
            ids.insert(at, id);
        }
    }

    /// The lowest number among the people that `fits` accepts. The name must have a given name or
    /// initials.
    pub(crate) fn first(&self, name: &PersonName, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let mut keys = Vec::new();
        let by_initials = |keys: &mut Vec<u64>, scope: &str| {
            keys.push(key(scope, 'p', &name.initials));
            keys.extend(prefixes(&name.initials).map(|prefix| key(scope, 'e', prefix)));
        };
        match (name.given.first(), name.initials.is_empty()) {
            (None, _) => {
                by_initials(&mut keys, "");
                by_initials(&mut keys, "*");
                keys.extend(prefixes(&name.initials).next().map(|letter| key("*", 'l', letter)));
            }
            (Some(first), true) => {
                keys.extend(name.given.iter().map(|given| key(given, 'a', "")));
                keys.extend(prefixes(first).next().map(|letter| key("", 'l', letter)));
            }
            (Some(_), false) => {
                for given in &name.given {
                    by_initials(&mut keys, given);
                    keys.push(key(given, '0', ""));
                }
                by_initials(&mut keys, "");
            }
        }
        keys.push(key("", '0', ""));
        let first = |key: &u64| self.ids.get(key)?.iter().copied().find(|id| fits(*id));
        keys.iter().filter_map(first).min()
    }
}

fn key(scope: &str, kind: char, rest: &str) -> u64 {
    word_hash(&format!("{scope}|{kind}{rest}"))
}

/// The prefixes of a word, from one letter up to the whole.
fn prefixes(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().filter_map(|(at, c)| word.get(..at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    proptest::proptest! {
        #[test]
        fn the_first_that_fits_is_found(
            names in proptest::collection::vec(
                (
                    proptest::sample::subsequence(vec!["jan", "piet", "an", "jo"], 0..3),
                    proptest::sample::select(vec!["", "j", "jp", "p", "pj", "jpk", "a", "q"]),
                    proptest::sample::select(vec!["", "van", "van der", "vd", "de"]),
                ),
                1..40,
            ),
        ) {
            let mut people: Vec<Person> = Vec::new();
            let mut namesakes = Namesakes::default();
            for (given, initials, particles) in names {
                let name = PersonName {
                    given: given.into_iter().map(str::to_owned).collect(),
                    initials: initials.to_owned(),
                    particles: particles.to_owned(),
                    surname: "vos".to_owned(),
                };
                if name.given.is_empty() && name.initials.is_empty() {
                    continue;
                }
                let fits = |id: u32| people[id as usize].fits(&name);
                let slow = (0..).take(people.len()).find(|id| fits(*id));
                proptest::prop_assert_eq!(namesakes.first(&name, fits), slow);
                let id = slow.unwrap_or_else(|| {
                    people.push(Person { surname: "vos".to_owned(), ..Person::default() });
                    u32::try_from(people.len() - 1).unwrap()
                });
                people[id as usize].merge(&name, &Role::UNKNOWN);
                namesakes.insert(id, &people[id as usize]);
            }
        }
    }
}
