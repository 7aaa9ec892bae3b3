"""Names for people: short towns, one-character marks of departments, dates."""

from __future__ import annotations

from scheduler.model import PlannedWeek, Round, Scenario
from scheduler.model.calendar import Date
from scheduler.words import Words

_TOWN_SUFFIXES = ("街道", "镇", "乡")
_KIND_ORDER = ("bureau", "resident", "town", "liaison")


def town_short(name: str) -> str:
    """Return a town's name without its suffix: 水头镇 → 水头."""
    for suffix in _TOWN_SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def short_id(one: str) -> str:
    """Return a visit's or round's number inside its week: 2026-W49-V001 → V001."""
    return one.rpartition("-")[2]


def department_order(scenario: Scenario) -> list[str]:
    """Return department ids: bureau, resident teams, towns, then liaison."""
    rows = sorted(scenario.departments, key=lambda d: _KIND_ORDER.index(d.kind))
    return [row.department for row in rows]


def department_marks(scenario: Scenario) -> dict[str, str]:
    """Return one character for each department, unique, so that grey print works.

    The first character of its name that no department before it took; if all are
    taken, a number.
    """
    marks: dict[str, str] = {}
    for number, department in enumerate(department_order(scenario), start=1):
        name = scenario.department[department].name.removeprefix("南安市")
        free = (char for char in name if char not in marks.values() and char != "市")
        first = name[:1]
        taken = first in marks.values()
        marks[department] = first if first and not taken else next(free, str(number))
    return marks


def towns_label(scenario: Scenario, one: Round, words: Words) -> str:
    """Return the first town of a round, with a sign that there are more."""
    if not one.towns:
        return ""
    first = town_short(scenario.town[one.towns[0]].name)
    return words("report.chart.towns_more", town=first) if one.towns[1:] else first


def date_label(date: Date, words: Words) -> str:
    """Return month, day and weekday."""
    weekday = words(f"report.weekday.{date.isoweekday()}")
    return words("report.date.day", month=date.month, day=date.day, weekday=weekday)


def week_label(planned: PlannedWeek, words: Words) -> str:
    """Return the week with its first and last date."""
    monday, sunday = planned.week.monday, planned.week.sunday
    return words(
        "report.date.week",
        year=planned.week.year,
        number=planned.week.number,
        first=words("report.date.short", month=monday.month, day=monday.day),
        last=words("report.date.short", month=sunday.month, day=sunday.day),
    )


def plain_title(scenario: Scenario) -> str:
    """Return the title without the mark that data are made up (the footer says it)."""
    return scenario.settings.title.removesuffix("（模拟数据）")


def is_synthetic(scenario: Scenario) -> bool:
    """Whether the title says that people and enterprises are made up."""
    return "模拟" in scenario.settings.title
