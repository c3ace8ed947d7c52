//! What Tesseract says: a table with a line for each page, block, paragraph, line and word.

use crate::model::Word;

/// The level of a word in the first column.
const WORD: &str = "5";
/// Most words of one picture.
const MOST_WORDS: usize = 100_000;
/// Longest word, in bytes; a longer one is a line of dots or the like.
const LONGEST: usize = 400;

/// The words of an answer. `None` if it is no such table, or has words outside the picture.
pub(super) fn words(answer: &str, width: u32, height: u32) -> Option<Vec<Word>> {
    let mut lines = answer.lines();
    lines.next().filter(|head| head.starts_with("level\tpage_num\tblock_num"))?;
    let mut out = Vec::new();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let [level, _, block, paragraph, row, _, left, top, wide, high, sure, text @ ..] =
            columns.as_slice()
        else {
            return None;
        };
        let text = text.first().map_or("", |t| t.trim());
        if *level != WORD || text.is_empty() {
            continue;
        }
        let number = |column: &str| column.parse::<u32>().ok();
        let (left, top) = (number(left)?, number(top)?);
        let (right, bottom) = (left.checked_add(number(wide)?)?, top.checked_add(number(high)?)?);
        let sure = sure.parse::<f64>().ok().filter(|sure| sure.is_finite())?;
        if right > width || bottom > height || out.len() >= MOST_WORDS {
            return None;
        }
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            continue;
        }
        out.push(Word {
            text: text.to_owned(),
            area: [left, top, right, bottom],
            confidence: sure.clamp(0.0, 100.0) as u8,
            line: [number(block)?, number(paragraph)?, number(row)?],
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

    fn read(rows: &str) -> Option<Vec<Word>> {
        words(&format!("{HEAD}{rows}"), 100, 50)
    }

    #[test]
    fn words_are_told_from_lines_and_blanks() {
        let got = read(
            "1\t1\t0\t0\t0\t0\t0\t0\t100\t50\t-1\t\n4\t1\t1\t1\t2\t0\t5\t6\t30\t9\t-1\t\n\
             5\t1\t1\t1\t2\t1\t5\t6\t10\t9\t96.512421\tJan\n5\t1\t1\t1\t2\t2\t18\t6\t3\t9\t12.0\t \n",
        )
        .expect("a table");
        assert_eq!(got.len(), 1);
        assert_eq!((got[0].text.as_str(), got[0].area), ("Jan", [5, 6, 15, 15]));
        assert_eq!((got[0].confidence, got[0].line), (96, [1, 1, 2]));
    }

    #[test]
    fn what_makes_no_sense_is_no_answer() {
        assert!(words("", 9, 9).is_none());
        assert!(words("Error opening data file", 9, 9).is_none());
        assert!(read("5\t1\t1\n").is_none());
        assert!(read("5\t1\t1\t1\t2\t1\t95\t6\t10\t9\t96\tJan\n").is_none());
        assert!(read("5\t1\t1\t1\t2\t1\t-5\t6\t10\t9\t96\tJan\n").is_none());
        assert!(read("5\t1\t1\t1\t2\t1\t5\t6\t10\t9\tNaN\tJan\n").is_none());
        assert_eq!(read("").map(|w| w.len()), Some(0));
    }
}
