//! Whether what stands in a field that asks for people is somebody's name.

use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::{full_name, not_a_name};
use crate::recognize::names::layout::field_labels::{LabelStrength, label_at};
use crate::recognize::names::lexicon::cue_word;
use crate::recognize::text::token::TokenKind;

pub(crate) fn person_value(
    ctx: &NameContext<'_>,
    i: usize,
    strength: LabelStrength,
    strong: bool,
) -> Option<NameMatch> {
    let t = ctx.tokens;
    let found = full_name::any_form(ctx, i)?;
    // `Naam: Tom Tromphaven` ends like a street, and is nobody's address.
    let called = found.name.given.first().is_some_and(|g| ctx.lexicon.folded(g).given());
    let other = |reason| !(called && reason == "straat");
    if !is_plausible(ctx, &found) || not_a_name::reason(ctx, &found).is_some_and(other) {
        return None;
    }
    let name = &found.name;
    if !name.initials.is_empty() {
        return Some(found);
    }
    let head = name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let double = name.surname.contains(' ') && {
        let whole = ctx.lexicon.folded(&name.surname);
        whole.full() || whole.surname()
    };
    if double {
        return Some(found);
    }
    if last.word() && !last.surname() && !last.given() {
        return None;
    }
    let first = ctx.lexicon.word(t.word(i));
    if !name.given.is_empty() {
        // `Contactpersoon: Ping Cheung`: two words where the label asked for a person.
        let closes = t.is_border(found.end) || found.end >= t.len() || t.is(found.end, '(');
        let asked = strong && strength == LabelStrength::Person && closes && !last.word();
        // `Van: Berkum, Maike van`: somebody whose family came from there.
        let reversed = called && (found.start..found.end).any(|k| t.is(k, ','));
        let ordinary = first.word() && !first.given() && !asked || first.place() && !reversed;
        let office = cue_word::role_of(t.word(i)).is_some() || cue_word::role_of(head).is_some();
        return (!ordinary && !office).then_some(found);
    }
    single_word_value(ctx, found, strength, strong)
}

/// One word: a surname or given name that fills the cell.
fn single_word_value(
    ctx: &NameContext<'_>,
    mut found: NameMatch,
    strength: LabelStrength,
    strong: bool,
) -> Option<NameMatch> {
    let t = ctx.tokens;
    let i = found.start;
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = ctx.lexicon.word(head);
    let closes = t.is_border(found.end)
        || found.end >= t.len()
        || matches!(t.kind(found.end), TokenKind::Mark(',' | ';' | '(' | '<' | '[' | '/' | '"'))
        // `Geb.datum` is a label.
        || t.is(found.end, '.') && (t.spaced(found.end + 1) || found.end + 1 >= t.len());
    let short = t.kind(i) == TokenKind::Upper
        && t.word(i).len() <= 5
        && found.end == i + 1
        && !(strength == LabelStrength::Citizen && last.given());
    let fits = head.chars().count() > 2
        && (last.surname() || last.given() || !last.word())
        && !last.place()
        && !short;
    // `Naam: VAN DER SLUIJS`: the particle is no label of a mail.
    let bound = !found.name.particles.is_empty();
    let office = cue_word::role_of(head).is_some() || label_at(ctx, i).is_some() && !bound;
    let weak = strength == LabelStrength::Weak && !(last.surname() || last.given());
    if !(closes && fits && !office && !weak && (strong || !last.word())) {
        return None;
    }
    if last.given() && !last.surname() && found.name.particles.is_empty() {
        found.name = PersonName { given: vec![found.name.surname], ..PersonName::default() };
    }
    Some(found)
}
