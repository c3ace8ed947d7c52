//! Reads a page: its text as it is shown, and all that is not shown.

use super::code::{self, CssToken};
use super::entity;
use super::page::{Container, Page, Source, Stretch};
use super::tags::{self, Tag, Value};
use super::vocabulary::{is_attribute, is_block, is_link, is_naming, is_tag, is_technical};
use crate::formats::media;
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Place, Scale, SegmentKind, Unread, Unreadable, message};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most open elements that are remembered where one hides its content.
const MOST_OPEN: usize = 1000;
/// Deepest nesting of markup in comments.
const DEPTH: usize = 4;

/// Reads a page.
pub(crate) fn read(text: &str) -> Page {
    let mut reader = Reader {
        text,
        page: Page::default(),
        shown: TextMap::new(),
        hidden: TextMap::new(),
        comment: TextMap::new(),
        names: BTreeMap::new(),
        open: Vec::new(),
        preformatted: 0,
        within: 0,
    };
    reader.markup(0..text.len());
    reader.finish()
}

struct Reader<'a> {
    text: &'a str,
    page: Page,
    /// What is shown.
    shown: TextMap<Source>,
    /// What stands in elements that are not shown.
    hidden: TextMap<Source>,
    /// What stands in comments.
    comment: TextMap<Source>,
    /// Names for style sheets and scripts, each once, with all its places.
    names: BTreeMap<&'a str, Vec<usize>>,
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
        if !is_tag(&tag.name) && !office(&tag.name) {
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
    fn closing(&self, name: &str, from: usize, end: usize) -> usize {
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
                if self.open.is_empty() {
                    end_line(&mut self.hidden);
                }
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
        let style = || {
            let plain = entity::resolved(self.slice(&value.value), true).to_lowercase();
            plain.chars().filter(|c| !c.is_whitespace()).collect::<String>()
        };
        name.eq_ignore_ascii_case("style") && {
            let style = style() + ";";
            ["display:none", "visibility:hidden", "mso-hide:all", "font-size:0", "opacity:0;"]
                .iter()
                .any(|hiding| style.contains(hiding))
        }
    }

    /// Ends lines and cells of the text.
    fn layout(&mut self, tag: &Tag) {
        let flow = self.flow();
        match tag.name.as_str() {
            "td" | "th" if tag.closes => {
                if !flow.text().is_empty() {
                    flow.push_inferred("\t");
                }
            }
            "br" => {
                if !flow.text().is_empty() {
                    flow.push_inferred("\n");
                }
            }
            name if is_block(name) => end_line(flow),
            _ => {}
        }
    }

    /// Where text goes that stands here.
    fn flow(&mut self) -> &mut TextMap<Source> {
        if self.within > 0 {
            &mut self.comment
        } else if self.open.is_empty() {
            &mut self.shown
        } else {
            &mut self.hidden
        }
    }

    /// Collects text between tags.
    fn between(&mut self, range: Range<usize>) {
        let keeps = self.preformatted > 0;
        let text = self.text;
        let flow = self.flow();
        push_text(text, range, false, keeps, flow);
    }

    /// Collects the values of a tag.
    fn values(&mut self, tag: &Tag) {
        let about = ["name", "property", "http-equiv", "itemprop"].iter().find_map(|wanted| {
            let own = tag.values.iter().find(|v| self.slice(&v.name).eq_ignore_ascii_case(wanted));
            own.map(|v| self.slice(&v.value).to_owned())
        });
        for value in &tag.values {
            let name = self.slice(&value.name).to_ascii_lowercase();
            if !is_attribute(&name) {
                self.names.entry(self.slice(&value.name)).or_default().push(value.name.start);
            }
            let raw = self.slice(&value.value);
            if !raw.chars().any(char::is_alphanumeric) || is_technical(&name, raw) {
                continue;
            }
            let container = if value.quoted { Container::Markup } else { Container::Bare };
            let at = value.value.clone();
            if is_link(&name) && self.picture(raw, at.clone()) {
                continue;
            }
            let plain = !raw.contains(['&', '\\']);
            if name == "style" && plain {
                self.css(at);
            } else if is_naming(&name) && plain {
                self.naming(at);
            } else if is_link(&name) {
                self.value(at, &name, SegmentKind::Link, container);
            } else if name == "content" && tag.name == "meta" {
                let label = about.clone().unwrap_or(name);
                self.value(at, &label, SegmentKind::Metadata, container);
            } else {
                self.value(at, &name, SegmentKind::Alternative, container);
            }
        }
    }

    /// Takes a picture within a value; gives whether there is one.
    fn picture(&mut self, raw: &str, at: Range<usize>) -> bool {
        let plain = entity::resolved(raw, true);
        if !plain.trim_start().get(..5).is_some_and(|p| p.eq_ignore_ascii_case("data:")) {
            return false;
        }
        let place = Place::new(message!("picture in a value"));
        match media::data_uri(&plain).filter(|clean| !clean.is_empty()) {
            Some(clean) => {
                if clean != raw {
                    self.page.always.push(Splice::new(at.clone(), clean));
                }
                let (why, scale) = (Unreadable::Image, Scale::Small);
                self.page.unread.push(Unread { place, why, scale });
            }
            None => {
                let (why, scale) = (Unreadable::Opaque, Scale::Page);
                self.page.unread.push(Unread { place, why, scale });
            }
        }
        self.page.pictures.push(at);
        true
    }

    /// Collects names for style sheets and scripts.
    fn naming(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        for word in text.split_whitespace() {
            let offset = word.as_ptr() as usize - text.as_ptr() as usize;
            self.names.entry(word).or_default().push(range.start + offset);
        }
    }

    /// Collects a value with references to characters.
    fn value(&mut self, range: Range<usize>, label: &str, kind: SegmentKind, container: Container) {
        let mut map = TextMap::new();
        push_text(self.text, range, true, true, &mut map);
        let place = Place::new(match kind {
            SegmentKind::Link => message!("link"),
            SegmentKind::Metadata => message!("property of the page"),
            _ => message!("value in a tag"),
        });
        self.keep(kind, place, Some(label.to_owned()), map, container);
    }

    /// Collects text as it stands.
    fn exact(&mut self, range: Range<usize>, kind: SegmentKind, container: Container) {
        let mut map = TextMap::new();
        map.push_exact(self.slice(&range), Source::exact(range));
        self.keep(kind, Place::new(message!("text that is not shown")), None, map, container);
    }

    /// A comment, declaration or instruction; returns the offset behind it.
    fn remark(&mut self, at: usize, end: usize) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
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

    fn css(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        for token in code::css(text) {
            let at = |r: Range<usize>| range.start + r.start..range.start + r.end;
            match token {
                CssToken::Name(r) if !text.get(r.clone()).is_some_and(|t| t.contains('\\')) => {
                    let name = text.get(r.clone()).unwrap_or_default();
                    self.names.entry(name).or_default().push(at(r).start);
                }
                CssToken::Link(r) => {
                    let raw = text.get(r.clone()).unwrap_or_default();
                    let bare = raw.trim_matches(['"', '\'', ' ']);
                    let offset = bare.as_ptr() as usize - raw.as_ptr() as usize;
                    let inner = at(r).start + offset;
                    if !self.picture(bare, inner..inner + bare.len()) {
                        self.code(inner..inner + bare.len(), SegmentKind::Link);
                    }
                }
                CssToken::Name(r) | CssToken::Text(r) | CssToken::Remark(r) => {
                    self.code(at(r), SegmentKind::Hidden);
                }
            }
        }
    }

    fn script(&mut self, range: Range<usize>) {
        if self.slice(&range).trim().is_empty() {
            return;
        }
        self.page.unread.push(Unread {
            place: Place::new(message!("script")),
            why: Unreadable::Opaque,
            scale: Scale::Small,
        });
        self.code(range, SegmentKind::Hidden);
    }

    /// Collects text of a style sheet or script.
    fn code(&mut self, range: Range<usize>, kind: SegmentKind) {
        let mut map = TextMap::new();
        code::resolved(self.text, range, &mut map);
        self.keep(kind, Place::new(message!("style or script")), None, map, Container::Code);
    }

    fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn keep(
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
        let body = Place::new(message!("text of the page"));
        self.keep(SegmentKind::Body, body, None, shown, Container::Markup);
        let unseen = Place::new(message!("text that is not shown"));
        let hidden = std::mem::take(&mut self.hidden);
        self.keep(SegmentKind::Hidden, unseen, None, hidden, Container::Markup);
        let comment = std::mem::take(&mut self.comment);
        let remark = Place::new(message!("comment"));
        self.keep(SegmentKind::Comment, remark, None, comment, Container::Comment);
        self.page.stretches.extend(values);
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

/// Elements of Office: a short prefix and a name of its own.
fn office(name: &str) -> bool {
    name.split_once(':').is_some_and(|(prefix, local)| {
        matches!(prefix, "o" | "v" | "w" | "m" | "x" | "st1" | "svg")
            && matches!(
                local,
                "p" | "smarttagtype"
                    | "place"
                    | "placename"
                    | "city"
                    | "personname"
                    | "shape"
                    | "shapetype"
                    | "stroke"
                    | "formulas"
                    | "f"
                    | "path"
                    | "lock"
                    | "imagedata"
                    | "officedocumentsettings"
                    | "allowpng"
                    | "shapedefaults"
                    | "shapelayout"
                    | "idmap"
                    | "worddocument"
                    | "latentstyles"
                    | "textbox"
                    | "rect"
                    | "wrap"
            )
    })
}

fn end_line(flow: &mut TextMap<Source>) {
    if !flow.text().is_empty() && !flow.text().ends_with('\n') {
        flow.push_inferred("\n");
    }
}

/// Adds text with references to characters. Unless it is to be kept, white space is one space.
fn push_text(
    text: &str,
    range: Range<usize>,
    attribute: bool,
    keeps: bool,
    flow: &mut TextMap<Source>,
) {
    let mut at = range.start;
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let stop = memchr::memchr(b'&', rest.as_bytes()).map_or(range.end, |n| at + n);
        plain(text, at..stop, keeps, flow);
        if stop >= range.end {
            return;
        }
        let behind = text.get(stop + 1..range.end).unwrap_or_default();
        match entity::reference(behind, attribute) {
            Some((letters, length)) => {
                let end = stop + 1 + length;
                flow.push_whole(&letters, Source::whole(stop..end));
                at = end;
            }
            None => {
                flow.push_exact("&", Source::exact(stop..stop + 1));
                at = stop + 1;
            }
        }
    }
}

fn plain(text: &str, range: Range<usize>, keeps: bool, flow: &mut TextMap<Source>) {
    let whole = text.get(range.clone()).unwrap_or_default();
    if keeps {
        flow.push_exact(whole, Source::exact(range));
        return;
    }
    let mut at = range.start;
    // Runs of white space are one space; single ones keep their place in the piece around them.
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or_default();
        let bytes = rest.as_bytes();
        let double = bytes
            .windows(2)
            .position(|w| w.iter().all(u8::is_ascii_whitespace))
            .unwrap_or(bytes.len());
        let piece = rest.get(..double).unwrap_or_default();
        let skip = usize::from(
            piece.starts_with(|c: char| c.is_ascii_whitespace())
                && (flow.text().is_empty() || flow.text().ends_with(['\n', ' ', '\t'])),
        );
        let shown = piece.get(skip..).unwrap_or_default().replace(['\n', '\r', '\t', '\u{c}'], " ");
        flow.push_exact(&shown, Source::exact(at + skip..at + double));
        at += double;
        let blank = text.get(at..range.end).unwrap_or_default();
        let run = blank.bytes().take_while(u8::is_ascii_whitespace).count();
        if run > 0 {
            if !(flow.text().is_empty() || flow.text().ends_with(['\n', ' ', '\t'])) {
                flow.push_whole(" ", Source::whole(at..at + run));
            }
            at += run;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::splice;
    use crate::model::Span;

    fn texts(html: &str) -> Vec<String> {
        read(html).segments().map(|s| s.text.trim_end().to_owned()).collect()
    }

    fn cut(html: &str, what: &str) -> String {
        let page = read(html);
        let mut orders = Vec::new();
        for (at, segment) in page.segments().enumerate() {
            for (start, _) in segment.text.match_indices(what) {
                orders.push((at, Span::new(start, start + what.len()), "5.1"));
            }
        }
        let cut = page.cut(&orders, false, false).map_err(|n| format!("order {n}")).expect("cuts");
        let out = splice::apply(html.as_bytes(), cut.splices).expect("apart");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_page_reads_as_it_is_shown() {
        let got = texts(
            "<!DOCTYPE html><title>Kop</title><p>Jan<b>sen</b>  en\n co</p><table><tr><td>a</td><td>b</td></tr></table>\
             <p>x<br>y &amp; z < 3</p>",
        );
        assert_eq!(got, ["Jansen en co\na\tb\t\nx\ny & z < 3", "Kop"]);
    }

    #[test]
    fn a_cut_goes_through_every_carrier() {
        for html in [
            "<p>Noor Bakker</p>",
            "<p>Noor <b>Bak</b>ker</p>",
            "<p>&#78;oor &#x42;akker</p>",
            "<p>Noor\n   Bakker</p>",
            "<img alt='Noor Bakker'>",
            "<a title=Noor&#32;Bakker>x</a>",
            "<!-- Noor Bakker -->",
            "<!--[if mso]><b>Noor</b> Bakker<![endif]-->",
            "<![CDATA[Noor Bakker]]>",
            "<style>p{content:\"Noor \\42 akker\"}</style>",
            "<style>/* Noor Bakker */</style>",
            "<script>var x = 'Noor \\u0042akker';</script>",
            "<template><p>Noor Bakker</template>",
            "<span style='display:none'>Noor Bakker</span>",
            "<textarea>Noor Bakker</textarea>",
            "<meta name=author content='Noor Bakker'>",
            "<a data-x=\"Noor Bakker\" href='mailto:Noor Bakker'>x</a>",
            "<p>x<a href=\"Noor Bakker",
        ] {
            let out = cut(html, "Noor Bakker");
            assert!(!out.contains("oor") && !out.contains("akker"), "{html} gives {out}");
            assert!(out.contains("5.1"), "{html} gives {out}");
        }
        assert_eq!(cut("<p>Noor <b>Bak</b>ker</p>", "Noor Bakker"), "<p>[5.1]<b></b></p>");
    }

    #[test]
    fn a_name_for_style_sheets_goes_everywhere() {
        let html =
            "<style>.noor-bakker{color:red}</style><p class='a noor-bakker' id=noor-bakker>x";
        let want = "<style>.x5-1{color:red}</style><p class='a x5-1' id=x5-1>x";
        assert_eq!(cut(html, "noor-bakker"), want);
    }

    #[test]
    fn broken_pages_do_not_panic() {
        let html = "<p a='b\" c=d>x&#;&nbsp<!-- é --><é=\"<style>a{\\é}\"'/*</style><script>\\u{";
        for end in (0..html.len()).filter(|e| html.is_char_boundary(*e)) {
            texts(&html[..end]);
            texts(&html[end..]);
        }
    }
}
