//! Pages that come as a mail message (MHTML, RFC 2557), as Word takes them in as chunks.
//!
//! The page is taken out of its transfer encoding and stands in the copy as a message of its own,
//! in UTF-8; headers and pictures of the message stay behind.

use crate::formats::docx::syntax::transfer_encoding::decoded;
use crate::formats::docx::syntax::xml::escape;

/// Deepest nesting of messages.
const DEPTH: usize = 8;

/// The page in a message: its HTML, or its plain text as HTML. `None` when there is neither.
pub(crate) fn page(message: &[u8]) -> Option<String> {
    let mut plain = None;
    let html = find(message, DEPTH, &mut plain);
    html.or_else(|| plain.map(|text| format!("<pre>{}</pre>", escape(&text))))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_out_of_its_codings() {
        let message = b"From: x\r\nContent-Type: multipart/related;\r\n boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Jan=\r\nsen=C3=A9</p>\r\n--b--\r\n";
        assert_eq!(page(message).as_deref(), Some("<p>Jans\u{65}n\u{e9}</p>\r\n"));
        let plain = b"MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSmFuIDwzIFBpZXQ=";
        assert_eq!(page(plain).as_deref(), Some("<pre>Jan &lt;3 Piet</pre>"));
    }

    #[test]
    fn broken_messages_do_not_panic() {
        let message = b"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--=\n=4\n==";
        for n in 0..message.len() {
            let _ = page(&message[..n]);
        }
    }
}
