"""Maison Colvert, an invented retailer: its partners, teams, people, queues. Nothing here exists outside the demo."""

from dataclasses import dataclass, field
from typing import Final

from beffroi.channels.chat.model import Door
from beffroi.kernel.ids import PartnerId, QueueId, TeamId, TenantId
from beffroi.people.model import Levels, Partner, Team, Tenant, Wording
from beffroi.people.permissions import Grant, Role, ScopeKind
from beffroi.routing.model import Disposition, QueueRules, Requirement, Step, WrapUp
from beffroi.routing.rules import Admission, CallbackRules, Care, Help, Otherwise, Overflow

DEMO: Final = TenantId("demo")
TENANT: Final = Tenant(DEMO, "Maison Colvert", "Europe/Paris")

PARTNERS: Final = (
    Partner(PartnerId("colvert"), "Maison Colvert"),
    Partner(PartnerId("atlas"), "Atlas Contact"),
)
TEAMS: Final = (
    Team(TeamId("lille"), "Équipe Lille", PartnerId("colvert")),
    Team(TeamId("nantes"), "Équipe Nantes", PartnerId("colvert")),
    Team(TeamId("rabat"), "Équipe Rabat", PartnerId("atlas")),
)
SKILLS: Final = (
    Wording("french", "Français", "French"),
    Wording("english", "Anglais", "English"),
    Wording("sales", "Vente", "Sales"),
    Wording("returns", "Retours", "Returns"),
)
_SOLVED: Final = Disposition("solved", "Résolu", "Solved")
_TO_FOLLOW: Final = Disposition("to_follow", "À suivre", "Follow-up needed")
_NO_NEED: Final = Disposition("no_need", "Sans objet", "No action needed")

_CARE: Final = {"fragile": Care(bonus_s=120.0), "vip": Care(bonus_s=60.0), "accessibility": Care(bonus_s=120.0)}
_LETTERS: Final = QueueId("courrier")
_BUSY: Final = Admission(longest_wait_s=600.0, long_wait=Otherwise(do="choose", callback=True, message=True))
_CALLBACK: Final = CallbackRules(attempts=3, retry_s=300.0)
"""Not offered until a supervisor switches it on, or a wait is too long to be asked of anybody."""

QUEUES: Final = (
    QueueRules(
        id=QueueId("ventes"),
        name="Ventes",
        help=(Help(by=QueueId("support_fr"), after_s=75.0),),
        admission=_BUSY,
        callback=_CALLBACK,
        care=_CARE,
        messages_to=_LETTERS,
        requirement=Requirement(mandatory={"french": 3}, steps=(Step(expires_s=20.0, skills={"sales": 3}),)),
        dispositions=(
            Disposition("sold", "Vente conclue", "Sale made"),
            Disposition("quote", "Devis envoyé", "Quote sent"),
            _TO_FOLLOW,
            Disposition("not_interested", "Pas intéressé", "Not interested"),
        ),
    ),
    QueueRules(
        id=QueueId("support_fr"),
        name="Support français",
        last_agent_s=15.0,
        help=(Help(by=QueueId("ventes"), after_s=30.0),),
        admission=_BUSY,
        callback=_CALLBACK,
        care=_CARE,
        messages_to=_LETTERS,
        requirement=Requirement(mandatory={"french": 3}),
        dispositions=(_SOLVED, _TO_FOLLOW, Disposition("passed_on", "Transmis", "Passed on"), _NO_NEED),
    ),
    QueueRules(
        id=QueueId("support_en"),
        name="Support anglais",
        last_agent_s=15.0,
        overflow=(Overflow(to=QueueId("support_fr"), after_s=120.0),),
        admission=_BUSY,
        callback=_CALLBACK,
        care=_CARE,
        messages_to=_LETTERS,
        requirement=Requirement(mandatory={"english": 3}),
        threshold_s=90.0,
        dispositions=(_SOLVED, _TO_FOLLOW, Disposition("passed_on", "Transmis", "Passed on"), _NO_NEED),
    ),
    QueueRules(
        id=QueueId("retours"),
        name="Retours",
        admission=_BUSY,
        callback=_CALLBACK,
        care=_CARE,
        messages_to=_LETTERS,
        requirement=Requirement(mandatory={"french": 2}, steps=(Step(expires_s=30.0, skills={"returns": 3}),)),
        wrap_up=WrapUp(mode="fixed", limit_s=30.0, extension_s=30.0),
        dispositions=(
            Disposition("refunded", "Remboursé", "Refunded"),
            Disposition("exchanged", "Échangé", "Exchanged"),
            _TO_FOLLOW,
            _NO_NEED,
        ),
    ),
    QueueRules(
        id=_LETTERS,
        name="Courrier des clients",
        pull=True,
        threshold_s=4 * 3600.0,
        target=0.9,
        dispositions=(_SOLVED, _TO_FOLLOW, _NO_NEED),
    ),
)

WIDGETS: Final = {
    "colvert": {"fr": Door(QueueId("support_fr")), "en": Door(QueueId("support_en"), {"english": 3})},
    "colvert-ventes": {"fr": Door(QueueId("ventes"))},
    "colvert-retours": {"fr": Door(QueueId("retours"))},
}
"""Key of a widget → where visitors of each language are led. Only this server's own pages show them."""


@dataclass(frozen=True)
class Person:
    """Somebody who signs in to the demo; the address is `<id>@demo.invalid`."""

    id: str
    name: str
    team: str | None
    grants: tuple[Grant, ...]
    skills: Levels = field(default_factory=dict)
    queues: dict[str, int] = field(default_factory=dict)
    language: str = "fr"
    carries: dict[str, int] = field(default_factory=lambda: {"chat": 3, "callback": 1, "message": 2})

    @property
    def email(self) -> str:
        return f"{self.id}@demo.invalid"


_ANSWER_LETTERS: Final = frozenset({"ines", "zoe", "karim", "lea", "thomas", "amel", "sofia", "nadia", "omar"})


def _agent(id_: str, name: str, team: str, skills: Levels, queues: dict[str, int], language: str = "fr") -> Person:
    belongs = queues | {_LETTERS: 2} if id_ in _ANSWER_LETTERS else queues
    return Person(id_, name, team, (Grant(Role.AGENT, ScopeKind.SELF),), skills, belongs, language)


AGENTS: Final = (
    _agent("ines", "Inès Moreau", "lille", {"french": 5, "sales": 5, "english": 3}, {"ventes": 1, "support_fr": 2}),
    _agent("hugo", "Hugo Lefèvre", "lille", {"french": 5, "sales": 4}, {"ventes": 1, "retours": 2}),
    _agent("zoe", "Zoé Garnier", "lille", {"french": 5, "sales": 3, "returns": 3}, {"ventes": 1, "retours": 1}),
    _agent("karim", "Karim Benali", "lille", {"french": 5, "english": 4}, {"support_fr": 1, "support_en": 1}),
    _agent("lea", "Léa Fontaine", "nantes", {"french": 5, "returns": 5}, {"retours": 1, "support_fr": 2}),
    _agent("thomas", "Thomas Girard", "nantes", {"french": 5, "english": 3}, {"support_fr": 1, "support_en": 2}),
    _agent("amel", "Amel Haddad", "nantes", {"french": 4, "sales": 3}, {"ventes": 2, "support_fr": 1}),
    _agent("lucas", "Lucas Petit", "nantes", {"french": 5, "returns": 4}, {"retours": 1, "support_fr": 1}),
    _agent("sofia", "Sofia Rossi", "nantes", {"french": 3, "english": 5}, {"support_en": 1, "support_fr": 2}, "en"),
    _agent("yassine", "Yassine El Amrani", "rabat", {"french": 5, "english": 4}, {"support_fr": 1, "support_en": 1}),
    _agent("nadia", "Nadia Bennis", "rabat", {"french": 5, "returns": 3}, {"support_fr": 1, "retours": 2}),
    _agent("omar", "Omar Tazi", "rabat", {"french": 4, "english": 5}, {"support_en": 1, "support_fr": 1}),
)

_OF_ATLAS: Final = tuple(
    Grant(Role.PARTNER_SUPERVISOR, ScopeKind.QUEUE, queue) for queue in ("support_fr", "support_en", "retours")
)
OTHERS: Final = (
    # She has a desk too, in no queue: what she takes over is hers.
    Person(
        "claire",
        "Claire Vasseur",
        None,
        (Grant(Role.SUPERVISOR, ScopeKind.TENANT), Grant(Role.AGENT, ScopeKind.SELF)),
        {"french": 5, "english": 4},
    ),
    Person("samira", "Samira Idrissi", None, (Grant(Role.PARTNER_SUPERVISOR, ScopeKind.PARTNER, "atlas"), *_OF_ATLAS)),
    Person("marc", "Marc Delattre", None, (Grant(Role.ADMIN, ScopeKind.TENANT),)),
)

PEOPLE: Final = (*AGENTS, *OTHERS)
DESKS: Final = tuple(one for one in PEOPLE if any(grant.role is Role.AGENT for grant in one.grants))
"""Who can have contacts in hand; a supervisor's desk belongs to no queue."""
