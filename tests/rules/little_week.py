"""A week of one-person rounds: one seat a round, candidates by recusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.model import Officer, Week
from scheduler.model.timetable import Timetable
from scheduler.rules.core import Published
from tests import makers as m

Spec = tuple[str, str, str]
"""Site, date of December 2026, kind of session; the candidates stand beside it."""


def little_week(
    rounds: dict[Spec, str],
    officers: tuple[Officer, ...],
    rules: dict[str, Any] | None = None,
    **tables: Any,
) -> Published:
    """One round and seat for every key, open to the officers named in its value.

    `rounds` stand in order of time; sites are visited for the item `safety`, which
    asks for one officer of yj.
    """
    numbers = {"two_per_authority": {"people": 1}, **(rules or {})}
    names = [officer.officer for officer in officers]
    scenario = m.make_scenario(
        settings=m.make_settings(numbers),
        districts=(m.make_district(), m.make_district("nanyi")),
        towns=(m.make_town(),),
        departments=(m.make_department("yj"),),
        officers=officers,
        items=(m.make_item("safety"),),
        item_departments=(m.make_role("safety", officers=1),),
        sites=tuple(m.make_site(site) for site, _, _ in rounds),
        plan=tuple(m.make_plan_row(f"P-{site}", site) for site, _, _ in rounds),
        recusals=tuple(
            m.make_recusal(name, site)
            for (site, _, _), candidates in rounds.items()
            for name in names
            if name not in candidates.split()
        ),
        **tables,
    )
    trips, visits = [], []
    for number, (site, date, kind) in enumerate(rounds, start=1):
        when = {"date": m.day(f"2026-12-{date}"), "session": kind}
        name = f"2026-W49-R{number:03d}"
        trips.append(m.make_round(name, **when))
        visit = m.make_visit(
            f"2026-W49-V{number:03d}",
            round=name,
            site=site,
            site_name=f"{site}公司",
            checks=(m.make_check(f"safety@P-{site}"),),
            **when,
        )
        visits.append(visit)
    table = Timetable("2026-W49", tuple(visits), tuple(trips))
    return Published(scenario, Week(2026, 49), table)


def officer(name: str, limit: int = 1, **changes: Any) -> Officer:
    """An officer of yj with a weekly limit."""
    made = m.make_officer(name, department="yj", max_sessions=limit)
    return replace(made, **changes)
