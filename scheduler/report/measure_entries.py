"""Measures 1 to 4: entries, joint rate, reception hours and people.

The baseline is the same week with every department alone: one entry for each
department and site where it is lead or case at a carried check, its own checks
already merged into one. Assist departments never count in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import PlannedWeek, Week
from scheduler.report.facts import VisitFacts
from scheduler.report.measure_row import MeasureRow, RowMaker, share
from scheduler.words import Words


@dataclass(frozen=True, slots=True)
class Alone:
    """Entries, minutes and people if every department went alone."""

    entries: int
    minutes: int
    people: int


def alone(facts: Sequence[VisitFacts], entry_minutes: int) -> Alone:
    """Return the baseline of these visits.

    Two visits to one site in the week (an exempt one beside the plan visit) would
    still be one entry for a department that acts at both.
    """
    minutes: dict[tuple[str, str], int] = {}
    people: dict[tuple[str, str], int] = {}
    for fact in facts:
        for acting in fact.acting:
            key = (acting.department, fact.site.site)
            minutes[key] = minutes.get(key, entry_minutes) + acting.minutes
            people[key] = max(people.get(key, 0), acting.people)
    return Alone(len(minutes), sum(minutes.values()), sum(people.values()))


def entry_rows(
    planned: PlannedWeek, facts: Sequence[VisitFacts], words: Words
) -> list[MeasureRow]:
    """Return the rows of measures 1 to 4."""
    doors = [fact for fact in facts if not fact.is_area]
    areas = [fact for fact in facts if fact.is_area]
    entry = planned.scenario.settings.travel.entry_minutes
    return [
        *_entries(planned, doors, areas, entry, words),
        *_joint(doors, areas, RowMaker(words, 2)),
        *_reception(planned, doors, areas, entry, words),
    ]


def _entries(
    planned: PlannedWeek,
    doors: Sequence[VisitFacts],
    areas: Sequence[VisitFacts],
    entry: int,
    words: Words,
) -> list[MeasureRow]:
    row = RowMaker(words, 1)
    firms = [fact for fact in doors if fact.site.kind == "enterprise"]
    base = alone(doors, entry).entries
    last = entries_last_year(planned)
    return [
        row("entries", len(doors), "entries", base),
        row("entries_enterprise", len(firms), "entries", alone(firms, entry).entries),
        row("entries_saved", base - len(doors), "entries"),
        row("entries_last_year", last[0] if last else None, "entries"),
        row("area_visits", len(areas), "times", alone(areas, entry).entries),
        row("area_visits_last_year", last[1] if last else None, "times"),
        row("rounds", len(planned.timetable.rounds), "rounds"),
    ]


def entries_last_year(planned: PlannedWeek) -> tuple[int, int] | None:
    """Return last year's (entries, area visits) in the same ISO week.

    A visit is a (date, session, site) of the history. None if that year has no such
    week (W53) or the history has no row of it: unknown is not zero.
    """
    try:
        monday = dt.date.fromisocalendar(planned.week.year - 1, planned.week.number, 1)
    except ValueError:
        return None
    week = Week.of(monday)
    rows = [
        row
        for row in planned.scenario.history
        if week.monday <= row.date <= week.sunday and row.site in planned.scenario.site
    ]
    if not rows:
        return None
    visits = {(row.date, row.session, row.site) for row in rows}
    areas = sum(planned.scenario.site[site].kind == "area" for *_, site in visits)
    return len(visits) - areas, areas


def _joint(
    doors: Sequence[VisitFacts], areas: Sequence[VisitFacts], row: RowMaker
) -> list[MeasureRow]:
    possible = [fact for fact in doors if fact.could_be_joint]
    joint = sum(fact.joint for fact in possible)
    wide = [fact for fact in areas if fact.could_be_joint]
    wide_joint = sum(fact.joint for fact in wide)
    return [
        row("joint_rate", share(joint, len(possible)), "share"),
        row("joint_visits", joint, "entries"),
        row("joint_possible", len(possible), "entries"),
        row("area_joint_rate", share(wide_joint, len(wide)), "share"),
        row("area_joint_possible", len(wide), "times"),
    ]


def _acting_people(planned: PlannedWeek, facts: Sequence[VisitFacts]) -> int:
    """Return the officers who enter for a department that acts in its own name.

    Only these have a counterpart in the baseline: assist departments would not come
    alone.
    """
    home = planned.scenario.officer
    return sum(
        home[officer].department in {acting.department for acting in fact.acting}
        for fact in facts
        for officer in fact.visit.officers
    )


def _reception(
    planned: PlannedWeek,
    doors: Sequence[VisitFacts],
    areas: Sequence[VisitFacts],
    entry: int,
    words: Words,
) -> list[MeasureRow]:
    hours, people = RowMaker(words, 3), RowMaker(words, 4)
    base, wide = alone(doors, entry), alone(areas, entry)
    party = [len(fact.visit.officers) for fact in doors]
    own, wide_own = _acting_people(planned, doors), _acting_people(planned, areas)
    return [
        hours("reception_hours", _hours(doors), "hours", base.minutes / 60),
        hours("area_hours", _hours(areas), "hours", wide.minutes / 60),
        people("reception_people", own, "people", base.people),
        people("reception_people_assist", sum(party) - own, "people"),
        people("party_largest", max(party, default=None), "person"),
        people("area_people", wide_own, "people", wide.people),
    ]


def _hours(facts: Sequence[VisitFacts]) -> float:
    return sum(fact.minutes for fact in facts) / 60
