//! What the Word format promises beyond what every format does.

use crate::rawdocx::RawDocx;
use proptest::prelude::*;
use redact::formats;
use redact::model::{
    ChildFate, Document, Extras, Mark, MarkStyle, OpenOptions, Redaction, Scale, Span, Treatment,
};
use std::io::{Cursor, Read};

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a format takes it");
    assert_eq!(format.name(), "docx");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// The copy without any of these texts, however often they occur.
fn cut(bytes: &[u8], texts: &[&str], treatment: &Treatment) -> Vec<u8> {
    let document = open(bytes);
    let mut orders = Vec::new();
    for (segment, held) in document.segments().iter().enumerate() {
        for text in texts {
            for (at, found) in held.text.match_indices(text) {
                let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
                orders.push(Redaction { segment, span: Span::new(at, at + found.len()), mark });
            }
        }
    }
    let fates = vec![ChildFate::Keep; document.children().len()];
    document.redact(&orders, &fates, treatment).expect("it is cut").bytes
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut out).expect("text");
    Some(out)
}

fn body(bytes: &[u8]) -> String {
    open(bytes).segments()[0].text.clone()
}

fn paragraph(inner: &str) -> Vec<u8> {
    RawDocx::new(&format!("<w:p>{inner}</w:p>")).build()
}

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
    assert_eq!(place.as_str(), "word/document.xml, alinea 2");
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
fn without_extras_changes_are_accepted_and_remarks_gone() {
    let inner = r#"<w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">blijft </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>oud</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>stil</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#;
    let doc = RawDocx::new(&format!("<w:p>{inner}</w:p>")).word("comments", "comments", "comments", r#"<w:comment w:id="0" w:author="A"><w:p><w:r><w:t>opmerking</w:t></w:r></w:p></w:comment>"#);
    let treatment = Treatment { extras: Extras::Drop, ..Treatment::default() };
    let copy = cut(&doc.build(), &[], &treatment);
    let xml = part(&copy, "word/document.xml").expect("it is there");
    assert!(body(&copy).ends_with("blijft nieuw"), "{xml}");
    for gone in ["oud", "stil", "w:ins", "w:del", "comment", "author"] {
        assert!(!xml.contains(gone), "{gone} in {xml}");
    }
    assert_eq!(part(&copy, "word/comments.xml"), None);
    assert!(!part(&copy, "word/_rels/document.xml.rels").is_some_and(|r| r.contains("comments")));
    assert!(!part(&copy, "[Content_Types].xml").is_some_and(|t| t.contains("comments")));
}

/// The body of a copy in which all changes are accepted.
fn accepted(body: &str) -> String {
    let treatment = Treatment { extras: Extras::Drop, ..Treatment::default() };
    let copy = cut(&RawDocx::new(body).build(), &[], &treatment);
    let xml = part(&copy, "word/document.xml").expect("it is there");
    let (_, rest) = xml.split_once("</w:p>").expect("the salutation");
    rest.split("<w:sectPr/>").next().expect("the body").to_owned()
}

#[test]
fn a_deleted_paragraph_mark_joins_what_it_parted() {
    let p = |mark: &str, style: &str, inner: &str| {
        let mark = format!(r#"<w:pPr><w:jc w:val="{style}"/><w:rPr>{mark}</w:rPr></w:pPr>"#);
        format!("<w:p>{mark}{inner}</w:p>")
    };
    let r = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (del, moved) =
        (r#"<w:del w:id="1" w:author="A"/>"#, r#"<w:moveFrom w:id="2" w:author="A"/>"#);
    let gone = r#"<w:del w:id="3" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>"#;
    let head = |style: &str| format!(r#"<w:pPr><w:jc w:val="{style}"/><w:rPr></w:rPr></w:pPr>"#);
    let two = [p(del, "left", &r("een")), p("", "right", &r("twee"))].concat();
    assert_eq!(accepted(&two), format!("<w:p>{}{}{}</w:p>", head("right"), r("een"), r("twee")));
    let three =
        [p(del, "left", &r("een")), p(moved, "center", &r("twee")), p("", "right", "")].concat();
    assert_eq!(accepted(&three), format!("<w:p>{}{}{}</w:p>", head("right"), r("een"), r("twee")));
    let history = |inner: &str| {
        format!(
            r#"<w:p><w:pPr>{inner}<w:pPrChange w:id="5" w:author="Jansen"><w:pPr/></w:pPrChange></w:pPr>{}</w:p>"#,
            r("x")
        )
    };
    let changed = [
        history(&format!("<w:rPr>{del}</w:rPr>")),
        history(r#"<w:rPr><w:ins w:id="6" w:author="Jansen"/></w:rPr>"#),
    ];
    assert_eq!(
        accepted(&changed.concat()),
        format!("<w:p><w:pPr><w:rPr></w:rPr></w:pPr>{}{}</w:p>", r("x"), r("x"))
    );
    let bare = format!(
        r#"{}<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/><w:p w14:paraId="00000001"/>"#,
        p(del, "left", &r("een"))
    );
    let marks = r#"<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/>"#;
    assert_eq!(accepted(&bare), format!(r#"<w:p w14:paraId="00000001">{}</w:p>{marks}"#, r("een")));
    let table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    assert_eq!(accepted(&[&p(del, "left", gone), table].concat()), table);
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(del, "left", gone));
    assert!(accepted(&cell).contains("</w:p></w:tc>"), "a cell keeps a paragraph");
}

#[test]
fn deleted_rows_and_cells_go_and_take_an_empty_table_with_them() {
    let cell = |mark: &str, text: &str| {
        format!("<w:tc><w:tcPr>{mark}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let (row_mark, cell_mark) = (
        r#"<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>"#,
        r#"<w:cellDel w:id="2" w:author="A"/>"#,
    );
    let gone = format!("<w:tr>{row_mark}{}</w:tr>", cell("", "een"));
    let half = format!("<w:tr>{}{}</w:tr>", cell(cell_mark, "twee"), cell("", "drie"));
    let whole = format!("<w:tr>{}</w:tr>", cell(cell_mark, "vier"));
    let left = accepted(&format!("<w:tbl>{gone}{half}{whole}</w:tbl><w:p/>"));
    assert_eq!(left, format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell("", "drie")));
    assert_eq!(accepted(&format!("<w:tbl>{gone}{whole}</w:tbl><w:p/>")), "<w:p/>");
}

#[test]
fn formatting_that_was_changed_stays_as_it_is_now() {
    let change = |name: &str| format!(r#"<w:{name} w:id="1" w:author="A"><w:oud/></w:{name}>"#);
    let body = format!(
        "<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:b/>{}</w:rPr><w:t>x</w:t></w:r></w:p><w:tbl><w:tblPr>{}</w:tblPr><w:tblGrid>{}</w:tblGrid><w:tr><w:trPr>{}</w:trPr><w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        change("pPrChange"),
        change("rPrChange"),
        change("tblPrChange"),
        change("tblGridChange"),
        change("trPrChange"),
        change("tcPrChange")
    );
    let left = accepted(&body);
    assert!(!left.contains("Change") && !left.contains("oud") && left.contains("<w:b/>"), "{left}");
}

#[test]
fn a_protection_stays_without_what_was_made_from_its_password() {
    let doc = RawDocx::new("").word("settings", "settings", "settings", r#"<w:documentProtection w:edit="readOnly" w:enforcement="1" w:cryptSpinCount="1" w:hash="QUJD" w:salt="REVG"/>"#);
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let settings = part(&copy, "word/settings.xml").expect("it is there");
    assert!(
        settings.contains(r#"<w:documentProtection w:edit="readOnly" w:enforcement="1"/>"#),
        "{settings}"
    );
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
fn macros_are_refused_and_dropped_when_asked() {
    let doc = RawDocx::new("")
        .typed("application/vnd.ms-word.document.macroEnabled.main+xml")
        .relation("rId4", "vbaProject", "vbaProject.bin")
        .part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "x");
    let document = open(&doc.build());
    assert!(!document.unread().is_empty());
    assert!(document.redact(&[], &[], &Treatment::default()).is_err());
    let drop = Treatment { drop_macros: true, ..Treatment::default() };
    let copy = document.redact(&[], &[], &drop).expect("without macros").bytes;
    assert_eq!(part(&copy, "word/vbaProject.bin"), None);
    assert!(!part(&copy, "word/_rels/document.xml.rels").is_some_and(|r| r.contains("vba")));
}

#[test]
fn a_document_without_body_or_with_entities_of_its_own_is_not_taken() {
    let doc = RawDocx::new("");
    let none = doc.entries(Vec::new()).into_iter().filter(|(n, _)| n != "word/document.xml");
    let bytes = crate::rawdocx::zip(&none.collect::<Vec<_>>());
    let opened = formats::detect(&bytes).map(|f| f.open(&bytes, &OpenOptions::default()).is_err());
    assert_eq!(opened, Some(true));
    let main = doc.main().replace("?><w:", "?><!DOCTYPE x [<!ENTITY n \"Jansen\">]><w:");
    let document = open(&doc.build_with(main.into_bytes()));
    assert_eq!(document.unread().len(), 1);
    let blank = Treatment { blank_unread: true, ..Treatment::default() };
    assert!(document.redact(&[], &[], &blank).is_err());
}

/// One sentence cut into runs at these letters, some with things between.
fn chopped(sentence: &str, cuts: &[(usize, u8)]) -> String {
    let letters: Vec<char> = sentence.chars().collect();
    let mut places: Vec<(usize, u8)> =
        cuts.iter().map(|(at, k)| (at % letters.len(), *k)).collect();
    places.sort_unstable();
    let mut out = String::new();
    let mut from = 0;
    for (at, kind) in places.into_iter().chain([(letters.len(), 0)]) {
        if at <= from {
            continue;
        }
        let text: String = letters[from..at].iter().collect();
        let text = text.replace('&', "&amp;");
        let run = format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
        let (before, after) = match kind % 12 {
            1 => ("", r#"<w:proofErr w:type="spellStart"/>"#),
            2 => ("", r#"<w:bookmarkStart w:id="1" w:name="_b"/><w:bookmarkEnd w:id="1"/>"#),
            3 => ("", "<w:r><w:lastRenderedPageBreak/></w:r>"),
            4 => (r#"<w:ins w:id="2" w:author="A">"#, "</w:ins>"),
            5 => (r#"<w:smartTag w:uri="urn:x" w:element="y">"#, "</w:smartTag>"),
            6 => ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            7 => (
                "",
                r#"<w:commentRangeStart w:id="0"/><w:permStart w:id="1"/><w:permEnd w:id="1"/>"#,
            ),
            8 => (r#"<w:hyperlink w:anchor="_b">"#, "</w:hyperlink>"),
            9 => (
                "",
                r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            ),
            10 => (r#"<w:moveTo w:id="3" w:author="A">"#, "</w:moveTo>"),
            11 => ("<!-- x -->", r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#),
            _ => ("", ""),
        };
        out.extend([before, &run, after]);
        from = at;
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chopping_changes_nothing(cuts in proptest::collection::vec((0usize..60, any::<u8>()), 0..12)) {
        let sentence = "De heer J. de Vries-Bos & mevrouw Ünal (b&w) tekenden.";
        let bytes = paragraph(&chopped(sentence, &cuts));
        prop_assert!(body(&bytes).ends_with(sentence));
        let copy = cut(&bytes, &["J. de Vries-Bos", "Ünal"], &Treatment::default());
        prop_assert!(body(&copy).ends_with("De heer [5.1.2e] & mevrouw [5.1.2e] (b&w) tekenden."));
        let again = cut(&copy, &["J. de Vries-Bos", "Ünal"], &Treatment::default());
        prop_assert_eq!(body(&again), body(&copy));
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0usize..4000, bytes in proptest::collection::vec(any::<u8>(), 0..6), cut in 0usize..4) {
        let doc = RawDocx::new(&chopped("De heer Jansen & co.", &[(3, 4), (9, 6), (12, 9)]))
            .word("settings", "settings", "settings", r#"<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>"#);
        for part in 0..4 {
            let mut entries = doc.entries(doc.main().into_bytes());
            let data = &mut entries[part].1;
            let from = at % data.len();
            let to = (from + cut).min(data.len());
            data.splice(from..to, bytes.iter().copied());
            let damaged = crate::rawdocx::zip(&entries);
            let Some(format) = formats::detect(&damaged) else { continue };
            if let Ok(document) = format.open(&damaged, &OpenOptions::default()) {
                for extras in [Extras::Keep, Extras::Drop] {
                    let _ = document.redact(&[], &[], &Treatment { extras, ..Treatment::default() });
                }
            }
        }
    }

    #[test]
    fn no_markup_makes_it_panic(markup in "(<w:(p|r|t|del|ins|sdt|tbl|tr|tc|rPr|vanish|fldChar|instrText|txbxContent)/?>|</w:(p|r|t|del|ins|sdt|tbl|tr|tc|rPr|instrText|txbxContent)>|[a-z&;<\" ]|<!\\[CDATA\\[x\\]\\]>){0,30}") {
        let bytes = RawDocx::new(&markup).build();
        let document = open(&bytes);
        let _ = document.redact(&[], &[], &Treatment::default());
    }
}
