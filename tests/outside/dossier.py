#!/usr/bin/env python3
"""Makes a dossier of all kinds of files about the same thirty made-up people, redacts it, and looks for
them with readers that are not ours.

    tests/outside/dossier.py BINARY [--files N] [--keep FOLDER] [-v]

The people stand in heads, signatures, cells, slides, threads, names of files, and in files within mails
within archives. The dossier goes through twice: with their names on a list, after which none of them may
be left in any copy; and without, which is only counted. Each file must have a copy or a reason that is
expected for it. Prints a line for every fault; exits 1 if there is one.
"""

import argparse
import collections
import email.message
import io
import json
import mailbox
import pathlib
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import made
import readers

import check  # Last: it takes this folder off the path, for it holds names of libraries.

GIVEN = ("Marieke Jeroen Fatima Willem Anneke Bram Loes Hendrik Yusuf Saskia Pieter Femke Ruud Nadia Gijs Ilse "
         "Tom Hanneke Karim Lotte Daan Margriet Sjoerd Esra Wouter Petra Maarten Joke Rachid Elske").split()
FAMILY = ("Zandmeerkerk Kwispelaer Dorrevinck Hoefnagelaar Brinksteeger Vlierwouden Ottenspaander Ruigendael "
          "Steltenpool Wervershagen Kraaigenbos Plompevaart Haverschoten Lindenzijl Molkenbuur Grietenbrink "
          "Tromphaven Wijdevoorde Spinnenwebber Kuilenburger Noorderwiel Elzenkamper Bokkinghove Drielanders "
          "Fluitenkruid Hazelbrouck Papenvoorder Sleedoornse Vuurtorenaar Zwanenhalser").split()
# A third each: who works there, who wrote to it, and who works elsewhere.
FUNCTIONS = ["beleidsmedewerker", "juridisch adviseur", "vergunningverlener", "toezichthouder", "secretaresse"]


class Person:
    def __init__(self, number):
        self.given, self.family = GIVEN[number], FAMILY[number]
        self.kind = ("official", "citizen", "company")[number % 3]
        self.name = f"{self.given} {self.family}"
        self.short = f"{self.given[0]}. {self.family}"
        host = {"official": "zuiderveen.example", "citizen": "post.example", "company": "bouwbedrijf.example"}
        self.mail = f"{self.given[0]}.{self.family}@{host[self.kind]}".lower()
        self.phone = f"06-2{number:02d}4{number:02d}78"
        self.function = FUNCTIONS[number % len(FUNCTIONS)]
        self.street = f"Elzenlaan {number + 11}, 9{number:03d} AB Zuiderveen"


PEOPLE = [Person(n) for n in range(len(FAMILY))]


def lines(one, two, three):
    yield f"Geachte heer of mevrouw {two.family},"
    yield ""
    yield "Op 3 mei 2023 heeft u gevraagd om alle documenten over de herinrichting van het Marktplein."
    yield f"Tijdens het overleg heeft {three.name} toegelicht waarom het besluit is uitgesteld."
    yield f"De bewoner van {two.street} is daarover gebeld op {two.phone}."
    yield f"Een afschrift gaat naar {three.short} ({three.mail})."
    yield ""
    yield "Met vriendelijke groet,"
    yield ""
    yield one.name
    yield one.function
    yield "Gemeente Zuiderveen"
    yield f"T {one.phone}"
    yield f"E {one.mail}"


def letter(people):
    return "\r\n".join(lines(*people)) + "\r\n"


def thread(people):
    one, two, three = people
    quoted = f"Van: {two.name} <{two.mail}>\nVerzonden: dinsdag 2 mei 2023 10:11\nAan: {one.name} <{one.mail}>\n" \
        f"Onderwerp: Marktplein\n\nBeste {one.given},\n\nKan {three.name} er ook bij zijn?\n\nGroet,\n{two.name}\n"
    deeper = "".join(f"> {line}\n" for line in quoted.splitlines())
    return letter(people).replace("\r\n", "\n") + f"\nOp 2 mei 2023 schreef {two.name}:\n" + deeper


def as_page(people):
    body = "".join(f"<p>{line}</p>" for line in lines(*people))
    one, two, three = people
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Brief aan {two.name}</title>'
            f'<meta name="author" content="{one.name}"></head><body><!-- gemaakt door {one.name} -->{body}'
            f'<a href="mailto:{three.mail}" title="{three.name}">mail</a></body></html>')


def as_mail(people, attachments=()):
    one, two, three = people
    mail = email.message.EmailMessage()
    mail["From"], mail["To"] = f"{one.name} <{one.mail}>", f'"{two.family}, {two.given}" <{two.mail}>'
    mail["Cc"], mail["Subject"] = f"{three.name} <{three.mail}>", f"Gesprek met {two.name}"
    mail["Date"], mail["Message-ID"] = "Wed, 03 May 2023 09:12:00 +0200", f"<{one.family}.1@zuiderveen.example>"
    mail["X-Sender"] = one.mail
    mail.set_content(thread(people))
    mail.add_alternative(as_page(people), subtype="html")
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def as_mailbox(people):
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(pathlib.Path(folder, "a.mbox"))
        for turn in range(3):
            box.add(as_mail(people[turn:] + people[:turn]))
        box.flush()
        return pathlib.Path(folder, "a.mbox").read_bytes()


def as_message(people):
    one, two, three = people
    attachment = (f"Bezwaar {three.family}.docx", as_word(people))
    return made.message((one.name, one.mail), (two.name, two.mail), f"Gesprek met {two.name}", thread(people),
                        {0x007D: f"Received: from pc-{one.family}\r\n"}, [attachment])


def as_word(people):
    import docx

    one, two, three = people
    document = docx.Document()
    document.core_properties.author = one.name
    document.sections[0].header.paragraphs[0].text = f"Behandeld door {one.name}"
    for line in lines(*people):
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for at, text in enumerate(["Naam", "Telefoon", three.name, three.phone]):
        table.cell(at // 2, at % 2).text = text
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_sheet(people):
    import openpyxl
    import openpyxl.comments

    book = openpyxl.Workbook()
    book.properties.creator = people[0].name
    sheet = book.active
    sheet.append(["Naam", "Functie", "E-mail", "Telefoon"])
    for person in people:
        sheet.append([person.name, person.function, person.mail, person.phone])
    sheet["A2"].comment = openpyxl.comments.Comment(f"gebeld met {people[2].name}", people[1].name)
    hidden = book.create_sheet("Lijst")
    hidden.sheet_state = "hidden"
    hidden.append(["Aanvrager", people[1].name])
    return saved(book)


def as_slides(people):
    import pptx
    import pptx.util

    one, two, three = people
    deck = pptx.Presentation()
    deck.core_properties.author = one.name
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Herinrichting Marktplein"
    slide.placeholders[1].text = f"Projectleider: {one.name}\nAannemer: {three.name}"
    slide.notes_slide.notes_text_frame.text = f"{two.name} heeft bezwaar gemaakt."
    return saved(deck)


def as_text_document(people):
    import odf.opendocument
    import odf.text

    document = odf.opendocument.OpenDocumentText()
    for line in lines(*people):
        document.text.addElement(odf.text.P(text=line))
    return written(document)


def written(document):
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def as_calc(people):
    import odf.opendocument
    import odf.table
    import odf.text

    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Contact")
    rows = [["Naam", "E-mail"]] + [[p.name, p.mail] for p in people]
    for cells in rows:
        row = odf.table.TableRow()
        for text in cells:
            cell = odf.table.TableCell(valuetype="string")
            cell.addElement(odf.text.P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    return written(document)


FLAT = ('<?xml version="1.0" encoding="UTF-8"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>%s'
        '</office:text></office:body></office:document>')


def as_flat(people):
    return FLAT % "".join(f"<text:p>{line}</text:p>" for line in lines(*people))


def as_rich_text(people):
    body = "".join(f"{line}\\par\n" for line in lines(*people))
    return "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\author %s}}\\f0 %s{\\v %s}}" % (
        people[0].name, body, people[2].name)


def as_pdf(people):
    import fpdf

    page = fpdf.FPDF()
    page.set_author(people[0].name)
    page.add_page()
    page.set_font("helvetica", size=11)
    page.multi_cell(0, 6, letter(people))
    return bytes(page.output())


def as_calendar(people):
    one, two, three = people
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//NL", "BEGIN:VEVENT", "UID:1@zuiderveen.example",
        "DTSTAMP:20230503T080000Z", "DTSTART:20230510T080000Z", f"SUMMARY:Gesprek met {two.name}",
        f"ORGANIZER;CN={one.name}:mailto:{one.mail}", f"ATTENDEE;CN={two.name}:mailto:{two.mail}",
        f"DESCRIPTION:Ook {three.name} is er\\, tel. {three.phone}", "END:VEVENT", "END:VCALENDAR", ""])


def as_card(people):
    return "".join("\r\n".join([
        "BEGIN:VCARD", "VERSION:3.0", f"FN:{p.name}", f"N:{p.family};{p.given};;;", f"EMAIL:{p.mail}",
        f"TEL;TYPE=CELL:{p.phone}", f"TITLE:{p.function}", "END:VCARD", ""]) for p in people)


def as_table(people):
    rows = ["Naam;Functie;E-mail;Telefoon"] + [f"{p.name};{p.function};{p.mail};{p.phone}" for p in people]
    return "\r\n".join(rows) + "\r\n"


def records(people):
    return [{"naam": p.name, "functie": p.function, "email": p.mail, "telefoon": p.phone} for p in people]


def as_json(people):
    return json.dumps({"onderwerp": f"Gesprek met {people[1].name}", "personen": records(people)}, indent=1)


def as_lines(people):
    return "".join(json.dumps(r) + "\n" for r in records(people))


def as_xml(people):
    inner = "".join(f'<persoon functie="{p.function}"><naam>{p.name}</naam><email>{p.mail}</email></persoon>'
                    for p in people)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<zaak><!-- {people[0].name} -->{inner}</zaak>\n'


def as_drawing(people):
    texts = "".join(f'<text x="5" y="{20 * n + 20}">{p.name}</text>' for n, p in enumerate(people))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><title>{people[0].name}</title>{texts}</svg>'


def as_saved_page(people):
    page = as_page(people).encode()
    return b"\r\n".join([b"From: <Saved by browser>", b"MIME-Version: 1.0", b"Subject: Brief",
                         b'Content-Type: multipart/related; boundary="b"; type="text/html"', b"", b"--b",
                         b"Content-Type: text/html; charset=utf-8", b"Content-Location: https://zuiderveen.example/",
                         b"", page, b"--b--", b""])


def as_archive(people):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        deep = io.BytesIO()
        with zipfile.ZipFile(deep, "w") as inner:
            inner.writestr(f"lijst {people[2].family}.xlsx", as_sheet(people))
        mail = as_mail(people, [(f"Bijlage {people[1].family}.zip", deep.getvalue()), ("brief.docx", as_word(people))])
        archive.writestr("post/mail.eml", mail)
        archive.writestr(f"post/{people[0].family}.txt", letter(people))
    return out.getvalue()


def as_tar(people):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in [("brief.rtf", as_rich_text(people)), ("mail.eml", as_mail(people))]:
            info = tarfile.TarInfo(name)
            data = data.encode("latin-1") if isinstance(data, str) else data
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def full_mail(people):
    return as_mail(people, [(f"Verslag {people[1].name}.pdf", as_pdf(people)), ("lijst.xlsx", as_sheet(people))])


MAKERS = {
    "txt": letter, "md": letter, "csv": as_table, "eml": full_mail, "mbox": as_mailbox, "msg": as_message,
    "html": as_page, "mht": as_saved_page, "docx": as_word, "xlsx": as_sheet, "pptx": as_slides,
    "odt": as_text_document, "ods": as_calc, "fodt": as_flat, "rtf": as_rich_text, "pdf": as_pdf, "ics": as_calendar,
    "vcf": as_card, "json": as_json, "jsonl": as_lines, "xml": as_xml, "svg": as_drawing, "zip": as_archive,
    "tar.gz": as_tar,
}
# Files that must have no copy: an old presentation, macros are not among the makers.
REFUSED = {"ppt": lambda people: made.compound({"PowerPoint Document": thread(people).encode("utf-16-le") * 9})}


def fill(folder, count):
    chance = random.Random(11)
    kinds = [*MAKERS, *REFUSED]
    makers = MAKERS | REFUSED
    for number in range(count):
        kind = kinds[number % len(kinds)]
        people = chance.sample(PEOPLE, 3)
        # Each of the roles signs, is written to, and is spoken of.
        people.sort(key=lambda p: ("official", "citizen", "company").index(p.kind))
        people = [next((p for p in PEOPLE if p.kind == "official" and p not in people), None)
                  if people[0].kind != "official" else people[0], *people[1:]]
        data = makers[kind](people)
        data = data.encode() if isinstance(data, str) else data
        (folder / f"{number:03d} {people[1].family}.{kind}").write_bytes(data)


def redact(binary, folder, out, *more):
    """The copies in `out`, and the files that have no copy although they should, or the other way round."""
    table = out.with_suffix(".map")
    done = subprocess.run(
        [binary, str(folder), "-o", str(out), "--map", str(table), "--safe-names", "--lang", "en", "--force", *more],
        capture_output=True, check=False)
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    copies = {path.name.split(".", 1)[0] for path in out.iterdir()}
    told = done.stderr.decode("utf-8", "replace").splitlines()
    for number, path, *_ in rows:
        kind = pathlib.Path(path).name.split(".", 1)[1]
        if (number in copies) == (kind in REFUSED):
            yield f"{path}: " + (" ".join(line for line in told if path in line) or "has a copy")


def examined(binary, folder):
    done = subprocess.run([binary, "check", str(folder), "--lang", "en", "--show", "--format", "json"],
                          capture_output=True, check=False)
    return json.loads(done.stdout)


def left(out):
    """Family names that a reader finds in a copy, by copy; and what could not be read."""
    found, faults = {}, []
    for path in sorted(out.rglob("*")):
        if not path.is_file() or path.name == "audit.jsonl":
            continue
        try:
            texts = "\n".join(readers.texts(path.name, path.read_bytes()))
        except Exception as error:  # A copy that a reader does not take is a fault, whatever it says.
            faults.append(f"{path.name}: does not open: {type(error).__name__}: {error}")
            continue
        squeezed = check.squeezed(texts)
        held = [p for p in PEOPLE if p.family.lower() in squeezed or check.squeezed(p.phone) in squeezed]
        if held:
            found[path.name] = held
    return found, faults


def roles(report):
    """The roles that findings give each person."""
    out = collections.defaultdict(collections.Counter)
    for file in report["files"]:
        for item in file["findings"]:
            text = item.get("text", "").lower()
            for person in PEOPLE:
                if person.family.lower() in text and "naam" in item["category"]:
                    out[person.name][item["role"]] += 1
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--keep")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(args.keep or work)
        folder = work / "dossier"
        folder.mkdir(parents=True, exist_ok=True)
        fill(folder, args.files)
        names = work / "names.txt"
        names.write_text("".join(f"{p.name}\n{p.family}\n{p.mail}\n{p.phone}\n" for p in PEOPLE))
        faults = list(redact(args.binary, folder, work / "listed", "--redact-list", str(names)))
        found, more = left(work / "listed")
        faults += more + [f"{name}: {', '.join(p.family for p in held)}" for name, held in found.items()]
        faults += redact(args.binary, folder, work / "free")
        found, more = left(work / "free")
        faults += more
        several = {name: held for name, held in roles(examined(args.binary, folder)).items() if len(held) > 1}
        faults += [f"{name} has several roles: {dict(held)}" for name, held in several.items()]
        print(*faults, sep="\n", end="\n" if faults else "")
        if args.v:
            print(*(f"without a list {n}: {', '.join(p.family for p in h)}" for n, h in found.items()), sep="\n")
        pairs = sum(len(held) for held in found.values())
        print(f"dossier: {args.files} files, {len(PEOPLE)} people; {len(faults)} faults; without a list {pairs} times "
              f"somebody in {len(found)} of the copies")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
