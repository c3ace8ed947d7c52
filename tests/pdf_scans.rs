//! PDF: pictures that a machine reads, what it leaves unread, and signatures.

use crate::rawpdf::{RawPdf, page_dict};
use lopdf::Document as Objects;
use redact::formats;
use redact::model::{
    Document, Look, Mark, OpenOptions, Picture, PictureError, PictureReader, Redaction, Scale,
    Span, Treatment, Unreadable, Word,
};
use std::sync::Arc;

/// A machine that sees the same words in every picture.
#[derive(Debug)]
struct Sees(Vec<Word>);

impl PictureReader for Sees {
    fn read(&self, _: &Picture, _: Look) -> Result<Vec<Word>, PictureError> {
        Ok(self.0.clone())
    }
}

fn word(text: &str, left: u32, top: u32, row: u32) -> Word {
    let right = left + 24 * text.len() as u32;
    let (area, line) = ([left, top, right, top + 40], [1, 1, row]);
    Word { text: text.into(), area, confidence: 92, line }
}

fn open(pdf: &RawPdf, words: Vec<Word>) -> Box<dyn Document> {
    let format = formats::all().iter().find(|f| f.name() == "pdf").expect("PDF");
    let pictures: Arc<dyn PictureReader> = Arc::new(Sees(words));
    let options =
        OpenOptions { pictures: Some(pictures), for_copy: true, ..OpenOptions::default() };
    format.open(&pdf.build(), &options).expect("it opens")
}

/// A page that is one gray picture, black where `ink` says so.
fn picture(width: usize, height: usize, ink: impl Fn(usize, usize) -> bool) -> RawPdf {
    let mut pdf = RawPdf::page("q 595 0 0 842 0 0 cm /Im1 Do Q");
    pdf.put(3, &page_dict("", "/XObject<</Im1 6 0 R>>"));
    let image = format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
    );
    let at = |n: usize| ink(n % width, n / width);
    let pixels: Vec<u8> = (0..width * height).map(|n| if at(n) { 0 } else { 255 }).collect();
    pdf.stream(6, &image, &pixels);
    pdf
}

fn unread(document: &dyn Document) -> Vec<(Unreadable, Scale)> {
    document.unread().iter().map(|u| (u.why.clone(), u.scale)).collect()
}

#[test]
fn words_in_a_picture_are_text_that_no_letter_spells() {
    let pdf =
        picture(595, 842, |x, y| (50..200).contains(&x) && (72..82).contains(&y) && x % 3 == 0);
    let words = vec![word("Beslissing", 208, 300, 1), word("Vlierzwaal", 470, 300, 1)];
    let document = open(&pdf, words);
    let [segment] = document.segments() else { panic!("{} segments", document.segments().len()) };
    assert_eq!(segment.text, "Beslissing Vlierzwaal");
    assert!(segment.recognized && segment.pictured);
    assert!(unread(document.as_ref()).iter().all(|(_, scale)| *scale == Scale::Small));
}

#[test]
fn writing_that_is_not_read_is_told_and_a_blank_page_is_not() {
    let lines = |x: usize, y: usize| y % 24 < 8 && (40..555).contains(&x) && x % 7 < 3 && y > 60;
    let scrawl = open(&picture(595, 842, lines), Vec::new());
    assert_eq!(unread(scrawl.as_ref()), [(Unreadable::Image, Scale::Page)]);
    // A pattern in pale shades is no blank paper either.
    let mut pale = picture(60, 80, |_, _| false);
    let pixels: Vec<u8> = (0..4800_u32).map(|n| 200 + (n * 7 % 50) as u8).collect();
    pale.stream(
        6,
        "/Type/XObject/Subtype/Image/Width 60/Height 80/ColorSpace/DeviceGray/BitsPerComponent 8",
        &pixels,
    );
    assert_eq!(unread(open(&pale, Vec::new()).as_ref()), [(Unreadable::Image, Scale::Page)]);
    let specks = |x: usize, y: usize| x % 97 == 5 && y % 131 == 7;
    assert_eq!(unread(open(&picture(595, 842, specks), Vec::new()).as_ref()), []);
}

#[test]
fn a_picture_that_is_too_large_or_broken_is_unread() {
    for (width, filter) in [("100000", ""), ("595", "/Filter/DCTDecode"), ("0", "")] {
        let mut pdf = picture(8, 8, |_, _| true);
        let image = format!(
            "/Type/XObject/Subtype/Image/Width {width}/Height {width}/ColorSpace/DeviceGray/BitsPerComponent 8{filter}"
        );
        pdf.stream(6, &image, b"nothing of the kind");
        let told = unread(open(&pdf, vec![word("Iets", 10, 10, 1)]).as_ref());
        assert!(told.contains(&(Unreadable::Image, Scale::Page)), "{width}: {told:?}");
    }
}

const CLOSING: &str = "BT /F1 11 Tf 72 400 Td (Hoogachtend,) Tj 0 -90 Td (J. Vlierzwaal) Tj ET ";

/// The copy of a page without its signatures; there is one.
fn without_signature(pdf: &RawPdf) -> Objects {
    let document = open(pdf, Vec::new());
    let signed: Vec<usize> =
        (0..document.segments().len()).filter(|s| document.segments()[*s].signature).collect();
    assert_eq!(signed.len(), 1, "signatures");
    let orders: Vec<Redaction> = signed
        .iter()
        .map(|segment| {
            let span = Span::new(0, document.segments()[*segment].text.len());
            let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
            Redaction { segment: *segment, span, mark }
        })
        .collect();
    let copy = document.redact(&orders, &[], &Treatment::default()).expect("a copy");
    assert_eq!(copy.boxes.len(), 1);
    Objects::load_mem(&copy.bytes).expect("sound")
}

/// All content of the copy.
fn content(copy: &Objects) -> String {
    let streams = copy.objects.values().filter_map(|object| object.as_stream().ok());
    let plain = streams.map(|stream| stream.get_plain_content().expect("it unpacks"));
    plain.map(|bytes| String::from_utf8_lossy(&bytes).into_owned() + "\n").collect()
}

#[test]
fn strokes_below_a_closing_paint_nothing_any_more() {
    let strokes = "q 1 w 80 340 m 90 390 100 330 120 370 c 130 380 140 330 160 350 c 170 340 180 370 190 340 c S Q ";
    let copy = without_signature(&RawPdf::page(&format!("{CLOSING}{strokes}")));
    let content = content(&copy);
    assert!(!content.split_whitespace().any(|w| w == "S"));
    assert!(content.contains("Hoogachtend"));
    // The same strokes elsewhere are no signature.
    let above = strokes.replace("340 m", "740 m").replace(" 3", " 7");
    let document = open(&RawPdf::page(&format!("{CLOSING}{above}")), Vec::new());
    assert!(document.segments().iter().all(|s| !s.signature));
}

#[test]
fn ink_of_an_annotation_goes_with_its_points() {
    let mut pdf = RawPdf::page(CLOSING);
    pdf.put(3, &page_dict("/Annots[7 0 R]", ""));
    pdf.put(7, "<</Type/Annot/Subtype/Ink/Rect[80 330 190 390]/InkList[[80 340.5 120 371.25 190 350]]/AP<</N 8 0 R>>>>");
    pdf.stream(8, "/Subtype/Form/BBox[80 330 190 390]", b"80 340.5 m 120 371.25 l S");
    let copy = without_signature(&pdf);
    let all = copy.objects.values().map(|o| format!("{o:?}")).collect::<String>();
    assert!(!all.contains("InkList") && !all.contains("371.25"), "{all}");
}

#[test]
fn an_inline_picture_below_a_closing_is_blackened() {
    let mut pixels = Vec::new();
    for y in 0..40 {
        for x in 0..100 {
            let stroke = (x + y) % 30 < 3 || (x + 60 - y) % 34 < 3;
            pixels
                .extend(format!("{:02x}", if stroke && x > 8 && x < 92 { 0 } else { 255 }).bytes());
        }
    }
    let inline = format!(
        "q 110 0 0 44 80 335 cm BI /W 100 /H 40 /CS /G /BPC 8 /F /AHx ID {}> EI Q ",
        String::from_utf8(pixels).expect("digits")
    );
    let copy = without_signature(&RawPdf::page(&format!("{CLOSING}{inline}")));
    // What was half black is all black but for its rim.
    assert!(!content(&copy).contains("ffffff000000ffff"));
}

/// Twenty letters in a row that are lines, six points apart, each in a path of its own or all in one.
fn outlined(in_one: bool) -> String {
    let letter = |n: u32| {
        let (x, corners) = (72 + 6 * n, 7 + n % 5);
        let corner = |k: u32| {
            let turn = f64::from(k) / f64::from(corners) * std::f64::consts::TAU;
            (f64::from(x) + 2.5 + 2.5 * turn.cos(), 704.0 + 4.0 * turn.sin())
        };
        let lines = (1..corners).map(corner).map(|(x, y)| format!("{x:.3} {y:.3} l "));
        let (x, y) = corner(0);
        format!("{x:.3} {y:.3} m {}h {}", lines.collect::<String>(), if in_one { "" } else { "f " })
    };
    format!("q 0 g {}{} Q", (0..20).map(letter).collect::<String>(), if in_one { "f" } else { "" })
}

#[test]
fn a_name_in_letters_that_are_drawn_goes_with_its_lines() {
    // The area begins eight points to the left of the first letter and above it.
    let dots = |points: u32| points * 300 / 72;
    let word = |text: &str, from: u32, to: u32| Word {
        text: text.into(),
        area: [dots(8 + 6 * from), dots(8), dots(8 + 6 * to), dots(16)],
        confidence: 92,
        line: [1, 1, 1],
    };
    for in_one in [true, false] {
        let pdf = RawPdf::page(&outlined(in_one));
        let document = open(&pdf, vec![word("Behandeld", 0, 9), word("Vlierzwaal", 11, 20)]);
        let [segment] = document.segments() else { panic!("{}", document.segments().len()) };
        assert_eq!(segment.text, "Behandeld Vlierzwaal");
        assert_eq!(unread(document.as_ref()), []);
        let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
        let order = Redaction { segment: 0, span: Span::new(10, 20), mark };
        let made = document.redact(&[order], &[], &Treatment::default()).expect("a copy");
        let copy = Objects::load_mem(&made.bytes).expect("sound");
        let content = content(&copy);
        let starts = |from: f64, to: f64| {
            let words: Vec<&str> = content.split_whitespace().collect();
            let moves = words.windows(3).filter(|w| w[2] == "m");
            let at =
                moves.filter_map(|w| Some((w[0].parse::<f64>().ok()?, w[1].parse::<f64>().ok()?)));
            at.filter(|(x, y)| (from..to).contains(x) && *y == 704.0).count()
        };
        assert_eq!(starts(72.0, 126.0), 9, "{in_one}");
        assert_eq!(starts(140.0, 200.0), 0, "{in_one}");
    }
    // Nothing reads them: they are told.
    let told = unread(open(&RawPdf::page(&outlined(true)), Vec::new()).as_ref());
    assert!(told.iter().any(|(why, _)| *why == Unreadable::Outlines), "{told:?}");
}
