//! The letters in `fixtures/`: as their program makes them, and redacted as they should be.

#[path = "../fixtures/make/data.rs"]
mod data;
#[path = "../fixtures/make/docx.rs"]
mod docx;
#[path = "../fixtures/make/letter.rs"]
mod letter;
#[path = "../fixtures/make/mail.rs"]
mod mail;
#[path = "../fixtures/make/markup.rs"]
mod markup;
#[path = "../fixtures/make/office.rs"]
mod office;
#[path = "../fixtures/make/opendocument.rs"]
mod opendocument;
#[path = "../fixtures/make/pdf.rs"]
mod pdf;

use self::letter::{LETTERS, Letter};
use redact::formats;
use redact::model::OpenOptions;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(letter: &Letter, ending: &str) -> PathBuf {
    let name = match ending {
        "eml" | "mbox" | "html" => "mail",
        _ if letter.name == "brief" => "demo",
        _ => "letters",
    };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

#[test]
fn they_are_as_their_program_makes_them() {
    for letter in LETTERS {
        let read = |ending: &str| {
            let name = format!("{}.{ending}", letter.name);
            fs::read(folder(letter, ending).join(name)).expect("fixture")
        };
        let hint = "run: cargo run --example make-fixtures";
        assert!(read("txt") == letter.plain().into_bytes(), "{}.txt: {hint}", letter.name);
        assert!(read("docx") == docx::make(letter).expect("zip"), "{}.docx: {hint}", letter.name);
        assert!(read("pdf") == pdf::make(letter), "{}.pdf: {hint}", letter.name);
        assert!(read("eml") == mail::message(letter).into_bytes(), "{}.eml: {hint}", letter.name);
        assert!(read("mbox") == mail::mailbox(letter).into_bytes(), "{}: {hint}", letter.name);
        assert!(read("html") == mail::page(letter).into_bytes(), "{}.html: {hint}", letter.name);
    }
}

#[test]
fn workbook_and_slides_are_as_their_program_makes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/office");
    let read = |name: &str| fs::read(folder.join(name)).expect("fixture");
    assert!(read("rooster.xlsx") == office::workbook().expect("zip"));
    assert!(read("overleg.pptx") == office::slides().expect("zip"));
    assert!(read("verslag.odt") == opendocument::text().expect("zip"));
    assert!(read("rooster.ods") == opendocument::spreadsheet().expect("zip"));
    assert!(read("overleg.odp") == opendocument::presentation().expect("zip"));
}

#[test]
fn calendar_cards_and_data_are_as_their_program_makes_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("fixture");
    assert_eq!(read("hoorzitting.ics"), data::calendar());
    assert_eq!(read("adressen.vcf"), data::cards());
    assert_eq!(read("register.json"), data::register());
    assert_eq!(read("besluit.rtf"), markup::rich_text());
    assert_eq!(read("zaken.xml"), markup::data());
    assert_eq!(read("verslag.fodt"), markup::flat_text());
    assert_eq!(read("logboek.jsonl"), data::lines());
}

/// All text that the tool's own reader finds in a copy, folded as far as line breaks go.
fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).expect("copy");
    let format = formats::detect(&bytes).expect("known format");
    let document = format.open(&bytes, &OpenOptions::default()).expect("opens");
    let parts: Vec<&str> = document.segments().iter().map(|s| s.text.as_str()).collect();
    parts.join("\n").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hold(ending: &str) {
    let out = tempfile::tempdir().expect("temp dir");
    for letter in LETTERS {
        let name = format!("{}.{ending}", letter.name);
        let done = Command::new(env!("CARGO_BIN_EXE_redact"))
            .arg(folder(letter, ending).join(&name))
            .arg("-o")
            .arg(out.path().join(letter.name))
            .output()
            .expect("runs");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() < Some(2), "{name}: {told}");
        let text = text_of(&out.path().join(letter.name).join(&name));
        let audit =
            fs::read_to_string(out.path().join(letter.name).join("audit.jsonl")).expect("audit");
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        for gone in letter.gone {
            assert!(!text.contains(gone), "{name}: {gone} is still in the copy");
            assert!(!audit.contains(gone), "{name}: {gone} is in the audit");
            assert!(!said.contains(gone) && !told.contains(gone), "{name}: {gone} was printed");
        }
        for stays in letter.stays {
            assert!(text.contains(stays), "{name}: {stays} was lost");
        }
    }
}

#[test]
fn letters_as_text() {
    hold("txt");
}

#[test]
fn letters_as_docx() {
    hold("docx");
}

#[test]
fn letters_as_pdf() {
    hold("pdf");
}

#[test]
fn letters_as_mail() {
    hold("eml");
    hold("mbox");
}

#[test]
fn letters_as_web_pages() {
    hold("html");
}

/// What a run over all letters writes, by file name; the log without its time.
fn all_copies(jobs: &str) -> Vec<(String, Vec<u8>)> {
    let out = tempfile::tempdir().expect("temp dir");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    let status = Command::new(env!("CARGO_BIN_EXE_redact"))
        .args([
            root.as_os_str(),
            "-o".as_ref(),
            out.path().as_os_str(),
            "-j".as_ref(),
            jobs.as_ref(),
        ])
        .output()
        .expect("runs")
        .status;
    assert!(status.code() < Some(2));
    let mut copies: Vec<(String, Vec<u8>)> = fs::read_dir(out.path())
        .expect("folder")
        .map(|e| e.expect("entry").path())
        .map(|p| {
            (
                p.file_name().expect("name").to_string_lossy().into_owned(),
                fs::read(&p).expect("copy"),
            )
        })
        .collect();
    copies.sort();
    for (name, bytes) in &mut copies {
        if name == "audit.jsonl" {
            // The head holds the time, and the record after it the digest of the head.
            let told = String::from_utf8_lossy(bytes).into_owned();
            let chained = told.lines().skip(2).map(|l| l.split(",\"previous_sha256\"").next());
            *bytes =
                chained.map(|l| l.unwrap_or_default()).collect::<Vec<_>>().join("\n").into_bytes();
        }
    }
    copies
}

#[test]
fn the_same_input_gives_the_same_output_whatever_the_threads_do() {
    let one = all_copies("1");
    assert_eq!(one.len(), 7, "six letters and the log");
    for (name, bytes) in all_copies("4") {
        let same = one.iter().any(|(n, b)| *n == name && *b == bytes);
        assert!(same, "{name} differs");
    }
}
