//! Members by what only members do: moving motions and amendments.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::surname;
use crate::recognize::names::layout::council::row::{REACH, joins};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::party;
use crate::recognize::text::token::TokenKind;
use std::collections::BTreeSet;

/// What only members do: `de stemming begint bij de heer Bos`, `motie van mevrouw Vos`.
pub(super) fn by_act(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let mut i = start;
    let title = |i: usize| {
        t.is(i, '.') || t.word(i) == "de" || matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title))
    };
    while i > 0 && start - i < 6 && title(i - 1) {
        i -= 1;
    }
    let mut joint = i.checked_sub(1)?;
    // `de toezegging aan de heer Bos en de heer Vos`
    if t.word(joint) == "en" {
        let back = (joint.saturating_sub(8)..joint)
            .rev()
            .take_while(|k| joins(ctx, *k) || is_act_joint(t.word(*k)));
        joint = back.filter(|k| is_act_joint(t.word(*k))).last()?;
    }
    if i == start || !is_act_joint(t.word(joint)) {
        return None;
    }
    let acts = ["stemming", "verhindering", "motie", "amendement", "toezegging", "interpellatie"];
    (joint.saturating_sub(5)..joint)
        .rev()
        .take_while(|i| t.is_word(*i))
        .any(|i| acts.contains(&t.word(i).to_lowercase().as_str()))
        .then_some(Role::REPRESENTATIVE)
}

/// Whether this word joins an act to who did it.
fn is_act_joint(word: &str) -> bool {
    matches!(word, "bij" | "van" | "aan" | "door")
}

/// The particles and surnames after which motions and amendments are named: `motie-Van Dreumel c.s.`,
/// `de motie Bos/Vos`.
pub(crate) fn movers(ctx: &NameContext<'_>) -> BTreeSet<(String, String)> {
    let t = ctx.tokens;
    let mut out = BTreeSet::new();
    let spoken = t.text.contains("otie") || t.text.contains("mendement");
    if !spoken || !ctx.of_parliament() {
        return out;
    }
    for line in t.lines() {
        for i in line.start()..line.end() {
            if is_motion(t.word(i)) {
                after_motion(ctx, i, &mut out);
            }
        }
    }
    out
}

fn is_motion(word: &str) -> bool {
    let plain = word.strip_prefix(['m', 'M']).is_some_and(|rest| matches!(rest, "otie" | "oties"));
    plain || word.strip_prefix(['a', 'A']).is_some_and(|r| matches!(r, "mendement" | "mendementen"))
}

/// Adds the names after the word of a motion.
fn after_motion(ctx: &NameContext<'_>, motion: usize, out: &mut BTreeSet<(String, String)>) {
    let t = ctx.tokens;
    let bound = t.is(motion + 1, '-') && !t.spaced(motion + 1) && !t.spaced(motion + 2);
    let mut i = motion + 1 + usize::from(bound);
    for k in 0..6 {
        if !t.is_capital(i) && !(bound && t.kind(i) == TokenKind::Lower) {
            return;
        }
        let Some((end, particles, surname)) = surname::surname(ctx, i) else { return };
        let known = ctx.lexicon.word(surname.split([' ', '-']).next().unwrap_or_default());
        // `motie Groen in de wijk`, `motie Volt`: what it is about, or whose group moves it.
        let signed = t.word(end) == "c" && t.is(end + 1, '.');
        let joint = t.is(end, '/') && !t.spaced(end) && !t.spaced(end + 1);
        let sure = bound || k > 0 || signed || joint || !particles.is_empty();
        let thing = known.place() || known.word() && !(sure && known.surname());
        let body = party::known_at(ctx, i, true).is_some() || t.kind(i) == TokenKind::Upper;
        if !body && !(thing && !signed) && surname.len() > 1 {
            out.insert((particles, surname));
        }
        if !joint {
            return;
        }
        i = end + 1;
    }
}

/// What only members do, in a sentence: `Door mevrouw Bos, daartoe gesteund door de heer Vos, wordt
/// de volgende motie ingediend`.
pub(super) fn by_motion(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<Role> {
    let t = ctx.tokens;
    let within = |i: usize| {
        joins(ctx, i)
            || matches!(t.word(i), "door" | "daartoe" | "mede" | "gesteund" | "ondersteund")
    };
    let mut back = (start.saturating_sub(REACH)..start).rev();
    let opens = back.find(|i| matches!(t.word(*i), "Door") || !within(*i))?;
    let direct = || start > 1 && (start.saturating_sub(5)..start).any(|i| t.word(i) == "door");
    if t.word(opens) != "Door" && !direct() {
        return None;
    }
    let verb = (end..end + REACH).find(|i| !within(*i))?;
    if !matches!(t.word(verb), "wordt" | "worden" | "werd" | "werden" | "is" | "zijn") {
        return None;
    }
    let acts = ["motie", "moties", "amendement", "amendementen", "subamendement"];
    let mut said = (verb + 1..verb + 16).take_while(|i| t.is_word(*i) || t.is_line(*i));
    let act = said.find(|i| acts.contains(&t.word(*i)))?;
    (act + 1..act + 12).any(|i| t.word(i) == "ingediend").then_some(Role::REPRESENTATIVE)
}
