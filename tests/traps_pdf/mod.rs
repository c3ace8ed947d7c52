//! One file per carrier of text, with a made-up name planted in that place alone.
//!
//! Each is redacted with nothing but that name on the list. The copy must be clean by a check of
//! its own, or the file is refused with a sentence that says why. `fixtures/traps/pdf/expected.txt`
//! says which; it must equal what happens, so that neither progress nor decline goes unseen.
//! `REDACT_UPDATE=1` writes the files and the list anew.

mod content;
mod files;
mod fonts;
mod objects;

use crate::leaks::leak;
use crate::rawpdf::RawPdf;
use redact::formats;
use redact::model::{ChildFate, Mark, OpenOptions, Redaction, Span, Treatment};
use redact::verify::{Claim, Needle, verify};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The name that stands nowhere else.
pub(crate) const NAME: &str = "Kwispelaer";

/// Most carriers that may be refused.
const MOST_REFUSALS: usize = 3;

/// What else stands on every page.
pub(crate) const LETTER: &str =
    "BT /F1 12 Tf 72 720 Td (Geachte heer of mevrouw,) Tj 0 -16 Td (Hierbij ons besluit.) Tj ET";

/// A carrier, by its id, and how a file with a name in it is made.
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
    [content::TRAPS, fonts::TRAPS, objects::TRAPS, files::TRAPS].into_iter().flatten()
}

/// Text operators in Helvetica at 12 points, a third down the page, after the letter.
pub(crate) fn show(operators: &str) -> String {
    format!("BT /F1 12 Tf 72 600 Td {operators} ET")
}

/// A file with the letter and more content.
pub(crate) fn page(content: &str) -> Vec<u8> {
    RawPdf::page(&format!("{LETTER} {content}")).build()
}

/// A file with just the letter.
pub(crate) fn letter() -> RawPdf {
    RawPdf::page(LETTER)
}

/// Adds entries to the catalog.
pub(crate) fn catalog(pdf: &mut RawPdf, entries: &str) {
    pdf.put(1, &format!("<</Type/Catalog/Pages 2 0 R{entries}>>"));
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// A verified copy without the name.
    Clean,
    /// No copy, with a sentence.
    Refused(String),
    /// A copy that passed as verified and still has the name.
    Leaks(String),
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Refused(_) => "refused",
            Self::Leaks(_) => "LEAKS",
        }
    }
}

/// Redacts every occurrence of the name, and verifies.
fn redacted(bytes: &[u8], depth: usize) -> Result<Vec<u8>, String> {
    let format = formats::detect(bytes).ok_or("no format takes it")?;
    let document = format.open(bytes, &OpenOptions::default()).map_err(|e| e.to_string())?;
    let page = redact::model::Scale::Page;
    if let Some(unread) = document.unread().iter().find(|u| u.scale == page) {
        return Err(format!("niet gelezen: {} ({})", unread.why.code(), unread.place));
    }
    let mut orders = Vec::new();
    for (segment, text) in document.segments().iter().enumerate() {
        for span in occurrences(&text.text) {
            let mark = Mark {
                label: "5.1.2e".into(),
                alt: "Gelakt: artikel 5.1, tweede lid, onder e, Woo".into(),
            };
            orders.push(Redaction { segment, span, mark });
        }
    }
    let mut fates = Vec::new();
    for child in document.children() {
        let inner =
            if depth < 3 { redacted(&child.bytes, depth + 1) } else { Err("te diep".into()) };
        fates.push(inner.map_or(ChildFate::Drop, ChildFate::Replace));
    }
    let copy =
        document.redact(&orders, &fates, &Treatment::default()).map_err(|e| e.to_string())?;
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

/// Where the name stands, whatever stands between its letters and however they are cased.
fn occurrences(text: &str) -> Vec<Span> {
    let letters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_alphabetic()).collect();
    let name: Vec<char> = NAME.to_lowercase().chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(window) = letters.get(at..at + name.len()) {
        let same = window.iter().zip(&name).all(|((_, a), b)| a.to_lowercase().eq([*b]));
        let (start, end) = (window[0].0, window[name.len() - 1].0);
        let short = text[start..end].chars().count() < 3 * name.len();
        if same && short {
            let last = text[end..].chars().next().map_or(1, char::len_utf8);
            out.push(Span::new(start, end + last));
            at += name.len();
        } else {
            at += 1;
        }
    }
    out
}

fn outcome(bytes: &[u8]) -> (Outcome, Option<Vec<u8>>) {
    match redacted(bytes, 0) {
        Err(sentence) => (Outcome::Refused(sentence), None),
        Ok(copy) => match leak(&copy, NAME) {
            Some(place) => (Outcome::Leaks(place), Some(copy)),
            None => (Outcome::Clean, Some(copy)),
        },
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps/pdf")
}

fn updating() -> bool {
    std::env::var_os("REDACT_UPDATE").is_some()
}

#[test]
fn the_files_are_those_that_the_program_makes() {
    for trap in all() {
        let path = folder().join(format!("{}.pdf", trap.id));
        let made = (trap.build)(NAME);
        // A locked file is locked with another key each time.
        let locked = trap.id == "c51-empty-password" && path.exists();
        if updating() && !locked {
            std::fs::write(&path, &made).expect("the fixture folder can be written");
        }
        let found = std::fs::read(&path).unwrap_or_default();
        assert!(found == made || locked, "{} differs", trap.id);
    }
}

#[test]
fn every_trap_holds_the_name() {
    // Where no byte tells it, the glyphs do.
    let by_glyph = [
        "c07-",
        "c58-",
        "p13-",
        "c57-",
        "c51-",
        "p45-",
        "c49-",
        "c03-",
        "c04-",
        "c47-",
        "c48-",
        "p19-inline",
        "p60-",
        "p61-",
        "p62-",
        "p64-",
        "p66-",
    ];
    for trap in all().filter(|t| !by_glyph.iter().any(|p| t.id.starts_with(p))) {
        let bytes = (trap.build)(NAME);
        let seen = leak(&bytes, NAME).is_some() || files::seen_by_inspect(&bytes);
        assert!(seen, "{} does not carry the name", trap.id);
    }
}

#[test]
fn no_trap_leaks_and_the_list_of_outcomes_is_true() {
    let path = folder().join("expected.txt");
    let out = std::env::var_os("REDACT_TRAP_COPIES").map(PathBuf::from);
    let (mut list, mut told) = (String::new(), String::new());
    for trap in all() {
        let (result, copy) = outcome(&(trap.build)(NAME));
        if let (Some(folder), Some(copy)) = (&out, copy) {
            std::fs::create_dir_all(folder).expect("the folder for copies can be made");
            std::fs::write(folder.join(format!("{}.pdf", trap.id)), copy)
                .expect("it can be written");
        }
        writeln!(list, "{} {}", trap.id, result.word()).expect("a string takes it");
        if !matches!(result, Outcome::Clean) {
            writeln!(told, "{}: {result:?}", trap.id).expect("a string takes it");
        }
    }
    if updating() {
        std::fs::write(&path, &list).expect("the fixture folder can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    println!("{told}");
    assert!(!list.contains("LEAKS"), "a verified copy leaks:\n{told}");
    let refused = list.lines().filter(|l| l.ends_with("refused")).count();
    assert!(refused <= MOST_REFUSALS, "too many refusals:\n{told}");
    let moved: Vec<_> = list.lines().filter(|l| !expected.lines().any(|e| e == *l)).collect();
    assert!(moved.is_empty(), "other outcomes than expected: {moved:#?}\n{told}");
}
