//! PDF: small faults in reading and redacting that would leave something behind in the copy. Each
//! test fails when the one step that it is about is taken out.

use crate::rawpdf::{RawPdf, page_dict};
use lopdf::{Dictionary, Document as Objects, Object};
use redact::formats;
use redact::model::{
    Document, Mark, OpenOptions, Redacted, Redaction, Removed, Scale, SegmentKind, Span, Treatment,
    Width,
};

const NAME: &str = "Wispelaer";

fn open(bytes: &[u8]) -> Box<dyn Document> {
    let format = formats::detect(bytes).expect("a PDF");
    format.open(bytes, &OpenOptions::default()).expect("it opens")
}

/// Orders for a word in the segments that `of` picks.
fn orders(document: &dyn Document, word: &str, of: impl Fn(usize) -> bool) -> Vec<Redaction> {
    let mark = Mark { label: "5.1.2e".into(), alt: "Gelakt".into() };
    let mut out = Vec::new();
    for (segment, text) in document.segments().iter().enumerate().filter(|(i, _)| of(*i)) {
        for (at, found) in text.text.match_indices(word) {
            let span = Span::new(at, at + found.len());
            out.push(Redaction { segment, span, mark: mark.clone() });
        }
    }
    assert!(!out.is_empty(), "{word} is nowhere to be read");
    out
}

fn cut_in(bytes: &[u8], word: &str, width: Width, of: impl Fn(usize) -> bool) -> Redacted {
    let document = open(bytes);
    let orders = orders(document.as_ref(), word, of);
    let treatment = Treatment { width, ..Treatment::default() };
    document.redact(&orders, &[], &treatment).expect("a copy")
}

/// Cuts a word wherever it is read.
fn cut(bytes: &[u8], word: &str) -> Redacted {
    cut_in(bytes, word, Width::Uniform, |_| true)
}

/// Cuts a word in the first segment that has it, and nowhere else.
fn cut_first(bytes: &[u8], word: &str) -> Redacted {
    let document = open(bytes);
    let first = document.segments().iter().position(|s| s.text.contains(word)).expect("read");
    cut_in(bytes, word, Width::Uniform, |i| i == first)
}

fn objects(copy: &Redacted) -> Objects {
    Objects::load_mem(&copy.bytes).expect("a copy that loads")
}

/// The dictionaries of a copy that have a key.
fn having(doc: &Objects, key: &[u8]) -> Vec<Dictionary> {
    let dicts = doc.objects.values().filter_map(|o| match o {
        Object::Dictionary(d) => Some(d),
        Object::Stream(s) => Some(&s.dict),
        _ => None,
    });
    dicts.filter(|d| d.has(key)).cloned().collect()
}

/// The bodies of all pages as read anew.
fn bodies(bytes: &[u8]) -> Vec<String> {
    let document = open(bytes);
    let body = document.segments().iter().filter(|s| s.kind == SegmentKind::Body && !s.again);
    body.map(|s| s.text.clone()).collect()
}

#[test]
fn what_the_tag_tree_says_of_cut_text_goes() {
    for key in ["ActualText", "Alt", "E"] {
        let mut pdf = RawPdf::page(&format!(
            "/P <</MCID 0>> BDC BT /F1 12 Tf 72 600 Td (Van {NAME} aan u) Tj ET EMC"
        ));
        pdf.put(1, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R>>");
        pdf.put(3, &page_dict("/StructParents 0", ""));
        pdf.put(7, "<</Type/StructTreeRoot/K 9 0 R/ParentTree<</Nums[0[9 0 R]]>>>>");
        // Not the word itself, so that no order is for this string.
        let element =
            format!("<</Type/StructElem/S/P/P 7 0 R/Pg 3 0 R/K 0/{key}(Van W. i. s. p. aan u)>>");
        pdf.put(9, &element);
        let doc = objects(&cut(&pdf.build(), NAME));
        let left: Vec<Object> = having(&doc, key.as_bytes())
            .iter()
            .filter_map(|d| d.get(key.as_bytes()).ok().cloned())
            .filter(|o| o.as_str().is_ok_and(|s| s.windows(4).any(|w| w == b"W. i")))
            .collect();
        assert!(left.is_empty(), "{key}: {left:?}");
    }
}

#[test]
fn letters_that_only_a_cut_name_used_lose_their_width() {
    let content = "BT /F1 12 Tf 72 600 Td (aan QZ van) Tj ET";
    let mut pdf = RawPdf::page(content);
    let widths: Vec<String> = (32..127).map(|c| (400 + c).to_string()).collect();
    let font = format!(
        "<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/Encoding/WinAnsiEncoding/FirstChar 32\
         /LastChar 126/Widths[{}]>>",
        widths.join(" ")
    );
    pdf.put(5, &font);
    let doc = objects(&cut(&pdf.build(), "QZ"));
    let ours = having(&doc, b"Widths").into_iter().find(|d| {
        d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"TrueType")
            && d.get(b"FirstChar").and_then(Object::as_i64).is_ok_and(|n| n == 32)
    });
    let ours = ours.expect("the font of the text");
    let widths = match ours.get(b"Widths").expect("widths") {
        Object::Reference(id) => doc.get_object(*id).and_then(Object::as_array),
        direct => direct.as_array(),
    };
    let widths = widths.expect("a list");
    let width = |letter: u8| widths.get(usize::from(letter) - 32).and_then(|w| w.as_i64().ok());
    assert_eq!((width(b'Q'), width(b'Z')), (Some(0), Some(0)));
    assert_eq!((width(b'a'), width(b'v')), (Some(497), Some(518)));
}

/// A page that is one gray picture of 595 by 842 samples, with recognized text over it.
fn scan(text: &str) -> Vec<u8> {
    let mut pdf = RawPdf::page(&format!(
        "q 595 0 0 842 0 0 cm /I1 Do Q BT 3 Tr /F1 40 Tf 72 600 Td ({text}) Tj ET"
    ));
    pdf.put(3, &page_dict("", "/XObject<</I1 9 0 R>>"));
    let image = "/Subtype/Image/Width 595/Height 842/BitsPerComponent 8/ColorSpace/DeviceGray";
    pdf.stream(9, image, &[200; 595 * 842]);
    pdf.build()
}

#[test]
fn pixels_around_recognized_text_go_too() {
    let copy = cut_in(&scan(&format!("Van {NAME} aan")), NAME, Width::Keep, |_| true);
    let [boxed] = copy.boxes.as_slice() else { panic!("one box") };
    let doc = objects(&copy);
    let image = doc.objects.values().filter_map(|o| o.as_stream().ok());
    let mut image =
        image.filter(|s| s.dict.get(b"Width").and_then(Object::as_i64).ok() == Some(595));
    let samples = image.next_back().and_then(|s| s.get_plain_content().ok()).expect("the picture");
    assert_eq!(samples.len(), 595 * 842);
    let black = |x: f64, y: f64| samples[(841 - y as usize) * 595 + x as usize] < 16;
    let [x0, y0, x1, y1] = boxed.rect;
    let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
    assert!(black(x, y), "under the box");
    // Recognized text never lies exactly on its letters: a tenth of the height on every side.
    let reach = 0.1 * (y1 - y0);
    assert!(reach > 3.0, "more than smoothing takes");
    for (x, y) in [(x0 - reach, y), (x1 + reach, y), (x, y0 - reach), (x, y1 + reach)] {
        assert!(black(x, y), "the picture shows at {x} {y} beside {:?}", boxed.rect);
    }
    assert!(!black(x, y1 + 20.0) && !black(20.0, y), "the rest of the picture stays");
}

#[test]
fn a_stream_without_length_is_read_and_cut() {
    let mut pdf = RawPdf::page("");
    let content = format!("BT /F1 12 Tf 72 600 Td (Van {NAME} aan u) Tj ET");
    pdf.put(4, &format!("<<>>\nstream\n{content}\nendstream"));
    let bytes = pdf.build();
    assert!(open(&bytes).notes().iter().any(|n| n.code == "repaired"));
    assert_eq!(bodies(&bytes), [format!("Van {NAME} aan u")]);
    assert_eq!(bodies(&cut(&bytes, NAME).bytes), ["Van 5.1.2e aan u"]);
}

#[test]
fn a_dictionary_that_does_not_end_is_read_as_viewers_do() {
    let mut pdf = RawPdf::page("BT /F1 12 Tf 72 720 Td (Beste Wispelaer,) Tj ET");
    pdf.put(3, &page_dict("/Annots[6 0 R]", ""));
    pdf.put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding");
    pdf.put(6, "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Bel Wispelaer)");
    let bytes = pdf.build();
    assert!(open(&bytes).unread().is_empty());
    let copy = cut(&bytes, "Wispelaer");
    assert!(bodies(&copy.bytes).iter().all(|text| !text.contains("Wispelaer")));
    assert!(!copy.bytes.windows(9).any(|w| w == b"Wispelaer"));
}

#[test]
fn stray_bytes_in_edited_content_go() {
    let copy = |stray: &str| {
        let content = format!("BT /F1 12 Tf 72 600 Td {stray} (Van {NAME} aan u) Tj ET");
        cut(&RawPdf::page(&content).build(), NAME).bytes
    };
    let clean = copy("");
    for stray in [")", "}", ">", "{ }", ") > }", "]"] {
        assert!(copy(stray) == clean, "{stray} is left");
    }
}

#[test]
fn names_in_property_lists_go_however_they_are_written() {
    for list in ["/Eigen/W#69spelaer", "/W#69spela#65r 1", "/Eigen[/Wispelaer(/W)/W#69spelaer]"] {
        let content = format!("/Span <<{list}>> BDC BT /F1 12 Tf 72 600 Td (Aan u) Tj ET EMC");
        let doc = objects(&cut(&RawPdf::page(&content).build(), NAME));
        let streams = doc.objects.values().filter_map(|o| o.as_stream().ok());
        for stream in streams {
            let text = String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default())
                .replace("#69", "i")
                .replace("#65", "e");
            assert!(!text.contains(NAME), "{list}: {text}");
        }
    }
}

#[test]
fn a_damaged_map_gives_no_word_in_the_copy_that_was_not_read() {
    for end in ["endcodespacerange", "endcode#pacerange"] {
        let mut pdf = RawPdf::page("BT /F1 12 Tf 72 600 Td (Van Wispe~) Tj ET");
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding";
        pdf.put(5, &format!("{font}/ToUnicode 9 0 R>>"));
        let map = format!(
            "begincmap 1 begincodespacerange <00> <ff> {end}\n1 beginbfrange <20> <7d> <0020> \
             endbfrange\n1 beginbfchar <7e> <006c006100650072> endbfchar endcmap"
        );
        pdf.stream(9, "", map.as_bytes());
        let bytes = pdf.build();
        let copy = open(&bytes).redact(&[], &[], &Treatment::default()).expect("a copy");
        assert_eq!(bodies(&copy.bytes), bodies(&bytes));
    }
}

/// Two pages whose resources are the same.
fn two_pages(content: &str, resources: &str, second: &str) -> RawPdf {
    let mut pdf = RawPdf::page(content);
    pdf.put(2, "<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>");
    pdf.put(3, &page_dict("", resources));
    pdf.put(6, &page_dict("", resources).replace("/Contents 4 0 R", second));
    pdf
}

#[test]
fn a_form_cut_on_one_page_gets_its_box_on_every_page_that_draws_it() {
    let mut pdf = two_pages("/X1 Do", "/XObject<</X1 9 0 R>>", "/Contents 4 0 R");
    let form = "/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";
    let content = format!("BT /F1 12 Tf 72 600 Td (Van {NAME} aan u) Tj ET");
    pdf.stream(9, form, content.as_bytes());
    let copy = cut_first(&pdf.build(), NAME);
    let pages: Vec<usize> = copy.boxes.iter().map(|b| b.page).collect();
    assert_eq!(pages, [0, 1]);
    assert_eq!(copy.removed, [Removed::ElsewhereToo]);
    assert_eq!(bodies(&copy.bytes), ["Van 5.1.2e aan u", "Van 5.1.2e aan u"]);
}

#[test]
fn a_form_that_does_not_say_what_it_is_is_kept_and_cut_like_one() {
    let mut pdf = two_pages("/X1 Do", "/XObject<</X1 9 0 R>>", "/Contents 4 0 R");
    let form = "/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";
    let content = format!("BT /F1 12 Tf 72 600 Td (Van {NAME} aan u) Tj ET");
    pdf.stream(9, form, content.as_bytes());
    let copy = cut(&pdf.build(), NAME);
    assert_eq!(bodies(&copy.bytes), ["Van 5.1.2e aan u", "Van 5.1.2e aan u"]);
}

#[test]
fn content_that_two_pages_share_is_cut_on_the_ordered_page_alone() {
    let content = format!("BT /F1 12 Tf 72 600 Td (Van {NAME} aan u) Tj ET");
    let copy = cut_first(&two_pages(&content, "", "/Contents 4 0 R").build(), NAME);
    let kept = format!("Van {NAME} aan u");
    assert_eq!(bodies(&copy.bytes), ["Van 5.1.2e aan u", kept.as_str()]);
}

/// A line with a name and a link over the word after it; the link's address holds the name too.
fn linked(name: &str, from: f64) -> Vec<u8> {
    let mut pdf = RawPdf::page(&format!("BT /F1 12 Tf 72 600 Td (Van {name} aan ons) Tj ET"));
    pdf.put(3, &page_dict("/Annots[8 0 R]", ""));
    let rect = format!("{from} 597 {} 610", from + 20.0);
    let quad = format!("{from} 610 {to} 610 {from} 597 {to} 597", to = from + 20.0);
    pdf.put(
        8,
        &format!(
            "<</Type/Annot/Subtype/Link/Rect[{rect}]/QuadPoints[{quad}]\
             /A<</S/URI/URI(https://voorbeeld.nl/{name}/foto)>>>>"
        ),
    );
    pdf.build()
}

#[test]
fn links_follow_the_line_and_lose_the_name() {
    // In Helvetica at 12 points ` ons` begins after `Van Bo aan` and `Van Willemijn aan`.
    let placed = |name: &str, from: f64| {
        let doc = objects(&cut(&linked(name, from), name));
        let link = having(&doc, b"Rect").pop().expect("the link");
        let numbers = |key: &[u8]| -> Vec<f32> {
            let list = link.get(key).and_then(Object::as_array).expect("numbers");
            list.iter().filter_map(|n| n.as_float().ok()).map(f32::round).collect()
        };
        let action = link.get(b"A").and_then(|a| doc.dereference(a)).expect("an action").1;
        let address = action
            .as_dict()
            .expect("a dictionary")
            .get(b"URI")
            .and_then(Object::as_str)
            .expect("a string");
        assert_eq!(address, b"https://voorbeeld.nl/[5.1.2e]/foto");
        (numbers(b"Rect"), numbers(b"QuadPoints"))
    };
    let (short, long) = (placed("Bo", 138.048), placed("Willemijn", 171.36));
    assert_eq!(short, long, "the place of the link tells how wide the name was");
    assert_ne!(short.0.first(), Some(&139.0));
}

/// A page with a comment whose rich text is a stream.
fn rich_text(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut pdf = RawPdf::page("BT /F1 12 Tf 72 600 Td (Aan ons) Tj ET");
    pdf.put(3, &page_dict("/Annots[8 0 R]", ""));
    pdf.put(8, "<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(x)/RC 9 0 R>>");
    pdf.stream(9, dict, data);
    pdf.build()
}

#[test]
fn rich_text_is_read_wherever_it_may_stand() {
    for written in [
        format!("<body><p>Van {NAME}</p></body>"),
        format!("<body><![CDATA[Van {NAME}]]></body>"),
        format!("<body><!-- Van {NAME} -->x</body>"),
        format!("<body title='Van {NAME}'>x</body>"),
    ] {
        let copy = cut(&rich_text("", written.as_bytes()), NAME);
        let left = open(&copy.bytes).segments().iter().any(|s| s.text.contains(NAME));
        assert!(!left && !copy.bytes.windows(NAME.len()).any(|w| w == NAME.as_bytes()));
    }
}

#[test]
fn rich_text_that_cannot_be_read_is_told_of_and_blanked() {
    let large = "x".repeat((4 << 20) + 1);
    let broken = rich_text("/Filter/FlateDecode", b"no deflate");
    let locked = rich_text("/Filter/Onbekend", b"no such filter");
    for bytes in [rich_text("", large.as_bytes()), broken, locked] {
        let document = open(&bytes);
        let pages = document.unread().iter().filter(|u| u.scale == Scale::Page).count();
        assert_eq!(pages, 1, "{:?}", document.unread());
        let treatment = Treatment { blank_unread: true, ..Treatment::default() };
        let copy = document.redact(&[], &[], &treatment).expect("a copy");
        assert!(open(&copy.bytes).unread().is_empty());
    }
}

/// A line with a name, and an annotation that reaches over the name.
fn marked(name: &str, annotation: &str) -> Vec<u8> {
    let width = 7.0 * name.len() as f64;
    let (from, to) = (100.0, 100.0 + width);
    let place = |text: &str| text.replace("FROM", &from.to_string()).replace("TO", &to.to_string());
    let mut pdf = RawPdf::page(&format!(
        "BT /F1 12 Tf 72 600 Td (Van ) Tj 28 0 Td ({name}) Tj {} 0 Td ( over de zaak) Tj ET",
        width + 2.0
    ));
    pdf.put(3, &page_dict("/Annots[7 0 R 8 0 R]", ""));
    pdf.put(7, &place(annotation));
    pdf.put(8, &place("<</Type/Annot/Subtype/Popup/Parent 7 0 R/Rect[TO 500 540 600]>>"));
    let form = place("/Type/XObject/Subtype/Form/BBox[FROM 596 TO 612]");
    pdf.stream(9, &form, place("1 1 0 rg FROM 597 m TO 597 l TO 611 l f").as_bytes());
    pdf.build()
}

#[test]
fn marks_on_a_line_keep_nothing_of_the_width_of_a_cut_name() {
    let quads = "/QuadPoints[FROM 612 TO 612 FROM 597 TO 597]";
    let common = "/Rect[FROM 596 TO 612]/C[1 1 0]/AP<</N 9 0 R>>/Popup 8 0 R";
    let mut kinds: Vec<String> = ["Highlight", "Underline", "StrikeOut", "Squiggly", "Link"]
        .map(|kind| format!("/Subtype/{kind} {quads}"))
        .into();
    kinds.push("/Subtype/Ink /InkList[[FROM 598 FROM 598 TO 598]]".to_owned());
    kinds.push("/Subtype/Line /L[FROM 598 TO 598]".to_owned());
    kinds.push("/Subtype/PolyLine /Vertices[FROM 598 FROM 599 TO 598]".to_owned());
    kinds.push("/Subtype/Square /IC[1 0 0]".to_owned());
    for kind in kinds {
        let annotation = format!("<</Type/Annot {kind} {common}>>");
        let copy = |name: &str| cut(&marked(name, &annotation), name).bytes;
        let (short, long) = (copy("Wisp"), copy("Wispelaersema"));
        assert!(short == long, "{kind}");
        let drawn = having(&Objects::load_mem(&short).expect("it loads"), b"AP");
        assert_eq!(drawn.len(), usize::from(!kind.contains("Link")), "{kind}");
    }
}

#[test]
fn marks_elsewhere_keep_their_appearance() {
    let mark = "<</Type/Annot/Subtype/Highlight/Rect[72 696 90 712]\
        /QuadPoints[72 712 90 712 72 697 90 697]/AP<</N 9 0 R>>>>";
    let copy = cut(&marked(NAME, mark), NAME);
    let doc = objects(&copy);
    assert_eq!(having(&doc, b"BBox").len(), 1);
    assert!(having(&doc, b"QuadPoints").iter().all(|mark| mark.has(b"AP")));
}

#[test]
fn an_object_that_does_not_parse_is_told_of() {
    let mut pdf = RawPdf::page("/F Do");
    pdf.put(3, &page_dict("", "/XObject<</F 7 0 R>>"));
    for (body, told) in [("null", 0), ("<</Type/XObject/Name (", 1)] {
        pdf.put(7, body);
        assert_eq!(open(&pdf.build()).unread().len(), told, "{body}");
    }
}

#[test]
fn unseen_letters_between_those_of_a_name_go_with_it() {
    for unseen in ["3 Tr (qvx) Tj 0 Tr", "1 g (qvx) Tj 0 g"] {
        let first = format!("1 0 0 1 100 600 Tm (Wis) Tj {unseen}");
        let content = format!("BT /F1 12 Tf {first} 1 0 0 1 120 600 Tm (pelaer) Tj ET");
        let copy = cut(&RawPdf::page(&content).build(), NAME);
        assert!(!bodies(&copy.bytes).concat().contains(['q', 'v', 'x']), "{unseen}");
    }
}
