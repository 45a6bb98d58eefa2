"""The words on the screens, from the screens' own files, so that a better word breaks no journey."""

import json
import re
from functools import cache
from typing import Any, Final, NamedTuple

from tests.journeys.centre import ROOT

FILES: Final = ROOT / "web" / "src" / "i18n"


@cache
def _room(language: str, room: str) -> dict[str, Any]:
    words: dict[str, Any] = json.loads((FILES / language / f"{room}.json").read_text(encoding="utf-8"))
    return words


def say(language: str, key: str, **values: object) -> str:
    """What the screen says: `say("fr", "desk:offer.accept")` is « Accepter »."""
    room, path = key.split(":")
    found: Any = _room(language, room)
    for part in path.split("."):
        found = found[part]
    return re.sub(r"{{(\w+)}}", lambda match: str(values[match[1]]), str(found))


class ChatWords(NamedTuple):
    """The few words of the widget that the journeys look for."""

    open: str
    write: str
    leave: str
    anew: str
    with_: str
    ended: str
    offline: str
    sent: str
    typing: str
    call_back: str
    phone: str
    call_me: str
    bad_phone: str
    noted: str
    leave_message: str
    kept: str


CHAT: Final = {
    "fr": ChatWords(
        "Discuter avec un conseiller", "Votre message", "Terminer", "Nouvelle conversation", "{} vous répond",
        "Cette conversation est terminée.", "Connexion perdue", "Envoyé", "{} écrit…",
        "Être rappelé", "Votre numéro de téléphone", "Me rappeler", "Ce numéro n’est pas reconnu",
        "nous vous rappelons au {}", "Laisser ce message", "Votre message est enregistré",
    ),
    "en": ChatWords(
        "Chat with an adviser", "Your message", "End", "New conversation", "{} is with you",
        "This conversation is over.", "Connection lost", "Sent", "{} is writing…",
        "Call me back", "Your telephone number", "Call me back", "This number is not recognised",
        "we will call you back on {}", "Leave this message", "Your message is kept",
    ),
}  # fmt: skip
