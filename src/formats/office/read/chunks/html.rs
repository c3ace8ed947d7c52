//! HTML chunks: text between tags and values in tags. The HTML need not be well-formed. Scripts,
//! style sheets, and comments are removed, since readers do not see them.

use crate::formats::media;
use crate::formats::office::read::flow::{Flow, Visibility};
use crate::formats::office::read::markup::{PartMarkup, TextElement};
use crate::formats::office::read::segments::{SegmentCollector, SourceRange};
use crate::formats::office::syntax::attributes::{Carrier, ReplacementRule};
use crate::formats::office::syntax::vocabulary::{is_code, is_css, is_prefix};
use crate::formats::office::syntax::xml::{reference, resolve};
use crate::formats::textmap::Origin;
use crate::model::{Place, SegmentKind};
use std::ops::Range;

/// Reads an HTML chunk.
pub(crate) fn read(
    text: &str,
    part: usize,
    place: &Place,
    collector: &mut SegmentCollector,
) -> PartMarkup {
    let flow = Flow::new(SegmentKind::Body, place, collector);
    let mut reader = HtmlReader {
        text,
        part,
        place,
        collector,
        flow,
        out: PartMarkup::default(),
        open: Vec::new(),
        hidden: hidden_classes(text),
    };
    let mut at = 0;
    while at < text.len() {
        let open = text.get(at..).and_then(|t| t.find('<')).map_or(text.len(), |o| at + o);
        reader.between(at..open);
        at = reader.tag(open);
    }
    let HtmlReader { flow, out, collector, .. } = reader;
    flow.finish(collector);
    out
}

struct HtmlReader<'a, 'g> {
    text: &'a str,
    part: usize,
    place: &'a Place,
    collector: &'g mut SegmentCollector,
    flow: Flow<'a>,
    out: PartMarkup,
    /// The open elements of which one hides its content, and whether it does.
    open: Vec<(String, bool)>,
    /// Classes and ids that the style sheets hide.
    hidden: Vec<String>,
}

/// Elements that have no end tag.
const VOID: &str = " area base basefont br col hr img input link meta param wbr ";
/// Most open elements that are remembered.
const MOST_OPEN: usize = 1000;

impl<'a> HtmlReader<'a, '_> {
    /// Reads a tag; returns the offset after it.
    fn tag(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(self.text.len(), |e| at + e + 3);
            self.out.always.push(at..end);
            return end;
        }
        let Some(length) = tag_length(rest) else { return self.text.len() };
        let end = at + length;
        let inner = rest.get(1..length - 1).unwrap_or_default();
        if inner.starts_with(['!', '?']) && !inner.eq_ignore_ascii_case("!doctype html")
            || !is_tag(inner)
        {
            self.out.always.push(at..end);
            return end;
        }
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        self.values(inner, at + 1);
        self.nest(&name, inner);
        match name.as_str() {
            "td" | "th" if inner.starts_with('/') => self.flow.end_cell(),
            "tr" if inner.starts_with('/') => self.flow.end_row(),
            "br" | "p" | "div" | "li" | "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
            | "table" | "body" | "pre" | "blockquote" | "option" | "label" => self.flow.end_line(),
            "script" | "style" if !inner.starts_with('/') => {
                let close = format!("</{name}");
                let tail = self.text.get(end..).unwrap_or_default().to_ascii_lowercase();
                let stop = tail.find(&close).map_or(self.text.len(), |s| end + s);
                self.out.always.push(end..stop);
                return stop;
            }
            _ => {}
        }
        end
    }

    /// Notes which elements are open around what follows, where one hides its content.
    fn nest(&mut self, name: &str, inner: &str) {
        if inner.starts_with('/') {
            if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                self.open.truncate(at);
            }
            return;
        }
        let hides = self.hides(name, inner);
        let void = VOID.contains(&format!(" {name} ")) || inner.ends_with('/');
        if !void && (hides || !self.open.is_empty()) && self.open.len() < MOST_OPEN {
            self.open.push((name.to_owned(), hides));
        }
    }

    /// Whether an element hides its content.
    fn hides(&self, name: &str, tag: &str) -> bool {
        let tag: String = resolve(tag).to_lowercase();
        let style: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
        let mut words = tag.split(|c: char| c.is_whitespace() || "\"'=/;".contains(c)).skip(1);
        matches!(name, "template" | "noscript")
            || is_hiding(&style)
            || words.any(|word| word == "hidden" || self.hidden.iter().any(|class| class == word))
    }

    fn visibility(&self) -> Visibility {
        let hidden = self.open.iter().any(|(_, hides)| *hides);
        Visibility { hidden, ..Visibility::default() }
    }

    /// Collects the values in a tag, quoted or not.
    fn values(&mut self, tag: &str, base: usize) {
        let mut at = 0;
        while let Some(equals) = tag.get(at..).and_then(|t| t.find('=')) {
            let before = tag.get(at..at + equals).unwrap_or_default();
            let label = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            let value = at + equals + 1;
            let rest = tag.get(value..).unwrap_or_default();
            let lead = rest.len() - rest.trim_start().len();
            let (skip, length) = match rest.trim_start().chars().next() {
                Some(q @ ('"' | '\'')) => {
                    let inner = rest.get(lead + 1..).unwrap_or_default();
                    (lead + 1, inner.find(q).unwrap_or(inner.len()))
                }
                _ => {
                    let inner = rest.get(lead..).unwrap_or_default();
                    (lead, inner.find(char::is_whitespace).unwrap_or(inner.len()))
                }
            };
            let raw = rest.get(skip..skip + length).unwrap_or_default();
            let link = matches!(label, "href" | "src");
            if let Some(new) = media::data_uri(&resolve(raw)) {
                self.out.pictures += 1;
                let range = base + value + skip..base + value + skip + length;
                self.out.replaced.push((range, new));
                at = (value + skip + length + 1).min(tag.len());
                continue;
            }
            if !is_attribute(label) {
                let quote = usize::from(rest.get(..skip).is_some_and(|s| s.ends_with(['"', '\''])));
                let from = at + before.trim_end().len() - label.len();
                let to = (value + skip + length + quote).min(tag.len());
                self.out.always.push(base + from..base + to);
            }
            let carrier = Carrier {
                kind: if link { SegmentKind::Link } else { SegmentKind::Alternative },
                rule: if link { ReplacementRule::Link } else { ReplacementRule::Text },
            };
            let said = !(label == "style" && is_css(&resolve(raw)));
            if raw.chars().any(char::is_alphanumeric) && said && is_attribute(label) {
                let range = base + value + skip..base + value + skip + length;
                self.collector.value(carrier, label, &resolve(raw), self.place, (self.part, range));
            }
            at = (value + skip + length + 1).min(tag.len());
        }
    }

    /// Collects the text between two tags.
    fn between(&mut self, range: Range<usize>) {
        let text: &'a str = self.text.get(range.clone()).unwrap_or_default();
        if text.trim().is_empty() {
            if !text.is_empty() {
                self.flow.push(" ", Origin::Inferred, Visibility::default());
            }
            return;
        }
        let shown = self.visibility();
        let element = self.out.text_elements.len();
        self.out.text_elements.push(TextElement::plain(range.clone()));
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let entity = rest.strip_prefix('&').and_then(|r| {
                let end = r.find(';').filter(|e| *e < 12)?;
                let name = r.get(..end)?;
                let c = reference(name).or(if name == "nbsp" { Some('\u{A0}') } else { None });
                Some((c, end + 2))
            });
            let next = rest.get(1..).and_then(|r| r.find('&')).map_or(text.len(), |n| at + 1 + n);
            let (length, whole) = match entity {
                Some((Some(_), length)) => (length, true),
                _ => (next - at, false),
            };
            let (start, end) = (range.start + at, range.start + at + length);
            let source = SourceRange { part: self.part, element, start, end, whole };
            match entity {
                Some((Some(c), _)) => {
                    self.flow.push(c.to_string(), Origin::Whole(source), shown);
                }
                _ => {
                    let piece: &'a str = text.get(at..at + length).unwrap_or_default();
                    self.flow.push(piece, Origin::Exact(source), shown);
                }
            }
            at += length;
        }
    }
}

/// Whether a style, without white space and in lower case, hides what it is for.
fn is_hiding(style: &str) -> bool {
    const HIDING: [&str; 8] = [
        "display:none",
        "visibility:hidden",
        "visibility:collapse",
        "mso-hide:all",
        "font-size:0",
        "opacity:0;",
        "opacity:0\"",
        "font-size:1p",
    ];
    HIDING.iter().any(|hiding| style.contains(hiding))
}

/// The classes, ids and elements that the style sheets of a page hide.
fn hidden_classes(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    for sheet in lower.split("<style").skip(1) {
        let sheet = sheet.split("</style").next().unwrap_or_default();
        for rule in sheet.split('}') {
            let Some((selector, body)) = rule.rsplit_once('{') else { continue };
            let body: String = body.chars().filter(|c| !c.is_whitespace()).chain([';']).collect();
            if is_hiding(&body) {
                let names = selector.split([',', ' ', '>', '\n', '\r', '\t']);
                let last = names.filter_map(|name| name.rsplit(['.', '#']).next());
                out.extend(last.filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
    }
    out
}

/// Whether a tag is an HTML tag, or one with a prefix as Office writes. Browsers ignore other tags.
fn is_tag(inner: &str) -> bool {
    const TAGS: &str = " a abbr acronym address area article aside b base basefont bdi bdo big \
        blockquote body br button caption center cite code col colgroup datalist dd del details dfn \
        dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header \
        hr html i iframe img input ins kbd label legend li link main map mark menu meta nav \
        noframes noscript object ol optgroup option p param pre q rp rt ruby s samp script section \
        select small span strike strong style sub summary sup table tbody td textarea tfoot th \
        thead time title tr tt u ul var wbr xml ";
    let name = inner.trim_start_matches('/');
    let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default().to_lowercase();
    match name.split_once(':') {
        Some((prefix, local)) => is_prefix(prefix) && (local.len() < 2 || is_code(local)),
        None => TAGS.split_whitespace().any(|t| t == name) || inner.starts_with('!'),
    }
}

/// Whether an attribute affects the text or its appearance.
fn is_attribute(label: &str) -> bool {
    const ATTRIBUTES: &str = " abbr align alink alt background bgcolor border cellpadding cellspacing \
        charset cite class clear color colspan content coords datetime dir face for headers height \
        href hspace http-equiv id label lang link media method name nowrap rel rowspan scope shape \
        size span src start style summary target text title type usemap valign value vlink vspace \
        width ";
    ATTRIBUTES.split_whitespace().any(|a| a.eq_ignore_ascii_case(label))
}

/// The length of a tag in bytes, including its brackets; `None` if it does not end.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (at, b) in rest.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if value => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
        value = b == b'=' || (value && b.is_ascii_whitespace());
    }
    // If an unclosed quote swallows the rest, the first bracket ends the tag.
    rest.find('>').map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        let mut collector = SegmentCollector::default();
        read(html, 0, &Place::verbatim("x"), &mut collector);
        collector.finish().into_iter().map(|h| h.segment.text).collect()
    }

    #[test]
    fn text_and_values_are_read() {
        let got = texts(
            "<p>Jan<b>sen</b>&nbsp;&amp; co<br>x<img alt=Bos title='de Wit'><script>x</script>",
        );
        assert_eq!(got, ["Jansen\u{A0}& co\nx", "Bos", "de Wit"]);
    }

    #[test]
    fn hidden_letters_part_no_word() {
        for hidden in [
            "<span style='display: none'>xq</span>",
            "<span hidden>xq</span>",
            "<style>.h { visibility:hidden }</style><b class=\"h\">xq</b>",
            "<i style=\"color:red;mso-hide:all\"><b>x</b>q</i>",
        ] {
            let got = texts(&format!("<p>Ver{hidden}kruisen</p>"));
            assert_eq!(got.first().map(String::as_str), Some("Verkruisen"), "{hidden}");
        }
    }

    #[test]
    fn broken_html_does_not_panic() {
        let html = "<p a='b\" c=d>x&#;&nbsp<!-- é --><é=\"";
        for end in (0..html.len()).filter(|e| html.is_char_boundary(*e)) {
            texts(&html[..end]);
        }
    }
}
