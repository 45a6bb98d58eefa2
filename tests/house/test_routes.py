"""Every route says who may use it: a dependency in its tree carries `permission`, or `public` and why."""

from fastapi import APIRouter, Depends, FastAPI

from tools.routes import routes


def test_every_route_declares_its_permission() -> None:
    silent = [f"{route.methods} {route.path}" for route in routes() if route.for_whom is None]
    assert not silent, "\n".join(silent)
    assert routes()


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [route.operation for route in routes() if route.operation]
    assert len(names) == len(set(names)), sorted({twice for twice in names if names.count(twice) > 1})


def test_the_rule_sees_routes_through_the_routers_they_came_by() -> None:
    def reader() -> None: ...

    def endpoint() -> None: ...

    reader.permission = "queue.read"  # type: ignore[attr-defined]
    inner, app = APIRouter(prefix="/queues"), FastAPI(openapi_url=None)
    inner.add_api_route("/open", endpoint)
    inner.add_api_route("/mine", endpoint, dependencies=[Depends(reader)])
    app.include_router(inner, prefix="/api")
    assert {route.path: route.for_whom for route in routes(app)} == {
        "/api/queues/open": None,
        "/api/queues/mine": "`queue.read`",
    }
