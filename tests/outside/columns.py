#!/usr/bin/env python3
"""Widths of columns tell no name: pairs of sheets, texts and pages whose columns fit their longest text, and
that differ only in a name, give copies that are the same byte for byte.

    columns.py REDACT_BINARY
"""
import os
import subprocess
import sys
import tempfile
import zipfile

NAMES = ["Bo Li", "Willemijn Wassenberg-Huis"]


def rows(name):
    return [["Nr", "Naam", "Functie"], ["1", name, "secretaris"], ["2", "Totaal", "voorzitter van de raad"]]


def fitted(name):
    """How wide each column comes out, in letters."""
    return [max(len(row[i]) for row in rows(name)) + 1 for i in range(3)]


def excel(name, path):
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime.datetime(2026, 1, 1)})
    sheet = book.add_worksheet()
    for at, width in enumerate(fitted(name)):
        sheet.set_column(at, at, width)
    for at, row in enumerate(rows(name)):
        sheet.write_row(at, 0, row)
    book.close()


def open_document(document, place, name, path, total=None):
    from odf.style import Style, TableColumnProperties, TableProperties
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    widths = [letters * 0.19 for letters in fitted(name)]
    if total:
        widths[-1] = total - sum(widths[:-1])
    style = Style(name="tabel", family="table")
    width = {"width": f"{total:.3f}cm"} if total else {}
    style.addElement(TableProperties(align="margins", **width))
    document.automaticstyles.addElement(style)
    table = Table(name="Tabel1", stylename=style)
    for at, width in enumerate(widths):
        style = Style(name=f"kolom{at}", family="table-column")
        relative = {"relcolumnwidth": f"{65535 * width / sum(widths):.0f}*"} if total else {}
        style.addElement(TableColumnProperties(columnwidth=f"{width:.3f}cm", **relative))
        document.automaticstyles.addElement(style)
        table.addElement(TableColumn(stylename=style))
    for row in rows(name):
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    place(document).addElement(table)
    document.save(path)


def sheet(name, path):
    from odf.opendocument import OpenDocumentSpreadsheet

    open_document(OpenDocumentSpreadsheet(), lambda d: d.spreadsheet, name, path)


def text(name, path):
    from odf.opendocument import OpenDocumentText

    open_document(OpenDocumentText(), lambda d: d.text, name, path, 17)


def narrow(name, path):
    from odf.opendocument import OpenDocumentText

    open_document(OpenDocumentText(), lambda d: d.text, name, path, sum(fitted(name)) * 0.19)


def page(name, path, head="", wide=True):
    widths = [letters * 7 for letters in fitted(name)]
    cell = "<td width={0} style='width:{1:.1f}pt'><p>{2}</p></td>"
    given = [(w if wide else "''", w * 0.75) for w in widths]
    body = "".join(
        "<tr>" + "".join(cell.format(*w, t) for w, t in zip(given, row)) + "</tr>\n" for row in rows(name)
    )
    total = f" width={sum(widths)}" if wide else ""
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}<html><body><p>Aanwezig:</p><table{total}>\n{body}</table></body></html>")


def mail(name, path):
    page(name, path, "From: info@example.nl\nSubject: Verslag\nMIME-Version: 1.0\nContent-Type: text/html\n\n", False)


PRODUCERS = [(excel, "xlsx"), (sheet, "ods"), (text, "odt"), (narrow, "odt"), (page, "html"), (mail, "eml")]


def parts(path):
    """The parts of a package, or the file. What names the sizes of others is left out."""
    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            return {"": file.read()}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if name != "meta.xml"}


def main():
    binary = os.path.abspath(sys.argv[1])
    failed = 0
    for producer, ending in PRODUCERS:
        with tempfile.TemporaryDirectory() as folder:
            copies = []
            # odfpy declares more namespaces in the second file of a run.
            producer(NAMES[0], os.path.join(folder, f"first.{ending}"))
            for i, name in enumerate(NAMES):
                source, names = os.path.join(folder, f"{i}.{ending}"), os.path.join(folder, f"names{i}.txt")
                producer(name, source)
                with open(names, "w", encoding="utf-8") as file:
                    file.write(name + "\n")
                out = os.path.join(folder, f"out{i}")
                run = subprocess.run([binary, source, "-o", out, "--only-lists", "--redact-list", names],
                                     capture_output=True, text=True)
                copy = os.path.join(out, os.path.basename(source))
                copies.append(parts(copy) if os.path.exists(copy) else {"refused": run.stderr})
            differ = sorted(name for name in copies[0] if copies[0][name] != copies[1].get(name))
            failed += bool(differ)
            print(f"{producer.__name__} ({ending}):", f"DIFFERENT, {differ}" if differ else "same")
            for name in differ:
                print("   ", *(copy.get(name, b"")[:3000] for copy in copies), sep="\n    ")
    print(f"{len(PRODUCERS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
