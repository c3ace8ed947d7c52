//! Tables of people: a column `Naam` beside columns such as `Functie`, `Telefoon` or `Voorletters`.
//! There every cell of the column is a name, whatever the word. Cells are set apart by wide gaps,
//! tabs, bars or semicolons.

use crate::model::Likelihood;
use crate::recognize::hit::Hit;
use crate::recognize::name::{NameMatch, PersonName};
use crate::recognize::names::context::NameContext;
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::grammar::{full_name, initials};
use crate::recognize::names::lexicon::{cue_word, organization, particle};
use crate::recognize::text::grid::{self, Header};
use crate::recognize::text::lexicon::fold;
use crate::recognize::text::token::TokenKind;
use crate::recognize::text::tokens::Tokens;
use crate::recognize::text::word_lists;

/// Lines without cells after which a table has ended.
const GAP: usize = 4;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// Whole names, or surnames.
    Name,
    /// Given names.
    Given,
    /// Initials.
    Initials,
}

/// Examines every table with a header.
pub(crate) fn run(ctx: &NameContext<'_>, out: &mut Vec<Hit>) {
    let t = ctx.tokens;
    let mut table: Option<(Header, Vec<(usize, Column)>)> = None;
    let mut misses = 0;
    for line in t.lines() {
        let row = grid::row(t, line);
        if row.cells.len() < 2 {
            misses += 1;
            if misses > GAP {
                table = None;
            }
            continue;
        }
        misses = 0;
        let heads = header(ctx, &row.cells);
        if !heads.is_empty() {
            table = Some((Header::of(row), heads));
            continue;
        }
        // `Schuldeiser | bedrag | dossiernr.`: the head of another table.
        if table.is_some() && row.cells.iter().filter(|cell| is_other_head(t, **cell)).count() > 1 {
            table = None;
        }
        let Some((header, columns)) = &table else { continue };
        // `Voornaam`, `Achternaam`: a table that has both is of people and nothing else.
        let pair = columns.iter().any(|(_, c)| *c == Column::Name) && columns.len() > 1;
        let (likelihood, why) = if pair {
            (Likelihood::Certain, "kolommen van personen")
        } else {
            (Likelihood::Likely, "kolom van personen")
        };
        for (k, column) in columns {
            if let Some((start, end)) = header.cell(&row, *k, true)
                && let Some(found) = value(ctx, start, end, *column)
            {
                out.push(ctx.hit(found, likelihood, why));
            }
        }
    }
}

/// Last parts of words for rooms, desks and lines that are called, folded.
pub(crate) const DESKS: &[&str] = &[
    "alarm",
    "apotheek",
    "balie",
    "centrale",
    "kantine",
    "laboratorium",
    "lijn",
    "loket",
    "meldkamer",
    "receptie",
    "ruimte",
    "secretariaat",
    "servicedesk",
    "zaal",
];

/// Heads of columns of tables that are not of people, folded.
const OTHER_HEADS: &[&str] = &[
    "aantal",
    "bedrag",
    "datum",
    "dossiernr",
    "dossiernummer",
    "kenmerk",
    "kosten",
    "nummer",
    "omschrijving",
    "onderwerp",
    "opmerking",
    "opmerkingen",
    "periode",
    "prijs",
    "status",
    "totaal",
];

/// Whether a cell is such a head.
fn is_other_head(t: &Tokens<'_>, (start, end): (usize, usize)) -> bool {
    let dot = end > start + 1 && t.is(end - 1, '.');
    end - usize::from(dot) == start + 1 && OTHER_HEADS.contains(&fold(t.word(start)).as_str())
}

/// The columns of people, if this row is the header of a table of people.
fn header(ctx: &NameContext<'_>, cells: &[(usize, usize)]) -> Vec<(usize, Column)> {
    let t = ctx.tokens;
    let mut out = Vec::new();
    let mut attributes = 0;
    for (k, (start, end)) in cells.iter().enumerate() {
        // `Voornamen   : Jan`: a field.
        let field = t.is(*end, ':') || t.kind(*end) == TokenKind::Gap && t.is(end + 1, ':');
        if end - start > 4 || field {
            continue;
        }
        let words: Vec<String> =
            (*start..*end).filter(|i| t.is_word(*i)).map(|i| fold(t.word(i))).collect();
        let head = words.join(" ");
        let is = |list: &str| word_lists::contains(list, &head);
        let column = if is("kolom naam") {
            Some(Column::Name)
        } else if is("kolom voornaam") {
            Some(Column::Given)
        } else if is("kolom voorletters") {
            Some(Column::Initials)
        } else {
            None
        };
        attributes += usize::from(
            is("kolom gegeven") || matches!(column, Some(Column::Given | Column::Initials)),
        );
        out.extend(column.map(|column| (k, column)));
    }
    // Two columns of people tell each other: `Achternaam`, `Voorletters`; `Roepnaam   Siem` is a field.
    let names = out.iter().filter(|(_, column)| *column == Column::Name).count();
    if attributes == 0 || attributes + names < 2 { Vec::new() } else { out }
}

fn value(ctx: &NameContext<'_>, start: usize, end: usize, column: Column) -> Option<NameMatch> {
    let t = ctx.tokens;
    let i = skip_titles(t, start);
    // `Geloof (alleen indien relevant):` is a field of its own.
    let field = t.kind(end) == TokenKind::Gap && t.is(end + 1, ':');
    if i >= end || field || (i..=end).any(|k| t.is(k, ':')) {
        return None;
    }
    if column == Column::Initials || t.is(i + 1, '.') && i + 2 >= end {
        let (stop, letters) = initials::initials(t, i).or_else(|| {
            (t.kind(i) == TokenKind::Upper && t.word(i).len() <= 5
                || t.kind(i) == TokenKind::Letter)
                .then(|| (i + 1, fold(t.word(i))))
        })?;
        let name = PersonName { initials: letters, ..PersonName::default() };
        return (column == Column::Initials && stop >= end).then_some(NameMatch {
            start: i,
            end: stop,
            name,
        });
    }
    let desk = fold(t.word(i));
    if DESKS.iter().any(|word| desk.ends_with(word)) && !ctx.lexicon.folded(&desk).surname() {
        return None;
    }
    let wrong = (i..end).any(|k| {
        let word = t.word(k);
        t.is_capital(k)
            && word.len() > 1
            && (organization::is_organization_word(word) && !ctx.lexicon.word(word).surname()
                || cue_word::role_of(word).is_some() && !ctx.lexicon.word(word).surname())
    });
    if wrong {
        return None;
    }
    if let Some(found) = full_name::any_form(ctx, i)
        && (found.end >= end || t.is(found.end, '('))
    {
        return Some(as_given(ctx, found, column));
    }
    // Whatever the words: only capitals, particles and hyphens, in a short cell.
    let stop = (i..end).find(|k| t.is(*k, '(')).unwrap_or(end);
    let plain = (i..stop).all(|k| {
        matches!(t.kind(k), TokenKind::Capital | TokenKind::Letter)
            || matches!(t.kind(k), TokenKind::Mark('-' | ',' | '.'))
            || particle::begins(t, k)
    });
    let capitals: Vec<usize> = (i..stop).filter(|k| t.kind(*k) == TokenKind::Capital).collect();
    if !plain || capitals.is_empty() || capitals.len() > 4 || stop > i + 9 {
        return None;
    }
    let words: Vec<String> = capitals.iter().map(|k| fold(t.word(*k))).collect();
    let name = PersonName { surname: words.join(" "), ..PersonName::default() };
    Some(as_given(ctx, NameMatch { start: i, end: stop, name }, column))
}

/// In a column of given names, and for a word that is nothing else, a single word is a given name.
fn as_given(ctx: &NameContext<'_>, found: NameMatch, column: Column) -> NameMatch {
    let name = &found.name;
    let lone = name.given.is_empty() && name.initials.is_empty() && name.particles.is_empty();
    let known = ctx.lexicon.folded(&name.surname);
    let given = column == Column::Given || known.given() && !known.surname();
    if !(lone && given && !name.surname.contains(' ')) {
        return found;
    }
    let name = PersonName { given: vec![name.surname.clone()], ..PersonName::default() };
    NameMatch { name, ..found }
}
