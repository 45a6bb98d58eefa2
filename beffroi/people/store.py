"""Tables of the people room, and its only SQL. A user is in one tenant; an e-mail address is in one user."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from beffroi.kernel import news
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import Instant, PartnerId, TeamId, TenantId, UserId
from beffroi.people.model import Account, Levels, Partner, Session, Team, Tenant, User, Wording
from beffroi.people.permissions import Grant, Role, ScopeKind

tenants: Final = Table(
    "tenants",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("zone", String(64), nullable=False),
)


def _of_tenant() -> Column[str]:
    return Column("tenant_id", ForeignKey("tenants.tenant_id"), nullable=False)


partners: Final = Table(
    "partners",
    metadata,
    Column("id", String(64), primary_key=True),
    _of_tenant(),
    Column("name", String(200), nullable=False),
)

teams: Final = Table(
    "teams",
    metadata,
    Column("id", String(64), primary_key=True),
    _of_tenant(),
    Column("partner_id", ForeignKey("partners.id"), nullable=False),
    Column("name", String(200), nullable=False),
)

users: Final = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    _of_tenant(),
    Column("team_id", ForeignKey("teams.id")),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("language", String(8), nullable=False),
    Column("disabled_at", Float),
)

user_roles: Final = Table(
    "user_roles",
    metadata,
    _of_tenant(),
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("scope_kind", String(16), primary_key=True),
    Column("scope_id", String(64), primary_key=True),
)

user_skills: Final = Table(
    "user_skills",
    metadata,
    _of_tenant(),
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("skill", String(64), primary_key=True),
    Column("level", Integer, nullable=False),
)

wordings: Final = Table(
    "wordings",
    metadata,
    Column("tenant_id", ForeignKey("tenants.tenant_id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("fr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
    Column("place", Integer, nullable=False),
)

sessions: Final = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    _of_tenant(),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Column("ended_at", Float),
    Index(None, "user_id"),
)

SKILL: Final = "skill"
"""The kind of wordings there is."""

AGENT: Final = "agent"
"""Kind of news: an agent's team, roles or skills changed."""


def put_tenant(conn: Connection, tenant: Tenant) -> None:
    """The tenant exists, with this name and zone."""
    upsert(conn, tenants, [{"tenant_id": tenant.id, "name": tenant.name, "zone": tenant.zone}], ("tenant_id",))


def put_partner(conn: Connection, tenant: TenantId, partner: Partner) -> None:
    """The partner exists, with this name."""
    upsert(conn, partners, [{"id": partner.id, "tenant_id": tenant, "name": partner.name}], ("id",))


def put_team(conn: Connection, tenant: TenantId, team: Team) -> None:
    """The team exists, with this name and employer."""
    row = {"id": team.id, "tenant_id": tenant, "partner_id": team.partner, "name": team.name}
    upsert(conn, teams, [row], ("id",))


def put_wordings(conn: Connection, tenant: TenantId, kind: str, rows: Iterable[Wording]) -> None:
    """The tenant's skills are exactly these, in this order."""
    conn.execute(delete(wordings).where(wordings.c.tenant_id == tenant, wordings.c.kind == kind))
    values = [
        {"tenant_id": tenant, "kind": kind, "code": one.code, "fr": one.fr, "en": one.en, "place": place}
        for place, one in enumerate(rows)
    ]
    upsert(conn, wordings, values, ("tenant_id", "kind", "code"))


def put_user(conn: Connection, user: User, password_hash: str | None = None) -> None:
    """The user is as given. A new one needs `password_hash`; without it, the password of an older one stays."""
    row = {
        "id": user.id,
        "tenant_id": user.tenant,
        "team_id": user.team,
        "name": user.name,
        "email": email_key(user.email),
        "language": user.language,
        "disabled_at": user.disabled_at,
    }
    if password_hash is not None:
        upsert(conn, users, [{**row, "password_hash": password_hash}], ("id",))
    else:
        conn.execute(update(users).where(users.c.id == user.id).values(row))
    news.tell(conn, user.tenant, AGENT, user.id)


def put_grants(conn: Connection, tenant: TenantId, user: UserId, grants: Iterable[Grant]) -> None:
    """The user's roles are exactly these."""
    conn.execute(delete(user_roles).where(user_roles.c.tenant_id == tenant, user_roles.c.user_id == user))
    for one in grants:
        row = {"tenant_id": tenant, "user_id": user, "role": one.role, "scope_kind": one.kind, "scope_id": one.scope}
        conn.execute(insert(user_roles).values(row))
    news.tell(conn, tenant, AGENT, user)


def put_skills(conn: Connection, tenant: TenantId, user: UserId, levels: Levels) -> None:
    """The user's skills are exactly these."""
    conn.execute(delete(user_skills).where(user_skills.c.tenant_id == tenant, user_skills.c.user_id == user))
    for skill, level in levels.items():
        conn.execute(insert(user_skills).values(tenant_id=tenant, user_id=user, skill=skill, level=level))
    news.tell(conn, tenant, AGENT, user)


def set_password_hash(conn: Connection, tenant: TenantId, user: UserId, password_hash: str) -> None:
    """Only the password that made this hash opens the account."""
    theirs = users.c.tenant_id == tenant, users.c.id == user
    conn.execute(update(users).where(*theirs).values(password_hash=password_hash))


def disable(conn: Connection, tenant: TenantId, user: UserId, at: Instant) -> bool:
    """The account opens no more; False when there is no such user, or it was disabled before."""
    theirs = users.c.tenant_id == tenant, users.c.id == user, users.c.disabled_at.is_(None)
    if conn.execute(update(users).where(*theirs).values(disabled_at=at)).rowcount != 1:
        return False
    news.tell(conn, tenant, AGENT, user)
    return True


def account_by_email(conn: Connection, email: str) -> Account | None:
    """The account that signs in with this address, in whatever letters it is typed."""
    row = conn.execute(select(users).where(users.c.email == email_key(email))).first()
    return None if row is None else _account(conn, row)


def account(conn: Connection, tenant: TenantId, user: UserId) -> Account | None:
    """One user's account."""
    row = conn.execute(select(users).where(users.c.tenant_id == tenant, users.c.id == user)).first()
    return None if row is None else _account(conn, row)


def add_session(conn: Connection, session: Session, token_hash: str) -> None:
    """The token that has this hash opens this session."""
    times = {"created_at": session.created_at, "seen_at": session.seen_at}
    who = {"id": session.id, "tenant_id": session.tenant, "user_id": session.user, "csrf": session.csrf}
    conn.execute(insert(sessions).values(token_hash=token_hash, **who, **times))


def session(conn: Connection, token_hash: str) -> Session | None:
    """The session this token opened, ended or not."""
    row = conn.execute(select(sessions).where(sessions.c.token_hash == token_hash)).first()
    return None if row is None else _session(row)


def saw_sessions(conn: Connection, seen: dict[str, Instant]) -> None:
    """Each session (by token hash) was last used then."""
    for token_hash, at in seen.items():
        conn.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def end_session(conn: Connection, tenant: TenantId, session: str, at: Instant) -> bool:
    """The session is over; False when it was before."""
    this = sessions.c.tenant_id == tenant, sessions.c.id == session, sessions.c.ended_at.is_(None)
    return conn.execute(update(sessions).where(*this).values(ended_at=at)).rowcount == 1


def end_sessions_of(conn: Connection, tenant: TenantId, user: UserId, at: Instant) -> list[str]:
    """All of the user's sessions are over; the ids of those that were not."""
    theirs = sessions.c.tenant_id == tenant, sessions.c.user_id == user, sessions.c.ended_at.is_(None)
    return list(conn.scalars(update(sessions).where(*theirs).values(ended_at=at).returning(sessions.c.id)))


def forget_sessions(conn: Connection, created_before: Instant) -> int:
    """Sessions so old that they cannot be open are gone."""
    return conn.execute(delete(sessions).where(sessions.c.created_at < created_before)).rowcount


def all_tenants(conn: Connection) -> list[Tenant]:
    """Every tenant."""
    return [Tenant(TenantId(row.tenant_id), row.name, row.zone) for row in conn.execute(select(tenants))]


def all_partners(conn: Connection, tenant: TenantId) -> list[Partner]:
    """The tenant's partners."""
    rows = conn.execute(select(partners).where(partners.c.tenant_id == tenant).order_by(partners.c.name))
    return [Partner(PartnerId(row.id), row.name) for row in rows]


def all_teams(conn: Connection, tenant: TenantId) -> list[Team]:
    """The tenant's teams, by name."""
    rows = conn.execute(select(teams).where(teams.c.tenant_id == tenant).order_by(teams.c.name))
    return [_team(row) for row in rows]


def all_users(conn: Connection, tenant: TenantId) -> list[User]:
    """The tenant's users, by name, the disabled ones too: their names stay on what they did."""
    rows = conn.execute(select(users).where(users.c.tenant_id == tenant).order_by(users.c.name))
    return [_user(row) for row in rows]


def all_skills(conn: Connection, tenant: TenantId) -> dict[UserId, Levels]:
    """Each user's skills."""
    found: dict[UserId, Levels] = defaultdict(dict)
    for row in conn.execute(select(user_skills).where(user_skills.c.tenant_id == tenant)):
        found[UserId(row.user_id)][row.skill] = row.level
    return dict(found)


def with_role(conn: Connection, tenant: TenantId, role: Role) -> frozenset[UserId]:
    """Users who have this role, in any scope."""
    wanted = select(user_roles.c.user_id).where(user_roles.c.tenant_id == tenant, user_roles.c.role == role)
    return frozenset(UserId(user) for user in conn.scalars(wanted))


def routing_view(
    conn: Connection, tenant: TenantId, only: Iterable[str] | None = None
) -> list[tuple[UserId, TeamId, Levels, PartnerId | None]]:
    """What routing needs of the agents (of these users, when given): who, in which team, their skills, their employer.

    Whoever may no longer sign in is no agent. A supervisor who is an agent too may have no team: then it is "".
    """
    agents, skills = with_role(conn, tenant, Role.AGENT), all_skills(conn, tenant)
    wanted = agents if only is None else agents & frozenset(UserId(user) for user in only)
    theirs = (
        select(users.c.id, users.c.team_id, teams.c.partner_id)
        .join(teams, teams.c.id == users.c.team_id, isouter=True)
        .where(users.c.tenant_id == tenant, users.c.disabled_at.is_(None))
    )
    return [
        (
            UserId(row.id),
            TeamId(row.team_id or ""),
            skills.get(UserId(row.id), {}),
            PartnerId(row.partner_id) if row.partner_id else None,
        )
        for row in conn.execute(theirs.order_by(users.c.id))
        if row.id in wanted
    ]


def all_wordings(conn: Connection, tenant: TenantId, kind: str) -> list[Wording]:
    """The tenant's skills, in their order."""
    wanted = select(wordings).where(wordings.c.tenant_id == tenant, wordings.c.kind == kind)
    return [Wording(row.code, row.fr, row.en) for row in conn.execute(wanted.order_by(wordings.c.place))]


def email_key(email: str) -> str:
    """The one spelling under which an address is kept."""
    return email.strip().lower().encode(errors="replace").decode()


def _account(conn: Connection, row: Row[Any]) -> Account:
    user = _user(row)
    tenant = conn.execute(select(tenants).where(tenants.c.tenant_id == user.tenant)).one()
    roles = select(user_roles).where(user_roles.c.tenant_id == user.tenant, user_roles.c.user_id == user.id)
    grants = (Grant(Role(one.role), ScopeKind(one.scope_kind), one.scope_id) for one in conn.execute(roles))
    teams_of: dict[PartnerId, set[TeamId]] = defaultdict(set)
    own_team = None
    for team in all_teams(conn, user.tenant):
        teams_of[team.partner].add(team.id)
        own_team = team if team.id == user.team else own_team
    return Account(
        user=user,
        tenant=Tenant(TenantId(tenant.tenant_id), tenant.name, tenant.zone),
        team=own_team,
        password_hash=row.password_hash,
        grants=tuple(grants),
        teams_of={partner: frozenset(theirs) for partner, theirs in teams_of.items()},
    )


def _user(row: Row[Any]) -> User:
    team = None if row.team_id is None else TeamId(row.team_id)
    return User(UserId(row.id), TenantId(row.tenant_id), row.name, row.email, team, row.language, row.disabled_at)


def _team(row: Row[Any]) -> Team:
    return Team(TeamId(row.id), row.name, PartnerId(row.partner_id))


def _session(row: Row[Any]) -> Session:
    who = row.id, TenantId(row.tenant_id), UserId(row.user_id)
    return Session(*who, row.csrf, row.created_at, row.seen_at, row.ended_at)
