"""Random roles against random objects: nobody ever reaches outside a grant of theirs."""

from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.ids import PartnerId, TeamId
from beffroi.people.permissions import ROLES, WITHOUT_SCOPE, Grant, Permission, Role, ScopeKind, reach

TEAMS = ["lille", "nantes", "rabat", "tunis"]
QUEUES = ["ventes", "retours", "support"]
PARTNERS = ["colvert", "atlas"]

grants = st.builds(
    Grant,
    st.sampled_from(Role),
    st.sampled_from(ScopeKind),
    st.sampled_from([*TEAMS, *QUEUES, *PARTNERS, "", "elsewhere"]),
)
employers = st.fixed_dictionaries(
    {PartnerId(one): st.frozensets(st.sampled_from([TeamId(team) for team in TEAMS])) for one in PARTNERS}
)


def covers(grant: Grant, kind: ScopeKind, scope: str, teams_of: dict[PartnerId, frozenset[TeamId]]) -> bool:
    """Said again in other words, to judge `reach` by."""
    if grant.kind == ScopeKind.TENANT:
        return True
    if grant.kind == ScopeKind.PARTNER:
        return kind == ScopeKind.TEAM and scope in teams_of.get(PartnerId(grant.scope), ())
    return grant.kind == kind and grant.scope == scope


@given(st.lists(grants, max_size=5), employers)
def test_never_outside_the_scope(given_grants: list[Grant], teams_of: dict[PartnerId, frozenset[TeamId]]) -> None:
    allowed = reach(given_grants, teams_of)
    for permission in Permission:
        of_permission = [grant for grant in given_grants if permission in ROLES[grant.role]]
        assert (permission in allowed.permissions) == bool(of_permission)
        if not of_permission or permission in WITHOUT_SCOPE:
            continue
        for kind, all_of_kind, seen in (
            (ScopeKind.TEAM, TEAMS, allowed.teams),
            (ScopeKind.QUEUE, QUEUES, allowed.queues),
        ):
            for scope in [*all_of_kind, "elsewhere", ""]:
                if seen is None or scope in seen:
                    assert any(covers(grant, kind, scope, teams_of) for grant in of_permission)


@given(st.lists(grants, max_size=4), employers, st.sampled_from(TEAMS), st.sampled_from(QUEUES))
def test_one_role_reaches_all_its_grants(
    others: list[Grant], teams_of: dict[PartnerId, frozenset[TeamId]], team: str, queue: str
) -> None:
    mine = [Grant(Role.SUPERVISOR, one.kind, one.scope) for one in others]
    allowed = reach(mine, teams_of)
    for kind, scope, seen in ((ScopeKind.TEAM, team, allowed.teams), (ScopeKind.QUEUE, queue, allowed.queues)):
        assert (seen is None or scope in seen) == any(covers(grant, kind, scope, teams_of) for grant in mine)


def test_nothing_granted_is_nothing_allowed() -> None:
    allowed = reach([], {})
    assert (allowed.permissions, allowed.teams, allowed.queues) == (frozenset(), frozenset(), frozenset())


def test_an_agent_sees_no_floor_and_an_admin_has_no_desk() -> None:
    agent = reach([Grant(Role.AGENT, ScopeKind.SELF)], {})
    assert "floor.read" not in agent.permissions
    assert (agent.teams, agent.queues) == (frozenset(), frozenset())
    admin = reach([Grant(Role.ADMIN, ScopeKind.TENANT)], {})
    assert admin.permissions == set(Permission) - {"desk.work", "presence.set_own"}
    assert (admin.teams, admin.queues) == (None, None)


def test_every_role_and_permission_is_in_the_table() -> None:
    assert set(ROLES) == set(Role)
    assert {permission for role in ROLES.values() for permission in role} == set(Permission)
