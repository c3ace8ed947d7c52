//! Web pages saved as a mail message (MHTML, RFC 2557), which Word takes in as chunks.
//!
//! The page is taken out of its transfer encoding. The copy holds it as a message of its own, in
//! UTF-8; the headers and pictures of the original message are left out.

use crate::formats::office::syntax::xml::escape;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders};

/// The page in a message: its first HTML part, or else its first plain text part as HTML.
///
/// `None` when there is neither, or when its transfer encoding is faulty.
pub(crate) fn page(bytes: &[u8]) -> Option<String> {
    let message = MessageParser::new().with_mime_headers().parse(bytes)?;
    let text = |subtype| message.parts.iter().find_map(|part| text_of(&message, part, subtype));
    text("html").or_else(|| text("plain").map(|plain| format!("<pre>{}</pre>", escape(&plain))))
}

/// The text of a part whose content type is `text/<subtype>`.
///
/// Without a declared charset the bytes are UTF-8 if they are valid, and Windows-1252 otherwise.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>, subtype: &str) -> Option<String> {
    let content_type = part.content_type()?;
    let wanted = content_type.ctype().eq_ignore_ascii_case("text")
        && content_type.subtype().is_some_and(|s| s.eq_ignore_ascii_case(subtype));
    if !wanted || part.is_encoding_problem {
        return None;
    }
    let body = part.offset_body as usize..part.offset_end as usize;
    let raw = message.raw_message.get(body)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
    };
    let charset = content_type.attribute("charset").unwrap_or_default();
    if charset.is_empty()
        && let Ok(text) = std::str::from_utf8(&bytes)
    {
        return Some(text.to_owned());
    }
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes());
    let (text, _, _) = encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode(&bytes);
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_out_of_its_encodings() {
        let message = b"From: x\r\nContent-Type: multipart/related;\r\n boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Jan=\r\nsen=C3=A9</p>\r\n--b--\r\n";
        assert_eq!(page(message).as_deref(), Some("<p>Jansen\u{e9}</p>"));
        let plain = b"MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSmFuIDwzIFBpZXQ=";
        assert_eq!(page(plain).as_deref(), Some("<pre>Jan &lt;3 Piet</pre>"));
    }

    #[test]
    fn html_goes_before_plain_text_however_deep_it_is() {
        let message = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplat\n--b\nContent-Type: TEXT/HTML\n\n<p>Zo\xEB\n--b--\n--a--\n";
        assert_eq!(page(message).as_deref(), Some("<p>Zo\u{eb}"));
    }

    #[test]
    fn a_faulty_transfer_encoding_gives_no_page() {
        for (coding, body) in [("base64", "PHA+?"), ("quoted-printable", "<p>=ZZ")] {
            let message = format!(
                "MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: {coding}\n\n{body}"
            );
            assert_eq!(page(message.as_bytes()), None, "{coding}");
        }
    }

    #[test]
    fn broken_messages_do_not_panic() {
        let messages: [&[u8]; 3] = [
            b"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--=\n=4\n==",
            b"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n--b\nContent-Type: message/rfc822\n\n--b\n--b--",
            b"Content-Type: text/html; charset=x\nContent-Transfer-Encoding: quoted-printable\n\n \n = \n=3",
        ];
        for message in messages {
            for n in 0..message.len() {
                let _ = page(&message[..n]);
                let _ = page(&message[n..]);
            }
        }
    }
}
