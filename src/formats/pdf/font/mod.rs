//! What a character code means and how wide it is.
//!
//! Each font is read twice: as the file declares (with its ToUnicode map) and as the font program
//! itself says (glyph names, its own cmap). Where both know and disagree, both readings are kept: a
//! lying map must not hide a name (ISO 32000-2, 9.10.2).

pub(crate) mod embedded;
pub(crate) mod encoding;
pub(crate) mod shape;
pub(crate) mod to_unicode;

use crate::formats::pdf::font::embedded::ExtractedFonts;
use crate::formats::pdf::font::encoding::EncodingHints;
use crate::formats::pdf::font::shape::Shape;
use hayro_font::GlyphId;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont,
};
use hayro_syntax::object::{Dict, ObjectIdentifier};
use lopdf::ObjectId;
use skrifa::MetadataProvider;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

impl ExtractedFonts {
    /// A bank that reads these fonts on demand.
    pub(crate) fn bank(&self) -> FontBank<'_> {
        FontBank {
            file: self,
            cache: FontCache::new(),
            faces: RefCell::new(HashMap::new()),
            fallback: OnceCell::new(),
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

/// All fonts of a document, read on demand.
pub(crate) struct FontBank<'a> {
    file: &'a ExtractedFonts,
    cache: FontCache<'a>,
    faces: RefCell<HashMap<ObjectId, Option<Rc<Face<'a>>>>>,
    fallback: OnceCell<Option<Rc<Face<'a>>>>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> FontBank<'a> {
    /// The fonts that it reads.
    pub(crate) fn fonts(&self) -> &'a ExtractedFonts {
        self.file
    }

    /// The font under this id, or `None` if it cannot be read.
    pub(crate) fn face(&self, id: ObjectId) -> Option<Rc<Face<'a>>> {
        if let Some(face) = self.faces.borrow().get(&id) {
            return face.clone();
        }
        let face = self.font(id).map(|font| {
            let shadow = self.file.without_to_unicode.get(&id).and_then(|s| self.font(*s));
            let hints = self.file.hints.get(&id).cloned().unwrap_or_default();
            Rc::new(Face::new(font, shadow, hints))
        });
        self.faces.borrow_mut().insert(id, face.clone());
        face
    }

    /// What viewers draw with where a font is missing or broken: Helvetica.
    pub(crate) fn fallback(&self) -> Option<Rc<Face<'a>>> {
        let load = || {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.font_resolver)?;
            Some(Rc::new(Face::new(font, None, Arc::default())))
        };
        self.fallback.get_or_init(load).clone()
    }

    fn font(&self, id: ObjectId) -> Option<Font<'a>> {
        let pdf = self.file.pdf.as_ref()?;
        let key = ObjectIdentifier::new(id.0, i32::from(id.1));
        let dict: Dict<'a> = pdf.xref().get(key)?;
        self.cache.font(&dict, &self.font_resolver, &self.cmap_resolver)
    }
}

/// The meaning and width of one code.
#[derive(Clone, Debug)]
pub(crate) struct CodeMeaning {
    /// The text as the file declares it, or as the font program says if the file declares none.
    pub(crate) text: Option<Arc<str>>,
    /// The text as the font program says, where that differs in more than case.
    pub(crate) program_text: Option<Arc<str>>,
    /// Advance in thousandths of the font size, along x (horizontal) or y (vertical).
    pub(crate) advance: (f64, f64),
    /// Whether it has no text and cannot be a letter.
    pub(crate) not_a_letter: bool,
    /// Whether the font program says the same.
    pub(crate) confirmed: bool,
}

/// The meanings that were looked up so far. A page asks for the same few codes thousands of times,
/// so they are found by position.
#[derive(Default)]
struct KnownCodes {
    /// For codes of at most two bytes: one more than the position in `known`, or zero.
    places: Vec<u32>,
    known: Vec<CodeMeaning>,
    longer: HashMap<u32, CodeMeaning>,
}

impl KnownCodes {
    fn get(&self, code: u32) -> Option<&CodeMeaning> {
        match self.places.get(code as usize) {
            Some(place) => self.known.get(place.checked_sub(1)? as usize),
            None => self.longer.get(&code),
        }
    }

    fn insert(&mut self, code: u32, meaning: CodeMeaning) {
        if code > u32::from(u16::MAX) {
            self.longer.insert(code, meaning);
            return;
        }
        let least = (code as usize + 1).next_multiple_of(256);
        self.places.resize(self.places.len().max(least), 0);
        self.known.push(meaning);
        if let Some(place) = self.places.get_mut(code as usize) {
            *place = self.known.len() as u32;
        }
    }
}

/// One font.
pub(crate) struct Face<'a> {
    font: Font<'a>,
    without_to_unicode: Option<Font<'a>>,
    hints: Arc<EncodingHints>,
    codes: RefCell<KnownCodes>,
    reverse: RefCell<Option<Rc<HashMap<u32, char>>>>,
    shapes: RefCell<HashMap<u32, Option<Shape>>>,
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, shadow: Option<Font<'a>>, hints: Arc<EncodingHints>) -> Self {
        Self {
            font,
            without_to_unicode: shadow,
            hints,
            codes: RefCell::default(),
            reverse: RefCell::default(),
            shapes: RefCell::default(),
        }
    }

    /// Whether the font writes horizontally.
    pub(crate) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The code at this offset, and its length in bytes: at least 1.
    pub(crate) fn read(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, len) = self.font.read_code(bytes, at);
        (code, len.clamp(1, bytes.len().saturating_sub(at).max(1)))
    }

    /// The glyph that the font program has for a code.
    pub(crate) fn glyph(&self, code: u32) -> u32 {
        self.font.map_code(code).to_u32()
    }

    /// The outline that is drawn for a code; `None` for a Type 3 font.
    pub(crate) fn outline(&self, code: u32) -> Option<kurbo::BezPath> {
        match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => Some(glyph.outline()),
            FontGlyph::Type3(_) => None,
        }
    }

    /// Whether the file holds the program of the font.
    pub(crate) fn is_embedded(&self) -> bool {
        self.hints.embedded
    }

    /// The shape that is drawn for a code; `None` if nothing is drawn, or the program has no such
    /// glyph.
    pub(crate) fn shape(&self, code: u32) -> Option<Shape> {
        let draw = || {
            let outline = self.outline(code).filter(|_| self.glyph(code) != 0)?;
            Shape::of(&outline)
        };
        *self.shapes.borrow_mut().entry(code).or_insert_with(draw)
    }

    /// The meaning and width of a code.
    pub(crate) fn code(&self, code: u32) -> CodeMeaning {
        if let Some(known) = self.codes.borrow().get(code) {
            return known.clone();
        }
        let advance = self.font.code_advance(code);
        let said = searchable(as_unicode(&self.font, code));
        let drawn = self.program_text_of(code);
        let other = match (&said, &drawn) {
            (Some(a), Some(b)) if differ(a, b) => Some(Arc::from(b.as_str())),
            _ => None,
        };
        let confirmed = drawn.is_some() && other.is_none();
        let glyph = self.glyph(code);
        let text = said
            .or(drawn)
            .or_else(|| searchable(self.hints.text(code, glyph)))
            .or_else(|| self.is_empty(glyph, code).then(|| " ".to_owned()))
            .map(|t| Arc::from(t.as_str()));
        let mute = text.is_none() && self.hints.not_a_letter(code);
        let known = CodeMeaning {
            text,
            program_text: other,
            advance: (advance.x, advance.y),
            not_a_letter: mute,
            confirmed,
        };
        self.codes.borrow_mut().insert(code, known.clone());
        known
    }

    /// The text of a code that only the ToUnicode map gives it (9.10.3), as far as it was read.
    pub(crate) fn mapped_text(&self, code: u32) -> Option<String> {
        let without = self.without_to_unicode.as_ref()?;
        let mapped = searchable(as_unicode(&self.font, code))?;
        (searchable(as_unicode(without, code)).as_ref() != Some(&mapped)).then_some(mapped)
    }

    /// The text of a code as the font program says: by glyph name, else by its own cmap.
    fn program_text_of(&self, code: u32) -> Option<String> {
        let font = self.without_to_unicode.as_ref().unwrap_or(&self.font);
        searchable(as_unicode(font, code)).or_else(|| {
            let glyph = font.map_code(code);
            if glyph == GlyphId::NOTDEF {
                return None;
            }
            let FontGlyph::Outline(outline) = font.glyph(glyph, code) else { return None };
            let data = outline.font_data()?;
            let reverse = self.reverse(data.data.as_ref().as_ref());
            let c = reverse.get(&outline.glyph_id().to_u32())?;
            searchable(Some(c.to_string()))
        })
    }

    /// Whether the program has this glyph and draws nothing for it.
    fn is_empty(&self, glyph: u32, code: u32) -> bool {
        let FontGlyph::Outline(outline) = self.font.glyph(GlyphId::new(glyph), code) else {
            return false;
        };
        let Some(data) = outline.font_data().filter(|_| glyph != 0) else { return false };
        let Ok(font) = skrifa::FontRef::from_index(data.data.as_ref().as_ref(), 0) else {
            return false;
        };
        let mut strokes = StrokeCounter(0);
        font.outline_glyphs().get(outline.glyph_id().to_u32().into()).is_some_and(|glyph| {
            glyph.draw(skrifa::instance::Size::unscaled(), &mut strokes).is_ok() && strokes.0 == 0
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
            // Private use (0xF041 in a symbol font) is not a text; the glyph's name may give one.
            map.retain(|_, c| searchable(Some(c.to_string())).is_some());
            for (glyph, name) in skrifa::GlyphNames::new(&font).iter() {
                if let Some(c) = encoding::char_of_glyph_name(name.as_str()) {
                    map.entry(glyph.to_u32()).or_insert(c);
                }
            }
        }
        let map = Rc::new(map);
        *self.reverse.borrow_mut() = Some(Rc::clone(&map));
        map
    }
}

/// Counts the strokes of an outline.
struct StrokeCounter(usize);

impl skrifa::outline::OutlinePen for StrokeCounter {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }
    fn close(&mut self) {}
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

/// The text if it can be searched: no control characters, no private use.
fn searchable(text: Option<String>) -> Option<String> {
    let text = text?;
    let usable = |c: char| {
        !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{feff}')
    };
    if !text.is_empty() && text.chars().all(usable) {
        return Some(text);
    }
    // A tab or line break as a glyph counts as white space.
    (text.chars().all(char::is_whitespace) && !text.is_empty()).then(|| " ".to_owned())
}

/// Whether two readings differ in a way that could hide a name.
fn differ(a: &str, b: &str) -> bool {
    let fold = |s: &str| -> String {
        use unicode_normalization::UnicodeNormalization;
        s.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (fold(a), fold(b));
    a != b && !b.is_empty()
}
