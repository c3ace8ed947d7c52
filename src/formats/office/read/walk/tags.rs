//! Tags: attributes, relationship ids, and elements whose presence alone means something.

use crate::formats::media;
use crate::formats::office::read::field_codes::without_field_name;
use crate::formats::office::read::flow::Visibility;
use crate::formats::office::read::markup::{Emptied, PartReference, TextElement};
use crate::formats::office::read::segments::SourceRange;
use crate::formats::office::read::walk::walker::{ElementFrame, PartWalker};
use crate::formats::office::syntax::attributes::{
    Carrier, ReplacementRule, carrier_of, without_style_words,
};
use crate::formats::office::syntax::elements::{ElementKind, symbol, text_equivalent};
use crate::formats::office::syntax::vocabulary::has_word;
use crate::formats::office::syntax::xml::{
    Attribute, Namespace, QualifiedName, attributes, resolve,
};
use crate::formats::textmap::Origin;
use crate::model::SegmentKind;
use std::ops::Range;

impl<'a> PartWalker<'a, '_> {
    pub(super) fn attributes(&mut self, tag: &'a str, frame: &mut ElementFrame<'a>) {
        let mut area = [0.0; 2];
        for a in attributes(tag, frame.open.start + 1) {
            if a.name == "xmlns" || a.name.starts_with("xmlns:") {
                self.declaration(&a);
                continue;
            }
            let full = self.scope.attribute(a.name, frame.foreign);
            let (own, name) = (full.ns, full.local);
            self.name(&full);
            // What a sheet is called in macros, which no copy has; numbers of editing sessions; a
            // picture of a shape as another program drew it, packed.
            let in_macros = name == "codeName" && matches!(frame.local, "sheetPr" | "workbookPr");
            let session = own == Some(Namespace::Word) && name.starts_with("rsid");
            let packed = own == Some(Namespace::Office) && name == "gfxdata";
            if in_macros || session || packed {
                self.out.always.push(a.whole);
                continue;
            }
            if own == Some(Namespace::Relationships)
                || (own == Some(Namespace::Office) && name == "relid")
            {
                let id = resolve(a.raw).into_owned();
                self.relation_id(&id, &a);
                let range = frame.open.clone();
                self.out.references.push(PartReference { id, range, area: self.area });
                continue;
            }
            match (frame.local, name) {
                ("extent" | "ext" | "sldSz", "cx") => area[0] = a.raw.parse().unwrap_or(0.0),
                ("extent" | "ext" | "sldSz", "cy") => area[1] = a.raw.parse().unwrap_or(0.0),
                ("pgSz", "w") => area[0] = a.raw.parse::<f64>().unwrap_or(0.0) * 635.0,
                ("pgSz", "h") => area[1] = a.raw.parse::<f64>().unwrap_or(0.0) * 635.0,
                ("shape" | "rect", "style") if frame.ns == Namespace::Vml => {
                    self.area = style_area(a.raw)
                }
                ("property" | "docVar", "name") => frame.label = Some(a.raw),
                _ => {}
            }
            if self.prefix_list(frame, own, name, &a) {
                continue;
            }
            self.value(frame, &full, &a);
        }
        match frame.local {
            // How large a picture is stands behind it.
            "ext" if frame.ns == Namespace::Drawing && area[0] * area[1] > 0.0 => {
                self.area = area[0] * area[1];
            }
            "sldSz" if area[0] * area[1] > 0.0 => self.out.page_area = area[0] * area[1],
            "extent" if frame.ns == Namespace::WordDrawing => self.area = area[0] * area[1],
            "pgSz" if area[0] * area[1] > 0.0 => self.out.page_area = area[0] * area[1],
            _ => {}
        }
    }

    fn value(&mut self, frame: &ElementFrame<'a>, full: &QualifiedName<'a>, a: &Attribute<'a>) {
        // An attribute without a prefix takes the namespace of its element.
        let ns = full.ns.unwrap_or(frame.ns);
        let name = full.local;
        if frame.ns == Namespace::Sheet && name == "location" {
            self.formula(a.value.clone());
            return;
        }
        let text = resolve(a.raw);
        if let Some(new) = media::data_uri(&text) {
            self.out.pictures += 1;
            if new != text {
                self.out.replaced.push((a.value.clone(), new));
            }
            return;
        }
        let free = Carrier { kind: SegmentKind::Metadata, rule: ReplacementRule::Text };
        let found = carrier_of(ns, frame.local, name, &text);
        if let Some(carrier) = found.or((full.foreign && has_word(&text)).then_some(free)) {
            let at = (self.part, a.value.clone());
            let text = if name == "instr" { without_field_name(&text).into() } else { text };
            let label = match (carrier.kind, frame.label) {
                // The `w:name` of a bookmark or style must not label the value as a person's name.
                (SegmentKind::Name, _) => "id",
                (_, Some(label)) if frame.local == "docVar" => label,
                _ => a.name,
            };
            let shown = match carrier.rule {
                ReplacementRule::Identifier => without_style_words(&text),
                _ => text.to_string(),
            };
            self.collector.value_shown_as(carrier, label, (&text, &shown), self.place, at);
        }
    }

    pub(super) fn attribute_of(&self, open: &Range<usize>, wanted: &str) -> Option<&'a str> {
        let tag = self.text.get(open.start + 1..open.end - 1)?;
        attributes(tag, 0).find(|a| a.name.rsplit(':').next() == Some(wanted)).map(|a| a.raw)
    }

    /// Handles elements whose presence alone means something, empty or not.
    pub(super) fn marker(&mut self, frame: &ElementFrame<'a>) {
        let parent = self.stack.last().map(|f| (f.kind, f.local));
        let above = self.stack.len().checked_sub(2).and_then(|i| self.stack.get(i));
        match (frame.ns, frame.local) {
            (Namespace::Word, "vanish")
                if parent.is_some_and(|p| p.0 == ElementKind::RunProperties) =>
            {
                let off =
                    matches!(self.attribute_of(&frame.open, "val"), Some("0" | "false" | "off"));
                if above.is_some_and(|f| f.kind == ElementKind::Run) {
                    self.hidden = !off;
                } else if above.is_some_and(|f| f.local == "pPr") && !off {
                    self.mark_disappears();
                }
            }
            (Namespace::Word, "del" | "moveFrom")
                if parent.is_some_and(|p| p.0 == ElementKind::RunProperties) =>
            {
                self.mark_disappears();
                if let Some(flow) = self.flows.last_mut() {
                    flow.mark_deleted = true;
                }
            }
            (Namespace::Word, "documentProtection" | "writeProtection") => {
                self.without_password(frame)
            }
            (Namespace::Sheet, name) if name.ends_with("rotection") => self.without_password(frame),
            (Namespace::Word, "dataBinding") => {
                let path = self.attribute_of(&frame.open, "xpath").unwrap_or_default();
                let named = |name: &&str| path.contains(name);
                let emptied = if ["creator", "lastModifiedBy", "Manager"].iter().any(named) {
                    Emptied::Always
                } else if path.contains("coreProperties") {
                    Emptied::WithoutExtras
                } else {
                    Emptied::Never
                };
                let at = frame.open.clone();
                let control = self.stack.iter_mut().rev().find(|f| f.kind == ElementKind::Control);
                control.into_iter().for_each(|c| c.binding = Some((at.clone(), emptied)));
            }
            (Namespace::Word, "fldChar") => {
                let kind = self.attribute_of(&frame.open, "fldCharType");
                if let Some(flow) = self.flows.last_mut() {
                    match kind {
                        Some("begin") => flow.begin_field(),
                        Some("separate") => flow.end_code(self.collector),
                        Some("end") => flow.end_field(self.collector),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Removes what was derived from the password of a protection; the protection itself stays.
    fn without_password(&mut self, frame: &ElementFrame<'a>) {
        let Some(tag) = self.text.get(frame.open.start + 1..frame.open.end - 1) else { return };
        for a in attributes(tag, frame.open.start + 1) {
            let name = a.name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
            let secret = ["crypt", "algorithm", "hash", "salt", "spin", "password"];
            if secret.iter().any(|s| name.contains(s)) {
                self.out.always.push(a.whole);
            }
        }
    }

    /// Adds the text that an empty element stands for.
    pub(super) fn text_equivalent(&mut self, frame: &ElementFrame<'a>, range: &Range<usize>) {
        let whole = match (frame.ns, frame.local) {
            (Namespace::Word, "sym") => {
                let font = self.attribute_of(range, "font").unwrap_or_default();
                let code = self.attribute_of(range, "char").unwrap_or_default();
                let shown = u32::from_str_radix(code, 16).ok().and_then(|c| symbol(font, c));
                shown.map(|c| (c.to_string(), true))
            }
            (ns, local) => text_equivalent(ns, local).map(|(t, goes)| (t.to_owned(), goes)),
        };
        // A `w:tab` outside a run is a tab stop, not text.
        if let Some((text, goes)) = whole
            && self.stack.last().is_some_and(|f| f.kind == ElementKind::Run)
        {
            let element = self.out.text_elements.len();
            let origin = if goes {
                self.out.text_elements.push(TextElement {
                    open: range.clone(),
                    run: self.run,
                    whole: true,
                    spaced: true,
                    number: false,
                });
                Origin::Whole(SourceRange {
                    part: self.part,
                    element,
                    start: range.start,
                    end: range.end,
                    whole: true,
                })
            } else {
                Origin::Inferred
            };
            let (faint, raised) = (self.look.faint, self.look.raised);
            let shown = Visibility { hidden: self.is_hidden(), faint, raised, ..self.shown };
            if let Some(flow) = self.flows.last_mut() {
                flow.push(text, origin, shown);
            }
        }
    }
}

/// Width times height in square EMU, from a VML style such as `width:451pt;height:600pt`.
pub(super) fn style_area(style: &str) -> f64 {
    const PIXEL: f64 = 9_525.0;
    const UNITS: [(&str, f64); 6] = [
        ("pt", 12_700.0),
        ("in", 914_400.0),
        ("cm", 360_000.0),
        ("mm", 36_000.0),
        ("pc", 152_400.0),
        ("px", PIXEL),
    ];
    let side = |name: &str| -> f64 {
        let value = style.split(';').find_map(|property| {
            let (key, value) = property.split_once(':')?;
            (key.trim() == name).then(|| value.trim())
        });
        let value = value.unwrap_or_default();
        let unit = UNITS.iter().find_map(|(unit, emu)| Some((value.strip_suffix(unit)?, *emu)));
        let (number, emu) = unit.unwrap_or((value, PIXEL));
        number.trim().parse::<f64>().unwrap_or(0.0) * emu
    };
    side("width") * side("height")
}
