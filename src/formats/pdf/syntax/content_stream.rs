//! Content streams as operators with byte ranges (ISO 32000-2, 7.8.2 and annex A).
//!
//! Nothing is re-encoded: what is not cut is written back as it came. Damage is stepped over the
//! way viewers do, and counted, so that a page that was not followed whole can be told.

use std::ops::Range;

/// Deepest nesting of arrays and dictionaries in a content stream.
const MAX_DEPTH: usize = 32;
/// Most operands that are held for one operator; older ones fall off, as in viewers.
const MAX_OPERANDS: usize = 64;

/// The value of an operand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A number.
    Number(f64),
    /// The decoded bytes of a literal or hexadecimal string.
    String(Vec<u8>),
    /// A name, `#xx` resolved, without the slash.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Operand>),
    /// A dictionary.
    Dict(Vec<(Vec<u8>, Operand)>),
    /// `true`, `false` or `null`.
    Other,
}

/// An operand and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Operand {
    /// Bytes in the content.
    pub(crate) range: Range<usize>,
    /// Its value.
    pub(crate) value: Value,
}

impl Operand {
    pub(crate) fn number(&self) -> Option<f64> {
        if let Value::Number(n) = self.value { Some(n) } else { None }
    }

    pub(crate) fn name(&self) -> Option<&[u8]> {
        if let Value::Name(n) = &self.value { Some(n) } else { None }
    }
}

/// An operator with its operands. An inline image is one operator `BI`, its dictionary the one
/// operand, its data in `data`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Op {
    /// First byte of the first operand up to the end of the operator.
    pub(crate) range: Range<usize>,
    /// The operator's own bytes.
    pub(crate) keyword: Range<usize>,
    /// Operands in order.
    pub(crate) operands: Vec<Operand>,
    /// Data of an inline image; empty otherwise.
    pub(crate) data: Range<usize>,
}

impl Op {
    /// The last `N` operands as numbers, if all are.
    pub(crate) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut out = [0.0; N];
        for (slot, operand) in out.iter_mut().zip(self.last_operands(N)?) {
            *slot = operand.number()?;
        }
        Some(out)
    }

    /// The last `count` operands, if there are as many.
    pub(crate) fn last_operands(&self, count: usize) -> Option<&[Operand]> {
        self.operands.get(self.operands.len().checked_sub(count)?..)
    }

    /// The last operand.
    pub(crate) fn last(&self) -> Option<&Operand> {
        self.operands.last()
    }
}

/// A content stream read whole.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// All operators, in order.
    pub(crate) ops: Vec<Op>,
    /// Comments: `%` up to the end of the line.
    pub(crate) comments: Vec<Range<usize>>,
    /// Bytes that fit no rule and were stepped over.
    pub(crate) skipped: Vec<Range<usize>>,
}

/// Reads a whole content stream.
pub(crate) fn lex(bytes: &[u8]) -> Content {
    let mut lexer = Lexer { bytes, at: 0, out: Content::default() };
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    out: Content,
}

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(b: u8) -> bool {
    !is_space(b) && !is_delimiter(b)
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The bytes from a position on; empty past the end.
    fn rest(&self, from: usize) -> &[u8] {
        self.bytes.get(from..).unwrap_or_default()
    }

    fn run(&mut self) {
        let mut operands: Vec<Operand> = Vec::new();
        loop {
            self.skip_space();
            let Some(b) = self.peek(0) else { break };
            if let Some(operand) = self.operand(0) {
                if operands.len() == MAX_OPERANDS {
                    operands.remove(0);
                }
                operands.push(operand);
            } else if is_regular(b) {
                self.operator(&mut operands);
            } else {
                self.skip();
            }
        }
    }

    /// Steps over a byte that fits nowhere.
    fn skip(&mut self) {
        self.out.skipped.push(self.at..self.at + 1);
        self.at += 1;
    }

    fn operator(&mut self, operands: &mut Vec<Operand>) {
        let start = self.at;
        while self.peek(0).is_some_and(is_regular) {
            self.at += 1;
        }
        let keyword = start..self.at;
        if self.bytes.get(keyword.clone()) == Some(b"BI") {
            self.inline_image(keyword);
            operands.clear();
            return;
        }
        let range = operands.first().map_or(start, |o| o.range.start)..self.at;
        self.out.ops.push(Op { range, keyword, operands: std::mem::take(operands), data: 0..0 });
    }

    fn skip_space(&mut self) {
        while let Some(b) = self.peek(0) {
            if is_space(b) {
                self.at += 1;
            } else if b == b'%' {
                let start = self.at;
                while self.peek(0).is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
                self.out.comments.push(start..self.at);
            } else {
                break;
            }
        }
    }

    /// The operand at this place, or `None` with nothing consumed.
    fn operand(&mut self, depth: usize) -> Option<Operand> {
        let start = self.at;
        let value = match self.peek(0)? {
            b'(' => Value::String(self.literal()),
            b'<' if self.peek(1) == Some(b'<') => self.dictionary(depth)?,
            b'<' => Value::String(self.hex()),
            b'[' => self.array(depth)?,
            b'/' => Value::Name(self.name()),
            b'+' | b'-' | b'.' | b'0'..=b'9' => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Some(Operand { range: start..self.at, value })
    }

    fn word(&mut self) -> Option<Value> {
        for word in [&b"true"[..], b"false", b"null"] {
            let end = self.at + word.len();
            if self.rest(self.at).starts_with(word)
                && !self.bytes.get(end).copied().is_some_and(is_regular)
            {
                self.at = end;
                return Some(Value::Other);
            }
        }
        None
    }

    /// A number as viewers read it: `--5` is -5, `1.2.3` is 1.2, `-.` is 0, `12-3` is 12.
    fn number(&mut self) -> Option<f64> {
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

    fn name(&mut self) -> Vec<u8> {
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
    fn literal(&mut self) -> Vec<u8> {
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

    fn hex(&mut self) -> Vec<u8> {
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

    fn array(&mut self, depth: usize) -> Option<Value> {
        if depth >= MAX_DEPTH {
            return None;
        }
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b) => {
                    if let Some(item) = self.operand(depth + 1) {
                        items.push(item);
                    } else if is_regular(b) {
                        // An operator inside an array: the array was never closed.
                        break;
                    } else {
                        self.skip();
                    }
                }
            }
        }
        Some(Value::Array(items))
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value> {
        if depth >= MAX_DEPTH {
            return None;
        }
        self.at += 2;
        Some(Value::Dict(self.entries(depth, b">")))
    }

    /// Key-value pairs up to `>>`, or up to the keyword `ID` of an inline image.
    fn entries(&mut self, depth: usize, end: &[u8]) -> Vec<(Vec<u8>, Operand)> {
        let mut out = Vec::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => break,
                Some(b'>') if end == b">" => {
                    self.at += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                    break;
                }
                Some(b'I') if end == b"ID" && self.peek(1) == Some(b'D') => {
                    self.at += 2;
                    break;
                }
                Some(b'/') => {
                    let key = self.name();
                    self.skip_space();
                    if let Some(value) = self.operand(depth + 1) {
                        out.push((key, value));
                    }
                }
                Some(_) => {
                    if self.operand(depth + 1).is_none() {
                        self.skip();
                    }
                }
            }
        }
        out
    }

    /// `BI` dictionary `ID` data `EI` (8.9.7).
    fn inline_image(&mut self, keyword: Range<usize>) {
        let start = self.at;
        let entries = self.entries(0, b"ID");
        let dict = Operand { range: start..self.at, value: Value::Dict(entries) };
        if self.peek(0).is_some_and(is_space) {
            self.at += 1;
        }
        let data_start = self.at;
        let data_end = self.end_of_image(data_start);
        self.out.ops.push(Op {
            range: keyword.start..self.at,
            keyword,
            operands: vec![dict],
            data: data_start..data_end,
        });
    }

    /// Finds `EI` between white space that is followed by something that reads as content.
    fn end_of_image(&mut self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = memchr::memmem::find(self.rest(at), b"EI") {
            let ei = at + found;
            let after = self.bytes.get(ei + 2).copied();
            let before_ok = ei == from || self.bytes.get(ei - 1).copied().is_some_and(is_space);
            if before_ok && after.is_none_or(is_space) && self.looks_like_content(ei + 2) {
                self.at = ei + 2;
                return if ei > from { ei - 1 } else { ei };
            }
            at = ei + 2;
        }
        self.out.skipped.push(from..self.bytes.len());
        self.at = self.bytes.len();
        self.bytes.len()
    }

    fn looks_like_content(&self, from: usize) -> bool {
        self.rest(from).iter().take(16).all(|b| is_space(*b) || (0x20..0x7f).contains(b))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<String> {
        let content = lex(bytes);
        let name = |o: &Op| String::from_utf8_lossy(&bytes[o.keyword.clone()]).into_owned();
        content.ops.iter().map(name).collect()
    }

    #[test]
    fn operators_with_ranges() {
        let bytes = b"BT /F1 12 Tf [(a\\)b) -20.5 <4142>] TJ ET";
        let content = lex(bytes);
        assert_eq!(names(bytes), ["BT", "Tf", "TJ", "ET"]);
        assert_eq!(&bytes[content.ops[1].range.clone()], b"/F1 12 Tf");
        let Some(Operand { value: Value::Array(items), .. }) = content.ops[2].last() else {
            panic!("an array")
        };
        assert_eq!(items[0].value, Value::String(b"a)b".to_vec()));
        assert_eq!(items[1].value, Value::Number(-20.5));
        assert_eq!(items[2].value, Value::String(b"AB".to_vec()));
    }

    #[test]
    fn damage_is_stepped_over_and_counted() {
        let content = lex(b"(a) Tj ) (b) Tj");
        assert_eq!(content.ops.len(), 2);
        assert_eq!(content.skipped.first(), Some(&(7..8)));
    }

    #[test]
    fn odd_numbers() {
        let content = lex(b"--5 1.2.3 .5 -. 12 re");
        let numbers: Vec<_> = content.ops[0].operands.iter().filter_map(Operand::number).collect();
        assert_eq!(numbers, [-5.0, 1.2, 0.5, 0.0, 12.0]);
    }

    #[test]
    fn inline_images_and_comments() {
        let bytes = b"q BI /W 2 /H 1 /BPC 8 /CS /G ID \x01EI EI Q % naam\nq";
        let content = lex(bytes);
        assert_eq!(names(bytes), ["q", "BI", "Q", "q"]);
        assert_eq!(&bytes[content.ops[1].data.clone()], b"\x01EI");
        assert_eq!(content.comments.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_ordered_ranges(bytes in proptest::collection::vec(0u8..255, 0..300)) {
            let content = lex(&bytes);
            let mut at = 0;
            for op in &content.ops {
                assert!(op.range.start >= at && op.range.end <= bytes.len());
                at = op.range.end;
            }
        }
    }
}
