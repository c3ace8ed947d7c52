//! Claims about text: something here says something about a person.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A stretch of a segment's text, in bytes, on character boundaries; `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies within.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

macro_rules! open_name {
    ($(#[$doc:meta])* $name:ident { $($(#[$cdoc:meta])* $konst:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            $($(#[$cdoc])* pub const $konst: Self = Self(Cow::Borrowed($text));)*
            /// All names that the tool itself knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$konst),*];

            /// The thing by this name.
            pub fn new(name: impl Into<String>) -> Self {
                Self(Cow::Owned(name.into()))
            }

            /// The name, as policy files and logs write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

open_name! {
    /// What kind of thing it is, by the name that policy files use. Open: patterns declare theirs.
    Category {
        /// Name of a person, in any form.
        NAME = "persoonsnaam",
        /// Name that stands for a written signature (`w.g.`, digital signature).
        SIGNATURE = "handtekening",
        /// Mail address.
        EMAIL = "email",
        /// Telephone number.
        PHONE = "telefoonnummer",
        /// Burgerservicenummer (article 46 UAVG).
        BSN = "bsn",
        /// Bank account number.
        IBAN = "iban",
        /// Street and number, postcode and number.
        ADDRESS = "adres",
        /// Date of birth.
        BIRTH_DATE = "geboortedatum",
        /// Licence plate.
        PLATE = "kenteken",
        /// Staff number, user id.
        STAFF_NUMBER = "personeelsnummer",
        /// What stands on a list of the user's.
        LISTED = "lijst",
        /// Health, criminal record, religion, union (articles 9 and 10 AVG).
        SPECIAL = "bijzonder gegeven",
        /// Number of an identity document.
        IDENTITY_DOCUMENT = "documentnummer",
        /// Social-media handle or profile address.
        PROFILE = "profiel",
        /// IP address.
        IP_ADDRESS = "ip-adres",
        /// Room number.
        ROOM = "kamernummer",
    }
}

open_name! {
    /// In what function the person or number appears.
    Role {
        /// Minister or state secretary.
        MINISTER = "bewindspersoon",
        /// Member of parliament, senator, member of a council or of the provincial states.
        REPRESENTATIVE = "volksvertegenwoordiger",
        /// Mayor, alderman, king's commissioner, deputy, head of a water board; council of an authority.
        EXECUTIVE = "bestuurder",
        /// Secretary-general, director-general, inspector-general: top of the civil service.
        TOP_OFFICIAL = "ambtelijke top",
        /// Director, head of department, mandated signatory.
        MANAGER = "leidinggevende",
        /// Press officer.
        SPOKESPERSON = "woordvoerder",
        /// Staff that does not act in the open.
        OFFICIAL = "ambtenaar",
        /// Private person, or a contact at a company.
        CITIZEN = "burger",
        /// Judge, public prosecutor.
        JUDICIARY = "rechterlijke macht",
        /// Scientist, expert or author who is quoted.
        EXPERT = "deskundige",
        /// Author of a published work that is cited, or journalist named with an article.
        AUTHOR = "auteur",
        /// Somebody of long ago, named among years before 1900.
        HISTORIC = "historische persoon",
        /// Mailbox of a function or department.
        FUNCTION_MAILBOX = "functionele mailbox",
        /// Switchboard or service number.
        GENERAL_NUMBER = "algemeen nummer",
        /// Address, account or number of an authority or firm.
        ORGANIZATION = "organisatie",
        /// Not known.
        UNKNOWN = "onbekend",
    }
}

/// Three steps that can be told to a lawyer; not a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    /// One weak sign.
    Possible,
    /// Strong signs, not proof.
    Likely,
    /// Structure, check digit or list speaks plainly.
    Certain,
}

/// Whether one of the user's lists decides, whatever the policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listed {
    /// On a `--redact-list`.
    Redact,
    /// A word that is made of an entry of a `--redact-list` as user names are.
    Ask,
    /// On a `--keep-list`.
    Keep,
}

/// One thing a finding rests on: a pattern or recognizer by name, and which check or anchor
/// spoke (`elfproef`, `veld Contactpersoon`, `niet: wet`). No document text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Evidence(Cow<'static, str>);

impl Evidence {
    /// Evidence by a fixed name.
    pub const fn of(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Evidence by a name put together from names of rules, never from document text.
    pub fn new(name: impl Into<String>) -> Self {
        Self(Cow::Owned(name.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stretch of text that says something about a person: a claim, not yet a decision.
/// Holds no text, so that nothing that prints a finding can leak it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Index into the document's segments.
    pub segment: usize,
    /// Bytes within the segment's text.
    pub span: Span,
    /// What kind of thing it is.
    pub category: Category,
    /// In what function the person appears.
    pub role: Role,
    /// How sure the recognizer is.
    pub likelihood: Likelihood,
    /// What it rests on, first the recognizer or pattern that found it.
    pub evidence: Vec<Evidence>,
    /// Number of the person within the document: all forms of one person share it.
    pub person: Option<u32>,
    /// Whether a list of the user's decides.
    pub listed: Option<Listed>,
    /// Whether signs contradict each other so that a person must look, whatever the role.
    pub conflict: bool,
}

impl Finding {
    /// A finding with role unknown and a first piece of evidence.
    pub fn new(
        segment: usize,
        span: Span,
        category: Category,
        likelihood: Likelihood,
        evidence: Evidence,
    ) -> Self {
        Self {
            segment,
            span,
            category,
            role: Role::UNKNOWN,
            likelihood,
            evidence: vec![evidence],
            person: None,
            listed: None,
            conflict: false,
        }
    }
}
