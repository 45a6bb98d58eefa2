"""Customers of one queue, as many as a journey needs, by the public socket."""

from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.waiting import until


class Shoppers:
    """Everybody who came to the shop."""

    def __init__(self, centre: Centre) -> None:
        self.all: list[Customer] = []
        self._url = centre.url

    async def come(self, how_many: int) -> list[Customer]:
        """So many more, each asking something."""
        new = []
        for _ in range(how_many):
            one = Customer(self._url, "fr", f"Client {len(self.all) + 1:02d}", widget="colvert-ventes")
            self.all.append(await one.connect())
            await one.says("Bonjour, une question.")
            new.append(one)
        return new

    def those(self, state: str) -> list[Customer]:
        """Who stands so, in the order they came."""
        return [one for one in self.all if one.state["state"] == state]

    async def are_served(self, customers: list[Customer]) -> None:
        """Somebody has each of them in hand."""
        await until(
            lambda: all(one.state["state"] == "in_contact" for one in customers),
            f"{[one.name for one in customers]} served",
            30,
        )

    async def leave(self, customers: list[Customer]) -> None:
        """These have what they wanted."""
        for one in customers:
            await one.leave()

    async def close(self) -> None:
        """Nobody is left."""
        for one in self.all:
            await one.close()
