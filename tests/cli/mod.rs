//! The command as a user meets it: files, options, exit codes.

mod attachments;
mod check;
mod dossier;
mod listed;
mod patterns;
mod run;
#[cfg(unix)]
mod scans;
mod unread;

pub(crate) use unread::scan;

use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A temporary folder and the command, run in it.
pub(crate) struct Desk {
    dir: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("temp dir") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("has one")).expect("folder");
        fs::write(path, bytes).expect("write");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> assert_cmd::assert::Assert {
        self.run_with(&[], arguments)
    }

    /// With these variables in the environment.
    pub(crate) fn run_with(
        &self,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redact"));
        command.current_dir(self.dir.path()).env_remove("REDACT_IDENTITY");
        // Whether Tesseract is installed here decides nothing.
        command.env("PATH", "/nowhere");
        command.env_remove("REDACT_IDENTITY_FILE").envs(variables.iter().copied());
        command.args(arguments).assert()
    }

    pub(crate) fn files(&self) -> Vec<String> {
        let mut out: Vec<String> = walkdir::WalkDir::new(self.dir.path())
            .into_iter()
            .map(|e| e.expect("entry"))
            .filter(|e| !e.file_type().is_dir())
            .map(|e| {
                e.path()
                    .strip_prefix(self.dir.path())
                    .expect("below")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        out.sort();
        out
    }
}

const LISTED: &[&str] = &["--redact-list", "namen.txt", "--only-lists"];

fn listed<'a>(more: &[&'a str]) -> Vec<&'a str> {
    more.iter().chain(LISTED).copied().collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("brief.txt", "Van: Zoë Naamdrager\r\nOver: niets\r\n")
        .put("namen.txt", "zoe naamdrager\n");
    desk
}

#[test]
fn one_file_gets_a_copy_and_an_audit_beside_it() {
    let desk = desk();
    desk.run(&listed(&["brief.txt"])).code(0).stdout(predicate::str::contains("1 gelakt"));
    assert_eq!(desk.files(), ["brief.audit.jsonl", "brief.redacted.txt", "brief.txt", "namen.txt"]);
    assert_eq!(desk.read("brief.redacted.txt"), "Van: [5.1.2e]\r\nOver: niets\r\n");
    assert_eq!(desk.read("brief.txt"), "Van: Zoë Naamdrager\r\nOver: niets\r\n");
}

#[test]
fn no_output_tells_the_text() {
    let desk = desk();
    let done = desk.run(&listed(&["brief.txt"]));
    let output = done.get_output();
    for told in [&output.stdout, &output.stderr] {
        assert!(!String::from_utf8_lossy(told).to_lowercase().contains("naamdrager"));
    }
    assert!(!desk.read("brief.audit.jsonl").to_lowercase().contains("naamdrager"));
    desk.run(&["check", "brief.txt", "--redact-list", "namen.txt", "--show"])
        .code(1)
        .stdout(predicate::str::contains("Zoë Naamdrager"));
}

#[test]
fn the_same_command_may_be_given_twice() {
    let desk = desk();
    desk.run(&listed(&["brief.txt"])).code(0);
    let first = desk.read("brief.audit.jsonl");
    desk.run(&listed(&["brief.txt"])).code(0).stdout(predicate::str::contains("stond er al"));
    assert_eq!(desk.read("brief.audit.jsonl"), first);
}

#[test]
fn another_copy_is_not_overwritten_without_force() {
    let desk = desk();
    desk.put("brief.redacted.txt", "iets anders");
    desk.run(&listed(&["brief.txt"])).code(2).stderr(predicate::str::contains("--force"));
    assert_eq!(desk.read("brief.redacted.txt"), "iets anders");
    desk.run(&listed(&["brief.txt", "--force"])).code(0);
    assert_eq!(desk.read("brief.redacted.txt"), "Van: [5.1.2e]\r\nOver: niets\r\n");
}

#[test]
fn a_folder_is_mirrored_and_other_files_are_listed() {
    let desk = desk();
    desk.put("map/a.txt", "Zoë Naamdrager")
        .put("map/diep/b.txt", "x Zoe  Naamdrager")
        .put("map/c.xyz", "?");
    desk.run(&listed(&["map", "-o", "uit"]))
        .code(0)
        .stdout(predicate::str::contains("map/c.xyz: overgeslagen"));
    assert_eq!(desk.read("uit/a.txt"), "[5.1.2e]");
    assert_eq!(desk.read("uit/diep/b.txt"), "x [5.1.2e]");
    assert!(!desk.path("uit/c.xyz").exists());
    assert!(desk.path("uit/audit.jsonl").exists());
}

#[test]
fn a_folder_needs_a_place_for_its_copies() {
    let desk = desk();
    desk.put("map/a.txt", "x");
    desk.run(&["map"]).code(2).stderr(predicate::str::contains("-o"));
}

#[test]
fn outcomes_come_in_path_order() {
    let desk = Desk::new();
    desk.put("namen.txt", "naamdrager");
    for n in 0..40 {
        // The first files are the longest, so that they end last.
        desk.put(&format!("map/{n:02}.txt"), "Naamdrager en meer. ".repeat(1 + (40 - n) * 200));
    }
    let done = desk.run(&listed(&["map", "-o", "uit", "-j", "8"])).code(0);
    let out = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let order: Vec<&str> = out.lines().filter(|l| l.starts_with("map/")).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order.len(), 40);
    assert_eq!(order, sorted);
}

#[test]
fn a_bad_file_does_not_stop_the_others_and_sets_the_code() {
    let desk = desk();
    desk.put("map/a.txt", "").put("map/b.txt", "Zoë Naamdrager");
    desk.run(&listed(&["map", "-o", "uit"]))
        .code(2)
        .stderr(predicate::str::contains("map/a.txt: is leeg"));
    assert_eq!(desk.read("uit/b.txt"), "[5.1.2e]");
    assert!(!desk.path("uit/a.txt").exists());
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("to memory");
        zip.write_all(text.as_bytes()).expect("to memory");
    }
    zip.finish().expect("to memory").into_inner()
}

#[test]
fn bad_input_gets_one_sentence_and_no_output() {
    let desk = desk();
    desk.put("leeg.txt", "").put("nep.pdf", b"PK\x03\x04rest").put("nep.docx", "gewone tekst\n");
    desk.put("half.txt", [0xFF, 0xFE, b'a']).put("bytes.txt", [0, 1, 2, 3, 0, 0]);
    desk.put("kapot.pdf", "%PDF-1.7\nniets").put("kapot.docx", b"PK\x03\x04kapot");
    desk.put("pagina.txt", "<html><body>Zo&euml; Naamdrager</body></html>");
    desk.put("pakket.docx", package(&[("a.txt", "Zoë Naamdrager")]));
    fs::create_dir(desk.path("leeg")).expect("folder");
    let before = desk.files();
    for (name, says) in [
        ("weg.txt", "bestaat niet"),
        ("leeg.txt", "is leeg"),
        ("nep.pdf", "een zip"),
        ("nep.docx", "platte tekst"),
        ("half.txt", "beschadigd"),
        ("bytes.txt", "losse bytes"),
        ("pagina.txt", "webpagina"),
        ("pakket.docx", ""),
        ("kapot.pdf", ""),
        ("kapot.docx", ""),
    ] {
        let done = desk.run(&listed(&[name])).code(2).stderr(predicate::str::contains(says));
        let told = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        assert!(told.starts_with(&format!("redact: {name}: ")), "{told}");
    }
    desk.run(&listed(&["leeg", "-o", "uit"]))
        .code(2)
        .stderr(predicate::str::contains("in deze map"));
    assert_eq!(desk.files(), before, "nothing was written");
}

#[test]
fn the_source_is_never_overwritten() {
    let desk = desk();
    desk.run(&listed(&["brief.txt", "-o", ".", "--force"]))
        .code(2)
        .stderr(predicate::str::contains("het origineel"));
    assert_eq!(desk.read("brief.txt"), "Van: Zoë Naamdrager\r\nOver: niets\r\n");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_a_folder() {
    use std::os::unix::fs::symlink;
    let desk = desk();
    desk.put("map/a.txt", "Zoë Naamdrager").put("elders/b.txt", "x");
    symlink(desk.path("brief.txt"), desk.path("map/link.txt")).expect("link");
    desk.run(&listed(&["map", "-o", "uit"]))
        .code(0)
        .stdout(predicate::str::contains("link.txt: overgeslagen"));
    assert!(!desk.path("uit/link.txt").exists());
    // An output folder that holds a link to elsewhere is not written through.
    desk.put("map/sub/c.txt", "Zoë Naamdrager");
    fs::create_dir(desk.path("uit2")).expect("folder");
    symlink(desk.path("elders"), desk.path("uit2/sub")).expect("link");
    desk.run(&listed(&["map", "-o", "uit2"])).code(2);
    assert!(!desk.path("elders/c.txt").exists());
}

#[test]
fn keep_lists_win_from_recognition() {
    let desk = Desk::new();
    desk.put("a.txt", "Mail naar jan.bosman@minbzk.nl of p.kramer@minbzk.nl.\n")
        .put("houd.txt", "p.kramer@minbzk.nl\n");
    desk.run(&["a.txt", "--keep-list", "houd.txt"]);
    let copy = desk.read("a.redacted.txt");
    assert!(copy.contains("p.kramer@minbzk.nl") && !copy.contains("jan.bosman"), "{copy}");
}

#[test]
fn explain_gives_reason_and_article() {
    let desk = Desk::new();
    desk.run(&["explain", "ambtenaar"])
        .code(0)
        .stdout(predicate::str::contains("artikel 5.1, tweede lid, onder e, Woo"));
    desk.run(&["explain", "lijst-houden"]).code(0).stdout(predicate::str::contains("--keep-list"));
    desk.run(&["explain"]).code(0).stdout(predicate::str::contains("uit-medewerker"));
    desk.run(&["explain", "ambtenar"]).code(2).stderr(predicate::str::contains("ambtenaar"));
}

#[test]
fn a_faulty_policy_is_told_by_place() {
    let desk = desk();
    desk.put("beleid.toml", "policy = \"x\"\n[[rule]]\nid = \"a\"\nrole = [\"ambtenar\"]\ndecision = \"keep\"\nbecause = \"zo\"\n");
    desk.run(&["brief.txt", "--profile", "beleid.toml"])
        .code(2)
        .stderr(predicate::str::contains("beleid.toml:4:9: 'ambtenar'"));
    desk.run(&["brief.txt", "--profile", "weg.toml"]).code(2);
    assert_eq!(desk.files().len(), 3);
}

#[test]
fn faulty_lists_are_told() {
    let desk = desk();
    desk.put("latin.txt", b"Jan\nZo\x89\n").put("niets.txt", "\n\n");
    desk.run(&["brief.txt", "--redact-list", "latin.txt"])
        .code(2)
        .stderr(predicate::str::contains("latin.txt, regel 2, kolom 3"));
    desk.run(&["brief.txt", "--redact-list", "niets.txt"]).code(2);
    desk.run(&["brief.txt", "--redact-list", "weg.txt"]).code(2);
    desk.run(&["brief.txt", "--only-lists"]).code(2);
}

#[test]
fn a_name_in_the_file_name_is_told() {
    let desk = desk();
    desk.put("zoe_naamdrager.txt", "niets");
    desk.run(&listed(&["zoe_naamdrager.txt"]))
        .code(1)
        .stdout(predicate::str::contains("bestandsnaam"));
}

#[test]
fn the_map_of_numbers_is_only_made_on_request() {
    let desk = desk();
    desk.run(&listed(&["brief.txt", "-o", "uit", "--map", "tabel.tsv"])).code(0);
    assert!(desk.read("tabel.tsv").contains("0001\tbrief.txt\t"));
    assert!(!desk.read("uit/audit.jsonl").contains("brief.txt"));
}

#[test]
fn copies_may_have_numbers_in_place_of_names() {
    let desk = desk();
    desk.put("map/zoe_naamdrager.txt", "niets");
    desk.run(&listed(&["map", "-o", "uit", "--safe-names"])).code(2);
    desk.run(&listed(&["map", "-o", "uit", "--safe-names", "--map", "tabel.tsv"])).code(0);
    assert_eq!(desk.read("uit/0001.txt"), "niets");
    assert!(desk.read("tabel.tsv").contains("0001\tmap/zoe_naamdrager.txt\t"));
    assert!(!desk.path("uit/zoe_naamdrager.txt").exists());
}

#[test]
fn help_and_version() {
    let desk = Desk::new();
    desk.run(&["--help"]).code(0).stdout(
        predicate::str::contains("Voorbeelden:").and(predicate::str::contains("--redact-list")),
    );
    desk.run(&["check", "--help"]).code(0).stdout(predicate::str::contains("jsonl"));
    desk.run(&["--version"]).code(0).stdout(predicate::str::contains(env!("CARGO_PKG_VERSION")));
    desk.run(&[]).code(2).stderr(predicate::str::contains("--help"));
}

#[test]
fn english_on_request() {
    let desk = desk();
    desk.run(&listed(&["brief.txt", "--lang", "en"]))
        .code(0)
        .stdout(predicate::str::contains("1 redacted"));
    desk.run(&["check", "weg.txt", "--lang", "en"])
        .code(2)
        .stderr(predicate::str::contains("does not exist"));
}

#[test]
fn help_in_english() {
    let desk = Desk::new();
    desk.run(&["--help", "--lang", "en"]).code(0).stdout(
        predicate::str::contains("Usage:").and(predicate::str::contains("Voorbeelden").not()),
    );
    desk.run(&["check", "--lang=en", "--help"])
        .code(0)
        .stdout(predicate::str::contains("Examples:"));
}

#[test]
fn a_person_named_in_one_file_is_found_in_the_next() {
    let desk = Desk::new();
    desk.put("map/1.txt", "Opgesteld door: drs. L.A. (Lotte) Wielinga\n");
    desk.put("map/2.txt", "Volgens Wielinga is de planning haalbaar.\n");
    desk.run(&["map/2.txt", "-o", "los"]);
    desk.run(&["map", "-o", "uit"]);
    assert!(!desk.read("uit/2.txt").contains("Wielinga"), "{}", desk.read("uit/2.txt"));
}
