//! Tracked changes, which are accepted in a copy without extras (ECMA-376 Part 1, 17.13.5).

use super::{body, cut, open, part, without_extras};
use crate::rawdocx::RawDocx;

#[test]
fn without_extras_changes_are_accepted_and_remarks_gone() {
    let inner = r#"<w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">blijft </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>oud</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>stil</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#;
    let doc = RawDocx::new(&format!("<w:p>{inner}</w:p>")).word("comments", "comments", "comments", r#"<w:comment w:id="0" w:author="A"><w:p><w:r><w:t>opmerking</w:t></w:r></w:p></w:comment>"#);
    let copy = cut(&doc.build(), &[], &without_extras());
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
    let copy = cut(&RawDocx::new(body).build(), &[], &without_extras());
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
    let kept = accepted(&[&p(del, "left", &r("een")), table].concat());
    assert_eq!(kept, format!("<w:p>{}{}</w:p>{table}", head("left"), r("een")));
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
fn what_was_moved_stands_only_where_it_went() {
    let moved = |from: &str, to: &str| {
        format!(
            r#"<w:p><w:moveFromRangeStart w:id="1" w:author="A" w:name="move1"/>{from}<w:moveFromRangeEnd w:id="1"/></w:p><w:p><w:moveToRangeStart w:id="3" w:author="A" w:name="move1"/>{to}<w:moveToRangeEnd w:id="3"/><w:customXmlInsRangeStart w:id="5" w:author="A"/><w:customXmlInsRangeEnd w:id="5"/></w:p>"#
        )
    };
    let r = "<w:r><w:t>hier</w:t></w:r>";
    let from = format!(r#"<w:moveFrom w:id="2" w:author="A">{r}</w:moveFrom>"#);
    let to = format!(r#"<w:moveTo w:id="4" w:author="A">{r}</w:moveTo>"#);
    assert_eq!(accepted(&moved(&from, &to)), format!("<w:p></w:p><w:p>{r}</w:p>"));
}

#[test]
fn every_reading_of_a_changed_paragraph_is_a_segment() {
    let r = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let del = |text: &str| {
        format!(r#"<w:del w:id="1" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>"#)
    };
    let ins = |text: &str| format!(r#"<w:ins w:id="2" w:author="A">{}</w:ins>"#, r(text));
    let moved = format!(r#"<w:moveTo w:id="4" w:author="A">{}</w:moveTo>"#, r("sen"));
    let code = r#"<w:del w:id="5" w:author="A"><w:r><w:delInstrText>MERGEFIELD Jansen</w:delInstrText></w:r></w:del>"#;
    let mark = r#"<w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>"#;
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>stil</w:t></w:r>";
    for (inner, wanted) in [
        (format!("<w:p>{}{}{}</w:p>", r("Jan"), del("tje"), ins("sen")), "Jantje"),
        (format!("<w:p>{}{}{}</w:p>", r("Jan"), del("tje"), ins("sen")), "\nJansen"),
        (format!("<w:p>{}{}{moved}</w:p>", r("Jan"), del("tje")), "Jantje"),
        (format!("<w:p>{}{}{moved}</w:p>", r("Jan"), del("tje")), "\nJansen"),
        (format!("<w:p>{}{code}</w:p>", r("Jan")), "           Jansen"),
        (format!("<w:p>{}{code}</w:p>", r("Jan")), "\nJan"),
        (format!("<w:p>{mark}{}</w:p><w:p>{}</w:p>", r("Jan"), r("sen")), "Jansen"),
        (format!("<w:p>{}{hidden}{}</w:p>", r("Jan"), r("sen")), "Janstilsen"),
        (format!("<w:p>{}{hidden}{}</w:p>", r("Jan"), r("sen")), "\nJansen"),
    ] {
        let document = open(&RawDocx::new(&inner).build());
        let read: Vec<_> = document.segments().iter().map(|s| s.text.as_str()).collect();
        assert!(read.iter().any(|t| t.ends_with(wanted)), "{wanted} in {read:?}");
    }
}
