//! Surnames with their particles.

use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::sentence::past_line_break;
use crate::recognize::names::lexicon::particle::{self, is_particle, is_preposition};
use crate::recognize::names::lexicon::{organization, public_body};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;

/// What announced a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchoring {
    /// Initials, a title or a label: any capitalized word can be the surname.
    Anchored,
    /// Nothing: the words themselves must be recognizable.
    Bare,
}

/// The surname with its particles at this token: one past the last, particles, surname; both
/// folded.
pub(crate) fn surname(ctx: &NameContext<'_>, start: usize) -> Option<(usize, String, String)> {
    let t = ctx.tokens;
    let mut i = start;
    let mut particles = Vec::new();
    while particles.len() < 4
        && let Some(end) = particle::at(t, i)
    {
        // `De Boer`: a particle with nothing after it is the surname itself.
        let next = past_line_break(t, end, true);
        // `Mourik, Denise van` above `Verzonden: ...`
        if next > end && t.is(next + 1, ':') {
            break;
        }
        let word = t.is_word(next) || misread(t.word(next)).is_some();
        if !(word || t.is(end, '-') && t.word(i).starts_with('\'')) {
            break;
        }
        // `Noor vd Bij waren er`: nor has one before a word in lower case.
        let bare = t.kind(next) == TokenKind::Lower && particle::at(t, next).is_none();
        if bare && !particles.is_empty() && t.kind(i) == TokenKind::Capital {
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
    // `Marloes van BZK`, `mail Chaima aan BBO`: an organization, not a surname.
    let only = particles.iter().all(|p| is_preposition(p)) && !particles.is_empty();
    let body =
        t.kind(i) == TokenKind::Upper && t.word(i).len() <= 5 && t.kind(start) == TokenKind::Lower;
    if only && body && !ctx.lexicon.word(t.word(i)).surname() {
        return None;
    }
    let (mut end, mut base) = capital_word(ctx, i)?;
    // `Kl. Haarhuis`: klein, groot.
    if matches!(base.as_str(), "kl" | "gr") && t.is(end, '.') && t.is_capital(end + 1) {
        base = format!("{base} {}", fold(t.word(end + 1)));
        end += 2;
    }
    loop {
        if let Some((next, part)) = hyphenated_half(ctx, end) {
            base.push('-');
            base.push_str(&part);
            end = next;
        } else if matches!(t.word(end), "genaamd" | "GENAAMD") && t.is_capital(end + 1) {
            base = format!("{base} genaamd {}", fold(t.word(end + 1)));
            end += 2;
        } else if is_hakka(&base) && short_part(t, end) && short_part(t, end + 1) {
            // `Tjon Sie Fat`
            base = format!("{base} {} {}", fold(t.word(end)), fold(t.word(end + 1)));
            end += 2;
        } else if t.word(end) == "A"
            && t.kind(end + 1) == TokenKind::Capital
            && base.rsplit('-').next().is_some_and(is_hakka)
        {
            // `Tjong A Hung`, `Roosen-Tjin A Tsoi`
            base.push_str(" a ");
            base.push_str(&fold(t.word(end + 1)));
            end += 2;
        } else if t.word(end) == "Van" && t.kind(end + 1) == TokenKind::Capital && is_viet(&base) {
            // `Nguyen Van Thanh`
            base = format!("{base} van {}", fold(t.word(end + 1)));
            end += 2;
        } else if let Some((next, part)) = second_word(ctx, &base, &particles, end) {
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
    // `Hartog Heys van Zoutmeen`: two words, and where the family came from.
    let from = t.word(end + 1);
    if base.contains(' ')
        && particles.is_empty()
        && t.word(end) == "van"
        && t.kind(end + 1) == TokenKind::Capital
        && closes(t, end + 2)
        && public_body::body_at(t, end + 1).is_none()
        && !organization::is_organization_word(from)
        && !ctx.lexicon.word(from).word()
    {
        base = format!("{base} van {}", fold(from));
        end += 2;
    }
    end = past_junior(t, end);
    // `Emma's`, `Hoekstra's`: the genitive is not part of the name.
    if let Some(cut) = base.strip_suffix("'s") {
        base.truncate(cut.len());
    }
    Some((end, particles.join(" "), base))
}

/// One past `jr`, `sr.` behind a name, over a line break if it stands alone before an address.
fn past_junior(t: &Tokens<'_>, end: usize) -> usize {
    let at = if t.kind(end) == TokenKind::Line { end + 1 } else { end };
    let junior = matches!(t.word(at), "jr" | "sr" | "Jr" | "Sr" | "junior" | "senior" | "jr.");
    let over = at > end;
    let closes = t.is_border(at + 1) || t.is(at + 1, ',') || t.is(at + 1, '<') || t.is(at + 1, ')');
    // `Jan de Vos` above `senior adviseur`
    let dotted = t.is(at + 1, '.') && !t.spaced(at + 1) && t.word(at).len() == 2;
    match (junior, over) {
        (true, true) if t.is(at + 1, '<') => at + 1,
        (true, false) if dotted => at + 2,
        (true, false) if closes => at + 1,
        _ => end,
    }
}

/// Whether three words of a surname such as `Tjon Sie Fat` begin at this token.
pub(crate) fn is_hakka_start(t: &Tokens<'_>, i: usize) -> bool {
    is_hakka(&fold(t.word(i))) && short_part(t, i + 1) && short_part(t, i + 2)
}

/// Whether a short capitalized word is at this token, right behind another.
fn short_part(t: &Tokens<'_>, i: usize) -> bool {
    t.kind(i) == TokenKind::Capital && (2..=5).contains(&t.word(i).len())
}

/// Whether a surname continues with `A` and another word, as those of Surinamese families of Chinese
/// descent do.
fn is_hakka(base: &str) -> bool {
    [
        "tjin", "tjon", "tjong", "chin", "fung", "lie", "li", "lo", "tsai", "kong", "pang",
        "sjauw", "sjak", "sang", "tai", "tam", "foe", "wong",
    ]
    .contains(&base)
}

/// Whether this is a family name of Vietnam, folded, which stands in front.
pub(crate) fn is_viet(base: &str) -> bool {
    ["nguyen", "tran", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "ngo", "duong"]
        .contains(&base)
}

/// A capitalized word that can start or continue a surname: one past it, and the word, folded.
pub(crate) fn capital_word(ctx: &NameContext<'_>, i: usize) -> Option<(usize, String)> {
    let t = ctx.tokens;
    match t.kind(i) {
        // `VvAA`, `MinJenV`: no name has three capitals and ends in one.
        TokenKind::Capital
            if t.word(i).ends_with(char::is_uppercase)
                && t.word(i).chars().filter(|c| c.is_uppercase()).count() > 2 =>
        {
            None
        }
        TokenKind::Capital | TokenKind::Letter if parted(ctx, i).is_some() => parted(ctx, i),
        TokenKind::Capital => Some((i + 1, fold(t.word(i)))),
        TokenKind::Upper if t.word(i).len() >= 2 => Some((i + 1, fold(t.word(i)))),
        TokenKind::Mixed => misread(t.word(i))
            .filter(|whole| ctx.lexicon.folded(whole).surname())
            .map(|whole| (i + 1, whole)),
        // `d'Ancona` keeps its lower-case first letter.
        TokenKind::Lower if t.word(i).get(1..2) == Some("'") && t.word(i).len() > 3 => {
            let after = t.word(i).chars().nth(2)?;
            after.is_uppercase().then(|| (i + 1, fold(t.word(i))))
        }
        _ => None,
    }
}

/// `Gr0otveld`: a word in which a scan took letters for digits, folded, with the letters.
fn misread(word: &str) -> Option<String> {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let begins = word.starts_with(|c: char| c.is_uppercase() || c == '0');
    let fits = (1..=2).contains(&digits) && word.len() > 3 && begins;
    let letter = |c: char| match c {
        '0' => Some('o'),
        '1' => Some('l'),
        '5' => Some('s'),
        c => c.is_alphabetic().then_some(c),
    };
    let whole: Option<String> = word.chars().map(letter).collect();
    whole.filter(|_| fits).map(|whole| fold(&whole))
}

/// `T ichelaar`, `Jon gbloed`: a listed surname that a gap within it takes apart; one past it, and
/// the whole, folded. What is behind the gap is no word.
fn parted(ctx: &NameContext<'_>, i: usize) -> Option<(usize, String)> {
    let t = ctx.tokens;
    let tail = t.word(i + 1);
    if t.kind(i + 1) != TokenKind::Lower
        || !t.spaced(i + 1)
        || !(2..=10).contains(&tail.len())
        || particle::at(t, i + 1).is_some()
    {
        return None;
    }
    let joined = fold(t.word(i)) + &fold(tail);
    let listed = joined.len() >= 5 && ctx.lexicon.folded(&joined).surname();
    (listed && !ctx.lexicon.word(tail).word()).then_some((i + 2, joined))
}

/// The second half of a double name: `-Bouwmeester`, `-van Dam`, ` - Gunst`.
pub(crate) fn hyphenated_half(ctx: &NameContext<'_>, end: usize) -> Option<(usize, String)> {
    let t = ctx.tokens;
    if !t.is(end, '-') {
        return None;
    }
    let spaced = t.spaced(end) || t.spaced(end + 1);
    let mut i = past_line_break(t, end + 1, true);
    let mut part = String::new();
    while part.len() < 20
        && let Some(next) = particle::at(t, i).filter(|n| t.is_word(*n))
    {
        part.push_str(&fold(t.word(i)));
        part.push(' ');
        i = next;
    }
    // `Tjin-A-Tsoi`
    let letter =
        !spaced && t.kind(i) == TokenKind::Letter && t.is(i + 1, '-') && t.is_capital(i + 2);
    let (mut next, mut base) =
        if letter { (i + 1, fold(t.word(i))) } else { capital_word(ctx, i)? };
    let whole = spaced.then(|| second_word(ctx, &base, &[], next)).flatten();
    if let Some((end, more)) = whole {
        // `BARENDS - KLEIN BREET`
        next = end;
        base = format!("{base} {more}");
        part.push_str(&base);
        let last = ctx.lexicon.folded(more.rsplit(' ').next().unwrap_or_default());
        let surname = last.surname() || !last.word() && !last.place();
        return surname.then_some((next, part));
    }
    if spaced {
        let known = ctx.lexicon.word(t.word(i));
        // `S. Terpstra - Blom`: a word that is also a surname, where the name ends with it.
        let ends = t.is_border(next)
            || matches!(t.kind(next), TokenKind::Mark(',' | '.' | ')' | ';' | '('));
        let named = ends && !organization::is_organization_word(t.word(i));
        let surname = known.surname() && (!known.word() || !part.is_empty() || named);
        if !surname
            || t.kind(i) == TokenKind::Upper && t.word(i).len() < 5
            || !t.spaced(end + 1) && !t.spaced(end)
        {
            return None;
        }
    }
    part.push_str(&base);
    Some((next, part))
}

/// The second word of a surname: `Klein Nulent`, `Six Dijkstra`, `Rutgers van der Loeff`,
/// `Huis in 't Veld`.
pub(crate) fn second_word(
    ctx: &NameContext<'_>,
    base: &str,
    particles: &[String],
    end: usize,
) -> Option<(usize, String)> {
    let t = ctx.tokens;
    if base.contains(' ') || base.contains('-') {
        return None;
    }
    let mut i = end;
    let mut part = String::new();
    while part.len() < 16 && t.kind(i) == TokenKind::Lower && is_particle(t.word(i)) {
        part.push_str(&fold(t.word(i)));
        part.push(' ');
        i += 1;
    }
    let word = t.word(i);
    let known = ctx.lexicon.word(word);
    let upper = t.kind(i) == TokenKind::Upper;
    // `Nadeesha Kumari WICKRAMASINGHE`: only the surname is in capitals.
    let capped = upper && word.len() >= 5 && !known.word() && !known.place();
    let both = upper && t.kind(end.wrapping_sub(1)) == TokenKind::Upper;
    if !matches!(t.kind(i), TokenKind::Capital) && !both && !capped {
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
    let listed = ctx.lexicon.folded(&full).full()
        || ctx.lexicon.folded(&full).surname()
        || ctx.lexicon.folded(&format!("{base} {part}{folded}")).surname();
    if listed {
        return Some((i + 1, format!("{part}{folded}")));
    }
    if part.is_empty() {
        let stops = t.kind(i) == TokenKind::Upper && word.len() <= 5;
        let good =
            !known.word() && !known.place() && !stops && !organization::is_organization_word(word);
        let closes = closes(t, i + 1);
        return (good && closes && (known.surname() || !known.given())).then(|| (i + 1, folded));
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    // `van Quast tot Weerde`, and a rare name that goes on: `Westpaal van Hoornaar`.
    let rare = || {
        let first = ctx.lexicon.folded(base);
        let stops = t.is_border(i + 1)
            || matches!(t.kind(i + 1), TokenKind::Mark(',' | ';' | ')' | '(' | '-' | '?'))
            || t.word(i + 1) == "en";
        let open = !first.surname() && !first.word() && !first.place() && particles.is_empty();
        words == ["van"] && open && stops && !organization::is_organization_word(word)
    };
    if words == ["tot"] && !known.word() || rare() {
        return Some((i + 1, format!("{part}{folded}")));
    }
    // `Van Vos aan de Kamer`: a phrase.
    let joins = words.first().is_none_or(|w| matches!(*w, "van" | "tot") || !is_preposition(w));
    if !joins && known.word() {
        return None;
    }
    let bound = words.len() >= 2 || !words.iter().all(|w| is_preposition(w));
    (bound && known.surname() && !known.place()).then(|| (i + 1, format!("{part}{folded}")))
}

/// Degrees after a name, folded: `MSc`, `LL.M`, `RA`.
pub(crate) fn is_degree(folded: &str) -> bool {
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

/// Whether nothing follows that could belong to a longer proper noun.
pub(crate) fn closes(t: &Tokens<'_>, i: usize) -> bool {
    t.is_border(i)
        || matches!(
            t.kind(i),
            TokenKind::Mark(',' | '.' | ')' | ';' | ':' | '(' | '<' | '[' | '"' | '/')
        )
        || t.kind(i) == TokenKind::Lower
}
