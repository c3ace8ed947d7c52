//! What a PDF tells beside its pages: who made it, remarks of reviewers, and bookmarks that name what
//! the pages do not.

use crate::verify::normalize::{fold, squeeze};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String};
use memchr::memmem;

/// Whether the document information or the metadata name an author.
pub(super) fn has_author(pdf: &Pdf) -> bool {
    let named =
        pdf.metadata().author.as_ref().is_some_and(|author| !author.trim_ascii().is_empty());
    named || metadata(pdf).iter().any(|xmp| AUTHORS.iter().any(|tag| has_text(xmp, tag)))
}

/// Elements and attributes of metadata that name people.
const AUTHORS: [&[u8]; 4] =
    [b"dc:creator", b"pdf:Author", b"xmp:Author", b"photoshop:AuthorsPosition"];

/// The decoded metadata streams of a file.
fn metadata(pdf: &Pdf) -> Vec<Vec<u8>> {
    let streams = pdf.objects().into_iter().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    let xmp = |stream: &Stream<'_>| {
        let kind = |key: &[u8]| stream.dict().get::<Name<'_>>(key);
        kind(b"Type").is_some_and(|n| n.as_ref() == b"Metadata")
            || kind(b"Subtype").is_some_and(|n| n.as_ref() == b"XML")
    };
    let decoded = |stream: Stream<'_>| Some(stream.decoded_data().ok()?.into_owned());
    // Zero bytes are those of UTF-16.
    let narrow = |bytes: Vec<u8>| bytes.into_iter().filter(|b| *b != 0).collect();
    streams.filter(xmp).filter_map(decoded).map(narrow).collect()
}

/// Whether an element has text in it, or an attribute a value.
fn has_text(xmp: &[u8], tag: &[u8]) -> bool {
    memmem::find_iter(xmp, tag).any(|at| {
        let before = at.checked_sub(1).and_then(|at| xmp.get(at));
        let rest = xmp.get(at + tag.len()..).unwrap_or_default();
        match before {
            Some(b'<') => {
                let close = [b"</", tag].concat();
                let end = memmem::find(rest, &close).unwrap_or(rest.len());
                let mut inside = false;
                rest.get(..end).unwrap_or_default().iter().any(|b| {
                    match b {
                        b'>' => inside = true,
                        b'<' => inside = false,
                        _ => {}
                    }
                    inside && *b != b'>' && !b.is_ascii_whitespace()
                })
            }
            Some(b'/') => false,
            _ => {
                let value =
                    rest.trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
                value.is_some_and(|v| v.get(1).is_some_and(|b| !matches!(b, b'"' | b'\'')))
            }
        }
    })
}

/// How many annotations of a page are remarks with text.
pub(super) fn remarks(annotations: Option<&Array<'_>>) -> usize {
    const REMARKS: [&[u8]; 9] = [
        b"Text",
        b"Highlight",
        b"Underline",
        b"StrikeOut",
        b"Squiggly",
        b"Caret",
        b"Ink",
        b"Square",
        b"Circle",
    ];
    let told = |dict: &Dict<'_>| {
        let kind = dict.get::<Name<'_>>(b"Subtype").is_some_and(|n| REMARKS.contains(&n.as_ref()));
        let text = |key: &[u8]| {
            let text = dict.get::<String<'_>>(key);
            text.is_some_and(|text| text.as_bytes().iter().any(u8::is_ascii_alphanumeric))
        };
        kind && (text(b"Contents") || text(b"RC"))
    };
    annotations.into_iter().flat_map(|all| all.iter::<Dict<'_>>()).filter(told).count()
}

/// How many bookmarks have a word that no page shows.
pub(super) fn bookmarks(pdf: &Pdf, pages: &str) -> usize {
    let pages = squeeze(&fold(pages));
    let unknown = |word: &str| {
        let word = squeeze(&fold(word));
        word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST && !pages.contains(&word)
    };
    let titles = pdf.objects().into_iter().filter_map(|object| {
        let Object::Dict(dict) = object else { return None };
        let item = dict.contains_key(b"Parent")
            && ["Dest", "A", "Next", "Prev", "SE"].iter().any(|k| dict.contains_key(k.as_bytes()));
        let title = dict.get::<String<'_>>(b"Title").filter(|_| item)?;
        Some(super::objects::decode(title.as_bytes()))
    });
    titles.filter(|title| title.split_whitespace().any(unknown)).count()
}

/// Fewest letters of a word of a bookmark that is looked for.
const SHORTEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::has_text;

    #[test]
    fn an_author_in_metadata_is_found_in_every_form() {
        let has = |xmp: &str| has_text(xmp.as_bytes(), b"dc:creator");
        assert!(has("<dc:creator><rdf:Seq><rdf:li>Jan</rdf:li></rdf:Seq></dc:creator>"));
        assert!(has("<rdf:Description dc:creator = 'Jan'/>"));
        assert!(!has("<dc:creator><rdf:Seq><rdf:li/> </rdf:Seq></dc:creator> Jan"));
        assert!(!has("<rdf:Description dc:creator=\"\"/>"));
    }
}
