//! What is refused, and limits.

use super::{open, part};
use crate::rawdocx::{RawDocx, zip};
use redact::formats;
use redact::model::{FormatError, Limits, OpenOptions, Scale, Treatment};
use std::io::Cursor;

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

/// A document with a document inside, and so on, this many times.
fn nested(times: usize) -> Vec<u8> {
    let mut bytes = RawDocx::new("<w:p/>").build();
    for _ in 0..times {
        bytes = RawDocx::new(r#"<w:altChunk r:id="rId4"/>"#)
            .relation("rId4", "aFChunk", "afchunk.docx")
            .part("word/afchunk.docx", "", bytes)
            .build();
    }
    bytes
}

#[test]
fn documents_in_documents_are_read_to_a_depth() {
    let opens = |times: usize, limits: Limits| {
        let bytes = nested(times);
        let format = formats::detect(&bytes).expect("a format takes it");
        format.open(&bytes, &OpenOptions { limits, ..OpenOptions::default() }).map(|_| ())
    };
    assert!(opens(8, Limits::default()).is_ok());
    assert!(matches!(opens(9, Limits::default()), Err(FormatError::Limit(_))));
    let two = || Limits { depth: 2, ..Limits::default() };
    assert!(opens(2, two()).is_ok());
    assert!(matches!(opens(3, two()), Err(FormatError::Limit(_))));
}

#[test]
fn markup_that_is_nested_too_deep_is_unread() {
    let nested = |times: usize| {
        let body = ["<w:sdt>".repeat(times), "</w:sdt>".repeat(times)].concat();
        let document = open(&RawDocx::new(&body).build());
        document.unread().iter().any(|u| u.scale == Scale::Page)
    };
    assert!(!nested(500) && nested(520));
}

#[test]
fn an_encrypted_document_is_told_from_a_damaged_one() {
    let compound = |stream: &str| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
        file.create_stream(stream).expect("memory");
        file.into_inner().into_inner()
    };
    let bytes = compound("/EncryptedPackage");
    let format = formats::detect(&bytes).expect("a format takes it");
    let opened = format.open(&bytes, &OpenOptions::default()).map(|_| ());
    assert!(matches!(opened, Err(FormatError::Encrypted)));
    assert!(formats::detect(&compound("/WordDocument")).is_none());
}

#[test]
fn a_package_of_another_kind_is_not_taken() {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let bytes = zip(&[
        ("[Content_Types].xml".into(), types.into()),
        ("xl/workbook.xml".into(), Vec::new()),
    ]);
    let docx = formats::by_extension("docx").expect("a format");
    assert!(!docx.sniff(&bytes));
    assert_eq!(formats::detect(&bytes).map(|f| f.name()), Some("xlsx"));
}
