"""What arrives on a visitor's socket is one of our messages, or a declared refusal: never anything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.channels.chat import errors, protocol
from beffroi.channels.chat.protocol import AskCallback, AskMessage, Hello, Leave, Ping, Say, Typing, decode

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)
NEARLY = st.fixed_dictionaries(
    {"type": st.sampled_from(["hello", "say", "typing", "leave", "ping", "callback", "leave_message", "state", ""])},
    optional=dict.fromkeys(("id", "text", "token", "lang", "name", "page", "seen", "reason", "phone"), ANYTHING),
)


def read(frame: str | bytes) -> protocol.Heard | None:
    try:
        return decode(frame)
    except errors.Unreadable:
        return None


@given(st.text() | st.binary())
def test_any_frame_is_read_or_refused(frame: str | bytes) -> None:
    read(frame)


@given(ANYTHING)
def test_any_json_is_read_or_refused(value: object) -> None:
    read(json.dumps(value))


@given(NEARLY)
def test_almost_right_messages_are_read_or_refused(value: dict[str, object]) -> None:
    heard = read(json.dumps(value, ensure_ascii=False))
    assert heard is None or heard.__struct_config__.tag == value["type"]


@given(st.text(), st.integers(0, 3))
def test_what_is_said_stays_said_but_for_control_characters(text: str, tail: int) -> None:
    heard = read(json.dumps({"type": "say", "id": "a", "text": text + "\n" * tail}))
    if isinstance(heard, Say):
        assert heard.text == protocol.readable(heard.text)
        assert 0 < len(heard.text) <= protocol.MOST_CHARACTERS
        assert not any(ch < " " and ch not in "\n\t" for ch in heard.text)


@given(st.text())
def test_a_name_fits_one_line(name: str) -> None:
    tidy = protocol.tidy_name(name)
    assert tidy is None or (0 < len(tidy) <= protocol.MOST_IN_NAME and tidy.splitlines() == [tidy])


@pytest.mark.parametrize(
    ("frame", "heard"),
    [
        ('{"type":"hello"}', Hello()),
        ('{"type":"hello","token":null,"lang":"en","name":" Zoé\\u202e ","seen":3}', Hello(None, "en", "Zoé", None, 3)),
        ('{"type":"say","id":"a-1","text":" Bonjour\\r\\nà tous "}', Say("a-1", "Bonjour\nà tous")),
        ('{"type":"typing","since":1}', Typing()),
        ('{"type":"leave"}', Leave()),
        ('{"type":"ping"}', Ping()),
        ('{"type":"say","id":"a","text":"x","reason":"order/late"}', Say("a", "x", "order/late")),
        ('{"type":"callback","phone":"06 12 34 56 78"}', AskCallback("06 12 34 56 78")),
        ('{"type":"callback","phone":"1","name":" Zoé\\u202e "}', AskCallback("1", "Zoé")),
        ('{"type":"leave_message","text":"x"}', AskMessage()),
    ],
)
def test_our_messages_are_read(frame: str, heard: protocol.Heard) -> None:
    assert decode(frame) == heard


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b'{"type":"ping"}', "binary_frame"),
        ("x" * 20_001, "frame_too_large"),
        ('{"type":"say","id":"a","text":"' + "é" * 10_000 + '"}', "frame_too_large"),
        ("", "not_json"),
        ('{"type":', "not_json"),
        ('{"type":"ping","x":' + "[" * 19_000, "not_json"),
        ('{"type":"say","id":"a","text":"\\ud800"}', "not_json"),
        ('"\ud800"', "not_json"),
        ("[]", "wrong_shape"),
        ("{}", "unknown_type"),
        ('{"type":"dance"}', "unknown_type"),
        ('{"type":7}', "unknown_type"),
        ('{"type":"say","text":"x"}', "wrong_shape"),
        ('{"type":"say","id":"","text":"x"}', "wrong_shape"),
        ('{"type":"say","id":"<b>","text":"x"}', "wrong_shape"),
        ('{"type":"say","id":"a","text":7}', "wrong_shape"),
        ('{"type":"hello","seen":-1}', "wrong_shape"),
        ('{"type":"hello","reason":""}', "wrong_shape"),
        ('{"type":"say","id":"a","text":"x","reason":"' + "x" * 65 + '"}', "wrong_shape"),
        ('{"type":"callback"}', "wrong_shape"),
        ('{"type":"callback","phone":""}', "wrong_shape"),
        ('{"type":"callback","phone":612345678}', "wrong_shape"),
        ('{"type":"callback","phone":"' + "1" * 41 + '"}', "wrong_shape"),
        ('{"type":"say","id":"a","text":" \\n\\u0000 "}', "empty_text"),
        ('{"type":"say","id":"a","text":"' + "x" * 4001 + '"}', "text_too_long"),
    ],
)
def test_each_bad_message_has_its_code(frame: str | bytes, code: str) -> None:
    with pytest.raises(errors.Unreadable) as refusal:
        decode(frame)
    assert refusal.value.code == code


def test_four_thousand_characters_of_any_kind_are_accepted() -> None:
    text = "🔔" * 4000
    assert decode(json.dumps({"type": "say", "id": "a", "text": text}, ensure_ascii=False)) == Say("a", text)
