"""The server's routes, and for whom each is: read from the dependencies, where the permission is also enforced."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from beffroi.app import create_app
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Route as PlainRoute
from starlette.routing import WebSocketRoute


@dataclass(frozen=True)
class Route:
    """One way in. `operation` names it in the API's description; None when it is not described there."""

    path: str
    methods: str
    meaning: object
    operation: str | None
    for_whom: str | None


def routes(app: FastAPI | None = None) -> list[Route]:
    """Every way in but mounted folders, by path. Routers that were included are seen with their full paths."""
    found = (
        Route(
            path=str(context.path),
            methods=", ".join(sorted(context.methods or ())) or "socket",
            meaning=context.endpoint,
            operation=context.unique_id if _is_described(context) else None,
            for_whom=_for_whom([context.endpoint, *_calls(getattr(context, "dependant", None))]),
        )
        for context in iter_route_contexts((app or create_app()).routes)
        if isinstance(context.original_route, PlainRoute | WebSocketRoute)
    )
    return sorted(found, key=lambda route: (route.path, route.methods))


def _for_whom(calls: list[object]) -> str | None:
    """The permission asked for, or « public » and why; None when nothing on the way says."""
    for word, shown in (("permission", "`{}`"), ("public", "public: {}")):
        for call in calls:
            said = getattr(call, word, None)
            if isinstance(said, str) and said:
                return shown.format(said)
    return None


def _calls(dependant: Dependant | None) -> Iterator[object]:
    for inner in dependant.dependencies if dependant else ():
        yield inner.call
        yield from _calls(inner)


def _is_described(context: Any) -> bool:
    return isinstance(context.original_route, APIRoute) and bool(context.include_in_schema)
