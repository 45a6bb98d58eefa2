"""Random people ask random acts of random things: whatever is planned touches nothing outside their scope."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, TeamId, TenantId, UserId
from beffroi.kernel.web.access import Principal
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.floor import asked as a
from beffroi.routing.floor import plans
from beffroi.routing.floor.scope import sees_act
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
from beffroi.routing.state import State

QUEUES = ("ventes", "retours", "support")
TEAM_OF = {"ines": "lille", "lea": "nantes", "omar": "rabat", "nadia": "rabat"}
NOW = 1_000.0

queues = st.sampled_from([*QUEUES, "elsewhere"])
agents = st.sampled_from([*TEAM_OF, "nobody"])
works = st.sampled_from([f"in-{queue}" for queue in QUEUES] + ["none"])


def floor() -> State:
    """Three queues with somebody waiting in each, four agents in three teams, one change over two of them."""
    engine = RoutingEngine()
    state = engine.fresh(keeps_time=True)
    content = Configuration(
        queues=tuple(QueueRules(id=QueueId(one), name=one) for one in QUEUES),
        agents=tuple(
            AgentProfile(AgentId(agent), TeamId(team), {}, {QueueId("ventes"): Membership()}, {"chat": 1})
            for agent, team in TEAM_OF.items()
        ),
    )
    commands: list[c.Command] = [c.Configure(id="conf", news_seq=1, content=content)]
    commands += [
        c.Open(
            id=f"open-{one}",
            interaction=InteractionId(f"in-{one}"),
            channel="chat",
            queue=QueueId(one),
            customer=CustomerId(f"of-{one}"),
            case=CaseId(f"case-{one}"),
            arrived_at=NOW,
        )
        for one in QUEUES
    ]
    commands.append(c.ReassignAgents(id="ch", change="ch", agents=(AgentId("ines"), AgentId("omar")), skills={"x": 1}))
    commands.append(c.RaiseHand(id="hand", request="hand", agent=AgentId("omar")))
    for command in commands:
        for event in engine.decide(state, command, NOW):
            engine.apply(state, event)
    return state


STATE = floor()
people = st.builds(
    lambda teams, queues: Principal(
        TenantId("t"), UserId("boss"), "Boss", frozenset(), teams=teams, queues=queues, session="s", csrf="c"
    ),
    st.none() | st.frozensets(st.sampled_from(sorted(set(TEAM_OF.values())))),
    st.none() | st.frozensets(st.sampled_from(QUEUES)),
)
Plan = Callable[[plans.Asker], plans.Planned]
asked: st.SearchStrategy[Plan] = st.one_of(
    st.builds(
        lambda queue, to: lambda by: plans.lever(STATE, by, queue, a.LeverAsked(lever="overflow", value=to)),
        queues,
        st.none() | queues,
    ),
    st.builds(
        lambda several, places: (
            lambda by: plans.reassign(
                STATE, by, a.ReassignAsked(agents=several, queues={queue: a.Place() for queue in places})
            )
        ),
        st.lists(agents, min_size=1, max_size=3),
        st.lists(queues, max_size=2),
    ),
    st.builds(
        lambda several: lambda by: plans.give_back(STATE, by, "ch", a.ReturnAsked(agents=several)),
        st.none() | st.lists(agents, min_size=1, max_size=2),
    ),
    st.builds(
        lambda agent: lambda by: plans.presence(STATE, by, agent, a.FloorPresenceAsked(agents=[agent], state="ready")),
        agents,
    ),
    st.builds(lambda agent: lambda by: plans.pause(STATE, by, agent, a.PauseAnswer(granted=True)), agents),
    st.builds(lambda work, to: lambda by: plans.move(STATE, by, work, a.MoveAsked(queue=to)), works, queues),
    st.builds(lambda work, to: lambda by: plans.move(STATE, by, work, a.MoveAsked(agent=to)), works, agents),
    st.builds(lambda work: lambda by: plans.priority(STATE, by, work, a.PriorityAsked(bonus_s=1)), works),
    st.builds(lambda work: lambda by: plans.take_over(STATE, by, work), works),
    st.just(lambda by: plans.answer_hand(STATE, by, "hand", a.HandAnswer(how="joined"))),
)


@given(people, asked)
def test_nothing_outside_the_scope_is_ever_asked(who: Principal, plan: Plan) -> None:
    try:
        planned = plan(plans.Asker(who, "act", NOW))
    except Refused:
        return
    assert sees_act(who, planned.act)
    for command in planned.commands:
        for agent in _agents(command):
            assert agent == who.user or who.sees_team(TEAM_OF[agent])
        for queue in _queues(command):
            assert who.sees_queue(queue)


def _agents(command: c.Command) -> list[str]:
    several = list(getattr(command, "agents", None) or ())
    return [one for one in [*several, getattr(command, "agent", None), getattr(command, "to", None)] if one]


def _queues(command: c.Command) -> list[str]:
    named = getattr(command, "queues", None) or {}
    steered = [command.value] if isinstance(command, c.Steer) and isinstance(command.value, str) else []
    interaction = getattr(command, "interaction", None)
    waits = [STATE.works[interaction].queue] if interaction else []
    return [one for one in [*named, *steered, *waits, getattr(command, "queue", None)] if one and one != "off"]
