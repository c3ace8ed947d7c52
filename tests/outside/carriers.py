#!/usr/bin/env python3
"""Makes workbooks, presentations, OpenDocument, rich text and messages of Outlook with a made-up name in one
hidden place each, redacts them, and looks for the name with readers that are not ours.

    tests/outside/carriers.py BINARY [-v] [--keep FOLDER]

The files are put together from bytes, here. Readers: readers.py (openpyxl, python-pptx, odfpy, Python's mail,
all entries of the package however deep). None may be left in a copy, each copy must open, and no other word
that the file shows may be lost. A file that says of itself that something cannot be read counts apart; no
other may be without a copy. Exits 1 if it is otherwise.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import carriers_office
import carriers_open
import readers

import check  # Last: it takes this folder off the path, for it holds names of libraries.

NAME = "Kwispelaer"
KEPT = "Perceelnummer"


def faults_of(path, kept):
    data = path.read_bytes()
    try:
        texts = "\n".join(readers.texts(path.name, data))
    except Exception as error:  # A copy that a reader does not take is a fault, whatever it says.
        yield f"does not open: {type(error).__name__}: {error}"
        return
    if check.holds(texts, NAME):
        yield "a reader still finds the name"
    for spelling in (NAME.encode("utf-16-le"), NAME.encode().hex().encode(), NAME.encode()[::-1]):
        if spelling in data:
            yield "the bytes still have the name"
    if kept and not check.holds(texts, KEPT):
        yield "a word that was to stay is lost"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("-v", action="store_true", help="names the files without a copy")
    parser.add_argument("--keep", help="a folder for the files")
    args = parser.parse_args()
    counts = {"files": 0, "told": 0, "refused": 0, "left": 0}
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(args.keep or work)
        source = work / "in"
        source.mkdir(parents=True, exist_ok=True)
        (work / "names.txt").write_text(NAME + "\n")
        makers = [*carriers_office.all_of(NAME, KEPT), *carriers_open.all_of(NAME, KEPT)]
        for name, data in makers:
            (source / name).write_bytes(data)
        for name, data in makers:
            texts = "\n".join(readers.texts(name, data))
            if not check.holds(texts, NAME):
                print(f"{name}: no reader finds the name in the file itself")
        for name, data in makers:
            run = subprocess.run(
                [args.binary, str(source / name), "-o", str(work / "out"), "--force", "--only-lists",
                 "--redact-list", str(work / "names.txt"), "--lang", "en"], capture_output=True, check=False)
            counts["files"] += 1
            copy = work / "out" / name
            copy = copy if copy.exists() else copy.with_suffix(".eml")
            if copy.exists():
                kept = check.holds("\n".join(readers.texts(name, data)), KEPT)
                faults = list(faults_of(copy, kept))
                counts["left"] += bool(faults)
                print(*(f"{name}: {fault}" for fault in faults), sep="\n", end="\n" if faults else "")
                continue
            kind = "told" if b"unreadable" in run.stdout or b"cannot be read" in run.stdout else "refused"
            counts[kind] += 1
            if args.v or kind == "refused":
                print(f"{name}: no copy ({kind})", (run.stdout + run.stderr).decode()[:300] if args.v else "")
    print("carriers: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if counts["left"] or counts["refused"] else 0


if __name__ == "__main__":
    sys.exit(main())
