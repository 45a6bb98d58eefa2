"""What a manager would say of the figures, and when it may be said. Pure: conditions are data."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from beffroi.insight.logs.grouped import QUARTER_S
from beffroi.insight.logs.words import Text, decimal, percent, said, span
from beffroi.measures import CATALOGUE
from beffroi.measures.contact import Outcome
from beffroi.measures.formulas import share
from beffroi.measures.primitives import Primitives
from beffroi.measures.rules import Rules

TREND_DAYS: Final = 20
FEW: Final = 30
WORTH_SAYING: Final = 0.10
VARIANTS: Final = ("strict", "late_abandons_only", "abandons_count_for_you", "answered_only", "short_abandons_removed")
LOST: Final = {
    Outcome.ABANDONED, Outcome.OVERFLOWED, Outcome.CLOSED, Outcome.DISSUADED, Outcome.TRANSFERRED, Outcome.FAILED,
    Outcome.BLOCKED,
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What the sentences are made of."""

    sums: Primitives
    rules: Rules
    days: int
    read: int
    aside: int
    lost_by_hour: Mapping[int, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Received and not treated."""
        p = self.sums
        return p.abandoned + p.overflowed + p.closed + p.dissuaded + p.transferred_away + p.failed + p.blocked

    @property
    def treated(self) -> int:
        """All received but the lost."""
        return self.sums.received - self.lost

    def part(self, count: int) -> float:
        """A share of what was received."""
        return share(count, self.sums.received).value or 0.0

    def is_largest_loss(self, count: int) -> bool:
        """Whether this is the first cause of loss, and the loss is worth saying."""
        p = self.sums
        others = (p.abandoned, p.overflowed, p.closed, p.dissuaded, p.transferred_away, p.failed, p.blocked)
        return p.received >= FEW and 0 < count == max(others) and self.part(self.lost) >= WORTH_SAYING

    def value(self, key: str) -> float | None:
        """A measure's value."""
        return CATALOGUE[key].of(self.sums).value

    def at_most(self, key: str, limit: float) -> bool:
        """Whether the measure is known and not above the limit."""
        found = self.value(key)
        return found is not None and found <= limit

    def levels(self) -> list[float]:
        """The service level by each of its five ways of counting."""
        found = (self.value(f"service_level[{variant}]") for variant in VARIANTS)
        return [one for one in found if one is not None]

    def worst_hour(self) -> tuple[int, int]:
        """The local hour with most losses, and how many."""
        return max(self.lost_by_hour.items(), key=lambda one: (one[1], -one[0]), default=(0, 0))


class Finding(NamedTuple):
    """A sentence, when it is true, and the words its blanks are filled with."""

    code: str
    when: Callable[[Facts], bool]
    text: Text
    blanks: Callable[[Facts, str], tuple[str, ...]] = lambda facts, lang: ()


def _abandons_are_quick(facts: Facts) -> bool:
    return facts.sums.abandoned >= 10 and facts.at_most("wait_before_abandon[p50]", facts.rules.threshold_s)


def _answered_fast_yet_lost(facts: Facts) -> bool:
    quick = facts.at_most("speed_of_answer[mean]", facts.rules.threshold_s)
    return facts.sums.answered >= FEW and quick and facts.part(facts.lost) >= 0.25


def _levels_differ(facts: Facts) -> bool:
    levels = facts.levels()
    return facts.sums.received >= FEW and len(levels) > 1 and max(levels) - min(levels) >= WORTH_SAYING


FINDINGS: Final = (
    Finding(
        "nothing",
        lambda facts: facts.sums.received == 0,
        ("Aucun contact n’a pu être compté.", "No contact could be counted."),
    ),
    Finding(
        "loss_is_overflow",
        lambda facts: facts.is_largest_loss(facts.sums.overflowed),
        (
            "La perte est d’abord le débordement : {} des {} contacts non traités ({} des reçus).",
            "The loss is first of all overflow: {} of the {} contacts not treated ({} of those received).",
        ),
        lambda facts, lang: (
            decimal(facts.sums.overflowed, 0, lang),
            decimal(facts.lost, 0, lang),
            percent(facts.part(facts.sums.overflowed), lang),
        ),
    ),
    Finding(
        "hours_are_not_the_loss",
        lambda facts: 0 < facts.sums.closed < facts.lost / 4 and facts.part(facts.lost) >= WORTH_SAYING,
        (
            "Ce ne sont pas les horaires : {} contacts seulement arrivent hors ouverture ({} des reçus).",
            "It is not the opening hours: only {} contacts come while closed ({} of those received).",
        ),
        lambda facts, lang: (decimal(facts.sums.closed, 0, lang), percent(facts.part(facts.sums.closed), lang)),
    ),
    Finding(
        "loss_is_hours",
        lambda facts: facts.is_largest_loss(facts.sums.closed),
        (
            "La perte est d’abord hors des horaires : {} des {} contacts non traités. Revoir l’ouverture ou l’annonce.",
            "The loss is first of all out of hours: {} of the {} contacts not treated. Look at hours, or the message.",
        ),
        lambda facts, lang: (decimal(facts.sums.closed, 0, lang), decimal(facts.lost, 0, lang)),
    ),
    Finding(
        "loss_is_abandonment",
        lambda facts: facts.is_largest_loss(facts.sums.abandoned),
        (
            "La perte est d’abord l’abandon : {} des {} contacts non traités.",
            "The loss is first of all abandonment: {} of the {} contacts not treated.",
        ),
        lambda facts, lang: (decimal(facts.sums.abandoned, 0, lang), decimal(facts.lost, 0, lang)),
    ),
    Finding(
        "abandons_are_quick",
        _abandons_are_quick,
        (
            "Les abandons sont rapides : la moitié en {} au plus, {} en moyenne. Regarder l’accueil et le choix de "
            "numéro avant l’effectif.",
            "Abandons are quick: half within {}, {} on average. Look at the greeting and the number dialled before "
            "the staffing.",
        ),
        lambda facts, lang: (
            span(facts.value("wait_before_abandon[p50]") or 0, lang),
            span(facts.value("wait_before_abandon[mean]") or 0, lang),
        ),
    ),
    Finding(
        "abandons_are_patient",
        lambda facts: facts.sums.abandoned >= 10 and (facts.value("wait_before_abandon[p50]") or 0) >= 60,
        (
            "Les clients attendent avant d’abandonner : la moitié plus de {}. C’est l’effectif ou le rappel.",
            "Customers wait before they abandon: half of them more than {}. It is staffing, or callback.",
        ),
        lambda facts, lang: (span(facts.value("wait_before_abandon[p50]") or 0, lang),),
    ),
    Finding(
        "answered_fast_yet_lost",
        _answered_fast_yet_lost,
        (
            "Ceux qui sont décrochés le sont vite ({} en moyenne) : le goulot est l’entrée, pas l’attente.",
            "Those who are answered are answered fast ({} on average): the bottleneck is the way in, not the wait.",
        ),
        lambda facts, lang: (span(facts.value("speed_of_answer[mean]") or 0, lang),),
    ),
    Finding(
        "levels_differ",
        _levels_differ,
        (
            "Le niveau de service va de {} à {} selon la définition : toujours citer la variante.",
            "The service level goes from {} to {} by definition: always name the variant.",
        ),
        lambda facts, lang: (percent(min(facts.levels()), lang), percent(max(facts.levels()), lang)),
    ),
    Finding(
        "talks_are_short",
        lambda facts: facts.sums.answered >= FEW and (facts.value("short_talks") or 0) >= 0.25,
        (
            "{} des conversations durent moins de {} : des candidats au libre-service.",
            "{} of the talks last less than {}: candidates for self-service.",
        ),
        lambda facts, lang: (percent(facts.value("short_talks") or 0, lang), span(facts.rules.short_talk_s, lang)),
    ),
    Finding(
        "worst_hour",
        lambda facts: facts.lost >= FEW and facts.worst_hour()[1] >= 0.2 * facts.lost,
        (
            "{} de la perte tombe entre {} h et {} h.",
            "{} of the loss falls between {}:00 and {}:00.",
        ),
        lambda facts, lang: (
            percent(facts.worst_hour()[1] / facts.lost, lang),
            str(facts.worst_hour()[0]),
            str(facts.worst_hour()[0] + 1),
        ),
    ),
    Finding(
        "one_day",
        lambda facts: facts.days == 1,
        (
            "Un seul jour n’est pas une tendance : mesurer quatre semaines avant de décider.",
            "One day is no trend: measure four weeks before deciding.",
        ),
    ),
    Finding(
        "few_days",
        lambda facts: 1 < facts.days < TREND_DAYS,
        ("{} jours ne font pas encore une tendance.", "{} days are not a trend yet."),
        lambda facts, lang: (str(facts.days),),
    ),
    Finding(
        "few_contacts",
        lambda facts: 0 < facts.sums.received < FEW,
        (
            "{} contacts seulement : un seul de plus change les pourcentages.",
            "Only {} contacts: one more changes the percentages.",
        ),
        lambda facts, lang: (str(facts.sums.received),),
    ),
    Finding(
        "much_aside",
        lambda facts: facts.read > 0 and facts.aside > 0.05 * facts.read,
        (
            "{} des lignes ont été mises de côté : corriger le fichier avant de conclure.",
            "{} of the rows were set aside: mend the file before concluding.",
        ),
        lambda facts, lang: (percent(facts.aside / facts.read, lang),),
    ),
)


def diagnosis(facts: Facts, lang: str) -> list[str]:
    """The sentences that are true, in order of weight."""
    return [said(one.text, lang).format(*one.blanks(facts, lang)) for one in FINDINGS if one.when(facts)]


def days_of(quarters: Counter[tuple[float, Outcome]], zone: ZoneInfo) -> list[str]:
    """The local days with contacts, in order."""
    met = {quarter for quarter, _ in quarters}
    return sorted({datetime.fromtimestamp(quarter * QUARTER_S, zone).date().isoformat() for quarter in met})


def lost_by_hour(quarters: Counter[tuple[float, Outcome]], zone: ZoneInfo) -> dict[int, int]:
    """Losses by local hour of the day; those out of hours are no one's bad hour."""
    found: Counter[int] = Counter()
    for (quarter, outcome), count in quarters.items():
        if outcome in LOST and outcome is not Outcome.CLOSED:
            found[datetime.fromtimestamp(quarter * QUARTER_S, zone).hour] += count
    return dict(found)
