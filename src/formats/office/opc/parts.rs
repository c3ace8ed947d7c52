//! The classification of parts. It is an allow list: a part that matches nothing is reported as
//! unread.

use crate::formats::office::opc::mode::ReadMode;
use crate::model::SegmentKind;

/// What a part is, which decides how it is read and whether it is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartClass {
    /// `[Content_Types].xml`.
    ContentTypes,
    /// A relationships part.
    Relationships,
    /// XML that is read.
    Xml(ReadMode),
    /// XML that is read, but dropped from copies without extras.
    Extra(ReadMode),
    /// A picture.
    Picture,
    /// A package inside the package.
    Package,
    /// Dropped from every copy, with the code of the note that reports it.
    Dropped(&'static str),
    /// Macros and their data.
    Macro,
    /// A file that another format may be able to read: PDF, text, rich text, web pages, also those that
    /// are saved as mail. How such names end.
    OtherFormat(&'static str),
    /// Anything else.
    Unknown,
}

/// Classifies a part by its content type, name, and first bytes.
pub(crate) fn class_of(
    name: &str,
    content_type: &str,
    bytes: &[u8],
    in_workbook: bool,
) -> PartClass {
    let lower = name.to_lowercase();
    if lower == "[content_types].xml" {
        return PartClass::ContentTypes;
    }
    if lower.ends_with(".rels") && lower.contains("_rels/") {
        return PartClass::Relationships;
    }
    if let Some(class) = by_purpose(&lower, content_type) {
        return class;
    }
    by_content(&lower, content_type, bytes, in_workbook)
}

fn by_purpose(name: &str, content_type: &str) -> Option<PartClass> {
    let has = |s: &str| content_type.contains(s);
    if has("vbaProject")
        || has("vbaData")
        || name.ends_with("vbaproject.bin")
        || name.ends_with("vbadata.xml")
    {
        return Some(PartClass::Macro);
    }
    // The author's keyboard shortcuts and toolbars, which also occur without macros.
    if has("keyMapCustomizations") || has("attachedToolbars") {
        return Some(PartClass::Dropped("metadata-removed"));
    }
    if has("digital-signature") || name.starts_with("_xmlsignatures/") {
        return Some(PartClass::Dropped("signature-dropped"));
    }
    if name.starts_with("docprops/thumbnail") {
        return Some(PartClass::Dropped("thumbnail-removed"));
    }
    if has("printerSettings") || name.contains("/printersettings") {
        return Some(PartClass::Dropped("printer-settings-removed"));
    }
    if has("obfuscatedFont")
        || has("x-font")
        || has("application/x-fontdata")
        || name.starts_with("word/fonts/")
    {
        return Some(PartClass::Dropped("embedded-font-removed"));
    }
    // What was changed when and by whom, in presentations that several people edit.
    if has("changesinfo") || has("revisioninfo") {
        return Some(PartClass::Dropped("metadata-removed"));
    }
    if has("activeX") || name.contains("/activex/") {
        return Some(PartClass::Dropped("active-control-removed"));
    }
    if has("mailMergeRecipientData") || name.ends_with("/recipients.xml") {
        return Some(PartClass::Dropped("metadata-removed"));
    }
    if name.starts_with("__macosx/") || name.ends_with(".ds_store") {
        return Some(PartClass::Dropped("metadata-removed"));
    }
    None
}

fn by_content(name: &str, content_type: &str, bytes: &[u8], in_workbook: bool) -> PartClass {
    let extension = name.rsplit('/').next().and_then(|f| f.rsplit_once('.')).map_or("", |(_, e)| e);
    if bytes.starts_with(b"PK\x03\x04") {
        return PartClass::Package;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return PartClass::Dropped("embedded-object-removed");
    }
    if bytes.starts_with(b"{\\rtf") {
        return PartClass::OtherFormat("rtf");
    }
    if bytes.starts_with(b"%PDF-") {
        return PartClass::OtherFormat("pdf");
    }
    if is_picture(extension, bytes) {
        return PartClass::Picture;
    }
    if content_type == "message/rfc822" || is_message(bytes) {
        return PartClass::OtherFormat("mht");
    }
    if extension == "html"
        || extension == "htm"
        || extension == "xhtml"
        || content_type.contains("html")
    {
        return PartClass::OtherFormat("html");
    }
    if extension == "txt" || content_type == "text/plain" {
        return PartClass::OtherFormat("txt");
    }
    let xml = content_type.ends_with("+xml")
        || content_type.ends_with("/xml")
        || matches!(extension, "xml" | "vml" | "svg" | "svgz" | "rdf")
        || content_type.contains("vmlDrawing");
    if !xml {
        return PartClass::Unknown;
    }
    match mode_of(name, content_type, in_workbook) {
        // A slide that is not shown.
        ReadMode::Story(_) if is_hidden_slide(content_type, bytes) => {
            PartClass::Extra(ReadMode::Story(SegmentKind::Hidden))
        }
        mode if is_extra(name, content_type) => PartClass::Extra(mode),
        mode => PartClass::Xml(mode),
    }
}

/// Whether a part is a slide that says not to show it.
fn is_hidden_slide(content_type: &str, bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let start = memchr::memmem::find(head, b"sld ").and_then(|at| head.get(at..));
    let tag = start.and_then(|s| s.split(|b| *b == b'>').next()).unwrap_or_default();
    let says = |value: &[u8]| memchr::memmem::find(tag, value).is_some();
    content_type.contains("presentationml.slide+xml")
        && (says(b" show=\"0\"") || says(b" show=\"false\"") || says(b" show='0'"))
}

fn is_extra(name: &str, content_type: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.starts_with("comments")
        || file == "people.xml"
        || name == "docprops/custom.xml"
        || content_type.contains("custom-properties")
        || ["comments", "commentAuthors", "powerpoint.authors", "excel.person", "threadedcomments"]
            .iter()
            .any(|kind| content_type.contains(kind))
}

fn mode_of(name: &str, content_type: &str, in_workbook: bool) -> ReadMode {
    use SegmentKind::{Body, Comment, Header, Hidden, Metadata, Note};
    if name.starts_with("docprops/")
        || name.starts_with("customxml/")
        || content_type.contains("-properties+xml")
        || name.starts_with("docmetadata/")
    {
        return ReadMode::Values;
    }
    let has = |s: &str| content_type.contains(s);
    if has("spreadsheetml.sharedStrings+xml") && in_workbook {
        return ReadMode::Tags;
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    let kind = if name.contains("glossary/") || has("glossary") {
        Hidden
    } else if has("notesSlide+xml") {
        Note
    } else if has("header")
        || file.starts_with("header")
        || has("footer")
        || file.starts_with("footer")
        || ["slideMaster", "slideLayout", "notesMaster", "handoutMaster"].iter().any(|s| has(s))
    {
        Header
    } else if file.starts_with("comments") || has("comments") {
        Comment
    } else if has("footnotes") || has("endnotes") {
        Note
    } else if ["settings", "styles", "numbering", "fontTable", "theme", "people"]
        .iter()
        .any(|s| has(s))
    {
        Metadata
    } else {
        Body
    };
    ReadMode::Story(kind)
}

/// Whether a part is a picture, by its extension or first bytes.
fn is_picture(extension: &str, bytes: &[u8]) -> bool {
    let magic: [&[u8]; 8] = [
        b"\x89PNG\r\n\x1A\n",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"\xD7\xCD\xC6\x9A",
        b"II\xBC\x01",
    ];
    let emf = bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF");
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let named = matches!(
        extension,
        "png"
            | "jpg"
            | "jpeg"
            | "jpe"
            | "jfif"
            | "gif"
            | "bmp"
            | "dib"
            | "tif"
            | "tiff"
            | "emf"
            | "wmf"
            | "emz"
            | "wmz"
            | "wdp"
            | "ico"
            | "webp"
            | "pct"
            | "pict"
    );
    named || emf || webp || magic.iter().any(|m| bytes.starts_with(m))
}

/// The rank of a part in reading order, so that segments come in the order in which a reader sees
/// them.
pub(crate) fn reading_order(class: PartClass, name: &str, content_type: &str) -> u8 {
    use SegmentKind::{Comment, Header, Hidden, Metadata, Note};
    match class {
        PartClass::Xml(ReadMode::Story(SegmentKind::Body)) if content_type.contains("main+xml") => {
            0
        }
        PartClass::Xml(ReadMode::Tags) => 0,
        PartClass::Xml(ReadMode::Story(Header)) => 1,
        PartClass::Xml(ReadMode::Story(Note)) => 2,
        PartClass::Extra(ReadMode::Story(Comment)) | PartClass::Xml(ReadMode::Story(Comment)) => 3,
        PartClass::Xml(ReadMode::Story(Metadata)) => 7,
        PartClass::Xml(ReadMode::Story(Hidden)) => 6,
        PartClass::Xml(ReadMode::Story(_)) => 4,
        PartClass::Package | PartClass::OtherFormat(_) => 5,
        _ if name.starts_with("docProps") => 8,
        _ => 9,
    }
}

/// Whether these bytes are a mail message (RFC 5322), judged by its header.
pub(crate) fn is_message(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let header = |name: &[u8]| {
        head.starts_with(name) || memchr::memmem::find(&head, &[b"\n", name].concat()).is_some()
    };
    !head.starts_with(b"<")
        && header(b"content-type:")
        && (header(b"mime-version:") || header(b"from:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_unknown() {
        assert_eq!(class_of("word/x.bin", "", b"abc", false), PartClass::Unknown);
        assert_eq!(
            class_of("word/chunk.rtf", "application/rtf", b"{\\rtf1", false),
            PartClass::OtherFormat("rtf")
        );
        let message =
            b"From: x\r\nContent-Type: multipart/related;\r\n boundary=\"b\"\r\n\r\n--b--";
        assert_eq!(class_of("word/x.bin", "", message, false), PartClass::OtherFormat("mht"));
        assert!(!is_message(b"<html>"));
    }
}
