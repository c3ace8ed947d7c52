//! Reading order of chunks: columns are read one after the other, rows of a table across.
//!
//! A region is cut at white gutters from top to bottom, then at white bands from side to side,
//! and so on (an XY cut). A gutter whose two sides share most of their baselines is the inside
//! of a table and is not cut.

use crate::formats::pdf::layout::chunk::Chunk;
use std::ops::Range;

/// Narrowest gutter, in em of the region's common size.
const GUTTER: f64 = 0.9;
/// Share of common baselines from which two sides are a table.
const TABLE: f64 = 0.6;
/// Mean length of a line, in glyphs, from which a side is running text, whatever the two share.
const RUNNING: f64 = 28.0;
/// Beyond this many chunks in one direction no columns are sought.
const MAX_CHUNKS: usize = 4000;

/// Rows of chunks in reading order; chunks of one row stand on one baseline.
pub(crate) fn rows(chunks: &[Chunk], range: Range<usize>) -> Vec<Vec<usize>> {
    let mut all: Vec<usize> = range.collect();
    all.sort_by(|a, b| chunks[*b].across.total_cmp(&chunks[*a].across).then(a.cmp(b)));
    let mut out = Vec::new();
    if all.len() > MAX_CHUNKS {
        push_rows(chunks, &all, &mut out);
    } else {
        region(chunks, all, 0, &mut out);
    }
    out
}

/// `all` is sorted from top to bottom.
fn region(chunks: &[Chunk], all: Vec<usize>, depth: usize, out: &mut Vec<Vec<usize>>) {
    if depth > 40 || count_lines(chunks, &all) < 2 {
        return push_rows(chunks, &all, out);
    }
    if let Some(x) = gutter(chunks, &all) {
        let (left, right): (Vec<_>, Vec<_>) = all.into_iter().partition(|c| chunks[*c].end <= x);
        region(chunks, left, depth + 1, out);
        return region(chunks, right, depth + 1, out);
    }
    match band(chunks, &all) {
        Some(at) => {
            let below = all[at..].to_vec();
            region(chunks, all[..at].to_vec(), depth + 1, out);
            region(chunks, below, depth + 1, out);
        }
        None => push_rows(chunks, &all, out),
    }
}

fn median_size(chunks: &[Chunk], all: &[usize]) -> f64 {
    let mut sizes: Vec<f64> = all.iter().map(|c| chunks[*c].size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0).max(0.1)
}

fn count_lines(chunks: &[Chunk], all: &[usize]) -> usize {
    let mut count = 0;
    let mut last = f64::INFINITY;
    for c in all {
        if last - chunks[*c].across > 0.3 * chunks[*c].size {
            count += 1;
            last = chunks[*c].across;
        }
    }
    count
}

/// The widest gutter that parts two columns: the place along the line where the right one starts.
fn gutter(chunks: &[Chunk], all: &[usize]) -> Option<f64> {
    let least = GUTTER * median_size(chunks, all);
    let mut by_start = all.to_vec();
    by_start.sort_by(|a, b| chunks[*a].start.total_cmp(&chunks[*b].start));
    let mut reach = chunks[*by_start.first()?].end;
    let mut found: Vec<(f64, f64)> = Vec::new();
    for c in &by_start[1..] {
        let chunk = &chunks[*c];
        if chunk.start - reach >= least {
            found.push((chunk.start - reach, reach));
        }
        reach = reach.max(chunk.end);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(3).map(|(_, x)| x).find(|x| separates_columns(chunks, all, *x))
}

fn separates_columns(chunks: &[Chunk], all: &[usize], x: f64) -> bool {
    let (left, right): (Vec<usize>, Vec<usize>) = all.iter().partition(|c| chunks[**c].end <= x);
    let (nl, nr) = (count_lines(chunks, &left), count_lines(chunks, &right));
    if nl < 2 || nr < 2 {
        return false;
    }
    let shared = left
        .iter()
        .filter(|a| {
            right
                .iter()
                .any(|b| (chunks[**a].across - chunks[*b].across).abs() < 0.2 * chunks[**a].size)
        })
        .count();
    let length = |side: &[usize], lines: usize| {
        let glyphs: usize = side.iter().map(|c| chunks[*c].glyphs.len()).sum();
        glyphs as f64 / lines as f64
    };
    let running = |side: &[usize], lines: usize| lines >= 4 && length(side, lines) >= RUNNING;
    running(&left, nl) || running(&right, nr) || (shared as f64) < TABLE * nl.min(nr) as f64
}

/// Index of the first chunk under the widest white band; of equal ones the most central.
fn band(chunks: &[Chunk], all: &[usize]) -> Option<usize> {
    let mut best = (0.0, None);
    let mut low = f64::INFINITY;
    for (i, c) in all.iter().enumerate() {
        let chunk = &chunks[*c];
        let gap = low - (chunk.across + chunk.size * 0.8);
        let central = 1.0 - 0.3 * (2.0 * i as f64 / all.len() as f64 - 1.0).abs();
        if i > 0 && gap > 0.1 * chunk.size && gap * central > best.0 {
            best = (gap * central, Some(i));
        }
        low = low.min(chunk.across - chunk.size * 0.2);
    }
    best.1
}

/// Rows from top to bottom, each from left to right.
fn push_rows(chunks: &[Chunk], all: &[usize], out: &mut Vec<Vec<usize>>) {
    let mut row: Vec<usize> = Vec::new();
    let mut top = f64::INFINITY;
    for c in all {
        let chunk = &chunks[*c];
        if !row.is_empty() && top - chunk.across > 0.3 * chunk.size {
            push_row(chunks, std::mem::take(&mut row), out);
        }
        if row.is_empty() {
            top = chunk.across;
        }
        row.push(*c);
    }
    push_row(chunks, row, out);
}

fn push_row(chunks: &[Chunk], mut row: Vec<usize>, out: &mut Vec<Vec<usize>>) {
    row.sort_by(|a, b| chunks[*a].start.total_cmp(&chunks[*b].start));
    if !row.is_empty() {
        out.push(row);
    }
}
