#!/usr/bin/env python3
"""Makes PDFs with a made-up name in one hiding place each, redacts them, and looks for the name.

    tests/outside/places.py BINARY [-v] [--keep FOLDER]

The places of fixtures/traps are those that the parser of this project was written for; these are put
together from bytes, here. Readers as in traps.py. None may be left in a copy. A file that says of itself
that something cannot be read counts apart; at most MOST_REFUSED of the others may have no copy. Exits 1
if it is otherwise.
"""

import argparse
import base64
import math
import pathlib
import subprocess
import sys
import tempfile
import zlib

import traps

NAME = traps.NAME
MOST_REFUSED = 1
LINES = "".join(
    f"BT /F1 11 Tf 72 {700 - 20 * n} Td (Een gewone regel, nummer {n}, over het perceel.) Tj ET\n"
    for n in range(12))
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>"


def stream(entries, data):
    data = data.encode("latin-1") if isinstance(data, str) else data
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("latin-1"), len(data), data)


def pdf(content="", page="", resources="", font="", catalog="", more=None, contents="4 0 R"):
    """A file of one page; `more` are further objects, from number 7 on."""
    fonts = "/F1 5 0 R" + ("/F2 6 0 R" if font else "")
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {contents}"
           f"/Resources<</Font<<{fonts}>>{resources}>>{page}>>",
        4: stream("", content + LINES),
        5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    if font:
        objects[6] = font
    objects |= more or {}
    out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        body = body.encode("latin-1") if isinstance(body, str) else body
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), max(offsets) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        at = offsets.get(number)
        out += b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at
    return out + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def text(shown, font="F1", before=""):
    return f"BT /{font} 11 Tf {before} 72 740 Td ({shown}) Tj ET\n"


def note(entries):
    return f"/Annots[<</Type/Annot/Subtype/Text/Rect[9 9 30 30]{entries}>>]"


def to_unicode(texts):
    lines = "".join(f"<{code:02x}> <{value}>\n" for code, value in texts.items())
    return stream("", f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
                      f"{len(texts)} beginbfchar\n{lines}endbfchar endcmap")


def curve(letters, radius):
    """Letters on a circle, each by itself."""
    turn = 8.5 / radius
    out = []
    for number, letter in enumerate(letters):
        angle = turn * (len(letters) / 2 - number)
        sine, cosine = math.sin(angle), math.cos(angle)
        out.append(f"BT /F1 14 Tf {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} "
                   f"{300 - radius * sine:.2f} {500 + radius * cosine:.2f} Tm ({letter}) Tj ET\n")
    return "".join(out)


def drawn():
    """Places in what the page draws."""
    spaced = "".join(f"1 0 0 1 {72 + 9 * n} {740 - 3 * n} Tm ({c}) Tj " for n, c in enumerate(NAME))
    down = "".join(f"1 0 0 1 72 {740 - 12 * n} Tm ({c}) Tj " for n, c in enumerate(NAME))
    half = len(NAME) // 2
    first, last = NAME[:half], NAME[half:]
    yield "slanted", pdf(f"BT /F1 11 Tf {spaced} ET\n")
    yield "downwards", pdf(f"BT /F1 11 Tf {down} ET\n")
    yield "spaced", pdf(text(NAME, before="6 Tc"))
    yield "wide", pdf(text(NAME, before="300 Tz"))
    yield "mirrored", pdf(f"BT /F1 11 Tf -1 0 0 1 400 740 Tm (heer {NAME}) Tj ET\n")
    yield "upside-down", pdf(f"BT /F1 11 Tf -1 0 0 -1 400 740 Tm (heer {NAME}) Tj ET\n")
    yield "invisible", pdf(text(NAME, before="3 Tr"))
    yield "white", pdf("1 g " + text(NAME) + "0 g ")
    yield "clipped", pdf("q 0 0 9 9 re W n " + text(NAME) + "Q ")
    yield "outside", pdf(text(NAME, before="1 0 0 1 700 0 Tm"))
    yield "tiny", pdf(f"BT /F1 0.4 Tf 72 740 Td ({NAME}) Tj ET ")
    for name, unseen in [("invisible", "3 Tr (qvx) Tj 0 Tr"), ("tiny", "/F1 0.5 Tf (qvx) Tj /F1 11 Tf"),
                         ("white", "1 g (qvx) Tj 0 g 1 0 0 1 130 740 Tm")]:
        yield f"between-{name}", pdf(f"BT /F1 11 Tf 1 0 0 1 72 740 Tm (heer {first}) Tj {unseen} ({last}) Tj ET ")
    for name, unseen in [("white-each", "1 g (x) Tj"), ("white-over", "1 g (m) Tj [833] TJ")]:
        yield f"between-{name}", pdf("BT /F1 11 Tf 72 740 Td " + "".join(
            f"0 g ({c}) Tj {unseen} " for c in NAME) + "0 g ET\n")
    yield "colors", pdf("BT /F1 11 Tf 72 740 Td (heer ) Tj " + "".join(
        f"{n % 3} {n % 2} 0 rg ({c}) Tj " for n, c in enumerate(NAME)) + "0 g ET\n")
    yield "curve", pdf(curve(NAME, 150))
    yield "curve-narrow", pdf(curve(f"van {NAME} te Laag-Soeren", 60))
    for name, turn, lift in [("zigzag", "1 0 0 1", 7), ("each-upside-down", "-1 0 0 -1", 0)]:
        yield name, pdf("".join(f"BT /F1 12 Tf {turn} {60 + 9 * n} {740 + lift * (n % 2)} Tm ({c}) Tj ET\n"
                                for n, c in enumerate(NAME)))
    yield "drop-capital", pdf(f"BT /F1 40 Tf 72 740 Td ({NAME[0]}) Tj ET BT /F1 11 Tf 100 758 Td "
                              f"({NAME[1:]} woont hier al) Tj 0 -14 Td (sinds lange tijd.) Tj ET\n")
    yield "no-font", pdf(text("heer " + NAME, font="F9"))
    yield "no-font-at-all", pdf(f"BT 72 740 Td ({NAME}) Tj ET ")
    yield "font-that-breaks-off", pdf(text(NAME, "F2"), font="<</Type/Font/Subtype/Type1")
    yield "form-that-breaks-off", pdf("/X Do ", resources="/XObject<</X 7 0 R>>", more={
        7: b"<<" + FORM.encode() + b"/Length 60\nstream\n" + text(NAME).encode() + b"endstream"})
    cell = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 40]/XStep 300/YStep 40"
    yield "tiling", pdf("/Pattern cs /P scn 72 750 300 40 re f ", resources="/Pattern<</P 7 0 R>>", more={
        7: stream(cell + "/Resources<</Font<</F1 5 0 R>>>>", f"BT /F1 11 Tf 5 9 Td ({NAME}) Tj ET")})
    group = FORM + "/Group<</S/Transparency/CS/DeviceGray>>"
    yield "soft-mask", pdf("q /G gs 0 750 595 40 re f Q ", more={7: stream(group, "1 g " + text(NAME))},
                           resources="/ExtGState<</G<</SMask<</S/Luminosity/G 7 0 R>>>>>>")
    yield "page-twice", pdf(text(NAME), more={2: "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"})
    packed = zlib.compress(LINES.encode()) + b"\n" + zlib.compress(text(NAME).encode())
    yield "second-stream", pdf(more={4: stream("/Filter/FlateDecode", packed)})
    codes = {code: f"{code:04x}" for code in range(32, 127)}
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>"
    for name, value in [("space", "0020"), ("unseen", "200b"), ("dot", "002e"), ("unknown", "fffd"),
                        ("null", "0000"), ("private", "e000"), ("mark", "feff"), ("one-letter", "0041")]:
        lies = to_unicode(dict.fromkeys(codes, value))
        yield f"all-to-{name}", pdf(text(NAME, "F2"), font=font, more={7: lies})
    turned = {c: f"{(c - 96) % 26 + 97:04x}" for c in range(97, 123)}
    yield "shifted", pdf(text(NAME, "F2"), font=font, more={7: to_unicode(codes | turned)})
    for name, content in [
            ("operand", f"({NAME}) 3 ({NAME}) pop "), ("comment", f"% {NAME}\n"), ("unknown", f"BX ({NAME}) foo EX "),
            ("state", f"/{NAME} gs "), ("mark", f"/{NAME} MP "), ("sequence", f"/{NAME} BMC EMC "),
            ("property", f"/P <</X ({NAME})>> DP "), ("actual-text", f"/Span <</ActualText ({NAME})>> BDC EMC "),
            ("inline-image", f"BI /W 1 /H 1 /BPC 8 /CS /G /X ({NAME}) ID \x00 EI ")]:
        yield f"content-{name}", pdf(content)


def stored():
    """Places in objects that nothing draws."""
    for key in ["Cert", "Ordering", "CharSet", "Panose", "CheckSum", "Subj", "NM", "M", "CreationDate", "ID",
                "Lang", "V", "DV", "TU", "T", "Registry", "Trapped", "F", "DA", "OC"]:
        yield f"page-{key}", pdf(page=f"/Foo<</{key}(heer {NAME})>>")
        yield f"note-{key}", pdf(page=note(f"/{key}(heer {NAME})"))
    wide = "".join(f"{ord(c):04x}" for c in NAME)
    for name, value in [
            ("date", f"(D:20240101 {NAME})"), ("array", f"[/I ({NAME})]"), ("markup", f"(<p>{NAME}</p>)"),
            ("language", f"<feff001b006e006c001b{wide}>"), ("utf-8", f"<efbbbf{NAME.encode().hex()}>"),
            ("little", f"<fffe{NAME.encode('utf-16-le').hex()}>"), ("name", f"/{NAME[0]}#{ord(NAME[1]):02x}{NAME[2:]}"),
            ("broken-line", f"({NAME[:4]}\\\n{NAME[4:]})"), ("octal", f"(\\{ord(NAME[0]):o}{NAME[1:]})"),
            ("soft-hyphen", f"({NAME[:4]}\xad{NAME[4:]})")]:
        yield f"private-{name}", pdf(page=f"/PieceInfo<</X<</Private {value}>>>>/Foo {value}")
        yield f"contents-{name}", pdf(page=note(f"/Contents {value}"))
    escaped = "".join(f"%{ord(c):02x}" for c in NAME)
    for name, link in [("query", f"https://x.example/?n={NAME}"), ("escaped", f"https://x.example/{escaped}"),
                       ("mail", f"mailto:j%2E{NAME.lower()}%40x.example"), ("script", f"javascript:f('{NAME}')")]:
        yield f"link-{name}", pdf(page=note(f"/A<</S/URI/URI({link})>>"))
    yield "font-name", pdf(more={5: f"<</Type/Font/Subtype/TrueType/BaseFont/{NAME}/Encoding/WinAnsiEncoding>>"})
    yield "page-label", pdf(catalog=f"/PageLabels<</Nums[0<</P({NAME})>>]>>")
    yield "bookmark", pdf(catalog="/Outlines 7 0 R", more={
        7: "<</Type/Outlines/First 8 0 R/Last 8 0 R/Count 1>>", 8: f"<</Title({NAME})/Parent 7 0 R>>"})
    yield "destination", pdf(catalog=f"/Names<</Dests<</Names[({NAME})[3 0 R/Fit]]>>>>")
    yield "unused-object", pdf(more={7: f"<</Foo({NAME})>>"})


def nested():
    """Places that another place leads to, and bytes that no object holds."""
    half = len(NAME) // 2
    first, last = NAME[:half], NAME[half:]
    inner = {n: stream(FORM[:-2] + f"/XObject<</X {n + 1} 0 R>>>>", "/X Do") for n in (7, 8)}
    yield "form-in-form", pdf("/X Do ", resources="/XObject<</X 7 0 R>>",
                              more=inner | {9: stream(FORM, text(NAME))})
    yield "streams-of-one-page", pdf(contents="[4 0 R 7 0 R 8 0 R]", more={
        7: stream("", f"BT /F1 11 Tf 72 740 Td ({first}"), 8: stream("", f"{last}) Tj ET")})
    yield "state-of-a-button", pdf(page="/Annots[<</Type/Annot/Subtype/Widget/FT/Btn/T(k)/Rect[9 9 30 30]/AS/Uit"
                                   "/AP<</N<</Uit 7 0 R/Aan 8 0 R>>>>>>]",
                                   more={7: stream(FORM, ""), 8: stream(FORM, text(NAME))})
    yield "layer-switched-off", pdf(
        f"/OC /L BDC {text(NAME)} EMC ", resources="/Properties<</L 7 0 R>>", more={7: "<</Type/OCG/Name(Laag)>>"},
        catalog="/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>")
    yield "caption", pdf(page="/Annots[<</Type/Annot/Subtype/Widget/FT/Btn/T(k)/Rect[9 9 30 30]"
                              f"/MK<</CA(a < {NAME} > b)>>>>]")
    yield "value-of-a-parent", pdf(
        page="/Annots[8 0 R]", catalog="/AcroForm<</Fields[7 0 R]>>",
        more={7: f"<</FT/Tx/T(veld)/V(heer {NAME})/Kids[8 0 R]>>",
              8: "<</Type/Annot/Subtype/Widget/Parent 7 0 R/Rect[9 9 30 30]>>"})
    yield "form-data", pdf(catalog="/AcroForm<</Fields[]/XFA 7 0 R>>", more={
        7: stream("", f"<xdp><datasets><naam>{first}<!-- x -->{last}</naam></datasets></xdp>")})
    user = f"/K<</Type/StructElem/S/P/P 7 0 R/A<</O/UserProperties/P[<</N(door)/V({NAME})>>]>>>>"
    yield "user-property", pdf(catalog="/StructTreeRoot 7 0 R", more={7: f"<</Type/StructTreeRoot{user}>>"})
    tree = f"<</Type/StructTreeRoot/ClassMap<</{NAME}<</O/Table/Summary({NAME})>>>>/RoleMap<</{NAME}/P>>>>"
    yield "classes-of-tags", pdf(catalog="/StructTreeRoot 7 0 R", more={7: tree})
    glyph = f"9 0 d0 BT /F1 1 Tf ({NAME}) Tj ET"
    type3 = ("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 7 0 R>>"
             "/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>")
    yield "letter-that-writes", pdf(text("a", "F2"), font=type3, more={7: stream("", glyph)})
    codes = "".join(f"/{c}" for c in NAME)
    own = f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65{codes}]>>>>"
    yield "codes-of-its-own", pdf(text("".join(chr(65 + n) for n in range(len(NAME))), "F2"), font=own)
    remark = f"{{}} % {NAME}\n"
    yield "remark-in-a-function", pdf(resources="/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray"
                                      "/Coords[0 0 1 0]/Function 7 0 R>>>>",
                                      more={7: stream("/FunctionType 4/Domain[0 1]/Range[0 1]", remark)})
    mapped = to_unicode({code: f"{code:04x}" for code in range(32, 127)})
    mapped = stream("", mapped.split(b"stream\n")[1].split(b"\nendstream")[0] + f"\n% {NAME}\n".encode())
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>"
    yield "remark-in-a-map", pdf(text("tekst", "F2"), font=font, more={7: mapped})
    told = f"%!PS-AdobeFont-1.0: F\n% door {NAME}\n/FullName ({NAME}) def\ncurrentfile eexec\n"
    descriptor = "<</Type/FontDescriptor/FontName/F/Flags 32/FontFile 8 0 R>>"
    yield "remark-in-a-font", pdf(font=font.replace("/ToUnicode 7 0 R", "/FontDescriptor 7 0 R"), more={
        7: descriptor, 8: stream(f"/Length1 {len(told)}/Length2 0/Length3 0", told)})
    samples = f"BI /W {len(NAME)} /H 1 /BPC 8 /CS /G ID {NAME}\nEI "
    yield "samples-of-an-image", pdf("q 30 0 0 5 60 20 cm " + samples + "Q ")
    image = f"/Type/XObject/Subtype/Image/Width {len(NAME)}/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    yield "packed-samples", pdf("q 30 0 0 5 60 20 cm /X Do Q ", resources="/XObject<</X 7 0 R>>", more={
        7: stream(image + "/Filter/FlateDecode", zlib.compress(NAME.encode()))})
    jpeg = (b"\xff\xd8\xff\xfe" + (len(NAME) + 2).to_bytes(2, "big") + NAME.encode() + b"\xff\xd9")
    yield "remark-of-a-picture", pdf(more={7: stream(image + "/Filter/DCTDecode", jpeg)},
                                     page="/Thumb 7 0 R")
    for name, coded, data in [
            ("hex", "/ASCIIHexDecode", text(NAME).encode().hex() + ">"),
            ("85", "/ASCII85Decode", base64.a85encode(text(NAME).encode()).decode() + "~>"),
            ("run-length", "/RunLengthDecode", bytes([len(text(NAME)) - 1]) + text(NAME).encode() + b"\x80"),
            ("twice", "[/ASCIIHexDecode/FlateDecode]", zlib.compress(text(NAME).encode()).hex() + ">")]:
        yield f"filter-{name}", pdf(contents="7 0 R", more={7: stream(f"/Filter{coded}", data)})
    whole = pdf()
    start = whole.rindex(b"startxref")
    yield "behind-the-end", whole + f"{NAME}\n".encode()
    yield "before-the-start", f"heer {NAME}\n".encode() + whole
    yield "between-objects", whole.replace(b"\nendobj\n", f"\nendobj\n% heer {NAME}\n".encode(), 1)
    yield "trailer", whole[:start].replace(b"/Root 1 0 R", f"/Root 1 0 R/Door({NAME})".encode()) + whole[start:]
    older = pdf(text(NAME))
    newer = len(older)
    yield "older-revision", (older + b"4 0 obj\n" + stream("", LINES) + b"\nendobj\n"
                             + b"xref\n4 1\n%010d 00000 n \ntrailer<</Root 1 0 R/Size 6/Prev %d>>\n"
                             % (newer, older.rindex(b"xref\n0")) + b"startxref\n%d\n%%%%EOF\n"
                             % (newer + len(b"4 0 obj\n" + stream("", LINES) + b"\nendobj\n")))
    yield "launched-file", pdf(page=note(f"/A<</S/Launch/F<</Type/Filespec/F(c:/{NAME}/x.doc)/UF(x.doc)>>>>"))
    yield "sent-to", pdf(page=note(f"/A<</S/SubmitForm/F<</FS/URL/F(mailto:{NAME}@x.example)>>>>"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("-v", action="store_true", help="names the files without a copy")
    parser.add_argument("--keep", help="a folder for the files")
    args = parser.parse_args()
    counts = {"files": 0, "told": 0, "refused": 0, "left": 0}
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(args.keep or work)
        work.mkdir(parents=True, exist_ok=True)
        (work / "names.txt").write_text(NAME + "\n")
        for name, data in [*drawn(), *stored(), *nested()]:
            path, copy = work / f"{name}.pdf", work / "out" / f"{name}.pdf"
            path.write_bytes(data)
            run = subprocess.run(
                [args.binary, str(path), "-o", str(work / "out"), "--force", "--only-lists", "--redact-list",
                 str(work / "names.txt"), "--lang", "en"], capture_output=True, check=False)
            counts["files"] += 1
            if copy.exists():
                faults = list(traps.faults_of(copy))
                counts["left"] += bool(faults)
                print(*(f"{path.name}: {fault}" for fault in faults), sep="\n", end="\n" if faults else "")
                continue
            kind = "told" if b"unreadable" in run.stdout or b"cannot be read" in run.stdout else "refused"
            counts[kind] += 1
            if args.v:
                print(f"{path.name}: no copy ({kind})")
    print("places: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if counts["left"] or counts["refused"] > MOST_REFUSED else 0


if __name__ == "__main__":
    sys.exit(main())
