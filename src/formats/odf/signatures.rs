//! Which pictures stand where a signature stands: by the lines around them, in the order of the text.

use crate::formats::office::syntax::xml::resolve;
use crate::formats::scan::signature::{self, Cue};

/// Lines with text in front of a signature up to its closing, and after it up to its label.
const BEFORE: usize = 6;
const AFTER: usize = 2;
/// How far around a picture is looked, in bytes of markup.
const REACH: usize = 20_000;

/// Whether a text refers to a picture by this name where a signature stands.
pub(super) fn signs(text: &str, name: &str) -> bool {
    let reference = format!("href=\"{name}\"");
    let mut places = text.match_indices(&reference).map(|(at, _)| at);
    places.any(|at| {
        let (from, to) = (floor(text, at.saturating_sub(REACH)), floor(text, at + REACH));
        let before = lines(text.get(from..at).unwrap_or_default());
        let after = lines(text.get(at..to).unwrap_or_default());
        let mut above = before.iter().rev().take(BEFORE).enumerate();
        above.any(|(far, line)| match signature::cue(line) {
            Some(Cue::Closing) => true,
            Some(Cue::Label | Cue::Line) => far < AFTER,
            None => false,
        }) || after
            .iter()
            .take(AFTER)
            .any(|line| matches!(signature::cue(line), Some(Cue::Label | Cue::Line)))
    })
}

/// The place of a character at or before this one.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The lines with text in a stretch of markup.
fn lines(markup: &str) -> Vec<String> {
    let ends = |line: &str| {
        line.replace("</text:h>", "</text:p>").replace("<text:line-break/>", "</text:p>")
    };
    let markup = ends(markup);
    let plain = |line: &str| {
        // The stretch may begin or end within a tag.
        let pieces =
            line.split('<').enumerate().map(|(number, piece)| match piece.split_once('>') {
                Some((_, text)) => text,
                None if number == 0 => piece,
                None => "",
            });
        resolve(&pieces.collect::<String>()).trim().to_owned()
    };
    markup.split("</text:p>").map(plain).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_below_a_closing_signs() {
        let letter = |closing: &str| {
            format!(
                "<text:p>Geachte lezer,</text:p><text:p>{closing}</text:p><text:p><draw:frame><draw:image xlink:href=\"Pictures/1.png\"/></draw:frame></text:p><text:p>N. Vlierzwaal</text:p>"
            )
        };
        assert!(signs(&letter("Hoogachtend,"), "Pictures/1.png"));
        assert!(!signs(&letter("Zie de tekening."), "Pictures/1.png"));
        assert!(!signs(&letter("Hoogachtend,"), "Pictures/2.png"));
        assert!(signs("<p xlink:href=\"é\"/>é</text:p>Handtekening</text:p>", "é"));
    }
}
