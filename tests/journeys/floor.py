"""A supervisor in a browser: the floor."""

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.journeys.watch import Watch
from tests.journeys.words import say

LIVE_MS = 6_000


class Floor:
    """What a supervisor sees."""

    def __init__(self, page: Page, watch: Watch, language: str) -> None:
        self.page = page
        self.watch = watch
        self.language = language

    @classmethod
    async def opens(
        cls,
        context: BrowserContext,
        url: str,
        password: str,
        language: str = "fr",
        person: str = "claire",
    ) -> "Floor":
        """Signed in by the form."""
        page = await context.new_page()
        floor = cls(page, await Watch.over(page, f"floor of {person}"), language)
        await page.goto(url)
        await page.get_by_label(floor.say("people:sign_in.email")).fill(f"{person}@demo.invalid")
        await page.get_by_label(floor.say("people:sign_in.password"), exact=True).fill(password)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name=floor.say("floor:queues.title"))).to_be_visible()
        await expect(floor.agent("Inès Moreau")).to_be_visible()
        return floor

    def say(self, key: str, **values: object) -> str:
        """The screen's words for this."""
        return say(self.language, key, **values)

    def agent(self, name: str) -> Locator:
        """An agent's tile."""
        return self.page.locator("li[data-status]").filter(has=self.page.get_by_text(name, exact=True))

    async def shows(self, name: str, status: str) -> None:
        """The agent's tile is in this state, in colour and in words."""
        await expect(self.agent(name).first).to_have_attribute("data-status", status, timeout=LIVE_MS)

    async def unfolds(self, queue: str) -> None:
        """The queue's lines are open."""
        await self.page.get_by_role("button", name=self.say("floor:queues.open", name=queue)).click()

    def waiting(self, who: str) -> Locator:
        """A customer in the line."""
        return self._who(self.say("floor:waiting.title"), who)

    def contact(self, who: str) -> Locator:
        """A customer being served."""
        return self._who(self.say("floor:contact.title"), who)

    def _who(self, region: str, who: str) -> Locator:
        """The line of a customer: the first of its buttons tells the story, the others act on it."""
        line = self.page.get_by_role("region", name=region, exact=True).get_by_role("listitem").filter(has_text=who)
        return line.get_by_role("button").first

    @property
    def drawer(self) -> Locator:
        """The interaction that is open."""
        return self.page.get_by_role("dialog")

    async def asks_why(self) -> str:
        """« Pourquoi ce conseiller ? », and what it answers."""
        await self.drawer.get_by_role("tab", name=self.say("floor:drawer.why")).click()
        answer = self.drawer.locator("[aria-live=polite]")
        await expect(answer).to_be_visible()
        return await answer.inner_text()

    async def asks_about(self, name: str) -> str:
        """« Pourquoi pas elle ? », and what it answers first."""
        await self._chooses(self.say("floor:why.other"))
        await self.drawer.get_by_role("combobox", name=self.say("floor:why.choose")).fill(name)
        await self.page.get_by_role("option", name=name).click()
        answer = self.drawer.locator("[aria-live=polite]")
        await expect(answer).to_contain_text(name)
        return await answer.inner_text()

    async def asks_why_the_wait(self) -> str:
        """« Pourquoi cette attente ? », and what it answers."""
        await self._chooses(self.say("floor:why.wait"))
        answer = self.drawer.locator("[aria-live=polite]")
        await expect(answer).to_be_visible()
        return await answer.inner_text()

    async def _chooses(self, question: str) -> None:
        await self.drawer.get_by_role("radiogroup").get_by_text(question, exact=True).click()

    async def closes_drawer(self) -> None:
        """Back to the floor."""
        await self.page.keyboard.press("Escape")
        await expect(self.drawer).to_be_hidden()

    def queue(self, queue: str) -> Locator:
        """A queue's line."""
        return self.page.locator(f"#queue-{queue}")

    async def level(self, queue: str) -> float | None:
        """The service level of the last half hour as the screen says it, in per cent."""
        told = self.queue(queue).locator(f"[data-hint='service_level:half_hour:{queue}']")
        if await told.count() == 0:
            return None
        return float((await told.inner_text()).rstrip("%\u00a0\u202f ").replace(",", "."))

    def alert(self, name: str) -> Locator:
        """A card of the rail."""
        return self.page.get_by_role("complementary").get_by_role("article", name=name)

    async def selects(self, *names: str) -> None:
        """These agents are ticked."""
        for name in names:
            await self.page.get_by_role("checkbox", name=self.say("floor:agents.select", name=name)).check()

    @property
    def selection(self) -> Locator:
        """What may be done to those selected."""
        return self.page.get_by_role("region", name=self.say("floor:selection.label"))

    async def pulls(self, queue: str, lever: str, setting: str) -> None:
        """A lever of a queue is set."""
        await self.page.get_by_role("button", name=self.say("floor:steer.open", name=queue)).click()
        panel = self.page.get_by_role("dialog", name=self.say("floor:steer.title", name=queue))
        group = panel.get_by_role("group", name=self.say(f"floor:lever.{lever}"), exact=True)
        button = group.get_by_role("button", name=self.say(f"floor:setting.{setting}"), exact=True)
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")
        await self.page.keyboard.press("Escape")
        await expect(panel).to_be_hidden()

    async def opens_panel(self, name: str) -> Locator:
        """What is looked at beside the floor."""
        await (
            self.page.get_by_role("banner")
            .or_(self.page.locator("header"))
            .get_by_role("button", name=self.say(f"floor:panel.{name}"))
            .first.click()
        )
        await expect(self.drawer).to_contain_text(self.say(f"floor:panel.{name}"))
        return self.drawer
