//! What the files of a dossier teach each other.

use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::person::Person;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The people of a dossier: names found in one file that count in the next. Independent of the
/// order of files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    people: BTreeMap<String, Person>,
}

impl Memory {
    /// Adds the people of a document whose full names are known.
    pub(crate) fn learn(&mut self, people: &PeopleIndex) {
        for person in people.iter().filter(|p| !p.external) {
            let full = !person.surname.is_empty()
                && !(person.given.is_empty() && person.initials.is_empty());
            if full {
                self.insert(person.clone());
            }
        }
    }

    fn insert(&mut self, person: Person) {
        let given = person.given.iter().next().cloned().unwrap_or_default();
        let initials = person.initials.iter().next().cloned().unwrap_or_default();
        let key = format!("{}|{}|{given}|{initials}", person.surname, person.particles);
        let own = self.people.entry(key).or_default();
        own.surname = person.surname;
        own.particles = person.particles;
        own.given.extend(person.given);
        own.initials.extend(person.initials);
        own.roles.extend(person.roles);
        own.external = true;
    }

    /// Whether no file taught anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Adds what another file taught. The result does not depend on the order of merges.
    pub fn merge(&mut self, other: Self) {
        for person in other.people.into_values() {
            self.insert(person);
        }
    }

    /// The people, in a fixed order.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }
}
