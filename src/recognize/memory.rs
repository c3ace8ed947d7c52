//! The people of a document and of a dossier: once a full name is known, every shorter form
//! of that person is found, with care for names that are ordinary words.

use super::hash::{Quick, Sieve};
use super::lexicon::{Lexicon, fold};
use super::names::{Name, Page, cues, exclusions, grammar, lists};
use super::token::Kind;
use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One person, by all the forms that were seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Surname without particles, folded; empty if only a given name is known.
    pub surname: String,
    /// Particles, folded.
    pub particles: String,
    /// Given names, folded.
    pub given: BTreeSet<String>,
    /// Initials without dots, folded.
    pub initials: BTreeSet<String>,
    /// Roles that the texts gave.
    pub roles: BTreeSet<Role>,
    /// Known from another file or a list, not from this document.
    pub foreign: bool,
}

impl Person {
    /// The one role of this person, and whether the texts contradict each other.
    pub fn role(&self) -> (Role, bool) {
        let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
        let rank = [
            Role::MINISTER,
            Role::REPRESENTATIVE,
            Role::EXECUTIVE,
            Role::TOP_OFFICIAL,
            Role::JUDICIARY,
            Role::SPOKESPERSON,
            Role::MANAGER,
            Role::EXPERT,
            Role::OFFICIAL,
            Role::CITIZEN,
        ];
        let role = rank.iter().find(|r| self.roles.contains(r)).cloned().unwrap_or(Role::UNKNOWN);
        let hidden = self.roles.contains(&Role::OFFICIAL) || self.roles.contains(&Role::CITIZEN);
        let conflict = hidden && public.contains(&role);
        (role, conflict)
    }

    /// Whether a name may be this person's: nothing in it speaks against it.
    pub fn fits(&self, name: &Name) -> bool {
        if self.surname != name.surname {
            return false;
        }
        if !self.particles.is_empty()
            && !name.particles.is_empty()
            && self.particles != name.particles
        {
            return false;
        }
        let first = |g: &String| g.chars().next();
        let mine: Vec<char> = self.initials.iter().chain(&self.given).filter_map(first).collect();
        let theirs = name.initials.chars().next().or_else(|| name.given.first().and_then(first));
        let same_letter = theirs.is_none_or(|c| mine.is_empty() || mine.contains(&c));
        let prefix = name.initials.is_empty()
            || self.initials.is_empty()
            || self
                .initials
                .iter()
                .any(|i| i.starts_with(&name.initials) || name.initials.starts_with(i.as_str()));
        let given = name.given.is_empty()
            || self.given.is_empty()
            || name.given.iter().any(|g| self.given.contains(g));
        same_letter && prefix && given
    }

    fn take(&mut self, name: &Name, role: &Role) {
        self.given.extend(name.given.iter().cloned());
        if !name.initials.is_empty() {
            self.initials.insert(name.initials.clone());
        }
        if self.particles.is_empty() {
            self.particles.clone_from(&name.particles);
        }
        if *role != Role::UNKNOWN {
            self.roles.insert(role.clone());
        }
    }
}

/// All people that are known, and the words under which they are looked up.
#[derive(Clone, Debug, Default)]
pub struct People {
    list: Vec<Person>,
    by_surname: HashMap<String, Vec<u32>, Quick>,
    heads: HashMap<String, Vec<u32>, Quick>,
    given: HashMap<String, Vec<u32>, Quick>,
    locals: HashMap<String, u32, Quick>,
    /// Initials that stand alone as someone's mark: `SPH`.
    marks: BTreeSet<String>,
    /// Every word under which someone is looked up.
    sieve: Sieve,
}

impl People {
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

    /// Whether this surname is someone's.
    pub fn has_surname(&self, surname: &str) -> bool {
        self.by_surname.contains_key(surname)
    }

    /// Files a name; gives the number of its person.
    pub fn add(&mut self, name: &Name, role: &Role) -> Option<u32> {
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
                    ..Person::default()
                };
                self.list.push(person);
                id
            }
        };
        if let Some(person) = self.list.get_mut(id as usize) {
            person.take(name, role);
        }
        self.index(id, name);
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
        let before = self.list.len();
        let Some(id) = self.add(&name, &Role::UNKNOWN) else { return };
        let fresh = self.list.len() > before;
        if let Some(own) = self.list.get_mut(id as usize) {
            own.roles.extend(person.roles.iter().cloned());
            own.initials.extend(person.initials.iter().cloned());
            own.foreign = fresh;
        }
    }

    /// Files a person from a list, whose surname alone counts only if it is rare.
    pub fn add_listed(&mut self, person: &Person, user: &str) {
        let Ok(id) = u32::try_from(self.list.len()) else { return };
        let name = Name {
            given: person.given.iter().cloned().collect(),
            initials: person.initials.iter().next().cloned().unwrap_or_default(),
            particles: person.particles.clone(),
            surname: person.surname.clone(),
        };
        self.list.push(Person { foreign: true, ..person.clone() });
        self.index(id, &name);
        if user.len() >= 3 {
            self.sieve.put(user);
            self.locals.entry(user.to_owned()).or_insert(id);
        }
    }

    fn index(&mut self, id: u32, name: &Name) {
        let sieve = &mut self.sieve;
        let mut put = |map: &mut HashMap<String, Vec<u32>, Quick>, key: &str| {
            sieve.put(key);
            sieve.put(&format!("{key}s"));
            sieve.put(&format!("{key}'s"));
            sieve.put(&format!("{key}'"));
            // A double given name is looked up by its first half.
            sieve.put(key.split('-').next().unwrap_or(key));
            let list = map.entry(key.to_owned()).or_default();
            if !list.contains(&id) {
                list.push(id);
            }
        };
        if !name.surname.is_empty() {
            put(&mut self.by_surname, &name.surname);
            for half in name.surname.split('-') {
                let words: Vec<&str> =
                    half.split(' ').filter(|w| !grammar::is_particle(w)).collect();
                if let Some(head) = words.first().filter(|h| h.chars().count() > 1) {
                    put(&mut self.heads, head);
                }
            }
        }
        for given in &name.given {
            put(&mut self.given, given);
        }
        for local in self.get(id).map(local_parts).unwrap_or_default() {
            self.sieve.put(&local);
            self.locals.entry(local).or_insert(id);
        }
    }

    /// The person whose mail address or user id this local part is.
    pub fn by_local(&self, local: &str) -> Option<u32> {
        let plain: String = fold(local).chars().filter(|c| c.is_alphabetic()).collect();
        self.locals.get(&plain).copied()
    }

    /// Adds every shorter form of a known person in this reading.
    pub fn find(&self, page: &Page<'_>, taken: &[Span], out: &mut Vec<Hit>) {
        if self.list.is_empty() && self.marks.is_empty() {
            return;
        }
        let t = page.tokens;
        let mut cursor = 0;
        for index in 0..t.len() {
            let Some(token) = t.get(index) else { break };
            let usable = matches!(token.kind, Kind::Capital | Kind::Upper)
                || matches!(token.kind, Kind::Lower | Kind::Mixed) && token.end - token.start >= 5;
            if !usable || !self.sieve.may_hold(t.word(index)) {
                continue;
            }
            while taken.get(cursor).is_some_and(|s| s.end <= token.start as usize) {
                cursor += 1;
            }
            if taken.get(cursor).is_some_and(|s| s.start <= token.start as usize) {
                continue;
            }
            let mut word = fold(t.word(index));
            if let Some(cut) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
                word.truncate(cut.len());
            }
            if matches!(token.kind, Kind::Lower | Kind::Mixed) {
                self.user_id(page, index, &word, out);
                continue;
            }
            let mark = token.kind == Kind::Upper && word.len() <= 4 && self.marks.contains(&word);
            if mark && !page.lexicon.folded(&word).word() {
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
                let bound = index > 0 && grammar::is_particle(t.word(index - 1));
                let word_like = page.lexicon.word(t.word(index)).word();
                if (bound || !word_like) && !page.lexicon.word(t.word(index)).surname() {
                    self.lone_surname(page, index, ids, out);
                }
            } else {
                self.user_id(page, index, &word, out);
            }
        }
    }

    fn user_id(&self, page: &Page<'_>, index: usize, word: &str, out: &mut Vec<Hit>) {
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let Some(id) = self.locals.get(plain).filter(|_| plain.len() >= 5) else { return };
        let known = page.lexicon.folded(plain);
        if known.word() || known.given() || known.surname() || known.place() {
            return;
        }
        let span = page.tokens.span(index, index + 1);
        let mut hit = Hit::new(
            span,
            Category::STAFF_NUMBER,
            Likelihood::Likely,
            Evidence::of("gebruikersnaam"),
        );
        hit.role = self.get(*id).map(|p| p.role().0).unwrap_or(Role::UNKNOWN);
        out.push(hit);
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
        let upper = t.kind(index) == Kind::Upper;
        if word_like && !bound && !named {
            let sentence = lists::starts_sentence(page, start);
            let alone = t.begins(start) && (t.is_border(end) || end >= t.len());
            let acting = !person.foreign && lists::acts(page, end);
            let begins = sentence && !(alone && known.surname() || acting);
            if begins || known.place() && place_in_front(page, start) || person.foreign || upper {
                return false;
            }
        }
        if person.foreign && (known.common() || known.word()) && !bound && !named {
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

    fn push(
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

/// Whether these words of a surname stand here; the index after them.
fn matches_at(page: &Page<'_>, index: usize, form: &str) -> Option<usize> {
    let t = page.tokens;
    let mut i = index;
    let mut first = true;
    for word in form.split([' ', '-']).filter(|w| !w.is_empty()) {
        if first && grammar::is_particle(word) {
            continue;
        }
        if !first {
            while t.is(i, '-') || t.kind(i) == Kind::Line {
                i += 1;
            }
        }
        let mut here = fold(t.word(i));
        if let Some(cut) = here.strip_suffix("'s") {
            here.truncate(cut.len());
        }
        if here != word && here.strip_suffix('s') != Some(word) {
            return None;
        }
        i += 1;
        first = false;
    }
    (!first).then_some(i)
}

/// Takes in the particles in front, in any case; tells whether they are the person's.
fn left_particles(page: &Page<'_>, index: usize, particles: &str) -> (usize, bool) {
    let t = page.tokens;
    let mut start = index;
    for word in particles.rsplit(' ').filter(|w| !w.is_empty()) {
        let mut before = start;
        while before > 0
            && (t.kind(before - 1) == Kind::Line || t.is(before - 1, '-') && !t.spaced(before - 1))
        {
            before -= 1;
        }
        if before == 0 || fold(t.word(before - 1)) != word {
            return (index, false);
        }
        start = before - 1;
    }
    (start, start < index)
}

/// Takes in a given name or initial that stands in front and that no recognizer knew.
fn left_given(page: &Page<'_>, start: usize) -> (usize, bool) {
    let t = page.tokens;
    let Some(before) = start.checked_sub(1) else { return (start, false) };
    if t.kind(before) != Kind::Capital || !t.spaced(start) {
        return (start, false);
    }
    let word = t.word(before);
    let known = page.lexicon.word(word);
    let open =
        !known.word() && !known.place() && !exclusions::is_body(word) && cues::of(word).is_none();
    if open || known.given() && !lists::starts_sentence(page, before) {
        (before, true)
    } else {
        (start, false)
    }
}

/// Whether a word of place stands in front: `te Zwolle`, `in Hoorn`, `gemeente Beek`.
fn place_in_front(page: &Page<'_>, start: usize) -> bool {
    let t = page.tokens;
    let Some(before) = start.checked_sub(1) else { return false };
    matches!(
        fold(t.word(before)).as_str(),
        "te" | "in"
            | "naar"
            | "uit"
            | "gemeente"
            | "rechtbank"
            | "provincie"
            | "bij"
            | "regio"
            | "stad"
            | "omgeving"
            | "vanuit"
            | "gerechtshof"
            | "waterschap"
            | "politie"
            | "haven"
            | "ggd"
    ) || t.kind(before) == Kind::Upper && t.word(before).len() == 2
}

/// Whether this is one word of a longer proper noun that is no name.
fn joined(page: &Page<'_>, start: usize, end: usize) -> bool {
    let t = page.tokens;
    let left = start > 0 && t.is(start - 1, '-') && !t.spaced(start) && !t.spaced(start - 1);
    let right =
        t.is(end, '-') && !t.spaced(end) && t.kind(end + 1) == Kind::Lower && !t.spaced(end + 1);
    let dotted = t.is(end, '.') && !t.spaced(end) && t.is_word(end + 1) && !t.spaced(end + 1);
    left && t.kind(start.saturating_sub(2)) == Kind::Lower || right || dotted
}

/// The local parts and user ids that offices derive from a name, without marks.
fn local_parts(person: &Person) -> BTreeSet<String> {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let bare = letters(&person.surname);
    let full = letters(&format!("{}{}", person.particles, person.surname));
    let mut out = BTreeSet::new();
    if bare.len() < 2 {
        return out;
    }
    let firsts = person.initials.iter().chain(&person.given).filter_map(|s| s.chars().next());
    for first in firsts {
        for surname in [&bare, &full] {
            out.insert(format!("{surname}{first}"));
            out.insert(format!("{first}{surname}"));
        }
    }
    for initials in &person.initials {
        for surname in [&bare, &full] {
            out.insert(format!("{surname}{initials}"));
            out.insert(format!("{initials}{surname}"));
        }
    }
    for given in &person.given {
        let given = letters(given);
        for surname in [&bare, &full] {
            out.insert(format!("{given}{surname}"));
            out.insert(format!("{surname}{given}"));
        }
    }
    out.retain(|l| l.len() >= 4);
    out
}

/// The name that a personal mail address gives away, where the lists know its surname.
pub fn from_local(local: &str, lexicon: &Lexicon) -> Option<Name> {
    let folded = fold(local);
    let parts: Vec<&str> = folded
        .split(['.', '_', '-'])
        .map(|p| p.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|p| !p.is_empty())
        .collect();
    let (first, last) = (*parts.first()?, *parts.last()?);
    if parts.len() < 2 {
        return None;
    }
    let (particles, surname) = split_particles(last, lexicon)?;
    let single = parts[..parts.len() - 1].iter().all(|p| p.len() == 1);
    let name = if single {
        Name { initials: parts[..parts.len() - 1].concat(), particles, surname, given: Vec::new() }
    } else if lexicon.folded(first).given() {
        Name { given: vec![first.to_owned()], particles, surname, initials: String::new() }
    } else {
        return None;
    };
    Some(name)
}

fn split_particles(glued: &str, lexicon: &Lexicon) -> Option<(String, String)> {
    if lexicon.folded(glued).surname() {
        return Some((String::new(), glued.to_owned()));
    }
    let heads: [(&str, &str); 12] = [
        ("vanden", "van den"),
        ("vander", "van der"),
        ("vande", "van de"),
        ("vant", "van 't"),
        ("opden", "op den"),
        ("inden", "in den"),
        ("int", "in 't"),
        ("van", "van"),
        ("den", "den"),
        ("der", "der"),
        ("ter", "ter"),
        ("de", "de"),
    ];
    heads.into_iter().find_map(|(glue, particles)| {
        let rest = glued.strip_prefix(glue).filter(|r| r.len() > 2)?;
        let known = lexicon.folded(rest).surname();
        known.then(|| (particles.to_owned(), rest.to_owned()))
    })
}

/// What a dossier knows of its people, by surname and first letters, so that no order of
/// files matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dossier {
    people: BTreeMap<String, Person>,
}

impl Dossier {
    /// Files the full names of a document.
    pub fn learn(&mut self, people: &People) {
        for person in people.iter().filter(|p| !p.foreign) {
            let full = !person.surname.is_empty()
                && !(person.given.is_empty() && person.initials.is_empty());
            if full {
                self.put(person.clone());
            }
        }
    }

    fn put(&mut self, person: Person) {
        let given = person.given.iter().next().cloned().unwrap_or_default();
        let initials = person.initials.iter().next().cloned().unwrap_or_default();
        let key = format!("{}|{}|{given}|{initials}", person.surname, person.particles);
        let own = self.people.entry(key).or_default();
        own.surname = person.surname;
        own.particles = person.particles;
        own.given.extend(person.given);
        own.initials.extend(person.initials);
        own.roles.extend(person.roles);
        own.foreign = true;
    }

    /// Adds what another dossier knows.
    pub fn merge(&mut self, other: Self) {
        for person in other.people.into_values() {
            self.put(person);
        }
    }

    /// The people, in a fixed order.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }
}
