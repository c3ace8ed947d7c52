"""What readers that are not ours find in a file of any kind, and in the files within it."""

import base64
import email
import email.policy
import gzip
import html
import io
import json
import mailbox
import pathlib
import quopri
import re
import subprocess
import tempfile
import zipfile

DEEPEST = 8


def unescaped(text):
    """A text, without its tags, and with what references, escapes and percent signs stand for."""
    yield text
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    yield plain
    yield html.unescape(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    yield re.sub(r"%([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
    yield re.sub(r"\r?\n[ \t]", "", text)


def decoded(data):
    yield from unescaped(data.decode("utf-8", "replace"))
    for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "replace")


def by_program(data, suffix, *command):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file" + suffix)
        path.write_bytes(data)
        done = subprocess.run([*command, str(path), "-"], capture_output=True, timeout=120)
        return done.stdout.decode("utf-8", "replace")


def of_sheet(data):
    import openpyxl

    for values in (True, False):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
        yield from book.defined_names
        for sheet in book.worksheets:
            yield sheet.title
            for row in sheet.iter_rows():
                for cell in row:
                    yield str(cell.value) if cell.value is not None else ""
                    yield f"{cell.comment.text} {cell.comment.author}" if cell.comment else ""


def of_shapes(shapes):
    for shape in shapes:
        yield shape.name
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if hasattr(shape, "shapes"):
            yield from of_shapes(shape.shapes)


def of_slides(data):
    import pptx

    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        yield from of_shapes(slide.shapes)
        if slide.has_notes_slide:
            yield from of_shapes(slide.notes_slide.shapes)


def of_word(data):
    import docx

    document = docx.Document(io.BytesIO(data))
    yield from (p.text for p in document.paragraphs)
    yield from (c.text for t in document.tables for r in t.rows for c in r.cells)
    yield from (p.text for s in document.sections for p in [*s.header.paragraphs, *s.footer.paragraphs])


def of_opendocument(data):
    import odf.opendocument
    import odf.teletype

    document = odf.opendocument.load(io.BytesIO(data))
    yield odf.teletype.extractText(document.topnode)


def of_mail(data, depth):
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        yield from (f"{name}: {value}" for name, value in part.items())
        yield f"{part.get_filename('')} {part.get_boundary('')} {part.preamble} {part.epilogue}"
        if not part.is_multipart():
            held = part.get_payload(decode=True) or b""
            yield from texts(part.get_filename("") or "a.txt", held, depth + 1)


def of_mailbox(data, depth):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "mail.mbox")
        path.write_bytes(data)
        for message in mailbox.mbox(path, create=False):
            yield message.get_from()
            yield from of_mail(message.as_bytes(), depth)


def of_page(data):
    import html5lib

    tree = html5lib.parse(data.decode("utf-8", "replace"), treebuilder="etree", namespaceHTMLElements=False)
    for item in tree.iter():
        yield from (item.text or "", item.tail or "", *item.attrib.values())
    yield "".join(tree.itertext())


def of_package(data, depth):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield package.comment.decode("latin-1")
        for entry in package.infolist():
            yield entry.filename
            yield entry.comment.decode("latin-1")
            yield from texts(entry.filename, package.read(entry), depth + 1)


def values(item):
    if isinstance(item, dict):
        for key, value in item.items():
            yield key
            yield from values(value)
    elif isinstance(item, list):
        for value in item:
            yield from values(value)
    else:
        yield str(item)


LIBRARIES = {
    ".xlsx": of_sheet, ".xlsm": of_sheet, ".pptx": of_slides, ".docx": of_word,
    ".odt": of_opendocument, ".ods": of_opendocument, ".odp": of_opendocument,
    ".html": of_page, ".htm": of_page,
}


def texts(name, data, depth=0):
    """Every text that a reader finds. Raises what the reader raises: a copy must open."""
    suffix = pathlib.PurePath(name).suffix.lower()
    yield from decoded(data)
    if depth > DEEPEST:
        return
    if suffix in LIBRARIES:
        yield from LIBRARIES[suffix](data)
    if data.startswith(b"PK\x03\x04"):
        yield from of_package(data, depth)
    elif suffix == ".pdf":
        yield by_program(data, suffix, "pdftotext", "-raw")
        yield by_program(data, suffix, "qpdf", "--qdf", "--object-streams=disable")
    elif suffix in (".eml", ".mht", ".mhtml"):
        yield from of_mail(data, depth)
        yield from decoded(quopri.decodestring(data))
    elif suffix == ".mbox":
        yield from of_mailbox(data, depth)
    elif suffix == ".json":
        yield from values(json.loads(data))
    elif suffix == ".jsonl":
        for line in data.splitlines():
            yield from values(json.loads(line))
    elif suffix == ".gz":
        yield from texts(name[:-3], gzip.decompress(data), depth + 1)
    for packed in re.findall(rb"(?:base64,|binary-data>)([A-Za-z0-9+/=\s]{16,})", data):
        yield from decoded(base64.b64decode(packed, validate=False))
    if suffix == ".rtf":
        yield from of_rich_text(data)


def of_rich_text(data):
    """The letters of rich text without its words, however hidden they are."""
    text = data.decode("latin-1")
    text = re.sub(r"\\u(-?\d+) ?(?:\\'..|[^\\{}])?", lambda m: chr(int(m[1]) % 0x10000), text)
    text = re.sub(r"\\'(..)", lambda m: bytes.fromhex(m[1]).decode("cp1252", "replace"), text)
    text = re.sub(r"\\[a-z]+-?\d* ?|\\[^a-z]|[{}\r\n]", "", text)
    yield text
    for digits in re.findall(r"[0-9a-fA-F]{16,}", text):
        yield from decoded(bytes.fromhex(digits[:len(digits) // 2 * 2]))
