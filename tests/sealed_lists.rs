//! Sealed lists: made, opened in memory, refused with the remedy. Needs the feature `sealing`.

use crate::cli::Desk;
use crate::lists::STAFF;
use predicates::prelude::*;
use predicates::str::contains;
use std::path::Path;

const LETTER: &str = "Gisteren heeft Vlierzwaal gebeld over het plan.\n";

/// A desk with a key, a sealed staff list, and no plain one.
fn sealed_desk() -> Desk {
    let desk = Desk::new();
    desk.put("brief.txt", LETTER).put("staf.csv", STAFF);
    desk.run(&["lists", "keygen", "-o", "sleutel.txt"]).code(0).stdout(contains("age1"));
    let public = public(&desk, "sleutel.txt");
    desk.run(&["lists", "seal", "staf.csv", "-r", &public])
        .code(0)
        .stdout(contains("1 personen").and(contains("staf.csv.age")));
    std::fs::remove_file(desk.path("staf.csv")).expect("plain list");
    desk
}

fn public(desk: &Desk, file: &str) -> String {
    let text = desk.read(file);
    let at = text.find("age1").expect("public key");
    text[at..].lines().next().expect("line").to_owned()
}

#[test]
fn a_sealed_list_is_used_and_never_lies_open() {
    let desk = sealed_desk();
    let check = ["check", "brief.txt", "--staff", "staf.csv.age", "--show"];
    desk.run(&[&check[..], &["--identity", "sleutel.txt"]].concat())
        .code(1)
        .stdout(contains("Vlierzwaal").and(contains("ambtenaar")));
    let key = desk.read("sleutel.txt");
    let secret = key.lines().last().expect("key");
    desk.run_with(&[("REDACT_IDENTITY", secret)], &check).code(1).stdout(contains("Vlierzwaal"));
    desk.run_with(&[("REDACT_IDENTITY_FILE", "sleutel.txt")], &check).code(1);
    for file in walk(&desk.path("")) {
        let bytes = std::fs::read(&file).expect("file");
        let open = bytes.windows(11).any(|w| w == b"xy@minbzk.n");
        assert!(!open, "{}", file.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|e| e.expect("entry"));
    entries.filter(|e| e.file_type().is_file()).map(|e| e.path().to_owned()).collect()
}

#[test]
fn what_does_not_open_is_told_with_the_remedy() {
    let desk = sealed_desk();
    let check = |more: &[&str]| {
        desk.run(&[&["check", "brief.txt", "--staff", "staf.csv.age"], more].concat()).code(2)
    };
    check(&[]).stderr(contains("verzegeld").and(contains("--identity")));
    desk.run(&["lists", "keygen", "-o", "ander.txt"]).code(0);
    check(&["--identity", "ander.txt"]).stderr(contains("geen van de opgegeven sleutels past"));
    check(&["--identity", "brief.txt"]).stderr(contains("brief.txt: regel 1: geen sleutel"));
    check(&["--identity", "weg.txt"]).stderr(contains("weg.txt"));
    let mut bytes = std::fs::read(desk.path("staf.csv.age")).expect("sealed");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    desk.put("staf.csv.age", bytes);
    check(&["--identity", "sleutel.txt"]).stderr(contains("beschadigd"));
    let variables = [("REDACT_IDENTITY", "sleutel.txt")];
    desk.run_with(&variables, &["check", "brief.txt", "--staff", "staf.csv.age"])
        .code(2)
        .stderr(contains("REDACT_IDENTITY_FILE"));
}

#[test]
fn every_list_may_be_sealed() {
    let desk = sealed_desk();
    let public = public(&desk, "sleutel.txt");
    desk.put("ontvangers.txt", format!("# wij\n{public}\n"));
    desk.put("lak.txt", "het plan\n").put("houd.txt", "Vlierzwaal\n");
    for list in ["lak.txt", "houd.txt"] {
        desk.run(&["lists", "seal", list, "-R", "ontvangers.txt", "--armor"]).code(0);
        assert!(desk.read(&format!("{list}.age")).starts_with("-----BEGIN AGE"));
    }
    let lists = ["--redact-list", "lak.txt.age", "--keep-list", "houd.txt.age"];
    let key = ["--identity", "sleutel.txt"];
    let staff = ["--staff", "staf.csv.age"];
    desk.run(&[&["brief.txt"], &lists[..], &key[..], &staff[..]].concat()).code(0);
    let copy = desk.read("brief.redacted.txt");
    assert_eq!(copy, "Gisteren heeft Vlierzwaal gebeld over [5.1.2e].\n");
    desk.run(&[&["verify", "brief.txt"], &lists[..2], &key[..]].concat()).code(1);
}

#[test]
fn only_sound_lists_are_sealed() {
    let desk = sealed_desk();
    let public = public(&desk, "sleutel.txt");
    desk.put("fout.csv", "voornaam;achternaam\nJan\n").put("kop.csv", "nm;fn;x\nJan;a;b\n");
    let seal = |list: &str| desk.run(&["lists", "seal", list, "-r", &public]).code(2);
    seal("fout.csv").stderr(contains("fout.csv, regel 2, kolom 2: 1 kolommen, verwacht 2"));
    seal("kop.csv").stderr(contains("kop.csv, regel 1, kolom 1: geen bekende kolomkop"));
    seal("staf.csv.age").stderr(contains("al verzegeld"));
    desk.put("staf.csv", STAFF);
    seal("staf.csv").stderr(contains("--force"));
    desk.run(&["lists", "seal", "staf.csv", "-o", "x.age"]).code(2).stderr(contains("age1..."));
    desk.run(&["lists", "seal", "staf.csv", "-r", "age1kapot", "-o", "x.age"]).code(2);
    assert!(!desk.path("x.age").exists() && !desk.path("fout.csv.age").exists());
    desk.run(&["lists", "keygen", "-o", "sleutel.txt"]).code(2).stderr(contains("--force"));
}

#[cfg(unix)]
#[test]
fn a_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = sealed_desk();
    let mode = std::fs::metadata(desk.path("sleutel.txt")).expect("key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_sealed_list_is_counted_without_being_shown() {
    let desk = sealed_desk();
    desk.run(&["lists", "check", "staf.csv.age", "--identity", "sleutel.txt"])
        .code(0)
        .stdout(contains("1 personen, 1 mailadressen").and(contains("Vlier").not()));
}
