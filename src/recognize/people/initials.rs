//! Initials that stand for a whole name: in action lists, signatures, minutes.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::abbreviated_name::abbreviates;
use crate::recognize::names::grammar::sentence;
use crate::recognize::names::lexicon::{cue_word, public_body};
use crate::recognize::people::person::Person;
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// The initials by which a person may be known, in lower case: `HL`, `JdV`, `SvdV`, `WJ`.
pub(crate) fn initials_of(person: &Person) -> Vec<String> {
    let firsts = |words: &str| -> String {
        words.split(['-', ' ']).filter_map(|p| p.chars().next()).collect()
    };
    let mut fronts: Vec<String> = Vec::new();
    for given in &person.given {
        fronts.extend(given.chars().next().map(String::from));
        fronts.push(firsts(given));
    }
    for initials in &person.initials {
        fronts.push(initials.clone());
        fronts.extend(initials.chars().next().map(String::from));
    }
    let bare = person.given.iter().map(|g| firsts(g)).filter(|f| f.len() > 1);
    let mut out: Vec<String> = bare.collect();
    // `KJ` for Kees Jan: given names are kept in alphabetical order, so both orders are tried.
    let mut letters: String = person.given.iter().take(3).map(|g| firsts(g)).collect();
    out.push(letters.clone());
    letters = letters.chars().rev().collect();
    out.push(letters);
    if let Some(last) = person.surname.chars().next() {
        let both = firsts(&person.surname);
        let short = |p: &str| match p {
            "vd" | "vdr" => "vd".to_owned(),
            _ => p.chars().take(1).collect(),
        };
        let particles: String = person.particles.split(' ').map(short).collect();
        let two: String = person.surname.chars().take(2).collect();
        for front in &fronts {
            out.push(format!("{front}{last}"));
            out.push(format!("{front}{two}"));
            out.push(format!("{front}{particles}{last}"));
            out.push(format!("{front}{particles}{both}"));
        }
    }
    out.retain(|mark| mark.is_ascii() && (2..=5).contains(&mark.len()));
    out
}

/// Whether this token has the shape of initials: `LJ`, `AvG`.
pub(crate) fn looks_like_initials(ctx: &NameContext<'_>, index: usize) -> bool {
    let word = ctx.tokens.word(index);
    match ctx.tokens.kind(index) {
        TokenKind::Upper => word.len() <= 5,
        TokenKind::Capital => is_mixed_case(word),
        _ => false,
    }
}

/// Abbreviations before a colon in letters and mails, which are nobody's initials.
const MARKS: &[&str] =
    &["FW", "FWD", "RE", "AW", "WG", "PS", "NB", "CC", "BCC", "PM", "TIP", "TEL", "FAX", "KVK"];

/// Whether the text itself says that these letters stand for something else: `Algemeen Bestuur (AB)`,
/// `Milieuongevallendienst (MOD)`, but not `Anna Bos (AB)`, if `surname` knows the last word.
pub(crate) fn is_abbreviation(text: &str, letters: &str, surname: impl Fn(&str) -> bool) -> bool {
    let bracketed = format!("({letters})");
    text.match_indices(&bracketed).take(3).any(|(at, _)| {
        let from = text.floor_char_boundary(at.saturating_sub(120));
        let before = text.get(from..at).unwrap_or_default();
        let words: Vec<&str> = before.split([' ', '\n', '-']).filter(|w| !w.is_empty()).collect();
        let tail = words.len().checked_sub(letters.chars().count()).and_then(|k| words.get(k..));
        let compound = words.last().is_some_and(|w| abbreviates(letters, w) && !surname(w));
        compound
            || tail.is_some_and(|words| {
                let first = |w: &str| w.chars().flat_map(char::to_uppercase).next();
                words.iter().zip(letters.chars()).all(|(word, letter)| first(word) == Some(letter))
                    && !words.last().is_some_and(|word| surname(word))
            })
    })
}

/// `AvG`, `RdB`: mixed case, which only initials have.
fn is_mixed_case(word: &str) -> bool {
    (3..=5).contains(&word.len())
        && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && word.is_ascii()
}

/// Whether known initials can refer to their person here: in mixed case, alone in a cell, after an
/// office, or where somebody is called upon.
pub(crate) fn means_person(ctx: &NameContext<'_>, index: usize) -> bool {
    // `FW: vraag`, `PS: denk aan`: marks of letters and mails.
    if ctx.tokens.is(index + 1, ':') && MARKS.contains(&ctx.tokens.word(index)) {
        return false;
    }
    // `1rX7-000412918-AB`: the end of an identifier.
    let t = ctx.tokens;
    if index > 1
        && t.is(index - 1, '-')
        && !t.spaced(index)
        && matches!(t.kind(index - 2), TokenKind::Number | TokenKind::Mixed)
    {
        return false;
    }
    // `RvIG` is a body; two letters may be anybody's.
    if ctx.tokens.word(index).len() > 2 && public_body::body_at(ctx.tokens, index).is_some() {
        return false;
    }
    is_mixed_case(ctx.tokens.word(index))
        || is_alone_in_cell(ctx, index)
        || is_behind_office(ctx, index)
        || is_called_upon(ctx, index)
        || marks_remark(ctx, index)
}

/// Whether the initials mark who made a remark or did something: `TR 3/9: klopt`,
/// `gezien door MVR`.
fn marks_remark(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    // `Gebeld, geen gehoor. NÇ`: the author of the line.
    let closes = index > 0
        && t.is_line(index + 1)
        && matches!(t.kind(index - 1), TokenKind::Mark('.' | '!' | '?' | '—' | '–' | '-'));
    if closes {
        return true;
    }
    let opens =
        t.begins(index) || matches!(t.kind(index - 1), TokenKind::Mark('—' | '–' | '-' | '•'));
    let dated = t.kind(index + 1) == TokenKind::Number || t.is(index + 1, ':');
    let by =
        index > 0 && matches!(t.word(index - 1), "door" | "namens" | "akkoord" | "gez" | "paraaf");
    let bracketed = index > 0 && t.is(index - 1, '(') && t.is(index + 1, ')');
    let speaks = t.kind(index + 1) == TokenKind::Lower || t.is(index + 1, ':');
    let sentence = sentence::starts_sentence(ctx, index) && speaks;
    // `(afstemmen met DM, 1 juni)`
    let with = index > 0
        && t.word(index - 1) == "met"
        && matches!(t.kind(index + 1), TokenKind::Mark(',' | ')' | '.' | ';'));
    let named = index > 0
        && t.is(index - 1, ':')
        && (t.is_border(index + 1)
            || matches!(t.kind(index + 1), TokenKind::Mark(',' | '.' | ';' | '/')));
    opens && dated || by || with || bracketed || sentence || named
}

/// Whether the cell holds only initials: `LJ`, `DS / RdB`.
fn is_alone_in_cell(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let mut start = index;
    while start > 0 && !t.is_border(start - 1) && start + 8 > index {
        start -= 1;
    }
    let end = t.cell_end(index);
    t.begins(start)
        && end - start <= 9
        && (start..end).all(|i| {
            looks_like_initials(ctx, i)
                || matches!(t.kind(i), TokenKind::Mark('/' | ',' | '&' | '+' | '.' | '(' | ')'))
        })
}

/// Whether the initials follow an office: `voorzitter, AvG`.
fn is_behind_office(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let ends = t.is_border(index + 1)
        || matches!(t.kind(index + 1), TokenKind::Mark('.' | ')' | ';' | ','));
    let mark = index > 1 && matches!(t.kind(index - 1), TokenKind::Mark(',' | ':' | '('));
    mark && ends && cue_word::role_of(t.word(index - 2)).is_some()
}

/// Whether somebody is called upon: `Actie HL:`, `(actie: HL)`, `WJ, ...`.
fn is_called_upon(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let greeted = index > 1 && t.is(index - 1, ',') && t.is_capital(index - 2);
    if t.is(index + 1, ',') && (t.begins(index) && !t.is_border(index + 2) || greeted) {
        return true;
    }
    let before = index.saturating_sub(1 + usize::from(index > 0 && t.is(index - 1, ':')));
    let called = matches!(
        fold(t.word(before)).as_str(),
        "actie" | "actiehouder" | "actienemer" | "acties" | "steller" | "opsteller" | "paraaf"
    );
    let ends = t.is_border(index + 1)
        || index + 1 >= t.len()
        || matches!(t.kind(index + 1), TokenKind::Mark(':' | ')' | ',' | ';' | '.' | '/'));
    called && ends
}
