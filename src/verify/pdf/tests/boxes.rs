//! What the second reader sees under and on a box.

use super::rawpdf::{RawPdf, page_dict};
use super::run;
use crate::model::MarkBox;
use crate::verify::{Claim, Needle, VerifyError, verify};
use std::sync::Arc;

const BOX: MarkBox = MarkBox {
    page: 0,
    rect: [100.0, 695.0, 150.0, 709.0],
    tilted: None,
    pictured: None,
    label: String::new(),
};

fn marked() -> MarkBox {
    MarkBox { label: "5.1.2e".into(), ..BOX }
}

const GOOD: &str = "0 g 100 695 50 14 re f 1 g BT /F1 8 Tf 110 699 Td (5.1.2e) Tj ET";

fn boxed(content: &str) -> Result<(), VerifyError> {
    run(RawPdf::page(content).build(), &[], &[marked()])
}

#[test]
fn a_box_with_its_code_passes() {
    boxed(GOOD).expect("a good box");
    boxed(&format!(
        "BT /F1 12 Tf 152 730 Td (Geachte) Tj ET BT /F1 12 Tf 152 698 Td (na) Tj ET {GOOD}"
    ))
    .expect("neighbors stay");
    let framed = "1 g 100 695 50 14 re f 0 G 0.5 w 100 695 50 14 re S 0 g \
                  BT /F1 8 Tf 110 699 Td (5.1.2e) Tj ET";
    boxed(framed).expect("a framed box");
}

#[test]
fn annotations_may_lie_on_a_box_but_show_no_letters_there() {
    let with = |drawing: &str| {
        let mut pdf = RawPdf::page(GOOD);
        pdf.put(3, &page_dict("/Annots[9 0 R]", ""));
        pdf.put(9, "<</Type/Annot/Subtype/Stamp/Rect[100 695 150 709]/AP<</N 10 0 R>>>>");
        let dict = "/Subtype/Form/BBox[0 0 50 14]/Resources<</Font<</F1 5 0 R>>>>";
        pdf.stream(10, dict, drawing.as_bytes());
        run(pdf.build(), &[], &[marked()])
    };
    with("1 1 0 RG 2 w 0 7 m 50 7 l S").expect("a line");
    assert!(with("BT /F1 9 Tf 20 4 Td (x) Tj ET").is_err());
}

#[test]
fn small_boxes_and_faulty_content_are_looked_at_too() {
    let small = MarkBox { rect: [100.0, 700.0, 104.0, 701.0], ..BOX };
    let page = |content: &str| RawPdf::page(content).build();
    assert!(run(page("0 g 100 700 4 1 re f"), &[], std::slice::from_ref(&small)).is_ok());
    assert!(run(page("0 g 100 700 2 1 re f"), &[], &[small]).is_err());
    boxed(&format!("q ) Q {GOOD}")).expect("read on behind a stray bracket");
    assert!(boxed(&format!("{GOOD} ) BT /F1 8 Tf 136 699 Td (x) Tj ET")).is_err());
}

#[test]
fn what_lies_under_or_on_a_box_is_seen() {
    for (what, content) in [
        ("letters under it", format!("BT /F1 12 Tf 102 698 Td (x) Tj ET {GOOD}")),
        ("invisible letters", format!("BT /F1 12 Tf 3 Tr 102 698 Td (x) Tj ET {GOOD}")),
        ("letters on it", format!("{GOOD} BT /F1 8 Tf 136 699 Td (x) Tj ET")),
        ("another code", GOOD.replace("5.1.2e", "5.1.2i")),
        ("no area", GOOD.replace("re f", "re n")),
        ("too small an area", GOOD.replace("50 14 re", "40 14 re")),
        ("only a frame", GOOD.replace("re f", "re S")),
        ("a drawing on it", format!("{GOOD} 1 0 0 rg 120 697 m 130 705 l 135 697 l f")),
        ("no code", GOOD.replace("(5.1.2e)", "()")),
    ] {
        let got = boxed(&content);
        assert!(matches!(got, Err(VerifyError::UnderBox(_))), "{what}: {got:?}");
    }
    let lost = run(RawPdf::page(GOOD).build(), &[], &[MarkBox { page: 3, ..marked() }]);
    assert!(lost.is_err());
}

#[test]
fn an_area_that_lets_through_is_no_cover() {
    let mut pdf = RawPdf::page(&format!("/G1 gs {GOOD}"));
    pdf.put(3, &page_dict("", "/ExtGState<</G1<</ca 0.5>>>>"));
    assert!(run(pdf.build(), &[], &[marked()]).is_err());
}

#[test]
fn an_image_under_a_box_must_be_flat_there() {
    let with = |flat: bool| {
        let mut pdf = RawPdf::page(&format!("q 400 0 0 400 50 400 cm /I1 Do Q {GOOD}"));
        pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
        // The box lies at 50..100 across and 91..105 down in 400 rows and columns.
        let sample = |i: usize| {
            let (x, y) = (i % 400, i / 400);
            let under = (50..100).contains(&x) && (91..105).contains(&y);
            if flat && under { 0 } else { (x * 7 % 256) as u8 }
        };
        let data: Vec<u8> = (0..160_000).map(sample).collect();
        pdf.stream(
            9,
            "/Subtype/Image/Width 400/Height 400/BitsPerComponent 8/ColorSpace/DeviceGray",
            &data,
        );
        run(pdf.build(), &[], &[marked()])
    };
    with(true).expect("blackened");
    assert!(matches!(with(false), Err(VerifyError::UnderBox(_))));
}

#[test]
fn a_stamp_across_a_redacted_line_may_stay_under_its_box_and_the_name_may_not() {
    let stamp = "BT 1 0 0 rg /F1 16 Tf 95 698 Td (GEZIEN) Tj ET 0 g";
    let line = |name: &str| format!("BT /F1 11 Tf 60 698 Td (heer {name} kwam) Tj ET");
    let original = RawPdf::page(&format!("{} {stamp}", line("Naamdrager"))).build();
    let needles = [Needle { text: "Naamdrager".into(), allowed: 0, pictured: false }];
    let check = |under: &str| {
        let claim = Claim {
            format: "pdf",
            original: &Arc::new(original.clone()),
            needles: &needles,
            listed: None,
            boxes: &[marked()],
            blanked: false,
            pictures: None,
            threads: 1,
        };
        let rest = "BT /F1 11 Tf 60 698 Td (heer) Tj ET BT /F1 11 Tf 170 698 Td (kwam) Tj ET";
        let copy = RawPdf::page(&format!("{rest} {under} {stamp} {GOOD}")).build();
        verify(copy, &claim).map(|_| ())
    };
    check("").expect("a stamp");
    assert!(check("BT /F1 11 Tf 104 698 Td (ager) Tj ET").is_err());
    assert!(check("BT /F1 11 Tf 110 698 Td (x) Tj ET").is_err());
}
