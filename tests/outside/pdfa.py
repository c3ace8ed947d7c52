#!/usr/bin/env python3
"""A PDF/A-1b file in is a PDF/A-1b file out, by the validator of Apache PDFBox (preflight).

    tests/outside/pdfa.py BINARY [FILE|FOLDER...] [--made FILE.docx] [--list FAULTS]

Files that preflight finds valid, as they are or rewritten by qpdf, are redacted twice, with a list on which nothing occurs and with
the five longest words of their own text; each copy must be valid too. With --made, LibreOffice
turns that document into PDF/A-1b, and into tagged PDF/A-2b (whose copy must keep its claim).
Needs java, libpdfbox2-java, libactivation-java and libjaxb-api-java.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

JARS = ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
CLASSPATH = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)
NOWHERE = "Qwzxkvj Pfltbgn"


def verdicts(files, work):
    """File -> None if valid, else the first error; one run of the validator for all."""
    listed = pathlib.Path(work, "files.txt")
    listed.write_text("\n".join(map(str, files)) + "\n")
    subprocess.run(
        ["java", "-Xmx2g", "-cp", CLASSPATH, "org.apache.pdfbox.preflight.Validator_A1b", "xml",
         "group", str(listed)], capture_output=True, check=False)
    found = pathlib.Path(str(listed) + ".preflight.xml")
    out = {}
    for one in ET.parse(found).getroot().iter("preflight"):
        valid = one.findtext("isValid", "").strip() == "true"
        code = one.findtext("errors/error/code", "").strip()
        why = one.findtext("errors/error/details", "").strip() or one.findtext("exceptionThrown/message", "")
        out[one.get("name")] = None if valid else f"{code} {why}".strip() or "?"
    found.unlink()
    return out


def mended(files, work):
    """Rewritten by qpdf (lengths of streams), those that preflight then finds valid."""
    out = []
    for path in files:
        made = pathlib.Path(work, "mended", path.name)
        made.parent.mkdir(exist_ok=True)
        subprocess.run(["qpdf", "--object-streams=disable", "--newline-before-endstream",
                        str(path), str(made)],
                       capture_output=True, check=False)
        out += [made] if made.exists() else []
    found = verdicts(out, work) if out else {}
    return [f for f in out if found.get(f.name, "?") is None]


def copy(binary, path, names, out):
    subprocess.run([binary, str(path), "-o", str(out), "--redact-list", str(names), "--only-lists"],
                   capture_output=True, check=False)
    made = out / path.name
    return made if made.exists() else None


def own_words(path):
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    words = set(re.findall(r"[^\W\d_]{4,}", text.stdout.decode("utf-8", "replace")))
    return sorted(words, key=lambda w: (-len(w), w))[:5]


def made_by_libreoffice(source, work):
    out = []
    for kind, version in (("a1", 1), ("a2", 2)):
        folder = pathlib.Path(work, kind)
        options = ('pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"%d"},'
                   '"ExportNotes":{"type":"boolean","value":"false"},'
                   '"UseTaggedPDF":{"type":"boolean","value":"true"}}' % version)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless",
                        "--convert-to", options, "--outdir", str(folder), str(source)],
                       capture_output=True, check=False, timeout=180)
        path = next(folder.glob("*.pdf"), None)
        if path is None:
            sys.exit("LibreOffice made no PDF/A")
        out.append(path)
    return out


def claim(path):
    """Part and level that the metadata claim, by pikepdf."""
    import pikepdf
    with pikepdf.open(path) as pdf, pdf.open_metadata() as meta:
        return meta.pdfa_status


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    parser.add_argument("--made", type=pathlib.Path)
    parser.add_argument("--list", type=pathlib.Path)
    args = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as work:
        files = [f for p in args.paths for f in (sorted(p.rglob("*.pdf")) if p.is_dir() else [p])]
        if args.made:
            first, second = made_by_libreoffice(args.made, work)
            files.append(first)
            made = copy(args.binary, second, nowhere(work), out_folder(work, "claim", 0))
            if made is None or claim(made) != claim(second) or not claim(second):
                faults.append((second, "the claim of PDF/A-2b is gone"))
        before = verdicts(files, work)
        valid = [f for f in files if before.get(f.name, "?") is None]
        valid += mended([f for f in files if f not in set(valid)], work)
        copies, refused = {}, 0
        for number, path in enumerate(valid):
            words = pathlib.Path(work, f"{number}.txt")
            words.write_text("\n".join(own_words(path) or [NOWHERE]) + "\n", "utf-8")
            for kind, names in (("nothing", nowhere(work)), ("words", words)):
                made = copy(args.binary, path, names, out_folder(work, kind, number))
                refused += made is None
                if made:
                    copies[made.rename(made.with_name(f"{kind}-{number}.pdf"))] = (path, kind)
        after = verdicts(list(copies), work) if copies else {}
        for made, (path, kind) in copies.items():
            why = after.get(made.name, "not looked at")
            if why is not None:
                faults.append((path, f"{kind}: {why}"))
    reasons = collections.Counter(re.sub(r"\d{3,}", "#", why)[:110] for _, why in faults)
    for why, count in reasons.most_common(12):
        print(f"  {count} x {why}")
    if args.list:
        args.list.write_text("".join(f"{p}\t{w}\n" for p, w in faults), "utf-8")
    print(f"PDF/A-1b: {len(valid)} of {len(files)} files valid, {len(copies)} copies, {refused} refused, "
          f"{len(faults)} faults")
    return 1 if faults or not valid else 0


def nowhere(work):
    path = pathlib.Path(work, "nowhere.txt")
    path.write_text(NOWHERE + "\n")
    return path


def out_folder(work, kind, number):
    folder = pathlib.Path(work, "out", kind, str(number))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
