//! What the entries of a package are. It is an allow list: what matches nothing is unread.

use crate::formats::media;
use crate::model::{Place, message};

/// What becomes of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Says what kind of package it is.
    Type,
    /// The list of entries.
    Manifest,
    /// XML with text.
    Story,
    /// XML with headers, footers and styles.
    Styles,
    /// XML with named values.
    Values,
    /// A picture.
    Picture,
    /// A file for another format.
    Child,
    /// Macros and what belongs to them.
    Macro,
    /// In no copy, with the code of the note that tells it.
    Dropped(&'static str),
    /// Anything else.
    Unknown,
}

/// Classifies an entry by its name and first bytes.
pub(crate) fn class_of(name: &str, bytes: &[u8]) -> Class {
    let lower = name.to_lowercase();
    let (folder, file) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let top = folder.split('/').next().unwrap_or_default();
    match (top, file) {
        ("", "mimetype") => return Class::Type,
        ("meta-inf", "manifest.xml") => return Class::Manifest,
        ("meta-inf", f) if f.contains("signatures") => return Class::Dropped("signature-dropped"),
        ("thumbnails" | "objectreplacements", _) => return Class::Dropped("thumbnail-removed"),
        ("configurations2" | "__macosx", _) | ("", "layout-cache" | ".ds_store") => {
            return Class::Dropped("metadata-removed");
        }
        ("basic" | "scripts" | "dialogs", _) => return Class::Macro,
        ("fonts", _) => return Class::Dropped("embedded-font-removed"),
        _ => {}
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Class::Dropped("embedded-object-removed");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF-") {
        return Class::Child;
    }
    match file {
        "content.xml" => Class::Story,
        "styles.xml" => Class::Styles,
        "meta.xml" | "settings.xml" | "manifest.rdf" => Class::Values,
        f if f.ends_with(".svg") || f.ends_with(".xml") || f.ends_with(".rdf") => Class::Story,
        _ if media::stripped(bytes).is_some() || media::metafile::is_metafile(bytes) => {
            Class::Picture
        }
        _ => Class::Unknown,
    }
}

/// Whether a name is one that programs give.
pub(crate) fn is_usual(name: &str) -> bool {
    name.split('/').all(|step| {
        let stem = step.rsplit_once('.').map_or(step, |(stem, _)| stem);
        let object = stem.strip_prefix("Object ").unwrap_or(stem);
        let number = object.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-' || b == b'.');
        number
            || matches!(
                stem,
                "mimetype"
                    | "content"
                    | "styles"
                    | "meta"
                    | "settings"
                    | "manifest"
                    | "META-INF"
                    | "Pictures"
                    | "Thumbnails"
                    | "thumbnail"
                    | "Configurations2"
                    | "ObjectReplacements"
                    | "media"
                    | "Basic"
                    | "Scripts"
                    | "Dialogs"
                    | "Fonts"
                    | "layout-cache"
            )
            || stem.starts_with("image") && stem.len() < 9
    })
}

/// How a part is called for display: by its path if that says nothing about people.
pub(crate) fn display(index: usize, name: &str) -> Place {
    match is_usual(name) {
        true => Place::verbatim(name),
        false => Place::new(message!("part {0}", index + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_unknown() {
        assert_eq!(class_of("content.xml", b"<a/>"), Class::Story);
        assert_eq!(class_of("Object 1/content.xml", b"<a/>"), Class::Story);
        assert_eq!(class_of("Basic/Standard/Module1.xml", b""), Class::Macro);
        assert_eq!(class_of("jansen.bin", b"abc"), Class::Unknown);
        assert!(
            is_usual("Pictures/100000000000032000000258A1B2.png")
                && !is_usual("Pictures/Jansen.png")
        );
    }
}
