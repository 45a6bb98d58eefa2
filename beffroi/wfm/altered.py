"""The day with the change: the same people come, but for those who are more or fewer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing.model import AgentProfile
from beffroi.routing.states import Presence
from beffroi.wfm.change import Adding, Change, Moving, QueueChange, Removing, with_rules
from beffroi.wfm.fields import instant
from beffroi.wfm.model import USUAL, Arrival, Day, Flow, Habits, Moment, Ruled, Spread, Staff, Stint

Comes = TypeVar("Comes", Arrival, Flow)


def altered(day: Day, change: Change) -> Day:
    """The day as it would have been."""
    queues = {one.rules.id for one in day.queues} | set(day.habits)
    changes = {queue: _both(change.queues.get(queue, QueueChange()), change.wide) for queue in queues}
    staff = [_moved(day, one, change.movings) for one in _added(day, change.addings)]
    for removing in change.removings:
        staff = [kept for one in staff if (kept := _without(day, one, removing)) is not None]
    return replace(
        day,
        queues=tuple(_ruled(one, changes[one.rules.id]) for one in day.queues),
        staff=tuple(staff),
        arrivals=tuple(_lasting(_coming(one, changes), changes) for one in day.arrivals),
        flows=tuple(_coming(one, changes) for one in day.flows),
        habits={queue: _habits(day.habits.get(queue, USUAL), one.handling) for queue, one in changes.items()},
    )


def _both(one: QueueChange, wide: QueueChange) -> QueueChange:
    return replace(one, volume=one.volume * wide.volume, handling=one.handling * wide.handling)


# Queues


def _ruled(one: Ruled, change: QueueChange) -> Ruled:
    rules = with_rules(one.rules, change.rules)
    return Ruled(one.at, replace(rules, hours=change.hours) if change.hours is not None else rules)


def _coming(one: Comes, changes: dict[QueueId, QueueChange]) -> Comes:
    """Fewer come by chance, the same in every comparison; or others come beside them."""
    volume = changes[one.queue].volume if one.queue in changes else 1.0
    return replace(one, here=min(1.0, volume), times=max(1.0, volume))


def _lasting(one: Arrival, changes: dict[QueueId, QueueChange]) -> Arrival:
    def times(seconds: float | None, queue: QueueId) -> float | None:
        return None if seconds is None or queue not in changes else seconds * changes[queue].handling

    legs = tuple(
        replace(leg, talk_s=times(leg.talk_s, leg.queue), wrap_up_s=times(leg.wrap_up_s, leg.queue)) for leg in one.then
    )
    return replace(one, talk_s=times(one.talk_s, one.queue), wrap_up_s=times(one.wrap_up_s, one.queue), then=legs)


def _habits(one: Habits, handling: float) -> Habits:
    return replace(one, talk=_stretched(one.talk, handling), wrap_up=_stretched(one.wrap_up, handling))


def _stretched(one: Spread, times: float) -> Spread:
    return replace(one, mean_s=one.mean_s * times, values=tuple(value * times for value in one.values))


# Staff


def _at(day: Day, minutes: int) -> Instant:
    zone = ZoneInfo(day.zone)
    return instant(datetime.fromtimestamp(day.from_at, zone).date(), minutes, zone)


def _added(day: Day, addings: Iterable[Adding]) -> Iterator[Staff]:
    yield from day.staff
    known = {one.id: one for one in day.staff}
    for place, adding in enumerate(addings):
        like = known[adding.like]
        for number in range(1, adding.count + 1):
            who = AgentId(f"{like.id}+{place + 1}.{number}")
            stints = tuple(replace(one, profile=replace(one.profile, id=who)) for one in like.stints)
            moments = like.moments
            if adding.from_min is not None and adding.to_min is not None:
                begins, ends = _at(day, adding.from_min), _at(day, adding.to_min)
                stints = (Stint(min(begins, stints[0].at), stints[0].profile), *stints[1:])
                moments = Moment(begins, Presence.READY), Moment(ends, Presence.LOGGED_OUT)
            yield replace(like, stints=stints, moments=moments, name=f"{like.name or like.id} +{number}")


def _moved(day: Day, staff: Staff, movings: Iterable[Moving]) -> Staff:
    """Their profiles with what moves them laid over, from each instant on at which something begins or ends."""
    own = [(_at(day, one.from_min), _at(day, one.to_min), one) for one in movings if staff.id in one.agents]
    if not own:
        return staff
    edges = {one.at for one in staff.stints} | {max(edge, staff.stints[0].at) for one in own for edge in one[:2]}
    return replace(staff, stints=tuple(Stint(at, _profile_at(staff, at, own)) for at in sorted(edges)))


def _profile_at(staff: Staff, at: Instant, own: list[tuple[Instant, Instant, Moving]]) -> AgentProfile:
    profile = [one.profile for one in staff.stints if one.at <= at][-1]
    for begins, ends, moving in own:
        if begins <= at < ends:
            if moving.queues is not None:
                profile = replace(profile, queues=moving.queues)
            if moving.skills is not None:
                skills = {**profile.skills, **moving.skills}
                profile = replace(profile, skills={skill: level for skill, level in skills.items() if level})
    return profile


def _without(day: Day, staff: Staff, removing: Removing) -> Staff | None:
    """They leave at the first instant and are as they would have been at the last; None when that is all their day."""
    if staff.id not in removing.agents:
        return staff
    begins, ends = _at(day, removing.from_min), _at(day, removing.to_min)
    if begins <= day.from_at and ends >= day.to_at:
        return None
    before = [one for one in staff.moments if one.at < begins]
    within = [one for one in staff.moments if one.at < ends]
    gone = [Moment(begins, Presence.LOGGED_OUT)] if before else []
    back = [replace(one, at=ends) for one in _standing(within)]
    return replace(staff, moments=(*before, *gone, *back, *(one for one in staff.moments if one.at >= ends)))


def _standing(moments: Iterable[Moment]) -> list[Moment]:
    """What holds after these: the last for all channels, and the later ones of each."""
    last: dict[str | None, Moment] = {}
    for one in moments:
        if one.channel is None:
            last.clear()
        last[one.channel] = one
    return [one for one in last.values() if one.state != Presence.LOGGED_OUT]
