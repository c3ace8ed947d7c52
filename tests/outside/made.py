"""Makes files from bytes for which Python has no writer: compound files and messages of Outlook."""

import struct

FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR = 512
FIXED = 32


def compound(streams):
    """A compound file (MS-CFB, version 3) of these streams by path. Each is at least 4096 bytes long in
    its own sectors; the length that is told is the true one only above that, so short ones go into
    the small stream of the root."""
    entries, index = [["Root Entry", 5, [], b""]], {"": 0}
    for path, data in streams.items():
        parts, parent = path.split("/"), 0
        for depth, part in enumerate(parts):
            here = "/".join(parts[:depth + 1])
            if here not in index:
                index[here] = len(entries)
                entries[parent][2].append(len(entries))
                last = depth + 1 == len(parts)
                entries.append([part, 2 if last else 1, [], data if last else b""])
            parent = index[here]
    sectors, fat, small, small_fat, places = [], [], b"", [], {}

    def store(data):
        first = len(sectors)
        for at in range(0, len(data), SECTOR):
            sectors.append(data[at:at + SECTOR].ljust(SECTOR, b"\0"))
            fat.append(len(sectors))
        if len(sectors) > first:
            fat[-1] = END
            return first
        return END

    for number, (_, kind, _, data) in enumerate(entries):
        if kind != 2:
            places[number] = (0, 0)
        elif len(data) >= 4096:
            places[number] = (store(data), len(data))
        else:
            first = len(small) // 64
            count = (len(data) + 63) // 64
            small += data.ljust(64 * count, b"\0")
            small_fat += [first + n + 1 for n in range(count)]
            if count:
                small_fat[-1] = END
            places[number] = (first if count else END, len(data))
    places[0] = (store(small), len(small))
    table = b"".join(struct.pack("<I", n) for n in small_fat)
    table += struct.pack("<I", FREE) * (-len(small_fat) % 128)
    small_start, small_count = store(table), len(table) // SECTOR
    directory = b"".join(entry(e, entries, places[n]) for n, e in enumerate(entries))
    directory += (b"\0" * 68 + struct.pack("<3I", NONE, NONE, NONE) + b"\0" * 48) * (-len(entries) % 4)
    directory_start = store(directory)
    count = 1
    while count * 128 < len(sectors) + count:
        count += 1
    fat += [FAT] * count
    first_fat = len(sectors)
    packed = b"".join(struct.pack("<I", n) for n in fat) + struct.pack("<I", FREE) * (count * 128 - len(fat))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<4I", 0, count, directory_start, 0)
    head += struct.pack("<5I", 4096, small_start, small_count, END, 0)
    numbers = [first_fat + n for n in range(count)]
    head += b"".join(struct.pack("<I", n) for n in numbers + [FREE] * (109 - count))
    return head + b"".join(sectors) + packed


def entry(item, entries, place):
    name, kind, children, _ = item
    wide = name.encode("utf-16-le")
    # The children of a storage as a list to the right: no program insists on a balanced tree.
    order = sorted(children, key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
    item_right = NONE
    for parent in entries:
        ordered = sorted(parent[2], key=lambda n: (len(entries[n][0]), entries[n][0].upper()))
        for left, right in zip(ordered, ordered[1:]):
            if entries[left] is item:
                item_right = right
    first = order[0] if order else NONE
    return (wide.ljust(64, b"\0") + struct.pack("<HBB3I", len(wide) + 2, kind, 1, NONE, item_right, first)
            + b"\0" * 36 + struct.pack("<IQ", *place))


def properties(head, *numbers):
    """Properties of fixed length (MS-OXMSG 2.4), behind a head of this length."""
    return b"\0" * head + b"".join(struct.pack("<HHIQ", kind, tag, 6, value) for kind, tag, value in numbers)


def message(sender, to, subject, body, more=None, attachments=()):
    """A message of Outlook. `sender` and `to` are pairs of name and address."""
    streams = {"__properties_version1.0": properties(FIXED, (0x40, 0x39, 133_500_000_000_000_000))}
    streams["__nameid_version1.0/__substg1.0_00020102"] = b""
    text = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender[0], 0x5D01: sender[1], 0x1000: body, 0x0E04: to[0]}
    for tag, value in (text | (more or {})).items():
        kind = "0102" if isinstance(value, bytes) else "001F"
        streams[f"__substg1.0_{tag:04X}{kind}"] = value if kind == "0102" else value.encode("utf-16-le")
    recipient = "__recip_version1.0_#00000000/"
    streams[recipient + "__properties_version1.0"] = properties(8, (3, 0x0C15, 1))
    streams[recipient + "__substg1.0_3001001F"] = to[0].encode("utf-16-le")
    streams[recipient + "__substg1.0_39FE001F"] = to[1].encode("utf-16-le")
    for number, (name, data) in enumerate(attachments):
        folder = f"__attach_version1.0_#{number:08X}/"
        streams[folder + "__properties_version1.0"] = properties(8, (3, 0x3705, 1))
        streams[folder + "__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[folder + "__substg1.0_37010102"] = data
    return compound(streams)
