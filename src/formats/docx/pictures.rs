//! Pictures that must not stay: a photograph or signature whose description names someone who is
//! redacted shows that person.

use super::held::Back;
use super::metafile;
use super::parts::Class;
use super::png::chunk;
use super::redact::{Job, ValueCuts};
use super::rels::target_part;
use std::collections::BTreeSet;
use std::io::Write;

impl Job<'_> {
    /// Pictures in whose description something was redacted, by package and entry.
    pub(super) fn telling_pictures(&self, values: &ValueCuts<'_>) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        let store = &self.document.store;
        for index in values.keys() {
            let Some(Back::Value { places, .. }) = self.document.held.get(*index).map(|h| &h.back)
            else {
                continue;
            };
            for (part, at) in places {
                let Some(part) = store.parts.get(*part) else { continue };
                let around = part.walked.drawings.iter();
                for drawing in around.filter(|d| d.start <= at.start && at.end <= d.end) {
                    let inside = part.walked.references.iter();
                    for reference in inside
                        .filter(|r| drawing.start <= r.range.start && r.range.end <= drawing.end)
                    {
                        out.extend(self.picture_of(part.pack, part.entry, &reference.id));
                    }
                }
            }
        }
        out
    }

    /// The picture that a relationship of a part leads to.
    fn picture_of(&self, pack: usize, entry: usize, id: &str) -> Option<(usize, usize)> {
        let held = self.document.store.packs.get(pack)?;
        let entries = held.package.entries();
        let source = entries.get(entry)?.name.to_lowercase();
        let (_, relations) = held.relations.get(&source)?;
        let relation = relations.iter().find(|r| r.id == id && !r.external)?;
        let target = target_part(&source, &relation.target);
        let at = entries.iter().position(|e| e.name.to_lowercase() == target)?;
        let item = held.items.get(at)?;
        let svg = item.part.is_some() && target.ends_with(".svg");
        (item.class == Class::Picture || svg).then_some((pack, at))
    }
}

/// A picture of the same kind on which nothing is to be seen.
pub(super) fn blank(bytes: &[u8]) -> Vec<u8> {
    if let Some(empty) = metafile::emptied(bytes) {
        return empty;
    }
    if bytes.trim_ascii_start().starts_with(b"<") {
        return br#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#.to_vec();
    }
    // Word and LibreOffice go by content, not by ending: one gray dot serves for all.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = packed.write_all(&[0, 0xC0]).and_then(|()| packed.finish()).unwrap_or_default();
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"IDAT", &packed),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

/// Whether nothing can be read from a picture: it is a single dot, or draws nothing.
pub(super) fn shows_nothing(bytes: &[u8]) -> bool {
    let dot = bytes.starts_with(b"\x89PNG") && bytes.get(16..24) == Some(&[0, 0, 0, 1, 0, 0, 0, 1]);
    dot || metafile::emptied(bytes).is_some_and(|empty| empty.len() >= bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_a_sound_picture() {
        let png = blank(b"\xFF\xD8\xFF");
        assert_eq!(super::super::media::stripped(&png), Some(png.clone()));
        assert_eq!(png.len(), 8 + 3 * 12 + 13 + 10);
        assert!(blank(b" <svg/>").starts_with(b"<svg"));
        assert!(shows_nothing(&png) && !shows_nothing(b"\xFF\xD8\xFF"));
    }
}
