#!/usr/bin/env python3
"""Redacts the letters of fixtures/ and looks for residue with readers that are not ours.

    tests/outside/check.py BINARY EXPECT

BINARY is the redact program, EXPECT a file made by
`cargo run --example make-fixtures -- --expect`: lines of name, gone|stays, string.

Readers: pdftotext (raw and layout), mutool, qpdf (check and uncompressed form), pikepdf over all
objects, python-docx, LibreOffice (DOCX to text), a recursive unzip. Prints a line for every fault;
exits 1 if there is one, and 2 if a reader is missing.
"""

import collections
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A script of this folder may bear the name of a library.
sys.path = [p for p in sys.path if pathlib.Path(p or ".").resolve() != ROOT / "tests" / "outside"]


def folded(text):
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"-\s*\n\s*", "", text.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", text)


def squeezed(text):
    return "".join(c for c in folded(text) if c.isalnum())


def holds(haystack, needle):
    if folded(needle) in folded(haystack):
        return True
    tight = squeezed(needle)
    return len(tight) >= 8 and tight in squeezed(haystack)


def output(*command):
    done = subprocess.run(command, capture_output=True, timeout=180)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def read_pdf(path):
    import pikepdf

    for options in (["-raw"], ["-layout"]):
        yield "pdftotext " + options[0], output("pdftotext", *options, str(path), "-")[1], True
    yield "mutool", output("mutool", "draw", "-q", "-F", "txt", str(path))[1], True
    yield "qpdf --qdf", output("qpdf", "--qdf", "--object-streams=disable", str(path), "-")[1], False
    strings = []
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            strings.append(walk(item))
            if isinstance(item, pikepdf.Stream) and "/Image" not in str(item.get("/Subtype", "")):
                strings.append(bytes(item.read_bytes()).decode("latin-1"))
    yield "pikepdf", "\n".join(strings), False
    yield "bytes", path.read_bytes().decode("latin-1"), False


def walk(item, depth=0):
    import pikepdf

    if depth > 20:
        return ""
    if isinstance(item, pikepdf.String):
        return str(item)
    if isinstance(item, pikepdf.Array):
        inner = [x for x in item if not getattr(x, "is_indirect", False)]
        return "\n".join(walk(x, depth + 1) for x in inner)
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        parts = []
        for key in item.keys():
            parts.append(str(key))
            value = item[key]
            if not getattr(value, "is_indirect", False):
                parts.append(walk(value, depth + 1))
        return "\n".join(parts)
    return ""


def read_zip(data, name="", depth=0):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            inner = package.read(part)
            if depth < 5 and inner[:4] == b"PK\x03\x04":
                yield from read_zip(inner, f"{name}{part}!", depth + 1)
                continue
            text = inner.decode("utf-8", "replace")
            yield f"{name}{part}", part, False
            yield f"{name}{part}", text, False
            yield f"{name}{part} (zonder tags)", re.sub(r"<[^>]+>", "", text), False


def read_docx(path):
    import docx

    yield from read_zip(path.read_bytes())
    document = docx.Document(str(path))
    yield "python-docx", "\n".join(p.text for p in document.paragraphs), True
    folder = tempfile.mkdtemp()
    try:
        code, _ = output(
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "txt:Text", "--outdir", folder, str(path))
        text = pathlib.Path(folder, path.stem + ".txt")
        if code != 0 or not text.exists():
            yield "LibreOffice", None, True
        else:
            yield "LibreOffice", text.read_text("utf-8", "replace"), True
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_text(path):
    yield "bytes", path.read_bytes().decode("utf-8", "replace"), True


READERS = {".pdf": read_pdf, ".docx": read_docx, ".txt": read_text}


def main():
    binary, expect = sys.argv[1:3]
    missing = [t for t in ("pdftotext", "mutool", "qpdf", "soffice") if not shutil.which(t)]
    if missing:
        print("missing:", ", ".join(missing))
        return 2
    wanted = collections.defaultdict(lambda: {"gone": [], "stays": []})
    for line in pathlib.Path(expect).read_text("utf-8").splitlines():
        name, kind, text = line.split("\t")
        wanted[name][kind].append(text)
    faults = 0
    files = 0
    with tempfile.TemporaryDirectory() as out:
        for folder in ("letters", "demo"):
            source = ROOT / "fixtures" / folder
            done = subprocess.run([binary, str(source), "-o", os.path.join(out, folder)])
            if done.returncode > 1:
                print(f"{folder}: redact ended with {done.returncode}")
                faults += 1
            for original in sorted(source.iterdir()):
                copy = pathlib.Path(out, folder, original.name)
                if original.suffix not in READERS or ".redacted." in original.name:
                    continue
                files += 1
                if not copy.exists():
                    print(f"{copy.name}: no copy")
                    faults += 1
                    continue
                faults += check(copy, wanted[copy.stem])
    print(f"outside readers: {files} copies, {faults} faults")
    return 1 if faults or not files else 0


def check(copy, wanted):
    faults = 0
    visible = []
    for reader, text, seen in READERS[copy.suffix](copy):
        if text is None:
            print(f"{copy.name}: {reader} cannot open it")
            faults += 1
            continue
        for gone in wanted["gone"]:
            if holds(text, gone):
                print(f"{copy.name}: {reader} still reads {gone!r}")
                faults += 1
        if seen:
            visible.append(text)
    for stays in wanted["stays"]:
        if not any(holds(text, stays) for text in visible):
            print(f"{copy.name}: lost {stays!r}")
            faults += 1
    if copy.suffix == ".pdf":
        code, text = output("qpdf", "--check", str(copy))
        if code != 0:
            print(f"{copy.name}: qpdf --check: {text.strip().splitlines()[-1:]}")
            faults += 1
    return faults


if __name__ == "__main__":
    sys.exit(main())
