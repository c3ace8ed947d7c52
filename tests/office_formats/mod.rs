//! What workbooks, presentations and OpenDocument guarantee beyond what every format does.

mod opendocument;
mod sheets;
mod slides;

use redact::formats;
use redact::model::{ChildFate, Document, Mark, OpenOptions, Redaction, Span, Treatment};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/office");
    fs::read(folder.join(name)).expect("fixture")
}

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a format takes it");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// A copy from which these texts are cut, in segments with this place or in all.
fn cut(bytes: &[u8], texts: &[&str], place: Option<&str>, treatment: &Treatment) -> Vec<u8> {
    let document = open(bytes);
    let mut orders = Vec::new();
    for (number, segment) in document.segments().iter().enumerate() {
        for text in texts {
            for (at, found) in segment.text.match_indices(text) {
                let span = Span::new(at, at + found.len());
                if place.is_some_and(|p| document.place(number, span).to_string() != p) {
                    continue;
                }
                let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
                orders.push(Redaction { segment: number, span, mark });
            }
        }
    }
    assert!(texts.is_empty() || !orders.is_empty(), "nothing to cut");
    let fates = vec![ChildFate::Keep; document.children().len()];
    document.redact(&orders, &fates, treatment).expect("it is cut").bytes
}

/// Every part of a package: name and text.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let name = entry.name().expect("a name").into_owned();
            let mut text = Vec::new();
            entry.read_to_end(&mut text).expect("bytes");
            (name, String::from_utf8_lossy(&text).into_owned())
        })
        .collect()
}

fn part(bytes: &[u8], wanted: &str) -> String {
    parts(bytes).into_iter().find(|(name, _)| name == wanted).expect("the part").1
}

/// The package with one part changed, or left out.
fn with(bytes: &[u8], wanted: &str, change: impl Fn(&str) -> Option<String>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(bytes) {
        let text = if name == wanted { change(&text) } else { Some(text) };
        if let Some(text) = text {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(name, options).expect("memory");
            zip.write_all(text.as_bytes()).expect("memory");
        }
    }
    zip.finish().expect("memory").into_inner()
}
