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
        "application/pkcs7-mime" | "application/x-pkcs7-mime" | "application/pgp-encrypted" => {
            PartClass::Opaque
        }
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
}
