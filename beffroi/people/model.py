"""The people of a tenant. Frozen, pure."""

from dataclasses import dataclass

from beffroi.kernel.ids import Instant, PartnerId, TeamId, TenantId, UserId
from beffroi.people.permissions import Grant

Levels = dict[str, int]
"""Skill code → level 1–5."""


@dataclass(frozen=True)
class Tenant:
    """An isolated operator of the platform; `zone` is where its days begin and end."""

    id: TenantId
    name: str
    zone: str


@dataclass(frozen=True)
class Partner:
    """Who employs a team: the company itself or a subcontractor."""

    id: PartnerId
    name: str


@dataclass(frozen=True)
class Team:
    """Agents who work together for one employer."""

    id: TeamId
    name: str
    partner: PartnerId


@dataclass(frozen=True)
class User:
    """Somebody who may sign in. `team` is theirs as an agent; supervisors and admins may have none."""

    id: UserId
    tenant: TenantId
    name: str
    email: str
    team: TeamId | None
    language: str
    disabled_at: Instant | None = None


@dataclass(frozen=True)
class Wording:
    """A code and what it is called on screen: a skill."""

    code: str
    fr: str
    en: str


@dataclass(frozen=True)
class Account:
    """What sign-in and sessions need of a user, read in one go."""

    user: User
    tenant: Tenant
    team: Team | None
    password_hash: str
    grants: tuple[Grant, ...]
    teams_of: dict[PartnerId, frozenset[TeamId]]


@dataclass(frozen=True)
class Session:
    """One sign-in. Only the hash of its token is known; `csrf` is what its pages repeat with every change."""

    id: str
    tenant: TenantId
    user: UserId
    csrf: str
    created_at: Instant
    seen_at: Instant
    ended_at: Instant | None = None
