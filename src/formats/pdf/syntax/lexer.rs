//! The lexer of content streams. Damage is skipped the way viewers do, and counted.

use crate::formats::pdf::syntax::content_stream::{Content, Op, Operand, Value};
use crate::formats::pdf::syntax::cursor::{Cursor, is_regular, is_space};
use std::ops::Range;

/// Deepest nesting of arrays and dictionaries in a content stream.
const MAX_DEPTH: usize = 32;
/// Most operands that are kept for one operator; older ones are dropped, as in viewers.
const MAX_OPERANDS: usize = 64;

/// Reads a whole content stream.
pub(crate) fn lex(bytes: &[u8]) -> Content {
    Lexer::read(bytes, true)
}

/// Reads where the operators of a content stream are, without their operands.
pub(crate) fn lex_operators(bytes: &[u8]) -> Content {
    Lexer::read(bytes, false)
}

struct Lexer<'a> {
    cursor: Cursor<'a>,
    out: Content,
    /// Whether the values of operands are wanted.
    values: bool,
}

impl<'a> Lexer<'a> {
    fn read(bytes: &'a [u8], values: bool) -> Content {
        let mut lexer = Self { cursor: Cursor { bytes, at: 0 }, out: Content::default(), values };
        lexer.run();
        lexer.out
    }

    fn run(&mut self) {
        let mut operands: Vec<Operand> = Vec::new();
        loop {
            self.skip_space();
            let Some(b) = self.cursor.peek(0) else { break };
            if let Some(operand) = self.operand(0) {
                if operands.len() == MAX_OPERANDS {
                    let old = operands.remove(0);
                    self.unused(vec![old]);
                }
                operands.push(operand);
            } else if is_regular(b) {
                self.operator(&mut operands);
            } else {
                self.skip();
            }
        }
        self.unused(operands);
    }

    /// Keeps operands that no operator takes, as those of one without a name.
    fn unused(&mut self, operands: Vec<Operand>) {
        let (Some(first), Some(last)) = (operands.first(), operands.last()) else { return };
        let (range, end) = (first.range.start..last.range.end, last.range.end);
        let operands = if self.values { operands } else { Vec::new() };
        self.out.ops.push(Op { range, keyword: end..end, operands, data: 0..0 });
    }

    /// Skips a byte that fits no rule.
    fn skip(&mut self) {
        self.out.skipped.push(self.cursor.at..self.cursor.at + 1);
        self.cursor.at += 1;
    }

    fn operator(&mut self, operands: &mut Vec<Operand>) {
        let start = self.cursor.at;
        while self.cursor.peek(0).is_some_and(is_regular) {
            self.cursor.at += 1;
        }
        let keyword = start..self.cursor.at;
        if self.cursor.bytes.get(keyword.clone()) == Some(b"BI") {
            self.inline_image(keyword);
            operands.clear();
            return;
        }
        let range = operands.first().map_or(start, |o| o.range.start)..self.cursor.at;
        let mut own = Vec::new();
        match self.values {
            true => std::mem::swap(operands, &mut own),
            false => operands.clear(),
        }
        self.out.ops.push(Op { range, keyword, operands: own, data: 0..0 });
    }

    fn skip_space(&mut self) {
        while let Some(b) = self.cursor.peek(0) {
            if is_space(b) {
                self.cursor.at += 1;
            } else if b == b'%' {
                let start = self.cursor.at;
                while self.cursor.peek(0).is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.cursor.at += 1;
                }
                self.out.comments.push(start..self.cursor.at);
            } else {
                break;
            }
        }
    }

    /// The operand at the current position, or `None` with nothing consumed.
    fn operand(&mut self, depth: usize) -> Option<Operand> {
        let start = self.cursor.at;
        let value = match self.cursor.peek(0)? {
            b'(' if self.values => Value::String(self.cursor.literal()),
            b'(' => {
                self.cursor.literal_bytes(|_| {});
                Value::Other
            }
            b'<' if self.cursor.peek(1) == Some(b'<') => self.dictionary(depth)?,
            b'<' if self.values => Value::String(self.cursor.hex()),
            b'<' => {
                self.cursor.hex_digits();
                Value::Other
            }
            b'[' => self.array(depth)?,
            b'/' if self.values => Value::Name(self.cursor.name()),
            b'/' => {
                self.cursor.name_bytes(|_| {});
                Value::Other
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Value::Number(self.cursor.number()?),
            _ => self.cursor.constant().then_some(Value::Other)?,
        };
        Some(Operand { range: start..self.cursor.at, value })
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        if depth >= MAX_DEPTH {
            return None;
        }
        self.cursor.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.cursor.peek(0) {
                None => break,
                Some(b']') => {
                    self.cursor.at += 1;
                    break;
                }
                Some(b) => {
                    if let Some(item) = self.operand(depth + 1) {
                        if self.values {
                            items.push(item);
                        }
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
        self.cursor.at += 2;
        Some(Value::Dict(self.entries(depth, b">")))
    }

    /// Key-value pairs up to `>>`, or up to the keyword `ID` of an inline image.
    fn entries(&mut self, depth: usize, end: &[u8]) -> Vec<(Vec<u8>, Operand)> {
        let mut out = Vec::new();
        loop {
            self.skip_space();
            match self.cursor.peek(0) {
                None => break,
                Some(b'>') if end == b">" => {
                    self.cursor.at += if self.cursor.peek(1) == Some(b'>') { 2 } else { 1 };
                    break;
                }
                Some(b'I') if end == b"ID" && self.cursor.peek(1) == Some(b'D') => {
                    self.cursor.at += 2;
                    break;
                }
                Some(b'/') => {
                    let mut key = Vec::new();
                    let values = self.values;
                    self.cursor.name_bytes(|b| key.extend(values.then_some(b)));
                    self.skip_space();
                    if let Some(value) = self.operand(depth + 1).filter(|_| values) {
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
        let start = self.cursor.at;
        let entries = self.entries(0, b"ID");
        let dict = Operand { range: start..self.cursor.at, value: Value::Dict(entries) };
        if self.cursor.peek(0).is_some_and(is_space) {
            self.cursor.at += 1;
        }
        let data_start = self.cursor.at;
        let data_end = self.end_of_image(data_start);
        self.out.ops.push(Op {
            range: keyword.start..self.cursor.at,
            keyword,
            operands: vec![dict],
            data: data_start..data_end,
        });
    }

    /// Finds `EI` between white space, followed by bytes that look like content.
    fn end_of_image(&mut self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = memchr::memmem::find(self.cursor.rest(at), b"EI") {
            let ei = at + found;
            let after = self.cursor.bytes.get(ei + 2).copied();
            let before_ok =
                ei == from || self.cursor.bytes.get(ei - 1).copied().is_some_and(is_space);
            if before_ok && after.is_none_or(is_space) && self.looks_like_content(ei + 2) {
                self.cursor.at = ei + 2;
                return if ei > from { ei - 1 } else { ei };
            }
            at = ei + 2;
        }
        self.out.skipped.push(from..self.cursor.bytes.len());
        self.cursor.at = self.cursor.bytes.len();
        self.cursor.bytes.len()
    }

    fn looks_like_content(&self, from: usize) -> bool {
        self.cursor.rest(from).iter().take(16).all(|b| is_space(*b) || (0x20..0x7f).contains(b))
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
    fn what_no_operator_takes_is_kept() {
        let content = lex(b"q (a) (b)");
        assert_eq!(content.ops.len(), 2);
        assert_eq!((content.ops[1].operands.len(), content.ops[1].keyword.clone()), (2, 9..9));
        let many = format!("(a) {}re", "0 ".repeat(MAX_OPERANDS));
        let content = lex(many.as_bytes());
        assert_eq!(content.ops[0].operands[0].value, Value::String(b"a".to_vec()));
        assert_eq!(content.ops[1].operands.len(), MAX_OPERANDS);
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
        fn operators_are_the_same_without_operands(
            content in r"(q|Q|BI|ID|EI|<<|>>|/A#41 |[\[\]()<>{}%\\ \n]|\(a\)|<4142>|12 |Tj){0,60}",
        ) {
            let (whole, bare) = (lex(content.as_bytes()), lex_operators(content.as_bytes()));
            let ranges = |c: &Content| -> Vec<_> {
                c.ops.iter().map(|op| (op.range.clone(), op.keyword.clone(), op.data.clone())).collect()
            };
            proptest::prop_assert_eq!(ranges(&whole), ranges(&bare));
            proptest::prop_assert_eq!(whole.skipped, bare.skipped);
            proptest::prop_assert_eq!(whole.comments, bare.comments);
        }

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
