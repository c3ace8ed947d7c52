//! Traps that no standard defines: names in the markup, attribute values, and data between parts.

use super::Trap;
use crate::rawdocx::{NAMESPACES, RawDocx};

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn docx(inner: &str) -> RawDocx {
    RawDocx::new(&format!("<w:p>{inner}<w:r><w:t xml:space=\"preserve\"> tekst</w:t></w:r></w:p>"))
}

fn settings(inner: &str) -> Vec<u8> {
    docx("").word("settings", "settings", "settings", inner).build()
}

fn data(xml: &str) -> Vec<u8> {
    docx("")
        .relation("rId8", "customXml", "../customXml/item1.xml")
        .part("customXml/item1.xml", "", xml)
        .build()
}

fn relations(inner: &str) -> String {
    format!(r#"<Relationships xmlns="{RELATIONS}">{inner}</Relationships>"#)
}

/// A document with one entry changed.
fn changed(entry: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let doc = docx("");
    let mut entries = doc.entries(doc.main().into_bytes());
    for (name, bytes) in &mut entries {
        if name == entry {
            let text = String::from_utf8(std::mem::take(bytes)).expect("text");
            *bytes = change(text).into_bytes();
        }
    }
    crate::rawdocx::zip(&entries)
}

fn before_end(entry: &str, end: &str, more: &str) -> Vec<u8> {
    changed(entry, |text| text.replace(end, &format!("{more}{end}")))
}

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("d26-namespace", |n| {
        docx(&format!(r#"<w:r xmlns:x="http://example.nl/{n}"><w:t>x</w:t></w:r>"#)).build()
    }),
    Trap::new("d26-prefix", |n| {
        docx(&format!(
            r#"<w:r xmlns:{n}="urn:x" mc:Ignorable="{n}" {n}:q="1"><{n}:y/><w:t>x</w:t></w:r>"#
        ))
        .build()
    }),
    Trap::new("d26-prefix-of-alternate", |n| {
        docx(&format!(
            r#"<w:r><mc:AlternateContent xmlns:{n}="urn:x"><mc:Choice Requires="{n}"><w:t>a</w:t></mc:Choice></mc:AlternateContent></w:r>"#
        ))
        .build()
    }),
    Trap::new("d26-ignorable", |n| {
        docx(&format!(
            r#"<x:note xmlns:x="urn:x" mc:Ignorable="x" mc:ProcessContent="x:{n}" x:wie="{}" door="{n}">{n}<x:{n}/></x:note>"#,
            n.to_lowercase()
        ))
        .build()
    }),
    Trap::new("d26-data-names", |n| {
        data(&format!(r#"<a><{n}>ja</{n}><b {n}="ja" c="x_{n}" d="{}"/></a>"#, n.to_lowercase()))
    }),
    Trap::new("d26-data-namespace", |n| {
        data(&format!(r#"<a xmlns="http://x/{n}" xmlns:{n}="urn:b"><{n}:c/></a>"#))
    }),
    Trap::new("d26-data-instructions", |n| {
        data(&format!("<!DOCTYPE a SYSTEM \"http://x/{n}.dtd\"><?mso-contentType {n}?><a/>"))
    }),
    Trap::new("d26-data-schema", |n| {
        data(&format!(
            r#"<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="urn:{n}:schema"/></ds:schemaRefs></ds:datastoreItem>"#
        ))
    }),
    Trap::new("d26-binding", |n| {
        docx(&format!(
            r#"<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:ns0='urn:{n}'" w:xpath="/ns0:{n}" w:storeItemID="{{1}}"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"#
        ))
        .build()
    }),
    Trap::new("d26-smart-tag-names", |n| {
        docx(&format!(
            r#"<w:smartTag w:uri="urn:{n}" w:element="{}"><w:smartTagPr><w:attr w:uri="urn:{n}" w:name="{n}" w:val="{n}"/></w:smartTagPr></w:smartTag>"#,
            n.to_lowercase()
        ))
        .build()
    }),
    Trap::new("d26-settings", |n| {
        settings(&format!(
            r#"<w:activeWritingStyle w:lang="nl-NL" w:appName="{n}"/><w:captions><w:caption w:name="{n}"/></w:captions><w:attachedSchema w:val="urn:{n}"/><w:compat><w:compatSetting w:name="{n}" w:uri="http://schemas.microsoft.com/{n}" w:val="{n}"/></w:compat>"#
        ))
    }),
    Trap::new("d26-web-settings", |n| {
        docx("")
            .word("webSettings", "webSettings", "webSettings", &format!(r#"<w:frameset><w:title w:val="{n}"/><w:frame><w:name w:val="{n}"/><w:sourceFileName r:id="rId1"/></w:frame></w:frameset><w:divs><w:div w:id="{n}"/></w:divs>"#))
            .part("word/_rels/webSettings.xml.rels", "", relations(&format!(r#"<Relationship Id="rId1" Type="{OFFICE}/frame" Target="file:///C:/{n}.htm" TargetMode="External"/>"#)))
            .build()
    }),
    Trap::new("d26-field-data", |n| {
        docx(&format!(r#"<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{n}</w:fldData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#)).build()
    }),
    Trap::new("d26-protection-password", |n| {
        settings(&format!(
            r#"<w:documentProtection w:edit="readOnly" w:enforcement="1" w:hash="{n}" w:salt="{n}" w:cryptProvider="{n}"/>"#
        ))
    }),
    Trap::new("d27-relationship-id", |n| {
        docx(&format!(r#"<w:hyperlink r:id="{n}"><w:r><w:t>x</w:t></w:r></w:hyperlink>"#))
            .relation(n, "hyperlink", "http://example.nl/")
            .build()
    }),
    Trap::new("d27-relationship-type", |n| {
        before_end(
            "word/_rels/document.xml.rels",
            "</Relationships>",
            &format!(
                r#"<Relationship Id="rId9" Type="http://{n}/rel" Target="http://x/" TargetMode="External"/>"#
            ),
        )
    }),
    Trap::new("d27-relationship-to-nothing", |n| {
        docx("").relation("rId9", "header", &format!("{n}.xml")).build()
    }),
    Trap::new("d27-relationships-junk", |n| {
        before_end(
            "word/_rels/document.xml.rels",
            "</Relationships>",
            &format!(r#"<!-- {n} --><?x {n}?>{n}<x:y xmlns:x="urn:{n}" z="{n}">{n}</x:y>"#),
        )
    }),
    Trap::new("d27-types-junk", |n| {
        before_end(
            "[Content_Types].xml",
            "</Types>",
            &format!(r#"<!-- {n} --><?x {n}?>{n}<x:y xmlns:x="urn:{n}" z="{n}">{n}</x:y>"#),
        )
    }),
    Trap::new("d27-content-type", |n| {
        docx("").part("word/x.xml", &format!("application/vnd.{n}+xml"), "<a/>").build()
    }),
    Trap::new("d27-orphan-relationships", |n| {
        docx("").part(&format!("word/_rels/{n}.xml.rels"), "", relations("")).build()
    }),
    Trap::new("d27-folder", |n| {
        docx("")
            .relation("rId4", "header", &format!("{n}/header1.xml"))
            .part(&format!("word/{n}/header1.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", format!("<w:hdr {NAMESPACES}><w:p/></w:hdr>"))
            .part(&format!("word/{n}/_rels/header1.xml.rels"), "", relations(&format!(r#"<Relationship Id="rId1" Type="{OFFICE}/image" Target="../media/image1.svg"/>"#)))
            .part("word/media/image1.svg", "", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .build()
    }),
    Trap::new("d28-keyboard", |n| {
        docx("")
            .relation("rId4", "keyMapCustomizations", "customizations.xml")
            .part("word/customizations.xml", "application/vnd.ms-word.keyMapCustomizations+xml", format!(r#"<wne:tcg xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"><wne:macro wne:macroName="{n}"/></wne:tcg>"#))
            .build()
    }),
    Trap::new("d28-ribbon", |n| {
        docx("")
            .root("rId9", "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "customUI/customUI.xml")
            .part("customUI/customUI.xml", "", format!(r#"<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui" onLoad="{}"><tab id="{n}" label="{n}"/></customUI>"#, n.to_lowercase()))
            .build()
    }),
    Trap::new("d28-web-extension", |n| {
        docx("")
            .root("rId9", "http://schemas.microsoft.com/office/2011/relationships/webextension", "word/webextensions/webextension1.xml")
            .part("word/webextensions/webextension1.xml", "application/vnd.ms-office.webextension+xml", format!(r#"<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11"><we:property name="user" value="&quot;{n}&quot;"/><we:binding id="{n}" appref="{}"/></we:webextension>"#, n.to_lowercase()))
            .build()
    }),
    Trap::new("d28-label", |n| {
        docx("")
            .root("rId9", "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml")
            .part("docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml", format!(r#"<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{{1}}" name="{n}"/></clbl:labelList>"#))
            .build()
    }),
    Trap::new("d28-tasks", |n| {
        docx("")
            .part("word/documenttasks/documenttasks1.xml", "application/vnd.ms-office.documenttasks+xml", format!(r#"<t:Tasks xmlns:t="http://schemas.microsoft.com/office/tasks/2019/documenttasks"><t:Attribution userId="S::{n}@example.nl::1" userName="{}"/><t:SetTitle title="{n}"/></t:Tasks>"#, n.to_lowercase()))
            .build()
    }),
    Trap::new("d28-reactions", |n| {
        docx("")
            .part("word/commentsExtensible.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtensible+xml", format!(r#"<w16cex:commentsExtensible xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex"><cr:user xmlns:cr="http://schemas.microsoft.com/office/comments/2020/reactions" userId="S::{n}@example.nl" userName="{}"/></w16cex:commentsExtensible>"#, n.to_lowercase()))
            .build()
    }),
    Trap::new("d28-signature-line", |n| {
        docx(&format!(r#"<w:r><w:pict><v:shape id="_x1"><o:signatureline o:suggestedsigner="{n}" o:suggestedsigneremail="{n}@example.nl" signinginstructions="{}"/></v:shape></w:pict></w:r>"#, n.to_lowercase())).build()
    }),
];
