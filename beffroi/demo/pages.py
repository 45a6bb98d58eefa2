"""« Soyez le client »: a page of the invented shop with the widget, and the slider that lets simulated people come.

Exists in the demo only, for browsers on this machine. Nothing inline: the page obeys the same policy as the others.
"""

from html import escape
from pathlib import Path
from string import Template
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from pydantic import BaseModel, Field

from beffroi.demo.crowd import MOST, Crowd, Load
from beffroi.demo.tenant import read_sign_ins
from beffroi.demo.words import WORDS
from beffroi.kernel.config import is_loopback
from beffroi.kernel.errors import BadOrigin, NotFound
from beffroi.kernel.ids import UserId
from beffroi.kernel.web.access import public
from beffroi.kernel.web.guard import check_socket_origin

WIDGET: Final = "colvert"
ASSETS: Final = Path(__file__).parent / "assets"
_KINDS: Final = {"shop.css": "text/css", "shop.js": "text/javascript", "colvert.svg": "image/svg+xml"}


def _only_in_the_demo(request: Request) -> None:
    client = request.client.host if request.client else ""
    if not request.app.state.settings.demo or not is_loopback(client):
        raise NotFound


router = APIRouter(
    prefix="/demo",
    tags=["demo"],
    dependencies=[
        Depends(public("a shop's customers are nobody yet; the demo only answers this machine")),
        Depends(_only_in_the_demo),
    ],
)


class LoadAsked(BaseModel):
    """How many simulated visitors there should be at once."""

    visitors: int = Field(ge=0, le=MOST)


class LoadNow(BaseModel):
    """What was asked, and who is there now."""

    asked: int
    visitors: int
    agents: int


@router.get("/customer", include_in_schema=False)
async def customer_page(request: Request, lang: Annotated[Literal["fr", "en"] | None, Query()] = None) -> Response:
    """The shop, in the visitor's language."""
    language = lang or _preferred(request.headers.get("accept-language", ""))
    said = {name: escape(text) for name, text in WORDS[language].items()}
    other = "en" if language == "fr" else "fr"
    page = Template((ASSETS / "customer.html").read_text(encoding="utf-8"))
    asked = _load(request).asked
    body = page.substitute(said, lang=language, other=other, widget=WIDGET, most=MOST, at=asked)
    return HTMLResponse(body, headers={"Cache-Control": "no-cache"})


@router.get("/assets/{name}", include_in_schema=False)
async def demo_asset(name: str) -> Response:
    """A file of that page."""
    if name not in _KINDS:
        raise NotFound
    return FileResponse(ASSETS / name, media_type=_KINDS[name], headers={"Cache-Control": "no-cache"})


@router.get("/load")
async def demo_load(request: Request) -> LoadNow:
    """How many simulated people are there."""
    return _now(_load(request))


@router.post("/load")
async def ask_demo_load(asked: LoadAsked, request: Request) -> LoadNow:
    """Let about that many simulated visitors come, with agents to answer them; 0 sends everybody home."""
    if request.headers.get("origin") is None:
        raise BadOrigin
    check_socket_origin(request)
    return _now(_crowd(request).ask(asked.visitors))


def _crowd(request: Request) -> Crowd:
    state = request.app.state
    if getattr(state, "crowd", None) is None:
        port = request.scope["server"][1]
        sessions = state.sessions

        def is_taken(agent: str, cookie: str) -> bool:
            return cast(bool, sessions.is_used_elsewhere(UserId(agent), cookie.partition("=")[2]))

        state.crowd = Crowd(port, read_sign_ins(state.settings.data_dir), is_taken)
    return cast(Crowd, state.crowd)


def _load(request: Request) -> Load:
    crowd: Crowd | None = getattr(request.app.state, "crowd", None)
    return crowd.load() if crowd else Load(0, 0, 0)


def _now(load: Load) -> LoadNow:
    return LoadNow(asked=load.asked, visitors=load.visitors, agents=load.agents)


def _preferred(accepted: str) -> str:
    first = accepted.split(",")[0].strip().lower()
    return "fr" if not first or first.startswith("fr") else "en"
