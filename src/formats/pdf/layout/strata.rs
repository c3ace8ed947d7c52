//! Strata: texts that are drawn over each other, each read by itself. A stamp across a line, a
//! watermark, a shadow, a second layer of text, a cell that runs into the next one: in order of
//! place alone their letters would be mixed up.
//!
//! Almost every page is a single stratum. Where letters collide, what belongs together is told by
//! baseline, then by what drew it: form, font, color, layer, clip, size, and the sequence of drawing.

use crate::formats::pdf::interpret::canvas::{Canvas, Glyph};
use crate::formats::pdf::layout::chunk::{across, along, is_blank};
use crate::formats::pdf::layout::collisions::{collisions, is_letter};
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};

/// How far glyphs of one text may lie off its baseline, in em.
const BASELINE: f64 = 0.06;
/// Letters this much smaller than others of their line are no part of it.
const TINY: f64 = 0.3;
/// How far apart two runs over each other must begin, in em, to be cells that are too narrow.
const CELL: f64 = 2.0;
/// Gaps within a run, in em.
const STEP_BACK: f64 = -0.35;
const STEP_ON: f64 = 1.6;
/// Most strata; what is left over shares the last one.
const MOST: usize = 24;

/// One text of a canvas.
#[derive(Default)]
pub(crate) struct Stratum {
    /// Glyphs that are put into lines by place.
    pub(crate) glyphs: Vec<u32>,
    /// Runs that are lines by themselves: cells that run over into each other.
    pub(crate) runs: Vec<Vec<u32>>,
}

/// What drew a glyph: form, font, color, layer, and whether without ink.
type Style = (u32, Option<ObjectId>, u64, u64, bool);

fn style(canvas: &Canvas, glyph: &Glyph) -> Style {
    let show = canvas.show(glyph);
    let layer = show.marked.and_then(|m| canvas.marked.get(m as usize)).map_or(0, |m| m.layer);
    (show.call, show.font, show.ink.color, layer, glyph.hidden)
}

/// The same with what may change within one text: size in tenths of a unit, and clip.
type FineStyle = (Style, i64, u64);

fn fine_style(canvas: &Canvas, glyph: &Glyph) -> FineStyle {
    let size = (glyph.size * 10.0).round() as i64;
    (style(canvas, glyph), size, canvas.show(glyph).ink.clip)
}

/// Glyphs of one baseline that do not lie over each other.
#[derive(Default)]
struct Unit {
    glyphs: Vec<u32>,
    /// Runs over each other that are cells.
    runs: Vec<Vec<u32>>,
    stratum: usize,
    collides: BTreeSet<usize>,
}

impl Unit {
    fn of(glyphs: Vec<u32>) -> Self {
        Self { glyphs, ..Self::default() }
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        self.glyphs.iter().chain(self.runs.iter().flatten()).copied()
    }
}

/// The strata of the glyphs of one writing direction, the most important first.
pub(crate) fn strata(canvas: &Canvas, glyphs: Vec<u32>) -> Vec<Stratum> {
    let pairs = collisions(canvas, &glyphs);
    let intruders = intruders(canvas, &glyphs);
    if pairs.is_empty() && intruders.is_empty() {
        return vec![Stratum { glyphs, runs: Vec::new() }];
    }
    let mut units = units(canvas, &glyphs, &pairs, &intruders);
    connect(&mut units, &pairs, &intruders, canvas);
    assign(canvas, &mut units);
    let mut out: Vec<Stratum> = Vec::new();
    for unit in units {
        let at = unit.stratum.min(MOST - 1);
        out.resize_with(out.len().max(at + 1), Stratum::default);
        if let Some(stratum) = out.get_mut(at) {
            stratum.glyphs.extend(unit.glyphs);
            stratum.runs.extend(unit.runs);
        }
    }
    out.retain(|s| !s.glyphs.is_empty() || !s.runs.is_empty());
    out
}

/// Glyphs by baseline, from the top.
fn baselines(canvas: &Canvas, glyphs: &[u32]) -> Vec<Vec<u32>> {
    let at = |g: &u32| canvas.glyph(*g);
    let mut sorted = glyphs.to_vec();
    sorted.sort_by(|a, b| across(at(b)).total_cmp(&across(at(a))).then(a.cmp(b)));
    let mut out: Vec<Vec<u32>> = Vec::new();
    for g in sorted {
        let same = out.last().and_then(|line| line.first()).is_some_and(|first| {
            let (first, glyph) = (at(first), at(&g));
            across(first) - across(glyph) <= BASELINE * first.size.min(glyph.size)
        });
        match out.last_mut().filter(|_| same) {
            Some(line) => line.push(g),
            None => out.push(vec![g]),
        }
    }
    out
}

/// Letters inside a line that nobody sees there: without ink among letters with ink, or tiny.
fn intruders(canvas: &Canvas, glyphs: &[u32]) -> BTreeSet<u32> {
    let letters: Vec<u32> =
        glyphs.iter().copied().filter(|g| is_letter(canvas.glyph(*g))).collect();
    let first = letters.first().map(|g| canvas.glyph(*g));
    let alike = |g: &u32| {
        let glyph = canvas.glyph(*g);
        first.is_none_or(|f| {
            f.hidden == glyph.hidden && glyph.size >= TINY * f.size && f.size >= TINY * glyph.size
        })
    };
    let mut out = BTreeSet::new();
    if letters.iter().all(alike) {
        return out;
    }
    for line in baselines(canvas, glyphs) {
        let letters = || line.iter().map(|g| canvas.glyph(*g)).filter(|g| is_letter(g));
        let mixed = letters().any(|g| g.hidden) && letters().any(|g| !g.hidden);
        let size = letters().map(|g| g.size).fold(0.0, f64::max);
        out.extend(line.iter().filter(|g| {
            let glyph = canvas.glyph(**g);
            glyph.hidden && mixed || glyph.size < TINY * size
        }));
    }
    out
}

/// Glyphs of one baseline each; where they lie over each other, of one style and then of one run.
fn units(
    canvas: &Canvas,
    glyphs: &[u32],
    pairs: &[(u32, u32)],
    intruders: &BTreeSet<u32>,
) -> Vec<Unit> {
    let mut out = Vec::new();
    for line in baselines(canvas, glyphs) {
        let (apart, line): (Vec<u32>, Vec<u32>) =
            line.into_iter().partition(|g| intruders.contains(g));
        if !apart.is_empty() {
            out.push(Unit::of(apart));
        }
        if !collides(&line, pairs) {
            out.push(Unit::of(line));
            continue;
        }
        let mut by_style: BTreeMap<Style, Vec<u32>> = BTreeMap::new();
        for g in line {
            by_style.entry(style(canvas, canvas.glyph(g))).or_default().push(g);
        }
        for mut of_style in by_style.into_values() {
            if !collides(&of_style, pairs) {
                out.push(Unit::of(of_style));
                continue;
            }
            of_style.sort_unstable();
            out.extend(by_runs(canvas, &of_style, pairs));
        }
    }
    out.retain(|unit| unit.all().next().is_some());
    out
}

/// Whether any of these glyphs lie over each other.
fn collides(glyphs: &[u32], pairs: &[(u32, u32)]) -> bool {
    let own: BTreeSet<u32> = glyphs.iter().copied().collect();
    pairs.iter().any(|(a, b)| own.contains(a) && own.contains(b))
}

/// Divides glyphs of one baseline and one style, in order of drawing, into runs, and puts runs over
/// each other into different units, or apart in one unit if they are cells.
fn by_runs(canvas: &Canvas, glyphs: &[u32], pairs: &[(u32, u32)]) -> Vec<Unit> {
    let runs = runs(canvas, glyphs);
    let start =
        |run: &[u32]| run.iter().map(|g| along(canvas.glyph(*g))).fold(f64::INFINITY, f64::min);
    let size = glyphs.iter().map(|g| canvas.glyph(*g).size).fold(0.0, f64::max);
    let numbers: BTreeMap<u32, usize> =
        runs.iter().enumerate().flat_map(|(n, run)| run.iter().map(move |g| (*g, n))).collect();
    let mut over: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (a, b) in pairs {
        if let (Some(a), Some(b)) = (numbers.get(a), numbers.get(b))
            && a != b
        {
            over.insert((*a.min(b), *a.max(b)));
        }
    }
    let starts: Vec<f64> = runs.iter().map(|run| start(run)).collect();
    let apart = |(a, b): &(usize, usize)| match (starts.get(*a), starts.get(*b)) {
        (Some(a), Some(b)) => (a - b).abs() > CELL * size,
        _ => false,
    };
    if over.iter().all(apart) {
        return vec![Unit { runs, ..Unit::default() }];
    }
    let mut places: Vec<usize> = Vec::new();
    let mut out: Vec<Unit> = Vec::new();
    for (n, run) in runs.into_iter().enumerate() {
        let taken = |place: usize| {
            let here = |other: &usize| places.get(*other) == Some(&place);
            over.iter().any(|(a, b)| *b == n && here(a))
        };
        let place = (0..MOST).find(|place| !taken(*place)).unwrap_or(MOST);
        places.push(place);
        out.resize_with(out.len().max(place + 1), Unit::default);
        if let Some(unit) = out.get_mut(place) {
            unit.glyphs.extend(run);
        }
    }
    out
}

/// Glyphs in order of drawing, divided where the next does not follow on the one before.
fn runs(canvas: &Canvas, glyphs: &[u32]) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = Vec::new();
    for g in glyphs {
        let follows = out.last().and_then(|run| run.last()).is_some_and(|last| {
            let (a, b) = (canvas.glyph(*last), canvas.glyph(*g));
            let gap = along(b) - along(a) - a.advance;
            let blank = is_blank(a) || is_blank(b);
            a.show == b.show
                || canvas.show(a).ink.clip == canvas.show(b).ink.clip
                    && (STEP_BACK..=STEP_ON).contains(&(gap / a.size.max(1e-6)))
                    && (blank || gap > STEP_BACK * a.size)
        });
        match out.last_mut().filter(|_| follows) {
            Some(run) => run.push(*g),
            None => out.push(vec![*g]),
        }
    }
    out
}

/// Notes which units lie over each other. Intruders are apart from all else on their line.
fn connect(units: &mut [Unit], pairs: &[(u32, u32)], intruders: &BTreeSet<u32>, canvas: &Canvas) {
    let owners: BTreeMap<u32, usize> =
        units.iter().enumerate().flat_map(|(n, u)| u.all().map(move |g| (g, n))).collect();
    let mut over: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (a, b) in pairs {
        if let (Some(a), Some(b)) = (owners.get(a), owners.get(b))
            && a != b
        {
            over.extend([(*a, *b), (*b, *a)]);
        }
    }
    let base = |u: &Unit| u.all().next().map(|g| canvas.glyph(g)).map(|g| (across(g), g.size));
    let among: Vec<bool> = units.iter().map(|u| u.all().any(|g| intruders.contains(&g))).collect();
    for (n, unit) in units.iter().enumerate().filter(|(n, _)| among.get(*n) == Some(&true)) {
        let Some((height, size)) = base(unit) else { continue };
        for (m, other) in units.iter().enumerate().filter(|(m, _)| among.get(*m) == Some(&false)) {
            if base(other).is_some_and(|(h, s)| (h - height).abs() < s.max(size)) {
                over.extend([(n, m), (m, n)]);
            }
        }
    }
    for (a, b) in over {
        if let Some(unit) = units.get_mut(a) {
            unit.collides.insert(b);
        }
    }
}

/// Gives every unit the first stratum in which it lies over nothing. The most frequent style comes
/// first; what lies over nothing anywhere goes where most of its style went.
fn assign(canvas: &Canvas, units: &mut [Unit]) {
    let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
    let mut fine_counts: BTreeMap<FineStyle, usize> = BTreeMap::new();
    for g in units.iter().flat_map(Unit::all) {
        *counts.entry(style(canvas, canvas.glyph(g))).or_default() += 1;
        *fine_counts.entry(fine_style(canvas, canvas.glyph(g))).or_default() += 1;
    }
    let rank = |unit: &Unit| {
        let letters: Vec<u32> = unit.all().filter(|g| is_letter(canvas.glyph(*g))).collect();
        let most =
            letters.iter().map(|g| style(canvas, canvas.glyph(*g))).max_by_key(|s| counts.get(s));
        let fine = letters.iter().map(|g| fine_style(canvas, canvas.glyph(*g)));
        let fine = fine.filter_map(|s| fine_counts.get(&s)).max().copied().unwrap_or(0);
        let count = most.and_then(|s| counts.get(&s)).copied().unwrap_or(0);
        (std::cmp::Reverse((count, fine)), unit.all().min(), most)
    };
    let ranks: Vec<_> = units.iter().map(rank).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|n| ranks.get(*n).map(|(count, first, _)| (*count, *first)));
    let mut placed: BTreeMap<usize, usize> = BTreeMap::new();
    let mut homes: BTreeMap<Style, BTreeMap<usize, usize>> = BTreeMap::new();
    for n in order.iter().copied() {
        let Some(unit) = units.get_mut(n).filter(|u| !u.collides.is_empty()) else { continue };
        let taken: BTreeSet<usize> =
            unit.collides.iter().filter_map(|other| placed.get(other)).copied().collect();
        unit.stratum = (0..MOST).find(|s| !taken.contains(s)).unwrap_or(MOST - 1);
        placed.insert(n, unit.stratum);
        if let Some(style) = ranks.get(n).and_then(|(_, _, style)| *style) {
            *homes.entry(style).or_default().entry(unit.stratum).or_default() += unit.all().count();
        }
    }
    for (unit, (_, _, style)) in units.iter_mut().zip(&ranks) {
        let Some(style) = style.filter(|_| unit.collides.is_empty()) else { continue };
        let home = homes.get(&style).and_then(|h| h.iter().max_by_key(|(_, count)| **count));
        let all = counts.get(&style).copied().unwrap_or(0);
        unit.stratum = home.filter(|(_, count)| **count * 2 >= all).map_or(0, |(s, _)| *s);
    }
}
