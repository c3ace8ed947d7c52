//! Styles whose text is not shown (ECMA-376 Part 1, 17.7).

use crate::formats::office::syntax::xml::{attributes, resolve};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of styles whose text is not shown, or hardly.
#[derive(Clone, Debug, Default)]
pub(crate) struct HiddenStyles {
    ids: BTreeSet<String>,
}

/// How many styles deep a style may be based on others.
const DEPTH: usize = 32;

impl HiddenStyles {
    /// Reads a part with styles. One that is not well-formed is read up to the fault: it is reported
    /// where its text is read.
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        let mut based: BTreeMap<String, String> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        let mut current = None;
        loop {
            let tag = match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => continue,
            };
            let tag = &*tag;
            let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
            let value = |wanted: &str| {
                let own = |name: &str| name.rsplit(':').next() == Some(wanted);
                let found = attributes(tag, 0).find(|a| own(a.name));
                found.map(|a| resolve(a.raw).into_owned())
            };
            match name.rsplit(':').next().unwrap_or_default() {
                "style" => current = value("styleId"),
                "basedOn" => {
                    if let (Some(id), Some(on)) = (current.clone(), value("val")) {
                        based.insert(id, on);
                    }
                }
                local if hides(local, value("val").as_deref()) => ids.extend(current.clone()),
                _ => {}
            }
        }
        for _ in 0..DEPTH {
            let more: Vec<String> = based
                .iter()
                .filter(|(id, on)| ids.contains(*on) && !ids.contains(*id))
                .map(|(id, _)| id.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            ids.extend(more);
        }
        Self { ids }
    }

    /// Whether text in this style is not shown, or hardly.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// Size of letters, in half points, up to which nobody can read them.
const SMALLEST: u32 = 4;

/// Whether a property of a run hides its text, from all readers or from some.
pub(crate) fn hides(property: &str, value: Option<&str>) -> bool {
    match property {
        "vanish" | "webHidden" | "specVanish" => !matches!(value, Some("0" | "false" | "off")),
        "color" => value.is_some_and(|color| color.eq_ignore_ascii_case("FFFFFF")),
        "sz" => {
            value.and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size <= SMALLEST)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide_by_themselves_and_by_what_they_are_based_on() {
        let styles = HiddenStyles::read(
            "<w:styles><w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
             <w:style w:styleId=\"B\"><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:styleId=\"C\"><w:rPr><w:vanish w:val='0'/></w:rPr></w:style></w:styles>",
        );
        assert!(styles.has("A") && styles.has("B") && !styles.has("C"));
        assert!(
            hides("color", Some("ffffff")) && hides("sz", Some("2")) && !hides("sz", Some("20"))
        );
    }
}
