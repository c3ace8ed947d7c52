use super::read;
use crate::formats::splice;
use crate::model::Span;

fn texts(html: &str) -> Vec<String> {
    read(html).segments().map(|s| s.text.trim_end().to_owned()).collect()
}

fn cut(html: &str, what: &str) -> String {
    let page = read(html);
    let mut orders = Vec::new();
    for (at, segment) in page.segments().enumerate() {
        for (start, _) in segment.text.match_indices(what) {
            orders.push((at, Span::new(start, start + what.len()), "5.1"));
        }
    }
    let cut = page.cut(&orders, &[], false, false).map_err(|n| format!("order {n}")).expect("cuts");
    let out = splice::apply(html.as_bytes(), cut.splices).expect("apart");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_page_reads_as_it_is_shown() {
    let got = texts(
        "<!DOCTYPE html><title>Kop</title><p>Jan<b>sen</b>  en\n co</p><table><tr><td>a</td><td>b</td></tr></table>\
         <p>x<br>y &amp; z < 3</p>",
    );
    assert_eq!(got, ["Jansen en co\na\tb\t\nx\ny & z < 3", "Kop"]);
}

#[test]
fn what_is_not_shown_is_read_where_it_stands() {
    for hidden in [
        "<span style='display: none'>xq</span>",
        "<span hidden>xq</span>",
        "<style>p, .h { visibility:hidden }</style><b class=\"a h\">xq</b>",
        "<i style=\"color:red;mso-hide:all\"><b>x</b>q</i>",
        "<i hidden>x</i><i hidden>q</i>",
    ] {
        let html = format!("<p>Ver{hidden}kruisen</p>");
        let got = texts(&html);
        assert_eq!(got.first().map(String::as_str), Some("Verkruisen"), "{hidden}");
        assert!(got.iter().any(|t| t == "Verxqkruisen"), "{hidden}");
        assert!(got.iter().any(|t| t == "Ver xq kruisen"), "{hidden}");
        let out = cut(&html, "Verxqkruisen");
        let letters = out.replace("visibility", "");
        assert!(!letters.contains("er") && !letters.contains("xq"), "{out}");
    }
    // What is hidden in lines is read in lines.
    let html = "<p>Noor<template><p>Aart</p><p>Bos</p></template></p>";
    assert_eq!(texts(html), ["Noor", "Aart\nBos", "NoorAart Bos", "Noor Aart Bos"]);
}

#[test]
fn a_cut_goes_through_every_carrier() {
    for html in [
        "<p>Noor Bakker</p>",
        "<p>Noor <b>Bak</b>ker</p>",
        "<p>&#78;oor &#x42;akker</p>",
        "<p>Noor\n   Bakker</p>",
        "<img alt='Noor Bakker'>",
        "<a title=Noor&#32;Bakker>x</a>",
        "<!-- Noor Bakker -->",
        "<!--[if mso]><b>Noor</b> Bakker<![endif]-->",
        "<![CDATA[Noor Bakker]]>",
        "<style>p{content:\"Noor \\42 akker\"}</style>",
        "<style>/* Noor Bakker */</style>",
        "<script>var x = 'Noor \\u0042akker';</script>",
        "<template><p>Noor Bakker</template>",
        "<span style='display:none'>Noor Bakker</span>",
        "<textarea>Noor Bakker</textarea>",
        "<meta name=author content='Noor Bakker'>",
        "<a data-x=\"Noor Bakker\" href='mailto:Noor Bakker'>x</a>",
        "<p>x<a href=\"Noor Bakker",
    ] {
        let out = cut(html, "Noor Bakker");
        assert!(!out.contains("oor") && !out.contains("akker"), "{html} gives {out}");
        assert!(out.contains("5.1"), "{html} gives {out}");
    }
    assert_eq!(cut("<p>Noor <b>Bak</b>ker</p>", "Noor Bakker"), "<p>[5.1]<b></b></p>");
}

#[test]
fn a_name_for_style_sheets_goes_everywhere() {
    let html = "<style>.noor-bakker{color:red}</style><p class='a noor-bakker' id=noor-bakker>x";
    let want = "<style>.x5-1{color:red}</style><p class='a x5-1' id=x5-1>x";
    assert_eq!(cut(html, "noor-bakker"), want);
}

#[test]
fn broken_pages_do_not_panic() {
    let html = "<p a='b\" c=d>x&#;&nbsp<!-- é --><é=\"<style>a{\\é}\"'/*</style><script>\\u{";
    for end in (0..html.len()).filter(|e| html.is_char_boundary(*e)) {
        texts(&html[..end]);
        texts(&html[end..]);
    }
}

#[test]
fn files_in_links_are_handed_out() {
    use crate::model::ChildFate;
    let html = "<a href='data:text/plain;base64,Tm9vcg=='>x</a><style>p{src:url(data:font/woff2;base64,AAAA)}</style><img src='data:noor/x;base64,AAAA'>";
    let mut page = read(html);
    let files = page.hand_out(|_| false);
    assert_eq!(files.iter().map(|f| f.bytes.as_slice()).collect::<Vec<_>>(), [b"Noor"]);
    assert_eq!((files[0].name.as_str(), page.unread.len()), ("data.txt", 1));
    let fates = [ChildFate::Replace(b"[x]".to_vec())];
    let cut = page.cut(&[], &fates, false, false).map_err(|n| format!("order {n}")).expect("cuts");
    let out = splice::apply(html.as_bytes(), cut.splices).expect("apart");
    let out = String::from_utf8(out).expect("text");
    assert_eq!(
        out,
        "<a href='data:text/plain;base64,W3hd'>x</a><style>p{src:url()}</style><img src='data:noor/x;base64,AAAA'>"
    );
}
