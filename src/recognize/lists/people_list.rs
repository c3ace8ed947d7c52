//! The organization's own lists: staff and office holders. Every form of a name is derived and
//! looked for; a common surname alone counts only if the document names the person elsewhere.

use crate::model::{Role, SegmentKind};
use crate::recognize::error::{FileFault, RecognizeError};
use crate::recognize::lists::columns::{
    ListColumn, column_layout, known_columns, normalize_header,
};
use crate::recognize::lists::decode;
use crate::recognize::lists::register_xml::{self, Holder};
use crate::recognize::names::context::{NameContext, TextFacts};
use crate::recognize::names::grammar::titles::skip_titles;
use crate::recognize::names::grammar::{full_name, given_names, surname};
use crate::recognize::names::lexicon::cue_word::{self, Cue};
use crate::recognize::people::person::Person;
use crate::recognize::text::lexicon::{Lexicon, fold};
use crate::recognize::text::tokens::Tokens;
use std::collections::BTreeMap;

/// One line of a list.
#[derive(Clone, Debug, Default)]
pub struct ListedPerson {
    /// The person, with the role that the function gives.
    pub(crate) person: Person,
    /// Email address, folded; empty if none.
    pub mail: String,
    /// Last nine digits of the phone number; empty if none.
    pub phone: String,
    /// User ID, folded; empty if none.
    pub user: String,
    /// First and last year of the function, if given.
    pub years: (Option<u16>, Option<u16>),
    /// The authority, folded; empty if none.
    pub organization: String,
    /// The authority's abbreviation, as written; empty if none.
    pub short: String,
}

/// Reads a list of people: CSV with a header of known columns (separated by `;`, `,` or tab), one
/// name per line, or the register's XML. `columns` maps the user's own headers to columns, by their
/// Dutch names.
///
/// # Errors
/// A [`RecognizeError`] with the place and what was expected; never the text itself.
pub fn read(
    file: &str,
    bytes: &[u8],
    columns: &BTreeMap<String, String>,
) -> Result<Vec<ListedPerson>, RecognizeError> {
    let text = decode::decode(file, bytes)?.text;
    let text = text.trim_start_matches('\u{feff}');
    if register_xml::is_xml(text) {
        return Ok(register_entries(&register_xml::read(file, text)?));
    }
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b','].into_iter().find(|d| head.as_bytes().contains(d));
    let names: Vec<String> = match delimiter {
        Some(d) => head.split(char::from(d)).map(normalize_header).collect(),
        None => vec![normalize_header(head)],
    };
    let layout = column_layout(file, &names, columns)?;
    if layout.iter().all(Option::is_none) {
        let table = matches!(delimiter, Some(b';' | b'\t')) || names.len() > 2;
        if table {
            return Err(header_error(file));
        }
        return name_lines(file, text);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(false)
        .from_reader(text.as_bytes());
    let lexicon = Lexicon::shipped();
    let mut out = Vec::with_capacity(text.len() / 60);
    let mut record = csv::StringRecord::new();
    // One that is never closed makes one cell of all lines below it.
    let open = text.matches('"').count() % 2 == 1;
    while reader.read_record(&mut record).map_err(|e| csv_error(file, &e))? {
        let mut entry = ListedPerson::default();
        let torn = |(value, column): (&str, &Option<ListColumn>)| {
            value.trim().contains('\n') && (open || column.is_some())
        };
        if record.iter().zip(&layout).any(torn) {
            let line = record.position().map_or(0, csv::Position::line);
            let fault = FileFault::OpenQuote;
            return Err(RecognizeError::At { file: file.to_owned(), line, column: 1, fault });
        }
        for (value, column) in record.iter().zip(&layout) {
            if let Some(column) = column {
                fill(&mut entry, *column, value.trim(), &lexicon);
            }
        }
        if entry.person.roles.is_empty() {
            entry.person.roles.insert(Role::OFFICIAL);
        }
        out.push(entry);
    }
    Ok(out)
}

fn csv_error(file: &str, error: &csv::Error) -> RecognizeError {
    let line = error.position().map_or(0, csv::Position::line);
    let (column, fault) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len: expected, len: found, .. } => {
            let (expected, found) = (*expected, *found);
            (expected.min(found) + 1, FileFault::FieldCount { found, expected })
        }
        _ => (1, FileFault::Csv),
    };
    RecognizeError::At { file: file.to_owned(), line, column, fault }
}

fn header_error(file: &str) -> RecognizeError {
    let fault = FileFault::UnknownHeader { known: known_columns() };
    RecognizeError::At { file: file.to_owned(), line: 1, column: 1, fault }
}

/// The entries of a register's export; skips functions without a person's name.
fn register_entries(list: &[Holder]) -> Vec<ListedPerson> {
    let lexicon = Lexicon::shipped();
    let mut out = Vec::new();
    for holder in list {
        let mut entry = ListedPerson::default();
        fill(&mut entry, ListColumn::Name, &holder.name, &lexicon);
        // `Algemeen`, `Woo-team`: a function without a person.
        let bare = entry.person.initials.is_empty() && entry.person.given.is_empty();
        let title = holder.name.split(['.', ' ']).next().and_then(cue_word::cue_of);
        let titled = matches!(title, Some(Cue::Title));
        if entry.person.surname.is_empty() || bare && !titled {
            continue;
        }
        fill(&mut entry, ListColumn::Function, &holder.function, &lexicon);
        fill(&mut entry, ListColumn::Organization, &holder.organization, &lexicon);
        fill(&mut entry, ListColumn::From, &holder.from, &lexicon);
        fill(&mut entry, ListColumn::Until, &holder.until, &lexicon);
        entry.short = holder.short.clone();
        if entry.person.roles.is_empty() {
            entry.person.roles.insert(Role::OFFICIAL);
        }
        out.push(entry);
    }
    out
}

/// One name per line.
fn name_lines(file: &str, text: &str) -> Result<Vec<ListedPerson>, RecognizeError> {
    let lexicon = Lexicon::shipped();
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut entry = ListedPerson::default();
        fill(&mut entry, ListColumn::Name, line, &lexicon);
        if entry.person.surname.is_empty() {
            return Err(RecognizeError::At {
                file: file.to_owned(),
                line: number as u64 + 1,
                column: 1,
                fault: FileFault::NoName,
            });
        }
        entry.person.roles.insert(Role::OFFICIAL);
        out.push(entry);
    }
    Ok(out)
}

fn fill(entry: &mut ListedPerson, column: ListColumn, value: &str, lexicon: &Lexicon) {
    if value.is_empty() {
        return;
    }
    let person = &mut entry.person;
    match column {
        ListColumn::Initials => {
            let letters: String = value.chars().filter(|c| c.is_alphabetic()).collect();
            person.initials.insert(fold(&letters));
        }
        ListColumn::Given => {
            person.given.insert(fold(value.split(' ').next().unwrap_or(value)));
        }
        ListColumn::Particles => person.particles = fold(value),
        ListColumn::Surname => parse_name(person, value, lexicon, true),
        ListColumn::Name => parse_name(person, value, lexicon, false),
        ListColumn::Mail => entry.mail = fold(value),
        ListColumn::Phone => entry.phone = last_digits(value),
        ListColumn::Function => {
            let mut words = value.split(|c: char| c.is_whitespace() || c == '/');
            let role = words.find_map(cue_word::role_of).unwrap_or(Role::OFFICIAL);
            person.roles.insert(role);
        }
        ListColumn::User => entry.user = fold(value),
        ListColumn::From => entry.years.0 = year(value),
        ListColumn::Until => entry.years.1 = year(value),
        ListColumn::Organization => {
            entry.organization = fold(value).split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

/// The last nine digits of a number: the national number without its zero.
pub(crate) fn last_digits(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    digits.get(digits.len().saturating_sub(9)..).unwrap_or_default().to_owned()
}

fn year(value: &str) -> Option<u16> {
    value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| p.len() == 4)
        .find_map(|p| p.parse().ok().filter(|y| (1900..2200).contains(y)))
}

/// Reads a whole name in any order, or a surname with its particles.
fn parse_name(person: &mut Person, value: &str, lexicon: &Lexicon, surname: bool) {
    // Most surnames are one word.
    let mut letters = value.bytes();
    let capital = letters.next().is_some_and(|b| b.is_ascii_uppercase());
    if surname && capital && letters.all(|b| b.is_ascii_lowercase()) {
        person.surname = value.to_ascii_lowercase();
        return;
    }
    let tokens = Tokens::of(value);
    let ctx = NameContext {
        tokens: &tokens,
        lexicon,
        kind: SegmentKind::Field,
        label: None,
        office: None,
        council: false,
        part: false,
        whole: TextFacts::default(),
    };
    if surname {
        if let Some((_, particles, base)) = surname::surname(&ctx, 0) {
            if !particles.is_empty() {
                person.particles = particles;
            }
            person.surname = base;
        } else {
            person.surname = fold(value);
        }
        return;
    }
    let start = skip_titles(&tokens, 0);
    let Some(found) = full_name::any_form(&ctx, start) else { return };
    person.given.extend(found.name.given);
    if !found.name.initials.is_empty() {
        person.initials.insert(found.name.initials);
    }
    person.particles = found.name.particles;
    person.surname = found.name.surname;
    if let Some((_, given)) = given_names::bracketed(&ctx, found.end) {
        person.given.extend(given);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_with_any_columns_and_names_a_line() {
        let none = BTreeMap::new();
        let csv = "Voorletters;Tussenvoegsel;Achternaam;E-mail;Functie\nJ.P.;van den;Vlierzwaal;j@x.nl;beleidsmedewerker\n";
        let entries = read("a.csv", csv.as_bytes(), &none).unwrap();
        assert_eq!(entries[0].person.surname, "vlierzwaal");
        assert_eq!(entries[0].person.particles, "van den");
        assert!(entries[0].person.initials.contains("jp"));
        let plain = read("a.txt", b"Jan de Vries\nBoer, P. de\n", &none).unwrap();
        assert_eq!(plain[1].person.surname, "boer");
        let own = BTreeMap::from([("nm".to_owned(), "achternaam".to_owned())]);
        assert_eq!(read("a.csv", b"nm,x\nVos,1\n", &own).unwrap()[0].person.surname, "vos");
    }

    #[test]
    fn faults_name_line_and_column() {
        let none = BTreeMap::new();
        let error = read("a.csv", b"voornaam,achternaam\nJan\n", &none).err().unwrap();
        assert_eq!(
            error.to_string(),
            "a.csv, line 2, column 2: 1 columns, expected 2 as in the header (or a quotation mark is not closed)"
        );
        let error = read("a.txt", b"Jan de Vries\n\x81\n", &none).err().unwrap();
        assert!(error.to_string().starts_with("a.txt, line 2, column 1: neither UTF-8"), "{error}");
        let own = BTreeMap::from([("zz".to_owned(), "achternaam".to_owned())]);
        assert!(read("a.csv", b"nm,x\nVos,1\n", &own).is_err());
    }
}
