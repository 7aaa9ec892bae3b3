"""Who can be sent; the same city with fewer of them, taken evenly from all teams."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

from scheduler.model import Officer, Scenario
from scheduler.model.shares import largest_remainder
from scheduler.study.dice import roll


def can_be_sent(scenario: Scenario, year: int) -> list[Officer]:
    """Return the staff posted to a district and certified when a year begins."""
    begin = dt.date(year, 1, 1)
    return [
        one
        for one in scenario.officers
        if one.status == "staff"
        and one.districts
        and one.max_sessions
        and one.certified_on(begin)
    ]


def with_fewer(scenario: Scenario, share: float, seed: int, year: int) -> Scenario:
    """Return the scenario with a share of who can be sent without sessions.

    Every team (department and first district, or town) gives its share by largest
    remainder; who goes is drawn. They stay in the table, as history names them.

    Parameters
    ----------
    share : float
        From 0 to 1.
    year : int
        Who can be sent is told for its beginning.
    """
    teams: dict[str, list[str]] = defaultdict(list)
    for officer in can_be_sent(scenario, year):
        place = officer.town or officer.districts[0]
        teams[f"{officer.department}/{place}"].append(officer.officer)
    part = Fraction(str(share))
    exact = {team: len(names) * part for team, names in sorted(teams.items())}
    total = round(sum(exact.values(), Fraction()))
    gone: set[str] = set()
    for team, count in largest_remainder(exact, total).items():
        drawn = sorted(teams[team], key=lambda name: roll(seed, "fewer", name))
        gone.update(drawn[:count])
    officers = (
        replace(one, max_sessions=0) if one.officer in gone else one
        for one in scenario.officers
    )
    return replace(scenario, officers=tuple(officers))
