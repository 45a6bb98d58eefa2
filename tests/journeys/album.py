"""The pictures of docs/images: how one is taken, and what they weigh together."""

import asyncio
from pathlib import Path
from typing import Final

from playwright.async_api import Page, expect

from tests.journeys.centre import ROOT
from tests.journeys.palette import shrink
from tests.journeys.watch import settled
from tests.journeys.words import say

HEIGHTS: Final = {1440: 900, 1024: 768, 390: 844}


class Album:
    """Takes pictures, in the language, scheme and width asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: list[Path] = []

    async def take(self, page: Page, what: str, language: str = "fr", scheme: str = "light", width: int = 1440) -> None:
        """`<what>-<language>-<scheme>-<width>.png`."""
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        await page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        await settled(page)
        path = self.folder / f"{what}-{language}-{scheme}-{width}.png"
        await page.screenshot(path=path)
        await asyncio.to_thread(shrink, path)
        self.taken.append(path)

    def show(self) -> None:
        """Their names and weights."""
        for path in self.taken:
            print(f"{path.stat().st_size / 1024:7.0f} KB  {path.relative_to(ROOT)}")
        print(f"{sum(path.stat().st_size for path in self.taken) / 1024:7.0f} KB  {len(self.taken)} pictures")


async def speak(page: Page, language: str, ready: str) -> None:
    """The screen again, in this language."""
    await page.evaluate("(language) => localStorage.setItem('beffroi-language', language)", language)
    await page.reload()
    await expect(page.get_by_text(say(language, ready)).first).to_be_visible()
