"""Who settles the rules in a browser: Marc, on the screens of the administration."""

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.journeys.watch import Watch
from tests.journeys.words import say


class Clerk:
    """What an administrator does and sees."""

    def __init__(self, page: Page, watch: Watch, url: str, language: str) -> None:
        self.page = page
        self.watch = watch
        self.url = url
        self.language = language

    @classmethod
    async def opens(
        cls,
        context: BrowserContext,
        url: str,
        password: str,
        language: str = "fr",
        allowed: tuple[str, ...] = (),
        person: str = "marc",
    ) -> "Clerk":
        """Signed in by the form, before the list of queues."""
        page = await context.new_page()
        clerk = cls(page, await Watch.over(page, f"administration of {person}", allowed), url, language)
        await page.goto(url)
        await page.get_by_label(clerk.say("people:sign_in.email")).fill(f"{person}@demo.invalid")
        await page.get_by_label(clerk.say("people:sign_in.password"), exact=True).fill(password)
        await page.keyboard.press("Enter")
        await page.get_by_role("link", name=clerk.say("app:nav.rulebook")).click()
        await expect(page.get_by_role("heading", name=clerk.say("admin:queues.title"), level=1)).to_be_visible()
        return clerk

    def say(self, key: str, **values: object) -> str:
        """The screen's words for this."""
        return say(self.language, key, **values)

    async def turns_to(self, place: str) -> None:
        """Another part of the rulebook, by its tab."""
        tabs = self.page.get_by_role("navigation", name=self.say("admin:nav.label"))
        await tabs.get_by_role("link", name=self.say(f"admin:nav.{place}"), exact=True).click()

    async def looks_at(self, name: str) -> None:
        """The one thing of this name, from the list."""
        await self.page.get_by_role("link", name=name, exact=True).click()
        await expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    def field(self, key: str, **values: object) -> Locator:
        """A field by its label."""
        return self.page.get_by_label(self.say(f"admin:{key}", **values), exact=True)

    def named(self, key: str) -> Locator:
        """A field that has to be filled in, by its label (which then bears a star)."""
        return self.page.get_by_role("textbox", name=self.say(f"admin:{key}"), exact=True)

    async def presses(self, key: str, **values: object) -> None:
        """A button, by its words."""
        await self.page.get_by_role("button", name=self.say(f"admin:{key}", **values), exact=True).first.click()

    async def saves(self, done: str) -> None:
        """Saved, and the screen says what."""
        await self.presses("saving.save")
        await self.is_told(done)

    async def is_told(self, words: str) -> None:
        """A line at the top of the screen says so."""
        await expect(self.page.get_by_text(words).first).to_be_visible()

    @property
    def changes(self) -> Locator:
        """« Ce qui changera »."""
        return self.page.get_by_role("region", name=self.say("admin:saving.changes"))
