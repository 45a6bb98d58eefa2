"""The words of routing's reasons, in French and English. The browser shows them as they are; `story.py` tells all."""

from collections.abc import Callable
from typing import Final, NamedTuple

from beffroi.routing.explain import decisive
from beffroi.routing.model import Reasons


class Said(NamedTuple):
    """One sentence in both languages."""

    fr: str
    en: str


class Names(NamedTuple):
    """How to call agents, skills, queues and partners: code or id → words, skills in both languages."""

    agent: Callable[[str], str]
    skill: Callable[[str], Said]
    queue: Callable[[str], str] = str
    partner: Callable[[str], str] = str


CAUSES: Final = {
    "skills": Said("sans la compétence demandée", "without the skill asked for"),
    "logged_out": Said("hors connexion", "logged out"),
    "not_ready": Said("en indisponibilité", "not ready"),
    "desk_dropped": Said("poste déconnecté", "with their desk disconnected"),
    "ringing": Said("en présentation", "being offered other work"),
    "wrap_up": Said("en post-appel", "in wrap-up"),
    "full": Said("déjà à leur capacité", "already at their capacity"),
    "busy": Said("en contact sur un autre canal", "in contact on another channel"),
    "gone": Said("qui ne travaillent plus ici", "who no longer work here"),
    "excluded": Said(
        "ayant refusé ou manqué ce contact il y a moins d’une minute", "declined or missed it in the last minute"
    ),
    "delay": Said("à n’appeler que plus tard pour cette file d’attente", "called only later for this queue"),
    "band": Said("hors des plages de leur prestataire", "outside their partner’s hours"),
    "kept": Said("gardés pour leur propre file d’attente", "kept for their own queue"),
    "closed": Said("libres, mais la file d’attente est fermée", "free, but the queue is closed"),
    "pull": Said("libres, mais cette file d’attente ne présente rien", "free, but this queue offers nothing by itself"),
    "free": Said("en attente d’un contact", "free"),
}

VERDICTS: Final = {
    "not_named": Said("ce contact attend un autre conseiller, nommément", "this contact waits for someone else"),
    "not_in_queue": Said("ne travaille pas pour cette file d’attente", "does not work for this queue"),
    "logged_out": Said("est hors connexion", "is logged out"),
    "not_ready": Said("est indisponible", "is not ready"),
    "desk_dropped": Said("a perdu la connexion de son poste", "has lost their desk's connection"),
    "ringing": Said("a déjà un contact en présentation", "is being offered another contact"),
    "wrap_up": Said("est en post-appel", "is in wrap-up"),
    "full": Said("est déjà à sa capacité", "is already at capacity"),
    "busy": Said("est en contact sur un autre canal", "is in contact on another channel"),
    "gone": Said("ne travaille plus ici", "no longer works here"),
    "kept": Said("reste pour sa propre file d’attente", "is kept for their own queue"),
    "closed": Said(
        "est libre, mais la file d’attente est fermée : le contact attend sa réouverture",
        "is free, but the queue is closed: the contact waits until it opens",
    ),
    "pull": Said(
        "est libre et peut prendre ce contact : cette file d’attente ne présente rien d’elle-même",
        "is free and may take this contact: the queue offers nothing by itself",
    ),
    "free": Said("est libre", "is free"),
}

CHANNELS: Final = {
    "chat": Said("chat", "chat"),
    "voice": Said("téléphone", "phone"),
    "video": Said("vidéo", "video"),
    "callback": Said("rappel", "callbacks"),
    "email": Said("e-mail", "e-mail"),
    "message": Said("messages", "messages"),
    "form": Said("formulaires", "forms"),
    "letter": Said("courrier", "letters"),
    "sms": Said("SMS", "SMS"),
    "whatsapp": Said("WhatsApp", "WhatsApp"),
    "social": Said("réseaux sociaux", "social networks"),
}

MOST: Final = {
    "alone": Said("personne d’autre de libre", "nobody else free"),
    "share": Said("au tour de ce prestataire", "this partner’s turn"),
    "priority": Said("priorité la plus haute pour cette file d’attente", "highest priority for this queue"),
    "load": Said("la charge la plus légère", "the lightest load"),
    "idle": Said("le plus longtemps sans nouveau contact", "longest without a new contact"),
    "skill": Said("le meilleur niveau dans ce qui est demandé", "the highest level in what is asked for"),
    "turn": Said("à tour de rôle", "in turn"),
}
"""What was compared (see `explain.decisive`) → how the winner stood out by it."""

BEHIND: Final = {
    "share": Said("ce n’était pas le tour de son prestataire", "it was not their partner’s turn"),
    "priority": Said("priorité moins haute pour cette file", "lower priority for this queue"),
    "load": Said("davantage de contacts en cours", "more contacts in hand"),
    "idle": Said("libre depuis moins longtemps", "free for less long"),
    "skill": Said("niveau moins élevé dans ce qui est demandé", "a lower level in what is asked for"),
    "turn": Said("son tour vient après", "their turn comes later"),
}
"""What was compared → how whoever came next stood behind."""

TOLD_WHEN_FREE: Final = frozenset(("share", "skill", "turn"))
"""What is said of somebody free beside their rest: the rest alone did not decide."""

JUST_FREE_S: Final = 2.0
"""Whoever was free for less took what waited for them first, and was not chosen for their rest."""


def duration(seconds: float) -> Said:
    """`2 min 31 s`, the same in both languages."""
    whole = max(0, int(seconds))
    hours, minutes, left = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{left} s" if not hours else ""]
    text = " ".join(part for part in parts if part and part != "0 s") or "0 s"
    return Said(text, text)


def joined(parts: list[Said], by: str = ", ") -> Said:
    """All of them in one, those that say nothing left out."""
    return Said(by.join(one.fr for one in parts if one.fr), by.join(one.en for one in parts if one.en))


def why(reasons: Reasons, names: Names) -> Said:
    """Why the winner, in one line said to them: what was asked for, and what set them apart."""
    if reasons.pulled:
        return Said("Vous avez pris ce contact vous-même", "You took this contact yourself")
    if reasons.named:
        return Said("Ce contact vous est adressé nommément", "You were asked for by name")
    return _why(reasons, names, Said("premier à servir dans vos files d’attente", "next to serve in your queues"))


def why_them(reasons: Reasons, names: Names) -> Said:
    """The same, said of them to somebody else."""
    if reasons.pulled:
        return Said("a pris ce contact de sa propre initiative", "took this contact on their own initiative")
    if reasons.named:
        return Said("contact adressé nommément", "asked for by name")
    return _why(reasons, names, Said("premier à servir dans ses files d’attente", "next to serve in their queues"))


def skills(levels: dict[str, int], names: Names) -> Said:
    """`français 2, retours 3`."""
    return joined([Said(f"{said.fr} {n}", f"{said.en} {n}") for said, n in _named(levels, names)])


def _named(levels: dict[str, int], names: Names) -> list[tuple[Said, int]]:
    return [(names.skill(code), level) for code, level in levels.items()]


def _why(reasons: Reasons, names: Names, was_first: Said) -> Said:
    return joined([skills(reasons.asked, names), _helping(reasons, names), _apart(reasons, was_first)])


def _helping(reasons: Reasons, names: Names) -> Said:
    if reasons.helps is None:
        return Said("", "")
    own = names.queue(reasons.helps)
    return Said(f"en aide depuis la file {own}", f"helping out from {own}")


def _apart(reasons: Reasons, was_first: Said) -> Said:
    """What set the winner apart: only what really did."""
    winner, by = reasons.winner, decisive(reasons)
    if winner.load:
        return joined([Said(f"{winner.load} en cours", f"{winner.load} in hand"), MOST[by]])
    if winner.idle_s < JUST_FREE_S and by not in TOLD_WHEN_FREE:
        return was_first
    idle = duration(winner.idle_s).fr
    free = Said(f"libre depuis {idle}", f"free for {idle}")
    return joined([MOST[by], free]) if by in TOLD_WHEN_FREE else free
