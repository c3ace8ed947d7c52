//! Invariants of packages, for any bytes, and a document around a chunk in another format.

use crate::formats::package::{Budget, Fate, Package};
use crate::model::Limits;

/// Limits that keep one input small.
fn budget() -> Budget {
    Budget::new(&Limits { unpacked_bytes: 1 << 24, part_bytes: 1 << 22, ..Limits::default() })
}

/// A package: a copy in which every entry stays, and one in which every entry is replaced by its own
/// content, hold the same entries with the same content, and nothing beside them.
pub fn package(bytes: &[u8]) {
    if bytes.len() > 1 << 17 {
        return;
    }
    let Ok(read) = Package::open(bytes.to_vec(), &mut budget()) else { return };
    let content = |package: &Package| -> Option<Vec<(String, Vec<u8>)>> {
        let mut left = budget();
        let entries = package.entries().iter().enumerate();
        entries.map(|(i, e)| Some((e.name.clone(), package.read(i, &mut left).ok()?))).collect()
    };
    let Some(entries) = content(&read) else { return };
    let keep = vec![Fate::Keep; entries.len()];
    let replace: Vec<Fate> = entries.iter().map(|(_, b)| Fate::Replace(b.clone())).collect();
    for fates in [keep, replace] {
        let copy = read.write(&fates, |_| None).expect("a package that is small");
        let again = Package::open(copy.clone(), &mut budget()).expect("a copy that opens");
        assert_eq!(again.leftovers(), 0, "something beside the entries");
        let kept = content(&again).expect("a copy that can be read");
        assert!(kept == entries, "other entries than before");
        let twice = again.write(&[], |_| None).expect("small still");
        assert!(twice == copy, "a copy of the copy differs");
    }
    let one = entries.first().map(|(name, _)| name.clone());
    let dropped = read.write(&[Fate::Drop], |_| None).expect("a package that is small");
    if let (Some(name), Ok(again)) = (one, Package::open(dropped, &mut budget())) {
        assert!(again.entries().iter().all(|e| e.name != name), "{name} is left");
    }
}

/// A document that imports a chunk: Rich Text, a web page saved as a message, or HTML, as the bytes
/// say.
pub(crate) fn document_with(chunk: &[u8]) -> Vec<u8> {
    let name = match chunk {
        [b'{', ..] => "stuk.rtf",
        [b'M' | b'C' | b'F', ..] => "stuk.mht",
        _ => "stuk.html",
    };
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"rtf\" ContentType=\"application/rtf\"/>\
        <Default Extension=\"mht\" ContentType=\"message/rfc822\"/>\
        <Default Extension=\"html\" ContentType=\"text/html\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let main = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>\
        <w:p><w:r><w:t>Hierbij ons besluit.</w:t></w:r></w:p><w:altChunk r:id=\"r1\"/></w:body></w:document>";
    let entry = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let entries = [
        entry("[Content_Types].xml", types.as_bytes()),
        entry("_rels/.rels", relation("officeDocument", "word/document.xml").as_bytes()),
        entry("word/document.xml", main.as_bytes()),
        entry("word/_rels/document.xml.rels", relation("aFChunk", name).as_bytes()),
        entry(&format!("word/{name}"), chunk),
    ];
    let made = Package::of(&entries).and_then(|p| p.write(&[], |_| None));
    made.expect("a small package")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invariants_hold_for_the_traps() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/traps/docx");
        let files = std::fs::read_dir(folder).expect("traps").flatten().map(|f| f.path());
        let files: Vec<_> = files.filter(|f| f.extension().is_some_and(|e| e == "docx")).collect();
        assert!(files.len() > 50, "{}", files.len());
        files.iter().for_each(|f| package(&std::fs::read(f).expect("a trap")));
    }
}
