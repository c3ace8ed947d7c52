#!/usr/bin/env python3
"""Holds the declared `rust-version` against those of all dependencies.

    tests/outside/msrv.py

Prints the declared version. Exit status 1, with the packages that ask for more, if it is too low.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def number(version):
    parts = [int(part) for part in version.split(".")]
    return parts + [0] * (3 - len(parts))


def main():
    done = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE)
    metadata = json.loads(done.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    own = packages.pop(metadata["resolve"]["root"])
    declared = own["rust_version"]
    if declared is None:
        print("Cargo.toml declares no rust-version")
        return 1
    newer = [p for p in packages.values()
             if p["rust_version"] and number(p["rust_version"]) > number(declared)]
    for package in sorted(newer, key=lambda p: p["name"]):
        print(f"rust-version is {declared}, but {package['name']} {package['version']} needs "
              f"{package['rust_version']}")
    if newer:
        return 1
    print(declared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
