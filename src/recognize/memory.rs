//! The people of a document and of a dossier: once a full name is known, every shorter form
//! of that person is found, with care for names that are ordinary words.

use super::around::{joined, left_given, left_particles, matches_at, place_in_front, subject};
use super::hash::{Firsts, Index, Sieve};
use super::lexicon::fold;
use super::local::local_parts;
use super::marks;
use super::names::{Name, Page, exclusions, lists, particles};
use super::person::Person;
use super::token::{Kind, Line, Token, Tokens};
use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use std::collections::BTreeSet;

/// All people that are known, and the words under which they are looked up.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub(super) list: Vec<Person>,
    /// Who of them stands in this document.
    pub(super) own: Vec<u32>,
    by_surname: Index,
    pub(super) heads: Index,
    pub(super) given: Index,
    pub(super) locals: Firsts,
    /// Initials that stand alone as someone's mark: `SPH`.
    marks: BTreeSet<String>,
    /// Initials of people of this document with the first letter of their surname: `HL`, `JdV`.
    derived: BTreeSet<String>,
    /// Every word with a capital under which someone is looked up.
    sieve: Sieve,
    /// The same for words without one: user ids, and surnames typed in small letters.
    small: Sieve,
}

/// Whether a line ends in a word with a capital, and the next begins with small letters.
fn broken_word(t: &Tokens<'_>, index: usize) -> bool {
    t.kind(index) == Kind::Capital
        && t.kind(index + 1) == Kind::Line
        && t.kind(index + 2) == Kind::Lower
        && t.word(index + 2).len() <= 12
}

impl People {
    /// Nobody yet, with room for a list of so many.
    pub fn sized(people: usize) -> Self {
        let mut out = Self {
            list: Vec::with_capacity(people),
            sieve: Sieve::sized(people.saturating_mul(10)),
            small: Sieve::sized(people.saturating_mul(10)),
            ..Self::default()
        };
        for index in [&mut out.by_surname, &mut out.heads, &mut out.given] {
            index.reserve(people);
        }
        out.locals.reserve(people.saturating_mul(6));
        out
    }

    /// The person under this number.
    pub fn get(&self, id: u32) -> Option<&Person> {
        self.list.get(id as usize)
    }

    /// How many people are known.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All people, in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.list.iter()
    }

    /// The person that a name fits, if it is but one.
    pub fn find_id(&self, name: &Name) -> Option<u32> {
        let list = if name.surname.is_empty() {
            self.given.get(name.given.first()?)?
        } else {
            self.by_surname.get(&name.surname)?
        };
        let mut fits = list
            .iter()
            .copied()
            .filter(|id| name.surname.is_empty() || self.get(*id).is_some_and(|p| p.fits(name)));
        let first = fits.next()?;
        let bare = name.given.is_empty() && name.initials.is_empty();
        (!bare || fits.next().is_none()).then_some(first)
    }

    /// Whether a surname alone may be somebody's who acts in public and somebody's who does not: it is
    /// the half of a double name of the one and the name of the other.
    pub fn ambiguous(&self, name: &Name) -> bool {
        let bare = name.given.is_empty() && name.initials.is_empty();
        let Some(ids) = self.heads.get(&name.surname).filter(|_| bare) else { return false };
        let public = |p: &Person| {
            let (role, _) = p.role();
            [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE].contains(&role)
        };
        let mut people = ids.iter().filter_map(|id| self.get(*id)).filter(|p| !p.foreign);
        let first = people.next().map(public);
        people.any(|p| Some(public(p)) != first)
    }

    /// Whether this surname is someone's.
    pub fn has_surname(&self, surname: &str) -> bool {
        self.by_surname.holds(surname)
    }

    /// Files a name; gives the number of its person.
    pub fn add(&mut self, name: &Name, role: &Role) -> Option<u32> {
        self.add_as(name, role, false)
    }

    fn add_as(&mut self, name: &Name, role: &Role, foreign: bool) -> Option<u32> {
        if name.surname.is_empty() && name.given.is_empty() {
            if name.initials.len() >= 2 {
                self.marks.insert(name.initials.clone());
                self.sieve.put(&name.initials);
            }
            return None;
        }
        let found = if name.surname.is_empty() {
            name.given.first().and_then(|g| self.given.get(g)).and_then(|l| l.first()).copied()
        } else {
            let same = self.by_surname.get(&name.surname);
            same.and_then(|l| {
                l.iter().copied().find(|id| self.get(*id).is_some_and(|p| p.fits(name)))
            })
        };
        let id = match found {
            Some(id) => id,
            None => {
                let id = u32::try_from(self.list.len()).ok()?;
                let person = Person {
                    surname: name.surname.clone(),
                    particles: name.particles.clone(),
                    foreign,
                    ..Person::default()
                };
                self.list.push(person);
                if !foreign {
                    self.own.push(id);
                }
                id
            }
        };
        let known = found.is_some();
        let new = self.list.get_mut(id as usize).is_none_or(|person| person.take(name, role));
        if new || !known {
            self.index(id, name);
        }
        Some(id)
    }

    /// Files a whole person, known from elsewhere.
    pub fn add_person(&mut self, person: &Person) {
        let name = Name {
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
    }

    /// Files a person from a list, whose surname alone counts only if it is rare.
    pub fn add_listed(&mut self, person: Person, user: &str) {
        let Ok(id) = u32::try_from(self.list.len()) else { return };
        let name = Name {
            given: person.given.iter().cloned().collect(),
            initials: person.initials.iter().next().cloned().unwrap_or_default(),
            particles: person.particles.clone(),
            surname: person.surname.clone(),
        };
        self.list.push(Person { foreign: true, ..person });
        self.index(id, &name);
        if user.len() >= 3 {
            self.small.put(user);
            self.sieve.put(user);
            self.locals.put(user, id);
        }
    }

    fn index(&mut self, id: u32, name: &Name) {
        if !name.surname.is_empty() {
            self.by_surname.put(&name.surname, id);
            self.seen(&name.surname);
            for half in name.surname.split('-') {
                let mut words = half.split(' ').filter(|w| !particles::is_particle(w));
                if let Some(head) = words.next().filter(|h| h.chars().count() > 1) {
                    self.heads.put(head, id);
                    if self.list.get(id as usize).is_some_and(|p| !p.foreign) {
                        self.small.put(head);
                    }
                    if head != name.surname {
                        self.seen(head);
                    }
                }
            }
        }
        for given in &name.given {
            self.given.put(given, id);
            self.seen(given);
            if self.list.get(id as usize).is_some_and(|p| !p.foreign) {
                self.small.put(given);
            }
        }
        let Self { list, locals, sieve, small, derived, .. } = self;
        let Some(person) = list.get(id as usize) else { return };
        if !person.foreign {
            for mark in marks::of(person) {
                sieve.put(&mark);
                derived.insert(mark);
            }
        }
        local_parts(person, |local| {
            locals.put(local, id);
            small.put(local);
            // Of a long list only the forms that user ids have: small letters.
            if !person.foreign {
                sieve.put(local);
            }
        });
    }

    /// Lets a word, its genitives and its first half through the sieve.
    fn seen(&mut self, key: &str) {
        self.sieve.put(key);
        let mut form = String::with_capacity(key.len() + 2);
        form.push_str(key);
        form.push_str("'s");
        self.sieve.put(&form);
        form.truncate(key.len() + 1);
        self.sieve.put(&form);
        form.truncate(key.len());
        form.push('s');
        self.sieve.put(&form);
        if let Some((head, _)) = key.split_once('-') {
            self.sieve.put(head);
        }
    }

    /// The person whose mail address or user id this local part is.
    pub fn by_local(&self, local: &str) -> Option<u32> {
        let plain: String = fold(local).chars().filter(|c| c.is_alphabetic()).collect();
        self.locals.get(&plain)
    }

    /// Whether somebody may be known under the word at this token.
    fn may_know(&self, token: Token) -> bool {
        match token.kind {
            Kind::Capital | Kind::Upper => self.sieve.may_hold(token.stamp()),
            Kind::Lower => token.end - token.start >= 3 && self.small.may_hold(token.stamp()),
            // User ids bear digits that nobody filed.
            Kind::Mixed => token.end - token.start >= 3,
            _ => false,
        }
    }

    /// The words of a reading under which somebody may be known, for each of several groups of people.
    pub fn candidates<const N: usize>(t: &Tokens<'_>, groups: [&Self; N]) -> [Vec<u32>; N] {
        let mut out = [const { Vec::new() }; N];
        let groups = groups.map(|g| (!g.list.is_empty() || !g.marks.is_empty()).then_some(g));
        for (token, index) in t.iter().zip(0..) {
            for (group, list) in groups.iter().zip(&mut out) {
                if group.is_some_and(|g| g.may_know(token)) {
                    list.push(index);
                }
            }
        }
        for (group, list) in groups.iter().zip(&mut out) {
            if group.is_some_and(|g| !g.own.is_empty()) {
                let broken = |line: Line| u32::try_from(line.end().checked_sub(1)?).ok();
                list.extend(t.lines().filter_map(broken).filter(|i| broken_word(t, *i as usize)));
                list.sort_unstable();
                list.dedup();
            }
        }
        out
    }

    /// `Okonk` over `wo`: somebody of this document whose name a narrow cell breaks without a hyphen.
    fn broken(&self, page: &Page<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
        let t = page.tokens;
        if !broken_word(t, index) {
            return false;
        }
        let whole = fold(t.word(index)) + &fold(t.word(index + 2));
        let own = |id: &&u32| self.get(**id).is_some_and(|p| !p.foreign);
        let by = |list: Option<&[u32]>| -> Vec<u32> {
            list.into_iter().flatten().filter(own).copied().collect()
        };
        for (ids, why) in [
            (by(self.heads.get(&whole)), "achternaam bekend"),
            (by(self.given.get(&whole)), "voornaam bekend"),
        ] {
            if !ids.is_empty() {
                self.push(page, index, index + 3, &ids, why, out);
                return true;
            }
        }
        false
    }

    /// Adds every shorter form of a known person in this reading, at the words that [`Self::candidates`] gave.
    pub fn find(&self, page: &Page<'_>, words: &[u32], taken: &[Span], out: &mut Vec<Hit>) {
        let t = page.tokens;
        let mut cursor = 0;
        for index in words.iter().map(|i| *i as usize) {
            let Some(token) = t.get(index) else { break };
            while taken.get(cursor).is_some_and(|s| s.end <= token.start as usize) {
                cursor += 1;
            }
            if taken.get(cursor).is_some_and(|s| s.start <= token.start as usize) {
                continue;
            }
            if self.broken(page, index, out) {
                continue;
            }
            let mut word = fold(t.word(index));
            if let Some(cut) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
                word.truncate(cut.len());
            }
            if matches!(token.kind, Kind::Lower | Kind::Mixed) {
                if !self.small_letters(page, index, &word, out) {
                    self.user_id(page, index, &word, out);
                }
                continue;
            }
            let mark = marks::shaped(page, index)
                && (token.kind == Kind::Upper && self.marks.contains(&word)
                    || self.derived.contains(&word) && marks::meant(page, index));
            if mark && (token.kind == Kind::Upper || !page.lexicon.folded(&word).word()) {
                let span = t.span(index, index + 1);
                let why = Evidence::of("paraaf bekend");
                out.push(Hit::new(span, Category::NAME, Likelihood::Likely, why));
                continue;
            }
            if let Some(ids) = self.heads.get(&word) {
                if self.lone_surname(page, index, ids, out) {
                    continue;
                }
            }
            let double =
                t.is(index + 1, '-') && !t.spaced(index + 1) && t.kind(index + 2) == Kind::Capital;
            if double {
                let second = fold(t.word(index + 2));
                let second = second.strip_suffix("'s").unwrap_or(&second);
                let both = format!("{word}-{second}");
                if let Some(ids) = self.given.get(&both) {
                    self.lone_given(page, index, ids, out);
                    continue;
                }
            }
            let stem = word.strip_suffix('s').filter(|s| s.len() > 2);
            let ids = self.given.get(&word).or_else(|| stem.and_then(|s| self.given.get(s)));
            if let Some(ids) = ids {
                self.lone_given(page, index, ids, out);
            } else if let Some(ids) = stem.and_then(|s| self.heads.get(s)) {
                // `Hoekstras plan`, `Bakkers` after its particle only.
                let bound = index > 0 && particles::begins(t, index - 1);
                let word_like = page.lexicon.word(t.word(index)).word();
                if (bound || !word_like) && !page.lexicon.word(t.word(index)).surname() {
                    self.lone_surname(page, index, ids, out);
                }
            } else {
                self.user_id(page, index, &word, out);
            }
        }
    }

    /// A surname alone; tells whether it was one.
    fn lone_surname(&self, page: &Page<'_>, index: usize, ids: &[u32], out: &mut Vec<Hit>) -> bool {
        let t = page.tokens;
        // All words of a surname of several must be there, or one half of a double one.
        let mut best: Option<(usize, u32)> = None;
        for id in ids {
            let Some(person) = self.get(*id) else { continue };
            for form in forms(&person.surname) {
                if let Some(end) = matches_at(page, index, form) {
                    if best.is_none_or(|(e, _)| end > e) {
                        best = Some((end, *id));
                    }
                }
            }
        }
        let Some((end, id)) = best else { return false };
        let Some(person) = self.get(id) else { return false };
        let (start, bound) = left_particles(page, index, &person.particles);
        let (start, named) = left_given(page, start);
        let folded = fold(t.word(index));
        let known = page.lexicon.word(t.word(index));
        let word_like =
            known.word() || known.place() || known.given() || folded.chars().count() <= 3;
        // Capitals say nothing among capitals; between small letters they stress a name.
        let stressed = index > 0
            && t.kind(index - 1) == Kind::Lower
            && t.kind(end) == Kind::Lower
            && !person.foreign
            && known.surname();
        let upper = t.kind(index) == Kind::Upper && !stressed;
        if word_like && !bound && !named {
            let sentence = lists::starts_sentence(page, start);
            let alone = t.begins(start) && (t.is_border(end) || end >= t.len());
            let acting = !person.foreign && subject(page, end);
            let begins = sentence && !(alone && known.surname() || acting);
            if begins || known.place() && place_in_front(page, start) || person.foreign || upper {
                return false;
            }
        }
        if person.foreign && (known.common() || known.word()) && !bound && !named {
            return false;
        }
        // `het product Kroon Zeker Plus`, `Smit Kunststoffen`: a noun with a capital goes on.
        let next = page.lexicon.word(t.word(end));
        // `Tip 14 uit de brochure`
        if known.word() && t.kind(end) == Kind::Number && !named && !bound {
            return false;
        }
        let goes_on = t.kind(end) == Kind::Capital && t.spaced(end) && next.word();
        if goes_on && !named && !bound && !next.surname() && !next.given() {
            return false;
        }
        let found = super::names::Found {
            start,
            end,
            name: Name {
                particles: person.particles.clone(),
                surname: person.surname.clone(),
                ..Name::default()
            },
        };
        if exclusions::reason(page, &found).is_some() || joined(page, start, end) {
            return false;
        }
        let mut same: Vec<u32> = ids.to_vec();
        same.retain(|i| self.get(*i).is_some_and(|p| p.surname == person.surname));
        self.push(page, start, end, &same, "achternaam bekend", out);
        true
    }

    fn lone_given(&self, page: &Page<'_>, index: usize, ids: &[u32], out: &mut Vec<Hit>) {
        let t = page.tokens;
        let known = page.lexicon.word(t.word(index));
        let sentence = lists::starts_sentence(page, index);
        let alone = t.begins(index)
            && (t.is_border(index + 1) || index + 1 >= t.len() || t.is(index + 1, ','));
        let openers =
            ["wil", "ben", "dan", "mei", "storm", "april", "door", "mits", "bij", "roos", "beer"];
        let folded = fold(t.word(index));
        if openers.contains(&folded.as_str()) && sentence && !alone {
            return;
        }
        let native = ids.iter().any(|i| self.get(*i).is_some_and(|p| !p.foreign));
        if !native
            || known.place() && place_in_front(page, index)
            || t.kind(index) == Kind::Upper && known.word()
        {
            return;
        }
        let mut end = index + 1;
        if t.is(end, '-')
            && !t.spaced(end)
            && t.kind(end + 1) == Kind::Capital
            && !t.spaced(end + 1)
        {
            end += 2;
        }
        let name = Name { given: vec![folded], ..Name::default() };
        let found = super::names::Found { start: index, end, name };
        if exclusions::reason(page, &found).is_some() {
            return;
        }
        self.push(page, index, end, ids, "voornaam bekend", out);
    }

    pub(super) fn push(
        &self,
        page: &Page<'_>,
        start: usize,
        end: usize,
        ids: &[u32],
        why: &'static str,
        out: &mut Vec<Hit>,
    ) {
        let mut span = page.tokens.span(start, end);
        // The genitive stays in the sentence.
        let text = page.tokens.text.get(span.start..span.end).unwrap_or_default();
        if let Some(cut) = text.strip_suffix("'s") {
            span.end = span.start + cut.len();
        }
        let mut hit = Hit::new(span, Category::NAME, Likelihood::Likely, Evidence::of(why));
        let roles: BTreeSet<(Role, bool)> =
            ids.iter().filter_map(|i| self.get(*i)).map(Person::role).collect();
        let public = |r: &Role| {
            matches!(r.as_str(), "bewindspersoon" | "volksvertegenwoordiger" | "bestuurder")
        };
        let shown = roles.iter().filter(|(r, _)| public(r)).count();
        if let Some((role, conflict)) = roles.first().filter(|_| roles.len() == 1) {
            hit.role = role.clone();
            hit.conflict = *conflict;
        } else if shown > 0 && shown < roles.len() {
            // The same surname, in office and not: a person must look.
            hit.conflict = true;
            hit.evidence.push(Evidence::of("zelfde achternaam, ander ambt"));
        } else if let Some((role, _)) = roles.iter().find(|(r, _)| *r != Role::UNKNOWN) {
            hit.role = role.clone();
        }
        hit.name = ids.first().and_then(|i| self.get(*i)).map(|p| Name {
            surname: p.surname.clone(),
            particles: p.particles.clone(),
            given: if p.surname.is_empty() {
                p.given.iter().cloned().collect()
            } else {
                Vec::new()
            },
            initials: String::new(),
        });
        out.push(hit);
    }
}

/// The surname, and each half of a double one.
fn forms(surname: &str) -> impl Iterator<Item = &str> {
    let halves = surname.contains('-').then(|| surname.split('-')).into_iter().flatten();
    std::iter::once(surname).chain(halves)
}
