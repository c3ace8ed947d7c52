//! Lists decide last: a known given name and what stands behind it. They never veto an anchor.

use super::grammar::{self, Mode};
use super::{Page, cues, exclusions, given, letters, particles};
use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::token::{Kind, Tokens};

/// Adds the full name that begins at this token, if the lists speak for it.
pub fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    if !matches!(t.kind(index), Kind::Capital | Kind::Upper) {
        return;
    }
    if t.kind(index) == Kind::Capital
        && (given::lone(page, index, out) || given::shortened(page, index, out))
    {
        return;
    }
    let next = t.kind(index + 1);
    let room = matches!(
        next,
        Kind::Capital
            | Kind::Upper
            | Kind::Lower
            | Kind::Letter
            | Kind::Line
            | Kind::Mark('-' | '(')
    );
    if !room || index > 0 && t.is(index - 1, '-') && !t.spaced(index) {
        return;
    }
    let word = t.word(index);
    let announced = matches!(cues::of(word), Some(cues::Cue::Greeting | cues::Cue::Title));
    if particles::is_particle(word) || announced {
        return;
    }
    // In capitals: `JAN DE VRIES`, only where the given name is known.
    if t.kind(index) == Kind::Upper {
        capitals(page, index, out);
        surname_first(page, index, out);
        return;
    }
    if next == Kind::Lower && !(particles::begins(t, index + 1) && leads_on(t, index + 1)) {
        return;
    }
    let Some(found) = grammar::forward_given(page, index, Mode::Bare) else { return };
    if found.name.surname.is_empty() || !cues::sound(page, &found) {
        return;
    }
    let first_part = found.name.given.first().map(|g| g.split('-').next().unwrap_or(g).to_owned());
    let first = page.lexicon.folded(first_part.as_deref().unwrap_or_default());
    let whole = page.lexicon.word(word);
    let given = first.given() || whole.given();
    let head = found.name.surname.split([' ', '-']).next().unwrap_or_default();
    let last = page.lexicon.word(head);
    let bound = !found.name.particles.is_empty();
    let sentence = starts_sentence(page, index);
    if exclusions::reason(page, &found).is_some() || exclusions::historic(&found) {
        return;
    }
    #[allow(clippy::if_same_then_else, reason = "one idea a branch")]
    let likelihood = if given && last.surname() {
        let words = whole.word() && last.word() && !bound;
        if words && sentence || last.place() && !bound && whole.word() {
            return;
        }
        Likelihood::Likely
    } else if given && !last.word() && !last.place() && !(whole.word() && sentence) {
        Likelihood::Likely
    } else if given
        && !whole.word()
        && !whole.place()
        && !last.place()
        && noun_as_surname(page, &found)
    {
        // `Rik Tamboer`: a noun bears no capital unless it is a name.
        Likelihood::Likely
    } else if bound
        && strong_particles(&found.name.particles)
        && !whole.word()
        && !whole.place()
        && last.surname()
    {
        Likelihood::Likely
    } else if !whole.word()
        && !whole.place()
        && !whole.surname()
        && !(found.start..found.end).any(|i| t.is_line(i))
        && !(index > 0 && (particles::begins(t, index - 1) || t.is_capital(index - 1)))
        && cues::role_of(word).is_none()
        && !last.word()
        && !last.place()
        && (last.surname() && (4..=12).contains(&word.len()) && head.len() >= 4
            || beside_job(page, found.end)
            || acts(page, found.end) && word.len() >= 3 && head.len() >= 3)
    {
        // A word of no list in front of a surname, or two of them with a job behind.
        Likelihood::Likely
    } else {
        return;
    };
    out.push(page.hit(found, likelihood, "voornaam en achternaam"));
}

/// Whether words in small letters lead to one with a capital, as particles do.
pub(super) fn leads_on(t: &Tokens<'_>, index: usize) -> bool {
    let small =
        |i: &usize| matches!(t.kind(*i), Kind::Lower | Kind::Mark('/' | '.' | '\'') | Kind::Line);
    let end = (index..index + 12).find(|i| !small(i));
    end.is_some_and(|end| t.is_capital(end))
}

/// Whether the ordinary word behind a given name is its surname: nothing goes on behind it, and it is no
/// body or trade.
fn noun_as_surname(page: &Page<'_>, found: &super::Found) -> bool {
    let t = page.tokens;
    let last = found.end - 1;
    let word = crate::recognize::lexicon::fold(t.word(last));
    let thing = crate::recognize::words::has("bedrijf", &word)
        || crate::recognize::words::has("zaak", &word)
        || crate::recognize::words::has("branche", &word)
        || exclusions::is_body(t.word(last))
        || cues::role_of(t.word(last)).is_some();
    let alone = found.end == found.start + 2;
    let goes_on = t.is_capital(found.end) || t.is(found.end, '-');
    alone && !thing && !goes_on && word.len() > 2 && t.kind(last) == Kind::Capital
}

/// Whether a job or office follows: `, adviseur`, `(projectleider)`.
fn beside_job(page: &Page<'_>, end: usize) -> bool {
    let t = page.tokens;
    let bracket = t.is(end, '(');
    if !bracket && !t.is(end, ',') {
        return false;
    }
    let mut i = grammar::over_line(t, end + 1, false);
    // `, senior adviseur`, `, hoofd Inkoop`
    if t.kind(i) == Kind::Lower && cues::role_at(page, i).is_none() {
        i += 1;
    }
    let agent = bracket && t.is(i + 1, ')') && agent(t.word(i));
    t.kind(i) == Kind::Lower && (agent || cues::role_at(page, i).is_some())
}

/// `(planeconoom)`, `(kraanmachinist)`: a word that ends like what somebody does.
fn agent(word: &str) -> bool {
    let tails = [
        "er", "eur", "oom", "oog", "ist", "aar", "ant", "ent", "kundige", "man", "vrouw", "arts",
        "coach", "hoofd", "lid", "baas",
    ];
    word.len() > 4 && tails.iter().any(|tail| word.ends_with(tail))
}

/// Verbs of which a person is the subject.
const DOES: &[&str] = &[
    "licht",
    "zegt",
    "zei",
    "meldt",
    "meldde",
    "geeft",
    "gaf",
    "vraagt",
    "vroeg",
    "stelt",
    "merkt",
    "belt",
    "belde",
    "mailt",
    "mailde",
    "schrijft",
    "schreef",
    "antwoordt",
    "reageert",
    "pakt",
    "neemt",
    "stuurt",
    "stuurde",
    "vertelt",
    "vertelde",
    "bespreekt",
    "besprak",
    "koppelt",
    "checkt",
    "denkt",
    "vindt",
    "wil",
    "heeft",
    "is",
    "zal",
    "gaat",
    "kan",
    "komt",
    "zorgt",
    "werkt",
    "deelt",
    "opent",
    "sluit",
    "verwijst",
    "herziet",
    "presenteert",
    "noemt",
    "legt",
    "bedankt",
    "regelt",
];

/// Whether a verb of which a person is the subject stands here.
pub fn acts(page: &Page<'_>, index: usize) -> bool {
    page.tokens.kind(index) == Kind::Lower && DOES.contains(&page.tokens.word(index))
}

/// `SHEVCHENKO Oleksandr`, `NGUYEN Van Duc`: a cell with the surname in capitals, and given names.
fn surname_first(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let word = t.word(index);
    let known = page.lexicon.word(word);
    let odd = word.chars().count() < 4
        || known.word() && !known.surname()
        || known.place()
        || exclusions::is_body(word);
    let listed =
        t.begins(index) || index > 0 && matches!(t.kind(index - 1), Kind::Mark(')' | ';' | ':'));
    if odd || !listed {
        return;
    }
    let mut end = index + 1;
    while end < index + 4 && t.kind(end) == Kind::Capital && t.spaced(end) {
        end += 1;
    }
    let closed = t.is_border(end) || matches!(t.kind(end), Kind::Mark(',' | ';' | '('));
    let plain = |i: usize| {
        let known = page.lexicon.word(t.word(i));
        known.given() || !known.word() && !known.place()
    };
    if end == index + 1 || !closed || !(index + 1..end).all(plain) {
        return;
    }
    let given = (index + 1..end).map(|i| crate::recognize::lexicon::fold(t.word(i))).collect();
    let surname = crate::recognize::lexicon::fold(word);
    let name = super::Name { given, surname, ..super::Name::default() };
    let found = super::Found { start: index, end, name };
    if cues::sound(page, &found) && exclusions::reason(page, &found).is_none() {
        out.push(page.hit(found, Likelihood::Likely, "hoofdletters"));
    }
}

fn capitals(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    let known = page.lexicon.word(t.word(index));
    let double = t.is(index + 1, '-') && t.kind(index + 2) == Kind::Upper;
    if !known.given() || known.word() && !double || t.word(index).len() < 3 {
        return;
    }
    let mut given = crate::recognize::lexicon::fold(t.word(index));
    let mut next = index + 1;
    if t.is(next, '-') && !t.spaced(next) && t.kind(next + 1) == Kind::Upper {
        given = format!("{given}-{}", crate::recognize::lexicon::fold(t.word(next + 1)));
        next += 2;
    }
    // `ESMERALDA J.T. SPRIENSMA`
    let letters = letters::initials(t, next);
    next = letters.as_ref().map_or(next, |(end, _)| *end);
    let Some((end, particles, surname)) = grammar::surname(page, next) else { return };
    let upper = (next..end).all(|i| t.kind(i) == Kind::Upper || !t.is_capital(i));
    let head = surname.split([' ', '-']).next().unwrap_or_default();
    let last = page.lexicon.word(head);
    if !upper || !(last.surname() || !last.word() && !last.place()) {
        return;
    }
    let name = super::Name { given: vec![given], particles, surname, ..super::Name::default() };
    let found = super::Found { start: index, end, name };
    if cues::sound(page, &found) {
        out.push(page.hit(found, Likelihood::Likely, "hoofdletters"));
    }
}

/// Particles that no place or body is joined with: more than `van`, `in`, `op` alone.
fn strong_particles(particles: &str) -> bool {
    particles.split(' ').count() >= 2 && !particles.ends_with("de") && !particles.ends_with("het")
        || matches!(particles, "ter" | "ten" | "el" | "la" | "du" | "von" | "di" | "den" | "der")
}

/// Whether a sentence or line begins here, so that the capital says nothing.
pub fn starts_sentence(page: &Page<'_>, index: usize) -> bool {
    let t = page.tokens;
    match index.checked_sub(1) {
        None => true,
        Some(before) => {
            t.is_border(before)
                || matches!(t.kind(before), Kind::Mark('.' | '!' | '?' | ':' | '•' | '-' | '*'))
        }
    }
}
