//! What was typed. Valid in form; what it means is worked out in `setup`.
//!
//! In the order in which they may import each other: `choices`, `lists`, `ocr`, this file.

mod choices;
mod lists;
mod ocr;

pub(crate) use choices::{Ask, Form, Language, UnreadChoice};
pub(crate) use lists::{ListKind, ListsArgs, ListsTask};
pub(crate) use ocr::{DoctorArgs, OcrArgs, OcrChoice};

use choices::{column, unread_in};
use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use lists::LISTS_EXAMPLES;
use redact::pipeline::UnreadException;
use std::path::PathBuf;

const TEMPLATE: &str = "{about}\n\nGebruik: {usage}\n\n{all-args}{after-help}";

const USAGE: &str = "redact BESTAND... [opties]
         redact check BESTAND... [opties]
         redact verify BESTAND... [opties]
         redact explain [REGEL]
         redact patterns list|test [MAP]
         redact lists check|seal|keygen [LIJST]
         redact doctor";

const EXAMPLES: &str = "
Voorbeelden:
  redact brief.pdf                      schrijft brief.redacted.pdf en brief.audit.jsonl ernaast
  redact brief.docx notitie.txt -o uit  schrijft uit/brief.docx, uit/notitie.txt en uit/audit.jsonl
  redact map -o uit                     een hele map, met alle mappen erin
  redact check brief.docx               schrijft niets; zegt wat er nog in staat
  redact explain ambtenaar              waarom een regel zo beslist
  redact nota.pdf --redact-list namen.txt --only-lists
                                        lakt alleen wat op de lijst staat

Afloop (exit code): 0 klaar; 1 er is nog iets voor een mens; 2 bij een bestand ging het mis.
Een bestand dat 'check' of 'explain' heet, geeft u op als ./check.";

/// Arguments of the whole command.
#[derive(Debug, Parser)]
#[command(
    name = "redact",
    version,
    about = "Lakt persoonsgegevens in documenten van de overheid: vindt ze, weegt ze (Woo, artikel 5.1),\nhaalt ze weg en controleert de kopie.",
    override_usage = USAGE,
    help_template = TEMPLATE,
    after_help = EXAMPLES,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Opdrachten",
    subcommand_value_name = "OPDRACHT"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) redact: RedactArgs,

    /// Deze uitleg
    #[arg(short = 'h', long, action = ArgAction::Help, global = true, help_heading = "Overig")]
    pub(crate) help: Option<bool>,

    /// Het versienummer
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "Overig")]
    pub(crate) version: Option<bool>,
}

/// What can be done beside redacting.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Kijkt alleen: meldt wat gelakt of gevraagd zou worden, en schrijft niets
    #[command(help_template = TEMPLATE, override_usage = "redact check BESTAND... [opties]", disable_help_flag = true, after_help = CHECK_EXAMPLES)]
    Check(Box<CheckArgs>),
    /// Legt uit waarom een regel zo beslist, met het wetsartikel
    #[command(help_template = TEMPLATE, override_usage = "redact explain [REGEL] [opties]", disable_help_flag = true)]
    Explain(ExplainArgs),
    /// Kijkt bestanden na die elders gelakt zijn: tekst onder vlakken, oudere versies, namen van een lijst
    #[command(help_template = TEMPLATE, override_usage = "redact verify BESTAND... [opties]", disable_help_flag = true, after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Kijkt een lijst na (check), verzegelt die (seal) of maakt een sleutel (keygen)
    #[command(help_template = TEMPLATE, override_usage = "redact lists check|seal|keygen [LIJST] [opties]", disable_help_flag = true, after_help = LISTS_EXAMPLES)]
    Lists(ListsArgs),
    /// Toont de patronen (list), of draait hun eigen voorbeelden (test)
    #[command(help_template = TEMPLATE, override_usage = "redact patterns list|test [MAP]", disable_help_flag = true)]
    Patterns(PatternsArgs),
    /// Zegt wat er is: Tesseract en zijn talen, LibreOffice, en of de afscherming werkt
    #[command(help_template = TEMPLATE, override_usage = "redact doctor [opties]", disable_help_flag = true)]
    Doctor(DoctorArgs),
}

/// Arguments of `redact patterns`.
#[derive(Debug, ClapArgs)]
pub(crate) struct PatternsArgs {
    /// list: elk patroon met een voorbeeld; test: draait de voorbeelden van alle patronen
    #[arg(value_enum, value_name = "WAT", hide_possible_values = true, help_heading = "Wat")]
    pub(crate) what: PatternsTask,

    /// Map met eigen patronen; zonder map alleen de meegeleverde
    #[arg(value_name = "MAP", help_heading = "Wat")]
    pub(crate) folder: Option<PathBuf>,

    /// Taal van meldingen: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}

/// What `redact patterns` does.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PatternsTask {
    List,
    Test,
}

const VERIFY_EXAMPLES: &str = "
Voorbeelden:
  redact verify besluit.pdf                          tekst onder zwarte vlakken, niet doorgevoerde
                                                     lakvoorstellen, auteur, oudere versies, bijlagen
  redact verify map/ --redact-list namen.txt         ook of een van deze namen er nog in staat

Afloop (exit code): 0 niets gevonden; 1 er is iets gevonden; 2 een bestand was niet na te lezen.";

const CHECK_EXAMPLES: &str = "
Voorbeelden:
  redact check uitgaand/                       poort voor brieven die de deur uit gaan
  redact check brief.docx --show               toont ook de gevonden tekst (alleen op dit scherm)
  redact check brief.txt --format jsonl        een vondst per regel, voor andere programma's

Afloop (exit code): 0 niets gevonden; 1 er is iets te lakken, te vragen of niet te lezen;
2 bij een bestand ging het mis.";

/// Arguments of `redact FILE...`.
#[derive(Debug, ClapArgs)]
pub(crate) struct RedactArgs {
    /// Bestanden of mappen (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, e-mail, agenda's, adreskaarten, webpagina's, XML, JSON, afbeeldingen, platte tekst)
    #[arg(value_name = "BESTAND", help_heading = "Wat")]
    pub(crate) files: Vec<PathBuf>,

    /// Map voor de kopieën en audit.jsonl; bestandsnamen blijven gelijk
    #[arg(short, long, value_name = "MAP", help_heading = "Uitvoer")]
    pub(crate) output: Option<PathBuf>,

    /// Overschrijft kopieën en logboek die er al staan; nooit het origineel
    #[arg(long, help_heading = "Uitvoer")]
    pub(crate) force: bool,

    /// Geeft kopieën een nummer in plaats van hun naam, die ook namen kan bevatten; welk nummer welk bestand is, staat in de tabel van --map
    #[arg(long, help_heading = "Uitvoer")]
    pub(crate) safe_names: bool,

    /// Schrijft een tabel van documentnummer (zoals in het logboek) en bestand; niet publiceren
    #[arg(long, value_name = "BESTAND", help_heading = "Uitvoer")]
    pub(crate) map: Option<PathBuf>,

    /// Sleutelbestand: het logboek krijgt een HMAC van uw eigen lijsten
    #[arg(long, value_name = "BESTAND", help_heading = "Uitvoer")]
    pub(crate) audit_key: Option<PathBuf>,

    /// Wat met twijfelgevallen: redact (lakken en melden, standaard), keep (laten staan en melden) of refuse (geen kopie)
    #[arg(
        long,
        value_enum,
        value_name = "KEUZE",
        hide_possible_values = true,
        help_heading = "Beslissen"
    )]
    pub(crate) ask: Option<Ask>,

    /// Wat met bladzijden die niet te lezen zijn: refuse (geen kopie, standaard), keep (laten staan) of blank (leeg maken)
    #[arg(
        long,
        value_enum,
        value_name = "KEUZE",
        hide_possible_values = true,
        help_heading = "Beslissen"
    )]
    pub(crate) unread: Option<UnreadChoice>,

    /// Hetzelfde voor één bestand of enkele pagina's ervan: keep=scan.pdf:2,5 of blank=scan.pdf; mag vaker
    #[arg(long, value_name = "KEUZE=BESTAND[:PAGINA,...]", value_parser = unread_in, help_heading = "Beslissen")]
    pub(crate) unread_in: Vec<UnreadException>,

    /// Geeft gescande pagina's van een PDF onzichtbare letters van wat er blijft staan: om te zoeken en voor te laten lezen
    #[arg(long, help_heading = "Scans")]
    pub(crate) text_layer: bool,

    #[command(flatten)]
    pub(crate) find: FindArgs,
}

/// Arguments of `redact check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Bestanden of mappen (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, e-mail, agenda's, adreskaarten, webpagina's, XML, JSON, afbeeldingen, platte tekst)
    #[arg(value_name = "BESTAND", required = true, help_heading = "Wat")]
    pub(crate) files: Vec<PathBuf>,

    /// Vorm van de uitvoer: human (standaard), json of jsonl (een vondst per regel)
    #[arg(long, value_enum, default_value_t = Form::Human, value_name = "VORM", hide_possible_values = true, hide_default_value = true, help_heading = "Uitvoer")]
    pub(crate) format: Form,

    /// Rekent bestanden van een soort die niet te lezen is niet mee; zonder deze optie is de afloop dan 1
    #[arg(long, help_heading = "Beslissen")]
    pub(crate) skip_unknown: bool,

    #[command(flatten)]
    pub(crate) find: FindArgs,
}

/// Arguments of `redact explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// Naam van de regel, zoals in de uitvoer tussen [ ]; zonder naam: alle regels
    #[arg(value_name = "REGEL", help_heading = "Wat")]
    pub(crate) rule: Option<String>,

    /// Beleid: woo, uitgaand of een eigen bestand; zonder keuze wordt in alle meegeleverde gezocht
    #[arg(long, value_name = "BELEID", help_heading = "Beslissen")]
    pub(crate) profile: Option<String>,

    /// Taal: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}

/// Arguments of `redact verify`.
#[derive(Debug, ClapArgs)]
pub(crate) struct VerifyArgs {
    /// Bestanden of mappen (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, e-mail, agenda's, adreskaarten, webpagina's, XML, JSON, afbeeldingen, platte tekst)
    #[arg(value_name = "BESTAND", required = true, help_heading = "Wat")]
    pub(crate) files: Vec<PathBuf>,

    /// Namen en nummers die er niet meer in mogen staan, één per regel (UTF-8); mag vaker
    #[arg(long, value_name = "BESTAND", help_heading = "Zoeken")]
    pub(crate) redact_list: Vec<PathBuf>,

    /// Sleutelbestand (AGE-SECRET-KEY-1...) om verzegelde lijsten te openen; mag vaker. Ook: REDACT_IDENTITY of REDACT_IDENTITY_FILE
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) identity: Vec<PathBuf>,

    /// Rekent bestanden van een soort die niet te lezen is niet mee; zonder deze optie is de afloop dan 1
    #[arg(long, help_heading = "Zoeken")]
    pub(crate) skip_unknown: bool,

    #[command(flatten)]
    pub(crate) ocr: OcrArgs,

    /// Leest bestanden in dit programma zelf, zonder afscherming: een bestand dat te veel geheugen vraagt, breekt dan alles af
    #[arg(long, help_heading = "Overig")]
    pub(crate) no_sandbox: bool,

    /// Taal van meldingen: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}

/// How things are found and weighed; shared by redacting and checking.
#[derive(Debug, ClapArgs)]
pub(crate) struct FindArgs {
    /// Beleid: woo (standaard bij lakken), uitgaand (standaard bij check) of een eigen bestand
    #[arg(long, value_name = "BELEID", help_heading = "Beslissen")]
    pub(crate) profile: Option<String>,

    /// Lakt altijd wat in dit bestand staat, één per regel (UTF-8); mag vaker
    #[arg(long, value_name = "BESTAND", help_heading = "Zoeken")]
    pub(crate) redact_list: Vec<PathBuf>,

    /// Laat altijd staan wat in dit bestand staat, één per regel (UTF-8); mag vaker
    #[arg(long, value_name = "BESTAND", help_heading = "Zoeken")]
    pub(crate) keep_list: Vec<PathBuf>,

    /// Personeelslijst (CSV met kop, of één naam per regel): alle vormen van deze namen worden gezocht; mag vaker
    #[arg(long, value_name = "BESTAND", help_heading = "Zoeken")]
    pub(crate) staff: Vec<PathBuf>,

    /// Kolom van de personeelslijst of ambtsdragers onder een eigen kop, als KOP=KOLOM; mag vaker
    #[arg(long, value_name = "KOP=KOLOM", value_parser = column, help_heading = "Zoeken")]
    pub(crate) column: Vec<(String, String)>,

    /// Ambtsdragers (CSV: naam, functie, organisatie, vanaf, tot; of de export van het Register van Overheidsorganisaties, CSV of XML): hun namen blijven staan; mag vaker
    #[arg(long, value_name = "BESTAND", help_heading = "Zoeken")]
    pub(crate) office_holders: Vec<PathBuf>,

    /// Map met eigen patronen (*.toml): vult de meegeleverde aan, of vervangt die met dezelfde bestandsnaam
    #[arg(long, value_name = "MAP", help_heading = "Zoeken")]
    pub(crate) patterns: Option<PathBuf>,

    /// Zoekt alleen met uw lijsten: geen patronen, geen naamherkenning
    #[arg(long, help_heading = "Zoeken")]
    pub(crate) only_lists: bool,

    /// Vraagt het geleerde model niet om een tweede oordeel over namen
    #[arg(long, help_heading = "Zoeken")]
    pub(crate) no_model: bool,

    #[command(flatten)]
    pub(crate) ocr: OcrArgs,

    /// Sleutelbestand (AGE-SECRET-KEY-1...) om verzegelde lijsten te openen; mag vaker. Ook: REDACT_IDENTITY of REDACT_IDENTITY_FILE
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) identity: Vec<PathBuf>,

    /// Bestand met wachtwoorden om op beveiligde bestanden te proberen, één per regel
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) password_file: Option<PathBuf>,

    /// Verwijdert macro's in plaats van het bestand te weigeren
    #[arg(long, help_heading = "Openen")]
    pub(crate) drop_macros: bool,

    /// Zet oude bestanden van Word, Excel en PowerPoint (DOC, XLS, PPT) om met LibreOffice, als dat er is; de kopie is dan DOCX, XLSX of PPTX
    #[arg(long, help_heading = "Openen")]
    pub(crate) convert: bool,

    /// Waar LibreOffice staat; standaard wordt het in PATH gezocht
    #[arg(long, value_name = "BESTAND", help_heading = "Openen")]
    pub(crate) libreoffice: Option<PathBuf>,

    /// Leest bestanden in dit programma zelf, zonder afscherming: een bestand dat te veel geheugen vraagt, breekt dan alles af
    #[arg(long, help_heading = "Overig")]
    pub(crate) no_sandbox: bool,

    /// Toont de gevonden tekst op het scherm; nooit in het logboek
    #[arg(long, help_heading = "Overig")]
    pub(crate) show: bool,

    /// Aantal bestanden tegelijk; standaard zoveel als er processorkernen zijn
    #[arg(short, long, value_name = "N", help_heading = "Overig")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,

    /// Taal van meldingen: nl of en
    #[arg(long, value_enum, default_value_t = Language::Nl, value_name = "TAAL", hide_possible_values = true, hide_default_value = true, help_heading = "Overig")]
    pub(crate) lang: Language,
}
