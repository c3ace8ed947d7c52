"""OpenDocument, rich text and messages of Outlook with a name in one place each. See carriers.py."""

import base64
import io
import struct
import zipfile
import zlib

import made

SPACES = " ".join(f'xmlns:{short}="{name}"' for short, name in {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "dc": "http://purl.org/dc/elements/1.1/",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", "xlink": "http://www.w3.org/1999/xlink",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0", "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}.items())
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def picture(name):
    """A picture of one dot with a remark."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"tEXt", b"Author\0" + name.encode()) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def document(kind, body, automatic="", styles=None, meta=None, settings=None, more=None, manifest=""):
    whole = KINDS[kind]
    mime = f"application/vnd.oasis.opendocument.{whole}"
    parts = {"content.xml": f'<office:document-content {SPACES} office:version="1.2"><office:automatic-styles>{automatic}'
                            f"</office:automatic-styles><office:body><office:{whole}>{body}</office:{whole}></office:body>"
                            "</office:document-content>"}
    for name, inner in [("styles", styles), ("meta", meta), ("settings", settings)]:
        if inner is not None:
            parts[f"{name}.xml"] = f'<office:document-{name} {SPACES} office:version="1.2">{inner}</office:document-{name}>'
    parts |= more or {}
    entries = "".join(f'<manifest:file-entry manifest:full-path="{p}" manifest:media-type="text/xml"/>' for p in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", mime, zipfile.ZIP_STORED)
        for path, data in parts.items():
            package.writestr(path, data if isinstance(data, bytes) else XML + data)
        package.writestr("META-INF/manifest.xml", f'{XML}<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.2">'
                         f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>{entries}{manifest}'
                         "</manifest:manifest>")
    return out.getvalue()


def flat(kind, body, automatic=""):
    whole = KINDS[kind[1:]]
    return (f'{XML}<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{whole}">'
            f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:{whole}>{body}</office:{whole}>"
            "</office:body></office:document>").encode()


def texts(name, kept):
    """Carriers in a text: place, body, and what else belongs to the document."""
    rest = f"<text:p>{kept}</text:p>"
    author = f"<dc:creator>{name}</dc:creator><dc:date>2023-05-03T09:00:00</dc:date>"
    changes = "<text:tracked-changes>{}</text:tracked-changes>"
    region = '<text:changed-region text:id="c1">{}</text:changed-region>'
    deletion = f"<text:deletion><office:change-info>{{}}</office:change-info>{{}}</text:deletion>"
    yield "deleted", changes.format(region.format(deletion.format("", f"<text:p>{name}</text:p>"))) + rest
    yield "change-author", changes.format(region.format(deletion.format(author, "<text:p>x</text:p>"))) + rest
    declared = '<text:user-field-decls><text:user-field-decl office:value-type="string" office:string-value="{}" text:name="{}"/>' \
        "</text:user-field-decls>"
    yield "user-field", declared.format(name, "wie") + rest
    yield "user-field-name", declared.format("x", name) + rest
    variable = '<text:variable-decls><text:variable-decl office:value-type="string" text:name="{0}"/></text:variable-decls>'
    yield "variable-name", variable.format(name) + rest
    field = "<text:p>zie <text:{}>{}</text:{}></text:p>"
    for tag, attributes, shown in [
            ("user-field-get", 'text:name="wie"', name), ("conditional-text", f'text:condition="ooow:x" text:string-value-if-true="{name}" '
             'text:string-value-if-false="x" text:current-value="false"', "x"),
            ("conditional-text", f'text:condition="ooow:x EQ &quot;{name}&quot;" text:string-value-if-true="a" '
             'text:string-value-if-false="b"', "b"),
            ("hidden-text", f'text:condition="ooow:1" text:string-value="{name}" text:is-hidden="true"', ""),
            ("hidden-paragraph", 'text:condition="ooow:1" text:is-hidden="true"', name),
            ("variable-set", f'text:name="wie" text:formula="ooow:&quot;{name}&quot;" office:value-type="string" '
             f'office:string-value="{name}"', "x"), ("author-name", 'text:fixed="true"', name), ("sender-lastname", "", name),
            ("placeholder", f'text:placeholder-type="text" text:description="{name}"', "x"), ("script", 'script:language="x"', name),
            ("database-display", f'text:database-name="{name}" text:table-name="t" text:column-name="c"', "x"),
            ("expression", f'text:formula="ooow:&quot;{name}&quot;"', "x"), ("bibliography-mark", f'text:author="{name}"', "x"),
            ("drop-down", f'text:name="{name}"', f'<text:label text:value="{name}"/>x'), ("bookmark-ref", f'text:ref-name="{name}"', "x"),
            ("sequence", f'text:name="{name}" text:formula="ooow:{name}+1"', "1"), ("meta-field", "", name),
            ("ruby", "", f"<text:ruby-base>x</text:ruby-base><text:ruby-text>{name}</text:ruby-text>")]:
        yield f"{tag}-{len(attributes)}", field.format(f"{tag} {attributes}", shown, tag) + rest
    yield "annotation", f'<text:p>x<office:annotation><dc:creator>A</dc:creator><text:p>bel {name}</text:p></office:annotation></text:p>{rest}'
    yield "annotation-author", f"<text:p>x<office:annotation>{author}<text:p>x</text:p></office:annotation></text:p>{rest}"
    yield "hidden-section", f'<text:section text:name="a" text:display="none"><text:p>{name}</text:p></text:section>{rest}'
    yield "section-name", f'<text:section text:name="{name}"><text:p>x</text:p></text:section>{rest}'
    yield "section-condition", f'<text:section text:name="a" text:display="condition" text:condition="ooow:{name} EQ 1"><text:p>x</text:p></text:section>{rest}'
    yield "index-entry", f'<text:p><text:alphabetical-index-mark text:string-value="{name}" text:key1="{name}"/>x</text:p>{rest}'
    yield "note", f'<text:p>x<text:note text:note-class="footnote" text:id="n"><text:note-citation>1</text:note-citation><text:note-body><text:p>{name}</text:p></text:note-body></text:note></text:p>{rest}'
    yield "bookmark", f'<text:p><text:bookmark text:name="{name}"/>x</text:p>{rest}'
    yield "in-pieces", f"<text:p>heer {name[:4]}<text:span>{name[4:]}</text:span></text:p>{rest}"
    yield "soft-break", f"<text:p>heer {name[:4]}<text:soft-page-break/>{name[4:]}</text:p>{rest}"
    yield "link", f'<text:p><text:a xlink:href="mailto:{name}@x.example" office:title="{name}" office:name="{name}">x</text:a></text:p>{rest}'
    frame = '<text:p><draw:frame draw:name="{}" svg:width="1cm" svg:height="1cm"><draw:text-box><text:p>{}</text:p></draw:text-box>' \
        "<svg:title>{}</svg:title><svg:desc>{}</svg:desc></draw:frame></text:p>"
    for at, place in enumerate(["frame-name", "text-box", "frame-title", "frame-description"]):
        yield place, frame.format(*[name if at == n else "x" for n in range(4)]) + rest
    yield "comment", f"<!-- {name} -->{rest}"
    yield "instruction", f"<?wie {name}?>{rest}"
    yield "unknown-element", f'<loext:wie loext:naam="{name}">{name}</loext:wie>{rest}'
    control = '<office:forms><form:form form:name="{0}"><form:text form:id="c" form:name="{0}" form:current-value="{0}"/></form:form></office:forms>'
    yield "form", control.format(name) + rest


def sheets(name, kept):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    first = row.format("", cell.format(kept) + cell.format("x"))
    second = row.format("", cell.format(name))
    sheet = '<table:table table:name="{}"{}>{}</table:table>'
    for kind in ("collapse", "filter"):
        yield f"row-{kind}", sheet.format("Blad1", "", first + row.format(f' table:visibility="{kind}"', cell.format(name))), ""
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    yield "hidden-column", sheet.format("Blad1", "", columns + row.format("", cell.format(kept) + cell.format(name))), ""
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    yield "hidden-sheet", sheet.format("Blad1", "", first) + sheet.format("Blad2", ' table:style-name="ta2"', second), style
    yield "sheet-name", sheet.format(name, "", first), ""
    for place, attributes, shown in [
            ("value", f'office:value-type="string" office:string-value="{name}"', "x"),
            ("formula", f'office:value-type="string" table:formula="of:=&quot;{name}&quot;"', "x"),
            ("formula-in-pieces", f'office:value-type="string" table:formula="of:=&quot;{name[:5]}&quot;&amp;&quot;{name[5:]}&quot;"', "x"),
            ("repeated", 'office:value-type="string" table:number-columns-repeated="3"', name),
            ("validation-name", f'office:value-type="string" table:content-validation-name="{name}"', "x")]:
        inner = f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
        yield f"cell-{place}", sheet.format("Blad1", "", first + row.format("", inner)), ""
    covered = f"<table:covered-table-cell><text:p>{name}</text:p></table:covered-table-cell>"
    yield "covered-cell", sheet.format("Blad1", "", first + row.format("", cell.format("x") + covered)), ""
    inner = f'<table:table-cell office:value-type="string"><office:annotation><dc:creator>{{}}</dc:creator><text:p>{{}}</text:p></office:annotation><text:p>x</text:p></table:table-cell>'
    yield "remark", sheet.format("Blad1", "", first + row.format("", inner.format("A", name))), ""
    yield "remark-author", sheet.format("Blad1", "", first + row.format("", inner.format(name, "x"))), ""
    for place, extra in [
            ("validation", f'<table:content-validations><table:content-validation table:name="v" table:condition="of:cell-content-is-in-list(&quot;{name}&quot;)">'
             f'<table:help-message table:title="{name}"><text:p>{name}</text:p></table:help-message></table:content-validation></table:content-validations>'),
            ("labels", f'<table:label-ranges><table:label-range table:label-cell-range-address="{name}.A1" table:data-cell-range-address="x" table:orientation="row"/></table:label-ranges>')]:
        yield place, extra + sheet.format("Blad1", "", first), ""
    for place, extra in [
            ("named-range", f'<table:named-expressions><table:named-range table:name="{name}" table:cell-range-address="$Blad1.$A$1"/></table:named-expressions>'),
            ("named-expression", f'<table:named-expressions><table:named-expression table:name="wie" table:expression="&quot;{name}&quot;"/></table:named-expressions>'),
            ("database-range", f'<table:database-ranges><table:database-range table:name="{name}" table:target-range-address="Blad1.A1:Blad1.A1"/></table:database-ranges>'),
            ("filter", '<table:database-ranges><table:database-range table:name="d" table:target-range-address="Blad1.A1:Blad1.A1"><table:filter>'
             f'<table:filter-condition table:field-number="0" table:value="{name}" table:operator="="/></table:filter></table:database-range></table:database-ranges>'),
            ("pivot", '<table:data-pilot-tables><table:data-pilot-table table:name="p" table:target-range-address="Blad1.A1:Blad1.B2">'
             f'<table:source-cell-range table:cell-range-address="Blad1.A1:Blad1.A2"/><table:data-pilot-field table:source-field-name="{name}" table:orientation="row">'
             f'<table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name="{name}"/></table:data-pilot-members></table:data-pilot-level>'
             "</table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>")]:
        yield place, sheet.format("Blad1", "", first) + extra, ""
    tracked = '<table:tracked-changes><table:cell-content-change table:id="ct1"><table:cell-address table:column="0" table:row="0" table:table="0"/>' \
        "<office:change-info><dc:creator>{}</dc:creator><dc:date>2023-05-03T09:00:00</dc:date></office:change-info><table:previous>" \
        '<table:change-track-table-cell office:value-type="string"><text:p>{}</text:p></table:change-track-table-cell></table:previous>' \
        "</table:cell-content-change></table:tracked-changes>"
    yield "tracked-value", tracked.format("A", name) + sheet.format("Blad1", "", first), ""
    yield "tracked-author", tracked.format(name, "x") + sheet.format("Blad1", "", first), ""
    scenario = f'<table:scenario table:scenario-ranges="Blad1.A1" table:is-active="false" table:comment="van {name}"/>'
    yield "scenario", sheet.format("Blad1", "", first) + sheet.format("Anders", "", scenario + first), ""
    number = f'<number:number-style style:name="N1"><number:number number:min-integer-digits="1"/><number:text>{name}</number:text></number:number-style>'
    yield "number-format", sheet.format("Blad1", "", first), number


def slides(name, kept):
    page = '<draw:page draw:name="{}"{}>{}</draw:page>'
    box = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    yield "name", page.format(name, "", box.format(kept)), ""
    notes = f"<presentation:notes>{box.format(name)}</presentation:notes>"
    yield "notes", page.format("a", "", box.format(kept) + notes), ""
    style = '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    yield "hidden", page.format("a", "", box.format(kept)) + page.format("b", ' draw:style-name="dp2"', box.format(name)), style
    yield "shape-title", page.format("a", "", box.format(kept) + f"<draw:rect><svg:title>{name}</svg:title><svg:desc>{name}</svg:desc></draw:rect>"), ""
    for what in ("header", "footer", "date-time"):
        more = ' presentation:source="fixed"' if what == "date-time" else ""
        yield f"{what}-text", f'<presentation:{what}-decl presentation:name="h1"{more}>{name}</presentation:{what}-decl>' + page.format("a", "", box.format(kept)), ""
    show = f'<presentation:settings><presentation:show presentation:name="{name}" presentation:pages="a"/></presentation:settings>'
    yield "custom-show", page.format("a", "", box.format(kept)) + show, ""
    yield "layer", page.format("a", "", f'<draw:layer-set><draw:layer draw:name="{name}"/></draw:layer-set>' + box.format(kept)), ""


def packages(name, kept):
    rest = f"<text:p>{kept}</text:p>"
    meta = "<office:meta>{}</office:meta>"
    for place, inner in [("initial-creator", f"<meta:initial-creator>{name}</meta:initial-creator>"), ("creator", f"<dc:creator>{name}</dc:creator>"),
                         ("title", f"<dc:title>{name}</dc:title>"), ("printed-by", f"<meta:printed-by>{name}</meta:printed-by>"),
                         ("user-defined", f'<meta:user-defined meta:name="van {name}">{name}</meta:user-defined>'),
                         ("template", f'<meta:template xlink:href="../{name}/a.ott" xlink:title="{name}"/>'), ("keyword", f"<meta:keyword>{name}</meta:keyword>"),
                         ("unknown", f'<meta:wie meta:naam="{name}">{name}</meta:wie>')]:
        yield f"meta-{place}", document("odt", rest, meta=meta.format(inner))
    styles = "<office:styles>{}</office:styles><office:automatic-styles/><office:master-styles>{}</office:master-styles>"
    master = '<style:master-page style:name="S" style:page-layout-name="p">{}</style:master-page>'
    for what in ("header", "footer", "header-left", "footer-first"):
        yield f"page-{what}", document("odt", rest, styles=styles.format("", master.format(f"<style:{what}><text:p>{name}</text:p></style:{what}>")))
    yield "style-name", document("odt", rest, styles=styles.format(f'<style:style style:name="{name}" style:display-name="{name}" style:family="paragraph"/>', ""))
    item = '<office:settings><config:config-item-set config:name="ooo:configuration-settings"><config:config-item config:name="PrinterName" config:type="string">{}</config:config-item></config:config-item-set></office:settings>'
    yield "settings", document("odt", rest, settings=item.format(name))
    yield "thumbnail", document("odt", rest, more={"Thumbnails/thumbnail.png": picture(name)})
    yield "manifest", document("odt", rest, manifest=f'<manifest:file-entry manifest:full-path="mimetype" manifest:media-type="text/{name}"/>')
    image = '<text:p><draw:frame svg:width="1cm" svg:height="1cm"><draw:{} xlink:href="{}"/>{}</draw:frame></text:p>'
    yield "picture", document("odt", image.format("image", "Pictures/a.png", "") + rest, more={"Pictures/a.png": picture(name)})
    yield "picture-name", document("odt", image.format("image", f"Pictures/{name}.png", "") + rest, more={f"Pictures/{name}.png": picture("x")})
    chart = f'<office:document-content {SPACES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" office:version="1.2"><office:body><office:chart>' \
        f'<chart:chart chart:class="chart:bar"><chart:title><text:p>{{}}</text:p></chart:title><table:table table:name="local-table"><table:table-row><table:table-cell office:value-type="string"><text:p>{{}}</text:p>' \
        "</table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>"
    for at, place in enumerate(["chart-title", "chart-cell"]):
        more = {"Object 1/content.xml": chart.format(*[name if at == n else "x" for n in range(2)])}
        yield place, document("odt", image.format("object", "./Object 1", "") + rest, more=more)
    swapped = image.format("object", "./Object 1", '<draw:image xlink:href="./ObjectReplacements/Object 1"/>')
    yield "replacement", document("odt", swapped + rest, more={"Object 1/content.xml": chart.format("x", "x"), "ObjectReplacements/Object 1": picture(name)})
    yield "inline-picture", document("odt", f'<text:p><draw:frame><draw:image><office:binary-data>{base64.b64encode(picture(name)).decode()}</office:binary-data></draw:image></draw:frame></text:p>{rest}')
    yield "unknown-part", document("odt", rest, more={"Vreemd/iets.xml": f"<x>{name}</x>"})
    yield "signature", document("odt", rest, more={"META-INF/documentsignatures.xml": f"<x>{name}</x>"})
    yield "user-interface", document("odt", rest, more={"Configurations2/menubar/m.xml": f"<x>{name}</x>"})
    yield "rdf", document("odt", rest, more={"manifest.rdf": f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="{name}"/></r:RDF>'})


def rich(name, kept):
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}"
    wide = "".join(f"\\u{ord(c)}?" for c in name)
    coded = "".join(f"\\'{ord(c):02x}" for c in name)
    digits = name.encode().hex()
    for place, inner in [
            ("hidden", f"{{\\v {name}}}"), ("unicode", wide), ("unicode-none", "".join(f"\\uc0\\u{ord(c)} " for c in name)), ("hex", coded),
            ("info-author", f"{{\\info{{\\author {name}}}}}"), ("info-operator", f"{{\\info{{\\operator {name}}}}}"),
            ("info-manager", f"{{\\info{{\\*\\manager {name}}}}}"), ("info-comment", f"{{\\info{{\\doccomm {name}}}}}"),
            ("property", f"{{\\*\\userprops{{\\propname wie}}\\proptype30{{\\staticval {name}}}}}"), ("variable", f"{{\\*\\docvar {{wie}}{{{name}}}}}"),
            ("field-code", f'{{\\field{{\\*\\fldinst HYPERLINK "mailto:{name}@x.example"}}{{\\fldrslt x}}}}'),
            ("field-result", f"{{\\field{{\\*\\fldinst AUTHOR}}{{\\fldrslt {name}}}}}"),
            ("remark", f"{{\\*\\atnid x}}{{\\*\\atnauthor A}}\\chatn{{\\*\\annotation bel {name}}}"), ("remark-author", f"{{\\*\\atnauthor {name}}}"),
            ("revisers", f"{{\\*\\revtbl{{Unknown;}}{{{name};}}}}"), ("deleted", f"{{\\deleted\\revauthdel1 {name}}}"), ("inserted", f"{{\\revised {name}}}"),
            ("header", f"{{\\header {name}}}"), ("footer-first", f"{{\\footerf {name}}}"), ("note", f"{{\\footnote {name}}}"),
            ("bookmark", f"{{\\*\\bkmkstart {name}}}{{\\*\\bkmkend {name}}}"), ("style", f"{{\\stylesheet{{\\s1 {name};}}}}"),
            ("unknown", f"{{\\*\\vreemd {name}}}"), ("unknown-deep", f"{{\\*\\vreemd{{\\anders {name}}}}}"), ("font", f"{{\\fonttbl{{\\f1 {name};}}}}"),
            ("form", f"{{\\*\\ffname {name}}}{{\\*\\ffdeftext {name}}}"), ("shape", f"{{\\shp{{\\*\\shpinst{{\\sp{{\\sn wzName}}{{\\sv {name}}}}}{{\\shptxt {name}}}}}}}"),
            ("object-data", f"{{\\object\\objemb{{\\*\\objdata {digits}}}{{\\result x}}}}"), ("object-class", f"{{\\object{{\\*\\objclass {name}}}{{\\result x}}}}"),
            ("theme", f"{{\\*\\themedata {digits}}}"), ("data", f"{{\\*\\datastore {digits}}}"), ("private", f"{{\\*\\pnseclvl1{{\\pntxta {name}}}}}"),
            ("mail-merge", f"{{\\*\\mailmerge{{\\*\\mmconnectstr {name}}}}}"), ("generator", f"{{\\*\\generator {name};}}"), ("template", f"{{\\*\\template C:\\\\{name}\\\\a.dot}}"),
            ("list-name", f"{{\\*\\listtable{{\\list{{\\listname {name};}}}}}}"), ("in-groups", f"heer {name[:4]}{{\\b {name[4:]}}}"), ("index", f"{{\\xe {name}}}"),
            ("contents", f"{{\\tc {name}}}"), ("picture-name", f"{{\\pict{{\\*\\blipuid 00}}{{\\*\\picprop{{\\sp{{\\sn wzDescription}}{{\\sv {name}}}}}}}\\pngblip {picture('x').hex()}}}"),
            ("picture", f"{{\\pict\\pngblip {picture(name).hex()}}}"), ("broken-line", f"heer {name[:4]}\r\n{name[4:]}"), ("optional-hyphen", f"heer {name[:4]}\\-{name[4:]}"),
            ("next-file", f"{{\\*\\nextfile {name}}}"), ("password", f"{{\\*\\passwordhash {name}}}"), ("file-table", f"{{\\*\\filetbl{{\\file\\fid1 {name}.rtf}}}}"),
            ("xml-names", f"{{\\*\\xmlnstbl{{\\xmlns1 urn:{name};}}}}"), ("range-users", f"{{\\*\\protusertbl{{{name}}}}}")]:
        yield place, f"{head}\\pard {kept}\\par {inner}\\par}}".encode("latin-1")
    yield "behind-the-end", f"{head}\\pard {kept}\\par}} {name}".encode()


def messages(name, kept):
    one, two = ("Anna Bakker", "a@x.example"), ("Bram Kok", "b@x.example")
    plain = f"Dag, het {kept} volgt."
    yield "sender", made.message((name, "a@x.example"), two, "x", plain)
    yield "sender-address", made.message(("A", f"{name}@x.example"), two, "x", plain)
    yield "recipient", made.message(one, (name, f"{name}@x.example"), "x", plain)
    yield "subject", made.message(one, two, f"over {name}", plain)
    yield "body", made.message(one, two, "x", f"{plain}\r\n{name}")
    for tag, place in {0x007D: "transport-headers", 0x0070: "topic", 0x0042: "sent-representing", 0x3FFA: "last-modifier", 0x3FF8: "creator-name",
                       0x0E1D: "normalized-subject", 0x003D: "prefix", 0x1035: "message-id", 0x1042: "in-reply-to", 0x0E03: "cc-shown", 0x0E02: "bcc-shown",
                       0x8001: "named-property", 0x4022: "creator-address", 0x0040: "received-by", 0x007E: "unknown", 0x0050: "reply-to"}.items():
        yield place, made.message(one, two, "x", plain, {tag: name})
    for tag, place, data in [(0x1013, "page", f"<html><body><p title='{name}'>{kept}</p></body></html>"), (0x0071, "thread-index", name),
                             (0x8002, "named-bytes", name), (0x1009, "rich-text", "")]:
        if tag == 0x1009:
            text = f"{{\\rtf1\\ansi {kept} {name}}}".encode()
            data = struct.pack("<4I", len(text) + 12, len(text), 0x414C454D, 0) + text
        yield place, made.message(one, two, "x", plain, {tag: data if isinstance(data, bytes) else data.encode()})
    yield "attachment", made.message(one, two, "x", plain, {}, [("a.txt", name.encode())])
    yield "attachment-name", made.message(one, two, "x", plain, {}, [(f"{name}.txt", b"x")])
    yield "unknown-stream", made.compound({"__properties_version1.0": made.properties(32), "__substg1.0_1000001F": plain.encode("utf-16-le"), "vreemd": name.encode("utf-16-le")})


def all_of(name, kept):
    for place, body in texts(name, kept):
        yield f"text-{place}.odt", document("odt", body)
        yield f"flat-{place}.fodt", flat("fodt", body)
    for kind, make in [("ods", sheets), ("odp", slides)]:
        for place, body, automatic in make(name, kept):
            yield f"{kind}-{place}.{kind}", document(kind, body, automatic)
            yield f"flat-{kind}-{place}.f{kind}", flat(f"f{kind}", body, automatic)
    for place, data in packages(name, kept):
        yield f"package-{place}.odt", data
    for place, data in rich(name, kept):
        yield f"rich-{place}.rtf", data
    for place, data in messages(name, kept):
        yield f"message-{place}.msg", data
