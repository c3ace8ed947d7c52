//! Ways in which codes become letters.

use super::Trap;
use crate::rawpdf::{RawPdf, page_dict};
use crate::traps_pdf::{LETTER, show};
use crate::ttf;

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("c07-truetype", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({n}) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        let widths: Vec<String> =
            (32u8..127).map(|b| ttf::width(ttf::glyph(char::from(b))).to_string()).collect();
        pdf.put(
            9,
            &format!(
                "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Vakjes/FirstChar 32/LastChar 126\
                 /Widths[{}]/Encoding/WinAnsiEncoding/FontDescriptor 11 0 R>>",
                widths.join(" ")
            ),
        );
        descriptor(&mut pdf, true);
        pdf.build()
    }),
    Trap::new("c07-identity-h", |n| composite(n, "Identity-H", Some(map(n, n)), false)),
    Trap::new("c07-identity-v", |n| composite(n, "Identity-V", Some(map(n, n)), false)),
    Trap::new("c07-without-tounicode", |n| composite(n, "Identity-H", None, true)),
    Trap::new("c58-tounicode-lies", |n| {
        composite(n, "Identity-H", Some(map(n, "Iemandanders")), true)
    }),
    Trap::new("p13-without-meaning", |n| composite(n, "Identity-H", None, false)),
    Trap::new("p11-embedded-cmap", |n| {
        let cmap = "/CIDInit /ProcSet findresource begin begincmap /CMapName /Eigen def\n\
                    1 begincodespacerange <00> <ff> endcodespacerange\n\
                    1 begincidrange <20> <7e> 1 endcidrange endcmap end";
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({n}) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        pdf.put(
            9,
            "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Vakjes/Encoding 13 0 R\
             /DescendantFonts[10 0 R]/ToUnicode 14 0 R>>",
        );
        let order: Vec<u8> =
            (32u8..127).flat_map(|b| ttf::glyph(char::from(b)).to_be_bytes()).collect();
        pdf.put(
            10,
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Vakjes/CIDToGIDMap 15 0 R/DW 500\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 11 0 R>>",
        );
        descriptor(&mut pdf, false);
        pdf.stream(13, "/Type/CMap/CMapName/Eigen", cmap.as_bytes());
        let unicode = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n\
                       1 beginbfrange <20> <7e> <0020> endbfrange endcmap";
        pdf.stream(14, "", unicode.as_bytes());
        pdf.stream(15, "", &[&[0, 0], order.as_slice()].concat());
        pdf.build()
    }),
    Trap::new("p60-tounicode-is-a-name", |n| {
        let codes = n.chars().map(u32::from).collect();
        outside(codes, "Vakjes", "Identity", "/ToUnicode/Identity-H", true)
    }),
    Trap::new("p61-adobe-japan", |n| {
        // The collection begins with ASCII from a space on, as 1 and further.
        let codes = n.chars().map(|c| u32::from(c) - 31).collect();
        outside(codes, "Vakjes", "Japan1", "", true)
    }),
    Trap::new("p62-order-of-windows-fonts", |n| {
        let codes = n.chars().map(|c| u32::from(c) - 29).collect();
        outside(codes, "Arial,Bold", "Identity", "", false)
    }),
    Trap::new("p63-no-font", |n| {
        RawPdf::page(&format!("{LETTER} BT /Weg 12 Tf 72 600 Td ({n}) Tj ET")).build()
    }),
    Trap::new("p64-fonts-in-a-list-apart", |n| {
        let codes: String =
            n.chars().enumerate().map(|(i, _)| char::from(b'A' + i as u8)).collect();
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({codes}) Tj ET"));
        pdf.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font 9 0 R>>>>");
        let names: String = n.chars().map(|c| format!("/{c}")).collect();
        pdf.put(
            9,
            &format!(
                "<</F1 5 0 R/F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding\
                 <</Type/Encoding/Differences[65{names}]>>>>>>"
            ),
        );
        pdf.build()
    }),
    Trap::new("p65-names-with-numbers", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({n}) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        let mut codes: Vec<u32> = n.chars().map(u32::from).collect();
        codes.sort_unstable();
        codes.dedup();
        let procs: String = codes.iter().map(|c| format!("/a{c} 10 0 R")).collect();
        let list: String = codes.iter().map(|c| format!(" {c} /a{c}")).collect();
        pdf.put(
            9,
            &format!(
                "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]\
                 /CharProcs<<{procs}>>/Encoding<</Type/Encoding/Differences[{list}]>>/FirstChar 32\
                 /LastChar 126/Widths[{}]/Resources<<>>>>",
                vec!["600"; 95].join(" ")
            ),
        );
        pdf.stream(10, "", b"600 0 d0 50 0 500 700 re f");
        pdf.build()
    }),
    Trap::new("p66-fonts-that-share-their-widths", |n| {
        let glyphs = |text: &str| -> String {
            text.chars().map(|c| format!("{:04x}", ttf::glyph(c))).collect()
        };
        let mut pdf = RawPdf::page(&format!(
            "{LETTER} BT /F3 12 Tf 72 600 Td <{}> Tj /F2 12 Tf <{}> Tj ET",
            glyphs("blijft staan "),
            glyphs(n)
        ));
        pdf.put(3, &page_dict("", "/Font<</F1 5 0 R/F2 9 0 R/F3 17 0 R>>"));
        for (object, map_of) in [(9, n), (17, "blijft staan ")] {
            pdf.put(
                object,
                &format!(
                    "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Vakjes/Encoding/Identity-H\
                     /DescendantFonts[10 0 R]/ToUnicode {} 0 R>>",
                    object + 7
                ),
            );
            pdf.stream(object + 7, "", map(map_of, map_of).as_bytes());
        }
        cid_font(&mut pdf);
        descriptor(&mut pdf, false);
        pdf.build()
    }),
    Trap::new("c08-type3", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({n}) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        type3(&mut pdf, n, "600 0 d0 50 0 500 700 re f");
        pdf.build()
    }),
    Trap::new("c08-text-in-type3-glyph", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td (a) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        type3(&mut pdf, "a", &format!("6000 0 d0 BT /F1 1000 Tf ({n}) Tj ET"));
        pdf.build()
    }),
    Trap::new("c57-differences", |n| {
        // Codes that are letters of another word, so that the bytes tell nothing.
        let codes: String =
            n.chars().enumerate().map(|(i, _)| char::from(b'!' + i as u8)).collect();
        let codes = codes.replace('(', "\\(").replace(')', "\\)");
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({codes}) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        let names: String = n.chars().map(|c| format!("/{c}")).collect();
        pdf.put(
            9,
            &format!(
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding\
                 /Differences[33{names}]>>>>"
            ),
        );
        pdf.build()
    }),
    Trap::new("c56-font-name", |n| {
        let mut pdf = RawPdf::page(LETTER);
        pdf.put(
            5,
            &format!("<</Type/Font/Subtype/Type1/BaseFont/{n}-Regular/Encoding/WinAnsiEncoding>>"),
        );
        pdf.build()
    }),
    Trap::new("p41-resource-name", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /{n} 12 Tf 72 500 Td (tekst) Tj ET"));
        pdf.put(3, &page_dict("", "").replace("/F1 5 0 R", &format!("/F1 5 0 R/{n} 5 0 R")));
        pdf.build()
    }),
    Trap::new("p45-ligature", |n| {
        // The second half of the name is one code.
        let (a, b) = n.split_at(6);
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td ({a}~) Tj ET"));
        pdf.put(3, &page_dict("", FONT));
        let unicode: String = b.encode_utf16().map(|u| format!("{u:04x}")).collect();
        pdf.put(
            9,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 14 0 R>>",
        );
        let map = format!(
            "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n\
             1 beginbfrange <20> <7d> <0020> endbfrange\n1 beginbfchar <7e> <{unicode}> endbfchar endcmap"
        );
        pdf.stream(14, "", map.as_bytes());
        pdf.build()
    }),
    Trap::new("p41-tounicode-of-unused-codes", |n| {
        let mut pdf = RawPdf::page(LETTER);
        pdf.put(
            5,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 14 0 R>>",
        );
        let unicode: String = n.encode_utf16().map(|u| format!("{u:04x}")).collect();
        let map = format!(
            "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n\
             1 beginbfrange <20> <7d> <0020> endbfrange\n1 beginbfchar <7e> <{unicode}> endbfchar endcmap"
        );
        pdf.stream(14, "", map.as_bytes());
        pdf.build()
    }),
];

const FONT: &str = "/Font<</F1 5 0 R/F2 9 0 R>>";

fn descriptor(pdf: &mut RawPdf, cmap: bool) {
    pdf.put(
        11,
        "<</Type/FontDescriptor/FontName/ABCDEF+Vakjes/Flags 32/FontBBox[0 -200 1000 800]\
         /ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 12 0 R>>",
    );
    let program = ttf::font(cmap);
    pdf.stream(12, &format!("/Length1 {}", program.len()), &program);
}

/// Type 3 letters, all with the same drawing.
fn type3(pdf: &mut RawPdf, letters: &str, drawing: &str) {
    let mut used: Vec<char> = letters.chars().collect();
    used.sort_unstable();
    used.dedup();
    let procs: String = used.iter().map(|c| format!("/{c} 10 0 R")).collect();
    let codes: String = used.iter().map(|c| format!(" {} /{c}", u32::from(*c))).collect();
    let widths = vec!["600"; 95].join(" ");
    pdf.put(
        9,
        &format!(
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]\
             /CharProcs<<{procs}>>/Encoding<</Type/Encoding/Differences[{codes}]>>/FirstChar 32\
             /LastChar 126/Widths[{widths}]/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
    );
    pdf.stream(10, "", drawing.as_bytes());
}

/// Glyphs of `shown`, in two bytes, to the letters of `said`.
fn map(shown: &str, said: &str) -> String {
    let pairs: String = shown
        .chars()
        .zip(said.chars())
        .map(|(a, b)| format!("<{:04x}> <{:04x}>\n", ttf::glyph(a), u32::from(b)))
        .collect();
    format!(
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff> \
         endcodespacerange\n{} beginbfchar\n{pairs}endbfchar endcmap end",
        shown.chars().count()
    )
}

/// The font that a composite one is made of, with the widths of all its glyphs.
fn cid_font(pdf: &mut RawPdf) {
    let widths: Vec<String> =
        (0..=ttf::LETTERS.len() as u16).map(|g| ttf::width(g).to_string()).collect();
    pdf.put(
        10,
        &format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Vakjes/CIDToGIDMap/Identity\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
             /W[0[{}]]/FontDescriptor 11 0 R>>",
            widths.join(" ")
        ),
    );
}

fn composite(n: &str, encoding: &str, unicode: Option<String>, cmap: bool) -> Vec<u8> {
    let codes: String = n.chars().map(|c| format!("{:04x}", ttf::glyph(c))).collect();
    let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td <{codes}> Tj ET"));
    pdf.put(3, &page_dict("", FONT));
    let to = if unicode.is_some() { "/ToUnicode 14 0 R" } else { "" };
    pdf.put(
        9,
        &format!(
            "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Vakjes/Encoding/{encoding}\
             /DescendantFonts[10 0 R]{to}>>"
        ),
    );
    cid_font(&mut pdf);
    descriptor(&mut pdf, cmap);
    if let Some(map) = unicode {
        pdf.stream(14, "", map.as_bytes());
    }
    pdf.build()
}

/// A composite font whose program tells nothing about its codes, if it is embedded at all.
fn outside(codes: Vec<u32>, font: &str, ordering: &str, entries: &str, embedded: bool) -> Vec<u8> {
    let codes: String = codes.iter().map(|c| format!("{c:04x}")).collect();
    let mut pdf = RawPdf::page(&format!("{LETTER} BT /F2 12 Tf 72 600 Td <{codes}> Tj ET"));
    pdf.put(3, &page_dict("", FONT));
    pdf.put(
        9,
        &format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{font}/Encoding/Identity-H\
             /DescendantFonts[10 0 R]{entries}>>"
        ),
    );
    let descriptor_of = if embedded { "/FontDescriptor 11 0 R" } else { "" };
    pdf.put(
        10,
        &format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/{font}/CIDToGIDMap/Identity/DW 500\
             /CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>{descriptor_of}>>"
        ),
    );
    if embedded {
        descriptor(&mut pdf, false);
    }
    pdf.build()
}

#[test]
fn the_font_of_boxes_is_one() {
    let pdf = composite("Abc", "Identity-H", None, true);
    assert!(
        redact::verify::inspect(
            &pdf,
            &[redact::verify::Needle { text: "Abc".into(), allowed: 0, pictured: false }],
            None
        )
        .is_ok_and(|flaws| flaws.iter().any(|f| f.code == "residue"))
    );
    let _ = show("");
}
