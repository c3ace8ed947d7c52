//! `redact check` and the forms of what it tells.

use super::{Desk, desk};

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
