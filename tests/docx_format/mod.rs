//! What the Word format guarantees beyond what every format does.

mod changes;
mod other_parts;
mod refused;
mod removal;
mod robust;
mod text;

use crate::rawdocx::RawDocx;
use redact::formats;
use redact::model::{ChildFate, Document, Extras, Mark, OpenOptions, Redaction, Span, Treatment};
use std::io::{Cursor, Read};

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a format takes it");
    assert_eq!(format.name(), "docx");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// A copy from which every occurrence of these texts is cut.
fn cut(bytes: &[u8], texts: &[&str], treatment: &Treatment) -> Vec<u8> {
    cut_where(bytes, texts, treatment, |_| true)
}

/// A copy from which these texts are cut in the body only.
fn cut_in_body(bytes: &[u8], texts: &[&str], treatment: &Treatment) -> Vec<u8> {
    cut_where(bytes, texts, treatment, |segment| segment == 0)
}

fn cut_where(
    bytes: &[u8],
    texts: &[&str],
    treatment: &Treatment,
    wanted: fn(usize) -> bool,
) -> Vec<u8> {
    let document = open(bytes);
    let mut orders = Vec::new();
    for (number, segment) in document.segments().iter().enumerate().filter(|(n, _)| wanted(*n)) {
        for text in texts {
            for (at, found) in segment.text.match_indices(text) {
                let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
                let span = Span::new(at, at + found.len());
                orders.push(Redaction { segment: number, span, mark });
            }
        }
    }
    let fates = vec![ChildFate::Keep; document.children().len()];
    document.redact(&orders, &fates, treatment).expect("it is cut").bytes
}

/// The treatment that drops comments, tracked changes, and other extras.
fn without_extras() -> Treatment {
    Treatment { extras: Extras::Drop, ..Treatment::default() }
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut out).expect("text");
    Some(out)
}

/// The compressed bytes of an entry.
fn raw(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let index = archive.index_for_name(name).expect("it is there");
    let mut out = Vec::new();
    archive.by_index_raw(index).expect("an entry").read_to_end(&mut out).expect("bytes");
    out
}

fn body(bytes: &[u8]) -> String {
    open(bytes).segments()[0].text.clone()
}

fn paragraph(inner: &str) -> Vec<u8> {
    RawDocx::new(&format!("<w:p>{inner}</w:p>")).build()
}
