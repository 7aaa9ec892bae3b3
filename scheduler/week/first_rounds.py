"""The rounds a week is first chosen from: those of every plot, and of what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import Pin, Scenario
from scheduler.week.pins import HELD
from scheduler.week.rounds import Template
from scheduler.week.sampling import Pool, few, plots, templates_of
from scheduler.week.variants import Variant


def first_rounds(
    scenario: Scenario, variants: Sequence[Variant], pins: Sequence[Pin], seed: int
) -> Pool:
    """Return rounds of all plots; `complete` if no other round could add service.

    Beside a sample stand all rounds of the visits that pins hold, or level H asks
    for, where they are few: a sample alone may lack the ones that meet them together.
    """
    pools = [templates_of(plot, seed) for plot in plots(scenario, variants)]
    found = [template for pool in pools for template in pool.templates]
    complete = all(pool.complete for pool in pools)
    if not complete:
        known = {_visits_and_team(template) for template in found}
        for plot in plots(scenario, _asked(scenario, variants, pins)):
            made = templates_of(plot, seed).templates if few(plot) else []
            found += [t for t in made if _visits_and_team(t) not in known]
    return Pool(found, complete)


def _asked(
    scenario: Scenario, variants: Sequence[Variant], pins: Sequence[Pin]
) -> list[Variant]:
    """Return the visits that the week must hold, whatever their points."""
    sites = {pin.site for pin in pins if pin.kind in HELD}
    musts = scenario.settings.level("frequency") == "H"
    return [
        v
        for v in variants
        if v.site in sites or (musts and any(check.must for check in v.checks))
    ]


def _visits_and_team(template: Template) -> tuple[object, ...]:
    visits = tuple(sorted(v.index for v in template.variants))
    return template.kind, visits, tuple(unit for unit, _ in template.needs)
