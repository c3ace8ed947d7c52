//! Characters that a reader takes for others: full-width and mathematical letters, digits of other
//! scripts, letters of other alphabets that look like Latin ones, and what is not seen at all.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::char::is_combining_mark;

/// The plain spelling of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// Several characters, or none if it is not seen.
    Text(&'static str),
    /// One character.
    Char(char),
}

/// The plain spelling of a character, if it has one.
pub(crate) fn plain_spelling(c: char) -> Option<Plain> {
    let text = match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' | '`' | '\u{2032}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "-",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' => "ft",
        '\u{fb06}' => "st",
        // Old keyboards have no other way to write it as one letter.
        '\u{132}' | '\u{178}' => "IJ",
        '\u{133}' | '\u{ff}' => "ij",
        '\u{2028}' | '\u{2029}' | '\u{85}' => "\n",
        '\u{ff20}' | '\u{fe6b}' => "@",
        _ if is_unseen(c) => "",
        _ => return other_letter(c).map(Plain::Char),
    };
    Some(Plain::Text(text))
}

/// Whether a character is not seen: marks of direction, joiners, selectors, fillers, tags.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The Latin letter or digit that a letter of another form or script stands for.
fn other_letter(c: char) -> Option<char> {
    match c {
        // Letters above letters.
        '\u{363}'..='\u{36f}' => "aeioucdhmrtvx".chars().nth(c as usize - 0x363),
        // Circled, squared and flag letters, which are drawings of letters.
        '\u{24b6}'..='\u{24cf}' => shifted(c, '\u{24b6}', 'A'),
        '\u{24d0}'..='\u{24e9}' => shifted(c, '\u{24d0}', 'a'),
        '\u{249c}'..='\u{24b5}' => shifted(c, '\u{249c}', 'a'),
        '\u{1f110}'..='\u{1f129}' => shifted(c, '\u{1f110}', 'A'),
        '\u{1f130}'..='\u{1f149}' => shifted(c, '\u{1f130}', 'A'),
        '\u{1f150}'..='\u{1f169}' => shifted(c, '\u{1f150}', 'A'),
        '\u{1f170}'..='\u{1f189}' => shifted(c, '\u{1f170}', 'A'),
        '\u{1f1e6}'..='\u{1f1ff}' => shifted(c, '\u{1f1e6}', 'A'),
        // Half-width and full-width forms, and mathematical letters.
        '\u{ff01}'..='\u{ff5e}' => shifted(c, '\u{ff01}', '!'),
        '\u{1d400}'..='\u{1d7ff}' | '\u{2100}'..='\u{214f}' => {
            let mut plain = std::iter::once(c).nfkd();
            let first = plain.next().filter(|_| plain.next().is_none())?;
            let latin = if first.is_ascii() { Some(first) } else { lookalike(first) };
            latin.filter(char::is_ascii_alphanumeric)
        }
        // Small capitals and raised letters.
        '\u{1d00}'..='\u{1dbf}'
        | '\u{2b0}'..='\u{2b8}'
        | '\u{2e0}'..='\u{2e4}'
        | '\u{274}'
        | '\u{262}'
        | '\u{26a}'
        | '\u{280}'
        | '\u{28f}'
        | '\u{299}'
        | '\u{29c}'
        | '\u{29f}'
        | '\u{a730}'
        | '\u{a731}'
        | '\u{2071}'
        | '\u{207f}'
        | '\u{2090}'..='\u{209c}'
        | '\u{2c7c}'..='\u{2c7d}' => {
            std::iter::once(c).nfkd().next().filter(char::is_ascii_alphabetic).or_else(|| small(c))
        }
        _ if c < '\u{660}' => None,
        _ => digit(c),
    }
}

fn shifted(c: char, from: char, to: char) -> Option<char> {
    char::from_u32(c as u32 - from as u32 + to as u32)
}

/// Small capitals.
fn small(c: char) -> Option<char> {
    const SMALL: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
    pair(SMALL, c)
}

fn pair(pairs: &str, c: char) -> Option<char> {
    let mut all = pairs.chars();
    while let (Some(from), Some(to)) = (all.next(), all.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

/// The first digits of the scripts that have digits of their own (Unicode, category Nd).
const ZEROS: [u32; 26] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1b50, 0xa620,
    0x1fbf0,
];

/// The digit that a digit of another script stands for.
fn digit(c: char) -> Option<char> {
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}

/// Letters of Cyrillic, Greek, Armenian and other alphabets that look like Latin ones.
const LOOKALIKES: &str = "аaАAвbВBсcСCԁdеeЕEғfһhНHіiІIїiјjЈJкkКKӏlмmМMоoОOпnрpРPԛqѕsЅSтtТTуyУYүyѵvԝwԜWхxХXԍg\
    αaΑAβBΒBεeΕEζzΖZηnΗHιiΙIκkΚKΜMνvΝNοoΟOρpΡPτtΤTυuΥYχxΧXγyωwϲcϳj\
    օoսuոnհhցgզqѡwꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU\
    ɑaɡgıiƖlǀlᎪAᏴBᏟCᎬEᏀGᎻHᎥiᎫJᏦKᏞLᎷMᏢPᏒRᏚSᎢTᏙVᎳWᏃZ";

/// The Latin letter that a letter of another alphabet looks like.
pub(crate) fn lookalike(c: char) -> Option<char> {
    let known = matches!(c,
        '\u{131}' | '\u{196}' | '\u{1c0}' | '\u{251}' | '\u{261}' | '\u{370}'..='\u{58f}'
        | '\u{13a0}'..='\u{13ff}' | '\u{a4d0}'..='\u{a4ff}');
    if known { pair(LOOKALIKES, c) } else { None }
}

/// Whether a character is a mark on the letter in front that does not change which letter it is.
pub(crate) fn is_mark(c: char) -> bool {
    let latin = matches!(c,
        '\u{300}'..='\u{362}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    latin || (matches!(c, '\u{591}'..='\u{670}') && canonical_combining_class(c) != 0)
}

/// Whether the word around a letter has a letter of the Latin alphabet too.
pub(super) fn in_latin_word(text: &str, at: usize, rest: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    let before = text.get(..at).unwrap_or_default();
    let word = |c: &char| c.is_alphabetic() || is_mark(*c) || is_combining_mark(*c);
    before.chars().rev().take(LONGEST_WORD).take_while(word).any(latin)
        || rest.chars().take(LONGEST_WORD).take_while(word).any(latin)
}

/// How far a word is looked through on either side of a letter.
const LONGEST_WORD: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            match plain_spelling(c) {
                Some(Plain::Text(text)) => out.push_str(text),
                Some(Plain::Char(c)) => out.push(c),
                None => out.push(c),
            }
        }
        out
    }

    #[test]
    fn letters_in_other_forms_are_plain_letters() {
        for text in
            ["Ｊａｎ", "𝐉𝐚𝐧", "𝕁𝖺𝙣", "Ⓙⓐⓝ", "🄹🅐🇳", "Jᵃⁿ", "ᴊᴀɴ", "J\u{200b}a\u{e0041}n\u{fe0f}"]
        {
            assert!(plain(text).eq_ignore_ascii_case("jan"), "{text}");
        }
        assert_eq!(plain("０６ 𝟒𝟖 ٤٨"), "06 48 48");
        assert_eq!(plain("Dÿk ŸSEL"), "Dijk IJSEL");
        assert_eq!(plain("m² é ß ¼ Ж"), "m² é ß ¼ Ж");
    }

    #[test]
    fn letters_of_other_alphabets_look_like_latin_ones() {
        let latin = |text: &str| -> Option<String> { text.chars().map(lookalike).collect() };
        assert_eq!(latin("Воѕмаո").as_deref(), Some("Bosman"));
        assert_eq!(latin("Ж"), None);
    }
}
