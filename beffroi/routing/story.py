"""The whole story of an explanation, in sentences: who and why, who else, why it waits, and the agent asked about."""

from beffroi.kernel.ids import Instant
from beffroi.routing.explain import Explanation, Verdict, Wait, why_behind
from beffroi.routing.model import Candidate, Reasons
from beffroi.routing.words import (
    BEHIND,
    CAUSES,
    CHANNELS,
    VERDICTS,
    Names,
    Said,
    duration,
    joined,
    skills,
    why_them,
)


def sentences(explanation: Explanation, names: Names) -> list[Said]:
    """The whole story."""
    said: list[Said] = []
    if explanation.reasons is not None:
        said += _offered(explanation, explanation.reasons, names)
    if explanation.wait is not None:
        said += _waits(explanation, explanation.wait, names)
    if explanation.verdict is not None:
        said.append(verdict(explanation.verdict, names))
    return said


def candidate(reasons: Reasons, other: Candidate) -> Said:
    """A runner-up in a few words."""
    behind, idle = BEHIND[why_behind(reasons, other)], duration(other.idle_s)
    return Said(f"{behind.fr} ({idle.fr})", f"{behind.en} ({idle.en})")


def verdict(found: Verdict, names: Names) -> Said:
    """What holds for one agent."""
    name, time = names.agent(found.agent), duration(found.seconds).fr
    match found.code:
        case "winner":
            return Said(f"Le choix s’est porté sur {name}.", f"{name} was chosen.")
        case "behind":
            behind = BEHIND[found.reason or "idle"]
            return Said(f"{name} : {behind.fr}.", f"{name}: {behind.en}.")
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
        case _:
            return _standing(found, name, names)


def _standing(found: Verdict, name: str, names: Names) -> Said:
    """How the agent stands, where no more than a name, a channel or a partner belongs to it."""
    channel = CHANNELS.get(found.channel or "", Said(found.channel or "", found.channel or ""))
    match found.code:
        case "not_named":
            told = VERDICTS[found.code]
            return Said(f"{name} : {told.fr}.", f"{name}: {told.en}.")
        case "not_on_channel":
            return Said(f"{name} ne travaille pas sur ce canal ({channel.fr}).", f"{name} does not work {channel.en}.")
        case "band":
            partner = names.partner(found.partner or "")
            return Said(
                f"{name} : la plage du prestataire {partner} n’est pas en cours dans cette file d’attente.",
                f"{name}: it is not {partner}’s time of the week in this queue.",
            )
        case "busy" if found.channel:
            return Said(
                f"{name} est en contact sur un autre canal ({channel.fr}).",
                f"{name} is in contact on another channel ({channel.en}).",
            )
        case code:
            told = VERDICTS[code]
            return Said(f"{name} {told.fr}.", f"{name} {told.en}.")


def _offered(explanation: Explanation, reasons: Reasons, names: Names) -> list[Said]:
    name, told = names.agent(reasons.winner.agent), why_them(reasons, names)
    said = [Said(f"{name} : {told.fr}.", f"{name}: {told.en}.")]
    if reasons.helps is not None:
        queue = names.queue(explanation.queue)
        said.append(Said(f"{name} aide la file {queue}.", f"{name} helps out in {queue}."))
    if reasons.due_partner is not None:
        said.append(_share(reasons, names))
    if reasons.ahead:
        said.append(Said("Contact remis en tête de file.", "The contact had been put back ahead of the line."))
    if reasons.steps and reasons.step >= reasons.steps:
        said.append(DROPPED)
    return said


def _share(reasons: Reasons, names: Names) -> Said:
    """Whose turn it was, and whether they had somebody free."""
    partner = names.partner(reasons.due_partner or "")
    if reasons.winner.partner == reasons.due_partner:
        return Said(f"C’était au tour du prestataire {partner}.", f"It was {partner}’s turn.")
    return Said(
        f"C’était au tour du prestataire {partner}, qui n’avait personne de libre.",
        f"It was {partner}’s turn, and they had nobody free.",
    )


DROPPED = Said("Compétences souhaitées abandonnées après délai.", "The preferred skills were dropped in time.")


def _waits(explanation: Explanation, wait: Wait, names: Names) -> list[Said]:
    """Why this wait: who is ahead, why nobody can take it, what is asked for until when, how long it may last."""
    said = [_nobody(explanation, wait), _ahead(wait)]
    if wait.strict:
        said.append(Said("File d’attente servie avant toutes les autres.", "A strict queue: served before all others."))
    said += _asked(wait, names, explanation.at)
    if wait.expected_s is not None:
        time = duration(wait.expected_s).fr
        said.append(Said(f"Attente estimée : encore {time}.", f"Expected wait: {time} more."))
    return said


def _nobody(explanation: Explanation, wait: Wait) -> Said:
    if wait.withheld == "closed":
        return Said(
            "La file d’attente est fermée : ce contact sera présenté à sa réouverture.",
            "The queue is closed: this contact will be offered when it opens.",
        )
    if wait.withheld == "pull":
        return Said(
            "Cette file d’attente ne présente rien d’elle-même : un conseiller prend le contact.",
            "This queue offers nothing by itself: an agent takes the contact.",
        )
    counts = sorted(explanation.passed_over.items(), key=lambda one: (-one[1], one[0]))
    told = joined([Said(f"{count} {CAUSES[cause].fr}", f"{count} {CAUSES[cause].en}") for cause, count in counts])
    if not counts:
        return Said(
            "Personne ne peut le prendre : aucun conseiller ne travaille ici sur ce canal.",
            "Nobody can take it: no agent works here on this channel.",
        )
    return Said(f"Personne ne peut le prendre pour l’instant : {told.fr}.", f"Nobody can take it for now: {told.en}.")


def _ahead(wait: Wait) -> Said:
    match wait.ahead:
        case 0:
            return Said("Premier de sa file d’attente.", "First in the queue.")
        case 1:
            return Said("Un contact passe avant lui.", "One contact is served before it.")
        case many:
            return Said(f"{many} contacts passent avant lui.", f"{many} contacts are served before it.")


def _asked(wait: Wait, names: Names, now: Instant) -> list[Said]:
    """What is asked for, and for how long it still is."""
    if wait.step_until is None:
        asked = skills(wait.asked, names)
        needed = [Said(f"Exigé : {asked.fr}.", f"Needed: {asked.en}.")] if asked.fr else []
        return [DROPPED, *needed] if wait.steps else needed
    left = duration(wait.step_until - now).fr
    if wait.named:
        whom = ", ".join(names.agent(one) for one in wait.named)
        return [Said(f"Réservé à {whom} pour encore {left}.", f"Kept for {whom} for {left} more.")]
    asked = skills(wait.asked, names)
    return [Said(f"Demandé pour encore {left} : {asked.fr}.", f"Asked for, {left} more: {asked.en}.")]
