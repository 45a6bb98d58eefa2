"""Pages: a nonce of their own, strict policy, and caching that never serves a page of yesterday."""

import gzip
import re
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.web.csp import policy
from tests.kernel.web.conftest import small_app

PAGE = '<!doctype html><script nonce="__CSP_NONCE__"></script><meta name="n" content="__CSP_NONCE__">'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "assets" / "index-a1b2.js").write_text("let a = 1;" * 100, encoding="utf-8")
    (tmp_path / "widget.js").write_text("let w = 1;", encoding="utf-8")
    return tmp_path


async def test_each_page_has_a_fresh_nonce_and_the_policy_names_it(built: Path, visitor: AsyncClient) -> None:
    seen = set()
    for path in ("/", "/desk", "/floor/queue/ventes", "/index.html"):
        page = await visitor.get(path)
        assert page.status_code == 200
        (nonce,) = set(re.findall(r'(?:nonce|content)="([^"]+)"', page.text))
        assert f"script-src 'self' 'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-cache"
        seen.add(nonce)
    assert len(seen) == 4


def test_the_policy_is_strict_and_a_strange_host_adds_nothing() -> None:
    strict = policy("R", "localhost:8000")
    assert "unsafe" not in strict
    assert "*" not in strict
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in strict
    assert "connect-src 'self' ws://localhost:8000 wss://localhost:8000;" in strict
    assert "connect-src 'self';" in policy("R", "x; script-src *")


async def test_every_answer_carries_the_headers_and_api_answers_are_not_kept(visitor: AsyncClient) -> None:
    for path in ("/api/open", "/api/me", "/nowhere.js"):
        headers = (await visitor.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Content-Security-Policy" in headers
        assert "Permissions-Policy" in headers
    assert (await visitor.get("/api/open")).headers["Cache-Control"] == "no-store"


async def test_assets_are_kept_for_ever_and_other_files_are_asked_again(built: Path, visitor: AsyncClient) -> None:
    asset = await visitor.get("/assets/index-a1b2.js")
    assert "immutable" in asset.headers["Cache-Control"]
    assert asset.headers["Content-Encoding"] == "gzip"
    assert asset.headers["Content-Type"].startswith("text/javascript")
    widget = await visitor.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert (widget.text, widget.headers["Cache-Control"]) == ("let w = 1;", "no-cache")
    assert widget.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    same = await visitor.get("/widget.js", headers={"If-None-Match": widget.headers["ETag"]})
    assert same.status_code == 304
    (built / "widget.js").write_text("let w = 2;;", encoding="utf-8")
    assert (await visitor.get("/widget.js")).text == "let w = 2;;"
    assert gzip.decompress(gzip.compress(b"x")) == b"x"


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "/a%00b.js"]
)
async def test_nothing_outside_the_folder_is_served(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text(PAGE, encoding="utf-8")
    app = small_app(tmp_path / "static", FakeClock(), frozenset({"localhost"}), "http://localhost:8000")
    answer = await AsyncClient(transport=ASGITransport(app=app), base_url="http://localhost:8000").get(path)
    assert "secret" not in answer.text


async def test_an_app_that_is_not_built_says_so(visitor: AsyncClient) -> None:
    page = await visitor.get("/")
    assert page.status_code == 503
    assert "make run" in page.text


async def test_with_https_the_browser_is_told_to_stay_there(built: Path) -> None:
    app = small_app(built, FakeClock(), frozenset({"centre.example"}), "https://centre.example")
    page = await AsyncClient(transport=ASGITransport(app=app), base_url="https://centre.example").get("/")
    assert page.headers["Strict-Transport-Security"].startswith("max-age=63072000")
