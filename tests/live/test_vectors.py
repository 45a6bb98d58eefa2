"""The vectors that the browser's reducer shares: its twin here ends with the rows the server has."""

from __future__ import annotations

import json
from typing import get_args

import msgspec
import pytest

from beffroi.live.rows import AnyRow
from tests.live.client import Client, Message
from tests.live.make_vectors import ALL, FOLDER


@pytest.mark.parametrize("name", [one.__name__ for one in ALL])
def test_the_messages_lead_to_the_rows(name: str) -> None:
    vector = json.loads((FOLDER / f"{name}.json").read_text())
    client = Client()
    for step in vector["steps"]:
        client.take(json.dumps(step["message"]))
    assert {topic: client.rows(topic) for topic in vector["rows"]} == vector["rows"]
    for topic in vector["rows"]:
        assert client.topics[topic].state == vector.get("state", {}).get(topic, "live")


def test_every_row_has_the_shape_that_today_s_server_tells() -> None:
    """When this fails, make them again: python -m tests.live.make_vectors"""
    kinds = set()
    for one in ALL:
        vector = json.loads((FOLDER / f"{one.__name__}.json").read_text())
        for row in (row for step in vector["steps"] for row in rows_of(step["message"])):
            assert msgspec.to_builtins(msgspec.convert(row, AnyRow)) == row
            kinds.add(row["kind"])
    assert kinds == {kind.__struct_config__.tag for kind in get_args(AnyRow)}


def rows_of(message: Message) -> list[Message]:
    return [*message.get("rows", []), *message.get("upsert", [])]
