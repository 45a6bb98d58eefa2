"""Who comes into a journey: each with a browser context of their own, as if on a machine of their own."""

from playwright.async_api import Browser, BrowserContext, expect

from tests.journeys.centre import Centre
from tests.journeys.desk import Desk
from tests.journeys.floor import Floor
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch

LOCALES = {"fr": "fr-FR", "en": "en-GB"}
LIMIT_MS = 10_000


class People:
    """Brings people in, and sends them home."""

    def __init__(self, centre: Centre, browser: Browser) -> None:
        expect.set_options(timeout=LIMIT_MS)
        self.centre = centre
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._desks: list[Desk] = []
        self._watches: list[Watch] = []

    async def context(
        self, language: str = "fr", width: int = 1440, scheme: str = "light", zone: str | None = "Europe/Paris"
    ) -> BrowserContext:
        """A browser nobody used yet; without a zone it stands where this machine does."""
        context = await self._browser.new_context(
            locale=LOCALES[language],
            timezone_id=zone,
            viewport={"width": width, "height": 900 if width > 500 else 844},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(LIMIT_MS)
        self._contexts.append(context)
        return context

    async def visitor(
        self,
        name: str,
        language: str = "fr",
        *,
        context: BrowserContext | None = None,
        allowed: tuple[str, ...] = (),
    ) -> Visitor:
        """A customer with the chat open."""
        context = context or await self.context(language)
        visitor = await Visitor.comes(context, self.centre.url, name, language, allowed)
        self._watches.append(visitor.watch)
        await visitor.opens()
        return visitor

    async def agent(
        self,
        person: str,
        language: str = "fr",
        *,
        ready: bool = True,
        context: BrowserContext | None = None,
        allowed: tuple[str, ...] = (),
    ) -> Desk:
        """An agent at the desk, available unless said otherwise."""
        context = context or await self.context(language)
        desk = await Desk.opens(context, self.centre.url, person, self.centre.password(person), language, allowed)
        self._desks.append(desk)
        self._watches.append(desk.watch)
        if ready:
            await desk.becomes_ready()
        return desk

    async def supervisor(self, language: str = "fr", *, context: BrowserContext | None = None) -> Floor:
        """A supervisor in front of the floor."""
        context = context or await self.context(language)
        floor = await Floor.opens(context, self.centre.url, self.centre.password("claire"), language)
        self._watches.append(floor.watch)
        return floor

    def watches(self, watch: Watch) -> None:
        """Somebody else came in, whose browser may not complain either."""
        self._watches.append(watch)

    async def go_home(self) -> None:
        """Agents log out, browsers close."""
        for desk in self._desks:
            await desk.leaves()
        for context in self._contexts:
            await context.close()

    def complaints(self) -> list[str]:
        """What any browser said that it should not have."""
        return [one for watch in self._watches for one in watch.complaints()]
