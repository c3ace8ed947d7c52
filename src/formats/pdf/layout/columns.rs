//! Reading order of chunks: one column after the other, but the rows of a table across.
//!
//! A region is divided at vertical gutters, then at horizontal white bands, and so on (an XY cut).
//! A gutter whose two sides share most of their baselines lies inside a table and does not divide.

use crate::formats::pdf::layout::chunk::Indexed;

/// Narrowest gutter, in em of the region's median size.
const GUTTER: f64 = 0.9;
/// Share of common baselines from which two sides are one table.
const TABLE: f64 = 0.6;
/// Mean line length, in glyphs, from which a side is running text, whatever baselines it shares.
const RUNNING: f64 = 28.0;
/// Beyond this many chunks in one direction, columns are not looked for.
const MAX_CHUNKS: usize = 4000;
/// Most nested divisions.
const MAX_DEPTH: usize = 40;
/// Two baselines are the same if they are no further apart than this, in em.
const SAME_BASELINE: f64 = 0.3;

type Chunks<'a> = Vec<Indexed<'a>>;

/// Chunks of one writing direction as rows in reading order; chunks of a row share a baseline.
pub(crate) fn rows(mut chunks: Chunks<'_>) -> Vec<Chunks<'_>> {
    chunks.sort_by(|a, b| b.chunk.across.total_cmp(&a.chunk.across).then(a.index.cmp(&b.index)));
    let mut out = Vec::new();
    if chunks.len() > MAX_CHUNKS {
        push_rows(&chunks, &mut out);
    } else {
        divide(chunks, 0, &mut out);
    }
    out
}

/// Divides a region and pushes its rows. Its chunks are sorted from top to bottom.
fn divide<'a>(chunks: Chunks<'a>, depth: usize, out: &mut Vec<Chunks<'a>>) {
    if depth > MAX_DEPTH || count_lines(&chunks) < 2 {
        return push_rows(&chunks, out);
    }
    if let Some(x) = gutter(&chunks) {
        let (left, right): (Chunks<'_>, _) = chunks.into_iter().partition(|c| c.chunk.end <= x);
        divide(left, depth + 1, out);
        return divide(right, depth + 1, out);
    }
    match band(&chunks).and_then(|at| chunks.split_at_checked(at)) {
        Some((above, below)) => {
            divide(above.to_vec(), depth + 1, out);
            divide(below.to_vec(), depth + 1, out);
        }
        None => push_rows(&chunks, out),
    }
}

fn median_size(chunks: &[Indexed<'_>]) -> f64 {
    let mut sizes: Vec<f64> = chunks.iter().map(|c| c.chunk.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0).max(0.1)
}

fn count_lines(chunks: &[Indexed<'_>]) -> usize {
    let mut count = 0;
    let mut last = f64::INFINITY;
    for Indexed { chunk, .. } in chunks {
        if last - chunk.across > SAME_BASELINE * chunk.size {
            count += 1;
            last = chunk.across;
        }
    }
    count
}

/// The right edge of the left column at the widest gutter that separates two columns.
fn gutter(chunks: &[Indexed<'_>]) -> Option<f64> {
    let least = GUTTER * median_size(chunks);
    let mut by_start = chunks.to_vec();
    by_start.sort_by(|a, b| a.chunk.start.total_cmp(&b.chunk.start));
    let (first, rest) = by_start.split_first()?;
    let mut reach = first.chunk.end;
    let mut found: Vec<(f64, f64)> = Vec::new();
    for Indexed { chunk, .. } in rest {
        if chunk.start - reach >= least {
            found.push((chunk.start - reach, reach));
        }
        reach = reach.max(chunk.end);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(3).map(|(_, x)| x).find(|x| separates_columns(chunks, *x))
}

fn separates_columns(chunks: &[Indexed<'_>], x: f64) -> bool {
    let (left, right): (Chunks<'_>, Chunks<'_>) = chunks.iter().partition(|c| c.chunk.end <= x);
    let (left_lines, right_lines) = (count_lines(&left), count_lines(&right));
    if left_lines < 2 || right_lines < 2 {
        return false;
    }
    let beside = |a: &Indexed<'_>, b: &Indexed<'_>| {
        (a.chunk.across - b.chunk.across).abs() < 0.2 * a.chunk.size
    };
    let shared = left.iter().filter(|a| right.iter().any(|b| beside(a, b))).count();
    let length = |side: &[Indexed<'_>], lines: usize| {
        let glyphs: usize = side.iter().map(|c| c.chunk.glyphs.len()).sum();
        glyphs as f64 / lines as f64
    };
    let running = |side: &[Indexed<'_>], lines: usize| lines >= 4 && length(side, lines) >= RUNNING;
    running(&left, left_lines)
        || running(&right, right_lines)
        || (shared as f64) < TABLE * left_lines.min(right_lines) as f64
}

/// Index of the first chunk below the widest white band; of equal bands the most central.
fn band(chunks: &[Indexed<'_>]) -> Option<usize> {
    let mut best = (0.0, None);
    let mut low = f64::INFINITY;
    for (i, Indexed { chunk, .. }) in chunks.iter().enumerate() {
        let gap = low - (chunk.across + chunk.size * 0.8);
        let central = 1.0 - 0.3 * (2.0 * i as f64 / chunks.len() as f64 - 1.0).abs();
        if i > 0 && gap > 0.1 * chunk.size && gap * central > best.0 {
            best = (gap * central, Some(i));
        }
        low = low.min(chunk.across - chunk.size * 0.2);
    }
    best.1
}

/// Pushes rows from top to bottom, each from left to right.
fn push_rows<'a>(chunks: &[Indexed<'a>], out: &mut Vec<Chunks<'a>>) {
    let mut row: Chunks<'_> = Vec::new();
    let mut top = f64::INFINITY;
    for c in chunks {
        if !row.is_empty() && top - c.chunk.across > SAME_BASELINE * c.chunk.size {
            push_row(std::mem::take(&mut row), out);
        }
        if row.is_empty() {
            top = c.chunk.across;
        }
        row.push(*c);
    }
    push_row(row, out);
}

fn push_row<'a>(mut row: Chunks<'a>, out: &mut Vec<Chunks<'a>>) {
    row.sort_by(|a, b| a.chunk.start.total_cmp(&b.chunk.start));
    if !row.is_empty() {
        out.push(row);
    }
}
