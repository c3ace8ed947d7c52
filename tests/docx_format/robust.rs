//! Documents that are split up or damaged at random.

use super::{body, cut, open, paragraph};
use crate::rawdocx::RawDocx;
use proptest::prelude::*;
use redact::formats;
use redact::model::{Extras, OpenOptions, Treatment};

/// A sentence split into runs after these characters, some with other markup between them.
fn chopped(sentence: &str, cuts: &[(usize, u8)]) -> String {
    let letters: Vec<char> = sentence.chars().collect();
    let mut places: Vec<(usize, u8)> =
        cuts.iter().map(|(at, k)| (at % letters.len(), *k)).collect();
    places.sort_unstable();
    let mut out = String::new();
    let mut from = 0;
    for (at, kind) in places.into_iter().chain([(letters.len(), 0)]) {
        if at <= from {
            continue;
        }
        let text: String = letters[from..at].iter().collect();
        let text = text.replace('&', "&amp;");
        let run = format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
        let (before, after) = match kind % 12 {
            1 => ("", r#"<w:proofErr w:type="spellStart"/>"#),
            2 => ("", r#"<w:bookmarkStart w:id="1" w:name="_b"/><w:bookmarkEnd w:id="1"/>"#),
            3 => ("", "<w:r><w:lastRenderedPageBreak/></w:r>"),
            4 => (r#"<w:ins w:id="2" w:author="A">"#, "</w:ins>"),
            5 => (r#"<w:smartTag w:uri="urn:x" w:element="y">"#, "</w:smartTag>"),
            6 => ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            7 => (
                "",
                r#"<w:commentRangeStart w:id="0"/><w:permStart w:id="1"/><w:permEnd w:id="1"/>"#,
            ),
            8 => (r#"<w:hyperlink w:anchor="_b">"#, "</w:hyperlink>"),
            9 => (
                "",
                r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            ),
            10 => (r#"<w:moveTo w:id="3" w:author="A">"#, "</w:moveTo>"),
            11 => ("<!-- x -->", r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#),
            _ => ("", ""),
        };
        out.extend([before, &run, after]);
        from = at;
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn chopping_changes_nothing(cuts in proptest::collection::vec((0usize..60, any::<u8>()), 0..12)) {
        let sentence = "De heer J. de Vries-Bos & mevrouw Ünal (b&w) tekenden.";
        let bytes = paragraph(&chopped(sentence, &cuts));
        prop_assert!(body(&bytes).ends_with(sentence));
        let copy = cut(&bytes, &["J. de Vries-Bos", "Ünal"], &Treatment::default());
        prop_assert!(body(&copy).ends_with("De heer [5.1.2e] & mevrouw [5.1.2e] (b&w) tekenden."));
        let again = cut(&copy, &["J. de Vries-Bos", "Ünal"], &Treatment::default());
        prop_assert_eq!(body(&again), body(&copy));
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0usize..4000, bytes in proptest::collection::vec(any::<u8>(), 0..6), cut in 0usize..4) {
        let doc = RawDocx::new(&chopped("De heer Jansen & co.", &[(3, 4), (9, 6), (12, 9)]))
            .word("settings", "settings", "settings", r#"<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>"#);
        for part in 0..4 {
            let mut entries = doc.entries(doc.main().into_bytes());
            let data = &mut entries[part].1;
            let from = at % data.len();
            let to = (from + cut).min(data.len());
            data.splice(from..to, bytes.iter().copied());
            let damaged = crate::rawdocx::zip(&entries);
            let Some(format) = formats::detect(&damaged) else { continue };
            if let Ok(document) = format.open(&damaged, &OpenOptions::default()) {
                for extras in [Extras::Keep, Extras::Drop] {
                    let _ = document.redact(&[], &[], &Treatment { extras, ..Treatment::default() });
                }
            }
        }
    }

    #[test]
    fn no_markup_makes_it_panic(markup in "(<w:(p|r|t|del|ins|sdt|tbl|tr|tc|rPr|vanish|fldChar|instrText|txbxContent)/?>|</w:(p|r|t|del|ins|sdt|tbl|tr|tc|rPr|instrText|txbxContent)>|[a-z&;<\" ]|<!\\[CDATA\\[x\\]\\]>){0,30}") {
        let bytes = RawDocx::new(&markup).build();
        let document = open(&bytes);
        let _ = document.redact(&[], &[], &Treatment::default());
    }
}
