"""Writes `docs/reference/`: what the code itself says of its settings, events, measures, routes, errors and states.

python -m tools.reference            write the pages
python -m tools.reference --check    say which are out of date, and fail if any is
"""

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Final, TypeVar

import beffroi
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event, kinds
from tools import measure_pages
from tools.routes import routes

Named = TypeVar("Named")

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTICE: Final = "<!-- Written by `make api` from the code; a test says when it is out of date. -->"


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        late = stale()
        print("".join(f"docs/reference/{page}.md is out of date: run `make api`.\n" for page in late), end="")
        return 1 if late else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page, text in pages().items():
        (FOLDER / f"{page}.md").write_text(text, encoding="utf-8")
    return 0


def stale() -> list[str]:
    """The pages that do not say what the code says now."""
    return [page for page, text in pages().items() if _written(page) != text]


def pages() -> dict[str, str]:
    return {page: f"{NOTICE}\n{write().strip()}\n" for page, write in PAGES.items()}


def settings() -> str:
    from beffroi.kernel.config import Settings

    rows = ((field.metadata["env"], _default(field), field.metadata["doc"]) for field in dataclasses.fields(Settings))
    return "# Settings\n\nAll are environment variables.\n\n" + _table(("setting", "default", "meaning"), rows)


def events() -> str:
    _import_rooms()
    ours = [cls for cls in kinds().values() if cls.__module__.startswith("beffroi.")]
    text = "# Events\n\nWhat is written in the journal. All carry `at`, and `due_at` when a timer caused them.\n"
    for room, members in _by_room(ours):
        rows = ((f"`{cls.kind}` v{cls.version}", _sentence(cls), _codes(_own_fields(cls))) for cls in members)
        text += f"\n## {room}\n\n" + _table(("event", "meaning", "fields"), rows)
    return text


def measures() -> str:
    return measure_pages.page(measure_pages.ENGLISH)


def indicateurs() -> str:
    return measure_pages.page(measure_pages.FRENCH)


def paths() -> str:
    rows = (
        (route.methods, f"`{route.path}`", route.for_whom or "**nobody said**", _sentence(route.meaning))
        for route in routes()
    )
    head = "method", "path", "for whom", "meaning"
    return "# Routes\n\nThe full shapes are in `web/openapi.json`.\n\n" + _table(head, rows)


def errors() -> str:
    _import_rooms()
    text = '# Errors\n\nA refusal is `{"code", "message", "facts"}`; codes never change.\n'
    for room, members in _by_room(_descendants(Refused)):
        rows = ((f"`{cls.code}`", str(cls.status), _sentence(cls)) for cls in members)
        text += f"\n## {room}\n\n" + _table(("code", "status", "meaning"), rows)
    return text


def states() -> str:
    text = "# States\n\nEvery move there is, drawn from the tables in each room's `states.py`.\n"
    for module in _import_rooms():
        if not module.__name__.endswith(".states"):
            continue
        for name, moves in vars(module).items():
            if name.endswith("MOVES") and isinstance(moves, Mapping) and moves:
                text += _diagram(_room(module.__name__), moves)
    return text


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "settings": settings,
    "events": events,
    "measures": measures,
    "indicateurs": indicateurs,
    "routes": paths,
    "errors": errors,
    "states": states,
}


def _diagram(room: str, moves: Mapping[Enum, Iterable[Enum]]) -> str:
    """A mermaid diagram of one table: it starts at the first state, and ends where nothing follows."""
    kind = type(next(iter(moves)))
    order = list(kind)
    lines = [f"[*] --> {order[0].value}"]
    for source in order:
        targets = sorted(moves.get(source, ()), key=order.index)
        lines += [f"{source.value} --> {target.value}" for target in targets]
        lines += [] if targets else [f"{source.value} --> [*]"]
    body = "\n".join(f"    {line}" for line in lines)
    return f"\n## {room}: {kind.__name__}\n\n{_sentence(kind)}\n\n```mermaid\nstateDiagram-v2\n{body}\n```\n"


def _import_rooms() -> list[ModuleType]:
    """Every module of the product, so that everything declared anywhere is known."""
    names = (found.name for found in pkgutil.walk_packages(beffroi.__path__, "beffroi."))
    wanted = (name for name in names if not name.startswith("beffroi.migrations") and not name.endswith("__main__"))
    return [importlib.import_module(name) for name in sorted(wanted)]


def _by_room(classes: Iterable[type[Named]]) -> list[tuple[str, list[type[Named]]]]:
    """Rooms by name, and the classes of each by name."""
    rooms: dict[str, list[type[Named]]] = {}
    for cls in sorted(classes, key=lambda cls: cls.__name__):
        rooms.setdefault(_room(cls.__module__), []).append(cls)
    return sorted(rooms.items())


def _room(module: str) -> str:
    """`beffroi.channels.chat.errors` belongs to channels/chat; `beffroi.routing.events` to routing."""
    return "/".join(module.split(".")[1:-1])


def _descendants(cls: type[Named]) -> Iterator[type[Named]]:
    for child in cls.__subclasses__():
        if child.__module__.startswith("beffroi."):
            yield child
            yield from _descendants(child)


def _default(field: dataclasses.Field[object]) -> str:
    """The default where it is the same on every machine; the meaning explains the others."""
    if isinstance(field.default, Enum):
        return f"`{field.default.value}`"
    return f"`{field.default}`" if isinstance(field.default, str | int | float) and field.default != "" else ""


def _sentence(thing: object) -> str:
    """The first paragraph of the docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def _own_fields(event: type[Event]) -> list[str]:
    return [name for name in event.__struct_fields__ if name not in Event.__struct_fields__]


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [
        head,
        ["---"] * len(head),
        *([cell.replace("|", "\\|").replace("<", "&lt;") for cell in row] for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _written(page: str) -> str | None:
    path = FOLDER / f"{page}.md"
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
