//! Which ink is a signature: by its size, and by the words around it.
//!
//! Everything is in points, and y goes down.

/// Left, top, right and bottom.
pub(crate) type Area = [f64; 4];

/// A line of text on a page.
pub(crate) struct Line {
    pub(crate) area: Area,
    pub(crate) text: String,
}

/// What a letter closes with, in front of a signature.
const CLOSINGS: &[&str] = &[
    "hoogachtend",
    "met vriendelijke groet",
    "met groet",
    "met de meeste hoogachting",
    "met hoogachting",
    "met hartelijke groet",
    "hartelijke groet",
    "vriendelijke groet",
    "w.g.",
    "yours sincerely",
    "yours faithfully",
    "kind regards",
    "with kind regards",
];

/// For whom it is signed: a closing where a comma follows.
const SIGNATORIES: &[&str] = &[
    "namens",
    "voor deze",
    "de minister",
    "de staatssecretaris",
    "de burgemeester",
    "de secretaris",
    "de voorzitter",
    "de wethouder",
    "de griffier",
    "de directeur",
    "burgemeester en wethouders",
    "het college van",
];

/// What a place for a signature is called.
const LABELS: &[&str] =
    &["handtekening", "ondertekening", "ondertekend", "paraaf", "voor akkoord", "getekend"];

/// Most letters of a line that is a label and not a sentence that speaks of one.
const LABEL: usize = 60;
/// How far below a closing a signature begins, and how far it may stand to its right or left.
const BELOW: f64 = 130.0;
const BESIDE: f64 = 170.0;
const LEFT_OF: f64 = 50.0;
/// How far around a label, and around a line to sign on.
const AROUND: f64 = 75.0;
const ON_LINE: f64 = 45.0;
/// Sizes of signatures.
const WIDTH: std::ops::RangeInclusive<f64> = 24.0..=330.0;
const HEIGHT: std::ops::RangeInclusive<f64> = 8.0..=170.0;
/// How far apart two strokes of one signature may be.
const APART: f64 = 26.0;
/// How far from a signature a stroke is its own whatever it looks like.
const TOUCHING: f64 = 3.0;

/// Whether ink of this size may be a signature.
pub(crate) fn has_size([left, top, right, bottom]: Area) -> bool {
    WIDTH.contains(&(right - left)) && HEIGHT.contains(&(bottom - top))
}

/// What a line says of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// One stands below.
    Closing,
    /// One is beside it.
    Label,
    /// One stands on it.
    Line,
}

/// What a line says of signatures, if anything.
pub(crate) fn cue(line: &str) -> Option<Cue> {
    let text = line.trim().to_lowercase();
    let plain = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts = |words: &[&str]| words.iter().any(|word| plain.starts_with(word));
    let closes = starts(CLOSINGS) || starts(SIGNATORIES) && plain.ends_with([',', ':']);
    let short = text.chars().count() <= LABEL;
    let drawn = text.chars().filter(|c| "_.…".contains(*c)).count();
    match short {
        true if closes => Some(Cue::Closing),
        true if LABELS.iter().any(|label| text.contains(label)) => Some(Cue::Label),
        _ => (drawn >= 8).then_some(Cue::Line),
    }
}

/// Whether a line says that a signature is near.
fn reach(line: &Line, mark: Area) -> bool {
    let ([left, top, right, bottom], [l, t, r, b]) = (line.area, mark);
    let apart = |near: f64| {
        let across = (l - right).max(left - r).max(0.0);
        let down = (t - bottom).max(top - b).max(0.0);
        across <= 2.0 * near && down <= near
    };
    match cue(&line.text) {
        Some(Cue::Closing) => {
            let below = t >= top - 14.0 && t <= bottom + BELOW;
            below && l <= right + BESIDE && r >= left - LEFT_OF
        }
        Some(Cue::Label) => apart(AROUND),
        Some(Cue::Line) => apart(ON_LINE) && b >= top - ON_LINE && t <= bottom,
        None => false,
    }
}

/// Whether any of these lines says that a signature is somewhere near.
pub(crate) fn any_cue(lines: &[Line]) -> bool {
    let near = |[left, _, _, bottom]: Area| [left, bottom, left + 40.0, bottom + 20.0];
    lines.iter().any(|line| reach(line, near(line.area)))
}

/// Whether any of these lines says that a signature may be near.
pub(crate) fn is_near(mark: Area, lines: &[Line]) -> bool {
    lines.iter().any(|line| reach(line, mark))
}

/// The signatures among pieces of ink that no word explains. Pieces beside one belong to it.
pub(crate) fn signatures(pieces: &[Area], lines: &[Line]) -> Vec<Area> {
    let mut groups: Vec<Area> = Vec::new();
    for piece in pieces {
        let mut whole = *piece;
        while let Some(at) = groups.iter().position(|g| gap(*g, whole) <= APART / 2.0) {
            whole = union(groups.remove(at), whole);
        }
        groups.push(whole);
    }
    groups.into_iter().filter(|mark| has_size(*mark) && is_near(*mark, lines)).collect()
}

/// A signature with the strokes that touch it, as long as it has the size of one.
pub(crate) fn with_strokes(mark: Area, strokes: &[Area]) -> Area {
    strokes.iter().fold(mark, |mark, stroke| {
        let more = union(mark, *stroke);
        if gap(mark, *stroke) <= TOUCHING && has_size(more) { more } else { mark }
    })
}

fn gap([l, t, r, b]: Area, [left, top, right, bottom]: Area) -> f64 {
    (l - right).max(left - r).max(t - bottom).max(top - b).max(0.0)
}

fn union(a: Area, b: Area) -> Area {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f64, top: f64) -> Line {
        let right = left + 6.0 * text.len() as f64;
        Line { area: [left, top, right, top + 11.0], text: text.into() }
    }

    #[test]
    fn ink_below_a_closing_is_a_signature() {
        let lines = [line("Hoogachtend,", 70.0, 500.0), line("J. Vlierzwaal", 70.0, 600.0)];
        let mark = [90.0, 530.0, 190.0, 580.0];
        assert_eq!(signatures(&[mark], &lines), [mark]);
        for far in [[90.0, 100.0, 190.0, 150.0], [90.0, 700.0, 190.0, 750.0]] {
            assert!(signatures(&[far], &lines).is_empty(), "{far:?}");
        }
        let speck = [90.0, 530.0, 95.0, 533.0];
        assert!(signatures(&[speck], &lines).is_empty());
        let sentence = line(
            "Hoogachtend groet ik u namens allen die hier wonen en werken en leven",
            70.0,
            500.0,
        );
        assert!(signatures(&[mark], &[sentence]).is_empty());
    }

    #[test]
    fn a_straight_stroke_belongs_to_the_signature_that_it_touches() {
        let mark = [90.0, 530.0, 190.0, 580.0];
        let tail = [180.0, 550.0, 230.0, 552.0];
        assert_eq!(with_strokes(mark, &[tail]), [90.0, 530.0, 230.0, 580.0]);
        let edge = [0.0, 550.0, 595.0, 552.0];
        assert_eq!(with_strokes(mark, &[edge, [300.0, 550.0, 320.0, 552.0]]), mark);
    }

    #[test]
    fn strokes_side_by_side_are_one_signature() {
        let lines = [line("Handtekening:", 70.0, 500.0)];
        let found =
            signatures(&[[180.0, 490.0, 230.0, 520.0], [238.0, 495.0, 260.0, 515.0]], &lines);
        assert_eq!(found, [[180.0, 490.0, 260.0, 520.0]]);
        assert_eq!(signatures(&[[180.0, 290.0, 230.0, 320.0]], &lines).len(), 0);
    }

    #[test]
    fn a_line_to_sign_on_is_a_place_for_one() {
        let lines = [line("..................", 70.0, 500.0)];
        assert_eq!(signatures(&[[80.0, 470.0, 160.0, 508.0]], &lines).len(), 1);
        assert!(signatures(&[[80.0, 570.0, 160.0, 600.0]], &lines).is_empty());
    }
}
