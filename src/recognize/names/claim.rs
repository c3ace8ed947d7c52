//! Turns the match of a name into a hit, with the reason why it may not be a person.

use crate::model::{Category, Evidence, Likelihood, Role};
use crate::recognize::hit::Hit;
use crate::recognize::name::NameMatch;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::not_a_name;
use crate::recognize::text::token::TokenKind;

/// Evidence of positions where nothing but people stand.
const FOR_PEOPLE: &[&str] = &[
    "veld",
    "kolom van personen",
    "kolommen van personen",
    "naamveld",
    "ondertekening",
    "mailkop",
    "citaatkop",
    "titel",
    "spreker",
];

impl NameContext<'_> {
    /// A hit on a name; `why` is its evidence.
    pub(crate) fn hit(&self, found: NameMatch, likelihood: Likelihood, why: &'static str) -> Hit {
        let span = self.tokens.span(found.start, found.end);
        let mut hit = Hit::new(span, Category::NAME, likelihood, Evidence::of(why));
        // `Naam: Tom Tromphaven`: where only a person can stand, a name with given name or initials
        // that ends like a street is one.
        let full = !found.name.given.is_empty() || !found.name.initials.is_empty();
        let numbered = self.tokens.kind(found.end) == TokenKind::Number;
        let person = full && !numbered && FOR_PEOPLE.contains(&why);
        let reason = not_a_name::reason(self, &found);
        if let Some(reason) = reason.filter(|reason| !(person && *reason == "straat")) {
            hit.evidence.push(Evidence::new(format!("niet: {reason}")));
            hit.conflict = true;
        }
        hit.name = Some(found.name);
        hit
    }

    /// A hit on a name whose words give the role.
    pub(crate) fn hit_as(
        &self,
        found: NameMatch,
        likelihood: Likelihood,
        why: &'static str,
        role: Role,
    ) -> Hit {
        let mut hit = self.hit(found, likelihood, why);
        hit.role = role;
        hit
    }
}
