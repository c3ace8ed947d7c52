//! Codes in pictures that machines read: QR, Data Matrix, Aztec, PDF417 and Code 128.

use crate::formats::scan::ink::Ink;
use crate::formats::scan::symbol;
use crate::model::Picture;

/// Least sides of a code on paper, in inches: the longer and the shorter.
const SIDES: (f64, f64) = (0.25, 0.14);
/// How many cells apart the parts of one code may lie: its filled parts are no strokes, and take it apart.
const APART: usize = 3;
/// Most clusters of ink on a picture that are looked at.
const MOST: usize = 12;
/// Most samples of a cluster that is looked at, since what is larger is a table or a frame; and of all of them.
const LARGE: usize = 1_500_000;
const ALL: usize = 3_000_000;
/// Share of its cells that show ink in a cluster that may be a code.
const DENSE: f64 = 0.4;
/// Share of a cluster that words may cover that is no writing.
const READ: f64 = 0.35;
/// White around a code, as a share of its longer side.
const QUIET: f64 = 0.08;
/// How far a code reaches beyond the marks at its corners, as a share of what these span.
const BEYOND: f64 = 0.35;
/// How many times as large as its code a cluster may be to be that code and nothing else.
const WHOLE: f64 = 3.0;

/// A code that was read.
pub(crate) struct Code {
    /// What it says, in words.
    pub(crate) text: String,
    /// Left, top, right and bottom, in samples.
    pub(crate) area: [u32; 4],
}

/// The codes in a picture. `words` are areas that a machine is sure to have read: what it takes for letters in
/// a code is none, so that a cluster with few of them is looked at, too.
pub(crate) fn find(picture: &Picture, ink: &Ink, words: &[[u32; 4]]) -> Vec<Code> {
    let mut left = ink.clone();
    words.iter().for_each(|area| left.erase(*area));
    let share = |[l, t, r, b]: [usize; 4]| {
        let part = |low: usize, high: usize, from: u32, to: u32| {
            high.min(to as usize).saturating_sub(low.max(from as usize))
        };
        let read = words.iter().map(|w| part(l, r, w[0], w[2]) * part(t, b, w[1], w[3]));
        read.sum::<usize>() as f64 / ((r - l) * (b - t)).max(1) as f64
    };
    let mut clusters = clusters(picture, &left);
    let more = self::clusters(picture, ink).into_iter().filter(|area| share(*area) < READ);
    clusters.extend(more.filter(|_| !words.is_empty()));
    clusters.sort_by_key(|[l, t, r, b]| (std::cmp::Reverse((r - l) * (b - t)), *t, *l));
    clusters.dedup();
    let mut out: Vec<Code> = Vec::new();
    let mut samples = 0;
    for cluster in clusters.into_iter().take(MOST) {
        let [l, t, r, b] = cluster;
        samples += (r - l) * (b - t);
        if samples > ALL {
            continue;
        }
        for code in in_cluster(picture, cluster) {
            let known = |other: &Code| other.text == code.text && touch(other.area, code.area);
            if !out.iter().any(known) {
                out.push(code);
            }
        }
    }
    out
}

fn touch(a: [u32; 4], b: [u32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// The clusters of ink that have the size of a code.
fn clusters(picture: &Picture, ink: &Ink) -> Vec<[usize; 4]> {
    let dots = |inches: f64| (f64::from(picture.dpi) * inches) as usize;
    let (long, short) = (dots(SIDES.0), dots(SIDES.1));
    ink.clusters(APART)
        .into_iter()
        .filter(|(_, dense)| *dense >= DENSE)
        .map(|(area, _)| area)
        .filter(|[l, t, r, b]| (r - l).max(b - t) >= long && (r - l).min(b - t) >= short)
        .filter(|[l, t, r, b]| (r - l) * (b - t) <= LARGE)
        .collect()
}

/// The codes in an area, which may be no larger than one.
fn in_cluster(picture: &Picture, piece: [usize; 4]) -> Vec<Code> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let [l, t, r, b] =
        [piece[0].min(width), piece[1].min(height), piece[2].min(width), piece[3].min(height)];
    let quiet = (r.saturating_sub(l).max(b.saturating_sub(t)) as f64 * QUIET) as usize + 8;
    let (wide, high) = (r.saturating_sub(l) + 2 * quiet, b.saturating_sub(t) + 2 * quiet);
    // A picture may end where its code does: what is beyond is white.
    let mut part = vec![255_u8; wide * high];
    for row in t.saturating_sub(quiet)..(b + quiet).min(height) {
        let from = l.saturating_sub(quiet);
        let to = (r + quiet).min(width);
        let at = (row + quiet - t) * wide + (from + quiet - l);
        let line = picture.shades.get(row * width + from..row * width + to);
        if let Some((line, into)) = line.zip(part.get_mut(at..at + (to - from))) {
            into.copy_from_slice(line);
        }
    }
    let origin = (l as f64 - quiet as f64, t as f64 - quiet as f64);
    let code = |(text, points): (String, Vec<(f64, f64)>)| {
        let area = area_of([l, t, r, b], origin, &points);
        Code { text: words(&text), area: area.map(|n| u32::try_from(n).unwrap_or(u32::MAX)) }
    };
    let found = symbol::read(part, wide, high);
    found.into_iter().filter(|(text, _)| !text.trim().is_empty()).map(code).collect()
}

/// The area of a code: that of its piece of ink, or what the marks at its corners span in a larger one.
fn area_of(piece: [usize; 4], (left, top): (f64, f64), points: &[(f64, f64)]) -> [usize; 4] {
    let [l, t, r, b] = piece;
    let least = |all: &mut dyn Iterator<Item = f64>| all.fold(f64::INFINITY, f64::min);
    let most = |all: &mut dyn Iterator<Item = f64>| all.fold(0.0, f64::max);
    let xs = || points.iter().map(|p| p.0);
    let ys = || points.iter().map(|p| p.1);
    let (x0, x1) = (least(&mut xs()), most(&mut xs()));
    let (y0, y1) = (least(&mut ys()), most(&mut ys()));
    let beyond = BEYOND * (x1 - x0).max(y1 - y0);
    let spanned = (x1 - x0 + 2.0 * beyond) * (y1 - y0 + 2.0 * beyond);
    let whole = ((r - l) * (b - t)) as f64 <= WHOLE * spanned;
    if points.len() < 3 || whole || !spanned.is_finite() {
        return piece;
    }
    let at = |n: f64, from: f64, low: usize, high: usize| {
        ((n + from).max(0.0) as usize).clamp(low, high)
    };
    [
        at(x0 - beyond, left, l, r),
        at(y0 - beyond, top, t, b),
        at(x1 + beyond, left, l, r),
        at(y1 + beyond, top, t, b),
    ]
}

/// What a code says as a person would write it: fields of an address card under their Dutch names.
fn words(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let card = text.starts_with("BEGIN:VCARD") || text.starts_with("MECARD:");
    if !card {
        return text;
    }
    let lines = text.strip_prefix("MECARD:").map_or_else(
        || text.split('\n').map(str::to_owned).collect::<Vec<_>>(),
        |fields| fields.split(';').map(str::to_owned).collect(),
    );
    let line = |line: String| {
        let Some((name, value)) = line.split_once(':') else { return line };
        let kind =
            name.split(';').next().unwrap_or_default().rsplit('.').next().unwrap_or_default();
        let value: Vec<&str> = value.split([';', ',']).filter(|v| !v.trim().is_empty()).collect();
        let label = match kind.to_ascii_uppercase().as_str() {
            // The family name stands in front there.
            "N" => {
                return format!(
                    "Naam: {}",
                    value.iter().rev().copied().collect::<Vec<_>>().join(" ")
                );
            }
            "FN" => "Naam",
            "TEL" => "Telefoon",
            "EMAIL" => "E-mail",
            "ADR" => "Adres",
            "BDAY" => "Geboortedatum",
            "ORG" => "Organisatie",
            "TITLE" | "ROLE" => "Functie",
            "BEGIN" | "END" | "VERSION" | "PRODID" | "REV" => return String::new(),
            other => return format!("{other}: {}", value.join(" ")),
        };
        format!("{label}: {}", value.join(" "))
    };
    let lines: Vec<String> = lines.into_iter().map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_its_fields() {
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bakker;Noor;;;\r\nTEL;TYPE=CELL:0612345678\r\nEND:VCARD";
        assert_eq!(words(card), "Naam: Noor Bakker\nTelefoon: 0612345678");
        assert_eq!(words("mailto:noor@vlierdam.nl"), "mailto:noor@vlierdam.nl");
    }

    #[test]
    fn a_code_in_a_larger_piece_is_what_its_marks_span() {
        let points = [(100.0, 100.0), (200.0, 100.0), (100.0, 200.0)];
        assert_eq!(area_of([10, 10, 190, 190], (0.0, 0.0), &points), [10, 10, 190, 190]);
        assert_eq!(area_of([0, 0, 900, 900], (0.0, 0.0), &points), [65, 65, 235, 235]);
        assert_eq!(area_of([0, 0, 900, 40], (0.0, 0.0), &points[..2]), [0, 0, 900, 40]);
    }
}
