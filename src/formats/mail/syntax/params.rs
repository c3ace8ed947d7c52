//! Values with parameters: `Content-Type`, `Content-Disposition` (RFC 2045, 5.1; RFC 2231).

use super::words;
use crate::formats::charset;
use std::collections::BTreeMap;

/// A value with parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// What stands in front, in lower case: `text/plain`, `attachment`.
    pub(crate) value: String,
    /// Names in lower case, and values.
    pub(crate) params: Vec<(String, String)>,
    /// Whether a value of them could not be read.
    pub(crate) unread: bool,
}

impl Typed {
    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// A piece of a parameter: number, whether it is percent-encoded, value.
type Piece = (usize, bool, String);

/// Reads a value with parameters, however faulty.
pub(crate) fn read(raw: &[u8]) -> Typed {
    let text = words::letters(raw);
    let mut parts = split(&text).into_iter();
    let value = parts.next().unwrap_or_default();
    let mut out = Typed {
        value: value.split_whitespace().collect::<String>().to_ascii_lowercase(),
        ..Typed::default()
    };
    let mut pieces: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for part in parts {
        let Some((name, value)) = part.split_once('=') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let value = unquoted(value.trim());
        match name.split_once('*') {
            None => {
                let decoded = words::decode(value.as_bytes());
                out.unread |= decoded.unread;
                if out.get(&name).is_none() {
                    out.params.push((name, decoded.text));
                }
            }
            Some((name, "")) => pieces.entry(name.to_owned()).or_default().push((0, true, value)),
            Some((name, number)) => {
                let (number, encoded) = match number.strip_suffix('*') {
                    Some(number) => (number, true),
                    None => (number, false),
                };
                let number = number.parse().unwrap_or(usize::MAX);
                pieces.entry(name.to_owned()).or_default().push((number, encoded, value));
            }
        }
    }
    for (name, mut pieces) in pieces {
        pieces.sort();
        match joined(&pieces) {
            Some(value) => match out.params.iter_mut().find(|(n, _)| *n == name) {
                // Programs differ in which of the two they show.
                Some((_, plain)) if *plain != value => {
                    out.params.push((format!("{name}*"), value));
                }
                Some(_) => {}
                None => out.params.push((name, value)),
            },
            None => out.unread = true,
        }
    }
    out
}

/// The pieces of a parameter as one text (RFC 2231, 3 and 4).
fn joined(pieces: &[Piece]) -> Option<String> {
    let mut bytes = Vec::new();
    let mut label = String::new();
    for (at, (_, encoded, value)) in pieces.iter().enumerate() {
        let mut value = value.as_str();
        if at == 0 && *encoded {
            let mut parts = value.splitn(3, '\'');
            let (charset, _, rest) = (parts.next()?, parts.next()?, parts.next()?);
            charset.clone_into(&mut label);
            value = rest;
        }
        match encoded {
            true => bytes.extend(percent(value)),
            false => bytes.extend(value.bytes()),
        }
    }
    let encoding = match label.as_str() {
        "" => charset::unnamed(&bytes),
        name => charset::named(name)?,
    };
    Some(charset::decode(&bytes, encoding).text)
}

fn percent(text: &str) -> Vec<u8> {
    let escaped = text.replace('=', "=3D").replace('%', "=").replace('_', "=5F");
    super::transfer::word_bytes(&escaped)
}

/// The parts between semicolons, without comments; quotes may hold both.
fn split(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = text.chars();
    let (mut quoted, mut depth) = (false, 0_usize);
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        match c {
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            ';' if !quoted && depth == 0 => {
                out.push(String::new());
                continue;
            }
            _ => {}
        }
        if depth == 0
            && let Some(last) = out.last_mut()
        {
            last.push(c);
            last.extend(escaped);
        }
    }
    out
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        // Paths of Windows are not escaped by the programs that put them there.
        match (c, chars.clone().next()) {
            ('\\', Some('"' | '\\')) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// A value with parameters as it is written.
pub(crate) fn write(value: &str, params: &[(String, String)], line_end: &str) -> String {
    let mut out = format!(" {value}");
    for (name, value) in params {
        out.push(';');
        out.push_str(line_end);
        out.push_str(&format!(" {name}"));
        let plain = value.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        if plain && value.len() <= 70 {
            out.push_str(&format!("=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
        } else {
            out.push_str("*=utf-8''");
            for byte in value.bytes() {
                match byte {
                    b if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') => {
                        out.push(char::from(b));
                    }
                    b => out.push_str(&format!("%{b:02X}")),
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_however_they_are_written() {
        for raw in [
            " attachment; filename=\"Zoë Bos.pdf\"",
            "Attachment (x; y=\"z\"); FILENAME*=utf-8''Zo%C3%AB%20Bos.pdf",
            "attachment;\r\n filename*0*=iso-8859-1'nl'Zo%EB%20;\r\n filename*1=\"Bos.pdf\"",
            "attachment; filename=\"=?utf-8?q?Zo=C3=AB_Bos.pdf?=\"",
            "attachment; filename=Zoë Bos.pdf",
        ] {
            let got = read(raw.as_bytes());
            assert_eq!(
                (got.value.as_str(), got.get("filename")),
                ("attachment", Some("Zoë Bos.pdf")),
                "{raw}"
            );
        }
        assert_eq!(read(b"text/plain; a=\"x\\\"y\"; b=C:\\z").params.len(), 2);
        assert!(read(b"a; f*=utf-7''x").unread);
        assert_eq!(read(b"a; f=x; f*=utf-8''y").params.len(), 2);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let long = "x".repeat(90);
        let params: Vec<(String, String)> =
            [("a", "Zoë \"B\".pdf"), ("b", "x\\y\"z"), ("c", long.as_str())]
                .map(|(n, v)| (n.into(), v.into()))
                .to_vec();
        assert_eq!(read(write("x/y", &params, "\r\n").as_bytes()).params.len(), 3);
        let got = read(write("x/y", &params, "\r\n").as_bytes());
        assert!(params.iter().all(|(n, v)| got.get(n) == Some(v)));
    }
}
