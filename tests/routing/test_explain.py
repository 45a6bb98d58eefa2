"""« Pourquoi ce conseiller ? »: the answer for the winner, for those who came next, and for anyone else."""

from beffroi.kernel.ids import AgentId, InteractionId
from beffroi.routing.explain import Explanation, explain
from beffroi.routing.model import Candidate, Reasons
from beffroi.routing.story import sentences
from beffroi.routing.words import CAUSES, VERDICTS, Names, Said, why, why_them
from tests.routing.stories import Shard, agent, needs, queue

NAMES = Names(agent=str.title, skill=lambda code: Said({"french": "français"}.get(code, code), code))


def told(shard: Shard, contact: str, who: str | None = None) -> Explanation:
    return explain(shard.state, InteractionId(contact), AgentId(who) if who else None, shard.clock.at)


def verdict(shard: Shard, contact: str, who: str) -> str:
    found = told(shard, contact, who).verdict
    assert found is not None
    return found.code


def test_the_offer_keeps_its_winner_runners_up_and_exclusions(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"french": 2})))
    shard.given(*(agent(name, french=3) for name in ("ines", "hugo", "zoe", "karim", "lea", "tom", "amel")))
    shard.given(agent("mary", french=1), agent("nadia", french=5))
    shard.away("nadia")
    shard.at(60).arrives("marie")
    reasons = told(shard, "marie").reasons
    assert reasons is not None
    assert reasons.winner.agent == "ines"
    assert [one.agent for one in reasons.runners_up] == ["hugo", "zoe", "karim", "lea", "tom"]
    assert reasons.passed_over["not_ready"] == 1


def test_everyone_gets_a_true_answer(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"french": 2})), queue("other"))
    shard.given(agent("ines", french=3), agent("hugo", french=3), agent("mary", french=1), agent("zoe", ("other",)))
    shard.given(agent("nadia", french=5), agent("omar", french=5))
    shard.away("nadia", "meal")
    shard.desk("omar", connected=False)
    shard.at(5).arrives("marie")
    assert verdict(shard, "marie", "ines") == "winner"
    assert verdict(shard, "marie", "hugo") == "behind"
    assert verdict(shard, "marie", "mary") == "lacks_skill"
    assert verdict(shard, "marie", "zoe") == "not_in_queue"
    assert verdict(shard, "marie", "nadia") == "not_ready"
    assert verdict(shard, "marie", "omar") == "desk_dropped"
    assert verdict(shard, "marie", "hugo") == "behind"


def test_work_that_waits_says_why_nobody_has_it(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    shard.at(3).declines("ines")
    found = told(shard, "marie", "ines")
    assert found.reasons is None
    assert found.passed_over == {"excluded": 1}
    assert found.verdict is not None
    assert found.verdict.seconds == 60.0


def test_the_state_of_the_past_explains_itself(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.at(9).arrives("marie")
    seq = shard.core.committed_seq
    shard.accepts("ines")
    shard.ends("ines", "marie")
    state, _, at = shard.core.replay(keeps_time=False, until=seq)
    assert at == seq
    found = explain(state, InteractionId("marie"), AgentId("hugo"), shard.clock.at)
    assert found.reasons is not None
    assert found.verdict is not None
    assert (found.reasons.winner.agent, found.verdict.code) == ("ines", "behind")


def test_explanations_are_sentences_in_both_languages(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"french": 2})), agent("ines", french=3), agent("hugo", french=4))
    shard.at(151).arrives("marie")
    found = told(shard, "marie", "hugo")
    assert found.reasons is not None
    assert why(found.reasons, NAMES) == Said("français 2, libre depuis 2 min 31 s", "french 2, free for 2 min 31 s")
    assert sentences(found, NAMES)[-1] == Said("Hugo : libre depuis moins longtemps.", "Hugo: free for less long.")


def test_it_is_said_to_the_agent_and_of_them() -> None:
    free = Candidate(AgentId("ines"), priority=1, load=0, idle_s=0.0)
    assert why(Reasons(free), NAMES).fr == "premier à servir dans vos files d’attente"
    assert why_them(Reasons(free), NAMES).fr == "premier à servir dans ses files d’attente"
    assert why_them(Reasons(free, named=True), NAMES).en == "asked for by name"


def test_only_what_set_them_apart_is_claimed() -> None:
    busy = Candidate(AgentId("ines"), priority=1, load=2, idle_s=9.0)
    alone, lighter = Reasons(busy), Reasons(busy, (Candidate(AgentId("hugo"), priority=1, load=3, idle_s=9.0),))
    longer = Reasons(busy, (Candidate(AgentId("hugo"), priority=1, load=2, idle_s=3.0),))
    first = Reasons(busy, (Candidate(AgentId("hugo"), priority=2, load=0, idle_s=60.0),))
    assert [why(one, NAMES).en for one in (alone, lighter, longer, first)] == [
        "2 in hand, nobody else free",
        "2 in hand, the lightest load",
        "2 in hand, longest without a new contact",
        "2 in hand, highest priority for this queue",
    ]


def test_every_cause_has_words() -> None:
    from beffroi.routing.states import Availability

    queue_says = {"pull", "closed", "kept"}
    assert {*Availability, *queue_says, "skills", "excluded", "delay", "band"} == set(CAUSES)
    assert {*Availability, *queue_says, "not_named", "not_in_queue"} == set(VERDICTS)
