"""The directory: names of users, teams and partners, always in memory, read again when one of them changes."""

from dataclasses import dataclass, field

from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import PartnerId, TeamId, TenantId, UserId
from beffroi.people import store
from beffroi.people.model import Levels, Partner, Team, Tenant, User, Wording
from beffroi.people.permissions import Role


@dataclass(frozen=True)
class Page:
    """One tenant's people, as of the last change. `users` holds the disabled ones too, `agents` does not."""

    tenant: Tenant
    partners: dict[PartnerId, Partner] = field(default_factory=dict)
    teams: dict[TeamId, Team] = field(default_factory=dict)
    users: dict[UserId, User] = field(default_factory=dict)
    agents: tuple[User, ...] = ()
    skills_of: dict[UserId, Levels] = field(default_factory=dict)
    skills: tuple[Wording, ...] = ()


class Directory:
    """Names without asking the database. Ids are unique across tenants, so names need no tenant; lists do."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._pages: dict[TenantId, Page] = {}
        self._names: dict[str, str] = {}
        self._partners: dict[str, str] = {}

    async def refresh(self) -> None:
        """What was committed before this call is known after it."""
        self._take(await self._records.read(_read))

    def refresh_now(self) -> None:
        """`refresh` for start-up."""
        self._take(self._records.read_now(_read))

    def page(self, tenant: TenantId) -> Page:
        """The people of this tenant; KeyError for a tenant that does not exist."""
        return self._pages[tenant]

    def tenants(self) -> list[TenantId]:
        """Every tenant."""
        return list(self._pages)

    def user_name(self, user: str) -> str | None:
        """What this user is called; None for somebody unknown."""
        return self._names.get(user)

    def partner_name(self, partner: str) -> str | None:
        """What this partner is called; None for one unknown."""
        return self._partners.get(partner)

    def _take(self, pages: dict[TenantId, Page]) -> None:
        self._pages = pages
        self._names = {user.id: user.name for page in pages.values() for user in page.users.values()}
        self._partners = {one.id: one.name for page in pages.values() for one in page.partners.values()}


def _read(conn: Connection) -> dict[TenantId, Page]:
    return {tenant.id: _page(conn, tenant) for tenant in store.all_tenants(conn)}


def _page(conn: Connection, tenant: Tenant) -> Page:
    users = store.all_users(conn, tenant.id)
    agents = store.with_role(conn, tenant.id, Role.AGENT)
    return Page(
        tenant=tenant,
        partners={one.id: one for one in store.all_partners(conn, tenant.id)},
        teams={one.id: one for one in store.all_teams(conn, tenant.id)},
        users={one.id: one for one in users},
        agents=tuple(one for one in users if one.id in agents and one.disabled_at is None),
        skills_of=store.all_skills(conn, tenant.id),
        skills=tuple(store.all_wordings(conn, tenant.id, store.SKILL)),
    )
