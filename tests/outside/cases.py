#!/usr/bin/env python3
"""Runs the small cases and holds the result against tests/cases_floor.json.

    tests/outside/cases.py BINARY CASES_DIR [-v] [--tighten]

The floor holds the fewest cases of each class that must hold, and the names of those that held
before: none of them may fail again. A floor may only rise: a count that fell or a name that went,
while its case is still there, is a fault. --tighten raises the floor to what holds now. -v prints
what is wrong with every case that fails, not only with those of the floor.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import floors

FLOOR = floors.ROOT / "tests" / "cases_floor.json"
LINE = re.compile(r"^(ok|FAIL|skip) +([^\s:]+)")


def group(name):
    return name.split("/")[0]


def run(binary, folder):
    """The outcome of each case, its line, and the closing line."""
    with tempfile.TemporaryDirectory() as home:
        # The cases say what becomes of pictures that nothing reads: Tesseract is out of sight.
        alone = pathlib.Path(home, "redact")
        alone.write_text(f'#!/bin/sh\nPATH=/nowhere exec {pathlib.Path(binary).resolve()} "$@"\n')
        alone.chmod(0o755)
        done = subprocess.run([sys.executable, str(folder / "run.py"), str(alone), str(folder), "-v"],
                              stdout=subprocess.PIPE, text=True)
    outcomes, last = {}, ""
    for last in done.stdout.splitlines():
        if seen := LINE.match(last):
            outcomes[seen[2]] = (seen[1], last)
    if not last.startswith("cases: "):
        raise RuntimeError(f"the runner did not come to its end: {last}")
    return outcomes, last


def fallen(floor, names, totals):
    """What an earlier floor held and this one does not, of cases that still exist."""
    now, lost, counts = set(floor["names"]), set(), collections.Counter()
    for before in floors.earlier(FLOOR):
        lost |= set(before["names"]) & names - now
        for key, count in before["hold"].items():
            counts[key] = max(count, counts[key])
    return [f"{name} was taken off the floor" for name in sorted(lost)] + [
        f"{key}: the floor of {floor['hold'].get(key, 0)} is lower than {count}"
        for key, count in sorted(counts.items())
        if floor["hold"].get(key, 0) < min(count, totals[key])]


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    options = set(sys.argv[1:]) - set(arguments)
    binary, folder = arguments[0], pathlib.Path(arguments[1])
    names = {case["id"] for case in json.loads((folder / "cases.json").read_text())}
    floor = json.loads(FLOOR.read_text()) if FLOOR.exists() else {"hold": {}, "names": []}
    totals = collections.Counter(map(group, names))

    outcomes, last = run(binary, folder)
    holding = {name for name, (outcome, _) in outcomes.items() if outcome == "ok"}
    hold = collections.Counter(map(group, holding))
    if "--tighten" in options:
        kept = {name for name in floor["names"] if name in names}
        floor["hold"] = {key: max(hold[key], min(floor["hold"].get(key, 0), totals[key]))
                         for key in sorted(totals)}
        floor["names"] = sorted(holding | kept)
        FLOOR.write_text(json.dumps(floor, indent=2, ensure_ascii=False) + "\n")

    faults = fallen(floor, names, totals)
    for name in sorted(outcomes):
        outcome, line = outcomes[name]
        if outcome != "ok" and name in floor["names"]:
            faults.append(f"{line} (it held before)")
        elif outcome != "ok" and "-v" in options:
            print(line)
    for key in sorted(totals):
        limit = min(floor["hold"].get(key, 0), totals[key])
        print(f"{key:12} {hold[key]:3} of {totals[key]:3} hold (floor {limit})")
        if hold[key] < limit:
            faults.append(f"{key}: {hold[key]} hold, the floor is {limit}")
    print(last)
    if more := sorted(holding - set(floor["names"])):
        print(f"{len(more)} more can be put on the floor: {' '.join(more)}")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
