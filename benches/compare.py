#!/usr/bin/env python3
"""CPU time of redact, PyMuPDF and qpdf on the same files, in one run.

    benches/compare.py BINARY FOLDER... [--names FILE] [--rounds N]

redact does its whole job, verification included, one process for all files on one thread.
PyMuPDF searches the names, applies the redactions and saves (garbage=4, deflate=True), one
process for all files, without any check afterwards. qpdf rewrites each file, one process a file,
as a floor. Files that one of the three cannot do are left out for all. The best of the rounds
counts. Peak memory is that of the largest file for qpdf, of the whole run for the others.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

NAMES = [
    "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Janssen", "Smit", "Meijer",
    "de Boer", "Mulder", "de Groot", "Bosman", "Vosman", "Peters", "Hendriks", "van Leeuwen",
    "Dekker", "Brouwer", "de Wit", "Dijkstra",
]

PYMUPDF = """
import sys, os
import pymupdf
pymupdf.TOOLS.mupdf_display_errors(False)
names = open(sys.argv[1], encoding="utf-8").read().splitlines()
for path in open(sys.argv[3]).read().splitlines():
    doc = pymupdf.open(path)
    for page in doc:
        hits = [r for n in names for r in page.search_for(n)]
        for rect in hits:
            page.add_redact_annot(rect, fill=(0, 0, 0))
        if hits:
            page.apply_redactions()
    doc.save(os.path.join(sys.argv[2], os.path.basename(path)), garbage=4, deflate=True)
"""


# A small process of its own measures, since a child's peak counts from that of its parent.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def timed(command):
    """CPU seconds and peak memory in MB of a command and its children."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", MEASURE, *command], capture_output=True, check=True)
    cpu, memory = done.stdout.split()
    return float(cpu), float(memory)


def flat(files, folder):
    """Links under names that are all different, so that copies do not overwrite each other."""
    out = []
    for i, file in enumerate(files):
        link = pathlib.Path(folder, f"{i:05}.pdf")
        link.symlink_to(file.resolve())
        out.append(link)
    return out


def doable(files, binary, names, work):
    """Files of which all three make a copy."""
    ours = os.path.join(work, "try")
    subprocess.run([binary, *map(str, files), "-o", ours, "--redact-list", names, "--only-lists"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    script = os.path.join(work, "one.py")
    pathlib.Path(script).write_text(PYMUPDF)
    good, pages = [], 0
    import pymupdf
    pymupdf.TOOLS.mupdf_display_errors(False)
    for file in files:
        if not pathlib.Path(ours, file.name).exists():
            continue
        out = os.path.join(work, "q.pdf")
        if subprocess.run(["qpdf", str(file), out], capture_output=True).returncode not in (0, 3):
            continue
        try:
            with pymupdf.open(file) as doc:
                if doc.needs_pass or len(doc) == 0:
                    continue
                pages += len(doc)
        except Exception:
            continue
        good.append(file)
    return good, pages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--names")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        names = args.names or os.path.join(work, "names.txt")
        if not args.names:
            pathlib.Path(names).write_text("\n".join(NAMES) + "\n", encoding="utf-8")
        script = os.path.join(work, "pymupdf_run.py")
        pathlib.Path(script).write_text(PYMUPDF)
        print("| set | files | pages | MB | redact CPU s | PyMuPDF CPU s | qpdf CPU s | "
              "redact / PyMuPDF | redact pages/s | peak MB redact | peak MB PyMuPDF |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        for folder in args.folders:
            found = sorted(p for p in pathlib.Path(folder).rglob("*.pdf") if p.is_file())
            place = tempfile.mkdtemp(dir=work)
            files, pages = doable(flat(found, place), args.binary, names, place)
            if not files:
                print(f"| {pathlib.Path(folder).name} | 0 |", flush=True)
                continue
            measure(pathlib.Path(folder).name, files, pages, args, names, script, place)
    return 0


def measure(label, files, pages, args, names, script, place):
    listed = os.path.join(place, "files.txt")
    pathlib.Path(listed).write_text("\n".join(map(str, files)))
    best = {"redact": (1e9, 0), "pymupdf": (1e9, 0), "qpdf": (1e9, 0)}
    for round_ in range(args.rounds):
        out = os.path.join(place, f"out{round_}")
        other = os.path.join(place, f"other{round_}")
        os.mkdir(other)
        best["redact"] = min(best["redact"], timed(
            [args.binary, *map(str, files), "-o", out, "--redact-list", names, "--only-lists", "-j", "1"]))
        best["pymupdf"] = min(best["pymupdf"], timed([sys.executable, script, names, other, listed]))
        floor = [timed(["qpdf", str(f), os.path.join(other, "q.pdf")]) for f in files]
        best["qpdf"] = min(best["qpdf"], (sum(c for c, _ in floor), max(m for _, m in floor)))
    size = sum(f.stat().st_size for f in files) / 1e6
    ours, theirs, floor = (best[k][0] for k in ("redact", "pymupdf", "qpdf"))
    print(f"| {label} | {len(files)} | {pages} | {size:.1f} | {ours:.2f} | {theirs:.2f} | {floor:.2f} | "
          f"{ours / theirs:.2f} | {pages / ours:.0f} | {best['redact'][1]:.0f} | "
          f"{best['pymupdf'][1]:.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
