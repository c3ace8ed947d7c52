//! The Dutch of every message that the library can give.
//!
//! Keys are the English templates as they are in the code; a test holds that none is missing and
//! none is left over.

mod cli;
mod files;
mod ocr;
mod policy;
mod reading;
mod recognize;

/// The Dutch of an English template.
pub(super) fn template(english: &str) -> Option<&'static str> {
    SUBJECTS.iter().find_map(|subject| {
        let at = subject.binary_search_by_key(&english, |(key, _)| key).ok()?;
        subject.get(at).map(|(_, dutch)| *dutch)
    })
}

/// English and Dutch, by subject.
const SUBJECTS: &[&[(&str, &str)]] = &[
    reading::MESSAGES,
    files::MESSAGES,
    ocr::MESSAGES,
    recognize::MESSAGES,
    policy::MESSAGES,
    cli::MESSAGES,
];

#[cfg(test)]
mod tests;
