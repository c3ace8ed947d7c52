//! What the files of a dossier teach each other.

use crate::model::{Category, Likelihood, Role, Span};
use crate::recognize::contact::address::finder::AddressFinder;
use crate::recognize::contact::address::known::streets_in;
use crate::recognize::hit::Hit;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::person::Person;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The people of a dossier: names found in one file that count in the next. Independent of the
/// order of files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    people: BTreeMap<String, Person>,
    /// Street and number of persons, as written.
    addresses: BTreeSet<String>,
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
        self.people.is_empty() && self.addresses.is_empty()
    }

    /// Adds the addresses of persons in a text whose names are known.
    pub(crate) fn learn_addresses(&mut self, text: &str, hits: &[Hit], finder: &AddressFinder) {
        let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
        let mut names: Vec<Span> = hits
            .iter()
            .filter(|h| h.category == Category::NAME && !public.contains(&h.role))
            .map(|h| h.span)
            .collect();
        names.sort();
        let mut found = Vec::new();
        finder.run(text, &names, &mut found);
        for hit in found.iter().filter(|h| h.likelihood >= Likelihood::Likely) {
            let span = text.get(hit.span.start..hit.span.end).unwrap_or_default();
            self.addresses.extend(streets_in(span).map(str::to_owned));
        }
    }

    /// Street and number of persons, in a fixed order.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// Adds what another file taught. The result does not depend on the order of merges.
    pub fn merge(&mut self, other: Self) {
        for person in other.people.into_values() {
            self.insert(person);
        }
        self.addresses.extend(other.addresses);
    }

    /// The people, in a fixed order.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }
}
