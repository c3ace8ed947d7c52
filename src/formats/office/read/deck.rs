//! Presentations in packages: the order of their slides, and which slide notes belong to.

use crate::formats::office::opc::relationships::{Kind, relationships, target_part};
use crate::formats::office::read::store::Store;
use crate::formats::office::syntax::encoding::decode;
use crate::formats::office::syntax::xml::{attributes, resolve};
use crate::model::{Place, message};
use std::collections::BTreeMap;

/// Where the parts of a presentation are shown: by name in lower case, the number of the slide from
/// 0, and whether they are its notes.
#[derive(Debug, Default)]
pub(crate) struct Deck {
    parts: BTreeMap<String, (usize, bool)>,
}

impl Deck {
    /// The number of the slide, from 0, that a part belongs to, and whether it is its notes.
    pub(crate) fn number(&self, name: &str) -> Option<(usize, bool)> {
        self.parts.get(&name.to_lowercase()).copied()
    }

    /// The place of a part.
    pub(crate) fn place(&self, name: &str, around: Option<&Place>) -> Option<Place> {
        let place = Place::new(match self.number(name)? {
            (number, false) => message!("slide {0}", number + 1),
            (number, true) => message!("notes of slide {0}", number + 1),
        });
        Some(around.map_or_else(|| place.clone(), |a| place.within(std::slice::from_ref(a))))
    }
}

/// Reads the order of the slides; empty if the package is no presentation.
pub(crate) fn deck(store: &Store, package: usize, contents: &[Vec<u8>]) -> Deck {
    let mut deck = Deck::default();
    let Some(package) = store.packages.get(package) else { return deck };
    let entries = || package.zip.entries().iter().zip(contents);
    let main = package.main.and_then(|main| package.zip.entries().get(main));
    let Some(main) = main.filter(|_| package.types.kind() == Some(Kind::Slides)) else {
        return deck;
    };
    let main = main.name.to_lowercase();
    let text = |wanted: &str| {
        let (_, bytes) = entries().find(|(e, _)| e.name.to_lowercase() == wanted)?;
        decode(bytes).map(|(text, _)| text)
    };
    let related = |source: &str, kind: &str| -> Vec<(String, String)> {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
        let name = format!("{folder}/_rels/{file}.rels");
        let found = text(name.trim_start_matches('/')).and_then(|t| relationships(&t));
        let found = found.map(|(found, _)| found).unwrap_or_default();
        let inside = found.into_iter().filter(|r| !r.external && r.kind == kind);
        inside.map(|r| (r.id, target_part(source, &r.target))).collect()
    };
    let slides = related(&main, "slide");
    for (number, id) in slide_ids(&text(&main).unwrap_or_default()).into_iter().enumerate() {
        let Some((_, slide)) = slides.iter().find(|(own, _)| *own == id) else { continue };
        for (_, notes) in related(slide, "notesSlide") {
            deck.parts.insert(notes, (number, true));
        }
        deck.parts.insert(slide.clone(), (number, false));
    }
    deck
}

/// The relationships of the slides, in their order.
fn slide_ids(text: &str) -> Vec<String> {
    let tags = text.split('<').skip(1).filter_map(|piece| piece.split('>').next());
    let slides = tags.filter(|tag| {
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        name.rsplit(':').next() == Some("sldId")
    });
    let ids = slides.filter_map(|tag| {
        let id = attributes(tag.trim_end_matches('/'), 0).find(|a| a.name.ends_with(":id"));
        id.map(|a| resolve(a.raw).into_owned())
    });
    ids.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_come_in_the_order_of_the_list() {
        let text = "<p:sldIdLst><p:sldId id=\"257\" r:id=\"rId3\"/><p:sldId id=\"256\" r:id=\"rId2\"/></p:sldIdLst><p14:sldId id=\"9\"/>";
        assert_eq!(slide_ids(text), ["rId3", "rId2"]);
    }
}
