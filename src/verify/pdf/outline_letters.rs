//! What outlines stand for by the tables of their font programs.

use foldhash::fast::FixedState;
use hayro_interpret::font::OutlineGlyph;
use skrifa::MetadataProvider;
use std::collections::HashMap;
use std::rc::Rc;

/// Glyph -> its letter by the table of a font program.
pub(super) type Letters = HashMap<u32, char, FixedState>;

/// What outlines stand for by the tables of their font programs.
#[derive(Default)]
pub(super) struct Outlines {
    fonts: HashMap<u128, Rc<Letters>>,
}

impl Outlines {
    /// The letters of the font that a glyph is of.
    pub(super) fn letters(&mut self, glyph: &OutlineGlyph) -> Option<Rc<Letters>> {
        let data = glyph.font_data()?;
        let letters = self.fonts.entry(data.cache_key).or_insert_with(|| {
            let bytes: &[u8] = data.data.as_ref().as_ref();
            let mut table = Letters::default();
            if let Ok(font) = skrifa::FontRef::new(bytes) {
                for (code, id) in font.charmap().mappings() {
                    let letter = char::from_u32(code).filter(|c| !c.is_control());
                    // Symbol fonts map their codes into a private area; that says nothing.
                    if let Some(c) = letter.filter(|c| !('\u{e000}'..'\u{f900}').contains(c)) {
                        table.entry(id.to_u32()).or_insert(c);
                    }
                }
            }
            Rc::new(table)
        });
        Some(Rc::clone(letters))
    }
}
