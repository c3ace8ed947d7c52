#!/usr/bin/env python3
"""Redacts the traps of fixtures/traps/pdf and looks for the name with readers that are not ours.

    tests/outside/traps.py BINARY

Each file has one made-up name in one place. Readers: pdftotext (raw and layout), mutool, qpdf
(check and uncompressed form), pikepdf over all objects, used or not. A file without a copy must
be expected to have none (expected.txt). Prints a line for every fault; exits 1 if there is one,
2 if a reader is missing.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import check

NAME = "Kwispelaer"
FOLDER = check.ROOT / "fixtures" / "traps" / "pdf"
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
    print(f"{clean} copies, {refused} refused, {faults} faults")
    if refused > MOST_REFUSALS:
        print(f"at most {MOST_REFUSALS} may be refused")
    return 1 if faults or refused > MOST_REFUSALS else 0


if __name__ == "__main__":
    sys.exit(main())
