//! What can be wrong with a pattern file or a list.

/// A pattern file or list that cannot be used. Messages never quote the file's text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecognizeError {
    /// A fault at one place of a file.
    #[error("{file}, regel {line}, kolom {column}: {fault}")]
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
    #[error("{file}: beschadigde UTF-16; sla de lijst op als UTF-8")]
    DamagedUtf16 {
        /// Name of the file, as given.
        file: String,
    },
    /// A header that the user mapped to a column is not in the list.
    #[error("{file}, regel 1: de opgegeven kolom staat er niet; er staat: {present}")]
    MissingHeader {
        /// Name of the file, as given.
        file: String,
        /// The headers that are there, separated by commas.
        present: String,
    },
    /// A column that the user mapped a header to does not exist.
    #[error("kolom `{name}` bestaat niet; bekend: {known}")]
    UnknownColumn {
        /// The column, as given.
        name: String,
        /// The names of all columns, separated by commas.
        known: String,
    },
    /// A list of entries is too large to compile.
    #[error("de lijst is te groot")]
    ListTooLarge(#[source] aho_corasick::BuildError),
    /// The list of office holders is too large to compile.
    #[error("de lijst van ambtsdragers")]
    OfficeHoldersTooLarge(#[source] aho_corasick::BuildError),
    /// There are too many keywords of patterns to compile.
    #[error("sleutelwoorden")]
    Keywords(#[source] aho_corasick::BuildError),
    /// A pattern of the program itself does not compile.
    #[error("ingebouwd patroon")]
    BuiltIn(#[source] regex::Error),
    /// An expression of a pattern does not compile.
    #[error("{file}, patroon {id}: {field}")]
    Regex {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
        /// The field that holds the expression: `regex`, `label` or `unless`.
        field: &'static str,
        /// Why it does not compile.
        #[source]
        source: regex::Error,
    },
    /// A pattern asks for a check that does not exist.
    #[error("{file}, patroon {id}: check: `{name}` bestaat niet; bekend: {known:?}")]
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
    #[error("{file}, patroon {id}: voorbeelden: geef minstens één `finds` en één `leaves`")]
    NoExamples {
        /// Name of the pattern file.
        file: String,
        /// Id of the pattern.
        id: String,
    },
    /// An example of a pattern fails.
    #[error("{file}, patroon {id}: voorbeeld {number} van `{list}` {fault}")]
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// A byte that is neither UTF-8 nor Windows-1252 as Dutch lists use it.
    #[error("geen UTF-8 en geen Windows-1252; sla de lijst op als UTF-8")]
    Encoding,
    /// A CSV record with another number of fields than the header.
    #[error(
        "{found} kolommen, verwacht {expected} zoals in de kop (of een aanhalingsteken sluit niet)"
    )]
    FieldCount {
        /// Fields in the record.
        found: u64,
        /// Fields in the header.
        expected: u64,
    },
    /// Not valid CSV.
    #[error("geen geldige CSV")]
    Csv,
    /// A header with no known column.
    #[error(
        "geen bekende kolomkop; verwacht minstens een van: {known}; of noem ze met --column KOP=KOLOM"
    )]
    UnknownHeader {
        /// The names of all columns, separated by commas.
        known: String,
    },
    /// A line in which no name is recognized.
    #[error(
        "geen naam; verwacht: een naam per regel, of een kop met kolommen zoals voorletters, voornaam, tussenvoegsel, achternaam"
    )]
    NoName,
    /// Not valid XML.
    #[error("geen geldige XML; {EXPORT}")]
    Xml,
    /// Elements nested deeper than the limit.
    #[error("te diep genest")]
    Depth,
    /// An entity that XML does not define.
    #[error("onbekende verwijzing (&...;)")]
    Entity,
    /// The file ends inside an element.
    #[error("de XML houdt op binnen `{element}`; het bestand is afgebroken")]
    Truncated {
        /// Local name of the innermost open element.
        element: String,
    },
    /// An export in which nobody holds a function.
    #[error("geen enkele medewerker in een functie; {EXPORT}")]
    NoHolders,
    /// Not valid TOML, or not a pattern file; the parser's message.
    #[error("{0}")]
    Toml(String),
}

/// What a well-formed export of the register holds.
const EXPORT: &str = "verwacht: de export van het Register van Overheidsorganisaties, met organisatie, functie en medewerker";

/// How an example of a pattern fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExampleFault {
    /// The pattern does not compile, so no example can be run.
    #[error("is niet te vertalen")]
    NotCompiled,
    /// What must be found is not, or not to its exact bounds.
    #[error("wordt niet (of niet precies) gevonden")]
    NotFound,
    /// What must be left is found.
    #[error("wordt wel gevonden")]
    Found,
}
