//! Text, marks, and what does not change.

use super::{body, cut, open, paragraph, part, raw};
use crate::rawdocx::RawDocx;
use redact::model::{MarkStyle, Scale, SegmentKind, Span, Treatment};

#[test]
fn cells_are_told_apart_by_tabs_and_paragraphs_by_lines() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Naam"),
        cell("Jansen"),
        cell("Tel"),
        cell("06")
    );
    let bytes = RawDocx::new(&format!("{table}<w:p><w:r><w:t>Slot</w:t></w:r></w:p>")).build();
    assert_eq!(body(&bytes), "Geachte heer of mevrouw,\nNaam\tJansen\nTel\t06\nSlot");
}

#[test]
fn the_place_tells_the_paragraph() {
    let document = open(&paragraph("<w:r><w:t>Jansen</w:t></w:r>"));
    let at = document.segments()[0].text.find("Jansen").expect("it stands there");
    let place = document.place(0, Span::new(at, at + 6));
    assert_eq!(place.to_string(), "word/document.xml, paragraph 2");
}

#[test]
fn the_mark_stands_in_the_line_in_the_runs_own_style() {
    let run =
        r#"<w:r><w:rPr><w:b/><w:sz w:val="30"/></w:rPr><w:t>De heer Jansen belt.</w:t></w:r>"#;
    for (style, fill) in [(MarkStyle::Black, "000000"), (MarkStyle::Framed, "FFFFFF")] {
        let treatment = Treatment { style, ..Treatment::default() };
        let copy = cut(&paragraph(run), &["Jansen"], &treatment);
        assert!(body(&copy).ends_with("De heer [5.1.2e] belt."));
        let xml = part(&copy, "word/document.xml").expect("it is there");
        let mark = xml.split("<w:r>").find(|r| r.contains("[5.1.2e]")).expect("a run of its own");
        assert!(mark.contains("<w:b/>") && mark.contains(r#"<w:sz w:val="30"/>"#), "{mark}");
        assert!(mark.contains(&format!(r#"w:fill="{fill}""#)), "{mark}");
        assert!(xml.contains(r#"<w:t xml:space="preserve">De heer </w:t>"#), "{xml}");
    }
}

#[test]
fn a_part_without_orders_stays_byte_for_byte() {
    let style = r#"<w:style  w:styleId = "a"><!--x--></w:style>"#.replace("<!--x-->", "");
    let doc = RawDocx::new("<w:p><w:r><w:t>Jansen</w:t></w:r></w:p>")
        .word("styles", "styles", "styles", &style);
    let bytes = doc.build();
    let copy = cut(&bytes, &["Jansen"], &Treatment::default());
    assert_eq!(part(&bytes, "word/styles.xml"), part(&copy, "word/styles.xml"));
    assert_ne!(part(&bytes, "word/document.xml"), part(&copy, "word/document.xml"));
    assert_eq!(copy, cut(&bytes, &["Jansen"], &Treatment::default()), "always the same bytes");
}

#[test]
fn a_cut_bookmark_stays_balanced_and_its_link_follows() {
    let copy = cut(
        &paragraph(
            r#"<w:bookmarkStart w:id="7" w:name="bij_Jansen"/><w:r><w:t>van Jansen</w:t></w:r><w:bookmarkEnd w:id="7"/><w:hyperlink w:anchor="bij_Jansen"><w:r><w:t>zie</w:t></w:r></w:hyperlink>"#,
        ),
        &["Jansen"],
        &Treatment::default(),
    );
    let xml = part(&copy, "word/document.xml").expect("it is there");
    assert_eq!(xml.matches(r#"<w:bookmarkStart w:id="7""#).count(), 1);
    assert_eq!(xml.matches(r#"<w:bookmarkEnd w:id="7""#).count(), 1);
    let value = |key: &str| {
        let after = xml.split(key).nth(1).expect("the attribute stands there");
        after.split('"').next().map(str::to_owned)
    };
    let name = value("bookmarkStart w:id=\"7\" w:name=\"");
    assert_eq!(name, value("hyperlink w:anchor=\""));
    assert!(name.is_some_and(|n| n.chars().all(char::is_alphanumeric)));
}

#[test]
fn pictures_that_fill_a_page_are_blanked_when_asked() {
    let drawing = r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="7000000" cy="9900000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId4"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#;
    let doc = RawDocx::new(drawing).relation("rId4", "image", "media/image1.jpeg").part(
        "word/media/image1.jpeg",
        "",
        &b"\xFF\xD8\xFF\xDA\0\x04ab\x12\x34\xFF\xD9"[..],
    );
    let whole =
        |bytes: &[u8]| open(bytes).unread().iter().filter(|u| u.scale == Scale::Page).count();
    assert_eq!(whole(&doc.build()), 1);
    let blank = Treatment { blank_unread: true, ..Treatment::default() };
    assert_eq!(whole(&cut(&doc.build(), &[], &blank)), 0);
}

#[test]
fn authors_become_numbers_and_stay_apart() {
    let ins = |who: &str, what: &str| {
        format!(r#"<w:ins w:id="1" w:author="{who}"><w:r><w:t>{what}</w:t></w:r></w:ins>"#)
    };
    let inner = [ins("bosj01", "een"), ins("witp02", "twee"), ins("bosj01", "drie")].concat();
    let copy = cut(&paragraph(&inner), &[], &Treatment::default());
    let xml = part(&copy, "word/document.xml").expect("it is there");
    assert_eq!(xml.matches(r#"w:author="Auteur 1""#).count(), 2, "{xml}");
    assert_eq!(xml.matches(r#"w:author="Auteur 2""#).count(), 1, "{xml}");
}

#[test]
fn empty_elements_stand_for_text() {
    let run = r#"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Arial" w:char="F04A"/><w:sym w:font="Wingdings" w:char="F04A"/><w:t>d</w:t></w:r>"#;
    assert!(body(&paragraph(run)).ends_with("a\tb\t\nc\n\u{2011}\u{AD}J\u{F04A}d"));
    let copy = cut(&paragraph(run), &["\u{2011}\u{AD}J"], &Treatment::default());
    assert!(body(&copy).ends_with("a\tb\t\nc\n[5.1.2e]\u{F04A}d"), "{}", body(&copy));
}

#[test]
fn every_field_code_is_a_segment_without_the_name_of_the_field() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let inner = format!("{begin}{}{separate}<w:r><w:t>x</w:t></w:r>{end}", code("MERGEFIELD naam"));
    let outer = format!("{begin}{}{inner}{}{separate}{end}", code("IF "), code(" = 1"));
    let document = open(&paragraph(&format!("{outer}{begin}{}{end}", code("PAGE van Jansen"))));
    let fields = document.segments().iter().filter(|s| s.kind == SegmentKind::Field);
    let fields: Vec<_> = fields.map(|s| s.text.as_str()).collect();
    assert_eq!(fields, ["           naam", "    = 1", "     van Jansen"]);
}

#[test]
fn ids_and_targets_that_programs_give_are_no_segments() {
    let doc = RawDocx::new(
        r#"<w:p><w:hyperlink r:id="rId7"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>"#,
    )
    .relation("rId7", "hyperlink", "https://example.nl/")
    .relation("rId4", "header", "Jansen.xml")
    .part(
        "word/Jansen.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
        format!("<w:hdr {}><w:p/></w:hdr>", crate::rawdocx::NAMESPACES),
    );
    let document = open(&doc.build());
    // Content types such as `image/png` are not in the word list.
    let others = document.segments().iter().filter(|s| !s.text.starts_with("image/"));
    let told: Vec<_> = others.map(|s| (s.label.as_deref(), s.text.as_str())).collect();
    let name = (Some("bestandsnaam"), "Jansen.xml");
    let link = (Some("Target"), "https://example.nl/");
    assert_eq!(told, [(None, "Geachte heer of mevrouw,\nx"), link, name]);
}

#[test]
fn a_part_without_orders_stays_packed_as_it_was() {
    let doc = RawDocx::new("<w:p><w:r><w:t>Jansen</w:t></w:r></w:p>").word(
        "styles",
        "styles",
        "styles",
        &"<w:style w:styleId=\"a\"/>".repeat(200),
    );
    let bytes = crate::rawdocx::zip_at(&doc.entries(doc.main().into_bytes()), 1);
    let copy = cut(&bytes, &["Jansen"], &Treatment::default());
    assert_eq!(raw(&bytes, "word/styles.xml"), raw(&copy, "word/styles.xml"));
    let again = crate::rawdocx::zip(&doc.entries(doc.main().into_bytes()));
    assert_ne!(raw(&bytes, "word/styles.xml"), raw(&again, "word/styles.xml"));
}

#[test]
fn what_stands_beside_the_entries_is_noted() {
    let bytes = paragraph("<w:r><w:t>x</w:t></w:r>");
    assert!(open(&bytes).notes().is_empty());
    let notes = open(&[b"Jansen", bytes.as_slice()].concat()).notes();
    assert_eq!(
        notes.iter().map(|n| (n.code, n.count)).collect::<Vec<_>>(),
        [("zip-leftovers-removed", 1)]
    );
}
