//! Entries of a list that are no word of their own in one place of the text.

use super::Desk;
use crate::rawdocx::RawDocx;
use crate::rawpdf::{RawPdf, page_dict};
use predicates::prelude::*;
use redact::formats;
use redact::model::OpenOptions;

const OPTIONS: [&str; 5] = ["--redact-list", "namen.txt", "--only-lists", "--lang", "en"];

fn run(desk: &Desk, file: &str) -> assert_cmd::assert::Assert {
    desk.run(&[&[file, "-o", "uit"], &OPTIONS[..]].concat())
}

/// The text of a copy.
fn text(desk: &Desk, file: &str) -> String {
    let copy = std::fs::read(desk.path(&format!("uit/{file}"))).expect("a copy");
    let document =
        formats::detect(&copy).expect("known").open(&copy, &OpenOptions::default()).expect("opens");
    document.segments().iter().map(|s| s.text.clone() + "\n").collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("namen.txt", "Anneke van Kwispelaer-Bosman\nKwispelaer\n");
    desk
}

#[test]
fn a_name_glued_to_other_letters_goes_is_asked_or_is_told_of() {
    let desk = desk();
    desk.put("a.txt", "De heerKwispelaer en KwispelaerDit.\n");
    run(&desk, "a.txt").code(0);
    assert_eq!(text(&desk, "a.txt").trim(), "De heer[5.1.2e] en [5.1.2e]Dit.");
    desk.put("b.txt", "Mail rkwispelaer@voorbeeld.example.\n");
    run(&desk, "b.txt").code(1).stdout(predicate::str::contains("[lijst-vraag]"));
    assert!(!text(&desk, "b.txt").contains("kwispelaer"));
    desk.put("c.txt", "In de Kwispelaerstraat.\n");
    run(&desk, "c.txt").code(0).stdout(predicate::str::contains("longer words"));
    assert!(text(&desk, "c.txt").contains("Kwispelaerstraat"));
    desk.put("houden.txt", "rkwispelaer\n");
    run(&desk, "b.txt").code(1);
    let keep = ["--keep-list", "houden.txt", "--force"];
    desk.run(&[&["b.txt", "-o", "uit"], &keep[..], &OPTIONS[..]].concat()).code(0);
}

#[test]
fn a_name_over_the_foot_of_a_page_goes_with_header_and_footer_between() {
    let desk = desk();
    let page = |lines: &[&str]| {
        let shown = lines.iter().enumerate();
        let shown = shown.map(|(n, l)| format!("1 0 0 1 72 {} Tm ({l}) Tj ", 700 - 40 * n));
        format!("BT /F1 12 Tf {}ET", shown.collect::<String>())
    };
    for (foot, head) in [
        ("mevrouw Anneke van", "Kwispelaer-Bosman is belast."),
        ("mevrouw Anneke van Kwispelaer-", "Bosman is belast."),
        ("mevrouw Anneke van Kwispe-", "laer-Bosman is belast."),
    ] {
        let mut pdf = RawPdf::page(&page(&["Beste lezer,", foot, "Pagina 1 van 2"]));
        pdf.put(2, "<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>");
        pdf.put(6, &page_dict("", "").replace("4 0 R", "7 0 R"));
        pdf.stream(7, "", page(&["Vervolg van de brief", head, "Dag."]).as_bytes());
        desk.put("twee.pdf", pdf.build());
        desk.run(&[&["twee.pdf", "-o", "uit", "--force"], &OPTIONS[..]].concat()).code(0);
        let left = text(&desk, "twee.pdf");
        assert!(left.contains("Pagina 1 van 2") && left.contains("is belast."), "{left}");
        assert!(!["Anneke", "ispe", "laer", "Bosman"].iter().any(|n| left.contains(n)), "{left}");
    }
}

#[test]
fn what_fields_quote_is_read_in_a_row() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let end = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let code = |text: &str| {
        format!(r#"<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>"#)
    };
    let quote = |text: &str| format!("{begin}{}{end}", code(&format!(" QUOTE \"{text}\" ")));
    let simple = |text: &str| format!("<w:fldSimple w:instr=' QUOTE \"{text}\" '/>");
    let both = |of: &dyn Fn(&str) -> String| of("Kwispe") + &of("laer");
    let nested = format!("{begin}{}{}{}{end}", code(" QUOTE \""), both(&quote), code("\" "));
    for (at, fields) in [nested, both(&quote), both(&simple)].iter().enumerate() {
        let desk = desk();
        desk.put("veld.docx", RawDocx::new(&format!("<w:p>{fields}</w:p>")).build());
        run(&desk, "veld.docx").code(0);
        let left = text(&desk, "veld.docx");
        assert!(!left.contains("Kwispe") && !left.contains("laer"), "{at}: {left}");
    }
}
