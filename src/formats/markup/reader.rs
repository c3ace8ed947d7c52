//! Reads a page: its text as it is shown, and all that is not shown.

use super::entity;
use super::flow::{end_line, push_text};
use super::hiding::{self, Hiding};
use super::page::{Container, Page, Source, Stretch};
use super::tags::{self, Tag, Value};
use super::vocabulary::{is_block, is_office, is_tag};
use crate::formats::hidden::{Hidden, Seen};
use crate::formats::textmap::TextMap;
use crate::model::{Place, SegmentKind, message};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most open elements that are remembered where one hides its content.
const MOST_OPEN: usize = 1000;
/// The stretches of what is shown and what is not, where a page has both.
const SHOWN: usize = 0;
const UNSEEN: usize = 1;
/// Deepest nesting of markup in comments.
const DEPTH: usize = 4;

/// Reads a page.
pub(crate) fn read(text: &str) -> Page {
    read_as(text, false)
}

/// Reads XML: its elements mean nothing here, but for what they are called.
pub(crate) fn read_xml(text: &str) -> Page {
    read_as(text, true)
}

fn read_as(text: &str, xml: bool) -> Page {
    let mut reader = Reader {
        xml,
        pending: None,
        listed: TextMap::new(),
        text,
        page: Page::default(),
        shown: TextMap::new(),
        hidden: TextMap::new(),
        seen: Seen::default(),
        seen_at: None,
        hiding: hiding::classes(text),
        comment: TextMap::new(),
        names: BTreeMap::new(),
        open: Vec::new(),
        preformatted: 0,
        within: 0,
    };
    reader.markup(0..text.len());
    reader.finish()
}

/// A page that is being read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Whether this is XML and no page.
    pub(super) xml: bool,
    /// The element that has just been opened.
    pub(super) pending: Option<Range<usize>>,
    /// The values in tags of XML, in lines.
    pub(super) listed: TextMap<Source>,
    pub(super) page: Page,
    /// What is shown.
    shown: TextMap<Source>,
    /// What stands in elements that are not shown.
    hidden: TextMap<Source>,
    /// Where that stands between what is shown.
    seen: Seen,
    /// Behind which offset of what is shown the last of it stands.
    seen_at: Option<usize>,
    /// What style sheets hide.
    hiding: Hiding,
    /// What stands in comments.
    comment: TextMap<Source>,
    /// Names for style sheets and scripts, each once, with all its places.
    pub(super) names: BTreeMap<&'a str, Vec<usize>>,
    /// The open elements from the first one on that hides its content.
    open: Vec<String>,
    preformatted: usize,
    /// In how many comments.
    within: usize,
}

/// Elements without an end tag.
const VOID: [&str; 16] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "link", "meta", "param", "source", "wbr",
];

impl<'a> Reader<'a> {
    /// Reads a stretch of markup.
    fn markup(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = self.text.get(at..range.end).unwrap_or_default();
            let Some(open) = memchr::memchr(b'<', rest.as_bytes()).map(|o| at + o) else {
                self.between(at..range.end);
                return;
            };
            let rest = self.text.get(open..range.end).unwrap_or_default();
            let special =
                rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</");
            if tags::opens(rest) {
                self.between(at..open);
                at = self.tag(open, range.end);
            } else if special {
                self.between(at..open);
                at = self.remark(open, range.end);
            } else {
                self.between(at..open + 1);
                at = open + 1;
            }
        }
    }

    /// Reads a tag and what stands in an element without markup; returns the offset behind it.
    fn tag(&mut self, at: usize, end: usize) -> usize {
        let source = self.text.get(..end).unwrap_or_default();
        let Some(tag) = tags::read(source, at) else {
            // Browsers drop a tag that does not end; its letters are in the file all the same.
            self.exact(at + 1..end, SegmentKind::Hidden, Container::Comment);
            return end;
        };
        if self.xml {
            return self.xml_tag(&tag, end);
        }
        if !is_tag(&tag.name) && !is_office(&tag.name) {
            self.names.entry(self.slice(&tag.name_at)).or_default().push(tag.name_at.start);
        }
        self.values(&tag);
        self.nest(&tag);
        self.layout(&tag);
        if tag.closes {
            return tag.end;
        }
        match tag.name.as_str() {
            "style" | "script" => {
                let stop = self.closing(&tag.name, tag.end, end);
                match tag.name.as_str() {
                    "style" => self.css(tag.end..stop),
                    _ => self.script(tag.end..stop),
                }
                stop
            }
            "title" | "textarea" => {
                let stop = self.closing(&tag.name, tag.end, end);
                if tag.name == "title" {
                    self.value(tag.end..stop, "title", SegmentKind::Metadata, Container::Markup);
                } else {
                    self.between(tag.end..stop);
                }
                stop
            }
            _ => tag.end,
        }
    }

    /// Where the end tag of an element begins.
    pub(super) fn closing(&self, name: &str, from: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes().get(..end).unwrap_or_default();
        let rest = bytes.get(from..).unwrap_or_default();
        memchr::memmem::find_iter(rest, b"</")
            .map(|at| from + at)
            .find(|at| {
                let found = bytes.get(at + 2..at + 2 + name.len());
                found.is_some_and(|f| f.eq_ignore_ascii_case(name.as_bytes()))
            })
            .unwrap_or(end)
    }

    /// Notes which elements are open where one hides its content.
    fn nest(&mut self, tag: &Tag) {
        if tag.name == "pre" {
            self.preformatted = match tag.closes {
                true => self.preformatted.saturating_sub(1),
                false => self.preformatted + 1,
            };
        }
        if tag.closes {
            if let Some(at) = self.open.iter().rposition(|open| *open == tag.name) {
                self.open.truncate(at);
            }
            return;
        }
        let hides = matches!(tag.name.as_str(), "template" | "noscript" | "noframes" | "noembed")
            || tag.values.iter().any(|v| self.hides(v));
        let void = VOID.contains(&tag.name.as_str());
        if !void && (hides || !self.open.is_empty()) && self.open.len() < MOST_OPEN {
            self.open.push(tag.name.clone());
        }
    }

    /// Whether a value in a tag hides the element.
    fn hides(&self, value: &Value) -> bool {
        let name = self.slice(&value.name);
        if name.eq_ignore_ascii_case("hidden") {
            return true;
        }
        let said = || entity::resolved(self.slice(&value.value), true);
        if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
            return !self.hiding.is_empty()
                && said().split_whitespace().any(|word| self.hiding.contains(word));
        }
        name.eq_ignore_ascii_case("style") && hiding::hides(&said())
    }

    /// Ends lines and cells of the text.
    fn layout(&mut self, tag: &Tag) {
        let flow = self.flow();
        match tag.name.as_str() {
            _ if flow.text().is_empty() => {}
            "td" | "th" if tag.closes => flow.push_inferred("\t"),
            "br" => flow.push_inferred("\n"),
            name if is_block(name) => end_line(flow),
            _ => {}
        }
    }

    /// Where text goes that stands here.
    pub(super) fn flow(&mut self) -> &mut TextMap<Source> {
        if self.within > 0 {
            &mut self.comment
        } else if self.open.is_empty() {
            &mut self.shown
        } else {
            &mut self.hidden
        }
    }

    /// Collects text between tags.
    pub(super) fn between(&mut self, range: Range<usize>) {
        if self.xml && self.announced(&range) {
            return;
        }
        let keeps = self.preformatted > 0;
        let text = self.text;
        let hides = self.within == 0 && !self.open.is_empty();
        let at = self.shown.text().len();
        if hides && self.seen_at.replace(at) != Some(at) {
            end_line(&mut self.hidden);
        }
        let start = self.hidden.text().len();
        push_text(text, range, false, keeps, self.flow());
        if hides {
            let range = start..self.hidden.text().len();
            self.seen.add(Hidden { around: SHOWN, at, within: UNSEEN, range });
        }
    }

    /// Collects text as it stands.
    pub(super) fn exact(&mut self, range: Range<usize>, kind: SegmentKind, container: Container) {
        let mut map = TextMap::new();
        map.push_exact(self.slice(&range), Source::exact(range));
        self.keep(kind, Place::new(message!("text that is not shown")), None, map, container);
    }

    /// A comment, declaration or instruction; returns the offset behind it.
    fn remark(&mut self, at: usize, end: usize) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
        if self.xml
            && let Some(next) = self.xml_remark(at, end)
        {
            return next;
        }
        let (inner, next) = if let Some(comment) = rest.strip_prefix("<!--") {
            let stop = comment.find("-->").map_or(end, |s| at + 4 + s);
            (at + 4..stop, (stop + 3).min(end))
        } else {
            let stop = rest.find('>').map_or(end, |s| at + s);
            (at + 2..stop, (stop + 1).min(end))
        };
        let text = self.slice(&inner);
        let declared = text.get(..7).is_some_and(|t| t.eq_ignore_ascii_case("doctype"));
        let condition = text.starts_with("[if")
            || text.starts_with("[endif")
            || text.starts_with("if ")
            || text.starts_with("endif");
        if declared || !text.chars().any(char::is_alphabetic) {
            if declared && text.len() > 14 {
                self.doctype(inner);
            }
        } else if self.within < DEPTH {
            if !condition {
                self.page.comments.push(at..next);
            }
            self.within += 1;
            self.markup(inner);
            end_line(&mut self.comment);
            self.within -= 1;
        } else {
            self.exact(inner, SegmentKind::Comment, Container::Comment);
        }
        next
    }

    /// A declaration with more than a name: the standards name theirs in capitals and addresses.
    fn doctype(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        let known = text.contains("//W3C//") || text.contains("about:legacy-compat");
        if !known || text.len() > 140 {
            self.exact(range, SegmentKind::Hidden, Container::Comment);
        }
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn keep(
        &mut self,
        kind: SegmentKind,
        place: Place,
        label: Option<String>,
        map: TextMap<Source>,
        container: Container,
    ) {
        if map.text().chars().any(char::is_alphanumeric) {
            self.page.stretches.push(Stretch { kind, place, label, map, container });
        }
    }

    /// Puts the flowing text first.
    fn finish(mut self) -> Page {
        let values = std::mem::take(&mut self.page.stretches);
        let shown = std::mem::take(&mut self.shown);
        let hidden = std::mem::take(&mut self.hidden);
        // Only where both are text is there a line with both.
        let text = |n: usize| if n == SHOWN { shown.text() } else { hidden.text() };
        self.page.readings = self.seen.readings(text);
        let body = Place::new(message!("text of the page"));
        self.keep(SegmentKind::Body, body, None, shown, Container::Markup);
        let unseen = Place::new(message!("text that is not shown"));
        self.keep(SegmentKind::Hidden, unseen, None, hidden, Container::Markup);
        let comment = std::mem::take(&mut self.comment);
        let remark = Place::new(message!("comment"));
        self.keep(SegmentKind::Comment, remark, None, comment, Container::Comment);
        self.page.stretches.extend(values);
        let listed = std::mem::take(&mut self.listed);
        let value = Place::new(message!("value in a tag"));
        self.keep(SegmentKind::Alternative, value, None, listed, Container::Markup);
        let mut map = TextMap::new();
        for (name, places) in std::mem::take(&mut self.names) {
            let Some((first, more)) = places.split_first() else { continue };
            let mut source = Source::exact(*first..*first + name.len());
            source.more = more.to_vec();
            map.push_exact(name, source);
            map.push_inferred("\n");
        }
        let place = Place::new(message!("names in the code"));
        self.keep(SegmentKind::Name, place, None, map, Container::Identifier);
        self.page
    }
}
