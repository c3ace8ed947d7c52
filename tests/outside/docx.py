#!/usr/bin/env python3
"""Runs redact over folders of real Word documents and says what became of them, in a table.

    tests/outside/docx.py BINARY FOLDER... [--failures FILE] [--no-office] [--profile POLICY]

Each document is redacted twice, in a process of its own with limits on time and memory.
With a list on which nothing stands that occurs: every XML part of the copy must be well-formed,
python-docx must open it if it opened the original, LibreOffice must say the same text as before,
and no part may be missing but those that no copy carries. With a list of five words of the
document itself: none may be left in its text, joined over tags, or in its attributes.
It needs python-docx and LibreOffice. Nothing of the documents' content is printed.
"""

import argparse
import collections
import hashlib
import io
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import xml.sax
import zipfile

import docx

SECONDS = 60
MEMORY = 2 << 30
GONE = re.compile(
    r"~\$|thumbnail|printersettings|vba|_xmlsignatures|/fonts/|activex|oleobject|recipients|"
    r"customizations|attachedtoolbars|\.ds_store|__macosx|\.bin$", re.I)


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))


PROFILE = ["--profile", "woo"]


def redact(binary, source, out, words):
    """The copy, or why there is none; CPU is not measured here."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(words) + "\n")
        listed.flush()
        command = [binary, str(source), "-o", str(out), "--redact-list", listed.name,
                   "--only-lists", "--unread", "blank", "--drop-macros", "--force", "--lang", "nl", *PROFILE]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=2 * SECONDS,
                                  preexec_fn=limited, errors="replace")
        except subprocess.TimeoutExpired:
            return None, "time"
    copy = out / source.name
    if copy.exists():
        return copy, ""
    told = (done.stdout + done.stderr)
    if "panic" in told or done.returncode not in (0, 1, 2):
        return None, "panic"
    why = [line.split(": ", 2)[-1] for line in told.splitlines() if line.startswith("redact:")]
    return None, "refused: " + (why or ["?"])[0]


def parts(path):
    with zipfile.ZipFile(path) as z:
        return {n: z.read(n) for n in z.namelist() if not n.endswith("/")}


def broken_parts(path):
    bad = []
    for name, data in parts(path).items():
        if name.endswith((".xml", ".rels")):
            try:
                xml.sax.parse(io.BytesIO(data), xml.sax.ContentHandler())
            except Exception:
                bad.append(name)
    return bad


def opens(path):
    try:
        docx.Document(str(path))
        return True
    except Exception:
        return False


def fold(text):
    text = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in text if not unicodedata.combining(c))


def readings(path):
    """Texts joined over tags by paragraph, and attributes."""
    for name, data in parts(path).items():
        if not name.endswith((".xml", ".rels")):
            continue
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        # Line ends between elements are layout of the file.
        text = re.sub(r">[ \t]*\r?\n\s*<", "><", text)
        # Other readings of a paragraph would make words that stand in none.
        text = re.sub(r"<w:(instrText|delText|rt)\b.*?</w:\1>", "\n", text, flags=re.S)
        lines = re.sub(r"</(w:p|a:p|w:tc|w:tr|w:instrText)>|<w:(br|tab|cr)\b[^>]*>", "\n", text)
        yield name, re.sub(r"<[^>]*>", "", lines)
        yield name, "\n".join(re.findall(r'(?:descr|title|alt|author|tooltip|Target)="([^"]*)"', re.sub(r'Target="[^":]*"', '', text)))


def words_of(path):
    """Five words of the body that stand whole in one text element, chosen by their hash."""
    body = parts(path).get("word/document.xml", b"").decode("utf-8", "replace")
    texts = " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body))
    found = set(re.findall(r"(?<!&)\b[^\W\d_]{6,}\b", texts))
    return sorted(found, key=lambda w: hashlib.sha256(w.encode()).digest())[:5]


def left(path, words):
    for name, text in readings(path):
        folded = fold(text)
        for word in words:
            if re.search(r"(?<![\w\u200c])" + re.escape(fold(word)) + r"(?![\w\u200c])", folded):
                return name
    return None


def office_texts(paths, home):
    """What LibreOffice says of each document; None where it says nothing."""
    out = home / "txt"
    shutil.rmtree(out, ignore_errors=True)
    for at in range(0, len(paths), 25):
        batch = [str(p) for p in paths[at:at + 25]]
        command = ["soffice", f"-env:UserInstallation=file://{home}/lo", "--headless",
                   "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(out)] + batch
        try:
            subprocess.run(command, capture_output=True, timeout=300)
        except subprocess.TimeoutExpired:
            pass
    def read(p):
        found = out / (p.stem + ".txt")
        return found.read_text(errors="replace") if found.exists() else None
    return [read(p) for p in paths]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("folders", nargs="+")
    options.add_argument("--failures")
    options.add_argument("--no-office", action="store_true", help="leave LibreOffice out")
    options.add_argument("--profile", default="woo", help="the policy; uitgaand drops extras")
    options = options.parse_args()
    PROFILE[1] = options.profile
    failures = open(options.failures, "w") if options.failures else sys.stderr
    rows = ["files", "copies", "refused", "panic", "time", "broken XML", "not opened", "parts lost",
            "text changed", "names: copies", "names: left"]
    print("| folder | " + " | ".join(rows) + " |")
    print("|---" * (len(rows) + 1) + "|")
    for folder in map(pathlib.Path, options.folders):
        count = collections.Counter()
        home = pathlib.Path(tempfile.mkdtemp())
        before, after = [], []
        for number, source in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
            count["files"] += 1
            # LibreOffice names its output by the stem alone.
            named = home / "in" / f"{number:04}{source.suffix.lower()}"
            named.parent.mkdir(exist_ok=True)
            shutil.copy(source, named)
            copy, why = redact(options.binary, named, home / "none", ["Qwzxkvj Pfltbgn"])
            if copy is None:
                key = why.split(":")[0]
                count[key] += 1
                print(f"{source}: {why}", file=failures, flush=True)
                continue
            count["copies"] += 1
            bad = broken_parts(copy)
            if bad:
                count["broken XML"] += 1
                print(f"{source}: broken XML", file=failures)
            if opens(named) and not opens(copy):
                count["not opened"] += 1
                print(f"{source}: python-docx does not open it", file=failures)
            lost = [n for n in parts(named) if n not in parts(copy) and not GONE.search(n)]
            if lost:
                count["parts lost"] += 1
                print(f"{source}: {len(lost)} parts lost: {[pathlib.PurePath(l).suffix for l in lost]}", file=failures)
            before.append((source, named))
            after.append(copy)
            words = words_of(named)
            if words:
                second, why = redact(options.binary, named, home / "names", words)
                if second is None:
                    print(f"{source}: with names: {why}", file=failures)
                else:
                    count["names: copies"] += 1
                    if left(second, words):
                        count["names: left"] += 1
                        print(f"{source}: a name is left in {left(second, words)}", file=failures)
        old = [] if options.no_office else office_texts([n for _, n in before], home)
        new = [] if options.no_office else office_texts(after, home)
        for (source, _), a, b in zip(before, old, new):
            if (a is None) != (b is None) or (a or "").split() != (b or "").split():
                count["text changed"] += 1
                print(f"{source}: text changed ({a is None}, {b is None})", file=failures)
        print(f"| {folder.name} | " + " | ".join(str(count[r]) for r in rows) + " |", flush=True)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
