//! Ways in which a page shows text.

use super::Trap;
use crate::rawpdf::{RawPdf, deflate, page_dict};
use crate::traps_pdf::{LETTER, hex, letter, page, show};

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("c01-plain", |n| page(&show(&format!("(Beste {n}, dank) Tj")))),
    Trap::new("c02-kerned", |n| {
        let parts: Vec<String> = n.chars().map(|c| format!("({c})-12")).collect();
        page(&show(&format!("[{}]TJ", parts.join(" "))))
    }),
    Trap::new("c03-operators", |n| {
        let (a, b) = n.split_at(4);
        page(&show(&format!("({a}) Tj 27 0 Td ({b}) Tj")))
    }),
    Trap::new("c04-hyphenated", |n| {
        let (a, b) = n.split_at(5);
        page(&show(&format!("14 TL (Dank aan {a}-) Tj T* ({b} voor alles) Tj")))
    }),
    Trap::new("c05-form", |n| form(n, true)),
    Trap::new("c05-form-without-resources", |n| form(n, false)),
    Trap::new("c06-form-shared", |n| {
        let mut pdf = RawPdf::page("/X1 Do");
        let resources = "/XObject<</X1 9 0 R>>";
        pdf.put(2, "<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>");
        pdf.put(3, &page_dict("", resources));
        pdf.put(6, &page_dict("", resources));
        pdf.stream(
            9,
            "/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X2 10 0 R>>>>",
            b"/X2 Do",
        );
        let inner = "/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";
        pdf.stream(10, inner, show(&format!("(Beste {n}, dank) Tj")).as_bytes());
        pdf.build()
    }),
    Trap::new("c09-pattern", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} /Pattern cs /P1 scn 0 0 500 300 re f"));
        pdf.put(3, &page_dict("", "/Pattern<</P1 9 0 R>>"));
        pdf.stream(
            9,
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 300]/XStep 300/YStep 300\
             /Resources<</Font<</F1 5 0 R>>>>",
            format!("BT /F1 12 Tf 20 100 Td (Beste {n}, dank) Tj ET").as_bytes(),
        );
        pdf.build()
    }),
    Trap::new("c10-soft-mask", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} /G1 gs 0 0 500 300 re f"));
        pdf.put(3, &page_dict("", "/ExtGState<</G1<</SMask<</S/Luminosity/G 9 0 R>>>>>>"));
        pdf.stream(
            9,
            "/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>\
             /Resources<</Font<</F1 5 0 R>>>>",
            format!("1 g BT /F1 12 Tf 20 100 Td (Beste {n}, dank) Tj ET").as_bytes(),
        );
        pdf.build()
    }),
    Trap::new("c11-invisible", |n| page(&show(&format!("3 Tr (Beste {n}, dank) Tj")))),
    Trap::new("c12-white-and-tiny", |n| page(&format!("1 g BT /F1 1 Tf 72 600 Td ({n}) Tj ET"))),
    Trap::new("c13-outside-crop-box", |n| {
        let mut pdf = RawPdf::page(&format!("{LETTER} BT /F1 12 Tf 20 20 Td ({n}) Tj ET"));
        pdf.put(3, &page_dict("/CropBox[0 100 595 842]", ""));
        pdf.build()
    }),
    Trap::new("c14-outside-media-box", |n| page(&format!("BT /F1 12 Tf 900 900 Td ({n}) Tj ET"))),
    Trap::new("c44-under-black-box", |n| {
        page(&format!("{} 0 g 70 590 90 16 re f", show(&format!("({n}) Tj"))))
    }),
    Trap::new("c45-under-image", |n| {
        let text = show(&format!("({n}) Tj"));
        let mut pdf = RawPdf::page(&format!("{LETTER} {text} q 90 0 0 16 70 596 cm /I1 Do Q"));
        pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
        let image = "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
        pdf.stream(9, image, &[200]);
        pdf.build()
    }),
    Trap::new("c46-rotated", |n| {
        let turned = format!("BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Beste {n}, dank) Tj ET");
        let mut pdf = RawPdf::page(&format!("{LETTER} {turned}"));
        pdf.put(3, &page_dict("/Rotate 90/UserUnit 2", ""));
        pdf.build()
    }),
    Trap::new("c46-mirrored", |n| {
        page(&format!("q -1 0 .3 1 595 0 cm BT /F1 12 Tf 200 300 Td ({n}) Tj ET Q"))
    }),
    Trap::new("c47-token-over-streams", |n| {
        let (a, b) = n.split_at(4);
        split(&format!("BT /F1 12 Tf 72 600 Td (Beste {a}"), &format!("{b}, dank) Tj ET"))
    }),
    Trap::new("c48-operators-over-streams", |n| {
        let (a, b) = n.split_at(4);
        split(&format!("BT /F1 12 Tf 72 600 Td ({a}) Tj"), &format!("({b}) Tj ET"))
    }),
    Trap::new("c49-backwards", |n| {
        let letters: Vec<char> = n.chars().collect();
        let one = |(i, c): (usize, &char)| format!("1 0 0 1 {} 600 Tm ({c}) Tj ", 72 + 7 * i);
        let all: String = letters.iter().enumerate().rev().map(one).collect();
        page(&format!("BT /F1 12 Tf {all} ET"))
    }),
    Trap::new("c53-letter-spaced", |n| page(&show(&format!("6 Tc ({n}) Tj")))),
    Trap::new("c53-spaced-by-spaces", |n| {
        let spaced: Vec<String> = n.chars().map(String::from).collect();
        page(&show(&format!("({}) Tj", spaced.join(" "))))
    }),
    Trap::new("c54-clip", |n| page(&format!("q {} Q", show(&format!("7 Tr ({n}) Tj"))))),
    Trap::new("c59-comment", |n| page(&format!("{LETTER}\n% {n}\n0 g"))),
    Trap::new("p05-two-in-one-array", |n| {
        page(&show(&format!("[(Beste {n} en) -300 ({n}, dank)] TJ")))
    }),
    Trap::new("p06-quote-operators", |n| {
        page(&show(&format!("14 TL 1 Tc 2 Tw 90 Tz 3 Ts (Beste {n}) ' 1 1 (en {n}, dank) \"")))
    }),
    Trap::new("p06-octal-and-hex", |n| {
        let octal: String = n.bytes().map(|b| format!("\\{b:03o}")).collect();
        page(&show(&format!("({octal}) Tj 0 -20 Td <{}> Tj", hex(n.as_bytes()))))
    }),
    Trap::new("p08-drawn-twice", |n| {
        let word = |x: f64| format!("BT /F1 12 Tf {x} 600 Td ({n}) Tj ET ");
        page(&[word(72.0), word(72.3)].concat())
    }),
    Trap::new("p16-under-stray-bracket", |n| {
        page(&format!("BT /F1 12 Tf 72 640 Td (Beste) Tj ) Tj 0 -20 Td ({n}) Tj ET"))
    }),
    Trap::new("p44-holes-and-inheritance", |n| {
        let mut pdf = RawPdf::page("");
        pdf.put(
            2,
            "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]\
             /Resources<</Font<</F1 5 0 R>>>>>>",
        );
        pdf.put(3, "<</Type/Page/Parent 2 0 R/Contents[null 99 0 R 4 0 R null]>>");
        pdf.stream(4, "", show(&format!("({n}) Tj")).as_bytes());
        pdf.build()
    }),
    Trap::new("p44-contents-listed-elsewhere", |n| {
        let mut pdf = letter();
        pdf.put(3, &page_dict("", "").replace("/Contents 4 0 R", "/Contents 6 0 R"));
        pdf.put(6, "[4 0 R 7 0 R]");
        pdf.stream(7, "", show(&format!("({n}) Tj")).as_bytes());
        pdf.build()
    }),
    Trap::new("p48-lzw-hex-85-runlength", |n| {
        let mut pdf = RawPdf::page("");
        pdf.put(3, &page_dict("", "").replace("/Contents 4 0 R", "/Contents[4 0 R 6 0 R 7 0 R]"));
        let line = |y: u32| format!("BT /F1 12 Tf 72 {y} Td (Beste {n}, dank) Tj ET ");
        let packed = deflate(line(600).as_bytes());
        pdf.stream(4, "/Filter[/AHx/Fl]", format!("{}>", hex(&packed)).as_bytes());
        pdf.stream(6, "/Filter/LZWDecode", &lzw(line(500).as_bytes()));
        pdf.stream(7, "/Filter/RunLengthDecode", &run_length(line(400).as_bytes()));
        pdf.build()
    }),
    Trap::new("p36-hidden-layer", |n| {
        let body = format!("{LETTER} /OC /L1 BDC {} EMC", show(&format!("({n}) Tj")));
        let mut pdf = RawPdf::page(&body);
        pdf.put(
            1,
            "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]/Order[9 0 R]>>>>>>",
        );
        pdf.put(3, &page_dict("", "/Properties<</L1 9 0 R>>"));
        pdf.put(9, "<</Type/OCG/Name(Laag)>>");
        pdf.build()
    }),
];

fn form(n: &str, resources: bool) -> Vec<u8> {
    let mut pdf = RawPdf::page(&format!("{LETTER} q .9 0 0 .9 30 0 cm /X1 Do Q"));
    pdf.put(3, &page_dict("", "/XObject<</X1 9 0 R>>"));
    let own = if resources { "/Resources<</Font<</F1 5 0 R>>>>" } else { "" };
    let dict = format!("/Subtype/Form/BBox[0 0 595 842]{own}");
    pdf.stream(9, &dict, show(&format!("(Beste {n}, dank) Tj")).as_bytes());
    pdf.build()
}

fn split(first: &str, second: &str) -> Vec<u8> {
    let mut pdf = RawPdf::page(first);
    pdf.put(3, &page_dict("", "").replace("/Contents 4 0 R", "/Contents[4 0 R 6 0 R]"));
    pdf.stream(6, "", second.as_bytes());
    pdf.build()
}

/// LZW with nothing but nine-bit codes: a clear code often enough that the table stays small.
fn lzw(data: &[u8]) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut code = |value: u16| bits.extend((0..9).rev().map(|i| value >> i & 1 == 1));
    for chunk in data.chunks(200) {
        code(256);
        chunk.iter().for_each(|b| code(u16::from(*b)));
    }
    code(257);
    bits.chunks(8)
        .map(|c| c.iter().enumerate().fold(0, |byte, (i, b)| byte | u8::from(*b) << (7 - i)))
        .collect()
}

fn run_length(data: &[u8]) -> Vec<u8> {
    let literal = |c: &[u8]| [&[c.len() as u8 - 1], c].concat();
    data.chunks(100).flat_map(literal).chain([128]).collect()
}
