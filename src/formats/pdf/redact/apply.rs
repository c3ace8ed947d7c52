//! Edits to content streams, boxes on top, and putting the result back into the objects.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::redact::label::{self, Drawn, LabelFont};
use crate::formats::pdf::redact::text::reflow::Boxed;
use crate::formats::pdf::redact::text::transforms::Frames;
use crate::formats::pdf::redact::text::{minify, show_operators, underlines};
use crate::formats::pdf::redact::{Job, Worked, structure_tree};
use crate::formats::pdf::syntax::content_unit::{self, Key, Unit};
use crate::formats::pdf::syntax::{content_stream, object};
use crate::formats::splice::{self, Splice};
use crate::model::FormatError;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// All edits, by unit.
#[derive(Default)]
pub(crate) struct Edits {
    pub(crate) splices: BTreeMap<Key, Vec<Splice>>,
    /// Images that a page gets beside its own: page -> (name, object).
    pub(crate) images: BTreeMap<Key, Vec<(String, ObjectId)>>,
}

impl Edits {
    /// The cuts in all units of the worked canvases.
    pub(crate) fn new(interpreter: &Interpreter<'_, '_>, worked: &[Worked]) -> Self {
        let mut out = Self::default();
        let mut cut: BTreeSet<Key> = BTreeSet::new();
        for work in worked {
            let calls: BTreeSet<u32> = work
                .reflow
                .plan
                .removed
                .iter()
                .map(|g| work.canvas.show(&work.canvas.glyphs[*g as usize]).call)
                .collect();
            for call in calls {
                let number = work.canvas.calls[call as usize].unit;
                let Some(unit) = interpreter.units.get(number) else { continue };
                if !cut.insert(unit.key) {
                    continue;
                }
                let all = out.splices.entry(unit.key).or_default();
                let paths = underlines::moved(work, &unit, call);
                let frames = Frames::new(&unit, &moved(work, call, &paths));
                all.extend(show_operators::splices(
                    &work.canvas,
                    &unit,
                    call,
                    &work.reflow.plan,
                    &frames,
                ));
                all.extend(underlines::splices(&work.canvas, &unit, call, &paths, &frames));
                all.extend(frames.splices);
                all.extend(stray(&unit));
                all.extend(alternatives(&work.canvas, interpreter, work, call));
            }
        }
        out
    }

    pub(crate) fn push(&mut self, key: Key, splice: Splice) {
        self.splices.entry(key).or_default().push(splice);
    }
}

/// The operators of a unit that draw in another place than before, or draw no more.
fn moved(work: &Worked, call: u32, paths: &BTreeMap<u32, Vec<f64>>) -> BTreeSet<u32> {
    let glyphs = work.reflow.plan.moved.keys().map(|g| &work.canvas.glyphs[*g as usize]);
    let shows = glyphs.map(|g| work.canvas.show(g)).filter(|s| s.call == call).map(|s| s.op);
    shows.chain(paths.keys().copied()).collect()
}

/// Bytes that fit nowhere go from content that is edited: other readers stop at them and would
/// not see the box.
fn stray(unit: &Unit) -> Vec<Splice> {
    let inside = |at: usize| unit.content.ops.iter().any(|o| o.range.contains(&at));
    let stray = unit.content.skipped.iter().filter(|r| !inside(r.start));
    stray.map(|r| Splice::new(r.clone(), *b" ")).collect()
}

/// Text that stands in for a sequence from which something was cut goes with it (14.9.4), and so do
/// the bounds of one in which something moved (14.8.2.2.2).
fn alternatives(
    canvas: &Canvas,
    interpreter: &Interpreter<'_, '_>,
    work: &Worked,
    call: u32,
) -> Vec<Splice> {
    let Some(own) = canvas.calls.get(call as usize).map(|c| c.unit) else { return Vec::new() };
    let Some(unit) = interpreter.units.get(own) else { return Vec::new() };
    let cut = sequences(canvas, own, call, work.reflow.plan.removed.iter());
    let moved = sequences(canvas, own, call, work.reflow.plan.moved.keys());
    let mut out = Vec::new();
    for op in cut.union(&moved) {
        let operand = unit.content.ops.get(*op as usize).and_then(|o| o.last());
        let Some(content_stream::Value::Dict(entries)) = operand.map(|o| &o.value) else {
            continue;
        };
        for (key, value) in entries {
            match key.as_slice() {
                b"ActualText" | b"Alt" | b"E" if cut.contains(op) => {
                    out.push(Splice::new(value.range.clone(), *b"()"));
                }
                // An entry that is null is none (7.3.9).
                b"BBox" => out.push(Splice::new(value.range.clone(), *b"null")),
                _ => {}
            }
        }
    }
    out
}

/// The operators that open the sequences in which glyphs stand, in one unit.
fn sequences<'g>(
    canvas: &Canvas,
    unit: u32,
    call: u32,
    glyphs: impl Iterator<Item = &'g u32>,
) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for g in glyphs {
        let show = canvas.show(&canvas.glyphs[*g as usize]);
        let mut next = show.marked.filter(|_| show.call == call);
        while let Some(marked) = next.and_then(|m| canvas.marked.get(m as usize)) {
            if marked.unit == unit {
                out.insert(marked.op);
            }
            next = marked.parent;
        }
    }
    out
}

/// Carries out all edits and draws the boxes.
pub(crate) fn write(
    job: &mut Job<'_>,
    doc: &mut Document,
    interpreter: &Interpreter<'_, '_>,
    worked: &[Worked],
    edits: Edits,
) -> Result<(), FormatError> {
    let labels = job.orders.iter().map(|o| o.mark.label.as_str());
    let font = LabelFont::new(labels);
    let any = worked.iter().any(|w| !w.reflow.boxes.is_empty());
    let font_id = any.then(|| font.add_to(doc));
    let Edits { splices, images } = edits;
    for (key, mut splices) in splices {
        let Some(unit) = interpreter.units.iter().find(|(_, u)| u.key == key).map(|(_, u)| u)
        else {
            return Err(FormatError::NotRemoved("inhoud niet gevonden".into()));
        };
        splices.sort();
        splices.dedup();
        // Tokens may touch in the original (`Tf[`); what comes new may not grow into them.
        for s in &mut splices {
            s.with.insert(0, b' ');
            s.with.push(b' ');
        }
        let shared = |id: &ObjectId| job.this.content_use.get(id).is_some_and(|n| *n > 1);
        put(doc, unit, splices, shared, minify::tidy)?;
    }
    for (key, more) in images {
        for (name, id) in more {
            add_resource(doc, key, b"XObject", &name, id);
        }
    }
    let sequences = structure_tree::tag(job, doc, worked);
    for (w, work) in worked.iter().enumerate().filter(|(_, w)| !w.reflow.boxes.is_empty()) {
        let spec = &job.this.canvases[work.index];
        let root = work.canvas.calls.first().and_then(|c| interpreter.units.get(c.unit));
        let Some(unit) = root else { continue };
        let draw = |(i, b): (usize, _)| {
            let b: &Boxed = b;
            let sequence = sequences.get(&(w, i)).copied();
            Drawn { boxed: b, mark: &job.orders[b.order].mark, sequence }
        };
        let drawn: Vec<Drawn<'_>> = work.reflow.boxes.iter().enumerate().map(draw).collect();
        let content = label::draw(&drawn, &font, job.treatment.style);
        append(doc, &unit, &content);
        inherit_resources(doc, spec.key, spec.resources.as_ref());
        if let Some(font) = font_id {
            add_resource(doc, spec.key, b"Font", label::FONT_NAME, font);
        }
    }
    Ok(())
}

/// Puts edited bytes back: each stream of a page keeps its own, unless a token runs over the end
/// or another page draws the same stream. `finish` has the last word on the bytes.
pub(crate) fn put(
    doc: &mut Document,
    unit: &Unit,
    splices: Vec<Splice>,
    shared: impl Fn(&ObjectId) -> bool,
    finish: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<(), FormatError> {
    let clash = |_| FormatError::NotRemoved("bewerkingen overlappen".into());
    let mut by_part: Vec<Vec<Splice>> = vec![Vec::new(); unit.parts.len()];
    let mut whole = false;
    for s in &splices {
        match unit.parts.iter().position(|(_, r)| r.start <= s.start && s.end <= r.end) {
            Some(part) => by_part[part].push(s.clone()),
            None => whole = true,
        }
    }
    let repeated = {
        let ids: BTreeSet<ObjectId> = unit.parts.iter().map(|(id, _)| *id).collect();
        ids.len() != unit.parts.len()
    };
    let page = matches!(unit.key, Key::Page(_));
    // An operator whose operands stand in another stream cannot be put in order apart from them.
    let split = unit.content.ops.iter().any(|op| {
        !unit.parts.iter().any(|(_, r)| r.start <= op.range.start && op.range.end <= r.end)
    });
    let whole = whole || split;
    if whole || repeated || (page && unit.parts.iter().any(|(id, _)| shared(id))) {
        let bytes = splice::apply(&unit.bytes, splices).map_err(clash)?;
        return merge(doc, unit, finish(bytes));
    }
    for ((id, range), mut splices) in unit.parts.iter().zip(by_part) {
        if splices.is_empty() {
            continue;
        }
        for s in &mut splices {
            s.start -= range.start;
            s.end -= range.start;
        }
        let bytes = splice::apply(&unit.bytes[range.clone()], splices).map_err(clash)?;
        set_stream(doc, *id, finish(bytes));
    }
    Ok(())
}

/// Makes one new stream of all streams of a unit.
fn merge(doc: &mut Document, unit: &Unit, bytes: Vec<u8>) -> Result<(), FormatError> {
    match unit.key {
        Key::Stream(id) => set_stream(doc, id, bytes),
        Key::Page(page) => {
            let id = doc.add_object(Stream::new(dictionary! {}, bytes));
            if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&page) {
                page.set("Contents", Object::Reference(id));
            }
        }
    }
    Ok(())
}

pub(crate) fn set_stream(doc: &mut Document, id: ObjectId, bytes: Vec<u8>) {
    if let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) {
        stream.set_plain_content(bytes);
        stream.allows_compression = true;
    }
}

/// Draws on top of all that a unit draws, whatever state it leaves behind.
fn append(doc: &mut Document, unit: &Unit, content: &str) {
    let (before, after) = balance(unit);
    let tail = format!("\n{after}{content}");
    match unit.key {
        Key::Stream(id) => {
            let Some(Object::Stream(stream)) = doc.objects.get_mut(&id) else { return };
            let Ok(old) = stream.get_plain_content() else { return };
            let mut bytes = before.into_bytes();
            bytes.extend_from_slice(&old);
            bytes.extend_from_slice(tail.as_bytes());
            stream.set_plain_content(bytes);
        }
        Key::Page(id) => {
            let parts = match doc.objects.get(&id).and_then(object::as_dict) {
                Some(_) => content_unit::streams(doc, unit.key),
                None => return,
            };
            let head = doc.add_object(Stream::new(dictionary! {}, before.into_bytes()));
            let tail = doc.add_object(Stream::new(dictionary! {}, tail.into_bytes()));
            let all = [head].into_iter().chain(parts).chain([tail]).map(Object::Reference);
            let all = Object::Array(all.collect());
            if let Some(Object::Dictionary(page)) = doc.objects.get_mut(&id) {
                page.set("Contents", all);
            }
        }
    }
}

/// What opens before and closes after a unit, so that its graphics state ends where it began.
fn balance(unit: &Unit) -> (String, String) {
    let (mut depth, mut lowest, mut text) = (0i64, 0i64, false);
    for op in &unit.content.ops {
        match &unit.bytes[op.keyword.clone()] {
            b"q" => depth += 1,
            b"Q" => {
                depth -= 1;
                lowest = lowest.min(depth);
            }
            b"BT" => text = true,
            b"ET" => text = false,
            _ => {}
        }
    }
    let before = "q\n".repeat(usize::try_from(1 - lowest).unwrap_or(1));
    let open = usize::try_from(1 - lowest + depth).unwrap_or(0);
    let after = format!("{}{}", if text { "ET\n" } else { "" }, "Q\n".repeat(open));
    (before, after)
}

/// Gives a page or form a resource of its own, without touching resources it shares.
pub(crate) fn add_resource(doc: &mut Document, key: Key, kind: &[u8], name: &str, id: ObjectId) {
    let (Key::Page(owner) | Key::Stream(owner)) = key;
    let mut resources = own_resources(doc, key);
    let mut entries = match resources.get(kind) {
        Ok(o) => object::as_dict(object::resolve(doc, o).1).cloned().unwrap_or_default(),
        Err(_) => Dictionary::new(),
    };
    entries.set(name, Object::Reference(id));
    resources.set(kind, Object::Dictionary(entries));
    match doc.objects.get_mut(&owner) {
        Some(Object::Dictionary(d)) => d.set("Resources", Object::Dictionary(resources)),
        Some(Object::Stream(s)) => s.dict.set("Resources", Object::Dictionary(resources)),
        _ => {}
    }
}

/// A form without resources of its own draws with those of the page (7.8.3): they become its own
/// before anything is added to them.
fn inherit_resources(doc: &mut Document, key: Key, page: Option<&Object>) {
    let Key::Stream(id) = key else { return };
    if let (Some(Object::Stream(stream)), Some(resources)) = (doc.objects.get_mut(&id), page)
        && !stream.dict.has(b"Resources")
    {
        stream.dict.set("Resources", resources.clone());
    }
}

/// The resources of a page or form, own or inherited (7.7.3.4).
fn own_resources(doc: &Document, key: Key) -> Dictionary {
    let (Key::Page(owner) | Key::Stream(owner)) = key;
    let mut at = doc.objects.get(&owner).and_then(object::as_dict);
    for _ in 0..64 {
        let Some(dict) = at else { break };
        if let Some(found) = object::dict(doc, dict, b"Resources") {
            return found.clone();
        }
        at = object::dict(doc, dict, b"Parent");
    }
    Dictionary::new()
}
