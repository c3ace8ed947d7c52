//! What travels between a run and the processes that handle its files.
//!
//! A frame is the length of its words (4 bytes), the length of its bytes (8), the words as JSON, and
//! the bytes: those of a file or of a copy.

use super::work::{CopyResult, FileWork};
use crate::model::{
    Finding, Letter, Look, Message, MessageValue, Note, PictureError, Place, Removed, Scale,
    SegmentKind, Unread, Unreadable, Verdict, Word,
};
use crate::report::{Excerpt, FindingOutcome, Mode, Problem};
use crate::verify::Verified;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

/// Most bytes of the words of a frame.
const MOST_WORDS: u64 = 1 << 30;

/// Most bytes behind the words.
const MOST_BYTES: u64 = 8 << 30;

/// What a process is asked to do.
#[derive(Serialize, Deserialize)]
pub(super) enum Request {
    /// To keep in mind what all files together taught; the words in JSON are the bytes.
    Remember,
    /// To say what a file teaches.
    Learn { extension: Option<String> },
    /// To take a file the whole way.
    Run { extension: Option<String>, path: String, relative: String, mode: Mode, threads: usize },
    /// To look through a file that was redacted elsewhere.
    Inspect,
    /// Nothing: these are the words of the picture of that number, which it asked for.
    Words { number: u64, read: Result<Vec<Word>, PictureError> },
}

/// What comes back.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    /// It is kept in mind.
    Remembered,
    /// What the file teaches; the words in JSON are the bytes.
    Learned,
    /// What the file came to; the copy, if there is one, is the bytes.
    Ran(Work),
    /// The file could not be opened.
    Not(Trouble),
    /// Not yet an answer: it asks for the words of a picture, whose samples are the bytes.
    Picture { number: u64, width: u32, height: u32, dpi: u32, look: Look },
    /// What is wrong with the file.
    Inspected(Vec<(String, Said, usize)>),
}

/// A [`Message`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Said(String, Vec<SaidValue>);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum SaidValue {
    Verbatim(String),
    Said(Said),
}

impl From<&Message> for Said {
    fn from(message: &Message) -> Self {
        let value = |value: &MessageValue| match value {
            MessageValue::Verbatim(text) => SaidValue::Verbatim(text.clone()),
            MessageValue::Message(inner) => SaidValue::Said(Self::from(inner)),
        };
        Self(message.template().to_owned(), message.values().iter().map(value).collect())
    }
}

impl From<Said> for Message {
    fn from(Said(template, values): Said) -> Self {
        let value = |value| match value {
            SaidValue::Verbatim(text) => MessageValue::Verbatim(text),
            SaidValue::Said(inner) => MessageValue::Message(inner.into()),
        };
        Self::new(known(&template), values.into_iter().map(value).collect())
    }
}

/// Most texts of which [`known`] keeps one.
const MOST_KNOWN: usize = 4096;

/// The same text for as long as the program runs. Templates and codes are few.
pub(super) fn known(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = known.get(text) {
        return same;
    }
    if known.len() >= MOST_KNOWN || text.len() > MOST_KNOWN {
        return "?";
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

/// A [`Problem`].
#[derive(Serialize, Deserialize)]
pub(super) struct Trouble {
    code: String,
    said: Said,
}

impl From<&Problem> for Trouble {
    fn from(problem: &Problem) -> Self {
        Self { code: problem.code().to_owned(), said: Said::from(&problem.message()) }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Told(known(&trouble.code), trouble.said.into())
    }
}

#[derive(Serialize, Deserialize)]
struct WireFinding {
    finding: Finding,
    codepoints: (usize, usize),
    kind: SegmentKind,
    place: Said,
    within: Vec<Said>,
    verdict: Verdict,
    replacement: Option<String>,
    removed: Option<Removed>,
    excerpt: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct WireUnread {
    place: Said,
    why: Unreadable,
    scale: Scale,
}

#[derive(Serialize, Deserialize)]
struct WireNote {
    code: String,
    place: Option<Said>,
    count: usize,
}

/// A [`FileWork`] but for the bytes of its copy.
#[derive(Serialize, Deserialize)]
pub(super) struct Work {
    format: String,
    pages: usize,
    items: Vec<WireFinding>,
    unread: Vec<WireUnread>,
    notes: Vec<WireNote>,
    letters: Vec<WireLetter>,
    copy: WireCopy,
}

/// A message; its words as digits, eight each.
#[derive(Serialize, Deserialize)]
struct WireLetter {
    within: Vec<Said>,
    subject: u32,
    words: String,
    files: Vec<u64>,
}

impl From<&Letter> for WireLetter {
    fn from(letter: &Letter) -> Self {
        let mut words = String::with_capacity(letter.words.len() * 8);
        let digit = |word: u32, at: u32| char::from_digit(word >> (28 - 4 * at) & 0xF, 16);
        for word in &letter.words {
            words.extend((0..8).filter_map(|at| digit(*word, at)));
        }
        let within = letter.within.iter().map(said).collect();
        Self { within, subject: letter.subject, words, files: letter.files.clone() }
    }
}

impl From<WireLetter> for Letter {
    fn from(letter: WireLetter) -> Self {
        let digits = letter.words.as_bytes().chunks(8).map(std::str::from_utf8);
        let words = digits.map(|d| u32::from_str_radix(d.unwrap_or_default(), 16).unwrap_or(0));
        Self {
            within: letter.within.into_iter().map(place).collect(),
            subject: letter.subject,
            words: words.collect(),
            files: letter.files,
        }
    }
}

#[derive(Serialize, Deserialize)]
enum WireCopy {
    None,
    Made,
    Refused(Trouble),
    Failed(Trouble),
}

fn said(place: &Place) -> Said {
    Said::from(place.message())
}

fn place(said: Said) -> Place {
    Place::new(said.into())
}

fn wire_finding(item: &FindingOutcome) -> WireFinding {
    WireFinding {
        finding: item.finding.clone(),
        codepoints: item.codepoints,
        kind: item.kind,
        place: said(&item.place),
        within: item.within.iter().map(said).collect(),
        verdict: item.verdict.clone(),
        replacement: item.replacement.clone(),
        removed: item.removed,
        excerpt: item.excerpt.as_ref().map(Excerpt::reveal),
    }
}

fn finding(item: WireFinding) -> FindingOutcome {
    FindingOutcome {
        finding: item.finding,
        codepoints: item.codepoints,
        kind: item.kind,
        place: place(item.place),
        within: item.within.into_iter().map(place).collect(),
        verdict: item.verdict,
        replacement: item.replacement,
        removed: item.removed,
        excerpt: item.excerpt.map(Excerpt::new),
    }
}

/// Takes a result apart: the words, and the bytes of the copy.
pub(super) fn apart(work: FileWork) -> (Work, Option<Verified>) {
    let (copy, verified) = match work.copy {
        CopyResult::None => (WireCopy::None, None),
        CopyResult::Made(verified) => (WireCopy::Made, Some(verified)),
        CopyResult::Refused(why) => (WireCopy::Refused(Trouble::from(&why)), None),
        CopyResult::Failed(why) => (WireCopy::Failed(Trouble::from(&why)), None),
    };
    let unread =
        |u: &Unread| WireUnread { place: said(&u.place), why: u.why.clone(), scale: u.scale };
    let note = |n: &Note| WireNote {
        code: n.code.to_owned(),
        place: n.place.as_ref().map(said),
        count: n.count,
    };
    let words = Work {
        format: work.format.to_owned(),
        pages: work.pages,
        items: work.items.iter().map(wire_finding).collect(),
        unread: work.unread.iter().map(unread).collect(),
        notes: work.notes.iter().map(note).collect(),
        letters: work.letters.iter().map(WireLetter::from).collect(),
        copy,
    };
    (words, verified)
}

/// Puts a result together again.
pub(super) fn together(work: Work, bytes: Vec<u8>) -> FileWork {
    FileWork {
        format: known(&work.format),
        pages: work.pages,
        items: work.items.into_iter().map(finding).collect(),
        unread: work
            .unread
            .into_iter()
            .map(|u| Unread { place: place(u.place), why: u.why, scale: u.scale })
            .collect(),
        notes: work
            .notes
            .into_iter()
            .map(|n| Note { code: known(&n.code), place: n.place.map(place), count: n.count })
            .collect(),
        letters: work.letters.into_iter().map(Letter::from).collect(),
        copy: match work.copy {
            WireCopy::None => CopyResult::None,
            WireCopy::Made => CopyResult::Made(Verified::by_worker(bytes)),
            WireCopy::Refused(why) => CopyResult::Refused(why.into()),
            WireCopy::Failed(why) => CopyResult::Failed(why.into()),
        },
    }
}

/// Writes a frame.
pub(super) fn send(out: &mut impl Write, words: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let words = serde_json::to_vec(words)?;
    let length = u32::try_from(words.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(&words)?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads a frame; `None` at the end of the stream.
pub(super) fn receive<T: DeserializeOwned>(
    from: &mut impl Read,
) -> io::Result<Option<(T, Vec<u8>)>> {
    let (mut words, mut bytes) = ([0; 4], [0; 8]);
    match from.read_exact(&mut words) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    from.read_exact(&mut bytes)?;
    let words = exactly(from, u32::from_le_bytes(words).into(), MOST_WORDS)?;
    let bytes = exactly(from, u64::from_le_bytes(bytes), MOST_BYTES)?;
    Ok(Some((serde_json::from_slice(&words)?, bytes)))
}

/// So many bytes; memory is taken as they come, not by the number alone.
fn exactly(from: &mut impl Read, length: u64, most: u64) -> io::Result<Vec<u8>> {
    if length > most {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let mut out = Vec::with_capacity(usize::try_from(length.min(1 << 24)).unwrap_or_default());
    from.take(length).read_to_end(&mut out)?;
    if out.len() as u64 == length { Ok(out) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message;

    #[test]
    fn a_message_comes_back_as_it_was() {
        let message = message!("page {0}", message!("{0} of {1}", 3_usize, "12"));
        let there = serde_json::to_vec(&Said::from(&message)).expect("JSON");
        let back: Said = serde_json::from_slice(&there).expect("JSON");
        assert_eq!(Message::from(back), message);
    }

    #[test]
    fn a_letter_comes_back_as_it_was() {
        let within = vec![Place::new(message!("message {0}", 3_usize))];
        let letter = Letter { within, subject: 7, words: vec![0, u32::MAX, 0xABC], files: vec![9] };
        assert_eq!(Letter::from(WireLetter::from(&letter)), letter);
    }

    #[test]
    fn a_frame_comes_back_and_a_torn_one_is_an_error() {
        let mut frame = Vec::new();
        send(&mut frame, &Request::Learn { extension: Some("pdf".into()) }, b"%PDF").expect("sent");
        let back: (Request, Vec<u8>) = receive(&mut frame.as_slice()).expect("read").expect("one");
        assert!(matches!(back.0, Request::Learn { extension: Some(e) } if e == "pdf"));
        assert_eq!(back.1, b"%PDF");
        let torn = frame.get(..frame.len() - 1).expect("shorter");
        assert!(receive::<Request>(&mut { torn }).is_err());
        assert!(receive::<Request>(&mut [].as_slice()).expect("end").is_none());
        let vast = [255_u8; 16];
        assert!(receive::<Request>(&mut vast.as_slice()).is_err());
    }
}
