//! The headers of a copy: fields that readers see without what was cut, types of parts written
//! anew, other identifiers, and nothing of the way that the mail took.

use super::{Copy, digits};
use crate::formats::charset;
use crate::formats::cuts;
use crate::formats::mail::read::document::HeadValue;
use crate::formats::mail::read::kinds::{self, FieldClass, PartClass};
use crate::formats::mail::syntax::address::Item;
use crate::formats::mail::syntax::field::Field;
use crate::formats::mail::syntax::transfer::Coding;
use crate::formats::mail::syntax::{params, words};
use crate::formats::mail::tree::Part;
use crate::formats::splice::Splice;
use crate::model::{FormatError, message};

impl Copy<'_> {
    /// Edits every header.
    pub(super) fn headers(&mut self) -> Result<(), FormatError> {
        let document = self.document;
        for (at, head) in document.fields.iter().enumerate() {
            let field = document.parts.get(head.part).and_then(|p| p.fields.get(head.field));
            if let Some(field) = field {
                self.seen(at, field, &head.value)?;
            }
        }
        for (index, part) in document.parts.iter().enumerate() {
            self.unseen(index, part)?;
            if !part.parted {
                self.splices.push(Splice::new(part.body.start..part.body.start, self.line_end));
            }
            for line in &part.envelope {
                let with = match document.mailbox {
                    true => envelope(document.slice(line), self.line_end),
                    false => String::new(),
                };
                self.splices.push(Splice::new(line.clone(), with));
            }
        }
        Ok(())
    }

    /// A field that readers see.
    fn seen(&mut self, at: usize, field: &Field, value: &HeadValue) -> Result<(), FormatError> {
        let raw = self.document.slice(&field.value);
        let odd = raw.iter().any(|b| !b.is_ascii() || matches!(b, 0..=8 | 11..=12 | 14..=31))
            || bare_return(raw);
        match value {
            HeadValue::Text(text) => {
                let cut = self.cut_item(at, 0, text)?;
                if let Some(new) = cut.or_else(|| odd.then(|| text.clone())) {
                    self.value(field, &words::encode(&new));
                }
            }
            HeadValue::Addresses(items) => self.addresses(at, field, items, odd)?,
        }
        Ok(())
    }

    fn addresses(
        &mut self,
        at: usize,
        field: &Field,
        items: &[Item],
        odd: bool,
    ) -> Result<(), FormatError> {
        for (number, item) in items.iter().enumerate() {
            let own = field.value.start + item.range.start..field.value.start + item.range.end;
            let raw = self.document.slice(&own);
            let own_odd = odd && raw.iter().any(|b| !b.is_ascii_graphic() && *b != b' ');
            let cut = self.cut_item(at, number, &item.text)?;
            if let Some(new) = cut.or_else(|| own_odd.then(|| item.text.clone())) {
                self.splices.push(Splice::new(own, item.written(&new)));
            }
        }
        Ok(())
    }

    /// A text of a field without what was cut; `None` if nothing was.
    fn cut_item(&self, at: usize, item: usize, text: &str) -> Result<Option<String>, FormatError> {
        let Some(cuts) = self.cuts.items.get(&(at, item)) else { return Ok(None) };
        let new = cuts::carried_out(text, cuts.clone());
        new.map(Some).ok_or_else(|| FormatError::not_removed(message!("header of the mail")))
    }

    /// Gives a field another value.
    fn value(&mut self, field: &Field, value: &str) {
        let folded = words::folded(field.name.len(), value, self.line_end);
        self.splices.push(Splice::new(field.value.clone(), format!(" {folded}")));
    }

    /// The fields that readers do not see.
    fn unseen(&mut self, index: usize, part: &Part) -> Result<(), FormatError> {
        let mut done: Vec<&str> = Vec::new();
        for field in &part.fields {
            let (class, name) = kinds::field(&field.name);
            let own = part.parent.is_none() || name.starts_with("Content-");
            let again = done.contains(&field.name.as_str());
            done.push(&field.name);
            match class {
                FieldClass::Text | FieldClass::Addresses if own => {}
                FieldClass::Identifiers if part.parent.is_none() && !again => {
                    let value = identifiers(self.document.slice(&field.value));
                    self.value(field, &value);
                }
                FieldClass::Mime if !again => self.mime(index, part, field)?,
                _ => {
                    self.note("mail-header-removed");
                    self.splices.push(Splice::new(field.whole.clone(), *b""));
                }
            }
        }
        Ok(())
    }

    /// A field about the body, written anew.
    fn mime(&mut self, index: usize, part: &Part, field: &Field) -> Result<(), FormatError> {
        let value = match field.name.as_str() {
            "mime-version" => " 1.0".to_owned(),
            "content-type" => self.content_type(index, part)?,
            "content-disposition" => {
                let inline = part.disposition.value == "inline";
                let value = if inline { "inline" } else { "attachment" };
                let name = self.name_of(index, part, "filename")?;
                let params: Vec<(String, String)> =
                    name.map(|n| ("filename".to_owned(), n)).into_iter().collect();
                params::write(value, &params, self.line_end)
            }
            "content-transfer-encoding" => format!(" {}", self.coding_of(index, part)),
            _ => {
                let text = words::decode(self.document.slice(&field.value)).text;
                format!(" {}", words::encode(&self.name_after_cuts(index, &text)?))
            }
        };
        self.splices.push(Splice::new(field.value.clone(), value));
        Ok(())
    }

    /// The name of the transfer encoding of the body in the copy.
    fn coding_of(&self, index: usize, part: &Part) -> &'static str {
        if let Some(coding) = self.recoded(index) {
            return coding;
        }
        match part.coding {
            Coding::Quoted => "quoted-printable",
            Coding::Base64 => "base64",
            Coding::Plain if self.document.slice(&part.body).is_ascii() => "7bit",
            Coding::Plain => "8bit",
            Coding::Unknown => "binary",
        }
    }

    fn content_type(&self, index: usize, part: &Part) -> Result<String, FormatError> {
        let mut params = Vec::new();
        let kind = match &part.multipart {
            Some(_) if part.kind == "multipart/signed" => "multipart/mixed",
            // Without any part in it, it is text.
            None if part.kind.starts_with("multipart/") => "text/plain",
            _ if self.is_blanked(index) => "text/plain",
            _ => kinds::written(&part.kind),
        };
        if part.multipart.is_some() {
            params.push(("boundary".to_owned(), self.boundary(index)));
        }
        for (name, value) in &part.typed.params {
            let known = name == "charset" && charset::named(value).is_some();
            if known || kinds::keeps(name, value) {
                params.push((name.clone(), value.clone()));
            }
        }
        let class = kinds::part(&part.kind);
        if !matches!(class, PartClass::Multipart)
            && let Some(name) = self.name_of(index, part, "name")?
        {
            params.push(("name".to_owned(), name));
        }
        Ok(params::write(kind, &params, self.line_end))
    }

    /// The file name of a part in the copy.
    fn name_of(
        &self,
        index: usize,
        part: &Part,
        wanted: &str,
    ) -> Result<Option<String>, FormatError> {
        let typed = if wanted == "name" { &part.typed } else { &part.disposition };
        let starred = format!("{wanted}*");
        match typed.get(&starred).or_else(|| typed.get(wanted)).filter(|n| !n.is_empty()) {
            Some(name) => {
                let name = self.name_after_cuts(index, name)?;
                Ok(Some(match self.ending(index) {
                    Some(ending) => {
                        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
                        format!("{stem}.{ending}")
                    }
                    None => name,
                }))
            }
            None => Ok(None),
        }
    }

    fn name_after_cuts(&self, index: usize, name: &str) -> Result<String, FormatError> {
        let found = self.document.names.iter().position(|n| n.part == index && n.text == name);
        match found.and_then(|at| self.cuts.names.get(&at)) {
            Some(cuts) => cuts::carried_out(name, cuts.clone())
                .ok_or_else(|| FormatError::not_removed(message!("name of an attachment"))),
            None => Ok(name.to_owned()),
        }
    }

    /// The boundary of a part in the copy. It depends on the whole file, so that no message inside
    /// has the same.
    pub(super) fn boundary(&self, index: usize) -> String {
        format!("=_{}_{index}", self.seed)
    }
}

/// Whether a carriage return stands alone, which some programs take for the end of a line.
fn bare_return(raw: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', raw).any(|at| raw.get(at + 1) != Some(&b'\n'))
}

/// Other identifiers for those of messages: the same for the same, so that a conversation holds
/// together, and without the name of a person or computer.
fn identifiers(raw: &[u8]) -> String {
    let text = words::letters(raw);
    let mut out = Vec::new();
    for part in text.split('<').skip(1) {
        let Some((id, _)) = part.split_once('>') else { continue };
        let id = id.trim();
        let done = id
            .strip_suffix("@gelakt.invalid")
            .is_some_and(|local| local.len() == 32 && local.bytes().all(|b| b.is_ascii_hexdigit()));
        out.push(match done {
            true => format!("<{id}>"),
            false => format!("<{}@gelakt.invalid>", digits(&[b"mail id", id.as_bytes()], 16)),
        });
    }
    out.join(" ")
}

/// The line in front of a message in a mailbox, without the address in it.
fn envelope(line: &[u8], line_end: &str) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = String::from_utf8_lossy(line);
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = words.iter().rposition(|w| DAYS.contains(w));
    let date = day.and_then(|at| words.get(at..at + 4));
    let year = words.iter().rev().find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit() || b == b':') && w.len() <= 8;
    match (date, year) {
        (Some([day, month, date, time]), Some(year))
            if MONTHS.contains(month) && number(date) && number(time) =>
        {
            format!("From MAILER-DAEMON {day} {month} {date:>2} {time} {year}{line_end}")
        }
        _ => format!("From MAILER-DAEMON Thu Jan  1 00:00:00 1970{line_end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stay_the_same_among_each_other() {
        let one = identifiers(b" <jan.bos.1@pc-bos.x.nl>");
        assert_eq!(one.len(), 1 + 32 + "@gelakt.invalid".len() + 1);
        assert_eq!(
            identifiers(b"<a@b>\r\n <jan.bos.1@pc-bos.x.nl>").split(' ').nth(1),
            Some(one.as_str())
        );
        assert_eq!(identifiers(one.as_bytes()), one);
    }

    #[test]
    fn an_envelope_keeps_its_date() {
        let line = b"From jan.bos@x.nl Mon Jun 15 14:32:11 2026 +0200\n";
        assert_eq!(envelope(line, "\n"), "From MAILER-DAEMON Mon Jun 15 14:32:11 2026\n");
        assert!(envelope(b"From Jan Bos", "\n").ends_with("1970\n"));
    }
}
