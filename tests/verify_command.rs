//! `redact verify` on files from elsewhere.

use crate::rawpdf::RawPdf;
use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;

fn verify(folder: &std::path::Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redact"));
    command.current_dir(folder).arg("verify").args(arguments).assert()
}

#[test]
fn a_covered_name_is_found_and_not_told() {
    let dir = tempfile::tempdir().expect("temp dir");
    let text = "BT /F1 12 Tf 72 700 Td (Kwispelaer) Tj ET 0 g 70 695 100 16 re f";
    fs::write(dir.path().join("gelakt.pdf"), RawPdf::page(text).build()).expect("write");
    fs::write(dir.path().join("namen.txt"), "Kwispelaer\n").expect("write");
    verify(dir.path(), &["gelakt.pdf", "--redact-list", "namen.txt"])
        .code(1)
        .stdout(predicate::str::contains("text-under-box").and(predicate::str::contains("residue")))
        .stdout(predicate::str::contains("Kwispelaer").not());
    verify(dir.path(), &["gelakt.pdf", "--lang", "en"])
        .code(1)
        .stdout(predicate::str::contains("can still be copied"));
}

#[test]
fn clean_files_pass_and_broken_ones_fail() {
    let dir = tempfile::tempdir().expect("temp dir");
    let clean = RawPdf::page("BT /F1 12 Tf 72 700 Td (Geachte heer) Tj ET").build();
    fs::write(dir.path().join("goed.pdf"), &clean).expect("write");
    fs::write(dir.path().join("namen.txt"), "Kwispelaer\n").expect("write");
    fs::write(dir.path().join("notitie.txt"), "van KWISPELAER").expect("write");
    fs::write(dir.path().join("stuk.pdf"), &clean[..40]).expect("write");
    verify(dir.path(), &["goed.pdf", "--redact-list", "namen.txt"]).code(0);
    verify(dir.path(), &["notitie.txt", "--redact-list", "namen.txt"]).code(1);
    verify(dir.path(), &["goed.pdf", "stuk.pdf"])
        .code(2)
        .stderr(predicate::str::contains("stuk.pdf"));
    verify(dir.path(), &["weg.pdf"]).code(2);
}
