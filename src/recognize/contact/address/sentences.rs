//! Addresses in sentences: after a name, or after a word such as `woont`.

use crate::model::Span;
use crate::recognize::contact::address::expressions::{
    AddressExpressions, at_office, last_name_before, push_address,
};
use crate::recognize::contact::address::shape;
use crate::recognize::hit::Hit;
use crate::recognize::names::lexicon::organization;
use regex::Regex;

pub(crate) fn lived_in(
    expressions: &AddressExpressions,
    text: &str,
    from: usize,
    found: &regex::Captures<'_>,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    let (Some(p), Some(cue)) = (found.name("p"), found.name("cue")) else { return };
    let (start, end) = (from + p.start(), from + p.end());
    let company = cue.as_str().eq_ignore_ascii_case("gevestigd");
    let plain = cue.as_str().to_lowercase().starts_with("adres");
    let at = from + cue.start();
    let near = last_name_before(names, at).is_some_and(|n| at - n.end < 160);
    // `24uurs` is no house number.
    let glued = text.get(end..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
    if company || plain && !near || glued || shape::ends_in_year(p.as_str()) {
        return;
    }
    push_address(out, Span::new(start, end), "adres van een persoon");
    postcode_after(expressions, text, end, out);
}

pub(crate) fn postcode_after(
    expressions: &AddressExpressions,
    text: &str,
    from: usize,
    out: &mut Vec<Hit>,
) {
    let to = text.floor_char_boundary((from + 40).min(text.len()));
    let Some(found) = text.get(from..to).and_then(|t| expressions.postcode.captures(t)) else {
        return;
    };
    if let Some(p) = found.name("p") {
        push_address(out, Span::new(from + p.start(), from + p.end()), "postcode van een persoon");
    }
}

/// `de heer Peters, Graafseweg 464;`: a street right after a name in a sentence.
pub(crate) fn follows(
    expressions: &AddressExpressions,
    text: &str,
    name: Span,
    out: &mut Vec<Hit>,
) {
    let to = text.floor_char_boundary((name.end + 90).min(text.len()));
    let Some(part) = text.get(name.end..to) else { return };
    let Some(p) = expressions.behind.captures(part).and_then(|c| c.name("p")) else { return };
    let street = p.as_str().split(' ').any(|w| organization::street_ending(w).is_some());
    // `mevr. Kooiman (Westzijde 212)`: in brackets any word with a number, except rooms and
    // parts.
    let first = p.as_str().split(' ').next().unwrap_or_default();
    let bracketed = part.trim_start().starts_with('(')
        && part.get(p.end()..).is_some_and(|r| r.starts_with(')'));
    let thing = organization::is_thing(first) || organization::is_organization_word(first);
    let street = street || bracketed && !thing && first.chars().count() > 4;
    if street && !expressions.office.is_match(part) && !at_office(expressions, text, name) {
        let span = Span::new(name.end + p.start(), name.end + p.end());
        push_address(out, span, "adres na een naam");
    }
}

/// `Kerkstraat 12, 1234 AB Utrecht` in running text, after a name.
pub(crate) fn inline(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    out: &mut Vec<Hit>,
) {
    for name in names {
        let from = name.end;
        let to = text.floor_char_boundary((from + 140).min(text.len()));
        let Some(part) = text.get(from..to) else { continue };
        let Some(p) = expressions.postcode.captures(part).and_then(|c| c.name("p")) else {
            continue;
        };

        let p = Span::new(from + p.start(), from + p.end());
        inline_at(expressions, text, names, p, out);
    }
}

pub(crate) fn inline_at(
    expressions: &AddressExpressions,
    text: &str,
    names: &[Span],
    p: Span,
    out: &mut Vec<Hit>,
) {
    {
        let from = text.floor_char_boundary(p.start.saturating_sub(140));
        let left = text.get(from..p.start).unwrap_or_default();
        let line = left.rsplit('\n').next().unwrap_or_default();
        let near = last_name_before(names, p.start).filter(|n| p.start - n.end < 100);
        let Some(name) = near else { return };
        let head = text.get(text.floor_char_boundary(name.start.saturating_sub(24))..name.start);
        if at_office(expressions, text, *name) || head.is_some_and(shape::begins_street) {
            return;
        }
        let between = text.get(name.end..p.start).unwrap_or_default();
        if expressions.office.is_match(between)
            || between.contains('|')
            || between.contains("\n\n")
            || between.matches('\n').count() > 1
        {
            return;
        }
        let Some(street) = street_at_end(line, &expressions.street) else { return };
        let start = p.start - line.len() + street.start;
        if name.overlaps(Span::new(start, start + street.len())) {
            return;
        }
        push_address(out, Span::new(start, start + street.len()), "adres na een naam");
        push_address(out, p, "postcode van een persoon");
    }
}

/// Windows around words of living somewhere; their first letter in any case.
pub(crate) fn living_windows(text: &str) -> Vec<Span> {
    let tails = [
        "dres",
        "onende",
        "oonachtig",
        "oont",
        "erblijvende",
        "ewoner",
        "uisbezoek",
        "oning",
        " wonen",
        " woon ",
    ];
    let mut starts: Vec<usize> = Vec::new();
    for tail in tails {
        starts.extend(memchr::memmem::find_iter(text.as_bytes(), tail));
    }
    starts.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for start in starts {
        let from = text.floor_char_boundary(start.saturating_sub(12));
        let to = text.floor_char_boundary((start + 160).min(text.len()));
        match out.last_mut() {
            Some(last) if from <= last.end => last.end = to,
            _ => out.push(Span::new(from, to)),
        }
    }
    out
}

/// The street and number at the end of this part of a line.
fn street_at_end(line: &str, street: &Regex) -> Option<Span> {
    let trimmed = line.trim_end_matches([' ', ',']);
    let starts = trimmed.char_indices().filter(|(i, c)| {
        c.is_uppercase() && !trimmed[..*i].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    for (i, _) in starts {
        let rest = trimmed.get(i..)?;
        if let Some(p) = street.captures(rest).and_then(|c| c.name("p")) {
            let first = p.as_str().split([' ', '\n']).next().unwrap_or_default();
            let likely = organization::street_ending(first).is_some()
                // Right after the comma of a name, and a postcode follows.
                || trimmed.get(..i).is_some_and(|left| left.ends_with(", "))
                || p.as_str().split(' ').any(|w| organization::street_ending(w).is_some());
            if p.end() == rest.len() && likely {
                return Some(Span::new(i, i + p.end()));
            }
        }
    }
    None
}
