"""What is wrong with a queue's rules somebody wrote, in words they can act on. Pure."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Final, NamedTuple

from beffroi.calendars.faults import DAY_MIN, Fault
from beffroi.calendars.faults import faults as calendar_faults
from beffroi.kernel.ids import AgentId, PartnerId, QueueId
from beffroi.routing.model import QueueRules
from beffroi.routing.rules import CAUSES, STRATEGIES, Levels, Otherwise, Share

DO: Final = ("wait", "choose", "queue", "dissuade")
CLOSING: Final = ("drain", "dissuade")
WRAP_UPS: Final = ("none", "fixed", "until_qualified")
LONGEST_S: Final = 30 * 86_400.0
WEEK: Final = range(7)


class Known(NamedTuple):
    """What rules may name."""

    queues: frozenset[QueueId]
    agents: frozenset[AgentId]
    skills: frozenset[str]
    partners: frozenset[PartnerId]


def rules_faults(rules: QueueRules, known: Known) -> list[Fault]:
    """Everything that is wrong; rules without faults can be followed."""
    found = [*_words(rules), *_numbers(rules), *_requirement(rules, known), *_ways_out(rules, known)]
    found += [*_shares(rules.shares, known), *_outcomes(rules)]
    if rules.hours is not None:
        found += [Fault(f"hours.{one.where}", one.fr, one.en) for one in calendar_faults(rules.hours)]
    return found


def leads_to(rules: QueueRules) -> frozenset[QueueId]:
    """Queues these rules send contacts to, or ask for help."""
    doors = (getattr(rules.admission, cause).queue for cause in CAUSES)
    named = {*doors, *(one.to for one in rules.overflow), *(one.by for one in rules.help), rules.messages_to}
    return frozenset(queue for queue in named if queue is not None)


def _words(rules: QueueRules) -> Iterator[Fault]:
    if not 0 < len(rules.name) <= 200:
        yield Fault("name", "Le nom compte de 1 à 200 caractères.", "A name has 1 to 200 characters.")
    yield from _one_of("strategy", rules.strategy, STRATEGIES)
    yield from _one_of("closing", rules.closing, CLOSING)
    yield from _one_of("wrap_up.mode", rules.wrap_up.mode, WRAP_UPS)
    for cause in CAUSES:
        yield from _one_of(f"admission.{cause}.do", getattr(rules.admission, cause).do, DO)


def _numbers(rules: QueueRules) -> Iterator[Fault]:
    seconds = {
        "offer_s": (rules.offer_s, 1.0),
        "threshold_s": (rules.threshold_s, 1.0),
        "wrap_up.limit_s": (rules.wrap_up.limit_s, 0.0),
        "wrap_up.extension_s": (rules.wrap_up.extension_s, 0.0),
        "last_agent_s": (rules.last_agent_s, 0.0),
        "bonus_s": (rules.bonus_s, -LONGEST_S),
        "callback.above_s": (rules.callback.above_s, 0.0),
        "callback.retry_s": (rules.callback.retry_s, 1.0),
        **{f"channels.{name}.offer_s": (ring.offer_s, 1.0) for name, ring in rules.channels.items()},
        **{f"overflow.{n}.after_s": (one.after_s, 0.0) for n, one in enumerate(rules.overflow)},
        **{f"help.{n}.after_s": (one.after_s, 0.0) for n, one in enumerate(rules.help)},
        **{f"care.{name}.bonus_s": (one.bonus_s, -LONGEST_S) for name, one in rules.care.items()},
    }
    for where, (value, least) in seconds.items():
        yield from _lasts(where, value, least)
    yield from _between("target", rules.target, 0.01, 1.0)
    yield from _between("safety.resume", rules.safety.resume, 0.0, rules.safety.stop)
    yield from _between("safety.stop", rules.safety.stop, 0.0, 10.0)
    yield from _between("callback.attempts", rules.callback.attempts, 1, 20)
    yield from _between("misses_allowed", rules.misses_allowed, 1, 100)
    for name, ring in rules.channels.items():
        yield from _between(f"channels.{name}.misses_allowed", ring.misses_allowed, 1, 100)
    if rules.admission.most_waiting is not None:
        yield from _between("admission.most_waiting", rules.admission.most_waiting, 0, 100_000)
    if rules.admission.longest_wait_s is not None:
        yield from _lasts("admission.longest_wait_s", rules.admission.longest_wait_s, 0.0)


def _requirement(rules: QueueRules, known: Known) -> Iterator[Fault]:
    yield from _levels("requirement.mandatory", rules.requirement.mandatory, known)
    for number, step in enumerate(rules.requirement.steps):
        where = f"requirement.steps.{number}"
        yield from _levels(f"{where}.skills", step.skills, known)
        yield from _lasts(f"{where}.expires_s", step.expires_s, 1.0)
        for agent in step.agents:
            if agent not in known.agents:
                yield Fault(f"{where}.agents", f"Le conseiller « {agent} » n’existe pas.", f"No agent “{agent}”.")
    for name, care in rules.care.items():
        yield from _levels(f"care.{name}.mandatory", care.mandatory, known)


def _ways_out(rules: QueueRules, known: Known) -> Iterator[Fault]:
    for cause in CAUSES:
        otherwise: Otherwise = getattr(rules.admission, cause)
        if otherwise.do == "queue" and otherwise.queue is None:
            where = f"admission.{cause}.queue"
            yield Fault(where, "Indiquez vers quelle file d’attente.", "Say to which queue.")
    for where, queue in _named(rules).items():
        if queue == rules.id:
            yield Fault(where, "Une file d’attente ne peut pas se désigner elle-même.", "A queue cannot name itself.")
        elif queue not in known.queues:
            yield Fault(where, f"La file d’attente « {queue} » n’existe pas.", f"There is no queue “{queue}”.")


def _named(rules: QueueRules) -> Mapping[str, QueueId]:
    """Where the rules name another queue."""
    doors = {f"admission.{cause}.queue": getattr(rules.admission, cause).queue for cause in CAUSES}
    onward = {f"overflow.{n}.to": one.to for n, one in enumerate(rules.overflow)}
    asked = {f"help.{n}.by": one.by for n, one in enumerate(rules.help)}
    every = doors | onward | asked | {"messages_to": rules.messages_to}
    return {where: queue for where, queue in every.items() if queue is not None}


def _shares(shares: tuple[Share, ...], known: Known) -> Iterator[Fault]:
    parts = [one.part for one in shares if one.part is not None]
    if not isfinite(sum(parts)) or sum(parts) > 1.0 + 1e-9:
        yield Fault("shares", "Les parts dépassent 100 %.", "The shares are more than 100 %.")
    if len({one.partner for one in shares}) < len(shares):
        yield Fault("shares", "Un partenaire figure deux fois.", "A partner is there twice.")
    for number, one in enumerate(shares):
        where = f"shares.{number}"
        if one.partner not in known.partners:
            name = one.partner
            yield Fault(f"{where}.partner", f"Le partenaire « {name} » n’existe pas.", f"No partner “{name}”.")
        if one.part is not None:
            yield from _between(f"{where}.part", one.part, 0.0, 1.0)
        if one.part is None and not one.bands:
            yield Fault(where, "Indiquez une part ou des plages.", "Say which share, or which bands.")
        for band in one.bands:
            if band.weekday not in WEEK or not 0 <= band.from_min < band.to_min <= DAY_MIN:
                yield Fault(f"{where}.bands", "Une plage sort de sa journée.", "A band leaves its day.")


def _outcomes(rules: QueueRules) -> Iterator[Fault]:
    codes = [one.code for one in rules.dispositions]
    if len(set(codes)) < len(codes):
        yield Fault("dispositions", "Un code figure deux fois.", "A code is there twice.")
    for number, one in enumerate(rules.dispositions):
        if not all(0 < len(text) <= 200 for text in (one.code, one.fr, one.en)):
            yield Fault(
                f"dispositions.{number}", "Il manque un code ou un libellé.", "A code or its words are missing."
            )


def _levels(where: str, levels: Levels, known: Known) -> Iterator[Fault]:
    for skill, level in levels.items():
        if skill not in known.skills:
            yield Fault(where, f"La compétence « {skill} » n’existe pas.", f"There is no skill “{skill}”.")
        if not 1 <= level <= 5:
            yield Fault(where, f"{skill} : le niveau va de 1 à 5.", f"{skill}: a level is 1 to 5.")


def _one_of(where: str, value: str, allowed: tuple[str, ...]) -> Iterator[Fault]:
    if value not in allowed:
        listed = ", ".join(allowed)
        yield Fault(where, f"Valeurs possibles : {listed}.", f"Possible values: {listed}.")


def _lasts(where: str, value: float, least: float) -> Iterator[Fault]:
    if isfinite(value) and least <= value <= LONGEST_S:
        return
    if least < 0:
        yield Fault(where, "30 jours au plus, dans un sens ou dans l’autre.", "At most 30 days, either way.")
    else:
        yield Fault(where, f"De {least:g} s à 30 jours.", f"From {least:g} s to 30 days.")


def _between(where: str, value: float, least: float, most: float) -> Iterator[Fault]:
    if not (isfinite(value) and least <= value <= most):
        yield Fault(where, f"De {least:g} à {most:g}.", f"From {least:g} to {most:g}.")
