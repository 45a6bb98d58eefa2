"""The bytes of a log: a path or bytes already there, opened as often as needed, unpacked if gzip. No parsing."""

import gzip
import io
import zlib
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final, cast

from beffroi.insight.logs.errors import BrokenLog, EmptyLog, FileNotReadable, TooMuchInside

GZIP: Final = b"\x1f\x8b"
HEAD: Final = 1 << 18
UNPACKED_MOST: Final = 32 << 30


class Source:
    """One log's bytes."""

    def __init__(self, log: Path | bytes) -> None:
        self._log = log
        with closing(self._raw()) as raw:
            self.packed = raw.read(2) == GZIP
        self.head = self._head()
        if not self.head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
            raise EmptyLog

    def open(self) -> BinaryIO:
        """From the start, unpacked."""
        raw = self._raw()
        if not self.packed:
            return raw
        return cast(BinaryIO, io.BufferedReader(_Unpacked(raw), 1 << 18))

    def size(self) -> int:
        """Bytes as stored."""
        return len(self._log) if isinstance(self._log, bytes) else self._log.stat().st_size

    def _raw(self) -> BinaryIO:
        if isinstance(self._log, bytes):
            return io.BytesIO(self._log)
        try:
            return self._log.open("rb")
        except (OSError, ValueError) as problem:
            told = getattr(problem, "strerror", None) or problem
            raise FileNotReadable(f"{str(self._log)[:200]}: {told}") from problem

    def _head(self) -> bytes:
        with closing(self.open()) as stream:
            try:
                return stream.read(HEAD)
            except OSError as problem:
                raise FileNotReadable(str(problem)) from problem


class _Unpacked(io.RawIOBase):
    """A gzip stream whose damage is told as damage, and whose length has an end."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw, self._inner, self._given = raw, gzip.GzipFile(fileobj=raw), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            got = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as problem:
            raise BrokenLog(f"The gzip file is damaged: {problem}.") from problem
        self._given += len(got)
        if self._given > UNPACKED_MOST:
            raise TooMuchInside
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self._inner.close()
        self._raw.close()
        super().close()
