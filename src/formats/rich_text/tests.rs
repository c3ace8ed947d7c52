use super::read;
use crate::formats::splice;
use crate::model::{Extras, Mark, Redaction, Scale, SegmentKind, Span};

fn body(rtf: &str) -> String {
    read(rtf).body().trim_end().to_owned()
}

fn all(rtf: &str) -> String {
    let told: Vec<String> = read(rtf).segments().into_iter().map(|s| s.text).collect();
    told.join("|")
}

/// A copy without a text, wherever it stands.
fn cut(rtf: &str, what: &str, extras: Extras) -> String {
    let read = read(rtf);
    let mut orders = Vec::new();
    for (segment, text) in read.segments().iter().enumerate() {
        for (start, _) in text.text.match_indices(what) {
            let mark = Mark { label: "5.1".into(), alt: String::new() };
            let span = Span::new(start, start + what.len());
            orders.push(Redaction { segment, span, mark });
        }
    }
    let (splices, _) = read.cut(&orders, extras, false).map_err(|n| format!("{n}")).expect("cuts");
    let out = splice::apply(rtf.as_bytes(), splices).expect("apart");
    String::from_utf8(out).expect("text")
}

#[test]
fn letters_and_escapes_are_read() {
    let rtf = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset204 Ru;}}\uc1 Jan\b sen\b0  M\'fcller \u235?en\par{\f1 \'df\'ed}\tab x\u-10179?\u-8704?}";
    assert_eq!(body(rtf), "Jansen Müller ëen\nЯн\tx😀");
    assert_eq!(body(r"{\rtf1{\fonttbl{\f0\fcharset128 J;}}\f0 \'93\'fa\'96\'7b}"), "日本");
    assert_eq!(body(r"{\rtf1\uc2 a\u233 e'b\emdash c}"), "aéb—c");
}

#[test]
fn what_stands_apart_is_read_apart() {
    let rtf = r"{\rtf1{\info{\author Noor}{\title Nota}}{\header Kop}Dag{\*\bkmkstart Noor}{\field{\*\fldinst HYPERLINK x}{\fldrslt Bos}}{\v weg}{\*\onbekend wie}{\footnote voet}{\annotation niet}}";
    assert_eq!(body(rtf), "DagBos");
    for text in ["Noor", "Nota", "Kop", "HYPERLINK x", "weg", "wie", "voet", "niet"] {
        assert!(all(rtf).contains(text), "{text}");
    }
    // The name of a property or variable and its value are two texts.
    for rtf in [
        r"{\rtf1{\*\userprops{\propname wie}\proptype30{\staticval Noor}}}",
        r"{\rtf1{\*\docvar {wie}{Noor}}}",
    ] {
        assert!(all(rtf).contains("wie\nNoor"), "{rtf}");
    }
    let labels = read(rtf).segments();
    assert!(labels.iter().any(|s| s.label.as_deref() == Some("Author") && s.text.contains("Noor")));
    assert!(labels.iter().any(|s| s.kind == SegmentKind::Hidden && s.text.contains("wie")));
}

#[test]
fn what_stands_apart_parts_no_word() {
    for inner in
        [r"{\*\fldinst x}", r"{\footnote x}", r"{\header x}", r"{\*\bkmkstart x}", r"{\*\y x}"]
    {
        assert_eq!(body(&format!(r"{{\rtf1 Kwis{inner}pelaer}}")), "Kwispelaer", "{inner}");
    }
}

#[test]
fn what_is_not_shown_is_read_where_it_stands() {
    let read = read(r"{\rtf1 Ver{\v xx}kruisen \v a\v0 b\par Noor\par{\v Kees}\par{\v Bos}}");
    let told: Vec<String> = read.segments().into_iter().map(|s| s.text).collect();
    assert_eq!(
        told,
        ["Verkruisen b\nNoor\n", "xx\na\nKees\nBos", "Verxxkruisen ab\n", "Ver xx kruisen a b\n"]
    );
    assert!(read.segments().iter().map(|s| s.again).eq([false, false, true, true]));
    assert_eq!(
        read.same(2, Span::new(2, 6)),
        [(0, Span::new(2, 3)), (1, Span::new(0, 2)), (0, Span::new(3, 4))]
    );
    let out = cut(r"{\rtf1 Van Kw{\v isp}elaer}", "Kwispelaer", Extras::Keep);
    assert_eq!(out, r"{\rtf1 Van [5.1]{\v {}}{}}");
}

#[test]
fn a_cut_goes_through_every_carrier() {
    for rtf in [
        r"{\rtf1 Noor Bakker}",
        r"{\rtf1 Noor {\b Bak}ker}",
        r"{\rtf1 \'4eoor \u66 Bakker}",
        r"{\rtf1 N\u111 oor B\u97\'61kker}",
        r"{\rtf1{\v Noor Bakker}x}",
        r"{\rtf1{\info{\author Noor Bakker}}x}",
        r"{\rtf1{\*\wie Noor Bakker}x}",
        r"{\rtf1{\colortbl Noor Bakker;}x}",
        r"{\rtf1{\field{\*\fldinst HYPERLINK mailto:Noor Bakker}{\fldrslt y}}x}",
        r"{\rtf1{\*\docvar {wie}{Noor Bakker}}x}",
        r"{\rtf1{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Noor Bakker}}}\pngblip 00}x}",
        r"{\rtf1 x}Noor Bakker",
        r"{\rtf1{\shp{\*\shpinst{\shptxt Noor Bakker}}}}",
        r"{\rtf1{\upr{\title x}{\*\ud{\title Noor Bakker}}}}",
        r"{\rtf1{\object{\*\objclass Noor Bakker}{\result y}}}",
        r"{\rtf1{\*\template Noor Bakker}{\*\revtbl{Noor Bakker;}}{\object{\*\objdata 4e6f6f72}}}",
    ] {
        let out = cut(rtf, "Noor Bakker", Extras::Keep);
        assert!(!all(&out).contains("oor") && !out.contains("akker"), "{rtf} gives {out}");
    }
    assert_eq!(
        cut(r"{\rtf1 Noor {\b Bak}ker}", "Noor Bakker", Extras::Keep),
        r"{\rtf1 [5.1]{\b {}}{}}"
    );
    let joined = cut(r"{\rtf1 Jan \b\u90 ?x}", "Jan Z", Extras::Keep);
    assert_eq!(body(&joined), "[5.1]x");
}

#[test]
fn remarks_go_with_the_extras() {
    let rtf = r"{\rtf1{\info{\author Noor}}a{\*\annotation b}c}";
    assert_eq!(cut(rtf, "-", Extras::Drop), r"{\rtf1{}a{}c}");
}

#[test]
fn data_is_told() {
    let told = |rtf: &str| read(rtf).unread.iter().map(|u| u.scale).collect::<Vec<_>>();
    assert_eq!(told(r"{\rtf1 a\bin3 }}}b}"), [Scale::Page]);
    assert_eq!(body(r"{\rtf1 a\bin3 }}}b}"), "ab");
    assert_eq!(told(r"{\rtf1{\pict\wmetafile8 4a616e}}"), [Scale::Small]);
    assert_eq!(told(r"{\rtf1{\pict\bin4 }{}\}}"), [Scale::Small]);
    assert!(told(r"{\rtf1{\listlevel{\leveltext\'03a\'01b;}}}").is_empty());
    let fonts = r"{\rtf1{\fonttbl{\f0 Times New Roman Cyr;}{\f1 SimSun;}{\f2 Bakkerschrift;}}x}";
    assert!(!all(fonts).contains("Roman") && all(fonts).contains("Bakkerschrift"));
    assert_eq!(read(r"{\rtf1{\fonttbl{\f0\fcharset255 D;}}\f0 \'8a}").broken, 1);
    assert!(read(&"{".repeat(5000)).unsound);
}

#[test]
fn broken_text_does_not_panic() {
    let rtf = r"{\rtf1 \u-10 é\'f\bin9 x}}}{\uc9\u1 a{\pict ab{\*\x y";
    for end in (0..rtf.len()).filter(|e| rtf.is_char_boundary(*e)) {
        all(&rtf[..end]);
        all(&rtf[end..]);
        cut(&rtf[..end], "x", Extras::Drop);
    }
}
