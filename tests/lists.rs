//! The user's own lists: checked, used, faults by place. Those that are sealed: `sealed_lists`.

use crate::cli::Desk;
use predicates::prelude::*;
use predicates::str::contains;

pub(crate) const STAFF: &str =
    "voorletters;tussenvoegsel;achternaam;e-mail\nX.Y.;van der;Vlierzwaal;xy@minbzk.nl\n";

#[test]
fn lists_are_counted_without_being_shown() {
    let desk = Desk::new();
    desk.put("staf.csv", STAFF);
    desk.run(&["lists", "check", "staf.csv"])
        .code(0)
        .stdout(contains("1 personen, 1 mailadressen").and(contains("Vlier").not()));
    desk.put("namen.txt", "Jan\nPiet\n");
    desk.run(&["lists", "check", "namen.txt", "--lang", "en"])
        .code(0)
        .stdout(contains("2 entries"));
    desk.put("oo.xml", "<a>\n<b></c>");
    desk.run(&["lists", "check", "oo.xml"]).code(2).stderr(contains("oo.xml, regel 2, kolom"));
}

#[test]
fn a_spreadsheets_own_encoding_is_read_and_told() {
    let desk = Desk::new();
    desk.put("brief.txt", "Gisteren heeft Vlierzw\u{eb}l gebeld.\n");
    desk.put("staf.csv", b"voornaam;achternaam\nX\xe9na;Vlierzw\xebl\n");
    desk.run(&["check", "brief.txt", "--staff", "staf.csv", "--show"])
        .code(1)
        .stdout(contains("Vlierzw\u{eb}l"))
        .stderr(contains("Windows-1252"));
    desk.put("dos.csv", b"voornaam;achternaam\nX\x82na;Vlier\n");
    desk.run(&["check", "brief.txt", "--staff", "dos.csv"])
        .code(2)
        .stderr(contains("dos.csv, regel 2, kolom 2"));
}

#[test]
fn the_registers_export_keeps_its_office_holders() {
    let desk = Desk::new();
    desk.put("oo.xml", include_str!("../fixtures/lists/exportOO.xml"));
    desk.put(
        "brief.txt",
        "Gemeente Vlierbeek, 3 mei 2024. Volgens S. Prinselaar kan het. K. Waseige twijfelt.\n",
    );
    desk.run(&["brief.txt", "--office-holders", "oo.xml"]);
    let copy = desk.read("brief.redacted.txt");
    assert!(copy.contains("S. Prinselaar") && !copy.contains("Waseige"), "{copy}");
}

#[cfg(not(feature = "sealing"))]
#[test]
fn a_build_without_sealing_says_so() {
    let desk = Desk::new();
    desk.put("brief.txt", "Gisteren gebeld.\n").put("staf.csv", STAFF);
    desk.put("staf.csv.age", "age-encryption.org/v1\n").put("sleutel.txt", "AGE-SECRET-KEY-1\n");
    let (dutch, english) = ("kan niet verzegelen", "has no sealing");
    for command in [
        &["lists", "keygen"][..],
        &["lists", "seal", "staf.csv"],
        &["lists", "seal", "staf.csv", "-r", "age1x"],
        &["check", "brief.txt", "--identity", "sleutel.txt"],
    ] {
        desk.run(command).code(2).stderr(contains(dutch).and(contains("sealing")));
        desk.run(&[command, &["--lang", "en"]].concat()).code(2).stderr(contains(english));
    }
    let check = ["check", "brief.txt", "--staff", "staf.csv.age"];
    desk.run(&check).code(2).stderr(contains("staf.csv.age is verzegeld").and(contains("sealing")));
    desk.run(&["check", "brief.txt", "--staff", "staf.csv"]).code(0);
}
