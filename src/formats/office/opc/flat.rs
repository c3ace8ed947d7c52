//! Flat OPC: a package as a single XML file, a format of Word's that ECMA-376 does not describe. It
//! is converted to a zip package in memory, and the redacted parts are written back.

use crate::formats::base64;
use crate::formats::office::opc::relationships::ContentTypes;
use crate::formats::office::syntax::xml::{attributes, escape, resolve};
use crate::formats::package::{Budget, Fate, Package};
use crate::model::{FormatError, message};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Whether these bytes look like a Flat OPC file that contains a Word document.
pub(crate) fn is_flat(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    let package = has(b"http://schemas.microsoft.com/office/2006/xmlPackage");
    package && (has(b"Word.Document") || has(b"/word/"))
}

struct FlatPart {
    name: String,
    kind: String,
    whole: Range<usize>,
    content: Range<usize>,
    binary: bool,
}

fn parts(text: &str) -> Option<Vec<FlatPart>> {
    let mut reader = Reader::from_str(text);
    let mut out: Vec<FlatPart> = Vec::new();
    let mut depth = 0usize;
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(e) => {
                depth += 1;
                let local = e.local_name();
                if depth == 2 && local.as_ref() == "part" {
                    let tag = text.get(start + 1..end - 1)?;
                    let get = |name: &str| {
                        let found = attributes(tag, 0).find(|a| a.name.ends_with(name));
                        found.map(|a| resolve(a.raw).into_owned()).unwrap_or_default()
                    };
                    out.push(FlatPart {
                        name: get("name").trim_start_matches('/').to_owned(),
                        kind: get("contentType"),
                        whole: start..end,
                        content: end..end,
                        binary: false,
                    });
                } else if depth == 3 {
                    let part = out.last_mut()?;
                    part.content = end..end;
                    part.binary = local.as_ref() == "binaryData";
                }
            }
            Event::End(_) => {
                depth = depth.checked_sub(1)?;
                match (depth, out.last_mut()) {
                    (2, Some(part)) => part.content.end = start,
                    (1, Some(part)) => part.whole.end = end,
                    _ => {}
                }
            }
            Event::Eof => return (depth == 0).then_some(out),
            _ => {}
        }
    }
}

/// Converts a Flat OPC file to a zip package.
pub(crate) fn to_zip(text: &str) -> Result<Vec<u8>, FormatError> {
    let damaged = || FormatError::damaged(message!("Flat OPC"));
    let mut types = String::from(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    );
    let mut entries = Vec::new();
    for part in parts(text).ok_or_else(damaged)? {
        types.push_str(&format!(
            r#"<Override PartName="/{}" ContentType="{}"/>"#,
            escape(&part.name),
            escape(&part.kind)
        ));
        let content = text.get(part.content).ok_or_else(damaged)?;
        let bytes = match part.binary {
            true => base64::decode(content).ok_or_else(damaged)?,
            false => content.as_bytes().to_vec(),
        };
        entries.push((part.name, bytes));
    }
    types.push_str("</Types>");
    entries.push(("[Content_Types].xml".to_owned(), types.into_bytes()));
    Package::of(&entries)?.write(&[] as &[Fate], |_| None)
}

/// The Flat OPC file `text` with the parts of the redacted zip package in place of its own.
pub(crate) fn from_zip(
    text: &str,
    zip: Vec<u8>,
    budget: &mut Budget,
) -> Result<Vec<u8>, FormatError> {
    let damaged = || FormatError::damaged(message!("Flat OPC"));
    let package = Package::open(zip, budget)?;
    let mut kinds = ContentTypes::default();
    let mut contents = Vec::new();
    for (index, entry) in package.entries().iter().enumerate() {
        let bytes = package.read(index, budget)?;
        if entry.name == "[Content_Types].xml" {
            let types = String::from_utf8(bytes).map_err(|_| damaged())?;
            kinds = ContentTypes::read(&types).ok_or_else(damaged)?;
        } else {
            contents.push((entry.name.clone(), bytes));
        }
    }
    let old = parts(text).ok_or_else(damaged)?;
    let mut out = Vec::with_capacity(text.len());
    let begin = old.first().map_or(text.len(), |p| p.whole.start);
    let finish = old.last().map_or(text.len(), |p| p.whole.end);
    out.extend(text.get(..begin).ok_or_else(damaged)?.as_bytes());
    let first = text.get(begin + 1..).unwrap_or_default();
    let prefix = first.split_once("part").map_or("pkg:", |(p, _)| p);
    for (name, bytes) in contents {
        let known = old.iter().find(|p| p.name == name);
        let binary = known.map_or(std::str::from_utf8(&bytes).is_err(), |p| p.binary);
        let kind = if kinds.of(&name).is_empty() {
            known.map(|p| p.kind.clone()).unwrap_or_default()
        } else {
            kinds.of(&name).to_owned()
        };
        let open = format!(
            r#"<{prefix}part {prefix}name="/{}" {prefix}contentType="{}">"#,
            escape(&name),
            escape(&kind)
        );
        out.extend(open.as_bytes());
        if binary {
            out.extend(format!("<{prefix}binaryData>").as_bytes());
            out.extend(base64::encode_lines(&bytes).as_bytes());
            out.extend(format!("</{prefix}binaryData>").as_bytes());
        } else {
            out.extend(format!("<{prefix}xmlData>").as_bytes());
            out.extend(bytes);
            out.extend(format!("</{prefix}xmlData>").as_bytes());
        }
        out.extend(format!("</{prefix}part>").as_bytes());
    }
    out.extend(text.get(finish..).ok_or_else(damaged)?.as_bytes());
    Ok(out)
}
