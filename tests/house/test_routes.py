"""Every route says who may use it: a dependency somewhere in its tree carries `permission`, or `public` and why."""

from collections.abc import Iterator

from beffroi.app import create_app
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute


def _calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def _says_who(call: object) -> bool:
    return any(isinstance(value := getattr(call, word, None), str) and value for word in ("permission", "public"))


def _routes() -> Iterator[APIRoute | APIWebSocketRoute]:
    return (route for route in create_app().routes if isinstance(route, APIRoute | APIWebSocketRoute))


def test_every_route_declares_its_permission() -> None:
    silent = [route.path for route in _routes() if not any(map(_says_who, [route.endpoint, *_calls(route.dependant)]))]
    assert not silent, "\n".join(silent)
    assert list(_routes())


def test_every_route_has_a_stable_name_of_its_own() -> None:
    names = [route.unique_id for route in _routes() if isinstance(route, APIRoute) and route.include_in_schema]
    assert len(names) == len(set(names)), sorted({twice for twice in names if names.count(twice) > 1})
