"""Workbooks and presentations with a name in one place each. See carriers.py."""

import io
import zipfile

import made

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHOW_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
DRAW_TYPE = "application/vnd.openxmlformats-officedocument."


class Package:
    """Parts with their types and relationships."""

    def __init__(self):
        self.parts, self.types, self.links = {}, {}, {}

    def add(self, path, content, kind, owner="", relation="", identifier=None, mode=""):
        self.parts[path] = content if isinstance(content, bytes) else (XML + content).encode()
        if kind:
            self.types[path] = kind
        self.link(owner, relation, path, identifier, mode)
        return self

    def link(self, owner, relation, target, identifier=None, mode=""):
        kind = relation if "/" in relation else f"{OFFICE}/{relation}"
        held = self.links.setdefault(owner, [])
        target = target if mode else "/" + target
        held.append((identifier or f"rId{len(held) + 90}", kind, target, mode))
        return self

    def bytes(self):
        out = io.BytesIO()
        types = "".join(f'<Override PartName="/{p}" ContentType="{k}"/>' for p, k in self.types.items())
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" '
                             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
                             'Extension="xml" ContentType="application/xml"/><Default Extension="bin" '
                             'ContentType="application/octet-stream"/><Default Extension="vml" ContentType='
                             f'"application/vnd.openxmlformats-officedocument.vmlDrawing"/>{types}</Types>')
            for owner, links in self.links.items():
                folder, _, name = owner.rpartition("/")
                path = f"{folder}/_rels/{name}.rels" if owner else "_rels/.rels"
                inner = "".join(
                    f'<Relationship Id="{i}" Type="{k}" Target="{t}"{" TargetMode=" + chr(34) + m + chr(34) if m else ""}/>'
                    for i, k, t, m in links)
                package.writestr(path.lstrip("/"), f'{XML}<Relationships xmlns="{RELATIONS}">{inner}</Relationships>')
            for path, data in self.parts.items():
                package.writestr(path, data)
        return out.getvalue()


def sheet(rows, before="", after=""):
    return f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def book(kept, rows="", before="", after="", workbook="", sheets="", styles="", first='name="Blad1"', opening=""):
    package = Package()
    names = f'<sheets><sheet {first} sheetId="1" r:id="rId1"/>{sheets}</sheets>'
    package.add("xl/workbook.xml",
                f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{opening}{names}{workbook}</workbook>',
                BOOK_TYPE + "sheet.main+xml", "", "officeDocument")
    first_row = f'<row r="1">{text("A1", kept)}</row>'
    package.add("xl/worksheets/sheet1.xml", sheet(first_row + rows, before, after), BOOK_TYPE + "worksheet+xml",
                "xl/workbook.xml", "worksheet", "rId1")
    if styles:
        package.add("xl/styles.xml", styles, BOOK_TYPE + "styles+xml", "xl/workbook.xml", "styles")
    return package


def row(cells, more=""):
    return f'<row r="2"{more}>{cells}</row>'


ONE = "xl/worksheets/sheet1.xml"
MAIN = "xl/workbook.xml"


def cells(name, kept):
    cell = f"<c r=\"A2\" t=\"str\"><f>{{}}</f><v>{name}</v></c>"
    yield "cached-result", book(kept, row(cell.format("B9&amp;C9")))
    yield "literal-in-formula", book(kept, row(f'<c r="A2"><f>IF(B2="{name}",1,0)</f><v>0</v></c>'))
    yield "literal-in-pieces", book(kept, row(f'<c r="A2" t="str"><f>"{name[:5]}"&amp;"{name[5:]}"</f><v>x</v></c>'))
    yield "array-formula", book(kept, row(f'<c r="A2" t="str"><f t="array" ref="A2">"{name}"</f><v>x</v></c>'))
    rich = f"<is><r><t>heer {name[:4]}</t></r><r><t>{name[4:]}</t></r></is>"
    yield "rich-text", book(kept, row(f'<c r="A2" t="inlineStr">{rich}</c>'))
    phonetic = f'<is><t>x</t><rPh sb="0" eb="1"><t>{name}</t></rPh></is>'
    yield "phonetic", book(kept, row(f'<c r="A2" t="inlineStr">{phonetic}</c>'))
    shared = book(kept, row('<c r="A2" t="s"><v>0</v></c>'))
    strings = f'<sst xmlns="{SHEET}" count="1" uniqueCount="2"><si><t>heer {{}}</t></si><si><t>{{}}</t></si></sst>'
    yield "shared-string", shared.add("xl/sharedStrings.xml", strings.format(name, "x"), BOOK_TYPE + "sharedStrings+xml",
                                      MAIN, "sharedStrings")
    unused = book(kept, row('<c r="A2" t="s"><v>0</v></c>'))
    yield "string-nobody-shows", unused.add("xl/sharedStrings.xml", strings.format("x", name),
                                            BOOK_TYPE + "sharedStrings+xml", MAIN, "sharedStrings")
    yield "hidden-row", book(kept, row(text("A2", name), ' hidden="1"'))
    column = '<cols><col min="2" max="2" hidden="1" width="9"/></cols>'
    yield "hidden-column", book(kept, row(text("B2", name)), column)
    styled = f'<styleSheet xmlns="{SHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{{}}"/></numFmts>' \
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' \
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/>' \
        "</cellXfs>{}</styleSheet>"
    yield "number-format", book(kept, row('<c r="A2" s="1"><v>5</v></c>'),
                                styles=styled.format(f"0 &quot;{name}&quot;", ""))
    yield "format-of-nothing", book(kept, row(f'<c r="A2" s="1" t="inlineStr"><is><t>{name}</t></is></c>'),
                                    styles=styled.format(";;;", ""))
    style = f'<cellStyles count="1"><cellStyle name="{name}" xfId="0"/></cellStyles>'
    yield "style-name", book(kept, styles=styled.format("0", style))


def sheets(name, kept):
    two = f'<sheet name="Lijst" sheetId="2" state="{{}}" r:id="rId2"/>'
    for state in ("hidden", "veryHidden"):
        package = book(kept, sheets=two.format(state))
        yield f"sheet-{state}", package.add("xl/worksheets/sheet2.xml", sheet(f'<row r="1">{text("A1", name)}</row>'),
                                            BOOK_TYPE + "worksheet+xml", MAIN, "worksheet", "rId2")
    yield "sheet-name", book(kept, first=f'name="{name}"')
    defined = "<definedNames><definedName {}>{}</definedName></definedNames>"
    yield "defined-name", book(kept, workbook=defined.format(f'name="{name}"', "Blad1!$A$1"))
    yield "defined-value", book(kept, workbook=defined.format('name="wie"', f'"{name}"'))
    yield "defined-hidden", book(kept, workbook=defined.format('name="wie" hidden="1"', f'"{name}"'))
    yield "defined-comment", book(kept, workbook=defined.format(f'name="wie" comment="{name}"', "Blad1!$A$1"))
    view = f'<customWorkbookViews><customWorkbookView name="{name} - weergave" guid="{{0A0A0A0A-0000-0000-0000-000000000001}}" ' \
        'windowWidth="9" windowHeight="9" activeSheetId="1"/></customWorkbookViews>'
    yield "custom-view", book(kept, workbook=view)
    yield "last-user", book(kept, opening=f'<fileSharing userName="{name}"/>')
    yield "code-name", book(kept, before=f'<sheetPr codeName="{name}"/>')
    valid = '<dataValidations count="1"><dataValidation type="list" sqref="B2" {}><formula1>{}</formula1></dataValidation>' \
        "</dataValidations>"
    yield "validation-list", book(kept, after=valid.format("", f'"Jansen,{name}"'))
    yield "validation-prompt", book(kept, after=valid.format(f'showInputMessage="1" prompt="vraag {name}"', "$A$1"))
    yield "validation-error", book(kept, after=valid.format(f'error="bel {name}" errorTitle="x"', "$A$1"))
    rule = f'<conditionalFormatting sqref="A1"><cfRule type="containsText" priority="1" operator="containsText" text="{name}">' \
        f'<formula>NOT(ISERROR(SEARCH("{name}",A1)))</formula></cfRule></conditionalFormatting>'
    yield "conditional-format", book(kept, after=rule)
    link = '<hyperlinks><hyperlink ref="A1" r:id="rId95" tooltip="{}"/></hyperlinks>'
    for place, tip, target in [("tip", name, "https://x.example/"), ("target", "x", f"mailto:{name}@x.example")]:
        package = book(kept, after=link.format(tip))
        yield f"link-{place}", package.link(ONE, "hyperlink", target, "rId95", "External")
    for place in ("oddHeader", "evenFooter", "firstHeader"):
        yield f"page-{place}", book(kept, after=f"<headerFooter><{place}>&amp;L{name}</{place}></headerFooter>")
    yield "scenario", book(kept, after=f'<scenarios><scenario name="x" user="{name}" comment="van {name}" count="1">'
                                       '<inputCells r="A1" val="1"/></scenario></scenarios>')
    yield "protected-range", book(kept, after=f'<protectedRanges><protectedRange sqref="A1" name="{name}"/></protectedRanges>')
    yield "filter", book(kept, after=f'<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="{name}"/>'
                                     "</filters></filterColumn></autoFilter>")
    ext = f'<extLst><ext uri="{{00000000-0000-0000-0000-000000000001}}"><x:a xmlns:x="urn:x" b="{name}">{name}</x:a></ext></extLst>'
    yield "extension", book(kept, after=ext)


PLAIN = [
    # Name, path, content, type, owner, relation.
    ("table-column", "xl/tables/table1.xml",
     '<table xmlns="{s}" id="1" name="T1" displayName="T1" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" '
     'name="{n}"/></tableColumns></table>', BOOK_TYPE + "table+xml", ONE, "table"),
    ("external-value", "xl/externalLinks/externalLink1.xml",
     '<externalLink xmlns="{s}" xmlns:r="{o}"><externalBook><sheetNames><sheetName val="a"/></sheetNames><sheetDataSet>'
     '<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{n}</v></cell></row></sheetData></sheetDataSet>'
     "</externalBook></externalLink>", BOOK_TYPE + "externalLink+xml", MAIN, "externalLink"),
    ("external-sheet", "xl/externalLinks/externalLink1.xml",
     '<externalLink xmlns="{s}" xmlns:r="{o}"><externalBook><sheetNames><sheetName val="{n}"/></sheetNames></externalBook>'
     "</externalLink>", BOOK_TYPE + "externalLink+xml", MAIN, "externalLink"),
    ("connection", "xl/connections.xml",
     '<connections xmlns="{s}"><connection id="1" name="c" type="1" refreshedVersion="5" description="van {n}"><dbPr '
     'connection="DSN=x;UID={n}" command="select \'{n}\'"/></connection></connections>',
     BOOK_TYPE + "connections+xml", MAIN, "connections"),
    ("query-table", "xl/queryTables/queryTable1.xml",
     '<queryTable xmlns="{s}" name="{n}" connectionId="1"/>', BOOK_TYPE + "queryTable+xml", ONE, "queryTable"),
    ("pivot-cache", "xl/pivotCache/pivotCacheDefinition1.xml",
     '<pivotCacheDefinition xmlns="{s}" refreshedBy="{n}" recordCount="0"><cacheSource type="worksheet"><worksheetSource '
     'ref="A1:A2" sheet="Blad1"/></cacheSource><cacheFields count="1"><cacheField name="a"><sharedItems count="1"><s v="{n}"/>'
     "</sharedItems></cacheField></cacheFields></pivotCacheDefinition>",
     BOOK_TYPE + "pivotCacheDefinition+xml", MAIN, "pivotCacheDefinition"),
    ("pivot-records", "xl/pivotCache/pivotCacheRecords1.xml",
     '<pivotCacheRecords xmlns="{s}" count="1"><r><s v="{n}"/></r></pivotCacheRecords>',
     BOOK_TYPE + "pivotCacheRecords+xml", MAIN, "pivotCacheRecords"),
    ("slicer", "xl/slicers/slicer1.xml",
     '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="a" cache="b" '
     'caption="{n}"/></slicers>', "application/vnd.ms-excel.slicer+xml", ONE, MICROSOFT + "/2007/relationships/slicer"),
    ("slicer-cache", "xl/slicerCaches/slicerCache1.xml",
     '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="a" sourceName="{n}"/>',
     "application/vnd.ms-excel.slicerCache+xml", MAIN, MICROSOFT + "/2007/relationships/slicerCache"),
    ("revision-headers", "xl/revisions/revisionHeaders.xml",
     '<headers xmlns="{s}" guid="{{0A0A0A0A-0000-0000-0000-000000000001}}"><header guid="{{0A0A0A0A-0000-0000-0000-000000000002}}" '
     'dateTime="2023-05-03T09:00:00Z" maxSheetId="2" userName="{n}" r:id="rId1" xmlns:r="{o}"><sheetIdMap count="1">'
     '<sheetId val="1"/></sheetIdMap></header></headers>', BOOK_TYPE + "revisionHeaders+xml", MAIN, "revisionHeaders"),
    ("revision-log", "xl/revisions/revisionLog1.xml",
     '<revisions xmlns="{s}"><rcc rId="1" sId="1"><oc r="A1" t="inlineStr"><is><t>{n}</t></is></oc><nc r="A1"><v>1</v></nc>'
     "</rcc></revisions>", BOOK_TYPE + "revisionLog+xml", MAIN, "revisionLog"),
    ("users", "xl/revisions/userNames.xml",
     '<users xmlns="{s}" count="1"><userInfo guid="{{0A0A0A0A-0000-0000-0000-000000000001}}" name="{n}" id="1" '
     'dateTime="2023-05-03T09:00:00Z"/></users>', BOOK_TYPE + "userNames+xml", MAIN, "usernames"),
    ("rich-value", "xl/richData/rdrichvalue.xml",
     '<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata" count="1"><rv s="0"><v>{n}</v></rv>'
     "</rvData>", "application/vnd.ms-excel.rdrichvalue+xml", MAIN, MICROSOFT + "/2017/06/relationships/rdRichValue"),
    ("people", "xl/persons/person.xml",
     '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="{n}" '
     'id="{{0A0A0A0A-0000-0000-0000-000000000001}}" userId="{n}" providerId="AD"/></personList>',
     "application/vnd.ms-excel.person+xml", MAIN, MICROSOFT + "/2017/10/relationships/person"),
    ("thread", "xl/threadedComments/threadedComment1.xml",
     '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment '
     'ref="A1" dT="2023-05-03T09:00:00.00" personId="{{0A0A0A0A-0000-0000-0000-000000000001}}" '
     'id="{{0A0A0A0A-0000-0000-0000-000000000002}}"><text>@{n} kijk</text></threadedComment></ThreadedComments>',
     "application/vnd.ms-excel.threadedcomments+xml", ONE, MICROSOFT + "/2017/10/relationships/threadedComment"),
    ("remark", "xl/comments1.xml",
     '<comments xmlns="{s}"><authors><author>{n}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>bel {n}'
     "</t></text></comment></commentList></comments>", BOOK_TYPE + "comments+xml", ONE, "comments"),
    ("xml-map", "xl/xmlMaps.xml",
     '<MapInfo xmlns="{s}" SelectionNamespaces=""><Schema ID="S1"><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
     '<xsd:element name="{n}"/></xsd:schema></Schema><Map ID="1" Name="{n}" RootElement="a" SchemaID="S1" '
     'ShowImportExportValidationErrors="0" AutoFit="0" Append="0" PreserveSortAFLayout="0" PreserveFormat="0"/></MapInfo>',
     "application/xml", MAIN, "xmlMaps"),
    ("custom-xml", "customXml/item1.xml", '<a xmlns="urn:a" wie="{n}"><b>{n}</b></a>', "application/xml", MAIN, "customXml"),
    ("core", "docProps/core.xml",
     '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
     'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{n}</dc:creator><cp:lastModifiedBy>{n}</cp:lastModifiedBy>'
     "</cp:coreProperties>", "application/vnd.openxmlformats-package.core-properties+xml", "",
     "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
    ("custom-property", "docProps/custom.xml",
     '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
     'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
     'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="van {n}"><vt:lpwstr>{n}</vt:lpwstr></property></Properties>',
     DRAW_TYPE + "custom-properties+xml", "", "custom-properties"),
    ("unknown-part", "xl/vreemd/iets.xml", '<x xmlns="urn:x"><y>{n}</y></x>', "application/vnd.x+xml", MAIN,
     "http://x.example/iets"),
    ("unused-part", "xl/vreemd/los.xml", '<x xmlns="urn:x"><y>{n}</y></x>', "application/vnd.x+xml", "none", "x"),
    ("text-part", "xl/los.txt", "Beste {n}", "text/plain", "none", "x"),
]


def chart(name):
    return (f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAW}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
            '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Blad1!$A$1</c:f><c:strCache><c:ptCount val="1"/>'
            f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser><c:axId val="1"/><c:axId val="2"/>'
            '</c:barChart><c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:crossAx val="1"/>'
            "</c:valAx></c:plotArea></c:chart></c:chartSpace>")


def drawn(name, kept):
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    anchor = f'<xdr:wsDr xmlns:xdr="{space}" xmlns:a="{DRAW}" xmlns:r="{OFFICE}"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>' \
        '<xdr:ext cx="9000" cy="9000"/>{}<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>'
    shape = '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{}" descr="{}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/><xdr:txBody>' \
        "<a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    for place, texts in [("text-box", ("x", "x", name)), ("description", ("x", name, "x")), ("shape-name", (name, "x", "x"))]:
        package = book(kept, after='<drawing r:id="rId95"/>')
        yield place, package.add("xl/drawings/drawing1.xml", anchor.format(shape.format(*texts)),
                                 DRAW_TYPE + "drawing+xml", ONE, "drawing", "rId95")
    frame = '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="x"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>' \
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="' + CHART + '"><c:chart ' \
        f'xmlns:c="{CHART}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    package = book(kept, after='<drawing r:id="rId95"/>')
    package.add("xl/drawings/drawing1.xml", anchor.format(frame), DRAW_TYPE + "drawing+xml", ONE, "drawing", "rId95")
    yield "chart-cache", package.add("xl/charts/chart1.xml", chart(name), DRAW_TYPE + "drawingml.chart+xml",
                                     "xl/drawings/drawing1.xml", "chart", "rId1")
    vml = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="a" alt="{0}"><v:textbox><div>{0}</div></v:textbox></v:shape></xml>'
    package = book(kept, after='<legacyDrawing r:id="rId95"/>')
    yield "old-drawing", package.add("xl/drawings/vmlDrawing1.vml", vml.format(name), None, ONE, "vmlDrawing", "rId95")
    for inner in ("xlsx", "docx"):
        package = book(kept)
        held = book("x", row(text("A2", name))).bytes() if inner == "xlsx" else word(name)
        yield f"embedded-{inner}", package.add(f"xl/embeddings/inner.{inner}", held, "application/octet-stream", ONE, "package")
    package = book(kept)
    yield "object", package.add("xl/embeddings/oleObject1.bin", made.compound({"CONTENTS": name.encode("utf-16-le") * 9}),
                                DRAW_TYPE + "oleObject", ONE, "oleObject")
    package = book(kept, workbook='<pivotCaches><pivotCache cacheId="1" r:id="rId97"/></pivotCaches>')
    cache, table = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"
    package.add(cache, f'<pivotCacheDefinition xmlns="{SHEET}" recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="A1:A2" '
                       'sheet="Blad1"/></cacheSource><cacheFields count="1"><cacheField name="a"/></cacheFields></pivotCacheDefinition>',
                BOOK_TYPE + "pivotCacheDefinition+xml", MAIN, "pivotCacheDefinition", "rId97")
    package.add(table, f'<pivotTableDefinition xmlns="{SHEET}" name="{name}" cacheId="1" dataCaption="{name}"><location ref="C1" '
                       'firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/></pivotTableDefinition>', BOOK_TYPE + "pivotTable+xml",
                ONE, "pivotTable")
    yield "pivot-table", package.link(table, "pivotCacheDefinition", cache)


def word(name):
    package = Package()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return package.add("word/document.xml", f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{name}</w:t></w:r></w:p>'
                       "</w:body></w:document>", DRAW_TYPE + "wordprocessingml.document.main+xml", "",
                       "officeDocument").bytes()


def show(kept, tree="", more="", presentation="", slide=""):
    package = Package()
    spaces = f'xmlns:p="{SLIDE}" xmlns:a="{DRAW}" xmlns:r="{OFFICE}"'
    package.spaces = spaces
    package.add("ppt/presentation.xml",
                f'<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId2"/></p:sldMasterIdLst>'
                f'<p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>'
                f'<p:notesSz cx="6858000" cy="9144000"/>{presentation}</p:presentation>',
                SHOW_TYPE + "presentation.main+xml", "", "officeDocument")
    package.add("ppt/slides/slide1.xml", f"<p:sld {spaces}{slide}>{body(kept, tree)}{more}</p:sld>", SHOW_TYPE + "slide+xml",
                "ppt/presentation.xml", "slide", "rId1")
    colors = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" ' \
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
    package.add("ppt/slideMasters/slideMaster1.xml",
                f'<p:sldMaster {spaces}>{body("x")}<p:clrMap {colors}/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" '
                'r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>', SHOW_TYPE + "slideMaster+xml", "ppt/presentation.xml",
                "slideMaster", "rId2")
    package.add("ppt/slideLayouts/slideLayout1.xml", f'<p:sldLayout {spaces}>{body("x")}</p:sldLayout>',
                SHOW_TYPE + "slideLayout+xml", "ppt/slideMasters/slideMaster1.xml", "slideLayout", "rId1")
    package.link("ppt/slides/slide1.xml", "slideLayout", "ppt/slideLayouts/slideLayout1.xml", "rId1")
    return package.link("ppt/slideLayouts/slideLayout1.xml", "slideMaster", "ppt/slideMasters/slideMaster1.xml", "rId1")


def body(value, more=""):
    return ('<p:cSld name="a"><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
            f'{shape(value)}{more}</p:spTree></p:cSld>')


def shape(value, name="v", description="", props=""):
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}" descr="{description}"{props}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{value}</a:t></a:r></a:p></p:txBody></p:sp>")


SLIDE_ONE, SHOW = "ppt/slides/slide1.xml", "ppt/presentation.xml"
SHOWN = [
    ("notes", "ppt/notesSlides/notesSlide1.xml", "<p:notes {spaces}>{body}</p:notes>", SHOW_TYPE + "notesSlide+xml",
     SLIDE_ONE, "notesSlide"),
    ("notes-master", "ppt/notesMasters/notesMaster1.xml", "<p:notesMaster {spaces}>{body}</p:notesMaster>",
     SHOW_TYPE + "notesMaster+xml", SHOW, "notesMaster"),
    ("handout", "ppt/handoutMasters/handoutMaster1.xml", "<p:handoutMaster {spaces}>{body}</p:handoutMaster>",
     SHOW_TYPE + "handoutMaster+xml", SHOW, "handoutMaster"),
    ("remark", "ppt/comments/comment1.xml",
     '<p:cmLst {spaces}><p:cm authorId="0" dt="2023-05-03T09:00:00" idx="1"><p:pos x="1" y="1"/><p:text>bel {n}</p:text></p:cm>'
     "</p:cmLst>", SHOW_TYPE + "comments+xml", SLIDE_ONE, "comments"),
    ("remark-authors", "ppt/commentAuthors.xml",
     '<p:cmAuthorLst {spaces}><p:cmAuthor id="0" name="{n}" initials="K" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
     SHOW_TYPE + "commentAuthors+xml", SHOW, "commentAuthors"),
    ("new-remark", "ppt/comments/modernComment1.xml",
     '<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" {spaces}><p188:cm '
     'id="{{0A0A0A0A-0000-0000-0000-000000000001}}" authorId="{{0A0A0A0A-0000-0000-0000-000000000002}}" created="2023-05-03T09:00:00">'
     "<p188:txBody><a:bodyPr/><a:p><a:r><a:t>bel {n}</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>",
     "application/vnd.ms-powerpoint.comments+xml", SLIDE_ONE, MICROSOFT + "/2018/10/relationships/comments"),
    ("new-authors", "ppt/authors.xml",
     '<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"><p188:author '
     'id="{{0A0A0A0A-0000-0000-0000-000000000002}}" name="{n}" initials="K" userId="{n}" providerId="AD"/></p188:authorLst>',
     "application/vnd.ms-powerpoint.authors+xml", SHOW, MICROSOFT + "/2018/10/relationships/authors"),
    ("tags", "ppt/tags/tag1.xml", '<p:tagLst {spaces}><p:tag name="WIE" val="{n}"/></p:tagLst>', SHOW_TYPE + "tags+xml",
     SHOW, "tags"),
    ("tag-name", "ppt/tags/tag1.xml", '<p:tagLst {spaces}><p:tag name="{n}" val="x"/></p:tagLst>', SHOW_TYPE + "tags+xml",
     SHOW, "tags"),
    ("smart-art", "ppt/diagrams/data1.xml",
     '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {spaces}><dgm:ptLst><dgm:pt modelId="1">'
     "<dgm:t><a:bodyPr/><a:p><a:r><a:t>{n}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst/></dgm:dataModel>",
     DRAW_TYPE + "drawingml.diagramData+xml", SLIDE_ONE, "diagramData"),
    ("smart-drawing", "ppt/diagrams/drawing1.xml",
     '<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" {spaces}><dsp:spTree><dsp:sp modelId="1">'
     "<dsp:txBody><a:bodyPr/><a:p><a:r><a:t>{n}</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>",
     "application/vnd.ms-office.drawingml.diagramDrawing+xml", SLIDE_ONE, MICROSOFT + "/2007/relationships/diagramDrawing"),
    ("changes", "ppt/changesInfos/changesInfo1.xml",
     '<pc:chgInfo xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/main/command"><pc:docChgLst><pc:chgData name="{n}" '
     'userId="{n}" providerId="AD"/></pc:docChgLst></pc:chgInfo>', "application/vnd.ms-powerpoint.changesinfo+xml", SHOW,
     MICROSOFT + "/2016/11/relationships/changesInfo"),
    ("revision", "ppt/revisionInfo.xml",
     '<p1510:revInfo xmlns:p1510="http://schemas.microsoft.com/office/powerpoint/2015/10/main"><p1510:client id="x" v="{n}"/>'
     "</p1510:revInfo>", "application/vnd.ms-powerpoint.revisioninfo+xml", SHOW,
     MICROSOFT + "/2015/10/relationships/revisionInfo"),
    ("custom-xml", "customXml/item1.xml", '<a xmlns="urn:a" wie="{n}"><b>{n}</b></a>', "application/xml", SHOW, "customXml"),
]


def slides(name, kept):
    yield "shape-name", show(kept, shape("x", name=name))
    yield "description", show(kept, shape("x", description=name))
    yield "title-of-shape", show(kept, shape("x", props=f' title="{name}"'))
    yield "hidden-shape", show(kept, shape(name, props=' hidden="1"'))
    yield "hidden-slide", show(kept, shape(name), slide=' show="0"')
    yield "in-pieces", show(kept, shape(f"heer {name[:4]}</a:t></a:r><a:r><a:t>{name[4:]}"))
    yield "field", show(kept, shape(f'x </a:t></a:r><a:fld id="{{0A0A0A0A-0000-0000-0000-000000000001}}" type="x"><a:t>{name}'
                                    "</a:t></a:fld><a:r><a:t> x"))
    cell = f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:t>{name}</a:t></a:r></a:p></a:txBody></a:tc>"
    table = f'<a:tbl><a:tblGrid><a:gridCol w="9"/></a:tblGrid><a:tr h="9">{cell}</a:tr></a:tbl>'
    frame = '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>' \
        '<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData uri="{}">{}</a:graphicData>' \
        "</a:graphic></p:graphicFrame>"
    yield "table", show(kept, frame.format("http://schemas.openxmlformats.org/drawingml/2006/table", table))
    package = show(kept, frame.format(CHART, f'<c:chart xmlns:c="{CHART}" r:id="rId9"/>'))
    yield "chart-cache", package.add("ppt/charts/chart1.xml", chart(name), DRAW_TYPE + "drawingml.chart+xml", SLIDE_ONE, "chart", "rId9")
    package = show(kept, frame.format(CHART, f'<c:chart xmlns:c="{CHART}" r:id="rId9"/>'))
    package.add("ppt/charts/chart1.xml", chart("x"), DRAW_TYPE + "drawingml.chart+xml", SLIDE_ONE, "chart", "rId9")
    yield "chart-workbook", package.add("ppt/embeddings/book.xlsx", book("x", row(text("A2", name))).bytes(),
                                        BOOK_TYPE + "sheet", "ppt/charts/chart1.xml", "package")
    section = '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst ' \
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="%s" ' \
        'id="{0A0A0A0A-0000-0000-0000-000000000001}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>' \
        "</p14:sectionLst></p:ext></p:extLst>"
    yield "section", show(kept, presentation=section % name)
    yield "custom-show", show(kept, presentation=f'<p:custShowLst><p:custShow name="{name}" id="0"><p:sldLst><p:sld r:id="rId1"/>'
                                                 "</p:sldLst></p:custShow></p:custShowLst>")
    yield "protection", show(kept, presentation=f'<p:modifyVerifier userName="{name}"/>')
    for part, place in [("ppt/slideMasters/slideMaster1.xml", "master"), ("ppt/slideLayouts/slideLayout1.xml", "layout")]:
        package = show(kept)
        package.parts[part] = package.parts[part].replace(b"<a:t>x<", f"<a:t>{name}<".encode())
        yield place, package
    link = f'<p:sp><p:nvSpPr><p:cNvPr id="7" name="l"><a:hlinkClick r:id="rId9" tooltip="{{}}"/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>'
    yield "link-tip", show(kept, link.format(name)).link(SLIDE_ONE, "hyperlink", "https://x.example/", "rId9", "External")
    yield "link-target", show(kept, link.format("x")).link(SLIDE_ONE, "hyperlink", f"https://x.example/{name}", "rId9", "External")
    for place, path, content, kind, owner, relation in SHOWN:
        package = show(kept)
        content = content.replace("{spaces}", package.spaces).replace("{body}", body(name)).replace("{n}", name)
        yield place, package.add(path, content.replace("{{", "{").replace("}}", "}"), kind, owner, relation)


def all_of(name, kept):
    for make in (cells, sheets, drawn):
        for place, package in make(name, kept):
            yield f"sheet-{place}.xlsx", package.bytes()
    for place, path, content, kind, owner, relation in PLAIN:
        package = book(kept)
        content = content.replace("{s}", SHEET).replace("{o}", OFFICE).replace("{n}", name)
        package.add(path, content.replace("{{", "{").replace("}}", "}"), kind, owner, relation)
        package.links.pop("none", None)
        yield f"book-{place}.xlsx", package.bytes()
    for place, package in slides(name, kept):
        yield f"slide-{place}.pptx", package.bytes()
