//! Places beside the page content that hold text.

use super::Trap;
use crate::rawpdf::{RawPdf, page_dict};
use crate::traps_pdf::{LETTER, catalog, hex, letter, show};

/// A letter with one annotation (object 9).
fn annotation(body: &str) -> RawPdf {
    let mut pdf = letter();
    pdf.put(3, &page_dict("/Annots[9 0 R]", ""));
    pdf.put(9, &format!("<</Type/Annot/Rect[72 500 172 520]/P 3 0 R{body}>>"));
    pdf
}

/// An appearance (object 10) that shows the name.
fn appearance(pdf: &mut RawPdf, n: &str) {
    let dict = "/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 5 0 R>>>>";
    pdf.stream(10, dict, format!("BT /F1 9 Tf 2 5 Td ({n}) Tj ET").as_bytes());
}

/// A form with one field (object 9).
fn field(body: &str) -> RawPdf {
    let mut pdf = annotation(&format!("/Subtype/Widget{body}"));
    catalog(&mut pdf, "/AcroForm<</Fields[9 0 R]/DA(/F1 9 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>");
    pdf
}

/// A tagged letter; the element is object 9.
fn tagged(element: &str, parent: &str) -> Vec<u8> {
    let mut pdf = RawPdf::page(&format!("/P <</MCID 0>> BDC {LETTER} EMC"));
    catalog(&mut pdf, "/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R/Lang(nl-NL)");
    pdf.put(3, &page_dict("/StructParents 0", ""));
    pdf.put(7, "<</Type/StructTreeRoot/K 8 0 R/ParentTree<</Nums[0[9 0 R]]>>>>");
    pdf.put(8, &format!("<</Type/StructElem/S/Document/P 7 0 R/K[9 0 R]{parent}>>"));
    pdf.put(9, &format!("<</Type/StructElem/S/P/P 8 0 R/Pg 3 0 R/K 0{element}>>"));
    pdf.build()
}

fn with_catalog(entries: &str) -> RawPdf {
    let mut pdf = letter();
    catalog(&mut pdf, entries);
    pdf
}

fn utf16(n: &str) -> String {
    let bytes: Vec<u8> = n.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("<FEFF{}>", hex(&bytes))
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("c15-note", |n| {
        let rich = format!("/RC(<body><p>van <b>{n}</b></p></body>)");
        annotation(&format!(
            "/Subtype/Text/Contents{}/T({n})/Subj(Van {n}){rich}/NM({n})",
            utf16(n)
        ))
        .build()
    }),
    Trap::new("c15-reply-and-popup", |n| {
        let mut pdf = annotation("/Subtype/Text/Contents(zie antwoord)/Popup 10 0 R");
        pdf.put(3, &page_dict("/Annots[9 0 R 10 0 R 11 0 R]", ""));
        pdf.put(
            10,
            &format!("<</Type/Annot/Subtype/Popup/Rect[0 0 9 9]/Parent 9 0 R/Contents({n})>>"),
        );
        pdf.put(
            11,
            &format!("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/IRT 9 0 R/RT/R/Contents({n})>>"),
        );
        pdf.build()
    }),
    Trap::new("c16-highlight", |n| {
        annotation(&format!(
            "/Subtype/Highlight/QuadPoints[72 520 172 520 72 500 172 500]/Contents({n})"
        ))
        .build()
    }),
    Trap::new("c17-stamp", |n| {
        let mut pdf = annotation("/Subtype/Stamp/AP<</N 10 0 R>>");
        appearance(&mut pdf, n);
        pdf.build()
    }),
    Trap::new("c17-other-states", |n| {
        let mut pdf = annotation(
            "/Subtype/Stamp/AS/Aan/AP<</N<</Aan 11 0 R/Uit 10 0 R>>/D 10 0 R/R 10 0 R>>",
        );
        appearance(&mut pdf, n);
        pdf.stream(11, "/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re S");
        pdf.build()
    }),
    Trap::new("c18-free-text", |n| {
        let mut pdf = annotation(&format!(
            "/Subtype/FreeText/DA(/F1 9 Tf 0 g)/Contents({n})/RC(<p>{n}</p>)/AP<</N 10 0 R>>"
        ));
        appearance(&mut pdf, n);
        pdf.build()
    }),
    Trap::new("c19-mailto", |n| {
        annotation(&format!("/Subtype/Link/A<</S/URI/URI(mailto:j.{n}@voorbeeld.test)>>")).build()
    }),
    Trap::new("p27-file-paths", |n| {
        let mut pdf =
            annotation(&format!("/Subtype/Link/A<</S/GoToR/F(C:/{n}/brief.pdf)/D[0/Fit]>>"));
        pdf.put(3, &page_dict("/Annots[9 0 R 10 0 R]", ""));
        pdf.put(
            10,
            &format!(
                "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F<</Type/Filespec/F({n}.exe)\
                 /UF{}>>>>>>",
                utf16(n)
            ),
        );
        pdf.build()
    }),
    Trap::new("p26-pending-redaction", |n| {
        annotation(&format!("/Subtype/Redact/OverlayText({n})/DA(/F1 9 Tf)")).build()
    }),
    Trap::new("c20-field-value", |n| {
        let mut pdf = field(&format!("/FT/Tx/T(naam)/V({n})/DV({n})/AP<</N 10 0 R>>"));
        appearance(&mut pdf, n);
        pdf.build()
    }),
    Trap::new("c20-field-names", |n| {
        field(&format!(
            "/FT/Tx/T({n})/TU(Naam van {n})/TM({n})/V(leeg)/MK<</CA({n})/RC({n})/AC({n})>>"
        ))
        .build()
    }),
    Trap::new("c20-rich-value", |n| {
        let (a, b) = n.split_at(4);
        field(&format!("/FT/Tx/T(naam)/V(x)/RV(<body><p>{a}<b>{b}</b></p></body>)/DS({n})")).build()
    }),
    Trap::new("c21-choice", |n| {
        field(&format!("/FT/Ch/T(keuze)/Opt[[(a)({n})](b)({n})]/V(b)")).build()
    }),
    Trap::new("c22-xfa", |n| {
        let mut pdf = letter();
        catalog(&mut pdf, "/AcroForm<</Fields[]/XFA[(datasets)9 0 R]>>");
        let (a, b) = n.split_at(4);
        let data = format!(
            "<xfa:datasets><naam>{a}&#x{:x};{}</naam></xfa:datasets>",
            b.as_bytes()[0],
            &b[1..]
        );
        pdf.stream(9, "", data.as_bytes());
        pdf.build()
    }),
    Trap::new("c23-outline", |n| {
        let mut pdf = with_catalog("/Outlines 9 0 R");
        pdf.put(9, "<</Type/Outlines/First 10 0 R/Last 10 0 R/Count 1>>");
        pdf.put(10, &format!("<</Title{}/Parent 9 0 R/Dest[3 0 R/Fit]>>", utf16(n)));
        pdf.build()
    }),
    Trap::new("c24-info", |n| {
        let mut pdf = letter();
        pdf.put(9, &format!("<</Author({n})/Title{}/Eigen({n})/Keywords(a;{n})>>", utf16(n)));
        pdf.trailer("/Info 9 0 R");
        pdf.build()
    }),
    Trap::new("c25-xmp", |n| {
        let mut pdf = with_catalog("/Metadata 9 0 R");
        pdf.stream(9, "/Type/Metadata/Subtype/XML", xmp(n).as_bytes());
        pdf.build()
    }),
    Trap::new("c26-xmp-elsewhere", |n| {
        let mut pdf = letter();
        pdf.put(3, &page_dict("/Metadata 9 0 R", "/XObject<</I1 10 0 R>>"));
        pdf.put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/Metadata 9 0 R>>");
        pdf.stream(9, "/Type/Metadata/Subtype/XML", xmp(n).as_bytes());
        let image = "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Metadata 9 0 R";
        pdf.stream(10, image, &[0]);
        pdf.build()
    }),
    Trap::new("c27-named-destination", |n| {
        with_catalog(&format!("/Names<</Dests<</Names[({n})[3 0 R/Fit]]/Limits[({n})({n})]>>>>"))
            .build()
    }),
    Trap::new("c27-old-destinations", |n| {
        with_catalog(&format!("/Dests<</{n}[3 0 R/Fit]>>")).build()
    }),
    Trap::new("c28-page-label", |n| {
        with_catalog(&format!("/PageLabels<</Nums[0<</S/D/P({n}-)>>]>>")).build()
    }),
    Trap::new("p28-article", |n| {
        let mut pdf = with_catalog("/Threads[9 0 R]");
        pdf.put(9, &format!("<</Type/Thread/F 10 0 R/I<</Title({n})/Author({n})>>>>"));
        pdf.put(10, "<</Type/Bead/T 9 0 R/N 10 0 R/V 10 0 R/P 3 0 R/R[0 0 9 9]>>");
        pdf.build()
    }),
    Trap::new("c30-actual-text", |n| tagged(&format!("/ActualText{}", utf16(n)), "")),
    Trap::new("c31-alt-on-parent", |n| tagged("", &format!("/Alt(Brief van {n})"))),
    Trap::new("c31-title-id-expansion", |n| {
        tagged(&format!("/T({n})/ID({n})/E({n})/A<</O/Eigen/Naam({n})>>/C/{n}"), "")
    }),
    Trap::new("c29-actual-text-same", |n| {
        let line = format!("/P <</MCID 0>> BDC {} EMC", show(&format!("({n}) Tj")));
        let mut pdf = RawPdf::page(&line);
        catalog(&mut pdf, "/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R");
        pdf.put(3, &page_dict("/StructParents 0", ""));
        pdf.put(
            7,
            &format!(
                "<</Type/StructTreeRoot/K 9 0 R/ParentTree<</Nums[0[9 0 R]]>>/RoleMap<</{n}/P>>>>"
            ),
        );
        pdf.put(9, &format!("<</Type/StructElem/S/P/P 7 0 R/Pg 3 0 R/K 0/ActualText({n})>>"));
        pdf.build()
    }),
    Trap::new("c32-inline-actual-text", |n| {
        RawPdf::page(&format!(
            "/Span <</ActualText ({n})/Alt<{}>>> BDC {LETTER} EMC",
            hex(n.as_bytes())
        ))
        .build()
    }),
    Trap::new("c33-property-list", |n| {
        let mut pdf = RawPdf::page(&format!("/Span /P1 BDC {LETTER} EMC"));
        pdf.put(3, &page_dict("", "/Properties<</P1 9 0 R>>"));
        pdf.put(9, &format!("<</ActualText{}/E({n})>>", utf16(n)));
        pdf.build()
    }),
    Trap::new("c60-marked-point", |n| {
        RawPdf::page(&format!("/Punt <</Naam ({n})>> DP {LETTER} /Punt /{n} DP")).build()
    }),
    Trap::new("c36-piece-info", |n| {
        let mut pdf = letter();
        let body = format!(
            "/PieceInfo<</Maker<</LastModified(D:2026)/Private<</Wie({n})/Data 9 0 R>>>>>>"
        );
        pdf.put(3, &page_dict(&body, ""));
        pdf.stream(9, "", n.as_bytes());
        pdf.build()
    }),
    Trap::new("c37-thumbnail", |n| {
        let mut pdf = letter();
        pdf.put(3, &page_dict("/Thumb 9 0 R", ""));
        let dict = format!("/Width {}/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", n.len());
        pdf.stream(9, &dict, n.as_bytes());
        pdf.build()
    }),
    Trap::new("c39-unreferenced", |n| {
        let mut pdf = letter();
        pdf.put(9, &format!("({n})"));
        pdf.stream(10, "", n.as_bytes());
        pdf.build()
    }),
    Trap::new("c40-private-keys", |n| {
        let mut pdf = with_catalog(&format!("/Eigen<</Wie({n})/{n} 1/Lijst[({n})/{n}]>>"));
        pdf.put(3, &page_dict(&format!("/Eigen({n})"), &format!("/Eigen<</{n} 5 0 R>>")));
        pdf.trailer(&format!("/Eigen({n})"));
        pdf.build()
    }),
    Trap::new("c41-layer-name", |n| {
        let mut pdf = RawPdf::page(&format!("/OC /L1 BDC {LETTER} EMC"));
        catalog(
            &mut pdf,
            &format!("/OCProperties<</OCGs[9 0 R]/D<</Name({n})/Order[({n})9 0 R]>>>>"),
        );
        pdf.put(3, &page_dict("", "/Properties<</L1 9 0 R>>"));
        pdf.put(9, &format!("<</Type/OCG/Name({n})/Usage<</User<</Type/Ind/Name[({n})]>>>>>>"));
        pdf.build()
    }),
    Trap::new("c42-javascript", |n| {
        let mut pdf = with_catalog(&format!(
            "/OpenAction<</S/JavaScript/JS(app.alert\\('{n}'\\))>>/AA<</WC<</S/JavaScript/JS 9 0 R>>>>\
             /Names<</JavaScript<</Names[({n})<</S/JavaScript/JS 9 0 R>>]>>>>"
        ));
        pdf.stream(9, "", format!("var wie = '{n}';").as_bytes());
        pdf.build()
    }),
    Trap::new("c43-signature", |n| {
        let mut pdf = field("/FT/Sig/T(handtekening)/V 10 0 R");
        pdf.put(
            10,
            &format!(
                "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name({n})\
                 /Reason(Namens {n})/Location({n})/ContactInfo({n})/ByteRange[0 10 20 10]/Contents<{}>>>",
                hex(format!("0\u{1}CN={n}").as_bytes())
            ),
        );
        pdf.build()
    }),
    Trap::new("p32-portfolio", |n| {
        with_catalog(&format!("/Collection<</Schema<</Veld<</Subtype/S/N({n})>>>>/D({n})>>"))
            .build()
    }),
    Trap::new("p33-web-capture", |n| {
        let mut pdf = with_catalog("/SpiderInfo<</V 1/C[9 0 R]>>");
        pdf.put(9, &format!("<</URL(http://voorbeeld.test/{n})>>"));
        pdf.build()
    }),
    Trap::new("p40-id-and-trailer", |n| {
        let mut pdf = letter();
        pdf.trailer(&format!("/ID[({n})({n})]"));
        pdf.build()
    }),
    Trap::new("p29-output-intent", |n| {
        with_catalog(&format!(
            "/OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier({n})/Info({n})>>]"
        ))
        .build()
    }),
];

fn xmp(n: &str) -> String {
    let (a, b) = n.split_at(3);
    format!(
        "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description \
         pdf:Producer='{n}'><dc:creator><rdf:Seq><rdf:li>{n}</rdf:li></rdf:Seq></dc:creator>\
         <dc:title>&#x{:x};{}{b}</dc:title><!-- {n} --></rdf:Description></rdf:RDF></x:xmpmeta>",
        a.as_bytes()[0],
        &a[1..]
    )
}
