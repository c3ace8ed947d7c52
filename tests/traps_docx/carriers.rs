//! Traps in attributes, content controls, settings, and properties.

use super::Trap;
use crate::rawdocx::{NAMESPACES, RawDocx};

fn docx(body: &str) -> RawDocx {
    RawDocx::new(&format!("<w:p>{body}</w:p>"))
}

fn drawing(inner: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>{inner}</wp:inline></w:drawing></w:r>"#
    )
}

fn core(inner: &str) -> RawDocx {
    docx("")
        .root(
            "rId9",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        )
        .part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            format!(
                r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>"#
            ),
        )
}

fn settings(inner: &str) -> RawDocx {
    docx("").word("settings", "settings", "settings", inner)
}

fn bound(name: &str, control: &str) -> Vec<u8> {
    docx(&format!(
        r#"<w:sdt><w:sdtPr><w:dataBinding w:xpath="/zaak/naam" w:storeItemID="{{11111111-2222-3333-4444-555555555555}}"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{control}</w:t></w:r></w:sdtContent></w:sdt>"#
    ))
    .relation("rId8", "customXml", "../customXml/item1.xml")
    .part("customXml/item1.xml", "", format!("<zaak><naam>{name}</naam></zaak>"))
    .build()
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("d08-alt-text", |n| {
        docx(&drawing(&format!(
            r#"<wp:docPr id="1" name="Afbeelding {n}" descr="Foto van {n}" title="{n}"/>"#
        )))
        .build()
    }),
    Trap::new("d08-vml-alt", |n| {
        docx(&format!(r#"<w:r><w:pict><v:shape id="Tekstvak {n}" alt="{n}" title="{n}"><v:imagedata o:title="{n}"/></v:shape></w:pict></w:r>"#)).build()
    }),
    Trap::new("d08-watermark", |n| {
        docx(&format!(
            r#"<w:r><w:pict><v:shape><v:textpath string="{n}"/></v:shape></w:pict></w:r>"#
        ))
        .build()
    }),
    Trap::new("d08-picture-name", |n| {
        docx(&drawing(&format!(r#"<a:graphic><a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="{n}.png"/></pic:nvPicPr></pic:pic></a:graphicData></a:graphic>"#))).build()
    }),
    Trap::new("d08-vml-link", |n| {
        docx(&format!(r#"<w:r><w:pict><v:shape href="mailto:{n}@example.nl"/></w:pict></w:r>"#))
            .build()
    }),
    Trap::new("d09-form-field", |n| {
        docx(&format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{n}"/><w:helpText w:type="text" w:val="{n}"/><w:statusText w:type="text" w:val="{n}"/><w:textInput><w:default w:val="{n}"/></w:textInput><w:ddList><w:listEntry w:val="{n}"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        ))
        .build()
    }),
    Trap::new("d10-mail-link", |n| {
        docx(&format!(r#"<w:hyperlink r:id="rId7" w:tooltip="Mail {n}"><w:r><w:t>mail</w:t></w:r></w:hyperlink>"#))
            .relation("rId7", "hyperlink", &format!("mailto:{n}@example.nl?subject=a&amp;b"))
            .build()
    }),
    Trap::new("d10-escaped-link", |n| {
        let escaped: String = n.bytes().map(|b| format!("%{b:02x}")).collect();
        docx(r#"<w:hyperlink r:id="rId7"><w:r><w:t>mail</w:t></w:r></w:hyperlink>"#)
            .relation("rId7", "hyperlink", &format!("mailto:{escaped}@example.nl"))
            .relation("rId8", "hyperlink", &format!("https://example.nl/{n}"))
            .build()
    }),
    Trap::new("d10-bookmark", |n| {
        docx(&format!(
            r#"<w:bookmarkStart w:id="1" w:name="adres_{n}"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="adres_{n}"><w:r><w:t>zie</w:t></w:r></w:hyperlink>"#
        ))
        .build()
    }),
    Trap::new("d11-control", |n| {
        docx(&format!(
            r#"<w:sdt><w:sdtPr><w:alias w:val="{n}"/><w:tag w:val="{n}"/><w:placeholder><w:docPart w:val="{n}"/></w:placeholder><w:dropDownList w:lastValue="{n}"><w:listItem w:displayText="{n}" w:value="{n}"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>{n}</w:t></w:r></w:sdtContent></w:sdt>"#
        ))
        .build()
    }),
    Trap::new("d11-bound-both-sides", |n| bound(n, n)),
    Trap::new("d11-bound-data-only", |n| bound(n, "behandelaar")),
    Trap::new("d11-data-attribute", |n| {
        docx("")
            .relation("rId8", "customXml", "../customXml/item1.xml")
            .part("customXml/item1.xml", "", format!(r#"<zaak behandelaar="{n}" id="1"/>"#))
            .build()
    }),
    Trap::new("d12-variable", |n| {
        settings(&format!(r#"<w:docVars><w:docVar w:name="behandelaar" w:val="{n}"/></w:docVars>"#))
            .build()
    }),
    Trap::new("d12-mail-merge", |n| {
        settings(&format!(
            r#"<w:mailMerge><w:connectString w:val="Data Source=C:\{n}.xlsx"/><w:query w:val="SELECT {n}"/><w:dataSource r:id="rId1"/></w:mailMerge>"#
        ))
        .part(
            "word/_rels/settings.xml.rels",
            "",
            format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/mailMergeSource" Target="file:///C:\Users\{n}\adressen.xlsx" TargetMode="External"/></Relationships>"#),
        )
        .build()
    }),
    Trap::new("d12-template", |n| {
        settings(r#"<w:attachedTemplate r:id="rId1"/>"#)
            .part(
                "word/_rels/settings.xml.rels",
                "",
                format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:\Users\{n}\Brief.dotm" TargetMode="External"/></Relationships>"#),
            )
            .build()
    }),
    Trap::new("d13-creator", |n| {
        core(&format!("<dc:creator>{n}</dc:creator><cp:lastModifiedBy>{n}</cp:lastModifiedBy>"))
            .build()
    }),
    Trap::new("d13-title", |n| {
        core(&format!("<dc:title>Brief aan {n}</dc:title><cp:keywords>{n}</cp:keywords><dc:description>{n}</dc:description>")).build()
    }),
    Trap::new("d13-application", |n| {
        docx("")
            .root("rId9", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties", "docProps/app.xml")
            .part(
                "docProps/app.xml",
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                format!(r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Template>{n}.dotm</Template><Manager>{n}</Manager><Company>{n} B.V.</Company><HyperlinkBase>C:\{n}</HyperlinkBase><TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>{n}</vt:lpstr></vt:vector></TitlesOfParts></Properties>"#),
            )
            .build()
    }),
    Trap::new("d13-custom", |n| {
        docx("")
            .root("rId9", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties", "docProps/custom.xml")
            .part(
                "docProps/custom.xml",
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                format!(r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Behandelaar"><vt:lpwstr>{n}</vt:lpwstr></property><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="3" name="{n}"><vt:i4>12</vt:i4></property></Properties>"#),
            )
            .build()
    }),
    Trap::new("d20-style-name", |n| {
        docx(&format!(r#"<w:pPr><w:pStyle w:val="{n}"/></w:pPr><w:r><w:t>x</w:t></w:r>"#))
            .word(
                "styles",
                "styles",
                "styles",
                &format!(r#"<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="Stijl van {n}"/><w:aliases w:val="{n}"/></w:style>"#),
            )
            .build()
    }),
    Trap::new("d20-numbering", |n| {
        docx("")
            .word(
                "numbering",
                "numbering",
                "numbering",
                &format!(r#"<w:abstractNum w:abstractNumId="0"><w:name w:val="{n}"/><w:lvl w:ilvl="0"><w:lvlText w:val="{n} %1"/></w:lvl></w:abstractNum>"#),
            )
            .build()
    }),
    Trap::new("d20-table-caption", |n| {
        RawDocx::new(&format!(
            r#"<w:tbl><w:tblPr><w:tblCaption w:val="{n}"/><w:tblDescription w:val="{n}"/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"#
        ))
        .build()
    }),
    Trap::new("d20-font", |n| {
        docx(&format!(r#"<w:r><w:rPr><w:rFonts w:ascii="{n} Sans"/></w:rPr><w:t>x</w:t></w:r>"#))
            .word(
                "fontTable",
                "fontTable",
                "fonts",
                &format!(r#"<w:font w:name="{n} Sans"><w:altName w:val="{n}"/></w:font>"#),
            )
            .build()
    }),
    Trap::new("d20-theme", |n| {
        docx("")
            .relation("rId6", "theme", "theme/theme1.xml")
            .part(
                "word/theme/theme1.xml",
                "application/vnd.openxmlformats-officedocument.theme+xml",
                format!(r#"<a:theme {NAMESPACES} name="Thema {n}"><a:themeElements><a:clrScheme name="{n}"/></a:themeElements></a:theme>"#),
            )
            .build()
    }),
    Trap::new("d25-protection", |n| {
        RawDocx::new(&format!("<w:p><w:r><w:t>{n}</w:t></w:r></w:p>"))
            .word(
                "settings",
                "settings",
                "settings",
                r#"<w:documentProtection w:edit="readOnly" w:enforcement="1"/>"#,
            )
            .build()
    }),
];
