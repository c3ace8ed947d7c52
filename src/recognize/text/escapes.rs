//! Escapes within words: those of web addresses (`%40`), and codes for colors of a terminal.

/// The text of the escapes at the start of `rest`, and their length in bytes; `None` if there is
/// none. `before` is the character in front.
pub(crate) fn at(before: Option<char>, rest: &str) -> Option<(String, usize)> {
    match rest.chars().next()? {
        '%' => percent(before, rest),
        _ => terminal(rest).map(|length| (String::new(), length)),
    }
}

/// Deepest nesting of escapes of escapes.
const NESTED: usize = 3;

/// One or more `%xx` in a row (RFC 3986, 2.1). In running text a percent sign follows a digit; in an
/// address it follows anything else, or what it stands for makes an address.
fn percent(before: Option<char>, rest: &str) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some((byte, step)) = escaped(rest.get(length..)?) {
        bytes.push(byte);
        length += step;
    }
    let text = String::from_utf8(bytes).ok().filter(|text| !text.is_empty())?;
    let telling = text.contains('@')
        || before.is_some_and(|c| c.is_alphabetic() || "/:.=?&_-+(\"'".contains(c));
    let plain = !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' && c != '\r');
    (telling && plain).then_some((text, length))
}

/// The byte that one escape stands for, and its length; the percent sign may be escaped itself.
fn escaped(text: &str) -> Option<(u8, usize)> {
    let mut rest = text.strip_prefix('%')?;
    for _ in 0..NESTED {
        match rest.strip_prefix("25") {
            Some(inner) if hex(inner).is_some() => rest = inner,
            _ => break,
        }
    }
    Some((hex(rest)?, text.len() - rest.len() + 2))
}

fn hex(text: &str) -> Option<u8> {
    let digits = text.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// The length of a code that a terminal obeys and does not show (ECMA-48, 5.4): colors and the
/// like, names of links and windows.
fn terminal(rest: &str) -> Option<usize> {
    let (introducer, body) = match rest.strip_prefix('\u{9b}') {
        Some(body) => ("\u{9b}".len(), body),
        None => {
            let body = rest.strip_prefix('\u{1b}')?;
            match body.chars().next()? {
                '[' => (2, body.get(1..)?),
                ']' => {
                    let end = body.find(['\u{7}', '\u{1b}', '\n'])?;
                    let closed = body.get(end..)?.starts_with("\u{1b}\\");
                    let close =
                        if closed { 2 } else { usize::from(!body.get(end..)?.starts_with('\n')) };
                    return Some(1 + end + close);
                }
                '(' | ')' | '#' | ' ' => {
                    return Some(2 + body.chars().nth(1).map_or(0, char::len_utf8));
                }
                _ => return Some(1),
            }
        }
    };
    let parameters = body.bytes().take_while(|b| (0x20..0x40).contains(b)).count();
    let last = body.get(parameters..)?.chars().next().filter(|c| ('@'..='~').contains(c));
    Some(introducer + parameters + last.map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::at;

    fn undone(before: char, text: &str) -> Option<(String, usize)> {
        at(Some(before), text)
    }

    #[test]
    fn escapes_of_addresses_are_read_and_percentages_stay() {
        assert_eq!(undone('n', "%40x"), Some(("@".into(), 3)));
        assert_eq!(undone('n', "%2540x"), Some(("@".into(), 5)));
        assert_eq!(undone('o', "%c3%ABx"), Some(("ë".into(), 6)));
        assert_eq!(undone('0', "%20 van"), None);
        assert_eq!(undone('7', "%40x"), Some(("@".into(), 3)));
        assert_eq!(undone('n', "% 40"), None);
        assert_eq!(undone('n', "%ff%fe"), None);
    }

    #[test]
    fn codes_for_a_terminal_are_not_seen() {
        for (code, length) in
            [("\u{1b}[31mx", 5), ("\u{1b}[0;1;4mx", 8), ("\u{9b}1mx", 4), ("\u{1b}]0;t\u{7}x", 6)]
        {
            assert_eq!(undone('a', code), Some((String::new(), length)));
        }
        assert_eq!(undone('a', "\u{1b}"), None);
        assert_eq!(undone('a', "\u{1b}[3"), Some((String::new(), 3)));
    }
}
