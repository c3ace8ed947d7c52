//! Content streams as operators with byte ranges (ISO 32000-2, 7.8.2 and annex A).
//!
//! Nothing is re-encoded: what is not removed is written back as it was. Damage is skipped the way
//! viewers do, and counted, so that it is known if a page was not read as a whole.

use std::ops::Range;

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

/// An operand and its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Operand {
    /// Its bytes in the content.
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

/// An operator with its operands. An inline image is one operator `BI` with its dictionary as the
/// only operand and its data in `data`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Op {
    /// From the first byte of the first operand to the end of the operator.
    pub(crate) range: Range<usize>,
    /// The bytes of the operator itself.
    pub(crate) keyword: Range<usize>,
    /// Operands in order.
    pub(crate) operands: Vec<Operand>,
    /// Data of an inline image; empty otherwise.
    pub(crate) data: Range<usize>,
}

impl Op {
    /// The last `N` operands as numbers, if all of them are numbers.
    pub(crate) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut out = [0.0; N];
        for (slot, operand) in out.iter_mut().zip(self.last_operands(N)?) {
            *slot = operand.number()?;
        }
        Some(out)
    }

    /// The last `count` operands, if there are that many.
    pub(crate) fn last_operands(&self, count: usize) -> Option<&[Operand]> {
        self.operands.get(self.operands.len().checked_sub(count)?..)
    }

    /// The last operand.
    pub(crate) fn last(&self) -> Option<&Operand> {
        self.operands.last()
    }
}

/// A content stream, read as a whole.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// All operators, in order.
    pub(crate) ops: Vec<Op>,
    /// Comments: `%` up to the end of the line.
    pub(crate) comments: Vec<Range<usize>>,
    /// Bytes that fit no rule and were skipped.
    pub(crate) skipped: Vec<Range<usize>>,
}
