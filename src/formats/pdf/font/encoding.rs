//! What a code may mean where neither ToUnicode nor the font reader knows (ISO 32000-2, 9.10.2).
//!
//! Only what the file or a published glyph order says: a wrong guess would hide a name. What
//! remains unknown is *unread*.

use crate::formats::pdf::syntax::object;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use lopdf::{Dictionary, Document, Object};
use skrifa::raw::tables::post::DEFAULT_GLYPH_NAMES;
use std::collections::BTreeMap;

/// Texts of the 258 glyphs of the Macintosh order (OpenType, `post`), from glyph 3 on. The fonts
/// that come with Windows begin with the same glyphs.
const MAC_ORDER: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\
ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\
\u{fffd}ÒÚÛÙı\u{2c6}\u{2dc}¯\u{2d8}\u{2d9}\u{2da}¸\u{2dd}\u{2db}\u{2c7}ŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ";
/// The glyph at which [`MAC_ORDER`] begins.
const MAC_FIRST: u32 = 3;

/// Windows fonts in the Macintosh order, by the names they have when they are not embedded.
const WINDOWS: [&str; 9] = [
    "arial",
    "timesnewroman",
    "couriernew",
    "verdana",
    "georgia",
    "tahoma",
    "trebuchet",
    "centurygothic",
    "comicsans",
];
/// Fonts that hold no letters, only symbols and parts of formulas.
const SYMBOLS: [&str; 16] = [
    "wingdings",
    "webdings",
    "symbol",
    "zapfdingbats",
    "dingbats",
    "marlett",
    "mtextra",
    "mt-extra",
    "cmsy",
    "cmex",
    "msam",
    "msbm",
    "xyatip",
    "xybtip",
    "europeanpi",
    "line10",
];

/// What a font dictionary says about its codes, apart from ToUnicode.
#[derive(Default)]
pub(crate) struct EncodingHints {
    /// Whether codes are UTF-16: ToUnicode is the name of an identity map.
    utf16: bool,
    /// Code -> character identifier, and character identifier -> text, of one of Adobe's character
    /// collections (9.7.3).
    collection: Option<(CMap, CMap)>,
    /// Whether glyphs follow the Macintosh order.
    mac_order: bool,
    /// Glyph names that the font reader does not know (9.6.5).
    names: BTreeMap<u32, Vec<u8>>,
    /// Whether the font holds symbols.
    symbols: bool,
    /// Whether the file holds the program.
    pub(crate) embedded: bool,
    /// Whether this is a simple font whose program is not in the file.
    substituted: bool,
}

impl EncodingHints {
    /// Reads the hints of a font dictionary.
    pub(crate) fn read(doc: &Document, font: &Dictionary) -> Self {
        let descendant = object::array(doc, font, b"DescendantFonts")
            .and_then(|fonts| object::as_dict(object::resolve(doc, fonts.first()?).1));
        let descriptor = object::dict(doc, descendant.unwrap_or(font), b"FontDescriptor");
        let embedded = descriptor.is_some_and(|d| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| d.has(key))
        });
        let name = plain_name(object::name(doc, font, b"BaseFont").unwrap_or_default());
        let starts = |list: &[&str]| list.iter().any(|known| name.starts_with(known));
        let type3 = object::name(doc, font, b"Subtype") == Some(b"Type3");
        let said = object::name(doc, font, b"ToUnicode").unwrap_or_default();
        Self {
            utf16: descendant.is_some() && said.starts_with(b"Identity"),
            collection: descendant.and_then(|d| collection_maps(doc, font, d)),
            mac_order: descendant.is_some() && !embedded && starts(&WINDOWS),
            names: differences(doc, font),
            embedded,
            symbols: is_symbol_font(&name),
            substituted: descendant.is_none() && !embedded && !type3,
        }
    }

    /// The text of a code; `glyph` is its glyph in the program.
    pub(crate) fn text(&self, code: u32, glyph: u32) -> Option<String> {
        if self.utf16 {
            return char::from_u32(code).map(String::from);
        }
        if let Some((cids, texts)) = &self.collection {
            let cid = (1..=4).find_map(|len| cids.lookup_cid_code(code, len))?;
            return match texts.lookup_bf_string(cid)? {
                BfString::Char(c) => Some(c.to_string()),
                BfString::String(s) => Some(s),
            };
        }
        if self.mac_order {
            return mac_glyph_text(glyph);
        }
        let name = self.names.get(&code)?;
        let known = std::str::from_utf8(name).ok().and_then(text_of_glyph_name);
        known.or_else(|| text_of_numbered_name(name, code))
    }

    /// Whether a code without a known text cannot be a letter: it is a symbol, or it draws nothing
    /// in a font that the viewer replaces by one of its own, which knows glyphs by name only.
    pub(crate) fn not_a_letter(&self, code: u32) -> bool {
        self.symbols || (self.substituted && !self.names.contains_key(&code))
    }
}

/// The text of a glyph by its number in the Macintosh order.
fn mac_glyph_text(glyph: u32) -> Option<String> {
    let at = glyph.checked_sub(MAC_FIRST)?;
    MAC_ORDER.chars().nth(at as usize).map(String::from)
}

/// The text of a glyph by its name: what stands behind a dot tells a variant, and the letters of a
/// ligature are joined by `_` (Adobe Glyph List Specification, 2).
pub(crate) fn text_of_glyph_name(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    base.split('_').map(char_of_glyph_name).collect()
}

/// The character of a glyph by its name in a font program's own table.
pub(crate) fn char_of_glyph_name(name: &str) -> Option<char> {
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    let number = hex.filter(|h| (4..=6).contains(&h.len()) && name != "union");
    if let Some(c) = number.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
        return Some(c);
    }
    let at = DEFAULT_GLYPH_NAMES.iter().position(|known| *known == name)?;
    mac_glyph_text(u32::try_from(at).ok()?)?.chars().next()
}

/// The standard glyph name for a text of one letter.
pub(crate) fn standard_glyph_name(text: &str) -> Option<String> {
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let at = MAC_ORDER.chars().position(|c| c == letter)? + MAC_FIRST as usize;
    DEFAULT_GLYPH_NAMES.get(at).map(|name| (*name).to_owned())
}

/// The text of a name such as `a97`, `x61` or `C61`: if the number is the code itself, the code is
/// ASCII.
fn text_of_numbered_name(name: &[u8], code: u32) -> Option<String> {
    let digits = std::str::from_utf8(name.get(1..)?).ok()?;
    let same = digits.parse() == Ok(code) || u32::from_str_radix(digits, 16) == Ok(code);
    let c = char::from_u32(code).filter(char::is_ascii_graphic)?;
    (same && name.first().is_some_and(u8::is_ascii_alphabetic)).then(|| c.to_string())
}

/// A font name in lower case, without subset prefix and spaces.
fn plain_name(name: &[u8]) -> String {
    let name = match name.split_at_checked(7) {
        Some(([.., b'+'], rest)) => rest,
        _ => name,
    };
    String::from_utf8_lossy(name).to_lowercase().replace([' ', '+', '_'], "")
}

/// What may follow in the name of a font that holds symbols: its number, its style, its foundry.
const STYLES: [&str; 12] = [
    "mt", "ps", "std", "itc", "regular", "roman", "bold", "italic", "oblique", "normal", "svb",
    "pi",
];

/// Whether this is the name of a font that holds no letters. A name that merely begins like one is
/// not: `Symbolen` may be any font.
fn is_symbol_font(name: &str) -> bool {
    let is_rest = |rest: &str| {
        let mut rest: String = rest.chars().filter(|c| c.is_alphabetic()).collect();
        while let Some(style) = STYLES.iter().find(|style| rest.starts_with(**style)) {
            rest.drain(..style.len());
        }
        rest.is_empty()
    };
    SYMBOLS.iter().filter_map(|known| name.strip_prefix(known)).any(is_rest)
}

/// The maps of Adobe's character collection that a composite font uses: code -> character
/// identifier, character identifier -> text.
fn collection_maps(
    doc: &Document,
    font: &Dictionary,
    descendant: &Dictionary,
) -> Option<(CMap, CMap)> {
    let system = object::dict(doc, descendant, b"CIDSystemInfo")?;
    let text = |key: &[u8]| object::get(doc, system, key)?.as_str().ok();
    let family = CidFamily::from_registry_ordering(text(b"Registry")?, text(b"Ordering")?);
    let parse = |name: CMapName<'_>| {
        CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
    };
    let texts = parse(family.ucs2_cmap()?)?;
    let cids = match object::name(doc, font, b"Encoding")? {
        b"Identity-H" => CMap::identity_h(),
        b"Identity-V" => CMap::identity_v(),
        name => parse(CMapName::from_bytes(name))?,
    };
    Some((cids, texts))
}

/// Code -> glyph name, from the `Differences` of a simple font (9.6.5.1).
pub(crate) fn differences(doc: &Document, font: &Dictionary) -> BTreeMap<u32, Vec<u8>> {
    let mut out = BTreeMap::new();
    let list = object::dict(doc, font, b"Encoding")
        .and_then(|encoding| object::array(doc, encoding, b"Differences"));
    let mut code = 0_u32;
    for item in list.into_iter().flatten() {
        match object::resolve(doc, item).1 {
            Object::Integer(n) => code = u32::try_from(*n).unwrap_or(u32::MAX),
            Object::Name(name) => {
                out.insert(code, name.clone());
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variants_and_ligatures_have_a_text() {
        let text = |name| text_of_glyph_name(name);
        assert_eq!(text("uni0057.alt").as_deref(), Some("W"));
        assert_eq!(text("f_f_i.liga").as_deref(), Some("ffi"));
        assert_eq!(text("A").as_deref(), Some("A"));
        assert_eq!(text(".notdef"), None);
        assert_eq!(text("g_123"), None);
    }

    #[test]
    fn the_macintosh_order_has_all_its_glyphs() {
        assert_eq!(MAC_ORDER.chars().count(), DEFAULT_GLYPH_NAMES.len() - MAC_FIRST as usize);
        for (glyph, text) in [(3, " "), (36, "A"), (97, "~"), (108, "ä"), (207, "Ì"), (257, "đ")]
        {
            assert_eq!(mac_glyph_text(glyph).as_deref(), Some(text));
        }
        assert_eq!(mac_glyph_text(258), None);
        assert_eq!(mac_glyph_text(2), None);
    }

    #[test]
    fn fonts_of_symbols_are_known_by_their_whole_name() {
        for name in
            ["symbol", "symbolmt", "wingdings2", "wingdings-regular", "cmsy10", "zapfdingbatsitc"]
        {
            assert!(is_symbol_font(name), "{name}");
        }
        for name in ["symbolen", "symbolaletters", "arial", "dingbatstekst"] {
            assert!(!is_symbol_font(name), "{name}");
        }
    }

    #[test]
    fn names_of_programs_mean_letters() {
        assert_eq!(char_of_glyph_name("A"), Some('A'));
        assert_eq!(char_of_glyph_name("eacute"), Some('é'));
        assert_eq!(char_of_glyph_name("uni0133"), Some('ĳ'));
        assert_eq!(char_of_glyph_name("u1F600"), Some('😀'));
        assert_eq!(char_of_glyph_name("glyph17"), None);
        assert_eq!(char_of_glyph_name("union"), None);
    }

    #[test]
    fn a_number_counts_only_if_it_is_the_code() {
        assert_eq!(text_of_numbered_name(b"a97", 97).as_deref(), Some("a"));
        assert_eq!(text_of_numbered_name(b"x61", 97).as_deref(), Some("a"));
        assert_eq!(text_of_numbered_name(b"g3", 8), None);
        assert_eq!(text_of_numbered_name(b"a8", 8), None);
        assert_eq!(text_of_numbered_name(b"97", 97), None);
    }
}
