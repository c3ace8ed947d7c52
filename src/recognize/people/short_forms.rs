//! The shorter forms of people that are known: surname alone, given name alone, initials, user ids.

use crate::model::{Category, Evidence, Likelihood, Role, Span};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::{not_a_name, sentence};
use crate::recognize::names::lexicon::particle;
use crate::recognize::people::context::{
    given_name_before, is_joined, is_place, is_subject, particles_before, surname_at,
};
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::initials;
use crate::recognize::people::person::Person;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::{Token, TokenKind, TokenLine};
use crate::recognize::text::tokens::Tokens;
use std::collections::BTreeSet;

impl PeopleIndex {
    /// Whether somebody may be known under the word at this token.
    fn may_know(&self, token: Token) -> bool {
        match token.kind {
            TokenKind::Capital | TokenKind::Upper => {
                self.capitalized.may_contain(token.fingerprint())
            }
            TokenKind::Lower => {
                token.end - token.start >= 3 && self.lower_case.may_contain(token.fingerprint())
            }
            // User ids bear digits that nobody filed.
            TokenKind::Mixed => token.end - token.start >= 3,
            _ => false,
        }
    }

    /// The words of a reading under which somebody may be known, for each of several groups of people.
    pub(crate) fn candidates<const N: usize>(t: &Tokens<'_>, groups: [&Self; N]) -> [Vec<u32>; N] {
        let mut out = [const { Vec::new() }; N];
        let groups =
            groups.map(|g| (!g.list.is_empty() || !g.lone_initials.is_empty()).then_some(g));
        for (token, index) in t.iter().zip(0..) {
            for (group, list) in groups.iter().zip(&mut out) {
                if group.is_some_and(|g| g.may_know(token)) {
                    list.push(index);
                }
            }
        }
        for (group, list) in groups.iter().zip(&mut out) {
            if group.is_some_and(|g| !g.in_document.is_empty()) {
                let broken = |line: TokenLine| u32::try_from(line.end().checked_sub(1)?).ok();
                list.extend(t.lines().filter_map(broken).filter(|i| broken_word(t, *i as usize)));
                list.sort_unstable();
                list.dedup();
            }
        }
        out
    }

    /// `Okonk` over `wo`: somebody of this document whose name a narrow cell breaks without a hyphen.
    fn broken(&self, ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
        let t = ctx.tokens;
        if !broken_word(t, index) {
            return false;
        }
        let whole = fold(t.word(index)) + &fold(t.word(index + 2));
        let own = |id: &&u32| self.get(**id).is_some_and(|p| !p.external);
        let by = |list: Option<&[u32]>| -> Vec<u32> {
            list.into_iter().flatten().filter(own).copied().collect()
        };
        for (ids, why) in [
            (by(self.by_surname_word.get(&whole)), "achternaam bekend"),
            (by(self.given.get(&whole)), "voornaam bekend"),
        ] {
            if !ids.is_empty() {
                self.push(ctx, index, index + 3, &ids, why, out);
                return true;
            }
        }
        false
    }

    /// Adds every shorter form of a known person in this reading, at the words that [`Self::candidates`] gave.
    pub(crate) fn find_short_forms(
        &self,
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
            if matches!(token.kind, TokenKind::Lower | TokenKind::Mixed) {
                if !self.lower_case_name(ctx, index, &word, out) {
                    self.user_id(ctx, index, &word, out);
                }
                continue;
            }
            let mark = initials::looks_like_initials(ctx, index)
                && (token.kind == TokenKind::Upper && self.lone_initials.contains(&word)
                    || self.derived_initials.contains(&word) && initials::means_person(ctx, index));
            if mark && (token.kind == TokenKind::Upper || !ctx.lexicon.folded(&word).word()) {
                let span = t.span(index, index + 1);
                let why = Evidence::of("paraaf bekend");
                out.push(Hit::new(span, Category::NAME, Likelihood::Likely, why));
                continue;
            }
            if let Some(ids) = self.by_surname_word.get(&word) {
                if self.lone_surname(ctx, index, ids, out) {
                    continue;
                }
            }
            let double = t.is(index + 1, '-')
                && !t.spaced(index + 1)
                && t.kind(index + 2) == TokenKind::Capital;
            if double {
                let second = fold(t.word(index + 2));
                let second = second.strip_suffix("'s").unwrap_or(&second);
                let both = format!("{word}-{second}");
                if let Some(ids) = self.given.get(&both) {
                    self.lone_given(ctx, index, ids, out);
                    continue;
                }
            }
            let stem = word.strip_suffix('s').filter(|s| s.len() > 2);
            let ids = self.given.get(&word).or_else(|| stem.and_then(|s| self.given.get(s)));
            if let Some(ids) = ids {
                self.lone_given(ctx, index, ids, out);
            } else if let Some(ids) = stem.and_then(|s| self.by_surname_word.get(s)) {
                // `Hoekstras plan`, `Bakkers` after its particle only.
                let bound = index > 0 && particle::begins(t, index - 1);
                let word_like = ctx.lexicon.word(t.word(index)).word();
                if (bound || !word_like) && !ctx.lexicon.word(t.word(index)).surname() {
                    self.lone_surname(ctx, index, ids, out);
                }
            } else {
                self.user_id(ctx, index, &word, out);
            }
        }
    }

    /// A surname alone; tells whether it was one.
    fn lone_surname(
        &self,
        ctx: &NameContext<'_>,
        index: usize,
        ids: &[u32],
        out: &mut Vec<Hit>,
    ) -> bool {
        let t = ctx.tokens;
        // All words of a surname of several must be there, or one half of a double one.
        let mut best: Option<(usize, u32)> = None;
        for id in ids {
            let Some(person) = self.get(*id) else { continue };
            for form in forms(&person.surname) {
                if let Some(end) = surname_at(ctx, index, form) {
                    if best.is_none_or(|(e, _)| end > e) {
                        best = Some((end, *id));
                    }
                }
            }
        }
        let Some((end, id)) = best else { return false };
        let Some(person) = self.get(id) else { return false };
        let (start, bound) = particles_before(ctx, index, &person.particles);
        let (start, named) = given_name_before(ctx, start);
        let folded = fold(t.word(index));
        let known = ctx.lexicon.word(t.word(index));
        let word_like =
            known.word() || known.place() || known.given() || folded.chars().count() <= 3;
        // Capitals say nothing among capitals; between small letters they stress a name.
        let stressed = index > 0
            && t.kind(index - 1) == TokenKind::Lower
            && t.kind(end) == TokenKind::Lower
            && !person.external
            && known.surname();
        let upper = t.kind(index) == TokenKind::Upper && !stressed;
        if word_like && !bound && !named {
            let sentence = sentence::starts_sentence(ctx, start);
            let alone = t.begins(start) && (t.is_border(end) || end >= t.len());
            let acting = !person.external && is_subject(ctx, end);
            let begins = sentence && !(alone && known.surname() || acting);
            if begins || known.place() && is_place(ctx, start) || person.external || upper {
                return false;
            }
        }
        if person.external && (known.common() || known.word()) && !bound && !named {
            return false;
        }
        // `het product Kroon Zeker Plus`, `Smit Kunststoffen`: a noun with a capital goes on.
        let next = ctx.lexicon.word(t.word(end));
        // `Tip 14 uit de brochure`
        let counted = t.kind(end) == TokenKind::Number && !t.is(end + 1, '.');
        if known.word() && counted && !named && !bound {
            return false;
        }
        let goes_on = t.kind(end) == TokenKind::Capital && t.spaced(end) && next.word();
        if goes_on && !named && !bound && !next.surname() && !next.given() {
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
        if not_a_name::reason(ctx, &found).is_some() || is_joined(ctx, start, end) {
            return false;
        }
        let mut same: Vec<u32> = ids.to_vec();
        same.retain(|i| self.get(*i).is_some_and(|p| p.surname == person.surname));
        self.push(ctx, start, end, &same, "achternaam bekend", out);
        true
    }

    fn lone_given(&self, ctx: &NameContext<'_>, index: usize, ids: &[u32], out: &mut Vec<Hit>) {
        let t = ctx.tokens;
        let known = ctx.lexicon.word(t.word(index));
        let sentence = sentence::starts_sentence(ctx, index);
        let alone = t.begins(index)
            && (t.is_border(index + 1) || index + 1 >= t.len() || t.is(index + 1, ','));
        let openers =
            ["wil", "ben", "dan", "mei", "storm", "april", "door", "mits", "bij", "roos", "beer"];
        let folded = fold(t.word(index));
        if openers.contains(&folded.as_str()) && sentence && !alone {
            return;
        }
        let native = ids.iter().any(|i| self.get(*i).is_some_and(|p| !p.external));
        if !native
            || known.place() && is_place(ctx, index)
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
        let name = PersonName { given: vec![folded], ..PersonName::default() };
        let found = NameMatch { start: index, end, name };
        if not_a_name::reason(ctx, &found).is_some() {
            return;
        }
        self.push(ctx, index, end, ids, "voornaam bekend", out);
    }

    pub(crate) fn push(
        &self,
        ctx: &NameContext<'_>,
        start: usize,
        end: usize,
        ids: &[u32],
        why: &'static str,
        out: &mut Vec<Hit>,
    ) {
        let mut span = ctx.tokens.span(start, end);
        // The genitive stays in the sentence.
        let text = ctx.tokens.text.get(span.start..span.end).unwrap_or_default();
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
        hit.name = ids.first().and_then(|i| self.get(*i)).map(|p| PersonName {
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

/// Whether a line ends in a word with a capital, and the next begins with small letters.
fn broken_word(t: &Tokens<'_>, index: usize) -> bool {
    t.kind(index) == TokenKind::Capital
        && t.kind(index + 1) == TokenKind::Line
        && t.kind(index + 2) == TokenKind::Lower
        && t.word(index + 2).len() <= 12
}

/// The surname, and each half of a double one.
fn forms(surname: &str) -> impl Iterator<Item = &str> {
    let halves = surname.contains('-').then(|| surname.split('-')).into_iter().flatten();
    std::iter::once(surname).chain(halves)
}
