//! What stands in tags, style sheets and scripts.

use super::code::{self, CssToken};
use super::data_link::{self, Linked};
use super::entity;
use super::flow::push_text;
use super::page::{Container, Inlaid};
use super::reader::Reader;
use super::tags::Tag;
use super::vocabulary::{is_attribute, is_link, is_naming, is_technical};
use crate::formats::media;
use crate::formats::splice::Splice;
use crate::formats::textmap::TextMap;
use crate::model::{Place, Scale, SegmentKind, Unread, Unreadable, message};
use std::ops::Range;

impl Reader<'_> {
    /// Collects the values of a tag.
    pub(super) fn values(&mut self, tag: &Tag) {
        let about = ["name", "property", "http-equiv", "itemprop"].iter().find_map(|wanted| {
            let own = tag.values.iter().find(|v| self.slice(&v.name).eq_ignore_ascii_case(wanted));
            own.map(|v| self.slice(&v.value).to_owned())
        });
        for value in &tag.values {
            let name = self.slice(&value.name).to_ascii_lowercase();
            if !is_attribute(&name) {
                self.names.entry(self.slice(&value.name)).or_default().push(value.name.start);
            }
            let raw = self.slice(&value.value);
            if !raw.chars().any(char::is_alphanumeric) || is_technical(&name, raw) {
                continue;
            }
            let container = if value.quoted { Container::Markup } else { Container::Bare };
            let at = value.value.clone();
            if is_link(&name) && self.picture(raw, at.clone()) {
                continue;
            }
            let plain = !raw.contains(['&', '\\']);
            if name == "style" && plain {
                self.css(at);
            } else if is_naming(&name) && plain {
                self.naming(at);
            } else if is_link(&name) {
                self.value(at, &name, SegmentKind::Link, container);
            } else if name == "content" && tag.name == "meta" {
                let label = about.clone().unwrap_or(name);
                self.value(at, &label, SegmentKind::Metadata, container);
            } else {
                self.value(at, &name, SegmentKind::Alternative, container);
            }
        }
    }

    /// Takes a file within a value; gives whether there is one.
    pub(super) fn picture(&mut self, raw: &str, at: Range<usize>) -> bool {
        let plain = entity::resolved(raw, true);
        if !plain.trim_start().get(..5).is_some_and(|p| p.eq_ignore_ascii_case("data:")) {
            return false;
        }
        let place = Place::new(message!("picture in a value"));
        match media::data_uri(&plain).filter(|clean| !clean.is_empty()) {
            Some(clean) => {
                if clean != raw {
                    self.page.always.push(Splice::new(at.clone(), clean));
                }
                if let Some((before, bytes)) = media::in_data_uri(&plain) {
                    let unread = self.page.unread.len();
                    self.page.inlaid.push(Inlaid {
                        range: at.clone(),
                        before,
                        bytes,
                        unread,
                        name: String::new(),
                    });
                }
                let (why, scale) = (Unreadable::Image, Scale::Small);
                self.page.unread.push(Unread { place, why, scale });
            }
            None if data_link::is_font(&plain) => {
                self.page.always.push(Splice::new(at, *b""));
                return true;
            }
            None => {
                if let Some(Linked { before, bytes, name }) = data_link::file(&plain) {
                    let (range, unread) = (at.clone(), self.page.unread.len());
                    self.page.inlaid.push(Inlaid { range, before, bytes, name, unread });
                }
                let (why, scale) = (Unreadable::Opaque, Scale::Page);
                self.page.unread.push(Unread { place, why, scale });
            }
        }
        self.page.pictures.push(at);
        true
    }

    /// Collects names for style sheets and scripts.
    fn naming(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        for word in text.split_whitespace() {
            let offset = word.as_ptr() as usize - text.as_ptr() as usize;
            self.names.entry(word).or_default().push(range.start + offset);
        }
    }

    /// Collects a value with references to characters.
    pub(super) fn value(
        &mut self,
        range: Range<usize>,
        label: &str,
        kind: SegmentKind,
        container: Container,
    ) {
        let mut map = TextMap::new();
        push_text(self.text, range, true, true, &mut map);
        let place = Place::new(match kind {
            SegmentKind::Link => message!("link"),
            SegmentKind::Metadata => message!("property of the page"),
            _ => message!("value in a tag"),
        });
        self.keep(kind, place, Some(label.to_owned()), map, container);
    }

    /// Collects what a style sheet says.
    pub(super) fn css(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        for token in code::css(text) {
            let at = |r: Range<usize>| range.start + r.start..range.start + r.end;
            match token {
                CssToken::Name(r) if !text.get(r.clone()).is_some_and(|t| t.contains('\\')) => {
                    let name = text.get(r.clone()).unwrap_or_default();
                    self.names.entry(name).or_default().push(at(r).start);
                }
                CssToken::Link(r) => {
                    let raw = text.get(r.clone()).unwrap_or_default();
                    let bare = raw.trim_matches(['"', '\'', ' ']);
                    let offset = bare.as_ptr() as usize - raw.as_ptr() as usize;
                    let inner = at(r).start + offset;
                    if !self.picture(bare, inner..inner + bare.len()) {
                        self.code(inner..inner + bare.len(), SegmentKind::Link, true);
                    }
                }
                CssToken::Name(r) | CssToken::Text(r) | CssToken::Remark(r) => {
                    self.code(at(r), SegmentKind::Hidden, true);
                }
            }
        }
    }

    /// Collects what a script says.
    pub(super) fn script(&mut self, range: Range<usize>) {
        if self.slice(&range).trim().is_empty() {
            return;
        }
        self.page.unread.push(Unread {
            place: Place::new(message!("script")),
            why: Unreadable::Opaque,
            scale: Scale::Small,
        });
        self.code(range, SegmentKind::Hidden, false);
    }

    /// Collects text of a style sheet or script.
    fn code(&mut self, range: Range<usize>, kind: SegmentKind, css: bool) {
        let mut map = TextMap::new();
        code::resolved(self.text, range, css, &mut map);
        self.keep(kind, Place::new(message!("style or script")), None, map, Container::Code);
    }
}
