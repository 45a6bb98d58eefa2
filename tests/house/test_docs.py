"""What the code offers is documented, and the reference says what the code says now."""

import dataclasses

from beffroi.kernel.config import Settings
from tests.house.tree import ROOT
from tools import reference
from tools.routes import routes


def _page(name: str) -> str:
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")


def test_the_reference_is_up_to_date() -> None:
    assert reference.stale() == [], "run `make api`"


def test_every_setting_says_what_it_does() -> None:
    silent = [field.name for field in dataclasses.fields(Settings) if not field.metadata.get("doc")]
    assert not silent
    assert all(field.metadata["env"] in _page("settings") for field in dataclasses.fields(Settings))


def test_every_event_and_error_has_a_meaning() -> None:
    silent = [line for page in ("events", "errors") for line in _page(page).splitlines() if "|  |" in line]
    assert not silent, "\n".join(silent)


def test_every_route_is_told() -> None:
    page = _page("routes")
    assert [route.path for route in routes() if f"`{route.path}`" not in page] == []
    assert "nobody said" not in page
