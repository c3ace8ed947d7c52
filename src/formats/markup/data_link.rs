//! Files that stand in links (`data:`, RFC 2397).

use crate::formats::base64;
use crate::formats::charset;

/// A file in a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Linked {
    /// What stands in front of its digits in a copy.
    pub(super) before: String,
    pub(super) bytes: Vec<u8>,
    /// A name that says what it is.
    pub(super) name: String,
}

/// What a link holds, if it says nothing beside what kind of file that is.
pub(super) fn file(link: &str) -> Option<Linked> {
    let (head, data) = head_and_data(link)?;
    let mut parts = head.split(';').map(str::trim);
    let kind = parts.next().filter(|k| !k.is_empty()).unwrap_or("text/plain").to_owned();
    let ending = ending(&kind)?;
    let mut before = format!("data:{kind}");
    let mut packed = false;
    for part in parts {
        match part.split_once('=') {
            None if part == "base64" => packed = true,
            Some(("charset", name)) => {
                let known = charset::named(name.trim_matches('"'))?;
                before.push_str(&format!(";charset={}", known.name().to_lowercase()));
            }
            _ => return None,
        }
    }
    before.push_str(";base64,");
    let plain = unescaped(data);
    let bytes = match packed {
        true => base64::decode(std::str::from_utf8(&plain).ok()?)?,
        false => plain,
    };
    Some(Linked { before, bytes, name: format!("data.{ending}") })
}

/// Whether a link holds a font, which no copy keeps.
pub(super) fn is_font(link: &str) -> bool {
    head_and_data(link).is_some_and(|(head, _)| {
        head.starts_with("font/")
            || head.starts_with("application/font-")
            || head.starts_with("application/x-font")
            || head.starts_with("application/vnd.ms-fontobject")
    })
}

fn head_and_data(link: &str) -> Option<(String, &str)> {
    let (scheme, rest) = link.trim_start().split_once(':')?;
    let (head, data) = rest.split_once(',')?;
    let data = scheme.eq_ignore_ascii_case("data").then_some(data)?;
    Some((head.trim().to_ascii_lowercase(), data))
}

/// How the names of such files end.
fn ending(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "text/html" | "application/xhtml+xml" => "html",
        "image/svg+xml" => "svg",
        "text/xml" | "application/xml" => "xml",
        "application/json" | "application/ld+json" => "json",
        "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/rtf" | "application/rtf" => "rtf",
        "application/pdf" => "pdf",
        "text/plain" | "text/csv" | "text/css" | "text/javascript" | "text/markdown" => "txt",
        _ => return None,
    })
}

/// Letters behind percent signs.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        let byte = digit(0).zip(digit(1)).and_then(|(a, b)| u8::try_from(a * 16 + b).ok());
        match byte.filter(|_| *first == b'%') {
            Some(byte) => {
                out.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_it_holds() {
        let told = |link: &str| {
            file(link).map(|f| (f.before, String::from_utf8(f.bytes).expect("text"), f.name))
        };
        let of = |before: &str, text: &str, name: &str| {
            Some((before.to_owned(), text.to_owned(), name.to_owned()))
        };
        assert_eq!(
            told("data:text/plain;base64,Tm9vcg=="),
            of("data:text/plain;base64,", "Noor", "data.txt")
        );
        assert_eq!(
            told(" DATA:image/svg+xml;charset=UTF-8,%3Csvg>a%"),
            of("data:image/svg+xml;charset=utf-8;base64,", "<svg>a%", "data.svg")
        );
        assert_eq!(told("data:,a b"), of("data:text/plain;base64,", "a b", "data.txt"));
        for link in [
            "data:text/plain;naam=Noor,x",
            "data:noor/bakker,x",
            "data:text/plain",
            "data:text/plain;base64,???",
            "http:x,y",
            "data:text/plain;charset=noor,x",
        ] {
            assert_eq!(told(link), None, "{link}");
        }
        assert!(is_font("data:font/woff2;base64,AA==") && !is_font("data:text/plain,font/"));
    }
}
