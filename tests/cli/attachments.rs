//! Files within files.

use super::{desk, listed};
use crate::rawpdf::RawPdf;
use predicates::prelude::*;
use std::fs;

/// A PDF of one page with a file attached.
fn with_attachment(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut pdf = RawPdf::page("BT /F1 12 Tf 72 700 Td (Zie de bijlage.) Tj ET");
    let tree = "/Names<</EmbeddedFiles<</Names[(bijlage)9 0 R]>>>>";
    pdf.put(1, &format!("<</Type/Catalog/Pages 2 0 R{tree}>>"));
    pdf.put(9, &format!("<</Type/Filespec/F({name})/UF({name})/EF<</F 10 0 R>>>>"));
    pdf.stream(10, "/Type/EmbeddedFile", bytes);
    pdf.build()
}

#[test]
fn an_attachment_goes_the_same_way() {
    let desk = desk();
    desk.put("a.pdf", with_attachment("notitie.txt", "Van Zoë Naamdrager.".as_bytes()));
    desk.run(&listed(&["a.pdf"])).code(0).stdout(predicate::str::contains("bijlage gelakt"));
    let copy = fs::read(desk.path("a.redacted.pdf")).expect("copy");
    let format = redact::formats::detect(&copy).expect("PDF");
    let document = format.open(&copy, &redact::model::OpenOptions::default()).expect("opens");
    let text: Vec<String> = document
        .children()
        .iter()
        .map(|c| String::from_utf8_lossy(&c.bytes).into_owned())
        .collect();
    assert_eq!(text, ["Van [5.1.2e]."]);
}

/// Files within files, so many deep, with a text in the innermost.
fn nested(depth: usize) -> Vec<u8> {
    let innermost = with_attachment("notitie.txt", "Van Zoë Naamdrager.".as_bytes());
    (1..depth).fold(innermost, |inner, _| with_attachment("brief.pdf", &inner))
}

#[test]
fn files_within_files_are_read_eight_deep_and_no_deeper() {
    let desk = desk();
    desk.put("acht.pdf", nested(8)).put("negen.pdf", nested(9));
    let found = |file| desk.run(&["check", file, "--redact-list", "namen.txt", "--only-lists"]);
    found("acht.pdf").stdout(predicate::str::contains("niet te lezen:").not());
    found("acht.pdf").code(1).stdout(predicate::str::contains("1 te lakken"));
    found("negen.pdf").stdout(predicate::str::contains("niet te lezen:"));
    found("negen.pdf").stdout(predicate::str::contains("0 te lakken"));
    desk.run(&listed(&["negen.pdf"])).code(2).stderr(predicate::str::contains("--unread"));
    assert!(!desk.path("negen.redacted.pdf").exists());
    // What is read that deep is cut that deep, and the second reader looks there as well.
    desk.run(&listed(&["acht.pdf"])).code(0);
    found("acht.redacted.pdf").code(0);
}

#[test]
fn an_attachment_that_cannot_be_read_stops_the_file_unless_told_otherwise() {
    let desk = desk();
    desk.put("a.pdf", with_attachment("plaat.bin", b"\x89PNG\r\n\x1a\nZo\xC3\xAB"));
    desk.run(&listed(&["a.pdf"])).code(2).stderr(predicate::str::contains("--unread"));
    assert!(!desk.path("a.redacted.pdf").exists());
    desk.run(&listed(&["a.pdf", "--unread", "keep"])).code(1);
    desk.run(&listed(&["a.pdf", "--unread", "blank", "--force"]))
        .stdout(predicate::str::contains("bijlage verwijderd"));
    let copy = fs::read(desk.path("a.redacted.pdf")).expect("copy");
    assert!(!copy.windows(4).any(|w| w == b"\x89PNG"));
}
