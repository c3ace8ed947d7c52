//! Traps in running text.

use super::Trap;
use crate::rawdocx::RawDocx;

/// A name split into halves.
fn halves(name: &str) -> (&str, &str) {
    name.split_at(name.len() / 2)
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn docx(inner: &str) -> Vec<u8> {
    RawDocx::new(&p(inner)).build()
}

/// A name whose halves are in two runs, with this markup between them.
fn split(name: &str, between: &str) -> Vec<u8> {
    let (a, b) = halves(name);
    docx(&format!("{}{between}{}", r(a), r(b)))
}

/// A name in one run, with this markup between its halves.
fn broken(name: &str, between: &str) -> Vec<u8> {
    let (a, b) = halves(name);
    docx(&format!("<w:r><w:t>{a}</w:t>{between}<w:t>{b}</w:t></w:r>"))
}

fn field(code: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        r(result)
    )
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("d01-one-run", |n| docx(&r(n))),
    Trap::new("d01-split-runs", |n| {
        split(
            n,
            r#"<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="_x"/><w:bookmarkEnd w:id="1"/>"#,
        )
    }),
    Trap::new("d01-split-formatting", |n| {
        let (a, b) = halves(n);
        docx(&format!(
            r#"<w:r w:rsidR="00AB12CD"><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">Beste {a}</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{b} en </w:t><w:tab/><w:t>meer</w:t></w:r>"#
        ))
    }),
    Trap::new("d02-soft-hyphen", |n| broken(n, "<w:softHyphen/>")),
    Trap::new("d02-no-break-hyphen", |n| broken(n, "<w:noBreakHyphen/>")),
    Trap::new("d02-soft-hyphen-character", |n| broken(n, "<w:t>\u{AD}</w:t>")),
    Trap::new("d02-zero-width", |n| broken(n, "<w:t>\u{200B}</w:t>")),
    Trap::new("d02-tab", |n| broken(n, "<w:tab/>")),
    Trap::new("d02-break", |n| broken(n, "<w:br/>")),
    Trap::new("d02-symbols-hex", |n| {
        let symbols: String = n
            .chars()
            .map(|c| format!(r#"<w:sym w:font="Arial" w:char="{:04X}"/>"#, u32::from(c)))
            .collect();
        docx(&format!("<w:r>{symbols}</w:r>"))
    }),
    Trap::new("d02-symbols-private-hex", |n| {
        let symbols: String = n
            .chars()
            .map(|c| format!(r#"<w:sym w:font="Verdana" w:char="F0{:02X}"/>"#, u32::from(c)))
            .collect();
        docx(&format!("<w:r>{symbols}</w:r>"))
    }),
    Trap::new("d03-deleted", |n| {
        docx(&format!(
            r#"<w:del w:id="1" w:author="X"><w:r><w:delText>{n}</w:delText></w:r></w:del>"#
        ))
    }),
    Trap::new("d03-deleted-between", |n| {
        split(n, r#"<w:del w:id="1" w:author="X"><w:r><w:delText>zz</w:delText></w:r></w:del>"#)
    }),
    Trap::new("d03-half-deleted", |n| {
        let (a, b) = halves(n);
        docx(&format!(
            r#"{}<w:ins w:id="2" w:author="X">{}</w:ins><w:del w:id="1" w:author="X"><w:r><w:delText>{b}</w:delText></w:r></w:del>"#,
            r(a),
            r("ondernemer")
        ))
    }),
    Trap::new("d03-deleted-after-insertion", |n| {
        docx(&format!(
            r#"<w:ins w:id="1" w:author="X"><w:del w:id="2" w:author="X"><w:r><w:delText>{n}</w:delText></w:r></w:del></w:ins>"#
        ))
    }),
    Trap::new("d03-after-deleted-paragraph-mark", |n| {
        RawDocx::new(&format!(
            r#"<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="X"/></w:rPr></w:pPr>{}</w:p>{}"#,
            r("eerst"),
            p(&r(n))
        ))
        .build()
    }),
    Trap::new("d03-inserted", |n| {
        docx(&format!(r#"<w:ins w:id="1" w:author="X">{}</w:ins>"#, r(n)))
    }),
    Trap::new("d03-moved", |n| {
        docx(&format!(
            r#"<w:moveFromRangeStart w:id="1" w:author="X" w:name="move1"/><w:moveFrom w:id="2" w:author="X">{}</w:moveFrom><w:moveFromRangeEnd w:id="1"/><w:moveToRangeStart w:id="3" w:author="X" w:name="move1"/><w:moveTo w:id="4" w:author="X">{}</w:moveTo><w:moveToRangeEnd w:id="3"/>"#,
            r(n),
            r(n)
        ))
    }),
    Trap::new("d03-deleted-paragraph-mark", |n| {
        let (a, b) = halves(n);
        RawDocx::new(&format!(
            r#"<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="X"/></w:rPr></w:pPr>{}</w:p>{}"#,
            r(a),
            p(&r(b))
        ))
        .build()
    }),
    Trap::new("d03-deleted-row", |n| {
        RawDocx::new(&format!(
            r#"<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="X"/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"#,
            p(&format!(r#"<w:del w:id="2" w:author="X"><w:r><w:delText>{n}</w:delText></w:r></w:del>"#))
        ))
        .build()
    }),
    Trap::new("d03-author", |n| {
        docx(&format!(
            r#"<w:ins w:id="1" w:author="{n}" w:date="2026-01-01T00:00:00Z">{}</w:ins>"#,
            r("tekst")
        ))
    }),
    Trap::new("d04-property-authors", |n| {
        docx(&format!(
            r#"<w:pPr><w:pPrChange w:id="1" w:author="{n}"><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange w:id="2" w:author="{n}"><w:rPr/></w:rPrChange></w:rPr><w:t>tekst</w:t></w:r>"#
        ))
    }),
    Trap::new("d04-name-in-changed-run", |n| {
        docx(&format!(
            r#"<w:r><w:rPr><w:b/><w:rPrChange w:id="2" w:author="{n}"><w:rPr/></w:rPrChange></w:rPr><w:t>van {n} zelf</w:t></w:r>"#
        ))
    }),
    Trap::new("d05-hidden-text", |n| {
        docx(&format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{n}</w:t></w:r>"))
    }),
    Trap::new("d05-hidden-between", |n| {
        split(n, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>zz</w:t></w:r>")
    }),
    Trap::new("d05-white-text", |n| {
        docx(&format!(r#"<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{n}</w:t></w:r>"#))
    }),
    Trap::new("d06-nested-table", |n| {
        RawDocx::new(&format!(
            "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
            p(&r(n))
        ))
        .build()
    }),
    Trap::new("d07-text-box-both-branches", |n| {
        let content = format!("<w:txbxContent>{}</w:txbxContent>", p(&r(n)));
        docx(&format!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="100" cy="100"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
        ))
    }),
    Trap::new("d07-inline-alternate", |n| {
        docx(&format!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>{n}</w:t></mc:Choice><mc:Fallback><w:t>{n}</w:t></mc:Fallback></mc:AlternateContent></w:r>"#
        ))
    }),
    Trap::new("d09-field-code", |n| {
        docx(&field(&format!(r#"HYPERLINK "mailto:{n}@example.nl""#), "mail"))
    }),
    Trap::new("d09-field-code-split", |n| {
        let (a, b) = halves(n);
        docx(&field(&format!("DOCPROPERTY {a}</w:instrText></w:r><w:r><w:instrText>{b}"), "x"))
    }),
    Trap::new("d09-field-result", |n| docx(&field("AUTHOR", n))),
    Trap::new("d09-nested-field", |n| {
        docx(&format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>{}<w:r><w:instrText> = "{n}" "a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            field(&format!("MERGEFIELD {n}"), n),
            r("a")
        ))
    }),
    Trap::new("d09-simple-field", |n| {
        docx(&format!(r#"<w:fldSimple w:instr=" MERGEFIELD {n} ">{}</w:fldSimple>"#, r(n)))
    }),
    Trap::new("d21-smart-tag", |n| {
        let (a, b) = halves(n);
        docx(&format!(
            r#"<w:smartTag w:uri="urn:x" w:element="PersonName"><w:smartTagPr><w:attr w:name="naam" w:val="{n}"/></w:smartTagPr>{}</w:smartTag>{}"#,
            r(a),
            r(b)
        ))
    }),
    Trap::new("d21-custom-xml-element", |n| {
        docx(&format!(
            r#"<w:customXml w:uri="urn:x" w:element="naam"><w:customXmlPr><w:placeholder w:val="{n}"/></w:customXmlPr>{}</w:customXml>"#,
            r(n)
        ))
    }),
    Trap::new("d21-ruby", |n| {
        docx(&format!(
            "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
            r(n),
            r("x")
        ))
    }),
    Trap::new("d21-math", |n| docx(&format!("<m:oMath><m:r><m:t>{n}</m:t></m:r></m:oMath>"))),
    Trap::new("d21-permission", |n| {
        docx(&format!(r#"<w:permStart w:id="1" w:ed="{n}"/>{}<w:permEnd w:id="1"/>"#, r("tekst")))
    }),
    Trap::new("d23-character-references", |n| {
        let text: String = n.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        docx(&r(&text))
    }),
    Trap::new("d23-mixed-references", |n| {
        let mut text = String::new();
        for (at, c) in n.chars().enumerate() {
            if at % 3 == 0 {
                text.push_str(&format!("&#x{:X};", u32::from(c)));
            } else {
                text.push(c);
            }
        }
        docx(&r(&text))
    }),
    Trap::new("d23-cdata", |n| {
        let (a, b) = halves(n);
        docx(&r(&format!("van {a}<![CDATA[{b}]]> zelf")))
    }),
    Trap::new("d23-utf16-part", |n| {
        let doc = RawDocx::new(&p(&r(n)));
        let main = doc.main().replace(r#"encoding="UTF-8""#, r#"encoding="UTF-16""#);
        let bytes =
            std::iter::once(0xFEFF).chain(main.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        doc.build_with(bytes)
    }),
    Trap::new("d23-other-prefix", |n| {
        let doc = RawDocx::new(&p(&r(n)));
        let main = doc
            .main()
            .replace("<w:", "<wd:")
            .replace("</w:", "</wd:")
            .replace("xmlns:w=", "xmlns:wd=");
        doc.build_with(main.into_bytes())
    }),
    Trap::new("d23-default-namespace", |n| {
        let doc = RawDocx::new(&p(&r(n)));
        let main =
            doc.main().replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=");
        doc.build_with(main.into_bytes())
    }),
    Trap::new("d23-strict", |n| {
        let doc = RawDocx::new(&p(&r(n)));
        let main = doc.main().replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        );
        doc.build_with(main.into_bytes())
    }),
    Trap::new("d23-xml-comment", |n| docx(&format!("{}<!-- {n} -->", r("tekst")))),
    Trap::new("d23-processing-instruction", |n| docx(&format!("{}<?naam {n}?>", r("tekst")))),
    Trap::new("d23-stray-text", |n| docx(&format!("{n}{}", r("tekst")))),
    Trap::new("d23-unknown-element", |n| {
        docx(&format!(r#"<x:y xmlns:x="urn:onbekend" x:z="{n}">{n}</x:y>"#))
    }),
];
