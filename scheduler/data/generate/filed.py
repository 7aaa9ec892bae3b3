"""A plan that was made elsewhere, filed: its approvals, requests and the past."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from scheduler.data.generate import papers
from scheduler.data.generate.nanan import YEAR, Scale, in_order, past_of
from scheduler.data.generate.places import Place, places
from scheduler.data.generate.yearplan import Errand, signed
from scheduler.model import DrawFrameRow, PlanRow, Scenario, SiteDraw
from scheduler.model.calendar import Week


@dataclass(frozen=True)
class Filing:
    """The tables of a year's plan."""

    plan: tuple[PlanRow, ...]
    draws: tuple[SiteDraw, ...]
    draw_frame: tuple[DrawFrameRow, ...]


def with_plan(city: Scenario, scale: Scale, seed: int, filing: Filing) -> Scenario:
    """Return the city of `nanan` with another plan of its year.

    Requests and the history of the year are made anew by the same shares; what lies
    before the year stays.

    Parameters
    ----------
    city : Scenario
        What `nanan` made of this scale and seed.
    """
    rng = {part: Random(f"{seed}/{part}") for part in _PARTS}
    made = places(scale.sites, rng["places"])
    plan = tuple(
        signed(row, city.item[row.item], number, rng["plan"])
        for number, row in enumerate(filing.plan, start=1)
    )
    leads = {r.item: r.department for r in city.item_departments if r.role == "lead"}
    asked = papers.requests(made, plan, leads, city.calendar, rng["requests"])
    before = tuple(row for row in city.history if row.date.year < YEAR)
    past = past_of(city, rng["roster"], rng["past"])
    past.recall(before)
    year = [*errands_of(plan, made), *papers.request_errands(asked, made)]
    past.run(year, Week(YEAR, 1), Week(YEAR, 53))
    return replace(
        city,
        plan=plan,
        draws=filing.draws,
        draw_frame=filing.draw_frame,
        requests=asked,
        history=in_order([*before, *past.history]),
    )


_PARTS = ("places", "plan", "requests", "roster", "past")


def errands_of(plan: Iterable[PlanRow], made: Sequence[Place]) -> list[Errand]:
    """Return the visits of a plan: what falls due at a site in one week is one.

    Checks of one item in the same week are different visits.
    """
    place = {one.site.site: one for one in made}
    turns: Counter[tuple[str, str, Week]] = Counter()
    visits: dict[tuple[str, Week, int], list[PlanRow]] = defaultdict(list)
    for row in plan:
        week = Week.of(row.due)
        turn = turns[row.site, row.item, week]
        turns[row.site, row.item, week] += 1
        visits[row.site, week, turn].append(row)
    return [Errand(place[site], tuple(rows)) for (site, _, _), rows in visits.items()]
