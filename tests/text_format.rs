//! Plain text: any text in any encoding, any cuts.

use proptest::prelude::*;
use redact::formats::text::PlainText;
use redact::model::{Format, Mark, OpenOptions, Redaction, Span, Treatment};

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Latin1,
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => {
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }
        Encoding::Utf16Be => {
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
        }
        Encoding::Latin1 => {
            text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect()
        }
    }
}

fn any_encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf8Bom),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16Be),
        Just(Encoding::Latin1),
    ]
}

proptest! {
    /// Every byte that is not cut stays, in every encoding: the copy is the encoded expectation.
    #[test]
    fn only_the_cut_goes(
        parts in prop::collection::vec(("[a-zA-Z éëüÀ\r\n\t.,]{1,12}", any::<bool>()), 1..12),
        encoding in any_encoding(),
    ) {
        let text: String = parts.iter().map(|(t, _)| t.as_str()).collect();
        prop_assume!(!text.trim().is_empty());
        // Latin-1 without a character outside ASCII is UTF-8 as well; both read the same.
        let mut at = 0;
        let mut orders = Vec::new();
        let mut expected = String::new();
        for (part, goes) in &parts {
            let span = Span::new(at, at + part.len());
            at = span.end;
            if *goes {
                let mark = Mark { label: "5.1.2e".into(), alt: String::new() };
                orders.push(Redaction { segment: 0, span, mark });
                expected += "[5.1.2e]";
            } else {
                expected += part;
            }
        }
        orders.reverse();
        let document = PlainText.open(&encode(&text, encoding), &OpenOptions::default()).expect("text");
        prop_assert_eq!(&document.segments()[0].text, &text);
        let copy = document.redact(&orders, &[], &Treatment::default()).expect("cut");
        prop_assert_eq!(copy.bytes, encode(&expected, encoding));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if PlainText.sniff(&bytes) {
            let _ = PlainText.open(&bytes, &OpenOptions::default());
        }
    }
}
