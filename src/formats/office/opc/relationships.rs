//! Content types and relationships (ECMA-376 Part 2, 7.2 and 6.5).

use crate::formats::office::syntax::vocabulary::{has_word, is_free_text, is_uri};
use crate::formats::office::syntax::xml::{attributes, is_well_formed, resolve};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::ops::Range;

/// A known element of a content types or relationships part, with its known attributes.
struct OpcElement {
    range: Range<usize>,
    attributes: Vec<(String, String, Range<usize>)>,
}

impl OpcElement {
    fn get(&self, name: &str) -> Option<&(String, String, Range<usize>)> {
        self.attributes.iter().find(|(n, _, _)| n == name)
    }
}

/// A parsed part: its known elements, and the ranges of everything else (comments, processing
/// instructions, stray text, other elements and attributes), which no copy keeps.
struct ParsedPart {
    elements: Vec<(String, OpcElement)>,
    junk: Vec<Range<usize>>,
}

impl ParsedPart {
    fn of(self, wanted: &str) -> impl Iterator<Item = OpcElement> {
        self.elements.into_iter().filter(move |(n, _)| n == wanted).map(|(_, e)| e)
    }
}

fn read(text: &str) -> Option<ParsedPart> {
    const ELEMENTS: [&str; 5] = ["Types", "Default", "Override", "Relationships", "Relationship"];
    let mut reader = Reader::from_str(text);
    let mut out = ParsedPart { elements: Vec::new(), junk: Vec::new() };
    // Open elements: the index of a known one, or the start of an unknown one.
    let mut open: Vec<Result<usize, usize>> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let known = ELEMENTS.iter().find(|k| e.local_name().as_ref() == **k);
                let tag = text.get(start + 1..end - 1)?;
                match known {
                    // Cutting from a tag that reads in more than one way would make another.
                    Some(_) if !is_well_formed(tag) => return None,
                    Some(known) => {
                        let element = element(tag, start..end, &mut out.junk);
                        out.elements.push(((*known).to_owned(), element));
                        open.push(Ok(out.elements.len() - 1));
                    }
                    None => open.push(Err(start)),
                }
                if empty {
                    close(&mut open, end, &mut out)?;
                }
            }
            Event::End(_) => close(&mut open, end, &mut out)?,
            Event::Eof => return open.is_empty().then_some(out),
            Event::Decl(_) => {}
            Event::Text(t) if t.trim().is_empty() => {}
            _ => out.junk.push(start..end),
        }
    }
}

fn close(open: &mut Vec<Result<usize, usize>>, end: usize, out: &mut ParsedPart) -> Option<()> {
    match open.pop()? {
        Ok(known) => out.elements.get_mut(known)?.1.range.end = end,
        Err(start) => out.junk.push(start..end),
    }
    Some(())
}

fn element(tag: &str, range: Range<usize>, junk: &mut Vec<Range<usize>>) -> OpcElement {
    const ATTRIBUTES: [&str; 7] =
        ["Extension", "ContentType", "PartName", "Id", "Type", "Target", "TargetMode"];
    let mut kept = Vec::new();
    for a in attributes(tag, range.start + 1) {
        if ATTRIBUTES.contains(&a.name) {
            kept.push((a.name.to_owned(), resolve(a.raw).into_owned(), a.value));
        } else if !(a.name.starts_with("xmlns") && is_uri(&resolve(a.raw))) {
            junk.push(a.whole);
        }
    }
    OpcElement { range, attributes: kept }
}

/// The content types of a package.
#[derive(Default)]
pub(crate) struct ContentTypes {
    defaults: HashMap<String, String>,
    overrides: HashMap<String, String>,
    /// `Override` elements: the part name in lower case, the range of the element, and the range of
    /// its `PartName` value.
    pub(crate) places: Vec<(String, Range<usize>, Range<usize>)>,
    /// Content types that no standard defines, with their ranges.
    pub(crate) odd: Vec<(String, Range<usize>)>,
    /// Ranges of everything that is not a content type.
    pub(crate) junk: Vec<Range<usize>>,
}

impl ContentTypes {
    /// Parses `[Content_Types].xml`; `None` if it is not well-formed.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut types = Self::default();
        let mut read = read(text)?;
        types.junk = std::mem::take(&mut read.junk);
        for (kind, e) in read.elements {
            let Some(content) = e.get("ContentType") else { continue };
            if is_free_text(&content.1) {
                types.odd.push((content.1.clone(), content.2.clone()));
            }
            match (kind.as_str(), e.get("Extension"), e.get("PartName")) {
                ("Default", Some(ext), _) => {
                    types.defaults.insert(ext.1.to_lowercase(), content.1.clone());
                }
                ("Override", _, Some(name)) => {
                    let part = name.1.trim_start_matches('/').to_lowercase();
                    types.overrides.insert(part.clone(), content.1.clone());
                    types.places.push((part, e.range.clone(), name.2.clone()));
                }
                _ => {}
            }
        }
        Some(types)
    }

    /// The content type of a part; empty if none is declared.
    pub(crate) fn of(&self, name: &str) -> &str {
        let lower = name.to_lowercase();
        if let Some(kind) = self.overrides.get(&lower) {
            return kind;
        }
        let ext = lower.rsplit('/').next().and_then(|f| f.rsplit_once('.')).map(|(_, e)| e);
        ext.and_then(|e| self.defaults.get(e)).map_or("", String::as_str)
    }

    /// What the package is, by the type of its main part; `None` if no main part is known.
    pub(crate) fn kind(&self) -> Option<Kind> {
        let types = || self.overrides.values().chain(self.defaults.values());
        let main = |of: [&str; 2]| {
            types().any(|t| t.contains("main+xml") && of.iter().any(|o| t.contains(o)))
        };
        [
            (Kind::Word, ["wordprocessingml", "ms-word."]),
            (Kind::Sheet, ["spreadsheetml", "ms-excel."]),
            (Kind::Slides, ["presentationml", "ms-powerpoint."]),
        ]
        .into_iter()
        .find_map(|(kind, of)| main(of).then_some(kind))
    }
}

/// The kinds of Office packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A document of text.
    Word,
    /// A workbook.
    Sheet,
    /// A presentation.
    Slides,
}

/// A relationship.
#[derive(Clone, Debug)]
pub(crate) struct Relationship {
    /// The id, unique within the source part.
    pub(crate) id: String,
    /// The id and the type with their ranges, if they can be free text.
    pub(crate) odd: Vec<(String, Range<usize>)>,
    /// The last segment of the type URI: `image`, `hyperlink`.
    pub(crate) kind: String,
    /// The target as written, with references resolved.
    pub(crate) target: String,
    /// Whether the target is outside the package.
    pub(crate) external: bool,
    /// The range of the element.
    pub(crate) range: Range<usize>,
    /// The range of the `Target` value.
    pub(crate) at: Range<usize>,
}

/// Parses a relationships part into its relationships and the ranges of everything else; `None` if
/// it is not well-formed.
pub(crate) fn relationships(text: &str) -> Option<(Vec<Relationship>, Vec<Range<usize>>)> {
    let mut read = read(text)?;
    let junk = std::mem::take(&mut read.junk);
    let found = read.of("Relationship").filter_map(|e| {
        let target = e.get("Target")?;
        let kind = e.get("Type").map(|t| t.1.as_str()).unwrap_or_default();
        let id = e.get("Id").filter(|i| !is_usual_id(&i.1));
        let odd = id.into_iter().chain(e.get("Type").filter(|t| is_free_text(&t.1)));
        Some(Relationship {
            odd: odd.map(|(_, text, at)| (text.clone(), at.clone())).collect(),
            id: e.get("Id").map(|t| t.1.clone()).unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: target.1.clone(),
            external: e.get("TargetMode").is_some_and(|m| m.1.eq_ignore_ascii_case("external")),
            range: e.range.clone(),
            at: target.2.clone(),
        })
    });
    Some((found.collect(), junk))
}

/// Whether a relationship id is one that programs generate.
pub(crate) fn is_usual_id(id: &str) -> bool {
    let rest = id.trim_start_matches("docRId").trim_start_matches("rId").trim_start_matches('R');
    !has_word(rest) || !is_free_text(rest)
}

/// The source part of a relationships part: `word/document.xml` for `word/_rels/document.xml.rels`.
pub(crate) fn source_of(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = file.strip_suffix(".rels")?;
    let parent = folder.strip_suffix("_rels")?;
    Some(format!("{parent}{file}"))
}

/// The name, in lower case, of the part that an internal target refers to from the part `source`.
pub(crate) fn target_part(source: &str, target: &str) -> String {
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

/// Decodes percent escapes such as `%41`; the text as it is if the result is not valid UTF-8.
pub(crate) fn percent_decoded(text: &str) -> String {
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

/// Whether no copy keeps a relationship of this kind: such relationships reveal templates,
/// printers, data sources, and machines.
pub(crate) fn is_always_dropped(kind: &str) -> bool {
    matches!(
        kind,
        "attachedTemplate"
            | "mailMergeSource"
            | "mailMergeHeaderSource"
            | "recipientData"
            | "transform"
            | "printerSettings"
            | "thumbnail"
            | "font"
            | "control"
    )
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
        let (all, junk) = relationships(text).expect("as made here");
        assert!(junk.is_empty());
        assert_eq!(all[0].kind, "hyperlink");
        assert_eq!(all[0].target, "mailto:a@b&c");
        assert!(all[0].external);
        assert_eq!(&text[all[0].at.clone()], "mailto:a@b&amp;c");
        assert!(relationships("<a").is_none());
        let open = "<Relationships xmlns=\"http://a/b\"c/d\" Id=\"e\"></Relationships>";
        assert!(relationships(open).is_none(), "a quotation mark too many");
        let odd = r#"<Relationships x="1"><!--a--><y>b</y>c<Relationship Id="Jan" Target="d"/></Relationships>"#;
        let (all, junk) = relationships(odd).expect("as made here");
        assert_eq!(all[0].odd[0].0, "Jan");
        let junk: Vec<_> = junk.into_iter().map(|r| &odd[r]).collect();
        assert_eq!(junk, [r#" x="1""#, "<!--a-->", "b", "<y>b</y>", "c"]);
    }
}
