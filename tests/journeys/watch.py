"""What a browser complains of: errors in its console, pages that throw, policies broken; and what axe finds."""

import re
import time
from functools import cache
from typing import Any, Final

from playwright.async_api import ConsoleMessage, Locator, Page

from tests.journeys.centre import ROOT

AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
DAY_S: Final = 86_400
CUT: Final = r"ERR_(CONNECTION|NETWORK|INTERNET|INCOMPLETE|EMPTY|SOCKET)|WebSocket connection to .* failed"
"""What a browser writes when its network or its server is gone."""
_BREACHES: Final = """
document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy broken: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))
"""
# Colours that are fading in are not the ones people read. Spinners never end, and are not waited for.
_SETTLED: Final = """
async () => {
  const frame = () => new Promise((then) => requestAnimationFrame(then))
  const fading = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
  do {
    await Promise.allSettled(fading().map((one) => one.finished))
    await frame()
    await frame()
  } while (fading().length > 0)
}
"""


class Watch:
    """Listens to a page from its first moment."""

    def __init__(self, page: Page, name: str, allowed: tuple[str, ...] = ()) -> None:
        self.name = name
        self.allowed = allowed
        self._said: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._said.append(f"thrown: {error}"))

    @classmethod
    async def over(cls, page: Page, name: str, allowed: tuple[str, ...] = ()) -> "Watch":
        """Watching, broken policies included."""
        await page.add_init_script(_BREACHES)
        return cls(page, name, allowed)

    def complaints(self) -> list[str]:
        """What should not have been said."""
        return [f"{self.name}: {one}" for one in self._said if not any(re.search(ok, one) for ok in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = re.sub(r"^https?://[^/]+", "", message.location.get("url", ""))
            self._said.append(f"{message.text} {where}".strip())


async def stands_where(page: Page, clock: str, in_s: float) -> None:
    """The browser stands where it will be that o'clock so soon. Its context must have been given no zone."""
    hours, minutes = map(int, clock.split(":"))
    ahead = round(hours * 3600 + minutes * 60 - in_s - time.time()) % DAY_S
    ahead = ahead if ahead <= DAY_S // 2 else ahead - DAY_S
    left, sign = abs(ahead), "+" if ahead >= 0 else "-"
    zone = f"GMT{sign}{left // 3600:02d}:{left // 60 % 60:02d}:{left % 60:02d}"
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    await page.reload()


async def tab_to(place: Locator, back: bool = False, most: int = 300) -> None:
    """With nothing but the Tab key, the focus comes there."""
    for _ in range(most):
        await place.page.keyboard.press("Shift+Tab" if back else "Tab")
        if await place.evaluate("(one) => one.getRootNode().activeElement === one"):
            return
    raise AssertionError(f"Tab never reaches {place}")


async def settled(page: Page) -> None:
    """Nothing on the page is on its way to another colour or place."""
    await page.evaluate(_SETTLED)


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def check_access(page: Page, what: str) -> list[str]:
    """What axe finds on this page, in the light and in the dark."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if not await page.evaluate("() => 'axe' in window"):
            await page.evaluate(_axe())
        await settled(page)
        result: dict[str, Any] = await page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        for violation in result["violations"]:
            nodes = [f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:4]]
            found.append(f"{what}, {scheme}: {violation['id']}: {violation['help']}\n    " + "\n    ".join(nodes))
    await page.emulate_media(color_scheme="light")
    return found
