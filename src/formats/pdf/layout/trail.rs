//! Words that place alone does not put together: along a curve, behind a drop capital, and in a color
//! of their own among letters of another color.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{Chunk, is_blank};
use crate::formats::pdf::layout::collisions::is_letter;
use crate::formats::pdf::layout::text::{SPACE_GAP, inferred_spaces};
use crate::formats::textmap::TextMap;
use std::collections::BTreeSet;

/// How far from the end of one letter the next may begin, in em.
const NEAR: f64 = 0.45;
/// The most that a line may turn from one letter to the next: the cosine of 40 degrees.
const MOST_TURN: f64 = 0.76;
/// From here on it turns at all: the cosine of half a degree.
const TURN: f64 = 0.999_96;
/// How often it turns on a curve: at least so many times, and once for so many letters.
const TURNS: usize = 2;
const LETTERS: usize = 3;
/// How much larger than the letters behind it a drop capital is.
const DROP: f64 = 1.8;
/// How far its own height a drop capital's word may begin above its baseline and above its top.
const DROP_LOW: f64 = -0.1;
const DROP_HIGH: f64 = 1.0;
/// How far letters that are drawn one by one stand apart at least and at most, from origin to origin, in
/// em, and the cosine from which the next stands in the direction of writing.
const LEAST: f64 = 0.1;
const MOST: f64 = 1.5;
const STRAIGHT: f64 = 0.95;
/// How much further than most of them two of these letters stand apart if a space is between them.
const SPACED: f64 = 1.7;
/// How often the color changes within a word whose colors are read apart.
const CHANGES: usize = 2;

/// How a glyph stands to the one that was drawn before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It does not follow it.
    Apart,
    /// It follows on the same line, or on one that turns.
    On { space: bool, turned: bool },
    /// It is drawn by itself, as the one before is, and stands beside it in whatever direction.
    Beside { turned: bool },
    /// It follows a drop capital.
    Drop,
}

fn step(before: &Glyph, glyph: &Glyph, lone: bool) -> Step {
    let size = before.size.min(glyph.size).max(0.1);
    let turn = before.direction.dot(glyph.direction);
    let end = before.origin + before.direction * (before.advance + before.spacing.max(0.0));
    let way = glyph.origin - end;
    let reach = (before.size.max(glyph.size) / size).max(1.0);
    if reach < DROP && turn > MOST_TURN && way.hypot() <= NEAR * size {
        let space = way.hypot() > SPACE_GAP * size && !is_blank(before) && !is_blank(glyph);
        return Step::On { space, turned: turn < TURN };
    }
    let moved = glyph.origin - before.origin;
    if lone && reach < DROP && (LEAST * size..=MOST * size).contains(&moved.hypot()) {
        let straight = moved.dot(before.direction) >= STRAIGHT * moved.hypot();
        return Step::Beside { turned: turn < TURN || !straight };
    }
    let (gap, rise) = (way.dot(before.direction), way.dot(before.up()) / before.size.max(0.1));
    let drop = before.size > DROP * glyph.size
        && turn > TURN
        && before.text.as_deref().is_some_and(|t| t.chars().all(char::is_uppercase))
        && is_letter(glyph)
        && gap.abs() <= NEAR * before.size
        && (DROP_LOW..=DROP_HIGH).contains(&rise);
    if drop { Step::Drop } else { Step::Apart }
}

/// Words that only their trail puts together.
#[derive(Default)]
pub(crate) struct Trails {
    /// Their text, a line each; sources are numbers of glyphs.
    pub(crate) map: TextMap<u32>,
    /// Drop capitals, and the letters of lines that turn: a wider box would cover what stands around.
    pub(crate) fixed: BTreeSet<u32>,
}

/// The words of a canvas that only their trail puts together; `None` if there are none.
pub(crate) fn of_trails(canvas: &Canvas, chunks: &[Chunk]) -> Option<Trails> {
    let mut out = Trails::default();
    let mut trail: Vec<(u32, Step)> = Vec::new();
    let mut before: Option<&Glyph> = None;
    let lone = lone_letters(canvas);
    for (number, glyph) in (0u32..).zip(&canvas.glyphs) {
        if !glyph.origin.is_finite() || !glyph.direction.is_finite() || !glyph.size.is_finite() {
            continue;
        }
        let both = lone.contains(&number) && number > 0 && lone.contains(&(number - 1));
        let step = before.map_or(Step::Apart, |before| step(before, glyph, both));
        // A capital that stands alone.
        let drop = step == Step::Drop && trail.len() == 1;
        if step == Step::Apart || step == Step::Drop && !drop {
            push_trail(canvas, &std::mem::take(&mut trail), &mut out);
        }
        trail.push((number, step));
        before = Some(glyph);
    }
    push_trail(canvas, &trail, &mut out);
    for chunk in chunks {
        push_colors(canvas, chunk, &mut out.map);
    }
    (!out.map.text().is_empty()).then_some(out)
}

/// The letters that an operator of their own draws.
fn lone_letters(canvas: &Canvas) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    let mut number = 0;
    for shown in canvas.glyphs.chunk_by(|a, b| a.show == b.show) {
        if shown.len() == 1 {
            out.insert(number);
        }
        number += u32::try_from(shown.len()).unwrap_or(u32::MAX);
    }
    out
}

fn push_glyph(canvas: &Canvas, number: u32, map: &mut TextMap<u32>) {
    map.push_whole(canvas.glyph(number).text.as_deref().unwrap_or("\u{fffd}"), number);
}

/// Adds a trail that turns or begins with a drop capital.
fn push_trail(canvas: &Canvas, trail: &[(u32, Step)], out: &mut Trails) {
    let turned =
        |step: &Step| matches!(step, Step::On { turned: true, .. } | Step::Beside { turned: true });
    let turns = trail.iter().filter(|(_, step)| turned(step)).count();
    // Words of a recognizer turn a little from one to the next; on a curve nearly every letter does.
    let turns = turns >= TURNS && turns * LETTERS >= trail.len();
    let capital = trail.get(1).is_some_and(|(_, step)| *step == Step::Drop);
    if !turns && !capital {
        return;
    }
    let fixed = trail.iter().take(if turns { trail.len() } else { 1 });
    out.fixed.extend(fixed.map(|(number, _)| *number));
    let pitch = pitch(canvas, trail);
    let mut before: Option<&Glyph> = None;
    for (number, step) in trail {
        let glyph = canvas.glyph(*number);
        let space = match (pitch, before) {
            (Some(pitch), Some(before)) => {
                (glyph.origin - before.origin).hypot() > SPACED * pitch
                    && !is_blank(before)
                    && !is_blank(glyph)
            }
            _ => matches!(step, Step::On { space: true, .. }),
        };
        if space {
            out.map.push_inferred(" ");
        }
        push_glyph(canvas, *number, &mut out.map);
        before = Some(glyph);
    }
    out.map.push_inferred("\n");
}

/// How far letters that are drawn one by one mostly stand apart, from origin to origin.
fn pitch(canvas: &Canvas, trail: &[(u32, Step)]) -> Option<f64> {
    trail.iter().find(|(_, step)| matches!(step, Step::Beside { .. }))?;
    let pairs = trail.iter().zip(trail.iter().skip(1));
    let way = |((a, _), (b, _)): (&(u32, Step), &(u32, Step))| {
        (canvas.glyph(*b).origin - canvas.glyph(*a).origin).hypot()
    };
    let mut ways: Vec<f64> = pairs.map(way).collect();
    ways.sort_by(f64::total_cmp);
    ways.get(ways.len() / 2).copied()
}

/// Adds the letters of each color, in words in which colors change to and fro.
fn push_colors(canvas: &Canvas, chunk: &Chunk, map: &mut TextMap<u32>) {
    let color = |number: &u32| canvas.show(canvas.glyph(*number)).ink.color;
    let Some(first) = chunk.glyphs.first().map(color) else { return };
    if chunk.glyphs.iter().all(|number| color(number) == first) {
        return;
    }
    let mixed = |word: &Vec<u32>| {
        let pairs = word.iter().zip(word.iter().skip(1));
        pairs.filter(|(a, b)| color(a) != color(b)).count() >= CHANGES
    };
    let words = words(canvas, chunk);
    for row in words.split(|word| !mixed(word)).filter(|row| !row.is_empty()) {
        let colors: BTreeSet<u64> = row.iter().flatten().map(color).collect();
        for own in colors {
            for (number, word) in row.iter().enumerate() {
                if number > 0 {
                    map.push_inferred(" ");
                }
                let letters = word.iter().filter(|letter| color(letter) == own);
                letters.for_each(|letter| push_glyph(canvas, *letter, map));
            }
            map.push_inferred("\n");
        }
    }
}

/// The letters of each word of a chunk.
fn words(canvas: &Canvas, chunk: &Chunk) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = vec![Vec::new()];
    for (number, space) in chunk.glyphs.iter().zip(inferred_spaces(canvas, chunk)) {
        let glyph = canvas.glyph(*number);
        if space || is_blank(glyph) {
            out.push(Vec::new());
        }
        if let Some(word) = out.last_mut().filter(|_| is_letter(glyph)) {
            word.push(*number);
        }
    }
    out
}
