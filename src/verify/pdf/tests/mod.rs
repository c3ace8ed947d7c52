use super::inspect;
use crate::model::MarkBox;
use crate::verify::{Claim, Needle, VerifyError, verify};
use rawpdf::{RawPdf, deflate, page_dict};
use std::sync::Arc;

#[allow(unreachable_pub)]
#[path = "../../../../tests/support/rawpdf.rs"]
pub(super) mod rawpdf;

mod boxes;

const PLAIN: &str = "BT /F1 12 Tf 72 700 Td (Geachte heer,) Tj ET";

fn needles(allowed: usize) -> Vec<Needle> {
    vec![Needle { text: "Naamdrager".into(), allowed, pictured: false }]
}

fn run(bytes: Vec<u8>, needles: &[Needle], boxes: &[MarkBox]) -> Result<(), VerifyError> {
    let claim = Claim {
        format: "pdf",
        original: &Arc::default(),
        needles,
        listed: None,
        boxes,
        blanked: false,
        pictures: None,
        threads: 2,
    };
    verify(bytes, &claim).map(|_| ())
}

/// Must trip on the file, and must not on the same file with another name.
fn residue(build: impl Fn(&str) -> Vec<u8>) {
    let got = run(build("Naamdrager"), &needles(0), &[]);
    assert!(matches!(got, Err(VerifyError::Residue { .. })), "not seen: {got:?}");
    let clean = run(build("Iemandanders"), &needles(0), &[]);
    assert!(clean.is_ok(), "false alarm: {clean:?}");
}

fn content(text: impl Fn(&str) -> String) {
    residue(|name| RawPdf::page(&text(name)).build());
    // Packed, the bytes of the file tell nothing by themselves.
    residue(|name| {
        let mut pdf = RawPdf::page("");
        pdf.stream(4, "/Filter/FlateDecode", &deflate(text(name).as_bytes()));
        pdf.build()
    });
}

fn show(operators: &str) -> String {
    format!("BT /F1 12 Tf 72 700 Td {operators} ET")
}

#[test]
fn a_clean_file_passes() {
    assert!(run(RawPdf::page(PLAIN).build(), &needles(0), &[]).is_ok());
}

#[test]
fn short_texts_do_not_stand_in_bytes() {
    let with = |string: &str| {
        let mut pdf = RawPdf::page(PLAIN);
        pdf.put(9, string);
        run(pdf.build(), &[Needle { text: "DB".into(), allowed: 0, pictured: false }], &[])
    };
    // The end of a file identifier or of a table of colors, by chance.
    assert!(with("<</ID [(s\\013Q@DB) (x)]>>").is_ok());
    assert!(with("[/Indexed /DeviceGray 5 (s\\013Q@DB)]").is_ok());
    // Elsewhere a control character does not make a string less of a text.
    for text in ["(s\\013Q@DB)", "(sQ@DB)", "<</T (s\\013 @DB)>>", "[(x) (s\\013Q@DB)]"] {
        assert!(matches!(with(text), Err(VerifyError::Residue { .. })), "{text}");
    }
}

#[test]
fn text_is_seen_however_it_is_cut_up() {
    content(|n| show(&format!("({n}) Tj")));
    content(|n| {
        let parts: Vec<String> = n.chars().map(|c| format!("({c}) -3")).collect();
        show(&format!("[{}] TJ", parts.join(" ")))
    });
    content(|n| {
        let hex: String = n.bytes().map(|b| format!("{b:02X} ")).collect();
        show(&format!("<{hex}> Tj"))
    });
    content(|n| {
        let octal: String = n.bytes().map(|b| format!("\\{b:03o}")).collect();
        show(&format!("({octal}) Tj"))
    });
    content(|n| {
        let (a, b) = n.split_at(4);
        format!("{} {}", show(&format!("({a}-) Tj 0 -14 Td ({b}) Tj")), PLAIN)
    });
    content(|n| format!("/Span <</ActualText ({n})>> BDC {PLAIN} EMC"));
    content(|n| format!("{PLAIN}\n% {n}\n"));
}

#[test]
fn text_is_seen_by_its_place() {
    content(|n| {
        let letters: Vec<char> = n.chars().collect();
        let backwards = letters.iter().enumerate().rev();
        backwards.map(|(i, c)| format!("BT /F1 10 Tf {} 500 Td ({c}) Tj ET ", 80 + i * 6)).collect()
    });
    content(|n| show(&format!("9 Tc ({n}) Tj")));
}

#[test]
fn short_names_are_seen_too() {
    let short = [Needle { text: "Bos".into(), allowed: 0, pictured: false }];
    let page = |n: &str| RawPdf::page(&show(&format!("(de heer {n}, te) Tj"))).build();
    assert!(run(page("Bos"), &short, &[]).is_err());
    assert!(run(page("Bosman"), &short, &[]).is_ok());
}

#[test]
fn as_often_as_allowed_is_no_residue() {
    let twice = RawPdf::page(&show("(Naamdrager en Naamdrager) Tj")).build();
    assert!(run(twice.clone(), &needles(2), &[]).is_ok());
    assert!(run(twice, &needles(1), &[]).is_err());
}

#[test]
fn invisible_clipped_and_outside_is_seen() {
    content(|n| show(&format!("3 Tr ({n}) Tj")));
    content(|n| show(&format!("7 Tr ({n}) Tj")));
    content(|n| format!("BT /F1 12 Tf -900 9000 Td ({n}) Tj ET"));
    content(|n| format!("/OC /Laag BDC {} EMC", show(&format!("({n}) Tj"))));
}

#[test]
fn objects_are_seen_used_or_not() {
    let with = |number: u32, body: fn(&str) -> String| {
        residue(move |name| {
            let mut pdf = RawPdf::page(PLAIN);
            pdf.put(number, &body(name));
            pdf.build()
        });
    };
    with(9, |n| format!("<</Eigen({n})>>"));
    with(9, |n| format!("[[[/{n}]]]"));
    with(9, |n| {
        let hex: String = n.encode_utf16().map(|u| format!("{u:04X}")).collect();
        format!("<</Title<FEFF{hex}>>>")
    });
    with(9, |n| {
        let name: String = n.bytes().map(|b| format!("#{b:02x}")).collect();
        format!("<</A/{name}>>")
    });
    with(9, |n| {
        let octal: String = n.bytes().map(|b| format!("\\{b:o}")).collect();
        format!("({octal})")
    });
}

#[test]
fn an_encoding_that_spells_the_name_is_seen() {
    residue(|name| {
        let mut pdf = RawPdf::page(PLAIN);
        let names: String = name.chars().map(|c| format!("/{c}")).collect();
        pdf.put(9, &format!("<</Type/Encoding/Differences[33{names}]>>"));
        pdf.build()
    });
}

#[test]
fn packed_streams_are_seen_used_or_not() {
    let with = |dict: &'static str, pack: fn(&str) -> Vec<u8>| {
        residue(move |name| {
            let mut pdf = RawPdf::page(PLAIN);
            pdf.stream(9, dict, &pack(name));
            pdf.build()
        });
    };
    with("/Filter/FlateDecode", |n| deflate(n.as_bytes()));
    with("/Filter/ASCIIHexDecode", |n| {
        n.bytes().flat_map(|b| format!("{b:02x}\n").into_bytes()).chain(*b">").collect()
    });
    with("/Filter[/ASCIIHexDecode/FlateDecode]", |n| {
        let hex = |b: &u8| format!("{b:02x}").into_bytes();
        deflate(n.as_bytes()).iter().flat_map(hex).chain(*b">").collect()
    });
    with("/Type/Metadata/Filter/FlateDecode", |n| {
        let (a, b) = n.split_at(3);
        deflate(format!("<x:a><b>{a}</b>{b}</x:a>").as_bytes())
    });
    with("/Filter/FlateDecode", |n| {
        deflate(&n.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    });
}

#[test]
fn attached_files_are_opened() {
    residue(|name| {
        let inner =
            RawPdf::page(&show(&format!("[({}) 5 ({})] TJ", &name[..4], &name[4..]))).build();
        let mut pdf = RawPdf::page(PLAIN);
        pdf.stream(9, "/Type/EmbeddedFile/Filter/FlateDecode", &deflate(&inner));
        pdf.build()
    });
}

#[test]
fn an_older_revision_is_not_one_file() {
    let old = RawPdf::page(&show("(iets) Tj")).build();
    let mut new = RawPdf::new();
    new.stream(4, "", PLAIN.as_bytes());
    let got = run(new.append_to(&old), &[], &[]);
    assert!(matches!(got, Err(VerifyError::Unreadable(_))));
}

#[test]
fn bytes_before_and_after_are_not_passed_over() {
    let clean = RawPdf::page(PLAIN).build();
    assert!(run([b"x".as_slice(), &clean].concat(), &[], &[]).is_err());
    assert!(run([&clean, b"x".as_slice()].concat(), &[], &[]).is_err());
    assert!(run(b"%PDF-1.7\n".to_vec(), &[], &[]).is_err());
}

#[test]
fn text_of_patterns_masks_and_letters_that_are_drawings() {
    residue(|name| {
        let mut pdf = RawPdf::page("/Pattern cs /P1 scn 0 0 500 500 re f");
        pdf.put(3, &page_dict("", "/Pattern<</P1 9 0 R>>"));
        let drawing = show(&format!("[({}) 5 ({})] TJ", &name[..4], &name[4..]));
        pdf.stream(
            9,
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 500 800]/XStep 500/YStep 800\
             /Resources<</Font<</F1 5 0 R>>>>/Filter/FlateDecode",
            &deflate(drawing.as_bytes()),
        );
        pdf.build()
    });
}

#[test]
fn forms_that_nothing_draws_and_forms_of_hidden_layers() {
    for entry in ["", "/OC 8 0 R"] {
        residue(|name| {
            let mut pdf =
                RawPdf::page(&format!("{PLAIN} {}", if entry.is_empty() { "" } else { "/X1 Do" }));
            pdf.put(
                1,
                "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>>>",
            );
            pdf.put(3, &page_dict("", "/XObject<</X1 9 0 R>>"));
            pdf.put(8, "<</Type/OCG/Name(Laag)>>");
            // Codes by another encoding, so that only a font tells what they are.
            let names: String = name.chars().map(|c| format!("/{c}")).collect();
            pdf.put(7, &format!(
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[33{names}]>>>>"
            ));
            let codes: String = (0..name.len()).map(|i| format!("{:02x}", 33 + i)).collect();
            let dict =
                format!("/Subtype/Form/BBox[0 0 595 842]{entry}/Resources<</Font<</F1 7 0 R>>>>");
            pdf.stream(9, &dict, show(&format!("<{codes}> Tj")).as_bytes());
            pdf.build()
        });
    }
}

// --- boxes ---

#[test]
fn more_gone_than_redacted_is_damage() {
    let long = "De commissie heeft op haar verzoek de volgende stukken ontvangen en besproken";
    let two = |a: &str, b: &str| {
        RawPdf::page(&format!("{} {}", show(a), show(&format!("0 -40 Td {b}")))).build()
    };
    let original = Arc::new(two(&format!("(Naamdrager: {long}) Tj"), &format!("({long}) Tj")));
    let check = |copy: Vec<u8>| {
        let needles = needles(0);
        let claim = Claim {
            format: "pdf",
            original: &original,
            needles: &needles,
            listed: None,
            boxes: &[],
            blanked: false,
            pictures: None,
            threads: 2,
        };
        verify(copy, &claim).map(|_| ())
    };
    check(two(&format!("({long}) Tj"), &format!("({long}) Tj"))).expect("only the name is gone");
    let got = check(two(&format!("({long}) Tj"), ""));
    assert!(matches!(got, Err(VerifyError::Disturbed(_))));
    let got = check(RawPdf::page("").build());
    assert!(matches!(got, Err(VerifyError::Disturbed(_))));
}

// --- files of others ---

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    inspect(bytes, &needles(0), None).expect("readable").iter().map(|f| f.code).collect()
}

#[test]
fn the_classic_failures_are_found() {
    assert_eq!(codes(&RawPdf::page(PLAIN).build()), [""; 0]);
    let covered = format!("{PLAIN} 0 g 70 695 100 14 re f");
    assert_eq!(codes(&RawPdf::page(&covered).build()), ["text-under-box"]);
    let before = format!("0.9 g 70 695 100 14 re f 0 g {PLAIN}");
    assert_eq!(codes(&RawPdf::page(&before).build()), [""; 0]);
    let mut pdf = RawPdf::page(PLAIN);
    pdf.put(8, "<</Author(Iemand)>>");
    pdf.trailer("/Info 8 0 R");
    assert_eq!(codes(&pdf.build()), ["author"]);
    let mut pdf = RawPdf::page(PLAIN);
    pdf.put(3, &page_dict("/Annots[<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]>>]", ""));
    assert_eq!(codes(&pdf.build()), ["pending-redaction"]);
    let old = RawPdf::page(&show("(Naamdrager) Tj")).build();
    let mut new = RawPdf::new();
    new.stream(4, "", PLAIN.as_bytes());
    assert_eq!(codes(&new.append_to(&old)), ["older-revision", "residue"]);
}

#[test]
fn an_image_over_text_is_found() {
    let mut pdf = RawPdf::page(&format!("{PLAIN} q 100 0 0 20 70 695 cm /I1 Do Q"));
    pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
    pdf.stream(9, "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", &[0]);
    assert_eq!(codes(&pdf.build()), ["text-under-box"]);
}

#[test]
fn a_name_of_the_standard_is_no_residue_and_another_is() {
    let page = |name: &str| {
        let mut pdf = RawPdf::page(PLAIN);
        pdf.put(3, &page_dict(&format!("/Eigen[/{name}]"), ""));
        pdf.build()
    };
    let needle = |text: &str| vec![Needle { text: text.into(), allowed: 0, pictured: false }];
    assert!(run(page("Text"), &needle("Text"), &[]).is_ok());
    assert!(matches!(run(page("Tekst"), &needle("Tekst"), &[]), Err(VerifyError::Residue { .. })));
}
