//! Values that options take.

use crate::cli::complaint::Complaint;
use clap::ValueEnum;
use redact::model::message;
use redact::pipeline::{AskMode, UnreadException};
use redact::policy::UnreadMode;
use redact::report::Lang;

/// `KOP=KOLOM`.
pub(super) fn column(text: &str) -> Result<(String, String), Complaint> {
    text.split_once('=').map(|(head, column)| (head.to_owned(), column.to_owned())).ok_or_else(
        || Complaint::new(message!("expected HEADER=COLUMN, such as Familienaam=achternaam")),
    )
}

/// `keep=scan.pdf:2,5`.
pub(super) fn unread_in(text: &str) -> Result<UnreadException, Complaint> {
    let fault = || {
        Complaint::new(message!(
            "expected keep=FILE or blank=FILE, with pages behind a colon: keep=scan.pdf:2,5"
        ))
    };
    let (mode, named) = text.split_once('=').ok_or_else(fault)?;
    let mode = match mode {
        "keep" => UnreadMode::Keep,
        "blank" => UnreadMode::Blank,
        _ => return Err(fault()),
    };
    let pages = named.rsplit_once(':').and_then(|(file, pages)| {
        let pages: Option<Vec<usize>> = pages.split(',').map(|p| p.parse().ok()).collect();
        Some((file, pages?))
    });
    let (file, pages) = pages.map_or((named, None), |(file, pages)| (file, Some(pages)));
    if file.is_empty() {
        return Err(fault());
    }
    Ok(UnreadException { file: file.into(), pages, mode })
}

/// `--ask`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Ask {
    Redact,
    Keep,
    Refuse,
}

impl From<Ask> for AskMode {
    fn from(ask: Ask) -> Self {
        match ask {
            Ask::Redact => Self::Redact,
            Ask::Keep => Self::Keep,
            Ask::Refuse => Self::Refuse,
        }
    }
}

/// `--unread`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum UnreadChoice {
    Refuse,
    Keep,
    Blank,
}

impl From<UnreadChoice> for UnreadMode {
    fn from(choice: UnreadChoice) -> Self {
        match choice {
            UnreadChoice::Refuse => Self::Refuse,
            UnreadChoice::Keep => Self::Keep,
            UnreadChoice::Blank => Self::Blank,
        }
    }
}

/// `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Human,
    Json,
    Jsonl,
}

/// `--lang`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    Nl,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Nl => Self::Nl,
            Language::En => Self::En,
        }
    }
}
