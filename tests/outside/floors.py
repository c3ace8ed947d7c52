"""Floors that may only be tightened: numbers in a JSON file, each the most that is allowed.

A floor that is looser than it ever was is a fault, unless the file gives a reason for it:

    "reasons": { "lost.adres": "why this one had to be loosened" }
"""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def earlier(path):
    """The versions of the file in the commits that lead here, as far as they are at hand."""
    def git(*words):
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else ""

    name = path.relative_to(ROOT).as_posix()
    for commit in git("log", "--format=%H", "--", name).split():
        try:
            yield json.loads(git("show", f"{commit}:{name}"))
        except ValueError:  # not there yet, or no longer
            pass


def flat(floor, above=""):
    """Numbers by their path: `lost.adres`."""
    numbers = {}
    for key, value in floor.items():
        if isinstance(value, dict):
            if key != "reasons":
                numbers |= flat(value, f"{above}{key}.")
        elif isinstance(value, (int, float)):
            numbers[above + key] = value
    return numbers


def loosened(path):
    """A sentence for every number that was lower before, or that has gone."""
    floor = json.loads(path.read_text())
    reasons, now, best = floor.get("reasons", {}), flat(floor), {}
    for before in earlier(path):
        for key, limit in flat(before).items():
            best[key] = min(limit, best.get(key, limit))
    return [f"{key}: {now.get(key, 'no floor')} is looser than {limit}, and no reason is given"
            for key, limit in sorted(best.items())
            if now.get(key, float("inf")) > limit and not reasons.get(key)]
