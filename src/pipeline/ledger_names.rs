//! How a log and a table of this program begin.

/// How the first line of a log begins.
const LOG: &str = "{\"record\":\"head\",\"schema\":";

/// How the first line of a table of numbers and files begins, in each language.
pub const TABLE: [&str; 2] = [
    "# NIET PUBLICEREN: bestandsnamen kunnen persoonsgegevens bevatten",
    "# NOT FOR PUBLICATION: file names may hold personal data",
];

/// Whether this is the beginning of a log of this program.
pub fn is_log(text: &str) -> bool {
    text.starts_with(LOG)
}

/// Whether this is the beginning of a table of numbers and files.
pub fn is_table(text: &str) -> bool {
    TABLE.iter().any(|first| text.starts_with(first))
}
