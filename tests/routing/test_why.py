"""« Pourquoi cette attente ? », « pourquoi pas elle ? », and the words of every way in which somebody is chosen."""

import pytest

from beffroi.kernel.errors import NotFound
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.answers import Explained
from beffroi.routing.explain import Explanation, explain, is_at_hand
from beffroi.routing.model import Membership, Step
from beffroi.routing.rules import Band, Help, Share
from beffroi.routing.story import sentences
from beffroi.routing.words import Names, Said, why
from tests.routing.stories import Shard, agent, needs, queue
from tests.routing.test_pull import mails, pulls
from tests.routing.test_shares import HERE, THERE
from tests.routing.test_strategies import member, reconfigured

NAMES = Names(
    agent=str.title,
    skill=lambda code: Said({"french": "français"}.get(code, code), code),
    queue=str.title,
    partner=lambda partner: {HERE: "Sud", THERE: "Nord"}.get(partner, partner),  # type: ignore[call-overload]
)


def told(shard: Shard, contact: str, who: str | None = None) -> Explanation:
    return explain(shard.state, InteractionId(contact), AgentId(who) if who else None, shard.clock.at)


def story(shard: Shard, contact: str, who: str | None = None) -> list[str]:
    """What is said, in French."""
    return [one.fr for one in sentences(told(shard, contact, who), NAMES)]


# Why this wait


def test_a_wait_says_who_is_ahead_who_cannot_and_what_is_asked_for(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"french": 2}, Step(20.0, {"returns": 3}))))
    shard.given(agent("ines", french=3), agent("hugo", french=3, returns=3), agent("zoe"))
    shard.away("hugo")
    shard.at(1).arrives("first")
    shard.at(3).arrives("marie")
    assert story(shard.at(5), "marie") == [
        "Personne ne peut le prendre pour l’instant : 2 sans la compétence demandée, 1 en indisponibilité.",
        "Un contact passe avant lui.",
        "Demandé pour encore 18 s : français 2, returns 3.",
    ]
    shard.away("ines")
    assert story(shard.at(40), "first") == [
        "Personne ne peut le prendre pour l’instant : 2 en indisponibilité, 1 sans la compétence demandée.",
        "Premier de sa file d’attente.",
        "Compétences souhaitées abandonnées après délai.",
        "Exigé : français 2.",
    ]


def test_a_wait_for_one_agent_says_until_when(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.transfers("ines", "marie", to="hugo")
    shard.declines("hugo")
    said = story(shard.at(11), "marie", "ines")
    assert "Réservé à Hugo pour encore 50 s." in said
    assert said[-1] == "Ines : ce contact attend un autre conseiller, nommément."


def test_a_wait_nobody_was_configured_for(shard: Shard) -> None:
    shard.given(queue())
    shard.at(1).arrives("marie")
    assert story(shard, "marie")[0].startswith("Personne ne peut le prendre : aucun conseiller")


def test_a_wait_tells_how_long_it_may_last(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=9))
    for number in range(4):
        shard.at(10 * number + 1).arrives(f"c{number}")
        shard.accepts("ines")
    shard.away("ines")
    shard.at(41).arrives("marie")
    found = told(shard, "marie")
    assert found.wait is not None
    if found.wait.expected_s is not None:
        assert any(one.startswith("Attente estimée") for one in story(shard, "marie"))


def test_a_callback_waits_for_the_queue_to_open(shard: Shard) -> None:
    shard.given(queue(), member("ines", on={"callback": 1}))
    shard.do(c.Steer, queue=QueueId("support"), lever="opening", value="closed", by="user:claire")
    shard.at(1).arrives("call", channel="callback", follows=InteractionId("before"))
    found = told(shard, "call", "ines")
    assert found.passed_over == {"closed": 1}
    assert story(shard, "call", "ines")[0].startswith("La file d’attente est fermée")
    assert found.verdict is not None
    assert found.verdict.code == "closed"
    shard.do(c.Steer, queue=QueueId("support"), lever="opening", value="open", by="user:claire")
    assert shard.offered_to("call") == "ines"


def test_a_pull_queue_says_so() -> None:
    shard = mails()
    shard.at(1).arrives("mail", "mails", channel="email")
    assert story(shard, "mail", "ines")[-1].startswith("Ines est libre et peut prendre ce contact")
    pulls(shard, "ines")
    assert story(shard, "mail")[0] == "Ines : a pris ce contact de sa propre initiative."
    reasons = told(shard, "mail").reasons
    assert reasons is not None
    assert why(reasons, NAMES).fr == "Vous avez pris ce contact vous-même"


# Why not them


def test_everybody_gets_a_true_answer_wherever_they_are(shard: Shard) -> None:
    shard.given(queue(), queue("mails"), queue("sales"))
    everyone = {"voice": 1, "chat": 1, "email": 1}
    shard.given(member("ines", on=everyone), member("lea", on={"email": 1}), agent("zoe", ("sales",)), agent("old"))
    shard.at(1).arrives("call", channel="voice")
    shard.accepts("ines")
    reconfigured(shard, agents_gone=(AgentId("old"),), agents=(agent("new"),))
    shard.at(5).arrives("marie")
    assert story(shard, "marie", "ines")[-1] == "Ines est en contact sur un autre canal (téléphone)."
    assert story(shard, "marie", "lea")[-1] == "Lea ne travaille pas sur ce canal (chat)."
    assert story(shard, "marie", "zoe")[-1] == "Zoe ne travaille pas pour cette file d’attente."
    assert story(shard, "marie", "old")[-1] == "Old ne travaille plus ici."
    assert story(shard, "marie", "new")[-1] == "New est hors connexion."
    with pytest.raises(NotFound):
        told(shard, "marie", "nobody")


def test_outside_their_partners_band(shard: Shard) -> None:
    shard.given(queue(shares=(Share(THERE, bands=(Band(0, 900, 960),)),)), member("t1", partner=THERE))
    shard.at(1).arrives("marie")
    assert story(shard, "marie", "t1")[-1].startswith("T1 : la plage du prestataire Nord n’est pas en cours")


def test_whoever_came_after_the_five_that_are_kept_was_free_for_less_long(shard: Shard) -> None:
    shard.given(queue(), *(agent(f"a{number}") for number in range(9)))
    shard.at(30).arrives("marie")
    assert not is_at_hand(shard.state, InteractionId("marie"), AgentId("a8"))
    assert story(shard, "marie", "a8")[-1] == "A8 : libre depuis moins longtemps."


# How they were chosen


def test_a_helper_is_said_to_help(shard: Shard) -> None:
    shard.given(queue("retours", help=(Help(QueueId("ventes"), 0.0),)), queue("ventes"), agent("ines", ("ventes",)))
    shard.do(c.Steer, queue=QueueId("retours"), lever="help", value="on", by="user:claire")
    shard.at(9).arrives("marie", "retours")
    assert story(shard, "marie") == [
        "Ines : en aide depuis la file Ventes, libre depuis 9 s.",
        "Ines aide la file Retours.",
    ]


def test_a_partners_turn_is_said(shard: Shard) -> None:
    shard.given(queue(shares=(Share(HERE, 0.9), Share(THERE, 0.1))))
    shard.given(member("h1", partner=HERE), member("t1", partner=THERE))
    shard.at(9).arrives("marie")
    assert story(shard, "marie", "t1") == [
        "H1 : au tour de ce prestataire, libre depuis 9 s.",
        "C’était au tour du prestataire Sud.",
        "T1 : ce n’était pas le tour de son prestataire.",
    ]
    shard.arrives("karim")
    shard.at(10).ends(None, "marie")
    shard.away("h1")
    shard.arrives("lea")
    assert "qui n’avait personne de libre" in " ".join(story(shard, "karim"))


@pytest.mark.parametrize(
    ("strategy", "winner", "behind"),
    [
        ("most_skilled", "le meilleur niveau dans ce qui est demandé", "niveau moins élevé dans ce qui est demandé"),
        ("round_robin", "à tour de rôle", "son tour vient après"),
        ("longest_idle", "libre depuis", "libre depuis moins longtemps"),
    ],
)
def test_each_strategy_has_its_words(shard: Shard, strategy: str, winner: str, behind: str) -> None:
    shard.given(queue(strategy=strategy, requirement=needs({"french": 1})))
    shard.given(agent("ines", french=5), agent("hugo", french=2))
    shard.at(9).arrives("marie")
    first, last = story(shard, "marie", "hugo")
    assert winner in first
    assert last == f"Hugo : {behind}."


def test_the_answer_of_the_route_holds_it_all(shard: Shard) -> None:
    shard.given(queue(strategy="round_robin"), agent("ines"), agent("hugo"))
    shard.at(9.5).arrives("marie")
    shown = Explained.of(told(shard, "marie", "hugo"), NAMES)
    assert (shown.strategy, shown.verdict, shown.wait) == ("round_robin", "behind", None)
    assert [one.fr for one in shown.runners_up] == ["son tour vient après (9 s)"]
    shard.arrives("karim")
    shard.arrives("lea")
    waiting = Explained.of(told(shard, "lea"), NAMES)
    assert waiting.wait is not None
    assert (waiting.wait.ahead, [one.count for one in waiting.exclusions]) == (0, [2])


def test_a_delay_is_told_in_seconds(shard: Shard) -> None:
    late = agent("ines")
    late.queues.update({QueueId("support"): Membership(delay_s=30.0)})
    shard.given(queue(), late)
    shard.at(1).arrives("marie")
    assert story(shard.at(11), "marie", "ines")[-1] == "On fera appel à Ines dans 20 s."
