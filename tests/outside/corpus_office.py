#!/usr/bin/env python3
"""Runs redact over folders of real workbooks, presentations, OpenDocument, rich text, mail and web pages, and
says what became of them, in a table for each folder with a row for each kind.

    tests/outside/corpus_office.py BINARY FOLDER... [--failures FILE]

Each file is redacted in a process of its own with a list on which nothing stands that occurs. A reader that is
not ours (openpyxl, python-pptx, odfpy, python-docx, Python's mail, html5lib) must find every word in the copy
that it found in the file; a file that the reader itself does not open counts as odd. No text of the files is
printed.
"""

import argparse
import collections
import email
import email.policy
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import readers

import check  # Last: it takes this folder off the path, for it holds names of libraries.

SECONDS = 60
NOWHERE = "Qwzxkvj Pfltbgn"
KINDS = {"xlsm": "xlsx", "xltx": "xlsx", "pptm": "pptx", "ppsx": "pptx", "htm": "html", "fods": "fodt", "fodp": "fodt",
         "svg": "fodt", "tgz": "tar", "gz": "tar"}


def mail_text(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.get_filename():
            body = part.get_payload(decode=True).decode(part.get_content_charset("utf-8"), "replace")
            if part.get_content_subtype() == "html":
                body = " ".join(page_text(body.encode()))
            yield body


def page_text(data):
    import html5lib

    tree = html5lib.parse(data, treebuilder="etree", namespaceHTMLElements=False)
    for item in tree.iter():
        if item.tag not in ("script", "style") and isinstance(item.tag, str):
            yield f"{item.text or ''} "
        yield f"{item.tail or ''} "


def values(data):
    """What cells show; formulas may become their values."""
    import io

    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell is not None)


def xml_text(data):
    yield re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))


def opendocument_text(data):
    import io

    import odf.opendocument
    import odf.teletype

    yield odf.teletype.extractText(odf.opendocument.load(io.BytesIO(data)).body)


def rich_text(data):
    """The running text alone: no copy has data about the file, nor what programs keep for themselves."""
    text = data.decode("latin-1")
    apart = re.compile(r"\{\\(?:\*|info|fonttbl|colortbl|stylesheet|pict|object)\b|\{\\\*")
    out, at = [], 0
    for found in apart.finditer(text):
        if found.start() < at:
            continue
        out.append(text[at:found.start()])
        at, depth = found.start() + 1, 1
        for mark in re.finditer(r"\\.|[{}]", text[at:], re.S):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth == 0:
                at += mark.end()
                break
        else:
            at = len(text)
    yield from readers.of_rich_text("".join([*out, text[at:]]).encode("latin-1"))


TEXTS = {"xlsx": values, "pptx": readers.of_slides, "odt": opendocument_text, "ods": opendocument_text,
         "odp": opendocument_text, "docx": readers.of_word, "eml": mail_text, "html": page_text, "rtf":
         rich_text, "fodt": xml_text}


def words(kind, path):
    """The words of a file by a reader that is not ours; nothing if there is none, or it does not open."""
    try:
        text = " ".join(TEXTS[kind](path.read_bytes()))
    except Exception:
        return None
    return collections.Counter(re.findall(r"\w+", text))


def reason(told):
    unread = re.findall(r"unreadable: .*\(([^()]*)\)\s*$", told, re.M)
    if unread:
        return "unreadable: " + ", ".join(sorted(set(unread)))
    line = next((line for line in told.splitlines() if line.startswith("redact: ")), "?")
    line = re.sub(r"^redact: .*?\.\w{2,5}: ", "", line)
    return re.sub(r"\d+", "#", line)[:130]


def one(binary, path, names, out):
    start = time.time()
    command = [binary, str(path), "-o", str(out), "--redact-list", names, "--only-lists", "--lang", "en", "--ocr", "off",
               "--drop-macros", "--force"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "slow", "over the time", 0
    told = (done.stdout + done.stderr).decode("utf-8", "replace")
    if "a fault in redact" in told or done.returncode < 0:
        return "panic", reason(told), 0
    copies = [p for p in out.iterdir() if p.stem == path.stem]
    if not copies:
        late = time.time() - start > SECONDS
        return "slow" if late else "refused", reason(told), 0
    kind = path.suffix[1:].lower()
    kind = KINDS.get(kind, kind)
    before, after = words(kind, path), None
    if before is None:
        return "copy", "odd", 0
    after = words(kind, copies[0])
    if after is None:
        return "copy", "does not open", 1
    # A label has no words here, since nothing is redacted.
    return "copy", "", sum((before - after).values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--failures")
    args = parser.parse_args()
    reasons, failures, bad = collections.Counter(), [], 0
    for folder in args.folders:
        rows = collections.defaultdict(collections.Counter)
        for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
            with tempfile.TemporaryDirectory() as work:
                names = pathlib.Path(work, "names.txt")
                names.write_text(NOWHERE + "\n")
                out = pathlib.Path(work, "out")
                out.mkdir()
                result, why, lost = one(args.binary, path, str(names), out)
            kind = path.suffix[1:].lower()
            row = rows[KINDS.get(kind, kind)]
            row.update(files=1, **{result: 1}, lost=int(bool(lost)), odd=int(why == "odd"))
            if result == "refused":
                reasons[why] += 1
            if result != "copy" or lost:
                failures.append(f"{path}\t{result}\t{why}\t{lost}")
            bad += result in ("panic", "slow") or bool(lost)
        print(f"\n| {pathlib.Path(folder).name} | files | copy | refused | panic | slow | text lost | reader fails |")
        print("|---|---|---|---|---|---|---|---|")
        for kind, row in sorted(rows.items()):
            cells = [row[c] for c in ("files", "copy", "refused", "panic", "slow", "lost", "odd")]
            print(f"| {kind} | " + " | ".join(map(str, cells)) + " |", flush=True)
    print("\n| files | reason |\n|---|---|")
    print(*(f"| {count} | {why} |" for why, count in reasons.most_common()), sep="\n")
    if args.failures:
        pathlib.Path(args.failures).write_text("\n".join(failures) + "\n", "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
