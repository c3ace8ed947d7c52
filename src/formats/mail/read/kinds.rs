//! What is known by its name: header fields and types of parts.

/// What becomes of a header field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldClass {
    /// A list of addresses.
    Addresses,
    /// Text.
    Text,
    /// Identifiers of messages, which tie a conversation: they get others.
    Identifiers,
    /// What the body is: written anew.
    Mime,
    /// The way that the message took, and what programs noted: it goes.
    Technical,
}

/// The fields that readers see, as their names are written.
const ADDRESSES: [&str; 15] = [
    "From",
    "To",
    "Cc",
    "Bcc",
    "Reply-To",
    "Sender",
    "Resent-From",
    "Resent-To",
    "Resent-Cc",
    "Resent-Bcc",
    "Resent-Sender",
    "Disposition-Notification-To",
    "Return-Receipt-To",
    "Mail-Followup-To",
    "Mail-Reply-To",
];

const TEXTS: [&str; 12] = [
    "Subject",
    "Date",
    "Thread-Topic",
    "Comments",
    "Keywords",
    "Organization",
    "Resent-Date",
    "Importance",
    "Priority",
    "Sensitivity",
    "Content-Description",
    "Content-Location",
];

const IDENTIFIERS: [&str; 4] = ["message-id", "in-reply-to", "references", "resent-message-id"];

const MIME: [&str; 5] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "content-id",
];

/// What becomes of the field of this name, in lower case; and how the name is written.
pub(crate) fn field(name: &str) -> (FieldClass, &'static str) {
    let among = |list: &[&'static str]| list.iter().copied().find(|n| n.eq_ignore_ascii_case(name));
    if let Some(written) = among(&ADDRESSES) {
        return (FieldClass::Addresses, written);
    }
    if let Some(written) = among(&TEXTS) {
        return (FieldClass::Text, written);
    }
    if among(&IDENTIFIERS).is_some() {
        return (FieldClass::Identifiers, "");
    }
    match among(&MIME) {
        Some(_) => (FieldClass::Mime, ""),
        None => (FieldClass::Technical, ""),
    }
}

/// What a part is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartClass {
    /// Parts in a part.
    Multipart,
    /// Text.
    Text,
    /// Text in lines that may be folded: calendars, address cards.
    Folded,
    /// A web page.
    Page,
    /// A picture.
    Picture,
    /// A digital signature.
    Signature,
    /// What is locked or refers to something elsewhere.
    Opaque,
    /// A message.
    Message,
    /// A file.
    File,
}

/// What a part of this type is.
pub(crate) fn part(kind: &str) -> PartClass {
    match kind {
        "text/html" | "application/xhtml+xml" => PartClass::Page,
        "text/calendar" | "text/vcard" | "text/x-vcard" | "text/directory" | "text/x-vcalendar" => {
            PartClass::Folded
        }
        "text/xml" | "text/rtf" | "text/richtext" | "text/enriched" => PartClass::File,
        "message/rfc822" | "message/global" => PartClass::Message,
        "message/delivery-status"
        | "message/disposition-notification"
        | "message/feedback-report" => PartClass::Text,
        "application/pkcs7-signature"
        | "application/x-pkcs7-signature"
        | "application/pgp-signature" => PartClass::Signature,
        "application/pkcs7-mime"
        | "application/x-pkcs7-mime"
        | "application/pgp-encrypted"
        | "application/ms-tnef"
        | "application/vnd.ms-tnef" => PartClass::Opaque,
        _ if kind.starts_with("multipart/") => PartClass::Multipart,
        _ if kind.starts_with("text/") => PartClass::Text,
        _ if kind.starts_with("image/") => PartClass::Picture,
        _ if kind.starts_with("message/") => PartClass::Opaque,
        _ => PartClass::File,
    }
}

/// Types that a copy keeps by name; others are called a file, text or parts.
const KNOWN: [&str; 44] = [
    "text/plain",
    "text/html",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/csv",
    "text/xml",
    "text/css",
    "text/rtf",
    "text/markdown",
    "text/rfc822-headers",
    "multipart/mixed",
    "multipart/alternative",
    "multipart/related",
    "multipart/report",
    "multipart/digest",
    "message/rfc822",
    "message/delivery-status",
    "message/disposition-notification",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/bmp",
    "image/tiff",
    "image/webp",
    "image/x-icon",
    "image/svg+xml",
    "application/pdf",
    "application/msword",
    "application/rtf",
    "application/xml",
    "application/json",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
    "application/xhtml+xml",
    "application/ics",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-outlook",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
];

/// The type by which a copy calls a part.
pub(crate) fn written(kind: &str) -> &'static str {
    match KNOWN.iter().copied().find(|k| *k == kind) {
        Some(known) => known,
        None if kind.starts_with("multipart/") => "multipart/mixed",
        None if kind.starts_with("text/") => "text/plain",
        None => "application/octet-stream",
    }
}

/// Whether the value of a parameter may stay as it is.
pub(crate) fn keeps(name: &str, value: &str) -> bool {
    let among = |list: &[&str]| list.iter().any(|v| v.eq_ignore_ascii_case(value));
    match name {
        "format" => among(&["flowed", "fixed"]),
        "delsp" => among(&["yes", "no"]),
        "method" => among(&["request", "reply", "cancel", "publish", "counter", "refresh", "add"]),
        "type" => KNOWN.contains(&value.to_ascii_lowercase().as_str()),
        "report-type" => among(&["delivery-status", "disposition-notification"]),
        _ => false,
    }
}

/// The width and height of a picture in pixels, by what stands in front of its data.
pub(crate) fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| -> Option<[u8; 2]> { bytes.get(at..at + 2)?.try_into().ok() };
    let big = |at| two(at).map(|b| u32::from(u16::from_be_bytes(b)));
    let little = |at| two(at).map(|b| u32::from(u16::from_le_bytes(b)));
    if bytes.starts_with(b"\x89PNG") {
        return Some((big(16)? << 16 | big(18)?, big(20)? << 16 | big(22)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((little(6)?, little(8)?));
    }
    if bytes.starts_with(b"BM") {
        return Some((little(20)? << 16 | little(18)?, little(24)? << 16 | little(22)?));
    }
    if !bytes.starts_with(b"\xFF\xD8") {
        return None;
    }
    let mut at = 2;
    while *bytes.get(at)? == 0xFF {
        let mark = *bytes.get(at + 1)?;
        if matches!(mark, 0xC0..=0xCF) && !matches!(mark, 0xC4 | 0xC8 | 0xCC) {
            return Some((big(at + 7)?, big(at + 5)?));
        }
        at += 2 + usize::try_from(big(at + 2)?).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_is_technical() {
        assert_eq!(field("subject"), (FieldClass::Text, "Subject"));
        assert_eq!(field("reply-to").0, FieldClass::Addresses);
        for name in ["received", "x-sender", "dkim-signature", "thread-index", "return-path"] {
            assert_eq!(field(name).0, FieldClass::Technical, "{name}");
        }
        assert_eq!(written("application/x-bakker"), "application/octet-stream");
        assert_eq!(written("text/bakker"), "text/plain");
        assert!(!keeps("method", "bakker") && keeps("format", "Flowed"));
    }

    #[test]
    fn sizes_of_pictures_are_read() {
        let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x01\0\0\0\x10".to_vec();
        assert_eq!(pixels(&png), Some((513, 16)));
        png.truncate(20);
        assert_eq!(pixels(&png), None);
        assert_eq!(pixels(b"GIF89a\x05\0\x06\0"), Some((5, 6)));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04JF\xFF\xC0\0\x11\x08\0\x07\0\x09";
        assert_eq!(pixels(jpeg), Some((9, 7)));
    }
}
