//! The run as a whole: what it may never overwrite, what one file may never end, and what is never
//! called clean.

use super::{Desk, desk, listed};
use crate::rawpdf::RawPdf;
use predicates::prelude::*;
use std::fs;
use std::process::{Command, Stdio};

const LETTER: &str = "Van: Zoë Naamdrager\r\nOver: niets\r\n";

/// What is read and what would be written over it, by every option that names an output.
#[test]
fn nothing_that_is_read_is_overwritten() {
    let staff = "naam\nZoë Naamdrager\n";
    for (typed, kept) in [
        ("brief.txt --map brief.txt", "brief.txt"),
        ("brief.txt --map ./uit/../brief.txt", "brief.txt"),
        ("brief.txt --map namen.txt", "namen.txt"),
        ("brief.txt --staff staf.csv --map staf.csv", "staf.csv"),
        ("brief.txt --map beleid.toml --profile beleid.toml", "beleid.toml"),
        ("brief.txt brief.audit.jsonl", "brief.audit.jsonl"),
        ("sub/a.txt audit.jsonl -o .", "audit.jsonl"),
        ("sub/a.txt brief.txt -o .", "brief.txt"),
        ("sub/brief.txt --redact-list brief.txt -o .", "brief.txt"),
    ] {
        let desk = desk();
        desk.put("audit.jsonl", LETTER).put("brief.audit.jsonl", LETTER).put("staf.csv", staff);
        desk.put("sub/a.txt", "Brief.").put("sub/brief.txt", "Brief.").put("uit/x", "");
        desk.put("beleid.toml", include_str!("../../policies/woo.toml"));
        let before = fs::read(desk.path(kept)).expect("read");
        let mut arguments: Vec<&str> = typed.split(' ').collect();
        arguments.push("--force");
        desk.run(&listed(&arguments));
        assert_eq!(fs::read(desk.path(kept)).expect("read"), before, "{typed}");
    }
}

#[test]
fn nothing_is_begun_when_two_outputs_have_one_place() {
    for typed in ["brief.txt --map brief.redacted.txt", "map -o uit --map uit/audit.jsonl"] {
        let desk = desk();
        desk.put("map/a.txt", LETTER).put("brief.redacted.txt", "een kopie");
        let before = desk.files();
        let arguments: Vec<&str> = typed.split(' ').chain(["--force"]).collect();
        desk.run(&listed(&arguments)).code(2);
        assert_eq!(desk.files(), before, "{typed}");
        assert_eq!(desk.read("brief.redacted.txt"), "een kopie");
    }
}

#[cfg(all(unix, feature = "sealing"))]
#[test]
fn a_list_is_not_sealed_over_itself() {
    let desk = desk();
    let public = desk.run(&["lists", "keygen", "-o", "sleutel.txt"]).code(0);
    let public = String::from_utf8_lossy(&public.get_output().stdout).into_owned();
    let key = public.trim().rsplit(' ').next().expect("a key").to_owned();
    fs::hard_link(desk.path("namen.txt"), desk.path("hard.txt")).expect("link");
    for place in ["namen.txt", "./namen.txt", "hard.txt"] {
        desk.run(&["lists", "seal", "namen.txt", "-r", &key, "-o", place, "--force"]).code(2);
        assert_eq!(desk.read("namen.txt"), "zoe naamdrager\n");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_what_is_read_is_what_is_read() {
    let desk = desk();
    std::os::unix::fs::symlink(desk.path("brief.txt"), desk.path("zacht")).expect("link");
    fs::hard_link(desk.path("brief.txt"), desk.path("hard")).expect("link");
    for name in ["zacht", "hard"] {
        desk.run(&listed(&["brief.txt", "--force", "--map", name])).code(2);
        assert_eq!(desk.read(name), LETTER);
    }
}

#[test]
fn files_that_differ_in_their_ending_alone_have_a_log_each() {
    let desk = desk();
    desk.put("brief.md", LETTER);
    desk.run(&listed(&["brief.md", "brief.txt"])).code(0);
    for log in ["brief.audit.jsonl", "brief.txt.audit.jsonl"] {
        assert_eq!(desk.read(log).matches("\"record\":\"document\"").count(), 1, "{log}");
    }
    let before = desk.files();
    desk.run(&listed(&["brief.txt"])).code(0);
    desk.run(&listed(&["brief.md"])).code(0);
    assert_eq!(desk.files(), before, "each found its own");
}

#[test]
fn the_same_folder_may_be_given_twice_and_a_log_is_never_lost() {
    let desk = desk();
    desk.put("map/a.txt", LETTER).put("ander/b.txt", "Zoë Naamdrager belt.");
    desk.run(&listed(&["map", "-o", "uit", "--map", "tabel.tsv"])).code(0);
    let first = desk.read("uit/audit.jsonl");
    desk.run(&listed(&["map", "-o", "uit", "--map", "tabel.tsv"])).code(0);
    assert_eq!(desk.read("uit/audit.jsonl"), first);
    desk.run(&listed(&["ander", "-o", "uit"])).code(0);
    let both = desk.read("uit/audit.jsonl");
    assert!(both.starts_with(&first) && both.len() > first.len());
    // One run over all of it accounts for all of it.
    desk.run(&listed(&["map", "ander", "-o", "uit"])).code(0);
    let all = desk.read("uit/audit.jsonl");
    assert_eq!(all.matches("\"record\":\"head\"").count(), 1);
    assert_eq!(all.matches("\"result\":\"written\"").count(), 2);
}

#[test]
fn what_an_interrupted_run_left_is_gone_on_with() {
    let desk = desk();
    desk.put("map/a.txt", LETTER).put("map/b.txt", LETTER);
    desk.run(&listed(&["map", "-o", "vers"])).code(0);
    let whole = desk.read("vers/audit.jsonl");
    let torn: String = whole.chars().take(whole.len() - 40).collect();
    desk.put("uit/audit.jsonl", &torn).put("uit/.redact-left.tmp", "half");
    desk.put("uit/a.txt", desk.read("vers/a.txt"));
    desk.run(&listed(&["map", "-o", "uit"])).code(0);
    let told = |text: &str| {
        let time = text.split("\"time\":\"").nth(1).and_then(|t| t.split('"').next());
        let bare = text.replace(time.unwrap_or_default(), "");
        bare.lines()
            .map(|l| l.split(",\"previous_sha256\"").next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&desk.read("uit/audit.jsonl")), told(&whole));
    assert!(!desk.path("uit/.redact-left.tmp").exists());
}

#[test]
fn copies_are_logged_when_nobody_listens() {
    let desk = desk();
    for n in 0..60 {
        desk.put(&format!("map/{n}.txt"), LETTER);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_redact"));
    command.current_dir(desk.path("")).args(listed(&["map", "-o", "uit"]));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    drop(child.stdout.take());
    child.wait().expect("ends");
    let copies =
        desk.files().iter().filter(|f| f.starts_with("uit/") && f.ends_with("txt")).count();
    assert_eq!(copies, 60);
    assert_eq!(desk.read("uit/audit.jsonl").matches("\"result\":\"written\"").count(), copies);
}

#[test]
fn one_file_does_not_end_the_run() {
    let mut pdf = RawPdf::page("BT /F1 9 Tf (abcd) Tj ET");
    pdf.put(
        5,
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
    );
    pdf.put(6, "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 2147483647 500]>>");
    let desk = desk();
    desk.put("map/a.pdf", pdf.build()).put("map/b.txt", LETTER);
    for more in [&["-o", "uit"][..], &["-o", "los", "--no-sandbox"]] {
        let arguments: Vec<&str> = ["map"].iter().chain(more).copied().collect();
        desk.run(&listed(&arguments)).code(2).stderr(predicate::str::contains("grens"));
        assert!(desk.read(&format!("{}/b.txt", more[1])).contains("[5.1.2e]"));
    }
}

#[test]
fn what_was_not_looked_at_is_not_clean() {
    let desk = Desk::new();
    desk.put("map/a.txt", "Geachte lezer.\n").put("map/brief.wpd", "PK\x03\x04");
    for command in ["check", "verify"] {
        desk.run(&[command, "map"]).code(1);
        desk.run(&[command, "map", "--skip-unknown"]).code(0);
    }
    desk.run(&["check", "map"]).stdout(predicate::str::contains("sla hem op als DOCX of PDF"));
    desk.put("rest/a.txt", "Geachte lezer.\n").put("rest/.DS_Store", b"\0\0\0\x01Bud1");
    desk.put("rest/~$a.docx", "\tSanne");
    desk.run(&["check", "rest"]).code(0).stdout(predicate::str::contains(".DS_Store"));
    // A copy that goes out is looked at as well.
    desk.put("uit/a.redacted.txt", "Bel Jan Bosman op 06-12345678.\n");
    desk.run(&["check", "uit"]).code(1);
}

#[test]
fn a_letter_does_not_fail_for_its_addressee() {
    let desk = Desk::new();
    desk.put(
        "brief.txt",
        "De heer P. Verkruisen\nKanaalweg 14\n1234 AB Voorbeelddam\n\nGeachte heer Verkruisen,\n\nUw aanvraag is ontvangen.\n",
    );
    desk.run(&["check", "brief.txt"]).code(0);
    // A salutation alone tells as much.
    desk.put("groet.txt", "Geachte heer Verkruisen,\n\nUw aanvraag is ontvangen.\n");
    desk.run(&["check", "groet.txt"]).code(0);
    desk.put("staf.txt", "Behandeld door: P. Verkruisen, tel. 06-12345678\n");
    desk.run(&["check", "staf.txt"]).code(1);
}

#[test]
fn no_mistake_in_a_command_starts_a_run() {
    let desk = desk();
    desk.put("check", "Geachte lezer.");
    let before = desk.files();
    for typed in
        ["chek brief.txt", "--show check brief.txt", "brief.txt verify", "-- check brief.txt"]
    {
        let arguments: Vec<&str> = typed.split(' ').collect();
        desk.run(&arguments).code(2);
        assert_eq!(desk.files(), before, "{typed}");
    }
    desk.run(&["./check"]).code(0);
}

#[test]
fn standard_input_is_checked() {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_redact"));
    command.args(["check", "-"]).write_stdin("Bel Jan Bosman op 06-12345678.\n").assert().code(1);
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_redact"));
    command.args(["check", "-"]).write_stdin("Geachte lezer.\n").assert().code(0);
    Desk::new().run(&["-"]).code(2);
}

#[test]
fn the_log_confirms_no_guess_and_the_table_proves_the_original() {
    let desk = desk();
    desk.run(&listed(&["brief.txt", "-o", "uit"])).code(0);
    assert!(desk.read("uit/audit.jsonl").contains("\"input_hmac_sha256\":null"));
    desk.run(&listed(&["brief.txt", "-o", "met", "--map", "tabel.tsv"])).code(0);
    let (log, table) = (desk.read("met/audit.jsonl"), desk.read("tabel.tsv"));
    let digest = redact::pipeline::sha256(LETTER.as_bytes());
    assert!(!log.contains(&digest) && table.contains(&digest));
    let key = table.lines().find_map(|l| l.strip_prefix("# hmac-key\t")).expect("a key");
    let key: Vec<u8> = (0..key.len() / 2)
        .map(|at| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).expect("hex"))
        .collect();
    let proof = redact::pipeline::keyed(&key, LETTER.as_bytes()).expect("a digest");
    assert!(log.contains(&proof));
}

#[test]
fn a_staff_list_counts_in_a_search_with_lists_alone() {
    let desk = Desk::new();
    desk.put("staf.csv", "naam,email\nGeert Klinkers,g.klinkers@ede.nl\n");
    desk.put("a.txt", "Wij spraken Geert Klinkers (g.klinkers@ede.nl) en Jan Bosman.\n");
    desk.run(&["a.txt", "--only-lists", "--staff", "staf.csv"]).code(0);
    assert_eq!(desk.read("a.redacted.txt"), "Wij spraken [5.1.2e] ([5.1.2e]) en Jan Bosman.\n");
}

#[test]
fn an_open_quote_in_a_list_is_told_with_its_line() {
    let desk = desk();
    desk.put("staf.csv", "naam\n\"Sanne Wezenbeek\nGeert Klinkers\n");
    desk.run(&["brief.txt", "--staff", "staf.csv"])
        .code(2)
        .stderr(predicate::str::contains("regel 2"));
    desk.put("goed.csv", "naam,opmerking\nGeert Klinkers,\"een\ntwee\"\n");
    desk.run(&["brief.txt", "--staff", "goed.csv"]).code(0);
}

#[test]
fn an_address_known_in_one_file_goes_in_all() {
    let desk = Desk::new();
    desk.put("map/a.txt", "Kanaalweg 14\n");
    desk.put("map/b.txt", "Mevrouw S. Wezenbeek\nKanaalweg 14\n1234 AB Voorbeelddam\n");
    desk.run(&["map", "-o", "uit"]);
    assert!(!desk.read("uit/a.txt").contains("Kanaalweg"));
}
