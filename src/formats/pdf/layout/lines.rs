//! Baselines and chunks: which glyphs form a line, and where a line has gaps.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{Chunk, across, along, is_blank};
use crate::formats::pdf::layout::collisions::DUPLICATE;
use crate::formats::pdf::layout::strata::Stratum;
use crate::formats::pdf::layout::text::SPACE_GAP;
use std::collections::BTreeMap;

/// A gap that separates two chunks, in em.
const CHUNK_GAP: f64 = 1.6;
/// How far apart two glyphs of one line may lie across the line, in em.
const SAME_LINE: f64 = 0.25;
/// No line takes in glyphs further off than this for the sake of a much larger one, in parts of what
/// its own size allows.
const LARGER: f64 = 2.0;
/// A smaller gap separates chunks too if what follows starts where other lines start, in em.
const ALIGNED_GAP: f64 = 0.45;
/// The same in recognized text.
const RECOGNIZED_GAP: f64 = 1.0;
/// How far a space may lie behind the start of the word that follows it, in em.
const LATE_SPACE: f64 = 0.6;
/// How many lines must start there, and how near, in canvas units.
const ALIGNED_LINES: usize = 3;
const ALIGNED_WITHIN: f64 = 0.6;
/// Cells may overlap a little where a label is too long for its column, in em.
const OVERLAP: f64 = -0.4;
/// How near across the lines those other lines must be, in em; and how near for text that its own
/// operator positions there, whatever the gap.
const NEARBY: f64 = 16.0;
const VERY_NEAR: f64 = 4.5;
/// A bullet or number in front of a line is a chunk of its own from this gap on, in em.
const BULLET_GAP: f64 = 0.5;
/// Longest bullet or number, in glyphs.
const BULLET_LENGTH: usize = 4;

/// First stroke -> further strokes of the same glyph at the same position.
pub(crate) type Duplicates = BTreeMap<u32, Vec<u32>>;

/// The chunks of a stratum, whose glyphs have one writing direction, line by line from the top.
/// Glyphs that are drawn over the same glyph go to `duplicates` instead.
pub(crate) fn chunks(
    canvas: &Canvas,
    angle: i32,
    stratum: Stratum,
    duplicates: &mut Duplicates,
) -> Vec<Chunk> {
    let Stratum { mut glyphs, runs } = stratum;
    let at = |g: &u32| canvas.glyph(*g);
    glyphs.sort_by(|a, b| across(at(b)).total_cmp(&across(at(a))));
    let mut rest = glyphs.as_slice();
    let mut lines = Vec::new();
    while let Some((first, below)) = rest.split_first() {
        let (top, mut size) = (across(at(first)), at(first).size);
        let on_line = |g: &&u32| {
            let smaller = at(first).size.min(at(g).size);
            size = size.max(at(g).size);
            top - across(at(g)) <= SAME_LINE * size.min(LARGER * smaller).max(0.1)
        };
        let count = 1 + below.iter().take_while(on_line).count();
        let (line, next) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = next;
        let mut line = line.to_vec();
        sort_line(canvas, &mut line);
        lines.push(drop_duplicates(canvas, line, duplicates));
    }
    for mut run in runs {
        sort_line(canvas, &mut run);
        lines.push(drop_duplicates(canvas, run, duplicates));
    }
    let starts = column_starts(canvas, &lines);
    let mut out = Vec::new();
    for line in &lines {
        split(canvas, angle, line, &starts, &mut out);
    }
    out
}

/// Puts the glyphs of a line in order of place. A recognizer that stretches a word over its picture
/// pushes the space after it into the next word: it goes back before that word.
fn sort_line(canvas: &Canvas, line: &mut [u32]) {
    let at = |g: &u32| canvas.glyph(*g);
    line.sort_by(|a, b| along(at(a)).total_cmp(&along(at(b))).then(a.cmp(b)));
    let late = |before: &u32, blank: &u32| {
        let (glyph, space) = (at(before), at(blank));
        is_blank(space)
            && !is_blank(glyph)
            && glyph.show > space.show
            && along(space) - along(glyph) < LATE_SPACE * space.size
    };
    for place in 1..line.len() {
        let mut now = place;
        while let Some([before, blank]) = now.checked_sub(1).and_then(|b| line.get_mut(b..=now))
            && late(before, blank)
        {
            std::mem::swap(before, blank);
            now -= 1;
        }
    }
}

/// Where lines and cells may start: after every gap that is wider than a space. Positions along
/// and across, sorted by the former.
fn column_starts(canvas: &Canvas, lines: &[Vec<u32>]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    for line in lines {
        let mut last: Option<&Glyph> = None;
        for g in line {
            let glyph = canvas.glyph(*g);
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
fn is_aligned(starts: &[(f64, f64)], glyph: &Glyph, nearby: f64) -> bool {
    let (at, height) = (along(glyph), across(glyph));
    let from = starts.partition_point(|s| s.0 < at - ALIGNED_WITHIN);
    let to = starts.partition_point(|s| s.0 <= at + ALIGNED_WITHIN);
    let near = |s: &&(f64, f64)| (s.1 - height).abs() < nearby * glyph.size;
    starts.get(from..to).unwrap_or_default().iter().filter(near).count() >= ALIGNED_LINES
}

/// Takes glyphs out of a line that are drawn over the same glyph.
fn drop_duplicates(canvas: &Canvas, line: Vec<u32>, duplicates: &mut Duplicates) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(line.len());
    for g in line {
        let glyph = canvas.glyph(g);
        let near = out.iter().rev().take(3).find(|k| {
            let kept = canvas.glyph(**k);
            kept.text.is_some()
                && kept.text == glyph.text
                && (along(glyph) - along(kept)).abs() < DUPLICATE * glyph.size
                && (across(glyph) - across(kept)).abs() < DUPLICATE * glyph.size
        });
        match near {
            Some(kept) => duplicates.entry(*kept).or_default().push(g),
            None => out.push(g),
        }
    }
    out
}

/// Splits a line into chunks at its gaps.
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
            let (a, b) = (canvas.glyph(*last), canvas.glyph(*g));
            let wide = CHUNK_GAP * a.size.max(b.size).max(0.1);
            let gap = along(b) - along(a) - a.advance;
            let bullet = gap > BULLET_GAP * a.size && is_bullet(canvas, &current);
            let separate = a.show != b.show && !is_blank(a) && !is_blank(b);
            // A recognizer positions each word by itself, with gaps of any width.
            let cell = if a.hidden && b.hidden {
                gap > RECOGNIZED_GAP * a.size && is_aligned(starts, b, NEARBY)
            } else {
                gap > ALIGNED_GAP * a.size && is_aligned(starts, b, NEARBY)
                    || separate && gap > OVERLAP * a.size && is_aligned(starts, b, VERY_NEAR)
            };
            if ((gap > wide || cell) && !is_letter_spacing(canvas, a, b, gap)) || bullet {
                push_chunk(canvas, angle, std::mem::take(&mut current), chunks);
            }
        }
        current.push(*g);
    }
    push_chunk(canvas, angle, current, chunks);
}

/// Whether a gap comes from character spacing alone.
fn is_letter_spacing(canvas: &Canvas, a: &Glyph, b: &Glyph, gap: f64) -> bool {
    let same = canvas.show(a).char_space == canvas.show(b).char_space;
    same && a.spacing > 0.0 && gap - a.spacing < SPACE_GAP * a.size
}

/// A list marker: `•`, `-`, `1.`, `a)`.
fn is_bullet(canvas: &Canvas, glyphs: &[u32]) -> bool {
    if glyphs.len() > BULLET_LENGTH {
        return false;
    }
    let text: String = glyphs.iter().filter_map(|g| canvas.glyph(*g).text.as_deref()).collect();
    let text = text.trim();
    let marker = text.ends_with(['.', ')', ']', '-', '–', '—', '•', '·', '▪', 'o', '*', '§']);
    let body = text.trim_end_matches(['.', ')', ']']);
    marker && (body.chars().count() <= 1 || body.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

fn push_chunk(canvas: &Canvas, angle: i32, glyphs: Vec<u32>, chunks: &mut Vec<Chunk>) {
    let at = |g: &u32| canvas.glyph(*g);
    let (Some(first), Some(last)) = (glyphs.first().map(at), glyphs.last().map(at)) else {
        return;
    };
    let (start, end) = (along(first), along(last) + last.advance);
    let size = glyphs.iter().map(|g| at(g).size).fold(0.0, f64::max);
    chunks.push(Chunk { start, end, across: across(first), size, angle, stratum: 0, glyphs });
}
