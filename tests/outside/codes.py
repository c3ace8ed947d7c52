#!/usr/bin/env python3
"""Codes that machines read: is each that holds a name covered, wherever it stands?

    codes.py target/release/redact [--all]

QR, Data Matrix, Aztec, PDF417 and Code 128 of several sizes, with noise, blur, askew and turned, stand as a
picture in a PDF, on a scanned page, in a picture file, in a Word file, and as areas that a PDF draws. A code is
covered if another reader (zxing-cpp) reads it in the original and not in the copy. Without Tesseract
nothing is measured; without --all one code of each kind in one place each.
"""
import io
import random
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
import zxingcpp
from PIL import Image, ImageFilter

NAMES = ["Noor Vlierdam", "Teun Bakkerveld", "Fenna Hoogezand", "Sietske Molenkamp"]
KINDS = ["QRCode", "DataMatrix", "Aztec", "PDF417", "Code128"]
LOOKS = ["clean", "noise", "blur", "askew", "gray", "small", "jpeg", "turned"]
PLACES = ["picture", "scan", "file", "Word", "drawn"]


def text_of(kind, name):
    first, last = name.split()
    if kind == "QRCode":
        return (f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{name}\r\n"
                f"TEL;TYPE=CELL:0612345678\r\nEND:VCARD")
    if kind == "Code128":
        return f"{first}.{last}@vlierdam.nl"
    return f"Contactpersoon: {name}, 0612345678"


def modules(kind, name):
    """The code, a dot a module."""
    code = zxingcpp.create_barcode(text_of(kind, name), getattr(zxingcpp.BarcodeFormat, kind))
    picture = zxingcpp.write_barcode_to_image(code, scale=1)
    return Image.frombytes("L", (picture.shape[1], picture.shape[0]), bytes(memoryview(picture)))


def spoiled(code, look, chance):
    scale = 2 if look == "small" else 4
    image = code.resize((code.width * scale, code.height * scale), Image.NEAREST)
    paper = Image.new("L", (image.width + 60, image.height + 60), 255)
    paper.paste(image, (30, 30))
    if look == "noise":
        noise = Image.frombytes("L", paper.size, bytes(chance.randrange(60) for _ in range(paper.width * paper.height)))
        paper = Image.blend(paper, noise, 0.25)
    elif look == "blur":
        paper = paper.filter(ImageFilter.GaussianBlur(1.2))
    elif look == "askew":
        paper = paper.rotate(3, expand=True, fillcolor=255, resample=Image.BICUBIC)
    elif look == "gray":
        paper = paper.point(lambda shade: 60 + shade * 150 // 255)
    elif look == "jpeg":
        out = io.BytesIO()
        paper.save(out, "JPEG", quality=30)
        paper = Image.open(io.BytesIO(out.getvalue())).convert("L")
    elif look == "turned":
        paper = paper.rotate(90, expand=True)
    return paper


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def page():
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    for number, line in enumerate(["Geachte lezer,", "Hieronder staat een code.", "Wij lichten die toe."]):
        sheet.insert_text((72, 100 + 16 * number), line, fontsize=11)
    return document, sheet


def made(place, code, image, path):
    """Writes the file."""
    wide, high = image.width * 72 / 200, image.height * 72 / 200
    if place == "file":
        path.write_bytes(png(image))
        return
    if place == "Word":
        letter = docx.Document()
        letter.add_paragraph("Hieronder staat een code.")
        letter.add_picture(io.BytesIO(png(image)), width=docx.shared.Pt(wide))
        letter.save(path)
        return
    document, sheet = page()
    if place == "drawn":
        side = 2.4
        for y in range(code.height):
            for x in range(code.width):
                if code.getpixel((x, y)) < 128:
                    left, top = 90 + side * x, 220 + side * y
                    sheet.draw_rect((left, top, left + side, top + side), color=None, fill=(0, 0, 0))
    else:
        sheet.insert_image((80, 220, 80 + wide, 220 + high), stream=png(image))
    if place == "scan":
        view = sheet.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        document = pymupdf.open()
        scan = Image.frombytes("L", (view.width, view.height), view.samples)
        document.new_page(width=595, height=842).insert_image((0, 0, 595, 842), stream=png(scan))
    document.save(path, deflate=True)


def shown(path):
    """What the codes of a file say."""
    if path.suffix == ".pdf":
        sheet = pymupdf.open(path)[0]
        pictures = []
        for dpi in (150, 300):
            view = sheet.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
            pictures.append(Image.frombytes("L", (view.width, view.height), view.samples))
    elif path.suffix == ".docx":
        package = zipfile.ZipFile(path)
        names = [n for n in package.namelist() if n.startswith("word/media/")]
        pictures = [Image.open(io.BytesIO(package.read(n))).convert("L") for n in names]
    else:
        pictures = [Image.open(path).convert("L")]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


ENDINGS = {"file": ".png", "Word": ".docx"}


def main():
    binary = Path(sys.argv[1]).resolve()
    if not shutil.which("tesseract"):
        print("codes: Tesseract is not installed; nothing was measured")
        return 0
    every = "--all" in sys.argv
    chance = random.Random(11)
    failed = False
    for row, kind in enumerate(KINDS):
        covered = count = 0
        why = []
        for column, look in enumerate(LOOKS if every else LOOKS[:1]):
            place = PLACES[(row + column) % len(PLACES)]
            code = modules(kind, NAMES[(row + column) % len(NAMES)])
            image = spoiled(code, look, chance)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"stuk{ENDINGS.get(place, '.pdf')}"
                made(place, code, image, path)
                if not shown(path):
                    continue
                count += 1
                out = Path(folder) / "out"
                subprocess.run([binary, path, "-o", out, "--lang", "en"], capture_output=True)
                copy = out / path.name
                gone = copy.exists() and not shown(copy)
                covered += gone
                if not gone:
                    why.append(f"{look}, {place}" + ("" if copy.exists() else ": no copy"))
        bad = covered < 0.95 * count
        failed |= bad
        print(f"{'FAILED' if bad else 'ok':6} {kind:12} {covered} of {count} covered"
              + (f"; not: {'; '.join(why[:12])}" if why else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
