//! OpenDocument.

use super::{cut, fixture, open, part, parts, with};
use redact::model::{Extras, OpenOptions, SegmentKind, Treatment};

fn texts(bytes: &[u8], kind: SegmentKind) -> Vec<String> {
    let document = open(bytes);
    document.segments().iter().filter(|s| s.kind == kind).map(|s| s.text.clone()).collect()
}

fn left(bytes: &[u8], text: &str) -> Vec<String> {
    parts(bytes).into_iter().filter(|(_, t)| t.contains(text)).map(|(name, _)| name).collect()
}

#[test]
fn a_text_reads_as_it_shows() {
    let file = fixture("verslag.odt");
    let body = texts(&file, SegmentKind::Body).concat();
    assert!(body.contains("Aanwezig: Sietske Wagenborg"), "{body}");
    assert!(body.contains("als voorzitter.") && body.contains("Telefoon\t06-12349876"), "{body}");
    assert!(!body.contains("Zuiderhoek"), "{body}");
    let hidden = texts(&file, SegmentKind::Hidden).join("\n");
    assert!(hidden.contains("Zuiderhoek") && hidden.contains("Oosterveen"), "{hidden}");
    assert!(texts(&file, SegmentKind::Comment).concat().contains("Hylkema"));
    assert!(texts(&file, SegmentKind::Note).concat().contains("Duinhoven"));
    assert!(texts(&file, SegmentKind::Header).concat().contains("Griethuysen"));
}

#[test]
fn what_is_cut_is_gone_from_every_part_and_nobody_is_told_as_author() {
    let gone =
        ["Wagenborg", "Hylkema", "Duinhoven", "Griethuysen", "Zuiderhoek", "Haverkamp", "tjeerd"];
    let copy = cut(&fixture("verslag.odt"), &gone, None, &Treatment::default());
    for gone in gone.iter().chain(&["Terpstra"]) {
        assert!(left(&copy, gone).is_empty(), "{gone}: {:?}", left(&copy, gone));
    }
    let content = part(&copy, "content.xml");
    assert!(!content.contains("Wagen<") && content.contains("about:blank"), "{content}");
    let names: Vec<String> = parts(&copy).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.first().map(String::as_str), Some("mimetype"));
    assert!(copy.starts_with(b"PK\x03\x04") && copy[8..10] == [0, 0], "stored");
    assert!(!names.iter().any(|n| n.contains("Thumbnails")), "{names:?}");
    assert!(!part(&copy, "META-INF/manifest.xml").contains("Thumbnails"));
}

#[test]
fn remarks_changes_and_hidden_text_go_with_the_extras() {
    let drop = Treatment { extras: Extras::Drop, ..Treatment::default() };
    let copy = cut(&fixture("verslag.odt"), &[], None, &drop);
    for gone in ["Hylkema", "Oosterveen", "Zuiderhoek", "Haverkamp", "Terpstra"] {
        assert!(left(&copy, gone).is_empty(), "{gone}: {:?}", left(&copy, gone));
    }
    assert!(texts(&copy, SegmentKind::Body).concat().contains("Sietske Wagenborg"));
}

#[test]
fn hidden_words_that_stand_apart_read_on() {
    let file = with(&fixture("verslag.odt"), "content.xml", |text| {
        let span = |words: &str| format!("<text:span text:style-name=\"T1\">{words}</text:span>");
        Some(text.replace("Namens", &(span("pers.nr. ") + &span("P1234567") + "Namens")))
    });
    let hidden = texts(&file, SegmentKind::Hidden);
    assert!(hidden.iter().any(|t| t == "pers.nr. P1234567"), "{hidden:?}");
    assert!(texts(&file, SegmentKind::Note).concat().contains("Namens mevrouw"));
}

#[test]
fn a_cell_that_is_cut_loses_its_value() {
    let file = fixture("rooster.ods");
    let grid = texts(&file, SegmentKind::Body).concat();
    assert!(grid.contains("Sietske Wagenborg\t0612348765\t03-04-1980\tbeoordeelt"), "{grid}");
    let gone = ["0612348765", "03-04-1980", "Sietske Wagenborg", "Gesprek Duinhoven"];
    let copy = cut(&file, &gone, None, &Treatment::default());
    for gone in ["612348765", "1980-04-03", "Wagenborg", "Duinhoven"] {
        assert!(left(&copy, gone).is_empty(), "{gone}: {:?}", left(&copy, gone));
    }
    let content = part(&copy, "content.xml");
    assert!(content.contains(">aanwezig<") && content.contains("gelakt"), "{content}");
    assert!(texts(&file, SegmentKind::Hidden).concat().contains("Marlies Oosterveen"));
}

#[test]
fn a_place_is_a_sheet_and_a_cell_or_a_slide() {
    let copy = cut(
        &fixture("rooster.ods"),
        &["Sietske Wagenborg"],
        Some("sheet 1, cell A2"),
        &Treatment::default(),
    );
    assert!(part(&copy, "content.xml").contains("[5.1.2e]"));
    let slides = fixture("overleg.odp");
    let copy =
        cut(&slides, &["Oosterveen"], Some("notes of slide 1, paragraph 1"), &Treatment::default());
    assert!(left(&copy, "Oosterveen").is_empty());
}

#[test]
fn what_is_locked_or_broken_is_not_passed_over() {
    let file = fixture("verslag.odt");
    let locked = with(&file, "META-INF/manifest.xml", |text| {
        Some(text.replace("/><manifest:file-entry manifest:full-path=\"styles", "><manifest:encryption-data/></manifest:file-entry><manifest:file-entry manifest:full-path=\"styles"))
    });
    let format = redact::formats::by_extension("odt").expect("a format");
    assert!(format.open(&locked, &OpenOptions::default()).is_err());
    for (was, is) in [("</text:h>", ""), ("<text:h>", "<x:jansen xmlns:x=\"urn:x\"/><text:h>")] {
        let broken = with(&file, "content.xml", |text| Some(text.replace(was, is)));
        let document = format.open(&broken, &OpenOptions::default()).expect("it opens");
        assert!(!document.unread().is_empty(), "{is}");
    }
}

#[test]
fn a_picture_as_text_loses_what_it_says() {
    // A GIF of one dot with the remark "Jann..".
    let remark = "R0lGODlhAQABAAAAACH+Bkphbi4uLgAsAAAAAAEAAQAAAgJEAQA7";
    let frame = format!(
        "<text:p><draw:frame><draw:image><office:binary-data>{remark}</office:binary-data>\
         </draw:image></draw:frame></text:p></office:text>"
    );
    let file = with(&fixture("verslag.odt"), "content.xml", |text| {
        Some(text.replace("</office:text>", &frame))
    });
    let copy = part(&cut(&file, &[], None, &Treatment::default()), "content.xml");
    assert!(!copy.contains(remark) && copy.contains("R0lGODlhAQABAAAAACwAAAAA"));
}

#[test]
fn text_outside_paragraphs_is_no_part_of_the_next() {
    let file = with(&fixture("verslag.odt"), "content.xml", |text| {
        let loose = "<loext:x xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\">Los</loext:x><text:p>Vast</text:p></office:text>";
        Some(text.replace("</office:text>", loose))
    });
    assert!(texts(&file, SegmentKind::Body).concat().contains("Los\nVast"));
}
