#!/usr/bin/env python3
"""Runs the gold scorer per format and holds the result against tests/gold_floor.json.

    tests/outside/gold.py BINARY GOLD_DIR

The floor holds, per format, the most strings that may leak and the most must-keep strings that
may be lost, and over all formats the most names of office holders whose role is wrong, in percent.
A floor may only be tightened: one that is looser than in the commit before is a fault.

The role of an office holder is right if the name is found and every finding on it has a public
role: that of the office, not that of a civil servant or of nobody.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLOOR = ROOT / "tests" / "gold_floor.json"


def percent(part, whole):
    return 100 * part / whole if whole else 0.0


def score(gold, out, form):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run(
            [sys.executable, str(gold / "score.py"), "--gold", str(gold / "dev"), "--out", out,
             "--formats", form, "--json", report.name, "--quiet"],
            check=True, stdout=subprocess.DEVNULL)
        summary = json.loads(pathlib.Path(report.name).read_text())["summary"]
    return {
        "files": summary["documents"],
        "missing": summary["missing"],
        "leaked": percent(summary["leaked_strings"], summary["redact_strings"]),
        "lost": percent(summary["must_keep_lost"], summary["must_keep"]),
    }


PUBLIC = {"bewindspersoon", "volksvertegenwoordiger", "bestuurder"}


def squeezed(text):
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in plain if c.isalnum())


def roles(binary, gold, forms):
    """Names of office holders, and those with a wrong role, as (file, name, roles)."""
    done = subprocess.run(
        [binary, "check", str(gold / "dev"), "--profile", "woo", "--show", "--format", "jsonl"],
        capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        finding = json.loads(line)
        if finding["category"] == "persoonsnaam":
            name = pathlib.Path(finding["path"]).name
            text = squeezed(finding["text"])
            found.setdefault(name, []).append((text, finding["role"]))
    holders, wrong = 0, []
    for path in sorted((gold / "dev").glob("*.gold.json")):
        document = json.loads(path.read_text())
        if document["format"] not in forms:
            continue
        names = {i["text"] for i in document["items"]
                 if i["role"] == "official_public_office" and "name" in i["kind"]}
        # With the party behind it: `Six Dijkstra (NSC)`.
        names |= {k["text"].split(" (")[0] for k in document["must_keep"]
                  if k["kind"] == "public_office_name"}
        for name in sorted(names):
            want = squeezed(name)
            on_it = [role for text, role in found.get(document["file"], [])
                     if len(text) > 2 and (text in want or want in text)]
            holders += 1
            if not on_it or not set(on_it) <= PUBLIC:
                wrong.append((document["file"], name, sorted(set(on_it))))
    return holders, wrong


def loosened(floor):
    """Formats whose floor in the commit before was tighter."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "show", "HEAD~1:tests/gold_floor.json"], capture_output=True)
    if done.returncode != 0:
        return []
    before = json.loads(done.stdout)
    return [
        f"{form}.{key}: {floor.get(form, {}).get(key, 100)} is looser than {limit}"
        for form, limits in before.items()
        for key, limit in limits.items()
        if floor.get(form, {}).get(key, 100) > limit
    ]


def main():
    binary, gold = sys.argv[1], pathlib.Path(sys.argv[2])
    floor = json.loads(FLOOR.read_text())
    faults = loosened(floor)
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([binary, str(gold / "dev"), "-o", out, "--force"],
                             capture_output=True, text=True)
        print(run.stderr.strip())
        for form, limits in floor.items():
            if form == "roles":
                continue
            got = score(gold, out, form)
            print(f"{form:5} files {got['files']:3}  without copy {got['missing']:3}  "
                  f"leaked {got['leaked']:5.2f} % (floor {limits['leaked']})  "
                  f"lost {got['lost']:5.2f} % (floor {limits['lost']})")
            for key in ("leaked", "lost"):
                if got[key] > limits[key]:
                    faults.append(f"{form}: {key} {got[key]:.2f} % is over the floor of {limits[key]} %")
                elif got[key] + 1 < limits[key]:
                    print(f"      the floor of {form}.{key} can be tightened")
    holders, wrong = roles(binary, gold, [f for f in floor if f != "roles"])
    limit = floor.get("roles", {}).get("wrong", 100)
    share = percent(len(wrong), holders)
    print(f"roles of office holders: {holders - len(wrong)} of {holders} right "
          f"({100 - share:.1f} %, floor {100 - limit})")
    for file, name, got in wrong:
        print(f"      {file}: {name}: {', '.join(got) or 'not found'}")
    if share > limit:
        faults.append(f"roles: {share:.2f} % wrong is over the floor of {limit} %")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
