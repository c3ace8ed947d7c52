//! User IDs in lower case where a log says who did something: `geregistreerd door fbouzambou`.

use crate::model::{Category, Evidence, Likelihood};
use crate::recognize::hit::Hit;
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::full_name;
use crate::recognize::names::grammar::surname::Anchoring;
use crate::recognize::names::lexicon::particle;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::word_lists;

/// What logs say was done.
const DONE: &[&str] = &[
    "aangemaakt",
    "afgedrukt",
    "afgehandeld",
    "bijgewerkt",
    "geëxporteerd",
    "gemaakt",
    "geopend",
    "geprint",
    "geregistreerd",
    "gescand",
    "gesloten",
    "gewijzigd",
    "gebruiker",
    "ingeboekt",
    "ingevoerd",
    "opgeslagen",
    "opgevoerd",
    "toegevoegd",
    "vastgelegd",
    "verwerkt",
    "verwijderd",
];

/// Shortest user ID, in bytes.
const SHORTEST: usize = 4;

/// `koops27`, `hbroekh01`: letters that are not a word, then two or four digits.
pub(crate) fn with_digits(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let word = t.word(index);
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let shaped = (SHORTEST..=9).contains(&letters.len())
        && digits_fit(word.get(letters.len()..).unwrap_or_default())
        && letters.bytes().all(|b| b.is_ascii_lowercase());
    let glued = |i: usize| matches!(t.kind(i), TokenKind::Mark(m) if !matches!(m, ',' | ';' | ')' | '(' | ':' | '"'));
    let before = index > 0 && !t.spaced(index) && glued(index - 1);
    // `koops27.` ends a sentence; `covid27.voorbeeld.nl` is a website.
    let sentence = t.is(index + 1, '.') && (t.spaced(index + 2) || !t.is_word(index + 2));
    let after = !t.spaced(index + 1) && glued(index + 1) && !sentence;
    if !shaped || before || after {
        return;
    }
    let known = ctx.lexicon.word(letters);
    let thing = THINGS.iter().any(|thing| letters.ends_with(thing));
    if known.word() || known.place() || thing || is_cut_word(ctx, letters) {
        return;
    }
    let why = Evidence::of("gebruikersnaam");
    out.push(Hit::new(t.span(index, index + 1), Category::STAFF_NUMBER, Likelihood::Likely, why));
}

/// Two or four digits, or three that count up from zero: `koops27`, `klaad021`.
fn digits_fit(digits: &str) -> bool {
    matches!(digits.len(), 2 | 4) || digits.len() == 3 && digits.starts_with('0')
}

/// Whether letters are the start of a word that a narrow column or a bad scan broke off:
/// `landelij`.
fn is_cut_word(ctx: &NameContext<'_>, letters: &str) -> bool {
    let surname = ctx.lexicon.folded(letters).surname();
    let ends =
        ["k", "jk", "jke", "kt", "ng", "t", "d", "en", "ten", "sen", "er", "g", "st", "heid"];
    !surname
        && letters.len() >= 6
        && ends.iter().any(|end| ctx.lexicon.folded(&format!("{letters}{end}")).word())
}

/// Words that are followed by a year or version.
const THINGS: &[&str] = &["covid", "sars", "windows", "office", "excel", "python", "horizon"];

/// Keys of log entries whose value is an account.
const ASSIGNED: &[&str] =
    &["account", "by", "caller", "gebruiker", "login", "owner", "target", "uid", "user", "usr"];

/// Accounts of programs.
const PROGRAMS: &[&str] = &[
    "admin", "beheer", "cron", "daemon", "guest", "nobody", "postgres", "proxy", "root", "scan",
    "service", "srv", "svc", "sys", "system", "test", "unknown", "www",
];

/// `user=kdrenthe`, `by=adm-sdiallo`: the account in a log entry.
fn assigned(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let first = start + usize::from(t.is(start, '"'));
    // `by=Marga de Vries`
    let given = t.kind(first) == TokenKind::Capital && ctx.lexicon.is_given(t.word(first));
    let whole = given.then(|| full_name::given_and_surname(ctx, first, Anchoring::Bare)).flatten();
    if let Some(found) = whole.filter(|f| f.end > first + 1) {
        out.push(ctx.hit(found, Likelihood::Certain, "veld"));
        return;
    }
    let mut end = first;
    let part = |i: usize| {
        matches!(
            t.kind(i),
            TokenKind::Lower | TokenKind::Mixed | TokenKind::Upper | TokenKind::Capital
        ) && (i == first || !t.spaced(i))
    };
    while part(end) {
        end += 1;
        let joint = matches!(t.kind(end), TokenKind::Mark('.' | '_' | '-' | '\\'));
        if joint && !t.spaced(end) && part(end + 1) {
            end += 1;
        }
    }
    let mut words = (first..end).filter(|i| t.is_word(*i) || t.kind(*i) == TokenKind::Mixed);
    // `user=burgemeester`: an account of a function.
    let lower = t.word(first).to_lowercase();
    let function = end == first + 1 && word_lists::contains("functie", &lower);
    let program = PROGRAMS.contains(&lower.as_str()) || function;
    let unknown = words.any(|i| {
        let known = ctx.lexicon.word(t.word(i));
        t.word(i).len() >= SHORTEST && (!known.word() || known.surname())
    });
    // A mail address or a host has its own reader.
    let goes_on = matches!(t.kind(end), TokenKind::Mark('@' | '.' | ':')) && !t.spaced(end);
    if end == first || program || !unknown || goes_on {
        return;
    }
    let why = Evidence::of("gebruikersnaam");
    out.push(Hit::new(t.span(first, end), Category::STAFF_NUMBER, Likelihood::Likely, why));
}

/// `hvanquast · reactie · 2023-05-08`: who posted, in front of a middle dot; whether it was added.
fn posted(ctx: &NameContext<'_>, start: usize, out: &mut Vec<Hit>) -> bool {
    let t = ctx.tokens;
    let mut end = start + 1;
    while end < start + 6
        && matches!(t.kind(end), TokenKind::Mark('-' | '_' | '.'))
        && !t.spaced(end)
        && !t.spaced(end + 1)
    {
        end += 2;
    }
    let span = t.span(start, end);
    let dated = || (end + 1..end + 6).any(|i| t.kind(i) == TokenKind::Number);
    let known = ctx.lexicon.word(t.word(start));
    if !t.is(end, '·') || span.len() < SHORTEST || known.word() || !dated() {
        return false;
    }
    let why = Evidence::of("gebruikersnaam");
    out.push(Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why));
    true
}

/// Adds the user ID after the word at this token.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let long = t.get(index).map_or(0, |token| token.end - token.start);
    // The length is the cheapest test.
    if t.begins(index) && posted(ctx, index, out) {
        return;
    }
    if !(2..=9).contains(&long) {
        return;
    }
    // `Auteur: koopsm`, above a remark in a PDF.
    let labeled = matches!(t.word(index), "Auteur" | "Author" | "Gebruiker" | "User");
    let announced = match t.kind(index) {
        TokenKind::Lower => {
            matches!(t.word(index), "door" | "gebruiker" | "user")
                || t.is(index + 1, '=') && ASSIGNED.contains(&t.word(index))
        }
        _ => labeled && matches!(t.kind(index + 1), TokenKind::Mark(':' | '.')),
    };
    if !announced {
        return;
    }
    if t.is(index + 1, '=') {
        return assigned(ctx, index + 2, out);
    }
    let by = t.word(index) == "door";
    let done = || {
        let front = index.checked_sub(1).map(|b| t.word(b).to_lowercase()).unwrap_or_default();
        DONE.contains(&front.as_str())
    };
    let i = index + 1 + usize::from(labeled);
    if !matches!(t.kind(i), TokenKind::Lower | TokenKind::Mixed) || by && !done() || !t.spaced(i) {
        return;
    }
    let mut end = i + 1;
    while matches!(t.kind(end), TokenKind::Mark('.' | '_' | '-'))
        && !t.spaced(end)
        && !t.spaced(end + 1)
        && matches!(
            t.kind(end + 1),
            TokenKind::Lower | TokenKind::Mixed | TokenKind::Letter | TokenKind::Number
        )
    {
        end += 2;
    }
    let span = t.span(i, end);
    let word = t.word(i);
    let small = !word.contains(char::is_uppercase) && word.is_ascii();
    let known = ctx.lexicon.word(word);
    let plain = end == i + 1 && t.kind(i) == TokenKind::Lower;
    if !small || span.len() < SHORTEST || plain && (known.word() || particle::is_particle(word)) {
        return;
    }
    let why = Evidence::of("gebruikersnaam");
    out.push(Hit::new(span, Category::STAFF_NUMBER, Likelihood::Likely, why));
}
