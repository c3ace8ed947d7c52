//! Traps that are parts of their own, or around the parts.

use super::Trap;
use crate::rawdocx::{NAMESPACES, RawDocx, zip};
use std::io::{Cursor, Write};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn docx() -> RawDocx {
    RawDocx::new("")
}

fn people(name: &str) -> RawDocx {
    docx().relation("rId5", "people", "people.xml").part(
        "word/people.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
        format!(r#"<w15:people {NAMESPACES}><w15:person w15:author="{name}"><w15:presenceInfo w15:providerId="AD" w15:userId="S::{name}@example.nl::1"/></w15:person></w15:people>"#),
    )
}

fn workbook(name: &str) -> Vec<u8> {
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{sheet}.sharedStrings+xml"/></Types>"#
    );
    let half = name.len() / 2;
    zip(&[
        ("[Content_Types].xml".into(), types.into_bytes()),
        ("xl/workbook.xml".into(), format!(r#"<workbook xmlns="{main}"><sheets><sheet name="{name}" sheetId="1"/></sheets></workbook>"#).into_bytes()),
        ("xl/sharedStrings.xml".into(), format!(r#"<sst xmlns="{main}"><si><t>{name}</t></si><si><r><t>{}</t></r><r><t>{}</t></r></si></sst>"#, &name[..half], &name[half..]).into_bytes()),
    ])
}

fn compound(stream: &str, data: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    file.create_stream(stream).expect("memory").write_all(data).expect("memory");
    file.into_inner().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(super) fn picture(name: &str, bytes: Vec<u8>) -> RawDocx {
    RawDocx::new(r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId4"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#)
        .relation("rId4", "image", &format!("media/{name}"))
        .part(&format!("word/media/{name}"), "", bytes)
}

pub(super) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).expect("small").to_be_bytes()[..], kind, data, &[0; 4]].concat()
}

pub(super) fn png(extra: Vec<u8>) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1A\n".to_vec();
    [
        head,
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        extra,
        chunk(b"IDAT", b"x"),
        chunk(b"IEND", b""),
    ]
    .concat()
}

pub(super) fn jpeg(segment: &[u8]) -> Vec<u8> {
    let mut out = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    out.extend(segment);
    out.extend(b"\xFF\xDA\x00\x04ab\x12\x34\xFF\xD9");
    out
}

/// An enhanced metafile that draws one text.
pub(super) fn emf(name: &str) -> Vec<u8> {
    let text = utf16(name);
    let size = 76 + text.len().next_multiple_of(4);
    let mut record = vec![84, 0, 0, 0];
    record.extend(u32::try_from(size).expect("small").to_le_bytes());
    record.extend([0; 28]);
    record.extend([0; 8]);
    record.extend(u32::try_from(name.len()).expect("small").to_le_bytes());
    record.extend(76u32.to_le_bytes());
    record.resize(76, 0);
    record.extend(&text);
    record.resize(size, 0);
    let end = [14u32, 20, 0, 16, 20].map(u32::to_le_bytes).concat();
    let mut head = vec![0; 88];
    head[0..4].copy_from_slice(&1u32.to_le_bytes());
    head[4..8].copy_from_slice(&88u32.to_le_bytes());
    head[40..44].copy_from_slice(b" EMF");
    let total = u32::try_from(88 + record.len() + end.len()).expect("small");
    head[48..52].copy_from_slice(&total.to_le_bytes());
    head[52..56].copy_from_slice(&3u32.to_le_bytes());
    [head, record, end].concat()
}

fn chunked(file: &str, bytes: Vec<u8>) -> Vec<u8> {
    RawDocx::new(r#"<w:altChunk r:id="rId4"/>"#)
        .relation("rId4", "aFChunk", file)
        .part(&format!("word/{file}"), "", bytes)
        .build()
}

fn embedded(file: &str, bytes: Vec<u8>) -> Vec<u8> {
    let object = r#"<w:p><w:r><w:object><v:shape id="_x1"/><o:OLEObject Type="Embed" ProgID="Package" ShapeID="_x1" r:id="rId4"/></w:object></w:r></w:p>"#;
    RawDocx::new(object)
        .relation("rId4", "package", &format!("embeddings/{file}"))
        .part(&format!("word/embeddings/{file}"), "", bytes)
        .build()
}

fn append(mut bytes: Vec<u8>, tail: &str) -> Vec<u8> {
    bytes.extend(tail.as_bytes());
    bytes
}

/// A Flat OPC document: all parts in one XML file.
fn flat(name: &str) -> Vec<u8> {
    let doc = RawDocx::new(&p(name));
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">"#,
    );
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    for (part, bytes) in doc.entries(doc.main().into_bytes()).into_iter().skip(1) {
        let xml = String::from_utf8(bytes).expect("text");
        let inner = xml.split_once("?>").map_or(xml.as_str(), |(_, tail)| tail);
        let kind = if part.ends_with(".rels") { relations } else { word };
        out.push_str(&format!(
            r#"<pkg:part pkg:name="/{part}" pkg:contentType="{kind}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>"#
        ));
    }
    out.push_str("</pkg:package>");
    out.into_bytes()
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("d05-comments", |n| {
        people(n)
            .word("comments", "comments", "comments", &format!(r#"<w:comment w:id="0" w:author="{n}" w:initials="K" w:date="2026-01-01T00:00:00Z">{}</w:comment>"#, p(n)))
            .build()
    }),
    Trap::new("d06-header", |n| docx().word("header1", "header", "hdr", &p(n)).build()),
    Trap::new("d06-footer", |n| docx().word("footer1", "footer", "ftr", &p(n)).build()),
    Trap::new("d06-footnote", |n| {
        docx()
            .word(
                "footnotes",
                "footnotes",
                "footnotes",
                &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p(n)),
            )
            .build()
    }),
    Trap::new("d06-endnote", |n| {
        docx()
            .word(
                "endnotes",
                "endnotes",
                "endnotes",
                &format!(r#"<w:endnote w:id="1">{}</w:endnote>"#, p(n)),
            )
            .build()
    }),
    Trap::new("d14-glossary", |n| {
        docx()
            .relation("rId4", "glossaryDocument", "glossary/document.xml")
            .part(
                "word/glossary/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml",
                format!(r#"<w:glossaryDocument {NAMESPACES}><w:docParts><w:docPart><w:docPartPr><w:name w:val="{n}"/><w:category><w:name w:val="{n}"/></w:category><w:description w:val="{n}"/></w:docPartPr><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"#, p(n)),
            )
            .build()
    }),
    Trap::new("d14-chunk-html", |n| {
        chunked("afchunk.html", format!("<!DOCTYPE html><html><head><title>{n}</title><meta name=author content='{n}'></head><body><p>Beste <b>{}</b>{}<br>&nbsp;mail: {n}@example.nl<img alt='{n}' src=x></body>", &n[..4], &n[4..]).into_bytes())
    }),
    Trap::new("d14-chunk-text", |n| chunked("afchunk.txt", format!("Beste {n},\r\n").into_bytes())),
    Trap::new("d14-chunk-rtf", |n| {
        chunked(
            "afchunk.rtf",
            format!(r"{{\rtf1\ansi {{\info{{\author {n}}}}} Beste {}\b {}}}", &n[..4], &n[4..])
                .into_bytes(),
        )
    }),
    Trap::new("d14-chunk-docx", |n| chunked("afchunk.docx", RawDocx::new(&p(n)).build())),
    Trap::new("d14-subdocument", |n| {
        RawDocx::new(r#"<w:subDoc r:id="rId4"/>"#)
            .relation("rId4", "subDocument", &format!("file:///C:/{n}.docx"))
            .build()
    }),
    Trap::new("d15-workbook", |n| embedded("Microsoft_Excel_Sheet1.xlsx", workbook(n))),
    Trap::new("d15-document-in-document", |n| {
        let inner = embedded("a.docx", RawDocx::new(&p(n)).build());
        embedded("b.docx", inner)
    }),
    Trap::new("d15-ole-object", |n| {
        embedded("oleObject1.bin", compound("/\u{1}Ole10Native", &utf16(n)))
    }),
    Trap::new("d15-ole-packager", |n| {
        embedded(
            "oleObject1.bin",
            compound("/\u{1}Ole10Native", format!("\x02\0C:\\{n}.pdf\0").as_bytes()),
        )
    }),
    Trap::new("d16-chart", |n| {
        docx()
            .relation("rId4", "chart", "charts/chart1.xml")
            .part(
                "word/charts/chart1.xml",
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
                format!(r#"<c:chartSpace {NAMESPACES}><c:title><c:tx><c:rich><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:strRef><c:f>Blad1!{n}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{n}</c:v></c:pt></c:strCache></c:strRef><c:externalData r:id="rId1"/></c:chartSpace>"#, &n[..4], &n[4..]),
            )
            .part(
                "word/charts/_rels/chart1.xml.rels",
                "",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="../embeddings/Microsoft_Excel_Sheet1.xlsx"/></Relationships>"#,
            )
            .part("word/embeddings/Microsoft_Excel_Sheet1.xlsx", "", workbook(n))
            .build()
    }),
    Trap::new("d17-diagram", |n| {
        let mut doc = docx();
        for part in ["data1", "drawing1"] {
            doc = doc.relation(&format!("rId_{part}"), "diagramData", &format!("diagrams/{part}.xml")).part(
                &format!("word/diagrams/{part}.xml"),
                "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
                format!(r#"<dgm:dataModel xmlns:dgm="urn:dgm" {NAMESPACES}><dgm:pt><dgm:t><a:p><a:r><a:t>{n}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"#),
            );
        }
        doc.build()
    }),
    Trap::new("d17-active-control", |n| {
        RawDocx::new(
            r#"<w:p><w:r><w:object><w:control r:id="rId4" w:name="Knop"/></w:object></w:r></w:p>"#,
        )
        .relation("rId4", "control", "activeX/activeX1.xml")
        .part(
            "word/activeX/activeX1.xml",
            "application/vnd.ms-office.activeX+xml",
            format!(r#"<ax:ocx xmlns:ax="urn:ax" ax:license="{n}"/>"#),
        )
        .part("word/activeX/activeX1.bin", "application/vnd.ms-office.activeX", utf16(n))
        .build()
    }),
    Trap::new("d18-png-text", |n| {
        picture("image1.png", png(chunk(b"tEXt", format!("Author\0{n}").as_bytes()))).build()
    }),
    Trap::new("d18-portrait", |n| {
        let pixels = png(chunk(b"IDAT", n.as_bytes()));
        RawDocx::new(&format!(r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="Afbeelding 1" descr="Handtekening {n}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId4"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#))
            .relation("rId4", "image", "media/image1.png")
            .part("word/media/image1.png", "", pixels)
            .build()
    }),
    Trap::new("d18-png-tail", |n| picture("image1.png", append(png(Vec::new()), n)).build()),
    Trap::new("d18-jpeg-exif", |n| {
        let body = format!("Exif\0\0{n}");
        let length = u8::try_from(body.len() + 2).expect("small");
        picture("image1.jpeg", jpeg(&[&[0xFF, 0xE1, 0, length], body.as_bytes()].concat())).build()
    }),
    Trap::new("d18-gif-comment", |n| {
        let mut gif = b"GIF89a\x01\0\x01\0\0\0\0\x21\xFE".to_vec();
        gif.push(u8::try_from(n.len()).expect("small"));
        gif.extend(n.as_bytes());
        gif.extend(b"\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
        picture("image1.gif", gif).build()
    }),
    Trap::new("d18-emf-text", |n| picture("image1.emf", emf(n)).build()),
    Trap::new("d18-svg", |n| {
        picture("image1.svg", format!(r#"<svg xmlns="http://www.w3.org/2000/svg"><title>{n}</title><text>{}<tspan>{}</tspan></text></svg>"#, &n[..4], &n[4..]).into_bytes()).build()
    }),
    Trap::new("d18-picture-file-name", |n| picture(&format!("{n}.png"), png(Vec::new())).build()),
    Trap::new("d18-thumbnail", |n| {
        docx()
            .root(
                "rId9",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
                "docProps/thumbnail.jpeg",
            )
            .part("docProps/thumbnail.jpeg", "", append(jpeg(b""), n))
            .build()
    }),
    Trap::new("d19-macro", |n| {
        docx()
            .typed("application/vnd.ms-word.document.macroEnabled.main+xml")
            .relation("rId4", "vbaProject", "vbaProject.bin")
            .part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", utf16(n))
            .build()
    }),
    Trap::new("d19-printer", |n| {
        docx()
            .relation("rId4", "printerSettings", "printerSettings1.bin")
            .part(
                "word/printerSettings1.bin",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
                utf16(n),
            )
            .build()
    }),
    Trap::new("d19-signature", |n| {
        docx()
            .root("rId9", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", "_xmlsignatures/origin.sigs")
            .part("_xmlsignatures/origin.sigs", "application/vnd.openxmlformats-package.digital-signature-origin", "x")
            .part("_xmlsignatures/sig1.xml", "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml", format!("<Signature><X509SubjectName>CN={n}</X509SubjectName></Signature>"))
            .build()
    }),
    Trap::new("d19-font-file", |n| {
        docx()
            .word(
                "fontTable",
                "fontTable",
                "fonts",
                r#"<w:font w:name="X"><w:embedRegular r:id="rId1"/></w:font>"#,
            )
            .part("word/fonts/font1.odttf", "", utf16(n))
            .build()
    }),
    Trap::new("d22-entry-name", |n| {
        docx()
            .relation("rId4", "header", &format!("{n}.xml"))
            .part(
                &format!("word/{n}.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
                format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p("x")),
            )
            .build()
    }),
    Trap::new("d22-orphan-xml", |n| docx().part("word/oud.xml", "", format!("<a>{n}</a>")).build()),
    Trap::new("d22-orphan-binary", |n| docx().part("oud.dat", "", n.as_bytes()).build()),
    Trap::new("d22-tail", |n| append(docx().build(), n)),
    Trap::new("d22-zip-comment", |n| {
        let mut bytes = docx().build();
        let at = bytes.len() - 2;
        bytes[at] = u8::try_from(n.len()).expect("small");
        append(bytes, n)
    }),
    Trap::new("d22-front", |n| [n.as_bytes().to_vec(), docx().build()].concat()),
    Trap::new("d22-bom-and-late-declaration", |n| {
        let doc = RawDocx::new(&p(n));
        doc.build_with([b"\xEF\xBB\xBF".to_vec(), doc.main().into_bytes()].concat())
    }),
    Trap::new("d22-flat", flat),
    Trap::new("d25-encrypted", |_| compound("/EncryptedPackage", b"geheim")),
];
