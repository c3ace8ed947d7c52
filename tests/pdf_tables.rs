//! PDF: a column that was as wide as its longest name does not tell how wide that was.

use crate::rawpdf::RawPdf;
use redact::formats;
use redact::model::{Mark, OpenOptions, Redaction, Span, Treatment};

/// Names of unlike width, with that width in Helvetica of 10 points.
const NAMES: [(&str, f64); 2] = [("Wispelaersema", 68.9), ("Wisp", 22.22)];

fn copy(content: &str, name: &str) -> Vec<u8> {
    let bytes = RawPdf::page(content).build();
    let format = formats::detect(&bytes).expect("a PDF");
    let document = format.open(&bytes, &OpenOptions::default()).expect("it opens");
    let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
    let mut orders = Vec::new();
    for (segment, text) in document.segments().iter().enumerate() {
        for (at, found) in text.text.match_indices(name) {
            let span = Span::new(at, at + found.len());
            orders.push(Redaction { segment, span, mark: mark.clone() });
        }
    }
    assert!(!orders.is_empty(), "{name} is nowhere to be read");
    document.redact(&orders, &[], &Treatment::default()).expect("a copy").bytes
}

/// A table of two columns: the first is as wide as the name or "Totaal", with margins of so many points.
/// `draw` draws more, from the left border, the border between the columns and the right one.
fn table(
    margin: f64,
    (name, width): (&str, f64),
    left: impl Fn(f64) -> f64,
    draw: impl Fn(f64, f64, f64) -> String,
) -> String {
    let first = 27.8_f64.max(width) + 2.0 * margin;
    let whole = first + 33.9 + 2.0 * margin;
    let left = left(whole);
    let border = left + first;
    let cell =
        |text: &str, x: f64, y: f64| format!("BT /F1 10 Tf {} {y} Td ({text}) Tj ET\n", x + margin);
    [
        draw(left, border, left + whole),
        cell("Naam", left, 641.0),
        cell("Datum", border, 641.0),
        cell(name, left, 623.0),
        cell("3 maart", border, 623.0),
        cell("Totaal", left, 605.0),
        cell("1", border, 605.0),
    ]
    .concat()
}

fn same(left: impl Fn(f64) -> f64, draw: impl Fn(f64, f64, f64) -> String) -> bool {
    let [one, other] = NAMES.map(|named| copy(&table(6.0, named, &left, &draw), named.0));
    one == other
}

#[test]
fn cells_that_stand_closer_than_words_are_cells() {
    let [one, other] =
        NAMES.map(|named| copy(&table(2.0, named, |_| 72.0, |_, _, _| String::new()), named.0));
    assert!(one == other);
}

#[test]
fn columns_behind_a_name_stand_where_they_would_behind_any_name() {
    let plain = |_: f64, _: f64, _: f64| String::new();
    let borders = |left: f64, border: f64, right: f64| {
        let at = |x: f64| format!("{x} 600 m {x} 654 l S\n");
        format!("{left} 600 {} 54 re S\n{left} 618 m {right} 618 l S\n{}", right - left, at(border))
    };
    let fills = |left: f64, border: f64, right: f64| {
        let cell = |x: f64, to: f64| format!(".9 g {x} 636 {} 18 re f 0 g\n", to - x);
        cell(left, border) + &cell(border, right)
    };
    let centered = |width: f64| (595.0 - width) / 2.0;
    assert!(same(|_| 72.0, plain) && same(centered, plain));
    assert!(same(|_| 72.0, borders) && same(centered, borders));
    assert!(same(|_| 72.0, fills) && same(centered, fills));
    let at_right = |width: f64| 530.0 - width;
    assert!(same(at_right, plain) && same(at_right, borders) && same(at_right, fills));
    // A browser clips at the margins of the page, where the table begins.
    let clipped = |_: f64, _: f64, _: f64| "72 20 480 800 re W n\n".to_owned();
    assert!(same(|_| 72.0, clipped));
}

#[test]
fn columns_of_a_width_of_their_own_stay() {
    let row = |y: f64, first: &str, second: &str| {
        format!("BT /F1 10 Tf 72 {y} Td ({first}) Tj 200 0 Td ({second}) Tj ET\n")
    };
    let content = row(640.0, "Naam", "Datum") + &row(620.0, "Wispelaersema", "3 maart");
    let copy = copy(&content, "Wispelaersema");
    let format = formats::detect(&copy).expect("a PDF");
    let again = format.open(&copy, &OpenOptions::default()).expect("it opens");
    assert!(again.segments().iter().any(|s| s.text.contains("3 maart")));
    let doc = lopdf::Document::load_mem(&copy).expect("it loads");
    let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
    let content: Vec<u8> = streams.filter_map(|s| s.get_plain_content().ok()).flatten().collect();
    assert!(content.windows(4).any(|w| w == b"272 "), "the second column moved");
}

#[test]
fn a_word_broken_within_a_narrow_cell_is_read_as_one() {
    let row = |y: u32, cells: &[(u32, &str)]| -> String {
        let cell = |(x, text): &(u32, &str)| format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n");
        cells.iter().map(cell).collect()
    };
    let content = [
        row(650, &[(72, "Afzender"), (160, "Ontvanger"), (250, "Oordeel")]),
        row(630, &[(72, "Kwispelaer, Jo"), (160, "a.kwispelaer@m"), (250, "Deels")]),
        row(618, &[(72, "hanna"), (160, "insz.nl")]),
        row(606, &[(72, "Bos, A."), (160, "Veld, C."), (250, "Openbaar")]),
        row(594, &[(72, "Schaepdrijvers"), (160, "Schaepdrijvers"), (250, "Niet")]),
        row(582, &[(72, "ma, T."), (160, "ma, T.")]),
    ]
    .concat();
    let bytes = RawPdf::page(&content).build();
    let format = formats::detect(&bytes).expect("a PDF");
    let document = format.open(&bytes, &OpenOptions::default()).expect("it opens");
    let texts: Vec<String> = document.segments().iter().map(|s| s.text.to_string()).collect();
    for cell in ["a.kwispelaer@m\ninsz.nl", "Schaepdrijvers\nma, T.\n"] {
        let read = texts.iter().filter(|text| text.contains(cell)).count();
        assert_eq!(read, 1, "{cell}: {texts:?}");
    }
}
