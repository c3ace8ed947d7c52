//! Codes whose declared text cannot be what is drawn: letters that are said to be blanks, many
//! shapes that are all said to be one character, letters whose height and depth are those of
//! others. Their meaning counts as unknown. And programs whose own tables give nonsense, where the
//! file declares what reads like language: their tables are not searched.

use crate::formats::pdf::font::shape::Shape;
use crate::formats::pdf::font::{Face, FontBank};
use crate::formats::pdf::interpret::canvas::Canvas;
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};

/// How many codes with ink that are said to be blank make a font a liar, and how many shapes that
/// are said to be one character.
const BLANKS: usize = 3;
const SAME: usize = 5;
/// How many letters, and what share, must have the height or depth of another letter.
const MISFITS: usize = 4;
const MISFIT_SHARE: f64 = 0.4;
/// How far below the baseline a letter with a tail reaches, and how far one without may, in
/// thousandths of the font size.
const TAIL: f64 = -90.0;
/// By how much the height of a small letter may differ from that of others.
const HEIGHT: f64 = 0.14;
/// How many pairs of letters it takes to tell language from nonsense; the share of usual pairs in
/// language, and how much less nonsense has.
const PAIRS: i32 = 20;
const LANGUAGE: f64 = 0.2;
const NONSENSE: f64 = 0.5;
/// The most usual pairs of letters of Dutch and English.
const USUAL: &str = "en er de ee an in ge st te re et ie ij aa nd ve oo el le at va on be ar ng he di or is ch rd me \
                     nt li al ne ri ta se to ti we ke uw ur it th ed ou es";

/// What one font on a canvas says.
#[derive(Default)]
struct Said {
    codes: BTreeSet<u32>,
    /// Glyph by glyph, the declared text and that of the program; both are kept once one differs.
    read: Vec<(char, char)>,
    differs: bool,
}

/// Takes their text from codes that lie, and their second reading from programs that talk nonsense.
pub(crate) fn distrust(canvas: &mut Canvas, bank: &FontBank<'_>) {
    let mut fonts: BTreeMap<ObjectId, Said> = BTreeMap::new();
    let mut last: Option<(ObjectId, u32)> = None;
    for glyph in &canvas.glyphs {
        let Some(font) = canvas.show(glyph).font else { continue };
        let said = fonts.entry(font).or_default();
        let declared = first_char(glyph.text.as_deref());
        let program = glyph.program_text.as_deref().map_or(declared, |p| first_char(Some(p)));
        said.read.push((declared, program));
        said.differs |= glyph.program_text.is_some();
        if last != Some((font, glyph.code)) {
            said.codes.insert(glyph.code);
        }
        last = Some((font, glyph.code));
    }
    let mut liars: BTreeSet<(ObjectId, u32)> = BTreeSet::new();
    let mut nonsense: BTreeSet<ObjectId> = BTreeSet::new();
    for (font, said) in &fonts {
        if said.differs && is_nonsense(&said.read) {
            nonsense.insert(*font);
        }
        let Some(face) = bank.face(*font).filter(|face| face.is_embedded()) else { continue };
        liars.extend(lies(&face, &said.codes).into_iter().map(|code| (*font, code)));
    }
    if liars.is_empty() && nonsense.is_empty() {
        return;
    }
    let of: Vec<Option<ObjectId>> = canvas.shows.iter().map(|show| show.font).collect();
    for glyph in &mut canvas.glyphs {
        let Some(font) = of.get(glyph.show as usize).copied().flatten() else { continue };
        if nonsense.contains(&font) {
            glyph.program_text = None;
        }
        if liars.contains(&(font, glyph.code)) {
            glyph.text = None;
        }
    }
}

/// The codes of a font whose declared text is not what is drawn. Only what no other source confirms
/// is looked at.
fn lies(face: &Face<'_>, codes: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut by_text: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for code in codes {
        let known = face.code(*code);
        if let Some(text) = known.text.filter(|_| !known.confirmed && known.program_text.is_none())
        {
            let text = if text.chars().all(is_blank) { " ".to_owned() } else { text.to_string() };
            by_text.entry(text).or_default().push(*code);
        }
    }
    let mut out = BTreeSet::new();
    for (text, codes) in &by_text {
        let least = if text == " " { BLANKS } else { SAME };
        if codes.len() < least {
            continue;
        }
        let shapes: BTreeSet<u64> =
            codes.iter().filter_map(|c| face.shape(*c)).map(|shape| shape.outline).collect();
        if shapes.len() >= least {
            out.extend(codes.iter().filter(|c| face.shape(**c).is_some()));
        }
    }
    let letters: Vec<(char, u32, Shape)> = by_text
        .iter()
        .filter_map(|(text, codes)| {
            let mut chars = text.chars();
            let letter =
                chars.next().filter(|c| c.is_ascii_lowercase() && chars.next().is_none())?;
            let code = *codes.first()?;
            Some((letter, code, face.shape(code)?))
        })
        .collect();
    if are_misfits(&letters) {
        out.extend(by_text.into_values().flatten());
    }
    out
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether the height and depth of small letters are those of other letters. In fonts with capitals
/// for small letters all are alike, which says nothing.
fn are_misfits(letters: &[(char, u32, Shape)]) -> bool {
    let mut heights: Vec<f64> = letters.iter().map(|(.., shape)| shape.high).collect();
    heights.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (heights.first(), heights.last()) else { return false };
    if most - least < HEIGHT * most {
        return false;
    }
    let low: Vec<f64> = letters
        .iter()
        .filter(|(c, ..)| "acemnorsuvwxz".contains(*c))
        .map(|(.., shape)| shape.high)
        .collect();
    let usual = {
        let mut sorted = low.clone();
        sorted.sort_by(f64::total_cmp);
        // The lower half: what is too high is the misfit.
        sorted.get(sorted.len() / 3).copied()
    };
    let misfit = |(c, _, shape): &&(char, u32, Shape)| {
        let tail = shape.low < TAIL;
        if "gjpqy".contains(*c) != tail && !matches!(*c, 'f' | 'z' | 'h' | 'm' | 'n') {
            return true;
        }
        let Some(usual) = usual else { return false };
        let differs = |by: f64| shape.high > usual * (1.0 + by);
        match *c {
            'b' | 'd' | 'f' | 'h' | 'k' | 'l' => !differs(HEIGHT),
            'a' | 'c' | 'e' | 'm'..='o' | 'r' | 's' | 'u'..='x' | 'z' => differs(2.0 * HEIGHT),
            _ => false,
        }
    };
    let count = letters.iter().filter(misfit).count();
    count >= MISFITS && count as f64 >= MISFIT_SHARE * letters.len() as f64
}

/// The character that stands for a glyph's text; a blank for none.
fn first_char(text: Option<&str>) -> char {
    text.and_then(|text| text.chars().next()).unwrap_or(' ')
}

/// Whether the second of two readings of the same glyphs is nonsense and the first is language, by
/// the pairs of letters of which a glyph is read in two ways. What is read in one way says nothing:
/// a program that is wrong about `v` alone reads `Dan` for `van`.
fn is_nonsense(read: &[(char, char)]) -> bool {
    let usual: BTreeSet<&str> = USUAL.split_whitespace().collect();
    let (mut all, mut declared, mut program) = (0_i32, 0_i32, 0_i32);
    for pair in read.windows(2) {
        let [(a, x), (b, y)] = *pair else { continue };
        if (a, b) == (x, y) || !(a.is_alphabetic() || b.is_alphabetic()) {
            continue;
        }
        all += 1;
        declared += worth(&usual, a, b);
        program += worth(&usual, x, y);
    }
    let share = |n: i32| f64::from(n) / f64::from(all);
    all >= PAIRS && share(declared) >= LANGUAGE && share(program) < NONSENSE * share(declared)
}

/// What two letters say for language: usual ones for it, a capital behind a small letter against it.
fn worth(usual: &BTreeSet<&str>, first: char, second: char) -> i32 {
    if first.is_lowercase() && second.is_uppercase() {
        return -1;
    }
    i32::from(usual.contains([first, second].iter().collect::<String>().to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(letters: &str) -> Vec<(char, u32, Shape)> {
        letters
            .split_whitespace()
            .zip(0..)
            .map(|(pair, outline)| {
                let mut chars = pair.chars();
                let (said, drawn) = (chars.next().expect("said"), chars.next().expect("drawn"));
                let low = if "gjpqy".contains(drawn) { -210.0 } else { -10.0 };
                let high =
                    if "bdfhkl".contains(drawn) || drawn.is_uppercase() { 730.0 } else { 530.0 };
                (said, 0, Shape { outline, low, high })
            })
            .collect()
    }

    #[test]
    fn letters_with_the_height_of_others_are_misfits() {
        assert!(are_misfits(&shapes("aV he or vk cu ji qs xn")));
        assert!(!are_misfits(&shapes("aa bb dd ee gg hh ii kk ll nn pp rr")));
        assert!(!are_misfits(&shapes("aA bA dA eA gA hA iA kA lA nA pA rA")));
        assert!(!are_misfits(&shapes("ba")));
    }

    #[test]
    fn nonsense_beside_language_is_told() {
        let said =
            "De heer en mevrouw hebben in de vergadering van de raad gesproken over de nieuwe weg";
        let shifted: String = said
            .chars()
            .map(|c| {
                if c.is_ascii_lowercase() { ((c as u8 - b'a' + 7) % 26 + b'a') as char } else { c }
            })
            .collect();
        let read = |a: &str, b: &str| a.chars().zip(b.chars()).collect::<Vec<_>>();
        assert!(is_nonsense(&read(said, &shifted)));
        assert!(!is_nonsense(&read(&shifted, said)));
        assert!(!is_nonsense(&read(said, said)));
        assert!(!is_nonsense(&read("de heer", "kl olly")));
    }

    #[test]
    fn a_few_wrong_letters_make_nonsense_of_what_holds_them() {
        let said = "verstrekken van gegevens over de veehouders die voor het bedrijf van de maatschap \
            verklaren dat zij vanaf die datum leveren en verder niets van hen vragen";
        let wrong = said.replace('v', "D").replace('k', "F");
        let read: Vec<_> = said.chars().zip(wrong.chars()).collect();
        assert!(is_nonsense(&read));
        let back: Vec<_> = wrong.chars().zip(said.chars()).collect();
        assert!(!is_nonsense(&back));
    }
}
