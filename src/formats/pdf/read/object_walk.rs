//! A walk over all objects: every string is read as text or known not to be text, every stream is
//! known to be content or a resource, or it is reported.

use crate::formats::pdf::read::string_class::{
    classify, is_bytes, is_indexed_color_space, is_signature,
};
use crate::formats::pdf::syntax::{custom_name, der, object, text_string};
use crate::model::{Message, SegmentKind};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of direct objects that is walked; lopdf itself reads no deeper.
const MAX_DEPTH: usize = 110;

/// A step from an object to one of its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PathStep {
    Key(Vec<u8>),
    Index(usize),
}

/// The location of a string: an indirect object, and the steps within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StringLocation {
    pub(crate) id: ObjectId,
    pub(crate) path: Vec<PathStep>,
}

/// A string that holds text.
pub(crate) struct FoundString {
    pub(crate) location: StringLocation,
    pub(crate) kind: SegmentKind,
    pub(crate) label: String,
    pub(crate) text: String,
    /// What kind of object holds it, as shown to users.
    pub(crate) holder: Message,
    /// Whether it is removed from every copy: metadata and the like.
    pub(crate) always_removed: bool,
}

/// What a stream is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamUse {
    /// Content: page content, form, pattern cell, glyph procedure.
    Content,
    Image,
    /// Fonts, maps, profiles, functions, shadings: no text of their own.
    Resource,
    /// An embedded file.
    EmbeddedFile,
    /// Metadata, scripts, form data: removed as a whole from every copy.
    AlwaysRemoved,
    /// Rich text of an annotation or field.
    RichText,
    /// Unknown: nothing draws it, and it is emptied in the copy.
    Unknown,
}

/// The result of the walk.
#[derive(Default)]
pub(crate) struct WalkedObjects {
    pub(crate) strings: Vec<FoundString>,
    pub(crate) streams: BTreeMap<ObjectId, StreamUse>,
    /// Names and keys that are not defined by the standard.
    pub(crate) names: BTreeSet<Vec<u8>>,
}

/// Walks everything that the trailer reaches.
pub(crate) fn walk(doc: &Document) -> WalkedObjects {
    let mut walker = Walker {
        doc,
        graph: WalkedObjects::default(),
        info: info_id(doc),
        queue: Vec::new(),
        revisited: false,
    };
    let (mut seen, mut by_key) = (BTreeSet::new(), BTreeSet::new());
    for key in [&b"Root"[..], b"Info"] {
        if let Ok(Object::Reference(id)) = doc.trailer.get(key) {
            walker.queue.push((*id, Vec::new()));
        }
    }
    while let Some((id, key)) = walker.queue.pop() {
        if let Some(Object::Stream(stream)) = doc.objects.get(&id) {
            let usage = stream_use(doc, &stream.dict, use_by_key(&key));
            let known = walker.graph.streams.entry(id).or_insert(usage);
            if *known == StreamUse::Unknown {
                *known = usage;
            }
        }
        // What an array or untyped dictionary holds depends on the key that leads to it, so it is
        // walked once per key; its strings are read only once.
        walker.revisited = seen.contains(&id);
        let plain = match doc.objects.get(&id) {
            Some(Object::Array(_)) => true,
            Some(Object::Dictionary(d)) => !d.has(b"Type"),
            _ => false,
        };
        let fresh = seen.insert(id);
        if (plain && by_key.insert((id, key.clone()))) || fresh {
            walker.object(id, &key);
        }
    }
    let mut graph = walker.graph;
    graph.strings.sort_by(|a, b| a.location.cmp(&b.location));
    graph
}

fn info_id(doc: &Document) -> Option<ObjectId> {
    doc.trailer.get(b"Info").ok()?.as_reference().ok()
}

struct Walker<'a> {
    doc: &'a Document,
    graph: WalkedObjects,
    info: Option<ObjectId>,
    queue: Vec<(ObjectId, Vec<u8>)>,
    /// Whether the current object was walked before, under another key.
    revisited: bool,
}

impl Walker<'_> {
    fn object(&mut self, id: ObjectId, key: &[u8]) {
        let Some(object) = self.doc.objects.get(&id) else { return };
        let mut path = Vec::new();
        self.value(id, object, key, None, &mut path);
    }

    fn value(
        &mut self,
        id: ObjectId,
        object: &Object,
        key: &[u8],
        holder: Option<&Dictionary>,
        path: &mut Vec<PathStep>,
    ) {
        if path.len() > MAX_DEPTH {
            return;
        }
        match object {
            Object::Reference(next) => self.queue.push((*next, key.to_vec())),
            Object::String(bytes, _) => self.string(id, bytes, key, holder, path),
            Object::Name(name) => self.name(name),
            Object::Array(items) => {
                if key == b"ColorSpace" && is_indexed_color_space(self.doc, items) {
                    if let Some(Object::Reference(next)) = items.get(3) {
                        self.queue.push((*next, b"ColorSpace".to_vec()));
                    }
                    if let Some(base) = items.get(1) {
                        self.step(id, base, key, holder, PathStep::Index(1), path);
                    }
                    return;
                }
                let icc = items.first().and_then(|o| o.as_name().ok()) == Some(b"ICCBased");
                for (i, item) in items.iter().enumerate() {
                    let key = if icc { b"ICCBased" } else { key };
                    self.step(id, item, key, holder, PathStep::Index(i), path);
                }
            }
            Object::Dictionary(d) => self.entries(id, d, key, path),
            Object::Stream(s) => self.entries(id, &s.dict, b"", path),
            _ => {}
        }
    }

    fn step(
        &mut self,
        id: ObjectId,
        item: &Object,
        key: &[u8],
        holder: Option<&Dictionary>,
        step: PathStep,
        path: &mut Vec<PathStep>,
    ) {
        path.push(step);
        self.value(id, item, key, holder, path);
        path.pop();
    }

    fn entries(&mut self, id: ObjectId, dict: &Dictionary, key: &[u8], path: &mut Vec<PathStep>) {
        // The entries of these have names made up by the file; the outer key says what they hold. A
        // glyph may be called `S`, so names of glyph procedures say nothing at all.
        let says = |key| object::name(self.doc, dict, key).is_some();
        let named =
            matches!(key, b"XObject" | b"Pattern" | b"ColorSpace" | b"AP" | b"N" | b"R" | b"D")
                && !says(b"Type")
                && !says(b"S");
        let inherits = named || matches!(key, b"CharProcs" | b"EF");
        for (name, value) in dict {
            self.name(name);
            let by = if inherits { key } else { name.as_slice() };
            self.step(id, value, by, Some(dict), PathStep::Key(name.clone()), path);
        }
    }

    fn name(&mut self, name: &[u8]) {
        if custom_name::may_hold_text(name) {
            self.graph.names.insert(name.to_vec());
        }
    }

    fn string(
        &mut self,
        id: ObjectId,
        bytes: &[u8],
        key: &[u8],
        holder: Option<&Dictionary>,
        path: &[PathStep],
    ) {
        let known = |dict: &Dictionary| is_bytes(self.doc, key, dict, bytes);
        if self.revisited || bytes.is_empty() || holder.is_some_and(known) {
            return;
        }
        // A DER sequence of more than 127 bytes; anything else there is read as text.
        let sequence = bytes.first() == Some(&0x30) && bytes.get(1).is_some_and(|b| *b >= 0x80);
        let signed = sequence
            && matches!(key, b"Contents" | b"Cert")
            && holder.is_some_and(|dict| is_signature(self.doc, dict));
        let text = if signed { der::text(bytes) } else { text_string::decode(bytes) };
        let in_info = Some(id) == self.info;
        let class = classify(self.doc, key, holder, in_info);
        self.graph.strings.push(FoundString {
            location: StringLocation { id, path: path.to_vec() },
            kind: class.kind,
            label: String::from_utf8_lossy(key).into_owned(),
            text: if class.rich { text_string::without_markup(&text) } else { text },
            holder: class.holder,
            always_removed: class.gone,
        });
    }
}

/// The use of a stream by the key that leads to it.
fn use_by_key(key: &[u8]) -> StreamUse {
    match key {
        // An XObject that does not say what it is is drawn as a form.
        b"Contents" | b"CharProcs" | b"N" | b"R" | b"D" | b"AP" | b"Pattern" | b"XObject" => {
            StreamUse::Content
        }
        b"SMask" | b"Mask" | b"Alternates" => StreamUse::Image,
        b"FontFile" | b"FontFile2" | b"FontFile3" | b"ToUnicode" | b"Encoding" | b"CIDToGIDMap"
        | b"CIDSet" | b"UseCMap" | b"Function" | b"Functions" | b"Shading" | b"ICCBased"
        | b"DestOutputProfile" | b"HT" | b"TR" | b"TR2" | b"BG" | b"BG2" | b"UCR" | b"UCR2"
        | b"JBIG2Globals" | b"ColorSpace" | b"Default" => StreamUse::Resource,
        b"Metadata" | b"JS" | b"XFA" | b"Thumb" | b"PieceInfo" => StreamUse::AlwaysRemoved,
        b"EF" => StreamUse::EmbeddedFile,
        b"RC" | b"RV" => StreamUse::RichText,
        _ => StreamUse::Unknown,
    }
}

/// The use of a stream by its own dictionary, or else by the key that leads to it.
fn stream_use(doc: &Document, dict: &Dictionary, by: StreamUse) -> StreamUse {
    let kind = object::name(doc, dict, b"Type");
    let subtype = object::name(doc, dict, b"Subtype");
    match (kind, subtype) {
        _ if matches!(by, StreamUse::EmbeddedFile | StreamUse::AlwaysRemoved) => by,
        (Some(b"EmbeddedFile"), _) => StreamUse::EmbeddedFile,
        (Some(b"Metadata"), _) | (_, Some(b"XML")) => StreamUse::AlwaysRemoved,
        (_, Some(b"Image")) => StreamUse::Image,
        (_, Some(b"Form")) => StreamUse::Content,
        (Some(b"CMap" | b"XRef" | b"ObjStm"), _) => StreamUse::Resource,
        _ if dict.has(b"PatternType") => StreamUse::Content,
        _ if dict.has(b"FunctionType") || dict.has(b"ShadingType") || dict.has(b"HalftoneType") => {
            StreamUse::Resource
        }
        _ => by,
    }
}
