//! What mail, mailboxes and web pages guarantee beyond what every format does.

use mail_parser::{MessageParser, MimeHeaders};
use redact::formats;
use redact::model::{
    ChildFate, Document, FormatError, Mark, OpenOptions, Redaction, Scale, Span, Treatment,
};

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a format takes it");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// A copy without these texts.
fn cut(bytes: &[u8], texts: &[&str], fates: Option<Vec<ChildFate>>) -> Vec<u8> {
    let document = open(bytes);
    let mut orders = Vec::new();
    for (segment, held) in document.segments().iter().enumerate() {
        for text in texts {
            for (at, found) in held.text.match_indices(text) {
                let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
                let span = Span::new(at, at + found.len());
                orders.push(Redaction { segment, span, mark });
            }
        }
    }
    let fates = fates.unwrap_or_else(|| vec![ChildFate::Keep; document.children().len()]);
    document.redact(&orders, &fates, &Treatment::default()).expect("it is cut").bytes
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const HEAD: &str = "Message-ID: <1@x.invalid>\r\nMIME-Version: 1.0\r\n";

#[test]
fn what_is_not_cut_keeps_its_bytes() {
    let mail = format!(
        "From: Noor Bakker <n.bakker@x.nl>,\r\n\t=?utf-8?q?Zo=C3=AB?= <info@x.nl>\r\nSubject: Verslag\r\n overleg\r\n{HEAD}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\ncaf\u{e9} Noor Bakker   einde\r\n"
    );
    let mail: Vec<u8> = mail.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let copy = cut(&mail, &["Noor Bakker", "n.bakker@x.nl"], None);
    let copy: String = copy.iter().map(|b| char::from(*b)).collect();
    assert!(copy.starts_with(
        "From: \"[5.1.2e]\" <5.1.2e@gelakt.invalid>,\r\n\t=?utf-8?q?Zo=C3=AB?= <info@x.nl>\r\nSubject: Verslag\r\n overleg\r\n"
    ));
    assert!(copy.ends_with("\r\n\r\ncaf\u{e9} [5.1.2e]   einde\r\n"), "{copy}");
}

#[test]
fn what_readers_do_not_see_goes_or_gets_another_name() {
    let mail = "Received: from pc-bakker\r\n\tby x\r\nX-Sender: noor\r\nMessage-ID: <noor.1@pc-bakker>\r\nReferences: <a@b>\r\n <noor.1@pc-bakker>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"noor bakker\"; x=noor\r\n\r\n--noor bakker\r\nX-Noor: y\r\nContent-Type: text/plain (noor); charset=utf-8\r\n\r\nTekst\r\n--noor bakker--\r\n";
    let copy = text(&cut(mail.as_bytes(), &[], None));
    assert!(!copy.to_lowercase().contains("noor") && !copy.contains("bakker"), "{copy}");
    let parsed = MessageParser::default().parse(copy.as_bytes()).expect("mail");
    assert_eq!(parsed.body_text(0).as_deref(), Some("Tekst"));
    let id = parsed.message_id().expect("an identifier").to_owned();
    assert!(copy.matches(&id).count() == 2, "the conversation holds together: {copy}");
}

#[test]
fn attachments_come_back_and_go() {
    let mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTekst\r\n--b\r\nContent-Type: application/pdf; name=\"noor bakker.pdf\"\r\nContent-Disposition: attachment; filename*=utf-8''noor%20bakker.pdf\r\n\r\n%PDF-1.4\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--b--\r\n"
    );
    let document = open(mail.as_bytes());
    let names: Vec<&str> = document.children().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["noor bakker.pdf", "message.eml"]);
    let fates = vec![
        ChildFate::Replace(b"%PDF-1.7 \xFF".to_vec()),
        ChildFate::Replace(b"Subject: z\r\n\r\ny\r\n".to_vec()),
    ];
    let copy = cut(mail.as_bytes(), &["noor bakker"], Some(fates));
    let parsed = MessageParser::default().parse(&copy).expect("mail");
    let pdf = parsed.attachment(0).expect("an attachment");
    assert_eq!(pdf.attachment_name(), Some("[5.1.2e].pdf"));
    assert_eq!(pdf.contents(), b"%PDF-1.7 \xFF");
    let inner = parsed.attachment(1).and_then(|a| a.message()).expect("a message");
    assert_eq!(inner.subject(), Some("z"));
    let copy = cut(mail.as_bytes(), &[], Some(vec![ChildFate::Drop, ChildFate::Drop]));
    let parsed = MessageParser::default().parse(&copy).expect("mail");
    assert_eq!((parsed.attachment_count(), parsed.body_text(0).as_deref()), (0, Some("Tekst")));
}

#[test]
fn a_mailbox_stays_one() {
    let mailbox = b"From noor@x.nl Mon Jun 15 14:32:11 2026\nSubject: a\n\nNoor\n>From b\n\nFrom noor@x.nl Tue Jun 16 14:32:11 2026\nSubject: c\nMIME-Version: 1.0\n\nNoor\n";
    let copy = text(&cut(mailbox, &["Noor"], None));
    assert_eq!(
        copy,
        "From MAILER-DAEMON Mon Jun 15 14:32:11 2026\nSubject: a\n\n[5.1.2e]\n>From b\n\nFrom MAILER-DAEMON Tue Jun 16 14:32:11 2026\nSubject: c\nMIME-Version: 1.0\n\n[5.1.2e]\n"
    );
}

/// Why a mail is not read in full.
fn unread(mail: &str) -> Vec<String> {
    let mail = format!("{HEAD}{mail}");
    let document = open(mail.as_bytes());
    let large = document.unread().iter().filter(|u| u.scale == Scale::Page);
    large.map(|u| u.why.code().to_owned()).collect()
}

#[test]
fn what_cannot_be_read_is_told() {
    for (mail, why) in [
        ("Content-Transfer-Encoding: base64\r\n\r\nSmF?u\r\n", "stream"),
        ("Content-Transfer-Encoding: x-uuencode\r\n\r\nx\r\n", "stream"),
        ("Content-Type: text/plain; charset=utf-7\r\n\r\n+AEo-an\r\n", "font"),
        ("Content-Type: text/plain; charset=x-onbekend\r\n\r\nJ\u{e9}\r\n", "font"),
        ("\r\nBa\u{1}kker", "content"),
        ("\r\nbegin 644 a.doc\r\nM2\r\nend\r\n", "opaque"),
        ("\r\n-----BEGIN PGP MESSAGE-----\r\n", "opaque"),
        ("Content-Type: application/pkcs7-mime\r\n\r\nx\r\n", "opaque"),
        ("Content-Type: image/jpeg\r\n\r\n\u{e9}\r\n", "image"),
        ("Subject: =?utf-7?Q?+AEo-an?=\r\n\r\nx\r\n", "stream"),
    ] {
        assert_eq!(unread(mail), [why], "{mail}");
    }
    assert!(unread("Content-Type: text/plain; charset=x-onbekend\r\n\r\nJan\r\n").is_empty());
    // What Outlook packs is a file of its own, which is read or counts as unread.
    let packed = format!("{HEAD}Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n");
    assert_eq!(open(packed.as_bytes()).children().len(), 1);
}

#[test]
fn hostile_mail_is_bounded() {
    let long = format!("Subject: {}\r\n{HEAD}\r\nx", "Noor ".repeat(200_000));
    assert!(!text(&cut(long.as_bytes(), &["Noor"], None)).contains("Noor"));
    let mut deep = HEAD.to_owned();
    for n in 0..10_000 {
        deep += &format!("Content-Type: multipart/mixed; boundary=b{n}x\r\n\r\n--b{n}x\r\n");
    }
    let format = formats::detect(deep.as_bytes()).expect("mail");
    let got = format.open(deep.as_bytes(), &OpenOptions::default());
    assert!(matches!(got.err(), Some(FormatError::Limit(_))));
    for mail in [
        "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\r\nNoor\r\n----\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--c\r\n\r\nNoor\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nNoor",
        "Content-Type: text/html; charset=\"\r\n\r\nNoor",
        "no header at all Noor\r\nx",
        "Subject: a\rX-B: Noor\r\n\r\nx",
    ] {
        let mail = format!("{HEAD}{mail}");
        let copy = text(&cut(mail.as_bytes(), &["Noor"], None));
        assert!(!copy.contains("Noor") && copy.contains("5.1.2e"), "{mail} gives {copy}");
        assert!(MessageParser::default().parse(copy.as_bytes()).is_some());
    }
}
