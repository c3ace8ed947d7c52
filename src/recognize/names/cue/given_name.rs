//! Given names alone: in a sentence, before a unit or a number, with one letter of a surname.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence::{self, is_person_verb, leads_to_capital};
use crate::recognize::names::grammar::{given_names, not_a_name, surname};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;

/// Words for animals, whose names are nobody's, folded.
const ANIMALS: &[&str] = &["hond", "hondje", "kat", "kater", "paard", "poes", "pony"];

/// Words after which a capitalized word is a name.
const BEFORE_NAME: &[&str] = &[
    "met", "aan", "door", "naar", "bij", "via", "en", "of", "dat", "als", "heeft", "had", "zei",
    "vraagt", "vroeg", "belde", "mailde", "namens", "bedankt", "dank", "omdat", "zodat", "want",
];

/// A given name alone: not an ordinary word in mid-sentence, or followed by a verb.
pub(crate) fn alone(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = ctx.tokens;
    let word = t.word(index);
    if t.kind(index) != TokenKind::Capital || word.chars().count() < 3 {
        return false;
    }
    let hyphen = index > 0 && t.is(index - 1, '-') && !t.spaced(index);
    if index > 0 && t.is_capital(index - 1) && !opens_sentence(ctx, index - 1) || hyphen {
        return false;
    }
    // Most sentence openings are ruled out here, before the lexicon is asked.
    let front = sentence::token_before(t, index);
    let before = front.map_or(TokenKind::Blank, |b| t.kind(b));
    let inside = before == TokenKind::Lower
        || before == TokenKind::Capital
        || matches!(before, TokenKind::Mark(',' | ':' | '(' | '"'));
    if !inside && t.kind(index + 1) == TokenKind::Lower && !is_person_verb(ctx, index + 1) {
        return false;
    }
    if !ctx.lexicon.is_given(word) {
        return false;
    }
    let (end, given) = given_names::given_names(ctx, index);
    let [name] = given.as_slice() else { return false };
    let first = name.split('-').next().unwrap_or_default();
    let known = ctx.lexicon.folded(first);
    let announced = matches!(cue_word::cue_of(word), Some(Cue::Greeting | Cue::Title));
    if announced
        || !known.given()
        || known.place()
        || organization::is_organization_word(word)
        || !ends_name(ctx, end)
    {
        return false;
    }
    let weak = ["is", "kan", "zal", "gaat", "wil", "heeft", "komt", "werkt"].contains(&t.word(end));
    // `Hond (Bobbie) is dood`, `de kat heet Moos`
    let animal = |i: usize| ANIMALS.contains(&fold(t.word(i)).as_str());
    let called = |i: usize| t.is(i, '(') || matches!(t.word(i), "heet" | "genaamd");
    if index > 0 && animal(index - 1) || index > 1 && called(index - 1) && animal(index - 2) {
        return false;
    }
    // `Dan start het beheer`
    let adverb = matches!(first, "dan" | "door" | "mits") && sentence::starts_sentence(ctx, index);
    let verb = is_person_verb(ctx, end) && !(known.word() && weak) && !adverb;
    let plain = !known.word() && !ctx.lexicon.word(word).word();
    let double = end > index + 1 && name.split('-').all(|p| ctx.lexicon.folded(p).given());
    // `vraag naar Bram`: among lower-case words, a capital marks a name.
    let stressed = front.is_some_and(|b| BEFORE_NAME.contains(&t.word(b))) && !known.surname();
    let called_at = t.kind(end) == TokenKind::Number && t.word(end).starts_with("06")
        || t.is(end, '+') && t.word(end + 1).starts_with("31");
    let said = called_at
        || plain
            && (is_bracketed(ctx, index, end)
                || inside && followed_by_unit(ctx, end)
                || !known.surname() && fills_cell(ctx, index, end)
                || is_speaker(ctx, index, end)
                || is_addressed(ctx, index, end));
    if !(verb || double || inside && plain && first.len() >= 4 || stressed || said) {
        return false;
    }
    let name = PersonName { given, ..PersonName::default() };
    let found = NameMatch { start: index, end, name };
    if not_a_name::reason(ctx, &found).is_some() {
        return false;
    }
    let why = if verb { "voornaam en werkwoord" } else { "voornaam in een zin" };
    out.push(ctx.hit(found, Likelihood::Likely, why));
    true
}

/// Whether a name can end in front of this token, without a surname that follows.
fn ends_name(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    // `Anouk` at the end of a line, `Prangsma` at the start of the next.
    let below = sentence::past_line_break(t, end, false);
    if below > end && t.kind(below) == TokenKind::Capital {
        let surname = ctx.lexicon.word(t.word(below));
        // `Marloes` and `Pauw (KvK)`: what is in brackets belongs to a whole name.
        let whole = surname.surname() && t.is(below + 1, '(');
        if whole || surname.surname() && !surname.word() || !surname.word() && !surname.place() {
            return false;
        }
    }
    if below > end && particle::begins(t, below) && leads_to_capital(t, below) {
        return false;
    }
    let next = t.kind(end);
    let bound = particle::begins(t, end) && leads_to_capital(t, end);
    matches!(next, TokenKind::Mark(',' | '.' | '?' | '!' | ')' | ';' | '(' | ':' | '+'))
        || t.is_border(end)
        || next == TokenKind::Lower && t.spaced(end) && !bound
        || next == TokenKind::Number && t.word(end).starts_with("06")
        || followed_by_unit(ctx, end)
}

/// `mijn man (Wim, 81)`, `haar vrouw (Lin)`
fn is_bracketed(ctx: &NameContext<'_>, index: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let front = sentence::token_before(t, index);
    front.is_some_and(|b| t.is(b, '('))
        && matches!(t.kind(end), TokenKind::Mark(')' | ','))
        && !ctx.lexicon.word(t.word(index)).place()
}

/// Whether the name fills a table cell.
fn fills_cell(ctx: &NameContext<'_>, index: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let after_gap = index > 0 && t.kind(index - 1) == TokenKind::Gap;
    t.begins(index) && (t.kind(end) == TokenKind::Gap || t.is_line(end) && after_gap)
}

/// `Als Marek niet rijdt`, `Heeft Hakan de sleutel`: the word opens the sentence and is not part of
/// a name.
fn opens_sentence(ctx: &NameContext<'_>, index: usize) -> bool {
    let known = ctx.lexicon.word(ctx.tokens.word(index));
    ctx.tokens.kind(index) == TokenKind::Capital
        && !known.given()
        && sentence::starts_sentence(ctx, index)
        && OPENERS.contains(&ctx.tokens.word(index).to_lowercase().as_str())
}

/// Words that open a sentence and precede a name.
const OPENERS: &[&str] = &[
    "als",
    "en",
    "maar",
    "met",
    "is",
    "heeft",
    "had",
    "kan",
    "wil",
    "gaat",
    "komt",
    "zal",
    "was",
    "ook",
    "dat",
    "dan",
    "omdat",
    "toen",
    "volgens",
    "bij",
    "voor",
    "door",
    "namens",
    "collega",
    "graag",
    "vraag",
    "bel",
    "mail",
    "aan",
    "wie",
    "zodra",
    "hoi",
    "kunnen",
    "laat",
    "mag",
    "moet",
    "krijgt",
    "zou",
    "zullen",
    "misschien",
    "gr",
    "mvg",
];

/// `Fleur van BIJ12`, `Coby van vergunningen`, `Marijke van Stichting Humanitas`: where somebody
/// works, not a surname.
fn followed_by_unit(ctx: &NameContext<'_>, end: usize) -> bool {
    let t = ctx.tokens;
    if !matches!(t.word(end), "van" | "bij" | "uit") || !t.spaced(end) {
        return false;
    }
    let article =
        matches!(t.word(end + 1), "de" | "het" | "jullie" | "ons" | "onze" | "mijn" | "uw");
    let i = end + 1 + usize::from(article);
    match t.kind(i) {
        TokenKind::Upper | TokenKind::Mixed => true,
        TokenKind::Lower => !particle::begins(t, i),
        TokenKind::Capital => {
            // `Jelmer van Communicatie`
            let known = ctx.lexicon.word(t.word(i));
            let field = known.word() && !known.surname() && !known.given() && !known.place();
            organization::is_organization_word(t.word(i)) || field
        }
        _ => false,
    }
}

/// `Folkert B.`: a given name and the first letter of a surname.
pub(crate) fn with_letter(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = ctx.tokens;
    // `Fleur van der S.`
    let mut last = index + 1;
    while last < index + 4 && t.kind(last) == TokenKind::Lower && particle::begins(t, last) {
        last += 1;
    }
    // `Minke v H.`
    if last == index + 1 && t.word(last) == "v" && t.kind(last + 1) == TokenKind::Letter {
        last += 1;
    }
    let bound = last > index + 1 && t.kind(last) == TokenKind::Letter && t.is(last + 1, '.');
    if bound && !t.spaced(last + 1) {
        let known = ctx.lexicon.word(t.word(index));
        let good = known.given() && !known.word() && !t.is_capital(last + 2);
        if good {
            push(ctx, index, last + 2, out);
        }
        return good;
    }
    let letter =
        t.kind(index + 1) == TokenKind::Letter && t.is(index + 2, '.') && !t.spaced(index + 2);
    // `Bram S neemt waar`
    if t.kind(index + 1) == TokenKind::Letter && !letter {
        return with_undotted_letter(ctx, index, out);
    }
    let ends = t.is_border(index + 3)
        || matches!(
            t.kind(index + 3),
            TokenKind::Mark(',' | ')' | ';' | '/' | '(' | '.') | TokenKind::Lower
        );
    let known = ctx.lexicon.word(t.word(index));
    // `via coach Hatice Ö. Daarna kwam`: a sentence that begins with an ordinary word.
    let next = ctx.lexicon.word(t.word(index + 3));
    let sentence = t.kind(index + 3) == TokenKind::Capital
        && t.spaced(index + 3)
        && known.given()
        && next.word()
        && !next.surname()
        && !next.given();
    // `Reactie Marleen P. op`: an ordinary word in front.
    let front = index > 0 && t.is_capital(index - 1) && {
        let word = ctx.lexicon.word(t.word(index - 1));
        !(known.given() && word.word() && !word.given() && !word.surname())
    };
    if !(letter && (ends || sentence)) || front {
        return false;
    }
    let open = known.given() || !known.place() && !known.surname() && t.word(index).len() > 3;
    let good = open && !known.word();
    if good {
        push(ctx, index, index + 3, out);
    }
    good
}

fn push(ctx: &NameContext<'_>, start: usize, end: usize, out: &mut Vec<Hit>) {
    let name = PersonName { given: vec![fold(ctx.tokens.word(start))], ..PersonName::default() };
    let found = NameMatch { start, end, name };
    out.push(ctx.hit(found, Likelihood::Likely, "voornaam en letter"));
}

/// `Pim,` on a line of its own, `Fleur, ze miste bijlage B`: somebody addressed without a greeting.
fn is_addressed(ctx: &NameContext<'_>, index: usize, end: usize) -> bool {
    let t = ctx.tokens;
    let begins = index == 0 || t.is_line(index - 1) || t.is(index - 1, '"');
    begins && t.is(end, ',') && (t.is_line(end + 1) || t.kind(end + 1) == TokenKind::Lower)
}

/// `Rogier: het meetpunt staat online`, `Sanne (16 jaar): waarom`: a speaker in minutes.
fn is_speaker(ctx: &NameContext<'_>, index: usize, end: usize) -> bool {
    let t = ctx.tokens;
    if !t.begins(index) {
        return false;
    }
    let close = |from: usize| (from..from + 12).find(|k| t.is(*k, ')') || t.is_line(*k));
    let colon = if t.is(end, '(') { close(end).map_or(end, |c| c + 1) } else { end };
    t.is(colon, ':') && t.spaced(colon + 1) && !t.is_border(colon + 1)
}

/// `Bram S neemt waar`, `Wim H`: a given name and the first letter of a surname, without its dot.
fn with_undotted_letter(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) -> bool {
    let t = ctx.tokens;
    let known = ctx.lexicon.word(t.word(index));
    let ends =
        t.is_border(index + 2) || t.kind(index + 2) == TokenKind::Lower || t.is(index + 2, ',');
    let before = index > 0 && t.is_capital(index - 1);
    // `Thijmen G oossens`: a surname that a gap takes apart.
    let parted = surname::capital_word(ctx, index + 1).is_some();
    if !known.given() || known.word() || !ends || before || !t.spaced(index + 1) || parted {
        return false;
    }
    push(ctx, index, index + 2, out);
    true
}
