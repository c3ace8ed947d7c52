//! Messages of Outlook are read as the mail that they hold, and their copies are mail.

use mail_parser::{MessageParser, MimeHeaders};
use redact::formats;
use redact::model::{ChildFate, Mark, OpenOptions, Redaction, Scale, Span, Treatment};
use std::io::{Cursor, Write as _};

/// A compound file with these streams.
fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (path, bytes) in streams {
        let parent = path.rsplit_once('/').map_or("/", |(parent, _)| parent);
        file.create_storage_all(if parent.is_empty() { "/" } else { parent }).expect("memory");
        let mut stream = file.create_stream(path).expect("memory");
        stream.write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Properties of fixed length behind a header.
fn fixed(header: usize, entries: &[(u16, u16, u64)]) -> Vec<u8> {
    let mut out = vec![0; header];
    for (kind, tag, value) in entries {
        out.extend(kind.to_le_bytes());
        out.extend(tag.to_le_bytes());
        out.extend([0; 4]);
        out.extend(value.to_le_bytes());
    }
    out
}

fn message(n: &str) -> Vec<u8> {
    let nested = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    let at = |path: &str| format!("{nested}/{path}");
    let (inner, subject, body) =
        (at("__properties_version1.0"), at("__substg1.0_0037001F"), at("__substg1.0_1000001E"));
    let page = format!("<html><p>Dag <b>{n}</b></p></html>");
    let way = format!("Received: from pc-{n}\r\nMessage-ID: <{n}@x>\r\n");
    compound(&[
        ("/__properties_version1.0", fixed(32, &[(0x40, 0x39, 134_260_003_310_000_000)])),
        ("/__substg1.0_0037001F", wide(&format!("Zoë over {n}"))),
        ("/__substg1.0_0C1A001F", wide(&format!("{n}, Noor"))),
        ("/__substg1.0_5D01001F", wide(&format!("noor.{n}@x.nl"))),
        ("/__substg1.0_1000001F", wide(&format!("Dag {n},\r\ntot zo"))),
        ("/__substg1.0_10130102", page.into_bytes()),
        ("/__substg1.0_007D001F", wide(&way)),
        ("/__substg1.0_8001001F", wide(&format!("een eigenschap van {n}"))),
        ("/__recip_version1.0_#00000000/__properties_version1.0", fixed(8, &[(3, 0x0C15, 2)])),
        ("/__recip_version1.0_#00000000/__substg1.0_3001001F", wide(&format!("Piet {n}"))),
        ("/__recip_version1.0_#00000000/__substg1.0_3003001F", wide("/o=Org/cn=piet")),
        ("/__attach_version1.0_#00000000/__properties_version1.0", fixed(8, &[])),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", wide(&format!("cv {n}.txt"))),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", format!("Van {n}").into_bytes()),
        (&inner, fixed(24, &[])),
        (&subject, wide(&format!("Binnen {n}"))),
        (&body, format!("Tekst van {n}").into_bytes()),
    ])
}

fn cut(bytes: &[u8], name: &str) -> Vec<u8> {
    let format = formats::detect(bytes).expect("a format takes it");
    let document = format.open(bytes, &OpenOptions::default()).expect("it opens");
    assert!(document.unread().iter().all(|u| u.scale == Scale::Small));
    let mut orders = Vec::new();
    for (segment, held) in document.segments().iter().enumerate().filter(|(_, s)| !s.again) {
        for (at, found) in held.text.match_indices(name) {
            let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
            let span = Span::new(at, at + found.len());
            orders.push(Redaction { segment, span, mark });
        }
    }
    let fates = document.children().iter();
    let fates: Vec<_> = fates.map(|c| ChildFate::Replace(cut(&c.bytes, name))).collect();
    document.redact(&orders, &fates, &Treatment::default()).expect("it is cut").bytes
}

#[test]
fn a_message_becomes_mail_without_what_was_cut() {
    let bytes = message("Kwispelaer");
    let format = formats::detect(&bytes).expect("a format");
    assert_eq!((format.name(), format.copy_format()), ("msg", "eml"));
    let copy = cut(&bytes, "Kwispelaer");
    let parsed = MessageParser::default().parse(&copy).expect("mail");
    assert!(!format!("{parsed:?}{}", String::from_utf8_lossy(&copy)).contains("Kwispelaer"));
    assert_eq!(parsed.subject(), Some("Zoë over [5.1.2e]"));
    assert_eq!(parsed.body_text(0).as_deref().map(str::trim_end), Some("Dag [5.1.2e],\r\ntot zo"));
    assert!(parsed.body_html(0).is_some_and(|page| page.contains("<b>[5.1.2e]</b>")));
    assert_eq!(parsed.date().map(|d| (d.year, d.month, d.day, d.hour)), Some((2026, 6, 15, 12)));
    let names: Vec<_> = parsed.attachments().map(|a| a.attachment_name()).collect();
    assert_eq!(names, [Some("cv [5.1.2e].txt"), None]);
    let inner = parsed.attachments().nth(1).and_then(|a| a.message()).expect("a message");
    assert_eq!(inner.subject(), Some("Binnen [5.1.2e]"));
}

#[test]
fn a_message_that_is_cut_short_is_refused() {
    let whole = message("Kwispelaer");
    for part in 1..32 {
        let short = &whole[..whole.len() * part / 32];
        if let Some(format) = formats::detect(short) {
            let _ = format.open(short, &OpenOptions::default());
        }
    }
    let rich = compound(&[
        ("/__properties_version1.0", fixed(32, &[])),
        ("/__substg1.0_10090102", b"LZFu".to_vec()),
    ]);
    let format = formats::detect(&rich).expect("a format");
    let document = format.open(&rich, &OpenOptions::default()).expect("opens");
    assert!(document.unread().iter().any(|u| u.scale == Scale::Page));
}
