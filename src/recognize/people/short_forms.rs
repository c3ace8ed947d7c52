//! Shorter forms of the names of known people: a surname alone, a given name alone, initials.

use crate::model::{Category, Evidence, Likelihood, Span};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::{not_a_name, sentence};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::people::bearers::{Bearers, SurnameBearers};
use crate::recognize::people::context::{
    given_name_before, is_joined, is_place, is_subject, particles_before,
};
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::initials;
use crate::recognize::people::lower_case::LowerCase;
use crate::recognize::people::person::Person;
use crate::recognize::people::user_id::UserIds;
use crate::recognize::text::hash::FixedState;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::{Token, TokenKind, TokenLine};
use crate::recognize::text::tokens::Tokens;
use std::collections::HashMap;

/// Indices of the tokens under which somebody may be known, in order, for each of several groups of
/// people.
pub(crate) fn candidates<const N: usize>(
    t: &Tokens<'_>,
    groups: [&PeopleIndex; N],
) -> [Vec<u32>; N] {
    let mut out = [const { Vec::new() }; N];
    let groups = groups.map(|g| (!g.list.is_empty() || !g.lone_initials.is_empty()).then_some(g));
    for (token, index) in t.iter().zip(0..) {
        for (group, list) in groups.iter().zip(&mut out) {
            if group.is_some_and(|g| may_know(g, token)) {
                list.push(index);
            }
        }
    }
    for (group, list) in groups.iter().zip(&mut out) {
        if group.is_some_and(|g| !g.in_document.is_empty()) {
            let broken = |line: TokenLine| u32::try_from(line.end().checked_sub(1)?).ok();
            list.extend(t.lines().filter_map(broken).filter(|i| is_broken_word(t, *i as usize)));
            list.sort_unstable();
            list.dedup();
        }
    }
    out
}

/// Whether somebody may be known under the word at this token.
fn may_know(people: &PeopleIndex, token: Token) -> bool {
    match token.kind {
        TokenKind::Capital | TokenKind::Upper => {
            people.capitalized.may_contain(token.fingerprint())
        }
        TokenKind::Lower => {
            token.end - token.start >= 3 && people.lower_case.may_contain(token.fingerprint())
        }
        // A user ID may end in digits that are in no index.
        TokenKind::Mixed => token.end - token.start >= 3,
        _ => false,
    }
}

/// Finds shorter forms. What a word may refer to is computed once, however often it occurs and
/// however many people share it.
pub(crate) struct ShortForms<'a> {
    people: &'a PeopleIndex,
    given: HashMap<String, Bearers, FixedState>,
    surnames: HashMap<String, SurnameBearers, FixedState>,
    lower_case: LowerCase<'a>,
    user_ids: UserIds<'a>,
}

impl<'a> ShortForms<'a> {
    /// For these people.
    pub(crate) fn new(people: &'a PeopleIndex) -> Self {
        Self {
            people,
            given: HashMap::default(),
            surnames: HashMap::default(),
            lower_case: LowerCase::new(people),
            user_ids: UserIds::new(people),
        }
    }

    /// Adds every shorter form in a text, at the tokens from [`candidates`]; `taken` are the spans
    /// of names already found, sorted.
    pub(crate) fn find(
        &mut self,
        ctx: &NameContext<'_>,
        words: &[u32],
        taken: &[Span],
        out: &mut Vec<Hit>,
    ) {
        let t = ctx.tokens;
        let mut cursor = 0;
        for index in words.iter().map(|i| *i as usize) {
            let Some(token) = t.get(index) else { break };
            while taken.get(cursor).is_some_and(|s| s.end <= token.start as usize) {
                cursor += 1;
            }
            if taken.get(cursor).is_some_and(|s| s.start <= token.start as usize) {
                continue;
            }
            if self.broken(ctx, index, out) {
                continue;
            }
            let mut word = fold(t.word(index));
            if let Some(cut) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
                word.truncate(cut.len());
            }
            if !matches!(token.kind, TokenKind::Lower | TokenKind::Mixed) {
                self.capitalized(ctx, index, &word, out);
            } else if !self.lower_case.find(ctx, index, &word, out) {
                self.user_ids.find(ctx, index, &word, out);
            }
        }
    }

    /// Adds a name of this document that a narrow cell breaks without a hyphen: `Okonk` above `wo`.
    fn broken(&self, ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
        let t = ctx.tokens;
        if !is_broken_word(t, index) {
            return false;
        }
        let people = self.people;
        let whole = fold(t.word(index)) + &fold(t.word(index + 2));
        let own = |id: &&u32| people.get(**id).is_some_and(|p| !p.external);
        let by = |list: Option<&[u32]>| -> Vec<u32> {
            list.into_iter().flatten().filter(own).copied().collect()
        };
        for (ids, why) in [
            (by(people.by_surname_word.get(&whole)), "achternaam bekend"),
            (by(people.given.get(&whole)), "voornaam bekend"),
        ] {
            if !ids.is_empty() {
                Bearers::of(people, &ids).push(ctx, index, index + 3, why, out);
                return true;
            }
        }
        false
    }

    /// Adds what a capitalized word stands for: initials, a surname, a given name or a user ID.
    fn capitalized(&mut self, ctx: &NameContext<'_>, index: usize, word: &str, out: &mut Vec<Hit>) {
        let t = ctx.tokens;
        let people = self.people;
        let upper = t.kind(index) == TokenKind::Upper;
        let known = initials::looks_like_initials(ctx, index)
            && (upper && people.lone_initials.contains(word)
                || people.derived_initials.contains(word) && initials::means_person(ctx, index));
        let surname = |word: &str| people.by_surname_word.get(&fold(word)).is_some();
        let abbreviation = || upper && initials::is_abbreviation(t.text, t.word(index), surname);
        if known && is_reference(t, index) {
            return;
        }
        if known && (upper || !ctx.lexicon.folded(word).word()) && !abbreviation() {
            let span = t.span(index, index + 1);
            let why = Evidence::of("paraaf bekend");
            out.push(Hit::new(span, Category::NAME, Likelihood::Likely, why));
            return;
        }
        if self.lone_surname(ctx, index, word, out) {
            return;
        }
        let double =
            t.is(index + 1, '-') && !t.spaced(index + 1) && t.kind(index + 2) == TokenKind::Capital;
        if double {
            let second = fold(t.word(index + 2));
            let second = second.strip_suffix("'s").unwrap_or(&second);
            let both = format!("{word}-{second}");
            if people.given.contains(&both) {
                self.lone_given(ctx, index, &both, out);
                return;
            }
        }
        let stem = word.strip_suffix('s').filter(|s| s.len() > 3);
        let given = [Some(word), stem].into_iter().flatten().find(|w| people.given.contains(w));
        if let Some(given) = given {
            self.lone_given(ctx, index, given, out);
        } else if let Some(stem) = stem.filter(|s| people.by_surname_word.contains(s)) {
            // `Hoekstras plan`, but `Bakkers` only after its particle.
            let bound = index > 0 && particle::begins(t, index - 1);
            let word_like = ctx.lexicon.word(t.word(index)).word();
            if (bound || !word_like) && !ctx.lexicon.word(t.word(index)).surname() {
                self.lone_surname(ctx, index, stem, out);
            }
        } else {
            self.user_ids.find(ctx, index, word, out);
        }
    }

    /// Adds a surname alone, of people indexed under `word`. Whether it is one.
    fn lone_surname(
        &mut self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        let people = self.people;
        let Some(ids) = people.by_surname_word.get(word) else { return false };
        if !self.surnames.contains_key(word) {
            self.surnames.insert(word.to_owned(), SurnameBearers::of(people, ids, word));
        }
        let Some(bearers) = self.surnames.get(word) else { return false };
        // All words of a surname, or all of one half of a double name.
        let Some((end, id)) = bearers.longest(ctx, index) else { return false };
        let Some(person) = people.get(id) else { return false };
        let (start, bound) = particles_before(ctx, index, &person.particles);
        let (start, named) = given_name_before(ctx, start);
        let span = TokenSpan { start, index, end };
        if !bound && !named && is_other_word(ctx, span, person) {
            return false;
        }
        let found = NameMatch {
            start,
            end,
            name: PersonName {
                particles: person.particles.clone(),
                surname: person.surname.clone(),
                ..PersonName::default()
            },
        };
        // `heeft Tom Tromphaven gezegd`: with the given name of somebody who is known, it is no street.
        let called = start < index
            && person.given.contains(&fold(ctx.tokens.word(start)))
            && ctx.tokens.kind(end) != TokenKind::Number;
        // `de casus Schaafstra`: the matter of somebody who is known.
        let matter = start > 0
            && matches!(
                ctx.tokens.word(start - 1),
                "casus" | "zaak" | "kwestie" | "dossier" | "affaire"
            );
        let other = |reason: &str| {
            !(called && reason == "straat" || matter && reason == "zaak, wet of instelling")
        };
        if not_a_name::reason(ctx, &found).is_some_and(other) || is_joined(ctx, start, end) {
            return false;
        }
        if let Some(all) = bearers.of_surname(&person.surname) {
            all.push(ctx, start, end, "achternaam bekend", out);
        }
        true
    }

    /// Adds a given name alone, of people indexed under `word`.
    fn lone_given(&mut self, ctx: &NameContext<'_>, index: usize, word: &str, out: &mut Vec<Hit>) {
        let t = ctx.tokens;
        let known = ctx.lexicon.word(t.word(index));
        let sentence = sentence::starts_sentence(ctx, index);
        let alone = t.begins(index)
            && (t.is_border(index + 1) || index + 1 >= t.len() || t.is(index + 1, ','));
        let openers = ["wil", "ben", "dan", "door", "mits", "bij"];
        let things = ["mei", "storm", "april", "roos", "beer"];
        let folded = fold(t.word(index));
        let speaks = t.is(index + 1, ':') && !t.is_border(index + 2);
        // `Storm licht het plan toe`, but `Storm op zee`.
        let thing = things.contains(&folded.as_str()) && !is_subject(ctx, index + 1);
        // `Wil heeft geen auto`: no verb follows that verb.
        let verb =
            matches!(folded.as_str(), "wil" | "ben") && sentence::is_person_verb(ctx, index + 1);
        if (thing || openers.contains(&folded.as_str()) && !verb) && sentence && !alone && !speaks {
            return;
        }
        let people = self.people;
        let Some(ids) = people.given.get(word) else { return };
        if !self.given.contains_key(word) {
            self.given.insert(word.to_owned(), Bearers::of(people, ids));
        }
        let Some(bearers) = self.given.get(word).filter(|b| b.in_document) else { return };
        if known.place() && is_place(ctx, index)
            || t.kind(index) == TokenKind::Upper && known.word()
        {
            return;
        }
        let mut end = index + 1;
        if t.is(end, '-')
            && !t.spaced(end)
            && t.kind(end + 1) == TokenKind::Capital
            && !t.spaced(end + 1)
        {
            end += 2;
        }
        // `Jan de Boerlaan`: a street.
        let mut last = end;
        while last < end + 3 && t.kind(last) == TokenKind::Lower && particle::begins(t, last) {
            last += 1;
        }
        if last > end && organization::street_ending(t.word(last)).is_some() {
            return;
        }
        let name = PersonName { given: vec![folded], ..PersonName::default() };
        let found = NameMatch { start: index, end, name };
        if not_a_name::reason(ctx, &found).is_none() {
            bearers.push(ctx, index, end, "voornaam bekend", out);
        }
    }
}

/// `TGB/vB/2201`: a reference that begins with the letters at this token.
fn is_reference(t: &Tokens<'_>, index: usize) -> bool {
    let mut i = index + 1;
    while i < index + 8 && t.is(i, '/') && !t.spaced(i) && !t.spaced(i + 1) {
        if t.kind(i + 1) == TokenKind::Number {
            return true;
        }
        i += 2;
    }
    false
}

/// Tokens `start` up to but excluding `end`; the one at `index` is a known word.
#[derive(Clone, Copy)]
struct TokenSpan {
    start: usize,
    index: usize,
    end: usize,
}

/// Whether a surname without particle or given name in front is rather another word.
fn is_other_word(ctx: &NameContext<'_>, span: TokenSpan, person: &Person) -> bool {
    let t = ctx.tokens;
    let TokenSpan { start, index, end } = span;
    let known = ctx.lexicon.word(t.word(index));
    let short = fold(t.word(index)).chars().count() <= 3;
    if known.word() || known.place() || known.given() || short {
        // Among capitals, capitals mean nothing; among lower-case words, they mark a name.
        let stressed = index > 0
            && t.kind(index - 1) == TokenKind::Lower
            && t.kind(end) == TokenKind::Lower
            && !person.external
            && known.surname();
        let upper = t.kind(index) == TokenKind::Upper && !stressed;
        let alone = t.begins(start) && (t.is_border(end) || end >= t.len());
        let acting = !person.external && is_subject(ctx, end);
        let begins = sentence::starts_sentence(ctx, start) && !(alone && known.surname() || acting);
        if begins || known.place() && is_place(ctx, start) || person.external || upper {
            return true;
        }
    }
    if person.external && (known.common() || known.word()) {
        return true;
    }
    // `Tip 14 uit de brochure`
    let counted = t.kind(end) == TokenKind::Number && !t.is(end + 1, '.');
    // `het product Kroon Zeker Plus`, `Smit Kunststoffen`: a longer proper noun.
    let next = ctx.lexicon.word(t.word(end));
    let goes_on = t.kind(end) == TokenKind::Capital && t.spaced(end) && next.word();
    known.word() && counted || goes_on && !next.surname() && !next.given()
}

/// Whether a line ends in a capitalized word and the next starts with a lower-case one.
fn is_broken_word(t: &Tokens<'_>, index: usize) -> bool {
    t.kind(index) == TokenKind::Capital
        && t.kind(index + 1) == TokenKind::Line
        && t.kind(index + 2) == TokenKind::Lower
        && t.word(index + 2).len() <= 12
}
