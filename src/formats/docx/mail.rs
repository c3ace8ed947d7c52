//! Pages that come as a mail message (MHTML, RFC 2557), as Word takes them in as chunks.
//!
//! The page is taken out of its transfer encoding and stands in the copy as a message of its own,
//! in UTF-8; headers and pictures of the message stay behind.

/// Deepest nesting of messages.
const DEPTH: usize = 8;

/// What stands in front of the page in a copy.
pub(super) const HEAD: &str = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

/// Whether these bytes are a message.
pub(super) fn is_message(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let header = |name: &[u8]| {
        head.starts_with(name) || memchr::memmem::find(&head, &[b"\n", name].concat()).is_some()
    };
    !head.starts_with(b"<")
        && header(b"content-type:")
        && (header(b"mime-version:") || header(b"from:"))
}

/// The page in a message: its HTML, or its plain text as HTML. `None` when there is neither.
pub(super) fn page(message: &[u8]) -> Option<String> {
    let mut plain = None;
    let html = find(message, DEPTH, &mut plain);
    html.or_else(|| plain.map(|text| format!("<pre>{}</pre>", super::xml::escape(&text))))
}

fn find(message: &[u8], depth: usize, plain: &mut Option<String>) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let (head, body) = split(message)?;
    let kind = header(&head, "content-type").unwrap_or_default();
    if let Some(boundary) = parameter(&kind, "boundary") {
        let parts = pieces(body, boundary.as_bytes());
        return parts.into_iter().find_map(|part| find(part, depth, plain));
    }
    let text = || {
        let coding = header(&head, "content-transfer-encoding").unwrap_or_default();
        let bytes = decoded(body, coding.trim())?;
        let charset = parameter(&kind, "charset").unwrap_or_default();
        let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())
            .unwrap_or(encoding_rs::WINDOWS_1252);
        let utf8 = std::str::from_utf8(&bytes).ok().filter(|_| charset.is_empty());
        Some(utf8.map_or_else(|| encoding.decode(&bytes).0.into_owned(), str::to_owned))
    };
    if kind.to_ascii_lowercase().contains("text/html") {
        return text();
    }
    if plain.is_none() && kind.to_ascii_lowercase().contains("text/plain") {
        *plain = text();
    }
    None
}

/// Head and body of a message, lines of the head unfolded.
fn split(message: &[u8]) -> Option<(String, &[u8])> {
    let ends = [(&b"\r\n\r\n"[..], 4), (&b"\n\n"[..], 2)];
    let found = ends.iter().filter_map(|(end, n)| Some((memchr::memmem::find(message, end)?, n)));
    let (at, length) = found.min()?;
    let head = String::from_utf8_lossy(message.get(..at)?).replace('\r', "");
    Some((head.replace("\n ", " ").replace("\n\t", " "), message.get(at + length..)?))
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|p| {
        let (key, value) = p.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between the lines of a boundary.
fn pieces<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let line = [b"--", boundary].concat();
    let starts: Vec<usize> = memchr::memmem::find_iter(body, &line).collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let piece = |(start, end): (&usize, usize)| {
        let rest = body.get(start + line.len()..end)?;
        rest.get(memchr::memchr(b'\n', rest)? + 1..)
    };
    starts.iter().zip(ends).filter_map(piece).collect()
}

fn decoded(body: &[u8], coding: &str) -> Option<Vec<u8>> {
    match coding.to_ascii_lowercase().as_str() {
        "base64" => base64(body),
        "quoted-printable" => Some(quoted(body)),
        _ => Some(body.to_vec()),
    }
}

/// Bytes in base64; `None` when they are not.
pub(super) fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for b in body.iter().filter(|b| !b.is_ascii_whitespace() && **b != b'=') {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, tail)) = rest.split_first() {
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        rest = match (first, tail) {
            (b'=', [b'\r', b'\n', after @ ..]) | (b'=', [b'\n', after @ ..]) => after,
            (b'=', _) => match (hex(tail.first()), hex(tail.get(1))) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    tail.get(2..).unwrap_or_default()
                }
                _ => tail,
            },
            _ => {
                out.push(*first);
                tail
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_out_of_its_codings() {
        let message = b"From: x\r\nContent-Type: multipart/related;\r\n boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Jan=\r\nsen=C3=A9</p>\r\n--b--\r\n";
        assert!(is_message(message));
        assert_eq!(page(message).as_deref(), Some("<p>Jans\u{65}n\u{e9}</p>\r\n"));
        let plain = b"MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSmFuIDwzIFBpZXQ=";
        assert_eq!(page(plain).as_deref(), Some("<pre>Jan &lt;3 Piet</pre>"));
        assert!(!is_message(b"<html>"));
    }

    #[test]
    fn broken_messages_do_not_panic() {
        let message = b"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--=\n=4\n==";
        for n in 0..message.len() {
            let _ = page(&message[..n]);
        }
    }
}
