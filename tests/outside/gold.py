#!/usr/bin/env python3
"""Runs the gold scorer per format and holds the result against tests/gold_floor.json.

    tests/outside/gold.py BINARY GOLD_DIR

The floor holds, per format, the most strings that may leak and the most must-keep strings that
may be lost, in percent. A floor may only be tightened: one that is looser than in the commit
before is a fault.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

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
            got = score(gold, out, form)
            print(f"{form:5} files {got['files']:3}  without copy {got['missing']:3}  "
                  f"leaked {got['leaked']:5.2f} % (floor {limits['leaked']})  "
                  f"lost {got['lost']:5.2f} % (floor {limits['lost']})")
            for key in ("leaked", "lost"):
                if got[key] > limits[key]:
                    faults.append(f"{form}: {key} {got[key]:.2f} % is over the floor of {limits[key]} %")
                elif got[key] + 1 < limits[key]:
                    print(f"      the floor of {form}.{key} can be tightened")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
