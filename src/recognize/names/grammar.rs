//! The grammar of Dutch names: initials, particles, surnames, and their usual orders.

use super::letters::{initials, no_initials, undotted};
use super::particles::{self, is_particle, is_preposition};
use super::reversed::{listed_behind, reversed, t_given};
use super::{Found, Name, Page};
use crate::recognize::lexicon::fold;
use crate::recognize::token::{Kind, Tokens};

/// From how many bytes a line is one of running text, be it in a narrow column.
const RUNNING: u32 = 26;

/// The index that follows, over one line break if running text goes on there.
pub fn over_line(t: &Tokens<'_>, index: usize, strong: bool) -> usize {
    if t.kind(index) != Kind::Line {
        return index;
    }
    let from = t.get(t.line_start(index)).map_or(0, |k| k.start);
    let length = t.get(index).map_or(0, |k| k.start - from);
    if strong || length >= RUNNING { index + 1 } else { index }
}

/// The token in front of this one in running text: past the end of a line that is filled.
pub fn in_front(t: &Tokens<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    if t.kind(before) == Kind::Line && over_line(t, before, false) == index {
        return before.checked_sub(1);
    }
    Some(before)
}

/// How a surname may begin and go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Initials, a title or a label spoke: any capital word will do.
    Anchored,
    /// Only the words themselves speak.
    Bare,
}

/// A surname with its particles at this token: one past the last, particles, surname.
pub fn surname(page: &Page<'_>, start: usize) -> Option<(usize, String, String)> {
    let t = page.tokens;
    let mut i = start;
    let mut particles = Vec::new();
    while particles.len() < 4
        && let Some(end) = particles::at(t, i)
    {
        // `De Boer`: the last capital word is the surname itself if nothing follows it.
        let next = over_line(t, end, true);
        if !(t.is_word(next) || t.is(end, '-') && t.word(i).starts_with('\'')) {
            break;
        }
        particles.push(fold(t.word(i)));
        i = if t.is(end, '-') { end + 1 } else { next };
    }
    // `Al-Jabouri`, `el-Khatib`
    let arabic = matches!(
        t.word(i),
        "al" | "Al" | "el" | "El" | "ben" | "Ben" | "bin" | "Bin" | "abu" | "Abu"
    );
    if arabic && t.is(i + 1, '-') && !t.spaced(i + 1) && !t.spaced(i + 2) && t.is_capital(i + 2) {
        particles.push(fold(t.word(i)));
        i += 2;
    }
    // `Marloes van BZK`, `mail Chaima aan BBO`: a body, and no surname.
    let only = particles.iter().all(|p| is_preposition(p)) && !particles.is_empty();
    let body = t.kind(i) == Kind::Upper && t.word(i).len() <= 5 && t.kind(start) == Kind::Lower;
    if only && body && !page.lexicon.word(t.word(i)).surname() {
        return None;
    }
    let (mut end, mut base) = head(page, i)?;
    loop {
        if let Some((next, part)) = hyphenated(page, end) {
            base.push('-');
            base.push_str(&part);
            end = next;
        } else if let Some((next, part)) = second_word(page, &base, &particles, end) {
            base.push(' ');
            base.push_str(&part);
            end = next;
        } else {
            break;
        }
        if base.len() > 60 {
            break;
        }
    }
    // `Emma's`, `Hoekstra's`: the genitive belongs to the sentence.
    if let Some(cut) = base.strip_suffix("'s") {
        base.truncate(cut.len());
    }
    Some((end, particles.join(" "), base))
}

/// A capital word with which a surname begins or goes on, folded.
pub(super) fn head(page: &Page<'_>, i: usize) -> Option<(usize, String)> {
    let t = page.tokens;
    match t.kind(i) {
        // `VvAA`, `MinJenV`: nobody's name has three capitals and ends in one.
        Kind::Capital
            if t.word(i).ends_with(char::is_uppercase)
                && t.word(i).chars().filter(|c| c.is_uppercase()).count() > 2 =>
        {
            None
        }
        Kind::Capital => Some((i + 1, fold(t.word(i)))),
        Kind::Upper if t.word(i).len() >= 2 => Some((i + 1, fold(t.word(i)))),
        // d'Ancona keeps its small letter.
        Kind::Lower if t.word(i).get(1..2) == Some("'") && t.word(i).len() > 3 => {
            let after = t.word(i).chars().nth(2)?;
            after.is_uppercase().then(|| (i + 1, fold(t.word(i))))
        }
        _ => None,
    }
}

/// `-Bouwmeester`, `-van Dam`, ` - Gunst`: the second half of a double name.
pub(super) fn hyphenated(page: &Page<'_>, end: usize) -> Option<(usize, String)> {
    let t = page.tokens;
    if !t.is(end, '-') {
        return None;
    }
    let spaced = t.spaced(end) || t.spaced(end + 1);
    let mut i = over_line(t, end + 1, true);
    let mut part = String::new();
    while part.len() < 20
        && let Some(next) = particles::at(t, i).filter(|n| t.is_word(*n))
    {
        part.push_str(&fold(t.word(i)));
        part.push(' ');
        i = next;
    }
    // `Tjin-A-Tsoi`
    let letter = !spaced && t.kind(i) == Kind::Letter && t.is(i + 1, '-') && t.is_capital(i + 2);
    let (next, base) = if letter { (i + 1, fold(t.word(i))) } else { head(page, i)? };
    if spaced {
        let known = page.lexicon.word(t.word(i));
        // `S. Terpstra - Blom`: a word that is a surname too, where the name ends with it.
        let ends =
            t.is_border(next) || matches!(t.kind(next), Kind::Mark(',' | '.' | ')' | ';' | '('));
        let named = ends && !super::exclusions::is_body(t.word(i));
        let surname = known.surname() && (!known.word() || !part.is_empty() || named);
        if !surname
            || t.kind(i) == Kind::Upper && t.word(i).len() < 5
            || !t.spaced(end + 1) && !t.spaced(end)
        {
            return None;
        }
    }
    part.push_str(&base);
    Some((next, part))
}

/// `Klein Nulent`, `Six Dijkstra`, `Rutgers van der Loeff`, `Huis in 't Veld`.
fn second_word(
    page: &Page<'_>,
    base: &str,
    particles: &[String],
    end: usize,
) -> Option<(usize, String)> {
    let t = page.tokens;
    if base.contains(' ') || base.contains('-') {
        return None;
    }
    let mut i = end;
    let mut part = String::new();
    while part.len() < 16 && t.kind(i) == Kind::Lower && is_particle(t.word(i)) {
        part.push_str(&fold(t.word(i)));
        part.push(' ');
        i += 1;
    }
    let word = t.word(i);
    let known = page.lexicon.word(word);
    let upper = t.kind(i) == Kind::Upper;
    // `Nadeesha Kumari WICKRAMASINGHE`: the surname itself in capitals.
    let capped = upper && word.len() >= 5 && !known.word() && !known.place();
    let both = upper && t.kind(end.wrapping_sub(1)) == Kind::Upper;
    if !matches!(t.kind(i), Kind::Capital) && !both && !capped {
        return None;
    }
    let folded = fold(word);
    if is_degree(&folded) {
        return None;
    }
    let full = if particles.is_empty() {
        format!("{base} {part}{folded}")
    } else {
        format!("{} {base} {part}{folded}", particles.join(" "))
    };
    let listed = page.lexicon.folded(&full).full()
        || page.lexicon.folded(&full).surname()
        || page.lexicon.folded(&format!("{base} {part}{folded}")).surname();
    if listed {
        return Some((i + 1, format!("{part}{folded}")));
    }
    if part.is_empty() {
        let stops = t.kind(i) == Kind::Upper && word.len() <= 5;
        let good = !known.word() && !known.place() && !stops && !super::exclusions::is_body(word);
        let closes = closes(t, i + 1);
        return (good && closes && (known.surname() || !known.given())).then(|| (i + 1, folded));
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let bound = words.len() >= 2 || !words.iter().all(|w| is_preposition(w));
    (bound && known.surname() && !known.place()).then(|| (i + 1, format!("{part}{folded}")))
}

/// Titles behind a name: `MSc`, `LL.M`, `RA`.
pub fn is_degree(folded: &str) -> bool {
    matches!(
        folded,
        "msc"
            | "ma"
            | "ba"
            | "bsc"
            | "llm"
            | "llb"
            | "ll"
            | "mba"
            | "mpa"
            | "mpm"
            | "phd"
            | "ra"
            | "aa"
            | "rc"
            | "bba"
            | "re"
            | "ro"
            | "cisa"
            | "emia"
            | "bed"
            | "rm"
            | "med"
            | "mmc"
            | "beng"
            | "mcm"
            | "mim"
    )
}

/// Whether nothing that could belong to a longer proper noun follows.
fn closes(t: &Tokens<'_>, i: usize) -> bool {
    t.is_border(i)
        || matches!(
            t.kind(i),
            Kind::Mark(',' | '.' | ')' | ';' | ':' | '(' | '<' | '[' | '"' | '/')
        )
        || t.kind(i) == Kind::Lower
}

/// `J.P. de Vries`: initials, particles, surname.
pub fn forward_initials(page: &Page<'_>, start: usize) -> Option<Found> {
    let (after, letters) = initials(page.tokens, start)?;
    // A title or a given name in brackets between: `J.P. (Jan) de Vries`.
    let (after, given) = bracketed(page, after).unwrap_or((after, Vec::new()));
    let t = page.tokens;
    let many = letters.len() >= 2 && given.is_empty();
    let next = over_line(t, after, many);
    if next > after {
        // A label or an ordinary word begins the next line: nothing went on.
        let known = page.lexicon.word(t.word(next));
        let label = t.is(next + 1, ':') || super::exclusions::is_body(t.word(next));
        if label || known.word() && !known.surname() && t.is_capital(next) {
            return None;
        }
    }
    if next > after
        && !many
        && !is_particle(t.word(next))
        && !page.lexicon.word(t.word(next)).surname()
    {
        return None;
    }
    let (end, particles, surname) = surname(page, next)?;
    if no_initials(page, start, &letters, &surname) || listed_behind(t, start, end) {
        return None;
    }
    Some(Found { start, end, name: Name { given, initials: letters, particles, surname } })
}

/// `(Jan)`, `"Jan"`: a given name between initials and surname, or behind all.
pub fn bracketed(page: &Page<'_>, i: usize) -> Option<(usize, Vec<String>)> {
    let t = page.tokens;
    let close = match t.kind(i) {
        Kind::Mark('(') => ')',
        Kind::Mark('"') => '"',
        _ => return None,
    };
    let mut end = i + 1;
    let mut given = Vec::new();
    while end < i + 5 && t.kind(end) == Kind::Capital {
        given.push(fold(t.word(end)));
        end += 1;
        if t.is(end, '-') {
            end += 1;
        }
    }
    let known = given.first().is_some_and(|g| page.lexicon.folded(g).given());
    (known && t.is(end, close)).then_some((end + 1, given))
}

/// Given names from here on: `Jan`, `Jan-Willem`, `Anna Maria`.
pub fn given_names(page: &Page<'_>, start: usize) -> (usize, Vec<String>) {
    let t = page.tokens;
    let mut i = start;
    let mut given = Vec::new();
    while t.kind(i) == Kind::Capital && given.len() < 3 {
        if !given.is_empty() && !page.lexicon.word(t.word(i)).given() {
            break;
        }
        let mut name = fold(t.word(i));
        i += 1;
        while t.is(i, '-') && !t.spaced(i) && t.kind(i + 1) == Kind::Capital && !t.spaced(i + 1) {
            name.push('-');
            name.push_str(&fold(t.word(i + 1)));
            i += 2;
        }
        given.push(name);
    }
    (i, given)
}

/// `Jan de Vries`, `Jan P. de Vries`, `Jan-Willem Bakker`: given names, then a surname.
pub fn forward_given(page: &Page<'_>, start: usize, mode: Mode) -> Option<Found> {
    let t = page.tokens;
    if t.kind(start) != Kind::Capital || is_particle(t.word(start)) {
        return None;
    }
    let (mut i, mut given) = given_names(page, start);
    let mut letters = String::new();
    if let Some((end, more)) = initials(t, i) {
        i = end;
        letters = more;
    }
    if let Some((end, _)) = bracketed(page, i) {
        i = end;
    }
    let strong = mode == Mode::Anchored;
    let parsed = surname(page, over_line(t, i, false));
    // `familie Tolkamp te Markelo`: where they live.
    let lives = parsed.as_ref().is_some_and(|(_, particles, base)| {
        matches!(particles.as_str(), "te" | "in" | "uit") && page.lexicon.folded(base).place()
    });
    if lives && letters.is_empty() {
        return None;
    }
    let Some((end, particles, base)) = parsed else {
        // `Anna Maria`: the last of several given names was the surname.
        let last = if given.len() >= 2 && letters.is_empty() { given.pop() } else { None };
        // `Hilal Kurt`: two given names that are no words.
        let names = given.first().is_some_and(|g| {
            let word = |w: &str| page.lexicon.folded(w).word();
            page.lexicon.folded(g).given() && !word(g) && !last.as_deref().is_some_and(word)
        });
        let known = last
            .as_deref()
            .is_some_and(|l| page.lexicon.folded(l).surname() || strong || names && l.len() > 2);
        return known.then(|| Found {
            start,
            end: i,
            name: Name {
                given,
                initials: letters,
                surname: last.unwrap_or_default(),
                ..Name::default()
            },
        });
    };
    Some(Found { start, end, name: Name { given, initials: letters, particles, surname: base } })
}

/// Any form of a name where an anchor already spoke.
pub fn person(page: &Page<'_>, start: usize) -> Option<Found> {
    if let Some(found) = forward_initials(page, start).or_else(|| undotted(page, start)) {
        return Some(found);
    }
    if let Some(found) = reversed(page, start, Mode::Anchored) {
        // `Samira Soekhoe, Jitske` are two people, and no surname of two words.
        let two = found.name.surname.contains(' ')
            && found.name.initials.is_empty()
            && page.lexicon.word(page.tokens.word(start)).given();
        let listed = two || found.name.initials.is_empty() && !t_given(page, &found);
        if !listed {
            return Some(found);
        }
    }
    if let Some(found) =
        forward_given(page, start, Mode::Anchored).or_else(|| capitals(page, start))
    {
        return Some(found);
    }
    let (end, particles, surname) = surname(page, start)?;
    Some(Found { start, end, name: Name { particles, surname, ..Name::default() } })
}

/// `BRAM VAN ZANDEN` where an anchor already spoke.
fn capitals(page: &Page<'_>, start: usize) -> Option<Found> {
    let t = page.tokens;
    let word = t.word(start);
    if t.kind(start) != Kind::Upper || word.len() < 3 || is_particle(word) {
        return None;
    }
    let mut given = fold(word);
    let mut i = start + 1;
    if t.is(i, '-') && !t.spaced(i) && t.kind(i + 1) == Kind::Upper && !t.spaced(i + 1) {
        given = format!("{given}-{}", fold(t.word(i + 1)));
        i += 2;
    }
    let first = page.lexicon.folded(given.split('-').next().unwrap_or_default());
    if !first.given() && (first.word() || first.place()) {
        return None;
    }
    let i = initials(t, i).map_or(i, |(end, _)| end);
    let (end, particles, surname) = surname(page, i)?;
    let upper = (i..end).all(|k| t.kind(k) == Kind::Upper || !t.is_capital(k));
    let known = page.lexicon.word(surname.split([' ', '-']).next().unwrap_or_default());
    let fits = known.surname() || first.given() && !known.word() && !known.place();
    let name = Name { given: vec![given], particles, surname, ..Name::default() };
    (upper && fits).then_some(Found { start, end, name })
}
