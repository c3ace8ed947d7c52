//! What can be wrong with a pattern file or a list.

use crate::model::{Message, message};
use std::error::Error;
use std::fmt;

/// A pattern file or list that cannot be used. Messages never quote the file's text.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecognizeError {
    /// A fault at one place of a file.
    At {
        /// Name of the file, as given.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column, from 1: characters in TOML and XML, bytes in undecodable text, fields in CSV.
        column: u64,
        /// What is wrong there.
        fault: FileFault,
    },
    /// A list starts with a UTF-16 byte order mark, and is not valid UTF-16.
    DamagedUtf16 {
        /// Name of the file, as given.
        file: String,
    },
    /// A header that the user mapped to a column is not in the list.
    MissingHeader {
        /// Name of the file, as given.
        file: String,
        /// The headers that are there, separated by commas.
        present: String,
    },
    /// A column that the user mapped a header to does not exist.
    UnknownColumn {
        /// The column, as given.
        name: String,
        /// The names of all columns, separated by commas.
        known: String,
    },
    /// A list of entries is too large to compile.
    ListTooLarge(aho_corasick::BuildError),
    /// The list of office holders is too large to compile.
    OfficeHoldersTooLarge(aho_corasick::BuildError),
    /// There are too many keywords of patterns to compile.
    Keywords(aho_corasick::BuildError),
    /// A pattern of the program itself does not compile.
    BuiltIn(regex::Error),
    /// A file of weights is not valid.
    Weights(toml::de::Error),
    /// An expression of a pattern does not compile.
    Regex {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
        /// The field that holds the expression: `regex`, `label` or `unless`.
        field: &'static str,
        /// Why it does not compile.
        source: regex::Error,
    },
    /// A pattern asks for a check that does not exist.
    UnknownCheck {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
        /// The check it asks for.
        name: String,
        /// The checks that exist.
        known: &'static [&'static str],
    },
    /// A pattern lacks examples of what it finds, or of what it leaves.
    NoExamples {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
    },
    /// An example of a pattern fails.
    Example {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
        /// The field that holds the example: `finds` or `leaves`.
        list: &'static str,
        /// Which example of that field, from 1.
        number: usize,
        /// How it fails.
        fault: ExampleFault,
    },
}

/// What is wrong at one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileFault {
    /// A byte that is neither UTF-8 nor Windows-1252 as Dutch lists use it.
    Encoding,
    /// A CSV record with another number of fields than the header.
    FieldCount {
        /// Fields in the record.
        found: u64,
        /// Fields in the header.
        expected: u64,
    },
    /// Not valid CSV.
    Csv,
    /// A quote that does not close on its line.
    OpenQuote,
    /// A header with no known column.
    UnknownHeader {
        /// The names of all columns, separated by commas.
        known: String,
    },
    /// A line in which no name is recognized.
    NoName,
    /// Not valid XML.
    Xml,
    /// Elements nested deeper than the limit.
    Depth,
    /// An entity that XML does not define.
    Entity,
    /// The file ends inside an element.
    Truncated {
        /// Local name of the innermost open element.
        element: String,
    },
    /// An export in which nobody holds a function.
    NoHolders,
    /// Not valid TOML, or not a pattern file; the parser's message.
    Toml(String),
}

/// How an example of a pattern fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleFault {
    /// The pattern does not compile, so no example can be run.
    NotCompiled,
    /// What must be found is not, or not to its exact bounds.
    NotFound,
    /// What must be left is found.
    Found,
}

impl RecognizeError {
    /// The sentence, for a report to say in the user's language.
    pub fn message(&self) -> Message {
        match self {
            Self::At { file, line, column, fault } => {
                message!("{0}, line {1}, column {2}: {3}", file, *line, *column, fault.message())
            }
            Self::DamagedUtf16 { file } => {
                message!("{0}: damaged UTF-16; save the list as UTF-8", file)
            }
            Self::MissingHeader { file, present } => {
                message!("{0}, line 1: the given column is not there; there is: {1}", file, present)
            }
            Self::UnknownColumn { name, known } => {
                message!("column `{0}` does not exist; known are: {1}", name, known)
            }
            Self::ListTooLarge(_) => message!("the list is too large"),
            Self::OfficeHoldersTooLarge(_) => message!("the list of office holders is too large"),
            Self::Keywords(_) => message!("there are too many keywords of patterns"),
            Self::BuiltIn(_) => message!("a built-in pattern does not compile"),
            Self::Weights(_) => message!("the file of weights is not valid"),
            Self::Regex { file, id, field, source } => message!(
                "{0}, pattern {1}: {2} is not a valid expression: {3}",
                file,
                id,
                *field,
                source.to_string()
            ),
            Self::UnknownCheck { file, id, name, known } => message!(
                "{0}, pattern {1}: check: `{2}` does not exist; known are: {3}",
                file,
                id,
                name,
                known.join(", ")
            ),
            Self::NoExamples { file, id } => message!(
                "{0}, pattern {1}: examples: give at least one `finds` and one `leaves`",
                file,
                id
            ),
            Self::Example { file, id, list, number, fault } => message!(
                "{0}, pattern {1}: example {2} of `{3}` {4}",
                file,
                id,
                *number,
                *list,
                fault.message()
            ),
        }
    }
}

impl fmt::Display for RecognizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Error for RecognizeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ListTooLarge(e) | Self::OfficeHoldersTooLarge(e) | Self::Keywords(e) => Some(e),
            Self::BuiltIn(e) | Self::Regex { source: e, .. } => Some(e),
            Self::Weights(e) => Some(e),
            _ => None,
        }
    }
}

impl FileFault {
    /// What is wrong, for a report to say in the user's language.
    pub fn message(&self) -> Message {
        match self {
            Self::Encoding => {
                message!("neither UTF-8 nor Windows-1252; save the list as UTF-8")
            }
            Self::FieldCount { found, expected } => message!(
                "{0} columns, expected {1} as in the header (or a quotation mark is not closed)",
                *found,
                *expected
            ),
            Self::Csv => message!("not valid CSV"),
            Self::OpenQuote => message!("a quote (\") that does not close on its line"),
            Self::UnknownHeader { known } => message!(
                "no known column header; expected at least one of: {0}; or name them with --column HEADER=COLUMN",
                known
            ),
            Self::NoName => message!(
                "no name; expected: a name a line, or a header with columns such as voorletters, voornaam, tussenvoegsel, achternaam"
            ),
            Self::Xml => message!("not valid XML; {0}", export()),
            Self::Depth => message!("nested too deeply"),
            Self::Entity => message!("unknown reference (&...;)"),
            Self::Truncated { element } => {
                message!("the XML ends within `{0}`; the file was cut short", element)
            }
            Self::NoHolders => message!("nobody holds a function; {0}", export()),
            Self::Toml(why) => message!("not valid TOML, or not a pattern file: {0}", why),
        }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// What a well-formed export of the register holds.
fn export() -> Message {
    message!(
        "expected: the export of the Dutch register of government organizations, with `organisatie`, `functie` and `medewerker`"
    )
}

impl ExampleFault {
    /// How it fails, for a report to say in the user's language.
    pub fn message(self) -> Message {
        match self {
            Self::NotCompiled => message!("does not compile"),
            Self::NotFound => message!("is not found (or not exactly)"),
            Self::Found => message!("is found"),
        }
    }
}
