//! Glyphs with their positions, put into lines in several orders.

/// What a glyph says; nearly always one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GlyphText {
    /// The font does not say.
    Unknown,
    /// One character.
    One(char),
    /// A ligature or the like.
    Many(Box<str>),
}

impl GlyphText {
    /// Its characters.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> {
        let (one, many) = match self {
            Self::Unknown => (None, ""),
            Self::One(c) => (Some(*c), ""),
            Self::Many(text) => (None, &**text),
        };
        one.into_iter().chain(many.chars())
    }

    /// Whether the font does not say.
    pub(super) fn is_empty(&self) -> bool {
        self.chars().next().is_none()
    }

    /// Whether it is white space, and known to be.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_empty() && self.chars().all(char::is_whitespace)
    }
}

/// A glyph as it was drawn.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Its text by the font's own mapping; empty when there is none.
    pub(super) text: GlyphText,
    /// Its character by the font program's own table, where that says otherwise.
    pub(super) other: Option<char>,
    /// Origin in default user space, in points.
    pub(super) at: [f64; 2],
    /// From the origin to where the next glyph would begin.
    pub(super) advance: [f64; 2],
    /// Height of the em in points.
    pub(super) size: f64,
    /// The code that the content has for it.
    pub(super) code: u32,
    /// Drawn in the mode that leaves no ink.
    pub(super) invisible: bool,
    /// Drawn in white.
    pub(super) white: bool,
    /// Without an outline: the font is not there, or cannot be read.
    pub(super) bare: bool,
}

impl Glyph {
    /// The upright rectangle around an em's height over the advance.
    pub(super) fn body(&self) -> kurbo::Rect {
        let [dx, dy] = self.advance;
        let length = dx.hypot(dy).max(1e-6);
        let up = [-dy / length * self.size, dx / length * self.size];
        let point = |part: f64, lift: f64| {
            kurbo::Point::new(
                self.at[0] + dx * part + up[0] * lift,
                self.at[1] + dy * part + up[1] * lift,
            )
        };
        kurbo::Rect::from_points(point(0.0, -0.25), point(1.0, 0.85))
            .union(kurbo::Rect::from_points(point(1.0, -0.25), point(0.0, 0.85)))
    }

    /// Middle of the body, a third of an em above the baseline.
    pub(super) fn center(&self) -> [f64; 2] {
        let [dx, dy] = self.advance;
        let length = dx.hypot(dy).max(1e-6);
        let up = [-dy / length, dx / length];
        let lift = self.size * 0.3;
        [self.at[0] + dx / 2.0 + up[0] * lift, self.at[1] + dy / 2.0 + up[1] * lift]
    }

    /// Its writing direction in degrees, in steps of two.
    pub(super) fn direction(&self) -> i32 {
        let [dx, dy] = self.advance;
        // Nearly all text is level.
        if dy == 0.0 && dx > 0.0 {
            return 0;
        }
        (dy.atan2(dx).to_degrees() / 2.0).round() as i32 * 2
    }
}

/// Text in drawing order.
pub(super) fn drawn(glyphs: &[Glyph], by_outline: bool) -> String {
    let mut out = String::new();
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(last) = before {
            let (along, across) = gap(last, glyph);
            if across.abs() > 0.5 * last.size.max(glyph.size) {
                out.push('\n');
            } else if along > 0.15 * last.size || along < -1.5 * last.size {
                out.push(' ');
            }
        }
        push(&mut out, glyph, by_outline);
        before = Some(glyph);
    }
    out
}

/// Text in drawing order, by the codes of the content where they are letters of ASCII: what most
/// encodings make of them, whatever the font declares.
pub(super) fn by_code(glyphs: &[Glyph]) -> String {
    let coded = |glyph: &Glyph| {
        let code = u8::try_from(glyph.code).ok().filter(u8::is_ascii_alphanumeric);
        let text = code.map_or_else(|| glyph.text.clone(), |c| GlyphText::One(char::from(c)));
        Glyph { text, other: None, ..glyph.clone() }
    };
    let coded: Vec<Glyph> = glyphs.iter().map(coded).collect();
    drawn(&coded, false)
}

fn push(out: &mut String, glyph: &Glyph, by_outline: bool) {
    match glyph.other {
        Some(c) if by_outline || glyph.text.is_empty() => out.push(c),
        _ => out.extend(glyph.text.chars()),
    }
}

/// Distance from the end of one glyph to the start of the next, along and across its baseline.
fn gap(last: &Glyph, next: &Glyph) -> (f64, f64) {
    let [dx, dy] = last.advance;
    let length = dx.hypot(dy);
    let along = if length < 1e-6 { [1.0, 0.0] } else { [dx / length, dy / length] };
    let step = [next.at[0] - last.at[0], next.at[1] - last.at[1]];
    let forward = step[0] * along[0] + step[1] * along[1];
    let sideways = step[1] * along[0] - step[0] * along[1];
    (forward - length, sideways)
}

/// A glyph with its number, along and across its writing direction.
type Turned<'g> = (f64, f64, &'g Glyph, usize);

/// Lines by position: from top to bottom, glyphs from left to right, for each writing direction.
fn placed_lines(glyphs: &[Glyph]) -> Vec<Vec<Turned<'_>>> {
    let mut directions: Vec<i32> = glyphs.iter().map(Glyph::direction).collect();
    directions.sort_unstable();
    directions.dedup();
    let mut out = Vec::new();
    for direction in directions {
        let (sin, cos) = f64::from(direction).to_radians().sin_cos();
        let mut turned: Vec<Turned<'_>> = glyphs
            .iter()
            .enumerate()
            .filter(|(_, g)| g.direction() == direction)
            .map(|(index, g)| {
                let [x, y] = g.at;
                (x * cos + y * sin, y * cos - x * sin, g, index)
            })
            .collect();
        turned.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut rest = turned.as_slice();
        while let Some((_, y, first, _)) = rest.first() {
            let low = y - 0.3 * first.size.max(1.0);
            let count = rest.iter().take_while(|g| g.1 >= low).count().max(1);
            let (line, after) = rest.split_at(count);
            let mut line = line.to_vec();
            line.sort_by(|a, b| a.0.total_cmp(&b.0));
            out.push(line);
            rest = after;
        }
    }
    out
}

/// Text by position. On a letter-spaced line the usual gap does not separate words.
pub(super) fn placed(glyphs: &[Glyph]) -> String {
    let mut out = String::new();
    placed_lines(glyphs).iter().for_each(|line| line_text(line, &mut out));
    out
}

/// The numbers of glyphs by position.
pub(super) fn placed_order(glyphs: &[Glyph]) -> Vec<usize> {
    placed_lines(glyphs).into_iter().flatten().map(|(.., index)| index).collect()
}

/// A stretch of a line without a wide gap.
struct Stretch {
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    text: String,
    taken: bool,
}

/// Text by column: stretches below each other are read on, as in the cells of a table, where one
/// line of the page belongs to several cells. Horizontal text only.
pub(super) fn columns(glyphs: &[Glyph]) -> String {
    let mut stretches = stretches(glyphs);
    let mut out = String::new();
    for i in 0..stretches.len() {
        let mut next = Some(i);
        while let Some(at) = next {
            let Some(now) = stretches.get_mut(at).filter(|s| !s.taken) else { break };
            now.taken = true;
            out.push_str(&now.text);
            out.push('\n');
            let (left, right, base, size) = (now.left, now.right, now.base, now.size);
            next = stretches
                .iter()
                .enumerate()
                .skip(at + 1)
                .take_while(|(_, s)| s.base > base - 2.2 * size)
                .find(|(_, s)| {
                    !s.taken && s.base < base - 0.3 * size && s.left < right && s.right > left
                })
                .map(|(i, _)| i);
        }
        out.push('\n');
    }
    out
}

/// All stretches of horizontal text, from top to bottom and left to right.
fn stretches(glyphs: &[Glyph]) -> Vec<Stretch> {
    let mut level: Vec<&Glyph> = glyphs.iter().filter(|g| g.direction() == 0).collect();
    level.sort_by(|a, b| b.at[1].total_cmp(&a.at[1]));
    let mut out: Vec<Stretch> = Vec::new();
    let mut rest = level.as_slice();
    while let Some(first) = rest.first() {
        let low = first.at[1] - 0.3 * first.size.max(1.0);
        let count = rest.iter().take_while(|g| g.at[1] >= low).count().max(1);
        let (line, after) = rest.split_at(count);
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.at[0].total_cmp(&b.at[0]));
        let begin = out.len();
        for glyph in line {
            let (x, end) = (glyph.at[0], glyph.at[0] + glyph.advance[0]);
            let last = out.get_mut(begin..).and_then(|l| l.last_mut());
            match last.filter(|s| x - s.right < 0.9 * glyph.size) {
                Some(stretch) => {
                    if x - stretch.right > 0.15 * glyph.size {
                        stretch.text.push(' ');
                    }
                    stretch.right = stretch.right.max(end);
                    push(&mut stretch.text, glyph, false);
                }
                None => {
                    let mut text = String::new();
                    push(&mut text, glyph, false);
                    let base = first.at[1];
                    out.push(Stretch {
                        left: x,
                        right: end,
                        base,
                        size: glyph.size,
                        text,
                        taken: false,
                    });
                }
            }
        }
        rest = after;
    }
    out
}

fn line_text(line: &[Turned<'_>], out: &mut String) {
    let gaps: Vec<f64> = line
        .windows(2)
        .map(|pair| {
            let [a, b] = pair else { return 0.0 };
            (b.0 - a.0 - a.2.advance[0].hypot(a.2.advance[1])) / a.2.size.max(1e-6)
        })
        .collect();
    let mut sorted = gaps.clone();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    let space = if usual > 0.12 { usual * 1.8 } else { 0.15 };
    for (i, (_, _, glyph, _)) in line.iter().enumerate() {
        let wide = i.checked_sub(1).and_then(|i| gaps.get(i)).is_some_and(|g| *g > space);
        if wide {
            out.push(' ');
        }
        push(out, glyph, false);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::doubles::Doubles;
    use super::*;

    fn row(text: &str, x: f64, y: f64, step: f64) -> Vec<Glyph> {
        let glyph = |(i, c): (usize, char)| Glyph {
            text: GlyphText::One(c),
            other: None,
            at: [x + step * i as f64, y],
            advance: [5.0, 0.0],
            size: 10.0,
            code: u32::from(c),
            invisible: false,
            white: false,
            bare: false,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn sequence_of_drawing_does_not_matter_by_place() {
        let mut glyphs = row("Naamdrager", 100.0, 700.0, 5.0);
        glyphs.reverse();
        glyphs.extend(row("boven", 100.0, 720.0, 5.0));
        assert_eq!(placed(&glyphs), "boven\nNaamdrager\n");
    }

    #[test]
    fn letters_set_apart_are_one_word() {
        assert_eq!(placed(&row("Naamdrager", 0.0, 0.0, 9.0)), "Naamdrager\n");
        let mut two = row("Jan", 0.0, 0.0, 9.0);
        two.extend(row("Bos", 40.0, 0.0, 9.0));
        assert_eq!(placed(&two), "Jan Bos\n");
    }

    #[test]
    fn cells_are_read_on_downwards() {
        let mut glyphs = row("12", 50.0, 700.0, 5.0);
        glyphs.extend(row("Ven, B. van", 100.0, 700.0, 5.0));
        glyphs.extend(row("brief aan", 200.0, 700.0, 5.0));
        glyphs.extend(row("de", 100.0, 688.0, 5.0));
        glyphs.extend(row("de raad", 200.0, 688.0, 5.0));
        let got = columns(&glyphs);
        assert!(got.contains("Ven, B. van\nde\n") && got.contains("brief aan\nde raad\n"), "{got}");
        assert!(!placed(&glyphs).contains("van\nde"));
    }

    #[test]
    fn twice_in_one_place_is_once() {
        let mut glyphs = row("Bos", 0.0, 0.0, 5.0);
        glyphs.extend(row("Bos", 0.3, 0.0, 5.0));
        let mut doubles = Doubles::default();
        let mut kept: Vec<Glyph> = Vec::new();
        for glyph in glyphs {
            if doubles.is_new(&kept, &glyph) {
                kept.push(glyph);
            }
        }
        assert_eq!(kept.len(), 3);
        assert_eq!(drawn(&row("aa", 0.0, 0.0, 5.0), false), "aa");
    }
}
