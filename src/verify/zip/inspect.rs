//! The classic failures of redaction in documents of Word that others made: text that is only
//! hidden, changes that are still there, remarks and authors.

use super::markup::tag_end;
use super::{decoded, fault};
use crate::model::message;
use crate::verify::error::VerifyError;
use crate::verify::flaw::Flaw;
use std::io::{Cursor, Read};

/// Most bytes that a part may unpack to.
const UNPACKED: u64 = 512 << 20;

/// What is wrong with a document of Word.
///
/// # Errors
/// [`VerifyError::Unreadable`] for a package that is no document of Word, and for one that cannot
/// be unpacked.
pub(in crate::verify) fn inspect(bytes: &[u8]) -> Result<Vec<Flaw>, VerifyError> {
    let here = message!("package");
    let broken = || fault(message!("the zip directory is unreadable"), &here);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut found = Counts::default();
    let mut document = false;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| broken())?;
        let name = file.name().map_err(|_| broken())?.to_lowercase();
        document |= name.starts_with("word/document") && name.ends_with(".xml");
        let told = name.starts_with("word/") || name.starts_with("docprops/");
        if !told || !name.ends_with(".xml") {
            found.files += usize::from(name.starts_with("word/embeddings/"));
            continue;
        }
        let mut data = Vec::new();
        file.take(UNPACKED).read_to_end(&mut data).map_err(|_| broken())?;
        let place = message!("part {0}", index + 1);
        let text = decoded(&data).ok_or_else(|| fault(message!("not readable text"), &place))?;
        found.read(&text);
    }
    if !document {
        return Err(VerifyError::Unreadable(message!("it is no document of Word")));
    }
    Ok(found.flaws())
}

/// How often each failure was seen.
#[derive(Default)]
struct Counts {
    under_box: usize,
    hidden: usize,
    changes: usize,
    remarks: usize,
    authors: usize,
    files: usize,
}

/// How a run looks.
#[derive(Clone, Copy, Default)]
struct Look {
    dark: bool,
    white: bool,
    vanished: bool,
}

impl Counts {
    fn read(&mut self, xml: &str) {
        let mut look = Look::default();
        let (mut in_properties, mut shaded_cell) = (false, false);
        let mut element = String::new();
        let mut rest = xml;
        while let Some((text, tail)) = rest.split_once('<') {
            self.text(&element, text, look, shaded_cell);
            let Some(end) = tag_end(tail) else { break };
            let tag = tail.get(..end).unwrap_or_default();
            rest = tail.get(end + 1..).unwrap_or_default();
            let closes = tag.starts_with('/');
            let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t', '\r']).next();
            let local = name.and_then(|n| n.rsplit(':').next()).unwrap_or_default();
            element = if closes || tag.ends_with('/') { String::new() } else { local.to_owned() };
            let value = |name: &str| attribute(tag, name);
            match local {
                "r" if !closes => look = Look::default(),
                "rPr" => in_properties = !closes && !tag.ends_with('/'),
                "tc" => shaded_cell = false,
                "shd" if in_properties => look.dark |= is_dark(value("fill")),
                "shd" => shaded_cell |= value("fill").is_some_and(|fill| !is_white(fill)),
                "highlight" if in_properties => {
                    look.dark |=
                        value("val").is_some_and(|v| v == "black" || v.starts_with("dark"));
                }
                "color" if in_properties => look.white |= value("val").is_some_and(is_white),
                "vanish" | "webHidden" if in_properties => {
                    look.vanished |= !matches!(value("val"), Some("0" | "false" | "off"));
                }
                "comment" if !closes => self.remarks += 1,
                _ => {}
            }
        }
    }

    /// Counts text of an element.
    fn text(&mut self, element: &str, text: &str, look: Look, shaded: bool) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        match element {
            "delText" => self.changes += 1,
            "creator" | "lastModifiedBy" | "Manager" => self.authors += 1,
            "t" if look.dark => self.under_box += 1,
            "t" if look.vanished || look.white && !shaded => self.hidden += 1,
            _ => {}
        }
    }

    fn flaws(&self) -> Vec<Flaw> {
        let all = [
            ("attachment", self.files),
            ("author", self.authors),
            ("hidden-text", self.hidden),
            ("remark", self.remarks),
            ("text-under-box", self.under_box),
            ("tracked-change", self.changes),
        ];
        let told = all.into_iter().filter(|(_, count)| *count > 0);
        told.map(|(code, count)| Flaw::new(code, message!("file"), count)).collect()
    }
}

/// The value of an attribute, by its local name.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split([' ', '\n', '\t', '\r']).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let own = key.rsplit(':').next() == Some(name);
        own.then(|| value.trim_end_matches('/').trim_matches(['"', '\'']))
    })
}

fn is_white(color: &str) -> bool {
    color.eq_ignore_ascii_case("FFFFFF") || color == "auto"
}

/// Whether a color in hexadecimal digits is dark.
fn is_dark(color: Option<&str>) -> bool {
    let part = |at: usize| u8::from_str_radix(color?.get(at..at + 2)?, 16).ok();
    match (part(0), part(2), part(4)) {
        (Some(r), Some(g), Some(b)) => u16::from(r) + u16::from(g) + u16::from(b) < 160,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(xml: &str) -> Vec<&'static str> {
        let mut counts = Counts::default();
        counts.read(xml);
        counts.flaws().into_iter().map(|flaw| flaw.code).collect()
    }

    #[test]
    fn what_is_only_hidden_is_told() {
        let run = |look: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>Jan</w:t></w:r>");
        assert!(codes(&run("")).is_empty());
        assert_eq!(codes(&run("<w:highlight w:val=\"black\"/>")), ["text-under-box"]);
        assert_eq!(codes(&run("<w:shd w:val='clear' w:fill='000000'/>")), ["text-under-box"]);
        assert_eq!(codes(&run("<w:color w:val='FFFFFF'/>")), ["hidden-text"]);
        assert_eq!(codes(&run("<w:vanish/>")), ["hidden-text"]);
        assert!(codes(&run("<w:vanish w:val='0'/>")).is_empty());
        let cell = format!(
            "<w:tc><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>{}</w:tc>",
            run("<w:color w:val='FFFFFF'/>")
        );
        assert!(codes(&cell).is_empty());
        assert_eq!(
            codes("<w:del><w:r><w:delText>Jan</w:delText></w:r></w:del>"),
            ["tracked-change"]
        );
        assert_eq!(codes("<cp:lastModifiedBy>Jan</cp:lastModifiedBy>"), ["author"]);
        assert!(codes("<dc:creator></dc:creator>").is_empty());
        assert_eq!(codes("<w:comment w:id='1'>"), ["remark"]);
    }
}
