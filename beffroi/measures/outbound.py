"""Campaigns: who picked up, who was reached, what came of it, and whom the dialler dropped."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SHARE, Figure, given, measure
from beffroi.measures.formulas import UNKNOWN, share
from beffroi.measures.primitives import Primitives

TRADE: Final = "usage of the trade; no published norm found"
OFCOM_2010: Final = (
    "Ofcom, 2010: per campaign and 24 hours, machines out, false positives of machine detection in. "
    "3 % is no safe level any more since 1 March 2017"
)
rate = partial(measure, unit=SHARE)


def add_list(p: Primitives, *, loaded: int, tried: int, reached: int, closed: int) -> None:
    """The sums include this list: records loaded, called at least once, right party reached, closed."""
    p.records_loaded += loaded
    p.records_tried += tried
    p.records_reached += reached
    p.records_closed += closed


@rate(
    "contact_rate",
    fr="Taux de joignabilité",
    en="Contact rate",
    formula_fr="appels décrochés par une personne / appels émis",
    formula_en="calls a person picked up / calls dialled",
    symbols="N(live) / N(dialled)",
    source=TRADE,
    example=given(0.25, live=250, dialled=1000, live_told=1000),
)
def contact_rate(p: Primitives) -> Figure:
    """Machines are not people."""
    return share(p.live, p.dialled, p.live_told > 0)


@rate(
    "right_party_contact",
    "of_live",
    fr="Taux de contacts utiles (des personnes jointes)",
    en="Right-party contact (of live answers)",
    formula_fr="contacts utiles / appels décrochés par une personne",
    formula_en="right-party contacts / calls a person picked up",
    symbols="CU / N(live)",
    source=TRADE,
    example=given(0.6, right_party=150, live=250, right_party_told=250),
)
def right_party_of_live(p: Primitives) -> Figure:
    """Of the people reached, the part who were the wanted person (contact utile, CU)."""
    return share(p.right_party, p.live, p.right_party_told > 0)


@rate(
    "right_party_contact",
    "of_records",
    fr="Taux de contacts utiles (des fiches)",
    en="Right-party contact (of records)",
    formula_fr="fiches dont la personne voulue a été jointe / fiches chargées",
    formula_en="records whose right party was reached / records loaded",
    symbols="N(reached) / N(loaded)",
    source=TRADE,
    example=given(0.3, records_reached=150, records_loaded=500),
)
def right_party_of_records(p: Primitives) -> Figure:
    """Of the list, the part whose wanted person was reached at least once."""
    return share(p.records_reached, p.records_loaded)


@rate(
    "conversion",
    "of_calls_made",
    fr="Taux de transformation (des appels émis)",
    en="Conversion (of calls made)",
    formula_fr="ventes / appels émis",
    formula_en="sales / calls dialled",
    symbols="N(sale) / N(dialled)",
    source=TRADE,
    example=given(0.03, sales=30, dialled=1000, sales_told=150),
)
def conversion_of_calls(p: Primitives) -> Figure:
    """What a call brings, the quality of the list included."""
    return share(p.sales, p.dialled, p.sales_told > 0)


@rate(
    "conversion",
    "of_useful_contacts",
    fr="Taux de transformation (des contacts utiles)",
    en="Conversion (of right-party contacts)",
    formula_fr="ventes / contacts utiles",
    formula_en="sales / right-party contacts",
    symbols="N(sale) / CU",
    source=TRADE,
    example=given(0.2, sales=30, right_party=150, sales_told=150),
)
def conversion_of_useful(p: Primitives) -> Figure:
    """What the agents make of the people reached."""
    return share(p.sales, p.right_party, p.sales_told > 0)


@rate(
    "conversion",
    "of_argued",
    fr="Taux de transformation (des contacts argumentés)",
    en="Conversion (of argued contacts)",
    formula_fr="ventes / contacts argumentés",
    formula_en="sales / argued contacts",
    symbols="N(sale) / CA",
    source=TRADE,
    example=given(0.25, sales=30, argued=120, sales_told=150),
)
def conversion_of_argued(p: Primitives) -> Figure:
    """Of those who heard the whole argument (CA+ / CA)."""
    return share(p.sales, p.argued, p.sales_told > 0)


@rate(
    "list_penetration",
    "closed",
    fr="Taux de pénétration du fichier (fiches closes)",
    en="List penetration (records closed)",
    formula_fr="fiches closes / fiches chargées",
    formula_en="records closed / records loaded",
    symbols="N(closed) / N(loaded)",
    source=TRADE,
    example=given(0.4, records_closed=200, records_loaded=500),
)
def list_closed(p: Primitives) -> Figure:
    """How far the list is exhausted: closed records are called no more."""
    return share(p.records_closed, p.records_loaded)


@rate(
    "list_penetration",
    "tried",
    fr="Taux de pénétration du fichier (fiches appelées)",
    en="List penetration (records tried)",
    formula_fr="fiches appelées au moins une fois / fiches chargées",
    formula_en="records called at least once / records loaded",
    symbols="N(tried) / N(loaded)",
    source=TRADE,
    example=given(0.9, records_tried=450, records_loaded=500),
)
def list_tried(p: Primitives) -> Figure:
    """How much of the list was called at all."""
    return share(p.records_tried, p.records_loaded)


@rate(
    "outbound_abandonment",
    "of_connected",
    fr="Taux d’abandon sortant (Ofcom 2010)",
    en="Outbound abandonment (Ofcom 2010)",
    formula_fr="abandonnés par l’automate / (abandonnés par l’automate + passés à un conseiller)",
    formula_en="abandoned by the dialler / (abandoned by the dialler + passed to an agent)",
    symbols="d / (d + p)",
    source=OFCOM_2010,
    example=given(0.03, drops=3, passed=97, drops_told=100),
)
def dropped_of_connected(p: Primitives) -> Figure:
    """Of the people who picked up, the part for whom no agent came."""
    return share(p.drops, p.drops + p.passed, p.drops_told > 0)


@rate(
    "outbound_abandonment",
    "ofcom_2015",
    fr="Taux d’abandon sortant (forme Ofcom 2015)",
    en="Outbound abandonment (Ofcom 2015 form)",
    formula_fr="d / (h + d), où d = abandons × (1 − m / (h + m)) ; h personnes, m machines notées par les conseillers",
    formula_en="d / (h + d), where d = drops × (1 − m / (h + m)); h people, m machines, as coded by agents",
    symbols="d / (h + d), d = drops (1 − m / (h + m))",
    source="VICIdial, UK_OFCOM_OUTBOUND_COMPLIANCE, after Ofcom 2015",
    example=given(16.3125 / 25.3125, drops=29, coded_human=9, coded_machine=7),
)
def dropped_ofcom_2015(p: Primitives) -> Figure:
    """Some of the dropped were machines: as large a part of them as of the calls agents took."""
    coded = p.coded_human + p.coded_machine
    if not coded:
        return UNKNOWN
    drops = p.drops * p.coded_human / coded
    return share(drops, p.coded_human + drops)


@rate(
    "outbound_abandonment",
    "of_answers",
    fr="Taux d’abandon sortant (des décrochés)",
    en="Outbound abandonment (of answers)",
    formula_fr="abandonnés par l’automate / appels décrochés",
    formula_en="abandoned by the dialler / calls picked up",
    symbols="d / N(picked up)",
    source="VICIdial, drop percentage as it is by default",
    example=given(0.02, drops=3, picked_up=150, drops_told=150),
)
def dropped_of_answers(p: Primitives) -> Figure:
    """Machines may be among the answers: the lowest of the figures."""
    return share(p.drops, p.picked_up, p.drops_told > 0)


@rate(
    "outbound_abandonment",
    "of_all_calls",
    fr="Taux d’abandon sortant (des appels émis)",
    en="Outbound abandonment (of all calls)",
    formula_fr="abandonnés par l’automate / appels émis",
    formula_en="abandoned by the dialler / calls dialled",
    symbols="d / N(dialled)",
    source="Genesys Cloud, compliance abandon rate denominator ALL_CALLS",
    example=given(0.003, drops=3, dialled=1000, drops_told=150),
)
def dropped_of_all(p: Primitives) -> Figure:
    """Over everything dialled, rung out included."""
    return share(p.drops, p.dialled, p.drops_told > 0)


@rate(
    "outbound_abandonment",
    "of_reached_queue",
    fr="Taux d’abandon sortant (des appels arrivés en file)",
    en="Outbound abandonment (of calls that reached the queue)",
    formula_fr="abandonnés par l’automate / appels arrivés dans la file de la campagne",
    formula_en="abandoned by the dialler / calls that reached the campaign’s queue",
    symbols="d / N(queued)",
    source="Genesys Cloud, compliance abandon rate denominator CALLS_THAT_REACHED_QUEUE",
    example=given(0.03, drops=3, reached_queue=100, drops_told=100),
)
def dropped_of_queued(p: Primitives) -> Figure:
    """Over the calls handed to the queue, agent free or not."""
    return share(p.drops, p.reached_queue, p.drops_told > 0)
