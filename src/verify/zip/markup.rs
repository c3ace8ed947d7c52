//! XML without a parser's notion of what matters: text between tags, and everything inside tags.

use super::part_name;
use super::references::{percent, resolved};
use super::vocabulary::{chosen, css, font, is_plain_cell, prefix, schema, style, without_field};
use crate::model::Message;
use crate::verify::reading::Reading;
use std::collections::{BTreeSet, HashSet};

/// The view of values of attributes.
pub(in crate::verify) const VALUES: &str = "values";

/// The view without deleted text, which says the same as the lines where nothing is deleted.
pub(super) const ACCEPTED: &str = "lines after changes";

/// What stands between values: a letter of a far script, so that two values never read as one.
const APART: &str = "\n\u{A015}\n";

/// Elements at whose end a line ends; all other tags join what stands on their two sides.
const LINES: [&str; 24] = [
    "p",
    "h",
    "table-cell",
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
const TEXTS: [&str; 16] = [
    "author",
    "userName",
    "userPrincipalName",
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

/// The readings of a part: lines, lines without deleted text, every text by itself, values.
/// `None` when tags do not close.
///
/// In a page of HTML, names without a prefix are those of HTML.
pub(super) fn read<'x>(
    xml: &'x str,
    place: &Message,
    html: bool,
    seen: &mut BTreeSet<String>,
) -> Option<Vec<Reading>> {
    let mut lines = Line::default();
    let mut accepted = Line::default();
    let mut single = Line::default();
    let mut codes = String::new();
    let mut values = BTreeSet::new();
    let mut known: HashSet<&'x str> = HashSet::new();
    let mut names = Names::default();
    names.known.extend(html.then(String::new));
    let mut element = String::new();
    let mut rest: &'x str = xml;
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
            // Spaces in OpenDocument.
            if name == "text:s" {
                [&mut lines, &mut accepted, &mut single].into_iter().for_each(|l| l.add(" "));
            }
            if local == "fldChar" {
                codes.push('\n');
            }
            if (closes && ends_line(name, local)) || local == "fldChar" {
                lines.end();
                accepted.end();
            }
            // Most tags of a document say the same over and over.
            if tag.contains("xmlns") {
                known.clear();
            }
            if !is_plain_cell(tag) && known.insert(tag) {
                attributes(tag, local, &mut names, &mut values);
            }
            element = if closes { String::new() } else { local.to_owned() };
            tail.get(end + 1..)?
        };
    }
    // The same value in two parts counts once too.
    let values: String =
        values.into_iter().filter(|v| seen.insert(v.clone())).map(|v| v + APART).collect();
    let codes: String = codes.lines().map(|c| format!("{}\n", without_field(c))).collect();
    Some(vec![
        Reading::new("lines", place.clone(), lines.finish() + &codes),
        Reading::new(ACCEPTED, place.clone(), accepted.finish()),
        Reading::new("single texts", place.clone(), single.finish()),
        Reading::new(VALUES, place.clone(), values),
    ])
}

/// Word's and drawings' own elements join unless they end a line; others stand apart.
fn ends_line(name: &str, local: &str) -> bool {
    let joins =
        ["w:", "a:", "m:", "w14:", "mc:", "w15:", "text:"].iter().any(|p| name.starts_with(p));
    LINES.contains(&local) || (!joins && !matches!(local, "t" | "r" | "rPr"))
}

/// The offset of the `>` that ends a tag; quotes may hold others.
pub(in crate::verify) fn tag_end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        match bytes.get(at)? {
            b'>' => return Some(at),
            quote => at += memchr::memchr(*quote, bytes.get(at + 1..)?)? + 2,
        }
    }
}

/// Which names in markup are words of people: those in namespaces of no standard.
///
/// Scopes are not followed: what is foreign anywhere is foreign from there on.
#[derive(Default)]
struct Names {
    foreign: BTreeSet<String>,
    known: BTreeSet<String>,
}

impl Names {
    fn declare(&mut self, name: &str, uri: &str) {
        let prefix = name.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':');
        let set = if schema(uri) { &mut self.known } else { &mut self.foreign };
        set.insert(prefix.to_owned());
    }

    /// Takes a name apart and keeps what may be text of it; gives whether it is foreign.
    fn see(&self, name: &str, element: bool, values: &mut BTreeSet<String>) -> bool {
        let (before, local) = name.split_once(':').unwrap_or(("", name));
        if !before.is_empty() && !prefix(before) {
            values.insert(before.to_owned());
        }
        let foreign = (element || !before.is_empty()) && self.is_foreign(before);
        if foreign {
            values.insert(local.to_owned());
        }
        foreign
    }

    fn is_foreign(&self, prefix: &str) -> bool {
        prefix != "xml" && (self.foreign.contains(prefix) || !self.known.contains(prefix))
    }
}

/// The values in a tag that may be text. The same value twice counts once, as readers see it once.
fn attributes(tag: &str, element: &str, names: &mut Names, values: &mut BTreeSet<String>) {
    let inner = tag.trim_start_matches('/');
    let mut found = Vec::new();
    let mut rest = inner;
    while let Some(equals) = rest.find('=') {
        let (before, after) = (&rest[..equals], rest[equals + 1..].trim_start());
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some(end) = after[1..].find(quote) else { break };
        let name = before.trim_end().rsplit([' ', '\t', '\n', '\r']).next().unwrap_or_default();
        found.push((name, &after[1..=end]));
        rest = &after[end + 2..];
    }
    let declared = found.iter().filter(|(n, _)| *n == "xmlns" || n.starts_with("xmlns:"));
    for (name, uri) in declared {
        let uri = resolved(uri);
        names.declare(name, &uri);
        values.extend(name.split_once(':').map(|(_, p)| p.to_owned()).filter(|p| !prefix(p)));
        if !schema(&uri) {
            values.insert(uri.into_owned());
        }
    }
    let name = inner.split([' ', '/', '\n', '\t', '\r']).next().unwrap_or_default();
    let foreign = names.see(name, true, values);
    for (name, value) in found.iter().filter(|(n, _)| *n != "xmlns" && !n.starts_with("xmlns:")) {
        let odd = match name.contains(':') {
            true => names.see(name, false, values),
            false => foreign,
        };
        if foreign && !name.contains(':') {
            values.insert((*name).to_owned());
        }
        let local = name.rsplit(':').next().unwrap_or_default();
        // A date in OpenDocument, as a cell shows it.
        if local == "date-value"
            && let (Some(year), Some(month), Some(day)) =
                (value.get(..4), value.get(5..7), value.get(8..10))
        {
            values.insert(format!("{day}-{month}-{year}"));
        }
        if !value.is_empty() && (odd || tells(element, local, value)) {
            values.insert(percent(without_field(&resolved(value))));
        }
    }
}

/// Whether the value of an attribute in a namespace of a standard may be text.
fn tells(element: &str, name: &str, value: &str) -> bool {
    let fixed = (STYLED.contains(&element) && style(value))
        || element == "gd"
        || (element == "compatSetting" && chosen(value))
        || (name == "TargetMode" && matches!(value, "External" | "Internal"))
        || (["rFonts", "font", "altName", "sym", "latin", "ea", "cs", "mathFont"]
            .contains(&element)
            && font(value))
        || (element == "font" && name == "script" && value.len() == 4)
        || (matches!(element, "lang" | "themeFontLang") && language(value))
        || (name == "style" && css(value))
        || (matches!(name, "Target" | "PartName") && part_name::known(value).is_some())
        || schema(value)
        || (!TEXTS.contains(&name) && is_number(value))
        || matches!(name, "Ignorable" | "Requires" | "MustUnderstand")
            && value.split_ascii_whitespace().all(prefix);
    !fixed && (!chosen(value) || TEXTS.contains(&name))
}

/// A color, an identifier or another number in hexadecimal digits: no letters of anybody.
fn is_number(value: &str) -> bool {
    let bare = value.trim_start_matches(['#', '{']).trim_end_matches('}');
    // VML adds the number of a color in the theme.
    let bare = bare.split(" [").next().unwrap_or_default();
    bare.len() >= 6
        && bare.bytes().any(|b| b.is_ascii_digit())
        && bare.bytes().any(|b| b.is_ascii_alphabetic())
        && bare.split('-').all(|group| group.len().is_multiple_of(2))
        && bare.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// A language and its region (BCP 47): `nl-NL`, `en-US`.
fn language(value: &str) -> bool {
    let (language, region) = value.split_once('-').unwrap_or((value, "NL"));
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.len() == 2
        && region.bytes().all(|b| b.is_ascii_uppercase())
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
