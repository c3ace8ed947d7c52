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
/// How far to the right of it a second person signs, and how far below the ink the name begins.
const SECOND: f64 = 340.0;
const NAME_BELOW: f64 = 30.0;
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

/// Sizes of initials, beside a label or below one in a table.
const INITIALS: std::ops::RangeInclusive<f64> = 9.0..=140.0;
/// Most letters of a label that heads a column, how far below it initials may stand, and how far beside it.
const HEAD: usize = 24;
const COLUMN: f64 = 620.0;
const BESIDE_HEAD: f64 = 36.0;
/// How far the tops of lines in one row of a table may lie apart.
const ROW: f64 = 5.0;

/// Whether ink of this size may be a signature.
pub(crate) fn has_size([left, top, right, bottom]: Area) -> bool {
    WIDTH.contains(&(right - left)) && HEIGHT.contains(&(bottom - top))
}

/// Whether ink of this size may be initials.
fn is_short([left, top, right, bottom]: Area) -> bool {
    INITIALS.contains(&(right - left)) && INITIALS.contains(&(bottom - top))
}

/// Whether ink is a signature by its size and the lines around it.
pub(crate) fn is_one(mark: Area, lines: &[Line]) -> bool {
    let label = || {
        let reaches = |line: &&Line| cue(&line.text) == Some(Cue::Label) && reach(line, mark);
        lines.iter().find(reaches).is_some()
    };
    has_size(mark) && (is_near(mark, lines) || is_beside(mark, lines))
        || is_short(mark) && (label() || is_in_column(mark, lines))
}

/// Whether ink stands below a closing, further to the right, above a name: that of a second person who signs.
fn is_beside([left, top, right, bottom]: Area, lines: &[Line]) -> bool {
    let closes = |line: &Line| {
        let [l, t, r, b] = line.area;
        let below = top >= t - 14.0 && top <= b + BELOW;
        cue(&line.text) == Some(Cue::Closing)
            && below
            && left > r
            && left <= r + SECOND
            && right > l
    };
    let names = |line: &Line| {
        let [l, t, r, _] = line.area;
        let count = line.text.trim().chars().count();
        let over = l < right && left < r + 10.0;
        (4..=LABEL).contains(&count) && over && t >= bottom - 14.0 && t <= bottom + NAME_BELOW
    };
    lines.iter().any(closes) && lines.iter().any(names)
}

/// Whether ink stands in a row of a table, in a column whose head is a label.
fn is_in_column([left, top, right, bottom]: Area, lines: &[Line]) -> bool {
    let middle = (left + right) / 2.0;
    let beside = |a: &Line, b: &Line| a.area[2] <= b.area[0] || b.area[2] <= a.area[0];
    let is_head = |line: &&Line| {
        let [l, t, r, b] = line.area;
        let below = top >= b - ROW && top <= b + COLUMN;
        let under = middle >= l - BESIDE_HEAD && middle <= r + BESIDE_HEAD;
        let label = line.text.trim().chars().count() <= HEAD && cue(&line.text) == Some(Cue::Label);
        let heads = |other: &Line| (other.area[1] - t).abs() <= ROW && beside(other, line);
        label && below && under && lines.iter().any(heads)
    };
    let has_row = |line: &Line| {
        let level = (line.area[1] + line.area[3]) / 2.0;
        level >= top - ROW
            && level <= bottom + ROW
            && (line.area[2] <= left || line.area[0] >= right)
    };
    lines.iter().any(has_row) && lines.iter().find(is_head).is_some()
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
    groups.into_iter().filter(|mark| is_one(*mark, lines)).collect()
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
    fn a_second_person_signs_beside_the_first() {
        let lines = [
            line("Hoogachtend,", 70.0, 500.0),
            line("N. Vlierzwaal", 70.0, 580.0),
            line("T. Bakkerveld", 330.0, 580.0),
        ];
        let mark = [335.0, 530.0, 430.0, 572.0];
        assert_eq!(signatures(&[mark], &lines), [mark]);
        assert!(signatures(&[mark], &lines[..2]).is_empty());
    }

    #[test]
    fn initials_in_a_column_below_a_label_are_signatures() {
        let at = |text: &str, left: f64, top: f64| {
            let right = left + 6.0 * text.len() as f64;
            Line { area: [left, top, right, top + 11.0], text: text.into() }
        };
        let lines = [
            at("Naam", 70.0, 100.0),
            at("Paraaf", 400.0, 100.0),
            at("Noor Vlierzwaal", 70.0, 330.0),
        ];
        let mark = [410.0, 325.0, 428.0, 345.0];
        assert_eq!(signatures(&[mark], &lines), [mark]);
        // In another column, and where no row stands, it is something else.
        assert!(signatures(&[[210.0, 325.0, 228.0, 345.0]], &lines).is_empty());
        assert!(signatures(&[[410.0, 425.0, 428.0, 445.0]], &lines).is_empty());
        assert!(signatures(&[mark], &lines[1..]).is_empty());
    }

    #[test]
    fn a_line_to_sign_on_is_a_place_for_one() {
        let lines = [line("..................", 70.0, 500.0)];
        assert_eq!(signatures(&[[80.0, 470.0, 160.0, 508.0]], &lines).len(), 1);
        assert!(signatures(&[[80.0, 570.0, 160.0, 600.0]], &lines).is_empty());
    }
}
