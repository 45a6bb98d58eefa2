"""A journal in memory, with the durability of a real one: what is appended stays, what was only decided is gone."""

from collections.abc import Sequence

from beffroi.kernel.events import decode, encode
from beffroi.kernel.journal import Recorded


class MemoryJournal:
    """Keeps events as bytes, as the file does, so that every event of a run is also written and read back."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str | None, str, int, bytes]] = []
        self.snapshots: list[tuple[int, bytes]] = []

    def append(self, rows: Sequence[Recorded]) -> None:
        """All of them, at once."""
        self.rows += [(seq, command, event.kind, event.version, encode(event)) for seq, command, event in rows]

    def read(self, _shard: str, after: int, most: int = 2_000) -> list[Recorded]:
        """See `kernel.journal`."""
        rows = self.rows[after : after + most]
        return [Recorded(seq, command, decode(kind, version, body)) for seq, command, kind, version, body in rows]

    def recent_commands(self, _shard: str, most: int) -> list[tuple[str, int]]:
        """See `kernel.journal`."""
        return [(command, seq) for seq, command, *_ in self.rows[-most:] if command]

    def snapshot(self, _shard: str, until: int | None = None) -> tuple[int, bytes] | None:
        """See `kernel.journal`."""
        kept = [one for one in self.snapshots if until is None or one[0] <= until]
        return kept[-1] if kept else None
