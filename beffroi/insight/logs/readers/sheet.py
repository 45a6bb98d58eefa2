"""The XML inside a workbook, fed piece by piece to expat. No file is touched here; a document type is refused."""

import posixpath
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from xml.parsers import expat

from beffroi.insight.logs.errors import TooMuchInside

COLUMNS_MOST: Final = 500
STRINGS_MOST: Final = 4_000_000
TEXT_MOST: Final = 1 << 15
_EPOCH_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001 — spreadsheets know no zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DATES: Final = frozenset(range(14, 18)) | {22}
_TIMES: Final = frozenset({18, 19, 20, 21, 45, 46, 47})


class Book(NamedTuple):
    """Where the parts of the workbook are."""

    sheets: list[str]
    strings: str | None
    styles: str | None
    from_1904: bool


class _Fed:
    """An expat parser that refuses document types, hence entities."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, attributes: self.start(name.rpartition(" ")[2], attributes)
        self._parser.EndElementHandler = lambda name: self.end(name.rpartition(" ")[2])
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type is not accepted")

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class _Attributes(_Fed):
    """The attributes of every element of a small part."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.found.append((name, {key.rpartition(" ")[2]: value for key, value in attributes.items()}))


def workbook(names: Iterable[str], part: Callable[[str], bytes]) -> Book:
    """The sheets in the workbook's order, and what they need."""
    there = set(names)
    main = "xl/workbook.xml"
    told = _Attributes(part(main)).found
    links: dict[str, tuple[str, str]] = {}
    if "xl/_rels/workbook.xml.rels" in there:
        for _, one in _Attributes(part("xl/_rels/workbook.xml.rels")).found:
            target = posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
            links[one.get("Id", "")] = (target, one.get("Type", "").rpartition("/")[2])
    sheets = [links[one["id"]][0] for name, one in told if name == "sheet" and one.get("id") in links]
    kinds = {kind: target for target, kind in links.values() if target in there}
    return Book(
        [sheet for sheet in sheets if sheet in there],
        kinds.get("sharedStrings"),
        kinds.get("styles"),
        any(name == "workbookPr" and one.get("date1904") in ("1", "true") for name, one in told),
    )


class Strings(_Fed):
    """Texts that cells point at."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._now: list[str] = []
        self._in, self._phonetic = False, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._in = name == "t" and not self._phonetic
        self._phonetic = self._phonetic or name == "rPh"

    def end(self, name: str) -> None:
        self._in = False
        if name == "rPh":
            self._phonetic = False
        if name == "si":
            self.texts.append("".join(self._now)[:TEXT_MOST])
            self._now.clear()
            if len(self.texts) > STRINGS_MOST:
                raise TooMuchInside

    def text(self, text: str) -> None:
        if self._in:
            self._now.append(text[:TEXT_MOST])


class Styles(_Fed):
    """Which cell styles show a date, and which a time of day or a duration."""

    def __init__(self, from_1904: bool = False) -> None:
        super().__init__()
        self._epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
        self._formats: dict[int, str] = {}
        self._kinds: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._kinds.append(self._kind(int(attributes.get("numFmtId", "0"))))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _kind(self, number: int) -> str:
        if number in self._formats:
            letters = _QUOTED.sub("", self._formats[number]).lower()
            if any(letter in letters for letter in "yd"):
                return "date"
            return "time" if "h" in letters or "s" in letters else ""
        return "date" if number in _DATES else "time" if number in _TIMES else ""

    def cell(self, value: float, style: int) -> object:
        """The number as what its style shows."""
        kind = self._kinds[style] if 0 <= style < len(self._kinds) else ""
        if kind == "date" and 0 < value < 1e6:
            return self._epoch + timedelta(milliseconds=round(value * 86_400_000))
        if kind == "time" and abs(value) < 1e6:
            return timedelta(milliseconds=round(value * 86_400_000))
        return value


class Sheet(_Fed):
    """Rows of one sheet, taken as they come."""

    def __init__(self, strings: list[str], styles: Styles) -> None:
        super().__init__()
        self._strings, self._styles = strings, styles
        self._rows: list[tuple[int, list[object]]] = []
        self._row: list[object] = []
        self._line, self._column = 0, -1
        self._type, self._style = "n", 0
        self._text: list[str] = []
        self._in = False

    def taken(self) -> list[tuple[int, list[object]]]:
        """The rows completed since last asked."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            where = attributes.get("r", "")
            self._column = _column(where) if where else self._column + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._text.clear()
        elif name == "row":
            self._line = int(attributes["r"]) if "r" in attributes else self._line + 1
            self._row, self._column = [], -1
        self._in = name in ("v", "t")

    def end(self, name: str) -> None:
        self._in = False
        if name == "c" and self._text and 0 <= self._column < COLUMNS_MOST:
            self._row += [None] * (self._column + 1 - len(self._row))
            self._row[self._column] = self._value("".join(self._text)[:TEXT_MOST])
        elif name == "row":
            self._rows.append((self._line, self._row))

    def text(self, text: str) -> None:
        if self._in:
            self._text.append(text[:TEXT_MOST])

    def _value(self, text: str) -> object:
        if self._type == "s":
            number = int(text)
            return self._strings[number] if 0 <= number < len(self._strings) else None
        if self._type in ("str", "inlineStr", "e", "d"):
            return text
        if self._type == "b":
            return text.strip() == "1"
        return self._styles.cell(float(text), self._style)


def _column(where: str) -> int:
    """`AB12` is column 27 from 0."""
    number = 0
    for letter in where[:6]:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1
