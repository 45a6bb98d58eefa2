"""A note for the teams: found at sign-in, acknowledged, never another team's."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.floor.conftest import Stage

PATH = "/api/briefings"


async def texts(stage: Stage, name: str, path: str = PATH) -> list[str]:
    """What this person finds, but for the note the demo begins with."""
    found = await stage.done(name, "GET", path)
    return [one["text"] for one in found if not one["text"].startswith("Bonjour à tous ! La collection")]


async def test_a_note_is_read_by_those_it_is_for(stage: Stage) -> None:
    first = await stage.done("claire", "POST", PATH, {"teams": ["lille"], "text": " Promotion ce matin. "})
    ends = datetime.fromtimestamp(first["until"], ZoneInfo("Europe/Paris"))
    assert (ends.hour, ends.minute) == (0, 0)
    await stage.done("claire", "POST", PATH, {"teams": None, "text": "Bonne journée."})
    assert await texts(stage, "ines", f"{PATH}/mine") == ["Bonne journée.", "Promotion ce matin."]
    assert await texts(stage, "yassine", f"{PATH}/mine") == ["Bonne journée."]
    read = await stage.done("ines", "POST", f"{PATH}/{first['id']}/read", {})
    again = await stage.done("ines", "POST", f"{PATH}/{first['id']}/read", {})
    assert read["read_at"] == again["read_at"]
    assert await stage.refused("yassine", "POST", f"{PATH}/{first['id']}/read", {}) == (404, "not_found")
    listed = await stage.done("claire", "GET", PATH)
    readers = {one["id"]: one["read_at"] for one in listed[1]["readers"]}
    assert readers["ines"] == read["read_at"]
    assert readers["hugo"] is None
    assert "yassine" not in readers


async def test_a_partner_writes_to_their_own_teams(stage: Stage) -> None:
    await stage.done("claire", "POST", PATH, {"teams": ["lille"], "text": "Entre nous."})
    made = await stage.done("samira", "POST", PATH, {"teams": None, "text": "Bonjour à tous."})
    assert made["teams"] == ["rabat"]
    assert await texts(stage, "samira") == ["Bonjour à tous."]
    assert await texts(stage, "ines", f"{PATH}/mine") == ["Entre nous."]
    assert (await stage.refused("samira", "POST", PATH, {"teams": ["lille"], "text": "x"}))[0] == 403


async def test_what_no_note_can_be(stage: Stage) -> None:
    now = stage.routing.now()
    for body, code in (
        ({"text": "  "}, "briefing_empty"),
        ({"text": "x" * 2_001}, "invalid"),
        ({"text": "x", "until": now - 1}, "briefing_over"),
        ({"text": "x", "until": now + 40 * 86_400}, "briefing_over"),
        ({"text": "x", "teams": ["nowhere"]}, "unknown_team"),
        ({"text": "x", "teams": []}, "unknown_team"),
    ):
        assert await stage.refused("claire", "POST", PATH, body) == (422, code)


async def test_the_same_key_is_one_note(stage: Stage) -> None:
    made = [await stage.done("claire", "POST", PATH, {"text": "Une fois."}, key="k") for _ in range(2)]
    assert made[0]["id"] == made[1]["id"]
    assert await texts(stage, "claire") == ["Une fois."]
