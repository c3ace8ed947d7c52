//! Columns of a table by where its headers stand, for tables that are set with spaces: there two
//! spaces are enough between headers, a cell may be empty, and a cell may be longer than its header.

use crate::recognize::text::token::{TokenKind, TokenLine};
use crate::recognize::text::tokens::Tokens;

/// Tokens that stand together, at least two spaces apart from others on their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Chunk {
    /// First token.
    start: usize,
    /// One past the last token.
    end: usize,
    /// Where it starts on its line, in code points.
    column: usize,
    /// Where it ends on its line, in code points.
    stop: usize,
}

/// The chunks of a line. `None` if it has tabs or bars: then cells are counted, not measured.
fn chunks(t: &Tokens<'_>, line: TokenLine) -> Option<Vec<Chunk>> {
    let first = t.get(line.start())?.start as usize;
    let last = t.span(line.start(), line.end()).end;
    let head = t.text.get(..first)?;
    let from = head.rfind('\n').map_or(0, |at| at + 1);
    let whole = t.text.get(from..last)?;
    if whole.contains(['\t', '|']) {
        return None;
    }
    let mut out: Vec<Chunk> = Vec::new();
    let (mut at, mut column) = (from, 0);
    for i in line.start()..line.end() {
        if t.kind(i) == TokenKind::Gap {
            continue;
        }
        let span = t.span(i, i + 1);
        let blank = t.text.get(at..span.start)?;
        let length = t.text.get(span.start..span.end)?.chars().count();
        column += blank.chars().count();
        match out.last_mut() {
            Some(chunk) if !blank.contains("  ") => {
                (chunk.end, chunk.stop) = (i + 1, column + length)
            }
            _ => out.push(Chunk { start: i, end: i + 1, column, stop: column + length }),
        }
        column += length;
        at = span.end;
    }
    Some(out)
}

/// The chunks of a row below each of these headers, as first token and one past the last.
fn below(heads: &[Chunk], row: &[Chunk]) -> Vec<Option<(usize, usize)>> {
    let mut out: Vec<Option<(usize, usize)>> = vec![None; heads.len()];
    for chunk in row {
        let left = heads.partition_point(|h| h.column <= chunk.column + 1).checked_sub(1);
        // Numbers may be set to the right, so they start in front of their header.
        let right = heads.iter().position(|h| {
            h.stop.abs_diff(chunk.stop) <= 1 && chunk.column > h.column.saturating_sub(8)
        });
        let fitting = left.filter(|k| heads.get(*k).is_some_and(|h| h.stop > chunk.column));
        let Some(k) = fitting.or(right).or(left) else { continue };
        let Some(slot) = out.get_mut(k) else { continue };
        *slot = Some(slot.map_or((chunk.start, chunk.end), |(start, _)| (start, chunk.end)));
    }
    out
}

/// One line as a row of a table.
pub(crate) struct Row {
    /// The cells, as first token and one past the last; an empty one between marks has none.
    pub(crate) cells: Vec<(usize, usize)>,
    /// Where they stand, if spaces set them apart.
    chunks: Option<Vec<Chunk>>,
}

/// The row of a line, whose cells are set apart by tabs, bars, semicolons or spaces. A line of a
/// single cell has none.
pub(crate) fn row(t: &Tokens<'_>, line: TokenLine) -> Row {
    let marks = (line.start()..line.end()).filter(|i| t.is(*i, ';')).count();
    if !line.gaps && (1..=SEMICOLONS).contains(&marks) {
        return Row { cells: by_semicolon(t, line), chunks: None };
    }
    match chunks(t, line) {
        Some(chunks) if chunks.len() > 1 => {
            Row { cells: chunks.iter().map(|c| (c.start, c.end)).collect(), chunks: Some(chunks) }
        }
        Some(_) => Row { cells: Vec::new(), chunks: None },
        None => Row { cells: t.cells(line), chunks: None },
    }
}

/// Most semicolons in a row: more are a list.
const SEMICOLONS: usize = 60;

/// Cells between semicolons, those in quotation marks not counted.
fn by_semicolon(t: &Tokens<'_>, line: TokenLine) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut quoted) = (line.start(), false);
    for i in line.start()..=line.end() {
        quoted ^= i < line.end() && t.is(i, '"');
        if i == line.end() || t.is(i, ';') && !quoted {
            // The quotation marks are not part of the value.
            let quotes = i > from + 1 && t.is(from, '"') && t.is(i - 1, '"');
            let inset = usize::from(quotes);
            out.push((from + inset, i - inset));
            from = i + 1;
        }
    }
    out
}

/// The header of a table.
pub(crate) struct Header {
    chunks: Option<Vec<Chunk>>,
    count: usize,
}

impl Header {
    /// This row as a header.
    pub(crate) fn of(row: Row) -> Self {
        Self { count: row.cells.len(), chunks: row.chunks }
    }

    /// The cell of a row below the header with this index. Where cells are counted, a row may be
    /// short only if `loose`.
    pub(crate) fn cell(&self, row: &Row, index: usize, loose: bool) -> Option<(usize, usize)> {
        let cell = match (&self.chunks, &row.chunks) {
            (Some(heads), Some(chunks)) => below(heads, chunks).get(index).copied().flatten(),
            _ if loose || self.count == row.cells.len() => row.cells.get(index).copied(),
            _ => None,
        };
        cell.filter(|(start, end)| start < end)
    }

    /// Whether a row has as many cells as there are headers.
    pub(crate) fn is_full(&self, row: &Row) -> bool {
        self.count == row.cells.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<&str>> {
        let t = Tokens::of(text);
        let mut rows = t.lines().filter_map(|line| chunks(&t, line));
        let heads = rows.next().unwrap_or_default();
        rows.map(|row| {
            below(&heads, &row)
                .into_iter()
                .map(|cell| {
                    cell.map_or("", |(start, end)| {
                        let span = t.span(start, end);
                        &text[span.start..span.end]
                    })
                })
                .collect()
        })
        .collect()
    }

    #[test]
    fn semicolons_and_quotation_marks() {
        let text = "NR;NAAM;OPM\n1;\"Vos;Bos\";x\n2;;y\n";
        let t = Tokens::of(text);
        let rows: Vec<usize> = t.lines().map(|line| row(&t, line).cells.len()).collect();
        assert_eq!(rows, [3, 3, 3]);
    }

    #[test]
    fn cells_are_below_their_headers() {
        let text = "Nr.nr  Naam        Voorl.  Geb.\n1004   Vos         A.B.    1-2-1990\n1005   Bos-Aalders         3-4-1991\n";
        assert_eq!(
            cells(text),
            [["1004", "Vos", "A.B.", "1-2-1990"], ["1005", "Bos-Aalders", "", "3-4-1991"]]
        );
        let right = "Naam       Uren\nVos          12\n";
        assert_eq!(cells(right), [["Vos", "12"]]);
        assert!(cells("a\tb\nc\td\n").is_empty());
    }
}
