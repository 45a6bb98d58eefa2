"""Digital: who was sent to a digital channel, who came by one, and what menus and bots solve alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SHARE, Figure, given, measure
from beffroi.measures.formulas import share
from beffroi.measures.primitives import Primitives

COURSE: Final = "French contact-centre course: taux de digitalisation"
NO_NORM: Final = "no published norm found: Beffroi's definition, shown on screen"
rate = partial(measure, unit=SHARE)


@rate(
    "digitalisation",
    "of_handled",
    fr="Taux de digitalisation",
    en="Digitalisation rate",
    formula_fr="traités que le conseiller a orientés vers un canal numérique ou le libre-service / traités",
    formula_en="handled contacts the agent sent to a digital or self-service channel / handled",
    symbols="N(redirected) / H",
    source=f"{COURSE}. Not the digital share",
    example=given(0.12, redirected=24, redirect_told=200),
)
def digitalisation(p: Primitives) -> Figure:
    """What agents do: a link sent, or ticked in wrap-up; over the contacts for which it was said."""
    return share(p.redirected, p.redirect_told)


@rate(
    "digitalisation",
    "stayed",
    fr="Orientés vers le numérique, sans rappel sous N jours",
    en="Redirected, and not back by phone in N days",
    formula_fr="orientés vers le numérique qui n’ont pas rappelé sous N jours / orientés dont les N jours sont passés",
    formula_en="redirected who did not phone again in N days / redirected whose N days are over",
    symbols="N(stayed) / N(redirected)",
    source=COURSE,
    example=given(0.75, redirected_stayed=15, redirected_watched=20),
)
def stayed_digital(p: Primitives) -> Figure:
    """Whether the redirection worked: sending a link is not solving."""
    return share(p.redirected_stayed, p.redirected_watched)


@rate(
    "digital_share",
    fr="Part du numérique",
    en="Digital share",
    formula_fr="contacts reçus par un canal numérique / contacts reçus",
    formula_en="contacts received on a digital channel / contacts received",
    symbols="N(digital) / O",
    source=NO_NORM,
    example=given(0.4, digital=400, received=1000),
)
def digital_share(p: Primitives) -> Figure:
    """How customers come. Which channels are digital is a setting, shown with it."""
    return share(p.digital, p.received)


@rate(
    "self_service_rate",
    fr="Taux de libre-service",
    en="Self-service rate",
    formula_fr="résolus sans conseiller / reçus",
    formula_en="solved without an agent / received",
    symbols="V / O",
    source=NO_NORM,
    example=given(0.15, self_served=150, received=1000),
)
def self_service_rate(p: Primitives) -> Figure:
    """Of all needs that came, the part the menu or the bot solved."""
    return share(p.self_served, p.received)


@rate(
    "containment",
    "plain",
    fr="Taux de rétention du robot",
    en="Bot containment",
    formula_fr="sessions du robot finies sans passage à un conseiller / sessions du robot",
    formula_en="bot sessions ended without a hand-off / bot sessions",
    symbols="N(no hand-off) / N(bot)",
    source=f"{NO_NORM}. It flatters: who gave up counts as contained",
    example=given(0.6, bot_contained=60, bot_sessions=100),
)
def containment(p: Primitives) -> Figure:
    """Ended with the bot, happy or not."""
    return share(p.bot_contained, p.bot_sessions)


@rate(
    "containment",
    "without_recontact",
    fr="Taux de rétention du robot, sans nouveau contact sous N jours",
    en="Bot containment, without recontact in N days",
    formula_fr="sessions finies sans conseiller ni nouveau contact sous N jours / sessions, N jours passés",
    formula_en="sessions ended without hand-off or new contact in N days / sessions whose N days are over",
    symbols="N(no hand-off, not back) / N(bot, N days over)",
    source=NO_NORM,
    example=given(0.45, bot_watched_contained=36, bot_watched=80),
)
def containment_without_recontact(p: Primitives) -> Figure:
    """Contained, and the customer did not have to come again."""
    return share(p.bot_watched_contained, p.bot_watched)
