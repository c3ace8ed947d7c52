//! What a dossier needs beside its single files: mails that stand in others, old documents.

use super::Desk;

const FIRST: &str = "From: a@x.nl\r\nTo: b@x.nl\r\nSubject: verzet\r\nDate: Wed, 03 May 2023 09:12:00 +0200\r\nMessage-ID: <1@x>\r\n\r\nDe vergadering van volgende week donderdag is verzet naar vrijdag om tien uur.\r\n";
const REPLY: &str = "From: b@x.nl\r\nTo: a@x.nl\r\nSubject: Re: verzet\r\nDate: Thu, 04 May 2023 09:12:00 +0200\r\nMessage-ID: <2@x>\r\n\r\nDat is goed, tot dan.\r\n\r\nOp 3 mei 2023 schreef a:\r\n> De vergadering van volgende week donderdag\r\n> is verzet naar vrijdag om tien uur.\r\n";

#[test]
fn a_mail_that_stands_in_a_later_one_is_told() {
    let desk = Desk::new();
    desk.put("d/1.eml", FIRST).put("d/2.eml", REPLY).put("d/los.eml", FIRST.replace("tien", "elf"));
    desk.put("namen.txt", "Zandmeer");
    let lists = ["--only-lists", "--redact-list", "namen.txt"];
    let done = desk.run(&[&["check", "d", "--format", "json"], &lists[..]].concat());
    let told: serde_json::Value = serde_json::from_slice(&done.get_output().stdout).expect("JSON");
    let held = told["contained"].as_array().expect("a list");
    assert_eq!(held.len(), 1);
    assert!(held[0]["message"]["path"].as_str().expect("a path").ends_with("1.eml"));
    assert!(held[0]["in"]["path"].as_str().expect("a path").ends_with("2.eml"));
    let done = desk.run(&[&["d", "-o", "uit"], &lists[..]].concat());
    let told = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(told.contains("1.eml staat in") && !told.contains("los.eml staat in"), "{told}");
}

/// The beginning of an old letter of Word.
#[cfg(unix)]
fn old_letter() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend("WordDocument\0".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[cfg(unix)]
#[test]
fn an_old_letter_becomes_one_of_today_or_says_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.put("d/oud.doc", old_letter());
    let without = desk.run(&["d/oud.doc", "-o", "uit"]).code(2);
    let told = String::from_utf8_lossy(&without.get_output().stderr).into_owned();
    assert!(told.contains("--convert"), "{told}");
    let missing = desk.run(&["d", "-o", "uit", "--convert"]).code(2);
    let told = String::from_utf8_lossy(&missing.get_output().stderr).into_owned();
    assert!(told.contains("LibreOffice is niet gevonden"), "{told}");
    let new = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/letters/nota.docx");
    let script = format!("#!/bin/sh\n/bin/mkdir made; /bin/cp {new} made/file.docx\n");
    desk.put("soffice", script);
    let mode = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(desk.path("soffice"), mode).expect("mode");
    let done = desk.run(&["d", "-o", "uit", "--convert", "--libreoffice", "soffice"]);
    let told = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(told.contains("omgezet uit een oude soort"), "{told}");
    assert!(desk.path("uit/oud.docx").is_file());
}
