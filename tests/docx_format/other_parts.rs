//! Text in parts other than WordprocessingML, and in markup that no standard defines.

use super::{body, cut, open, paragraph, part};
use crate::rawdocx::{NAMESPACES, RawDocx, zip};
use redact::model::{Scale, SegmentKind, Treatment};

/// The texts of all segments but content types, of which the word list lacks `image/png` and others.
fn texts(bytes: &[u8]) -> Vec<String> {
    let document = open(bytes);
    let told = document.segments().iter().filter(|s| !s.text.starts_with("image/"));
    told.map(|s| s.text.clone()).collect()
}

/// A document with an embedded workbook.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let mut entries = vec![("[Content_Types].xml".to_owned(), types.as_bytes().to_vec())];
    for (name, xml) in parts {
        let xml = xml.replace("XMLNS", &format!(r#"xmlns="{main}""#));
        entries.push(((*name).to_owned(), xml.into_bytes()));
    }
    RawDocx::new("<w:p/>")
        .relation("rId4", "package", "embeddings/Microsoft_Excel_Sheet1.xlsx")
        .part("word/embeddings/Microsoft_Excel_Sheet1.xlsx", "", zip(&entries))
        .build()
}

#[test]
fn a_string_of_a_sheet_is_one_line() {
    let told = texts(&workbook(&[(
        "xl/sharedStrings.xml",
        "<sst XMLNS><si><r><t>Jan</t></r><r><t>sen</t></r></si><si><t>Bos</t></si></sst>",
    )]));
    assert!(told.iter().any(|t| t == "Jansen\nBos"), "{told:?}");
}

#[test]
fn codes_in_the_header_of_a_sheet_are_no_letters() {
    let told = texts(&workbook(&[(
        "xl/worksheets/sheet1.xml",
        "<worksheet XMLNS><headerFooter><oddHeader>&amp;LJansen&amp;CBos</oddHeader><oddFooter>Piet</oddFooter></headerFooter></worksheet>",
    )]));
    assert!(told.iter().any(|t| t == "&\nJansen&\nBos\nPiet"), "{told:?}");
}

#[test]
fn cells_of_a_chart_stand_on_lines_of_their_own() {
    let chart =
        format!("<c:chartSpace {NAMESPACES}><c:v>Blad1</c:v><c:v>Jansen</c:v></c:chartSpace>");
    let doc = RawDocx::new("<w:p/>").relation("rId4", "chart", "charts/chart1.xml").part(
        "word/charts/chart1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        chart,
    );
    let told = texts(&doc.build());
    assert!(told.iter().any(|t| t == "Blad1\nJansen"), "{told:?}");
}

#[test]
fn white_space_between_elements_is_no_text() {
    let inner = "\n  <w:r>\n    <w:t>a</w:t>\n    <w:t xml:space=\"preserve\"> </w:t>\n    <w:t>b</w:t>\n  </w:r>\n";
    assert_eq!(body(&paragraph(inner)), "Geachte heer of mevrouw,\na b");
}

#[test]
fn markup_of_no_standard_is_a_segment_of_its_own() {
    let inner = r#"<w:r><w:t>zicht</w:t></w:r><x:y xmlns:x="urn:onbekend">geheim<x:z>er</x:z></x:y><w:r><w:t>baar</w:t></w:r>"#;
    let document = open(&paragraph(inner));
    let told: Vec<_> = document.segments().iter().map(|s| (s.kind, s.text.as_str())).collect();
    assert!(told.contains(&(SegmentKind::Body, "Geachte heer of mevrouw,\nzichtbaar")), "{told:?}");
    assert!(
        told.iter().any(|(kind, t)| *kind == SegmentKind::Hidden && t.starts_with("geheim")),
        "{told:?}"
    );
}

#[test]
fn a_prefix_is_renamed_wherever_it_is_listed() {
    let inner = r#"<w:r xmlns:jansen="urn:x" mc:Ignorable="w14 jansen" jansen:q="1"><jansen:y/><w:t>x</w:t></w:r>"#;
    let copy = cut(&paragraph(inner), &["jansen"], &Treatment::default());
    let xml = part(&copy, "word/document.xml").expect("it is there");
    let (_, after) = xml.split_once("<w:r xmlns:").expect("the declaration");
    let (prefix, _) = after.split_once('=').expect("a value");
    assert!(prefix.starts_with("gelakt"), "{xml}");
    for used in [
        format!(r#"mc:Ignorable="w14 {prefix}""#),
        format!(r#"{prefix}:q="1""#),
        format!("<{prefix}:y/>"),
    ] {
        assert!(xml.contains(&used), "{used} in {xml}");
    }
}

#[test]
fn a_picture_in_vml_covers_a_page_by_its_style() {
    let scale = |style: &str| {
        let shape = format!(
            r#"<w:p><w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="rId4"/></v:shape></w:pict></w:r></w:p>"#
        );
        let doc = RawDocx::new(&shape).relation("rId4", "image", "media/image1.jpeg").part(
            "word/media/image1.jpeg",
            "",
            &b"\xFF\xD8\xFF\xDA\0\x04ab\x12\x34\xFF\xD9"[..],
        );
        let document = open(&doc.build());
        document.unread().iter().map(|u| u.scale).collect::<Vec<_>>()
    };
    assert_eq!(scale("width:595pt;height:842pt"), [Scale::Page]);
    assert_eq!(scale("width:210mm; height:29.7cm"), [Scale::Page]);
    assert_eq!(scale("width:8in;height:1122px"), [Scale::Page]);
    assert_eq!(scale("width:59pt;height:84pt"), [Scale::Small]);
}

#[test]
fn cells_of_a_sheet_are_told_apart_by_tabs_and_rows_by_lines() {
    let told = texts(&workbook(&[(
        "xl/worksheets/sheet1.xml",
        "<worksheet XMLNS><sheetData><row><c><v>Jansen</v></c><c><v>Bos</v></c></row><row><c><v>Piet</v></c></row></sheetData></worksheet>",
    )]));
    assert!(told.iter().any(|t| t == "Jansen\tBos\t\nPiet"), "{told:?}");
}

#[test]
fn what_is_said_twice_is_said_once_in_the_body() {
    let alternate = |a: &str, b: &str| {
        format!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>{a}</w:t></mc:Choice><mc:Fallback><w:t>{b}</w:t></mc:Fallback></mc:AlternateContent></w:r>"#
        )
    };
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>bovenop</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>eronder</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let told = texts(&paragraph(&format!("{}{ruby}", alternate("eerst", "anders"))));
    assert_eq!(told, ["Geachte heer of mevrouw,\neersteronder", "andersbovenop"]);
}

#[test]
fn comments_of_a_sheet_stand_on_lines_of_their_own() {
    let told = texts(&workbook(&[(
        "xl/comments1.xml",
        "<comments XMLNS><commentList><comment><text><r><t>Jan</t></r><r><t>sen</t></r></text></comment><comment><text><t>Bos</t></text></comment></commentList></comments>",
    )]));
    assert!(told.iter().any(|t| t == "Jansen\nBos"), "{told:?}");
}

#[test]
fn a_text_box_is_a_story_of_its_own() {
    let r = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let inner = format!(
        "<w:r><w:pict><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></w:pict></w:r>",
        r("kader")
    );
    let told = texts(&paragraph(&format!("{}{inner}{}", r("voor"), r("na"))));
    assert_eq!(told, ["Geachte heer of mevrouw,\nvoorna", "kader"]);
}

#[test]
fn texts_of_a_drawing_stand_on_lines_of_their_own() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"><text>Jan<tspan>sen</tspan></text><text>Bos</text></svg>"#;
    let doc = RawDocx::new("<w:p/>").relation("rId4", "image", "media/image1.svg").part(
        "word/media/image1.svg",
        "",
        svg,
    );
    let told = texts(&doc.build());
    assert!(told.iter().any(|t| t == "Jansen\nBos"), "{told:?}");
}
