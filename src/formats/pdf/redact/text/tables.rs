//! Tables whose columns are as wide as their longest text: where the next column begins tells how long
//! a removed name was, and so does the place of a table that is centered. Such columns get a width
//! that does not depend on it, and what stands behind them moves.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::Layout;
use crate::formats::pdf::layout::chunk::Chunk;
use crate::formats::pdf::redact::text::line_map::{LineMap, LineStretch};
use crate::formats::pdf::redact::text::own_rules;
use crate::formats::pdf::redact::text::plan::Reflow;
use crate::formats::pdf::redact::text::shares::{self, Share};
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

/// Which point of a table stays where it is when its width changes.
#[derive(Clone, Copy)]
enum Place {
    Left,
    Center(f64),
    Right,
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
            let shift = self.map.place(chunk.start) - chunk.start;
            // What stays in place counts as moved too: whether it does depends on what is removed.
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

/// Whether something goes around a table: it reaches beyond it on both sides, or above and below it, as
/// the margins of a page do which a table may begin at.
fn encloses(r: Rect, area: Rect, margin: f64) -> bool {
    let taller = r.y0 < area.y0 && r.y1 > area.y1;
    let room = if taller { margin } else { 0.0 };
    r.x0 < area.x0 + room && r.x1 > area.x1 - room
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
        let margin = BORDER * rows.size;
        let call = self.common_call(&rows.chunks)?;
        let area = self.with_frame(call, area);
        let borders = self.borders(call, area, margin)?;
        let tail = borders.iter().copied().filter(|x| *x > last.end).fold(f64::INFINITY, f64::min);
        let place = self.place(&rows, first.start, (last.end, tail));
        let tight = self.tight(&rows, &columns, tail, place)?;
        let (mut shifts, new_end) = match tight {
            Some(found) => found,
            None => (self.by_shares(&rows, &columns)?, last.end),
        };
        let start = match place {
            Place::Center(middle) => middle - (first.start + new_end) / 2.0,
            Place::Right => last.end - new_end,
            Place::Left => 0.0,
        };
        shifts.iter_mut().for_each(|column| column.shift += start);
        let fits = new_end + start <= self.bounds.x1.max(last.end);
        if !fits || !self.clips_fit(call, area, margin, new_end + start) {
            return None;
        }
        let margins = borders.iter().map(|x| first.start - x).filter(|d| (0.0..margin).contains(d));
        let map = TableMap { area, columns: shifts, margins: margins.collect() };
        Some(Table { chunks: rows.chunks, map })
    }

    /// How columns shift that end closely behind their longest texts, and where the last ends then; none
    /// within if no column that loses text is such. `tail` is the border behind the last column.
    fn tight(
        &self,
        rows: &Rows,
        columns: &[Column],
        tail: f64,
        place: Place,
    ) -> Option<Option<(Vec<ColumnShift>, f64)>> {
        let (first, last) = (columns.first()?, columns.last()?);
        let mut out = vec![ColumnShift { from: first.start, text: first.start, shift: 0.0 }];
        let (mut shift, mut is_set, mut new_end) = (0.0, false, last.end);
        let next = columns.iter().skip(1).map(|c| c.start).chain([tail]);
        // The room behind other columns: that behind a name may depend on it where a producer rounds.
        let between = columns.iter().zip(columns.iter().skip(1));
        let usual = between.filter(|(column, _)| !self.loses(column)).map(|(a, b)| b.start - a.end);
        let usual = usual.filter(|gap| TIGHT.contains(&(gap / rows.size))).reduce(f64::min);
        for (column, next) in columns.iter().zip(next) {
            let (is_cut, is_last) = (self.loses(column), std::ptr::eq(column, last));
            let gap = next - column.end;
            let tight = TIGHT.contains(&(gap / rows.size));
            let moves = !matches!(place, Place::Left) && next.is_infinite();
            let own = if is_cut && (tight || moves) {
                is_set = true;
                self.new_end(column)?
            } else {
                column.end
            };
            new_end = own + shift;
            if is_cut && tight {
                let room = usual.filter(|_| !is_last).unwrap_or(gap);
                shift += own + (room / STEP).round() * STEP - next;
            }
            let from = column.end + GUTTER * gap.min(rows.size);
            let text = if is_last { column.end } else { next };
            out.push(ColumnShift { from, text, shift });
        }
        Some(is_set.then_some((out, new_end)))
    }

    /// How columns shift that have parts of the width of the table by their longest texts.
    fn by_shares(&self, rows: &Rows, columns: &[Column]) -> Option<Vec<ColumnShift>> {
        if !columns.iter().any(|column| self.loses(column)) {
            return None;
        }
        let share = |column: &Column| {
            let (start, width) = (column.start, column.end - column.start);
            let loses = self.loses(column);
            let new_end = if loses { self.new_end(column)? } else { column.end };
            Some(Share { start, width, new_width: new_end - start })
        };
        let all: Vec<Share> = columns.iter().map(share).collect::<Option<_>>()?;
        let starts = shares::starts(&all, rows.size)?;
        let (first, last) = (columns.first()?, columns.last()?);
        let mut out = vec![ColumnShift { from: first.start, text: first.start, shift: 0.0 }];
        for ((column, next), new) in
            columns.iter().zip(columns.iter().skip(1)).zip(starts.iter().skip(1))
        {
            let from = column.end + GUTTER * (next.start - column.end).min(rows.size);
            out.push(ColumnShift { from, text: next.start, shift: new - next.start });
        }
        // The end of the table stays.
        let from = last.end + GUTTER * rows.size;
        out.push(ColumnShift { from, text: last.end, shift: 0.0 });
        Some(out)
    }

    /// Whether a column loses text.
    fn loses(&self, column: &Column) -> bool {
        column.chunks.iter().any(|c| self.is_cut(*c))
    }

    /// Which point of a table does not depend on its width. `end` is that of its text, and its border.
    fn place(&self, rows: &Rows, start: f64, (end, border): (f64, f64)) -> Place {
        let middle = self.bounds.center().x;
        if ((start + end) / 2.0 - middle).abs() < ALIGNED {
            Place::Center(middle)
        } else if self.is_at_right(rows, start, border.min(end)) {
            Place::Right
        } else {
            Place::Left
        }
    }

    /// Whether a table ends where the page has its right margin, so that its start depends on its width: no
    /// line outside it starts there, and there is more room in front of it than behind it.
    fn is_at_right(&self, rows: &Rows, start: f64, end: f64) -> bool {
        let others = self.layout.chunks.iter().enumerate();
        let mut others = others.filter(|(i, c)| c.angle == 0 && !rows.chunks.contains(i));
        let near = |x: f64| (x - start).abs() < BORDER * rows.size;
        start - self.bounds.x0 > self.bounds.x1 - end + BORDER * rows.size
            && !others.any(|(_, c)| near(c.start))
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

    /// The area of a table up to where its borders and fills end, which may be far behind its last text.
    fn with_frame(&self, call: u32, area: Rect) -> Rect {
        let own =
            |r: &Rect| r.y0 >= area.y0 && r.y1 <= area.y1 && (area.x0..=area.x1).contains(&r.x0);
        let rules = self.canvas.rules.iter().filter(|r| r.call == call);
        let frame = rules.map(|r| Rect::from_points(r.from, r.to)).filter(own);
        let end = frame.map(|r| r.x1).filter(|x| *x <= self.bounds.x1).fold(area.x1, f64::max);
        Rect { x1: end, ..area }
    }

    /// Where the borders and fills within a table begin and end. None if it holds what cannot move.
    fn borders(&self, call: u32, area: Rect, margin: f64) -> Option<Vec<f64>> {
        let meets = |r: Rect| r.overlaps(area) && !encloses(r, area, margin);
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
    fn clips_fit(&self, call: u32, area: Rect, margin: f64, end: f64) -> bool {
        let rules = self.canvas.rules.iter().filter(|r| r.call == call);
        let rules = rules.map(|r| Rect::from_points(r.from, r.to));
        let mut around = rules.filter(|r| r.overlaps(area) && encloses(*r, area, margin));
        around.all(|r| r.x1 >= end)
    }
}
