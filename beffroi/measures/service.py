"""Service level: how many were answered in time, out of whom. Every product means something else: each has its name."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SHARE, Figure, given, measure
from beffroi.measures.formulas import share, told
from beffroi.measures.primitives import Primitives

CCH: Final = "callcentrehelper.com, ways to measure service level"
GENESYS: Final = (
    "help.mypurecloud.com, configure the service level calculation; a change of switch applies to the past too"
)
level = partial(measure, "service_level", unit=SHARE)
VECTOR: Final = {"answered": 1000, "answered_in_time": 860, "abandoned": 60}


def _answers(p: Primitives) -> int:
    """Answered contacts of which it is known whether they were in time."""
    return p.answered - p.answered_clock_untold


def _abandons(p: Primitives) -> int:
    """Abandoned contacts whose wait is known."""
    return p.abandoned - p.abandoned_wait_untold


def _knows_answers(p: Primitives) -> bool:
    return told(p.answered, p.answered_clock_untold)


def _knows_both(p: Primitives) -> bool:
    return _knows_answers(p) and told(p.abandoned, p.abandoned_wait_untold)


@level(
    "strict",
    fr="Niveau de service",
    en="Service level",
    formula_fr="décrochés dans le délai / (décrochés + abandonnés)",
    formula_en="answered in time / (answered + abandoned)",
    symbols="A_T / (A + B)",
    source=f"{CCH}, variant 3; Cisco: abandons count against",
    example=given(860 / 1060, **VECTOR),
)
def strict(p: Primitives) -> Figure:
    """Every abandon counts against you. A written contact is in time by its first human reply."""
    return share(p.answered_in_time, _answers(p) + p.abandoned, _knows_answers(p))


@level(
    "late_abandons_only",
    fr="Niveau de service, abandons tardifs seuls",
    en="Service level, late abandons only",
    formula_fr="décrochés dans le délai / (décrochés + abandonnés au-delà du délai)",
    formula_en="answered in time / (answered + abandoned after the threshold)",
    symbols="A_T / (A + B − B_T)",
    source=f"{CCH}, variant 4; Cisco: abandons ignored",
    example=given(860 / 1040, **VECTOR, abandoned_in_time=20),
)
def late_abandons_only(p: Primitives) -> Figure:
    """Who left within the threshold is left out: nobody knows whether they would have been answered in time."""
    return share(p.answered_in_time, _answers(p) + _abandons(p) - p.abandoned_in_time, _knows_both(p))


@level(
    "abandons_count_for_you",
    fr="Niveau de service, abandons rapides comptés comme servis",
    en="Service level, quick abandons counted for you",
    formula_fr="(décrochés dans le délai + abandonnés dans le délai) / (décrochés + abandonnés)",
    formula_en="(answered in time + abandoned in time) / (answered + abandoned)",
    symbols="(A_T + B_T) / (A + B)",
    source=f"{CCH}, variant 1; Asterisk app_queue, second service level; Cisco: abandons count positively",
    example=given(880 / 1060, **VECTOR, abandoned_in_time=20),
)
def abandons_count_for_you(p: Primitives) -> Figure:
    """Flatters: who left within the threshold counts as served."""
    return share(p.answered_in_time + p.abandoned_in_time, _answers(p) + _abandons(p), _knows_both(p))


@level(
    "answered_only",
    fr="Niveau de service, décrochés seuls",
    en="Service level, answered only",
    formula_fr="décrochés dans le délai / décrochés",
    formula_en="answered in time / answered",
    symbols="A_T / A",
    source="Asterisk app_queue, first service level; AltiGen. To be avoided: it does not see who left",
    example=given(860 / 1000, answered=1000, answered_in_time=860),
)
def answered_only(p: Primitives) -> Figure:
    """Blind to abandons: it rises when customers give up."""
    return share(p.answered_in_time, _answers(p))


@level(
    "short_abandons_removed",
    fr="Niveau de service, abandons courts retirés",
    en="Service level, short abandons removed",
    formula_fr="décrochés dans le délai / (décrochés + abandonnés − abandons courts)",
    formula_en="answered in time / (answered + abandoned − short abandons)",
    symbols="A_T / (A + B − B_S)",
    source="help.mypurecloud.com, service level with short abandons switched off",
    example=given(860 / 1050, **VECTOR, abandoned_short=10),
)
def short_abandons_removed(p: Primitives) -> Figure:
    """Who hung up at once is left out."""
    return share(p.answered_in_time, _answers(p) + _abandons(p) - p.abandoned_short, _knows_both(p))


def flow_outs(p: Primitives) -> int:
    """Left the queue unanswered and not by giving up: overflow, transfer, promise of a callback."""
    return p.overflowed + p.transferred_away + p.callbacks


def genesys(p: Primitives, *, with_flow_outs: bool, with_short: bool, with_abandons: bool) -> Figure:
    """Genesys Cloud's service level under its three switches. Without abandons, the short ones are out already."""
    known = _knows_answers(p) if with_short or not with_abandons else _knows_both(p)
    out_of = _answers(p) + (flow_outs(p) if with_flow_outs else 0)
    if with_abandons:
        out_of += p.abandoned if with_short else _abandons(p) - p.abandoned_short
    return share(p.answered_in_time, out_of, known)


_FLOWS: Final = {"overflowed": 40, "transferred_away": 6, "callbacks": 4}


def _register_genesys(with_flow_outs: bool, with_short: bool, with_abandons: bool) -> None:
    short_out = with_abandons and not with_short
    parts = [
        ("abandons", with_abandons, (" + abandonnés", " + abandoned", " + B"), {"abandoned": 60}, 60),
        ("flow_outs", with_flow_outs, (" + sorties", " + flow-outs", " + F"), _FLOWS, 50),
        (
            "without_short",
            short_out,
            (" − abandons courts", " − short abandons", " − B_S"),
            {"abandoned_short": 10},
            -10,
        ),
    ]
    used = [(name, words, sums, adds) for name, wanted, words, sums, adds in parts if wanted]
    variant = "_".join(["genesys", *(name for name, *_ in used)])
    fr, en, symbols = ("".join(words[place] for _, words, _, _ in used) for place in range(3))
    sums = {"answered": 1000, "answered_in_time": 860}
    for _, _, added, _ in used:
        sums |= added
    out_of = 1000 + sum(adds for *_, adds in used)

    def figure(p: Primitives) -> Figure:
        return genesys(p, with_flow_outs=with_flow_outs, with_short=with_short, with_abandons=with_abandons)

    figure.__doc__ = "Genesys Cloud's configurable service level; flow-outs are overflow, transfers and callbacks."
    words = level(
        variant,
        fr=f"Niveau de service Genesys (décrochés{fr})",
        en=f"Genesys service level (answered{en})",
        formula_fr=f"(décrochés − décrochés en retard) / (décrochés{fr})",
        formula_en=f"(answered − answered late) / (answered{en})",
        symbols=f"(A − late) / (A{symbols})",
        source=GENESYS,
        example=given(860 / out_of, **sums),
    )
    words(figure)


for _flow_outs in (False, True):
    _register_genesys(_flow_outs, with_short=True, with_abandons=True)
    _register_genesys(_flow_outs, with_short=False, with_abandons=True)
    _register_genesys(_flow_outs, with_short=True, with_abandons=False)
