//! Removing text from strings, streams and names: everything that is not drawn.

use crate::formats::pdf::interpret::Interpreter;
use crate::formats::pdf::read::font_text;
use crate::formats::pdf::read::object_walk::{PathStep, StringLocation};
use crate::formats::pdf::read::source::TextOrigin;
use crate::formats::pdf::redact::edits::ContentEdits;
use crate::formats::pdf::redact::job::RedactionJob;
use crate::formats::pdf::syntax::content_stream::{Operand, Value};
use crate::formats::pdf::syntax::content_unit::UnitKey;
use crate::formats::pdf::syntax::cursor::Cursor;
use crate::formats::pdf::syntax::{object, text_string};
use crate::formats::splice::Splice;
use crate::model::{FormatError, Removed, Span};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// Segment -> the redactions in it.
fn by_segment(job: &RedactionJob<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, order) in job.orders.iter().enumerate() {
        out.entry(order.segment).or_default().push(i);
    }
    out
}

/// A text with labels in place of the spans that redactions remove.
fn with_labels(job: &RedactionJob<'_>, text: &str, orders: &[usize]) -> String {
    let mut spans: Vec<(Span, &str)> =
        orders.iter().map(|o| job.order(*o)).map(|o| (o.span, o.mark.label.as_str())).collect();
    spans.sort();
    let mut out = String::new();
    let mut at = 0;
    for (span, label) in spans {
        if span.start >= at {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push('[');
            out.push_str(label);
            out.push(']');
        }
        at = at.max(span.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Redacts strings in property lists within content streams, and removes comments from them.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn redact_content_strings(
    job: &mut RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
    edits: &mut ContentEdits,
) -> Result<(), FormatError> {
    for (segment, orders) in by_segment(job) {
        // Blanks go around each edit: the length stays.
        if let Some(TextOrigin::InlineSamples { key, range }) = job.document.origins.get(segment) {
            edits.push(*key, Splice::new(range.clone(), vec![0; range.len().saturating_sub(2)]));
            orders.into_iter().for_each(|order| job.record(order, Removed::Wider));
            continue;
        }
        let Some(TextOrigin::PropertyList { key, range }) = job.document.origins.get(segment)
        else {
            continue;
        };
        interpreter.units.open(interpreter.doc, *key, interpreter.limits.part_bytes)?;
        let Some(old) = job.document.segments.get(segment) else { continue };
        let text = with_labels(job, &old.text, &orders);
        let mut hex = String::from("<");
        for byte in text_string::encode(&text) {
            hex.push_str(&format!("{byte:02X}"));
        }
        hex.push('>');
        let splices = edits.splices.entry(*key).or_default();
        // A sequence from which text was removed has lost its string already.
        if !splices.iter().any(|s| s.start == range.start && s.end == range.end) {
            splices.push(Splice::new(range.clone(), hex));
        }
        for order in orders {
            job.record(order, Removed::Exactly);
        }
    }
    for key in &job.document.units_with_comments {
        let number =
            interpreter.units.open(interpreter.doc, *key, interpreter.limits.part_bytes)?;
        let Some(unit) = interpreter.units.get(number) else { continue };
        for comment in &unit.content.comments {
            let inside = |s: &Splice| s.start <= comment.start && comment.end <= s.end;
            if !edits.splices.get(key).is_some_and(|all| all.iter().any(inside)) {
                edits.push(*key, Splice::new(comment.clone(), *b" "));
            }
        }
    }
    Ok(())
}

/// Redacts string objects and empties text streams.
pub(crate) fn redact_string_objects(job: &mut RedactionJob<'_>, doc: &mut Document) {
    for (segment, orders) in by_segment(job) {
        let Some(origin) = job.document.origins.get(segment) else { continue };
        match origin {
            TextOrigin::String(found) => {
                let text = with_labels(job, &found.text, &orders);
                set_string(doc, &found.location, text_string::encode(&text));
            }
            TextOrigin::TextStream(id) => object::set_stream(doc, *id, Vec::new()),
            TextOrigin::FontProgram(id) => font_text::clear(doc, &job.document.walked, *id),
            TextOrigin::AlwaysRemoved | TextOrigin::XmpTitle => {}
            TextOrigin::Canvas { .. }
            | TextOrigin::Recognized { .. }
            | TextOrigin::Signature { .. }
            | TextOrigin::PropertyList { .. }
            | TextOrigin::InlineSamples { .. }
            | TextOrigin::CustomNames { .. } => {
                continue;
            }
        }
        for order in orders {
            job.record(order, Removed::Exactly);
        }
    }
}

/// The title in the old metadata, redacted.
pub(crate) fn redacted_xmp_title(job: &RedactionJob<'_>) -> Option<String> {
    let segment = job.document.origins.iter().position(|s| matches!(s, TextOrigin::XmpTitle))?;
    let orders = by_segment(job).remove(&segment).unwrap_or_default();
    Some(with_labels(job, &job.document.segments.get(segment)?.text, &orders))
}

fn set_string(doc: &mut Document, place: &StringLocation, bytes: Vec<u8>) {
    let Some(mut at) = doc.objects.get_mut(&place.id) else { return };
    for step in &place.path {
        let next = match (step, at) {
            (PathStep::Key(key), Object::Dictionary(d)) => d.get_mut(key).ok(),
            (PathStep::Key(key), Object::Stream(s)) => s.dict.get_mut(key).ok(),
            (PathStep::Index(i), Object::Array(items)) => items.get_mut(*i),
            _ => None,
        };
        let Some(next) = next else { return };
        at = next;
    }
    if let Object::String(old, format) = at {
        *old = bytes;
        *format = lopdf::StringFormat::Hexadecimal;
    }
}

/// Renames names that hold text to be removed, everywhere alike: as keys, as values, and in content
/// streams.
///
/// # Errors
///
/// [`FormatError::Limit`] for content beyond the limits.
pub(crate) fn rename_custom_names(
    job: &mut RedactionJob<'_>,
    interpreter: &mut Interpreter<'_, '_>,
    doc: &mut Document,
    edits: &mut ContentEdits,
) -> Result<(), FormatError> {
    let mut renamed: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let in_programs = std::cell::LazyCell::new(|| font_text::names(doc));
    for (segment, orders) in by_segment(job) {
        let Some(TextOrigin::CustomNames { map, names }) = job.document.origins.get(segment) else {
            continue;
        };
        for order in orders {
            for slice in map.slices(job.order(order).span) {
                if let Some(name) = names.get(*slice.source) {
                    let number = renamed.len() + 1;
                    let new = match in_programs.contains(name) {
                        // A name of a glyph: a program has room for one as long.
                        true => format!("g{number:0>0$}", name.len().saturating_sub(1)),
                        false => format!("Gelakt{number}"),
                    };
                    renamed.entry(name.clone()).or_insert(new.into_bytes());
                }
            }
            job.record(order, Removed::Wider);
        }
    }
    if renamed.is_empty() {
        return Ok(());
    }
    font_text::rename_glyphs(doc, &renamed);
    for object in doc.objects.values_mut() {
        rename(object, &renamed, 0);
    }
    for key in &job.document.units {
        let number =
            interpreter.units.open(interpreter.doc, *key, interpreter.limits.part_bytes)?;
        rename_in_content(interpreter, number, *key, &renamed, edits);
    }
    Ok(())
}

fn rename_in_content(
    interpreter: &Interpreter<'_, '_>,
    number: u32,
    key: UnitKey,
    renamed: &BTreeMap<Vec<u8>, Vec<u8>>,
    edits: &mut ContentEdits,
) {
    let Some(unit) = interpreter.units.get(number) else { return };
    for op in &unit.content.ops {
        for operand in &op.operands {
            if let Some(new) = operand.name().and_then(|n| renamed.get(n)) {
                edits.push(key, Splice::new(operand.range.clone(), with_slash(new)));
            } else {
                rename_within(&unit.bytes, operand, renamed, key, edits);
            }
        }
    }
}

fn with_slash(name: &[u8]) -> Vec<u8> {
    [b"/", name].concat()
}

/// Replaces names within a dictionary or array operand, however they are written.
fn rename_within(
    bytes: &[u8],
    operand: &Operand,
    renamed: &BTreeMap<Vec<u8>, Vec<u8>>,
    key: UnitKey,
    edits: &mut ContentEdits,
) {
    if !matches!(operand.value, Value::Dict(_) | Value::Array(_)) {
        return;
    }
    let mut cursor = Cursor { bytes, at: operand.range.start };
    while let Some(byte) = cursor.peek(0).filter(|_| cursor.at < operand.range.end) {
        let start = cursor.at;
        match byte {
            b'/' => {
                if let Some(new) = renamed.get(&cursor.name()) {
                    edits.push(key, Splice::new(start..cursor.at, with_slash(new)));
                }
            }
            b'(' => drop(cursor.literal()),
            b'<' if cursor.peek(1) == Some(b'<') => cursor.at += 2,
            b'<' => drop(cursor.hex()),
            b'%' => {
                let line = cursor.rest(start).iter().position(|b| matches!(b, b'\n' | b'\r'));
                cursor.at = line.map_or(bytes.len(), |length| start + length);
            }
            _ => cursor.at += 1,
        }
    }
}

fn rename(object: &mut Object, renamed: &BTreeMap<Vec<u8>, Vec<u8>>, depth: usize) {
    if depth > 110 {
        return;
    }
    match object {
        Object::Name(name) => {
            if let Some(new) = renamed.get(name) {
                *name = new.clone();
            }
        }
        Object::Array(items) => items.iter_mut().for_each(|o| rename(o, renamed, depth + 1)),
        Object::Dictionary(d) => rename_dict(d, renamed, depth),
        Object::Stream(s) => rename_dict(&mut s.dict, renamed, depth),
        _ => {}
    }
}

fn rename_dict(dict: &mut Dictionary, renamed: &BTreeMap<Vec<u8>, Vec<u8>>, depth: usize) {
    for (_, value) in dict.iter_mut() {
        rename(value, renamed, depth + 1);
    }
    let keys: Vec<Vec<u8>> =
        dict.iter().map(|(k, _)| k.clone()).filter(|k| renamed.contains_key(k)).collect();
    for key in keys {
        if let (Some(value), Some(new)) = (dict.remove(&key), renamed.get(&key)) {
            dict.set(new.clone(), value);
        }
    }
}
