//! Traps in the metadata of pictures, and in chunks with other encodings.

use super::Trap;
use super::parts::{chunk, emf, jpeg, picture, png};
use crate::rawdocx::RawDocx;
use std::io::Write;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
}

fn little(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// A color profile with this name as its description.
fn profile(name: &str) -> Vec<u8> {
    let mut out = vec![1; 128];
    out.extend(1u32.to_be_bytes());
    out.extend(b"desc");
    out.extend(144u32.to_be_bytes());
    out.extend(u32::try_from(8 + name.len()).expect("small").to_be_bytes());
    out.extend(b"desc\0\0\0\0");
    out.extend(name.as_bytes());
    out
}

fn bitmap(tail: &[u8]) -> Vec<u8> {
    let mut out = b"BM".to_vec();
    out.extend(little(&[58, 0, 54, 40, 1, 1, 0x0018_0001, 0, 4, 0, 0, 0, 0, 0]));
    out.extend(tail);
    out
}

/// JPEG XR: a directory as in TIFF, with an author.
fn hd_photo(name: &str) -> Vec<u8> {
    let mut out = b"II\xBC\x01\x08\0\0\0\x01\0\x3B\x01\x02\0".to_vec();
    out.extend(little(&[u32::try_from(name.len()).expect("small"), 26, 0]));
    out.extend(name.as_bytes());
    out
}

/// A document that takes in a file.
fn chunk_of(name: &str, text: String) -> Vec<u8> {
    RawDocx::new(r#"<w:altChunk r:id="rId4"/>"#)
        .relation("rId4", "aFChunk", name)
        .part(&format!("word/{name}"), "", text)
        .build()
}

fn message(name: &str, coding: &str, body: &str) -> Vec<u8> {
    let text = format!(
        "From: {name}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body}\r\n--b\r\nContent-Type: image/png\r\n\r\n{name}\r\n--b--\r\n"
    );
    RawDocx::new(r#"<w:altChunk r:id="rId4"/>"#)
        .relation("rId4", "aFChunk", "afchunk.mht")
        .part("word/afchunk.mht", "message/rfc822", text)
        .build()
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("d29-packed-metafile-hex", |n| picture("image1.emz", packed(&emf(n))).build()),
    Trap::new("d29-packed-drawing-hex", |n| {
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg"><text>{n}</text></svg>"#);
        picture("image1.svgz", packed(svg.as_bytes())).build()
    }),
    Trap::new("d29-bitmap-tail", |n| {
        picture("image1.bmp", bitmap(format!("RGB\0{n}").as_bytes())).build()
    }),
    Trap::new("d29-icon", |n| {
        let inner = png(chunk(b"tEXt", n.as_bytes()));
        let mut icon = b"\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x20\0".to_vec();
        icon.extend(little(&[u32::try_from(inner.len()).expect("small"), 22]));
        icon.extend(inner);
        icon.extend(n.as_bytes());
        picture("image1.ico", icon).build()
    }),
    Trap::new("d29-hd-photo", |n| picture("image1.wdp", hd_photo(n)).build()),
    Trap::new("d29-png-profile", |n| {
        let data = [n.as_bytes(), b"\0\0", &zlib(&profile(n))].concat();
        picture("image1.png", png(chunk(b"iCCP", &data))).build()
    }),
    Trap::new("d29-jpeg-profile", |n| {
        let body = [b"ICC_PROFILE\0\x01\x01", profile(n).as_slice()].concat();
        let length = u8::try_from(body.len() + 2).expect("small");
        picture("image1.jpeg", jpeg(&[&[0xFF, 0xE2, 0, length], body.as_slice()].concat())).build()
    }),
    Trap::new("d29-png-broken-off", |n| {
        let whole = png(chunk(b"tEXt", n.as_bytes()));
        let tail = [&b"\0\0\x01\0"[..], b"tEXt", n.as_bytes()].concat();
        picture("image1.png", [&whole[..whole.len() - 12], &tail].concat()).build()
    }),
    Trap::new("d29-drawing-with-names", |n| {
        picture("image1.svg", format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="/home/{n}/x.png" class="{}"><style>.{n}{{}}</style><script>{n}</script></svg>"#, n.to_lowercase()).into_bytes()).build()
    }),
    Trap::new("d30-message-quoted", |n| {
        message(
            n,
            "quoted-printable",
            &format!("<p title=3D\"{n}\">Beste {}=\r\n{}</p>", &n[..4], &n[4..]),
        )
    }),
    Trap::new("d30-message-base64", |n| {
        // "<p>Beste Kwispelaer</p>"
        assert_eq!(n, "Kwispelaer");
        message(n, "base64", "PHA+QmVzdGUgS3dpc3BlbGFlcjwvcD4=")
    }),
    Trap::new("d30-rtf-across-destinations", |n| {
        let (a, b) = n.split_at(4);
        chunk_of(
            "afchunk.rtf",
            format!(r"{{\rtf1 Beste {a}{{\*\fldinst x}}{{\v {n}}}{b} en \b\u75 ?{}\par}}", &n[1..]),
        )
    }),
    Trap::new("d30-html-across-hidden", |n| {
        let (a, b) = n.split_at(4);
        chunk_of(
            "afchunk.html",
            format!(
                "<style>.w{{display:none}}</style><p>Van {a}<i class=w>x</i>{b}<p>{a}<i hidden>{b}</i>"
            ),
        )
    }),
    Trap::new("d30-html-names", |n| {
        RawDocx::new(r#"<w:altChunk r:id="rId4"/>"#)
            .relation("rId4", "aFChunk", "afchunk.html")
            .part("word/afchunk.html", "", format!(r#"<!DOCTYPE {n}><html class="{n}" data-{n}="1"><body style="font-family:{n}" onload="{n}()"><{n}>x</{n}><![if {n}]><p id={n}>a</p><![endif]></body></html>"#))
            .build()
    }),
];
