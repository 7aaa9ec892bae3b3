"""What a week of some service costs at least, at once: each visit bears its part.

A round has no fewer people than any of its visits requires, and no more visits than the
minutes of the session leave room for. So a visit bears no less than its own people's
session, divided by so many visits; a week makes those that bear least for their points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from scheduler.week.arithmetic import most_help
from scheduler.week.availability import NIGHT_KIND, Availability
from scheduler.week.sampling import Plot
from scheduler.week.variants import Variant

# Bounds are rounded up, but not past rounding of sums.
ROUNDING = 1e-6


def plain_cost(
    availability: Availability, plots: Iterable[Plot], service: float
) -> int:
    """Return priced minutes that no week of a service costs less than."""
    points = availability.scenario.settings.points
    parts: dict[str, float] = {}
    worth: dict[str, int] = {}
    for plot in plots:
        for variant, part in _parts(availability, plot):
            name = variant.candidate
            most = variant.points + most_help(points, len(variant.optional))
            worth[name] = max(worth.get(name, 0), most)
            parts[name] = min(parts.get(name, np.inf), part)
    left, cost = service, 0.0
    for name in sorted(
        (n for n in worth if worth[n] > 0), key=lambda n: (parts[n] / worth[n], n)
    ):
        if left <= 0:
            break
        cost += parts[name] * min(1.0, left / worth[name])
        left -= worth[name]
    return int(np.ceil(cost - ROUNDING))


def _parts(availability: Availability, plot: Plot) -> Iterator[tuple[Variant, float]]:
    """Yield the visits of a plot with the least that each bears of a round."""
    solve = availability.scenario.settings.solve
    kind = plot.kind
    person = solve.cost_session * kind.weight
    if kind.kind == NIGHT_KIND:
        person += solve.cost_night
    for variant, visits in zip(plot.variants, most_visits(plot), strict=True):
        people = sum(need.people for need in variant.required.values())
        yield variant, person * people / visits


def most_visits(plot: Plot) -> list[int]:
    """Return how many visits a round with each visit of a plot has at most.

    By minutes alone: the shortest others, with the shortest way between them.
    """
    entry = plot.ground.scenario.settings.travel.entry_minutes
    step = min(plot.ground.minutes.values())
    room = sum(span.end - span.start + step for span in plot.kind.spans)
    each = np.array(
        [
            entry + max(v.minutes[unit] for unit in v.required) + step
            for v in plot.variants
        ]
    )
    total = np.cumsum(np.sort(each))
    # Itself may be among the shortest: then it is counted once more, not less.
    others = np.searchsorted(total, room - each, side="right")
    return [1 + int(n) for n in others]
