//! XML without a parser's notion of what matters: text between tags, and everything inside tags.

use crate::verify::residue::Reading;
use std::collections::BTreeSet;

/// Elements at whose end a line ends; all other tags join what stands on their two sides.
const LINES: [&str; 22] = [
    "p",
    "tc",
    "tr",
    "si",
    "row",
    "c",
    "comment",
    "footnote",
    "endnote",
    "txbxContent",
    "v",
    "text",
    "instrText",
    "lpstr",
    "lpwstr",
    "property",
    "docVar",
    "li",
    "td",
    "div",
    "br",
    "tab",
];

/// Attributes whose value is text, however much it looks like a choice from a schema.
const TEXTS: [&str; 14] = [
    "author",
    "initials",
    "name",
    "descr",
    "title",
    "alt",
    "tooltip",
    "instr",
    "anchor",
    "string",
    "displayText",
    "value",
    "ed",
    "userId",
];

/// Elements that name a style or the fonts of a script.
const STYLED: [&str; 11] = [
    "name",
    "style",
    "pStyle",
    "rStyle",
    "tblStyle",
    "basedOn",
    "next",
    "link",
    "lsdException",
    "aliases",
    "font",
];

/// Words of which the names of Word's own styles are made; as surnames they would else be found
/// in every document.
const STYLE_WORDS: &str = "accent acronym address alinea annotation annotationtext authorities authority \
    ballontekst balloon bibliography block body book bottom bullet caption char cite \
    classic closing cloud code colorful columns comment contemporary content contents \
    continue dark date default definition document documentmap effects eindnoot \
    eindnoottekst elegant email emphasis endnote envelope figures first followed \
    followedhyperlink font footer footnote form formatted geen grid hashtag header \
    heading html hyperlink inch indent index inhopg intense keyboard kleurrijk kop \
    koptekst label latent letter lettertype light lijst lijstalinea line link list \
    macro mail map medium mention message nadruk nieuw no normaal normal normaltable \
    note number numbering of ondertitel opmaakprofiel outline page para paragraaf \
    paragraph placeholder plain plattetekst preformatted professional quote raster \
    reference return revision roa salutation sample schema sender shading signature \
    simple smart spacing standaard standaardalinea standaardtabel strong subject \
    subtitle subtle tabel tabelraster table tableofcontents teken tekens tekst text \
    theme titel title to toa toc top typewriter unresolved variable verwijzing \
    voetnoot voetnoottekst voettekst web with zwaar";

/// Whether a style's name is made of nothing but such words, capitals beginning a new one.
fn of_word(value: &str) -> bool {
    let mut spaced = String::new();
    for c in value.chars() {
        if c.is_uppercase() || !c.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.extend(c.is_alphabetic().then(|| c.to_ascii_lowercase()));
    }
    spaced
        .split_whitespace()
        .all(|w| w.len() == 1 || STYLE_WORDS.split_whitespace().any(|s| s == w))
}

/// Fonts that come with Word and with themes, some of which bear the names of persons.
const FONTS: &str = "|Aptos|Aptos Display|Arial|Arial Black|Arial Narrow|Arial Unicode MS|Angsana \
    New|Batang|Book Antiqua|Bookman Old Style|Calibri|Calibri Light|Cambria|Cambria \
    Math|Candara|Carlito|Century|Century Gothic|Comic Sans \
    MS|Consolas|Constantia|Corbel|Cordia New|Courier|Courier New|DaunPenh|DejaVu \
    Sans|DejaVu Serif|DengXian|DengXian Light|DokChampa|Ebrima|Estrangelo \
    Edessa|Euphemia|Franklin Gothic Book|Franklin Gothic \
    Medium|Gadugi|Garamond|Gautami|Georgia|Gill Sans MT|Helvetica|Impact|Iskoola \
    Pota|Javanese Text|Kalinga|Kartika|Khmer UI|Latha|Leelawadee UI|Liberation \
    Mono|Liberation Sans|Liberation Serif|Lohit Devanagari|Lucida Console|Lucida \
    Sans|Lucida Sans Unicode|MS Gothic|MS Mincho|MS PGothic|MS Sans Serif|MV \
    Boli|Malgun Gothic|Mangal|Microsoft Himalaya|Microsoft New Tai Lue|Microsoft Sans \
    Serif|Microsoft Tai Le|Microsoft Uighur|Microsoft Yi Baiti|Mongolian \
    Baiti|MoolBoran|Myanmar Text|Nirmala UI|Nyala|Open \
    Sans|OpenSymbol|PMingLiU|Palatino Linotype|Phagspa|Plantagenet \
    Cherokee|Raavi|RijksoverheidSansText|RijksoverheidSerif|Segoe UI|Segoe UI \
    Historic|Segoe UI \
    Symbol|Shruti|SimSun|StarSymbol|Sylfaen|Symbol|Tahoma|Times|Times New \
    Roman|Trebuchet MS|Tunga|Univers|Verdana|Vrinda|Webdings|Wingdings|Wingdings \
    2|Wingdings 3|Yu Gothic|Yu Gothic Light|Yu Mincho|";

/// Whether a value is the name of such a font, or in letters of other scripts altogether.
fn known_font(value: &str) -> bool {
    let foreign = value.chars().all(|c| !c.is_alphabetic() || u32::from(c) >= 0x1100);
    foreign || FONTS.split('|').any(|f| f == value)
}

/// Whether a value is a name from a standard: a type of part or relationship, a namespace.
fn is_schema(value: &str) -> bool {
    let fixed = [
        "http://schemas.openxmlformats.org/",
        "http://schemas.microsoft.com/",
        "http://purl.oclc.org/ooxml/",
        "application/vnd.openxmlformats-",
        "application/vnd.ms-",
        "application/xml",
        "image/",
        "urn:schemas-microsoft-com:",
        "{",
    ];
    fixed.iter().any(|f| value.starts_with(f))
        && value.len() < 160
        && !value.contains(['@', ' ', '%'])
}

/// Fields whose name stands first in their code (ECMA-376 Part 1, 17.16.5).
const FIELDS: &str = " ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTOTEXT BIBLIOGRAPHY CITATION \
    COMMENTS COMPARE CREATEDATE DATABASE DATE DOCPROPERTY DOCVARIABLE EDITTIME EMBED FILENAME \
    FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT FORMULA GOTOBUTTON GREETINGLINE \
    HYPERLINK IF INCLUDEPICTURE INCLUDETEXT INDEX KEYWORDS LASTSAVEDBY LINK LISTNUM \
    MACROBUTTON MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS \
    PAGE PAGEREF PRINT PRINTDATE PRIVATE QUOTE RD REF REVNUM SAVEDATE SECTION SECTIONPAGES \
    SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS \
    USERINITIALS USERNAME XE ";

/// The readings of a part: lines, lines without deleted text, every text by itself, values.
/// `None` when tags do not close.
pub(super) fn read(xml: &str, place: &str, seen: &mut BTreeSet<String>) -> Option<Vec<Reading>> {
    let mut lines = Line::default();
    let mut accepted = Line::default();
    let mut single = Line::default();
    let mut codes = String::new();
    let mut values = BTreeSet::new();
    let mut element = String::new();
    let mut rest = xml;
    while !rest.is_empty() {
        let (text, tail) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        let text = resolved(text);
        if element == "instrText" {
            codes.push_str(&text);
        } else {
            lines.add(&text);
            single.add(&text);
            single.end();
            if element != "delText" {
                accepted.add(&text);
            }
        }
        if tail.is_empty() {
            break;
        }
        rest = if let Some(inner) = tail.strip_prefix("<!--") {
            let (comment, after) = inner.split_once("-->")?;
            values.insert(comment.to_owned());
            after
        } else if let Some(inner) = tail.strip_prefix("<![CDATA[") {
            let (text, after) = inner.split_once("]]>")?;
            [&mut lines, &mut accepted, &mut single].into_iter().for_each(|l| l.add(text));
            after
        } else if let Some(inner) = tail.strip_prefix("<?") {
            let (instruction, after) = inner.split_once("?>")?;
            if !instruction.starts_with("xml ") {
                values.insert(instruction.to_owned());
            }
            after
        } else {
            let end = tag_end(tail)?;
            let tag = tail.get(1..end)?;
            let closes = tag.starts_with('/') || tag.ends_with('/');
            let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t', '\r']).next()?;
            let local = name.rsplit(':').next()?;
            if local == "fldChar" {
                codes.push('\n');
            }
            if (closes && ends_line(name, local)) || local == "fldChar" {
                lines.end();
                accepted.end();
            }
            attributes(tag, local, &mut values);
            element = if closes { String::new() } else { local.to_owned() };
            tail.get(end + 1..)?
        };
    }
    // The same value in two parts counts once too.
    let values: String =
        values.into_iter().filter(|v| seen.insert(v.clone())).map(|v| v + "\n").collect();
    let codes: String = codes.lines().map(|c| format!("{}\n", code(c))).collect();
    Some(vec![
        Reading::new("regels", place, lines.finish() + &codes),
        Reading::new("regels na wijzigingen", place, accepted.finish()),
        Reading::new("losse teksten", place, single.finish()),
        Reading::new("waarden", place, values),
    ])
}

/// Word's and drawings' own elements join unless they end a line; others stand apart.
fn ends_line(name: &str, local: &str) -> bool {
    let joins = ["w:", "a:", "m:", "w14:", "mc:", "w15:"].iter().any(|p| name.starts_with(p));
    LINES.contains(&local) || (!joins && !matches!(local, "t" | "r" | "rPr"))
}

/// A field's code without the name of the field.
fn code(code: &str) -> &str {
    let trimmed = code.trim_start();
    let word = trimmed.split_whitespace().next().unwrap_or_default();
    if FIELDS.split_whitespace().any(|f| f.eq_ignore_ascii_case(word)) {
        trimmed.get(word.len()..).unwrap_or_default()
    } else {
        trimmed
    }
}

/// The offset of the `>` that ends a tag; quotes may hold others.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in tag.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    None
}

/// The values in a tag that may be text. The same value twice counts once, as readers see it once.
fn attributes(tag: &str, element: &str, values: &mut BTreeSet<String>) {
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let (before, after) = (&rest[..equals], rest[equals + 1..].trim_start());
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return };
        let Some(end) = after[1..].find(quote) else { return };
        let value = &after[1..=end];
        let name = before.trim().rsplit([' ', ':', '\t', '\n', '\r']).next().unwrap_or_default();
        let choice = value.bytes().all(|b| b.is_ascii_alphabetic())
            && value.starts_with(|c: char| c.is_ascii_lowercase());
        let declares = before
            .trim_end()
            .rsplit([' ', '\n', '\t'])
            .next()
            .is_some_and(|n| n.starts_with("xmlns"));
        let fixed = (STYLED.contains(&element) && of_word(value))
            || element == "gd"
            || (["rFonts", "font", "altName", "sym", "latin", "ea", "cs", "mathFont"]
                .contains(&element)
                && known_font(value))
            || (element == "compatSetting" && value.bytes().all(|b| b.is_ascii_alphanumeric()))
            || (element == "font" && name == "script" && value.len() == 4)
            || matches!(name, "Type" | "ContentType") && is_schema(value)
            || matches!(name, "Target" | "PartName") && super::known_place(value).is_some()
            || matches!(name, "uri" | "relationshipType") && is_schema(value);
        if !value.is_empty() && !declares && !fixed && (!choice || TEXTS.contains(&name)) {
            values.insert(percent(code(&resolved(value))));
        }
        rest = &after[end + 2..];
    }
}

/// The binaries of a package that is written as one XML file; `None` for one that is not base64.
pub(super) fn binaries(xml: &str) -> Vec<Option<Vec<u8>>> {
    let inner = |rest: &str| Some(rest.split_once('>')?.1.split_once("</")?.0.to_owned());
    let opened = xml.split("binaryData").skip(1).step_by(2);
    opened.map(|rest| base64(&inner(&format!("{rest}</"))?)).collect()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '=') {
        let value = match c {
            'A'..='Z' => c as u32 - 65,
            'a'..='z' => c as u32 - 71,
            '0'..='9' => c as u32 + 4,
            '+' => 62,
            '/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(((bits >> count) & 0xFF) as u8);
        }
    }
    Some(out)
}

#[derive(Default)]
struct Line {
    out: String,
    open: bool,
}

impl Line {
    fn add(&mut self, text: &str) {
        self.out.push_str(text);
        self.open |= !text.is_empty();
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.out.push('\n');
        }
    }

    fn finish(self) -> String {
        self.out
    }
}

/// Text with references to characters resolved.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, tail)| Some((character(name)?, tail)));
        match found {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let number =
        |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name.strip_prefix('#') {
        Some(code) => match code.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16),
            None => number(code, 10),
        },
        None => match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            _ => None,
        },
    }
}

/// Text with `%20` and the like resolved, where that gives text.
pub(super) fn percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        let mut ahead = bytes.clone();
        let digits = (ahead.next(), ahead.next());
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match (b, digit(digits.0), digit(digits.1)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                bytes = ahead;
            }
            _ => out.push(b),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
