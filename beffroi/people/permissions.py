"""Roles → permissions → scope. Pure; the tables below are the whole law, and what is not in them is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beffroi.kernel.ids import PartnerId, TeamId


class Permission(StrEnum):
    """What somebody may do. Each route declares one."""

    SESSION_OWN = "session.own"  # see and end one's own session
    DIRECTORY_READ = "directory.read"  # names of teams and agents, codes of skills and reasons
    DESK_WORK = "desk.work"  # take offers, answer customers, wrap up: one's own work only
    PRESENCE_SET_OWN = "presence.set_own"
    FLOOR_READ = "floor.read"  # queues and teams, live
    INTERACTION_READ = "interaction.read"  # one's own work; other work in the queues of one's scope
    EXPLAIN_READ = "explain.read"  # why this agent
    JOURNAL_MEASURE = "journal.measure"  # measures of queues
    FILE_MEASURE = "file.measure"  # measures of a file one brings, which is not kept
    TARGET_SET = "target.set"  # what queues promise, and from when
    QUEUE_STEER = "queue.steer"  # levers of queues, and which of them waiting contacts are in
    AGENT_STEER = "agent.steer"  # agents' queues and skills for a while, their presence, their pauses
    CONTACT_JOIN = "contact.join"  # answer a call for help: whisper, take the contact over
    ALERT_SET = "alert.set"  # which figures raise an alarm
    RULES_READ = "rules.read"  # queues' rules, their texts, calendars
    RULES_WRITE = "rules.write"
    BRIEFING_WRITE = "briefing.write"  # the note agents find when they sign in
    WHATIF_RUN = "whatif.run"  # what would come of a change
    DEMO_DRIVE = "demo.drive"  # how many simulated visitors come


class Role(StrEnum):
    """What somebody is for. A user may have several roles, each in its own scope."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    PARTNER_SUPERVISOR = "partner_supervisor"  # of a subcontractor: their own agents, in the queues they work for
    OPERATIONS = "operations"  # what is promised of queues, over several of them
    ADMIN = "admin"


class ScopeKind(StrEnum):
    """How far a role reaches."""

    SELF = "self"  # one's own work
    TEAM = "team"
    QUEUE = "queue"
    PARTNER = "partner"  # every team this partner employs
    TENANT = "tenant"


_EVERYBODY: Final = {Permission.SESSION_OWN, Permission.DIRECTORY_READ}
_OWN_DESK: Final = {Permission.DESK_WORK, Permission.PRESENCE_SET_OWN}

_WATCH: Final = {
    Permission.FLOOR_READ,
    Permission.INTERACTION_READ,
    Permission.EXPLAIN_READ,
    Permission.JOURNAL_MEASURE,
}
_LEAD: Final = {Permission.AGENT_STEER, Permission.CONTACT_JOIN, Permission.BRIEFING_WRITE}
_PLAN: Final = {Permission.RULES_READ, Permission.ALERT_SET, Permission.WHATIF_RUN}

ROLES: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.AGENT: frozenset(_EVERYBODY | _OWN_DESK | {Permission.INTERACTION_READ}),
    Role.SUPERVISOR: frozenset(
        _EVERYBODY | _WATCH | _LEAD | _PLAN | {Permission.QUEUE_STEER, Permission.FILE_MEASURE, Permission.DEMO_DRIVE}
    ),
    Role.PARTNER_SUPERVISOR: frozenset(_EVERYBODY | _WATCH | _LEAD),
    Role.OPERATIONS: frozenset(_EVERYBODY | _WATCH | _PLAN | {Permission.RULES_WRITE, Permission.TARGET_SET}),
    # A desk is an agent's: whoever administers and answers customers has both roles.
    Role.ADMIN: frozenset(set(Permission) - _OWN_DESK),
}

WITHOUT_SCOPE: Final = frozenset({*_EVERYBODY, *_OWN_DESK, Permission.FILE_MEASURE, Permission.DEMO_DRIVE})
"""Permissions that touch nothing but one's own things, or nothing that has an owner."""


@dataclass(frozen=True)
class Grant:
    """A role given to a user, and how far it reaches. `scope` names the team, queue or partner; empty otherwise."""

    role: Role
    kind: ScopeKind
    scope: str = ""


@dataclass(frozen=True)
class Reach:
    """Everything a user may do: permissions, and the teams and queues they may see (None: all of the tenant's)."""

    permissions: frozenset[str]
    teams: frozenset[str] | None
    queues: frozenset[str] | None


def reach(grants: Iterable[Grant], teams_of: Mapping[PartnerId, frozenset[TeamId]]) -> Reach:
    """What these grants allow together.

    One scope stands for all permissions of a session. Grants may give different permissions different scopes; then the
    scope is what all of them share, so that no permission reaches further than its own grants. Never more, maybe less.
    """
    grants = tuple(grants)
    held = {permission for grant in grants for permission in ROLES[grant.role]}
    scopes = [_scope_of(permission, grants, teams_of) for permission in held - WITHOUT_SCOPE]
    teams: frozenset[str] | None = None if scopes else frozenset()
    queues: frozenset[str] | None = None if scopes else frozenset()
    for own_teams, own_queues in scopes:
        teams, queues = _shared(teams, own_teams), _shared(queues, own_queues)
    return Reach(frozenset(str(permission) for permission in held), teams, queues)


_Scope = tuple[frozenset[str] | None, frozenset[str] | None]


def _scope_of(
    permission: Permission, grants: tuple[Grant, ...], teams_of: Mapping[PartnerId, frozenset[TeamId]]
) -> _Scope:
    """Teams and queues that the grants of one permission reach together."""
    teams: set[str] = set()
    queues: set[str] = set()
    for grant in grants:
        if permission not in ROLES[grant.role]:
            continue
        match grant.kind:
            case ScopeKind.TENANT:
                return None, None
            case ScopeKind.PARTNER:
                teams |= teams_of.get(PartnerId(grant.scope), frozenset())
            case ScopeKind.TEAM:
                teams.add(grant.scope)
            case ScopeKind.QUEUE:
                queues.add(grant.scope)
            case ScopeKind.SELF:
                pass
    return frozenset(teams), frozenset(queues)


def _shared(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None:
        return right
    return left if right is None else left & right
