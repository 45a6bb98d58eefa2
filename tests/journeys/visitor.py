"""A customer in a browser: the demo page, and the chat in its corner."""

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.journeys.watch import Watch
from tests.journeys.words import CHAT


class Visitor:
    """What a customer does and sees in the widget."""

    def __init__(self, page: Page, watch: Watch, language: str) -> None:
        self.page = page
        self.watch = watch
        self.words = CHAT[language]

    @classmethod
    async def comes(
        cls,
        context: BrowserContext,
        url: str,
        name: str | None = None,
        language: str = "fr",
        allowed: tuple[str, ...] = (),
    ) -> "Visitor":
        """The demo page is there, with its chat closed."""
        page = await context.new_page()
        visitor = cls(page, await Watch.over(page, f"visitor {name}", allowed), language)
        await page.goto(f"{url}/demo/customer?lang={language}")
        if name:
            await page.locator("beffroi-chat").evaluate("(chat, name) => chat.setAttribute('name', name)", name)
        return visitor

    @property
    def field(self) -> Locator:
        """Where the customer writes."""
        return self.page.get_by_role("textbox", name=self.words.write)

    async def opens(self) -> None:
        """The panel is open, and connected."""
        if not await self.field.is_visible():
            await self.page.get_by_role("button", name=self.words.open).click()
        await expect(self.field).to_be_visible()

    async def says(self, text: str) -> None:
        """Written, sent, and known to be durable."""
        await self.writes(text)
        await expect(self.bubble(text)).to_contain_text(text)
        await expect(self.page.locator("beffroi-chat li.sending, beffroi-chat li.late")).to_have_count(0)

    async def writes(self, text: str) -> None:
        """Written and sent, whether or not anybody is there to take it."""
        await self.field.fill(text)
        await self.field.press("Enter")

    def bubble(self, text: str) -> Locator:
        """The line that says this."""
        return self.page.locator("beffroi-chat li", has_text=text)

    async def sees(self, text: str) -> None:
        """It is there, once."""
        await expect(self.bubble(text)).to_have_count(1)

    async def is_told(self, words: str) -> None:
        """A sentence of the widget says so."""
        await expect(self.page.locator("beffroi-chat").get_by_text(words).first).to_be_visible()

    async def is_with(self, first_name: str, limit_ms: float = 15_000) -> None:
        """The widget names who answers."""
        words = self.page.locator("beffroi-chat").get_by_text(self.words.with_.format(first_name))
        await expect(words).to_be_visible(timeout=limit_ms)

    async def transcript(self) -> list[str]:
        """Everything said, in order, as the widget shows it."""
        return await self.page.locator("beffroi-chat li .said").all_inner_texts()
