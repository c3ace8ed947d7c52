//! Arguments of `redact lists`.

use super::choices::{Language, column};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

pub(super) const LISTS_EXAMPLES: &str = "
Voorbeelden:
  redact lists keygen -o sleutel.txt            maakt een sleutel; toont de publieke helft (age1...)
  redact lists check personeel.csv              leest de lijst zoals straks, en telt
  redact lists seal personeel.csv -r age1...    schrijft personeel.csv.age
  redact check uitgaand/ --staff personeel.csv.age --identity sleutel.txt

Afloop (exit code): 0 klaar; 2 het ging mis.";

/// Arguments of `redact lists`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ListsArgs {
    /// check: leest een lijst en telt; seal: verzegelt een lijst (age); keygen: maakt een sleutel
    #[arg(value_enum, value_name = "WAT", hide_possible_values = true, help_heading = "Wat")]
    pub(crate) what: ListsTask,

    /// De lijst
    #[arg(value_name = "LIJST", help_heading = "Wat")]
    pub(crate) file: Option<PathBuf>,

    /// Soort lijst: people (personeel, ambtsdragers) of entries (een per regel); anders blijkt dat uit het bestand
    #[arg(
        long,
        value_enum,
        value_name = "SOORT",
        hide_possible_values = true,
        help_heading = "Wat"
    )]
    pub(crate) kind: Option<ListKind>,

    /// Kolom onder een eigen kop, als KOP=KOLOM; mag vaker
    #[arg(long, value_name = "KOP=KOLOM", value_parser = column, help_heading = "Wat")]
    pub(crate) column: Vec<(String, String)>,

    /// seal: publieke sleutel (age1...) van wie de lijst mag openen; mag vaker
    #[arg(short, long, value_name = "SLEUTEL", help_heading = "Verzegelen")]
    pub(crate) recipient: Vec<String>,

    /// seal: bestand met publieke sleutels, een per regel; mag vaker
    #[arg(short = 'R', long, value_name = "BESTAND", help_heading = "Verzegelen")]
    pub(crate) recipients_file: Vec<PathBuf>,

    /// seal: schrijft letters in plaats van bytes, bestand tegen knippen en plakken
    #[arg(short, long, help_heading = "Verzegelen")]
    pub(crate) armor: bool,

    /// Waar het komt; anders LIJST.age, en bij keygen het scherm
    #[arg(short, long, value_name = "BESTAND", help_heading = "Uitvoer")]
    pub(crate) output: Option<PathBuf>,

    /// Overschrijft wat er al staat
    #[arg(long, help_heading = "Uitvoer")]
    pub(crate) force: bool,

    /// Sleutelbestand (AGE-SECRET-KEY-1...) om verzegelde lijsten te openen; mag vaker. Ook: REDACT_IDENTITY of REDACT_IDENTITY_FILE
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) identity: Vec<PathBuf>,

    /// Taal van meldingen: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}

/// What `redact lists` does.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListsTask {
    Check,
    Seal,
    Keygen,
}

/// `--kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListKind {
    People,
    Entries,
}
