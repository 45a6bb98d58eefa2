"""An act in words, French and English. Pure: the names and the zone come with the question."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from beffroi.routing.floor.model import Act, Kind
from beffroi.routing.words import Said, duration


class Called(NamedTuple):
    """How to call what acts name."""

    queue: Callable[[str], str]
    agent: Callable[[str], str]
    skill: Callable[[str], Said]
    reason: Callable[[str], Said]
    contact: Callable[[str], str]
    zone: ZoneInfo


LEVERS: Final[Mapping[tuple[str, str | None], Said]] = {
    ("opening", "open"): Said("ouverte malgré les horaires", "open despite its hours"),
    ("opening", "closed"): Said("fermée", "closed"),
    ("opening", None): Said("de nouveau selon ses horaires", "by its hours again"),
    ("emergency", "on"): Said("fermeture d’urgence", "emergency closure"),
    ("emergency", None): Said("fin de la fermeture d’urgence", "emergency closure over"),
    ("overflow", "off"): Said("débordement coupé", "overflow off"),
    ("overflow", None): Said("débordement selon les règles", "overflow by the rules"),
    ("help", "on"): Said("entraide ouverte", "mutual help on"),
    ("help", "off"): Said("entraide coupée", "mutual help off"),
    ("help", None): Said("entraide selon les règles", "mutual help by the rules"),
    ("callback", "on"): Said("rappel proposé", "callback offered"),
    ("callback", "off"): Said("rappel coupé", "callback off"),
    ("callback", None): Said("rappel selon les règles", "callback by the rules"),
    ("priority", None): Said("priorité selon les règles", "priority by the rules"),
}
STATES: Final = {
    "ready": Said("disponible", "ready"),
    "not_ready": Said("indisponible", "not ready"),
    "logged_out": Said("hors connexion", "logged out"),
}
HANDS: Final = {
    "message": Said("répond à la demande d’aide", "answers the call for help"),
    "joined": Said("rejoint le contact", "joins the contact"),
    "dismissed": Said("classe la demande d’aide", "dismisses the call for help"),
}


def said(act: Act, called: Called) -> Said:
    """What was done, in a line."""
    return _until(_SAID[act.kind](act.after, called), act, called)


def target_name(act: Act, called: Called) -> str:
    """What it was done to: a queue, an agent, some agents, a contact."""
    if act.target_kind == "queue":
        return called.queue(act.target)
    if "agents" in act.after:
        return ", ".join(called.agent(one) for one in act.after["agents"])
    if act.target_kind == "interaction":
        return called.contact(act.target)
    agent = act.after.get("agent") if act.target_kind == "hand" else act.target
    return called.agent(str(agent)) if act.target_kind in {"agent", "hand"} else act.target


def _until(plain: Said, act: Act, called: Called) -> Said:
    """With the local time it lasts until; and the date, when that is another day."""
    if act.until is None:
        return plain
    when, since = datetime.fromtimestamp(act.until, called.zone), datetime.fromtimestamp(act.at, called.zone)
    if when.date() == since.date():
        return Said(f"{plain.fr} jusqu’à {when:%H:%M}", f"{plain.en} until {when:%H:%M}")
    return Said(f"{plain.fr} jusqu’au {when:%d/%m à %H:%M}", f"{plain.en} until {when:%Y-%m-%d %H:%M}")


def _lever(after: Mapping[str, Any], called: Called) -> Said:
    lever, value = after["lever"], after["value"]
    if (lever, value) in LEVERS:
        return LEVERS[lever, value]
    if lever == "overflow":
        return Said(f"débordement vers {called.queue(value)}", f"overflow to {called.queue(value)}")
    return _seconds(float(value))


def _seconds(bonus_s: float) -> Said:
    if bonus_s == 0:
        return Said("sans priorité particulière", "no particular priority")
    length = duration(abs(bonus_s))
    if bonus_s > 0:
        return Said(f"priorité : comme arrivé {length.fr} plus tôt", f"priority: as if {length.en} earlier")
    return Said(f"priorité : comme arrivé {length.fr} plus tard", f"priority: as if {length.en} later")


def _reassign(after: Mapping[str, Any], called: Called) -> Said:
    parts: list[Said] = []
    if after["queues"] is not None:
        names = ", ".join(called.queue(one) for one in after["queues"])
        parts.append(Said(f"files d’attente : {names or 'aucune'}", f"queues: {names or 'none'}"))
    if after["skills"]:
        levels = [(called.skill(code), level) for code, level in after["skills"].items()]
        fr = ", ".join(f"{skill.fr} {level}" for skill, level in levels)
        en = ", ".join(f"{skill.en} {level}" for skill, level in levels)
        parts.append(Said(f"compétences : {fr}", f"skills: {en}"))
    return Said(" ; ".join(one.fr for one in parts), "; ".join(one.en for one in parts))


def _presence(after: Mapping[str, Any], called: Called) -> Said:
    plain = STATES[after["state"]]
    if after["reason"] is None:
        return plain
    why = called.reason(after["reason"])
    return Said(f"{plain.fr} ({why.fr})", f"{plain.en} ({why.en})")


def _pause(after: Mapping[str, Any], called: Called) -> Said:
    return Said("pause accordée", "pause granted") if after["granted"] else Said("pause refusée", "pause refused")


def _move(after: Mapping[str, Any], called: Called) -> Said:
    if after["agent"] is not None:
        name = called.agent(after["agent"])
        return Said(f"contact gardé pour {name}", f"contact kept for {name}")
    name = called.queue(after["queue"])
    return Said(f"contact déplacé vers {name}", f"contact moved to {name}")


def _take_over(after: Mapping[str, Any], called: Called) -> Said:
    if after["from"] is None:
        return Said("contact pris en main", "contact taken over")
    name = called.agent(after["from"])
    return Said(f"contact repris à {name}", f"contact taken over from {name}")


_SAID: Final[Mapping[Kind, Callable[[Mapping[str, Any], Called], Said]]] = {
    Kind.LEVER: _lever,
    Kind.REASSIGN: _reassign,
    Kind.RETURN: lambda after, called: Said("retour à l’affectation habituelle", "back to the usual assignment"),
    Kind.PRESENCE: _presence,
    Kind.PAUSE: _pause,
    Kind.MOVE: _move,
    Kind.PRIORITY: lambda after, called: _seconds(after["bonus_s"]),
    Kind.TAKE_OVER: _take_over,
    Kind.HAND: lambda after, called: HANDS[after["how"]],
}
