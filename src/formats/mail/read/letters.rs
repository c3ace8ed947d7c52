//! What a message says, as digests of its words: whatever wraps or quotes its lines, they are the same.

use super::document::{HeadValue, MailDocument, SegmentSource, Text, TextContent};
use crate::formats::media;
use crate::model::{Letter, Place, SegmentKind, message};
use sha2::{Digest, Sha256};

/// Most words of a message that is compared with others.
const WORDS: usize = 1 << 20;
/// The area in pixels up to which a picture is a logo, which replies often leave out.
const LOGO: u32 = 120_000;
/// How many lines of a header show that it is one.
const HEAD: usize = 3;

/// The longest of [`FIELDS`].
const LONGEST_FIELD: usize = 16;
/// Longest line that says who wrote what is quoted.
const ANNOUNCEMENT: usize = 200;

/// Names of fields in the header that programs put above what they quote.
const FIELDS: [&str; 24] = [
    "van",
    "from",
    "verzonden",
    "sent",
    "datum",
    "date",
    "aan",
    "to",
    "cc",
    "bcc",
    "onderwerp",
    "subject",
    "bijlage",
    "bijlagen",
    "attachments",
    "prioriteit",
    "importance",
    "urgentie",
    "reply-to",
    "beantwoorden",
    "organisatie",
    "categorie",
    "gevoeligheid",
    "verzonden op",
];

/// What replies and forwards put in front of a subject.
const PREFIXES: [&str; 10] = ["re", "fw", "fwd", "antw", "aw", "wg", "tr", "doorst", "betr", "vs"];

/// The messages of a file.
pub(crate) fn letters(document: &MailDocument) -> Vec<Letter> {
    let ends = document.messages.iter().skip(1).copied().chain([document.parts.len()]);
    let messages = document.messages.iter().copied().zip(ends).enumerate();
    let read = messages.map(|(number, (start, end))| {
        let place = document.mailbox.then(|| Place::new(message!("message {0}", number + 1)));
        Letter {
            within: place.into_iter().collect(),
            subject: subject(document, start),
            words: words_of(document, start..end),
            files: files_of(document, start..end),
        }
    });
    read.filter(|letter| letter.words.len() <= WORDS).collect()
}

fn subject(document: &MailDocument, message: usize) -> u32 {
    let found = document.fields.iter().find(|f| {
        let part = document.parts.get(f.part).filter(|_| f.part == message);
        part.and_then(|p| p.fields.get(f.field)).is_some_and(|field| field.name == "subject")
    });
    let Some(HeadValue::Text(text)) = found.map(|f| &f.value) else { return 0 };
    let mut rest = text.trim();
    while let Some((first, more)) = rest.split_once(':')
        && PREFIXES.contains(&first.trim().to_lowercase().as_str())
    {
        rest = more.trim();
    }
    let mut words = Vec::new();
    push_words(rest, &mut words);
    words.iter().fold(0x811C_9DC5, |all, word| (all ^ word).wrapping_mul(0x0100_0193))
}

fn is_attached(document: &MailDocument, part: usize) -> bool {
    document.parts.get(part).is_some_and(|p| p.disposition.value == "attachment")
}

/// The words of its text; of its web page if it has no text.
fn words_of(document: &MailDocument, parts: std::ops::Range<usize>) -> Vec<u32> {
    let mut words = Vec::new();
    let own = |text: &&Text| parts.contains(&text.part) && !is_attached(document, text.part);
    for text in document.texts.iter().filter(own) {
        if matches!(text.content, TextContent::Plain) {
            push_text(&text.decoded.text, &mut words);
        }
    }
    if !words.is_empty() {
        return words;
    }
    for (segment, source) in document.segments.iter().zip(&document.sources) {
        let SegmentSource::Page(text, _) = source else { continue };
        let shown = segment.kind == SegmentKind::Body && !segment.again;
        if shown && document.texts.get(*text).is_some_and(|t| own(&t)) {
            push_text(&segment.text, &mut words);
        }
    }
    words
}

/// A digest of each file in it.
fn files_of(document: &MailDocument, parts: std::ops::Range<usize>) -> Vec<u64> {
    let mut files = Vec::new();
    let read: Vec<usize> = document.texts.iter().map(|t| t.part).collect();
    for index in parts {
        let Some(part) = document.parts.get(index) else { continue };
        let text = read.binary_search(&index).is_ok() && !is_attached(document, index);
        if part.multipart.is_some() || text {
            continue;
        }
        let raw = document.slice(&part.body);
        let bytes = part.coding.decode(raw).unwrap_or_else(|| raw.into());
        let logo = media::pixels(&bytes).is_some_and(|(w, h)| w.saturating_mul(h) <= LOGO);
        if !logo && !bytes.trim_ascii().is_empty() {
            let digest = Sha256::digest(&bytes);
            files.push(digest.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte)));
        }
    }
    files
}

/// Adds the words of a text that are not those of headers above quotes.
fn push_text(text: &str, words: &mut Vec<u32>) {
    let bare = |line: &'_ str| -> usize {
        line.len() - line.trim_start_matches(['>', '|', ' ', '\t', '*']).len()
    };
    let lines: Vec<&str> =
        text.lines().map(|l| l.get(bare(l)..).unwrap_or_default().trim_end()).collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let head = rest.iter().take_while(|line| is_field(line)).count();
        let announced = if line.ends_with(':') { 1 } else { rest.len().min(2) };
        let skip = match head >= HEAD {
            true => head,
            false if is_announcement(line) => announced,
            false => 0,
        };
        if skip == 0 {
            push_words(line, words);
        }
        at += skip.max(1);
    }
}

fn is_field(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name.trim_matches(['*', ' ']));
    name.is_some_and(|name| {
        name.len() <= LONGEST_FIELD && FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// `Op 3 mei schreef …:`, on one line or two, and the line of dashes above a header.
fn is_announcement(line: &str) -> bool {
    let mut start = line.bytes().map(|b| b.to_ascii_lowercase());
    let start = [start.next(), start.next(), start.next()];
    if start == [Some(b'-'); 3] {
        let lower = line.to_lowercase();
        return lower.ends_with("---") && (lower.contains("bericht") || lower.contains("message"));
    }
    let on = [*b"op ", *b"on "].iter().any(|word| start == word.map(Some));
    on && line.len() < ANNOUNCEMENT
        && line.bytes().any(|b| b.is_ascii_digit())
        && (line.contains(" schreef") || line.contains(" wrote"))
}

/// Adds a digest (FNV-1a) of each run of letters and digits.
fn push_words(text: &str, words: &mut Vec<u32>) {
    const EMPTY: u32 = 0x811C_9DC5;
    let mut hash = EMPTY;
    let mut within = false;
    let add = |hash: &mut u32, c: char| *hash = (*hash ^ u32::from(c)).wrapping_mul(0x0100_0193);
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            add(&mut hash, c.to_ascii_lowercase());
            within = true;
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| add(&mut hash, c));
            within = true;
        } else if within {
            words.push(std::mem::replace(&mut hash, EMPTY));
            within = false;
        }
    }
    words.extend(within.then_some(hash));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u32> {
        let mut out = Vec::new();
        push_text(text, &mut out);
        out
    }

    #[test]
    fn what_is_quoted_has_the_same_words() {
        let first = words("Dag Noor,\n\nDe vergadering van morgen is verzet.\nGroet, Bas\n");
        let quoted =
            words("> Dag Noor,\n>\n> De vergadering van\n> morgen is verzet. Groet, Bas\n");
        assert_eq!(first, quoted);
        let reply = words(
            "Dank!\n\nVan: Bas Kok <b@x.nl>\nVerzonden: 3 mei\nAan: Noor\nOnderwerp: x\n\nDag Noor,",
        );
        assert_eq!(reply, words("Dank! Dag Noor"));
        assert_eq!(words("Op 3 mei 2023 schreef Bas Kok:\n> Dag"), words("Dag"));
        assert_eq!(words("Op 3 mei 2023 schreef Bas Kok\n<b@x.nl>:\n> Dag"), words("Dag"));
    }

    #[test]
    fn a_line_with_a_colon_is_no_header() {
        assert_eq!(words("Aan: de raad\nDag"), words("aan de raad dag"));
    }
}
