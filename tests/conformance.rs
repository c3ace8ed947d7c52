//! What every format must do, whatever it is: held over the letters in `fixtures/`.

use redact::formats;
use redact::model::{
    ChildFate, Document, Format, Mark, OpenOptions, Redaction, SegmentKind, Span, Treatment, Width,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FILES: &[&str] = &[
    "demo/brief.txt",
    "demo/brief.docx",
    "demo/brief.pdf",
    "letters/nota.txt",
    "letters/nota.docx",
    "letters/nota.pdf",
    "letters/kamerbrief.docx",
    "letters/kamerbrief.pdf",
    "mail/nota.eml",
    "mail/brief.mbox",
    "mail/kamerbrief.html",
    "data/hoorzitting.ics",
    "data/adressen.vcf",
    "data/register.json",
    "data/logboek.jsonl",
    "data/besluit.rtf",
    "data/zaken.xml",
    "data/verslag.fodt",
    "office/rooster.xlsx",
    "office/overleg.pptx",
    "office/verslag.odt",
    "office/rooster.ods",
    "office/overleg.odp",
];

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).expect("fixture")
}

fn format_of(bytes: &[u8], name: &str) -> &'static dyn Format {
    formats::detect(bytes).unwrap_or_else(|| panic!("{name}: no format takes it"))
}

fn open(bytes: &[u8], name: &str) -> Box<dyn Document> {
    format_of(bytes, name)
        .open(bytes, &OpenOptions::default())
        .unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn order(segment: usize, span: Span) -> Redaction {
    let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt: artikel 5.1".into() };
    Redaction { segment, span, mark }
}

fn cut(document: &dyn Document, orders: &[Redaction], width: Width, name: &str) -> Vec<u8> {
    let fates = vec![ChildFate::Keep; document.children().len()];
    let treatment = Treatment { width, ..Treatment::default() };
    let redacted =
        document.redact(orders, &fates, &treatment).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(redacted.removed.len(), orders.len(), "{name}: an answer for every order");
    redacted.bytes
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() >= 4)
        .map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// Words of running text and how often they stand in it.
fn census(document: &dyn Document) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let shown = [SegmentKind::Body, SegmentKind::Header, SegmentKind::Note];
    for segment in document.segments().iter().filter(|s| shown.contains(&s.kind)) {
        for (_, word) in words(&segment.text) {
            *out.entry(word.to_owned()).or_default() += 1;
        }
    }
    out
}

/// Words that stand once in the whole file: where, and which.
fn unique(document: &dyn Document) -> Vec<(usize, Span, String)> {
    let mut seen: BTreeMap<&str, Vec<(usize, Span)>> = BTreeMap::new();
    // Properties also hold words of their own syntax, which a copy cannot do without.
    let values = document.segments().iter().enumerate();
    for (n, segment) in values.filter(|(_, s)| s.kind != SegmentKind::Metadata) {
        for (at, word) in words(&segment.text) {
            seen.entry(word).or_default().push((n, Span::new(at, at + word.len())));
        }
    }
    let all: Vec<String> = document.segments().iter().map(|s| s.text.to_lowercase()).collect();
    seen.into_iter()
        .filter(|(_, places)| places.len() == 1)
        .filter(|(word, _)| {
            let word = word.to_lowercase();
            all.iter().map(|t| t.matches(&word).count()).sum::<usize>() == 1
        })
        .map(|(word, places)| (places[0].0, places[0].1, word.to_owned()))
        .collect()
}

#[test]
fn each_format_knows_its_own_files_by_content() {
    for name in FILES {
        let ending = name.rsplit('.').next().expect("ending");
        let format = format_of(&bytes(name), name);
        assert!(format.extensions().contains(&ending), "{name} is taken by {}", format.name());
    }
}

#[test]
fn cutting_nothing_changes_no_text() {
    for name in FILES {
        let before = open(&bytes(name), name);
        let after = open(&cut(before.as_ref(), &[], Width::Uniform, name), name);
        assert_eq!(census(before.as_ref()), census(after.as_ref()), "{name}");
        assert!(after.unread().len() <= before.unread().len(), "{name}");
    }
}

#[test]
fn what_is_cut_is_gone_and_the_rest_stays() {
    for name in FILES {
        for width in [Width::Uniform, Width::Keep] {
            let before = open(&bytes(name), name);
            let all = unique(before.as_ref());
            assert!(all.len() > 10, "{name}: {} words to choose from", all.len());
            let chosen: Vec<_> = all.iter().step_by(7).collect();
            let orders: Vec<_> = chosen.iter().map(|(n, span, _)| order(*n, *span)).collect();
            let copy = cut(before.as_ref(), &orders, width, name);
            let after = open(&copy, name);
            for (_, _, word) in &chosen {
                // Properties may hold words that the tool puts there: `Auteur 1`.
                let of_file = |k| k != SegmentKind::Metadata;
                let mut texts = after.segments().iter().filter(|s| of_file(s.kind));
                let left = texts.any(|s| s.text.contains(word.as_str()));
                assert!(!left, "{name}: {word} is still there");
            }
            let mut expected = census(before.as_ref());
            expected.retain(|w, _| !chosen.iter().any(|(_, _, c)| c == w));
            let got = census(after.as_ref());
            for (word, count) in &expected {
                assert!(got.get(word) >= Some(count), "{name}: {word} was lost ({width:?})");
            }
        }
    }
}

#[test]
fn the_sequence_of_orders_does_not_matter() {
    for name in FILES {
        let document = open(&bytes(name), name);
        let mut orders: Vec<_> =
            unique(document.as_ref()).iter().step_by(11).map(|(n, s, _)| order(*n, *s)).collect();
        let one = cut(document.as_ref(), &orders, Width::Uniform, name);
        orders.reverse();
        let two = cut(document.as_ref(), &orders, Width::Uniform, name);
        assert!(one == two, "{name}");
    }
}

#[test]
fn an_order_that_names_nothing_is_an_error() {
    for name in FILES {
        let document = open(&bytes(name), name);
        let fates = vec![ChildFate::Keep; document.children().len()];
        let outside = order(document.segments().len() + 3, Span::new(0, 1));
        let got = document.redact(&[outside], &fates, &Treatment::default());
        assert!(got.is_err(), "{name}: an order outside the text was taken");
    }
}

#[test]
fn a_file_cut_short_is_refused_or_read_without_panic() {
    for name in FILES {
        let whole = bytes(name);
        for part in 1..16 {
            let short = &whole[..whole.len() * part / 16];
            for format in formats::all() {
                if format.sniff(short) {
                    let _ = format.open(short, &OpenOptions::default());
                }
            }
        }
    }
}

#[test]
fn bytes_turned_at_random_never_panic() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for name in FILES {
        for _ in 0..12 {
            let mut broken = bytes(name);
            for _ in 0..20 {
                let at = usize::try_from(next()).unwrap_or(0) % broken.len();
                broken[at] = next().to_le_bytes()[0];
            }
            if let Some(format) = formats::detect(&broken)
                && let Ok(document) = format.open(&broken, &OpenOptions::default())
            {
                let _ = document.redact(
                    &[],
                    &vec![ChildFate::Keep; document.children().len()],
                    &Treatment::default(),
                );
            }
        }
    }
}
