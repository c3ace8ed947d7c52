//! The letters in `fixtures/`: as their program makes them, and redacted as they should be.

#[path = "../fixtures/make/docx.rs"]
mod docx;
#[path = "../fixtures/make/letter.rs"]
mod letter;
#[path = "../fixtures/make/pdf.rs"]
mod pdf;

use self::letter::{LETTERS, Letter};
use redact::formats;
use redact::model::OpenOptions;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(letter: &Letter) -> PathBuf {
    let name = if letter.name == "brief" { "demo" } else { "letters" };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

#[test]
fn they_are_as_their_program_makes_them() {
    for letter in LETTERS {
        let read = |ending: &str| {
            fs::read(folder(letter).join(format!("{}.{ending}", letter.name))).expect("fixture")
        };
        let hint = "run: cargo run --example make-fixtures";
        assert!(read("txt") == letter.plain().into_bytes(), "{}.txt: {hint}", letter.name);
        assert!(read("docx") == docx::make(letter).expect("zip"), "{}.docx: {hint}", letter.name);
        assert!(read("pdf") == pdf::make(letter), "{}.pdf: {hint}", letter.name);
    }
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
            .arg(folder(letter).join(&name))
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
