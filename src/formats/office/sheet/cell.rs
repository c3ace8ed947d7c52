//! What is known of a cell.

use crate::formats::office::sheet::rich::RichText;
use std::collections::HashMap;
use std::ops::Range;

/// What a cell shows.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A shared string, by its number.
    Shared(usize),
    /// Text of its own.
    Own(Box<RichText>),
    /// A number.
    Number(f64),
}

/// A cell that shows something.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Row and column, from 0.
    pub(crate) at: (u32, u32),
    /// The range of the element.
    pub(crate) range: Range<usize>,
    /// The range of its start tag.
    pub(crate) open: Range<usize>,
    /// The number of its style.
    pub(crate) style: usize,
    /// What it shows.
    pub(crate) content: Content,
    /// Whether it is computed.
    pub(crate) computed: bool,
    /// The group of cells that share its formula.
    pub(crate) group: Option<u32>,
    /// Whether its row or column is hidden.
    pub(crate) hidden: bool,
}

/// The formula of a cell.
#[derive(Clone, Debug)]
pub(crate) struct CellFormula {
    /// The range of the element.
    pub(crate) range: Range<usize>,
    /// The range of its text.
    pub(crate) text: Range<usize>,
    /// The group of cells that share it.
    pub(crate) group: Option<u32>,
}

/// What the cells of a sheet are.
#[derive(Debug, Default)]
pub(crate) struct SheetCells {
    /// The cells that show something, in the order of the file.
    pub(crate) cells: Vec<Cell>,
    /// Their formulas.
    pub(crate) formulas: Vec<CellFormula>,
    /// What no copy keeps.
    pub(crate) junk: Vec<Range<usize>>,
    /// Whether there are letters where no program shows any.
    pub(crate) odd: bool,
}

impl SheetCells {
    /// The ranges of all formulas of each group that cells share.
    pub(crate) fn groups(&self) -> HashMap<u32, Vec<Range<usize>>> {
        let mut out: HashMap<u32, Vec<Range<usize>>> = HashMap::new();
        for formula in &self.formulas {
            if let Some(group) = formula.group {
                out.entry(group).or_default().push(formula.range.clone());
            }
        }
        out
    }
}
