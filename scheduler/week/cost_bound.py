"""What weeks of some service cost at least (the level cost, DESIGN.md 7).

At a price of a point, no week of a component earns more than the bound of a generation
that pays that much a point and charges the priced minutes of people (Lagrangian
relaxation of the service asked for). So a week with some service there costs at least
``price * service - most``. Ways are left out: that only makes the bound smaller.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Stop
from scheduler.week.component import Component
from scheduler.week.component_run import (
    Allowance,
    CostLine,
    Ground,
    Outcome,
    generate,
)
from scheduler.week.prices import Aim
from scheduler.week.program import people_cost
from scheduler.week.week_program import WeekProgram

# The last points of a week cost so many times the average.
LAST_POINTS = 4.0
# Bounds are rounded up, but not past solver noise.
ROUNDING = 1e-4


def cost_line(
    ground: Ground,
    component: Component,
    outcome: Outcome,
    allowance: Allowance,
    stop: Stop,
) -> CostLine:
    """Return a bound on the cost near the service that was found."""
    service = sum(column.template.value for column in outcome.chosen)
    if service <= 0:
        return CostLine(0.0, 0.0, outcome.bound)
    kinds = ground.staffing.availability
    cost = sum(people_cost(kinds, column) for column in outcome.chosen)
    price = LAST_POINTS * cost / service
    aim = Aim(price, 1.0, travel=False)
    rounds = generate(ground, component, outcome.columns, allowance, stop, aim)
    return CostLine(price, rounds.bound, outcome.bound)


def least_cost(lines: Sequence[CostLine], service: float) -> int:
    """Return priced minutes that no week of a service falls below.

    The service is had where it costs least: what is free first, then by price.
    """
    free = [
        max(0.0, min(one.bound, one.most / one.price if one.price else one.bound))
        for one in lines
    ]
    left, cost = service - sum(free), 0.0
    for one, had in sorted(zip(lines, free, strict=True), key=lambda p: p[0].price):
        more = max(0.0, min(left, one.bound - had))
        cost += one.price * more
        left -= more
    return max(0, int(np.ceil(cost - ROUNDING)))


def least_cost_of_all(week: WeekProgram, service: int) -> int | None:
    """Return the same for a week whose rounds are all listed; None if not known."""
    relaxed = relax(week.cheapest(service))
    if relaxed is None:
        return None
    return max(0, int(np.ceil(-relaxed.value - ROUNDING)))
