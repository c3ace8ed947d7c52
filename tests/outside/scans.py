#!/usr/bin/env python3
"""Letters made into scans: is what must go illegible, and does the rest stay?

    scans.py target/release/redact [--all] [--second] [letter.pdf ...]

Each letter is redacted as it is, which says what must go. Then it is drawn at 150, 200 and 300 dots
an inch and spoiled in several ways; the copy of each scan is drawn again and read by Tesseract. A text
that must go is legible if it is read whole; a word that must stay is blackened if most of its area
is dark in the copy and was not in the scan. Without Tesseract nothing is measured.
A scan takes half a minute: without --all, one letter in four ways. With --second the copies are read by
another program than Tesseract: the models of the Python package rapidocr-onnxruntime, if that is installed.
"""
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# A script beside this one is called docx, too.
sys.path = [p for p in sys.path if Path(p or ".").resolve() != Path(__file__).resolve().parent]

import docx
import docx.shared
import pymupdf
from PIL import Image, ImageSequence
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

ROOT = Path(__file__).resolve().parents[2]
LETTERS = [ROOT / "fixtures/letters/kamerbrief.pdf", ROOT / "fixtures/letters/nota.pdf",
           ROOT / "fixtures/demo/brief.pdf"]
FEW = ["300", "300 askew", "200", "150", "TIFF G4", "DOCX"]
# Ways to spoil a page: name, dots an inch, quarter turns, degrees askew, specks, coding. One that ends in the
# name of a kind of file is that file instead of a PDF.
SCANS = [
    ("300", 300, 0, 0.0, 0, "jpeg85"),
    ("300 G4", 300, 0, 0.0, 0, "g4"),
    ("300 askew", 300, 0, 1.5, 0, "jpeg85"),
    ("300 upside down", 300, 2, 0.0, 0, "jpeg85"),
    ("300 on its side", 300, 1, 0.0, 0, "jpeg85"),
    ("300 specks", 300, 0, 0.0, 2500, "jpeg85"),
    ("300 JPEG 40", 300, 0, 0.4, 0, "jpeg40"),
    ("200", 200, 0, 0.0, 0, "jpeg85"),
    ("150", 150, 0, 0.0, 0, "jpeg85"),
    ("TIFF G4", 300, 0, 0.0, 0, "g4.tif"),
    ("TIFF G4 askew", 200, 0, 1.0, 0, "g4.tif"),
    ("PNG", 200, 0, 0.0, 0, "png.png"),
    ("JPEG", 300, 0, 0.8, 0, "jpeg80.jpg"),
    ("DOCX", 200, 0, 0.0, 0, "png.docx"),
]
# Most of what must go that may be legible, and of what must stay that may be black, in percent.
LEGIBLE = {300: 1.0, 200: 2.0, 150: 3.0}
BLACK = 1.0


def plain(text):
    return re.sub(r"[^0-9a-z]", "", text.lower())


def must_go(binary, letter):
    """The texts that go from the letter itself."""
    run = subprocess.run([binary, "check", "--profile", "woo", "--format", "jsonl", "--show", letter],
                         capture_output=True, text=True)
    found = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    texts = {f["text"] for f in found
             if f.get("decision") in ("redact", "ask") and f.get("kind") in ("body", None)
             and f.get("text")}
    return {t for t in texts if len(plain(t)) >= 4}


def drawn(page, dpi):
    picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (picture.width, picture.height), picture.samples)


def spoiled(image, turns, degrees, specks):
    image = image.rotate(-degrees, fillcolor=255, resample=Image.BICUBIC) if degrees else image
    chance = random.Random(7)
    for _ in range(specks):
        at = chance.randrange(image.width - 2), chance.randrange(image.height - 2)
        image.paste(chance.randrange(120), (*at, at[0] + 2, at[1] + 2))
    return image.rotate(-90 * turns, expand=True)


def file_of(pages, dpi, coding, path):
    """The pages as a file of another kind; a single picture has the first alone."""
    size = {"dpi": (dpi, dpi)}
    if path.suffix == ".tif":
        first, *rest = [page.convert("1") for page in pages]
        first.save(path, compression="group4", save_all=True, append_images=rest, **size)
    elif path.suffix == ".docx":
        letter = docx.Document()
        letter.add_paragraph("Hieronder staat het stuk.")
        for page in pages:
            picture = io.BytesIO()
            page.save(picture, "PNG", **size)
            picture.seek(0)
            letter.add_picture(picture, width=docx.shared.Inches(6))
        letter.save(path)
    elif path.suffix == ".jpg":
        pages[0].save(path, quality=int(coding[4:]), **size)
    else:
        pages[0].save(path, **size)


def pages_of(path, dpi):
    """The pages of a copy, as pictures."""
    if path.suffix == ".pdf":
        return [drawn(page, dpi) for page in pymupdf.open(path)]
    if path.suffix == ".docx":
        package = zipfile.ZipFile(path)
        names = sorted(n for n in package.namelist() if n.startswith("word/media/"))
        return [Image.open(io.BytesIO(package.read(n))).convert("L") for n in names]
    file = Image.open(path)
    return [page.convert("L") for page in ImageSequence.Iterator(file)]


def coded(image, coding):
    out = io.BytesIO()
    if coding == "g4":
        image.convert("1").save(out, "TIFF", compression="group4")
    else:
        image.save(out, "JPEG", quality=int(coding[4:]))
    out.seek(0)
    return Image.open(out)


def scan(pages, dpi, coding, path):
    paper = canvas.Canvas(str(path))
    for image in pages:
        size = image.width * 72 / dpi, image.height * 72 / dpi
        paper.setPageSize(size)
        paper.drawImage(ImageReader(coded(image, coding)), 0, 0, *size)
        paper.showPage()
    paper.save()


SECOND = None


def read(image):
    if SECOND:
        found, _ = SECOND(numpy.array(image.convert("RGB")))
        return " ".join(line[1] for line in found or [])
    out = io.BytesIO()
    image.save(out, "PNG")
    run = subprocess.run(["tesseract", "stdin", "stdout", "-l", "nld+eng", "--psm", "3"],
                         input=out.getvalue(), capture_output=True)
    return run.stdout.decode("utf-8", "replace")


def dark(image, box):
    part = image.crop(box)
    shades = part.tobytes()
    return sum(s < 100 for s in shades) / max(1, len(shades))


def measure(binary, letter, way, folder):
    name, dpi, turns, degrees, specks, coding = way
    source = pymupdf.open(letter)
    clean = [drawn(page, dpi) for page in source]
    coding, _, kind = coding.partition(".")
    path, out = folder / f"scan.{kind or 'pdf'}", folder / "out"
    spoilt = [spoiled(i, turns, degrees, specks) for i in clean]
    if kind:
        file_of(spoilt, dpi, coding, path)
    else:
        scan(spoilt, dpi, coding, path)
    run = subprocess.run([binary, path, "-o", out, "--force", "--lang", "en"],
                         capture_output=True, text=True)
    copy = out / path.name
    if run.returncode == 2 or not copy.exists():
        return None, run.stderr.strip()
    gone = must_go(binary, letter)
    legible = words = black = 0
    texts = []
    for number, image in enumerate(pages_of(copy, dpi)):
        image = image.rotate(90 * turns, expand=True)
        image = image.rotate(degrees, fillcolor=255) if degrees else image
        texts.append(plain(read(image)))
        for x0, y0, x1, y1, word, *_ in source[number].get_text("words"):
            if any(plain(word) and plain(word) in plain(text) for text in gone) or len(word) < 3:
                continue
            box = [int(v * dpi / 72) for v in (x0, y0 + 0.2 * (y1 - y0), x1, y1 - 0.2 * (y1 - y0))]
            words += 1
            black += dark(image, box) > 0.75 and dark(clean[number], box) < 0.6
    shown = [text for text in gone if any(plain(text) in page for page in texts)]
    copy.unlink()
    return (len(shown), len(gone), black, words), ""


def main():
    binary = Path(sys.argv[1]).resolve()
    named = [Path(p) for p in sys.argv[2:] if not p.startswith("--")]
    if "--second" in sys.argv:
        global SECOND, numpy
        import numpy
        from rapidocr_onnxruntime import RapidOCR
        SECOND = RapidOCR()
    every = "--all" in sys.argv or named
    letters = named or (LETTERS if every else LETTERS[1:2])
    ways = SCANS if every else [way for way in SCANS if way[0] in FEW]
    if not shutil.which("tesseract"):
        print("scans: Tesseract is not installed; nothing was measured")
        return 0
    failed = False
    for way in ways:
        total = [0, 0, 0, 0]
        refused = 0
        with tempfile.TemporaryDirectory() as folder:
            for letter in letters:
                counts, why = measure(binary, letter, way, Path(folder))
                if counts is None:
                    refused += 1
                    print(f"  {way[0]}: {letter.name}: {why[:200]}")
                    continue
                total = [a + b for a, b in zip(total, counts)]
        legible = 100 * total[0] / max(1, total[1])
        black = 100 * total[2] / max(1, total[3])
        bad = legible > LEGIBLE[way[1]] or black > BLACK or refused
        failed |= bool(bad)
        print(f"{'FAILED' if bad else 'ok':6} {way[0]:16} legible {legible:5.2f} % of {total[1]}, "
              f"blackened {black:5.2f} % of {total[3]}, without a copy {refused}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
