//! Text that runs on behind the foot of one page and the head of the next: the last lines of a body of
//! text beside the first of the one behind it, in every pair, since a footer and a header may stand
//! between.

use crate::model::{Segment, SegmentKind, Span};

/// How many lines at the foot and at the head are tried.
const LINES: usize = 4;
/// Longest part of a line that is tried, in bytes.
const LONGEST: usize = 400;
/// Most pairs of lines in one document.
const MOST: usize = 100_000;

/// A line at the foot of a text and one at the head of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seam {
    /// The number of the segment, and the end of its line.
    pub(crate) foot: (usize, Span),
    /// The same of the one behind it, and the start of its line.
    pub(crate) head: (usize, Span),
}

impl Seam {
    /// Both lines as one text, and where the second begins in it.
    pub(crate) fn text(&self, segments: &[Segment]) -> Option<(String, usize)> {
        let line = |(at, span): (usize, Span)| segments.get(at)?.text.get(span.start..span.end);
        let (foot, head) = (line(self.foot)?, line(self.head)?);
        Some((format!("{foot}\n{head}"), foot.len() + 1))
    }

    /// What a span of that text is in each segment, if it crosses the seam.
    pub(crate) fn parts(&self, span: Span, second: usize) -> Option<[(usize, Span); 2]> {
        let first = second.checked_sub(1)?;
        let ((foot, before), (head, behind)) = (self.foot, self.head);
        (span.start < first && span.end > second).then(|| {
            let end = behind.start + span.end - second;
            [
                (foot, Span::new(before.start + span.start, before.end)),
                (head, Span::new(behind.start, end)),
            ]
        })
    }
}

/// All seams of a document. What a machine read in pictures is a sequence of its own.
pub(crate) fn seams(segments: &[Segment]) -> Vec<Seam> {
    let body = |s: &Segment| {
        s.kind == SegmentKind::Body && !s.again && !s.of_program && !s.text.trim().is_empty()
    };
    let mut out = Vec::new();
    for pictured in [false, true] {
        let of_kind = |(_, s): &(usize, &Segment)| body(s) && s.pictured == pictured;
        let texts: Vec<(usize, &Segment)> = segments.iter().enumerate().filter(of_kind).collect();
        for (one, next) in texts.iter().zip(texts.iter().skip(1)) {
            let heads =
                lines(&next.1.text).take(LINES).map(|span| (next.0, cut(next.1, span, true)));
            let heads: Vec<(usize, Span)> = heads.collect();
            let mut feet: Vec<Span> = lines(&one.1.text).collect();
            feet.drain(..feet.len().saturating_sub(LINES));
            for foot in feet {
                let foot = (one.0, cut(one.1, foot, false));
                out.extend(heads.iter().map(|head| Seam { foot, head: *head }));
            }
            if out.len() > MOST {
                return out;
            }
        }
    }
    out
}

/// Lines with text, without the blanks around it.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let length = line.trim().len();
        (length > 0).then(|| Span::new(start, start + length))
    })
}

/// The start or the end of a line, as long as is tried.
fn cut(segment: &Segment, line: Span, start: bool) -> Span {
    let text = &segment.text;
    if line.len() <= LONGEST {
        return line;
    }
    if start {
        Span::new(line.start, text.floor_char_boundary(line.start + LONGEST))
    } else {
        Span::new(text.ceil_char_boundary(line.end - LONGEST), line.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    #[test]
    fn the_foot_of_a_page_meets_the_head_of_the_next_whatever_stands_between() {
        let page = |text: &str| Segment::new(SegmentKind::Body, Place::verbatim("p"), text);
        let pages = [
            page("Brief\n\n  mevrouw Anneke van \n\nBladzijde 1\n"),
            page("   \n"),
            page("Vervolg\nKwispelaer is belast.\n"),
        ];
        let found: Vec<Seam> = seams(&pages);
        assert_eq!(found.len(), 3 * 2);
        let texts: Vec<String> = found.iter().filter_map(|s| Some(s.text(&pages)?.0)).collect();
        assert!(texts.contains(&"mevrouw Anneke van\nKwispelaer is belast.".to_owned()));
        let seam = found[3];
        let (text, second) = seam.text(&pages).expect("lines");
        let start = text.find("Anneke").expect("planted");
        let span = Span::new(start, text.find(" is").expect("planted"));
        let [(one, foot), (two, head)] = seam.parts(span, second).expect("crosses");
        assert_eq!(pages[one].text.get(foot.start..foot.end), Some("Anneke van"));
        assert_eq!(pages[two].text.get(head.start..head.end), Some("Kwispelaer"));
        assert_eq!(seam.parts(Span::new(0, 3), second), None);
    }
}
