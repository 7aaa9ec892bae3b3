"""What the force is worth in a year: the values beside an allocation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from scheduler.force import Wishes, allocate
from scheduler.model import Allocation, PlannedYear, Scenario, ShareWorth, Worths
from scheduler.year import YearAsked, YearWorth, peak_of

# The share that is always shown beside the one asked for.
OTHER_SHARE = 0.85


def values_of(
    scenario: Scenario,
    found: Allocation,
    planned: PlannedYear,
    date: dt.date,
    wishes: Wishes,
    listen: Callable[[str], None] = lambda phase: None,
) -> Worths:
    """Return what one more of everything is worth with the postings of an allocation.

    Beside them stand today's postings, and those of a share of 85 %.

    Parameters
    ----------
    planned : PlannedYear
        The plan of the year: its peak is looked for in each of the postings.
    """
    listen("asked")
    asked = YearAsked.of(scenario, planned.year, planned.beacon)
    posted = replace(scenario, officers=found.officers)
    listen("values")
    programs = YearWorth(asked, posted, planned.reserve)
    worths = programs.worths()
    listen("shares")
    rows = [
        _share(None, scenario, planned, programs.carried_by(scenario)),
        _share(wishes.share, posted, planned, worths.carried),
    ]
    if wishes.share != OTHER_SHARE:
        other = allocate(scenario, date, replace(wishes, share=OTHER_SHARE))
        there = replace(scenario, officers=other.officers)
        carried = programs.carried_by(there)
        rows.append(_share(OTHER_SHARE, there, planned, carried))
    return replace(worths, shares=tuple(rows))


def _share(
    share: float | None, scenario: Scenario, planned: PlannedYear, carried: float
) -> ShareWorth:
    teams = {row.department for row in scenario.departments if row.kind == "resident"}
    peak = peak_of(planned.loads, scenario, planned.year, planned.reserve)
    return ShareWorth(
        share,
        sum(
            bool(one.districts) and one.status == "staff" and one.department in teams
            for one in scenario.officers
        ),
        carried,
        peak.highest,
        peak.who,
        peak.over,
    )
