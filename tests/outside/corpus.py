#!/usr/bin/env python3
"""Runs redact over folders of real PDFs and says what became of them, in a table.

    tests/outside/corpus.py BINARY FOLDER... [--names FILE] [--failures FILE] [--sample N]

Each file is redacted twice, in a process of its own with limits on time (30 s) and memory
(1.5 GB): once with a list on which nothing stands that occurs, and once with the names of FILE
(or 20 common surnames). With the first list the pages of the copy must render like those of the
original (pdftoppm, 72 dpi) and pdftotext must say the same; with the second no name may be left
for pdftotext. Only files that qpdf or MuPDF opens without a password count as sound.
A file that is refused for what could not be read is compared as well, with that left standing.
Folders are taken one a row; nothing of the files' content is printed.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

SECONDS = 30
MEMORY = 1536 << 20
NAMES = [
    "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Janssen", "Smit", "Meijer",
    "de Boer", "Mulder", "de Groot", "Bosman", "Vosman", "Peters", "Hendriks", "van Leeuwen",
    "Dekker", "Brouwer", "de Wit", "Dijkstra",
]
IMAGE_ONLY = "niet gelezen: afbeelding zonder tekst"
NOWHERE = "Qwzxkvj Pfltbgn"


def limited(seconds):
    def apply():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    return apply


def run(command, seconds=SECONDS, limit=True):
    """Exit code (None on time-out), standard output and error, CPU seconds."""
    before = time.time()
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds * 2,
            preexec_fn=limited(seconds) if limit else None)
        return done.returncode, done.stdout, done.stderr, time.time() - before
    except subprocess.TimeoutExpired:
        return None, b"", b"", time.time() - before


def is_sound(path):
    """Whether qpdf and MuPDF both open it without a password."""
    code, _, _, _ = run(["qpdf", "--check", str(path)], limit=False)
    if code not in (0, 3):
        return False
    code, out, _, _ = run(["mutool", "pages", str(path)], limit=False)
    return code == 0 and b"<page" in out


def text_of(path):
    code, out, _, _ = run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], limit=False)
    return out if code == 0 else None


def pictures(path, folder, pages):
    prefix = os.path.join(folder, "p")
    run(["pdftoppm", "-r", "72", "-l", str(pages), str(path), prefix], limit=False)
    found = sorted(pathlib.Path(folder).glob("p*"))
    sums = [hashlib.sha256(f.read_bytes()).digest() for f in found]
    for f in found:
        f.unlink()
    return sums


def drawn(path, folder, pages):
    """The same pages by MuPDF: a second opinion where poppler sees a difference."""
    run(["mutool", "draw", "-q", "-r", "72", "-o", os.path.join(folder, "m%04d.ppm"), str(path),
         f"1-{pages}"], limit=False)
    found = sorted(pathlib.Path(folder).glob("m*.ppm"))
    sums = [hashlib.sha256(f.read_bytes()).digest() for f in found]
    for f in found:
        f.unlink()
    return sums


def reason(err, out=b""):
    """Why there is no copy: what could not be read, else the first sentence on standard error,
    without names and numbers."""
    unread = re.findall(r"niet te lezen: .*\(([^()]*)\)\s*$", out.decode("utf-8", "replace"), re.M)
    if unread:
        return "niet gelezen: " + ", ".join(sorted(set(unread)))
    lines = [l for l in err.decode("utf-8", "replace").splitlines() if l.strip()]
    if not lines:
        return "?"
    line = lines[0].split(".pdf: ", 1)[-1] if ".pdf: " in lines[0] else lines[0]
    line = re.sub(r"\(pagina [^)]*\)|\(object [^)]*\)", "", line)
    return re.sub(r"\d+", "#", line)[:110]


def redact(binary, path, names, out, *more):
    command = [binary, str(path), "-o", out, "--redact-list", names, "--only-lists", *more]
    code, told, err, spent = run(command)
    copy = pathlib.Path(out, path.name)
    if b"interne fout" in err or (code is not None and (code < 0 or code > 2)):
        return "panic", None, reason(err), spent
    if code is None or spent > SECONDS:
        return "slow", None, "over the time", spent
    if copy.exists():
        return "copy", copy, "", spent
    return "refused", None, reason(err, told), spent


def one(job):
    binary, path, names_file, names, pages = job
    result = {"file": str(path), "sound": is_sound(path), "faults": []}
    with tempfile.TemporaryDirectory() as work:
        nowhere = os.path.join(work, "nowhere.txt")
        pathlib.Path(nowhere).write_text(NOWHERE + "\n")
        kind, copy, why, spent = redact(binary, path, nowhere, os.path.join(work, "a"))
        result.update(kind=kind, why=why, spent=spent)
        if why.startswith("niet gelezen"):
            left = redact(binary, path, nowhere, os.path.join(work, "c"), "--unread", "keep")
            copy = left[1]
            if not copy:
                result["faults"].append("and: " + left[2])
        if copy and result["sound"]:
            if run(["qpdf", "--check", str(copy)], limit=False)[0] not in (0, 3):
                result["faults"].append("qpdf")
            if text_of(path) != text_of(copy):
                result["faults"].append("text")
            if pictures(path, work, pages) != pictures(copy, work, pages):
                result["faults"].append("picture")
                if drawn(path, work, pages) != drawn(copy, work, pages):
                    result["faults"].append("also by MuPDF")
        kind, copy, why, spent = redact(binary, path, names_file, os.path.join(work, "b"))
        result.update(kind_names=kind, why_names=why)
        if copy:
            text = (text_of(copy) or b"").decode("utf-8", "replace").casefold()
            if any(re.search(rf"\b{re.escape(n.casefold())}\b", text) for n in names):
                result["faults"].append("name left")
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--names")
    parser.add_argument("--failures")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    names = NAMES
    if args.names:
        names = [l for l in pathlib.Path(args.names).read_text("utf-8").splitlines() if l]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(names) + "\n")
        listed.flush()
        print("| set | files | sound | copy | refused | sound: image only | sound: other refusals | "
              "panic | slow | text differs | picture differs | by MuPDF too | name left |")
        print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
        everything, reasons = [], collections.Counter()
        for folder in args.folders:
            files = sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file())
            if args.sample:
                files = files[:: max(1, len(files) // args.sample)]
            jobs = [(args.binary, f, listed.name, names, args.pages) for f in files]
            with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
                results = list(pool.map(one, jobs))
            row(pathlib.Path(folder).name, results)
            everything += results
        row("all", everything)
        for r in everything:
            if r["kind"] == "refused":
                reasons[("sound" if r["sound"] else "broken", r["why"])] += 1
        print("\n| files | state | reason |\n|---|---|---|")
        for (state, why), count in reasons.most_common(60):
            print(f"| {count} | {state} | {why} |")
        if args.failures:
            with open(args.failures, "w", encoding="utf-8") as out:
                for r in everything:
                    good = r["kind"] == "copy" and r["kind_names"] == "copy" and not r["faults"]
                    if not good:
                        out.write(f"{r['file']}\t{'sound' if r['sound'] else 'broken'}\t{r['kind']}\t"
                                  f"{r['why']}\t{r['kind_names']}\t{r['why_names']}\t"
                                  f"{','.join(r['faults'])}\t{r['spent']:.1f}\n")
    return 1 if any(r["kind"] in ("panic", "slow") or "name left" in r["faults"] for r in everything) else 0


def row(name, results):
    count = lambda test: sum(1 for r in results if test(r))
    cells = [
        len(results), count(lambda r: r["sound"]), count(lambda r: r["kind"] == "copy"),
        count(lambda r: r["kind"] == "refused"),
        count(lambda r: r["sound"] and r["why"] == IMAGE_ONLY),
        count(lambda r: r["sound"] and r["kind"] == "refused" and r["why"] != IMAGE_ONLY),
        count(lambda r: "panic" in (r["kind"], r["kind_names"])),
        count(lambda r: "slow" in (r["kind"], r["kind_names"])),
        count(lambda r: "text" in r["faults"]), count(lambda r: "picture" in r["faults"]),
        count(lambda r: "also by MuPDF" in r["faults"]),
        count(lambda r: "name left" in r["faults"]),
    ]
    print(f"| {name} | " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
