//! Content streams as units of reading and editing: the streams of a page taken together, a form,
//! an appearance, a pattern cell, a glyph procedure.

use crate::formats::pdf::syntax::content_noise;
use crate::formats::pdf::syntax::content_stream::{Content, Op};
use crate::formats::pdf::syntax::filters::{decode, is_damaged};
use crate::formats::pdf::syntax::lexer;
use crate::formats::pdf::syntax::object;
use crate::model::{FormatError, message};
use lopdf::{Document, Object, ObjectId};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Identifies a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum UnitKey {
    /// All content streams of a page, read as one (7.8.2).
    Page(ObjectId),
    /// One stream: form, appearance, pattern or glyph procedure.
    Stream(ObjectId),
}

/// Most bytes of one stream of content: as operators they take ten times as much.
const CONTENT: u64 = 64 << 20;

/// A unit, decoded and lexed.
pub(crate) struct ContentUnit {
    /// What it is made of.
    pub(crate) key: UnitKey,
    /// Decoded content; streams of a page are separated by one line feed.
    pub(crate) bytes: Vec<u8>,
    /// The streams it consists of, each with its bytes.
    pub(crate) parts: Vec<(ObjectId, Range<usize>)>,
    /// Its operators.
    pub(crate) content: Content,
    /// Number of streams that do not decode, or only in part, or to no content; their content, or the rest of it, is not
    /// in `bytes`.
    pub(crate) broken: usize,
    /// Whether an operator and its operands are in more than one of the streams.
    pub(crate) split: bool,
}

impl ContentUnit {
    /// The keyword of one of its operators.
    pub(crate) fn keyword(&self, op: &Op) -> &[u8] {
        self.slice(&op.keyword)
    }

    /// The same without its operators, for when only its bytes are still needed.
    pub(crate) fn without_operators(&self) -> Self {
        let (bytes, parts) = (self.bytes.clone(), self.parts.clone());
        Self { bytes, parts, content: Content::default(), ..*self }
    }

    /// Whether text is moved by operators without numbers: readers disagree where it goes then, and
    /// whether two words are one.
    pub(crate) fn moves_unclearly(&self) -> bool {
        self.content.ops.iter().any(|op| match self.keyword(op) {
            b"Td" | b"TD" => op.numbers::<2>().is_none(),
            b"Tm" => op.numbers::<6>().is_none(),
            _ => false,
        })
    }

    fn is_split(&self) -> bool {
        let within =
            |op: &Op, part: &Range<usize>| part.start <= op.range.start && op.range.end <= part.end;
        let whole = |op: &Op| self.parts.iter().any(|(_, part)| within(op, part));
        self.parts.len() > 1 && !self.content.ops.iter().all(whole)
    }

    /// Bytes of its content; empty outside of it.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }
}

/// All units that have been read, each once.
#[derive(Clone, Default)]
pub(crate) struct ContentUnits {
    all: Vec<Arc<ContentUnit>>,
    index: HashMap<UnitKey, u32>,
    decoded: u64,
    /// Units whose content was released.
    released: HashSet<UnitKey>,
}

impl ContentUnits {
    /// A unit by its number.
    pub(crate) fn get(&self, unit: u32) -> Option<Arc<ContentUnit>> {
        self.all.get(unit as usize).cloned()
    }

    /// A unit by its key, unless its content was released.
    pub(crate) fn by_key(&self, key: UnitKey) -> Option<Arc<ContentUnit>> {
        let number = self.index.get(&key).filter(|_| !self.released.contains(&key))?;
        self.get(*number)
    }

    /// The keys of all units, by number.
    pub(crate) fn keys(&self) -> Vec<UnitKey> {
        self.all.iter().map(|unit| unit.key).collect()
    }

    /// All units, with their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Arc<ContentUnit>)> {
        (0u32..).zip(&self.all)
    }

    /// How many units have been read.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Releases the content of page units from this number on, because a page is drawn only once.
    /// Their keys and streams stay known; opening one again reads it anew.
    pub(crate) fn release_pages(&mut self, from: usize) {
        for unit in self.all.iter_mut().skip(from).filter(|u| matches!(u.key, UnitKey::Page(_))) {
            self.released.insert(unit.key);
            let (bytes, content) = (Vec::new(), Content::default());
            let parts = unit.parts.clone();
            *unit = Arc::new(ContentUnit { bytes, parts, content, ..**unit });
        }
    }

    /// Whether a unit has been read.
    pub(crate) fn contains(&self, key: UnitKey) -> bool {
        self.index.contains_key(&key)
    }

    /// Reads a unit, and returns its number; a unit that was read before keeps its number.
    ///
    /// # Errors
    ///
    /// [`FormatError::Limit`] for too many units or bytes.
    pub(crate) fn open(
        &mut self,
        doc: &Document,
        key: UnitKey,
        limit: u64,
    ) -> Result<u32, FormatError> {
        let known = self.index.get(&key).copied();
        if let Some(known) = known.filter(|_| !self.released.remove(&key)) {
            return Ok(known);
        }
        let mut unit = ContentUnit {
            key,
            bytes: Vec::new(),
            parts: Vec::new(),
            content: Content::default(),
            broken: 0,
            split: false,
        };
        for id in streams(doc, key) {
            let Some(Object::Stream(stream)) = doc.objects.get(&id) else { continue };
            match decode(stream, limit.min(CONTENT)) {
                Some(data) => {
                    let start = unit.bytes.len();
                    unit.bytes.extend_from_slice(&data);
                    unit.parts.push((id, start..unit.bytes.len()));
                    unit.bytes.push(b'\n');
                    unit.broken += usize::from(is_damaged(stream, limit.min(CONTENT)));
                }
                None => unit.broken += 1,
            }
        }
        unit.broken += missing_streams(doc, key);
        self.count_bytes(&unit, limit)?;
        unit.content = lexer::lex(&unit.bytes);
        unit.broken += usize::from(content_noise::has_noise(&unit.bytes, &unit.content));
        unit.split = unit.is_split();
        self.put(known, Arc::new(unit))
    }

    /// Takes over a unit that was read elsewhere, and returns its number here, as if it were read
    /// here.
    ///
    /// # Errors
    ///
    /// [`FormatError::Limit`] for too many units or bytes.
    pub(crate) fn adopt(
        &mut self,
        unit: &Arc<ContentUnit>,
        limit: u64,
    ) -> Result<u32, FormatError> {
        let known = self.index.get(&unit.key).copied();
        if let Some(known) = known.filter(|_| !self.released.remove(&unit.key)) {
            return Ok(known);
        }
        self.count_bytes(unit, limit)?;
        self.put(known, Arc::clone(unit))
    }

    fn count_bytes(&mut self, unit: &ContentUnit, limit: u64) -> Result<(), FormatError> {
        self.decoded += unit.bytes.len() as u64;
        if self.decoded > limit.saturating_mul(4) {
            return Err(FormatError::Limit(message!("unpacked page content")));
        }
        Ok(())
    }

    /// Puts a unit under the number that it had, or under a new one.
    fn put(&mut self, known: Option<u32>, unit: Arc<ContentUnit>) -> Result<u32, FormatError> {
        if let Some(known) = known {
            if let Some(slot) = self.all.get_mut(known as usize) {
                *slot = unit;
            }
            return Ok(known);
        }
        let number = u32::try_from(self.all.len())
            .map_err(|_| FormatError::Limit(message!("number of content streams")))?;
        self.index.insert(unit.key, number);
        self.all.push(unit);
        Ok(number)
    }
}

/// The streams of a unit, in order.
pub(crate) fn streams(doc: &Document, key: UnitKey) -> Vec<ObjectId> {
    let page = match key {
        UnitKey::Stream(id) => return vec![id],
        UnitKey::Page(id) => id,
    };
    let Some(page) = doc.objects.get(&page).and_then(object::as_dict) else { return Vec::new() };
    let Ok(contents) = page.get(b"Contents") else { return Vec::new() };
    let mut out = Vec::new();
    match object::resolve(doc, contents) {
        (Some(id), Object::Stream(_)) => out.push(id),
        (_, Object::Array(items)) => {
            for item in items {
                if let (Some(id), Object::Stream(_)) = object::resolve(doc, item) {
                    out.push(id);
                }
            }
        }
        _ => {}
    }
    out
}

/// Number of content streams of a page that should exist and do not: objects that the
/// cross-references list but that did not load. A reference to an unlisted object means null
/// (7.3.10).
fn missing_streams(doc: &Document, key: UnitKey) -> usize {
    let UnitKey::Page(page) = key else { return 0 };
    let page = doc.objects.get(&page).and_then(object::as_dict);
    let Some(contents) = page.and_then(|p| p.get(b"Contents").ok()) else { return 0 };
    let known = |id: &ObjectId| {
        use lopdf::xref::XrefEntry::{Compressed, Normal};
        matches!(doc.reference_table.get(id.0), Some(Normal { .. } | Compressed { .. }))
    };
    let lost = |o: &Object| {
        matches!(o, Object::Reference(id) if known(id)) && object::resolve(doc, o).1.is_null()
    };
    match object::resolve(doc, contents).1 {
        Object::Array(items) => items.iter().filter(|o| lost(o)).count(),
        _ => usize::from(lost(contents)),
    }
}
