//! What XML has that HTML has not: elements of any name, data, declarations of entities.

use super::flow::end_line;
use super::page::{Container, Inlaid, Source};
use super::reader::Reader;
use super::tags::Tag;
use crate::formats::base64;
use crate::formats::media;
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Place, Scale, SegmentKind, Unread, Unreadable, message};
use std::ops::Range;

/// Elements within a line of text, by their names without a prefix.
const INLINE: [&str; 21] = [
    "a", "b", "em", "font", "i", "r", "rpr", "s", "span", "strong", "sub", "sup", "t", "tspan",
    "u", "g", "phrase", "emphasis", "prooferr", "ruby", "hi",
];
/// Elements that say no more than that there is text.
const PLAIN: [&str; 17] = [
    "p", "h", "text", "title", "desc", "td", "th", "li", "value", "string", "item", "para", "data",
    "cell", "body", "div", "note",
];
/// How many digits of base64 are more than a word: a file in letters.
const FILE: usize = 512;

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl Reader<'_> {
    /// Takes a tag of XML; returns the offset behind it, or behind what stands in a script.
    pub(super) fn xml_tag(&mut self, tag: &Tag, end: usize) -> usize {
        // Another name for what stands within a line would part its words.
        if !INLINE.contains(&local(&tag.name)) {
            self.names.entry(self.slice(&tag.name_at)).or_default().push(tag.name_at.start);
        }
        let source = self.slice(&(tag.name_at.start..tag.end)).trim_end_matches('>');
        let empty = source.ends_with('/');
        for value in &tag.values {
            self.xml_value(value.name.clone(), value.value.clone());
        }
        let name = local(&tag.name);
        let breaks = match empty {
            true => matches!(name, "br" | "line-break" | "tab" | "s" | "cr"),
            false => !INLINE.contains(&name),
        };
        if empty && matches!(name, "s" | "tab") {
            self.flow().push_inferred(" ");
        } else if breaks {
            end_line(self.flow());
        }
        self.pending = (!tag.closes && !empty && breaks).then(|| tag.name_at.clone());
        if tag.closes || empty || !matches!(name, "script" | "style") {
            return tag.end;
        }
        let stop = self.closing(&tag.name, tag.end, end);
        let inner = self.slice(&(tag.end..stop));
        if inner.contains(['<', '&']) {
            return tag.end;
        }
        self.pending = None;
        match name {
            "style" => self.css(tag.end..stop),
            _ => self.script(tag.end..stop),
        }
        stop
    }

    /// Collects a value in a tag behind its name.
    fn xml_value(&mut self, name: Range<usize>, value: Range<usize>) {
        let called = self.slice(&name);
        let raw = self.slice(&value);
        if called.starts_with("xmlns") || !raw.contains(char::is_alphanumeric) {
            return;
        }
        self.names.entry(called).or_default().push(name.start);
        if raw.contains("data:") && self.picture(raw, value.clone()) {
            return;
        }
        self.listed.push_inferred(local(called));
        self.listed.push_inferred(": ");
        let text = self.text;
        super::flow::push_text(text, value, true, true, &mut self.listed);
        self.listed.push_inferred("\n");
    }

    /// Puts the name of an element in front of its text. Gives whether the text is no text, but a
    /// file in letters.
    pub(super) fn announced(&mut self, range: &Range<usize>) -> bool {
        let text = self.slice(range);
        if !text.contains(char::is_alphanumeric) {
            return false;
        }
        let digit = |b: u8| b.is_ascii_alphanumeric() || b"+/=\r\n\t ".contains(&b);
        let spaces = || text.trim().bytes().filter(|b| *b == b' ').count();
        if text.len() >= FILE && text.bytes().all(digit) && spaces() * 40 < text.len() {
            self.file(range.clone());
            return true;
        }
        if let Some(name) = self.pending.take() {
            let name = local(self.slice(&name));
            if !PLAIN.contains(&name.to_ascii_lowercase().as_str()) {
                let label = format!("{name}: ");
                self.flow().push_inferred(&label);
            }
        }
        false
    }

    /// A file in letters: a picture loses what it says beside itself, another cannot be read.
    fn file(&mut self, range: Range<usize>) {
        let clean = media::in_letters(self.slice(&range));
        if let (Some(_), Some(bytes)) = (&clean, base64::decode(self.slice(&range))) {
            let (unread, range) = (self.page.unread.len(), range.clone());
            let (before, name) = (String::new(), String::new());
            self.page.inlaid.push(Inlaid { range, before, bytes, name, unread });
        }
        let place = Place::new(message!("file in the text"));
        let (why, scale) = match &clean {
            Some((_, false)) => (Unreadable::Image, Scale::Small),
            Some(_) => (Unreadable::Image, Scale::Page),
            None => (Unreadable::Opaque, Scale::Page),
        };
        self.page.unread.push(Unread { place, why, scale });
        if let Some((clean, _)) = clean {
            self.page.always.push(Splice::new(range.clone(), clean));
        }
        if scale == Scale::Page {
            self.page.pictures.push(range);
        }
    }

    /// What XML has between angle brackets beside tags and comments; returns the offset behind it.
    pub(super) fn xml_remark(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = self.text.get(at..end)?;
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let stop = data.find("]]>").unwrap_or(data.len());
            let inner = at + 9..at + 9 + stop;
            if !self.announced(&inner) {
                let text = self.slice(&inner);
                self.flow().push_exact(text, Source::exact(inner.clone()));
            }
            return Some((inner.end + 3).min(end));
        }
        if let Some(instruction) = rest.strip_prefix("<?") {
            let stop = instruction.find("?>").unwrap_or(instruction.len());
            let inner = at + 2..at + 2 + stop;
            let text = self.slice(&inner);
            if !text.starts_with("xml ") && text.contains(char::is_alphanumeric) {
                let mut map = TextMap::new();
                map.push_exact(text, Source::exact(inner.clone()));
                let place = Place::new(message!("text that is not shown"));
                self.keep(SegmentKind::Hidden, place, None, map, Container::Comment);
            }
            return Some((inner.end + 2).min(end));
        }
        let declared = rest.get(..9).is_some_and(|r| r.eq_ignore_ascii_case("<!doctype"));
        let subset = rest.find('[').filter(|at| rest.find('>').is_some_and(|end| *at < end));
        if !declared || subset.is_none() {
            return None;
        }
        let stop = rest.find("]>").or_else(|| rest.rfind("]").map(|at| at + 1)).unwrap_or(0);
        let stop = if stop == 0 { end } else { (at + stop + 2).min(end) };
        // What an entity stands for may be anything, also in another file.
        let place = Place::new(message!("declaration of the document"));
        let (why, scale) = (Unreadable::Content, Scale::Page);
        self.page.unread.push(Unread { place, why, scale });
        self.page.pictures.push(at..stop);
        Some(stop)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::markup::read_xml;
    use crate::formats::splice;
    use crate::model::{Scale, Span};

    fn body(xml: &str) -> String {
        read_xml(xml).segments().next().map(|s| s.text.trim_end().to_owned()).unwrap_or_default()
    }

    #[test]
    fn data_stands_behind_its_name() {
        let xml = "<?xml version=\"1.0\"?><lijst><persoon><naam>Noor &amp; Bos</naam><x:bsn>123</x:bsn></persoon></lijst>";
        assert_eq!(body(xml), "naam: Noor & Bos\nbsn: 123");
        let text = "<office:text><text:p>Noor <text:span>Bak</text:span>ker</text:p><text:p>a<text:s/>b</text:p></office:text>";
        assert_eq!(body(text), "Noor Bakker\na b");
        assert_eq!(body("<a><![CDATA[Noor <b> x]]></a>"), "Noor <b> x");
    }

    #[test]
    fn a_cut_goes_through_every_carrier() {
        for xml in [
            "<a>Noor Bakker</a>",
            "<a>Noor<b> Bak</b>ker</a>",
            "<a>&#78;oor Bakker</a>",
            "<a><![CDATA[Noor Bakker]]></a>",
            "<a naam='Noor Bakker'/>",
            "<a naam='Noor &#66;akker'/>",
            "<!-- Noor Bakker --><a/>",
            "<?wie Noor Bakker?><a/>",
            "<svg><title>Noor Bakker</title><text x='1'>y</text></svg>",
            "<svg><style>/* Noor Bakker */</style></svg>",
            "<svg><text>Noor <tspan>Bakker</tspan></text></svg>",
        ] {
            let page = read_xml(xml);
            let mut orders = Vec::new();
            for (at, segment) in page.segments().enumerate() {
                for (start, _) in segment.text.match_indices("Noor Bakker") {
                    orders.push((at, Span::new(start, start + 11), "5.1"));
                }
            }
            let cut =
                page.cut(&orders, &[], false, false).map_err(|n| format!("{n}")).expect("cuts");
            let out = splice::apply(xml.as_bytes(), cut.splices).expect("apart");
            let out = String::from_utf8(out).expect("text");
            assert!(!out.contains("oor") && !out.contains("akker"), "{xml} gives {out}");
        }
    }

    #[test]
    fn entities_of_its_own_are_unread() {
        let xml = "<!DOCTYPE a [<!ENTITY x \"Noor\">]><a>&x;</a>";
        let page = read_xml(xml);
        assert_eq!(page.unread.first().map(|u| u.scale), Some(Scale::Page));
        let cut = page.cut(&[], &[], false, true).map_err(|n| format!("{n}")).expect("cuts");
        let out = splice::apply(xml.as_bytes(), cut.splices).expect("apart");
        assert_eq!(out, b"<a>&x;</a>");
        for end in (0..xml.len()).filter(|e| xml.is_char_boundary(*e)) {
            read_xml(&xml[..end]);
            read_xml(&xml[end..]);
        }
    }
}
