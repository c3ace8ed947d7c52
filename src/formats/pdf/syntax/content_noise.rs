//! Content that is none: bytes that were not decrypted, or that something else wrote over. No viewer draws
//! it, and what should be drawn is not known.

use crate::formats::pdf::syntax::content_stream::{Content, Op, Value};
use crate::formats::pdf::syntax::lexer;

/// Fewest bytes that are neither text nor part of an operator.
const LEAST: usize = 6;
/// Most of them in a comment.
const MARK: usize = 8;
/// Their share of all bytes: one in so many.
const SHARE: usize = 5;

/// The operators of content (ISO 32000-2, annex A).
const OPERATORS: &str = " b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n \
    q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" ";

/// Whether bytes, read as content, are none.
pub(crate) fn is_noise(bytes: &[u8]) -> bool {
    odd(bytes) >= LEAST && has_noise(bytes, &lexer::lex(bytes))
}

/// The same of bytes that have been read.
pub(super) fn has_noise(bytes: &[u8], content: &Content) -> bool {
    let mut noise = odd(bytes);
    if noise < LEAST {
        return false;
    }
    let known = content.ops.iter().filter(|op| is_known(bytes, op));
    for range in known.flat_map(|op| [op.range.clone(), op.data.clone()]) {
        noise = noise.saturating_sub(odd(bytes.get(range).unwrap_or_default()));
    }
    // A mark that a file is no text may stand in a comment.
    let remark = |range| odd(bytes.get(range).unwrap_or_default()).min(MARK);
    noise = noise.saturating_sub(content.comments.iter().cloned().map(remark).sum());
    noise >= LEAST && noise * SHARE > bytes.trim_ascii().len()
}

/// How many bytes are neither letters of ASCII nor blanks.
fn odd(bytes: &[u8]) -> usize {
    let plain = |b: &&u8| matches!(b, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' '..=b'~');
    bytes.len() - bytes.iter().filter(plain).count()
}

/// Whether an operator is one, with operands that it may have: strings are shown.
fn is_known(bytes: &[u8], op: &Op) -> bool {
    let Some(word) = bytes.get(op.keyword.clone()).and_then(|w| std::str::from_utf8(w).ok()) else {
        return false;
    };
    let shows = matches!(word, "Tj" | "TJ" | "'" | "\"");
    let has_string = op.operands.iter().any(|o| matches!(o.value, Value::String(_)));
    !word.contains(' ') && OPERATORS.contains(&format!(" {word} ")) && (shows || !has_string)
}

#[cfg(test)]
mod tests {
    use super::is_noise;

    #[test]
    fn letters_of_any_code_are_content_and_what_is_locked_is_not() {
        // As a cipher gives them: all bytes alike.
        let locked: Vec<u8> = (0..200_u32).map(|n| (n * n * 31 + n * 97 + 13) as u8).collect();
        assert!(is_noise(&locked) && is_noise(&locked[..16]));
        let codes: Vec<u8> = (0x80..=0xff).collect();
        let shown = [b"BT /F1 9 Tf (", &codes[..], b") Tj ET"].concat();
        assert!(!is_noise(&shown));
        let image = [b"BI /W 16 /H 8 /BPC 8 /CS /G ID ", &codes[..], b" EI Q"].concat();
        assert!(!is_noise(&image));
        assert!(!is_noise(b"% \xe2\xe3\xcf\xd3\xe2\xe3\xcf\xd3\nq Q"));
        assert!(!is_noise(b"") && !is_noise(b"1 0 0 1 0 0 cm \xff\xfe q Q"));
    }
}
