//! What a reader of a copy hands to the search for residue.

use crate::model::Message;

/// How far text can be trusted to be text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Text as a reader sees it.
    Text,
    /// Character codes taken for letters, such as the operands of content streams: the shortest
    /// needles occur there by chance and are not searched for.
    Codes,
    /// Arbitrary bytes taken for letters: only long needles are searched for.
    Bytes,
}

/// Text that a reader extracted from a copy.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The method of reading. Readings of one view cover parts of the file that do not overlap,
    /// so their counts add up; other views may show the same text again.
    pub(super) view: &'static str,
    /// Where it was found; never contains document text.
    pub(super) place: Message,
    /// The text.
    pub(super) text: String,
    /// How far it can be trusted to be text.
    pub(super) source: Source,
}

impl Reading {
    /// Text as a reader sees it.
    pub(super) fn new(view: &'static str, place: Message, text: impl Into<String>) -> Self {
        Self { view, place, text: text.into(), source: Source::Text }
    }

    /// Character codes taken for letters, whatever glyphs the font maps them to.
    pub(super) fn codes(view: &'static str, place: Message, text: impl Into<String>) -> Self {
        Self { source: Source::Codes, ..Self::new(view, place, text) }
    }

    /// Arbitrary bytes taken for letters.
    pub(super) fn bytes(view: &'static str, place: Message, text: impl Into<String>) -> Self {
        Self { source: Source::Bytes, ..Self::new(view, place, text) }
    }
}

/// Raw bytes decoded as UTF-8, Latin-1 and UTF-16 in both byte orders and alignments. Decodings
/// that would repeat another, or could not show Latin script, are left out.
pub(super) fn raw(bytes: &[u8], place: &Message) -> Vec<Reading> {
    let mut out = vec![Reading::bytes("bytes-utf8", place.clone(), String::from_utf8_lossy(bytes))];
    if !bytes.is_ascii() {
        let single: String = bytes.iter().map(|b| char::from(*b)).collect();
        out.push(Reading::bytes("bytes-latin1", place.clone(), single));
    }
    // Every letter of a Latin script has a zero byte in UTF-16.
    if memchr::memchr(0, bytes).is_some() {
        for (view, skip, big) in [
            ("bytes-utf16le", 0, false),
            ("bytes-utf16le-1", 1, false),
            ("bytes-utf16be", 0, true),
            ("bytes-utf16be-1", 1, true),
        ] {
            let (pairs, _) = bytes.get(skip..).unwrap_or_default().as_chunks::<2>();
            let units = pairs
                .iter()
                .map(|p| if big { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) });
            let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
            out.push(Reading::bytes(view, place.clone(), text));
        }
    }
    out
}
