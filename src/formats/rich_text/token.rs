//! The tokens of rich text.

use std::ops::Range;

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Open,
    Close,
    /// A control word, and its number if it has one.
    Word(&'t str, Option<i64>),
    /// A control symbol.
    Symbol(char),
    /// A byte in hexadecimal digits.
    Byte(u8),
    /// Letters as they stand there.
    Letters,
    /// Line ends, which are no letters.
    Nothing,
}

/// The token at an offset, and where it stands with the space behind a control word.
pub(super) fn token(text: &str, at: usize) -> Option<(Token<'_>, Range<usize>)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let one = at..at + first.len_utf8();
    Some(match first {
        '{' => (Token::Open, one),
        '}' => (Token::Close, one),
        '\r' | '\n' => (Token::Nothing, one),
        '\\' => control(rest, at),
        _ => {
            let end = rest.find(['{', '}', '\\', '\r', '\n']).unwrap_or(rest.len());
            (Token::Letters, at..at + end)
        }
    })
}

fn control(rest: &str, at: usize) -> (Token<'_>, Range<usize>) {
    let tail = rest.get(1..).unwrap_or_default();
    let word = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
    if word == 0 {
        let Some(c) = tail.chars().next() else { return (Token::Nothing, at..at + 1) };
        let code = tail.get(1..3).filter(|_| c == '\'');
        let sound = code.filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        return match sound.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => (Token::Byte(byte), at..at + 4),
            None => (Token::Symbol(c), at..at + 1 + c.len_utf8()),
        };
    }
    let name = tail.get(..word).unwrap_or_default();
    let after = tail.get(word..).unwrap_or_default();
    let sign = usize::from(after.starts_with('-'));
    let digits = after.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
    let length = if digits == 0 { 0 } else { sign + digits };
    let number = after.get(..length).and_then(|n| n.parse().ok());
    let space = usize::from(after.get(length..).is_some_and(|t| t.starts_with(' ')));
    (Token::Word(name, number), at..at + 1 + word + length + space)
}

/// The end of what programs that do not know `\u` show in its place: so many characters.
pub(super) fn behind_fallback(text: &str, at: usize, count: usize) -> usize {
    let mut at = at;
    for _ in 0..count {
        while text.get(at..).is_some_and(|t| t.starts_with(['\r', '\n'])) {
            at += 1;
        }
        let Some((token, range)) = token(text, at) else { break };
        at = match token {
            Token::Open | Token::Close => break,
            Token::Letters => {
                let first = text.get(range.clone()).and_then(|t| t.chars().next());
                at + first.map_or(0, char::len_utf8)
            }
            _ => range.end,
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let text = "{\\b0 Jan\\'e9\\~\\u-10179?x}\r\n";
        let mut at = 0;
        let mut told = Vec::new();
        while let Some((token, range)) = token(text, at) {
            told.push(format!("{token:?}"));
            at = range.end;
        }
        let want = "Open Word(\"b\", Some(0)) Letters Byte(233) Symbol('~') Word(\"u\", Some(-10179)) Letters Close Nothing Nothing";
        assert_eq!(told.join(" "), want);
        assert_eq!(behind_fallback("?x", 0, 1), 1);
        assert_eq!(behind_fallback("\\'3fx", 0, 1), 4);
        assert_eq!(behind_fallback("}x", 0, 2), 0);
        for end in ["\\", "\\'", "\\'4", "\\'é", "\\u-", "\\u-é"] {
            token(end, 0);
            behind_fallback(end, 0, 9);
        }
    }
}
