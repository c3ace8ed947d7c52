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


WITH = {
    "picture": (".pdf", picture),
    "strokes": (".pdf", drawn),
    "annotation": (".pdf", annotation),
    "scan": (".pdf", scanned),
    "picture file": (".png", scanned),
    "Word": (".docx", lambda s, c, p: letter(c, p, ink(s))),
    "Word, no paper": (".docx", lambda s, c, p: letter(c, p, ink(s, (255, 255, 255, 0), "RGBA"))),
}
WITHOUT = {
    "none": (".pdf", lambda s, c, p: page(c)[0].save(p)),
    "logo in Word": (".docx", lambda s, c, p: letter(c, p, logo(s))),
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
