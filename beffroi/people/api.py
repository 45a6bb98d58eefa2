"""REST of the people room: the session and the directory."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, SecretStr

from beffroi.kernel.ids import TeamId, UserId
from beffroi.kernel.web.access import Principal, principal_of, public, requires
from beffroi.kernel.web.limits import address_of
from beffroi.people.directory import Page
from beffroi.people.model import Account, Wording
from beffroi.people.permissions import Permission
from beffroi.people.service import People
from beffroi.people.sessions import ABSOLUTE_S

router = APIRouter(prefix="/api", tags=["people"])

Own = Annotated[Principal, Depends(requires(Permission.SESSION_OWN))]
Reader = Annotated[Principal, Depends(requires(Permission.DIRECTORY_READ))]


class SignIn(BaseModel):
    """Who wants to sign in."""

    email: str = Field(min_length=1, max_length=254)
    password: SecretStr = Field(min_length=1, max_length=256)


class Team(BaseModel):
    """A team and who employs it."""

    id: str
    name: str
    partner_id: str
    partner_name: str


class SignedInUser(BaseModel):
    """The user this session is for."""

    id: str
    name: str
    email: str
    team: Team | None
    language: str


class TenantName(BaseModel):
    """The tenant this session acts in."""

    id: str
    name: str


class SessionBody(BaseModel):
    """A session: who, what they may do, and the token to repeat with every change (X-CSRF-Token)."""

    user: SignedInUser
    roles: list[str]
    permissions: list[str]
    csrf: str
    tenant: TenantName
    now: float


class AgentBody(BaseModel):
    """An agent; skills only for those who see the team's floor, and for the agent."""

    id: str
    name: str
    team_id: str | None
    skills: dict[str, int]


class WordingBody(BaseModel):
    """A code and what it is called."""

    code: str
    fr: str
    en: str


class DirectoryBody(BaseModel):
    """Teams, agents and skills."""

    teams: list[Team]
    agents: list[AgentBody]
    skills: list[WordingBody]


@router.post("/session", dependencies=[Depends(public("signing in is how one stops being anybody"))])
async def sign_in(request: Request, response: Response, body: SignIn) -> SessionBody:
    """Sign in. The session cookie is set; a session this browser had is over."""
    people = _people(request)
    old = request.cookies.get(people.sessions.cookie) or None
    opened = await people.sign_in(body.email, body.password.get_secret_value(), address_of(request), old)
    _set_cookie(response, people.sessions.cookie, opened.token, int(ABSOLUTE_S))
    return _session(request, opened.principal, opened.account)


@router.get("/session", dependencies=[Depends(public("a page asks first whether anybody is signed in"))])
async def read_session(request: Request) -> SessionBody | None:
    """Who is signed in; nothing for a stranger, which is an ordinary answer and no failure."""
    principal = await principal_of(request)
    if principal is None:
        return None
    return _session(request, principal, await _people(request).account(principal))


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, principal: Own) -> None:
    """Sign out."""
    people = _people(request)
    await people.sign_out(principal)
    _set_cookie(response, people.sessions.cookie, "", 0)


@router.get("/directory")
async def read_directory(request: Request, principal: Reader) -> DirectoryBody:
    """Teams and agents one may see. Agents see every colleague's name, to pass work on."""
    page = _people(request).directory.page(principal.tenant)
    works = principal.can(Permission.DESK_WORK)
    seen = {team_id: team for team_id, team in page.teams.items() if works or principal.sees_team(team_id)}
    return DirectoryBody(
        teams=[_team(page, team_id) for team_id in seen],
        agents=[
            AgentBody(
                id=one.id,
                name=one.name,
                team_id=one.team,
                skills=_skills(page, one.id) if _sees_skills(principal, one.id, one.team) else {},
            )
            for one in page.agents
            if one.team in seen or one.id == principal.user
        ],
        skills=[_wording(one) for one in page.skills],
    )


def _people(request: Request) -> People:
    return cast(People, request.app.state.people)


def _set_cookie(response: Response, name: str, token: str, max_age: int) -> None:
    secure = name.startswith("__Host-")
    response.set_cookie(name, token, max_age=max_age, path="/", secure=secure, httponly=True, samesite="lax")


def _session(request: Request, principal: Principal, account: Account) -> SessionBody:
    page = _people(request).directory.page(principal.tenant)
    user, team = account.user, account.team
    return SessionBody(
        user=SignedInUser(
            id=user.id,
            name=user.name,
            email=user.email,
            team=_team(page, team.id) if team else None,
            language=user.language,
        ),
        roles=sorted({grant.role for grant in account.grants}),
        permissions=sorted(principal.permissions),
        csrf=principal.csrf,
        tenant=TenantName(id=account.tenant.id, name=account.tenant.name),
        now=request.app.state.clock.now(),
    )


def _team(page: Page, team_id: str) -> Team:
    team = page.teams[TeamId(team_id)]
    partner = page.partners[team.partner]
    return Team(id=team.id, name=team.name, partner_id=partner.id, partner_name=partner.name)


def _sees_skills(principal: Principal, user: str, team: str | None) -> bool:
    return user == principal.user or (team is not None and principal.sees_team(team))


def _skills(page: Page, user: str) -> dict[str, int]:
    return page.skills_of.get(UserId(user), {})


def _wording(one: Wording) -> WordingBody:
    return WordingBody(code=one.code, fr=one.fr, en=one.en)
