//! Chunks as text: rows and cells, with the spaces and line breaks that the file does not write.

use crate::formats::pdf::interpret::canvas::Canvas;
use crate::formats::pdf::layout::chunk::{Chunk, Indexed, along, is_blank};
use crate::formats::textmap::TextMap;

/// A gap that is a space, in em.
pub(crate) const SPACE_GAP: f64 = 0.17;

/// The text of rows: a tab between chunks, a blank line where rows are far apart. With
/// `by_program` glyphs read as their font program says, where that differs.
pub(crate) fn of_rows(
    canvas: &Canvas,
    rows: &[Vec<Indexed<'_>>],
    by_program: bool,
) -> TextMap<u32> {
    let mut map = TextMap::new();
    let mut above: Option<&Chunk> = None;
    for row in rows {
        let Some(first) = row.first().map(|c| c.chunk) else { continue };
        if let Some(above) = above {
            let far = above.stratum != first.stratum
                || above.across - first.across > 2.2 * above.size.max(first.size)
                || above.across < first.across;
            map.push_inferred(if far { "\n\n" } else { "\n" });
        }
        for (i, c) in row.iter().enumerate() {
            if i > 0 {
                map.push_inferred("\t");
            }
            push_chunk(canvas, c.chunk, by_program, &mut map);
        }
        above = Some(first);
    }
    map
}

/// The text of one chunk.
pub(crate) fn of_chunk(canvas: &Canvas, chunk: &Chunk) -> String {
    let mut map = TextMap::new();
    push_chunk(canvas, chunk, false, &mut map);
    map.text().to_owned()
}

/// Adds the text of a chunk.
pub(crate) fn push_chunk(canvas: &Canvas, chunk: &Chunk, by_program: bool, map: &mut TextMap<u32>) {
    for (g, space) in chunk.glyphs.iter().zip(inferred_spaces(canvas, chunk)) {
        let glyph = canvas.glyph(*g);
        if space {
            map.push_inferred(" ");
        }
        let declared = glyph.text.as_deref().unwrap_or("\u{fffd}");
        let program = glyph.program_text.as_deref().filter(|_| by_program);
        map.push_whole(program.unwrap_or(declared), *g);
    }
}

/// For each glyph of a chunk: whether a space precedes it that the file does not write.
pub(crate) fn inferred_spaces(canvas: &Canvas, chunk: &Chunk) -> Vec<bool> {
    let (mut gaps, mut spaces) = (Vec::new(), Vec::new());
    let glyphs = || chunk.glyphs.iter().map(|g| canvas.glyph(*g));
    if !chunk.glyphs.is_empty() {
        gaps.push(0.0);
        spaces.push(false);
    }
    for (a, b) in glyphs().zip(glyphs().skip(1)) {
        let gap = (along(b) - along(a) - a.advance - a.spacing.max(0.0)) / a.size.max(0.1);
        gaps.push(gap);
        spaces.push(gap > SPACE_GAP && !is_blank(a) && !is_blank(b));
    }
    join_spaced_letters(&gaps, &mut spaces);
    spaces
}

/// Letters that all stand equally far apart are one spaced-out word.
fn join_spaced_letters(gaps: &[f64], spaces: &mut [bool]) {
    let mut from = 1;
    while let Some(first) = gaps.get(from) {
        let alike =
            |(space, gap): &(&bool, &f64)| **space && (**gap - first).abs() < 0.25 * first.abs();
        let count = spaces.iter().zip(gaps).skip(from).take_while(alike).count();
        if count >= 3 {
            spaces.iter_mut().skip(from).take(count).for_each(|space| *space = false);
        }
        from += count.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::join_spaced_letters;

    #[test]
    fn equal_gaps_are_one_word_and_unequal_ones_are_spaces() {
        let joined = |gaps: &[f64]| {
            let mut spaces: Vec<bool> = gaps.iter().map(|gap| *gap > 0.17).collect();
            join_spaced_letters(gaps, &mut spaces);
            spaces
        };
        assert_eq!(joined(&[0.0, 0.5, 0.5, 0.5]), [false; 4]);
        assert_eq!(joined(&[0.0, 0.5, 0.5]), [false, true, true]);
        assert_eq!(joined(&[0.0, 0.3, 0.9, 0.0, 0.3]), [false, true, true, false, true]);
        assert_eq!(joined(&[0.0, 0.4, 0.4, 0.4, 0.9]), [false, false, false, false, true]);
        assert!(joined(&[]).is_empty());
    }
}
