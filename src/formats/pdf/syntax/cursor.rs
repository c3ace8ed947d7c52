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
        let mut out = Vec::new();
        self.name_bytes(|b| out.push(b));
        out
    }

    /// The same, byte by byte.
    pub(crate) fn name_bytes(&mut self, mut out: impl FnMut(u8)) {
        self.at += 1;
        while let Some(b) = self.peek(0).filter(|b| is_regular(*b)) {
            let pair = (hex_digit(self.peek(1)), hex_digit(self.peek(2)));
            if let (b'#', (Some(high), Some(low))) = (b, pair) {
                out(high * 16 + low);
                self.at += 3;
            } else {
                out(b);
                self.at += 1;
            }
        }
    }

    /// A literal string (7.3.4.2). One that is never closed runs to the end, as in viewers.
    pub(crate) fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.literal_bytes(|b| out.push(b));
        out
    }

    /// The same, byte by byte.
    pub(crate) fn literal_bytes(&mut self, mut out: impl FnMut(u8)) {
        self.at += 1;
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
                    out(b'\n');
                    continue;
                }
                _ => {}
            }
            out(b);
        }
    }

    fn escape(&mut self, out: &mut impl FnMut(u8)) {
        let Some(b) = self.peek(0) else { return };
        self.at += 1;
        match b {
            b'n' => out(b'\n'),
            b'r' => out(b'\r'),
            b't' => out(b'\t'),
            b'b' => out(8),
            b'f' => out(12),
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
                out((code & 0xff) as u8);
            }
            other => out(other),
        }
    }

    /// A hexadecimal string (7.3.4.3). One that is never closed runs to the end.
    pub(crate) fn hex(&mut self) -> Vec<u8> {
        let digits = self.hex_digits();
        let mut out = Vec::with_capacity(digits.len().div_ceil(2));
        let mut half: Option<u8> = None;
        for digit in digits.iter().filter_map(|b| hex_digit(Some(*b))) {
            match half.take() {
                Some(high) => out.push(high * 16 + digit),
                None => half = Some(digit),
            }
        }
        if let Some(high) = half {
            out.push(high * 16);
        }
        out
    }

    /// What stands between the brackets of a hexadecimal string, digits or not.
    pub(crate) fn hex_digits(&mut self) -> &'a [u8] {
        let rest = self.rest(self.at + 1);
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let closed = usize::from(end < rest.len());
        self.at += 1 + end + closed;
        rest.get(..end).unwrap_or_default()
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
