//! The columns of a list of people, by their headers.

use crate::recognize::error::RecognizeError;
use crate::recognize::text::lexicon::fold;
use std::collections::BTreeMap;

/// What a column of a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ListColumn {
    /// Initials, with or without dots.
    Initials,
    /// Given name.
    Given,
    /// Particles (tussenvoegsel).
    Particles,
    /// Surname.
    Surname,
    /// A whole name in one column.
    Name,
    /// Mail address.
    Mail,
    /// Telephone number.
    Phone,
    /// Function or office.
    Function,
    /// User ID.
    User,
    /// First day of the function.
    From,
    /// Last day of the function.
    Until,
    /// Authority.
    Organization,
}

/// Headers by which columns are known, folded.
pub(crate) const COLUMNS: &[(&str, ListColumn)] = &[
    ("voorletters", ListColumn::Initials),
    ("voorletter", ListColumn::Initials),
    ("initialen", ListColumn::Initials),
    ("initials", ListColumn::Initials),
    ("voornaam", ListColumn::Given),
    ("voornamen", ListColumn::Given),
    ("roepnaam", ListColumn::Given),
    ("given name", ListColumn::Given),
    ("first name", ListColumn::Given),
    ("tussenvoegsel", ListColumn::Particles),
    ("tussenvoegsels", ListColumn::Particles),
    ("voorvoegsel", ListColumn::Particles),
    ("voorvoegsels", ListColumn::Particles),
    ("prefix", ListColumn::Particles),
    ("achternaam", ListColumn::Surname),
    ("geslachtsnaam", ListColumn::Surname),
    ("surname", ListColumn::Surname),
    ("last name", ListColumn::Surname),
    ("naam", ListColumn::Name),
    ("volledige naam", ListColumn::Name),
    ("name", ListColumn::Name),
    ("persoon", ListColumn::Name),
    ("email", ListColumn::Mail),
    ("e-mail", ListColumn::Mail),
    ("mail", ListColumn::Mail),
    ("mailadres", ListColumn::Mail),
    ("e-mailadres", ListColumn::Mail),
    ("emailadres", ListColumn::Mail),
    ("telefoon", ListColumn::Phone),
    ("telefoonnummer", ListColumn::Phone),
    ("mobiel", ListColumn::Phone),
    ("doorkiesnummer", ListColumn::Phone),
    ("phone", ListColumn::Phone),
    ("functie", ListColumn::Function),
    ("functienaam", ListColumn::Function),
    ("rol", ListColumn::Function),
    ("function", ListColumn::Function),
    ("ambt", ListColumn::Function),
    ("gebruikersnaam", ListColumn::User),
    ("userid", ListColumn::User),
    ("user id", ListColumn::User),
    ("account", ListColumn::User),
    ("van", ListColumn::From),
    ("vanaf", ListColumn::From),
    ("begindatum", ListColumn::From),
    ("startdatum", ListColumn::From),
    ("from", ListColumn::From),
    ("tot", ListColumn::Until),
    ("einddatum", ListColumn::Until),
    ("until", ListColumn::Until),
    ("organisatie", ListColumn::Organization),
    ("organisatie (onderdeel)", ListColumn::Organization),
    ("organisatienaam", ListColumn::Organization),
    ("organization", ListColumn::Organization),
    ("gemeente", ListColumn::Organization),
];

pub(crate) fn normalize_header(head: &str) -> String {
    fold(head.trim().trim_matches('"')).replace('_', " ")
}

pub(crate) fn column_layout(
    file: &str,
    names: &[String],
    own: &BTreeMap<String, String>,
) -> Result<Vec<Option<ListColumn>>, RecognizeError> {
    let by_name = |name: &str| COLUMNS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
    let own: BTreeMap<String, String> =
        own.iter().map(|(k, v)| (normalize_header(k), normalize_header(v))).collect();
    for (head, target) in &own {
        if !names.contains(head) {
            let present = names.join(", ");
            return Err(RecognizeError::MissingHeader { file: file.to_owned(), present });
        }
        if by_name(target).is_none() {
            let name = target.clone();
            return Err(RecognizeError::UnknownColumn { name, known: known_columns() });
        }
    }
    Ok(names.iter().map(|n| own.get(n).map_or_else(|| by_name(n), |t| by_name(t))).collect())
}

pub(crate) fn known_columns() -> String {
    COLUMNS.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
