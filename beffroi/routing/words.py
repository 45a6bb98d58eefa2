"""The words of an explanation, in French and English. The browser shows them as they are."""

from collections.abc import Callable
from typing import Final, NamedTuple

from beffroi.routing.explain import Explanation, Verdict
from beffroi.routing.model import Candidate, Reasons


class Said(NamedTuple):
    """One sentence in both languages."""

    fr: str
    en: str


class Names(NamedTuple):
    """How to call agents and skills: code or id → words, in both languages."""

    agent: Callable[[str], str]
    skill: Callable[[str], Said]


CAUSES: Final = {
    "skills": Said("sans la compétence demandée", "without the skill asked for"),
    "logged_out": Said("hors connexion", "logged out"),
    "not_ready": Said("en indisponibilité", "not ready"),
    "desk_dropped": Said("poste déconnecté", "with their desk disconnected"),
    "ringing": Said("en présentation", "being offered other work"),
    "wrap_up": Said("en post-appel", "in wrap-up"),
    "full": Said("déjà à leur capacité", "already at their capacity"),
    "excluded": Said(
        "ayant refusé ou manqué ce contact il y a moins d’une minute", "declined or missed it in the last minute"
    ),
    "delay": Said("à n’appeler que plus tard pour cette file d’attente", "called only later for this queue"),
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
    "free": Said("est libre", "is free"),
}


JUST_FREE_S: Final = 2.0
"""Whoever was free for less took what waited for them first, and was not chosen for their rest."""


def duration(seconds: float) -> Said:
    """`2 min 31 s`, the same in both languages."""
    whole = max(0, int(seconds))
    hours, minutes, left = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{left} s" if not hours else ""]
    text = " ".join(part for part in parts if part and part != "0 s") or "0 s"
    return Said(text, text)


def why(reasons: Reasons, names: Names) -> Said:
    """Why the winner, in one line said to them: what was asked for, and what set them apart."""
    if reasons.named:
        return Said("Ce contact vous est adressé nommément", "You were asked for by name")
    return _why(reasons, names, Said("premier à servir dans vos files d’attente", "next to serve in your queues"))


def why_them(reasons: Reasons, names: Names) -> Said:
    """The same, said of them to somebody else."""
    if reasons.named:
        return Said("contact adressé nommément", "asked for by name")
    return _why(reasons, names, Said("premier à servir dans ses files d’attente", "next to serve in their queues"))


def _why(reasons: Reasons, names: Names, was_first: Said) -> Said:
    asked, winner = _asked(reasons, names), reasons.winner
    idle = duration(winner.idle_s).fr
    if winner.load:
        most = _ahead_with_load(reasons)
        apart = Said(f"{winner.load} en cours, {most.fr}", f"{winner.load} in hand, {most.en}")
    elif winner.idle_s < JUST_FREE_S:
        apart = was_first
    else:
        apart = Said(f"libre depuis {idle}", f"free for {idle}")
    return Said(", ".join(filter(None, [asked.fr, apart.fr])), ", ".join(filter(None, [asked.en, apart.en])))


def _ahead_with_load(reasons: Reasons) -> Said:
    """What set apart somebody who has work in hand already."""
    if not reasons.runners_up:
        return Said("personne d’autre de libre", "nobody else free")
    second = reasons.runners_up[0]
    if second.priority != reasons.winner.priority:
        return Said("priorité la plus haute pour cette file d’attente", "highest priority for this queue")
    if second.load != reasons.winner.load:
        return Said("la charge la plus légère", "the lightest load")
    return Said("le plus longtemps sans nouveau contact", "longest without a new contact")


def sentences(explanation: Explanation, names: Names) -> list[Said]:
    """The whole story: the winner, who came next, who was passed over, and the agent asked about."""
    said: list[Said] = []
    reasons = explanation.reasons
    if reasons is not None:
        name = names.agent(reasons.winner.agent)
        told = why_them(reasons, names)
        said.append(Said(f"{name} : {told.fr}.", f"{name}: {told.en}."))
        if reasons.ahead:
            said.append(Said("Contact remis en tête de file.", "The contact had been put back ahead of the line."))
        if reasons.steps and reasons.step >= reasons.steps:
            said.append(
                Said("Compétences souhaitées abandonnées après délai.", "The preferred skills were dropped in time.")
            )
    elif explanation.state == "waiting":
        said.append(Said("Personne ne peut le prendre pour l’instant.", "Nobody can take it for now."))
    if explanation.verdict is not None:
        said.append(verdict(explanation.verdict, names))
    return said


def verdict(found: Verdict, names: Names) -> Said:
    """What holds for one agent."""
    name, time = names.agent(found.agent), duration(found.seconds).fr
    match found.code:
        case "winner":
            return Said(f"Le choix s’est porté sur {name}.", f"{name} was chosen.")
        case "behind":
            return Said(f"{name} : {behind(found.reason).fr}.", f"{name}: {behind(found.reason).en}.")
        case "lacks_skill":
            skill = names.skill(found.skill or "")
            return Said(
                f"{name} n’a pas la compétence {skill.fr} au niveau {found.level}.",
                f"{name} does not have {skill.en} at level {found.level}.",
            )
        case "excluded":
            return Said(
                f"{name} a refusé ou manqué ce contact ; de nouveau possible dans {time}.",
                f"{name} declined or missed this contact; possible again in {time}.",
            )
        case "delay":
            return Said(f"On fera appel à {name} dans {time}.", f"{name} will be asked in {time}.")
        case code:
            told = VERDICTS[code]
            return Said(f"{name} {told.fr}.", f"{name} {told.en}.")


def behind(reason: str | None) -> Said:
    """What put the winner ahead of this one."""
    match reason:
        case "priority":
            return Said("priorité moins haute pour cette file", "lower priority for this queue")
        case "load":
            return Said("davantage de contacts en cours", "more contacts in hand")
        case _:
            return Said("libre depuis moins longtemps", "free for less long")


def candidate(winner: Candidate, other: Candidate) -> Said:
    """A runner-up in a few words."""
    reason = "priority" if other.priority != winner.priority else "load" if other.load != winner.load else "idle"
    return Said(
        f"{behind(reason).fr} ({duration(other.idle_s).fr})",
        f"{behind(reason).en} ({duration(other.idle_s).en})",
    )


def _asked(reasons: Reasons, names: Names) -> Said:
    skills = [(names.skill(code), level) for code, level in reasons.asked.items()]
    return Said(
        ", ".join(f"{skill.fr} {level}" for skill, level in skills),
        ", ".join(f"{skill.en} {level}" for skill, level in skills),
    )
