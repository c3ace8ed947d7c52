//! Labeled fields, such as `Contactpersoon`, `Behandeld door` and `Aan:`, with their value beside
//! or below the label.

use crate::model::{Likelihood, Role, SegmentKind};
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::cue::person_noun;
use crate::recognize::names::grammar::initials::undotted;
use crate::recognize::names::grammar::surname::{self, Anchoring};
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::grammar::{full_name, surname_first};
use crate::recognize::names::layout::field_labels::{LabelStrength, label_at, labels};
use crate::recognize::names::layout::field_value::person_value;
use crate::recognize::names::layout::initials_field::initials_only;
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::names::lexicon::{organization, particle};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;

/// Reads the value of the label at this token, if a line or a cell starts here.
pub(crate) fn at(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    if ctx.tokens.begins(index) || is_inline_label(ctx, index) {
        field_value(ctx, index, out);
    }
}

/// `versie 3, opgesteld door: Riet Slotboom. Verslag: Marlon Silberie`: a label within a line,
/// after a punctuation mark and before a colon.
fn is_inline_label(ctx: &NameContext<'_>, index: usize) -> bool {
    let t = ctx.tokens;
    let parted = index > 0
        && matches!(
            t.kind(index - 1),
            TokenKind::Mark('.' | ',' | ';' | '(' | '—' | '–' | '-' | '•' | '·' | '/')
        )
        && t.spaced(index);
    let strong = |s: LabelStrength| s != LabelStrength::Weak;
    // `op NL00 ... t.n.v. A Vos`
    let holder = t.word(index) == "tnv" || t.word(index) == "t" && t.word(index + 4) == "v";
    if index > 0 && holder && t.spaced(index) && label_at(ctx, index).is_some() {
        return true;
    }
    parted && label_at(ctx, index).is_some_and(|(end, s)| strong(s) && t.is(end, ':'))
}

/// `Uw naam: g. el mrabet`: initials or a listed given name in lower case, and what fills the cell.
fn small_value(ctx: &NameContext<'_>, label_end: usize, out: &mut Vec<Hit>) -> bool {
    let t = ctx.tokens;
    let start = t.skip_borders(label_end + 1);
    let end = t.cell_end(start);
    let small = |i: usize| t.kind(i) == TokenKind::Lower || t.is(i, '.') || t.is(i, '-');
    let letter = t.word(start).chars().count() == 1 && t.is(start + 1, '.');
    let named = letter || ctx.lexicon.is_given(t.word(start));
    let ordinary = (start..end).any(|i| {
        let known = ctx.lexicon.word(t.word(i));
        known.word() && !known.surname() && !known.given() && !particle::is_particle(t.word(i))
    });
    let fits = t.is(label_end, ':')
        && named
        && !ordinary
        && (start + 2..start + 7).contains(&end)
        && (start..end).all(small);
    if !fits {
        return false;
    }
    let words: Vec<String> =
        (start..end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
    let surname = words.last().cloned().unwrap_or_default();
    let name = if letter {
        PersonName { initials: fold(t.word(start)), surname, ..PersonName::default() }
    } else {
        PersonName { given: vec![fold(t.word(start))], surname, ..PersonName::default() }
    };
    let found = NameMatch { start, end, name };
    out.push(ctx.hit_as(found, Likelihood::Certain, "naamveld", Role::CITIZEN));
    true
}

/// `Wijkbeheerder:`, `Taxateur:`: a noun for people alone, as a label.
fn noun_label(ctx: &NameContext<'_>, index: usize) -> Option<(usize, LabelStrength)> {
    let t = ctx.tokens;
    let closes = t.is(index + 1, ':') || t.kind(index + 1) == TokenKind::Gap;
    let label = t.begins(index) && t.kind(index) == TokenKind::Capital && closes;
    (label && person_noun::is_person_noun(t.word(index)))
        .then_some((index + 1, LabelStrength::Person))
}

fn field_value(ctx: &NameContext<'_>, index: usize, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    // `Uw naam:`
    let own = usize::from(matches!(t.word(index), "Uw" | "uw" | "Mijn" | "mijn"));
    let found = label_at(ctx, index + own).or_else(|| noun_label(ctx, index));
    let Some((end, strength)) = found else { return };
    if own == 1 && small_value(ctx, end, out) {
        return;
    }
    let index = index + own;
    let Some(mut i) = label_end(ctx, index, end, strength) else { return };
    let colon = t.is(i, ':');
    if colon {
        i += 1;
    }
    let beside = !t.is_border(i);
    let gap = t.kind(i) == TokenKind::Gap;
    if !colon && !gap && strength == LabelStrength::Weak {
        // `Aan A. Verhoeven`: only a name recognizable by its form.
        return;
    }
    let letter = || {
        let first = i + usize::from(t.is(i, '"'));
        strength == LabelStrength::Citizen && undotted(ctx, first).is_some()
    };
    if !colon && beside && !is_name_by_form(ctx, i) && !letter() {
        return;
    }
    // `t.n.v. "J W VOS"`
    let quoted = strength == LabelStrength::Citizen && t.is(i, '"');
    let start = t.skip_borders(i + usize::from(quoted));
    if start > i + 3 {
        return;
    }
    let word = ctx.lexicon.word(t.word(start));
    // The next table header: `Ontvanger | Grond | Beoordeling`.
    let head = gap
        && !colon
        && t.is_border(start + 1)
        && word.word()
        && !word.given()
        && (t.kind(start + 1) == TokenKind::Gap || !t.is_line(index.wrapping_sub(1)) && index > 0);
    // A heading below, when the value is in another column: `Paraaf:` above `NOTA`.
    let heading = !beside && t.kind(start) == TokenKind::Upper && t.is_line(start + 1);
    if head || heading {
        return;
    }
    let before = out.len();
    values(ctx, start, strength, colon || gap || !beside, out);
    // `Portefeuillehouder: E. Fokkema`: in documents of a college, one of its members.
    if t.word(index).eq_ignore_ascii_case("portefeuillehouder") && ctx.of_college() {
        out.iter_mut().skip(before).for_each(|hit| hit.role = Role::EXECUTIVE);
    }
    // `Griffier: G.S. Stam`: an office of which each body has one.
    let office = fold(t.word(index));
    let single = [
        "griffier",
        "raadsgriffier",
        "statengriffier",
        "gemeentesecretaris",
        "provinciesecretaris",
    ];
    if single.contains(&office.as_str()) && t.is(index + 1, ':') {
        out.iter_mut().skip(before).take(1).for_each(|hit| hit.role = Role::EXECUTIVE);
    }
}

/// One past a label with its remark and the words that belong to it; none if it asks for something
/// other than a person. `end` is one past the label itself.
fn label_end(
    ctx: &NameContext<'_>,
    index: usize,
    end: usize,
    strength: LabelStrength,
) -> Option<usize> {
    let t = ctx.tokens;
    let mut i = end;
    // `Naam (ambtenaar):`, `Afwezig (m.k.):`
    if t.is(i, '(') {
        match (i + 1..i + 6).find(|j| t.is(*j, ')')) {
            Some(close) if t.is(close + 1, ':') => i = close + 1,
            _ => {}
        }
    }
    // `Contactpersoon tijdens evenement: Reza`
    let named = matches!(fold(t.word(index)).as_str(), "naam" | "namen");
    if strength != LabelStrength::Weak || named {
        let words = (i..i + 4).take_while(|k| t.kind(*k) == TokenKind::Lower).count();
        let after = i + words;
        // `Naam onderneming: Slagerij Rachid`
        if (i..after).any(|k| organization::is_thing(t.word(k))) {
            return None;
        }
        if words > 0 && (t.is(after, ':') || t.kind(after) == TokenKind::Gap) {
            i = after;
        }
    }
    // `Van        : A. Vos`: colons that are aligned.
    Some(i + usize::from(t.kind(i) == TokenKind::Gap && t.is(i + 1, ':')))
}

/// Whether a value without colon or gap is recognizable as a name by its form.
fn is_name_by_form(ctx: &NameContext<'_>, i: usize) -> bool {
    full_name::initials_and_surname(ctx, i).is_some()
        || surname_first::surname_first(ctx, i, Anchoring::Bare).is_some()
        || ctx.lexicon.word(ctx.tokens.word(i)).given()
}

/// Reads the people of a value: several, continuing on the next lines.
fn values(
    ctx: &NameContext<'_>,
    start: usize,
    strength: LabelStrength,
    strong: bool,
    out: &mut Vec<Hit>,
) {
    let t = ctx.tokens;
    let role = if strength == LabelStrength::Citizen { Role::CITIZEN } else { Role::UNKNOWN };
    let mut i = start;
    for n in 0..60 {
        i = skip_bullets_and_titles(ctx, i);
        let Some(found) = person_value(ctx, i, strength, strong && n == 0) else {
            initials_only(ctx, i, strength, out);
            return;
        };
        let found =
            if strong && strength != LabelStrength::Weak { to_cell_end(ctx, found) } else { found };
        i = found.end;
        out.push(ctx.hit_as(found, Likelihood::Certain, "veld", role.clone()));
        i = skip_remarks(t, i);
        let line = t.kind(i) == TokenKind::Line;
        let joint = matches!(t.kind(i), TokenKind::Mark(';' | ',' | '/' | '&'))
            || matches!(t.word(i), "en" | "and");
        if !(joint || line) {
            return;
        }
        i += 1;
        if joint && t.kind(i) == TokenKind::Line {
            i += 1;
        }
        // The next line counts only if it is a name by its form and not a new label.
        if line && (label_at(ctx, i).is_some() || !is_name_line(ctx, i)) {
            return;
        }
    }
}

/// The name with the rest of its cell, if that is made of words of names only:
/// `Naam declarant: Sybren Hartogh Heys van Zouteveen`.
fn to_cell_end(ctx: &NameContext<'_>, mut found: NameMatch) -> NameMatch {
    let t = ctx.tokens;
    let mut end = t.cell_end(found.end);
    while end > found.end && surname::is_degree(&fold(t.word(end - 1))) {
        end -= 1;
    }
    let plain = |i: usize| match t.kind(i) {
        TokenKind::Capital => {
            let known = ctx.lexicon.word(t.word(i));
            let open = !known.word() && !known.place() || known.surname() && !known.place();
            open && !organization::is_organization_word(t.word(i))
                && cue_word::role_of(t.word(i)).is_none()
        }
        TokenKind::Lower => particle::is_particle(t.word(i)),
        _ => false,
    };
    let rest = found.end..end;
    let whole = (1..=5).contains(&rest.len())
        && !found.name.surname.is_empty()
        && rest.clone().all(plain)
        && t.kind(end - 1) == TokenKind::Capital;
    if whole {
        for i in rest {
            found.name.surname.push(' ');
            found.name.surname.push_str(&fold(t.word(i)));
        }
        found.end = end;
    }
    found
}

pub(crate) fn skip_bullets_and_titles(ctx: &NameContext<'_>, i: usize) -> usize {
    let t = ctx.tokens;
    let mut i = i;
    if matches!(t.word(i), "de" | "het" | "De")
        && matches!(cue_word::cue_of(t.word(i + 1)), Some(Cue::Title))
    {
        i += 1;
    }
    if matches!(t.kind(i), TokenKind::Mark('-' | '•' | '*' | '"' | '\'')) {
        i += 1;
    }
    if matches!(cue_word::cue_of(t.word(i)), Some(Cue::Title)) && t.kind(i) != TokenKind::Upper {
        return skip_titles(t, i);
    }
    i
}

/// Skips `<mail>`, `[mailto:…]`, `(EZK)`, `- BD/DRC` after a name.
fn skip_remarks(t: &Tokens<'_>, start: usize) -> usize {
    let mut i = start;
    for _ in 0..4 {
        let close = match t.kind(i) {
            TokenKind::Mark('<') => '>',
            TokenKind::Mark('[') => ']',
            TokenKind::Mark('(') => ')',
            TokenKind::Mark('"' | '\'') => {
                i += 1;
                continue;
            }
            TokenKind::Mark('-') if t.spaced(i) => {
                let mut j = i + 1;
                while j < i + 12
                    && (t.is_word(j)
                        || matches!(t.kind(j), TokenKind::Mark('/' | '-') | TokenKind::Mixed))
                {
                    j += 1;
                }
                i = j;
                continue;
            }
            TokenKind::Line if matches!(t.kind(i + 1), TokenKind::Mark('<' | '[')) => {
                i += 1;
                continue;
            }
            _ => break,
        };
        match (i + 1..i + 30).find(|j| t.is(*j, close)) {
            Some(end) => i = end + 1,
            None => break,
        }
    }
    i
}

/// Whether a line is only a name.
fn is_name_line(ctx: &NameContext<'_>, i: usize) -> bool {
    let t = ctx.tokens;
    let start = skip_bullets_and_titles(ctx, i);
    let found = full_name::initials_and_surname(ctx, start)
        .or_else(|| surname_first::surname_first(ctx, start, Anchoring::Bare))
        .or_else(|| {
            let known = ctx.lexicon.word(t.word(start)).given();
            known.then(|| full_name::given_and_surname(ctx, start, Anchoring::Bare)).flatten()
        });
    found.is_some_and(|f| {
        t.is_border(f.end)
            || f.end >= t.len()
            || matches!(t.kind(f.end), TokenKind::Mark(',' | ';' | '(' | '<' | '['))
    })
}

/// Adds the person in a segment labeled, for instance, `Author`: the whole text is the value.
pub(crate) fn labeled_segment(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let Some(name) = ctx.label.as_deref() else { return };
    let short = name.rsplit([':', '/', '.', '@']).next().unwrap_or(name);
    // The name of a style, layer or bookmark is not a person's.
    if ctx.kind == SegmentKind::Name && matches!(short, "name" | "naam") {
        return;
    }
    let known = word_lists::contains("eigenschap", name)
        || word_lists::contains("eigenschap", short)
        || labels()
            .get(short)
            .is_some_and(|l| l.iter().any(|(w, s)| w.len() == 1 && *s != LabelStrength::Weak));
    let t = ctx.tokens;
    if !known
        || t.len() > 40
        || !matches!(
            ctx.kind,
            SegmentKind::Metadata
                | SegmentKind::Comment
                | SegmentKind::Field
                | SegmentKind::Name
                | SegmentKind::Hidden
                | SegmentKind::Alternative
                | SegmentKind::Header
        )
    {
        return;
    }
    let lower = fold(t.text.trim());
    if lower.split([' ', '-', '.', '/']).any(|w| word_lists::contains("programma", w)) {
        return;
    }
    let before = out.len();
    values(ctx, t.skip_borders(0), LabelStrength::Person, true, out);
    if out.len() > before || t.len() == 0 {
        return;
    }
    // A user ID, initials or a given name: anything but a program, an organization or a sentence.
    let text = t.text.trim();
    let first = ctx.lexicon.word(t.word(0));
    let folded = fold(text);
    let body = (0..t.len()).any(|i| organization::is_organization_word(t.word(i)));
    let one =
        t.len() == 1 && text.len() <= 24 && !(first.word() && !first.given() && !first.surname());
    if one && !body && !ctx.lexicon.word(text).place() {
        let name = if first.given() {
            PersonName { given: vec![folded], ..PersonName::default() }
        } else {
            PersonName { surname: folded, ..PersonName::default() }
        };
        let found = NameMatch { start: 0, end: 1, name };
        out.push(ctx.hit(found, Likelihood::Likely, "metagegeven"));
    }
}
