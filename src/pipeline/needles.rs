//! What the second reader is to look for, and how often it may still stand there.

use crate::model::{Redaction, Segment, Span};
use crate::report::Problem;
use crate::verify::{Census, Needle};

/// What of the text of a document should stand in its copy.
#[derive(Default)]
pub(super) struct Left {
    /// Text in letters.
    pub(super) texts: Vec<String>,
    /// Text that stands in pictures alone.
    pub(super) pictured: Vec<String>,
}

impl Left {
    /// That of an attachment, too.
    pub(super) fn add(&mut self, more: Self) {
        self.texts.extend(more.texts);
        self.pictured.extend(more.pictured);
    }
}

/// The texts of the segments as they should stand in the copy.
pub(super) fn expected(segments: &[Segment], orders: &[Redaction]) -> Left {
    let mut sorted: Vec<&Redaction> = orders.iter().collect();
    sorted.sort();
    let mut orders = sorted.into_iter().peekable();
    let mut out = Left::default();
    for (at, segment) in segments.iter().enumerate().filter(|(_, s)| !s.again) {
        let mut text = String::with_capacity(segment.text.len());
        let mut done = 0;
        while let Some(order) = orders.next_if(|o| o.segment == at) {
            let Span { start, end } = order.span;
            text.push_str(segment.text.get(done..start).unwrap_or_default());
            if end > done {
                text.push_str(&format!("[{}]", order.mark.label));
                done = end;
            }
        }
        text.push_str(segment.text.get(done..).unwrap_or_default());
        if segment.pictured { out.pictured.push(text) } else { out.texts.push(text) }
    }
    out
}

/// Fewest digits of a number that is looked for everywhere.
const DIGITS: usize = 4;

/// Whether a text that went is to be found nowhere in the copy. A room number such as `15` stands in
/// any file by chance; that it is gone from its place is checked there.
pub(super) fn is_telling(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        || text.chars().filter(char::is_ascii_digit).count() >= DIGITS
}

/// Each text that must be gone, with how often it still stands where the policy keeps it.
pub(super) fn allow(needles: &[String], left: &Left) -> Result<Vec<Needle>, Problem> {
    let census = Census::new(needles.iter().map(String::as_str))
        .map_err(|e| Problem::Verify(e.message()))?;
    let counts = census.count(left.texts.iter().map(String::as_str));
    let seen = census.count(left.pictured.iter().map(String::as_str));
    let needle = |((text, allowed), seen): ((&String, usize), usize)| Needle {
        text: text.clone(),
        allowed,
        pictured: seen > 0,
    };
    Ok(needles.iter().zip(counts).zip(seen).map(needle).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Place, SegmentKind};

    #[test]
    fn a_room_number_alone_tells_nothing() {
        for (text, telling) in [("15", false), ("4.09", false), ("4417", true), ("B2", true)] {
            assert_eq!(is_telling(text), telling, "{text}");
        }
    }

    #[test]
    fn what_stays_may_stay_and_no_more() {
        let segment = |text: &str| Segment::new(SegmentKind::Body, Place::verbatim("p"), text);
        let segments = [segment("Jan Bos en Bos"), segment("het bos")];
        let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
        let orders = [Redaction { segment: 0, span: Span::new(0, 7), mark }];
        let left = expected(&segments, &orders);
        assert_eq!(left.texts, ["[5.1.2e] en Bos", "het bos"]);
        let needles = allow(&["Jan Bos".into(), "Bos".into()], &left).expect("few");
        let allowed: Vec<usize> = needles.iter().map(|n| n.allowed).collect();
        assert_eq!(allowed, [0, 2]);
    }
}
