"""The first minute: `make run` until it answers, and how much a browser fetches before the desk is there."""

import gzip
import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final

from playwright.sync_api import Response, sync_playwright

from bench.results import Figure, at_most, best_of
from tests.journeys.centre import ROOT, Centre, free_port
from tools import browser

AREA = "start"
PATIENCE_S: Final = 300.0
BARE: Final = """
import sys, fastapi, uvicorn
app = fastapi.FastAPI()
app.get("/")(lambda: "here")
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""
MADE_OF: Final = (".js", ".css", ".woff2")


def until_it_answers(command: list[str], port: int, environment: dict[str, str]) -> float:
    """Seconds from the command to the first answer; then it is stopped."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > begun + PATIENCE_S:
                    said.seek(0)
                    raise AssertionError(f"{command} does not answer:\n{said.read().decode()[-2000:]}")
                time.sleep(0.01)
            return time.monotonic() - begun
        finally:
            if process.poll() is None:
                # make, and the server it started: the group that is ours alone.
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def make_run(folder: Path) -> dict[str, float]:
    """`make run`, with packages and screens built and the demo made."""
    port = free_port()
    settings = {"BEFFROI_DATA_DIR": str(folder), "BEFFROI_PORT": str(port)}
    return {"s": until_it_answers(["make", "run"], port, settings)}


def bare() -> dict[str, float]:
    """The baseline: an application of one line on the same server library."""
    port = free_port()
    return {"s": until_it_answers([str(ROOT / ".venv/bin/python"), "-c", BARE, str(port)], port, {})}


def first_load() -> dict[str, float]:
    """Kilobytes, as compressed for the wire: the desk as Chromium asks for it, from a form to an open desk."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        centre = Centre(Path(name))
        centre.start()
        try:
            chromium = playwright.chromium.launch(executable_path=browser.find())
            page = chromium.new_page()
            asked: dict[str, Response] = {}
            page.on("response", lambda one: asked.update({one.url: one}))
            page.goto(centre.url)
            page.locator("input[type=email]").fill("ines@demo.invalid")
            page.locator("input[type=password]").fill(centre.password("ines"))
            page.keyboard.press("Enter")
            page.locator("#my-contacts").wait_for()
            page.wait_for_load_state("networkidle")
            parts = {url: _weight(url, one.body()) for url, one in asked.items() if url.endswith(MADE_OF)}
            widget = _weight("widget.js", page.request.get(f"{centre.url}/widget.js").body())
            chromium.close()
        finally:
            centre.kill()
    kinds = {f"desk {kind}": sum(size for url, size in parts.items() if url.endswith(kind)) for kind in MADE_OF}
    return {"desk": sum(parts.values()), "widget": widget, **kinds}


def _weight(url: str, body: bytes) -> float:
    # Fonts are compressed already, and are served as they are.
    return len(body if url.endswith(".woff2") else gzip.compress(body, 7, mtime=0)) / 1024


def run() -> list[Figure]:
    """The start's figures."""
    with tempfile.TemporaryDirectory() as name:
        make_run(Path(name))  # builds whatever is missing, and makes the demo
        started = best_of(3, lambda: make_run(Path(name)), "s", highest=False)["s"]
    base = best_of(3, bare, "s", highest=False)["s"]
    load = first_load()
    parts = ", ".join(f"{kind} {load[f'desk {kind}']:.0f}" for kind in MADE_OF)
    return [
        Figure(AREA, "bare application of one line, to its first answer", round(base, 2), "s"),
        at_most(
            AREA, "make run, warm, to its first answer", started, "s", 5.0, compared_with="bare application",
            ratio=started / base, load="packages and screens built, demo made",
        ),
        at_most(
            AREA, "desk, first load", load["desk"], "KB gzip", 350, compared_with="budget", ratio=load["desk"] / 350,
            load=parts,
        ),
        at_most(
            AREA, "widget", load["widget"], "KB gzip", 15, compared_with="budget", ratio=load["widget"] / 15,
            load="its styles and both languages inside",
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    from bench.results import show

    show(run())
