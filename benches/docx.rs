//! How fast Word documents are read, cut and verified: `cargo bench --bench docx`.
//!
//! Two documents made on the spot: a letter of 20 pages, and 500 pages with 20,000 runs and as
//! much markup around them as Word writes. Memory is the highest mark of this process (`VmHWM`),
//! told on Linux only.

use redact::formats;
use redact::model::{Document, Mark, OpenOptions, Redaction, Span, Treatment};
use redact::verify::{Claim, Needle, verify};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::Instant;

const NAME: &str = "Kwispelaer";

fn main() {
    for (what, pages, runs) in
        [("letter of 20 pages", 20, 800), ("500 pages, 20,000 runs", 500, 20_000)]
    {
        let (bytes, xml) = document(pages, runs);
        let before = peak();
        let started = Instant::now();
        let document = formats::detect(&bytes)
            .expect("a Word document")
            .open(&bytes, &OpenOptions::default())
            .expect("it opens");
        let opened = started.elapsed();
        let orders = orders(document.as_ref());
        let cutting = Instant::now();
        let copy = document.redact(&orders, &[], &Treatment::default()).expect("it is cut");
        let cut = cutting.elapsed();
        let grown = peak().saturating_sub(before);
        let needles = [Needle { text: NAME.into(), allowed: 0, pictured: false }];
        let claim = Claim {
            format: "docx",
            original: &std::sync::Arc::new(bytes.to_vec()),
            needles: &needles,
            listed: None,
            boxes: &copy.boxes,
            blanked: false,
            pictures: None,
            threads: 1,
        };
        let checking = Instant::now();
        verify(copy.bytes, &claim).expect("it is clean");
        let checked = checking.elapsed();
        let megabytes = xml as f64 / 1e6;
        println!(
            "{what}: {megabytes:.1} MB of XML, {} orders: read {opened:.1?} ({:.0} MB/s), cut and packed {cut:.1?} ({:.0} MB/s), verified {checked:.1?}; memory +{:.1} MB ({:.1} times the part)",
            orders.len(),
            megabytes / opened.as_secs_f64(),
            megabytes / (opened + cut).as_secs_f64(),
            grown as f64 / 1e6,
            grown as f64 / xml as f64,
        );
    }
}

fn orders(document: &dyn Document) -> Vec<Redaction> {
    let mut out = Vec::new();
    for (segment, held) in document.segments().iter().enumerate() {
        for (at, found) in held.text.match_indices(NAME) {
            let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
            out.push(Redaction { segment, span: Span::new(at, at + found.len()), mark });
        }
    }
    out
}

/// A package, and the size of its largest part.
fn document(pages: usize, runs: usize) -> (Vec<u8>, usize) {
    let mut body = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>"#,
    );
    let lines = pages * 30;
    for line in 0..lines {
        write!(body, r#"<w:p w14:paraId="{line:08X}" w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3" w:rsidP="00D4E5F6"><w:pPr><w:pStyle w:val="Plattetekst"/><w:spacing w:after="0" w:line="280" w:lineRule="atLeast"/><w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/><w:sz w:val="18"/></w:rPr></w:pPr>"#).expect("memory");
        let here = runs * (line + 1) / lines - runs * line / lines;
        for run in 0..here.max(1) {
            let name = if (line + run) % 25 == 0 { NAME } else { "de behandelaar" };
            write!(body, r#"<w:r w:rsidRPr="00A1B2C3"><w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana" w:cs="Arial"/><w:color w:val="000000"/><w:sz w:val="18"/><w:szCs w:val="18"/><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">Naar aanleiding van het overleg met {name} is het besluit van regel {line} aangepast. </w:t></w:r><w:proofErr w:type="spellStart"/>"#).expect("memory");
        }
        body.push_str("</w:p>");
    }
    body.push_str("<w:sectPr/></w:body></w:document>");
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let size = body.len();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", root), ("word/document.xml", &body)]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    (zip.finish().expect("memory").into_inner(), size)
}

/// The highest use of memory so far, in bytes; 0 where it is not told.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
