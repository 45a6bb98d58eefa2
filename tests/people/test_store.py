"""What other rooms read of people."""

from beffroi.kernel import news
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import TeamId, UserId
from beffroi.people import store
from beffroi.people.model import User
from beffroi.people.service import People
from tests.people.conftest import DEMO, OTHER


def test_routing_sees_agents_with_team_and_skills_only(people: People, records: Records) -> None:
    def view(conn: Connection) -> object:
        return store.routing_view(conn, DEMO), store.routing_view(conn, DEMO, ["ines", "claire", "zed"])

    assert records.read_now(view) == (
        [("ines", "lille", {"french": 5, "sales": 3}, "colvert"), ("yassine", "rabat", {"english": 4}, "atlas")],
        [("ines", "lille", {"french": 5, "sales": 3}, "colvert")],
    )
    assert records.read_now(lambda conn: store.routing_view(conn, OTHER)) == []


def test_a_change_of_team_or_skills_is_news(people: People, records: Records) -> None:
    def change(conn: Connection) -> list[news.News]:
        last = news.since(conn, DEMO, 0)[-1].seq
        store.put_skills(conn, DEMO, UserId("ines"), {"english": 2})
        store.put_user(conn, User(UserId("ines"), DEMO, "Inès", "ines@demo.invalid", TeamId("nantes"), "fr"))
        return news.since(conn, DEMO, last)

    told = records.write_now(change)
    assert [(one.kind, one.object_id) for one in told] == [("agent", "ines"), ("agent", "ines")]
    assert records.read_now(lambda conn: store.routing_view(conn, DEMO, ["ines"])) == [
        ("ines", "nantes", {"english": 2}, "colvert")
    ]
    kept = records.read_now(lambda conn: store.account_by_email(conn, "ines@demo.invalid"))
    assert kept is not None
    assert kept.password_hash.startswith("$argon2id$")
