"""An agent signed in on two machines accepts the same offer on both, at the same instant."""

import asyncio

import pytest
from playwright.async_api import Response, Route, expect

from tests.journeys.desk import Desk
from tests.journeys.people import People
from tests.journeys.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

PAUL = "Paul Lambert"
LOST = (r"409 \(Conflict\).*/accept$",)


async def test_two_browsers_accept_the_same_offer_and_one_wins(people: People) -> None:
    first = await people.agent("lea", allowed=LOST)
    second = await people.agent("lea", ready=False, allowed=LOST)
    paul = await people.visitor(PAUL)
    await paul.says("Comment renvoyer un article ?")
    for desk in (first, second):
        await desk.is_offered(PAUL)

    held: list[Route] = []
    answers: list[Response] = []
    for desk in (first, second):
        await desk.page.route("**/accept", lambda route: held.append(route))
        desk.page.on("response", lambda answer: answers.append(answer) if answer.url.endswith("/accept") else None)

    async def both_ask() -> bool:
        """Whoever has not asked yet presses F2: a busy screen may not listen to the key at once."""
        asking = {route.request.frame.page for route in held}
        await asyncio.gather(*(desk.page.keyboard.press("F2") for desk in (first, second) if desk.page not in asking))
        return len(held) == 2

    await until(both_ask, "both ask")
    await asyncio.gather(*(route.continue_() for route in held))
    await until(lambda: len(answers) == 2, "both are answered")

    # One wins; the other is told, in words; both screens show the one contact.
    assert sorted(answer.status for answer in answers) == [200, 409]
    loser = _desk_of(next(answer for answer in answers if answer.status == 409), first, second)
    await expect(loser.page.get_by_role("alert").filter(has_text=loser.say("errors:offer_gone"))).to_be_visible()
    for desk in (first, second):
        await expect(desk.page.get_by_role("button", name=PAUL)).to_have_count(1)
        await expect(desk.offer(PAUL)).to_have_count(0)
    accepted = [event for event in people.centre.events() if event.kind == "offer_accepted"]
    assert len(accepted) == 1

    await first.page.get_by_role("button", name=PAUL).click()
    await second.page.get_by_role("button", name=PAUL).click()
    await first.answers(PAUL, "Je vous explique.")
    await second.sees("Je vous explique.")
    await paul.sees("Je vous explique.")
    await first.ends()
    await first.qualifies("Résolu")
    await expect(second.outcome).to_be_hidden()


def _desk_of(answer: Response, *desks: Desk) -> Desk:
    return next(desk for desk in desks if desk.page == answer.frame.page)
