//! Minutes and lists of decisions of elected bodies: who is named there as a member, by party, vote
//! or seat, acts in public. Citizens who speak there, clerks and note takers do not.

mod list;
mod motion;
mod row;
mod vote;

pub(crate) use motion::movers;

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::layout::council::list::{among_members, by_cell, by_list};
use crate::recognize::names::layout::council::motion::{by_act, by_motion};
use crate::recognize::names::layout::council::row::is_outsider;
use crate::recognize::names::layout::council::vote::by_vote;
use crate::recognize::names::lexicon::{cue_word, party};
use crate::recognize::text::token::TokenKind;

/// First words of the titles of such papers.
const PAPERS: &[&str] =
    &["besluitenlijst", "besluiten", "notulen", "verslag", "handelingen", "presentielijst"];

/// What the bodies are called there.
const BODIES: &[&str] = &[
    "gemeenteraad",
    "raadsvergadering",
    "raad der gemeente",
    "raad van de gemeente",
    "vergadering van de raad",
    "openbare raad",
    "raadscommissie",
    "provinciale staten",
    "statenvergadering",
    "statencommissie",
    "algemeen bestuur van",
    "verenigde vergadering",
    "van waterschap",
    "van het waterschap",
    "hoogheemraadschap",
    "deelraad",
];

/// The daily boards, whose lists of decisions and minutes count too; reports to or about them do
/// not.
const BOARDS: &[&str] =
    &["burgemeester en wethouders", "college van b", "gedeputeerde staten", "dagelijks bestuur"];

/// How many lines of a document may hold its title.
const TITLE: usize = 12;

/// Whether these texts begin as a paper of an elected body: `Besluitenlijst raadsvergadering`.
pub(crate) fn is_own_paper<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let lines = texts.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
    let title: Vec<String> = lines.take(TITLE).map(title_line).collect();
    title.iter().enumerate().any(|(k, line)| {
        let paper = line.split(' ').take(3).any(|word| PAPERS.contains(&word));
        let own = line.starts_with("besluitenlijst") || line.starts_with("notulen");
        let mut near = title.iter().skip(k.saturating_sub(2)).take(5);
        let short = |line: &String| line.split(' ').count() < 40;
        let named = |line: &String| {
            BODIES.iter().any(|body| line.contains(body))
                || own && BOARDS.iter().any(|body| line.contains(body))
        };
        paper && near.any(|line| short(line) && named(line))
    })
}

/// A line in lower case with single spaces, cut off where no title is that long.
fn title_line(line: &str) -> String {
    let line = line.get(..line.floor_char_boundary(200)).unwrap_or(line);
    line.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The role of the name at these tokens, if the paper shows that it is a member's.
pub(crate) fn member(
    ctx: &NameContext<'_>,
    start: usize,
    end: usize,
) -> Option<(Role, &'static str)> {
    if is_guest(ctx, end) {
        return None;
    }
    if is_appointed(ctx, start, end) {
        return Some((Role::REPRESENTATIVE, "lid, in een benoeming"));
    }
    if is_mover(ctx, start) {
        return Some((Role::REPRESENTATIVE, "indiener van een motie"));
    }
    if among_members(ctx, start, end) || by_vote(ctx, start) || has_party(ctx, start, end) {
        return Some((Role::REPRESENTATIVE, "lid, in een lijst met partijen"));
    }
    if !ctx.council {
        // A letter to the council says who asked for what.
        // A motion is moved in a council, whoever writes about it.
        let moved = || party::is_political(ctx);
        let role = by_act(ctx, start).filter(|_| is_to_council(ctx) || moved())?;
        return Some((role, "lid, in een brief aan het orgaan"));
    }
    let role = by_list(ctx, start)
        .or_else(|| by_act(ctx, start))
        .or_else(|| by_motion(ctx, start, end))
        .or_else(|| by_cell(ctx, start, end))?;
    Some((role, "lid, in stukken van het orgaan"))
}

/// Whether the name stands in the field for who moves, in a motion or amendment.
fn is_mover(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let field = start > 1
        && t.is(start - 1, ':')
        && matches!(t.word(start - 2).to_lowercase().as_str(), "indiener" | "indieners");
    let head = || t.text.get(..t.text.floor_char_boundary(1500)).unwrap_or(t.text);
    let titled =
        || ["Motie", "MOTIE", "Amendement", "AMENDEMENT"].iter().any(|w| head().contains(w));
    let body = ["De raad", "de raad", "Provinciale Staten", "De Kamer", "de Kamer"];
    field && titled() && body.iter().any(|words| t.text.contains(words))
}

/// Bodies whose members are chosen from the council.
const SEATS: &[&str] = &["raadscommissie", "raadscommissies", "gemeenteraad", "statencommissie"];

/// Most tokens between a name and what is proposed for its bearer.
const PROPOSAL: usize = 34;

/// Whether the sentence appoints or dismisses its people as members of a committee of the council:
/// `de heer Vos te benoemen tot lid van de raadscommissies`, `lid van het Algemeen bestuur`.
fn is_appointed(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let titled = start.checked_sub(1).is_some_and(|f| {
        matches!(cue_word::cue_of(t.word(f)), Some(cue_word::Cue::Title))
            || t.is(f, '.')
                && f > 0
                && matches!(cue_word::cue_of(t.word(f - 1)), Some(cue_word::Cue::Title))
    });
    if !titled {
        return false;
    }
    let goes_on = |i: &usize| {
        let stop =
            t.is(*i, '.') && (t.is_border(i + 1) || t.is_capital(i + 1) && t.word(i - 1).len() > 2);
        *i < t.len() && !stop && t.kind(*i) != TokenKind::Blank
    };
    let sentence = || (end..end + PROPOSAL).take_while(goes_on);
    let member = sentence().find(|i| matches!(t.word(*i), "lid" | "leden" | "commissielid"));
    let Some(member) = member else { return false };
    let chosen = |i: usize| {
        let word = t.word(i);
        word.starts_with("benoem") || word.starts_with("herbenoem") || word.starts_with("ontsl")
    };
    let back = start.saturating_sub(10);
    if !(back..member).chain(sentence()).any(chosen) {
        return false;
    }
    (member..member + 10).take_while(goes_on).any(|i| {
        let word = t.word(i).to_lowercase();
        let board = word == "algemeen" && t.word(i + 1).eq_ignore_ascii_case("bestuur");
        let committees =
            word == "commissies" && sentence().any(|k| t.word(k).starts_with("fractie"));
        SEATS.contains(&word.as_str()) || board || committees
    })
}

/// Whether the party of a name stands behind its comma or on the next line, in a text that speaks of
/// politics: `Indiener: Rutger Vos, Haagse VVD`.
fn has_party(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let front = start.checked_sub(1);
    // `Beleidsmedewerker Joost Vos` works for the party below.
    let works = front.is_some_and(|f| cue_word::role_of(t.word(f)).is_some());
    let below = t.kind(end) == TokenKind::Line && t.begins(start);
    !works
        && (below || t.is(end, ','))
        && party::is_political(ctx)
        && party::stands_at(ctx, end + 1).is_some()
}

/// Words with which a letter turns to the council.
const TO_COUNCIL: &[&str] = &[
    "eachte raad",
    "eachte leden van de raad",
    "eachte leden van de gemeenteraad",
    "eachte leden van provinciale",
    "aadsinformatiebrief",
    "aan de gemeenteraad",
    "Aan de raad",
    "aan uw raad",
    "door uw raad",
    "informeren wij uw raad",
    "de raad nader te informeren",
    "aan de raad toegezegd",
    "eachte raadsleden",
    "eachte commissieleden",
];

/// Whether a text is addressed to the council.
fn is_to_council(ctx: &NameContext<'_>) -> bool {
    let found = || TO_COUNCIL.iter().any(|words| ctx.tokens.text.contains(words));
    *ctx.whole.to_council.get_or_init(found)
}

/// `de heer Bos (inspreker)`, `mevrouw Vos, griffier`: no member.
fn is_guest(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    let behind = if matches!(t.kind(end), TokenKind::Mark('(' | ',')) { end + 1 } else { end };
    let word = t.word(behind).to_lowercase();
    ["inspreker", "insprekers", "inspreekster", "griffie", "griffier", "notulist", "notuliste"]
        .contains(&word.as_str())
        || matches!(word.as_str(), "ambtelijk" | "ambtenaar" | "bewoner" | "bewoonster" | "namens")
}

/// How far in front of a name something may say that its bearer is no member.
const FRONT: usize = 8;

/// Whether the words in front say that this is no member: `inspreker de heer Bos`.
pub(crate) fn is_other(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    let first = start.saturating_sub(FRONT);
    (first..start)
        .rev()
        .take_while(|i| !matches!(t.kind(*i), TokenKind::Blank | TokenKind::Mark(';')))
        .take_while(|i| !t.is(*i, '.') || cue_word::cue_of(t.word(i.saturating_sub(1))).is_some())
        .any(|i| is_outsider(t.word(i)))
}
