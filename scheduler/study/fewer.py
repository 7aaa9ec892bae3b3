"""The same city with fewer officers, taken evenly from all teams."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

from scheduler.model import Scenario
from scheduler.model.shares import largest_remainder
from scheduler.study.dice import roll


def with_fewer(scenario: Scenario, share: float, seed: int) -> Scenario:
    """Return the scenario with a share of the officers without sessions.

    Every team (department and first district, or town) gives its share by largest
    remainder; who goes is drawn. They stay in the table, as history names them.

    Parameters
    ----------
    share : float
        From 0 to 1.
    """
    teams: dict[str, list[str]] = defaultdict(list)
    for officer in scenario.officers:
        if officer.status == "staff" and officer.districts and officer.max_sessions:
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
