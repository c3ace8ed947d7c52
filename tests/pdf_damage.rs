//! PDF: damage that viewers read over is read over too, and what programs say of themselves is read.

use crate::rawpdf::{RawPdf, page_dict};
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use redact::formats;
use redact::model::{Document, OpenOptions, Scale, Treatment};
use std::collections::BTreeMap;
use std::sync::Arc;

const NAME: &str = "Wispelaer";

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a PDF");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// Whether the name is read on the page, and nothing is unread.
fn is_read(bytes: &[u8]) -> bool {
    let document = open(bytes);
    document.unread().is_empty() && document.segments().iter().any(|s| s.text.contains(NAME))
}

fn shown() -> String {
    format!("BT /F1 12 Tf 72 600 Td (de heer {NAME}) Tj ET")
}

#[test]
fn a_stream_of_a_false_length_is_read_to_its_end() {
    for length in ["3", "900", "61.5"] {
        let mut pdf = RawPdf::page("");
        pdf.put(4, &format!("<</Length {length}>>\nstream\n{}\nendstream", shown()));
        assert!(is_read(&pdf.build()), "{length}");
    }
}

#[test]
fn a_file_without_a_sound_header_is_a_pdf() {
    let bytes = RawPdf::page(&shown()).build();
    let body = bytes.strip_prefix(b"%PDF-1.7\n").expect("a header");
    for header in ["%PDF1.7\n", "%PDF.1.7\n", "%1.7\n", ""] {
        assert!(is_read(&[header.as_bytes(), body].concat()), "{header}");
    }
    assert!(formats::detect(b"% 1 0 obj").is_none_or(|format| format.name() != "pdf"));
}

#[test]
fn an_object_that_no_page_draws_is_missed_on_none() {
    let scale = |catalog: &str, page: &str| {
        let mut pdf = RawPdf::page(&shown());
        pdf.put(1, &format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"));
        pdf.put(3, &page_dict(page, ""));
        pdf.put(7, "<</Title(");
        open(&pdf.build()).unread().first().map(|unread| unread.scale)
    };
    assert_eq!(scale("/Outlines 7 0 R", ""), Some(Scale::Small));
    assert_eq!(scale("", "/Annots[7 0 R]"), Some(Scale::Page));
}

#[test]
fn what_a_program_says_of_itself_is_searched_for_lists_alone() {
    let mut pdf = RawPdf::page(&format!("BI /W 9 /H 1 /BPC 8 /CS /G ID {NAME}\nEI"));
    let function = "/FunctionType 4/Domain[0 1]/Range[0 1]";
    pdf.stream(7, function, format!("{{}} % {NAME}").as_bytes());
    pdf.put(3, &page_dict("", "/ExtGState<</G<</TR 7 0 R>>>>"));
    let document = open(&pdf.build());
    let found = document.segments().iter().filter(|s| s.text.contains(NAME));
    let of_program: Vec<bool> = found.map(|s| s.of_program).collect();
    assert_eq!(of_program, [true, true]);
}

/// A file of which only an attached file is encrypted.
fn locked_attachment() -> Vec<u8> {
    let mut pdf = RawPdf::page(&shown());
    let names = "/Names<</EmbeddedFiles<</Names[(a)7 0 R]>>>>";
    pdf.put(1, &format!("<</Type/Catalog/Pages 2 0 R{names}>>"));
    pdf.put(7, "<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 8 0 R>>>>");
    pdf.stream(8, "/Type/EmbeddedFile/Filter/FlateDecode", b"\x78\x9c\xff no zlib \xff");
    let filters = "/CF<</StdCF<</AuthEvent/EFOpen/CFM/AESV3/Length 32>>>>/EFF/StdCF";
    let zeros = "00".repeat(48);
    pdf.put(
        9,
        &format!(
            "<</Filter/Standard/V 5/R 6/Length 256{filters}/StmF/Identity/StrF/Identity/P -1028\
             /EncryptMetadata false/O<{zeros}>/U<{zeros}>/OE<{0}>/UE<{0}>/Perms<{1}>>>",
            "00".repeat(32),
            "00".repeat(16)
        ),
    );
    pdf.trailer("/Encrypt 9 0 R/ID[<00><00>]");
    pdf.build()
}

#[test]
fn a_file_of_which_only_an_attachment_is_locked_is_read() {
    let document = open(&locked_attachment());
    assert!(document.segments().iter().any(|s| s.text.contains(NAME)));
    let unread: Vec<Scale> = document.unread().iter().map(|unread| unread.scale).collect();
    assert_eq!(unread, [Scale::Page], "the attachment");
    let treatment = Treatment { blank_unread: true, ..Treatment::default() };
    let copy = document.redact(&[], &[], &treatment).expect("a copy");
    assert!(open(&copy.bytes).unread().is_empty(), "the attachment is gone");
}

#[test]
fn an_encryption_that_leads_to_other_objects_is_undone() {
    let mut pdf = RawPdf::page(&shown());
    pdf.trailer("/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]");
    let mut doc = lopdf::Document::load_mem(&pdf.build()).expect("it loads");
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes128CryptFilter);
    let version = EncryptionVersion::V4 {
        document: &doc,
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "eigenaar",
        user_password: "",
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    doc.encrypt(&state).expect("a plain file can be locked");
    let id = doc.trailer.get(b"Encrypt").and_then(|e| e.as_reference()).expect("it is locked");
    let filters = doc.get_dictionary(id).expect("it says how").get(b"CF").expect("how").clone();
    let filters = doc.add_object(filters);
    doc.get_dictionary_mut(id).expect("it says how").set("CF", filters);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("memory takes it");
    assert!(!bytes.windows(NAME.len()).any(|w| w == NAME.as_bytes()));
    assert!(is_read(&bytes));
}
