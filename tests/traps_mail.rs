//! One mail or web page for each place where text can occur, with a made-up name in that place only.
//!
//! As for PDF and Word: each is redacted with only that name on the list, and the copy must pass an
//! independent check. `REDACT_UPDATE=1` rewrites the files; `tests/outside/traps.py` reads them with
//! Python's mail library.

use base64::Engine as _;
use redact::formats;
use redact::model::{ChildFate, Mark, OpenOptions, Redaction, Scale, Span, Treatment};
use redact::verify::{Claim, Needle, verify};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NAME: &str = "Kwispelaer";

fn base64(text: &str) -> String {
    base64::prelude::BASE64_STANDARD.encode(text)
}

/// Every letter as an escape of quoted-printable.
fn quoted(text: &str) -> String {
    text.bytes().map(|b| format!("={b:02X}")).collect()
}

/// The name in two, at a place that no syllable ends.
fn halves(name: &str) -> (&str, &str) {
    name.split_at(4)
}

/// File names and files.
fn traps(n: &str) -> Vec<(String, Vec<u8>)> {
    let (a, b) = halves(n);
    let wide: String = n.chars().map(|c| format!("&#x{:x};", u32::from(c))).collect();
    let utf16: Vec<u8> = format!("\u{FEFF}{n}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = base64::prelude::BASE64_STANDARD.encode(utf16);
    // The second byte of a letter whose first one ends the word before.
    let split = [&b"\xAB "[..], n.as_bytes()].concat();
    let split = base64::prelude::BASE64_STANDARD.encode(split);
    let latin = quoted("caf\u{e9}").replace("=C3=A9", "=E9");
    let header = |field: &str| {
        format!(
            "{field}\r\nMIME-Version: 1.0\r\nDate: Mon, 15 Jun 2026 14:32:11 +0200\r\n\r\nTekst\r\n"
        )
    };
    let body = |fields: &str, body: &str| {
        format!("From: info@x.nl\r\nMIME-Version: 1.0\r\n{fields}\r\n\r\n{body}\r\n")
    };
    let mixed = |part: &str| {
        body(
            "Content-Type: multipart/mixed; boundary=grens",
            &format!("--grens\r\n\r\nTekst\r\n--grens\r\n{part}\r\n--grens--"),
        )
    };
    let page = |html: &str| body("Content-Type: text/html; charset=utf-8", html);
    let mails = [
        ("m01-from", header(&format!("From: Noor {n} <info@x.nl>"))),
        ("m01-from-quoted", header(&format!("From: \"{n}, Noor\" <info@x.nl>"))),
        ("m01-from-word", header(&format!("From: =?utf-8?B?{}?= <info@x.nl>", base64(n)))),
        (
            "m01-from-split-word",
            header(&format!("From: =?utf-8?Q?{}?=\r\n =?utf-8?Q?{b}?= <info@x.nl>", quoted(a))),
        ),
        (
            "m01-from-split-letter",
            header(&format!("To: =?utf-8?B?Wm/D?= =?utf-8?B?{split}?= <info@x.nl>")),
        ),
        ("m01-address", header(&format!("Cc: x@y.nl, noor.{n}@x.nl"))),
        ("m01-comment", header(&format!("Cc: x@y.nl (kamer van {n})"))),
        ("m01-group", header(&format!("Bcc: {n}: x@y.nl;"))),
        ("m01-subject-folded", header(&format!("Subject: over\r\n {n}"))),
        ("m01-subject-word", header(&format!("Subject: over =?iso-8859-1?Q?{}?=", quoted(n)))),
        ("m01-subject-8bit", header(&format!("Subject: Zo\u{eb} {n}"))),
        (
            "m01-date-comment",
            header(&format!("Resent-Date: Mon, 15 Jun 2026 14:32:11 +0200 ({n})")),
        ),
        ("m02-received", header(&format!("Received: from pc-{n} by x"))),
        ("m02-x", header(&format!("X-Sender-{n}: {n}\r\n\t{n}"))),
        ("m02-message-id", header(&format!("Message-ID: <1.{n}@x>\r\nReferences: <{n}@x>"))),
        ("m02-dkim", header(&format!("DKIM-Signature: v=1; i={n}@x.nl; b=abc"))),
        ("m02-mime-version", body(&format!("Mime-Version: 1.0 ({n})"), "x")),
        ("m03-text", body("Content-Type: text/plain", &format!("Van {n}."))),
        (
            "m03-quoted",
            body(
                "Content-Transfer-Encoding: quoted-printable",
                &format!("Van {}=\r\n{b}.", quoted(a)),
            ),
        ),
        ("m03-base64", body("Content-Transfer-Encoding: base64", &base64(&format!("Van {n}.")))),
        (
            "m03-latin",
            body(
                "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable",
                &format!("{latin} {n}"),
            ),
        ),
        (
            "m03-utf16",
            body(
                "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64",
                &utf16,
            ),
        ),
        (
            "m03-thread",
            body("Content-Type: text/plain", &format!("> > > Op maandag schreef {n}:\r\n> > > x")),
        ),
        ("m03-no-header", format!("MIME-Version: 1.0\r\ngeen kop van {n}\r\n")),
        ("m04-html", page(&format!("<p>{a}<b>{b}</b></p>"))),
        ("m04-html-entity", page(&format!("<p>{wide}</p>"))),
        ("m04-html-alt", page(&format!("<img alt='{n}' src='cid:1'>"))),
        ("m04-html-link", page(&format!("<a href='mailto:{n}@x.nl'>x</a>"))),
        ("m04-html-comment", page(&format!("<!-- {n} --><p>x"))),
        ("m04-html-condition", page(&format!("<!--[if mso]><p>{n}</p><![endif]-->"))),
        (
            "m04-html-style",
            page(&format!(
                "<style>.{n} {{}} p:before {{content:\"{n}\"}} /* {n} */</style><p class={n}>x"
            )),
        ),
        ("m04-html-data", page(&format!("<p data-persoon=\"{n}\" aria-label='{n}'>x"))),
        (
            "m04-html-hidden",
            page(&format!("<div style='display: none'>{n}</div><template>{n}</template>")),
        ),
        (
            "m04-html-script",
            page(&format!(
                "<script type='application/ld+json'>{{\"name\":\"\\u{:04x}{}\"}}</script>",
                u32::from('K'),
                n.trim_start_matches('K')
            )),
        ),
        ("m04-html-unclosed", page(&format!("<p>x</p><a title=\"{n}"))),
        (
            "m05-file-name",
            mixed(&format!(
                "Content-Type: text/plain; name=\"{n}.txt\"\r\nContent-Disposition: attachment; filename=\"{n}.txt\"\r\n\r\nx"
            )),
        ),
        (
            "m05-file-name-2231",
            mixed(&format!(
                "Content-Disposition: attachment; filename*0*=utf-8''{};\r\n filename*1=\"{b}.txt\"\r\n\r\nx",
                quoted(a).replace('=', "%")
            )),
        ),
        (
            "m05-file-name-word",
            mixed(&format!(
                "Content-Disposition: attachment; filename=\"=?utf-8?B?{}?=.txt\"\r\n\r\nx",
                base64(n)
            )),
        ),
        (
            "m05-description",
            mixed(&format!("Content-Description: cv van {n}\r\nContent-ID: <{n}@x>\r\n\r\nx")),
        ),
        (
            "m05-parameter",
            mixed(&format!(
                "Content-Type: text/plain; x-{n}=\"{n}\"; charset=\"us-ascii\"\r\n\r\nx"
            )),
        ),
        (
            "m05-type",
            mixed(&format!(
                "Content-Type: text/x-{n}; charset=utf-8\r\nContent-Disposition: {n}\r\n\r\nx"
            )),
        ),
        ("m05-part-header", mixed(&format!("X-Note: {n}\r\nSubject: {n}\r\n\r\nx"))),
        (
            "m06-boundary",
            body(
                &format!("Content-Type: multipart/mixed; boundary=\"{n}\""),
                &format!("--{n}\r\n\r\nx\r\n--{n}--"),
            ),
        ),
        (
            "m06-preamble",
            body(
                "Content-Type: multipart/mixed; boundary=g",
                &format!("voor {n}\r\n--g\r\n\r\nx\r\n--g--"),
            ),
        ),
        (
            "m06-epilogue",
            body(
                "Content-Type: multipart/mixed; boundary=g",
                &format!("--g\r\n\r\nx\r\n--g--\r\nna {n}"),
            ),
        ),
        (
            "m06-digest",
            body(
                "Content-Type: multipart/digest; boundary=g",
                &format!("--g\r\n\r\nSubject: van {n}\r\n\r\nx\r\n--g--"),
            ),
        ),
        (
            "m06-signature",
            body(
                "Content-Type: multipart/signed; boundary=g; protocol=\"application/pgp-signature\"",
                &format!(
                    "--g\r\n\r\nx\r\n--g\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\nComment: {n}\r\n--g--"
                ),
            ),
        ),
        (
            "m07-message",
            mixed(&format!(
                "Content-Type: message/rfc822\r\n\r\nFrom: {n} <a@b>\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
                base64(&format!("Van {n}"))
            )),
        ),
        (
            "m07-text-file",
            mixed(&format!(
                "Content-Type: application/octet-stream; name=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
                base64(&format!("Van {n}"))
            )),
        ),
        (
            "m08-calendar",
            mixed(&format!(
                "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nATTENDEE;CN={a}\r\n {b}:mailto:x@y.nl\r\nEND:VCALENDAR"
            )),
        ),
        (
            "m08-card",
            mixed(&format!(
                "Content-Type: text/vcard\r\n\r\nBEGIN:VCARD\r\nFN:Noor {n}\r\nEND:VCARD"
            )),
        ),
    ];
    let pages = [
        ("h01-text", format!("<!DOCTYPE html><p>{a}<i>{b}</i>")),
        ("h01-title", format!("<html><title>Over {n}</title><p>x")),
        ("h02-meta", format!("<html><meta name=author content=\"{n}\"><p>x")),
        ("h02-srcdoc", format!("<html><iframe srcdoc=\"&lt;p&gt;{n}\"></iframe>")),
        ("h02-placeholder", format!("<html><input placeholder='{n}' value={n}>")),
        ("h02-no-quotes", format!("<html><img alt={wide}>")),
        ("h03-cdata", format!("<html><![CDATA[{n}]]><?php {n} ?>")),
        ("h03-element", format!("<html><{n}-kaart {n}=1>x</{n}-kaart>")),
    ];
    let mails = mails.into_iter().map(|(id, text)| (format!("{id}.eml"), text.into_bytes()));
    let pages = pages.into_iter().map(|(id, text)| (format!("{id}.html"), text.into_bytes()));
    mails.chain(pages).chain(archives(n)).collect()
}

/// Archives, each with the name in one place.
fn archives(n: &str) -> Vec<(String, Vec<u8>)> {
    let text = format!("Van {n}").into_bytes();
    let mail = format!(
        "Subject: x\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n{}\n",
        base64(n)
    );
    let inner = zipped(&[("b.txt", &text)], "");
    let leftover = format!("__MACOSX/._{n}");
    let named = format!("map/cv_{n}.txt");
    let made = [
        ("z01-name", zipped(&[(named.as_str(), b"x"), ("a.txt", b"y")], "")),
        ("z01-text", zipped(&[("a.txt", &text)], "")),
        ("z01-comment", zipped(&[("a.txt", b"x")], n)),
        ("z01-left-by-system", zipped(&[("a.txt", b"x"), (leftover.as_str(), &text)], "")),
        ("z02-mail", zipped(&[("a.eml", mail.as_bytes())], "")),
        ("z02-archive", zipped(&[("a.zip", &inner)], "")),
    ];
    made.into_iter().map(|(id, bytes)| (format!("{id}.zip"), bytes)).collect()
}

fn zipped(entries: &[(&str, &[u8])], comment: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, data) in entries {
        zip.start_file(*name, options).expect("memory");
        zip.write_all(data).expect("memory");
    }
    zip.set_comment(comment).expect("short");
    zip.finish().expect("memory").into_inner()
}

/// Redacts every occurrence of the name and verifies the copy.
fn redacted(bytes: &[u8], name: &str) -> Result<Vec<u8>, String> {
    let by_name = name.rsplit('.').next().and_then(formats::by_extension);
    let format = formats::detect(bytes).filter(|f| f.name() != "text").or(by_name);
    let format = format.ok_or("no format")?;
    let document = format.open(bytes, &OpenOptions::default()).map_err(|e| e.to_string())?;
    if let Some(unread) = document.unread().iter().find(|u| u.scale == Scale::Page) {
        return Err(format!("not read: {} ({})", unread.why.code(), unread.place));
    }
    let mut orders = Vec::new();
    let lower = NAME.to_lowercase();
    for (segment, held) in document.segments().iter().enumerate().filter(|(_, s)| !s.again) {
        for (start, found) in held.text.to_lowercase().match_indices(&lower) {
            let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
            let span = Span::new(start, start + found.len());
            orders.push(Redaction { segment, span, mark });
        }
    }
    let mut fates = Vec::new();
    for child in document.children() {
        fates.push(ChildFate::Replace(redacted(&child.bytes, &child.name)?));
    }
    let copy =
        document.redact(&orders, &fates, &Treatment::default()).map_err(|e| e.to_string())?;
    let needles = [Needle { text: NAME.into(), allowed: 0, pictured: false }];
    let claim = Claim {
        format: format.name(),
        original: &Arc::new(bytes.to_vec()),
        needles: &needles,
        listed: None,
        boxes: &copy.boxes,
        blanked: false,
        threads: 1,
        pictures: None,
    };
    verify(copy.bytes, &claim).map(|v| v.bytes().to_vec()).map_err(|e| e.to_string())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps/mail")
}

#[test]
fn the_files_are_those_that_the_program_makes() {
    for (name, made) in traps(NAME) {
        let path = folder().join(&name);
        if std::env::var_os("REDACT_UPDATE").is_some() {
            std::fs::create_dir_all(folder()).expect("the fixture folder can be made");
            std::fs::write(&path, &made).expect("the fixture folder can be written");
        }
        assert!(std::fs::read(&path).is_ok_and(|found| found == made), "{name} differs");
    }
}

#[test]
fn no_trap_leaks() {
    let mut told = Vec::new();
    for (name, made) in traps(NAME) {
        match redacted(&made, &name) {
            Err(why) => told.push(format!("{name}: {why}")),
            Ok(copy) => {
                let parsed = mail_parser::MessageParser::default().parse(&copy);
                let seen = format!("{parsed:?} {}", String::from_utf8_lossy(&copy)).to_lowercase();
                if seen.contains(&NAME.to_lowercase()) {
                    told.push(format!("{name}: LEAKS"));
                }
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
