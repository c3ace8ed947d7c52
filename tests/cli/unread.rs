//! Pages that cannot be read, and files that are locked.

use super::{desk, listed};
use crate::rawpdf::{RawPdf, page_dict};
use predicates::prelude::*;
use std::fs;

/// A PDF of one page that is nothing but an image.
pub(crate) fn scan() -> Vec<u8> {
    let mut pdf = RawPdf::page("q 595 0 0 842 0 0 cm /Im1 Do Q");
    pdf.put(3, &page_dict("", "/XObject<</Im1 6 0 R>>"));
    let image =
        "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8";
    let pixels: Vec<u8> = (0..64 * 64_u32).map(|n| n.to_le_bytes()[0] ^ 0x5A).collect();
    pdf.stream(6, image, &pixels);
    pdf.build()
}

#[test]
fn a_named_page_may_stay_and_other_files_are_refused() {
    let desk = desk();
    desk.put("map/scan.pdf", scan()).put("map/ander.pdf", scan());
    desk.run(&listed(&["map", "-o", "uit", "--unread-in", "keep=map/scan.pdf:1"])).code(2);
    assert!(desk.path("uit/scan.pdf").exists() && !desk.path("uit/ander.pdf").exists());
    desk.run(&listed(&["map/scan.pdf", "-o", "twee", "--unread-in", "keep=map/scan.pdf:2"]))
        .code(2);
    desk.run(&listed(&["map/scan.pdf", "-o", "leeg", "--unread-in", "blank=map/scan.pdf"]));
    assert!(desk.path("leeg/scan.pdf").exists());
    desk.run(&listed(&["map/scan.pdf", "-o", "fout", "--unread-in", "laat=scan.pdf"])).code(2);
}

#[test]
fn a_page_that_cannot_be_read_stops_the_file_unless_told_otherwise() {
    let desk = desk();
    desk.put("scan.pdf", scan());
    desk.run(&listed(&["scan.pdf"])).code(2).stderr(predicate::str::contains("--unread keep"));
    assert!(!desk.path("scan.redacted.pdf").exists());
    desk.run(&["check", "scan.pdf"])
        .code(1)
        .stdout(predicate::str::contains("niet te lezen: pagina 1"));
    desk.run(&listed(&["scan.pdf", "--unread", "keep"])).code(1);
    fs::remove_file(desk.path("scan.redacted.pdf")).expect("copy");
    fs::remove_file(desk.path("scan.audit.jsonl")).expect("audit");
    // Blanked, or no copy; never a copy with the page as it was.
    desk.run(&listed(&["scan.pdf", "--unread", "blank"]));
    if let Ok(copy) = fs::read(desk.path("scan.redacted.pdf")) {
        let format = redact::formats::detect(&copy).expect("PDF");
        let document = format.open(&copy, &redact::model::OpenOptions::default()).expect("opens");
        assert!(document.unread().iter().all(|u| u.scale == redact::model::Scale::Small));
    }
}

#[test]
fn a_policy_sets_what_happens_to_unread_pages() {
    let desk = desk();
    let policy = "policy = \"p\"\nunread = \"keep\"\n[[rule]]\nid = \"a\"\ndecision = \"keep\"\nbecause = \"zo\"\n";
    desk.put("scan.pdf", scan()).put("p.toml", policy);
    desk.run(&["scan.pdf", "--profile", "p.toml"]).code(1);
    desk.run(&["scan.pdf", "--profile", "p.toml", "--unread", "refuse", "--force"]).code(2);
}

#[test]
fn passwords_open_what_is_locked() {
    if std::process::Command::new("qpdf").arg("--version").output().is_err() {
        return;
    }
    let desk = desk();
    let page = RawPdf::page("BT /F1 12 Tf 72 700 Td (Van Naamdrager.) Tj ET").build();
    desk.put("open.pdf", page).put("wachtwoord.txt", "geheim\n").put("namen.txt", "naamdrager\n");
    let locked = std::process::Command::new("qpdf")
        .args(["--encrypt", "geheim", "geheim", "256", "--", "open.pdf", "slot.pdf"])
        .current_dir(desk.dir.path())
        .status()
        .expect("runs");
    assert!(locked.success());
    desk.run(&listed(&["slot.pdf"])).code(2).stderr(predicate::str::contains("--password-file"));
    desk.run(&listed(&["slot.pdf", "--password-file", "wachtwoord.txt"])).code(0);
    assert!(desk.path("slot.redacted.pdf").exists());
}
