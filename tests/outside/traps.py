#!/usr/bin/env python3
"""Redacts the traps of fixtures/traps and looks for the name with readers that are not ours.

    tests/outside/traps.py BINARY

Each file has one made-up name in one place. Readers: pdftotext (raw and layout), mutool, qpdf
(check and uncompressed form), pikepdf over all objects, used or not. A file without a copy must
be expected to have none (expected.txt). Mail and web pages are read by Python's own libraries:
every header, part and file name decoded; a mail must have no more defects than it had. Prints a
line for every fault; exits 1 if there is one, 2 if a reader is missing.
"""


import email
import email.policy
import html
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import check

NAME = "Kwispelaer"
FOLDER = check.ROOT / "fixtures" / "traps" / "pdf"
MAIL = check.ROOT / "fixtures" / "traps" / "mail"
MOST_REFUSALS = 3


def spellings():
    """The name in bytes: one or two a letter, in hex, and backwards."""
    for text in (NAME, NAME.lower(), NAME.upper()):
        plain, wide = text.encode("ascii"), text.encode("utf-16-be")
        for data in (plain, wide, text.encode("utf-16-le"), plain[::-1]):
            yield data
        for data in (plain, wide):
            yield data.hex().encode()
            yield data.hex().upper().encode()


def faults_of(path):
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True)
    if done.returncode != 0:
        yield f"qpdf --check ends with {done.returncode}"
    for reader, text, _ in check.read_pdf(path):
        if check.holds(text, NAME):
            yield f"{reader} still reads the name"
        data = text.encode("latin-1", "replace")
        if any(s in data for s in spellings()):
            yield f"{reader} still has its bytes"


def shown(page):
    """A web page without its tags, and everything in them, references and escapes resolved."""
    escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), page)
    for text in (page, escaped):
        yield html.unescape(text)
        yield html.unescape(re.sub(r"<[^>]*>", "", text))


def mail_texts(message):
    for part in message.walk():
        for name, value in part.items():
            yield f"{name}: {value}"
        yield part.get_filename("")
        yield part.get_boundary("")
        yield f"{part.preamble} {part.epilogue}"
        if not part.is_multipart():
            data = part.get_payload(decode=True) or b""
            for encoding in ("utf-8", "latin-1", "utf-16"):
                text = data.decode(encoding, "replace")
                yield re.sub(r"\r?\n[ \t]", "", text)
                yield from shown(text)


def zip_texts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("latin-1")
        for entry in archive.infolist():
            inner = archive.read(entry)
            yield entry.filename
            if inner.startswith(b"PK"):
                yield from zip_texts(inner)
            elif entry.filename.endswith(".eml"):
                yield from mail_texts(
                    email.message_from_bytes(inner, policy=email.policy.default))
            else:
                yield inner.decode("utf-8", "replace")


def defects(message):
    return sum(len(part.defects) for part in message.walk())


def mail_faults(original, copy):
    data = copy.read_bytes()
    if any(s in data for s in spellings()):
        yield "the bytes still have the name"
    if copy.suffix == ".zip":
        texts = list(zip_texts(data))
    elif copy.suffix == ".html":
        texts = list(shown(data.decode("utf-8", "replace")))
    else:
        before = email.message_from_bytes(original.read_bytes(), policy=email.policy.default)
        message = email.message_from_bytes(data, policy=email.policy.default)
        if defects(message) > defects(before):
            yield "the copy has a defect that the mail had not"
        texts = list(mail_texts(message))
    if any(check.holds(text, NAME) for text in texts):
        yield "Python still reads the name"


def mail(binary, names, out):
    """The number of copies, and faults."""
    subprocess.run(
        [binary, str(MAIL), "-o", str(out), "--redact-list", str(names), "--only-lists"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    faults, copies = [], 0
    for original in sorted(MAIL.glob("*.*")):
        copy = out / original.name
        if not copy.exists():
            faults.append(f"{original.name}: no copy, and that was not expected")
            continue
        copies += 1
        faults += [f"{original.name}: {fault}" for fault in mail_faults(original, copy)]
    return copies, faults


def main():
    binary = sys.argv[1]
    missing = [t for t in ("pdftotext", "mutool", "qpdf") if not shutil.which(t)]
    if missing:
        print("missing:", ", ".join(missing))
        return 2
    expected = dict(
        line.split() for line in (FOLDER / "expected.txt").read_text("utf-8").splitlines())
    faults = refused = clean = 0
    with tempfile.TemporaryDirectory() as work:
        names = pathlib.Path(work, "names.txt")
        names.write_text(NAME + "\n")
        out = pathlib.Path(work, "out")
        subprocess.run(
            [binary, str(FOLDER), "-o", str(out), "--redact-list", str(names), "--only-lists"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for original in sorted(FOLDER.glob("*.pdf")):
            copy = out / original.name
            if not copy.exists():
                refused += 1
                if expected.get(original.stem) != "refused":
                    print(f"{original.name}: no copy, and that was not expected")
                    faults += 1
                continue
            clean += 1
            for fault in faults_of(copy):
                print(f"{original.name}: {fault}")
                faults += 1
        copies, told = mail(binary, names, pathlib.Path(work, "mail"))
        print(*told, sep="\n", end="\n" if told else "")
        clean += copies
        faults += len(told)
    print(f"{clean} copies, {refused} refused, {faults} faults")
    if refused > MOST_REFUSALS:
        print(f"at most {MOST_REFUSALS} may be refused")
    return 1 if faults or refused > MOST_REFUSALS else 0


if __name__ == "__main__":
    sys.exit(main())
