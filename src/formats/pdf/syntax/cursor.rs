//! Numbers, names and strings of PDF syntax (ISO 32000-2, 7.3), read the way viewers do.

/// A position in the bytes of a content stream.
pub(crate) struct Cursor<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
}

pub(crate) fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

pub(crate) fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

pub(crate) fn is_regular(b: u8) -> bool {
    !is_space(b) && !is_delimiter(b)
}

impl<'a> Cursor<'a> {
    /// The byte at some distance from the position.
    pub(crate) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The bytes from a position on; empty past the end.
    pub(crate) fn rest(&self, from: usize) -> &'a [u8] {
        self.bytes.get(from..).unwrap_or_default()
    }

    /// Reads `true`, `false` or `null`, if one of them comes next.
    pub(crate) fn constant(&mut self) -> bool {
        for word in [&b"true"[..], b"false", b"null"] {
            let end = self.at + word.len();
            if self.rest(self.at).starts_with(word)
                && !self.bytes.get(end).copied().is_some_and(is_regular)
            {
                self.at = end;
                return true;
            }
        }
        false
    }

    /// A number as viewers read it: `--5` is -5, `1.2.3` is 1.2, `-.` is 0, `12-3` is 12.
    pub(crate) fn number(&mut self) -> Option<f64> {
        let start = self.at;
        let in_number = |b: &u8| matches!(b, b'+' | b'-' | b'.' | b'0'..=b'9');
        let rest = self.rest(start);
        let end = start + rest.iter().position(|b| !in_number(b)).unwrap_or(rest.len());
        let token = self.bytes.get(start..end)?;
        let signs = token.iter().take_while(|b| matches!(b, b'+' | b'-')).count();
        let (sign, digits_and_points) = token.split_at_checked(signs)?;
        let negative = sign.contains(&b'-');
        let (mut value, mut scale, mut fraction, mut digits) = (0.0_f64, 1.0_f64, false, 0);
        for b in digits_and_points {
            match b {
                b'0'..=b'9' => {
                    digits += 1;
                    if fraction {
                        scale /= 10.0;
                        value += f64::from(b - b'0') * scale;
                    } else {
                        value = value * 10.0 + f64::from(b - b'0');
                    }
                }
                b'.' if !fraction => fraction = true,
                _ => break,
            }
        }
        if digits == 0 && !fraction && signs == 0 {
            return None;
        }
        self.at = end;
        Some(if negative { -value } else { value })
    }

    /// A name, `#xx` resolved, without the slash (7.3.5).
    pub(crate) fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        while let Some(b) = self.peek(0).filter(|b| is_regular(*b)) {
            let pair = (hex_digit(self.peek(1)), hex_digit(self.peek(2)));
            if let (b'#', (Some(high), Some(low))) = (b, pair) {
                out.push(high * 16 + low);
                self.at += 3;
            } else {
                out.push(b);
                self.at += 1;
            }
        }
        out
    }

    /// A literal string (7.3.4.2). One that is never closed runs to the end, as in viewers.
    pub(crate) fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1usize;
        while let Some(b) = self.peek(0) {
            self.at += 1;
            match b {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    if self.peek(0) == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            out.push(b);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(b) = self.peek(0) else { return };
        self.at += 1;
        match b {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek(0) == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(b - b'0');
                for _ in 0..2 {
                    let Some(d @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(d - b'0');
                    self.at += 1;
                }
                out.push((code & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    /// A hexadecimal string (7.3.4.3). One that is never closed runs to the end.
    pub(crate) fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut half: Option<u8> = None;
        while let Some(b) = self.peek(0) {
            self.at += 1;
            if b == b'>' {
                break;
            }
            if let Some(digit) = hex_digit(Some(b)) {
                match half.take() {
                    Some(high) => out.push(high * 16 + digit),
                    None => half = Some(digit),
                }
            }
        }
        if let Some(high) = half {
            out.push(high * 16);
        }
        out
    }
}

fn hex_digit(b: Option<u8>) -> Option<u8> {
    match b? {
        d @ b'0'..=b'9' => Some(d - b'0'),
        d @ b'a'..=b'f' => Some(d - b'a' + 10),
        d @ b'A'..=b'F' => Some(d - b'A' + 10),
        _ => None,
    }
}
