"""A day and a change as people write them: what is understood, and how what is not is told."""

from pathlib import Path

import pytest

from beffroi.kernel.errors import Refused
from beffroi.wfm.altered import altered
from beffroi.wfm.change import read_change
from beffroi.wfm.errors import BadChange, BadDay
from beffroi.wfm.files import read_day
from beffroi.wfm.model import Day

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DAY = """
day: 2026-11-20
queues:
  sales:
    name: Ventes
    rules: {threshold_s: 30, requirement: {mandatory: {french: 3}}}
    handling: {mean_s: 300, cv: 0.5, wrap_up_s: 40}
    patience_s: 200
    arrivals:
      - {from: 09:00, to: 10:00, volume: 40}
      - {from: 10:00, quarters: [3, 4.5, 5, 6]}
  returns:
    arrivals: [{from: 9h, to: 11h, volume: 10}]
staff:
  - name: Équipe A
    count: 3
    queues: {sales: 1, returns: 2}
    skills: {french: 4}
    hours: 09:00-17:00
    pauses: 10:00-10:15
  - {name: Zoé, team: nuit, queues: [returns], hours: [09:00-10:00, 10:30-11:00]}
"""


def nothing(_: str) -> str:
    raise AssertionError("no other file")


def day(text: str = DAY) -> Day:
    return read_day(text, nothing, "day.yaml")


def test_a_day_is_read() -> None:
    found = day()
    assert (found.to_at - found.from_at) / 3600 == 2
    assert [one.volume for one in found.flows] == [40, 3, 4.5, 5, 6, 10]
    assert found.habits[found.queues[0].rules.id].talk.mean_s == 260
    assert [one.name for one in found.staff] == ["Équipe A 1", "Équipe A 2", "Équipe A 3", "Zoé"]
    assert [one.id for one in found.staff] == ["equipe-a-1", "equipe-a-2", "equipe-a-3", "zoe"]
    assert [one.state for one in found.staff[0].moments] == ["ready", "not_ready", "ready", "logged_out"]
    assert found.staff[0].stints[0].profile.capacity == {"chat": 2, "callback": 1}
    assert found.queues[0].rules.threshold_s == 30


def test_customers_may_stand_in_a_table() -> None:
    rows = "at;queue;talk_s;patience_s\n09:00:10;sales;120;\n09:05;returns;;90\n"
    text = DAY.replace("staff:", "arrivals: calls.csv\nstaff:")
    found = read_day(text, lambda name: rows if name == "calls.csv" else nothing(name), "day.yaml")
    assert [(one.queue, one.talk_s, one.patience_s) for one in found.arrivals] == [
        ("sales", 120.0, None),
        ("returns", None, 90.0),
    ]
    assert found.arrivals[0].at == found.from_at + 10


def test_volumes_may_stand_in_a_table() -> None:
    rows = "queue,from,to,volume\nsales,09:00,09:30,12\n"
    found = read_day(DAY.replace("staff:", "arrivals: v.csv\nstaff:"), lambda _: rows, "day.yaml")
    assert found.flows[-1].volume == 12


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("volume: 40", "volume: many", "line 10: queues.sales.arrivals[0].volume: a number is expected, not “many”."),
        ("volume: 40", "volum: 40", "queues.sales.arrivals[0].volume: is missing."),
        ("cv: 0.5", "vc: 0.5", "queues.sales.handling.vc: there is no field “vc”. Did you mean “cv”?"),
        ("threshold_s: 30", "treshold_s: 30", "there is no rule “treshold_s”. Did you mean “threshold_s”?"),
        ("threshold_s: 30", "threshold_s: soon", "threshold_s: Expected `float`, got `str`."),
        ("{sales: 1", "{sale: 1", "there is no name “sale”. Did you mean “sales”?"),
        ("09:00-17:00", "09:00-8:00", "staff[0].hours: times such as 09:00-17:30 are expected, not “09:00-8:00”."),
        ("2026-11-20", "20/11/2026", "line 2: day: a date such as 2026-11-20 is expected, not “20/11/2026”."),
        ("french: 4", "french: 7", "staff[0].skills.french: 7 is not between 1 and 5."),
        ("to: 10:00", "to: 08:00", "queues.sales.arrivals[0].to: is not after “from”."),
        ("patience_s: 200", "patience_s: 200\n    patience_s: 300", "line 9, column 5: “patience_s” is there twice."),
        ("day: 2026", "day: [2026", "line 3"),
        ("Zoé", "Équipe A", "staff[1].name"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, said: str) -> None:
    if old == "Zoé":
        new = "Équipe A 1"
    assert DAY.count(old) >= 1
    with pytest.raises(BadDay) as refused:
        day(DAY.replace(old, new, 1))
    assert refused.value.message.startswith("day.yaml: ")
    assert said in refused.value.message


def test_a_table_is_told_by_file_and_line() -> None:
    text = DAY.replace("staff:", "arrivals: v.csv\nstaff:")
    for rows, said in (
        ("queue,from,to,volume\nsales,09:00,09:30,12\nsale,09:00,09:30,12\n", "v.csv, line 3: queue: there is no name"),
        ("queue,from,till,volume\n", "v.csv, line 1: there is no column “to”."),
        ("queue,from,to,volume\nsales,09:00\n", "v.csv, line 2: 2 cells under 4 headings."),
        ("at,queue\n25:00,sales\n", "v.csv, line 2: at: a time such as 09:30:15 is expected"),
    ):
        with pytest.raises(BadDay) as refused:
            read_day(text, lambda _, rows=rows: rows, "day.yaml")  # type: ignore[misc]
        assert said in refused.value.message


def change(text: str) -> Day:
    found = day()
    return altered(found, read_change(text, found, "change.yaml"))


def queues_at(found: Day, name: str, hour: float) -> set[str]:
    staff = next(one for one in found.staff if one.name == name)
    at = found.from_at + (hour - 9) * 3600
    return set([one.profile for one in staff.stints if one.at <= at][-1].queues)


def test_agents_are_moved_between_two_hours() -> None:
    found = change("move: [{agents: [équipe a], count: 2, from: 09:30, to: 10:30, queues: [returns]}]")
    assert [queues_at(found, "Équipe A 1", hour) for hour in (9.0, 9.5, 10.4, 10.5)] == [
        {"sales", "returns"},
        {"returns"},
        {"returns"},
        {"sales", "returns"},
    ]
    assert queues_at(found, "Équipe A 3", 10.0) == {"sales", "returns"}


def test_agents_come_and_go() -> None:
    found = change("add: [{like: zoe, count: 2, from: 09:00, to: 11:00}]\nremove: [{agents: [equipe-a-1, equipe-a-2]}]")
    assert [one.name for one in found.staff] == ["Équipe A 3", "Zoé", "Zoé +1", "Zoé +2"]
    assert [one.state for one in found.staff[2].moments] == ["ready", "logged_out"]
    gone = change("remove: [{agents: Zoé, from: 09:30, to: 10:45}]").staff[-1]
    told = [((one.at - found.from_at) / 60, one.state) for one in gone.moments]
    assert told == [(0, "ready"), (30, "logged_out"), (105, "ready"), (120, "logged_out")]


def test_rules_hours_volume_and_handling_are_changed() -> None:
    found = change(
        "volume: 1.5\n"
        "queues:\n"
        "  Ventes:\n"
        "    volume: 2\n"
        "    handling: 0.5\n"
        "    hours: {friday: 09:00-10:00}\n"
        "    rules: {wrap_up.limit_s: 20, strategy: longest_idle, overflow: [{to: returns, after_s: 60}],"
        " requirement.mandatory.english: 2}\n"
    )
    rules = found.queues[0].rules
    assert rules.wrap_up.limit_s == 20
    assert rules.overflow[0].to == "returns"
    assert rules.requirement.mandatory == {"french": 3, "english": 2}
    assert rules.threshold_s == 30
    assert rules.hours is not None
    assert rules.hours.week[4][0].to_min == 600
    assert not rules.hours.week[0]
    assert found.flows[0].times == 3
    assert found.flows[-1].times == 1.5
    assert found.habits[rules.id].talk.mean_s == 130


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mvoe: []", "mvoe: there is no field “mvoe”. Did you mean “move”?"),
        (
            "move: [{agents: [Zoe B], queues: [sales]}]",
            "move[0].agents: there is no agent or team “Zoe B”. Did you mean",
        ),
        (
            "move: [{agents: [zoe], queues: [sails]}]",
            "move[0].queues: there is no queue “sails”. Did you mean “sales”?",
        ),
        ("move: [{agents: [zoe]}]", "move[0].queues: is missing"),
        ("move: [{agents: [zoe], count: 4, queues: [sales]}]", "move[0].count: there are only 1 of them."),
        ("move: [{agents: [zoe], from: 16h, to: 15h, queues: [sales]}]", "move[0].to: is not after “from”."),
        ("queues: {sale: {volume: 2}}", "queues.sale: there is no queue “sale”. Did you mean “sales”?"),
        ("queues: {sales: {rules: {wrap_up.limit: 3}}}", "queues.sales.rules.wrap_up.limit: there is no rule “limit”."),
        ("queues: {sales: {rules: {target: high}}}", "queues.sales.rules.target: Expected `float`, got `str`"),
        ("queues: {sales: {rules: {callback.offered.now: 1}}}", "“callback.offered” has no parts."),
        ("queues: {sales: {hours: {someday: 09:00-10:00}}}", "there is no name “someday”. Did you mean"),
        ("volume: -1", "volume: -1 is not between 0 and 20."),
        ("- 1", "a mapping is expected"),
        ("a: [", "change.yaml: line 2"),
        ("add: [{like: zoe, from: 09:00}]", "add[0].to: is missing: both, or neither."),
    ],
)
def test_a_bad_change_names_the_path(text: str, said: str) -> None:
    with pytest.raises(BadChange) as refused:
        change(text + "\n")
    assert said in refused.value.message


@pytest.mark.parametrize(
    "text", ["", "{}", "day:", "queues: []", "!!python/object:os.system x", "[" * 700, "\x00", "a: &a [*a]"]
)
def test_whatever_stands_in_a_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        day(text)


def test_the_examples_of_the_documentation_are_read() -> None:
    found = read_day((EXAMPLES / "whatif-day.yaml").read_text(), nothing, "whatif-day.yaml")
    assert altered(found, read_change((EXAMPLES / "whatif-change.yaml").read_text(), found)) != found
