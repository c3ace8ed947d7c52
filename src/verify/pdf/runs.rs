//! Text by run: what was drawn in one go is never mixed with what lies over it, as it is by place.
//! Runs that continue each other are one line, whatever was drawn in between.

use super::glyphs::Glyph;

/// How far glyphs of a run may lie off its baseline, and of a line, relative to their size.
const OFF: f64 = 0.3;
const OFF_LINE: f64 = 0.1;
/// The gaps within a run, and within a line, relative to size.
const BACK: f64 = -0.5;
const ON: f64 = 2.0;
/// By how much sizes within a line may differ.
const SIZES: f64 = 1.15;
/// A gap that is a space, relative to size.
const SPACE: f64 = 0.15;
/// Beyond this many runs only the runs themselves are read.
const MOST: usize = 20_000;
/// How many runs of the same height are looked at for the one that continues a line.
const MOST_NEAR: usize = 400;

/// A run, in the frame of its own writing direction.
struct Run {
    glyphs: Vec<usize>,
    direction: i32,
    from: f64,
    to: f64,
    base: f64,
    size: f64,
}

/// Start along the direction, and height across it.
fn frame(glyph: &Glyph, direction: i32) -> (f64, f64) {
    let (sin, cos) = f64::from(direction).to_radians().sin_cos();
    let [x, y] = glyph.at;
    (x * cos + y * sin, y * cos - x * sin)
}

fn length(glyph: &Glyph) -> f64 {
    glyph.advance[0].hypot(glyph.advance[1])
}

/// Glyphs in the sequence of drawing, divided where one does not go on from the one before.
fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        let direction = glyph.direction();
        let (along, base) = frame(glyph, direction);
        let end = along + length(glyph);
        let goes_on = out.last().is_some_and(|run| {
            let size = run.size.max(1e-6);
            run.direction == direction
                && (base - run.base).abs() <= OFF * size
                && (BACK * size..=ON * size).contains(&(along - run.to))
                && glyph.size.max(size) <= SIZES * SIZES * glyph.size.min(size)
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.glyphs.push(index);
                run.to = end;
            }
            None => {
                let (from, to, size) = (along, end, glyph.size);
                out.push(Run { glyphs: vec![index], direction, from, to, base, size });
            }
        }
    }
    out
}

/// Lines of runs, each as the numbers of its glyphs.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Vec<usize>> {
    let runs = runs(glyphs);
    if runs.len() > MOST {
        return runs.into_iter().map(|run| run.glyphs).collect();
    }
    // Runs of one height from left to right, so that what continues a run comes after it.
    let height = |run: &Run| (run.base / (OFF_LINE * run.size).max(0.1)).round() as i64;
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let key = |n: &usize| runs.get(*n).map(|r| (r.direction, height(r), r.from));
    order.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
    let mut taken = vec![false; runs.len()];
    let mut out = Vec::new();
    for (place, first) in order.iter().enumerate() {
        let mut line = Vec::new();
        let mut next = Some((place, *first));
        while let Some((place, number)) = next {
            let (Some(run), Some(taken_here)) = (runs.get(number), taken.get_mut(number)) else {
                break;
            };
            if std::mem::replace(taken_here, true) {
                break;
            }
            line.extend(&run.glyphs);
            next = order
                .iter()
                .enumerate()
                .skip(place + 1)
                .take(MOST_NEAR)
                .map(|(place, number)| (place, *number))
                .find(|(_, number)| {
                    taken.get(*number) == Some(&false)
                        && runs.get(*number).is_some_and(|other| continues(run, other))
                });
        }
        if !line.is_empty() {
            out.push(line);
        }
    }
    out
}

/// Whether a run goes on where another ended.
fn continues(run: &Run, next: &Run) -> bool {
    let size = run.size.min(next.size).max(1e-6);
    run.direction == next.direction
        && (run.base - next.base).abs() <= OFF_LINE * size
        && run.size.max(next.size) <= SIZES * size
        && (BACK * size..=ON * size).contains(&(next.from - run.to))
}

/// The text of all lines.
pub(super) fn text(glyphs: &[Glyph]) -> String {
    let mut out = String::new();
    for line in lines(glyphs) {
        let mut end: Option<f64> = None;
        for glyph in line.iter().filter_map(|index| glyphs.get(*index)) {
            let (along, _) = frame(glyph, glyph.direction());
            if end.is_some_and(|end| along - end > SPACE * glyph.size) {
                out.push(' ');
            }
            out.extend(glyph.text.chars());
            end = Some(along + length(glyph));
        }
        out.push('\n');
    }
    out
}
