//! People in small letters: names of those who type without capitals, user ids.

use crate::model::{Category, Evidence, Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::people::context::{is_joined, particles_before, surname_at};
use crate::recognize::people::index::PeopleIndex;
use crate::recognize::people::person::Person;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

impl PeopleIndex {
    /// `jan de vries`: a person of this document whose whole name is typed in small letters.
    pub(crate) fn lower_case_name(
        &self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) -> bool {
        // Of a list only user ids are typed so.
        if self.in_document.is_empty() {
            return false;
        }
        let t = ctx.tokens;
        // `jeroen kijkt mee`: whoever types so fast knows no capitals.
        let own = |id: &&u32| self.get(**id).is_some_and(|p| !p.external && p.given.contains(word));
        let ids: Vec<u32> =
            self.given.get(word).into_iter().flatten().filter(own).copied().collect();
        let alone = t.kind(index) == TokenKind::Lower && word.len() > 3;
        if alone && !ids.is_empty() && !is_joined(ctx, index, index + 1) {
            let known = ctx.lexicon.folded(word);
            if known.given() && !known.word() {
                self.push(ctx, index, index + 1, &ids, "voornaam bekend", out);
                return true;
            }
        }
        for id in self.by_surname_word.get(word).into_iter().flatten() {
            let Some(person) = self.get(*id).filter(|p| !p.external) else { continue };
            let Some(end) = surname_at(ctx, index, &person.surname) else { continue };
            let (start, bound) = particles_before(ctx, index, &person.particles);
            let Some(mut before) = start.checked_sub(1) else { continue };
            let mut given = fold(t.word(before));
            if before > 1 && t.is(before - 1, '-') && !t.spaced(before) && !t.spaced(before - 1) {
                before -= 2;
                given = format!("{}-{given}", fold(t.word(before)));
            }
            let named = t.is_word(before) && person.given.contains(given.as_str());
            if named && (bound || person.particles.is_empty()) {
                self.push(ctx, before, end, &[*id], "naam bekend", out);
                return true;
            }
        }
        false
    }

    pub(crate) fn user_id(
        &self,
        ctx: &NameContext<'_>,
        index: usize,
        word: &str,
        out: &mut Vec<Hit>,
    ) {
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if plain.len() < 4 || plain.len() < 5 && plain.len() == word.len() {
            return;
        }
        let digits = plain.len() < word.len();
        let prefix = || digits.then(|| self.by_prefix(plain)).flatten();
        let Some(id) = self.by_local_part.get(plain).or_else(prefix) else { return };
        let known = ctx.lexicon.folded(plain);
        if !digits && (known.word() || known.given() || known.surname() || known.place()) {
            return;
        }
        let span = ctx.tokens.span(index, index + 1);
        let mut hit = Hit::new(
            span,
            Category::STAFF_NUMBER,
            Likelihood::Likely,
            Evidence::of("gebruikersnaam"),
        );
        hit.role = self.get(id).map(|p| p.role().0).unwrap_or(Role::UNKNOWN);
        out.push(hit);
    }

    /// `kamm0203`, `haanm03`: letters of the surname of somebody of this document, before digits.
    fn by_prefix(&self, plain: &str) -> Option<u32> {
        let fits = |p: &Person| {
            let initial = |tail: &str| {
                let given = p.given.iter().any(|g| g.starts_with(tail));
                tail.len() <= 2
                    && (given
                        || p.initials.iter().any(|i| i.starts_with(tail))
                        || p.given.is_empty())
            };
            // `ROLDE2` of R.J. Oldehinkel
            let led = || {
                plain.split_at_checked(1).is_some_and(|(first, rest)| {
                    rest.len() >= 4 && p.surname.starts_with(rest) && initial(first)
                })
            };
            p.surname.len() >= 4
                && (p.surname.starts_with(plain)
                    || plain.strip_prefix(p.surname.as_str()).is_some_and(initial)
                    || led())
        };
        self.in_document.iter().copied().find(|id| self.get(*id).is_some_and(fits))
    }
}
