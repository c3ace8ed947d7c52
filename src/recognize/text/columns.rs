//! Columns: if lines hold wide gaps, the text of a cell continues below it, not beside it.

use crate::model::Span;

/// One cell, and the column at which it starts, in characters.
struct Cell {
    span: Span,
    column: usize,
    line: usize,
}

/// The columns of a text with wide gaps, each as the spans of its cells from top to bottom. Empty
/// if the text has none.
pub(crate) fn columns_of(text: &str) -> Vec<Vec<Span>> {
    let wide = memchr::memmem::find(text.as_bytes(), b"   ").is_some();
    if !wide && memchr::memchr(b'\t', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let cells = cells(text);
    let mut columns: Vec<(usize, usize, Vec<Span>)> = Vec::new();
    for mut cell in cells {
        // An indent is not a column.
        if cell.column < 9 {
            cell.column = 0;
        }
        let near = columns
            .iter()
            .enumerate()
            .filter(|(_, (at, last, _))| at.abs_diff(cell.column) <= 2 && cell.line - last <= 40)
            .min_by_key(|(_, (at, _, _))| at.abs_diff(cell.column))
            .map(|(i, _)| i);
        if let Some((_, last, spans)) = near.and_then(|i| columns.get_mut(i)) {
            *last = cell.line;
            spans.push(cell.span);
        } else if columns.len() < 400 {
            columns.push((cell.column, cell.line, vec![cell.span]));
        }
    }
    columns.retain(|(_, _, spans)| spans.len() >= 2);
    if columns.len() < 2 && !text.lines().any(|l| l.trim().contains("   ")) {
        return Vec::new();
    }
    columns.into_iter().map(|(_, _, spans)| spans).collect()
}

fn cells(text: &str) -> Vec<Cell> {
    let mut out = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let mut column = 0;
        let mut from: Option<(usize, usize)> = None;
        let (mut blanks, mut tabs) = (0, 0);
        let mut last = start;
        for (at, c) in line.char_indices() {
            match c {
                ' ' | '\u{a0}' => blanks += 1,
                '\t' => tabs += 1,
                '\r' => {}
                _ => {
                    if let Some((begin, col)) = from.filter(|_| blanks >= 3 || tabs > 0) {
                        out.push(Cell { span: Span::new(begin, last), column: col, line: number });
                        from = None;
                    }
                    // A tab has no fixed width, so cells after tabs are counted.
                    column = if tabs > 0 { (column / 1000 + tabs) * 1000 } else { column };
                    from = from.or(Some((start + at, column)));
                    (blanks, tabs) = (0, 0);
                    last = start + at + c.len_utf8();
                }
            }
            column += 1;
        }
        if let Some((begin, col)) = from {
            out.push(Cell { span: Span::new(begin, last), column: col, line: number });
        }
        start += line.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_columns_come_apart() {
        let text = "Aan: A. Bos          Ministerie\nKerkstraat 1         Directie X\n1234 AB Ede          Postbus 1";
        let columns: Vec<Vec<&str>> = columns_of(text)
            .into_iter()
            .map(|c| c.into_iter().map(|s| &text[s.start..s.end]).collect())
            .collect();
        assert_eq!(columns[0], ["Aan: A. Bos", "Kerkstraat 1", "1234 AB Ede"]);
        assert_eq!(columns[1], ["Ministerie", "Directie X", "Postbus 1"]);
    }

    #[test]
    fn plain_text_has_none() {
        assert!(columns_of("Geachte heer,\n\nHierbij de brief.\n").is_empty());
    }
}
