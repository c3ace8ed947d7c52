//! The rows of a table around one of its cells.

use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::Chunk;
use kurbo::Rect;

/// Most lines that are looked at on a page: pages with more are not letters.
const MOST: usize = 4000;
/// Greatest distance between two rows, in em.
const DISTANCE: f64 = 4.0;
/// How far apart two chunks of one row may lie across the row, in em.
const SAME_ROW: f64 = 0.3;
/// Two starts are the same if they are this close, in points.
const ALIGNED: f64 = 1.0;

/// Rows of a table.
pub(crate) struct Rows {
    /// Their chunks, as numbers in the layout.
    pub(crate) chunks: Vec<usize>,
    /// Size of the cell from which they were found, in canvas units.
    pub(crate) size: f64,
    top: f64,
    bottom: f64,
}

impl Rows {
    /// What the table covers, with room for borders of this many em around its text.
    pub(crate) fn area(&self, start: f64, end: f64, border: f64) -> Rect {
        let room = border * self.size;
        Rect::new(start - room, self.bottom - room, end + room, self.top + room)
    }
}

/// A row: chunks on one baseline, as numbers.
type Row = Vec<usize>;

/// The gap behind a cell: up to where the texts before it reach, and where those behind it begin.
struct Gap {
    before: f64,
    behind: f64,
}

impl Gap {
    /// Takes in a row; false if one of its chunks crosses the gap.
    fn takes(&mut self, row: &[&Chunk]) -> bool {
        let crosses = |c: &&Chunk| c.start <= self.before && c.end >= self.behind;
        if row.iter().any(crosses) {
            return false;
        }
        for chunk in row {
            if chunk.start > self.before {
                self.behind = self.behind.min(chunk.start);
            } else {
                self.before = self.before.max(chunk.end);
            }
        }
        true
    }
}

/// The rows above and below a chunk in which nothing crosses the gap behind it. A chunk with nothing
/// behind it is looked at from the one in front of it.
pub(crate) fn around(layout: &Layout, index: usize) -> Option<Rows> {
    let cell = layout.chunks.get(index).filter(|c| c.angle == 0)?;
    if layout.chunks.len() > MOST {
        return None;
    }
    let chunk = |i: &usize| layout.chunks.get(*i);
    let rows = rows(layout, cell.stratum);
    let at = rows.iter().position(|r| r.contains(&index))?;
    let of = |row: &Row| row.iter().filter_map(chunk).collect::<Vec<&Chunk>>();
    let own = of(rows.get(at)?);
    let behind = own.iter().filter(|c| c.start >= cell.end);
    let before = own.iter().filter(|c| c.end <= cell.start);
    let nearest = behind.min_by(|a, b| a.start.total_cmp(&b.start));
    let (left, right) = match nearest {
        Some(right) => (cell, *right),
        None => (*before.max_by(|a, b| a.end.total_cmp(&b.end))?, cell),
    };
    let mut gap = Gap { before: left.end, behind: right.start };
    let mut taken = vec![at];
    for below in [false, true] {
        let mut last = at;
        while let Some(next) = if below { last.checked_add(1) } else { last.checked_sub(1) } {
            let Some(row) = rows.get(next).map(of) else { break };
            let (Some(a), Some(b)) = (rows.get(last).map(of), row.first()) else { break };
            let near = a.first().is_some_and(|a| (a.across - b.across).abs() <= DISTANCE * a.size);
            if !near || !gap.takes(&row) {
                break;
            }
            taken.push(next);
            last = next;
        }
    }
    taken.sort_unstable();
    // Rows at the ends that have nothing on one side of the gap are lines above or below the table.
    let aligned = |c: &Chunk| (c.start - left.start).abs() < ALIGNED && c.end < gap.behind;
    let is_row = |number: &usize| {
        let row = rows.get(*number).map(of).unwrap_or_default();
        row.iter().any(|c| aligned(c)) && row.iter().any(|c| c.start >= gap.behind)
    };
    let first = taken.iter().position(is_row)?;
    let last = taken.iter().rposition(is_row)?;
    let taken = taken.get(first..=last).filter(|t| t.len() > 1 && t.contains(&at))?;
    let chunks: Vec<usize> = taken.iter().filter_map(|n| rows.get(*n)).flatten().copied().collect();
    let heights = || chunks.iter().filter_map(chunk).map(|c| c.across);
    let top = heights().fold(f64::NEG_INFINITY, f64::max);
    let bottom = heights().fold(f64::INFINITY, f64::min);
    Some(Rows { size: cell.size, top, bottom, chunks })
}

/// The upright chunks of one stratum in rows, from top to bottom.
fn rows(layout: &Layout, stratum: usize) -> Vec<Row> {
    let own = |c: &Chunk| c.angle == 0 && c.stratum == stratum;
    let mut all: Vec<(usize, &Chunk)> =
        layout.chunks.iter().enumerate().filter(|(_, c)| own(c)).collect();
    all.sort_by(|a, b| b.1.across.total_cmp(&a.1.across).then(a.0.cmp(&b.0)));
    let mut out: Vec<Row> = Vec::new();
    let mut top = f64::INFINITY;
    for (index, chunk) in all {
        match out.last_mut().filter(|_| top - chunk.across <= SAME_ROW * chunk.size) {
            Some(row) => row.push(index),
            None => {
                out.push(vec![index]);
                top = chunk.across;
            }
        }
    }
    out
}
