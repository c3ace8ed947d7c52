//! Minutes and lists of decisions of elected bodies: who is named there as a member, by party, vote
//! or seat, acts in public. Citizens who speak there, clerks and note takers do not.

use crate::model::Role;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::surname;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::public_body::{self, BodyKind};
use crate::recognize::names::lexicon::{particle, party};
use crate::recognize::text::token::TokenKind;
use std::collections::BTreeSet;

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

/// How far before a name its party or vote is looked for, in tokens.
const REACH: usize = 80;

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
    if among_members(ctx, start, end) || by_vote(ctx, start) {
        return Some((Role::REPRESENTATIVE, "lid, in een lijst met partijen"));
    }
    if !ctx.council {
        return None;
    }
    let role = by_list(ctx, start)
        .or_else(|| by_act(ctx, start))
        .or_else(|| by_motion(ctx, start, end))
        .or_else(|| by_cell(ctx, start, end))?;
    Some((role, "lid, in stukken van het orgaan"))
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

/// Whether this word is what somebody is called who is there without a seat.
fn is_outsider(word: &str) -> bool {
    let word = word.to_lowercase();
    let starts =
        ["inspre", "griffie", "notulist", "ambtelijk", "ambtenaar", "bewoner", "voorlicht"];
    starts.iter().any(|s| word.starts_with(s))
        || ["medewerker", "griffier", "adviseur", "assistent", "secretaris"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// The list that the name is in, by what its colon follows: `ChristenUnie: de heren Bos en Vos`,
/// `Tegen stemden: mevrouw Bos`, `Raadsleden: A. Bos, B. Vos`.
fn by_list(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let first = start.saturating_sub(REACH);
    let mut i = start;
    while i > first {
        i -= 1;
        match t.kind(i) {
            TokenKind::Mark(':') => return list_role(ctx, i),
            TokenKind::Blank | TokenKind::Mark(';' | '!' | '?') => return None,
            // Initials and titles have a full stop; any other ends the list.
            TokenKind::Mark('.') => {
                let before = i.checked_sub(1)?;
                let title = matches!(cue_word::cue_of(t.word(before)), Some(Cue::Title));
                if !title
                    && t.kind(before) != TokenKind::Letter
                    && !particle::is_particle(t.word(before))
                {
                    return None;
                }
            }
            // Between the names of a list stand titles, particles and `en` only.
            TokenKind::Lower => {
                let word = t.word(i);
                let title = matches!(cue_word::cue_of(word), Some(Cue::Title | Cue::Titles));
                let joint = matches!(word, "en" | "de" | "alsmede");
                if !title && !joint && !particle::is_particle(word) {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// What the label that ends in this colon makes of the names behind it.
fn list_role(ctx: &NameContext<'_>, colon: usize) -> Option<Role> {
    let t = ctx.tokens;
    let mut first = colon;
    while first > 0 && colon - first < 8 {
        let mark = matches!(t.kind(first - 1), TokenKind::Mark('.' | ':' | ';' | ',' | '•'));
        if mark || t.is_border(first - 1) {
            break;
        }
        first -= 1;
    }
    let mut role = None;
    for i in first..colon {
        let word = t.word(i).to_lowercase();
        let party = public_body::body_at(t, i).is_some_and(|(kind, _)| kind == BodyKind::Party);
        let group = word.ends_with("partij") || word.ends_with("belangen") || word == "fractie";
        let vote = matches!(word.as_str(), "stemden" | "stemmen" | "gestemd" | "stemt");
        let seat = matches!(word.as_str(), "raadsleden" | "statenleden" | "fractievoorzitters");
        let present = t.word(first).eq_ignore_ascii_case("aanwezig");
        let alone = word == "leden" && (colon - first <= 2 || present && i + 1 == colon);
        if party || group || vote || seat || alone {
            role = Some(Role::REPRESENTATIVE);
        }
        let chair = word == "voorzitter" && colon - first == 1;
        if chair
            || matches!(word.as_str(), "wethouders" | "gedeputeerden" | "heemraden" | "college")
        {
            role = Some(Role::EXECUTIVE);
        }
    }
    role
}

/// What only members do: `de stemming begint bij de heer Bos`, `motie van mevrouw Vos`.
fn by_act(ctx: &NameContext<'_>, start: usize) -> Option<Role> {
    let t = ctx.tokens;
    let mut i = start;
    let title = |i: usize| {
        t.is(i, '.') || t.word(i) == "de" || matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title))
    };
    while i > 0 && start - i < 6 && title(i - 1) {
        i -= 1;
    }
    let joint = i.checked_sub(1)?;
    if i == start || !matches!(t.word(joint), "bij" | "van" | "aan" | "door") {
        return None;
    }
    let acts = ["stemming", "verhindering", "motie", "amendement", "toezegging", "interpellatie"];
    (joint.saturating_sub(5)..joint)
        .rev()
        .take_while(|i| t.is_word(*i))
        .any(|i| acts.contains(&t.word(i).to_lowercase().as_str()))
        .then_some(Role::REPRESENTATIVE)
}

/// A cell beside the name that is a party and nothing else.
fn by_cell(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<Role> {
    let t = ctx.tokens;
    let party = |from: usize, to: usize| {
        to > from && public_body::fills(t, from, to) == Some(BodyKind::Party)
    };
    let behind = t.kind(end) == TokenKind::Gap && party(end + 1, t.cell_end(end + 1));
    let before = start.checked_sub(1).is_some_and(|gap| {
        let first = (gap.saturating_sub(6)..gap).rev().find(|i| t.begins(*i));
        t.kind(gap) == TokenKind::Gap && first.is_some_and(|first| party(first, gap))
    });
    (behind || before).then_some(Role::REPRESENTATIVE)
}

/// Whether this token may stand between the names of a list: a title, a particle, `en`.
fn joins(ctx: &NameContext<'_>, i: usize) -> bool {
    let t = ctx.tokens;
    match t.kind(i) {
        TokenKind::Capital | TokenKind::Upper | TokenKind::Letter => true,
        TokenKind::Mark(',' | '-' | '\'') | TokenKind::Line => true,
        TokenKind::Mark('.') => {
            let before = i.saturating_sub(1);
            t.kind(before) == TokenKind::Letter
                || matches!(cue_word::cue_of(t.word(before)), Some(Cue::Title))
        }
        TokenKind::Lower => {
            let word = t.word(i);
            matches!(word, "en" | "de" | "alsmede")
                || matches!(cue_word::cue_of(word), Some(Cue::Title | Cue::Titles))
                || particle::is_particle(word)
        }
        _ => false,
    }
}

/// The colon that opens the list of names with brackets which this name is in.
fn colon_before(ctx: &NameContext<'_>, start: usize) -> Option<usize> {
    let t = ctx.tokens;
    let mut within = false;
    for i in (start.saturating_sub(REACH)..start).rev() {
        match t.kind(i) {
            TokenKind::Mark(')') => within = true,
            TokenKind::Mark('(') => within = false,
            TokenKind::Blank => return None,
            TokenKind::Mark(':') if !within => return Some(i),
            _ if within || joins(ctx, i) => {}
            _ => return None,
        }
    }
    None
}

/// `Aanwezige leden: Bos (SP), Vos (Hart voor Ede), Pol (VVD)`: whether the name is among members,
/// known by the parties of two of them, and has a bracket of its own.
fn among_members(ctx: &NameContext<'_>, start: usize, end: usize) -> bool {
    let t = ctx.tokens;
    if !t.is(end, '(') || !is_group(ctx, end + 1) {
        return false;
    }
    let Some(colon) = colon_before(ctx, start).filter(|colon| heads_members(ctx, *colon)) else {
        return false;
    };
    let mut parties = 0;
    let mut within = false;
    for i in colon + 1..end + REACH {
        match t.kind(i) {
            TokenKind::Mark('(') => {
                within = true;
                parties += usize::from(party::is_party(ctx, i + 1));
            }
            TokenKind::Mark(')') => within = false,
            TokenKind::Blank => break,
            _ if within || joins(ctx, i) => {}
            _ => break,
        }
    }
    parties > 1
}

/// Whether a bracket holds what may be a local party: `(Hart voor Ede)`; no office, no body.
fn is_group(ctx: &NameContext<'_>, first: usize) -> bool {
    let t = ctx.tokens;
    let Some(end) = (first..first + 9).find(|i| t.is(*i, ')')) else { return false };
    let begins = t.is_capital(first) || matches!(t.kind(first), TokenKind::Mixed);
    let no_party = |i: usize| {
        let word = t.word(i);
        let office = word != "Lid" && cue_word::role_of(word).is_some();
        let body = public_body::body_at(t, i).is_some_and(|(kind, _)| kind != BodyKind::Party);
        let part = matches!(
            word.to_lowercase().as_str(),
            "afdeling"
                | "gemeente"
                | "provincie"
                | "bureau"
                | "team"
                | "namens"
                | "bv"
                | "stichting"
        );
        office || body || part || is_outsider(word)
    };
    begins && end > first && !(first..end).any(no_party)
}

/// Whether the label in front of this colon heads the members of an elected body.
fn heads_members(ctx: &NameContext<'_>, colon: usize) -> bool {
    let t = ctx.tokens;
    let first = (colon.saturating_sub(10)..colon)
        .rev()
        .find(|i| t.is_line(*i) || matches!(t.kind(*i), TokenKind::Mark('.' | ':' | ';')))
        .map_or(colon.saturating_sub(10), |i| i + 1);
    let words: Vec<String> = (first..colon).map(|i| t.word(i).to_lowercase()).collect();
    let seats = |w: &String| {
        matches!(
            w.as_str(),
            "leden" | "raadsleden" | "statenleden" | "commissieleden" | "kamerleden"
        )
    };
    let other = |w: &String| {
        ["bezwaar", "advies", "rekenkamer", "klacht", "klant", "bestuursleden"]
            .iter()
            .any(|part| w.starts_with(part))
    };
    words.iter().any(seats) && !words.iter().any(other)
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

/// How many tokens above a name the heading of a vote is looked for.
const BLOCK: usize = 240;

/// `Ons Dorp: de heren Bos en Vos` below `Tegen stemden`, where politics is spoken of.
fn by_vote(ctx: &NameContext<'_>, start: usize) -> bool {
    let t = ctx.tokens;
    if !ctx.of_parliament() {
        return false;
    }
    let Some(colon) = colon_before(ctx, start) else { return false };
    let mut label = colon;
    while label > 0 && !t.is_border(label - 1) {
        if colon - label >= 7 || matches!(t.kind(label - 1), TokenKind::Mark(';' | ':')) {
            return false;
        }
        label -= 1;
    }
    let outside = (label..colon).any(|i| {
        is_outsider(t.word(i)) || matches!(t.word(i), "Aanwezig" | "Afwezig" | "Verslag" | "Datum")
    });
    if outside || !t.is_capital(label) && t.kind(label) != TokenKind::Mixed {
        return false;
    }
    // Up, line by line: the lines of other parties, to the heading.
    let mut end = label;
    let lowest = label.saturating_sub(BLOCK);
    while end > lowest {
        let line_end = end - 1;
        let mut first = line_end;
        while first > lowest && !t.is_line(first - 1) {
            first -= 1;
        }
        if is_vote(ctx, first, line_end) {
            return true;
        }
        let named = |i: usize| matches!(t.word(i), "heer" | "heren" | "dames" | "mevrouw" | "mevr");
        let goes_on = t.is(line_end.saturating_sub(1), ';') || (first..line_end).any(named);
        if t.kind(line_end) == TokenKind::Blank || !goes_on {
            return false;
        }
        end = first;
    }
    false
}

/// Whether a line is the heading of a vote: `Voor de motie stemden:`, `Tegen stemden`.
fn is_vote(ctx: &NameContext<'_>, first: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let side = matches!(t.word(first).to_lowercase().as_str(), "voor" | "tegen");
    let vote = |i: usize| matches!(t.word(i), "stemden" | "stemmen" | "stemt" | "gestemd");
    side && end - first <= 12 && (first..end).any(vote)
}

/// What only members do, in a sentence: `Door mevrouw Bos, daartoe gesteund door de heer Vos, wordt
/// de volgende motie ingediend`.
fn by_motion(ctx: &NameContext<'_>, start: usize, end: usize) -> Option<Role> {
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
