//! Second reader of web pages: text between tags, values in tags, comments, and code with its
//! escapes resolved. It knows next to nothing of HTML, so that it is not blind where the first
//! reader is.

use super::reading::Reading;
use super::zip::tag_end;
use crate::model::Message;
use entities::ENTITIES;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Elements within a line; all others end one.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    "input", "o:p",
];

/// Values that programs choose from a list.
const CHOSEN: [&str; 24] = [
    "lang",
    "xml:lang",
    "dir",
    "type",
    "rel",
    "width",
    "height",
    "border",
    "cellpadding",
    "cellspacing",
    "align",
    "valign",
    "bgcolor",
    "color",
    "size",
    "face",
    "charset",
    "http-equiv",
    "media",
    "colspan",
    "rowspan",
    "target",
    "method",
    "hreflang",
];

static NAMES: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| ENTITIES.iter().map(|e| (e.entity, e.characters)).collect());

/// What stands in a page.
pub(super) fn read(text: &str, place: &Message) -> Vec<Reading> {
    let mut lines = String::new();
    let mut values = String::new();
    let mut code = String::new();
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('<') {
        lines.push_str(&resolved(before));
        let tail = rest.get(before.len()..).unwrap_or_default();
        if let Some(inner) = tail.strip_prefix("<!--") {
            let (comment, after) = inner.split_once("-->").unwrap_or((inner, ""));
            // Markup in comments is read too: some programs show it.
            values.push_str(&resolved(&bare(comment)));
            values.push('\n');
            rest = after;
            continue;
        }
        let opens = tail.get(1..).is_some_and(|t| {
            t.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        });
        let end = if opens { tag_end(tail).or_else(|| tail.find('>')) } else { None };
        let Some(end) = end else {
            lines.push('<');
            rest = tail.get(1..).unwrap_or_default();
            continue;
        };
        let tag = tail.get(1..end).unwrap_or_default();
        rest = tail.get(end + 1..).unwrap_or_default();
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/', '\n', '\t', '\r', '\u{c}']).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !INLINE.contains(&name.as_str()) {
            lines.push('\n');
        }
        in_tag(tag, &mut values);
        if matches!(name.as_str(), "script" | "style") && !tag.starts_with('/') {
            let stop = find_end(rest, &name);
            let inner = rest.get(..stop).unwrap_or_default();
            code.push_str(&escapes(inner));
            code.push('\n');
            // A script has escapes that a style sheet has not: they are resolved later.
            written.push_str(inner);
            written.push('\n');
            rest = rest.get(stop..).unwrap_or_default();
        }
    }
    lines.push_str(&resolved(rest));
    vec![
        Reading::new("text of pages", place.clone(), lines),
        Reading::new("values in pages", place.clone(), values),
        Reading::new("code in pages", place.clone(), code),
        Reading::new("code as it is", place.clone(), written),
    ]
}

/// Where the end tag of an element begins.
fn find_end(text: &str, name: &str) -> usize {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| {
            let found = text.get(at + 2..at + 2 + name.len());
            found.is_some_and(|f| f.eq_ignore_ascii_case(name))
        })
        .unwrap_or(text.len())
}

/// A comment without the tags in it.
fn bare(comment: &str) -> String {
    let mut out = String::new();
    let mut rest = comment;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((tag, after)) => {
                in_tag(tag, &mut out);
                rest = after;
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

/// The values in a tag that may be text.
fn in_tag(tag: &str, values: &mut String) {
    if tag.starts_with('!') || tag.starts_with('?') {
        values.push_str(tag);
        values.push('\n');
        return;
    }
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = after.trim_start();
        let (value, tail) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        let chosen = CHOSEN.contains(&name.to_ascii_lowercase().as_str())
            && value.len() <= 24
            && !value.contains(' ');
        if !chosen {
            values.push_str(&resolved(value));
            values.push('\n');
        }
        rest = tail;
    }
}

/// Text with references to characters resolved.
pub(super) fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let tail = rest.get(before.len()..).unwrap_or_default();
        match reference(tail) {
            Some((letters, length)) => {
                out.push_str(&letters);
                rest = tail.get(length..).unwrap_or_default();
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

fn reference(tail: &str) -> Option<(String, usize)> {
    if let Some(number) = tail.strip_prefix("&#") {
        let (digits, radix, skip) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        let byte = u8::try_from(code).ok().filter(|b| (0x80..0xA0).contains(b));
        let letter = match byte {
            Some(byte) => encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned(),
            None => char::from_u32(code)?.to_string(),
        };
        let semicolon = usize::from(digits.get(length..)?.starts_with(';'));
        return Some((letter, skip + length + semicolon));
    }
    let end = 1 + tail.bytes().skip(1).take(32).take_while(u8::is_ascii_alphanumeric).count();
    let whole = tail.get(..end + 1).filter(|t| t.ends_with(';'));
    whole
        .into_iter()
        .chain((3..=end.min(8)).rev().filter_map(|length| tail.get(..length)))
        .find_map(|name| NAMES.get(name).map(|letters| ((*letters).to_owned(), name.len())))
}

/// Code with the escapes of scripts and style sheets resolved.
pub(super) fn escapes(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = after.trim_start_matches(['u', 'x', '{']);
        let most = match after.chars().next() {
            Some('x') => 2,
            Some('u') if !after.starts_with("u{") => 4,
            _ => 6,
        };
        let length = digits.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let code = digits.get(..length).and_then(|d| u32::from_str_radix(d, 16).ok());
        match code.filter(|_| length >= 2).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                let tail = digits.get(length..).unwrap_or_default();
                rest = tail.strip_prefix(['}', ' ']).unwrap_or(tail);
            }
            None => {
                out.push(if after.starts_with('n') { '\n' } else { '\\' });
                rest = after.strip_prefix('n').unwrap_or(after);
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::census::search;
    use super::super::needle::Needle;
    use super::*;
    use crate::model::message;

    #[test]
    fn residue_is_seen_wherever_it_hides() {
        let finds = |html: &str| {
            let needles = [Needle { text: "Noor Bakker".into(), allowed: 0, pictured: false }];
            search(&read(html, &message!("file")), &needles, 1).is_err()
        };
        for html in [
            "<p>Noor <b>Bak</b>ker</p>",
            "<p>N&#111;or&nbsp;B&#x61kker</p>",
            "<img alt='Noor Bakker'>",
            "<img alt=Noor&#32;Bakker>",
            "<!-- <b>Noor</b> Bakker -->",
            "<style>p{content:'Noor \\42 akker'}</style>",
            "<script>x='Noor \\u0042akker'</script>",
            "<!DOCTYPE Noor Bakker>",
            "<p>Noor Bakker < x",
        ] {
            assert!(finds(html), "{html}");
        }
        assert!(!finds("<p lang=nl>Noor</p><p>en Bakker [5.1.2e]</p>"));
    }
}
