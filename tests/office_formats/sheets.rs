//! Workbooks.

use super::{cut, fixture, open, part, parts, with};
use redact::formats;
use redact::model::{Extras, OpenOptions, SegmentKind, Treatment};

const FILE: &str = "rooster.xlsx";
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn texts(bytes: &[u8], kind: SegmentKind) -> Vec<String> {
    let document = open(bytes);
    document.segments().iter().filter(|s| s.kind == kind).map(|s| s.text.clone()).collect()
}

fn left(bytes: &[u8], text: &str) -> Vec<String> {
    parts(bytes).into_iter().filter(|(_, t)| t.contains(text)).map(|(name, _)| name).collect()
}

#[test]
fn a_sheet_reads_as_rows_and_numbers_as_they_show() {
    let all = texts(&fixture(FILE), SegmentKind::Body);
    let grid = all.iter().find(|t| t.contains("Sietske")).expect("the sheet");
    assert!(grid.starts_with("Naam\tTelefoon\tGeboortedatum\tWerkzaamheden\n"), "{grid}");
    assert!(grid.contains("Sietske Wagenborg\t0612348765\t03-04-1980\tbeoordeelt"), "{grid}");
    let hidden = texts(&fixture(FILE), SegmentKind::Hidden);
    assert!(hidden.iter().any(|t| t.starts_with("Naam\t") && t.contains("Tjeerd Oosterveen\t06-")));
    assert!(hidden.iter().any(|t| t.contains("Marlies Duinhoven")), "a hidden sheet");
}

#[test]
fn a_place_is_a_sheet_and_a_cell() {
    let bytes = fixture(FILE);
    let copy = cut(&bytes, &["Sietske Wagenborg"], Some("sheet 1, cell A2"), &Treatment::default());
    assert!(part(&copy, SHEET).contains("[5.1.2e]"));
}

#[test]
fn a_string_that_others_show_stays_theirs() {
    let bytes = with(&fixture(FILE), SHEET, |text| {
        Some(text.replace(
            "<row r=\"5\">",
            "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>4</v></c></row><row r=\"5\">",
        ))
    });
    let copy = cut(&bytes, &["Sietske Wagenborg"], Some("sheet 1, cell A2"), &Treatment::default());
    let grid = texts(&copy, SegmentKind::Body).concat();
    assert!(
        grid.contains("[5.1.2e]\t0612348765") && grid.contains("\nSietske Wagenborg\n"),
        "{grid}"
    );
    let copy = cut(&bytes, &["Sietske Wagenborg"], None, &Treatment::default());
    assert!(left(&copy, "Wagenborg").is_empty(), "{:?}", left(&copy, "Wagenborg"));
}

#[test]
fn numbers_that_are_cut_become_text() {
    let gone = ["0612348765", "03-04-1980"];
    let copy = cut(&fixture(FILE), &gone, None, &Treatment::default());
    let sheet = part(&copy, SHEET);
    assert!(!sheet.contains("612348765") && !sheet.contains("29314"), "{sheet}");
    assert!(sheet.contains("<c r=\"B2\" s=\"1\" t=\"inlineStr\">"), "{sheet}");
}

#[test]
fn a_formula_that_names_somebody_becomes_its_value() {
    let copy = cut(&fixture(FILE), &["Sietske Wagenborg"], None, &Treatment::default());
    let sheet = part(&copy, SHEET);
    assert!(!sheet.contains("IF(") && sheet.contains("<v>aanwezig</v>"), "{sheet}");
    assert!(parts(&copy).iter().all(|(name, _)| !name.contains("calcChain")));
    assert!(!part(&copy, "[Content_Types].xml").contains("calcChain"));
}

#[test]
fn the_name_of_a_sheet_changes_wherever_it_is_used() {
    let copy = cut(
        &fixture(FILE),
        &["Gesprek Duinhoven", "Marlies Duinhoven"],
        None,
        &Treatment::default(),
    );
    assert!(left(&copy, "Duinhoven").is_empty(), "{:?}", left(&copy, "Duinhoven"));
    let main = part(&copy, "xl/workbook.xml");
    assert!(main.contains("name=\"gelakt"), "{main}");
}

#[test]
fn hidden_cells_go_with_the_extras() {
    let drop = Treatment { extras: Extras::Drop, ..Treatment::default() };
    let copy = cut(&fixture(FILE), &[], None, &drop);
    assert!(left(&copy, "Oosterveen").iter().all(|name| name.ends_with("sharedStrings.xml")));
    assert!(left(&copy, "Marlies").is_empty() && left(&copy, "12349876").is_empty());
    assert!(left(&copy, "Terpstra").is_empty() && left(&copy, "Hylkema").is_empty());
    assert!(left(&copy, "<f>").is_empty());
}

#[test]
fn who_wrote_a_remark_is_never_told() {
    let copy = cut(&fixture(FILE), &[], None, &Treatment::default());
    assert!(left(&copy, "Terpstra").is_empty());
    assert!(!left(&copy, "Hylkema").is_empty());
}

#[test]
fn what_is_odd_is_not_passed_over() {
    let file = fixture(FILE);
    let unread = |bytes: &[u8]| open(bytes).unread().len();
    assert_eq!(unread(&file), 0);
    let odd = [
        ("<c r=\"A2\" t=\"s\"><v>4</v>", "<c r=\"A2\" t=\"s\"><v>999</v>"),
        ("<c r=\"A2\" t=\"s\"><v>4</v>", "<c r=\"XFE2\" t=\"s\"><v>4</v>"),
        ("<row r=\"5\">", "Jan<row r=\"5\">"),
        ("</sheetData>", ""),
    ];
    for (was, is) in odd {
        let bytes = with(&file, SHEET, |text| Some(text.replace(was, is)));
        assert!(unread(&bytes) > 0, "{is}");
    }
    let bytes = with(&file, "xl/sharedStrings.xml", |_| None);
    assert!(unread(&bytes) > 0, "no strings");
    let bytes = with(&file, SHEET, |text| Some(format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{text}")));
    assert!(unread(&bytes) > 0, "a document type");
}

#[test]
fn a_cell_in_the_last_corner_takes_no_room() {
    let bytes = with(&fixture(FILE), SHEET, |text| {
        Some(text.replace(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData>",
        ))
    });
    let all = texts(&bytes, SegmentKind::Body).concat();
    assert!(all.len() < 1000 && all.contains('7'), "{}", all.len());
}

#[test]
fn a_workbook_is_one_whatever_its_name() {
    let bytes = fixture(FILE);
    assert_eq!(formats::detect(&bytes).expect("a format").name(), "xlsx");
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let xlsx = formats::by_extension("xlsx").expect("a format");
    assert!(!xlsx.sniff(&locked) && xlsx.open(&locked, &OpenOptions::default()).is_err());
}

#[test]
fn a_name_that_a_formula_puts_together_goes_with_it() {
    for formula in [
        "\"Kwispe\"&amp;\"laer\"",
        "CONCATENATE(\"Kwispe\",\"laer\")",
        "\"Kwispe\"&amp;CHAR(108)&amp;\"aer\"",
        "T(\"Kwispe\")&amp;T(\"laer\")",
    ] {
        let file = with(&fixture(FILE), SHEET, |text| {
            Some(text.replace("'Gesprek Duinhoven'!A1", formula))
        });
        let copy = cut(&file, &["Kwispelaer"], None, &Treatment::default());
        assert!(left(&copy, "laer").is_empty() && left(&copy, "Kwispe").is_empty(), "{formula}");
    }
}

#[test]
fn what_a_sheet_is_called_in_macros_is_in_no_copy() {
    let file = with(&fixture(FILE), SHEET, |text| {
        Some(text.replace("<sheetData>", "<sheetPr codeName=\"Kwispelaer\"/><sheetData>"))
    });
    let copy = cut(&file, &[], None, &Treatment::default());
    assert!(left(&copy, "Kwispelaer").is_empty());
}

#[test]
fn what_a_link_to_another_workbook_keeps_of_its_cells_stays() {
    let kept = "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook><sheetNames><sheetName val=\"a\"/></sheetNames><sheetDataSet><sheetData sheetId=\"0\"><row r=\"1\"><cell r=\"A1\" t=\"str\"><v>Zuidlaan</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>";
    let file = with(&fixture("rooster.xlsx"), "xl/comments1.xml", |_| Some(kept.to_owned()));
    let copy = part(&cut(&file, &[], None, &Treatment::default()), "xl/comments1.xml");
    assert!(copy.contains("<cell r=\"A1\" t=\"str\"><v>Zuidlaan</v></cell>"), "{copy}");
    let copy = cut(&file, &["Zuidlaan"], None, &Treatment::default());
    assert!(left(&copy, "Zuidlaan").is_empty());
}

#[test]
fn a_column_that_fitted_a_name_does_not_tell_its_length() {
    let width = |wide: &str| {
        let cols = format!("<cols><col min=\"1\" max=\"1\" width=\"{wide}\"/></cols><sheetData");
        let bytes = with(&fixture(FILE), SHEET, |text| {
            let (head, rest) = text.split_once("<sheetData").expect("cells");
            let head = head.split("<cols>").next().unwrap_or(head);
            Some(format!("{head}{cols}{rest}"))
        });
        let copy = part(&cut(&bytes, &["Sietske Wagenborg"], None, &Treatment::default()), SHEET);
        let (_, after) = copy.split_once(" width=\"").expect("a width");
        after.split('"').next().expect("its end").to_owned()
    };
    // As wide as the heading that stays in the column asks for.
    assert_eq!(width("18.7109375"), "25");
    assert_eq!(width("16"), "25");
    assert_eq!(width("60"), "60");
}
