//! Glyphs to lines of text in reading order. Order of painting does not count, only place.
//!
//! A *chunk* is a stretch of one baseline without a wide gap: a line of a column, a table cell.

pub(crate) mod chunk;
pub(crate) mod columns;

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{Chunk, across, along};
use crate::formats::textmap::TextMap;
use std::collections::BTreeMap;

/// A gap that parts two chunks, in em.
const CHUNK_GAP: f64 = 1.6;
/// A gap that is a space, in em.
const SPACE_GAP: f64 = 0.17;
/// How far two glyphs of one line may lie apart across the line, in em.
const SAME_LINE: f64 = 0.25;
/// How far the second stroke of fake bold may lie from the first, in em.
const TWIN: f64 = 0.12;
/// A smaller gap parts two chunks too if what follows starts where other lines start, in em.
const ALIGNED_GAP: f64 = 0.45;
/// How many lines must start there, and how near, in canvas units.
const ALIGNED_LINES: usize = 3;
const ALIGNED_WITHIN: f64 = 0.6;
/// Cells may overlap a little where a label is too long for its column, in em.
const OVERLAP: f64 = -0.4;
/// How near across the lines they must be, in em; and how near for text that an operator of its
/// own places there, whatever the gap.
const NEARBY: f64 = 16.0;
const VERY_NEAR: f64 = 4.5;
/// A bullet or number in front of a line is a chunk of its own from this gap on, in em.
const BULLET_GAP: f64 = 0.5;
/// Longest bullet or number, in glyphs.
const BULLET_LENGTH: usize = 4;

/// The text of a canvas and its lines.
pub(crate) struct Layout {
    /// Text; places are glyphs of the canvas.
    pub(crate) map: TextMap<u32>,
    /// The lines in which fonts disagree with what the file says, as the fonts say it.
    pub(crate) program_map: Option<TextMap<u32>>,
    /// Cells of tables that run over several lines, each read from top to bottom.
    pub(crate) cells: Option<TextMap<u32>>,
    /// All chunks.
    pub(crate) chunks: Vec<Chunk>,
    /// For each glyph drawn twice: first stroke -> further strokes.
    pub(crate) duplicates: BTreeMap<u32, Vec<u32>>,
}

/// Puts the glyphs of a canvas in reading order.
pub(crate) fn lay_out(canvas: &Canvas) -> Layout {
    let mut twins = BTreeMap::new();
    let mut chunks = Vec::new();
    let mut groups: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    for (i, glyph) in (0u32..).zip(&canvas.glyphs) {
        if glyph.origin.is_finite() && glyph.direction.is_finite() && glyph.size.is_finite() {
            groups.entry(angle(glyph)).or_default().push(i);
        }
    }
    let mut order: Vec<(i32, Vec<u32>)> = groups.into_iter().collect();
    order.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut rows = Vec::new();
    for (angle, glyphs) in order {
        let first = chunks.len();
        lines(canvas, angle, glyphs, &mut chunks, &mut twins);
        rows.extend(columns::rows(&chunks, first..chunks.len()));
    }
    let map = text(canvas, &chunks, &rows, false);
    let differs = |row: &Vec<usize>| {
        let glyphs = row.iter().flat_map(|c| &chunks[*c].glyphs);
        glyphs.into_iter().any(|g| canvas.glyphs[*g as usize].program_text.is_some())
    };
    let odd: Vec<Vec<usize>> = rows.iter().filter(|r| differs(r)).cloned().collect();
    let other = (!odd.is_empty()).then(|| text(canvas, &chunks, &odd, true));
    let cells = cells(canvas, &chunks, &rows);
    Layout { map, program_map: other, cells, chunks, duplicates: twins }
}

/// Cells that run over several lines, wherever the lines of the cells beside them stand. Columns
/// that have no neighbors are left out: they have been read like this already.
fn cells(canvas: &Canvas, chunks: &[Chunk], rows: &[Vec<usize>]) -> Option<TextMap<u32>> {
    let mut shared: Vec<usize> =
        rows.iter().filter(|row| row.len() > 1).flatten().copied().collect();
    shared.sort_unstable();
    let mut order: Vec<usize> = (0..chunks.len()).collect();
    order.sort_by(|a, b| chunks[*b].across.total_cmp(&chunks[*a].across));
    let mut cells: Vec<Vec<usize>> = Vec::new();
    for c in order {
        let above = cells.iter_mut().rev().take(200).find(|cell| {
            cell.last().is_some_and(|last| continues_cell(&chunks[*last], &chunks[c]))
        });
        match above {
            Some(cell) => cell.push(c),
            None => cells.push(vec![c]),
        }
    }
    let mut map = TextMap::new();
    let beside = |c: &usize| shared.binary_search(c).is_ok();
    for cell in cells.iter().filter(|cell| cell.len() > 1 && cell.iter().any(beside)) {
        for c in cell {
            chunk_text(canvas, &chunks[*c], false, &mut map);
            map.push_inferred("\n");
        }
        map.push_inferred("\n");
    }
    (!map.text().is_empty()).then_some(map)
}

/// Whether the second chunk is the next line of a cell that the first is in.
fn continues_cell(above: &Chunk, below: &Chunk) -> bool {
    let step = above.across - below.across;
    let size = above.size.max(below.size);
    let near = |a: f64, b: f64| (a - b).abs() < 0.5 * size;
    above.angle == below.angle
        && step > 0.0
        && step < 1.7 * size
        && (near(above.start, below.start)
            || near(above.start + above.end, below.start + below.end))
}

fn angle(glyph: &Glyph) -> i32 {
    let degrees = glyph.direction.atan2().to_degrees().round() as i32;
    if degrees == -180 { 180 } else { degrees }
}

/// Sorts the glyphs of one direction into baselines and chunks.
fn lines(
    canvas: &Canvas,
    angle: i32,
    mut glyphs: Vec<u32>,
    chunks: &mut Vec<Chunk>,
    twins: &mut BTreeMap<u32, Vec<u32>>,
) {
    let at = |g: &u32| &canvas.glyphs[*g as usize];
    glyphs.sort_by(|a, b| across(at(b)).total_cmp(&across(at(a))));
    let mut rest = glyphs.as_slice();
    let mut all = Vec::new();
    while let Some(first) = rest.first() {
        let (top, mut size) = (across(at(first)), at(first).size);
        let mut count = 1;
        for g in &rest[1..] {
            size = size.max(at(g).size);
            if top - across(at(g)) > SAME_LINE * size.max(0.1) {
                break;
            }
            count += 1;
        }
        let mut line = rest[..count].to_vec();
        rest = &rest[count..];
        line.sort_by(|a, b| along(at(a)).total_cmp(&along(at(b))).then(a.cmp(b)));
        all.push(drop_duplicates(canvas, line, twins));
    }
    let starts = column_starts(canvas, &all);
    for line in &all {
        split(canvas, angle, line, &starts, chunks);
    }
}

/// Where lines and cells may start: after every gap that is wider than a space. Sorted.
fn column_starts(canvas: &Canvas, lines: &[Vec<u32>]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    for line in lines {
        let mut last: Option<&Glyph> = None;
        for g in line {
            let glyph = &canvas.glyphs[*g as usize];
            if last.is_none_or(|a| along(glyph) - along(a) - a.advance > ALIGNED_GAP * a.size) {
                out.push((along(glyph), across(glyph)));
            }
            last = Some(glyph);
        }
    }
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

/// Whether enough lines nearby start where this glyph does.
fn aligned(starts: &[(f64, f64)], glyph: &Glyph, nearby: f64) -> bool {
    let (at, height) = (along(glyph), across(glyph));
    let from = starts.partition_point(|s| s.0 < at - ALIGNED_WITHIN);
    let to = starts.partition_point(|s| s.0 <= at + ALIGNED_WITHIN);
    let near = |s: &&(f64, f64)| (s.1 - height).abs() < nearby * glyph.size;
    starts[from..to].iter().filter(near).count() >= ALIGNED_LINES
}

/// Sets glyphs apart that are drawn over the same glyph.
fn drop_duplicates(
    canvas: &Canvas,
    line: Vec<u32>,
    twins: &mut BTreeMap<u32, Vec<u32>>,
) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(line.len());
    for g in line {
        let glyph = &canvas.glyphs[g as usize];
        let near = out.iter().rev().take(3).find(|k| {
            let kept = &canvas.glyphs[**k as usize];
            kept.text.is_some()
                && kept.text == glyph.text
                && (along(glyph) - along(kept)).abs() < TWIN * glyph.size
                && (across(glyph) - across(kept)).abs() < TWIN * glyph.size
        });
        match near {
            Some(kept) => twins.entry(*kept).or_default().push(g),
            None => out.push(g),
        }
    }
    out
}

fn split(
    canvas: &Canvas,
    angle: i32,
    line: &[u32],
    starts: &[(f64, f64)],
    chunks: &mut Vec<Chunk>,
) {
    let mut current: Vec<u32> = Vec::new();
    for g in line {
        if let Some(last) = current.last() {
            let (a, b) = (&canvas.glyphs[*last as usize], &canvas.glyphs[*g as usize]);
            let wide = CHUNK_GAP * a.size.max(b.size).max(0.1);
            let gap = along(b) - along(a) - a.advance;
            let bullet = gap > BULLET_GAP * a.size && is_bullet(canvas, &current);
            let apart = a.show != b.show && !is_blank(a) && !is_blank(b);
            let cell = gap > ALIGNED_GAP * a.size && aligned(starts, b, NEARBY)
                || apart && gap > OVERLAP * a.size && aligned(starts, b, VERY_NEAR);
            if ((gap > wide || cell) && !letter_spaced(canvas, a, b, gap)) || bullet {
                push_chunk(canvas, angle, std::mem::take(&mut current), chunks);
            }
        }
        current.push(*g);
    }
    push_chunk(canvas, angle, current, chunks);
}

/// Whether a gap is only what character spacing makes of it.
fn letter_spaced(canvas: &Canvas, a: &Glyph, b: &Glyph, gap: f64) -> bool {
    let same = canvas.show(a).char_space == canvas.show(b).char_space;
    same && a.spacing > 0.0 && gap - a.spacing < SPACE_GAP * a.size
}

/// A list mark: `•`, `-`, `1.`, `a)`.
fn is_bullet(canvas: &Canvas, glyphs: &[u32]) -> bool {
    if glyphs.len() > BULLET_LENGTH {
        return false;
    }
    let text: String =
        glyphs.iter().filter_map(|g| canvas.glyphs[*g as usize].text.as_deref()).collect();
    let text = text.trim();
    let mark = text.ends_with(['.', ')', ']', '-', '–', '—', '•', '·', '▪', 'o', '*', '§']);
    let body = text.trim_end_matches(['.', ')', ']']);
    mark && (body.chars().count() <= 1 || body.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

fn push_chunk(canvas: &Canvas, angle: i32, glyphs: Vec<u32>, chunks: &mut Vec<Chunk>) {
    let at = |g: &u32| &canvas.glyphs[*g as usize];
    let (Some(first), Some(last)) = (glyphs.first().map(at), glyphs.last().map(at)) else {
        return;
    };
    let (start, end) = (along(first), along(last) + last.advance);
    let size = glyphs.iter().map(|g| at(g).size).fold(0.0, f64::max);
    chunks.push(Chunk { start, end, across: across(first), size, angle, glyphs });
}

fn text(canvas: &Canvas, chunks: &[Chunk], rows: &[Vec<usize>], other: bool) -> TextMap<u32> {
    let mut map = TextMap::new();
    let mut above: Option<&Chunk> = None;
    for row in rows {
        let Some(first) = row.first().map(|c| &chunks[*c]) else { continue };
        if let Some(above) = above {
            let far = above.angle != first.angle
                || above.across - first.across > 2.2 * above.size.max(first.size)
                || above.across < first.across;
            map.push_inferred(if far { "\n\n" } else { "\n" });
        }
        for (i, chunk) in row.iter().enumerate() {
            if i > 0 {
                map.push_inferred("\t");
            }
            chunk_text(canvas, &chunks[*chunk], other, &mut map);
        }
        above = Some(first);
    }
    map
}

fn chunk_text(canvas: &Canvas, chunk: &Chunk, other: bool, map: &mut TextMap<u32>) {
    let spaces = spaces(canvas, chunk);
    for (g, space) in chunk.glyphs.iter().zip(spaces) {
        let glyph = &canvas.glyphs[*g as usize];
        if space {
            map.push_inferred(" ");
        }
        let said = glyph.text.as_deref().unwrap_or("\u{fffd}");
        map.push_whole(glyph.program_text.as_deref().filter(|_| other).unwrap_or(said), *g);
    }
}

/// Whether a space stands before each glyph that the file does not write as one.
pub(crate) fn spaces(canvas: &Canvas, chunk: &Chunk) -> Vec<bool> {
    let mut gaps = vec![0.0; chunk.glyphs.len()];
    let mut out = vec![false; chunk.glyphs.len()];
    for i in 1..chunk.glyphs.len() {
        let a = &canvas.glyphs[chunk.glyphs[i - 1] as usize];
        let b = &canvas.glyphs[chunk.glyphs[i] as usize];
        gaps[i] = (along(b) - along(a) - a.advance - a.spacing.max(0.0)) / a.size.max(0.1);
        out[i] = gaps[i] > SPACE_GAP && !is_blank(a) && !is_blank(b);
    }
    join_spaced_letters(&gaps, &mut out);
    out
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.as_deref().is_some_and(|t| t.chars().all(char::is_whitespace))
}

/// Letters that all stand equally far apart are one spaced-out word.
fn join_spaced_letters(gaps: &[f64], out: &mut [bool]) {
    let mut i = 1;
    while i < out.len() {
        let mut j = i;
        while j < out.len() && out[j] && (gaps[j] - gaps[i]).abs() < 0.25 * gaps[i].abs() {
            j += 1;
        }
        if j - i >= 3 {
            out[i..j].fill(false);
        }
        i = j.max(i + 1);
    }
}
