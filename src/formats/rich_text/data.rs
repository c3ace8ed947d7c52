//! What is no text: pictures in digits, and data as it is.

use super::picture;
use super::reader::{Holds, Reader};
use crate::formats::splice::Splice;
use crate::model::{Place, Scale, Unread, Unreadable, message};

impl Reader<'_> {
    /// Data as it is: it goes, whatever it is.
    pub(super) fn binary(&mut self, start: usize, length: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let taken: usize = rest.chars().take(length).map(char::len_utf8).sum();
        let whole = start..start + taken;
        let holds = self.groups.last().map_or(Holds::Text, |g| g.holds);
        if !matches!(holds, Holds::Gone | Holds::Picture) {
            let place = Place::new(message!("data in the text"));
            let scale = Scale::Page;
            self.out.unread.push(Unread { place, why: Unreadable::Opaque, scale });
            // The word itself stays, and says that nothing follows.
            let word = self.text.get(..start).and_then(|t| t.rfind('\\')).unwrap_or(start);
            self.out.opaque.push(word..whole.end);
        }
        whole.end
    }

    /// Takes the picture in a group that ends here.
    pub(super) fn picture(&mut self, start: usize, end: usize) {
        let inner = self.text.get(start..end).unwrap_or_default();
        // The digits stand behind the last word or group.
        let digit = |c: char| c.is_ascii_hexdigit() || c.is_ascii_whitespace();
        let digits = inner.len() - inner.trim_end_matches(digit).len();
        let mut from = end - digits;
        if self.text.get(..from).is_some_and(|t| !t.ends_with('}')) {
            // Of a word and its number nothing is a digit.
            let word = self.text.get(from..end).unwrap_or_default();
            from += word.find(|c: char| c.is_ascii_whitespace()).unwrap_or(word.len());
        }
        let picture = picture::picture(self.text, &(from..end));
        // What goes from every copy hides nothing in it.
        let stays = picture.large && !picture.clean.is_empty();
        let scale = if stays { Scale::Page } else { Scale::Small };
        let place = Place::new(message!("picture"));
        self.out.unread.push(Unread { place, why: Unreadable::Image, scale });
        match picture.clean.is_empty() {
            // A picture whose data cannot be cleaned goes with all that is said of it.
            true => self.out.always.push(Splice::new(start + 1..end, *b"")),
            false => {
                let clean = format!("\n{}", picture.clean);
                self.out.always.push(Splice::new(from..end, clean));
                self.out.opaque.extend(picture.large.then_some(start + 1..end));
            }
        }
    }
}
