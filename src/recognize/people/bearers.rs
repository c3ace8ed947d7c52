//! People who share a word of their names, and what is known if only that word occurs.

use crate::model::{Category, Evidence, Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::PersonName;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::lexicon::particle::is_particle;
use crate::recognize::people::context::surname_at;
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::person::Person;
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::collections::{BTreeSet, HashMap};

/// What is known of the people a word may refer to.
#[derive(Clone, Debug)]
pub(crate) struct Bearers {
    role: Role,
    /// Whether the texts contradict each other about the role.
    conflict: bool,
    /// Whether one of them acts in public, and another does not.
    contradictory: bool,
    /// The surname of the first of them, or the given names if there is no surname.
    name: Option<PersonName>,
    /// Whether one of them is named in this document.
    pub(crate) in_document: bool,
}

impl Bearers {
    /// For the people with these numbers.
    pub(crate) fn of(people: &PeopleIndex, ids: &[u32]) -> Self {
        let all = || ids.iter().filter_map(|id| people.get(*id));
        let roles: BTreeSet<(Role, bool)> = all().map(Person::role).collect();
        let public = |r: &Role| {
            matches!(r.as_str(), "bewindspersoon" | "volksvertegenwoordiger" | "bestuurder")
        };
        let shown = roles.iter().filter(|(r, _)| public(r)).count();
        let contradictory = roles.len() > 1 && shown > 0 && shown < roles.len();
        let known = roles.iter().find(|(r, _)| *r != Role::UNKNOWN);
        let (role, conflict) = match roles.first() {
            Some((role, conflict)) if roles.len() == 1 => (role.clone(), *conflict),
            _ if contradictory => (Role::UNKNOWN, true),
            _ => (known.map_or(Role::UNKNOWN, |(role, _)| role.clone()), false),
        };
        let name = all().next().map(|p| PersonName {
            surname: p.surname.clone(),
            particles: p.particles.clone(),
            given: if p.surname.is_empty() {
                p.given.iter().cloned().collect()
            } else {
                Vec::new()
            },
            initials: String::new(),
        });
        let in_document = all().any(|p| !p.external);
        Self { role, conflict, contradictory, name, in_document }
    }

    /// Adds tokens `start` up to but excluding `end` as a name of theirs.
    pub(crate) fn push(
        &self,
        ctx: &NameContext<'_>,
        start: usize,
        end: usize,
        why: &'static str,
        out: &mut Vec<Hit>,
    ) {
        let mut span = ctx.tokens.span(start, end);
        // The genitive is not part of the name.
        let text = ctx.tokens.text.get(span.start..span.end).unwrap_or_default();
        if let Some(cut) = text.strip_suffix("'s") {
            span.end = span.start + cut.len();
        }
        let mut hit = Hit::new(span, Category::NAME, Likelihood::Likely, Evidence::of(why));
        hit.role = self.role.clone();
        hit.conflict = self.conflict;
        if self.contradictory {
            hit.evidence.push(Evidence::of("zelfde achternaam, ander ambt"));
        }
        hit.name.clone_from(&self.name);
        out.push(hit);
    }
}

/// The people whose surnames share a word.
#[derive(Debug, Default)]
pub(crate) struct SurnameBearers {
    /// Every surname, and each half of a double one, once; with the first person who has it.
    forms: Vec<(String, u32)>,
    /// Indices into `forms` of those of a single word.
    singles: Vec<usize>,
    /// Indices into `forms` of the others, by their second word.
    by_second: HashMap<String, Vec<usize>, FixedState>,
    by_surname: HashMap<String, Bearers, FixedState>,
}

impl SurnameBearers {
    /// For the people with these numbers, indexed under `word`.
    pub(crate) fn of(people: &PeopleIndex, ids: &[u32], word: &str) -> Self {
        // A form that starts with another word cannot occur where this one does.
        let same = |first: &str| {
            first == word
                || first.strip_suffix('s') == Some(word)
                || word.strip_suffix('s') == Some(first)
        };
        let mut out = Self::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut groups: HashMap<&str, Vec<u32>, FixedState> = HashMap::default();
        for id in ids {
            let Some(person) = people.get(*id) else { continue };
            groups.entry(&person.surname).or_default().push(*id);
            for form in forms(&person.surname).filter(|form| seen.insert(form)) {
                let words = form.split([' ', '-']).filter(|w| !w.is_empty());
                let mut words = words.skip_while(|w| is_particle(w));
                if !words.next().is_some_and(same) {
                    continue;
                }
                let place = out.forms.len();
                match words.next() {
                    Some(second) => out.by_second.entry(second.to_owned()).or_default().push(place),
                    None => out.singles.push(place),
                }
                out.forms.push((form.to_owned(), *id));
            }
        }
        let bearers =
            |(surname, ids): (&str, Vec<u32>)| (surname.to_owned(), Bearers::of(people, &ids));
        out.by_surname = groups.into_iter().map(bearers).collect();
        out
    }

    /// The longest form at this token: one past its end, and the first person who has it.
    pub(crate) fn longest(&self, ctx: &NameContext<'_>, index: usize) -> Option<(usize, u32)> {
        let t = ctx.tokens;
        let mut next = index + 1;
        while t.is(next, '-') || t.kind(next) == TokenKind::Line {
            next += 1;
        }
        let mut second = fold(t.word(next));
        if let Some(cut) = second.strip_suffix("'s") {
            second.truncate(cut.len());
        }
        let by = |word: &str| self.by_second.get(word).into_iter().flatten().copied();
        let plural = second.strip_suffix('s').map(by).into_iter().flatten();
        let places = self.singles.iter().copied().chain(by(&second)).chain(plural);
        let found = places.filter_map(|place| {
            let (form, id) = self.forms.get(place)?;
            Some((surname_at(ctx, index, form)?, std::cmp::Reverse(place), *id))
        });
        found.max().map(|(end, _, id)| (end, id))
    }

    /// The people with this whole surname.
    pub(crate) fn of_surname(&self, surname: &str) -> Option<&Bearers> {
        self.by_surname.get(surname)
    }
}

/// The surname, and each half of a double one.
fn forms(surname: &str) -> impl Iterator<Item = &str> {
    let halves = surname.contains('-').then(|| surname.split('-')).into_iter().flatten();
    std::iter::once(surname).chain(halves)
}
