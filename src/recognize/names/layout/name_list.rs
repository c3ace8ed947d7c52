//! Lists of people: `Lotte Ammerlaan (vz), Ebrima Ceesay, Nikki (verslag) en PB`. If two items of a
//! list are names, the other items are too.

use crate::model::{Category, Likelihood};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::plausible::is_plausible;
use crate::recognize::names::grammar::{full_name, not_a_name, sentence};
use crate::recognize::names::lexicon::{cue_word, organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use std::collections::BTreeSet;

/// Longest remark in brackets after a name, in tokens.
const REMARK: usize = 14;

/// Adds the items next to names.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let full = |h: &&Hit| {
        let name = h.name.as_ref();
        let complete = name.is_some_and(|n| {
            !n.surname.is_empty() && !(n.given.is_empty() && n.initials.is_empty())
        });
        h.category == Category::NAME && complete && !h.conflict
    };
    let ends: Vec<(usize, usize)> = out
        .iter()
        .filter(full)
        .map(|h| (t.index_at(h.span.start), t.index_at(h.span.end)))
        .collect();
    let mut taken: BTreeSet<usize> = out
        .iter()
        .filter(|h| h.category == Category::NAME)
        .flat_map(|h| t.index_at(h.span.start)..t.index_at(h.span.end))
        .collect();
    let starts: BTreeSet<usize> = ends.iter().map(|(start, _)| *start).collect();
    for (_, end) in ends {
        let mut known = 1;
        let mut items = Vec::new();
        let mut i = end;
        for _ in 0..40 {
            let Some(next) = next_item(ctx, i) else { break };
            if starts.contains(&next) {
                known += 1;
                i = (next..next + 12).find(|k| !taken.contains(k)).unwrap_or(next);
                continue;
            }
            let Some(found) = list_item(ctx, next) else { break };
            i = found.end;
            items.push(found);
        }
        for found in items {
            let free = !(found.start..found.end).any(|k| taken.contains(&k));
            if free && (known > 1 || has_known_given(ctx, &found)) {
                taken.extend(found.start..found.end);
                out.push(ctx.hit(found, Likelihood::Likely, "naast een naam"));
            }
        }
    }
}

/// First token of the next item: past a remark in brackets and the separator.
fn next_item(ctx: &NameContext<'_>, end: usize) -> Option<usize> {
    let t = ctx.tokens;
    let mut i = end;
    if t.is(i, '(') {
        i = (i + 1..i + REMARK).find(|k| t.is(*k, ')'))? + 1;
    }
    let mark = matches!(t.kind(i), TokenKind::Mark(',' | ';')) || matches!(t.word(i), "en" | "and" | "&")
            // `Sem Haverkort / Ans`
            || t.is(i, '/') && t.spaced(i) && t.spaced(i + 1);
    if !mark {
        return None;
    }
    i = sentence::past_line_break(t, i + 1, true);
    if matches!(t.word(i), "en" | "and") {
        i += 1;
    }
    Some(i)
}

/// Whether one neighbor is enough for this name: its given name is known.
fn has_known_given(ctx: &NameContext<'_>, found: &NameMatch) -> bool {
    let first = ctx.lexicon.word(ctx.tokens.word(found.start));
    first.given() && !first.word() && !found.name.surname.is_empty()
}

/// One to four capitalized words that can be a name, and then the end of the item.
fn list_item(ctx: &NameContext<'_>, start: usize) -> Option<NameMatch> {
    let t = ctx.tokens;
    if let Some(found) = full_name::initials_and_surname(ctx, start) {
        let closes = t.is_border(found.end)
            || matches!(t.kind(found.end), TokenKind::Mark(',' | ';' | '(' | '.'));
        return (closes && is_plausible(ctx, &found)).then_some(found);
    }
    let mut end = start;
    let mut capitals = 0;
    while end < start + 7 {
        let capital = t.kind(end) == TokenKind::Capital;
        let joint = t.is(end, '-') && !t.spaced(end) && end > start;
        if !capital
            && !joint
            && !(end > start && particle::begins(t, end) && t.kind(end) == TokenKind::Lower)
        {
            break;
        }
        if capital {
            let known = ctx.lexicon.word(t.word(end));
            let open = known.given()
                || known.surname() && !known.word()
                || !known.word() && !known.place();
            if !open
                || organization::is_organization_word(t.word(end))
                || cue_word::role_of(t.word(end)).is_some()
            {
                return None;
            }
            capitals += 1;
        }
        end += 1;
    }
    let closes = t.is_border(end)
        || matches!(t.kind(end), TokenKind::Mark(',' | ';' | '(' | '.'))
        || matches!(t.word(end), "en" | "and");
    let first = ctx.lexicon.word(t.word(start));
    let single = capitals == 1 && first.given() && !first.word();
    if !closes || !(single || (2..=4).contains(&capitals)) {
        return None;
    }
    let words: Vec<String> =
        (start..end).filter(|k| t.is_word(*k)).map(|k| fold(t.word(k))).collect();
    let (given, rest) = words.split_first()?;
    let surname = rest.iter().filter(|w| !particle::is_particle(w)).cloned().collect::<Vec<_>>();
    let name = PersonName {
        given: vec![given.clone()],
        surname: surname.join(" "),
        ..PersonName::default()
    };
    let found = NameMatch { start, end, name };
    (is_plausible(ctx, &found) && not_a_name::reason(ctx, &found).is_none()).then_some(found)
}
