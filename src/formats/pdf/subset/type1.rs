//! Type 1 programs: charstrings and built-in encoding (Adobe Type 1 Font Format, chapters 2, 6 and
//! 7). Glyphs are found by name; the program is written without those that are removed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Keys of the two encryptions.
const EEXEC: u16 = 55665;
const CHARSTRING: u16 = 4330;
/// `seac`: a letter composed of two others, by their codes in the standard encoding.
const COMPOSED: [u8; 2] = [12, 6];

/// A program, taken apart.
pub(crate) struct Type1 {
    clear: Vec<u8>,
    private: Vec<u8>,
    tail: Vec<u8>,
    /// Name -> its whole entry and its charstring, in the decrypted part.
    glyphs: BTreeMap<String, (Range<usize>, Range<usize>)>,
    len_iv: usize,
}

impl Type1 {
    /// Takes a program apart; `clear` is the length of its clear text in bytes (`Length1`).
    pub(crate) fn read(program: &[u8], clear: usize) -> Option<Self> {
        let (clear, rest) = program.split_at_checked(clear)?;
        if !clear.starts_with(b"%!") {
            return None;
        }
        let zeros = rest.iter().rposition(|b| !matches!(b, b'0' | b'\r' | b'\n' | b' '));
        let end = find(rest, b"cleartomark").and(zeros).map_or(rest.len(), |_| tail(rest));
        let (secret, tail) = rest.split_at_checked(end)?;
        let hex = secret.get(..4)?.iter().all(u8::is_ascii_hexdigit);
        let secret = if hex { unhex(secret) } else { secret.to_vec() };
        let secret = crypt(&secret, EEXEC, false).split_off(4.min(secret.len()));
        let skipped = number(&secret, b"/lenIV").unwrap_or(4);
        let glyphs = entries(&secret)?;
        Some(Self {
            clear: clear.to_vec(),
            private: secret,
            tail: tail.to_vec(),
            glyphs,
            len_iv: skipped,
        })
    }

    /// The names of its glyphs.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.glyphs.keys().map(String::as_str)
    }

    /// Code -> name in the built-in encoding.
    pub(crate) fn encoded(&self) -> BTreeMap<u32, String> {
        pairs(&self.clear).into_iter().map(|(_, code, name)| (code, name)).collect()
    }

    /// Gives glyphs other names, in the encoding too; returns whether any has one.
    pub(crate) fn rename(&mut self, new: impl Fn(&str) -> Option<String>) -> bool {
        let mut places: Vec<(usize, &str, String)> = Vec::new();
        places.extend(
            self.glyphs
                .iter()
                .filter_map(|(old, (entry, _))| Some((entry.start + 1, old.as_str(), new(old)?))),
        );
        places.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        let any = !places.is_empty();
        for (at, old, new) in places {
            self.private.splice(at..at + old.len(), new.into_bytes());
        }
        for (range, code, name) in pairs(&self.clear).into_iter().rev() {
            if let Some(new) = new(&name) {
                self.clear.splice(range, format!("dup {code} /{new} put").into_bytes());
            }
        }
        self.glyphs = entries(&self.private).unwrap_or_default();
        any
    }

    /// Removes all other glyphs except `.notdef`; returns how many, or `None` if one that stays is
    /// composed of others.
    pub(crate) fn keep_only(&mut self, kept: &BTreeSet<String>) -> Option<usize> {
        let stays = |name: &str| name == ".notdef" || kept.contains(name);
        for (_, (_, charstring)) in self.glyphs.iter().filter(|(name, _)| stays(name)) {
            let plain = crypt(self.private.get(charstring.clone())?, CHARSTRING, false);
            let plain = plain.get(self.len_iv..)?;
            if is_composed(plain) {
                return None;
            }
        }
        let mut gone: Vec<Range<usize>> = self
            .glyphs
            .iter()
            .filter(|(name, _)| !stays(name))
            .map(|(_, (entry, _))| entry.clone())
            .collect();
        gone.sort_by_key(|range| std::cmp::Reverse(range.start));
        for range in &gone {
            self.private.drain(range.clone());
        }
        let mut unnamed: Vec<Range<usize>> = pairs(&self.clear)
            .into_iter()
            .filter(|(_, _, name)| !stays(name))
            .map(|(range, ..)| range)
            .collect();
        unnamed.reverse();
        for range in unnamed {
            self.clear.drain(range);
        }
        self.arrange(None)?;
        Some(gone.len())
    }

    /// Sorts glyphs and codes and updates their number; codes become those that `new_codes` gives,
    /// if any.
    pub(crate) fn arrange(&mut self, new_codes: Option<&BTreeMap<u32, u32>>) -> Option<()> {
        let glyphs = entries(&self.private)?;
        let mut ranges: Vec<Range<usize>> =
            glyphs.values().map(|(entry, _)| entry.clone()).collect();
        let named = |n: &&str| **n != *".notdef";
        let order = [".notdef"].into_iter().chain(glyphs.keys().map(String::as_str).filter(named));
        let texts: Vec<&[u8]> =
            order.filter_map(|name| self.private.get(glyphs.get(name)?.0.clone())).collect();
        self.private = rewritten(&self.private, &mut ranges, &texts)?;
        let from = find(&self.private, b"/CharStrings")? + 12;
        let (end, old) = token(&self.private, from)?;
        let range = end - old.len()..end;
        self.private.splice(range, glyphs.len().to_string().into_bytes());
        self.glyphs = entries(&self.private)?;
        let mut codes = pairs(&self.clear);
        let mut ranges: Vec<Range<usize>> = codes.iter().map(|(range, ..)| range.clone()).collect();
        if let Some(new_codes) = new_codes {
            codes.retain_mut(|(_, code, _)| match new_codes.get(code) {
                Some(new) => {
                    *code = *new;
                    true
                }
                None => false,
            });
        }
        codes.sort_by_key(|(_, code, _)| *code);
        codes.dedup_by_key(|(_, code, _)| *code);
        let texts: Vec<String> =
            codes.iter().map(|(_, code, name)| format!("dup {code} /{name} put")).collect();
        self.clear = rewritten(&self.clear, &mut ranges, &texts)?;
        Some(())
    }

    /// The program, and the lengths of its three parts in bytes.
    pub(crate) fn write(&self) -> (Vec<u8>, [usize; 3]) {
        let plain = [&[0; 4], self.private.as_slice()].concat();
        let secret = crypt(&plain, EEXEC, true);
        let lengths = [self.clear.len(), secret.len(), self.tail.len()];
        ([self.clear.as_slice(), &secret, &self.tail].concat(), lengths)
    }
}

/// Whether a charstring composes a letter of two others (6.4). What looks like the operator may be
/// part of a number.
fn is_composed(plain: &[u8]) -> bool {
    let mut at = 0;
    while let Some(b) = plain.get(at) {
        at += match b {
            12 if plain.get(at..at + 2) == Some(&COMPOSED) => return true,
            12 | 247..=254 => 2,
            255 => 5,
            _ => 1,
        };
    }
    false
}

/// Replaces these ranges by these texts, one per line; `None` if anything but white space lies
/// between them.
fn rewritten<T: AsRef<[u8]>>(
    bytes: &[u8],
    ranges: &mut [Range<usize>],
    texts: &[T],
) -> Option<Vec<u8>> {
    ranges.sort_by_key(|range| range.start);
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        return Some(bytes.to_vec());
    };
    for (before, after) in ranges.iter().zip(ranges.iter().skip(1)) {
        let between = bytes.get(before.end..after.start)?;
        if !between.trim_ascii().is_empty() {
            return None;
        }
    }
    let mut out = bytes.get(..first.start)?.trim_ascii_end().to_vec();
    for text in texts {
        out.push(b'\n');
        out.extend_from_slice(text.as_ref());
    }
    out.push(b'\n');
    out.extend_from_slice(bytes.get(last.end..)?.trim_ascii_start());
    Some(out)
}

/// The offset of the zeros and `cleartomark` at the end.
fn tail(rest: &[u8]) -> usize {
    let mark = rest.windows(11).rposition(|w| w == b"cleartomark").unwrap_or(rest.len());
    let filling = |b: &&u8| matches!(b, b'0' | b'\r' | b'\n' | b' ');
    let before = rest.iter().take(mark).rev();
    mark - before.take_while(filling).count().min(600)
}

/// Adobe's running cipher (7.1).
fn crypt(bytes: &[u8], mut key: u16, encrypt: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for b in bytes {
        let other = b ^ (key >> 8) as u8;
        let cipher = if encrypt { other } else { *b };
        key = u16::from(cipher).wrapping_add(key).wrapping_mul(52845).wrapping_add(22719);
        out.push(other);
    }
    out
}

fn unhex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        bytes.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
    digits.as_chunks().0.iter().map(|[high, low]| high << 4 | low).collect()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

/// The number after a word.
fn number(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let at = find(bytes, word)? + word.len();
    token(bytes, at)?.1.parse().ok()
}

/// The first token at or after an offset: the offset of its end, and its text.
fn token(bytes: &[u8], at: usize) -> Option<(usize, &str)> {
    let start = at + bytes.get(at..)?.iter().position(|b| !b.is_ascii_whitespace())?;
    let breaks = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'{' | b'[');
    let after_first = bytes.get(start + 1..)?;
    let end = start + 1 + after_first.iter().position(breaks).unwrap_or(after_first.len());
    let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    Some((end, text))
}

/// `/name length RD bytes ND` of every glyph.
fn entries(secret: &[u8]) -> Option<BTreeMap<String, (Range<usize>, Range<usize>)>> {
    let mut at = find(secret, b"/CharStrings")?;
    at += find(secret.get(at..)?, b"begin")? + 5;
    let mut out = BTreeMap::new();
    while let Some((after, name)) = token(secret, at) {
        let Some(name) = name.strip_prefix('/') else { break };
        let start = after - name.len() - 1;
        let (after, length) = token(secret, after)?;
        let (after, _) = token(secret, after)?;
        let data = after + 1;
        let end = data.checked_add(length.parse().ok()?)?;
        let mut stop = token(secret, end)?.0;
        // `noaccess def` is two words.
        if secret.get(end..stop)?.trim_ascii() == b"noaccess" {
            stop = token(secret, stop)?.0;
        }
        out.insert(name.to_owned(), (start..stop, data..end));
        at = stop;
    }
    Some(out)
}

/// `dup code /name put` of the built-in encoding.
fn pairs(clear: &[u8]) -> Vec<(Range<usize>, u32, String)> {
    let mut out = Vec::new();
    let Some(mut at) = find(clear, b"/Encoding") else { return out };
    while let Some(next) = clear.get(at..).and_then(|rest| find(rest, b"dup ")) {
        let start = at + next;
        at = start + 4;
        let Some((after, code)) = token(clear, at) else { break };
        let Some((after, name)) = token(clear, after) else { break };
        let Some((after, put)) = token(clear, after) else { break };
        if let (Ok(code), Some(name), "put") = (code.parse(), name.strip_prefix('/'), put) {
            out.push((start..after, code, name.to_owned()));
            at = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(accent: &[u8]) -> (Vec<u8>, usize) {
        let clear = b"%!PS-AdobeFont-1.0: A\n/Encoding 256 array\ndup 65 /A put\ndup 81 /Q put\n\
                      readonly def currentfile eexec\n";
        let glyph = |name: &str, body: &[u8]| {
            let body = crypt(&[&[0; 4], body].concat(), CHARSTRING, true);
            [format!("/{name} {} RD ", body.len()).as_bytes(), &body, b" ND\n"].concat()
        };
        let secret = [
            &[0; 4],
            b"dup /Private 3 dict dup begin /lenIV 4 def 2 index /CharStrings 3 dict dup begin\n"
                .as_slice(),
            &glyph(".notdef", &[14]),
            &glyph("A", accent),
            &glyph("Q", &[139, 139, 13, 14]),
            b"end end readonly put mark currentfile closefile\n",
        ]
        .concat();
        let tail = [b"0".repeat(512).as_slice(), b"\ncleartomark\n"].concat();
        let bytes = [clear.as_slice(), &crypt(&secret, EEXEC, true), &tail].concat();
        (bytes, clear.len())
    }

    #[test]
    fn glyphs_that_go_leave_no_name_and_no_outline() {
        let (bytes, clear) = program(&[139, 139, 13, 14]);
        let mut font = Type1::read(&bytes, clear).unwrap();
        assert_eq!(font.names().collect::<Vec<_>>(), [".notdef", "A", "Q"]);
        assert_eq!(font.encoded()[&81], "Q");
        assert_eq!(font.keep_only(&BTreeSet::from(["A".to_owned()])), Some(1));
        let (bytes, [clear, ..]) = font.write();
        let again = Type1::read(&bytes, clear).unwrap();
        assert_eq!(again.names().collect::<Vec<_>>(), [".notdef", "A"]);
        assert_eq!(again.encoded().len(), 1);
        assert!(find(&again.private, b"/CharStrings 2 dict").is_some());
        // The last byte of the encrypted part may look like one of the zeros.
        assert!(again.tail.ends_with(&font.tail) && again.tail.len() <= font.tail.len() + 1);
    }

    #[test]
    fn a_glyph_with_another_name_is_the_same_glyph() {
        let (bytes, clear) = program(&[139, 139, 13, 14]);
        let mut font = Type1::read(&bytes, clear).unwrap();
        assert!(font.rename(|old| (old == "Q").then(|| "g01".to_owned())));
        let (bytes, [clear, ..]) = font.write();
        let again = Type1::read(&bytes, clear).unwrap();
        assert_eq!(again.names().collect::<Vec<_>>(), [".notdef", "A", "g01"]);
        assert_eq!(again.encoded()[&81], "g01");
        let charstring =
            |font: &Type1, name: &str| font.private[font.glyphs[name].1.clone()].to_vec();
        let (old, _) = program(&[139, 139, 13, 14]);
        let old = Type1::read(&old, clear - 2).unwrap();
        assert_eq!(charstring(&again, "g01"), charstring(&old, "Q"));
        assert!(!font.rename(|_| None));
    }

    #[test]
    fn a_number_is_no_operator() {
        assert!(is_composed(&[139, 12, 6]));
        assert!(!is_composed(&[247, 12, 6, 255, 0, 0, 12, 6, 14]));
    }

    #[test]
    fn glyphs_and_codes_stand_in_an_order_of_their_own() {
        let arranged = |codes: [u32; 2]| {
            let (bytes, clear) = program(&[139, 139, 13, 14]);
            let mut font = Type1::read(&bytes, clear).unwrap();
            let from = String::from_utf8(font.clear.clone()).unwrap();
            let to = from.replace("65", &codes[0].to_string()).replace("81", &codes[1].to_string());
            font.clear = to.into_bytes();
            font.arrange(Some(&BTreeMap::from([(codes[0], 34), (codes[1], 33)]))).unwrap();
            font.write().0
        };
        assert!(arranged([1, 2]) == arranged([2, 1]));
        let (bytes, clear) = program(&[139, 139, 13, 14]);
        let mut font = Type1::read(&bytes, clear).unwrap();
        assert_eq!(font.arrange(Some(&BTreeMap::from([(81, 33)]))), Some(()));
        assert_eq!(font.encoded(), BTreeMap::from([(33, "Q".to_owned())]));
        assert_eq!(Type1::read(&font.write().0, font.clear.len()).unwrap().names().count(), 3);
    }

    #[test]
    fn a_composed_letter_that_stays_keeps_all() {
        let (bytes, clear) = program(&[139, 139, 139, 139, 139, 12, 6]);
        let mut font = Type1::read(&bytes, clear).unwrap();
        assert_eq!(font.keep_only(&BTreeSet::from(["A".to_owned()])), None);
        assert_eq!(font.keep_only(&BTreeSet::from(["Q".to_owned()])), Some(1));
    }
}
