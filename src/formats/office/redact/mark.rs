//! The mark that replaces running text: the label of the ground, in a run of its own with the font
//! and size of the run it was cut from.

use crate::formats::office::syntax::xml::escape;
use crate::model::MarkStyle;

/// The mark as plain text.
pub(crate) fn plain(label: &str) -> String {
    if label.is_empty() { String::new() } else { format!("[{label}]") }
}

/// The run properties that a mark takes over or sets itself, in the order that CT_RPr requires
/// (ECMA-376 Part 1, 17.3.2.28). A mark has no other properties.
const SEQUENCE: &[&str] = &[
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "kern",
    "position",
    "sz",
    "szCs",
    "bdr",
    "shd",
    "vertAlign",
    "rtl",
    "cs",
    "lang",
    "specVanish",
];

fn rank(local: &str) -> Option<usize> {
    SEQUENCE.iter().position(|s| *s == local)
}

/// The start tags of a run and of the text in it, as they will be in the copy.
pub(crate) struct RunTags<'a> {
    /// The start tag of the run.
    pub(crate) run: String,
    /// The start tag of the text element, or the empty element that stands for text.
    pub(crate) text: &'a str,
    /// Whether it is such an empty element.
    pub(crate) whole: bool,
}

/// Markup that ends a run, puts the mark in a run of its own, and starts the first run again.
/// `properties` is the markup of the run properties as it will be in the copy.
pub(crate) fn run_split(
    tags: &RunTags<'_>,
    properties: Option<&str>,
    label: &str,
    style: MarkStyle,
) -> Option<String> {
    let text_name = tag_name(tags.text)?;
    let run_name = tag_name(&tags.run)?;
    let prefix = run_name.strip_suffix('r')?;
    let t = if tags.whole { format!("{prefix}t") } else { text_name.to_owned() };
    let styled = mark_properties(prefix, properties, style);
    let kept = properties.map(without_history).unwrap_or_default();
    let open_run = &tags.run;
    let mark = escape(&plain(label));
    let space = r#" xml:space="preserve""#;
    let inner = format!("<{run_name}>{styled}<{t}{space}>{mark}</{t}></{run_name}>");
    Some(if tags.whole {
        format!("</{run_name}>{inner}{open_run}{kept}")
    } else {
        format!("</{t}></{run_name}>{inner}{open_run}{kept}<{t}{space}>")
    })
}

fn tag_name(tag: &str) -> Option<&str> {
    let inner = tag.strip_prefix('<')?;
    inner.split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next()
}

/// The children of a `w:rPr`: local name and markup.
fn children(properties: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let Some(first) = properties.find('>') else { return out };
    if properties.as_bytes().get(first.wrapping_sub(1)) == Some(&b'/') {
        return out;
    }
    let Some(last) = properties.rfind("</") else { return out };
    let mut rest = properties.get(first + 1..last).unwrap_or_default();
    while let Some(tag) = rest.find('<').and_then(|at| rest.get(at..)) {
        let Some((child, tail)) = tag_name(tag).and_then(|name| split_element(tag, name)) else {
            break;
        };
        out.push(child);
        rest = tail;
    }
    out
}

/// Splits off the element called `name` at the start of `text`: its local name and markup, and the
/// rest.
fn split_element<'a>(text: &'a str, name: &'a str) -> Option<((&'a str, &'a str), &'a str)> {
    let open = text.find('>')? + 1;
    let end = if text.get(..open)?.ends_with("/>") {
        open
    } else {
        let closing = format!("</{name}>");
        text.find(&closing)? + closing.len()
    };
    let local = name.rsplit(':').next().unwrap_or(name);
    let (element, tail) = text.split_at_checked(end)?;
    Some(((local, element), tail))
}

/// The properties without tracked changes: nobody changed the piece after a mark.
fn without_history(properties: &str) -> String {
    match children(properties).iter().find(|(local, _)| *local == "rPrChange") {
        Some((_, change)) => properties.replacen(change, "", 1),
        None => properties.to_owned(),
    }
}

fn mark_properties(prefix: &str, properties: Option<&str>, style: MarkStyle) -> String {
    let (ink, fill, frame) = match style {
        MarkStyle::Black => ("FFFFFF", "000000", ""),
        MarkStyle::Framed => ("000000", "FFFFFF", "single"),
    };
    let own = |local: &str| match local {
        "color" => format!(r#"<{prefix}color {prefix}val="{ink}"/>"#),
        "shd" => format!(
            r#"<{prefix}shd {prefix}val="clear" {prefix}color="auto" {prefix}fill="{fill}"/>"#
        ),
        "bdr" if !frame.is_empty() => format!(
            r#"<{prefix}bdr {prefix}val="{frame}" {prefix}sz="4" {prefix}space="0" {prefix}color="000000"/>"#
        ),
        _ => String::new(),
    };
    let kept = properties.map(children).unwrap_or_default();
    let mut out = format!("<{prefix}rPr>");
    for local in SEQUENCE {
        if matches!(*local, "color" | "shd" | "bdr") {
            out.push_str(&own(local));
        } else if let Some((_, markup)) = kept.iter().find(|(l, _)| l == local && rank(l).is_some())
        {
            out.push_str(markup);
        }
    }
    out.push_str(&format!("</{prefix}rPr>"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(part: &str, style: MarkStyle) -> String {
        let run_end = part.find('>').expect("as made here") + 1;
        let text = part.find("<w:t").expect("as made here");
        let text_end = text + part[text..].find('>').expect("as made here") + 1;
        let tags =
            RunTags { run: part[..run_end].into(), text: &part[text..text_end], whole: false };
        run_split(&tags, part.get(run_end..text), "5.1.2e", style).expect("as made here")
    }

    #[test]
    fn the_mark_keeps_font_and_size_and_loses_what_tells() {
        let part = r#"<w:r w:x="1"><w:rPr><w:rFonts w:ascii="Verdana"/><w:caps/><w:color w:val="FFFFFF"/><w:sz w:val="18"/><w:highlight w:val="black"/><w:fitText w:val="1200"/><w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>Jan"#;
        let out = split(part, MarkStyle::Black);
        let (mark, tail) = out.split_once("[5.1.2e]").expect("as made here");
        assert!(
            mark.contains(
                r#"<w:rFonts w:ascii="Verdana"/><w:color w:val="FFFFFF"/><w:sz w:val="18"/><w:shd"#
            ),
            "{mark}"
        );
        assert!(!mark.contains("caps") && !mark.contains("fitText") && !mark.contains("rPrChange"));
        assert!(tail.contains(r#"<w:r w:x="1"><w:rPr><w:rFonts w:ascii="Verdana"/><w:caps/>"#));
        assert!(!tail.contains("rPrChange"));
        assert!(tail.ends_with(r#"<w:t xml:space="preserve">"#));
    }

    #[test]
    fn the_framed_mark_is_black_on_white() {
        let out = split("<w:r><w:rPr/><w:t>x", MarkStyle::Framed);
        assert!(out.contains(r#"<w:color w:val="000000"/>"#) && out.contains("<w:bdr "));
        assert!(out.contains(r#"w:fill="FFFFFF""#));
    }
}
