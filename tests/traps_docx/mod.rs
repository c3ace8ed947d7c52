//! One Word document for each place where text can occur, with a fictitious name in that place
//! only.
//!
//! As for PDF, each document is redacted with only that name on the list. The copy must pass an
//! independent check, or else the file must be refused; only macros and encryption may be refused.
//! `fixtures/traps/docx/expected.txt` lists the outcomes. `REDACT_UPDATE=1` rewrites the files and
//! the list.

mod body;
mod carriers;
mod markup;
mod parts;
mod pictures;

use crate::rawdocx::leak;
use redact::model::{ChildFate, Extras, Mark, OpenOptions, Redaction, Scale, Span, Treatment};
use redact::pipeline::detect;
use redact::verify::{Claim, Needle, verify};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The name in every trap.
pub(crate) const NAME: &str = "Kwispelaer";

/// A trap: its id, and a function that makes a file with a name in it.
pub(crate) struct Trap {
    id: &'static str,
    build: fn(&str) -> Vec<u8>,
}

impl Trap {
    const fn new(id: &'static str, build: fn(&str) -> Vec<u8>) -> Self {
        Self { id, build }
    }
}

fn all() -> impl Iterator<Item = &'static Trap> {
    [body::TRAPS, carriers::TRAPS, parts::TRAPS, markup::TRAPS, pictures::TRAPS]
        .into_iter()
        .flatten()
}

/// Redacts every occurrence of the name and verifies the copy.
fn redacted(
    bytes: &[u8],
    ending: Option<&str>,
    extras: Extras,
    depth: usize,
) -> Result<Vec<u8>, String> {
    let format = detect(bytes, ending).map_err(|_| "geen formaat")?;
    let document = format.open(bytes, &OpenOptions::default()).map_err(|e| e.to_string())?;
    if let Some(unread) = document.unread().iter().find(|u| u.scale == Scale::Page) {
        return Err(format!("niet gelezen: {} ({})", unread.why.code(), unread.place));
    }
    let mut orders = Vec::new();
    for (segment, held) in document.segments().iter().enumerate() {
        for span in occurrences(&held.text) {
            let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
            orders.push(Redaction { segment, span, mark });
        }
    }
    let mut fates = Vec::new();
    for child in document.children() {
        let inner = if depth < 3 {
            redacted(&child.bytes, child.name.rsplit('.').next(), extras, depth + 1)
        } else {
            Err("te diep".into())
        };
        fates.push(inner.map_or(ChildFate::Drop, ChildFate::Replace));
    }
    let treatment = Treatment { extras, ..Treatment::default() };
    let copy = document.redact(&orders, &fates, &treatment).map_err(|e| e.to_string())?;
    let needles = [Needle { text: NAME.into(), allowed: 0, pictured: false }];
    let claim = Claim {
        format: format.name(),
        original: &std::sync::Arc::new(bytes.to_vec()),
        needles: &needles,
        listed: None,
        boxes: &copy.boxes,
        blanked: false,
        pictures: None,
        threads: 1,
    };
    verify(copy.bytes, &claim).map(|v| v.bytes().to_vec()).map_err(|e| e.to_string())
}

/// The spans of the name in a text, in any case and with anything between its letters.
fn occurrences(text: &str) -> Vec<Span> {
    let letters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_alphabetic()).collect();
    let name: Vec<char> = NAME.to_lowercase().chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(window) = letters.get(at..at + name.len()) {
        let same = window.iter().zip(&name).all(|((_, a), b)| a.to_lowercase().eq([*b]));
        let (start, end) = (window[0].0, window[name.len() - 1].0);
        if same && text[start..end].chars().count() < 2 * name.len() {
            let last = text[end..].chars().next().map_or(1, char::len_utf8);
            out.push(Span::new(start, end + last));
            at += name.len();
        } else {
            at += 1;
        }
    }
    out
}

/// What happened to a file: one word, the reason, and the copy.
fn outcome(bytes: &[u8], extras: Extras) -> (&'static str, String, Option<Vec<u8>>) {
    match redacted(bytes, None, extras, 0) {
        Err(sentence) => ("refused", sentence, None),
        Ok(copy) => match leak(&copy, NAME) {
            Some(place) => ("LEAKS", place, Some(copy)),
            None => ("clean", String::new(), Some(copy)),
        },
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps/docx")
}

fn updating() -> bool {
    std::env::var_os("REDACT_UPDATE").is_some()
}

#[test]
fn the_files_are_those_that_the_program_makes() {
    for trap in all() {
        let path = folder().join(format!("{}.docx", trap.id));
        let made = (trap.build)(NAME);
        if updating() {
            std::fs::write(&path, &made).expect("the fixture folder can be written");
        }
        let found = std::fs::read(&path).unwrap_or_default();
        // A compound file contains the time when it was made.
        assert!(
            found == made || trap.id.contains("ole") || trap.id.contains("encrypted"),
            "{} differs",
            trap.id
        );
    }
}

#[test]
fn every_trap_holds_the_name() {
    for trap in all().filter(|t| {
        !t.id.contains("encrypted")
            && !t.id.contains("hex")
            && !t.id.ends_with("-between")
            && !t.id.contains("half-deleted")
    }) {
        assert!(leak(&(trap.build)(NAME), NAME).is_some(), "{} does not carry the name", trap.id);
    }
}

#[test]
fn no_trap_leaks_and_the_list_of_outcomes_is_true() {
    let path = folder().join("expected.txt");
    let out = std::env::var_os("REDACT_TRAP_COPIES").map(PathBuf::from);
    let (mut list, mut told) = (String::new(), String::new());
    for trap in all() {
        for (extras, mode) in [(Extras::Keep, "keep"), (Extras::Drop, "drop")] {
            let (word, why, copy) = outcome(&(trap.build)(NAME), extras);
            if let (Some(folder), Some(copy)) = (&out, copy) {
                std::fs::create_dir_all(folder).expect("the folder for copies can be made");
                std::fs::write(folder.join(format!("{}-{mode}.docx", trap.id)), copy)
                    .expect("it can be written");
            }
            writeln!(list, "{} {mode} {word}", trap.id).expect("a string takes it");
            if word != "clean" {
                writeln!(told, "{} {mode}: {word} {why}", trap.id).expect("a string takes it");
            }
        }
    }
    if updating() {
        std::fs::write(&path, &list).expect("the fixture folder can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    println!("{told}");
    assert!(!list.contains("LEAKS"), "a verified copy leaks:\n{told}");
    let moved: Vec<_> = list.lines().filter(|l| !expected.lines().any(|e| e == *l)).collect();
    assert!(moved.is_empty(), "other outcomes than expected: {moved:#?}\n{told}");
}
