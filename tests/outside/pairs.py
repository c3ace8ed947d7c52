#!/usr/bin/env python3
"""Nothing tells the name: pairs of documents that differ only in a name give copies with the same
glyphs at the same places, the same boxes, and the same bytes.

    pairs.py REDACT_BINARY [--keep DIR]

Producers that are not installed are skipped and named. Needs mutool (MuPDF) to read positions.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile

# Names of unlike length, none of which changes the line breaks of the text below.
NAMES = ["Bo Li", "Willemijn Wassenberg"]
TAIL = "heeft het stuk gelezen."
FONTS = "/usr/share/fonts/truetype"
DEJAVU = f"{FONTS}/dejavu/DejaVuSans.ttf"
CARLITO = f"{FONTS}/crosextra/Carlito-Regular.ttf"
# A font with outlines of PostScript.
CFF = "Nimbus Sans"


def lines(name):
    """A letter, with the name at the start, in the middle and at the end of a line."""
    return [
        "Geachte heer of mevrouw,",
        f"{name} {TAIL}",
        f"Volgens {name} is dat AVWA To juist.",
        f"Het is gezien door {name}.",
        "Hoogachtend,",
        f"{name}",
        "beleidsmedewerker",
    ]


def reportlab(name, path):
    from reportlab.pdfgen import canvas

    c = canvas.Canvas(path, pagesize=(595, 842))
    for i, line in enumerate(lines(name)):
        c.setFont("Helvetica", 11)
        c.drawString(72, 750 - 16 * i, line)
    c.setFont("Times-Roman", 11)
    c.drawRightString(523, 500, f"Opgesteld door {name}")
    c.drawCentredString(297.5, 480, f"Gezien door {name}")
    c.line(72, 470, 400, 470)
    c.save()


def justified(name, path):
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = ParagraphStyle("x", fontName="Times-Roman", fontSize=11, alignment=TA_JUSTIFY)
    text = (
        "In dit besluit staat wat wij hebben gevonden en wat u kunt doen als u het er niet mee "
        f"eens bent, wat {name} heeft<br/>besproken met de afdeling en met de minister in het "
        "gesprek van vorige week, waarvan het verslag nog volgt met alle bijlagen die daarbij "
        "horen."
    )
    SimpleDocTemplate(path).build([Paragraph(text, style)])


def table(name, path, align="CENTER", grid=True):
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    rows = [["Nr", "Naam", "Functie"], ["1", name, "secretaris"], ["2", "Totaal", "voorzitter van de raad"]]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black),
             ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
    made = Table(rows, hAlign=align, style=TableStyle(style if grid else []))
    SimpleDocTemplate(path, invariant=1).build([made])


def table_at_margin(name, path):
    table(name, path, "LEFT")


def table_without_borders(name, path):
    table(name, path, grid=False)


def table_at_right(name, path):
    table(name, path, "RIGHT")


def table_at_right_without_borders(name, path):
    table(name, path, "RIGHT", grid=False)


def table_page(name, style="", cell="border:1px solid black", font="DejaVu Sans"):
    """A page with a table whose columns are as wide as their texts make them."""
    rows = [["Nr", "Naam", "Functie", "Datum"], ["1", name, "secretaris", "1 mei 2026"],
            ["2", "Totaal", "voorzitter van de raad", "2 mei 2026"]]
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    css = f"table{{border-collapse:collapse;{style}}}td{{padding:3px;{cell}}}"
    return (f"<html lang=nl><meta charset=utf-8><title>Lijst</title><style>{css}</style>"
            f"<body style='font:11pt {font}'><p>Aanwezig zijn de volgende leden.</p>"
            f"<table>{body}</table><p>Einde van de lijst.</p></body></html>")


FULL, CENTERED, AT_RIGHT, PLAIN = "width:100%", "margin:auto", "margin-left:auto", "border:none"


def web_tables(name, path):
    """One page each: by its texts, the whole width, centered, at the right, without borders."""
    import weasyprint as w

    pages = [table_page(name), table_page(name, FULL), table_page(name, CENTERED), table_page(name, AT_RIGHT),
             table_page(name, "", PLAIN), table_page(name, FULL, PLAIN)]
    made = [w.HTML(string=page).render() for page in pages]
    made[0].copy([page for document in made for page in document.pages]).write_pdf(path)


def browser_table(name, path, *how):
    html = path.removesuffix(".pdf") + ".html"
    with open(html, "w", encoding="utf-8") as out:
        out.write(table_page(name, *how))
    print_page(html, path)


def browser_table_full(name, path):
    browser_table(name, path, FULL)


def browser_table_plain(name, path):
    browser_table(name, path, "", PLAIN)


def office_table(name, path):
    libreoffice_page(table_page(name), path)


def fpdf2(name, path):
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.add_font("dj", fname=DEJAVU)
    pdf.set_font("dj", size=11)
    for line in lines(name):
        pdf.cell(0, 16, line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(path)


def weasyprint(name, path, font="Carlito"):
    import weasyprint as w

    body = "".join(f"<p>{line.replace(name, f'<u>{name}</u>')}</p>" for line in lines(name))
    table = f"<table><tr><td width=200>{name}</td><td>vaste cel</td></tr></table>"
    w.HTML(string=f"<html lang=nl><body style='font:11pt {font}'>{body}{table}</body></html>").write_pdf(path)


def weasyprint_cff(name, path):
    weasyprint(name, path, CFF)


def page(name, path, font="DejaVu Sans"):
    """The letter as a web page beside the PDF, in a font that is installed."""
    body = "".join(f"<p>{line.replace(name, f'<b>{name}</b>')}</p>" for line in lines(name))
    table = f"<table><tr><td width=200>{name}</td><td>vaste cel</td></tr></table>"
    html = path.removesuffix(".pdf") + ".html"
    with open(html, "w", encoding="utf-8") as out:
        out.write(f"<html lang=nl><meta charset=utf-8><title>Brief</title><body style='font:11pt {font}'>{body}{table}</body></html>")
    return html


def webkit(name, path):
    """wkhtmltopdf, which draws by Qt."""
    command = ["wkhtmltopdf", "--quiet", page(name, path), path]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120,
                       env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    except FileNotFoundError:
        raise ImportError("no wkhtmltopdf", name="wkhtmltopdf") from None


def chromium(name, path, font="DejaVu Sans"):
    """Chromium, which draws by Skia."""
    print_page(page(name, path, font), path)


def print_page(html, path):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
               f"--print-to-pdf={path}", html]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except FileNotFoundError:
        raise ImportError("no chromium", name="chromium") from None


def chromium_cff(name, path):
    chromium(name, path, CFF)


def reportlab_true_type(name, path):
    """A font that ReportLab cuts down to simple ones, with codes in order of use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(TTFont("dj", DEJAVU))
    c = canvas.Canvas(path, pagesize=(595, 842))
    for i, line in enumerate(lines(name)):
        c.setFont("dj", 11)
        c.drawString(72, 750 - 16 * i, line)
    c.showPage()
    c.setFont("dj", 11)
    c.drawString(72, 700, "Een bladzijde waarop niemand staat.")
    c.save()


def again(name, path, source, command):
    """A file that another program writes anew."""
    first = path.removesuffix(".pdf") + "-first.pdf"
    source(name, first)
    try:
        subprocess.run([a.format(first=first, path=path) for a in command], check=True, capture_output=True, timeout=120)
    except FileNotFoundError:
        raise ImportError(f"no {command[0]}", name=command[0]) from None


def cairo_true_type(name, path):
    again(name, path, reportlab_true_type, ["pdftocairo", "-pdf", "{first}", "{path}"])


def cairo_type1(name, path):
    again(name, path, reportlab, ["pdftocairo", "-pdf", "{first}", "{path}"])


def cairo_cff(name, path):
    again(name, path, weasyprint_cff, ["pdftocairo", "-pdf", "{first}", "{path}"])


GHOSTSCRIPT = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-o", "{path}", "{first}"]


def ghostscript_true_type(name, path):
    again(name, path, reportlab_true_type, GHOSTSCRIPT)


def ghostscript_type1(name, path):
    again(name, path, reportlab, GHOSTSCRIPT)


def ghostscript_cff(name, path):
    again(name, path, weasyprint_cff, GHOSTSCRIPT)


def postscript(name, path):
    """By PostScript: codes in order of use, named in the font."""
    between = path.removesuffix(".pdf") + ".ps"
    again(name, between, libreoffice_cff, ["pdftops", "{first}", "{path}"])
    again(name, path, lambda _, first: os.replace(between, first), GHOSTSCRIPT)


def cairo(name, path):
    import cairo as c

    surface = c.PDFSurface(path, 595, 842)
    context = c.Context(surface)
    context.select_font_face("Liberation Sans")
    context.set_font_size(11)
    for i, line in enumerate(lines(name)):
        context.move_to(72, 90 + 16 * i)
        context.show_text(line)
    surface.finish()


def libreoffice(name, path, font="Carlito", options=""):
    body = "".join(f"<p>{line}</p>" for line in lines(name))
    body += f"<p align=right>Door {name}</p><p align=center>Door {name}</p>"
    libreoffice_page(f"<html><body style='font-family:{font};font-size:11pt'>{body}</body></html>", path, options)


def libreoffice_page(page, path, options=""):
    folder = os.path.dirname(path)
    html = os.path.join(folder, "in.html")
    with open(html, "w", encoding="utf-8") as f:
        f.write(page)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_web_pdf_Export{options}"]
    subprocess.run([*command, "--outdir", folder, html], capture_output=True, timeout=180, check=True)
    os.replace(os.path.join(folder, "in.pdf"), path)


def libreoffice_cff(name, path):
    libreoffice(name, path, CFF)


def libreoffice_archive(name, path):
    """Tagged, as PDF/A-2b."""
    version = '"SelectPdfVersion":{"type":"long","value":"2"}'
    libreoffice(name, path, options=f':{{{version},"UseTaggedPDF":{{"type":"boolean","value":"true"}}}}')


def word(name, path):
    """As Word places: small corrections in the array that depend on what went before."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    ops = []
    for i, line in enumerate(lines(name)):
        error, parts = 0.0, []
        for ch in line:
            exact = stringWidth(ch, "Helvetica", 1000)
            error += exact * 1.0037 - round(exact)
            kern = 0
            if abs(error) > 3:
                kern, error = round(error), 0.0
            escaped = ch.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"({escaped})" + (f" {-kern} " if kern else ""))
        ops.append(f"BT /F1 11 Tf 1 0 0 1 72 {750 - 16 * i} Tm [{''.join(parts)}] TJ ET")
    raw_pdf("\n".join(ops), path)


def per_glyph(name, path):
    """Each glyph at a place of its own."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    ops = []
    for i, line in enumerate(lines(name)):
        x = 72.0
        for ch in line:
            escaped = ch.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            ops.append(f"BT /F1 11 Tf 1 0 0 1 {x:.3f} {750 - 16 * i} Tm ({escaped}) Tj ET")
            x += stringWidth(ch, "Helvetica", 11) * 1.01
    raw_pdf("\n".join(ops), path)


def runs(name):
    """The letter as runs of text with their places: what stands before the name, the name, and what
    stands behind it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for i, line in enumerate(lines(name)):
        x = 72.0
        for part in re.split(f"({re.escape(name)})", line):
            if part:
                width = stringWidth(part, "Helvetica", 11)
                yield part, x, 750 - 16 * i, width
                x += width


def run_in_cm(name, path):
    """As Quartz places: each run by a `cm` of its own, under one that turns the page over, with a clip."""
    ops = ["q 1 0 0 -1 0 842 cm 0 0 595 842 re W n"]
    for part, x, y, _ in runs(name):
        ops.append(f"q 1 0 0 -1 {x:.3f} {842 - y} cm BT /F1 1 Tf 11 0 0 11 0 0 Tm ({part}) Tj ET Q")
    raw_pdf("\n".join([*ops, "Q"]), path)


def underlined_in_cm(name, path):
    """The place of a run in a `cm` that also serves its underline, its background, and a picture beside
    the letter, which stays."""
    ops = ["0.9 g 60 600 300 170 re f 0 g"]
    for part, x, y, width in runs(name):
        image = f"q 8 0 0 8 {20 - x:.3f} {700 - y} cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q"
        ops.append(
            f"q 1 0 0 1 {x:.3f} {y} cm 0.8 g 0 -2 {width:.3f} 12 re f 0 g 0 -1.5 m {width:.3f} -1.5 l S "
            f"BT /F1 11 Tf ({part}) Tj ET {image} {15 - x:.3f} {690 - y} 5 5 re f Q"
        )
    raw_pdf("\n".join(ops), path)


def steps_in_cm(name, path):
    """As drivers of TeX step on: each `cm` leads from the last run to the next, and none is undone."""
    ops, at = ["q"], (0.0, 0.0)
    for part, x, y, _ in runs(name):
        ops.append(f"1 0 0 1 {x - at[0]:.3f} {y - at[1]:.3f} cm BT /F1 11 Tf ({part}) Tj ET")
        at = (round(x, 3), y)
    ops.append(f"1 0 0 1 {-at[0]:.3f} {-at[1]} cm 72 600 100 1 re f BT /F1 9 Tf 72 580 Td (Einde) Tj ET Q")
    raw_pdf("\n".join(ops), path)


def raw_pdf(content, path):
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, offsets = "%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{o:010d} 00000 n \n" for o in offsets)
    end = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF\n"
    with open(path, "w", encoding="latin-1") as f:
        f.write(out)


def word_table(name, path, properties='<w:tblW w:w="0" w:type="auto"/>', total=None):
    """A table as Word writes it down after it fitted the columns to their texts."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    rows = [["Nr", "Naam", "Functie"], ["1", name, "secretaris"], ["2", "Totaal", "voorzitter van de raad"]]
    texts = [max(stringWidth(row[i], "Helvetica", 11) for row in rows) * 20 + 216 for i in range(3)]
    widths = [round(w * (total or sum(texts)) / sum(texts)) for w in texts]
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    body = "".join("<w:tr>" + "".join(cell.format(w, t) for w, t in zip(widths, row)) + "</w:tr>" for row in rows)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", f'''<Types xmlns="{package}/content-types"><Default Extension="rels"
 ContentType="{kind}-package.relationships+xml"/><Override PartName="/word/document.xml"
 ContentType="{kind}-officedocument.wordprocessingml.document.main+xml"/></Types>''')
        made.writestr("_rels/.rels", f'''<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"
 Type="{office}" Target="word/document.xml"/></Relationships>''')
        made.writestr("word/document.xml", f'''<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Aanwezig zijn de
 volgende leden.</w:t></w:r></w:p>{table}<w:p/></w:body></w:document>''')


def word_table_of_a_page(name, path):
    word_table(name, path, '<w:tblW w:w="0" w:type="auto"/>', 8900)


PACKAGES = [word_table, word_table_of_a_page]

PRODUCERS = [reportlab, justified, table, table_at_margin, table_without_borders, table_at_right,
             table_at_right_without_borders, web_tables, browser_table, browser_table_full, browser_table_plain,
             office_table, fpdf2, weasyprint, cairo, webkit, chromium, libreoffice, word, per_glyph,
             run_in_cm, underlined_in_cm, steps_in_cm, reportlab_true_type, cairo_true_type, cairo_type1,
             ghostscript_true_type, ghostscript_type1, weasyprint_cff, chromium_cff, libreoffice_cff, cairo_cff,
             ghostscript_cff, postscript, libreoffice_archive]


def drawn(path):
    """Every glyph with its place, and every filled path, as MuPDF sees them."""
    run = ["mutool", "draw", "-F", "trace", path]
    trace = subprocess.run(run, capture_output=True, text=True, timeout=60).stdout
    glyphs, matrix, boxes, inside, ctm = [], None, [], False, (1, 0, 0, 1, 0, 0)

    def place(x, y):
        a, b, c, d, e, f = ctm
        return round(a * x + c * y + e, 1), round(b * x + d * y + f, 1)

    for line in trace.splitlines():
        transform = re.search(r'transform="([^"]*)"', line)
        if transform:
            ctm = tuple(map(float, transform.group(1).split()))
        span = re.search(r'<span .*?trm="([^"]*)"', line)
        if span:
            matrix = span.group(1)
        glyph = re.search(r'<g unicode="([^"]*)".*? x="([^"]*)" y="([^"]*)"', line)
        if glyph:
            what, x, y = glyph.groups()
            if what.strip():
                glyphs.append((what, matrix, *place(float(x), float(y))))
        if "<fill_path" in line or "<stroke_path" in line:
            inside = True
        for kind, x, y in re.findall(r'<(moveto|lineto) x="([^"]*)" y="([^"]*)"', line if inside else ""):
            boxes.append((kind, *place(float(x), float(y))))
        if "</fill_path" in line or "</stroke_path" in line:
            inside = False
    return sorted(glyphs), sorted(boxes)


def written(path):
    """What the content of the pages says, operator by operator: all numbers and names, and how long
    strings are. Codes are left out: a subset may number its letters in order of use."""
    import pikepdf

    def plain(operand):
        if isinstance(operand, pikepdf.Array):
            return [plain(o) for o in operand]
        if isinstance(operand, pikepdf.Dictionary):
            return sorted((k, str(v)) for k, v in operand.items() if k not in ("/MCID", "/ActualText", "/Alt"))
        if isinstance(operand, pikepdf.String):
            return len(bytes(operand))
        if isinstance(operand, pikepdf.Name):
            return str(operand)
        return round(float(operand), 1) if not isinstance(operand, bool) else operand

    with pikepdf.open(path) as pdf:
        return [
            (str(op), [plain(o) for o in operands])
            for page in pdf.pages
            for operands, op in pikepdf.parse_content_stream(page)
            if str(op) != "INLINE IMAGE"
        ]


def blanks(path):
    """How many blanks and line ends the content of the pages has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        parts = [c for page in pdf.pages for c in
                 (page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents])]
        return sum(len(re.findall(rb"\s", c.read_bytes())) for c in parts)


def parts(path):
    """The parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packages(binary):
    """How many pairs of Word documents have copies with parts that differ, and how many were skipped."""
    failed, skipped = 0, 0
    for producer in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            copies = []
            try:
                for i, name in enumerate(NAMES):
                    source = os.path.join(folder, f"tabel{i}.docx")
                    names = os.path.join(folder, f"names{i}.txt")
                    producer(name, source)
                    with open(names, "w", encoding="utf-8") as file:
                        file.write(name + "\n")
                    out = os.path.join(folder, f"out{i}")
                    subprocess.run([binary, source, "-o", out, "--only-lists", "--redact-list", names],
                                   check=True, capture_output=True)
                    copies.append(parts(os.path.join(out, f"tabel{i}.docx")))
            except ImportError as missing:
                skipped += 1
                print(f"{producer.__name__}: skipped, no {missing.name}")
                continue
            except (subprocess.SubprocessError, OSError) as error:
                failed += 1
                print(f"{producer.__name__}: FAILED, {error}")
                continue
            differ = sorted(name for name in copies[0] if copies[0][name] != copies[1].get(name))
            failed += bool(differ)
            print(f"{producer.__name__}:", f"DIFFERENT, {differ}" if differ else "same")
    return failed, skipped


def main():
    binary = os.path.abspath(sys.argv[1])
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    failed, skipped = 0, 0
    for producer in PRODUCERS:
        with tempfile.TemporaryDirectory() as temporary:
            folder = keep or temporary
            seen = []
            try:
                for i, name in enumerate(NAMES):
                    source = os.path.join(folder, f"{producer.__name__}{i}.pdf")
                    producer(name, source)
                    names = os.path.join(folder, f"names{i}.txt")
                    with open(names, "w", encoding="utf-8") as f:
                        f.write(name + "\n")
                    out = os.path.join(folder, f"out{i}")
                    run = subprocess.run(
                        [binary, source, "-o", out, "--force", "--only-lists", "--redact-list", names],
                        capture_output=True,
                        text=True,
                    )
                    if run.returncode != 0:
                        raise RuntimeError(run.stderr.strip())
                    copy = os.path.join(out, os.path.basename(source))
                    with open(copy, "rb") as file:
                        seen.append((*drawn(copy), written(copy), blanks(copy), file.read()))
            except ImportError as missing:
                skipped += 1
                print(f"{producer.__name__}: skipped, no {missing.name}")
                continue
            except (RuntimeError, subprocess.SubprocessError, OSError) as error:
                print(f"{producer.__name__}: FAILED, {error}")
                failed += 1
                continue
            (glyphs_a, boxes_a, ops_a, blanks_a, bytes_a), (glyphs_b, boxes_b, ops_b, blanks_b, bytes_b) = seen
            same = glyphs_a == glyphs_b and boxes_a == boxes_b
            if same and (ops_a != ops_b or blanks_a != blanks_b):
                failed += 1
                at = next((i for i, (a, b) in enumerate(zip(ops_a, ops_b)) if a != b), -1)
                print(f"{producer.__name__}: drawn the same, WRITTEN DIFFERENTLY ({len(ops_a)} and {len(ops_b)} "
                      f"operators, {blanks_a} and {blanks_b} blanks)", ops_a[at:at + 3], ops_b[at:at + 3])
                continue
            if same and bytes_a != bytes_b:
                failed += 1
                print(f"{producer.__name__}: drawn and written the same, BYTES DIFFER")
                continue
            print(f"{producer.__name__}: {'same' if same else 'DIFFERENT'}, {len(glyphs_a)} glyphs")
            if not same:
                failed += 1
                only = sorted(set(glyphs_a) ^ set(glyphs_b))[:6]
                print("   ", only, sorted(set(boxes_a) ^ set(boxes_b))[:6])
    more = packages(binary)
    failed, skipped = failed + more[0], skipped + more[1]
    print(f"{len(PRODUCERS) + len(PACKAGES) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
