//! Lists decide last: a known given name and what stands behind it. They never veto an anchor.

use super::grammar::{self, Mode};
use super::{Page, cues, exclusions, particles};
use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::token::Kind;

/// Adds the full name that begins at this token, if the lists speak for it.
pub fn at(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = page.tokens;
    if !matches!(t.kind(index), Kind::Capital | Kind::Upper) {
        return;
    }
    if t.kind(index) == Kind::Capital && (lone(page, index, out) || shortened(page, index, out)) {
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
    if next == Kind::Lower && !particles::begins(t, index + 1) {
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

/// Words after which a capital is one of a name.
const BEFORE_NAME: &[&str] = &[
    "met", "aan", "door", "naar", "bij", "via", "en", "of", "dat", "als", "heeft", "had", "zei",
    "vraagt", "vroeg", "belde", "mailde", "namens", "bedankt", "dank", "omdat", "zodat", "want",
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
    // `Anouk` at the end of a line, `Prangsma` at the head of the next.
    let below = grammar::over_line(t, end, false);
    if below > end && t.kind(below) == Kind::Capital {
        let surname = page.lexicon.word(t.word(below));
        if surname.surname() && !surname.word() || !surname.word() && !surname.place() {
            return false;
        }
    }
    let next = t.kind(end);
    let open =
        matches!(next, Kind::Mark(',' | '.' | '?' | '!' | ')' | ';' | '(' | ':')) || t.is_line(end);
    let follows = next == Kind::Lower && t.spaced(end) && !particles::begins(t, end);
    let numbered = next == Kind::Number && t.word(end).starts_with("06") || t.is(end, '+');
    let follows = follows || of_unit(page, end) || numbered;
    if !(follows || open) {
        return false;
    }
    let weak = ["is", "kan", "zal", "gaat", "wil", "heeft", "komt", "werkt"].contains(&t.word(end));
    let verb = acts(page, end) && !(known.word() && weak);
    let inside = index > 0
        && (t.kind(index - 1) == Kind::Lower
            || matches!(t.kind(index - 1), Kind::Mark(',' | ':' | '(' | '"')));
    let plain = !known.word() && !page.lexicon.word(word).word();
    let double =
        given.first().is_some_and(|g| g.split('-').all(|p| page.lexicon.folded(p).given()))
            && end > index + 1;
    // `vraag naar Bram`: between small letters a capital makes a word a name.
    let stressed = index > 0 && BEFORE_NAME.contains(&t.word(index - 1)) && !known.surname();
    let called_at = t.kind(end) == Kind::Number && t.word(end).starts_with("06")
        || t.is(end, '+') && t.word(end + 1).starts_with("31");
    let said = called_at || plain && (speaks(page, index, end) || called(page, index, end));
    if !(verb || double || inside && plain && first.len() >= 4 || stressed || said) {
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

/// `Fleur van BIJ12`, `Coby van vergunningen`, `Marijke van Stichting Humanitas`: where somebody
/// works, and no surname.
fn of_unit(page: &Page<'_>, end: usize) -> bool {
    let t = page.tokens;
    if !matches!(t.word(end), "van" | "bij" | "uit") || !t.spaced(end) {
        return false;
    }
    let article =
        matches!(t.word(end + 1), "de" | "het" | "jullie" | "ons" | "onze" | "mijn" | "uw");
    let i = end + 1 + usize::from(article);
    match t.kind(i) {
        Kind::Upper | Kind::Mixed => true,
        Kind::Lower => !particles::begins(t, i),
        Kind::Capital => exclusions::is_body(t.word(i)),
        _ => false,
    }
}

/// `Folkert B.`: a given name and the first letter of a surname.
fn shortened(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = page.tokens;
    let letter = t.kind(index + 1) == Kind::Letter && t.is(index + 2, '.') && !t.spaced(index + 2);
    // `Bram S neemt waar`
    if t.kind(index + 1) == Kind::Letter && !letter {
        return unfinished(page, index, out);
    }
    let ends = t.is_border(index + 3)
        || matches!(t.kind(index + 3), Kind::Mark(',' | ')' | ';' | '/' | '(' | '.') | Kind::Lower);
    let known = page.lexicon.word(t.word(index));
    let open = known.given() || !known.place() && !known.surname() && t.word(index).len() > 3;
    if !(letter && ends && open && !known.word()) || index > 0 && t.is_capital(index - 1) {
        return false;
    }
    let given = vec![crate::recognize::lexicon::fold(t.word(index))];
    let name = super::Name { given, ..super::Name::default() };
    let found = super::Found { start: index, end: index + 3, name };
    out.push(page.hit(found, Likelihood::Likely, "voornaam en letter"));
    true
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

/// `Pim,` on a line, `Fleur, ze miste bijlage B`: who is spoken to, without a greeting.
fn called(page: &Page<'_>, index: usize, end: usize) -> bool {
    let t = page.tokens;
    let begins = index == 0 || t.is_line(index - 1) || t.is(index - 1, '"');
    begins && t.is(end, ',') && (t.is_line(end + 1) || t.kind(end + 1) == Kind::Lower)
}

/// `Rogier: het meetpunt staat online`, `Sanne (16 jaar): waarom`: who speaks in minutes.
fn speaks(page: &Page<'_>, index: usize, end: usize) -> bool {
    let t = page.tokens;
    if !t.begins(index) {
        return false;
    }
    let close = |from: usize| (from..from + 12).find(|k| t.is(*k, ')') || t.is_line(*k));
    let colon = if t.is(end, '(') { close(end).map_or(end, |c| c + 1) } else { end };
    t.is(colon, ':') && t.spaced(colon + 1) && !t.is_border(colon + 1)
}

/// `Bram S neemt waar`, `Wim H`: the letter of a surname without its dot.
fn unfinished(page: &Page<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = page.tokens;
    let known = page.lexicon.word(t.word(index));
    let ends = t.is_border(index + 2) || t.kind(index + 2) == Kind::Lower || t.is(index + 2, ',');
    let before = index > 0 && t.is_capital(index - 1);
    if !known.given() || known.word() || !ends || before || !t.spaced(index + 1) {
        return false;
    }
    let given = vec![crate::recognize::lexicon::fold(t.word(index))];
    let name = super::Name { given, ..super::Name::default() };
    let found = super::Found { start: index, end: index + 2, name };
    out.push(page.hit(found, Likelihood::Likely, "voornaam en letter"));
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
    // `ESMERALDA J.T. SPRIENSMA`
    let letters = grammar::initials(t, next);
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
