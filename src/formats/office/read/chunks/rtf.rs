//! Rich Text chunks (Rich Text Format Specification 1.9.1): text, escapes, and control words.
//! Information about the file and hexadecimal data are removed.

use crate::formats::office::read::flow::{Flow, Visibility};
use crate::formats::office::read::markup::{PartMarkup, TextElement};
use crate::formats::office::read::segments::{SegmentCollector, SourceRange};
use crate::formats::textmap::Origin;
use crate::model::{Place, SegmentKind};
use std::ops::Range;

/// Destinations that no copy keeps.
const GONE: &[&str] = &[
    "info",
    "objdata",
    "datastore",
    "themedata",
    "colorschememapping",
    "userprops",
    "xmlnstbl",
    "rsidtbl",
    "generator",
    "template",
    "wgrffmtfilter",
    "blipuid",
    "passwordhash",
];
/// Destinations whose text is not part of the running text: each is read as a line of its own.
const APART: &[&str] = &[
    "fonttbl",
    "stylesheet",
    "fldinst",
    "footnote",
    "header",
    "footer",
    "annotation",
    "listtable",
];

/// Reads a Rich Text chunk.
pub(crate) fn read(
    text: &str,
    part: usize,
    place: &Place,
    collector: &mut SegmentCollector,
) -> PartMarkup {
    let flow = Flow::new(SegmentKind::Body, place, collector);
    let mut reader =
        RtfReader { text, part, flow, out: PartMarkup::default(), groups: Vec::new(), skip: 0 };
    let mut at = 0;
    while at < text.len() {
        at = reader.step(at);
    }
    let RtfReader { flow, mut out, groups, .. } = reader;
    // What no copy keeps goes although the group that holds it is not closed.
    let open = groups.into_iter().filter(|g| g.gone);
    out.always.extend(open.map(|g| g.start + 1..text.len()));
    flow.finish(collector);
    out
}

struct RtfGroup {
    start: usize,
    /// Whether the whole group is removed.
    gone: bool,
    /// Whether the end of the group ends a line.
    apart: bool,
    /// Whether the group contains hexadecimal data instead of text, as a picture does.
    data: bool,
    /// How many fallback characters follow each `\u` (`\uc`).
    follow: usize,
    /// Whether its text is hidden (`\v`, `\webhidden`, `\deleted`).
    hidden: bool,
}

struct RtfReader<'a> {
    text: &'a str,
    part: usize,
    flow: Flow<'a>,
    out: PartMarkup,
    groups: Vec<RtfGroup>,
    /// How many fallback characters are left to skip.
    skip: usize,
}

impl<'a> RtfReader<'a> {
    fn step(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        match rest.chars().next() {
            Some('{') => {
                let outer = self.groups.last();
                let (data, follow) = outer.map_or((false, 1), |g| (g.data, g.follow));
                let hidden = outer.is_some_and(|g| g.hidden);
                let (gone, apart) = (false, false);
                self.groups.push(RtfGroup { start: at, gone, apart, data, follow, hidden });
                at + 1
            }
            Some('}') => {
                if let Some(group) = self.groups.pop() {
                    // The braces stay: without them a control word in front would run on into
                    // the text behind.
                    if group.gone {
                        self.out.always.push(group.start + 1..at);
                    }
                    // What is gone from a copy cannot part letters in it.
                    if group.apart && !group.gone {
                        self.flow.end_line();
                    }
                }
                at + 1
            }
            Some('\\') => self.control(at, rest),
            Some('\r' | '\n') => at + 1,
            Some(_) => {
                let end = rest.find(['{', '}', '\\', '\r', '\n']).unwrap_or(rest.len());
                self.letters(at..at + end);
                at + end
            }
            None => self.text.len(),
        }
    }

    /// Reads a control word or symbol; returns the offset after it.
    fn control(&mut self, at: usize, rest: &str) -> usize {
        let tail = rest.get(1..).unwrap_or_default();
        let word: &str = tail.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if word.is_empty() {
            return self.symbol(at, tail);
        }
        let after = tail.get(word.len()..).unwrap_or_default();
        let signed = after.strip_prefix('-').unwrap_or(after);
        let digits: &str = signed.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let length = if digits.is_empty() { 0 } else { after.len() - signed.len() + digits.len() };
        let number: Option<i64> = after.get(..length).and_then(|n| n.parse().ok());
        let mut end = at + 1 + word.len() + length;
        if self.text.get(end..).is_some_and(|t| t.starts_with(' ')) {
            end += 1;
        }
        match word {
            "par" | "sect" | "page" | "line" => self.flow.end_paragraph(),
            "cell" | "nestcell" => self.flow.end_cell(),
            "row" | "nestrow" => self.flow.end_row(),
            "tab" => self.flow.push("\t", Origin::Inferred, Visibility::default()),
            "uc" => {
                let follow = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
                self.groups.iter_mut().last().into_iter().for_each(|g| g.follow = follow.min(8));
            }
            "u" => {
                let code = number.map(|n| if n < 0 { n + 0x1_0000 } else { n });
                let c = code.and_then(|n| u32::try_from(n).ok()).and_then(char::from_u32);
                self.whole(c.unwrap_or('\u{FFFD}'), at..end);
                self.skip = self.groups.last().map_or(1, |g| g.follow);
            }
            "bin" => {
                let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                end = end.saturating_add(length).min(self.text.len());
                while !self.text.is_char_boundary(end) {
                    end += 1;
                }
            }
            _ => {
                if let Some(group) = self.groups.last_mut() {
                    group.gone |= GONE.contains(&word);
                    group.apart |= APART.contains(&word);
                    // What a picture shows cannot be read here, and its data may be anything.
                    let picture = word == "pict" && !group.data;
                    group.data |= picture;
                    group.gone |= picture;
                    self.out.pictures += usize::from(picture);
                    match word {
                        "v" | "webhidden" | "deleted" => group.hidden = number != Some(0),
                        "plain" => group.hidden = false,
                        _ => {}
                    }
                }
            }
        }
        end
    }

    fn symbol(&mut self, at: usize, tail: &str) -> usize {
        let Some(c) = tail.chars().next() else { return self.text.len() };
        let end = at + 1 + c.len_utf8();
        match c {
            '\'' => {
                let code = tail.get(1..3).and_then(|h| u8::from_str_radix(h, 16).ok());
                let Some(code) = code else { return end };
                let byte = [code];
                let letter = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0;
                self.whole(letter.chars().next().unwrap_or('\u{FFFD}'), at..at + 4);
                return at + 4;
            }
            '~' => self.whole('\u{A0}', at..end),
            '-' => self.whole('\u{AD}', at..end),
            '_' => self.whole('\u{2011}', at..end),
            '\\' | '{' | '}' => self.whole(c, at..end),
            _ => {}
        }
        end
    }

    fn element(&mut self, range: &Range<usize>) -> usize {
        self.out.text_elements.push(TextElement::plain(range.clone()));
        self.out.text_elements.len() - 1
    }

    fn visibility(&self) -> Visibility {
        let hidden = self.groups.last().is_some_and(|g| g.hidden);
        Visibility { hidden, ..Visibility::default() }
    }

    fn is_data(&self) -> bool {
        self.groups.last().is_some_and(|g| g.data) || self.groups.iter().any(|g| g.gone)
    }

    fn whole(&mut self, c: char, range: Range<usize>) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if self.is_data() {
            return;
        }
        let element = self.element(&range);
        let at = SourceRange {
            part: self.part,
            element,
            start: range.start,
            end: range.end,
            whole: true,
        };
        let shown = self.visibility();
        self.flow.push(c.to_string(), Origin::Whole(at), shown);
    }

    fn letters(&mut self, mut range: Range<usize>) {
        let text: &'a str = self.text;
        let over = text.get(range.clone()).unwrap_or_default();
        let passed: usize = over.chars().take(self.skip).map(char::len_utf8).sum();
        self.skip -= self.skip.min(over.chars().count());
        range.start += passed;
        if self.is_data() || range.is_empty() {
            return;
        }
        let element = self.element(&range);
        let at = SourceRange {
            part: self.part,
            element,
            start: range.start,
            end: range.end,
            whole: false,
        };
        let piece: &'a str = text.get(range).unwrap_or_default();
        let shown = self.visibility();
        self.flow.push(piece, Origin::Exact(at), shown);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(rtf: &str) -> String {
        let mut collector = SegmentCollector::default();
        read(rtf, 0, &Place::verbatim("x"), &mut collector);
        collector.finish().into_iter().map(|h| h.segment.text).collect()
    }

    #[test]
    fn letters_and_escapes_are_read() {
        let rtf = r"{\rtf1\ansi{\info{\author Weg}}{\fonttbl{\f0 Arial;}}\uc1 Jan\b sen\b0  M\'fcller \u235?en\par{\pict 00ffab}Eind\tab x}";
        assert_eq!(body(rtf), "Arial;\nJansen Müller ëen\nEind\tx");
    }

    #[test]
    fn hidden_letters_part_no_word() {
        let mut collector = SegmentCollector::default();
        read(r"{\rtf1 Ver{\v xx}kruisen \v a\v0 b}", 0, &Place::verbatim("x"), &mut collector);
        let texts: Vec<String> = collector.finish().into_iter().map(|h| h.segment.text).collect();
        assert_eq!(texts, ["Verkruisen b", "Verxxkruisen ab", "Ver xx kruisen a b"]);
    }

    #[test]
    fn the_data_of_a_picture_goes() {
        assert_eq!(kept(r"{\rtf1 a{\pict\wmetafile8 4a616e}b}"), r"{\rtf1 a{}b}");
    }

    /// The text without what no copy keeps.
    fn kept(rtf: &str) -> String {
        let mut collector = SegmentCollector::default();
        let gone = read(rtf, 0, &Place::verbatim("x"), &mut collector).always;
        let stays = |at: usize| !gone.iter().any(|range| range.contains(&at));
        rtf.char_indices().filter(|(at, _)| stays(*at)).map(|(_, c)| c).collect()
    }

    #[test]
    fn a_group_goes_without_joining_what_is_around_it() {
        let rtf = r"{\rtf1\b{\info{\author Weg}}Jan}";
        assert_eq!(kept(rtf), r"{\rtf1\b{}Jan}");
        assert_eq!(body(&kept(rtf)), body(rtf));
        let rtf = r"{\rtf1 Jan\x {\info{\author Weg}}sen}";
        assert_eq!((body(&kept(rtf)), body(rtf)), ("Jansen".into(), "Jansen".into()));
    }

    #[test]
    fn a_group_that_is_not_closed_goes_to_the_end() {
        assert_eq!(kept(r"{\rtf1 Jan{\info weg {\author weg} weg"), r"{\rtf1 Jan{");
        assert_eq!(kept(r"{\rtf1 Jan{\info{\x Kw\info{a b}c }d{e}"), r"{\rtf1 Jan{");
    }

    #[test]
    fn broken_text_does_not_panic() {
        let rtf = r"{\rtf1 \u-10 é\'f\bin9 x}}}{\uc9\u1 a";
        for end in (0..rtf.len()).filter(|e| rtf.is_char_boundary(*e)) {
            body(&rtf[..end]);
        }
    }
}
