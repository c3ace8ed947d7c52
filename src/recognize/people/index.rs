//! The people of a document and its dossier, indexed by every word under which they may occur.

use crate::model::Role;
use crate::recognize::name::PersonName;
use crate::recognize::names::lexicon::particle;
use crate::recognize::people::initials;
use crate::recognize::people::local_part::local_parts;
use crate::recognize::people::namesakes::Namesakes;
use crate::recognize::people::person::Person;
use crate::recognize::text::hash::{
    BloomFilter, FirstIndex, PrehashedHasher, WordIndex, word_hash,
};
use crate::recognize::text::lexicon::fold;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

/// With more people of one surname than this, names are matched through [`Namesakes`].
const MANY: usize = 32;

/// All known people, and the words under which they are looked up. People are numbered from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct PeopleIndex {
    pub(crate) list: Vec<Person>,
    /// The people named in this document, in ascending order.
    pub(crate) in_document: Vec<u32>,
    by_surname: WordIndex,
    /// By the hash of each surname that more than [`MANY`] people share.
    namesakes: HashMap<u64, Namesakes, BuildHasherDefault<PrehashedHasher>>,
    pub(crate) by_surname_word: WordIndex,
    pub(crate) given: WordIndex,
    pub(crate) by_local_part: FirstIndex,
    /// Initials that a text uses alone for somebody: `SPH`.
    pub(crate) lone_initials: BTreeSet<String>,
    /// Initials derived from names in this document, including that of the surname: `HL`, `JdV`.
    pub(crate) derived_initials: BTreeSet<String>,
    /// Capitalized words under which somebody is looked up.
    pub(crate) capitalized: BloomFilter,
    /// Lower-case words under which somebody is looked up: user IDs, and names in lower case.
    pub(crate) lower_case: BloomFilter,
}

impl PeopleIndex {
    /// An empty index with room for this many people.
    pub(crate) fn sized(people: usize) -> Self {
        let mut out = Self {
            list: Vec::with_capacity(people),
            capitalized: BloomFilter::sized(people.saturating_mul(10)),
            lower_case: BloomFilter::sized(people.saturating_mul(10)),
            ..Self::default()
        };
        for index in [&mut out.by_surname, &mut out.by_surname_word, &mut out.given] {
            index.reserve(people);
        }
        out.by_local_part.reserve(people.saturating_mul(6));
        out
    }

    /// The person with this number.
    pub(crate) fn get(&self, id: u32) -> Option<&Person> {
        self.list.get(id as usize)
    }

    /// All people, in order of number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.list.iter()
    }

    /// The person whose name this is; none if it is only a surname and fits several.
    pub(crate) fn find_id(&self, name: &PersonName) -> Option<u32> {
        if name.surname.is_empty() {
            return self.given.get(name.given.first()?)?.first().copied();
        }
        if !(name.given.is_empty() && name.initials.is_empty()) {
            return self.first_that_fits(name);
        }
        let list = self.by_surname.get(&name.surname)?;
        let mut fits = list.iter().copied().filter(|id| self.fits(*id, name));
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    fn fits(&self, id: u32, name: &PersonName) -> bool {
        self.get(id).is_some_and(|person| person.fits(name))
    }

    /// The lowest number of a person whose name this may be.
    fn first_that_fits(&self, name: &PersonName) -> Option<u32> {
        let ids = self.by_surname.get(&name.surname)?;
        let bare = name.given.is_empty() && name.initials.is_empty();
        match self.namesakes.get(&word_hash(&name.surname)).filter(|_| !bare) {
            Some(namesakes) => namesakes.first(name, |id| self.fits(id, name)),
            None => ids.iter().copied().find(|id| self.fits(*id, name)),
        }
    }

    /// Whether a surname alone may refer both to somebody who acts in public and to somebody who
    /// does not, for instance as half of a double name.
    pub(crate) fn ambiguous(&self, surname: &str) -> bool {
        let Some(ids) = self.by_surname_word.get(surname) else { return false };
        let public = |p: &Person| {
            let (role, _) = p.role();
            [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE, Role::AUTHOR].contains(&role)
        };
        let mut people = ids.iter().filter_map(|id| self.get(*id)).filter(|p| !p.external);
        let first = people.next().map(public);
        people.any(|p| Some(public(p)) != first)
    }

    /// Adds a name; returns the number of its person.
    pub(crate) fn add(&mut self, name: &PersonName, role: &Role) -> Option<u32> {
        self.add_as(name, role, false)
    }

    fn add_as(&mut self, name: &PersonName, role: &Role, external: bool) -> Option<u32> {
        if name.surname.is_empty() && name.given.is_empty() {
            if name.initials.len() >= 2 {
                self.lone_initials.insert(name.initials.clone());
                self.capitalized.insert(&name.initials);
            }
            return None;
        }
        let found = if name.surname.is_empty() {
            name.given.first().and_then(|g| self.given.get(g)).and_then(|l| l.first()).copied()
        } else {
            self.first_that_fits(name)
        };
        let id = match found {
            Some(id) => id,
            None => {
                let id = u32::try_from(self.list.len()).ok()?;
                let person = Person {
                    surname: name.surname.clone(),
                    particles: name.particles.clone(),
                    external,
                    ..Person::default()
                };
                self.list.push(person);
                if !external {
                    self.in_document.push(id);
                }
                id
            }
        };
        // Given names that are already indexed need not be again.
        let person = self.list.get_mut(id as usize)?;
        let given: Vec<String> =
            name.given.iter().filter(|g| !person.given.contains(g.as_str())).cloned().collect();
        let changed = person.merge(name, role);
        if found.is_none() {
            self.index_surname(id);
        }
        if changed || found.is_none() {
            self.index_given(id, &given);
        }
        Some(id)
    }

    /// Adds a whole person, known from elsewhere.
    pub(crate) fn add_person(&mut self, person: &Person) {
        let name = PersonName {
            given: person.given.iter().cloned().collect(),
            initials: person.initials.iter().max_by_key(|i| i.len()).cloned().unwrap_or_default(),
            particles: person.particles.clone(),
            surname: person.surname.clone(),
        };
        let Some(id) = self.add_as(&name, &Role::UNKNOWN, true) else { return };
        if let Some(own) = self.list.get_mut(id as usize) {
            own.roles.extend(person.roles.iter().cloned());
            own.initials.extend(person.initials.iter().cloned());
        }
        self.index_namesake(id);
    }

    /// Adds a person from a list, whose surname alone counts only if it is rare.
    pub(crate) fn add_listed(&mut self, person: Person, user: &str) {
        let Ok(id) = u32::try_from(self.list.len()) else { return };
        let given: Vec<String> = person.given.iter().cloned().collect();
        self.list.push(Person { external: true, ..person });
        self.index_surname(id);
        self.index_given(id, &given);
        if user.len() >= 3 {
            self.lower_case.insert(user);
            self.capitalized.insert(user);
            self.by_local_part.insert(user, id);
        }
    }

    /// Indexes a new person under the surname and its words.
    fn index_surname(&mut self, id: u32) {
        let Some(person) = self.list.get(id as usize) else { return };
        let (surname, external) = (person.surname.clone(), person.external);
        if surname.is_empty() {
            return;
        }
        self.by_surname.insert(&surname, id);
        self.insert_forms(&surname);
        for half in surname.split('-') {
            let mut words = half.split(' ').filter(|w| !particle::is_particle(w));
            if let Some(head) = words.next().filter(|h| h.chars().count() > 1) {
                self.by_surname_word.insert(head, id);
                if !external {
                    self.lower_case.insert(head);
                }
                if head != surname {
                    self.insert_forms(head);
                }
            }
        }
    }

    /// Indexes a person under new given names, and under the initials and user IDs derived from the
    /// whole name.
    fn index_given(&mut self, id: u32, names: &[String]) {
        let external = self.list.get(id as usize).is_none_or(|p| p.external);
        for given in names {
            self.given.insert(given, id);
            self.insert_forms(given);
            if !external {
                self.lower_case.insert(given);
            }
        }
        self.index_namesake(id);
        let Self { list, by_local_part, capitalized, lower_case, derived_initials, .. } = self;
        let Some(person) = list.get(id as usize) else { return };
        if !person.external {
            for mark in initials::initials_of(person) {
                capitalized.insert(&mark);
                derived_initials.insert(mark);
            }
        }
        local_parts(person, |local| {
            by_local_part.insert(local, id);
            lower_case.insert(local);
            // For people from lists, only forms in lower case, as user IDs are written.
            if !person.external {
                capitalized.insert(local);
            }
        });
    }

    /// Indexes a person among those with the same surname, if there are many.
    fn index_namesake(&mut self, id: u32) {
        let Some(person) = self.list.get(id as usize).filter(|p| !p.surname.is_empty()) else {
            return;
        };
        let Some(ids) = self.by_surname.get(&person.surname) else { return };
        if ids.len() <= MANY {
            return;
        }
        let namesakes = self.namesakes.entry(word_hash(&person.surname));
        let namesakes = namesakes.or_insert_with(|| {
            let mut all = Namesakes::default();
            for id in ids {
                if let Some(person) = self.list.get(*id as usize) {
                    all.insert(*id, person);
                }
            }
            all
        });
        namesakes.insert(id, person);
    }

    /// Adds a word, its genitives and its first half to the filter of capitalized words.
    fn insert_forms(&mut self, key: &str) {
        self.capitalized.insert(key);
        let mut form = String::with_capacity(key.len() + 2);
        form.push_str(key);
        form.push_str("'s");
        self.capitalized.insert(&form);
        form.truncate(key.len() + 1);
        self.capitalized.insert(&form);
        form.truncate(key.len());
        form.push('s');
        self.capitalized.insert(&form);
        if let Some((head, _)) = key.split_once('-') {
            self.capitalized.insert(head);
        }
    }

    /// The person with this local part of an email address or user ID.
    pub(crate) fn by_local(&self, local: &str) -> Option<u32> {
        let plain: String = fold(local).chars().filter(|c| c.is_alphabetic()).collect();
        self.by_local_part.get(&plain)
    }
}
