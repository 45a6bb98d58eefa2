"""Every route, asked with nonsense by an agent, an admin and a stranger: no failure, and only answers it tells of."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as effort
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from beffroi.app import create_app
from beffroi.kernel.config import Settings
from beffroi.kernel.web.limits import Limit
from tests.app.conftest import browser_of, sign_in

pytestmark = pytest.mark.slow

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ENDLESS = Limit(10**9, 1)
described = schemathesis.openapi.from_dict(create_app(Settings(data_dir=Path("/nowhere"))).openapi())
described.config.base_url = "http://localhost:8000"


class Served(NamedTuple):
    """A running app, and how to ask it as each person."""

    ask: dict[str, Callable[..., httpx.Response]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), password_memory_kib=64)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    app = create_app(settings, signed_in=ENDLESS, unknown=ENDLESS)
    lifespan = app.router.lifespan_context(app)

    def wait(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    wait(lifespan.__aenter__())
    browsers = {name: browser_of(app) for name in ("ines", "marc", "stranger")}
    for name in ("ines", "marc"):
        wait(sign_in(browsers[name], settings, name))

    def ask_as(name: str) -> Callable[..., httpx.Response]:
        return lambda **request: wait(browsers[name].request(**request))

    yield Served({name: ask_as(name) for name in browsers})
    for browser in browsers.values():
        wait(browser.aclose())
    wait(lifespan.__aexit__(None, None, None))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.mark.parametrize("name", ["ines", "marc", "stranger"])
@described.parametrize()
@effort(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_nonsense_is_refused_as_told(case: schemathesis.Case[Any], served: Served, name: str) -> None:
    if case.operation.definition.raw["operationId"] == "sign_out" and name != "stranger":
        pytest.skip("the session is needed for the other routes")
    request = case.as_transport_kwargs(base_url="http://localhost:8000")
    request.pop("cookies", None)
    if isinstance(request.get("data"), bytes | str):
        request["content"] = request.pop("data")
    request.get("headers", {}).pop("Cookie", None)
    answer = served.ask[name](**request)
    case.validate_response(answer, checks=CHECKS)
