"""Bytes nobody should send: random, cut, nested without end, lying about their size. Seeded, to come again."""

import gzip
import io
import random
import zipfile
from collections import Counter
from typing import Final

from beffroi.insight.logs.measure import Options, measured
from beffroi.insight.logs.output import json_pieces, text
from beffroi.kernel.errors import Refused
from tests.logs.written import EXERCISE, parquet_file, workbook

FRAGMENTS: Final = [
    b",", b";", b"\t", b"|", b'"', b"\n", b"\r\n", b"\0", b"\xff\xfe", b"arrived_at", b"outcome", b"wait_s",
    b"2026-03-10T06:00:07+01:00", b"31/12/2026 14:05", b"answered", b"abandoned", b"{", b"}", b"[", b"]", b":",
    b"1773119762|1773119762.1|q|NONE|ENTERQUEUE|", b"\xed\xa0\x80", b"\\ud800", b"PK\x03\x04", b"PAR1", b"-5", b"1e308",
    b"nan", b"99:99", b"=cmd()", b"NaT", b"\x1b[31m", b"\xc3\xa9", b"\xe9", b"0", b"9" * 30, b"\xe2\x80\xae",
]  # fmt: skip


def one(rnd: random.Random) -> bytes:
    """Some kilobytes of one kind of trouble."""
    size = rnd.randrange(1, 60_000)
    return rnd.choice((_random, _fragments, _bitten, _broken_rows, _bitten_binary, _cut, _deep, _cells))(rnd, size)


def survived(total_bytes: int, seed: int = 1) -> Counter[str]:
    """How so many bytes ended: measured, or refused with which code. Anything else is raised."""
    rnd, ends, done = random.Random(seed), Counter[str](), 0
    while done < total_bytes:
        log = one(rnd)
        done += len(log)
        ends[end_of(log)] += 1
    return ends


def end_of(log: bytes) -> str:
    """Measured and printed, or a refusal's code."""
    try:
        report = measured(log, Options(by=("queue", "quarter")))
    except Refused as refusal:
        return refusal.code
    text(report, "x", "fr").encode("utf-8")
    for piece in json_pieces(report):
        piece.encode("utf-8")
    return "measured"


def stored_workbook() -> bytes:
    """A workbook whose parts are not compressed: bites reach the XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed, zipfile.ZipFile(out, "w") as stored:
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))
    return out.getvalue()


BINARIES: Final = (workbook(), stored_workbook(), parquet_file(), gzip.compress(EXERCISE.read_bytes()))


def _random(rnd: random.Random, size: int) -> bytes:
    return rnd.randbytes(size)


def _fragments(rnd: random.Random, size: int) -> bytes:
    return b"".join(rnd.choice(FRAGMENTS) for _ in range(size // 8))


def _bitten(rnd: random.Random, size: int) -> bytes:
    return _bite(rnd, EXERCISE.read_bytes(), rnd.randint(1, 200))


def _broken_rows(rnd: random.Random, size: int) -> bytes:
    rows = EXERCISE.read_bytes().split(b"\n")
    for _ in range(rnd.randint(1, 100)):
        rows[rnd.randrange(1, len(rows))] = b"".join(rnd.choice(FRAGMENTS) for _ in range(rnd.randint(0, 8)))
    return b"\n".join(rows)


def _bitten_binary(rnd: random.Random, size: int) -> bytes:
    return _bite(rnd, rnd.choice(BINARIES), rnd.randint(1, 12))


def _cut(rnd: random.Random, size: int) -> bytes:
    encoding = rnd.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
    whole = EXERCISE.read_text().encode(encoding)
    return whole[: rnd.randrange(1, len(whole))]


def _deep(rnd: random.Random, size: int) -> bytes:
    return rnd.choice([b"{", b"[", b'{"a":', b"[[],"]) * size + b"1"


def _cells(rnd: random.Random, size: int) -> bytes:
    rows = (b",".join((rnd.choice(FRAGMENTS), rnd.choice(FRAGMENTS))) for _ in range(size // 20))
    return b"arrived_at,outcome\n" + b"\n".join(rows)


def _bite(rnd: random.Random, log: bytes, bites: int) -> bytes:
    bitten = bytearray(log)
    for _ in range(bites):
        bitten[rnd.randrange(len(bitten))] = rnd.randrange(256)
    return bytes(bitten)
