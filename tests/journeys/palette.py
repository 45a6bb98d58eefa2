"""A picture of a screen with at most 256 colours: a third of its weight, and nobody sees the difference.

One that is made of more (a shop's page with its gradients) is left as it is.
"""

import struct
import zlib
from collections import Counter
from pathlib import Path
from typing import Final

MOST: Final = 256
KEPT_LEAST: Final = 0.97
"""So many of the pixels have exactly their colour still, or the picture is left alone."""
SIGN: Final = b"\x89PNG\r\n\x1a\n"
Colour = bytes


def shrink(path: Path) -> None:
    """The PNG (8 bits, without transparency) is kept with a palette, when it then looks the same."""
    width, height, data = _read(path.read_bytes())
    rows = _unfiltered(data, width * 3, height)
    pixels = [bytes(row[at : at + 3]) for row in rows for at in range(0, width * 3, 3)]
    seen = Counter(pixels)
    palette, place = _palette(seen)
    if sum(seen[colour] for colour in palette) < KEPT_LEAST * len(pixels):
        return
    flat = bytes(place[pixel] for pixel in pixels)
    lines = b"".join(b"\0" + flat[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    small = SIGN + b"".join(_chunk(kind, body) for kind, body in chunks)
    if len(small) < path.stat().st_size:
        path.write_bytes(small)


def _read(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the filtered rows."""
    at, body, size = len(SIGN), b"", (0, 0)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        held = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colours, *_ = struct.unpack(">IIBBBBB", held)
            assert (bits, colours) == (8, 2), "an opaque picture of 8 bits"
            size = width, height
        body += held if kind == b"IDAT" else b""
        at += length + 12
    return *size, zlib.decompress(body)


def _unfiltered(data: bytes, stride: int, height: int) -> list[bytearray]:
    """The rows as they are: each was written as its difference to what stands left of it, above it, or both."""
    rows: list[bytearray] = []
    above = bytearray(stride)
    for number in range(height):
        start = number * (stride + 1)
        row = bytearray(data[start + 1 : start + 1 + stride])
        match data[start]:
            case 1:
                for at in range(3, stride):
                    row[at] = (row[at] + row[at - 3]) & 255
            case 2:
                row = bytearray((one + up) & 255 for one, up in zip(row, above, strict=True))
            case 3:
                for at in range(stride):
                    row[at] = (row[at] + ((row[at - 3] if at > 2 else 0) + above[at]) // 2) & 255
            case 4:
                for at in range(stride):
                    left, corner = (row[at - 3], above[at - 3]) if at > 2 else (0, 0)
                    row[at] = (row[at] + _paeth(left, above[at], corner)) & 255
        rows.append(row)
        above = row
    return rows


def _paeth(left: int, up: int, corner: int) -> int:
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def _palette(seen: Counter[Colour]) -> tuple[list[Colour], dict[Colour, int]]:
    """The colours kept, and the place of the nearest for each: half are those seen most (shadows are many shades that
    are nearly alike), half stand for a kind of colour each."""
    alike: dict[Colour, Counter[Colour]] = {}
    for colour, count in seen.items():
        alike.setdefault(bytes(one >> 3 for one in colour), Counter())[colour] = count
    groups = sorted(alike.values(), key=lambda one: -one.total())
    most = [colour for colour, _ in seen.most_common(MOST)]
    kinds = [one.most_common(1)[0][0] for one in groups]
    kept = list(dict.fromkeys((*most[: MOST // 2], *kinds[: MOST // 2], *most)))[:MOST]
    place = {colour: number for number, colour in enumerate(kept)}
    for colour in seen:
        if colour not in place:
            place[colour] = min(range(len(kept)), key=lambda number: _apart(colour, kept[number]))
    return kept, place


def _apart(one: Colour, other: Colour) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
