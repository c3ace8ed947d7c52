//! Options of reading pictures.

use super::choices::Language;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// How pictures are read.
#[derive(Debug, ClapArgs)]
pub(crate) struct OcrArgs {
    /// Beeld lezen met Tesseract (OCR): auto (als het er is, standaard), off (niet) of require (anders stoppen)
    #[arg(
        long,
        value_enum,
        value_name = "KEUZE",
        hide_possible_values = true,
        help_heading = "Scans"
    )]
    pub(crate) ocr: Option<OcrChoice>,

    /// Waar Tesseract staat; standaard wordt het in PATH gezocht
    #[arg(long, value_name = "BESTAND", help_heading = "Scans")]
    pub(crate) tesseract: Option<PathBuf>,

    /// Talen van de scans, zoals Tesseract ze noemt; standaard nld+eng
    #[arg(long, value_name = "TALEN", help_heading = "Scans")]
    pub(crate) ocr_lang: Option<String>,

    /// Map waarin bewaard blijft wat gelezen is, voor een volgende keer; er staat tekst van documenten in
    #[arg(long, value_name = "MAP", help_heading = "Scans")]
    pub(crate) ocr_cache: Option<PathBuf>,
}

/// `--ocr`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OcrChoice {
    #[default]
    Auto,
    Off,
    Require,
}

/// Arguments of `redact doctor`.
#[derive(Debug, ClapArgs)]
pub(crate) struct DoctorArgs {
    /// Waar Tesseract staat; standaard wordt het in PATH gezocht
    #[arg(long, value_name = "BESTAND", help_heading = "Scans")]
    pub(crate) tesseract: Option<PathBuf>,

    /// Waar LibreOffice staat; standaard wordt het in PATH gezocht
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) libreoffice: Option<PathBuf>,

    /// Taal van meldingen: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}
