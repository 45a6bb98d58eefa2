"""Every event ever written can be read and replayed, for ever: golden/events.jsonl is only ever added to."""

import json
from pathlib import Path

from beffroi.kernel.events import Event, decode, kinds
from beffroi.routing import events  # noqa: F401  (registers the kinds)
from beffroi.routing.apply import CHANGES, apply
from beffroi.routing.state import State

GOLDEN = Path(__file__).parent / "golden" / "events.jsonl"
ROOMS = ("beffroi.routing.events", "beffroi.routing.floor_events", "beffroi.interactions.events")


def golden() -> list[dict[str, str | int]]:
    return [json.loads(line) for line in GOLDEN.read_text().splitlines()]


def read(row: dict[str, str | int]) -> Event:
    return decode(str(row["kind"]), int(row["version"]), json.dumps(row["body"]).encode())


def test_every_kind_and_version_is_in_the_golden_file() -> None:
    written = {(row["kind"], row["version"]) for row in golden()}
    for kind, cls in kinds().items():
        if cls.__module__ in ROOMS:
            assert {(kind, version) for version in range(1, cls.version + 1)} <= written


def test_the_golden_story_replays_to_an_empty_house() -> None:
    state = State(keeps_time=False)
    for row in golden():
        apply(state, read(row))
    assert not state.works
    assert not state.assignments
    assert len(state.agents) == 3


def test_only_what_routing_does_not_keep_has_no_change() -> None:
    routed = {cls for cls in kinds().values() if cls.__module__ in ROOMS}
    told_only = {"Transferred", "CallbackTaken", "MessageLeft", "TakenOver"}
    assert {cls.__name__ for cls in routed - set(CHANGES)} == told_only
