//! Names of people of the document that are typed in lower case.

use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::people::bearers::Bearers;
use crate::recognize::people::context::{is_joined, particles_before, surname_at};
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::collections::HashMap;

/// People of this document with the same surname and particles.
#[derive(Debug, Default)]
struct Family {
    surname: String,
    particles: String,
    /// For each given name: the first person who has it, as the place in the list and the number.
    by_given: HashMap<String, (usize, u32), FixedState>,
}

/// Finds names in lower case.
pub(crate) struct LowerCase<'a> {
    people: &'a PeopleIndex,
    given: HashMap<String, Option<Bearers>, FixedState>,
    families: HashMap<String, Vec<Family>, FixedState>,
}

impl<'a> LowerCase<'a> {
    /// For these people.
    pub(crate) fn new(people: &'a PeopleIndex) -> Self {
        Self { people, given: HashMap::default(), families: HashMap::default() }
    }

    /// Adds the name in lower case at this token: a full one, `jan de vries`, or a given name
    /// alone. Whether there is one.
    pub(crate) fn find(
        &mut self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        // People from lists occur in lower case only as user IDs.
        if self.people.in_document.is_empty() {
            return false;
        }
        self.given_name(ctx, index, word, out)
            || self.full_name(ctx, index, word, out)
            || self.in_file_name(ctx, index, word, out)
    }

    /// Adds a given name that is not another word: `jeroen kijkt mee`.
    fn given_name(
        &mut self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        if ctx.tokens.kind(index) != TokenKind::Lower || word.len() <= 3 {
            return false;
        }
        let people = self.people;
        let Some(ids) = people.given.get(word) else { return false };
        if !self.given.contains_key(word) {
            let own =
                |id: &u32| people.get(*id).is_some_and(|p| !p.external && p.given.contains(word));
            let ids: Vec<u32> = ids.iter().copied().filter(own).collect();
            let bearers = (!ids.is_empty()).then(|| Bearers::of(people, &ids));
            self.given.insert(word.to_owned(), bearers);
        }
        let Some(Some(bearers)) = self.given.get(word) else { return false };
        let known = ctx.lexicon.folded(word);
        if is_joined(ctx, index, index + 1) || !known.given() || known.word() {
            return false;
        }
        bearers.push(ctx, index, index + 1, "voornaam bekend", out);
        true
    }

    /// Adds a surname that is no other word, within the name of a file: `intake_quastel_2023.docx`.
    fn in_file_name(
        &self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        let t = ctx.tokens;
        let people = self.people;
        let bar = |i: usize| t.is(i, '_') && !t.spaced(i);
        let within = bar(index + 1) || index > 0 && bar(index - 1) && !t.spaced(index);
        let known = ctx.lexicon.folded(word);
        if !within || word.len() < 4 || known.word() || known.place() {
            return false;
        }
        let own = |id: &u32| people.get(*id).is_some_and(|p| !p.external);
        let ids: Vec<u32> = people
            .by_surname_word
            .get(word)
            .into_iter()
            .flatten()
            .copied()
            .filter(|id| own(id))
            .collect();
        if ids.is_empty() {
            return false;
        }
        Bearers::of(people, &ids).push(ctx, index, index + 1, "naam bekend", out);
        true
    }

    /// Adds a surname with a given name in front.
    fn full_name(
        &mut self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        let people = self.people;
        let Some(ids) = people.by_surname_word.get(word) else { return false };
        if !self.families.contains_key(word) {
            self.families.insert(word.to_owned(), families(people, ids));
        }
        let families = self.families.get(word).map(Vec::as_slice).unwrap_or_default();
        let found = families.iter().filter_map(|family| in_front(ctx, index, family));
        let Some((_, id, start, end)) = found.min() else { return false };
        Bearers::of(people, &[id]).push(ctx, start, end, "naam bekend", out);
        true
    }
}

/// The people of this document, grouped by surname and particles.
fn families(people: &PeopleIndex, ids: &[u32]) -> Vec<Family> {
    let mut out: Vec<Family> = Vec::new();
    let mut places: HashMap<(&str, &str), usize, FixedState> = HashMap::default();
    for (order, id) in ids.iter().enumerate() {
        let Some(person) = people.get(*id).filter(|p| !p.external) else { continue };
        let place = *places.entry((&person.surname, &person.particles)).or_insert_with(|| {
            let (surname, particles) = (person.surname.clone(), person.particles.clone());
            out.push(Family { surname, particles, ..Family::default() });
            out.len() - 1
        });
        if let Some(family) = out.get_mut(place) {
            for given in &person.given {
                family.by_given.entry(given.clone()).or_insert((order, *id));
            }
        }
    }
    out
}

/// The person of a family whose name ends at this token: place in the list, number, first token,
/// one past the last.
fn in_front(
    ctx: &NameContext<'_>,
    index: usize,
    family: &Family,
) -> Option<(usize, u32, usize, usize)> {
    let t = ctx.tokens;
    let end = surname_at(ctx, index, &family.surname)?;
    let (start, bound) = particles_before(ctx, index, &family.particles);
    let mut before = start.checked_sub(1)?;
    let mut given = fold(t.word(before));
    if before > 1 && t.is(before - 1, '-') && !t.spaced(before) && !t.spaced(before - 1) {
        before -= 2;
        given = format!("{}-{given}", fold(t.word(before)));
    }
    let (order, id) = *family.by_given.get(&given).filter(|_| t.is_word(before))?;
    (bound || family.particles.is_empty()).then_some((order, id, before, end))
}
