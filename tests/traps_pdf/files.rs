//! Names in attached files, images, and in how the file itself is built.

use super::Trap;
use crate::rawpdf::{RawPdf, deflate, page_dict};
use crate::traps_pdf::{LETTER, catalog, letter, page, show};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions};

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("c34-embedded-file", |n| {
        let mut pdf = letter();
        catalog(&mut pdf, "/Names<</EmbeddedFiles<</Names[(bijlage)9 0 R]>>>>");
        pdf.put(9, "<</Type/Filespec/F(bijlage.txt)/UF(bijlage.txt)/EF<</F 10 0 R>>>>");
        pdf.stream(10, "/Type/EmbeddedFile/Subtype/text#2Fplain", format!("Van {n}").as_bytes());
        pdf.build()
    }),
    Trap::new("c34-embedded-file-names", |n| {
        let mut pdf = letter();
        catalog(&mut pdf, &format!("/Names<</EmbeddedFiles<</Names[({n})9 0 R]>>>>"));
        pdf.put(
            9,
            &format!("<</Type/Filespec/F({n}.txt)/UF({n}.txt)/Desc(Van {n})/EF<</F 10 0 R>>>>"),
        );
        pdf.stream(10, "/Type/EmbeddedFile/Subtype/text#2Fplain", b"Hallo");
        pdf.build()
    }),
    Trap::new("c34-embedded-pdf", |n| {
        let mut pdf = letter();
        catalog(&mut pdf, "/Names<</EmbeddedFiles<</Names[(bijlage)9 0 R]>>>>");
        pdf.put(9, "<</Type/Filespec/F(bijlage.pdf)/UF(bijlage.pdf)/EF<</F 10 0 R>>>>");
        let (a, b) = n.split_at(4);
        let inner = page(&show(&format!("[({a}) -5 ({b})] TJ")));
        pdf.stream(
            10,
            "/Type/EmbeddedFile/Subtype/application#2Fpdf/Filter/FlateDecode",
            &deflate(&inner),
        );
        pdf.build()
    }),
    Trap::new("c35-file-annotation", |n| {
        let mut pdf = letter();
        pdf.put(3, &page_dict("/Annots[8 0 R]", ""));
        pdf.put(8, "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 9 0 R>>");
        pdf.put(9, "<</Type/Filespec/F(a.txt)/EF<</F 10 0 R>>>>");
        pdf.stream(10, "/Type/EmbeddedFile", format!("Van {n}").as_bytes());
        pdf.build()
    }),
    Trap::new("c55-associated-file", |n| {
        let mut pdf = letter();
        catalog(&mut pdf, "/AF[9 0 R]");
        pdf.put(9, "<</Type/Filespec/AFRelationship/Source/F(bron.csv)/EF<</F 10 0 R>>>>");
        pdf.stream(
            10,
            "/Type/EmbeddedFile/Filter/FlateDecode",
            &deflate(format!("naam;{n}").as_bytes()),
        );
        pdf.build()
    }),
    Trap::new("c38-older-revision", |n| {
        let old = page(&show(&format!("({n}) Tj")));
        let mut new = RawPdf::new();
        new.stream(4, "", LETTER.as_bytes());
        new.append_to(&old)
    }),
    Trap::new("c39-deleted-in-object-stream", |n| {
        let mut doc = load(letter());
        doc.add_object(Object::string_literal(n));
        doc.add_object(lopdf::dictionary! { "Wie" => Object::string_literal(n) });
        packed(doc)
    }),
    Trap::new("c50-comment-and-trailing-bytes", |n| {
        let mut out = format!("% {n}\n").into_bytes();
        let body = letter().build();
        let cut = body.windows(6).position(|w| w == b"endobj").map_or(0, |p| p + 6);
        // Offsets are wrong on purpose: readers repair such files.
        out.extend_from_slice(&body[..cut]);
        out.extend_from_slice(format!("\n% {n}\n").as_bytes());
        out.extend_from_slice(&body[cut..]);
        out.extend_from_slice(format!("\n{n}\n").as_bytes());
        out
    }),
    Trap::new("c51-empty-password", |n| {
        let mut pdf = letter();
        pdf.trailer("/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]");
        pdf.stream(4, "", show(&format!("({n}) Tj")).as_bytes());
        let mut doc = load(pdf);
        let version = EncryptionVersion::V2 {
            document: &doc,
            owner_password: "eigenaar",
            user_password: "",
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).expect("a key of this length exists");
        doc.encrypt(&state).expect("a plain file can be locked");
        let mut out = Vec::new();
        doc.save_to(&mut out).expect("memory takes it");
        out
    }),
    Trap::new("c52-object-streams", |n| {
        let mut pdf = letter();
        pdf.put(9, &format!("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents({n})>>"));
        pdf.put(3, &page_dict("/Annots[9 0 R]", ""));
        packed(load(pdf))
    }),
    Trap::new("p19-scan-with-text-layer", |n| {
        let line = "0 -16 Td (Deze regel is door een lezer van letters gevonden in het beeld.) Tj ";
        let mut pdf = RawPdf::page(&format!(
            "q 595 0 0 842 0 0 cm /I1 Do Q BT 3 Tr /F1 12 Tf 72 780 Td {} (Beste {n}, dank) Tj {} ET",
            line.repeat(20),
            line.repeat(20)
        ));
        pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
        let (w, h) = (149usize, 211usize);
        let pixels: Vec<u8> = (0..w * h).map(|i| if i * 7 % 13 < 6 { 20 } else { 235 }).collect();
        let dict = format!(
            "/Subtype/Image/Width {w}/Height {h}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
        );
        pdf.stream(9, &dict, &deflate(&pixels));
        pdf.build()
    }),
    Trap::new("p19-inline-image-with-text", |n| {
        let pixels: String = (0..64 * 8).map(|i| if i % 3 == 0 { "20" } else { "e0" }).collect();
        page(&format!(
            "{LETTER} q 200 0 0 20 70 595 cm BI /W 64 /H 8 /BPC 8 /CS /G /F /AHx ID {pixels}>\nEI Q \
             BT 3 Tr /F1 12 Tf 72 600 Td ({n}) Tj ET"
        ))
    }),
    Trap::new("p20-jpeg-exif", |n| {
        let mut jpeg = Vec::new();
        jpeg_encoder::Encoder::new(&mut jpeg, 90)
            .encode(&[128; 64 * 3], 8, 8, jpeg_encoder::ColorType::Rgb)
            .expect("a small picture encodes");
        let mut data = vec![0xff, 0xd8];
        for (marker, body) in [
            (0xe1u8, format!("Exif\0\0MM\0*{n}")),
            (0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x>{n}</x>")),
            (0xed, format!("Photoshop 3.0\0{n}")),
            (0xfe, n.to_owned()),
        ] {
            data.extend([0xff, marker]);
            data.extend((body.len() as u16 + 2).to_be_bytes());
            data.extend(body.into_bytes());
        }
        data.extend_from_slice(&jpeg[2..]);
        data.extend(n.bytes());
        let mut pdf = RawPdf::page(&format!("{LETTER} q 50 0 0 50 72 600 cm /I1 Do Q"));
        pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
        let dict = "/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode";
        pdf.stream(9, dict, &data);
        pdf.build()
    }),
    Trap::new("p20-unused-image", |n| {
        let mut pdf = RawPdf::page(LETTER);
        pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R/X1 10 0 R>>"));
        let dict = format!(
            "/Subtype/Image/Width {}/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            n.len()
        );
        pdf.stream(9, &dict, n.as_bytes());
        let form = "/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F1 5 0 R>>>>";
        pdf.stream(10, form, show(&format!("({n}) Tj")).as_bytes());
        pdf.build()
    }),
    Trap::new("p34-broken-cross-reference", |n| {
        let bytes = page(&show(&format!("({n}) Tj")));
        let text: Vec<u8> = bytes;
        let at = text.windows(9).rposition(|w| w == b"startxref").unwrap_or(text.len());
        [&text[..at], b"startxref\n7\n%%EOF\n"].concat()
    }),
    Trap::new("p44-wrong-length", |n| {
        let mut pdf = letter();
        let body = show(&format!("({n}) Tj"));
        pdf.put(4, &format!("<</Length 3>>\nstream\n{body}\nendstream"));
        pdf.build()
    }),
];

fn load(pdf: RawPdf) -> Document {
    Document::load_mem(&pdf.build()).expect("the letter is a sound file")
}

fn packed(mut doc: Document) -> Vec<u8> {
    let mut out = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    doc.save_with_options(&mut out, options).expect("memory takes it");
    out
}

/// Whether another reader sees the name; for carriers that are packed or locked.
pub(super) fn seen_by_inspect(bytes: &[u8]) -> bool {
    let needles =
        [redact::verify::Needle { text: super::NAME.into(), allowed: 0, pictured: false }];
    redact::verify::inspect(bytes, &needles, None)
        .is_ok_and(|flaws| flaws.iter().any(|f| f.code == "residue"))
}
