"""DataFrames for analysts: the same rows as the CSV files, with names beside ids."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scheduler.model import PlannedWeek
from scheduler.report.facts import visit_facts
from scheduler.report.measures import measures


@dataclass(frozen=True)
class Frames:
    """The tables of a planned week."""

    visits: pd.DataFrame
    rounds: pd.DataFrame
    assignments: pd.DataFrame
    register: pd.DataFrame
    measures: pd.DataFrame


def frames(planned: PlannedWeek, lang: str = "zh") -> Frames:
    """Return the tables of a planned week.

    Dates are datetime64, ``start``, ``end``, ``depart`` and ``return`` timestamps
    (past midnight on the next date), lists are tuples, durations minutes.
    """
    return Frames(
        visits_frame(planned),
        rounds_frame(planned),
        assignments_frame(planned),
        register_frame(planned),
        measures_frame(planned, lang),
    )


def visits_frame(planned: PlannedWeek) -> pd.DataFrame:
    """Return one row a visit; `alone` is how many departments act in their own name."""
    scenario = planned.scenario
    columns = [
        *("visit", "round", "order", "date", "session", "start", "end", "minutes"),
        *("district", "district_name", "town", "town_name", "site", "site_name"),
        *("kind", "risk", "checks", "items", "lead", "departments", "officers"),
        *("party", "alone", "could_be_joint", "joint", "full", "cap_use"),
    ]
    rows = []
    for fact in visit_facts(planned):
        v = fact.visit
        rows.append(
            (
                *(v.visit, v.round, v.order, v.date, v.session, v.start, v.end),
                *(fact.minutes, v.district, scenario.district[v.district].name),
                *(v.town, scenario.town[v.town].name, v.site, v.site_name),
                *(fact.site.kind, fact.site.risk, len(v.checks)),
                tuple(ref.item for ref in v.checks),
                *(v.lead, v.departments, v.officers, len(v.officers)),
                *(len(fact.acting), fact.could_be_joint, fact.joint),
                *(v.full, v.cap_use),
            )
        )
    return _timed(pd.DataFrame(rows, columns=columns), "start", "end")


def rounds_frame(planned: PlannedWeek) -> pd.DataFrame:
    """Return one row a round, with its number of visits and people."""
    scenario, table = planned.scenario, planned.timetable
    visits = pd.Series([v.round for v in table.visits], dtype="str").value_counts()
    columns = [
        *("round", "date", "session", "district", "district_name", "base", "depart"),
        *("return", "towns", "officers", "vehicles", "lead", "travel_minutes"),
        *("on_site_minutes", "people", "visits"),
    ]
    rows = [
        (
            *(r.round, r.date, r.session, r.district),
            *(scenario.district[r.district].name, r.base, r.depart, r.return_),
            *(r.towns, r.officers, r.vehicles, r.lead, r.travel_minutes),
            *(r.on_site_minutes, len(r.officers), int(visits.get(r.round, 0))),
        )
        for r in table.rounds
    ]
    return _timed(pd.DataFrame(rows, columns=columns), "depart", "return")


def assignments_frame(planned: PlannedWeek) -> pd.DataFrame:
    """Return one row an officer and round, with names, in the order of the table."""
    scenario = planned.scenario
    columns = [
        *("officer", "officer_name", "round", "date", "session", "department"),
        *("department_name", "qualification_used", "help"),
    ]
    rows = [
        (
            *(a.officer, scenario.officer[a.officer].name, a.round, a.date, a.session),
            *(a.department, scenario.department[a.department].name),
            *(a.qualification_used, a.help),
        )
        for a in planned.timetable.assignments
    ]
    return _timed(pd.DataFrame(rows, columns=columns))


def register_frame(planned: PlannedWeek) -> pd.DataFrame:
    """Return one row a plan row or request."""
    columns = [
        *("row_kind", "row_id", "site", "item", "department", "outcome", "visit"),
        *("reason", "clause"),
    ]
    rows = [
        tuple(getattr(row, name) for name in columns)
        for row in planned.timetable.register
    ]
    return pd.DataFrame(rows, columns=columns)


def measures_frame(planned: PlannedWeek, lang: str = "zh") -> pd.DataFrame:
    """Return one row a measure, indexed by it; unknown values are NaN."""
    columns = [
        *("measure", "section", "name", "value", "unit", "baseline", "change"),
        "definition",
    ]
    rows = [
        tuple(getattr(row, name) for name in columns) for row in measures(planned, lang)
    ]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = dict.fromkeys(("value", "baseline", "change"), "float64")
    return frame.astype(numbers).set_index("measure")


def _timed(frame: pd.DataFrame, *minutes: str) -> pd.DataFrame:
    """Turn dates into datetime64 and minutes of a date into timestamps."""
    date = pd.to_datetime(frame["date"])
    stamps = {
        name: date + pd.to_timedelta(frame[name].astype("int64"), unit="min")
        for name in minutes
    }
    return frame.assign(date=date, **stamps)
