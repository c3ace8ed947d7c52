#!/usr/bin/env python3
"""Compares what two builds make of the same files: copies, audit logs, findings, messages.

    tests/outside/same.py OLD NEW [-n | -v] PATH...

Each file below each PATH is redacted and checked by both binaries. Copies must be the same byte
for byte; audit logs and findings line by line, but for the time, the version
of the program and the digests of its rules.
With -n the messages on standard error are not compared. Exit status 0 only if all is the same.
Use it before and after a change that must not change behavior.
"""

import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = {".toml", ".json", ".md", ".py", ".rs"}
VOLATILE = {"time", "version", "previous_sha256", "policy_sha256", "patterns_sha256"}


def normalized(path):
    """The lines of a log without what differs from run to run."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        lines.append({k: v for k, v in entry.items() if k not in VOLATILE})
    return lines


def outputs(binary, source, folder):
    """Everything that a build makes of one file, by name."""
    made = {}
    run = subprocess.run([binary, source, "-o", folder], capture_output=True, timeout=600)
    made["exit"] = run.returncode
    made["messages"] = re.sub(rb"/\S*/", b"", run.stderr)
    made["report"] = re.sub(rb"/\S*/", b"", run.stdout)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            log = path.name.endswith("audit.jsonl")
            made[path.relative_to(folder).as_posix()] = normalized(path) if log else path.read_bytes()
    check = subprocess.run(
        [binary, "check", source, "--show", "--format", "jsonl"], capture_output=True, timeout=600)
    made["check exit"] = check.returncode
    made["findings"] = check.stdout
    return made


def compare(old, new, source, messages):
    """The names of what differs for one file."""
    results = []
    for binary in (old, new):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="same-"))
        try:
            results.append(outputs(binary, source, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    before, after = results
    names = sorted(set(before) | set(after))
    if not messages:
        names = [n for n in names if n not in ("messages", "report")]
    return [n for n in names if before.get(n) != after.get(n)]


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    options = {a for a in sys.argv[1:] if a.startswith("-")}
    if len(arguments) < 3 or options - {"-n", "-v"}:
        sys.exit(__doc__)
    old, new = (str(pathlib.Path(b).resolve()) for b in arguments[:2])
    files = []
    for root in map(pathlib.Path, arguments[2:]):
        found = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
        files += [p for p in found if p.suffix.lower() not in SKIPPED]
    different = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        work = [pool.submit(compare, old, new, f, "-n" not in options) for f in files]
        for source, done in zip(files, work):
            names = done.result()
            if names:
                different += 1
                print(f"{source}: {', '.join(names)}")
            elif "-v" in options:
                print(f"{source}: same")
    print(f"{len(files)} files, {different} different")
    sys.exit(1 if different or not files else 0)


if __name__ == "__main__":
    main()
