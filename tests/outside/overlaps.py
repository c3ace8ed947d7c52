#!/usr/bin/env python3
"""A hundred letters on which texts lie over each other: stamps, watermarks, shadows, second layers.

    tests/outside/overlaps.py BINARY [-v] [--keep DIR]

Each letter is plain, and one of some twenty kinds of text is drawn over, under or beside it. The
program redacts it as a user would run it; pymupdf and pdftotext read the copy. None may leave a name,
and at most two may be refused. All people are made up. The same seed gives the same letters.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf

SEED = 20250303
EACH = 5
MOST_REFUSED = 2
WIDTH, HEIGHT = 595, 842
WINDOW = 7

GIVEN = ["Annelies", "Bastiaan", "Corine", "Diederik", "Eveline", "Floris", "Gerda", "Hendrik", "Ilse", "Jeroen"]
START = ["Verkuij", "Brouwers", "Klinken", "Zwartel", "Haverhoe", "Oldenzie", "Wiersel", "Raaijhor", "Kwispe", "Quaedvl"]
END = ["lenburg", "bergman", "dongelaar", "kampstra", "veldsma", "hoekema", "woldinga", "schoonder"]
LINES = [
    "Op 3 maart 2025 sprak ik met de heer {0} over de nieuwe weg langs het kanaal.",
    "Hij verwees naar mevrouw {1}, die het dossier sinds vorig jaar beheert.",
    "De brief is ontvangen en wordt binnen zes weken behandeld door de afdeling.",
    "U kunt mevrouw {1} bereiken op telefoonnummer {2} of via {3}.",
    "De heer {0} heeft op de zitting verklaard dat hij met het plan instemt.",
    "De planning en de kosten worden in de vergadering van april besproken.",
]


class Letter:
    """A page that holds a letter; text is set with pymupdf, so nothing is known of our own writer."""

    def __init__(self, rng):
        self.rng = rng
        self.doc = pymupdf.open()
        self.page = self.doc.new_page(width=WIDTH, height=HEIGHT)
        self.surnames = [rng.choice(START) + rng.choice(END) for _ in range(3)]
        self.people = [f"{rng.choice('ABCDEFGHJKLMP')}. {s}" for s in self.surnames[:2]]
        self.people.append(f"{rng.choice(GIVEN)} {self.surnames[2]}")
        self.phone = f"06 {rng.randint(10, 55)} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
        self.mail = f"{self.people[1][0].lower()}.{self.surnames[1].lower()}@voorbeeldstad.example"
        body = [line.format(self.people[0], self.people[1], self.phone, self.mail) for line in LINES]
        self.lines = ["Geachte mevrouw,", ""] + body + ["", "Met vriendelijke groet,", "", self.people[2], "juridisch medewerker"]
        self.top, self.step, self.size = 120, 22, 11

    def at(self, number):
        return self.top + self.step * number

    def body(self, dx=0, dy=0, each=None, **how):
        for number, line in enumerate(self.lines):
            if line:
                if each:
                    each(number)
                self.put((70 + dx, self.at(number) + dy), line, **how)

    def put(self, at, text, size=None, **how):
        self.page.insert_text(at, text, fontsize=size or self.size, fontname=how.pop("font", "helv"), **how)

    def row(self):
        """A line of the letter that holds a name."""
        return self.at(self.rng.choice([2, 3, 5, 6]))


def words(letter, line, y, **how):
    x = 70
    for word in line.split(" "):
        letter.put((x, y), word, **how)
        x += pymupdf.get_text_length(word + " ", "helv", letter.size)


def stamp_color(l):
    l.body()
    l.put((l.rng.randint(120, 260), l.row() + l.rng.uniform(-3, 3)), "INGEKOMEN 12 MRT 2024", 18, font="hebo", color=(0.8, 0, 0))


def stamp_black(l):
    l.body()
    l.put((l.rng.randint(120, 300), l.row() - 2), "ONTVANGEN", 16)


def stamp_same_size(l):
    l.body()
    l.put((l.rng.randint(120, 300), l.row()), "document 12 pagina 3", color=(1, 0, 0))


def stamp_under(l):
    l.put((l.rng.randint(120, 260), l.row() + 2), "KOPIE ARCHIEF", 20, color=(0.6, 0.6, 0.6))
    l.body()


def stamp_tilted(l):
    l.body()
    y = l.row()
    turn = (pymupdf.Point(150, y), pymupdf.Matrix(l.rng.choice([5, -7, 12])))
    l.put((150, y), "AFGEHANDELD 14 APR 2025", 17, color=(0, 0, 0.8), morph=turn)


def watermark_45(l):
    turn = (pymupdf.Point(150, 420), pymupdf.Matrix(45))
    l.put((150, 420), "CONCEPT", 90, color=(0.85, 0.85, 0.85), morph=turn)
    l.body()


def watermark_45_over(l):
    l.body()
    turn = (pymupdf.Point(120, 420), pymupdf.Matrix(45))
    l.put((120, 420), "VERTROUWELIJK", 54, color=(0.8, 0.8, 0.8), fill_opacity=0.4, morph=turn)


def watermark_level(l):
    l.put((80, l.row() + l.rng.randint(0, 20)), "CONCEPT", 80, color=(0.85, 0.85, 0.85))
    l.body()


def watermark_lines(l):
    for n in range(70):
        l.put((20 + 11 * (n % 4), 80 + 9 * n), "Vertrouwelijk - gebruiker 4471 - " * 3, 8, color=(0.8, 0.8, 0.8))
    l.body()


def watermark_contour(l):
    l.body()
    l.put((90, l.row() + 12), "DUPLICAAT", 60, color=(0.5, 0.5, 0.5), render_mode=1)


def shadow_page(l):
    l.body(1.5, 1.5, color=(0.7, 0.7, 0.7))
    l.body()


def shadow_lines(l):
    dx = l.rng.choice([1.8, 2.5, 3.2])
    l.body(each=lambda n: l.put((70 + dx, l.at(n) + 1), l.lines[n], color=(0.7, 0.7, 0.7)))


def layer_twice(l):
    l.body()
    l.body(l.rng.choice([2.2, 3.1, -2.4]), l.rng.choice([0, 0.4, 1.3]))


def misread(l, text):
    return "".join({"l": "1", "e": "c", "n": "u"}.get(c, c) if l.rng.random() < 0.08 else c for c in text)


def recognized_layer(l):
    l.body()
    for n, line in enumerate(l.lines):
        if line:
            l.put((70 + l.rng.uniform(-1.5, 1.5), l.at(n) + l.rng.uniform(-1, 1)), misread(l, line), font="tiro", render_mode=3)


def recognized_words(l):
    l.body()
    l.size = 10.4
    for n, line in enumerate(l.lines):
        if line:
            words(l, line, l.at(n) + 0.7, font="cour", render_mode=3)


def annotation(l):
    l.body()
    y = l.row()
    l.page.add_freetext_annot((150, y - 14, 360, y + 8), "GEZIEN 5 MEI 2025", fontsize=15, text_color=(0, 0.4, 0))


def white_text(l):
    l.body()
    l.put((l.rng.randint(90, 200), l.row()), "niet zichtbare aantekening", color=(1, 1, 1))


def other_layer(l):
    l.body()
    off = l.doc.add_ocg("Vertaling", on=False)
    for n, line in enumerate(l.lines):
        l.put((70, l.at(n)), "In this translation nothing is said about anyone at all.", oc=off)


def boxed_stamp(l):
    l.body()
    y = l.row()
    l.page.draw_rect((170, y - 24, 330, y + 20), color=(0.7, 0, 0.2))
    for n, line in enumerate(["GEMEENTE VOORBEELDSTAD", "INGEBOEKT 14-04-2025", "ZAAK 2025-114-77"]):
        l.put((178, y - 12 + 12 * n), line, 10, color=(0.7, 0, 0.2))


def page_numbers(l):
    l.body()
    for n in (2, 3, 5, 6):
        l.put((70 + l.rng.randint(80, 260), l.at(n) - 1), f"{l.rng.randint(1, 9)}-{l.rng.randint(10, 99)}", 12, color=(0, 0, 1))


def cells(l, clip):
    """A sheet with columns too narrow for what stands in them."""
    heads = ["Naam", "Functie", "Telefoon", "Afdeling"]
    jobs = ["jurist bestuursrecht", "inspecteur bouwzaken", "secretaris commissie"]
    for column, head in enumerate(heads):
        l.put((60 + 84 * column, 120), head)
    for row, person in enumerate(l.people):
        l.people[row] = person = f"{l.rng.choice(GIVEN)} {l.surnames[row]}-Voorst"
        phone = l.phone if row == 0 else ""
        for column, text in enumerate([person, jobs[row], phone, "Ruimtelijke ordening"]):
            x, y = 60 + 84 * column, 142 + 18 * row
            l.put((x, y), text)
            if clip:
                wrap_last(l, f"q {x - 2} {HEIGHT - y - 5} 82 16 re W n", "Q")
    l.mail = None


def wrap_last(l, before, after):
    xref = l.page.get_contents()[-1]
    l.doc.update_stream(xref, f"{before}\n".encode() + l.doc.xref_stream(xref) + f"\n{after}\n".encode())


def mixed_sequence(l):
    """Words of the letter and of a stamp by turns, as drawing programs sort them by place."""
    stamp = iter("GEZIEN EN AKKOORD BEVONDEN DOOR DE AFDELING JURIDISCHE ZAKEN".split() * 4)
    for n, line in enumerate(l.lines):
        x, red = 70, 130
        for count, word in enumerate(line.split(" ")):
            l.put((x, l.at(n)), word)
            x += pymupdf.get_text_length(word + " ", "helv", l.size)
            if n in (2, 3) and count % 3 == 2:
                text = next(stamp)
                l.put((red, l.at(n) + 3), text, 14, color=(0.9, 0, 0))
                red += pymupdf.get_text_length(text + " ", "helv", 14)


def plain(l):
    l.body()


KINDS = [
    stamp_color, stamp_black, stamp_same_size, stamp_under, stamp_tilted, watermark_45, watermark_45_over,
    watermark_level, watermark_lines, watermark_contour, shadow_page, shadow_lines, layer_twice,
    recognized_layer, recognized_words, annotation, white_text, other_layer, boxed_stamp, page_numbers,
    lambda l: cells(l, True), lambda l: cells(l, False), mixed_sequence, plain,
]
NAMES = ["cells_clipped" if n == 20 else "cells_narrow" if n == 21 else k.__name__ for n, k in enumerate(KINDS)]


def bare(text):
    return re.sub(r"[^0-9a-z]", "", text.lower())


def readings(path):
    """The text of a copy as two other programs read it, letters and digits only."""
    with pymupdf.open(path) as doc:
        for page in doc:
            yield bare(page.get_text())
            yield bare(page.get_text(sort=True))
            spans = [s for b in page.get_text("dict")["blocks"] for l in b.get("lines", []) for s in l["spans"]]
            yield from (bare(s["text"]) for s in spans)
            for annotation in page.annots():
                yield bare(annotation.get_text())
    for how in ([], ["-raw"], ["-layout"]):
        out = subprocess.run(["pdftotext", *how, str(path), "-"], capture_output=True, check=False).stdout
        yield bare(out.decode("utf-8", "replace"))


def left(letter, path):
    """What is left of the people of a letter: whole texts, and seven letters of a surname in a row."""
    texts = list(readings(path))
    wanted = set()
    for surname in letter.surnames:
        name = bare(surname)
        wanted |= {name[n : n + WINDOW] for n in range(len(name) - WINDOW + 1)}
    wanted |= {bare(text) for text in (letter.phone, letter.mail) if text}
    return sorted(w for w in wanted if any(w in text for text in texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("-v", action="store_true", help="tells of each letter that fails")
    parser.add_argument("--seed", type=int, default=SEED, help="other letters")
    parser.add_argument("--keep", help="a folder for the letters and their copies")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    letters, refused, leaked, texts = 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(args.keep or folder)
        (folder / "out").mkdir(parents=True, exist_ok=True)
        for name, kind in zip(NAMES, KINDS):
            for number in range(EACH):
                letter = Letter(rng)
                kind(letter)
                path = folder / f"{name}-{number}.pdf"
                letter.doc.save(path, garbage=3, deflate=True, no_new_id=True)
                copy = folder / "out" / path.name
                copy.unlink(missing_ok=True)
                run = subprocess.run([args.binary, str(path), "-o", str(folder / "out"), "--force"], capture_output=True, check=False)
                letters += 1
                if not copy.exists():
                    refused += 1
                    if args.v:
                        print(f"{path.name}: refused ({run.returncode})", run.stderr.decode()[:160].strip())
                    continue
                found = left(letter, copy)
                leaked += bool(found)
                texts += len(found)
                if found and args.v:
                    print(f"{path.name}: left ({run.returncode}):", ", ".join(found))
    print(f"overlaps: {letters} letters of {len(KINDS)} kinds, {leaked} leave a name, {refused} refused")
    return 1 if leaked or refused > MOST_REFUSED else 0


if __name__ == "__main__":
    sys.exit(main())
