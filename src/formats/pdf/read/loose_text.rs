//! Text in a content stream that no operator draws: operands that are left over, strings where
//! numbers belong, and words that are no operators.

use crate::formats::pdf::syntax::content_stream::{Op, Operand, Value};
use crate::formats::pdf::syntax::content_unit::ContentUnit;
use crate::formats::pdf::syntax::custom_name;
use std::collections::BTreeSet;
use std::ops::Range;

/// A string and its place in the content.
pub(crate) type LooseString = (Range<usize>, Vec<u8>);

/// All strings of an operator that are not drawn, and all names in it that may hold text.
pub(crate) fn of_operator(
    unit: &ContentUnit,
    op: &Op,
    strings: &mut Vec<LooseString>,
    names: &mut BTreeSet<Vec<u8>>,
) {
    op.operands.iter().for_each(|operand| collect_names(operand, names));
    let keyword = unit.keyword(op);
    let drawn = match (keyword, op.operands.split_last()) {
        (b"Tj" | b"'" | b"\"", Some((last, _))) => matches!(last.value, Value::String(_)),
        (b"TJ", Some((last, _))) => matches!(last.value, Value::String(_) | Value::Array(_)),
        _ => false,
    };
    let loose = op.operands.len() - usize::from(drawn);
    for operand in op.operands.iter().take(loose) {
        collect(operand, keyword == b"BI", strings);
    }
    // Of an array that is drawn, its own strings are.
    if let (true, Some(Operand { value: Value::Array(items), .. })) = (drawn, op.last()) {
        let inner = items.iter().filter(|item| !matches!(item.value, Value::String(_)));
        inner.for_each(|item| collect(item, false, strings));
    }
    // No operator has four letters.
    if custom_name::may_hold_text(keyword) {
        strings.push((op.keyword.clone(), keyword.to_vec()));
    }
}

/// The names in an operand that are not defined by the standard.
fn collect_names(operand: &Operand, out: &mut BTreeSet<Vec<u8>>) {
    let mut keep = |name: &[u8]| {
        if custom_name::may_hold_text(name) {
            out.insert(name.to_vec());
        }
    };
    match &operand.value {
        Value::Name(name) => keep(name),
        Value::Array(items) => items.iter().for_each(|o| collect_names(o, out)),
        Value::Dict(entries) => {
            entries.iter().for_each(|(key, _)| keep(key));
            entries.iter().for_each(|(_, o)| collect_names(o, out));
        }
        _ => {}
    }
}

/// The strings in an operand, but for the colors of an inline image (8.9.7).
fn collect(operand: &Operand, image: bool, out: &mut Vec<LooseString>) {
    match &operand.value {
        Value::String(bytes) => out.push((operand.range.clone(), bytes.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, image, out)),
        Value::Dict(entries) => {
            let colors = |key: &[u8]| image && matches!(key, b"CS" | b"ColorSpace");
            let text = |value: &Operand| match &value.value {
                Value::Array(items) => items.iter().all(is_readable),
                _ => true,
            };
            for (key, value) in entries {
                if !colors(key) || text(value) {
                    collect(value, image, out);
                }
            }
        }
        _ => {}
    }
}

/// Whether an entry of a color space is letters rather than colors.
fn is_readable(item: &Operand) -> bool {
    let Value::String(bytes) = &item.value else { return true };
    bytes.len() >= 8 && bytes.iter().all(|b| (0x20..0x7f).contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::pdf::syntax::content_stream::Content;
    use crate::formats::pdf::syntax::content_unit::UnitKey;
    use crate::formats::pdf::syntax::lexer;

    fn loose(content: &[u8]) -> Vec<String> {
        let unit = ContentUnit {
            key: UnitKey::Page((1, 0)),
            bytes: content.to_vec(),
            parts: Vec::new(),
            content: Content::default(),
            broken: 0,
            split: false,
        };
        let (mut strings, mut names) = (Vec::new(), BTreeSet::new());
        for op in &lexer::lex(content).ops {
            of_operator(&unit, op, &mut strings, &mut names);
        }
        let all = strings.into_iter().map(|(_, bytes)| bytes).chain(names);
        all.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    #[test]
    fn what_is_drawn_is_not_loose_and_all_else_is() {
        assert!(loose(b"BT (Jan) Tj [(Jan) 20 (Bos)] TJ 1 2 (Jan) \" (Jan) ' ET").is_empty());
        for (content, text) in [
            (&b"[(Jansen)] [(x)] TJ"[..], "Jansen"),
            (b"(Jansen) (x) Tj", "Jansen"),
            (b"(Jansen) 0 0 m", "Jansen"),
            (b"/Jansen Tj", "Jansen"),
            (b"[(x) [(Jansen)]] TJ", "Jansen"),
            (b"[(x) /Jansen] TJ", "Jansen"),
            (b"[(Jansen)] Tj", "Jansen"),
            (b"q (Jansen)", "Jansen"),
            (b"/Span <</ActualText (Jansen)>> BDC", "Jansen"),
            (b"q Jansen Q", "Jansen"),
            (b"BI /W 1 /X (Jansen) ID x EI Q", "Jansen"),
        ] {
            assert_eq!(loose(content), [text], "{}", String::from_utf8_lossy(content));
        }
        assert!(loose(b"BI /W 1 /CS [/I /RGB 1 <000102030405>] ID x EI Q").is_empty());
    }
}
