//! The command as a user meets it: files, options, exit codes.

use crate::rawpdf::{RawPdf, page_dict};
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
        ("pagina.txt", "opmaak"),
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
fn check_writes_nothing_and_its_code_says_what_it_found() {
    let desk = desk();
    desk.put("schoon.txt", "Er staat niets in.\n");
    desk.run(&["check", "schoon.txt"]).code(0);
    desk.run(&["check", "brief.txt", "--redact-list", "namen.txt"]).code(1);
    desk.run(&["check", "weg.txt"]).code(2);
    desk.run(&["check", "weg.txt", "brief.txt", "--redact-list", "namen.txt"]).code(2);
    assert_eq!(desk.files().len(), 3);
}

#[test]
fn jsonl_has_the_promised_fields() {
    let desk = Desk::new();
    desk.put("namen.txt", "zoë naamdrager").put("a.txt", "\u{FEFF}é Zoë Naamdrager\n");
    let done = desk
        .run(&["check", "a.txt", "--format", "jsonl", "--redact-list", "namen.txt", "--only-lists"])
        .code(1);
    let out = String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8");
    let lines: Vec<serde_json::Value> =
        out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    let one = &lines[0];
    for field in [
        "path",
        "format",
        "place",
        "segment",
        "start_byte",
        "end_byte",
        "start_codepoint",
        "end_codepoint",
        "category",
        "role",
        "decision",
        "ground",
        "rule",
        "likelihood",
    ] {
        assert!(one.get(field).is_some(), "{field}");
    }
    assert!(one.get("text").is_none());
    assert_eq!((one["start_byte"].as_u64(), one["end_byte"].as_u64()), (Some(3), Some(18)));
    assert_eq!(
        (one["start_codepoint"].as_u64(), one["end_codepoint"].as_u64()),
        (Some(2), Some(16))
    );
    assert_eq!(one["decision"], "redact");
    assert_eq!(one["rule"], "lijst-lakken");
    assert_eq!(one["format"], "text");
}

#[test]
fn every_form_of_check_tells_the_same_findings() {
    let desk = desk();
    let run = |form: &str| {
        let done = desk
            .run(&["check", "brief.txt", "--redact-list", "namen.txt", "--format", form])
            .code(1);
        String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
    };
    let lines = run("jsonl").lines().filter(|l| l.contains("\"redact\"")).count();
    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    let found = json["files"][0]["findings"].as_array().expect("array");
    assert_eq!(found.iter().filter(|f| f["decision"] == "redact").count(), lines);
    let told = run("human");
    assert_eq!(told.lines().filter(|l| l.starts_with("  lakken")).count(), lines);
    assert!(lines > 0);
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

const PATTERN: &str = "category = \"big-nummer\"\n[[pattern]]\nid = \"big\"\nregex = '[0-9]{11}'\n\
    label = '(?i)big-nummer[: ]{1,3}$'\nlikelihood = \"certain\"\n\
    finds = [\"BIG-nummer: «19012345601»\"]\nleaves = [\"19012345601\"]\n";

#[test]
fn patterns_of_ones_own_come_on_top() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN).put("a.txt", "BIG-nummer: 19012345601\n");
    desk.run(&["patterns", "list"])
        .code(0)
        .stdout(predicate::str::contains("elfproef").or(predicate::str::contains("bsn")));
    desk.run(&["patterns", "test"]).code(0);
    desk.run(&["patterns", "test", "eigen"]).code(0);
    desk.run(&["patterns", "list", "eigen"]).stdout(predicate::str::contains("big-nummer"));
    // No rule of the policy knows the category: a question, hidden and told.
    desk.run(&["a.txt", "--patterns", "eigen"])
        .code(1)
        .stdout(predicate::str::contains("[geen-regel]"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.2e]\n");
    let rule = "policy = \"p\"\n[[rule]]\nid = \"big\"\ncategory = [\"big-nummer\"]\n\
        decision = \"redact\"\nground = \"5.1.1e\"\nbecause = \"zo\"\n";
    desk.put("p.toml", rule);
    desk.run(&["a.txt", "--patterns", "eigen", "--profile", "p.toml", "--force"]).code(0);
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.1e]\n");
}

#[test]
fn what_goes_in_one_place_goes_where_it_is_not_found_too() {
    let desk = Desk::new();
    // The pattern finds a number by its label alone.
    desk.put("eigen/big.toml", PATTERN)
        .put("a.txt", "BIG-nummer: 19012345601\n\nOnder 19012345601 staat u ingeschreven.\n");
    desk.run(&["a.txt", "--patterns", "eigen"]).code(1);
    let copy = desk.read("a.redacted.txt");
    assert_eq!(copy, "BIG-nummer: [5.1.2e]\n\nOnder [5.1.2e] staat u ingeschreven.\n");
}

#[test]
fn a_pattern_whose_examples_fail_does_not_load() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN.replace("leaves = [\"1901", "leaves = [\"BIG-nummer: 1901"));
    desk.put("a.txt", "x").put("kapot/x.toml", "category = 3\n");
    desk.run(&["a.txt", "--patterns", "eigen"])
        .code(2)
        .stderr(predicate::str::contains("big.toml"));
    desk.run(&["patterns", "test", "eigen"]).code(2);
    desk.run(&["patterns", "test", "kapot"]).code(2).stderr(predicate::str::contains("regel 1"));
    desk.run(&["patterns", "test", "weg"]).code(2);
}

#[test]
fn questions_are_hidden_kept_or_stop_the_file() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN).put("a.txt", "BIG-nummer: 19012345601\n");
    let ask = |how: &'static str| ["a.txt", "--patterns", "eigen", "--force", "--ask", how];
    desk.run(&ask("refuse")).code(2).stderr(predicate::str::contains("--ask refuse"));
    assert!(!desk.path("a.redacted.txt").exists());
    desk.run(&ask("keep")).code(1).stdout(predicate::str::contains("1 vraag"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: 19012345601\n");
    desk.run(&ask("redact")).code(1).stdout(predicate::str::contains("1 vraag"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.2e]\n");
}

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
