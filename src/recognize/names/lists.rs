//! Lists decide last: a known given name and what stands behind it. They never veto an anchor.

use super::grammar::{self, Mode};
use super::{Page, cues, exclusions};
use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::token::Kind;

/// Adds the full name that begins at this token, if the lists speak for it.
pub fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    if !matches!(t.kind(index), Kind::Capital | Kind::Upper) {
        return;
    }
    if t.kind(index) == Kind::Capital && lone(page, index, out) {
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
    if grammar::is_particle(word) || announced {
        return;
    }
    // In capitals: `JAN DE VRIES`, only where the given name is known.
    if t.kind(index) == Kind::Upper {
        capitals(page, index, out);
        return;
    }
    if next == Kind::Lower && !grammar::is_particle(t.word(index + 1)) {
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
    if exclusions::reason(page, &found).is_some() {
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
        && !(index > 0 && (grammar::is_particle(t.word(index - 1)) || t.is_capital(index - 1)))
        && cues::role_of(word).is_none()
        && !last.word()
        && !last.place()
        && (last.surname() && word.len() >= 4 && head.len() >= 4 || beside_job(page, found.end))
    {
        // A word of no list in front of a surname, or two of them with a job behind.
        Likelihood::Likely
    } else {
        return;
    };
    out.push(page.hit(found, likelihood, "voornaam en achternaam"));
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
    t.kind(i) == Kind::Lower && cues::role_at(page, i).is_some()
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

/// A given name alone: no ordinary word in the middle of a sentence, or with a verb behind it.
fn lone(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = page.tokens;
    let word = t.word(index);
    if t.kind(index) != Kind::Capital || word.chars().count() < 3 {
        return false;
    }
    if index > 0 && (t.is_capital(index - 1) || t.is(index - 1, '-') && !t.spaced(index)) {
        return false;
    }
    if !page.lexicon.is_given(word) {
        return false;
    }
    let (end, given) = grammar::given_names(page, index);
    let first = given.first().and_then(|g| g.split('-').next()).unwrap_or_default();
    let known = page.lexicon.folded(first);
    let announced = matches!(cues::of(word), Some(cues::Cue::Greeting | cues::Cue::Title));
    if announced || given.len() != 1 || !known.given() || known.place() || exclusions::is_body(word)
    {
        return false;
    }
    let next = t.kind(end);
    let open =
        matches!(next, Kind::Mark(',' | '.' | '?' | '!' | ')' | ';' | '(')) || t.is_line(end);
    let follows = next == Kind::Lower && t.spaced(end) && !grammar::is_particle(t.word(end));
    if !(follows || open) {
        return false;
    }
    let weak = ["is", "kan", "zal", "gaat", "wil", "heeft", "komt", "werkt"].contains(&t.word(end));
    let verb = acts(page, end) && !(known.word() && weak);
    let inside = index > 0
        && (t.kind(index - 1) == Kind::Lower
            || matches!(t.kind(index - 1), Kind::Mark(',' | ':' | '(')));
    let plain = !known.word() && !page.lexicon.word(word).word();
    let double =
        given.first().is_some_and(|g| g.split('-').all(|p| page.lexicon.folded(p).given()))
            && end > index + 1;
    if !(verb || double || inside && plain && first.len() >= 4) {
        return false;
    }
    let name = super::Name { given, ..super::Name::default() };
    let found = super::Found { start: index, end, name };
    if exclusions::reason(page, &found).is_some() {
        return false;
    }
    let why = if verb { "voornaam en werkwoord" } else { "voornaam in een zin" };
    out.push(page.hit(found, Likelihood::Likely, why));
    true
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
