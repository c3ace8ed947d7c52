//! From tokens to stretches of text.

use super::charset;
use super::stretch::{RichText, Stretch};
use super::token::{Token, token};
use super::vocabulary::{self, Destination};
use crate::formats::hidden::Seen;
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Message, Place, SegmentKind, message};
use std::collections::BTreeMap;
use std::ops::Range;

/// Deepest nesting of groups.
const DEPTH: usize = 1000;
/// Most characters that stand for one of Unicode.
const FALLBACK: usize = 8;

/// Reads a text, which holds the bytes of a file as Windows-1252 has them.
pub(crate) fn read(text: &str) -> RichText {
    let mut reader = Reader {
        text,
        out: RichText::default(),
        groups: Vec::new(),
        fonts: BTreeMap::new(),
        font: 0,
        page: 1252,
        bytes: Vec::new(),
        starred: false,
        high: None,
        hidden: Seen::default(),
        hidden_at: None,
    };
    reader.apart(SegmentKind::Body, message!("text"), None);
    let mut at = 0;
    while let Some((token, range)) = token(text, at) {
        at = reader.step(&token, range);
        if reader.groups.len() > DEPTH {
            reader.out.unsound = true;
            break;
        }
    }
    reader.finish()
}

/// A group and what holds in it.
#[derive(Clone, Debug)]
pub(super) struct Group {
    start: usize,
    /// The stretch that its text goes to.
    pub(super) stretch: usize,
    /// Where hidden text of it goes, if it is hidden.
    pub(super) hidden: bool,
    /// How many characters stand behind `\u` for those who do not know it.
    pub(super) fallback: usize,
    /// The encoding of its font.
    pub(super) page: i64,
    /// What it is beside text.
    pub(super) holds: Holds,
    /// Whether it goes with the extras.
    extra: bool,
    /// Whether each group in it is a text of its own.
    apart: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Gone,
    Picture,
    Fonts,
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) out: RichText,
    pub(super) groups: Vec<Group>,
    /// The code pages of fonts.
    fonts: BTreeMap<i64, i64>,
    /// The font whose entry is read.
    font: i64,
    /// The code page of the file.
    pub(super) page: i64,
    /// Bytes that are not letters yet: some letters take two.
    pub(super) bytes: Vec<(u8, Range<usize>)>,
    /// Whether the next word opens a destination that may be unknown.
    pub(super) starred: bool,
    /// The first half of a pair of surrogates.
    pub(super) high: Option<(u32, Range<usize>)>,
    /// What is not shown.
    pub(super) hidden: Seen,
    /// Behind which letter the last of it stands: the stretch, and the offset in it.
    pub(super) hidden_at: Option<(usize, usize)>,
}

impl Reader<'_> {
    /// Takes a token; returns the offset behind it.
    fn step(&mut self, token: &Token<'_>, range: Range<usize>) -> usize {
        if !matches!(token, Token::Letters | Token::Byte(_) | Token::Nothing) {
            self.flush();
        }
        match token {
            Token::Open => self.open(range.start),
            Token::Close => self.close(range.start),
            Token::Letters => {
                let letters = self.text.get(range.clone()).unwrap_or_default();
                self.letters(letters, range.clone());
            }
            Token::Byte(byte) => self.bytes.push((*byte, range.clone())),
            Token::Nothing => {}
            Token::Symbol(c) => self.symbol(*c, range.clone()),
            Token::Word(word, number) => return self.word(word, *number, range),
        }
        range.end
    }

    fn open(&mut self, start: usize) {
        let group = match self.groups.last() {
            Some(outer) => Group { start, extra: false, ..outer.clone() },
            None => Group {
                start,
                stretch: 0,
                hidden: false,
                fallback: 1,
                page: self.page,
                holds: Holds::Text,
                extra: false,
                apart: false,
            },
        };
        self.groups.push(group);
    }

    fn close(&mut self, at: usize) {
        let Some(group) = self.groups.pop() else { return };
        let around = self.groups.last().map(|g| (g.holds, g.stretch));
        let apart = self.groups.last().is_some_and(|g| g.apart);
        let ends = |holds| group.holds == holds && around.is_none_or(|(h, _)| h != holds);
        if ends(Holds::Gone) {
            // The braces stay, so that nothing joins what is around them.
            self.out.always.push(Splice::new(group.start + 1..at, *b""));
        }
        if ends(Holds::Picture) {
            self.picture(group.start, at);
        }
        if group.extra {
            self.out.extras.push(group.start + 1..at);
        }
        if apart || around.is_none_or(|(_, stretch)| stretch != group.stretch) {
            self.between(group.stretch, "\n");
        }
    }

    /// Begins a stretch of its own in the group that is open.
    fn apart(&mut self, kind: SegmentKind, place: Message, label: Option<&'static str>) {
        let place = Place::new(place);
        // Short texts of a kind stand together: a line for each.
        let known = self.out.stretches.iter().position(|s| {
            s.place == place && s.label == label && s.kind == kind && kind != SegmentKind::Body
        });
        let at = known.unwrap_or(self.out.stretches.len());
        if known.is_none() {
            self.out.stretches.push(Stretch { kind, place, label, map: TextMap::new() });
        }
        self.between(at, "\n");
        if let Some(group) = self.groups.last_mut() {
            group.stretch = at;
        }
    }

    pub(super) fn between(&mut self, stretch: usize, what: &str) {
        self.hidden_at = None;
        if let Some(stretch) = self.out.stretches.get_mut(stretch) {
            let text = stretch.map.text();
            if !text.is_empty() && !(what == "\n" && text.ends_with('\n')) {
                stretch.map.push_inferred(what);
            }
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>, range: Range<usize>) -> usize {
        let starred = std::mem::take(&mut self.starred);
        if let Some(what) = vocabulary::between(word) {
            let stretch = self.groups.last().map_or(0, |g| g.stretch);
            self.between(stretch, what);
            return range.end;
        }
        if let Some(letters) = vocabulary::letters(word) {
            self.push(letters, range.clone());
            return range.end;
        }
        match word {
            "u" => return self.unicode(number.unwrap_or(0), range),
            "bin" => {
                let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                return self.binary(range.end, length);
            }
            "ansicpg" => self.set_page(number.unwrap_or(1252)),
            "mac" => self.set_page(10000),
            "pc" => self.set_page(437),
            "pca" => self.set_page(850),
            _ => self.state(word, number, starred),
        }
        range.end
    }

    fn set_page(&mut self, page: i64) {
        self.page = page;
        self.groups.iter_mut().for_each(|g| g.page = page);
    }

    /// What a word changes in its group.
    fn state(&mut self, word: &str, number: Option<i64>, starred: bool) {
        let on = number != Some(0);
        let file = self.page;
        let Some(group) = self.groups.last_mut() else { return };
        match word {
            "uc" => {
                let count = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
                group.fallback = count.min(FALLBACK);
            }
            "v" | "webhidden" | "deleted" => group.hidden = on,
            "plain" => (group.hidden, group.page) = (false, file),
            "f" | "af" | "deff" => {
                self.font = number.unwrap_or(0);
                if group.holds != Holds::Fonts && word == "f" {
                    group.page = self.fonts.get(&self.font).copied().unwrap_or(file);
                }
            }
            "fcharset" => {
                let page = charset::of_font(number.unwrap_or(0)).unwrap_or(file);
                self.fonts.insert(self.font, page);
            }
            "cpg" => {
                self.fonts.insert(self.font, number.unwrap_or(file));
            }
            _ => {
                if let Some(destination) = vocabulary::destination(word) {
                    self.enter(word, destination);
                } else if starred {
                    // Nobody knows what it is for; its letters are in the file all the same.
                    let place = message!("text that is not shown");
                    let read = |g: &mut Group| {
                        g.holds = if g.holds == Holds::Gone { Holds::Gone } else { Holds::Text };
                    };
                    self.groups.last_mut().into_iter().for_each(read);
                    self.apart(SegmentKind::Hidden, place, None);
                }
            }
        }
    }

    fn enter(&mut self, word: &str, destination: Destination) {
        let Some(group) = self.groups.last_mut().filter(|g| g.holds != Holds::Gone) else { return };
        group.apart |= word == "docvar";
        group.extra |= matches!(word, "annotation" | "info" | "userprops" | "docvar");
        match destination {
            Destination::Within => {}
            Destination::Apart(kind, place, label) => {
                // Around the digits of a picture stands what is said of it.
                group.holds = match word {
                    "fonttbl" => Holds::Fonts,
                    _ if group.holds == Holds::Picture => Holds::Text,
                    _ => group.holds,
                };
                self.apart(kind, place, label);
            }
            Destination::Picture => group.holds = Holds::Picture,
            Destination::Gone => {
                group.holds = Holds::Gone;
                self.out.objects += usize::from(word == "objdata");
            }
        }
    }

    fn finish(mut self) -> RichText {
        self.flush();
        // What no copy keeps goes although its group is not closed.
        let end = self.text.len();
        let open = self.groups.iter().find(|g| matches!(g.holds, Holds::Gone | Holds::Picture));
        if let Some(group) = open {
            self.out.always.push(Splice::new(group.start + 1..end, *b""));
        }
        let stretches = &self.out.stretches;
        let text = |n: usize| stretches.get(n).map_or("", |s| s.map.text());
        self.out.readings = self.hidden.readings(text);
        let out = &mut self.out;
        let mut nested: Vec<Splice> = std::mem::take(&mut out.always);
        nested.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        for splice in nested {
            let inside = out.always.last().is_some_and(|last| splice.start < last.end);
            if !inside {
                out.always.push(splice);
            }
        }
        self.out
    }
}
