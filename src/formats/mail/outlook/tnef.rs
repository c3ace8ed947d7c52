//! `winmail.dat`: a message of Outlook within a mail (MS-OXTNEF), as the mail that it holds.

use super::build::{
    alternative, attachment, date, line, mixed, of_rich, person, plain, text_part, unread,
};
use crate::formats::charset;
use crate::formats::mail::syntax::words;
use crate::model::{FormatError, message};

const MARK: [u8; 4] = [0x78, 0x9F, 0x3E, 0x22];
/// Most attributes and properties of one message.
const MOST: usize = 100_000;

/// Whether bytes are such a message.
pub(super) fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&MARK)
}

/// The mail that such a message holds.
///
/// # Errors
/// `Damaged` if it is cut short.
pub(super) fn as_mail(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let damaged = || FormatError::damaged(message!("the parts of the message cannot be found"));
    let mut out = Message::default();
    let mut at = 6;
    let mut count = 0;
    while at < bytes.len() {
        let (id, data, next) = attribute(bytes, at).ok_or_else(damaged)?;
        out.take(id, data).ok_or_else(damaged)?;
        at = next;
        count += 1;
        if count > MOST {
            return Err(FormatError::Limit(message!("too many parts")));
        }
    }
    Ok(out.mail())
}

/// The attribute at an offset: its number, its data, and where the next one begins.
fn attribute(bytes: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let id = u16::from_le_bytes(bytes.get(at + 1..at + 3)?.try_into().ok()?);
    let length = number(bytes, at + 5)?;
    let start = at + 9;
    let end = start.checked_add(length)?;
    Some((id, bytes.get(start..end)?, end.checked_add(2)?))
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

#[derive(Default)]
struct Message {
    subject: String,
    from: String,
    to: Vec<String>,
    date: Option<String>,
    text: Option<String>,
    page: Option<Vec<u8>>,
    rich: Option<Vec<u8>>,
    files: Vec<File>,
}

#[derive(Default)]
struct File {
    name: String,
    data: Option<Vec<u8>>,
}

fn letters(data: &[u8]) -> String {
    let text = charset::decode(data, charset::unnamed(data)).text;
    text.trim_end_matches('\0').to_owned()
}

impl Message {
    fn take(&mut self, id: u16, data: &[u8]) -> Option<()> {
        match id {
            0x8004 => self.subject = letters(data),
            0x800C => self.text = Some(letters(data)),
            0x9003 => properties(data)?.0.into_iter().for_each(|p| self.property(p)),
            0x9004 => self.recipients(data)?,
            0x9002 => self.files.push(File::default()),
            0x8010 => self.file(|f| f.name = letters(data)),
            0x800F => self.file(|f| f.data = Some(data.to_vec())),
            0x9005 => {
                for property in properties(data)?.0 {
                    self.of_file(property);
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Changes the attachment that is being read.
    fn file(&mut self, change: impl FnOnce(&mut File)) {
        match self.files.last_mut() {
            Some(last) => change(last),
            None => {
                let mut first = File::default();
                change(&mut first);
                self.files.push(first);
            }
        }
    }

    fn property(&mut self, property: Property<'_>) {
        match property.id {
            0x0037 if self.subject.is_empty() => self.subject = property.text(),
            0x1000 => self.text = Some(property.text()),
            0x1013 => self.page = Some(property.data.to_vec()),
            0x1009 => self.rich = Some(property.data.to_vec()),
            0x0039 => self.date = property.fixed().and_then(date),
            0x0C1A => self.from = format!("{}\0{}", property.text(), self.from),
            0x5D01 | 0x5D02 | 0x0C1F => {
                let text = property.text();
                if text.contains('@') {
                    self.from.push_str(&text);
                    self.from.push('\0');
                }
            }
            _ => {}
        }
    }

    fn of_file(&mut self, property: Property<'_>) {
        match property.id {
            0x3707 => self.file(|f| f.name = property.text()),
            0x3701 if property.kind == 0x0D => {
                // A message within, behind the number of its kind.
                let inner = property.data.get(16..).unwrap_or_default().to_vec();
                self.file(|f| f.data = Some(inner));
            }
            0x3701 => self.file(|f| f.data = Some(property.data.to_vec())),
            _ => {}
        }
    }

    fn recipients(&mut self, data: &[u8]) -> Option<()> {
        let count = number(data, 0)?;
        let mut rest = data.get(4..)?;
        for _ in 0..count.min(MOST) {
            let (row, used) = properties(rest)?;
            let find = |ids: [u16; 3]| {
                let found = ids.iter().filter_map(|id| row.iter().find(|p| p.id == *id));
                found.map(Property::text).find(|t| !t.trim().is_empty())
            };
            let name = find([0x3001, 0x5FF6, 0x3A20]);
            let address = find([0x39FE, 0x3003, 0x0076]);
            self.to.push(person(name.as_deref(), address.as_deref()));
            rest = rest.get(used..)?;
        }
        Some(())
    }

    fn mail(self) -> Vec<u8> {
        let mut out = String::new();
        let mut sender = self.from.split('\0');
        let (name, address) = (sender.next(), sender.next());
        line("From", &person(name, address), &mut out);
        let to: Vec<String> = self.to.into_iter().filter(|t| !t.is_empty()).collect();
        line("To", &to.join(", "), &mut out);
        line("Subject", &words::encode(&plain(&self.subject)), &mut out);
        line("Date", &self.date.unwrap_or_default(), &mut out);
        out.push_str("MIME-Version: 1.0\r\n");
        let mut bodies = Vec::new();
        bodies.extend(self.text.filter(|t| !t.trim().is_empty()).map(|t| text_part("plain", &t)));
        bodies.extend(self.page.map(|page| text_part("html", &letters(&page))));
        if let Some(rich) = self.rich.filter(|_| bodies.is_empty()) {
            bodies.push(of_rich(&rich));
        }
        if bodies.is_empty() {
            bodies.push(text_part("plain", ""));
        }
        let mut parts = vec![alternative(bodies, 0)];
        for file in self.files {
            let name = if file.name.is_empty() { "winmail.dat".to_owned() } else { file.name };
            parts.push(match file.data {
                Some(data) => attachment(Some(&plain(&name)), None, &data),
                None => unread("application/octet-stream"),
            });
        }
        let mut out = out.into_bytes();
        out.extend(mixed(parts, 0));
        out
    }
}

/// A property of MAPI.
struct Property<'d> {
    id: u16,
    kind: u16,
    data: &'d [u8],
}

impl Property<'_> {
    fn text(&self) -> String {
        match self.kind {
            0x1F => charset::decode(self.data, encoding_rs::UTF_16LE)
                .text
                .trim_end_matches('\0')
                .to_owned(),
            _ => letters(self.data),
        }
    }

    fn fixed(&self) -> Option<u64> {
        Some(u64::from_le_bytes(self.data.get(..8)?.try_into().ok()?))
    }
}

/// A list of properties, and how many bytes it takes; `None` if it is cut short.
fn properties(data: &[u8]) -> Option<(Vec<Property<'_>>, usize)> {
    let count = number(data, 0)?;
    let mut at = 4;
    let mut out = Vec::new();
    for _ in 0..count.min(MOST) {
        let word = |at: usize| -> Option<u16> {
            Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
        };
        let (kind, id) = (word(at)?, word(at + 2)?);
        at += 4;
        if id >= 0x8000 {
            let named = number(data, at + 16)?;
            at += 20;
            let length = number(data, at)?;
            at = at.checked_add(if named == 0 { 4 } else { 4 + padded(length)? })?;
        }
        let several = kind & 0x1000 != 0;
        let kind = kind & 0x0FFF;
        let fixed = match kind {
            2 | 3 | 4 | 0x0A | 0x0B => Some(4),
            5 | 6 | 7 | 0x14 | 0x40 => Some(8),
            0x48 => Some(16),
            0x1E | 0x1F | 0x102 | 0x0D => None,
            _ => return None,
        };
        let values = match fixed {
            Some(_) if !several => 1,
            _ => {
                at += 4;
                number(data, at - 4)?
            }
        };
        for value in 0..values.min(MOST) {
            let length = match fixed {
                Some(length) => length,
                None => {
                    at += 4;
                    number(data, at - 4)?
                }
            };
            let end = at.checked_add(length)?;
            if value == 0 {
                out.push(Property { id, kind, data: data.get(at..end)? });
            }
            at = at.checked_add(padded(length)?)?;
        }
    }
    Some((out, at.min(data.len())))
}

fn padded(length: usize) -> Option<usize> {
    length.checked_add(3).map(|l| l & !3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(level: u8, id: u16, data: &[u8]) -> Vec<u8> {
        let mut out = vec![level];
        out.extend(id.to_le_bytes());
        out.extend([0, 0]);
        out.extend(u32::try_from(data.len()).expect("small").to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
        out
    }

    #[test]
    fn its_text_and_files_are_those_of_a_mail() {
        let mut bytes = [&MARK[..], &[1, 0]].concat();
        bytes.extend(attribute(1, 0x8004, b"Overleg\0"));
        bytes.extend(attribute(1, 0x800C, b"Dag Noor\0"));
        let mut properties = vec![1, 0, 0, 0, 0x1E, 0, 0x1A, 0x0C, 1, 0, 0, 0, 4, 0, 0, 0];
        properties.extend(b"Bos\0");
        bytes.extend(attribute(1, 0x9003, &properties));
        bytes.extend(attribute(2, 0x9002, &[0; 14]));
        bytes.extend(attribute(2, 0x8010, b"nota.txt\0"));
        bytes.extend(attribute(2, 0x800F, b"Bijlage"));
        let mail = String::from_utf8(as_mail(&bytes).expect("sound")).expect("text");
        assert!(mail.starts_with("From: \"Bos\":;\r\nSubject: Overleg\r\n"), "{mail}");
        assert!(mail.contains("filename=\"nota.txt\"") || mail.contains("filename=nota.txt"));
        assert!(mail.contains("RGFnIE5vb3I=") && mail.contains("Qmlqb"), "{mail}");
        for end in 0..bytes.len() {
            let _ = as_mail(&bytes[..end]);
        }
    }
}
