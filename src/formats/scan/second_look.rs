//! A second look at writing that the first one passed over, such as a small line beside larger ones: each line
//! by itself, enlarged, on a sheet of its own.

use crate::formats::scan::ink::Ink;
use crate::model::{Look, Picture, PictureError, PictureReader, Word};

/// Most lines of a page that are looked at again.
const MOST: usize = 24;
/// How much larger they are drawn.
const TIMES: usize = 2;
/// White around and between them, in samples of the sheet.
const MARGIN: usize = 40;
/// Height of a line that may be writing, in heights of the words around it, and its least width.
const LOW: f64 = 0.55;
const HIGH: f64 = 1.8;
const WIDE: f64 = 2.2;
/// Widest gap between two words of a line, in heights.
const GAP: f64 = 1.2;
/// The first number of the lines that are found so: no machine numbers so many blocks.
const BLOCK: u32 = 100_000;
/// The lightest shade, of paper.
const PAPER: u8 = 255;

/// The areas of ink that words do not explain and that lie like lines of writing, in samples, from top to
/// bottom; `sure` are the words that are read.
pub(super) fn lines(ink: &Ink, sure: &[Word]) -> Vec<[u32; 4]> {
    let mut heights: Vec<u32> =
        sure.iter().map(|word| word.area[3].saturating_sub(word.area[1])).collect();
    heights.sort_unstable();
    let Some(usual) = heights.get(heights.len() / 2).map(|h| f64::from(*h)) else {
        return Vec::new();
    };
    let high = |[_, top, _, bottom]: [usize; 4]| (bottom - top) as f64;
    let like_words = |area: &[usize; 4]| (LOW * usual..=HIGH * usual).contains(&high(*area));
    let mut pieces: Vec<[usize; 4]> =
        ink.pieces().into_iter().map(|(area, _)| area).filter(like_words).collect();
    // From left to right, so that each piece can join what is beside it.
    pieces.sort_unstable();
    let mut joined: Vec<[usize; 4]> = Vec::new();
    for piece in pieces {
        let beside = joined.iter_mut().find(|line| {
            let shared = line[3].min(piece[3]).saturating_sub(line[1].max(piece[1]));
            let gap = piece[0].saturating_sub(line[2]) as f64;
            shared as f64 >= 0.5 * high(piece) && gap <= GAP * usual
        });
        match beside {
            Some(line) => {
                *line =
                    [line[0], line[1].min(piece[1]), line[2].max(piece[2]), line[3].max(piece[3])];
            }
            None => joined.push(piece),
        }
    }
    joined.retain(|area| (area[2] - area[0]) as f64 >= WIDE * usual && like_words(area));
    joined.sort_unstable_by_key(|[left, top, ..]| (*top, *left));
    joined.into_iter().map(|area| area.map(|n| n as u32)).collect()
}

/// The words that a machine reads in these areas of a picture.
///
/// # Errors
/// [`PictureError`] if the machine failed.
pub(super) fn read(
    picture: &Picture,
    areas: &[[u32; 4]],
    machine: &dyn PictureReader,
) -> Result<Vec<Word>, PictureError> {
    let strips: Vec<Strip> =
        areas.iter().take(MOST).map(|area| Strip::of(picture, *area)).collect();
    let Some(width) = strips.iter().map(|strip| strip.columns * TIMES).max() else {
        return Ok(Vec::new());
    };
    let width = width + 2 * MARGIN;
    let mut shades = vec![PAPER; width * MARGIN];
    let mut tops = Vec::new();
    for strip in &strips {
        tops.push(shades.len() / width);
        strip.draw(picture, width, &mut shades);
        shades.resize(shades.len() + width * MARGIN, PAPER);
    }
    let rows = shades.len() / width;
    let sheet = Picture::new(width as u32, rows as u32, picture.dpi * TIMES as u32, shades);
    let Some(sheet) = sheet else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for word in machine.read(&sheet, Look::Lines)? {
        let middle = ((word.area[1] + word.area[3]) / 2) as usize;
        let at = tops.partition_point(|top| *top <= middle + MARGIN / 2).checked_sub(1);
        let Some((strip, top)) = at.and_then(|k| Some((strips.get(k)?, *tops.get(k)?))) else {
            continue;
        };
        let block = BLOCK + at.unwrap_or_default() as u32;
        let [left, above, right, below] = word.area.map(|n| n as usize);
        let across = |x: usize| strip.left + x.saturating_sub(MARGIN) / TIMES;
        let down = |y: usize| strip.top + y.saturating_sub(top) / TIMES;
        let area = [across(left), down(above), across(right), down(below)].map(|n| n as u32);
        out.push(Word { area, line: [block, 1, 1], ..word });
    }
    Ok(out)
}

/// Puts the words of a second look among those of the first, each line behind the one above it; what the
/// machine was not sure of there is replaced.
pub(super) fn merge(words: &mut Vec<Word>, again: Vec<Word>, sure: u8) {
    for line in again.chunk_by(|a, b| a.line == b.line) {
        let areas = line.iter().map(|word| word.area);
        let Some([left, top, right, bottom]) =
            areas.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        else {
            continue;
        };
        let inside = |word: &Word| {
            let (x, y) = ((word.area[0] + word.area[2]) / 2, (word.area[1] + word.area[3]) / 2);
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        };
        words.retain(|word| word.confidence >= sure || !inside(word));
        let above = |word: &Word| {
            word.area[3] <= top + (bottom - top) / 2 && word.area[0] < right && word.area[2] > left
        };
        let last = (0..words.len())
            .filter(|i| words.get(*i).is_some_and(above))
            .max_by_key(|i| words.get(*i).map(|word| word.area[3]));
        // Behind the whole line.
        let behind = last.and_then(|i| {
            let line = words.get(i)?.line;
            words.iter().rposition(|word| word.line == line)
        });
        let at = behind.map_or(0, |i| i + 1);
        words.splice(at..at, line.iter().cloned());
    }
}

/// A part of a picture around a line.
struct Strip {
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
}

impl Strip {
    fn of(picture: &Picture, area: [u32; 4]) -> Self {
        let [left, top, right, bottom] = area.map(|n| n as usize);
        let more = (bottom - top) / 4;
        let (left, top) = (left.saturating_sub(more), top.saturating_sub(more));
        let right = (right + more).min(picture.width as usize);
        let bottom = (bottom + more).min(picture.height as usize);
        Self { left, top, columns: right.saturating_sub(left), rows: bottom.saturating_sub(top) }
    }

    /// Adds the rows of a sheet that show it.
    fn draw(&self, picture: &Picture, width: usize, shades: &mut Vec<u8>) {
        let across = picture.width as usize;
        for row in 0..self.rows * TIMES {
            let y = self.top + row / TIMES;
            shades.resize(shades.len() + MARGIN, PAPER);
            for column in 0..self.columns * TIMES {
                let at = y * across + self.left + column / TIMES;
                shades.push(picture.shades.get(at).copied().unwrap_or(PAPER));
            }
            let rest = width - MARGIN - self.columns * TIMES;
            shades.resize(shades.len() + rest, PAPER);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one word over the whole of the sheet's first line.
    #[derive(Debug)]
    struct Machine;

    impl PictureReader for Machine {
        fn read(&self, picture: &Picture, look: Look) -> Result<Vec<Word>, PictureError> {
            assert_eq!(look, Look::Lines);
            let margin = MARGIN as u32;
            let area = [margin, margin, picture.width - margin, picture.height - margin];
            Ok(vec![Word { text: "Vos".into(), area, confidence: 90, line: [1, 1, 1] }])
        }
    }

    fn word(text: &str, area: [u32; 4], confidence: u8, line: u32) -> Word {
        Word { text: text.into(), area, confidence, line: [1, 1, line] }
    }

    /// Two lines of strokes on white; words explain the first.
    fn page() -> (Picture, Vec<Word>) {
        let (width, height) = (600_usize, 300_usize);
        let mut shades = vec![250_u8; width * height];
        for (top, left, right) in [(60, 50, 400), (140, 60, 260)] {
            for y in top..top + 28 {
                for x in (left..right).filter(|x| x / 5 % 3 == 0) {
                    shades[y * width + x] = 10;
                }
            }
        }
        let picture = Picture::new(600, 300, 300, shades).expect("small");
        (picture, vec![word("Contactpersoon", [50, 60, 400, 88], 95, 1)])
    }

    #[test]
    fn a_line_that_no_word_explains_is_read_again_in_its_place() {
        let (picture, mut words) = page();
        let mut ink = Ink::of(&picture);
        ink.explain([44, 52, 406, 96]);
        let lines = lines(&ink, &words);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let [left, top, right, bottom] = lines[0];
        assert!(left <= 60 && top <= 140 && right >= 258 && bottom >= 168);
        words.push(word("Y0s", [100, 145, 200, 165], 20, 2));
        words.push(word("Onderwerp", [50, 220, 300, 248], 95, 3));
        let again = read(&picture, &lines, &Machine).expect("it reads");
        merge(&mut words, again, 50);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Contactpersoon", "Vos", "Onderwerp"]);
        let [left, top, right, bottom] = words[1].area;
        assert!(left >= 40 && top >= 120 && right <= 290 && bottom <= 190, "{:?}", words[1].area);
    }

    #[test]
    fn where_nothing_is_read_no_line_has_a_size() {
        let (picture, _) = page();
        assert!(lines(&Ink::of(&picture), &[]).is_empty());
        assert!(read(&picture, &[], &Machine).expect("nothing to read").is_empty());
    }
}
