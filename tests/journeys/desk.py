"""An agent in a browser: the desk, by its keys and words."""

from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.journeys.watch import Watch
from tests.journeys.words import say

OFFER_MS = 10_000


class Desk:
    """What an agent does and sees."""

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
        person: str,
        password: str,
        language: str = "fr",
        allowed: tuple[str, ...] = (),
    ) -> "Desk":
        """Signed in by the form, as anybody would."""
        page = await context.new_page()
        desk = cls(page, await Watch.over(page, f"desk of {person}", allowed), url, language)
        await page.goto(url)
        await page.get_by_label(desk.say("people:sign_in.email")).fill(f"{person}@demo.invalid")
        await page.get_by_label(desk.say("people:sign_in.password"), exact=True).fill(password)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name=desk.say("desk:contacts.title"))).to_be_visible()
        return desk

    def say(self, key: str, **values: object) -> str:
        """The screen's words for this."""
        return say(self.language, key, **values)

    async def becomes_ready(self) -> None:
        """Available, and the screen says so."""
        await self.page.get_by_role("button", name=self.say("desk:empty.become")).click()
        await expect(self.page.get_by_role("heading", name=self.say("desk:empty.available_title"))).to_be_visible()

    def offer(self, who: str) -> Locator:
        """The card of a contact offered."""
        return self.page.get_by_role("region", name=self.say("desk:offer.page_title", who=who))

    async def is_offered(self, who: str, limit_ms: float = OFFER_MS) -> Locator:
        """The card is on the screen."""
        card = self.offer(who)
        await expect(card).to_be_visible(timeout=limit_ms)
        return card

    async def accepts(self, who: str, limit_ms: float = OFFER_MS) -> None:
        """F2, and the conversation is open."""
        await self.is_offered(who, limit_ms)
        await self.page.keyboard.press("F2")
        await expect(self.composer(who)).to_be_focused()

    def composer(self, who: str) -> Locator:
        """Where the agent answers."""
        return self.page.get_by_role("textbox", name=self.say("desk:composer.label", name=who))

    async def answers(self, who: str, text: str) -> None:
        """Written, and in the stream for good."""
        await self.composer(who).fill(text)
        await self.page.keyboard.press("Enter")
        await self.sees(text)
        await expect(self.page.locator("[data-state=sending]")).to_have_count(0)

    async def sees(self, text: str, limit_ms: float = OFFER_MS) -> None:
        """The stream says it, once."""
        await expect(self.stream.get_by_text(text, exact=True)).to_have_count(1, timeout=limit_ms)

    @property
    def stream(self) -> Locator:
        """The open conversation."""
        return self.page.get_by_role("log", name=self.say("interactions:stream.label"))

    async def transcript(self) -> list[str]:
        """Everything said, in order, as the desk shows it."""
        return await self.stream.locator("li[data-side] p").all_inner_texts()

    async def transfers_to(self, name: str) -> None:
        """F4, the name, Enter."""
        await self.page.keyboard.press("F4")
        search = self.page.get_by_role("combobox", name=self.say("desk:transfer.search"))
        await expect(self.page.get_by_role("option", name=name)).to_be_visible()
        await search.fill(name)
        await search.press("Enter")
        await expect(search).to_be_hidden()

    async def ends(self) -> None:
        """F8 twice: announced, then done."""
        await self.page.keyboard.press("F8")
        await expect(self.page.get_by_role("button", name=self.say("desk:contact.end_now"))).to_be_visible()
        await self.page.keyboard.press("F8")
        await expect(self.outcome).to_be_focused()

    @property
    def outcome(self) -> Locator:
        """The field of the outcome, in wrap-up."""
        return self.page.get_by_role("combobox", name=self.say("desk:wrap_up.search"))

    async def qualifies(self, outcome: str) -> None:
        """A few letters, Enter; the sheet is gone."""
        await self.outcome.fill(outcome[:5])
        await self.outcome.press("Enter")
        await expect(self.outcome).to_be_hidden()

    @property
    def dialog(self) -> Locator:
        """What stands before the desk."""
        return self.page.get_by_role("dialog")

    async def chooses_presence(self, word: str) -> None:
        """The menu of one's own presence."""
        await self.page.get_by_role("button", name=self.say("desk:presence.label")).click()
        await self.page.get_by_role("menuitem", name=word).click()

    async def asks_for_help(self, text: str) -> None:
        """✋, by its key."""
        await self.page.keyboard.press("F6")
        await self.page.get_by_role("textbox", name=self.say("desk:hand.text")).fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("button", name=self.say("desk:hand.up"))).to_be_visible()

    async def is_answered(self, how: str, by: str) -> Locator:
        """What came of the call for help."""
        answers = self.page.get_by_role("list", name=self.say("desk:hand.answers")).get_by_role("listitem")
        answer = answers.filter(has_text=self.say(f"desk:hand.how.{how}", name=by))
        await expect(answer).to_be_visible()
        return answer

    async def act(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """What the page's own code could ask: with its cookie and its token."""
        session = await (await self.page.request.get(f"{self.url}/api/session")).json()
        if session is None:
            return 401, None
        headers = {"X-CSRF-Token": session["csrf"], "Origin": self.url}
        answer = await self.page.request.post(f"{self.url}{path}", data=body or {}, headers=headers)
        return answer.status, await answer.json()

    async def leaves(self) -> None:
        """Logged out, so that nothing is offered to an empty chair."""
        if not self.page.is_closed():
            await self.act("/api/presence", {"state": "logged_out"})
