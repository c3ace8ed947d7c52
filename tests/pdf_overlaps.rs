//! PDF: texts over each other are read apart, and what no letter explains is told of.

use crate::rawpdf::{RawPdf, page_dict};
use redact::formats;
use redact::model::{Document, OpenOptions, Scale, Unreadable};

const NAME: &str = "Wispelaer";

fn open(pdf: &RawPdf) -> Box<dyn Document> {
    let format = formats::all().iter().find(|f| f.name() == "pdf").expect("PDF");
    format.open(&pdf.build(), &OpenOptions::default()).expect("it opens")
}

/// The text of all first readings.
fn read(content: &str) -> String {
    let document = open(&RawPdf::page(content));
    let first = document.segments().iter().filter(|s| !s.again);
    first.map(|s| format!("{}\n", s.text)).collect()
}

fn line(text: &str, x: f64, y: f64, size: f64, color: &str) -> String {
    format!("BT {color} /F1 {size} Tf {x} {y} Td ({text}) Tj ET ")
}

#[test]
fn what_is_drawn_across_a_line_does_not_mix_with_it() {
    let text = format!("de heer J. {NAME} kwam op tijd");
    let body = line(&text, 72.0, 700.0, 11.0, "0 g");
    for over in [
        line("INGEKOMEN", 90.0, 699.0, 16.0, "1 0 0 rg"),
        line("document 12", 100.0, 700.0, 11.0, "0 0 1 rg"),
        line("CONCEPT", 60.0, 690.0, 60.0, ".8 g"),
        line(&text, 74.5, 698.6, 11.0, ".6 g"),
        line(&text, 74.5, 700.0, 11.0, "0 g"),
        line("Vertrouwelijk gebruiker", 80.0, 702.0, 8.0, ".8 g"),
    ] {
        for content in [format!("{body}{over}"), format!("{over}{body}")] {
            assert!(read(&content).contains(&text), "{content}");
        }
    }
}

#[test]
fn letters_that_nobody_sees_do_not_part_a_name() {
    let tiny = "BT /F1 14 Tf 70 600 Td (Wis) Tj /F1 1 Tf (qq) Tj /F1 14 Tf (pelaer) Tj ET";
    let unseen =
        "BT /F1 14 Tf 70 600 Td (Wis) Tj 3 Tr /F1 2 Tf (q) Tj 0 Tr /F1 14 Tf (pelaer) Tj ET";
    for content in [tiny, unseen] {
        assert!(read(content).contains(NAME), "{content}");
    }
}

#[test]
fn cells_that_run_over_are_read_one_by_one() {
    let cells: String =
        [("Annelies Wispelaer", 72.0), ("inspecteur bouw", 130.0), ("06 48 77 12 39", 188.0)]
            .iter()
            .map(|(text, x)| {
                format!("q {x} 690 56 20 re W n {} Q ", line(text, *x, 700.0, 11.0, "0 g"))
            })
            .collect();
    let text = read(&cells);
    for cell in ["Annelies Wispelaer", "inspecteur bouw", "06 48 77 12 39"] {
        assert!(text.contains(cell), "{text}");
    }
}

/// Why something could not be read at the scale of a page.
fn unread(pdf: &RawPdf) -> Vec<Unreadable> {
    let document = open(pdf);
    let page = document.unread().iter().filter(|u| u.scale == Scale::Page);
    page.map(|u| u.why.clone()).collect()
}

/// A page with some text over a picture of these samples, in the box `area`.
fn picture(area: &str, sample: impl Fn(usize, usize) -> u8) -> RawPdf {
    let stamp = line(
        "Gemeente Voorbeeldstad, afdeling Post en Archief, zaak 2024-114",
        40.0,
        825.0,
        8.0,
        "0 g",
    );
    let mut pdf = RawPdf::page(&format!("q {area} cm /I1 Do Q {stamp}"));
    pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
    let data: Vec<u8> = (0..600 * 800).map(|i| sample(i % 600, i / 600)).collect();
    let image = "/Subtype/Image/Width 600/Height 800/BitsPerComponent 8/ColorSpace/DeviceGray";
    pdf.stream(9, image, &data);
    pdf
}

/// Lines of strokes, as text is.
fn written(x: usize, y: usize) -> u8 {
    if y % 20 < 9 && x % 5 < 1 && x > 60 { 20 } else { 250 }
}

#[test]
fn a_scan_with_a_printed_line_is_told_of() {
    let page = "595 0 0 842 0 0";
    assert_eq!(unread(&picture(page, written)), [Unreadable::Image]);
    assert_eq!(unread(&picture("595 0 0 370 0 30", written)), [Unreadable::Image]);
    // Paper, a drawing of large areas, and a small picture are not.
    assert!(unread(&picture(page, |_, _| 250)).is_empty());
    assert!(
        unread(&picture(page, |x, y| if x / 200 + y / 200 == 2 { 40 } else { 250 })).is_empty()
    );
    assert!(unread(&picture("120 0 0 160 40 30", written)).is_empty());
}

#[test]
fn letters_drawn_as_shapes_are_told_of() {
    let letter = |i: usize| {
        let (x, curves) = (72 + 7 * i, 3 + i % 5);
        let curve =
            |n: usize| format!("{} {} {} {} {} {} c ", x, 700 + n, x + 5, 701 + n, x + 2, 703 + n);
        let strokes: String = (0..curves).map(curve).collect();
        format!("{x} 700 m {strokes} {x} 704 l {x} 702 l {x} 701 l h f ")
    };
    let row: String = (0..20).map(letter).collect();
    assert_eq!(unread(&RawPdf::page(&row)), [Unreadable::Outlines]);
    let beside = line(&"Geachte lezer, hierbij het verslag. ".repeat(3), 40.0, 600.0, 8.0, "0 g");
    assert!(unread(&RawPdf::page(&format!("{row}{beside}"))).is_empty());
}
