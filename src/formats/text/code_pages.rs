//! Encodings of one byte per character, told apart by where their letters stand: those of Windows,
//! DOS and the Macintosh.

/// An encoding of one byte per character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Windows-1252, a superset of printable Latin-1.
    Windows,
    /// Code page 850; 437 and 858 have the same letters of western European languages.
    Dos,
    /// Mac OS Roman.
    Macintosh,
}

/// Code page 850 from 0x80, with the euro sign of 858.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

impl CodePage {
    /// The character of a byte.
    pub(super) fn decode(self, byte: u8) -> char {
        if byte.is_ascii() {
            return char::from(byte);
        }
        let one = [byte];
        let by = |encoding: &'static encoding_rs::Encoding| {
            let (text, _) = encoding.decode_without_bom_handling(&one);
            text.chars().next().unwrap_or('\u{FFFD}')
        };
        match self {
            Self::Windows => by(encoding_rs::WINDOWS_1252),
            Self::Macintosh => by(encoding_rs::MACINTOSH),
            Self::Dos => DOS.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{FFFD}'),
        }
    }

    /// The bytes of a text; a character that the encoding does not have becomes a question mark.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        let byte = |c: char| {
            let known = |b: &u8| self.decode(*b) == c;
            if c.is_ascii() { c as u8 } else { (0x80..=0xff).find(known).unwrap_or(b'?') }
        };
        text.chars().map(byte).collect()
    }
}

/// Which encoding a file is in, and how many of its characters make no sense in any.
pub(super) fn tell(bytes: &[u8]) -> (CodePage, usize) {
    let mut best = (CodePage::Windows, odd(bytes, CodePage::Windows));
    for page in [CodePage::Dos, CodePage::Macintosh] {
        if best.1 > 0 && letters(bytes, page) >= letters(bytes, CodePage::Windows) {
            let odd = odd(bytes, page);
            if odd < best.1 {
                best = (page, odd);
            }
        }
    }
    best
}

/// How many characters beyond ASCII are letters beside a letter.
fn letters(bytes: &[u8], page: CodePage) -> usize {
    let ascii =
        |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_alphabetic);
    let high = bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii());
    high.filter(|(i, b)| {
        let c = page.decode(**b);
        c.is_alphabetic() && is_western(c) && (ascii(i.checked_sub(1)) || ascii(Some(i + 1)))
    })
    .count()
}

/// How many characters stand where no text has them: a symbol within a word, a capital behind a
/// small letter, a closing mark before a word.
fn odd(bytes: &[u8], page: CodePage) -> usize {
    let at = |i: usize| bytes.get(i).map(|b| page.decode(*b));
    let fits = |i: usize, c: char| {
        let before = i.checked_sub(1).and_then(at).unwrap_or(' ');
        let after = at(i + 1).unwrap_or(' ');
        let (left, right) = (before.is_alphabetic(), after.is_alphabetic());
        // Letters of odd size are no reason to leave the encoding that nearly all texts are in.
        if page == CodePage::Windows && c.is_alphabetic() && ('\u{c0}'..='\u{ff}').contains(&c) {
            return true;
        }
        if c.is_uppercase() {
            return !(left && before.is_lowercase());
        }
        if c.is_alphabetic() {
            // A small letter between capitals is one of another encoding.
            return !(left && before.is_uppercase() && after.is_uppercase()) && is_western(c);
        }
        match (left, right) {
            // Frames of tables do not touch words.
            (true, _) | (_, true) if matches!(c, '\u{2500}'..='\u{25a0}') => false,
            (true, true) => matches!(
                c,
                '’' | '´' | '–' | '—' | '·' | '\u{ad}' | '®' | '…' | '\u{a0}' | '•' | '/' | '&'
            ),
            (true, false) => !matches!(
                c,
                '‚' | '„'
                    | '“'
                    | '‘'
                    | '«'
                    | '¿'
                    | '¡'
                    | 'ˆ'
                    | '‰'
                    | '¤'
                    | '¢'
                    | '£'
                    | '¥'
                    | '\u{80}'..='\u{9f}'
            ),
            (false, true) => {
                !matches!(c, '”' | '»' | '™' | '®' | '‰' | '²' | '³' | '¹' | '\u{80}'..='\u{9f}')
            }
            (false, false) => true,
        }
    };
    let high = bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii());
    high.filter(|(i, b)| !fits(*i, page.decode(**b))).count()
}

/// Letters of western European languages.
fn is_western(c: char) -> bool {
    !matches!(c, 'ƒ' | 'µ' | 'ˆ' | 'π' | 'Ω' | 'ı' | 'Δ' | '\u{2211}')
}

/// Whether a text writes letters as UTF-7 does (RFC 2152): `+APw-` for `ü`.
pub(super) fn has_utf7(text: &str) -> bool {
    text.split('+').skip(1).filter_map(|rest| rest.split_once('-')).any(|(code, _)| {
        let digits: Option<Vec<u32>> = code.bytes().map(base64).collect();
        let Some(digits) = digits.filter(|d| d.len() >= 3 && d.len() < 400) else { return false };
        let bits = digits.len() * 6;
        let unit = |n: usize| {
            (0..16).fold(0_u32, |sum, bit| {
                let place = n * 16 + bit;
                let digit = digits.get(place / 6).copied().unwrap_or(0);
                sum << 1 | (digit >> (5 - place % 6) & 1)
            })
        };
        (0..bits / 16).all(|n| matches!(unit(n), 0x20..=0x24f | 0x2010..=0x2040 | 0x20ac))
            && bits % 16 < 6
    })
}

fn base64(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_where_letters_stand() {
        for (bytes, page) in [
            (&b"Ren\xe9 M\xfcller, caf\xe9s: \x80 5 \x96 \x93ja\x94 \xb2"[..], CodePage::Windows),
            (b"in \x92t Veld, 20 \xb0C, \xa7 3, ZO\xcb", CodePage::Windows),
            (b"Ren\x82 M\x81ller", CodePage::Dos),
            (b"Jos\x82 kwam", CodePage::Dos),
            (b"Ren\x8e M\x9fller", CodePage::Macintosh),
        ] {
            assert_eq!(tell(bytes), (page, 0), "{bytes:?}");
        }
        assert_eq!(tell(b"x\xfc\xc0b").0, CodePage::Windows, "capitals behind small letters");
        assert_eq!(DOS.chars().count(), 128);
        for page in [CodePage::Windows, CodePage::Dos, CodePage::Macintosh] {
            let text: String = [0x82, 0x99, 0xe9].iter().map(|b| page.decode(*b)).collect();
            assert_eq!(page.encode(&text), [0x82, 0x99, 0xe9]);
        }
    }

    #[test]
    fn letters_in_utf7_are_seen() {
        assert!(has_utf7("Ren+AOk- M+APw-ller"));
        assert!(!has_utf7("+31-6 a+b-c 2+2-1 jan+werk-x@b.nl +316-12345678"));
    }
}
