"""A second opinion: every measure of contacts again, row by row, in plain Python, written from the definitions.

It knows nothing of primitives. Rows are dicts; a missing fact is None. The answers are (numerator, denominator) for a
ratio and (value, None) for a count, or None where nothing can be said.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Rows = list[Row]
Answer = tuple[Fraction, Fraction | None] | None
WRITTEN = ("chat", "email", "sms", "social")
DIGITAL = (*WRITTEN, "form", "video", "app", "web")


def ended(rows: Rows, how: str) -> Rows:
    return [row for row in rows if row["outcome"] == how]


def says(rows: Rows, *columns: str) -> Rows:
    return [row for row in rows if all(row[column] is not None for column in columns)]


def exact(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)


def clock(row: Row) -> float | None:
    """Queue entry until the answer; in writing, until the first human reply, less the time before the queue."""
    if row["channel"] in WRITTEN and row["first_response_s"] is not None:
        return max(0.0, float(row["first_response_s"]) - float(row["flow_s"] or 0))
    return None if row["wait_s"] is None else float(row["wait_s"])


def count(rows: Rows) -> Answer:
    return Fraction(len(rows)), None


def ratio(part: float | Fraction, whole: float | Fraction) -> Answer:
    return (Fraction(part), Fraction(whole)) if whole > 0 else None


def part(rows: Rows, fits: Callable[[Row], Any]) -> Answer:
    return ratio(len([row for row in rows if fits(row)]), len(rows))


def average(rows: Rows, *columns: str) -> Answer:
    told = [sum((exact(row[column] or 0) for column in columns), Fraction(0)) for row in rows]
    return ratio(sum(told, Fraction(0)), len(told))


def rank(rows: Rows, column: str, percent: int) -> Answer:
    """The first whole second at which the part of those within is at least `percent` %."""
    waits = [row[column] for row in rows if row[column] is not None]
    if not waits:
        return None
    second = 0
    while 100 * len([wait for wait in waits if wait <= second]) < percent * len(waits):
        second += 1
    return Fraction(second), None


class Opinion:
    """What can be said of one log, for a threshold and a length under which an abandon is short."""

    def __init__(self, rows: Rows, threshold_s: float, short_s: float) -> None:
        self.rows = rows
        self.answered, self.abandoned = ended(rows, "answered"), ended(rows, "abandoned")
        self.timed = [row for row in self.answered if clock(row) is not None]
        self.in_time = [row for row in self.timed if (clock(row) or 0) <= threshold_s]
        self.left = says(self.abandoned, "wait_s")
        self.left_in_time = [row for row in self.left if row["wait_s"] <= threshold_s]
        self.left_late = [row for row in self.left if row["wait_s"] > threshold_s]
        self.left_long = [row for row in self.left if row["wait_s"] >= short_s]
        self.blind = bool(self.answered) and not self.timed
        self.blind_to_leaving = bool(self.abandoned) and not self.left

    def all(self) -> dict[str, Answer]:
        topics = (self.came, self.levels, self.times, self.needs, self.said, self.digital)
        return {key: answer for topic in topics for key, answer in topic().items()}

    def came(self) -> dict[str, Answer]:
        rows, answered, abandoned = self.rows, self.answered, self.abandoned
        shown = says(rows, "presented")
        silent = None if rows and not shown else (Fraction(sum(row["presented"] for row in shown)), None)
        known = [row for row in rows if row["outcome"] != "abandoned"] + self.left
        not_short = [row for row in known if row["outcome"] != "abandoned" or row in self.left_long]
        timeable = [row for row in rows if row["outcome"] != "answered" or clock(row) is not None]
        queued = [row for row in not_short if row["outcome"] in ("answered", "abandoned")]
        gone = len(self.left_long)
        names = ("overflowed", "dissuaded", "closed", "self_served", "failed", "blocked", "waiting", "abandoned")
        return {
            **{name: count(ended(rows, name)) for name in names},
            "transferred_away": count(ended(rows, "transferred")),
            "callbacks": count(ended(rows, "callback")),
            "received": count(rows),
            "presented": silent,
            "answered": count(answered),
            "handled": count(answered),
            "answer_rate[of_received]": part(rows, lambda row: row["outcome"] == "answered"),
            "answer_rate[of_queued]": part(answered + abandoned, lambda row: row["outcome"] == "answered"),
            "answer_rate[in_time_of_received]": None if self.blind else ratio(len(self.in_time), len(timeable)),
            "abandonment[of_received]": part(rows, lambda row: row["outcome"] == "abandoned"),
            "abandonment[of_queued]": part(answered + abandoned, lambda row: row["outcome"] == "abandoned"),
            "abandonment[without_short]": None if self.blind_to_leaving else ratio(gone, len(not_short)),
            "abandonment[without_short_of_queued]": None if self.blind_to_leaving else ratio(gone, len(queued)),
            "overflow": part(rows, lambda row: row["outcome"] == "overflowed"),
            "dissuasion": part(rows, lambda row: row["outcome"] == "dissuaded"),
            "out_of_hours": part(rows, lambda row: row["outcome"] == "closed"),
            "not_treated": part(rows, lambda row: row["outcome"] != "answered"),
        }

    def levels(self) -> dict[str, Answer]:
        good, timed = len(self.in_time), len(self.timed)
        flows = len([row for row in self.rows if row["outcome"] in ("overflowed", "transferred", "callback")])
        everyone, long, late = len(self.abandoned), len(self.left_long), len(self.left_late)
        blind = self.blind or self.blind_to_leaving

        def of(whole: int, unknown: bool, bonus: int = 0) -> Answer:
            return None if unknown else ratio(good + bonus, whole)

        return {
            "service_level[strict]": of(timed + everyone, self.blind),
            "service_level[late_abandons_only]": of(timed + late, blind),
            "service_level[abandons_count_for_you]": of(timed + len(self.left), blind, len(self.left_in_time)),
            "service_level[answered_only]": of(timed, self.blind),
            "service_level[short_abandons_removed]": of(timed + long, blind),
            "service_level[genesys]": of(timed, self.blind),
            "service_level[genesys_flow_outs]": of(timed + flows, self.blind),
            "service_level[genesys_abandons]": of(timed + everyone, self.blind),
            "service_level[genesys_abandons_flow_outs]": of(timed + everyone + flows, self.blind),
            "service_level[genesys_abandons_without_short]": of(timed + long, blind),
            "service_level[genesys_abandons_flow_outs_without_short]": of(timed + long + flows, blind),
        }

    def times(self) -> dict[str, Answer]:
        spoken = says(self.answered, "talk_s")
        held = says(spoken, "hold_s")
        waited, left = says(self.answered, "wait_s"), self.left
        ranks = {f"speed_of_answer[p{n}]": rank(waited, "wait_s", n) for n in (50, 80, 90, 95)}
        ranks |= {f"wait_before_abandon[p{n}]": rank(left, "wait_s", n) for n in (50, 80, 90, 95)}
        replied = says(self.rows, "first_response_s")
        ranks |= {f"first_response[p{n}]": rank(replied, "first_response_s", n) for n in (50, 90)}
        return ranks | {
            "speed_of_answer[mean]": average(waited, "wait_s"),
            "wait_before_abandon[mean]": average(left, "wait_s"),
            "first_response[mean]": average(replied, "first_response_s"),
            "talk_time[hold_apart]": average(spoken, "talk_s"),
            "talk_time[hold_inside]": average(spoken, "talk_s", "hold_s"),
            "short_talks": part(spoken, lambda row: row["talk_s"] < 120),
            "hold_time[of_handled]": average(held, "hold_s"),
            "hold_time[of_held]": average([row for row in held if row["hold_s"] > 0], "hold_s"),
            "wrap_up_time": average(says(self.answered, "wrap_up_s"), "wrap_up_s"),
            "handle_time": average(says(self.answered, "talk_s", "wrap_up_s"), "talk_s", "hold_s", "wrap_up_s"),
        }

    def needs(self) -> dict[str, Answer]:
        """First, repeated, followed: found again by looking at every other row."""
        firsts = [row for row in self.answered if not row["repeats"]]
        watched = [row for row in self.answered if row["back"] is not None]
        watched_firsts = [row for row in firsts if row["back"] is not None]
        return {
            "transfer_rate": part(says(self.answered, "transferred"), lambda row: row["transferred"]),
            "escalation_rate": part(says(self.answered, "escalated"), lambda row: row["escalated"]),
            "first_contact_resolution[ticked]": part(says(firsts, "resolved"), lambda row: row["resolved"]),
            "first_contact_resolution[surveyed]": part(
                says(self.rows, "survey_resolved"), lambda row: row["survey_resolved"]
            ),
            "first_contact_resolution[no_repeat]": part(watched_firsts, lambda row: not row["back"]),
            "repeat_contacts[of_received]": part(says(self.rows, "repeats"), lambda row: row["repeats"]),
            "repeat_contacts[of_answered]": part(watched, lambda row: row["back"]),
        }

    def said(self) -> dict[str, Answer]:
        scores = [row["nps"] for row in self.rows if row["nps"] in range(11)]
        net = len([one for one in scores if one >= 9]) - len([one for one in scores if one <= 6])
        stars = [row["csat"] for row in self.rows if row["csat"] in range(1, 6)]
        efforts = [row["ces"] for row in self.rows if row["ces"] in range(1, 8)]
        return {
            "nps[score]": ratio(100 * net, len(scores)),
            "csat[top_two]": ratio(len([one for one in stars if one in (4, 5)]), len(stars)),
            "csat[mean]": ratio(sum(stars), len(stars)),
            "ces[mean]": ratio(sum(efforts), len(efforts)),
            "ces[easy_2_0]": ratio(len([one for one in efforts if one in (5, 6, 7)]), len(efforts)),
        }

    def digital(self) -> dict[str, Answer]:
        sent = [row for row in self.answered if row["redirected"]]
        bots = [row for row in self.rows if row["bot"]]

        def contained(row: Row) -> bool:
            if row["handed_off"] is None:
                return bool(row["outcome"] == "self_served")
            return not row["handed_off"]

        return {
            "digitalisation[of_handled]": part(says(self.answered, "redirected"), lambda row: row["redirected"]),
            "digitalisation[stayed]": part(says(sent, "back_by_phone"), lambda row: not row["back_by_phone"]),
            "digital_share": part(self.rows, lambda row: row["channel"] in DIGITAL),
            "self_service_rate": part(self.rows, lambda row: row["outcome"] == "self_served"),
            "containment[plain]": part(bots, contained),
            "containment[without_recontact]": part(says(bots, "back"), lambda row: contained(row) and not row["back"]),
        }


def look_around(rows: Rows, days: float, since: float, until: float) -> None:
    """Each row of a known customer says whether it repeats another, and whether another came after it."""
    window_s = days * 86_400
    for place, row in enumerate(rows):
        row["repeats"] = row["back"] = row["back_by_phone"] = None
        if row["customer"] is None:
            continue
        same = [
            (other_place, other)
            for other_place, other in enumerate(rows)
            if other["customer"] == row["customer"] and (other["reason"] or "") == (row["reason"] or "")
        ]
        at = row["arrived_at"]
        before = [other for n, other in same if n < place and at - other["arrived_at"] <= window_s]
        after = [other for n, other in same if n > place and other["arrived_at"] - at <= window_s]
        if any(other["outcome"] == "answered" for other in before):
            row["repeats"] = True
        elif at - since >= window_s:
            row["repeats"] = False
        if at + window_s <= until:
            row["back"] = bool(after)
            row["back_by_phone"] = any(other["channel"] in ("voice", "callback") for other in after)
