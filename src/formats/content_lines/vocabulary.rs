//! What is known by its name: properties, parameters, their usual values.

/// What the value of a property is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text.
    Text,
    /// The address of a person, as a link.
    Address,
    /// The parts of a name: surname, given names, further names, in front, behind.
    Name,
    /// The parts of an address: box, addition, street, town, region, postal code, country.
    Postal,
    /// A date.
    Date,
    /// What tells this object from others.
    Identifier,
    /// A picture, a sound, a key.
    Portrait,
    /// The begin or end of an object.
    Frame,
}

/// Properties: name, shape, and the word by which the text calls them.
const PROPERTIES: [(&str, Shape, &str); 36] = [
    ("ADR", Shape::Postal, "Adres"),
    ("ANNIVERSARY", Shape::Date, "Trouwdatum"),
    ("ATTENDEE", Shape::Address, "Deelnemer"),
    ("BDAY", Shape::Date, "Geboortedatum"),
    ("BEGIN", Shape::Frame, ""),
    ("BIRTHPLACE", Shape::Text, "Geboorteplaats"),
    ("CATEGORIES", Shape::Text, "Categorie"),
    ("COMMENT", Shape::Text, "Opmerking"),
    ("CONTACT", Shape::Text, "Contactpersoon"),
    ("DEATHDATE", Shape::Date, "Overlijdensdatum"),
    ("DESCRIPTION", Shape::Text, "Omschrijving"),
    ("EMAIL", Shape::Address, "E-mail"),
    ("END", Shape::Frame, ""),
    ("FN", Shape::Text, "Naam"),
    ("KEY", Shape::Portrait, "KEY"),
    ("LABEL", Shape::Text, "Adres"),
    ("LOCATION", Shape::Text, "Plaats"),
    ("LOGO", Shape::Portrait, "LOGO"),
    ("MEMBER", Shape::Address, "Lid"),
    ("N", Shape::Name, "Naam"),
    ("NICKNAME", Shape::Text, "Roepnaam"),
    ("NOTE", Shape::Text, "Opmerking"),
    ("ORG", Shape::Text, "Organisatie"),
    ("ORGANIZER", Shape::Address, "Organisator"),
    ("PHOTO", Shape::Portrait, "PHOTO"),
    ("RELATED", Shape::Text, "Contactpersoon"),
    ("RELATED-TO", Shape::Identifier, ""),
    ("ROLE", Shape::Text, "Functie"),
    ("SOUND", Shape::Portrait, "SOUND"),
    ("SUMMARY", Shape::Text, "Onderwerp"),
    ("TEL", Shape::Address, "Telefoon"),
    ("TITLE", Shape::Text, "Functie"),
    ("UID", Shape::Identifier, ""),
    ("X-ASSISTANT", Shape::Text, "Contactpersoon"),
    ("X-MANAGER", Shape::Text, "Contactpersoon"),
    ("X-SPOUSE", Shape::Text, "Contactpersoon"),
];

/// The shape of the property of this name, and the word for it; `None` for one that is not known.
pub(super) fn property(name: &str) -> Option<(Shape, &'static str)> {
    let found = PROPERTIES.iter().find(|(n, ..)| n.eq_ignore_ascii_case(name));
    found.map(|(_, shape, word)| (*shape, *word))
}

/// Objects.
const OBJECTS: [&str; 13] = [
    "VCALENDAR",
    "VEVENT",
    "VTODO",
    "VJOURNAL",
    "VFREEBUSY",
    "VTIMEZONE",
    "VALARM",
    "STANDARD",
    "DAYLIGHT",
    "VAVAILABILITY",
    "AVAILABLE",
    "VCARD",
    "VLOCATION",
];

/// Whether this is the name of an object.
pub(super) fn is_object(word: &str) -> bool {
    OBJECTS.iter().any(|o| o.eq_ignore_ascii_case(word.trim()))
}

/// Parameters whose usual values tell nothing of a person.
const PARAMETERS: [&str; 16] = [
    "", "CHARSET", "CUTYPE", "ENCODING", "FBTYPE", "FMTTYPE", "LANGUAGE", "PARTSTAT", "PREF",
    "RELATED", "RELTYPE", "ROLE", "RSVP", "TYPE", "TZID", "VALUE",
];

/// Their usual values.
const USUAL: &str = "accepted address-group adr aim assistant base64 b binary boolean business busy \
    cal-address car cell chair child colleague contact date date-time de declined delegated dom \
    duration en en-gb en-us end europe/amsterdam europe/berlin europe/brussels europe/london \
    false fax fr friend gif group home image/jpeg image/png individual integer internet intl \
    iphone iso-8859-1 isdn jpeg jpg main mobile modem msg needs-action nl nl-be nl-nl \
    non-participant opt-participant other pager parcel parent period personal png postal pref \
    quoted-printable recur req-participant resource room sibling spouse start tentative text \
    textphone true unicode unknown uri url us-ascii utc utf-8 video voice windows-1252 work x400";

/// Whether a parameter of this name with this value says how, not who.
pub(super) fn says_nothing(name: &str, value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    PARAMETERS.iter().any(|p| p.eq_ignore_ascii_case(name))
        && (value.is_empty()
            || value.bytes().all(|b| b.is_ascii_digit()) && value.len() < 4
            || USUAL.split_ascii_whitespace().any(|u| u == value))
}
