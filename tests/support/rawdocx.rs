//! Word packages that are written part by part, so that text can be put anywhere by hand.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Declarations of every prefix that the parts use.
pub const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" "#,
    r#"xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml""#,
);

/// A document under construction.
pub struct RawDocx {
    body: String,
    relations: String,
    root: String,
    overrides: String,
    parts: Vec<(String, Vec<u8>)>,
    main_type: &'static str,
}

impl RawDocx {
    /// A letter with this markup in its body, after the salutation.
    pub fn new(body: &str) -> Self {
        Self {
            body: format!("<w:p><w:r><w:t>Geachte heer of mevrouw,</w:t></w:r></w:p>{body}"),
            relations: String::new(),
            root: String::new(),
            overrides: String::new(),
            parts: Vec::new(),
            main_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        }
    }

    /// Sets the content type of the main part.
    pub fn typed(mut self, main_type: &'static str) -> Self {
        self.main_type = main_type;
        self
    }

    /// Adds a relationship of the main part.
    pub fn relation(mut self, id: &str, kind: &str, target: &str) -> Self {
        let mode = if target.contains(':') { r#" TargetMode="External""# } else { "" };
        self.relations.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>"#
        ));
        self
    }

    /// Adds a relationship of the package.
    pub fn root(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.root
            .push_str(&format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#));
        self
    }

    /// Adds a part. If the content type is empty, the default of the extension applies.
    pub fn part(mut self, name: &str, content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        if !content_type.is_empty() {
            self.overrides.push_str(&format!(
                r#"<Override PartName="/{name}" ContentType="{content_type}"/>"#
            ));
        }
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// Adds a part of WordprocessingML that the main part refers to: `header1`, `footnotes`.
    pub fn word(self, file: &str, kind: &str, root: &str, content: &str) -> Self {
        let xml = format!("{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>");
        let id = format!("rId_{file}");
        let content_type =
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
        self.relation(&id, kind, &format!("{file}.xml")).part(
            &format!("word/{file}.xml"),
            &content_type,
            xml,
        )
    }

    /// The markup of the main part.
    pub fn main(&self) -> String {
        format!(
            "{HEAD}<w:document {NAMESPACES}><w:body>{}<w:sectPr/></w:body></w:document>",
            self.body
        )
    }

    /// All entries in order, with these bytes for the main part.
    pub fn entries(&self, main: Vec<u8>) -> Vec<(String, Vec<u8>)> {
        let mut defaults = String::new();
        for (ext, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
            ("emf", "image/x-emf"),
            ("wmf", "image/x-wmf"),
            ("gif", "image/gif"),
            ("bin", "application/vnd.openxmlformats-officedocument.oleObject"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("html", "text/html"),
            ("rtf", "application/rtf"),
            ("txt", "text/plain"),
            ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
            ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
            ("svg", "image/svg+xml"),
        ] {
            defaults.push_str(&format!(r#"<Default Extension="{ext}" ContentType="{kind}"/>"#));
        }
        let types = format!(
            r#"{HEAD}<Types xmlns="{TYPES}">{defaults}<Override PartName="/word/document.xml" ContentType="{}"/>{}</Types>"#,
            self.main_type, self.overrides
        );
        let root = format!(
            r#"{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>{}</Relationships>"#,
            self.root
        );
        let relations = format!(
            r#"{HEAD}<Relationships xmlns="{RELATIONS}">{}</Relationships>"#,
            self.relations
        );
        let mut out = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), root.into_bytes()),
            ("word/document.xml".to_owned(), main),
            ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
        ];
        out.extend(self.parts.iter().cloned());
        out
    }

    /// The file.
    pub fn build(&self) -> Vec<u8> {
        zip(&self.entries(self.main().into_bytes()))
    }

    /// The file, with these bytes for the main part.
    pub fn build_with(&self, main: Vec<u8>) -> Vec<u8> {
        zip(&self.entries(main))
    }
}

/// A zip file with these entries. The bytes are always the same.
pub fn zip(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    zip_at(entries, 6)
}

/// A zip file with these entries, compressed at this level of deflate.
pub fn zip_at(entries: &[(String, Vec<u8>)], level: i64) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .compression_level(Some(level))
            .last_modified_time(zip::DateTime::default());
        zip.start_file(name.as_str(), options).expect("memory");
        zip.write_all(data).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The first place where a name still occurs, if any. Everything is unpacked and searched: the text
/// without tags, attributes, and raw bytes.
pub fn leak(bytes: &[u8], name: &str) -> Option<String> {
    leak_in(bytes, name, 0)
}

fn leak_in(bytes: &[u8], name: &str, depth: usize) -> Option<String> {
    let low = name.to_lowercase();
    if depth > 6 {
        return Some("too deep".into());
    }
    if bytes.starts_with(b"PK") {
        let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(_) => return Some("the copy does not open".into()),
        };
        for at in 0..archive.len() {
            let mut data = Vec::new();
            let Ok(mut file) = archive.by_index(at) else {
                return Some("an entry does not open".into());
            };
            let entry = file.name().map(|n| n.to_string()).unwrap_or_default();
            if entry.to_lowercase().contains(&low) {
                return Some("name of an entry".into());
            }
            if std::io::Read::read_to_end(&mut file, &mut data).is_err() {
                return Some(format!("{entry} does not unpack"));
            }
            if let Some(what) = leak_in(&data, name, depth + 1) {
                return Some(format!("{entry}: {what}"));
            }
        }
    }
    let wide: Vec<u8> = low.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let lower = bytes.to_ascii_lowercase();
    if contains(&lower, low.as_bytes()) || contains(&lower, &wide) {
        return Some("bytes".into());
    }
    let text: String = if bytes.starts_with(b"\xFF\xFE") {
        let units: Vec<u16> =
            bytes[2..].chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    if text.trim_start().starts_with('<') {
        let plain = unescaped(&text);
        if plain.to_lowercase().contains(&low) {
            return Some("markup".into());
        }
        let mut inside = false;
        let stripped: String = text
            .replace("<![CDATA[", "")
            .replace("]]>", "")
            .chars()
            .filter(|c| {
                inside = (inside || *c == '<') && *c != '>';
                !inside && *c != '>'
            })
            .collect();
        let letters: String =
            unescaped(&stripped).chars().filter(|c| c.is_alphanumeric()).collect();
        if letters.to_lowercase().contains(&low) {
            return Some("text without tags".into());
        }
    }
    None
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        out.push_str(before);
        let (code, tail) = after.split_once(';').unwrap_or((after, ""));
        let number = match code.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => code.parse().ok(),
        };
        out.extend(number.and_then(char::from_u32));
        rest = tail;
    }
    out.push_str(rest);
    out
}
