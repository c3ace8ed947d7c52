#!/usr/bin/env python3
"""Redacts gold PDFs, mail and web pages with their own gold strings as the list, and scores the copies.

    tests/outside/gold_lists.py BINARY GOLD_DIR [--keep FOLDER]

No detection takes part: this measures removal alone. Every string that the gold says must go is on
the list of its file; strings that must stay and contain one are on the keep list. Exits 1 when
anything leaked, a pixel or a must-keep string was lost, or a copy is missing.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

FORMATS = ("pdf", "eml", "html")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("gold")
    parser.add_argument("--keep")
    args = parser.parse_args()
    gold = pathlib.Path(args.gold)
    with tempfile.TemporaryDirectory() as work:
        out = args.keep or str(pathlib.Path(work, "out"))
        refused = 0
        files = [f for ending in FORMATS for f in gold.glob(f"dev/*.{ending}")]
        for file in sorted(files):
            data = json.loads(file.with_suffix("").with_suffix(".gold.json").read_text("utf-8"))
            goes = sorted({i["text"] for i in data["items"] if i["decision"] == "redact"})
            stays = {i["text"] for i in data["items"] if i["decision"] == "keep"}
            stays |= {k["text"] for k in data["must_keep"]}
            stays = sorted(s for s in stays if any(g.casefold() in s.casefold() for g in goes))
            lists = []
            for option, entries in (("--redact-list", goes), ("--keep-list", stays)):
                if entries:
                    path = pathlib.Path(work, option.strip("-"))
                    path.write_text("\n".join(entries) + "\n", encoding="utf-8")
                    lists += [option, str(path)]
            if not goes:
                continue
            done = subprocess.run(
                [args.binary, str(file), "-o", out, "--force", "--only-lists", *lists],
                capture_output=True)
            if not pathlib.Path(out, file.name).exists():
                refused += 1
                print(done.stderr.decode("utf-8", "replace").strip().splitlines()[:1])
        report = pathlib.Path(work, "report.json")
        subprocess.run(
            [sys.executable, str(gold / "score.py"), "--gold", str(gold / "dev"), "--out", out,
             "--formats", ",".join(FORMATS), "--json", str(report)])
        summary = json.loads(report.read_text())["summary"]
        bad = summary["leaked_strings"] + summary["must_keep_lost"] + summary["missing"]
        return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
