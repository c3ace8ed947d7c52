#!/usr/bin/env python3
"""Ends runs over a folder at random moments, and looks at what is left.

    tests/outside/interrupted.py BINARY [TIMES] [--seed N]

Each time a run over a folder of made-up letters is ended, by turns with TERM, with INT and with
KILL. After TERM and INT no temporary file may be left. After each, every copy must be in the log, and
no process of the run may live on, also where a picture was being read.
Then the same command must end well, without --force, and leave the tree that a run leaves which
was never disturbed: the same copies byte for byte, and a log that differs in time alone.
"""

import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

LETTER = "Behandeld door: mw. A. de Vries, tel. 06-12345678.\nUw brief over perceel {0}.\n"
FILES = 120


def command(binary, out):
    return [binary, "map", "-o", out, "-j", "2"]


def account(out):
    """The copies, and the records of the log without time and chain."""
    copies = {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*"))
              if path.is_file() and path.name != "audit.jsonl"}
    records = []
    for line in (out / "audit.jsonl").read_text().splitlines():
        record = json.loads(line)
        records.append({key: value for key, value in record.items()
                        if key not in ("time", "previous_sha256")})
    return copies, records


def logged(out):
    """How many copies there are, and how many the log knows; a torn last line counts for nothing."""
    names = [path.name for path in out.rglob("*") if path.is_file()]
    copies = sum(name.endswith(".txt") for name in names)
    log = out / "audit.jsonl"
    known = log.read_text(errors="replace").count('"result":"written"') if log.exists() else 0
    temporary = [name for name in names if name.endswith(".tmp")]
    return copies, known, temporary


def living(session):
    """How many processes of a session are left after ten seconds."""
    for _ in range(100):
        left = 0
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                state, _, _, own = (process / "stat").read_text().rsplit(")", 1)[1].split()[:4]
                left += state != "Z" and int(own) == session
            except (OSError, ValueError):
                continue
        if not left:
            return 0
        time.sleep(0.1)
    return left


def scan(path):
    """A page that is a picture, so that there is something to read for a while."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 44)
    draw = ImageDraw.Draw(page)
    for line in range(25):
        draw.text((200, 200 + 60 * line), "Het college heeft besloten het verzoek af te wijzen.", 0, font)
    page.save(path, dpi=(300, 300))


def disturbed(binary, folder, whole, how, moment):
    """What is wrong after one run that was ended, if anything."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        out = pathlib.Path(place) / "uit"
        run = subprocess.Popen(command(binary, str(out)), cwd=folder, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        run.send_signal(how)
        run.wait(60)
        if left := living(run.pid):
            return f"{left} processes live on"
        if out.exists():
            copies, known, temporary = logged(out)
            if known < copies:
                return f"{copies} copies and {known} in the log"
            if temporary and how != signal.SIGKILL:
                return f"temporary files are left: {len(temporary)}"
        again = subprocess.run(command(binary, str(out)), cwd=folder, capture_output=True, text=True)
        if again.returncode not in (0, 1):
            return f"the same command ends with {again.returncode}: {again.stderr.strip()}"
        copies, records = account(out)
        if copies != whole[0]:
            return "the copies are not those of an undisturbed run"
        if records != whole[1]:
            return "the log is not that of an undisturbed run"
    return None


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    binary = str(pathlib.Path(arguments[0]).resolve())
    times = int(arguments[1]) if len(arguments) > 1 else 20
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 1
    chance = random.Random(seed)
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        letters = pathlib.Path(folder) / "map"
        letters.mkdir()
        for number in range(FILES):
            (letters / f"{number:03}.txt").write_text(LETTER.format(number))
        scan(letters / "000.png")
        start = time.monotonic()
        subprocess.run(command(binary, "heel"), cwd=folder, capture_output=True, check=False)
        length = time.monotonic() - start
        whole = account(pathlib.Path(folder) / "heel")
        for number in range(times):
            how = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[number % 3]
            moment = chance.uniform(0, length)
            if fault := disturbed(binary, folder, whole, how, moment):
                faults += 1
                print(f"{how.name} after {moment:.3f} s: {fault}")
    print(f"interrupted: {times - faults} of {times} hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
