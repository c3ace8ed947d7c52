//! Scans, read by a stand-in for Tesseract that says what it is told to.

use super::Desk;
use crate::rawpdf::{RawPdf, page_dict};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use lopdf::Document;
use predicates::prelude::*;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

const HEAD: &str =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";

/// Size of the image on the page, and how many samples of the picture of it make one of its own.
const SIZE: (usize, usize) = (640, 880);
const FACTOR: f64 = 3.87;

/// Words with left and top, in samples at 300 dots an inch; each letter is 26 wide.
const WORDS: &[(&str, usize, usize)] = &[
    ("Behandeld", 300, 300),
    ("door:", 560, 300),
    ("J.", 720, 300),
    ("Vlierzwaal", 790, 300),
    ("Stukken", 300, 600),
];

fn table(words: &[(&str, usize, usize)]) -> String {
    let mut out = HEAD.to_owned();
    for (number, (text, left, top)) in words.iter().enumerate() {
        let wide = 26 * text.len();
        out += &format!(
            "\\n5\\t1\\t1\\t1\\t{top}\\t{number}\\t{left}\\t{top}\\t{wide}\\t40\\t91.5\\t{text}"
        );
    }
    out.replace('\t', "\\t")
}

/// A program that says this of a page, and that of single lines.
fn program(page: &str, lines: &str) -> String {
    format!(
        "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 5.3.0';;\n\
         --list-langs) printf 'List of available languages (1):\\nnld\\n';;\n\
         *) /bin/cat > /dev/null; if [ \"$8\" = 3 ]; then {page}; else {lines}; fi;;\nesac\n"
    )
}

fn says(words: &[(&str, usize, usize)]) -> String {
    format!("printf '{}\\n'", table(words))
}

/// A desk with a page that shows stripes where the words are, and this program.
fn desk(program: &str) -> Desk {
    let mut pdf = RawPdf::page("q 595 0 0 842 0 0 cm /Im1 Do Q");
    pdf.put(3, &page_dict("", "/XObject<</Im1 6 0 R>>"));
    let image =
        "/Type/XObject/Subtype/Image/Width 640/Height 880/ColorSpace/DeviceGray/BitsPerComponent 8";
    let mut pixels = vec![255_u8; SIZE.0 * SIZE.1];
    for (text, left, top) in WORDS {
        let at = |n: usize| (n as f64 / FACTOR) as usize;
        for y in at(*top) + 1..at(top + 40) {
            for x in (at(*left) + 1..at(left + 26 * text.len())).filter(|x| x % 5 < 2) {
                pixels[y * SIZE.0 + x] = 0;
            }
        }
    }
    pdf.stream(6, image, &pixels);
    let desk = Desk::new();
    desk.put("scan.pdf", pdf.build()).put("tesseract", program);
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(desk.path("tesseract"), mode).expect("its own");
    desk
}

const WITH: &[&str] = &["scan.pdf", "--tesseract", "./tesseract", "--ocr-lang", "nld"];

/// The share of dark samples of the copy's image where a word stood.
fn dark(desk: &Desk, word: &str) -> f64 {
    let (_, left, top) = WORDS.iter().find(|(text, ..)| *text == word).expect("one of them");
    let copy = Document::load(desk.path("scan.redacted.pdf")).expect("a copy");
    let images = copy.objects.values().filter_map(|o| o.as_stream().ok());
    let image = images
        .filter(|s| s.dict.get(b"Subtype").is_ok_and(|n| n.as_name().is_ok_and(|n| n == b"Image")))
        .find_map(|s| s.decompressed_content().ok())
        .expect("its image");
    let at = |n: usize| (n as f64 / FACTOR) as usize;
    let columns = at(*left) + 2..at(left + 26 * word.len()) - 1;
    let mut seen = (at(*top) + 2..at(top + 40) - 1)
        .flat_map(|y| columns.clone().map(move |x| y * SIZE.0 + x))
        .filter_map(|at| image.get(at))
        .map(|shade| f64::from(u8::from(*shade < 128)))
        .peekable();
    assert!(seen.peek().is_some());
    let all: Vec<f64> = seen.collect();
    all.iter().sum::<f64>() / all.len() as f64
}

#[test]
fn a_name_on_a_scan_is_black_in_its_pixels_and_the_rest_stays() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.run(WITH).code(0);
    assert_eq!(dark(&desk, "Vlierzwaal"), 1.0);
    for stays in ["Behandeld", "Stukken"] {
        assert!((0.3..0.5).contains(&dark(&desk, stays)), "{stays}: {}", dark(&desk, stays));
    }
    let bytes = fs::read(desk.path("scan.redacted.pdf")).expect("a copy");
    assert!(memchr::memmem::find(&bytes, b"Vlierzwaal").is_none());
}

#[test]
fn a_name_that_is_still_read_in_the_copy_refuses_it() {
    let desk = desk(&program(&says(WORDS), &says(&[("J.", 10, 40), ("Vlierzwaal", 80, 40)])));
    desk.run(WITH).code(2).stderr(predicate::str::contains("nog gelakte tekst"));
    assert!(!desk.path("scan.redacted.pdf").exists());
}

#[test]
fn threads_of_the_program_itself_read_scans_too() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    let alone: Vec<&str> = WITH.iter().copied().chain(["--no-sandbox"]).collect();
    desk.run(&alone).code(0);
    assert_eq!(dark(&desk, "Vlierzwaal"), 1.0);
}

#[test]
fn a_program_that_fails_leaves_its_page_unread_and_the_run_goes_on() {
    for fault in ["kill -9 $$", "echo nonsense"] {
        let desk = desk(&program(fault, fault));
        desk.put("brief.txt", "Behandeld door: J. Vlierzwaal\n");
        let mut both = WITH.to_vec();
        both.extend(["brief.txt", "-o", "uit"]);
        let told = predicate::str::contains("Tesseract");
        desk.run(&both).code(2).stderr(predicate::str::contains("niet te lezen")).stdout(told);
        assert!(desk.path("uit/brief.txt").exists(), "{fault}");
        assert!(!desk.path("uit/scan.pdf").exists(), "{fault}");
    }
}

#[test]
fn what_is_missing_is_said_in_one_sentence() {
    let old = program("exit 1", "exit 1").replace("5.3.0", "3.04.01");
    desk(&old).run(WITH).code(2).stderr(predicate::str::contains("te oud"));
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.run(&["scan.pdf"]).code(2).stderr(predicate::str::contains("redact doctor"));
    desk.run(&["scan.pdf", "--ocr", "require"])
        .code(2)
        .stderr(predicate::str::contains("niet gevonden"));
    desk.run(&["scan.pdf", "--tesseract", "./tesseract", "--ocr-lang", "deu"])
        .code(2)
        .stderr(predicate::str::contains("geen van de talen"));
    desk.run(&["scan.pdf", "--tesseract", "./tesseract", "--ocr", "off"]).code(2);
    desk.run(&["scan.pdf", "--tesseract", "./tesseract"])
        .code(0)
        .stderr(predicate::str::contains("alleen nld"));
    desk.run(&["doctor", "--tesseract", "./tesseract"])
        .stdout(predicate::str::contains("5.3.0").and(predicate::str::contains("nld")));
}

#[test]
fn what_was_read_is_kept_where_it_may_be() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    let kept: Vec<&str> = WITH.iter().copied().chain(["--ocr-cache", "gelezen"]).collect();
    desk.run(&kept).code(0);
    let mode = fs::metadata(desk.path("gelezen")).expect("made").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    // The same again, with a program that reads nothing any more.
    desk.put("tesseract", program("exit 1", "exit 1"));
    let again: Vec<&str> = kept.iter().copied().chain(["--force"]).collect();
    desk.run(&again).code(0);
}

/// The same page as a picture file, with a name in its metadata.
fn png() -> Vec<u8> {
    let mut pixels = vec![255_u8; SIZE.0 * SIZE.1];
    for (text, left, top) in WORDS {
        let at = |n: usize| (n as f64 / FACTOR) as usize;
        for y in at(*top) + 1..at(top + 40) {
            for x in (at(*left) + 1..at(left + 26 * text.len())).filter(|x| x % 5 < 2) {
                pixels[y * SIZE.0 + x] = 0;
            }
        }
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, SIZE.0 as u32, SIZE.1 as u32);
    encoder.set_color(png::ColorType::Grayscale);
    // 77.5 dots an inch: as large as the page of the PDF.
    let dots = png::PixelDimensions { xppu: 3051, yppu: 3051, unit: png::Unit::Meter };
    encoder.set_pixel_dims(Some(dots));
    encoder.add_text_chunk("Author".into(), "Vlierzwaal".into()).expect("Latin");
    let mut writer = encoder.write_header().expect("memory");
    writer.write_image_data(&pixels).expect("memory");
    writer.finish().expect("memory");
    out
}

/// The gray samples of a picture, and how many stand in a row.
fn samples(bytes: &[u8]) -> (Vec<u8>, usize) {
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().expect("a picture");
    let mut out = vec![0; reader.output_buffer_size().expect("small")];
    let info = reader.next_frame(&mut out).expect("a picture");
    (out, info.width as usize)
}

fn shade_of(bytes: &[u8], word: &str) -> f64 {
    let (_, left, top) = WORDS.iter().find(|(text, ..)| *text == word).expect("one of them");
    let (samples, width) = samples(bytes);
    let at = |n: usize| (n as f64 / FACTOR) as usize;
    let (mut dark, mut all) = (0.0, 0.0);
    for y in at(*top) + 2..at(top + 40) - 1 {
        for x in at(*left) + 2..at(left + 26 * word.len()) - 1 {
            dark += f64::from(u8::from(samples[y * width + x] < 128));
            all += 1.0;
        }
    }
    dark / all
}

#[test]
fn a_picture_file_gets_a_copy_of_its_kind() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.put("scan.png", png());
    let with = ["scan.png", "--tesseract", "./tesseract", "--ocr-lang", "nld"];
    desk.run(&with).code(0);
    let copy = fs::read(desk.path("scan.redacted.png")).expect("a copy");
    assert!(shade_of(&copy, "Vlierzwaal") > 0.6, "{}", shade_of(&copy, "Vlierzwaal"));
    for stays in ["Behandeld", "Stukken"] {
        assert!((0.3..0.5).contains(&shade_of(&copy, stays)), "{stays}");
    }
    assert!(memchr::memmem::find(&copy, b"Vlierzwaal").is_none());
    assert!(memchr::memmem::find(&copy, b"Author").is_none());
}

#[test]
fn a_picture_file_that_still_shows_a_name_gets_no_copy() {
    let desk = desk(&program(&says(WORDS), &says(&[("J.", 10, 40), ("Vlierzwaal", 80, 40)])));
    desk.put("scan.png", png());
    let with = ["scan.png", "--tesseract", "./tesseract", "--ocr-lang", "nld"];
    desk.run(&with).code(2).stderr(predicate::str::contains("nog gelakte tekst"));
    assert!(!desk.path("scan.redacted.png").exists());
}

#[test]
fn a_picture_file_that_nothing_reads_is_unread() {
    let desk = Desk::new();
    desk.put("scan.png", png());
    desk.run(&["scan.png"]).code(2).stderr(predicate::str::contains("redact doctor"));
    desk.run(&["scan.png", "--unread", "keep"]).code(1);
    let copy = fs::read(desk.path("scan.redacted.png")).expect("a copy");
    assert!(memchr::memmem::find(&copy, b"Vlierzwaal").is_none());
    desk.run(&["scan.png", "--unread", "blank", "--force"]).code(1);
    let blank = fs::read(desk.path("scan.redacted.png")).expect("a copy");
    assert!(samples(&blank).0.iter().all(|shade| *shade == 255));
}

/// A letter with this picture in its last paragraph.
fn letter(before: &str, picture: Vec<u8>) -> Vec<u8> {
    let body = format!(
        r#"<w:p><w:r><w:t>{before}</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:extent cx="5000000" cy="7000000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId4"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    );
    crate::rawdocx::RawDocx::new(&body)
        .relation("rId4", "image", "media/image1.png")
        .part("word/media/image1.png", "", picture)
        .build()
}

/// The picture of the copy of a letter.
fn picture_of(desk: &Desk) -> Vec<u8> {
    let copy = fs::read(desk.path("brief.redacted.docx")).expect("a copy");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(copy)).expect("a package");
    let mut out = Vec::new();
    let mut entry = zip.by_name("word/media/image1.png").expect("the picture");
    std::io::Read::read_to_end(&mut entry, &mut out).expect("sound");
    out
}

#[test]
fn a_picture_in_a_letter_is_read_and_loses_its_names() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.put("brief.docx", letter("Zie hieronder.", png()));
    let with = ["brief.docx", "--tesseract", "./tesseract", "--ocr-lang", "nld"];
    desk.run(&with).code(0);
    let picture = picture_of(&desk);
    assert!(shade_of(&picture, "Vlierzwaal") > 0.6);
    assert!((0.3..0.5).contains(&shade_of(&picture, "Stukken")));
    assert!(memchr::memmem::find(&picture, b"Author").is_none());
}

#[test]
fn a_picture_of_strokes_below_a_closing_is_a_signature() {
    let mut pixels = vec![255_u8; 400 * 150];
    for x in 40..360 {
        let y = 75.0 + 50.0 * (x as f64 / 17.0).sin();
        for y in (y as usize)..(y as usize + 4) {
            pixels[y * 400 + x] = 30;
        }
    }
    let mut ink = Vec::new();
    let mut encoder = png::Encoder::new(&mut ink, 400, 150);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("memory");
    writer.write_image_data(&pixels).expect("memory");
    writer.finish().expect("memory");
    let desk = desk(&program(&says(&[]), &says(&[])));
    let with = ["brief.docx", "--tesseract", "./tesseract", "--ocr-lang", "nld", "--force"];
    let dark = |bytes: &[u8]| samples(bytes).0.iter().filter(|s| **s < 128).count();
    desk.put("brief.docx", letter("Hoogachtend,", ink.clone()));
    desk.run(&with).code(0);
    assert!(dark(&picture_of(&desk)) > 400 * 150 / 2, "a box stands there");
    // Elsewhere it is handwriting, which nothing reads.
    desk.put("brief.docx", letter("Zie de tekening.", ink.clone()));
    let kept: Vec<&str> = with.into_iter().chain(["--unread", "keep"]).collect();
    desk.run(&kept).code(1);
    assert_eq!(dark(&picture_of(&desk)), dark(&ink));
}

/// The text that the copy of the scan shows or hides.
fn text_of(desk: &Desk) -> String {
    let copy = fs::read(desk.path("scan.redacted.pdf")).expect("a copy");
    let format = redact::formats::all().iter().find(|f| f.name() == "pdf").expect("PDF");
    let document = format.open(&copy, &redact::model::OpenOptions::default()).expect("sound");
    document.segments().iter().map(|segment| segment.text.as_str()).collect()
}

#[test]
fn a_scan_gets_letters_of_what_is_left_on_request() {
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.run(WITH).code(0);
    assert!(!text_of(&desk).contains("Stukken"));
    let with: Vec<&str> = WITH.iter().copied().chain(["--text-layer", "--force"]).collect();
    desk.run(&with).code(0);
    let text = text_of(&desk);
    assert!(text.contains("Behandeld") && text.contains("Stukken"), "{text}");
    assert!(!text.contains("Vlier"), "{text}");
    let bytes = fs::read(desk.path("scan.redacted.pdf")).expect("a copy");
    assert!(memchr::memmem::find(&bytes, b"/Lang").is_some());
    // A page from which nothing went gets them too, and a copy of that copy keeps them.
    desk.put("keep.txt", "Vlierzwaal\nJ. Vlierzwaal\n");
    let kept: Vec<&str> = with.iter().copied().chain(["--keep-list", "keep.txt"]).collect();
    desk.run(&kept).code(0);
    assert!(text_of(&desk).contains("Vlierzwaal"));
}

#[test]
fn a_picture_in_a_web_page_is_read_and_loses_its_names() {
    let page = |bytes: &[u8]| {
        format!(
            "<html><body><p>Zie hier</p><img src=\"data:image/png;base64,{}\"></body></html>",
            BASE64_STANDARD.encode(bytes)
        )
    };
    let desk = desk(&program(&says(WORDS), &says(&[])));
    desk.put("pagina.html", page(&png()));
    desk.run(&["pagina.html", "--tesseract", "./tesseract", "--ocr-lang", "nld"]).code(0);
    let copy = fs::read_to_string(desk.path("pagina.redacted.html")).expect("a copy");
    let (before, rest) = copy.split_once("base64,").expect("the picture");
    let (digits, after) = rest.split_once('"').expect("its end");
    assert!(before.ends_with("<img src=\"data:image/png;") && after == "></body></html>");
    let picture = BASE64_STANDARD.decode(digits).expect("digits");
    assert!(shade_of(&picture, "Vlierzwaal") > 0.6);
    assert!((0.3..0.5).contains(&shade_of(&picture, "Stukken")));
    // In the page of a mail it is the same.
    let mail = format!(
        "From: info@vlierdam.nl\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{}",
        page(&png())
    );
    desk.put("bericht.eml", mail);
    desk.run(&["bericht.eml", "--tesseract", "./tesseract", "--ocr-lang", "nld"]).code(0);
    let copy = fs::read_to_string(desk.path("bericht.redacted.eml")).expect("a copy");
    let digits = copy.split_once("base64,").and_then(|(_, rest)| rest.split_once('"'));
    let picture = BASE64_STANDARD.decode(digits.expect("the picture").0).expect("digits");
    assert!(shade_of(&picture, "Vlierzwaal") > 0.6);
}
