"""Who comes, in one seed: those a day names, and those its flows bring by chance. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from beffroi.kernel.ids import InteractionId
from beffroi.wfm.chance import luck
from beffroi.wfm.model import Arrival, Day, Flow


def arrivals(day: Day, seed: int) -> list[Arrival]:
    """Everybody who comes in this seed, in the order of their coming."""
    come = [one for arrival in day.arrivals for one in _times(day, arrival, seed)]
    for flow in day.flows:
        come += _of_flow(flow, seed)
    return sorted(come, key=lambda one: (one.at, one.id))


def _times(day: Day, arrival: Arrival, seed: int) -> Iterator[Arrival]:
    """The customer, if they come; and others like them where more come than did."""
    if arrival.here >= 1 or luck(seed, f"{arrival.id}/here").choice < arrival.here:
        yield arrival
    copies = arrival.times - 1
    number = 0
    while copies > 0:
        number += 1
        who = f"{arrival.id}+{number}"
        chances = luck(seed, f"{who}/here")
        if chances.choice < copies:
            at = arrival.at + (chances.talk - 0.5) * 2 * arrival.jitter_s
            at = min(max(at, day.from_at), day.to_at - 1e-3)
            yield replace(arrival, id=InteractionId(who), at=at, patience_s=None, waited_s=0.0, callback_s=None)
        copies -= 1


def _of_flow(flow: Flow, seed: int) -> Iterator[Arrival]:
    """As many as chance brings, at any time of the flow."""
    yield from _brought(flow, flow.id, flow.volume, seed)
    if flow.times > 1:
        yield from _brought(flow, f"{flow.id}+", flow.volume * (flow.times - 1), seed)


def _brought(flow: Flow, name: str, volume: float, seed: int) -> Iterator[Arrival]:
    if volume <= 0:
        return
    chance = Random(f"{seed}/{name}")
    every_s = (flow.to_at - flow.from_at) / volume
    at, number = flow.from_at + chance.expovariate(1 / every_s), 0
    while at < flow.to_at:
        number += 1
        who = InteractionId(f"{name}/{number}")
        if flow.here >= 1 or luck(seed, f"{who}/here").choice < flow.here:
            yield Arrival(who, at, flow.queue, flow.channel, mandatory=flow.mandatory)
        at += chance.expovariate(1 / every_s)
