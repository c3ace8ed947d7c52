//! What no copy keeps, and what is removed along with redacted text.

use super::{body, cut, cut_in_body, open, paragraph, part, without_extras};
use crate::rawdocx::RawDocx;
use redact::model::{ChildFate, Treatment};

#[test]
fn a_protection_stays_without_what_was_made_from_its_password() {
    let doc = RawDocx::new("").word("settings", "settings", "settings", r#"<w:documentProtection w:edit="readOnly" w:enforcement="1" w:cryptSpinCount="1" w:hash="QUJD" w:salt="REVG"/>"#);
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let settings = part(&copy, "word/settings.xml").expect("it is there");
    assert!(
        settings.contains(r#"<w:documentProtection w:edit="readOnly" w:enforcement="1"/>"#),
        "{settings}"
    );
}

#[test]
fn a_name_in_the_type_of_the_main_part_goes_and_the_document_opens() {
    let odd = "application/vnd.Jansen-officedocument.wordprocessingml.document.main+xml";
    let doc = RawDocx::new("<w:p><w:r><w:t>Van Jansen.</w:t></w:r></w:p>").typed(odd);
    let copy = cut(&doc.build(), &["Jansen"], &Treatment::default());
    let types = part(&copy, "[Content_Types].xml").expect("it is there");
    assert!(!types.contains("Jansen"), "{types}");
    assert_eq!(body(&copy), "Geachte heer of mevrouw,\nVan [5.1.2e].");
}

/// A document with a content control that shows `shown`, bound to data that says `data`.
fn bound(xpath: &str, shown: &str, data: &str) -> Vec<u8> {
    let control = format!(
        r#"<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="{xpath}" w:storeItemID="{{1}}"/></w:sdtPr><w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>Los: Pietersen.</w:t></w:r></w:p>"#
    );
    RawDocx::new(&control)
        .relation("rId8", "customXml", "../customXml/item1.xml")
        .part("customXml/item1.xml", "", format!("<zaak><naam>{data}</naam></zaak>"))
        .build()
}

#[test]
fn what_goes_from_a_bound_control_goes_from_its_data() {
    let bytes = bound("/zaak/naam", "Jansen", "De heer Jansen van Pietersen");
    let data = |copy: &[u8]| part(copy, "customXml/item1.xml").expect("it is there");
    let copy = cut_in_body(&bytes, &["Jansen"], &Treatment::default());
    assert_eq!(data(&copy), "<zaak><naam>De heer [5.1.2e] van Pietersen</naam></zaak>");
    let copy = cut_in_body(&bytes, &["Pietersen"], &Treatment::default());
    assert_eq!(data(&copy), data(&bytes), "what stands outside the control is not bound");
}

#[test]
fn what_goes_from_a_bound_control_stays_in_values_that_are_no_data() {
    let control = r#"<w:p><w:sdt><w:sdtPr><w:alias w:val="Jansen"/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:r><w:t>Jansen</w:t></w:r></w:sdtContent></w:sdt></w:p>"#;
    let copy = cut_in_body(&RawDocx::new(control).build(), &["Jansen"], &Treatment::default());
    let xml = part(&copy, "word/document.xml").expect("it is there");
    assert!(xml.contains(r#"<w:alias w:val="Jansen"/>"#), "{xml}");
}

#[test]
fn properties_of_the_document_go_with_the_extras() {
    let names = ["title", "subject", "description", "keywords", "creator", "lastModifiedBy"];
    let inner: String = names.iter().map(|n| format!("<dc:{n}>Zaak 12</dc:{n}>")).collect();
    let doc = RawDocx::new("<w:p/>").part(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        format!(r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}<dc:language>nl-NL</dc:language></cp:coreProperties>"#),
    );
    let told = |treatment: &Treatment| {
        let core = part(&cut(&doc.build(), &[], treatment), "docProps/core.xml");
        let core = core.expect("it is there");
        assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
        assert!(core.contains("<dc:lastModifiedBy></dc:lastModifiedBy>"), "{core}");
        (core.matches("Zaak 12").count(), core.contains("nl-NL"))
    };
    assert_eq!(told(&Treatment::default()), (4, true));
    assert_eq!(told(&without_extras()), (0, true));
}

#[test]
fn a_chunk_that_is_dropped_takes_its_reference_with_it() {
    let doc = RawDocx::new(r#"<w:altChunk r:id="rId4"/><w:p/>"#)
        .relation("rId4", "aFChunk", "afchunk.txt")
        .part("word/afchunk.txt", "", "Jansen");
    let document = open(&doc.build());
    assert_eq!(document.children().len(), 1);
    let copy = |fate: ChildFate| {
        let copy = document.redact(&[], &[fate], &Treatment::default()).expect("it is cut").bytes;
        let xml = part(&copy, "word/document.xml").expect("it is there");
        (part(&copy, "word/afchunk.txt"), xml.contains("altChunk"))
    };
    assert_eq!(copy(ChildFate::Keep), (Some("Jansen".into()), true));
    assert_eq!(copy(ChildFate::Replace(b"[x]".to_vec())), (Some("[x]".into()), true));
    assert_eq!(copy(ChildFate::Drop), (None, false));
}

#[test]
fn a_control_is_not_bound_to_a_property_that_the_copy_leaves_empty() {
    let binding = |xpath: &str, treatment: &Treatment| {
        let copy = cut(&bound(xpath, "x", "y"), &[], treatment);
        part(&copy, "word/document.xml").is_some_and(|xml| xml.contains("w:dataBinding"))
    };
    let (keep, drop) = (Treatment::default(), without_extras());
    for (xpath, kept, dropped) in [
        ("/cp:coreProperties[1]/dc:creator[1]", false, false),
        ("/cp:coreProperties[1]/cp:lastModifiedBy[1]", false, false),
        ("/ns0:Properties[1]/ns0:Manager[1]", false, false),
        ("/cp:coreProperties[1]/dc:subject[1]", true, false),
        ("/zaak/naam", true, true),
    ] {
        assert_eq!((binding(xpath, &keep), binding(xpath, &drop)), (kept, dropped), "{xpath}");
    }
}

#[test]
fn ids_of_revisions_and_of_the_document_go() {
    let doc = RawDocx::new(
        r#"<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE" w:rsidP="00AB12CF"><w:r w:rsidRPr="00AB12D0"><w:t>x</w:t></w:r></w:p>"#,
    )
    .word("settings", "settings", "settings", r#"<w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CE"/></w:rsids><w14:docId w14:val="1A2B3C4D"/><w15:docId w15:val="{05AB362E-2F3B-49E7-9427-A10197E4B2A8}"/>"#);
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let main = part(&copy, "word/document.xml").expect("it is there");
    assert!(main.contains("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), "{main}");
    let settings = part(&copy, "word/settings.xml").expect("it is there");
    assert!(settings.contains(r#"><w:zoom w:percent="100"/></w:settings>"#), "{settings}");
}

#[test]
fn a_name_that_only_programs_follow_loses_the_text_within_it() {
    let bytes = paragraph(
        r#"<w:bookmarkStart w:id="1" w:name="adresjansen2026"/><w:bookmarkStart w:id="2" w:name="bosrand"/><w:r><w:t>Jansen uit Bos</w:t></w:r><w:bookmarkEnd w:id="2"/><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="adresjansen2026"><w:r><w:t>zie</w:t></w:r></w:hyperlink>"#,
    );
    let copy = cut_in_body(&bytes, &["Jansen", "Bos"], &Treatment::default());
    let xml = part(&copy, "word/document.xml").expect("it is there");
    assert!(!xml.contains("jansen"), "{xml}");
    assert_eq!(xml.matches("gelakt").count(), 2, "bookmark and link alike: {xml}");
    assert!(xml.contains(r#"w:name="bosrand""#), "a short text stands in words by chance");
}

#[test]
fn a_link_that_is_touched_goes_as_a_whole() {
    let doc = RawDocx::new(r#"<w:p><w:hyperlink r:id="rId7"><w:r><w:t>mail</w:t></w:r></w:hyperlink><w:hyperlink r:id="rId8"><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>"#)
        .relation("rId7", "hyperlink", "mailto:%6Aansen@example.nl?subject=zaak%2012")
        .relation("rId8", "hyperlink", "https://example.nl/zaak");
    let bytes = doc.build();
    let told: Vec<_> = open(&bytes).segments().iter().map(|s| s.text.clone()).collect();
    assert!(told.iter().any(|t| t == "mailto:jansen@example.nl?subject=zaak 12"), "{told:?}");
    let copy = cut(&bytes, &["jansen"], &Treatment::default());
    let links = part(&copy, "word/_rels/document.xml.rels").expect("it is there");
    assert!(links.contains(r#"Target="about:blank" TargetMode="External""#), "{links}");
    assert!(links.contains("https://example.nl/zaak") && !links.contains("zaak%2012"), "{links}");
}

#[test]
fn what_refers_to_a_part_that_goes_goes_too() {
    let object = r#"<w:p><w:r><w:object><v:shape id="_x1"/><o:OLEObject Type="Embed" r:id="rId4"/></w:object></w:r></w:p>"#;
    let doc = RawDocx::new(object)
        .relation("rId4", "oleObject", "embeddings/oleObject1.bin")
        .part("word/embeddings/oleObject1.bin", "", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1x"[..])
        .word("settings", "settings", "settings", r#"<w:attachedTemplate r:id="rId1"/>"#)
        .part("word/_rels/settings.xml.rels", "", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Brief.dotm" TargetMode="External"/></Relationships>"#);
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let text = |name: &str| part(&copy, name).expect("it is there");
    assert_eq!(part(&copy, "word/embeddings/oleObject1.bin"), None);
    assert!(!text("word/_rels/document.xml.rels").contains("oleObject"));
    assert!(!text("word/document.xml").contains("OLEObject"));
    assert!(text("word/document.xml").contains(r#"<w:object><v:shape id="_x1"/></w:object>"#));
    assert!(!text("word/_rels/settings.xml.rels").contains("Brief.dotm"));
    assert!(!text("word/settings.xml").contains("attachedTemplate"));
}

#[test]
fn elements_about_machines_and_sessions_go_from_every_copy() {
    const NAMES: [&str; 14] = [
        "rsids",
        "attachedTemplate",
        "mailMerge",
        "docId",
        "embedRegular",
        "embedBold",
        "embedItalic",
        "embedBoldItalic",
        "printerSettings",
        "control",
        "saveThroughXslt",
        "saveSubsetFonts",
        "embedTrueTypeFonts",
        "fldData",
    ];
    let inner: String = NAMES.iter().map(|name| format!("<w:{name}>x<w:y/></w:{name}>")).collect();
    let inner = format!(r#"{inner}<o:OLEObject ProgID="x"/><binaryData>x</binaryData><w:zoom/>"#);
    let doc = RawDocx::new("<w:p/>").word("settings", "settings", "settings", &inner);
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let settings = part(&copy, "word/settings.xml").expect("it is there");
    assert!(settings.contains("\"><w:zoom/></w:settings>"), "{settings}");
}

#[test]
fn elements_about_changes_and_comments_go_with_the_extras() {
    const NAMES: [&str; 20] = [
        "del",
        "moveFrom",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "tblPrExChange",
        "numberingChange",
        "cellIns",
        "cellMerge",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "docVars",
        "trackRevisions",
        "moveFromRangeStart",
        "customXmlDelRangeEnd",
    ];
    let inner: String = NAMES.iter().map(|name| format!("<w:{name}><w:y/></w:{name}>")).collect();
    let inner = format!("{inner}<w:ins><w:a/></w:ins><w:moveTo><w:b/></w:moveTo><w:zoom/>");
    let doc = RawDocx::new("<w:p/>").word("settings", "settings", "settings", &inner);
    let settings = |treatment: &Treatment| {
        part(&cut(&doc.build(), &[], treatment), "word/settings.xml").expect("it is there")
    };
    let kept = settings(&Treatment::default());
    assert!(NAMES.iter().all(|name| kept.contains(&format!("<w:{name}>"))), "{kept}");
    let dropped = settings(&without_extras());
    assert!(dropped.contains("\"><w:a/><w:b/><w:zoom/></w:settings>"), "{dropped}");
}

#[test]
fn relationships_to_machines_and_sources_go_from_every_copy() {
    const KINDS: [&str; 9] = [
        "attachedTemplate",
        "mailMergeSource",
        "mailMergeHeaderSource",
        "recipientData",
        "transform",
        "printerSettings",
        "thumbnail",
        "font",
        "control",
    ];
    let doc = KINDS.iter().enumerate().fold(RawDocx::new("<w:p/>"), |doc, (n, kind)| {
        doc.relation(&format!("rId{}", n + 10), kind, "file:///C:/Jansen")
    });
    let copy = cut(&doc.build(), &[], &Treatment::default());
    let relations = part(&copy, "word/_rels/document.xml.rels").expect("it is there");
    assert!(!relations.contains("<Relationship "), "{relations}");
}

#[test]
fn properties_become_empty_or_what_their_type_allows() {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
    let app: String = ["Template", "Manager", "HyperlinkBase", "Company"]
        .iter()
        .map(|name| format!("<{name}>Jansen</{name}>"))
        .collect();
    let custom: String = [
        ("lpwstr", "bij Jansen"),
        ("i4", "123456789"),
        ("filetime", "1980-01-02T00:00:00Z"),
        ("date", "1980-01-02T01:00:00Z"),
    ]
    .iter()
    .map(|(kind, value)| {
        format!(r#"<property name="{kind}"><vt:{kind}>{value}</vt:{kind}></property>"#)
    })
    .collect();
    let properties =
        |inner: &str| format!(r#"<Properties xmlns:vt="{types}">{inner}</Properties>"#);
    let doc = RawDocx::new("<w:p/>")
        .part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            properties(&app),
        )
        .part(
            "docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            properties(&custom),
        );
    let texts = ["Jansen", "123456789", "1980-01-02"];
    let copy = cut(&doc.build(), &texts, &Treatment::default());
    let app = part(&copy, "docProps/app.xml").expect("it is there");
    assert!(app.contains("<Template></Template><Manager></Manager><HyperlinkBase></HyperlinkBase><Company>[5.1.2e]</Company>"), "{app}");
    let custom = part(&copy, "docProps/custom.xml").expect("it is there");
    for value in [
        "<vt:lpwstr>bij [5.1.2e]<",
        "<vt:i4>0<",
        "<vt:filetime>1601-01-01T00:00:00Z<",
        "<vt:date>1601-01-01T00:00:00Z<",
    ] {
        assert!(custom.contains(value), "{value} in {custom}");
    }
}

#[test]
fn how_many_letters_there_were_is_in_no_copy() {
    let app = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>3</Pages><Characters>1016</Characters><CharactersWithSpaces>1200</CharactersWithSpaces></Properties>"#;
    let doc = RawDocx::new("<w:p><w:r><w:t>heer Jansen</w:t></w:r></w:p>").part(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        app.to_owned(),
    );
    let of = |texts: &[&str]| {
        let copy = cut(&doc.build(), texts, &Treatment::default());
        part(&copy, "docProps/app.xml").expect("it is there")
    };
    let gone = of(&["Jansen"]);
    assert!(gone.contains("<Pages>3<") && gone.contains("<Characters>0<"), "{gone}");
    assert!(gone.contains("<CharactersWithSpaces>0<"), "{gone}");
    // Where nothing is cut, nothing tells.
    assert!(of(&[]).contains("<Characters>1016<"));
}
