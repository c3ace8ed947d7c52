#!/usr/bin/env python3
"""Runs the scorer of the real papers and holds the result against tests/real_floor.json.

    tests/outside/real.py BINARY REAL_DIR [--tighten]

The floor holds, in percent: strings of each category that must go and may be left (`leaked`), that
must stay and may be touched (`lost`); boxes that hide nothing that may go (`false`); papers with
any fault (`faulty`). A floor may only be tightened (floors.py); --tighten does it.
"""

import json
import math
import pathlib
import re
import subprocess
import sys

import floors

FLOOR = floors.ROOT / "tests" / "real_floor.json"

CATEGORY = re.compile(r"^  (keep:)?(\S+) +(\d+) of +(\d+) +[\d.]+ %$", re.M)
TOTAL = re.compile(
    r"^real papers: (?P<papers>\d+) documents.*leaked [\d.]+ % \((?P<leaked>\d+)/(?P<go>\d+)\)"
    r".*false boxes [\d.]+ % \((?P<false>\d+)/(?P<boxes>\d+)"
    r".*must-keep lost [\d.]+ % \((?P<lost>\d+)/(?P<keep>\d+)\)"
    r".*perfect documents (?P<perfect>\d+)", re.M)


def percent(part, whole):
    return 100 * int(part) / int(whole) if int(whole) else 0.0


def read(said):
    """What the scorer printed, in the form of the floor."""
    total = TOTAL.search(said)
    if not total:
        raise ValueError("the last line of the scorer is not understood")
    got = {
        "leaked": {"all": percent(total["leaked"], total["go"])},
        "lost": {"all": percent(total["lost"], total["keep"])},
        "false": percent(total["false"], total["boxes"]),
        "faulty": percent(int(total["papers"]) - int(total["perfect"]), total["papers"]),
    }
    for keep, category, part, whole in CATEGORY.findall(said):
        got["lost" if keep else "leaked"][category] = percent(part, whole)
    return got


def tightened(floor, got):
    """The floor with each number lowered to what was reached, upward to a tenth."""
    new = dict(floor)
    for key, value in got.items():
        if isinstance(value, dict):
            new[key] = tightened(floor.get(key, {}), value)
        else:
            new[key] = min(math.ceil(value * 10 - 1e-9) / 10, floor.get(key, 100))
    return new


def main():
    arguments = [a for a in sys.argv[1:] if a != "--tighten"]
    binary, real = arguments[0], pathlib.Path(arguments[1])
    done = subprocess.run(
        [sys.executable, str(real / "score.py"), binary, str(real / "papers")],
        check=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout.rstrip())
    got = read(done.stdout)
    floor = json.loads(FLOOR.read_text()) if FLOOR.exists() else {}
    if "--tighten" in sys.argv:
        FLOOR.write_text(json.dumps(tightened(floor, got), indent=2, ensure_ascii=False) + "\n")
        return 0
    faults = floors.loosened(FLOOR)
    limits = floors.flat(floor)
    for key, value in floors.flat(got).items():
        limit = limits.get(key, 100)
        if value > limit:
            faults.append(f"{key}: {value:.2f} % is over the floor of {limit} %")
        elif value + 0.2 < limit:
            print(f"the floor of {key} can be tightened: {value:.2f} %, floor {limit} %")
    for fault in faults:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
