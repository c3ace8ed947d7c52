//! One pass over an XML part: running text goes into stories, values become segments.

use crate::formats::media;
use crate::formats::odf::flow::Flow;
use crate::formats::odf::segments::{Collector, Source};
use crate::formats::odf::vocabulary::{Rule, carrier, is_standard, namespace};
use crate::formats::odf::walker::{CellTag, Frame, Inline, Malformed, Markup, Mode, Value, Walker};
use crate::formats::office::syntax::vocabulary::has_word;
use crate::formats::office::syntax::xml::{
    Attribute, attributes, is_well_formed, reference, resolve,
};
use crate::formats::textmap::Origin;
use crate::model::{Place, SegmentKind, message};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::ops::Range;

/// The maximum nesting depth of elements.
const DEPTH: usize = 512;

/// Reads part number `part`.
pub(crate) fn walk(
    text: &str,
    part: usize,
    (place, mode): (&Place, Mode),
    (hiding, names): (&BTreeSet<String>, &[String]),
    collector: &mut Collector,
) -> Result<Markup, Malformed> {
    let mut walker = Walker {
        text,
        part,
        place,
        mode,
        collector,
        hiding,
        names,
        scope: Vec::new(),
        stack: Vec::new(),
        flows: Vec::new(),
        hidden: None,
        page: 0,
        at: (0, 0),
        in_sheet: false,
        out: Markup::default(),
    };
    if mode != Mode::Values {
        let kind = if mode == Mode::Story { SegmentKind::Body } else { SegmentKind::Metadata };
        walker.begin(kind, place.clone());
    }
    walker.run()?;
    Ok(walker.out)
}

impl Walker<'_, '_> {
    fn run(&mut self) -> Result<(), Malformed> {
        let text = self.text;
        let mut reader = Reader::from_str(text);
        loop {
            let start = usize::try_from(reader.buffer_position()).map_err(|_| Malformed)?;
            let event = reader.read_event().map_err(|_| Malformed)?;
            let end = usize::try_from(reader.buffer_position()).map_err(|_| Malformed)?;
            let range = start..end;
            match event {
                Event::Start(_) => self.open(range, false)?,
                Event::Empty(_) => {
                    self.open(range.clone(), true)?;
                    self.close(range)?;
                }
                Event::End(_) => self.close(range)?,
                Event::Text(_) => {
                    let piece = text.get(range.clone()).unwrap_or_default();
                    self.piece(piece, range, false);
                }
                Event::GeneralRef(_) => {
                    let name = text.get(start + 1..end.saturating_sub(1)).ok_or(Malformed)?;
                    let c = reference(name).ok_or(Malformed)?;
                    self.piece(&c.to_string(), range, true);
                }
                Event::CData(_) => {
                    let inner = start + 9..end.saturating_sub(3);
                    let piece = text.get(inner.clone()).unwrap_or_default();
                    self.piece(piece, inner, false);
                }
                Event::Comment(_) | Event::PI(_) => self.out.always.push(range),
                Event::DocType(_) => return Err(Malformed),
                Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if !self.stack.is_empty() {
            return Err(Malformed);
        }
        while let Some(flow) = self.hidden.take().or_else(|| self.flows.pop()) {
            flow.finish(self.collector);
        }
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> &'static str {
        self.scope.iter().rev().find(|(p, _)| p == prefix).map_or("", |(_, ns)| ns)
    }

    fn open(&mut self, range: Range<usize>, empty: bool) -> Result<(), Malformed> {
        if self.stack.len() >= DEPTH {
            return Err(Malformed);
        }
        let text = self.text;
        let close = if empty { 2 } else { 1 };
        let tag = text.get(range.start + 1..range.end.checked_sub(close).ok_or(Malformed)?);
        let tag = tag.filter(|t| is_well_formed(t)).ok_or(Malformed)?;
        let all: Vec<Attribute<'_>> = attributes(tag, range.start + 1).collect();
        let before = self.scope.len();
        for a in all.iter().filter(|a| a.name.starts_with("xmlns")) {
            let prefix = a.name.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':');
            let uri = resolve(a.raw);
            self.scope.push((prefix.to_owned(), namespace(&uri)));
            if !is_standard(&uri) && !uri.is_empty() {
                self.value((SegmentKind::Name, Rule::Identifier), "id", &uri, a.value.clone());
            }
        }
        let name = tag.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(tag);
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let ns = self.namespace(prefix);
        let mut frame = Frame {
            ns,
            local: local.to_owned(),
            start: range.start,
            scope: self.scope.len() - before,
            story: false,
            value: None,
            cell: None,
        };
        let get = |wanted: &str| {
            all.iter().find(|a| a.name.rsplit(':').next() == Some(wanted)).map(|a| a.raw)
        };
        self.element(&mut frame, &get, &range);
        // A word in the name of an element that no standard has says as much as text.
        if ns.is_empty() && has_word(local) {
            return Err(Malformed);
        }
        for a in all.iter().filter(|a| !a.name.starts_with("xmlns")) {
            self.attribute(&mut frame, a)?;
        }
        self.stack.push(frame);
        Ok(())
    }

    /// What an element starts.
    fn element<'t>(
        &mut self,
        frame: &mut Frame,
        get: &dyn Fn(&str) -> Option<&'t str>,
        range: &Range<usize>,
    ) {
        use SegmentKind::{Body, Comment, Header, Hidden, Note};
        let hides = get("style-name").is_some_and(|s| self.hiding.contains(s));
        let times = |name: &str| get(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
        let kind = match (frame.ns, frame.local.as_str()) {
            ("text", "note-body") => Some(Note),
            ("office", "annotation") => Some(Comment),
            ("text", "tracked-changes") | ("table", "tracked-changes") | ("office", "scripts") => {
                Some(Hidden)
            }
            ("text", "hidden-text" | "hidden-paragraph") => Some(Hidden),
            ("text", "section") if get("display").is_some_and(|d| d != "true") => Some(Hidden),
            ("text", "p" | "h" | "span" | "section") if hides => Some(Hidden),
            ("text", "ruby-text") => Some(Hidden),
            // On a slide, what stands in frames is all there is.
            ("drawing", "text-box" | "custom-shape")
                if self.stack.iter().any(|f| f.ns == "text" && f.local == "p") =>
            {
                Some(Body)
            }
            ("style", local) if local.starts_with("header") || local.starts_with("footer") => {
                (!local.ends_with("style")).then_some(Header)
            }
            ("presentation", "notes") => Some(Note),
            ("table", "table") if self.stack.last().is_some_and(|f| f.local == "spreadsheet") => {
                self.in_sheet = true;
                self.at = (0, 0);
                self.page += 1;
                Some(if hides { Hidden } else { Body })
            }
            ("drawing", "page") => {
                self.page += 1;
                Some(if hides { Hidden } else { Body })
            }
            ("table", "table-row") => {
                self.at.1 = 0;
                None
            }
            ("text", "p" | "h") => {
                self.flows.last_mut().into_iter().for_each(Flow::begin_paragraph);
                None
            }
            ("table", "table-cell" | "covered-table-cell") => {
                let index = self.out.cells.len();
                self.out.cells.push(CellTag { open: range.clone(), ..CellTag::default() });
                frame.cell = Some((index, times("number-columns-repeated")));
                let at = self.at;
                let own = self.in_sheet.then_some(at);
                self.flows.last_mut().into_iter().for_each(|f| f.cell = own);
                None
            }
            ("office", "script") | ("script", _) => {
                self.out.scripts = true;
                None
            }
            ("text", "s") => {
                let count = get("c").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).min(64);
                self.inferred(&" ".repeat(count));
                None
            }
            ("text", "tab") => {
                self.inferred("\t");
                None
            }
            ("text", "line-break") => {
                self.inferred("\n");
                None
            }
            _ => None,
        };
        if let Some(kind) = kind {
            frame.story = true;
            match self.hidden.take() {
                Some(flow) if frame.local == "span" => self.flows.push(flow),
                before => {
                    before.into_iter().for_each(|flow| flow.finish(self.collector));
                    let place = self.place_of(frame);
                    self.begin(kind, place);
                }
            }
        }
        frame.value = self.value_of(frame, get);
    }

    /// The place of a story that an element starts.
    fn place_of(&self, frame: &Frame) -> Place {
        match (frame.ns, frame.local.as_str()) {
            ("table", "table") => Place::new(message!("sheet {0}", self.page)),
            ("drawing", "page") => Place::new(message!("slide {0}", self.page)),
            ("presentation", "notes") => Place::new(message!("notes of slide {0}", self.page)),
            _ if self.in_sheet => Place::new(message!("sheet {0}", self.page)),
            _ => self.place.clone(),
        }
    }

    /// The value that an element holds as its text.
    fn value_of<'t>(&self, frame: &Frame, get: &dyn Fn(&str) -> Option<&'t str>) -> Option<Value> {
        use SegmentKind::{Alternative, Metadata};
        let in_meta = self.mode == Mode::Values;
        let (kind, rule) = match (frame.ns, frame.local.as_str()) {
            ("dc", "creator") | ("meta", "initial-creator" | "printed-by") if in_meta => {
                (Metadata, Rule::Blank)
            }
            ("dc", "creator") | (_, "creator-initials" | "sender-initials") => {
                (Metadata, Rule::Author)
            }
            ("svg-compatible", "title" | "desc") => (Alternative, Rule::Text),
            ("config", "config-item") if get("name").is_some_and(|n| n.starts_with("Printer")) => {
                (Metadata, Rule::Blank)
            }
            _ if in_meta || frame.ns == "dc" => (Metadata, Rule::Text),
            _ => return None,
        };
        let label = get("name").filter(|_| matches!(frame.ns, "meta" | "config"));
        let label = label.unwrap_or(frame.local.as_str()).to_owned();
        Some(Value { kind, rule, label, text: String::new(), range: None })
    }

    fn value(&mut self, carrier: (SegmentKind, Rule), label: &str, text: &str, at: Range<usize>) {
        self.collector.value(carrier, label, text, self.place, (self.part, at));
    }

    fn attribute(&mut self, frame: &mut Frame, a: &Attribute<'_>) -> Result<(), Malformed> {
        let (prefix, name) = a.name.split_once(':').unwrap_or(("", a.name));
        let ns =
            if prefix.is_empty() || prefix == "xml" { "other" } else { self.namespace(prefix) };
        if ns.is_empty() && has_word(name) {
            return Err(Malformed);
        }
        let text = resolve(a.raw);
        if let Some(new) = media::data_uri(&text) {
            self.out.pictures += 1;
            if new != text {
                self.out.always.push(a.whole.clone());
            }
            return Ok(());
        }
        if let Some((cell, _)) = frame.cell
            && let Some(tag) = self.out.cells.get_mut(cell)
        {
            match name {
                "value-type" if ns == "office" => tag.kinds.push(a.value.clone()),
                "value-type" => tag.values.push(a.whole.clone()),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value"
                | "currency" | "formula" => tag.values.push(a.whole.clone()),
                _ => {}
            }
        }
        if (ns, name) == ("xlink", "href") && !text.contains(':') && !text.starts_with('#') {
            let target = text.trim_start_matches("./").to_lowercase();
            self.out.links.push((target, a.value.clone()));
        }
        if let Some((kind, rule)) = carrier(&frame.local, (ns, name), &text) {
            let range = if rule == Rule::Attribute { a.whole.clone() } else { a.value.clone() };
            let label = if kind == SegmentKind::Name { "id" } else { a.name };
            self.value((kind, rule), label, &text, range);
            if rule == Rule::Identifier {
                return Ok(());
            }
        }
        for known in self.names {
            for (at, found) in a.raw.match_indices(known.as_str()) {
                let at = a.value.start + at..a.value.start + at + found.len();
                let plain = resolve(known).into_owned();
                self.value((SegmentKind::Name, Rule::Identifier), "id", &plain, at);
            }
        }
        Ok(())
    }

    fn inferred(&mut self, text: &str) {
        if let Some(value) = self.stack.iter_mut().rev().find_map(|f| f.value.as_mut()) {
            value.text.push_str(text);
        } else if let Some(flow) = self.flows.last_mut() {
            flow.push(text, Origin::Inferred);
        }
    }

    fn piece(&mut self, text: &str, range: Range<usize>, whole: bool) {
        let inside = |f: &Frame| matches!(f.local.as_str(), "p" | "h") && f.ns == "text";
        let value = self.stack.last().is_some_and(|f| f.value.is_some());
        let blank = text.trim().is_empty();
        if blank && !value && !self.stack.iter().any(inside) {
            return;
        }
        let cell = self.cell();
        if let Some(value) = self.stack.last_mut().and_then(|f| f.value.as_mut()) {
            value.text.push_str(text);
            value.range.get_or_insert_with(|| range.clone()).end = range.end;
            return;
        }
        // A picture as text.
        if self.stack.last().is_some_and(|f| f.local == "binary-data") {
            let (with, large) = media::in_letters(text).unwrap_or((String::new(), true));
            self.out.inline.push(Inline { range, with, large });
            return;
        }
        let source = Source { part: self.part, at: range, whole, cell };
        let origin = if whole { Origin::Whole(source) } else { Origin::Exact(source) };
        if let Some(flow) = self.flows.last_mut() {
            flow.push(text, origin);
        }
    }

    fn close(&mut self, range: Range<usize>) -> Result<(), Malformed> {
        let frame = self.stack.pop().ok_or(Malformed)?;
        let whole = frame.start..range.end;
        if let Some(Value { kind, rule, label, text, range: Some(at) }) = frame.value {
            self.value((kind, rule), &label, &text, at);
        }
        let flow = self.flows.last_mut();
        match (frame.ns, frame.local.as_str()) {
            ("text", "p" | "h") => {
                flow.into_iter().for_each(Flow::end_paragraph);
                if let Some(hidden) = self.hidden.take() {
                    hidden.finish(self.collector);
                }
            }
            ("table", "table-cell" | "covered-table-cell") => {
                let times = frame.cell.map_or(1, |(_, times)| times);
                flow.into_iter().for_each(|f| f.end_cell(times));
                let times = u32::try_from(times).unwrap_or(u32::MAX);
                self.at.1 = self.at.1.saturating_add(times);
            }
            ("table", "table-row") => {
                flow.into_iter().for_each(|f| {
                    f.end_row();
                    f.cell = None;
                });
                let text = self.text.get(frame.start..).unwrap_or_default();
                let tag = text.split('>').next().unwrap_or_default();
                let times = attributes(tag, 0).find(|a| a.name.ends_with("rows-repeated"));
                let times = times.and_then(|a| a.raw.parse().ok()).unwrap_or(1);
                self.at.0 = self.at.0.saturating_add(times);
            }
            ("office", "annotation" | "annotation-end")
            | ("text", "tracked-changes" | "change" | "change-start" | "change-end") => {
                self.out.extras.push(whole.clone());
            }
            ("table", "tracked-changes") => self.out.extras.push(whole.clone()),
            ("meta", "template") => self.out.always.push(whole.clone()),
            ("drawing", "frame") => self.out.frames.push(whole.clone()),
            ("table", "table") if frame.story => self.in_sheet = false,
            _ => {}
        }
        if frame.story
            && let Some(flow) = self.flows.pop()
        {
            match frame.local.as_str() {
                "span" => self.hidden = Some(flow),
                _ => flow.finish(self.collector),
            }
            let hidden = matches!(
                (frame.ns, frame.local.as_str()),
                ("text", "span" | "p" | "h" | "section" | "hidden-text" | "hidden-paragraph")
            );
            if hidden {
                self.out.extras.push(whole);
            }
        }
        let left = self.scope.len().saturating_sub(frame.scope);
        self.scope.truncate(left);
        Ok(())
    }
}
