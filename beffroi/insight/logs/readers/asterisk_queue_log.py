"""Asterisk `queue_log`: events in order, several a call; each passage through a queue becomes one row.

Source: docs.asterisk.org, Operation, Logging, "Queue Logs": `time|callid|queue|member|event|parameters…`, with
ENTERQUEUE(url|callerid), CONNECT(holdtime|bridged id|ringtime), COMPLETEAGENT and COMPLETECALLER(holdtime|calltime|
position), ABANDON(position|first position|wait), EXITWITHTIMEOUT(position|first|wait), EXITWITHKEY(key|position),
EXITEMPTY(position|first|wait), BLINDTRANSFER(extension|context|holdtime|calltime|position),
ATTENDEDTRANSFER(way|…|holdtime|calltime|position|…), TRANSFER(extension|context|holdtime|calltime|position),
RINGNOANSWER(ring ms). FULL, JOINEMPTY and CLOSED are written by Wazo (wazo.readthedocs.io, "Queue logs").

A passage that still waits or talks when the log ends counts as waiting or answered; one whose beginning is before the
log is set aside. Passages under way are all that is kept in memory.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from beffroi.insight.logs.aside import Reason, SetAside, shape
from beffroi.insight.logs.readers.delimited import LINE_MOST, lines_of
from beffroi.insight.logs.readers.rewritten import FIELDS, Row
from beffroi.insight.logs.source import Source
from beffroi.insight.logs.table import CHUNK, Chunk, Table

VENDOR: Final = "asterisk_queue_log"
LINE: Final = re.compile(r"\d{9,11}(\.\d+)?\|[^|\n]*\|[^|\n]*\|[^|\n]*\|[A-Z]{3,}")
LEAVES: Final = {
    "EXITWITHTIMEOUT": "overflowed",
    "EXITEMPTY": "overflowed",
    "EXITWITHKEY": "transferred",
    "AGENTDUMP": "",
}
REFUSES: Final = {"FULL": "dissuaded", "JOINEMPTY": "dissuaded", "CLOSED": "closed"}
HANDS_ON: Final = frozenset({"TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER"})
ENDS: Final = HANDS_ON | {"COMPLETEAGENT", "COMPLETECALLER"}
OPEN_MOST: Final = 500_000
Passage = tuple[int, Row]


def recognises(text: str) -> bool:
    """Whether a file that begins so is a queue log."""
    first = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    return LINE.match(first) is not None


def read(source: Source) -> Table:
    """The passages of the log, in the order in which they ended."""
    return Table(FIELDS, _chunks(source), "queue_log", VENDOR)


def _chunks(source: Source) -> Iterator[Chunk]:
    log = _Log()
    with lines_of(source) as text:
        for number, line in enumerate(iter(partial(text.readline, LINE_MOST), ""), start=1):
            log.line(number, line.strip("\ufeff\r\n"))
            if len(log.rows) >= CHUNK:
                yield log.chunk()
    log.end()
    yield log.chunk()


class _Log:
    """The passages under way, and those that are over."""

    def __init__(self) -> None:
        self.rows: list[Passage] = []
        self._open: dict[tuple[str, str], Passage] = {}
        self._aside: list[SetAside] = []

    def chunk(self) -> Chunk:
        """The passages that are over since last asked."""
        rows, self.rows, aside, self._aside = self.rows, [], self._aside, []
        return Chunk([line for line, _ in rows], [[row.get(field) for field in FIELDS] for _, row in rows], aside)

    def line(self, number: int, line: str) -> None:
        """One event; those of agents and of configuration concern no passage."""
        if not line.strip():
            return
        cells = line.split("|")
        if len(cells) < 5 or not LINE.match(line):
            self._aside.append(SetAside(number, Reason.UNREADABLE_ROW, shape(line)))
            return
        at, call, queue, agent, event = cells[:5]
        said = cells[5:] + [""] * 8
        key = (call, queue)
        if event == "ENTERQUEUE":
            self._enter(number, key, at, said[1])
        elif event in REFUSES:
            self.rows.append(
                (number, {"arrived_at": float(at), "queue": queue, "outcome": REFUSES[event], "wait_s": 0.0})
            )
        elif event in ENDS or event in LEAVES or event in ("CONNECT", "ABANDON", "RINGNOANSWER"):
            passage = self._open.get(key)
            if passage is None:
                if event != "RINGNOANSWER" and event not in ENDS:
                    self._aside.append(SetAside(number, Reason.NO_ENTRY, event.lower()))
                return
            self._tell(passage[1], event, agent, said)
            if event not in ("CONNECT", "RINGNOANSWER"):
                self.rows.append(self._open.pop(key))

    def end(self) -> None:
        """What is under way when the log ends: in contact is answered, the rest still waits."""
        for number, row in self._open.values():
            row.setdefault("outcome", "waiting")
            self.rows.append((number, row))
        self._open.clear()

    def _enter(self, number: int, key: tuple[str, str], at: str, caller: str) -> None:
        before = self._open.pop(key, None)
        if before is not None:
            self._lost(before)
        if len(self._open) >= OPEN_MOST:
            self._lost(self._open.pop(next(iter(self._open))))
        row: Row = {"arrived_at": float(at), "queue": key[1], "customer": caller, "presented": 0}
        self._open[key] = (number, row)

    def _lost(self, passage: Passage) -> None:
        """Its end was never written: answered if it was connected, else nobody knows."""
        if passage[1].get("outcome") == "answered":
            self.rows.append(passage)
        else:
            self._aside.append(SetAside(passage[0], Reason.UNFINISHED))

    def _tell(self, row: Row, event: str, agent: str, said: list[str]) -> None:
        if event == "RINGNOANSWER":
            row["presented"] = int(str(row["presented"])) + 1
        elif event == "CONNECT":
            row.update(outcome="answered", agent=agent, wait_s=said[0], ring_s=said[2] or None, transferred=False)
            row["presented"] = int(str(row["presented"])) + 1
        elif event == "ABANDON":
            row.update(outcome="abandoned", wait_s=said[2])
        elif event in LEAVES:
            self._left(row, event, said)
        else:
            place = _calltime(event, said)
            row.update(outcome="answered", agent=agent, wait_s=said[place - 1], talk_s=said[place])
            row["transferred"] = event in HANDS_ON

    def _left(self, row: Row, event: str, said: list[str]) -> None:
        if event == "AGENTDUMP":
            row.setdefault("outcome", "answered")
            return
        waited = said[3] if event == "EXITWITHKEY" else said[2]
        row.update(outcome=LEAVES[event], wait_s=waited or None)


def _calltime(event: str, said: list[str]) -> int:
    """Where the talk time is; before it is the wait. An attended transfer names its way and channels first."""
    if event not in HANDS_ON:
        return 1
    if event != "ATTENDEDTRANSFER":
        return 3
    last = max(place for place, cell in enumerate(said) if cell) if any(said) else 0
    numbers = [place for place in range(1, last + 1) if said[place - 1].isdigit() and said[place].isdigit()]
    return numbers[0] if numbers else 3
