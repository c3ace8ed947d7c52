//! The help in English, laid over the Dutch that stands with the arguments.

use clap::{Arg, Command};
use std::ffi::{OsStr, OsString};

/// Whether English was asked for, before anything is parsed: help ends the parsing.
pub(super) fn is_wanted(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> bool {
    let mut wanted = false;
    let mut after_lang = false;
    for argument in arguments {
        let argument = argument.as_ref();
        if argument == "--" {
            break;
        }
        wanted |= argument == "--lang=en" || (after_lang && argument == "en");
        after_lang = argument == "--lang";
    }
    wanted
}

/// The same arguments with a `--lang` in front of the command put behind it: every command has it.
pub(super) fn lang_behind_command(typed: Vec<OsString>) -> Vec<OsString> {
    let mut rest = typed.into_iter().peekable();
    let mut out: Vec<OsString> = rest.next().into_iter().collect();
    let mut lang = Vec::new();
    while let Some(argument) = rest.peek() {
        let alone = argument == "--lang";
        if !alone && !argument.to_string_lossy().starts_with("--lang=") {
            break;
        }
        lang.extend(rest.next());
        if alone {
            lang.extend(rest.next());
        }
    }
    out.extend(rest.next_if(|a| !a.to_string_lossy().starts_with('-')));
    out.extend(lang);
    out.extend(rest);
    out
}

const TEMPLATE: &str = "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "
Examples:
  redact letter.pdf                     writes letter.redacted.pdf and letter.audit.jsonl beside it
  redact letter.docx note.txt -o out    writes out/letter.docx, out/note.txt and out/audit.jsonl
  redact folder -o out                  a whole folder, with all folders in it
  redact check letter.docx              writes nothing; says what is still in it
  redact explain ambtenaar              why a rule decides as it does
  redact memo.pdf --redact-list names.txt --only-lists
                                        redacts nothing but what stands on the list

Exit code: 0 done; 1 something is left for a person; 2 a file went wrong.
A file that is called like a command is given as ./check.";

/// A command: its name, what it does, its usage, its closing words.
type Words = (&'static str, &'static str, &'static str, &'static str);

const COMMANDS: &[Words] = &[
    (
        "redact",
        "Redacts personal data in documents of the Dutch government: finds them, weighs them (Woo,\narticle 5.1), removes them and checks the copy.",
        "redact FILE... [options]\n       redact check FILE... [options]\n       redact verify FILE... [options]\n       redact explain [RULE]\n       redact patterns list|test [DIR]\n       redact lists check|seal|keygen [LIST]\n       redact doctor",
        EXAMPLES,
    ),
    (
        "check",
        "Looks only: tells what would be redacted or asked, and writes nothing",
        "redact check FILE... [options]",
        "
Examples:
  redact check outgoing/                       a gate for letters that go out
  redact check letter.docx --show              also shows the found text (on this screen only)
  redact check letter.txt --format jsonl       a finding a line, for other programs

Exit code: 0 nothing found; 1 something to redact, to ask or unreadable; 2 a file went wrong.",
    ),
    (
        "doctor",
        "Says what is there: Tesseract and its languages, LibreOffice, and whether the sandbox works",
        "redact doctor [options]",
        "",
    ),
    (
        "explain",
        "Explains why a rule decides as it does, with the article of law",
        "redact explain [RULE] [options]",
        "",
    ),
    (
        "lists",
        "Looks a list through (check), seals it (seal) or makes a key (keygen)",
        "redact lists check|seal|keygen [LIST] [options]",
        "
Examples:
  redact lists keygen -o key.txt                makes a key; shows its public half (age1...)
  redact lists check staff.csv                  reads the list as it will be read, and counts
  redact lists seal staff.csv -r age1...        writes staff.csv.age
  redact check outgoing/ --staff staff.csv.age --identity key.txt

Exit code: 0 done; 2 it went wrong.",
    ),
    (
        "patterns",
        "Shows the patterns (list), or runs their own examples (test)",
        "redact patterns list|test [DIR]",
        "",
    ),
    (
        "verify",
        "Looks through files that were redacted elsewhere: text under boxes, older versions, names of a list",
        "redact verify FILE... [options]",
        "
Examples:
  redact verify decision.pdf                         text under black boxes, redactions that were
                                                     not applied, author, older versions, attachments
  redact verify folder/ --redact-list names.txt      also whether one of these names is still in it

Exit code: 0 nothing found; 1 something found; 2 a file could not be looked through.",
    ),
];

const ARGUMENTS: &[(&str, &str)] = &[
    (
        "files",
        "Files or folders (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, mail, calendars, address cards, web pages, XML, JSON, pictures, plain text)",
    ),
    ("output", "Folder for the copies and audit.jsonl; file names stay the same"),
    ("force", "Overwrites copies and log that are there already; never the original"),
    (
        "safe_names",
        "Gives copies a number in place of their name, which may hold names too; the table of --map says which number is which file",
    ),
    ("map", "Writes a table of document number (as in the log) and file; not for publication"),
    ("audit_key", "Key file: the log gets an HMAC of your own lists"),
    (
        "ask",
        "What of undecided cases: redact (hide and tell, default), keep (leave and tell) or refuse (no copy)",
    ),
    (
        "unread",
        "What of pages that cannot be read: refuse (no copy, default), keep (leave) or blank (empty)",
    ),
    (
        "unread_in",
        "The same for one file or some of its pages: keep=scan.pdf:2,5 or blank=scan.pdf; repeatable",
    ),
    (
        "profile",
        "Policy: woo (default when redacting), uitgaand (default of check) or a file of your own",
    ),
    (
        "redact_list",
        "Always redacts what stands in this file, one entry a line (UTF-8); repeatable",
    ),
    ("keep_list", "Never redacts what stands in this file, one entry a line (UTF-8); repeatable"),
    ("only_lists", "Searches with your lists alone: no patterns, no name recognition"),
    ("no_model", "Does not ask the learned model for a second opinion on names"),
    ("password_file", "File with passwords to try on locked files, one a line"),
    ("drop_macros", "Removes macros instead of refusing the file"),
    (
        "convert",
        "Converts old files of Word, Excel and PowerPoint (DOC, XLS, PPT) with LibreOffice, if it is there; the copy is then a DOCX, XLSX or PPTX",
    ),
    ("libreoffice", "Where LibreOffice is; by default it is looked for in PATH"),
    (
        "skip_unknown",
        "Does not count files of a kind that cannot be read; without this option the exit code is then 1",
    ),
    (
        "no_sandbox",
        "Reads files in this program itself, not shut off: a file that asks too much memory then ends all of it",
    ),
    ("show", "Shows the found text on the screen; never in the log"),
    ("jobs", "How many files at a time; by default as many as there are processor cores"),
    ("lang", "Language of messages: nl or en"),
    ("format", "Form of the output: human (default), json or jsonl (a finding a line)"),
    ("rule", "Name of the rule, as printed between [ ]; without a name: all rules"),
    (
        "staff",
        "The organization's own staff (CSV or one a line); their names are found in every form",
    ),
    ("column", "A column under a header of your own, as HEADER=COLUMN; may be repeated"),
    ("office_holders", "Office holders whose names stay (CSV or the register's export)"),
    ("patterns", "Folder with pattern files that add to or replace the shipped ones"),
    ("what", "list: each pattern with an example; test: runs the examples of all patterns"),
    ("lists.what", "check: reads a list and counts; seal: seals a list (age); keygen: makes a key"),
    ("lists.output", "Where it goes; else LIST.age, and for keygen the screen"),
    ("lists.force", "Overwrites what is there already"),
    (
        "identity",
        "Key file (AGE-SECRET-KEY-1...) that opens sealed lists; repeatable. Also: REDACT_IDENTITY or REDACT_IDENTITY_FILE",
    ),
    ("file", "The list"),
    (
        "kind",
        "Kind of list: people (staff, office holders) or entries (one a line); else the file tells",
    ),
    ("recipient", "seal: public key (age1...) of who may open the list; repeatable"),
    ("recipients_file", "seal: file with public keys, one a line; repeatable"),
    ("armor", "seal: writes letters instead of bytes, safe to copy and paste"),
    (
        "ocr",
        "Reading pictures with Tesseract (OCR): auto (if it is there, default), off or require (else stop)",
    ),
    ("tesseract", "Where Tesseract is; by default it is looked for in PATH"),
    ("ocr_lang", "Languages of the scans, as Tesseract names them; nld+eng by default"),
    (
        "ocr_cache",
        "Folder in which what was read is kept for a next time; it holds text of documents",
    ),
    (
        "text_layer",
        "Gives scanned pages of a PDF invisible letters of what is left: to search, and to have them read aloud",
    ),
    ("folder", "Folder with patterns of your own; without it only the shipped ones"),
    ("help", "This help"),
    ("version", "The version"),
];

const HEADINGS: &[(&str, &str)] = &[
    ("Wat", "What"),
    ("Uitvoer", "Output"),
    ("Beslissen", "Deciding"),
    ("Zoeken", "Finding"),
    ("Openen", "Opening"),
    ("Scans", "Scans"),
    ("Verzegelen", "Sealing"),
    ("Overig", "Other"),
];

const VALUES: &[(&str, &str)] = &[
    ("BESTAND", "FILE"),
    ("MAP", "DIR"),
    ("KEUZE", "CHOICE"),
    ("BELEID", "POLICY"),
    ("VORM", "FORM"),
    ("REGEL", "RULE"),
    ("TAAL", "LANG"),
    ("TALEN", "LANGS"),
    ("WAT", "WHAT"),
    ("LIJST", "LIST"),
    ("SOORT", "KIND"),
    ("SLEUTEL", "KEY"),
    ("KOP=KOLOM", "HEADER=COLUMN"),
    ("KEUZE=BESTAND[:PAGINA,...]", "CHOICE=FILE[:PAGE,...]"),
    ("N", "N"),
];

/// The command with its help in English.
pub(super) fn translated(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commands")
        .mut_args(|arg| argument(&name, arg))
        .mut_subcommands(translated);
    match COMMANDS.iter().find(|(known, ..)| *known == name) {
        Some((_, about, usage, closing)) => {
            command.about(*about).override_usage(*usage).after_help(*closing)
        }
        None => command,
    }
}

fn argument(command: &str, arg: Arg) -> Arg {
    let found = |table: &'static [(&str, &str)], word: &str| {
        table.iter().find(|(known, _)| *known == word).map(|(_, english)| *english)
    };
    let id = arg.get_id().as_str();
    let own = ARGUMENTS.iter().find(|(known, _)| {
        known.split_once('.').is_some_and(|(of, own)| of == command && own == id)
    });
    let help = own.map(|(_, english)| *english).or_else(|| found(ARGUMENTS, id));
    let heading = arg.get_help_heading().and_then(|h| found(HEADINGS, h));
    let value = arg.get_value_names().and_then(|v| v.first()).and_then(|v| found(VALUES, v));
    let arg = match help {
        Some(help) => arg.help(help),
        None => arg,
    };
    let arg = match heading {
        Some(heading) => arg.help_heading(heading),
        None => arg,
    };
    match value {
        Some(value) => arg.value_name(value),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Args;
    use clap::CommandFactory as _;

    #[test]
    fn everything_has_an_english_word() {
        fn walk(command: &Command) {
            let name = command.get_name();
            assert!(COMMANDS.iter().any(|(known, ..)| *known == name), "{name}");
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(ARGUMENTS.iter().any(|(known, _)| *known == id), "{name}: {id}");
                let heading = arg.get_help_heading().unwrap_or("none");
                assert!(HEADINGS.iter().any(|(_, en)| *en == heading), "{id}: {heading}");
                for value in arg.get_value_names().unwrap_or_default() {
                    let known = |(_, en): &(&str, &str)| *en == value.as_str();
                    let flag = !arg.get_action().takes_values();
                    assert!(flag || VALUES.iter().any(known), "{id}: {value}");
                }
            }
            command.get_subcommands().for_each(walk);
        }
        walk(&translated(Args::command()));
    }

    #[test]
    fn the_language_may_stand_in_front_of_the_command() {
        let moved = |typed: &[&str]| -> Vec<String> {
            let typed = typed.iter().map(OsString::from).collect();
            let moved = lang_behind_command(typed);
            moved.into_iter().map(|a| a.to_string_lossy().into_owned()).collect()
        };
        assert_eq!(
            moved(&["redact", "--lang", "en", "check"]),
            ["redact", "check", "--lang", "en"]
        );
        assert_eq!(moved(&["redact", "--lang=en", "-h"]), ["redact", "--lang=en", "-h"]);
        assert_eq!(moved(&["redact", "a", "--lang", "en"]), ["redact", "a", "--lang", "en"]);
    }

    #[test]
    fn the_language_is_known_before_parsing() {
        assert!(is_wanted(["redact", "--lang", "en", "--help"]));
        assert!(is_wanted(["--help", "--lang=en"]));
        assert!(!is_wanted(["redact", "en", "--lang", "nl"]));
    }
}
