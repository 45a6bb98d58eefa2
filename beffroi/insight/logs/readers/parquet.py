"""Parquet, batch by batch. Sizes are looked at before anything is unpacked."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from beffroi.insight.logs.errors import BrokenLog, EmptyLog, TooMuchInside
from beffroi.insight.logs.source import Source
from beffroi.insight.logs.table import CHUNK, Chunk, Table

GROUP_MOST: Final = 2 << 30
COLUMNS_MOST: Final = 500
PACKED_MOST: Final = 1 << 30
DAMAGE: Final = (
    ValueError,
    OSError,
    OverflowError,
    MemoryError,
    KeyError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def read(log: Path | bytes, source: Source) -> Table:
    """The table of the file's plain columns; lists and structures are left out."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    if source.size() > PACKED_MOST and isinstance(log, bytes):
        raise TooMuchInside
    try:
        file = parquet.ParquetFile(io.BytesIO(log) if isinstance(log, bytes) else log, memory_map=False)
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        if any(group.total_byte_size > GROUP_MOST for group in groups):
            raise TooMuchInside
        names = tuple(one.name for one in file.schema_arrow if not pa.types.is_nested(one.type))[:COLUMNS_MOST]
        if not names or not file.metadata.num_rows:
            raise EmptyLog
    except DAMAGE as problem:
        raise _broken(problem) from problem
    return Table(names, _chunks(file, names), "parquet")


def _chunks(file: Any, names: tuple[str, ...]) -> Iterator[Chunk]:
    line = 1
    try:
        for batch in file.iter_batches(batch_size=CHUNK, columns=list(names), use_threads=False):
            rows = list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
            yield Chunk(list(range(line, line + len(rows))), list(rows), [])
            line += len(rows)
    except DAMAGE as problem:
        raise _broken(problem) from problem


def _broken(problem: Exception) -> BrokenLog:
    return BrokenLog(
        f"The Parquet file cannot be read: {str(problem).splitlines()[0][:160] if str(problem) else 'damaged'}."
    )
