#!/usr/bin/env python3
"""Letters with signatures of several kinds, and letters without: is each found, and nothing else?

    signatures.py target/release/redact [--all]

A signature is found if the audit says so at all. Without Tesseract nothing is measured; without --all
one letter of each kind.
"""
import io
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# A script beside this one is called docx, too.
sys.path = [p for p in sys.path if Path(p or ".").resolve() != Path(__file__).resolve().parent]

import docx
import docx.shared
import pymupdf
from PIL import Image, ImageDraw

CLOSINGS = ["Hoogachtend,", "Met vriendelijke groet,", "Namens het college,", "Handtekening:"]


def stroke(seed, width=360, height=120):
    """The points of a line that a pen might draw."""
    chance = random.Random(seed)
    a, b, c = (chance.uniform(0.5, 2.5) for _ in range(3))
    out = []
    for step in range(160):
        t = step / 159
        x = 20 + (width - 40) * t + 14 * math.sin(9 * a * t)
        y = height / 2 + 0.36 * height * math.sin(11 * b * t + c) * math.cos(5 * a * t)
        out.append((x, y))
    return out


def ink(seed, paper=255, mode="L"):
    image = Image.new(mode, (360, 120), paper)
    ImageDraw.Draw(image).line(stroke(seed), fill=30 if mode == "L" else (20, 30, 120, 255), width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def logo(seed):
    image = Image.new("L", (360, 120), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 110, 110), fill=60)
    draw.ellipse((130, 20, 230, 100), fill=120)
    draw.rectangle((250, 30 + seed % 20, 350, 90), fill=90)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def page(closing):
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    lines = ["Geachte lezer,", "", "Wij hebben uw verzoek ontvangen en wijzen het af.",
             "U kunt hiertegen bezwaar maken.", "", closing]
    for number, line in enumerate(lines):
        sheet.insert_text((72, 120 + 16 * number), line, fontsize=11)
    sheet.insert_text((72, 320), "directeur Ruimte", fontsize=11)
    return document, sheet


def picture(seed, closing, path):
    document, sheet = page(closing)
    sheet.insert_image((80, 220, 240, 275), stream=ink(seed))
    document.save(path)


def drawn(seed, closing, path):
    document, sheet = page(closing)
    points = [pymupdf.Point(80 + x / 2.4, 220 + y / 2.4) for x, y in stroke(seed)]
    shape = sheet.new_shape()
    shape.draw_polyline(points)
    shape.finish(color=(0.1, 0.1, 0.5), width=1.2)
    shape.commit()
    document.save(path)


def annotation(seed, closing, path):
    document, sheet = page(closing)
    sheet.add_ink_annot([[(80 + x / 2.4, 220 + y / 2.4) for x, y in stroke(seed)]])
    document.save(path)


def scanned(seed, closing, path):
    document, sheet = page(closing)
    sheet.insert_image((80, 220, 240, 275), stream=ink(seed))
    view = sheet.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (view.width, view.height), view.samples)
    if path.suffix != ".pdf":
        image.save(path, dpi=(200, 200))
        return
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    scan = pymupdf.open()
    scan.new_page(width=595, height=842).insert_image((0, 0, 595, 842), stream=out.getvalue())
    scan.save(path)


def letter(closing, path, stream):
    document = docx.Document()
    for line in ["Geachte lezer,", "Wij wijzen uw verzoek af.", closing]:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(stream), width=docx.shared.Inches(2))
    document.add_paragraph("directeur Ruimte")
    document.save(path)


def as_scan(document, path, tint=255):
    view = document[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (view.width, view.height), view.samples)
    image = image.point(lambda shade: shade * tint // 255)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    scan = pymupdf.open()
    scan.new_page(width=595, height=842).insert_image((0, 0, 595, 842), stream=out.getvalue())
    scan.save(path)


def initials(seed, closing, path, scan=False):
    """A table with initials in its last column."""
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    label = "Paraaf" if closing != "Handtekening:" else "Handtekening"
    rows = [("Functie", "Naam", "Datum", label), ("opsteller", "Noor Vlierdam", "3-3-2026", None),
            ("jurist", "Teun Bakkerveld", "4-3-2026", None), ("directeur", "Fenna Hoogezand", "5-3-2026", None)]
    for row, cells in enumerate(rows):
        top = 100 + 34 * row
        for column, text in enumerate(cells):
            area = (70 + 110 * column, top, 180 + 110 * column, top + 34)
            sheet.draw_rect(area, color=(0, 0, 0), width=0.8)
            if text:
                sheet.insert_text((area[0] + 6, top + 20), text, fontsize=9)
                continue
            points = [pymupdf.Point(area[0] + 10 + x / 12, top + 5 + y / 5)
                      for x, y in stroke(seed + row)]
            shape = sheet.new_shape()
            shape.draw_polyline(points)
            shape.finish(color=(0.1, 0.1, 0.5), width=0.9)
            shape.commit()
    as_scan(document, path) if scan else document.save(path)


def word_table(seed, closing, path):
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, ["Naam", "Datum", "Paraaf"]):
        cell.text = text
    for row, name in zip(table.rows[1:], ["Noor Vlierdam", "Teun Bakkerveld"]):
        row.cells[0].text, row.cells[1].text = name, "3-3-2026"
        run = row.cells[2].paragraphs[0].add_run()
        run.add_picture(io.BytesIO(ink(seed)), width=docx.shared.Pt(40))
    document.save(path)


def stamp(seed, closing, path, scan=False):
    document, sheet = page(closing)
    turn = pymupdf.Matrix(1, 1).prerotate(-12 + seed % 9)
    middle = pymupdf.Point(130, 250)
    sheet.draw_rect((80, 225, 180, 275), color=(0.6, 0.1, 0.2), width=1.6, morph=(middle, turn))
    for line, text in enumerate(["INGEKOMEN", "12 MRT 2026"]):
        sheet.insert_text((95, 246 + 18 * line), text, fontsize=12, fontname="hebo",
                          color=(0.6, 0.1, 0.2), morph=(middle, turn))
    as_scan(document, path) if scan else document.save(path)


def chart(seed, closing, path):
    document, sheet = page(closing)
    chance = random.Random(seed)
    tops = [pymupdf.Point(90 + 24 * n, 230 + chance.uniform(0, 30)) for n in range(9)]
    for top in tops:
        sheet.draw_rect((top.x - 8, top.y + 4, top.x + 8, 290), color=None, fill=(0.2, 0.4, 0.7))
    shape = sheet.new_shape()
    shape.draw_polyline(tops)
    shape.finish(color=(0.8, 0.2, 0.1), width=1.2)
    shape.commit()
    document.save(path)


def rule(seed, closing, path):
    document, sheet = page(closing)
    sheet.draw_line((72, 240), (500, 240), color=(0.1, 0.3, 0.6), width=2)
    document.save(path)


def in_pdf(stream, path, closing):
    document, sheet = page(closing)
    sheet.insert_image((80, 220, 240, 275), stream=stream)
    document.save(path)


def band(seed, closing, path):
    image = Image.new("L", (1400, 200), 255)
    line = [(x, 100 + 80 * math.sin(x / 260 + seed)) for x in range(0, 1400, 4)]
    ImageDraw.Draw(image).line(line, fill=80, width=4)
    out = io.BytesIO()
    image.save(out, "PNG")
    document = docx.Document()
    document.add_paragraph(closing)
    document.add_picture(io.BytesIO(out.getvalue()), width=docx.shared.Inches(6.5))
    document.save(path)


WITH = {
    "picture": (".pdf", picture),
    "strokes": (".pdf", drawn),
    "annotation": (".pdf", annotation),
    "scan": (".pdf", scanned),
    "picture file": (".png", scanned),
    "Word": (".docx", lambda s, c, p: letter(c, p, ink(s))),
    "initials": (".pdf", initials),
    "initials, scan": (".pdf", lambda s, c, p: initials(s, c, p, True)),
    "initials, Word": (".docx", word_table),
    "Word, no paper": (".docx", lambda s, c, p: letter(c, p, ink(s, (255, 255, 255, 0), "RGBA"))),
}
WITHOUT = {
    "none": (".pdf", lambda s, c, p: page(c)[0].save(p)),
    "logo in Word": (".docx", lambda s, c, p: letter(c, p, logo(s))),
    "stamp": (".pdf", stamp),
    "stamp, scan": (".pdf", lambda s, c, p: stamp(s, c, p, True)),
    "chart": (".pdf", chart),
    "rule": (".pdf", rule),
    "logo in PDF": (".pdf", lambda s, c, p: in_pdf(logo(s), p, c)),
    "band in Word": (".docx", band),
    "drawing in PDF": (".pdf", lambda s, c, p: in_pdf(ink(s), p, "Zie de schets.")),
    "drawing elsewhere": (".docx", lambda s, c, p: letter("Zie de schets.", p, ink(s))),
}


def found(binary, path, folder):
    run = subprocess.run([binary, path, "-o", folder / "out", "--force", "--lang", "en"],
                         capture_output=True, text=True)
    told = re.search(r"^signature +\S+ +([0-9]+)", run.stdout, re.M)
    return int(told.group(1)) if told else 0


def main():
    binary = Path(sys.argv[1]).resolve()
    if not shutil.which("tesseract"):
        print("signatures: Tesseract is not installed; nothing was measured")
        return 0
    count = len(CLOSINGS) if "--all" in sys.argv else 1
    failed = False
    for kinds, wanted in ((WITH, True), (WITHOUT, False)):
        for name, (ending, make) in kinds.items():
            right = 0
            for number, closing in enumerate(CLOSINGS[:count]):
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / f"brief{ending}"
                    make(7 * number + len(name), closing, path)
                    right += (found(binary, path, Path(folder)) > 0) == wanted
            failed |= right < count
            print(f"{'ok' if right == count else 'FAILED':6} {'with' if wanted else 'without':8}"
                  f"{name:18} {right} of {count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
