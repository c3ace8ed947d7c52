//! What calendars, address cards and JSON guarantee beyond what every format does.

use redact::formats;
use redact::model::{
    ChildFate, Document, Format, Mark, OpenOptions, Redaction, Scale, Span, Treatment,
};
use redact::verify::{Claim, Needle, verify};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const NAME: &str = "Kwispelaer";

fn open(bytes: &[u8]) -> (&'static dyn Format, Box<dyn Document>) {
    let format = formats::detect(bytes).expect("a format takes it");
    (format, format.open(bytes, &OpenOptions::default()).expect("it opens"))
}

/// A copy without a text, and whether the second reader lets the copy and the original pass.
fn cut(bytes: &[u8], text: &str) -> (Vec<u8>, bool, bool) {
    let (format, document) = open(bytes);
    let large = document.unread().iter().any(|u| u.scale == Scale::Page);
    assert!(!large, "something is unread");
    let mut orders = Vec::new();
    for (segment, held) in document.segments().iter().enumerate() {
        for (at, _) in held.text.match_indices(text) {
            let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
            orders.push(Redaction { segment, span: Span::new(at, at + text.len()), mark });
        }
    }
    let fates = vec![ChildFate::Keep; document.children().len()];
    let copy = document.redact(&orders, &fates, &Treatment::default()).expect("it is cut").bytes;
    let needles = [Needle { text: text.into(), allowed: 0, pictured: false }];
    let original = Arc::new(bytes.to_vec());
    let claim = Claim {
        format: format.name(),
        original: &original,
        needles: &needles,
        listed: None,
        boxes: &[],
        blanked: false,
        pictures: None,
        threads: 1,
    };
    let passes = verify(copy.clone(), &claim).is_ok();
    (copy, passes, verify(bytes.to_vec(), &claim).is_ok())
}

fn event(lines: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").into()
}

fn card(lines: &str) -> Vec<u8> {
    format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{lines}\r\nEND:VCARD\r\n").into()
}

/// One file for each place where text can occur.
fn traps() -> Vec<(&'static str, Vec<u8>)> {
    let n = NAME;
    let (a, b) = n.split_at(4);
    let hex: String = n.bytes().map(|b| format!("={b:02X}")).collect();
    let percent: String = n.bytes().map(|b| format!("%{b:02x}")).collect();
    let units: String = n.encode_utf16().map(|u| format!("\\u{u:04x}")).collect();
    let wide: Vec<u8> =
        format!("\u{FEFF}{{\"a\": \"{n}\"}}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    // The fold stands between the bytes of a letter in front of the name.
    let letter =
        [&b"BEGIN:VCARD\r\nFN:Zo\xC3\r\n \xAB "[..], n.as_bytes(), b"\r\nEND:VCARD"].concat();
    vec![
        ("folded", event(&format!("SUMMARY:x {a}\r\n {b}"))),
        ("folded with a tab", event(&format!("X-ANY:{a}\r\n\t{b}"))),
        ("parameter", event(&format!("ATTENDEE;CN=Noor {n}:mailto:x@y.nl"))),
        ("parameter in quotes", event(&format!("ATTENDEE;CN=\"{n}, Noor\":mailto:x@y.nl"))),
        ("folded parameter", event(&format!("ORGANIZER;CN={a}\r\n {b}:mailto:x@y.nl"))),
        ("other parameter", event(&format!("ATTENDEE;DIR=\"ldap://x/{n}\";X-{n}=y:mailto:x@y.nl"))),
        ("address", event(&format!("ATTENDEE:MAILTO:n.{n}@y.nl"))),
        ("address in percent signs", event(&format!("ATTENDEE:mailto:{percent}@y.nl"))),
        ("escaped", event(&format!("DESCRIPTION:a\\n{n}\\, x\\;"))),
        ("name of a property", event(&format!("X-{n}:x"))),
        ("group", card(&format!("{n}.TEL:1"))),
        ("object", event(&format!("BEGIN:X-{n}\r\nEND:X-{n}"))),
        ("no line", event(n)),
        ("identifier", event(&format!("UID:{n}@pc\r\nSUMMARY:x"))),
        ("web version", event(&format!("X-ALT-DESC;FMTTYPE=text/html:<b>{a}</b>{b}"))),
        ("parts of a name", card(&format!("N:{n};Noor;;;"))),
        ("parts of an address", card(&format!("ADR:;;{n} 12;Utrecht;;;"))),
        ("quoted", card(&format!("FN;ENCODING=QUOTED-PRINTABLE:{hex}"))),
        ("quoted in 2.1", card(&format!("FN;CHARSET=UTF-8;QUOTED-PRINTABLE:{a}=\r\n{b}"))),
        ("a fold in a letter", letter),
        ("string", format!("{{\"a\": \"{n}\"}}").into()),
        ("escapes", format!("{{\"a\": \"{units}\"}}").into()),
        ("key", format!("{{\"{n}\": 1}}").into()),
        ("key in escapes", format!("{{\"{units}\": [1, {{}}]}}").into()),
        ("key twice", format!("[{{\"x\": \"{n}\", \"x\": 1}}]").into()),
        ("lines", format!("{{\"x\": 1}}\n{{\"x\": \"a {n}\"}}\n").into()),
        ("wide", wide),
        ("references in a string", "{\"a\": \"Kwis&#112;elaer\"}".into()),
        ("tags in a string", format!("{{\"a\": \"<p><b>{a}</b>{b}</p>\"}}").into()),
        ("references of references", "{\"a\": \"Kwis&amp;#112;elaer\"}".into()),
        ("escapes in a string", "{\"a\": \"Kwis\\\\u0070elaer\"}".into()),
        ("base64", "{\"a\": \"T3ZlciBLd2lzcGVsYWVy\"}".into()),
        ("digits", "{\"b\": \"4b77697370656c616572\"}".into()),
        ("percent signs", "{\"a\": \"x?q=Kwis%70elaer\"}".into()),
        ("tags in a calendar", event(&format!("DESCRIPTION:Dag <b>{a}</b>{b}"))),
        ("references in a calendar", event("DESCRIPTION:Dag Kwis&#112\\;elaer")),
        ("texts that are joined", format!("<html><script>x='{a}' + '{b}'</script>").into()),
        ("octal", "<html><script>x='Kwis\\160elaer'</script>".into()),
        ("a page in a value", "<html><iframe srcdoc=\"Kwis&amp;#112;elaer\">".into()),
        ("rich text", format!("{{\\rtf1 Over {{\\b {a}}}{b}}}").into()),
        ("rich text in code points", "{\\rtf1 Kwis\\u112 pelaer}".into()),
        ("unknown group", format!("{{\\rtf1{{\\*\\wie {n}}}x}}").into()),
        ("elements", format!("<?xml version=\"1.0\"?><a>{a}<b>{b}</b></a>").into()),
        ("data in XML", format!("<?xml version=\"1.0\"?><a><![CDATA[<{n}>]]></a>").into()),
        ("name of an element", format!("<?xml version=\"1.0\"?><x{n}/>").into()),
    ]
}

#[test]
fn a_name_goes_wherever_it_stands() {
    for (what, bytes) in traps() {
        let (copy, passes, before) = cut(&bytes, NAME);
        assert!(passes, "{what}: the second reader finds it in the copy");
        assert!(!before, "{what}: the second reader does not see it in the original");
        assert_eq!(open(&copy).0.name(), open(&bytes).0.name(), "{what}");
        let left = open(&copy).1.segments().iter().any(|s| s.text.contains(NAME));
        assert!(!left, "{what}");
    }
}

#[test]
fn nothing_else_changes() {
    let (copy, ..) =
        cut(&event("SUMMARY:Over Noor Bak\r\n ker\\, en\r\n  x\r\nLOCATION:a"), "Bakker");
    assert_eq!(copy, event("SUMMARY:Over Noor [5.1.2e]\r\n \\, en\r\n  x\r\nLOCATION:a"));
    let json = "{ \"a\" :\t\"Noor \\u00e9n Bakker\",\r\n\"b\":[ 1.50e+3 , 2 ] }";
    let (copy, ..) = cut(json.as_bytes(), "Bakker");
    assert_eq!(String::from_utf8_lossy(&copy), json.replace("Bakker", "[5.1.2e]"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let scale = |bytes: &[u8]| open(bytes).1.unread().iter().map(|u| u.scale).max();
    let file = event("ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJD\r\n REVG");
    assert_eq!(scale(&file), Some(Scale::Page));
    let treatment = Treatment { blank_unread: true, ..Treatment::default() };
    let copy = open(&file).1.redact(&[], &[], &treatment).expect("blanked").bytes;
    assert_eq!(copy, event("ATTACH;ENCODING=BASE64;VALUE=BINARY:"));
    assert_eq!(scale(&card("FN;CHARSET=UTF-7;ENCODING=QUOTED-PRINTABLE:=41")), Some(Scale::Page));
    assert_eq!(scale(&event("SUMMARY:Ba\u{1}kker")), Some(Scale::Page));
    assert_eq!(scale(b"{\"a\": \"Ba\\u0008kker\"}"), Some(Scale::Page));
    assert_eq!(scale(b"{\"a\": \"data:application/pdf;base64,JVBERi0=\"}"), Some(Scale::Page));
    assert_eq!(scale(&event("DESCRIPTION;FMTTYPE=text/html:<b>B</b>akker")), Some(Scale::Page));
    assert_eq!(scale(&card("PHOTO;ENCODING=b:QUJD")), None);
}

/// The files in `fixtures/data`, through the whole program.
#[test]
fn files_in_a_folder_are_redacted() {
    let out = tempfile::tempdir().expect("temp dir");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data");
    let done = Command::new(env!("CARGO_BIN_EXE_redact"))
        .arg(&root)
        .arg("-o")
        .arg(out.path())
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.code() < Some(2), "{told}");
    let copy = |name: &str| fs::read_to_string(out.path().join(name)).expect("a copy");
    let calendar = copy("hoorzitting.ics").replace("\r\n ", "");
    for gone in ["Bakker", "bakker", "Sietske", "Woudstra", "woudstra", "12345678", "UID:2026"] {
        assert!(!calendar.contains(gone), "{gone}");
    }
    for stays in ["Hoorzitting bezwaar dakkapel", "DTSTART;TZID=Europe/Amsterdam:20260615T100000"] {
        assert!(calendar.contains(stays), "{stays}");
    }
    let cards = copy("adressen.vcf");
    for gone in
        ["Zo=C3", "Dijk", "Visser", "12345678", "23456789", "19800105", "iVBOR", "Dorpsstraat"]
    {
        assert!(!cards.contains(gone), "{gone}");
    }
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 3);
    assert!(cards.contains("ORG:Gemeente Voorbeeldstad;Vergunningen"));
    let register = copy("register.json");
    for gone in
        ["Dijkstra", "Zo\\u00eb", "Visser", "Noor Bakker", "111222333", "woudstra", "12345678"]
    {
        assert!(!register.contains(gone), "{gone}");
    }
    let parsed: serde_json::Value = serde_json::from_str(&register).expect("JSON");
    assert!(parsed["verzoeken"][0]["aanvrager"]["bsn"].is_string());
    assert_eq!(parsed["verzoeken"][1]["bedrag"], 1250.5);
    let lines = copy("logboek.jsonl");
    assert!(lines.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
    assert!(!lines.contains("Dijkstra") && !lines.contains("Dorpsstraat"));
}
