//! Content types and relationships (ECMA-376 Part 2, 7.2 and 6.5): what a part is and who refers to it.

use super::xml::{attributes, resolve};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::ops::Range;

/// An element of a content-types or relationships part, with its attributes.
struct Element {
    range: Range<usize>,
    attributes: Vec<(String, String, Range<usize>)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&(String, String, Range<usize>)> {
        self.attributes.iter().find(|(n, _, _)| n == name)
    }
}

fn elements(text: &str, wanted: &str) -> Option<Vec<Element>> {
    let mut reader = Reader::from_str(text);
    let mut out: Vec<Element> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == wanted => {
                let tag = text.get(start + 1..end - 1)?;
                let attributes = attributes(tag, start + 1)
                    .map(|a| (a.name.to_owned(), resolve(a.raw).into_owned(), a.value))
                    .collect();
                out.push(Element { range: start..end, attributes });
            }
            Event::End(e) if e.local_name().as_ref() == wanted => {
                if let Some(last) = out.last_mut() {
                    last.range.end = end;
                }
            }
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

/// The content types of a package.
#[derive(Default)]
pub(super) struct Types {
    defaults: HashMap<String, String>,
    overrides: HashMap<String, String>,
    /// Override elements: part name in lower case, the element, its `PartName` value.
    pub(super) places: Vec<(String, Range<usize>, Range<usize>)>,
}

impl Types {
    /// Reads `[Content_Types].xml`; `None` when it is not well-formed.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut types = Self::default();
        for e in elements(text, "Default")? {
            if let (Some(ext), Some(kind)) = (e.get("Extension"), e.get("ContentType")) {
                types.defaults.insert(ext.1.to_lowercase(), kind.1.clone());
            }
        }
        for e in elements(text, "Override")? {
            if let (Some(name), Some(kind)) = (e.get("PartName"), e.get("ContentType")) {
                let part = name.1.trim_start_matches('/').to_lowercase();
                types.overrides.insert(part.clone(), kind.1.clone());
                types.places.push((part, e.range.clone(), name.2.clone()));
            }
        }
        Some(types)
    }

    /// The content type of a part; empty when none is declared.
    pub(super) fn of(&self, name: &str) -> &str {
        let lower = name.to_lowercase();
        if let Some(kind) = self.overrides.get(&lower) {
            return kind;
        }
        let ext = lower.rsplit('/').next().and_then(|f| f.rsplit_once('.')).map(|(_, e)| e);
        ext.and_then(|e| self.defaults.get(e)).map_or("", String::as_str)
    }

    /// Whether the package holds a document of WordprocessingML.
    pub(super) fn is_word(&self) -> bool {
        let word = |t: &String| t.contains("wordprocessingml") || t.contains("ms-word.");
        self.overrides.values().any(|t| word(t) && t.contains("main+xml"))
            || self.defaults.values().any(|t| word(t) && t.contains("main+xml"))
    }
}

/// A relationship.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Its id within the source part.
    pub(super) id: String,
    /// The last step of its type URI: `image`, `hyperlink`.
    pub(super) kind: String,
    /// The target, as written; references resolved.
    pub(super) target: String,
    /// Whether it leads out of the package.
    pub(super) external: bool,
    /// The element.
    pub(super) range: Range<usize>,
    /// The value of its `Target`.
    pub(super) at: Range<usize>,
}

/// Reads a relationships part; `None` when it is not well-formed.
pub(super) fn relations(text: &str) -> Option<Vec<Relation>> {
    let found = elements(text, "Relationship")?.into_iter().filter_map(|e| {
        let target = e.get("Target")?;
        let kind = e.get("Type").map(|t| t.1.as_str()).unwrap_or_default();
        Some(Relation {
            id: e.get("Id").map(|t| t.1.clone()).unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: target.1.clone(),
            external: e.get("TargetMode").is_some_and(|m| m.1.eq_ignore_ascii_case("external")),
            range: e.range.clone(),
            at: target.2.clone(),
        })
    });
    Some(found.collect())
}

/// The part that a relationships part speaks for: `word/_rels/document.xml.rels` is `word/document.xml`'s.
pub(super) fn source_of(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = file.strip_suffix(".rels")?;
    let parent = folder.strip_suffix("_rels")?;
    Some(format!("{parent}{file}"))
}

/// The part, in lower case, that an internal target names when it stands in the relationships of `source`.
pub(super) fn target_part(source: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => source.rsplit_once('/').map(|(f, _)| f.split('/').collect()).unwrap_or_default(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    percent_decoded(&steps.join("/")).to_lowercase()
}

/// Text with `%41` and the like resolved, where that gives valid text.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (b, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(*b);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve() {
        assert_eq!(target_part("word/document.xml", "media/image1.PNG"), "word/media/image1.png");
        assert_eq!(
            target_part("word/charts/chart1.xml", "../embeddings/a.xlsx"),
            "word/embeddings/a.xlsx"
        );
        assert_eq!(target_part("", "/docProps/core.xml"), "docprops/core.xml");
        assert_eq!(target_part("word/x.xml", "a%20b.xml"), "word/a b.xml");
        assert_eq!(source_of("word/_rels/document.xml.rels").as_deref(), Some("word/document.xml"));
        assert_eq!(source_of("_rels/.rels").as_deref(), Some(""));
    }

    #[test]
    fn relations_are_read() {
        let text = r#"<Relationships><Relationship Id="r1" Type="http://x/hyperlink" Target="mailto:a@b&amp;c" TargetMode="External"/></Relationships>"#;
        let all = relations(text).expect("as made here");
        assert_eq!(all[0].kind, "hyperlink");
        assert_eq!(all[0].target, "mailto:a@b&c");
        assert!(all[0].external);
        assert_eq!(&text[all[0].at.clone()], "mailto:a@b&amp;c");
        assert!(relations("<a").is_none());
    }
}
