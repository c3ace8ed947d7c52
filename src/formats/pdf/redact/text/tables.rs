//! Tables whose columns are as wide as their longest text: where the next column begins tells how long
//! a removed name was, and so does the place of a table that is centered. Such columns get a width
//! that does not depend on it, and what stands behind them moves.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::Chunk;
use crate::formats::pdf::redact::text::line_map::{LineMap, LineStretch};
use crate::formats::pdf::redact::text::own_rules;
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::redact::text::table_map::{ColumnShift, TableMap};
use crate::formats::pdf::redact::text::table_rows::{self, Rows};
use kurbo::{Affine, Rect, Vec2};

/// Room between the longest text of a column and the next column, in em, if its text set its width.
const TIGHT: std::ops::RangeInclusive<f64> = 0.1..=2.0;
/// Two positions are the same if they are this close, in points.
const ALIGNED: f64 = 1.0;
/// The room between columns is rounded to this, in points: producers round positions.
const STEP: f64 = 0.25;
/// How far the borders of a table are from its text, in em.
const BORDER: f64 = 2.0;
/// Narrowest gap between two columns, in em.
const GUTTER: f64 = 0.25;
/// Letters in one line, or on average in four and more lines of a column, from which it is running
/// text.
const LONG: usize = 60;
const RUNNING: usize = 28;

/// A table that is given other widths.
pub(crate) struct Table {
    /// Its chunks, as numbers in the layout.
    chunks: Vec<usize>,
    map: TableMap,
}

/// One column.
struct Column {
    start: f64,
    end: f64,
    chunks: Vec<usize>,
}

/// What tables are looked for in.
pub(crate) struct Search<'a> {
    pub(crate) canvas: &'a Canvas,
    pub(crate) layout: &'a Layout,
    /// Visible area of the canvas.
    pub(crate) bounds: Rect,
    /// The chunks from which something is removed, each with its width afterwards; `None` if it must
    /// keep its positions.
    pub(crate) cut: Vec<(usize, Option<f64>)>,
}

impl Table {
    /// Whether a chunk is part of the table.
    pub(crate) fn holds(&self, chunk: usize) -> bool {
        self.chunks.contains(&chunk)
    }

    /// Moves what the table holds, after its lines were typeset.
    pub(crate) fn set(&self, layout: &Layout, out: &mut Reflow) {
        for chunk in self.chunks.iter().filter_map(|index| layout.chunks.get(*index)) {
            let shift = self.map.shift(chunk.start);
            if shift == 0.0 {
                continue;
            }
            for g in &chunk.glyphs {
                *out.plan.moved.entry(*g).or_default() += shift;
            }
            let own = |m: &&mut LineMap| {
                (m.stratum, m.baseline, m.area.x0) == (chunk.stratum, chunk.across, chunk.start)
            };
            match out.line_maps.iter_mut().find(own) {
                Some(map) => map.stretches.iter_mut().for_each(|s| {
                    s.new = (s.new.0 + shift, s.new.1 + shift);
                }),
                None => out.line_maps.push(whole_line(chunk, shift)),
            }
            let cut = |glyph: Option<u32>| glyph.is_some_and(|g| chunk.glyphs.contains(&g));
            for own in out.boxes.iter_mut().filter(|b| cut(b.glyph)) {
                own.quad = own.quad.map(|p| p + Vec2::new(shift, 0.0));
            }
        }
        out.tables.push(self.map.clone());
    }
}

/// How positions shift on a line that moves as a whole.
fn whole_line(chunk: &Chunk, shift: f64) -> LineMap {
    let old = (chunk.start, chunk.end);
    let stretch = LineStretch { old, new: (old.0 + shift, old.1 + shift), cut: false };
    LineMap::new(chunk, vec![stretch])
}

impl Search<'_> {
    /// The tables whose columns a removed text may have set.
    pub(crate) fn tables(&self) -> Vec<Table> {
        let mut out: Vec<Table> = Vec::new();
        for (index, _) in &self.cut {
            if !out.iter().any(|t| t.holds(*index)) {
                let found = table_rows::around(self.layout, *index).and_then(|r| self.table(r));
                let apart = |t: &Table| !out.iter().any(|o| t.chunks.iter().any(|c| o.holds(*c)));
                out.extend(found.filter(apart));
            }
        }
        out
    }

    fn chunk(&self, index: usize) -> Option<&Chunk> {
        self.layout.chunks.get(index)
    }

    fn is_cut(&self, index: usize) -> bool {
        self.cut.iter().any(|(i, _)| *i == index)
    }

    fn table(&self, rows: Rows) -> Option<Table> {
        let columns = self.columns(&rows)?;
        let (first, last) = (columns.first()?, columns.last()?);
        let area = rows.area(first.start, last.end, BORDER);
        let call = self.common_call(&rows.chunks)?;
        let borders = self.borders(call, area)?;
        let tail = borders.iter().copied().filter(|x| *x > last.end).fold(f64::INFINITY, f64::min);
        let middle = self.bounds.center().x;
        let is_middle = |a: f64, b: f64| ((a + b) / 2.0 - middle).abs() < ALIGNED;
        let centered = is_middle(first.start, last.end);
        let mut shifts = vec![(first.start, 0.0)];
        let (mut shift, mut is_set, mut new_end) = (0.0, false, last.end);
        let next = columns.iter().skip(1).map(|c| c.start).chain([tail]);
        for (column, next) in columns.iter().zip(next) {
            let is_cut = column.chunks.iter().any(|c| self.is_cut(*c));
            let gap = next - column.end;
            let tight = TIGHT.contains(&(gap / rows.size));
            let own = if is_cut && (tight || centered && next.is_infinite()) {
                is_set = true;
                self.new_end(column)?
            } else {
                column.end
            };
            new_end = own + shift;
            if is_cut && tight {
                shift += own + (gap / STEP).round() * STEP - next;
            }
            shifts.push((column.end + GUTTER * gap.min(rows.size), shift));
        }
        let start = if centered { middle - (first.start + new_end) / 2.0 } else { 0.0 };
        let fits = new_end + start <= self.bounds.x1.max(last.end);
        if !is_set || !fits || !self.clips_fit(call, area, new_end + start) {
            return None;
        }
        let column = |(from, shift): (f64, f64)| ColumnShift { from, shift: shift + start };
        let columns = shifts.into_iter().map(column).collect();
        Some(Table { chunks: rows.chunks, map: TableMap { area, columns } })
    }

    /// The columns: chunks that stand over each other. None if the letters read as running text.
    fn columns(&self, rows: &Rows) -> Option<Vec<Column>> {
        let mut sorted = rows.chunks.clone();
        let start = |i: &usize| self.chunk(*i).map_or(0.0, |c| c.start);
        sorted.sort_by(|a, b| start(a).total_cmp(&start(b)));
        let mut out: Vec<Column> = Vec::new();
        for index in sorted {
            let chunk = self.chunk(index)?;
            match out.last_mut().filter(|c| chunk.start < c.end + GUTTER * rows.size) {
                Some(column) => {
                    column.end = column.end.max(chunk.end);
                    column.chunks.push(index);
                }
                None => {
                    let (start, end) = (chunk.start, chunk.end);
                    out.push(Column { start, end, chunks: vec![index] });
                }
            }
        }
        let running = |column: &Column| {
            let lengths =
                || column.chunks.iter().filter_map(|i| self.chunk(*i)).map(|c| c.glyphs.len());
            let lines = column.chunks.len();
            lengths().any(|l| l >= LONG)
                || lines >= 4 && lengths().sum::<usize>() >= RUNNING * lines
        };
        (out.len() > 1 && !out.iter().any(running)).then_some(out)
    }

    /// Where a column ends when its names are boxes; none if its texts do not begin with it.
    fn new_end(&self, column: &Column) -> Option<f64> {
        column.chunks.iter().try_fold(column.start, |end, index| {
            let chunk = self.chunk(*index)?;
            if (chunk.start - column.start).abs() >= ALIGNED {
                return None;
            }
            let new = self.cut.iter().find(|(i, _)| i == index);
            let width = new.map_or(Some(chunk.end - chunk.start), |(_, width)| *width)?;
            Some(end.max(chunk.start + width))
        })
    }

    /// The call that shows all of these chunks: only then are they moved together.
    fn common_call(&self, chunks: &[usize]) -> Option<u32> {
        let glyphs = || {
            let chunks = chunks.iter().filter_map(|i| self.chunk(*i));
            chunks.flat_map(|c| &c.glyphs).map(|g| self.canvas.glyph(*g))
        };
        let call = self.canvas.show(glyphs().next()?).call;
        let plain = glyphs().all(|glyph| {
            let show = self.canvas.show(glyph);
            show.call == call && !show.vertical && !glyph.hidden
        });
        plain.then_some(call)
    }

    /// Where the borders and fills within a table begin and end. None if it holds what cannot move.
    fn borders(&self, call: u32, area: Rect) -> Option<Vec<f64>> {
        let meets = |r: Rect| r.overlaps(area) && !(r.x0 < area.x0 && r.x1 > area.x1);
        let square = Rect::new(0.0, 0.0, 1.0, 1.0);
        let drawn = |m: Affine| meets(m.transform_rect_bbox(square));
        if self.canvas.images.iter().any(|i| drawn(i.matrix))
            || self.canvas.paths.iter().any(|p| p.by_hand && meets(p.bounds))
        {
            return None;
        }
        let mut out = Vec::new();
        for (rule, movable) in own_rules::rules(self.canvas, call) {
            let bounds = Rect::from_points(rule.from, rule.to);
            if !meets(bounds.inflate(0.01, 0.01)) {
                continue;
            }
            let inside = bounds.x0 >= area.x0 && bounds.x1 <= area.x1;
            if !movable || !inside {
                return None;
            }
            out.extend([bounds.x0, bounds.x1]);
        }
        Some(out)
    }

    /// Whether what encloses a table, and may clip it, encloses it still when it ends at `end`.
    fn clips_fit(&self, call: u32, area: Rect, end: f64) -> bool {
        let encloses = |r: &Rect| r.x0 < area.x0 && r.x1 > area.x1 && r.overlaps(area);
        let rules = self.canvas.rules.iter().filter(|r| r.call == call);
        let mut around = rules.map(|r| Rect::from_points(r.from, r.to)).filter(encloses);
        around.all(|r| r.x1 >= end)
    }
}
