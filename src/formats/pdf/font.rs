//! What a character code means and how wide it is.
//!
//! Each font is read twice: as the file says (with its ToUnicode map) and as the font program
//! itself says (glyph names, the program's own cmap). Where both know and disagree, both readings
//! are kept: a map that lies must not hide a name (ISO 32000-2, 9.10.2).

use super::object;
use hayro_font::GlyphId;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, ObjectIdentifier};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use skrifa::MetadataProvider;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// The fonts of a document as a small PDF of their own, in memory, for the font reader.
pub(super) struct FontFile {
    pdf: Option<Pdf>,
    /// Font -> the same font without its ToUnicode map.
    shadows: BTreeMap<ObjectId, ObjectId>,
}

/// Deepest nesting that is followed when fonts are gathered.
const MAX_DEPTH: usize = 24;

impl FontFile {
    /// No fonts.
    pub(super) fn none() -> Self {
        Self { pdf: None, shadows: BTreeMap::new() }
    }

    /// Gathers all fonts of a document. Call [`own_fonts`] first.
    pub(super) fn new(doc: &Document) -> Self {
        let mut small = Document::with_version("1.7");
        let mut shadows = BTreeMap::new();
        let fonts: Vec<ObjectId> = doc
            .objects
            .iter()
            .filter(|(_, o)| object::as_dict(o).is_some_and(|d| is_font(doc, d)))
            .map(|(id, _)| *id)
            .collect();
        let mut next = doc.max_id.saturating_add(1);
        for id in &fonts {
            copy(doc, *id, &mut small, 0);
            if let Some(Object::Dictionary(font)) = doc.objects.get(id)
                && font.has(b"ToUnicode")
            {
                let mut bare = font.clone();
                bare.remove(b"ToUnicode");
                small.objects.insert((next, 0), Object::Dictionary(bare));
                shadows.insert(*id, (next, 0));
                next = next.saturating_add(1);
            }
        }
        small.max_id = next;
        finish(&mut small, &fonts, &shadows);
        let mut bytes = Vec::new();
        let pdf = small.save_to(&mut bytes).ok().and_then(|()| Pdf::new(bytes).ok());
        Self { pdf, shadows }
    }

    /// A bank that reads fonts on demand.
    pub(super) fn bank(&self) -> FontBank<'_> {
        FontBank {
            file: self,
            cache: FontCache::new(),
            faces: RefCell::new(HashMap::new()),
            font_resolver: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmap_resolver: Arc::new(hayro_cmap::load_embedded),
        }
    }
}

/// A catalog and one page that refers to all fonts, so that any reader finds them.
fn finish(small: &mut Document, fonts: &[ObjectId], shadows: &BTreeMap<ObjectId, ObjectId>) {
    let mut entries = Dictionary::new();
    for (i, id) in fonts.iter().chain(shadows.values()).enumerate() {
        entries.set(format!("F{i}"), Object::Reference(*id));
    }
    let pages = small.new_object_id();
    let page = small.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        "Resources" => dictionary! { "Font" => entries },
    });
    small.objects.insert(
        pages,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)],
        }),
    );
    let root = small.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    small.trailer.set("Root", root);
}

fn is_font(doc: &Document, dict: &Dictionary) -> bool {
    let subtype = object::name(doc, dict, b"Subtype");
    matches!(subtype, Some(b"Type1" | b"MMType1" | b"TrueType" | b"OpenType" | b"Type0" | b"Type3"))
        && (dict.has(b"BaseFont") || dict.has(b"CharProcs") || dict.has(b"DescendantFonts"))
}

/// Gives fonts that stand directly in a resource dictionary an object of their own.
pub(super) fn own_fonts(doc: &mut Document) {
    let mut direct = Vec::new();
    for (id, object) in &doc.objects {
        if find_direct_fonts(doc, object, false, 0) {
            direct.push(*id);
        }
    }
    for id in direct {
        let Some(mut object) = doc.objects.remove(&id) else { continue };
        move_direct_fonts(doc, &mut object, false, 0);
        doc.objects.insert(id, object);
    }
}

fn find_direct_fonts(doc: &Document, object: &Object, in_fonts: bool, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match object {
        Object::Array(items) => items.iter().any(|o| find_direct_fonts(doc, o, false, depth + 1)),
        Object::Dictionary(d) => find_in_dict(doc, d, in_fonts, depth),
        Object::Stream(s) => find_in_dict(doc, &s.dict, in_fonts, depth),
        _ => false,
    }
}

fn find_in_dict(doc: &Document, dict: &Dictionary, in_fonts: bool, depth: usize) -> bool {
    dict.iter().any(|(key, value)| {
        let direct = in_fonts && value.as_dict().is_ok_and(|d| is_font(doc, d));
        direct || find_direct_fonts(doc, value, key == b"Font", depth + 1)
    })
}

fn move_direct_fonts(doc: &mut Document, object: &mut Object, in_fonts: bool, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match object {
        Object::Array(items) => {
            items.iter_mut().for_each(|o| move_direct_fonts(doc, o, false, depth + 1));
        }
        Object::Dictionary(d) => move_in_dict(doc, d, in_fonts, depth),
        Object::Stream(s) => move_in_dict(doc, &mut s.dict, in_fonts, depth),
        _ => {}
    }
}

fn move_in_dict(doc: &mut Document, dict: &mut Dictionary, in_fonts: bool, depth: usize) {
    for (key, value) in dict.iter_mut() {
        if in_fonts && value.as_dict().is_ok_and(|d| is_font(doc, d)) {
            let id = doc.add_object(value.clone());
            *value = Object::Reference(id);
        } else {
            move_direct_fonts(doc, value, key == b"Font", depth + 1);
        }
    }
}

/// Copies an object and all it needs. What a Type 3 font draws is not needed to know its codes.
fn copy(doc: &Document, id: ObjectId, into: &mut Document, depth: usize) {
    if depth > MAX_DEPTH || into.objects.contains_key(&id) {
        return;
    }
    let Some(object) = doc.objects.get(&id) else { return };
    into.objects.insert(id, object.clone());
    let mut wanted = BTreeSet::new();
    references(object, &mut wanted, 0);
    for next in wanted {
        copy(doc, next, into, depth + 1);
    }
}

fn references(object: &Object, out: &mut BTreeSet<ObjectId>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut in_dict = |d: &Dictionary| {
        for (key, value) in d {
            if !matches!(key.as_slice(), b"Resources" | b"Parent" | b"Metadata") {
                references(value, out, depth + 1);
            }
        }
    };
    match object {
        Object::Reference(id) => {
            out.insert(*id);
        }
        Object::Array(items) => items.iter().for_each(|o| references(o, out, depth + 1)),
        Object::Dictionary(d) => in_dict(d),
        Object::Stream(s) => in_dict(&s.dict),
        _ => {}
    }
}

/// All fonts of a document, read on demand.
pub(super) struct FontBank<'a> {
    file: &'a FontFile,
    cache: FontCache<'a>,
    faces: RefCell<HashMap<ObjectId, Option<Rc<Face<'a>>>>>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> FontBank<'a> {
    /// The font under this id, or `None` if it cannot be read.
    pub(super) fn face(&self, id: ObjectId) -> Option<Rc<Face<'a>>> {
        if let Some(face) = self.faces.borrow().get(&id) {
            return face.clone();
        }
        let face = self.font(id).map(|font| {
            let shadow = self.file.shadows.get(&id).and_then(|s| self.font(*s));
            Rc::new(Face::new(font, shadow))
        });
        self.faces.borrow_mut().insert(id, face.clone());
        face
    }

    fn font(&self, id: ObjectId) -> Option<Font<'a>> {
        let pdf = self.file.pdf.as_ref()?;
        let key = ObjectIdentifier::new(id.0, i32::from(id.1));
        let dict: Dict<'a> = pdf.xref().get(key)?;
        self.cache.font(&dict, &self.font_resolver, &self.cmap_resolver)
    }
}

/// What one code means.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// The text as the file says it, or as the font program says if the file is silent.
    pub(super) text: Option<Rc<str>>,
    /// The text as the font program says it, where that differs in more than case.
    pub(super) other: Option<Rc<str>>,
    /// Advance in thousandths of the font size, along x (horizontal) or y (vertical).
    pub(super) advance: (f64, f64),
}

/// One font.
pub(super) struct Face<'a> {
    font: Font<'a>,
    shadow: Option<Font<'a>>,
    codes: RefCell<HashMap<u32, Code>>,
    reverse: RefCell<Option<Rc<HashMap<u32, char>>>>,
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, shadow: Option<Font<'a>>) -> Self {
        Self { font, shadow, codes: RefCell::default(), reverse: RefCell::default() }
    }

    /// Whether lines run from left to right.
    pub(super) fn horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The code at this offset and its length in bytes; at least one byte.
    pub(super) fn read(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, len) = self.font.read_code(bytes, at);
        (code, len.clamp(1, bytes.len().saturating_sub(at).max(1)))
    }

    /// The glyph of a code in the font program.
    pub(super) fn glyph(&self, code: u32) -> u32 {
        self.font.map_code(code).to_u32()
    }

    /// What a code means.
    pub(super) fn code(&self, code: u32) -> Code {
        if let Some(known) = self.codes.borrow().get(&code) {
            return known.clone();
        }
        let advance = self.font.code_advance(code);
        let said = clean(as_unicode(&self.font, code));
        let drawn = self.drawn(code);
        let other = match (&said, &drawn) {
            (Some(a), Some(b)) if disagree(a, b) => Some(Rc::from(b.as_str())),
            _ => None,
        };
        let text = said.or(drawn).map(|t| Rc::from(t.as_str()));
        let known = Code { text, other, advance: (advance.x, advance.y) };
        self.codes.borrow_mut().insert(code, known.clone());
        known
    }

    /// The text of a code as the font program itself says: glyph names, else its own cmap.
    fn drawn(&self, code: u32) -> Option<String> {
        let font = self.shadow.as_ref().unwrap_or(&self.font);
        clean(as_unicode(font, code)).or_else(|| {
            let glyph = font.map_code(code);
            if glyph == GlyphId::NOTDEF {
                return None;
            }
            let FontGlyph::Outline(outline) = font.glyph(glyph, code) else { return None };
            let data = outline.font_data()?;
            let reverse = self.reverse(data.data.as_ref().as_ref());
            let c = reverse.get(&outline.glyph_id().to_u32())?;
            clean(Some(c.to_string()))
        })
    }

    fn reverse(&self, data: &[u8]) -> Rc<HashMap<u32, char>> {
        if let Some(map) = &*self.reverse.borrow() {
            return Rc::clone(map);
        }
        let mut map = HashMap::new();
        if let Ok(font) = skrifa::FontRef::from_index(data, 0) {
            for (c, glyph) in font.charmap().mappings() {
                if let Some(c) = char::from_u32(c) {
                    map.entry(glyph.to_u32()).or_insert(c);
                }
            }
        }
        let map = Rc::new(map);
        *self.reverse.borrow_mut() = Some(Rc::clone(&map));
        map
    }
}

fn as_unicode(font: &Font<'_>, code: u32) -> Option<String> {
    let unicode = match font.glyph(font.map_code(code), code) {
        FontGlyph::Outline(g) => g.as_unicode(),
        FontGlyph::Type3(g) => g.as_unicode(),
    }?;
    Some(match unicode {
        hayro_cmap::BfString::Char(c) => c.to_string(),
        hayro_cmap::BfString::String(s) => s,
    })
}

/// Text fit to be searched: no control characters, no private use.
fn clean(text: Option<String>) -> Option<String> {
    let text = text?;
    let usable = |c: char| {
        !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{feff}')
    };
    if !text.is_empty() && text.chars().all(usable) {
        return Some(text);
    }
    // A tab or line break as a glyph is white space.
    (text.chars().all(char::is_whitespace) && !text.is_empty()).then(|| " ".to_owned())
}

/// Whether two readings differ in a way that could hide a name.
fn disagree(a: &str, b: &str) -> bool {
    let fold = |s: &str| -> String {
        use unicode_normalization::UnicodeNormalization;
        s.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (fold(a), fold(b));
    a != b && !b.is_empty()
}
