//! What the command says in one language has no word of the other, whatever happens.

use crate::cli::{Desk, scan};
use crate::rawpdf::RawPdf;
use redact::policy::{self, Grounds};
use std::collections::BTreeSet;

/// Words that only one of the languages has.
const DUTCH: &str = include_str!("language/dutch.txt");
const ENGLISH: &str = include_str!("language/english.txt");

/// A line as it was typed, and the exit code.
type Situation = (&'static str, i32);

/// Making a key, which a build without sealing refuses.
const KEYGEN: i32 = if cfg!(feature = "sealing") { 0 } else { 2 };

/// What goes wrong with files, lists, policies and patterns.
const FILES: &[Situation] = &[
    ("missing.txt", 2),
    ("Q1", 2),
    ("Q1 -o note.txt", 2),
    ("locked.pdf", 2),
    ("damaged.pdf", 2),
    ("damaged.docx", 2),
    ("empty.txt", 2),
    ("wrong.txt", 2),
    ("picture.xyz", 2),
    ("binary.txt", 2),
    ("hollow -o out", 2),
    ("scan.pdf", 2),
    ("scan.pdf --unread blank -o blanked", 1),
    ("note.txt --ask refuse --redact-list names.txt", 2),
    ("note.txt missing.txt -o mixed", 2),
    ("note.txt", 1),
    ("letter.pdf --redact-list names.txt", 0),
    ("letter.pdf --redact-list names.txt", 0),
    ("letter.pdf --redact-list others.txt", 2),
    ("letter.pdf -o once", 0),
    ("letter.pdf -o once", 0),
    ("note.txt --map note.txt -o other", 2),
    ("note.txt -o note.txt/below", 2),
    ("note.txt --redact-list none.txt", 2),
    ("note.txt --redact-list Q1", 2),
    ("note.txt --redact-list empty.txt", 2),
    ("note.txt --redact-list odd.txt", 2),
    ("note.txt --redact-list half.txt", 2),
    ("note.txt --redact-list western.txt -o western", 1),
    ("note.txt --staff head.csv", 2),
    ("note.txt --staff short.csv", 2),
    ("note.txt --staff head.csv --column Nm=achternamen", 2),
    ("note.txt --office-holders cut.xml", 2),
    ("note.txt --only-lists", 2),
    ("note.txt --audit-key names.txt", 2),
    ("note.txt --audit-key none.txt", 2),
    ("note.txt --password-file none.txt", 2),
    ("note.txt --identity none.txt", 2),
    ("note.txt --identity names.txt", 2),
    ("note.txt --redact-list sealed.age", 2),
    ("note.txt --profile faulty.toml", 2),
    ("note.txt --profile broken.toml", 2),
    ("note.txt --profile none.toml", 2),
    ("note.txt --profile binary.txt", 2),
    ("note.txt --patterns none", 2),
    ("note.txt --patterns hollow", 2),
    ("note.txt --patterns faulty", 2),
    ("note.txt --patterns expression", 2),
    ("note.txt --patterns checked", 2),
    ("note.txt --patterns example", 2),
];

/// What is wrong with the options.
const OPTIONS: &[Situation] = &[
    ("", 2),
    ("--nonsense", 2),
    ("--forc note.txt", 2),
    ("note.txt --ask perhaps", 2),
    ("note.txt --ask", 2),
    ("note.txt --output", 2),
    ("note.txt --jobs 0", 2),
    ("note.txt --jobs many", 2),
    ("note.txt --column name", 2),
    ("note.txt --force --force", 2),
    ("note.txt --force=1", 2),
    ("--force check note.txt", 2),
    ("check", 2),
    ("check note.txt --format xml", 2),
    ("check note.txt --force", 2),
    ("verify", 2),
    ("explain a b", 2),
    ("lists", 2),
    ("lists open", 2),
    ("patterns", 2),
];

/// The other commands, and what they find.
const COMMANDS: &[Situation] = &[
    ("check note.txt", 1),
    ("check scan.pdf", 1),
    ("check letter.docx", 1),
    ("check missing.txt damaged.pdf picture.xyz", 2),
    ("verify flawed.pdf", 1),
    ("verify flawed.pdf --redact-list names.txt", 1),
    ("verify damaged.pdf", 2),
    ("verify missing.txt", 2),
    ("explain", 0),
    ("explain ambtenaar", 0),
    ("explain naam-waarschijnlijk", 0),
    ("explain contact-van-organisatie", 0),
    ("explain geen-regel", 0),
    ("explain none", 2),
    ("patterns test", 0),
    ("patterns test faulty", 2),
    ("lists check people.csv", 0),
    ("lists check names.txt", 0),
    ("lists check none.txt", 2),
    ("lists check", 2),
    ("lists check sealed.age", 2),
    ("lists seal names.txt", 2),
    ("lists seal names.txt -r nonsense", 2),
    ("lists seal names.txt -R none.txt", 2),
    ("lists seal sealed.age -r nonsense", 2),
    ("lists keygen", KEYGEN),
    ("lists keygen names.txt", 2),
    ("lists keygen -o names.txt", 2),
    ("lists keygen -o none/key.txt/key.txt", KEYGEN),
    ("--help", 0),
    ("check --help", 0),
    ("verify --help", 0),
    ("explain --help", 0),
    ("lists --help", 0),
    ("patterns --help", 0),
];

fn desk() -> Desk {
    let letter = "BT /F1 12 Tf 72 700 Td (Geachte heer Kwispelaer) Tj ET";
    let pdf = RawPdf::page(letter).build();
    let mut locked = RawPdf::page(letter);
    let secret = "00".repeat(32);
    locked.put(9, &format!("<< /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >>"));
    locked.trailer("/Encrypt 9 0 R /ID [<00> <00>]");
    let cover = "BT /F1 12 Tf 72 700 Td (Kwispelaer) Tj ET 0 g 70 695 100 16 re f";
    let pattern = |rest: &str| format!("category = \"bsn\"\n[[pattern]]\nid = \"x\"\n{rest}");
    let desk = Desk::new();
    desk.put("note.txt", "Namens de directie, Zo\u{eb} Naamdrager\nBSN 123456782\nDe woordvoerder, Jan de Vries, zwijgt.\n")
        .put("names.txt", "Kwispelaer\n")
        .put("others.txt", "Geachte\n")
        .put("Q1/note.txt", "niets\n")
        .put("hollow/picture.xyz", b"\x89PNG\r\n")
        .put("locked.pdf", locked.build())
        .put("damaged.pdf", &pdf[..40])
        .put("damaged.docx", b"PK\x03\x04 and no more")
        .put("empty.txt", "")
        .put("wrong.txt", &pdf)
        .put("letter.pdf", &pdf)
        .put("letter.docx", std::fs::read("fixtures/demo/brief.docx").expect("fixture"))
        .put("picture.xyz", b"\x89PNG\r\n")
        .put("binary.txt", b"a\0\x01\x02\xff\xfe\0\0")
        .put("scan.pdf", scan())
        .put("flawed.pdf", RawPdf::page(cover).build())
        .put("odd.txt", b"Jansen\nZo\x81\n")
        .put("half.txt", b"\xff\xfeZ")
        .put("western.txt", b"Zo\xeb Naamdrager\n")
        .put("head.csv", "Nm;Waar\nJansen;Leiden\n")
        .put("short.csv", "voornaam;achternaam\nJan\n")
        .put("people.csv", "voornaam;achternaam\nJan;Jansen\n")
        .put("cut.xml", "<a>\n<b>")
        .put("sealed.age", "age-encryption.org/v1\nnonsense")
        .put("broken.toml", "policy = \n")
        .put(
            "faulty.toml",
            "policy = 'p'\nunred = 'keep'\notherwise = 'maybe'\n[[rule]]\nid = 'a'\n\
             role = ['ambtenar', 3]\ndecision = 'redact'\nground = '5.1.2z'\n[[rule]]\nid = 'b'\n\
             decision = 'keep'\nground = '5.1.2e'\nbecause = 'x'\n[[rule]]\nid = 'b'\n\
             category = []\ndecision = 'ask'\nbecause = ''\n[output]\nstyle = 1\nwidth = 'zzz'\n",
        )
        .put("faulty/own.toml", "category = \"bsn\"\n[[pattern]]\nid = 3\n")
        .put("expression/own.toml", pattern("regex = '('\nfinds = ['«a»']\nleaves = ['b']\n"))
        .put(
            "checked/own.toml",
            pattern("regex = 'a'\ncheck = 'no'\nfinds = ['«a»']\nleaves = ['b']\n"),
        )
        .put("example/own.toml", pattern("regex = 'a'\nfinds = ['«b»']\nleaves = ['c']\n"));
    desk
}

/// Names that are Dutch in every language: rules, policies, articles of law.
fn identifiers() -> (BTreeSet<String>, Vec<String>) {
    let mut words: BTreeSet<String> = ["tekst.csv", "uitgaand"].map(str::to_owned).into();
    for (name, _) in policy::SHIPPED {
        let policy = policy::load(name, &[]).expect("valid");
        words.extend(policy.rules.iter().map(|r| r.id.as_str().to_owned()));
    }
    words.extend(policy::BUILT_IN.iter().map(|r| r.id.to_owned()));
    let mut phrases: Vec<String> =
        Grounds::shipped().expect("valid").iter().map(|g| g.article.clone()).collect();
    for law in ["artikel 46 UAVG", "artikelen 9 en 10 AVG", "17 maart 2021", "31 januari 2018"] {
        phrases.push(law.to_owned());
    }
    (words, phrases)
}

/// The words of an output that belong to a language: no options, names of files or of rules.
fn words(output: &str) -> BTreeSet<String> {
    let (ids, phrases) = identifiers();
    let output = phrases.iter().fold(output.to_owned(), |text, p| text.replace(p, " "));
    // Every other piece between backticks is a name.
    let output: String = output.split('`').step_by(2).collect();
    let named = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(['-', '\'', '['])
            || bare.contains(['.', '/', '_'])
            // The letters of a key are drawn by lot, and may spell a word between two digits.
            || bare.starts_with("AGE-SECRET-KEY")
            || bare.starts_with("age1")
            || ids.contains(bare)
    };
    output
        .split_whitespace()
        .filter(|w| !named(w))
        .flat_map(|w| w.split(|c: char| !c.is_alphabetic()))
        .map(str::to_lowercase)
        .collect()
}

/// Runs every situation in both languages; tells what is wrong, if anything.
fn faults(situations: &[Situation]) -> Vec<String> {
    let mut out = Vec::new();
    for (lang, foreign) in [("en", DUTCH), ("nl", ENGLISH)] {
        let desk = desk();
        for (typed, code) in situations {
            let mut arguments: Vec<&str> = typed.split_whitespace().collect();
            arguments.extend(["--lang", lang]);
            let run = desk.run(&arguments);
            let output = run.get_output();
            let told = format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            let words = words(&told);
            let found: Vec<&str> = foreign.lines().filter(|w| words.contains(*w)).collect();
            if !found.is_empty() || told.contains("os error") {
                out.push(format!("{lang}: {typed}: {found:?} in {told}"));
            }
            if output.status.code() != Some(*code) {
                out.push(format!("{lang}: {typed}: ends with {:?}: {told}", output.status.code()));
            }
            if told.trim().is_empty() {
                out.push(format!("{lang}: {typed}: says nothing"));
            }
        }
    }
    out
}

#[test]
fn trouble_with_files_is_told_in_one_language() {
    let faults = faults(FILES);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn wrong_options_are_told_in_one_language() {
    let faults = faults(OPTIONS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn all_commands_speak_one_language() {
    let faults = faults(COMMANDS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn categories_are_named_in_the_language() {
    let desk = desk();
    for (lang, name) in [("nl", "geboortedatum"), ("en", "date of birth")] {
        for typed in [&["patterns", "list"][..], &["explain", "persoonlijk-gegeven"]] {
            let typed: Vec<&str> = typed.iter().copied().chain(["--lang", lang]).collect();
            let run = desk.run(&typed).code(0);
            let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
            assert!(told.contains(name), "{typed:?}: {told}");
        }
    }
}

#[test]
fn reasons_of_a_policy_without_english_stay_as_they_are() {
    let desk = desk();
    let policy = "policy = 'p'\n[[rule]]\nid = 'a'\ndecision = 'keep'\nbecause = 'Zo is het.'\n";
    desk.put("own.toml", policy).put("both.toml", format!("{policy}because-en = 'So it is.'\n"));
    for (file, because) in [("own.toml", "Zo is het."), ("both.toml", "So it is.")] {
        let run = desk.run(&["explain", "a", "--profile", file, "--lang", "en"]).code(0);
        let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(told.contains(because), "{file}: {told}");
    }
}

#[test]
fn places_for_programs_follow_the_language_and_the_log_stays_dutch() {
    let desk = desk();
    for form in ["json", "jsonl"] {
        for (lang, place) in [("nl", "\"regel 2\""), ("en", "\"line 2\"")] {
            let run = desk.run(&["check", "note.txt", "--format", form, "--lang", lang]);
            let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
            assert!(told.contains(place), "{form}: {told}");
        }
    }
    desk.run(&["note.txt", "-o", "out", "--lang", "en"]).code(1);
    assert!(desk.read("out/audit.jsonl").contains("\"place\":\"regel 2\""));
}

#[test]
fn the_language_may_stand_anywhere() {
    let desk = desk();
    for typed in [
        ["--lang", "en", "check", "note.txt"],
        ["check", "--lang", "en", "note.txt"],
        ["check", "note.txt", "--lang", "en"],
    ] {
        let run = desk.run(&typed).code(1);
        let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(told.contains("to redact"), "{typed:?}: {told}");
    }
}
