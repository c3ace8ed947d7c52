//! Properties of reading and redacting, on handmade pages.

use crate::formats::pdf::Pdf;
use crate::formats::pdf::font::to_unicode;
use crate::model::{
    Document, Format, Mark, OpenOptions, Redacted, Redaction, Span, Treatment, Width,
};
use lopdf::{Object, Stream, dictionary};
use proptest::prelude::*;

/// A one-page file in Helvetica, with these content streams.
fn file(streams: &[String]) -> Vec<u8> {
    let mut doc = lopdf::Document::with_version("1.7");
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let contents: Vec<Object> = streams
        .iter()
        .map(|s| Object::Reference(doc.add_object(Stream::new(dictionary! {}, s.clone().into()))))
        .collect();
    let pages = doc.new_object_id();
    let page = doc.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => contents,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let kids = vec![Object::Reference(page)];
    let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids };
    doc.objects.insert(pages, Object::Dictionary(tree));
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    doc.trailer.set("Root", root);
    let mut out = Vec::new();
    doc.save_to(&mut out).expect("a small file");
    out
}

fn open(bytes: &[u8]) -> Box<dyn Document> {
    Pdf.open(bytes, &OpenOptions::default()).expect("a readable file")
}

fn body(document: &dyn Document) -> String {
    document.segments().first().map(|s| s.text.clone()).unwrap_or_default()
}

fn cut(bytes: &[u8], name: &str, width: Width) -> Redacted {
    let document = open(bytes);
    let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
    let mut orders = Vec::new();
    for (segment, s) in document.segments().iter().enumerate().filter(|(_, s)| !s.again) {
        for (at, found) in s.text.match_indices(name) {
            let span = Span::new(at, at + found.len());
            orders.push(Redaction { segment, span, mark: mark.clone() });
        }
    }
    let treatment = Treatment { width, ..Treatment::default() };
    document.redact(&orders, &[], &treatment).expect("a copy")
}

/// A sentence shown in pieces: in one array, by operators of their own, or over several streams.
fn chopped(sentence: &str, cuts: &[(usize, u8)]) -> Vec<String> {
    let mut streams = vec!["BT /F1 11 Tf 72 700 Td [".to_owned()];
    let mut at = 0;
    let mut sorted = cuts.to_vec();
    sorted.sort_unstable();
    for (place, how) in sorted {
        let place = place % sentence.len();
        if place < at {
            continue;
        }
        let piece = format!("({})", &sentence[at..place]);
        at = place;
        let Some(last) = streams.last_mut() else { continue };
        last.push_str(&piece);
        match how % 3 {
            0 => {}
            1 => last.push_str("] TJ ["),
            _ => {
                last.push_str("] TJ");
                streams.push("[".to_owned());
            }
        }
    }
    if let Some(last) = streams.last_mut() {
        last.push_str(&format!("({})] TJ ET", &sentence[at..]));
    }
    streams
}

const SENTENCE: &str = "Brief van Naamdrager over de nota.";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn chopping_changes_nothing(cuts in prop::collection::vec((0usize..40, 0u8..3), 0..8)) {
        let bytes = file(&chopped(SENTENCE, &cuts));
        let document = open(&bytes);
        prop_assert_eq!(body(document.as_ref()), SENTENCE);
        let copy = cut(&bytes, "Naamdrager", Width::Uniform);
        let whole = cut(&file(&chopped(SENTENCE, &[])), "Naamdrager", Width::Uniform);
        prop_assert_eq!(&copy.boxes, &whole.boxes);
        let read = body(open(&copy.bytes).as_ref());
        prop_assert_eq!(read, "Brief van 5.1.2e over de nota.");
    }

    #[test]
    fn any_content_is_survived(bytes in "[ -~\n]{0,200}") {
        let _ = cut(&file(&[bytes]), "aam", Width::Uniform);
    }
}

#[test]
fn the_gap_does_not_tell_the_name() {
    let copy = |name: &str| {
        let bytes = file(&[format!("BT /F1 11 Tf 3 Tw 72 700 Td (Van {name} aan u.) Tj ET")]);
        cut(&bytes, name, Width::Uniform)
    };
    let (short, long) = (copy("Bo"), copy("Willemijn"));
    assert_eq!(short.boxes, long.boxes);
    let content = |copy: &Redacted| {
        let doc = lopdf::Document::load_mem(&copy.bytes).expect("a file");
        let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
        let texts = streams.filter_map(|s| s.get_plain_content().ok());
        texts.filter(|t| t.windows(2).any(|w| w == b"BT")).collect::<Vec<_>>()
    };
    assert_eq!(content(&short), content(&long));
}

#[test]
fn with_kept_width_nothing_moves() {
    let bytes = file(&["BT /F1 11 Tf 72 700 Td (Van Naamdrager aan u.) Tj ET".to_owned()]);
    let copy = cut(&bytes, "Naamdrager", Width::Keep);
    let [boxed] = copy.boxes.as_slice() else { panic!("one box") };
    // Helvetica at 11 points: `Van ` is 667 + 556 + 556 + 278 thousandths of an em wide.
    assert!((boxed.rect[0] - (72.0 + 2.057 * 11.0)).abs() < 0.01);
    assert!(copy.notes.iter().any(|n| n.code == "width-kept"));
    let text = body(open(&copy.bytes).as_ref());
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Van", "5.1.2e", "aan", "u."]);
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let bytes = file(&chopped(SENTENCE, &[(12, 1)]));
    let copy = || cut(&bytes, "Naamdrager", Width::Uniform).bytes;
    assert_eq!(copy(), copy());
}

#[test]
fn what_is_justified_is_set_anew() {
    let content =
        "BT /F1 11 Tf 2.5 Tw 72 700 Td (Aan Naamdrager en u.) Tj 0 -14 Td 0 Tw (Rest.) Tj ET";
    let copy = cut(&file(&[content.to_owned()]), "Naamdrager", Width::Uniform);
    let doc = lopdf::Document::load_mem(&copy.bytes).expect("a file");
    let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
    for stream in streams {
        let text = stream.get_plain_content().unwrap_or_default();
        assert!(!text.windows(3).any(|w| w == b"2.5"), "the word spacing of the line is left");
    }
}

/// A letter whose runs of text each have their own `cm`, with an image and underlines in it; `end`
/// is where the text after the name begins.
fn placed_by_cm(name: &str, end: f64) -> Vec<u8> {
    let page = format!(
        "BT /F1 11 Tf 1 0 0 1 72 720 Tm (Geachte lezer, dit blijft) Tj ET\n\
         /Artifact <</BBox [72 690 {end} 710]>> BDC\n\
         q 1 0 0 1 72 700 cm BT /F1 11 Tf ({name}) Tj ET 0 -1 {w} 0.5 re f Q\n\
         q 1 0 0 1 {end} 700 cm BT /F1 11 Tf ( heeft dit gelezen) Tj ET 0 -2 80 12 re W n\n\
         q 5 0 0 5 {image} 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q {image} 30 5 5 re f Q\n\
         EMC 1 0 0 1 72 650 cm BT /F1 9 Tf (Daaronder) Tj ET",
        w = end - 72.0,
        image = 20.0 - end,
    );
    file(&[page])
}

#[test]
fn the_place_of_a_run_does_not_tell_how_wide_the_name_was() {
    let copy = |name: &str, end: f64| cut(&placed_by_cm(name, end), name, Width::Uniform).bytes;
    let short = copy("Bo Li", 97.0);
    assert!(short == copy("Willemijn Wassenberg", 185.5));
    assert!(body(open(&short).as_ref()).contains("Daaronder"));
}

/// A page in an embedded subset with consecutive codes: a name, and letters that stay.
fn subset_page(name: &str, rest: &str) -> Vec<u8> {
    let trap = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/traps/pdf/c07-identity-h.pdf");
    let mut doc = lopdf::Document::load(trap).expect("a trap");
    // In this font `a` has the code 27.
    let said = (0..26).map(|n| (27 + u32::from(n), vec![u16::from(b'a' + n)])).collect();
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.windows(9).any(|w| w == b"begincmap")
        {
            stream.set_plain_content(to_unicode::write(&said, 2));
        }
    }
    let codes =
        |text: &str| -> String { text.bytes().map(|b| format!("{:04X}", b - b'a' + 27)).collect() };
    let content = format!(
        "BT /F2 12 Tf 72 600 Td <{}> Tj ET BT /F2 12 Tf 72 500 Td <{}> Tj ET",
        codes(name),
        codes(rest)
    );
    let page = doc.page_iter().next().expect("a page");
    let id = doc.add_object(Stream::new(dictionary! {}, content.into_bytes()));
    let page = doc.get_dictionary_mut(page).expect("a page");
    page.set("Contents", id);
    let mut out = Vec::new();
    doc.save_to(&mut out).expect("a small file");
    out
}

#[test]
fn a_subset_is_numbered_by_what_is_left_of_it() {
    let copy = |name: &str| cut(&subset_page(name, "ecabd"), name, Width::Uniform);
    let short = copy("fgh");
    assert!(short.notes.iter().any(|n| n.code == "fonts-renumbered"));
    assert!(short.bytes == copy("hhgffgh").bytes);
    assert!(body(open(&short.bytes).as_ref()).contains("ecabd"));
    let doc = lopdf::Document::load_mem(&short.bytes).expect("a copy");
    let plain = |o: &Object| o.as_stream().ok()?.get_plain_content().ok();
    let content: Vec<u8> = doc.objects.values().filter_map(plain).flatten().collect();
    let shown = b"<00050003000100020004>";
    assert!(content.windows(shown.len()).any(|w| w == shown));
}

/// Whether a name is read in some way, and nothing odd is read where nothing is odd.
fn readings(content: &str) -> Vec<String> {
    let document = open(&file(&[content.to_owned()]));
    let again = document.segments().iter().filter(|s| s.again);
    again.map(|s| s.text.trim().to_owned()).collect()
}

#[test]
fn letters_on_a_curve_are_read_along_it() {
    let curve = |turn: f64| -> String {
        let letter = |(n, c): (usize, char)| {
            let angle = turn * (4.0 - n as f64);
            let (sine, cosine) = angle.sin_cos();
            let radius = 8.0 / turn.max(0.001);
            let (x, y) = (300.0 - radius * sine, 500.0 - radius + radius * cosine);
            format!(
                "BT /F1 14 Tf {cosine:.4} {sine:.4} {:.4} {cosine:.4} {x:.2} {y:.2} Tm ({c}) Tj ET ",
                -sine
            )
        };
        "Fonneda".chars().enumerate().map(letter).collect()
    };
    assert_eq!(readings(&curve(0.06)), ["Fonneda"]);
    assert_eq!(readings(&curve(0.3)), ["Fonneda"]);
    // Letters one by one, up and down, and each upside down.
    let one_by_one = |matrix: &str, lift: f64| -> String {
        let letter = |(n, c): (usize, char)| {
            let (x, y) = (72.0 + 9.0 * n as f64, 700.0 + lift * (n % 2) as f64);
            format!("BT /F1 12 Tf {matrix} {x} {y} Tm ({c}) Tj ET ")
        };
        "Fluwijn".chars().enumerate().map(letter).collect()
    };
    let reads = |content: String| readings(&content).iter().any(|text| text == "Fluwijn");
    assert!(reads(one_by_one("1 0 0 1", 8.0)));
    assert!(reads(one_by_one("-1 0 0 -1", 0.0)));
    assert_eq!(readings(&one_by_one("1 0 0 1", 0.0)), [""; 0]);
    // A straight line has nothing that place does not tell.
    assert_eq!(readings("BT /F1 14 Tf 72 700 Td (Fonneda) Tj ET"), [""; 0]);
}

#[test]
fn a_drop_capital_begins_its_word() {
    let drop = |size: u8, x: u8| {
        format!(
            "BT /F1 {size} Tf 72 700 Td (F) Tj ET BT /F1 11 Tf {x} 718 Td (luwijn woont) Tj \
             0 -14 Td (hier) Tj ET"
        )
    };
    let joined = |content: String| readings(&content).iter().any(|t| t.contains("Fluwijn woont"));
    assert!(joined(drop(40, 98)));
    assert!(!joined(drop(40, 150)), "too far away");
    assert!(!joined(drop(14, 82)), "not large");
}

#[test]
fn letters_of_another_color_between_those_of_a_word_are_read_apart() {
    let between = |letters: &str, color: &str| -> String {
        let each = letters.chars().map(|c| format!("0 g ({c}) Tj {color} (x) Tj "));
        format!("BT /F1 11 Tf 72 700 Td {} ET", each.collect::<String>())
    };
    let read = readings(&between("Fluwijn", "1 g"));
    assert!(read.iter().any(|text| text.lines().any(|l| l == "Fluwijn")), "{read:?}");
    assert_eq!(readings(&between("Fluwijn", "0 g")), [""; 0]);
    assert_eq!(readings("BT /F1 11 Tf 72 700 Td (Fluwijn ) Tj 1 0 0 rg (woont) Tj ET"), [""; 0]);
}

#[test]
fn a_footnote_mark_behind_a_name_does_not_tell_its_width() {
    let page = |name: &str, width: f64| {
        let x = 72.0 + width;
        format!(
            "BT /F1 11 Tf 72 700 Td ({name}) Tj ET BT /F1 7 Tf {x:.2} 704 Td (1) Tj ET \
             BT /F1 11 Tf 72 660 Td (De rest.) Tj ET"
        )
    };
    // Widths in Helvetica, in thousandths of an em: 2889 and 7336.
    let short = cut(&file(&[page("Bo Wil", 2.889 * 11.0)]), "Bo Wil", Width::default());
    let long = "Wendelien Kraai";
    let long = cut(&file(&[page(long, 7.336 * 11.0)]), long, Width::default());
    // Nothing differs but the identifier, which is a digest of the file.
    let content = |made: &Redacted| {
        let text: String = made.bytes.iter().map(|b| char::from(*b)).collect();
        let (front, rest) = text.split_once("/ID[").expect("an identifier");
        let (_, behind) = rest.split_once(']').expect("its end");
        format!("{front}{behind}")
    };
    assert_eq!(content(&short), content(&long));
}
