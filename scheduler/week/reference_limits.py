"""Rows of the reference model about what officers and vehicles can bear in a week."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations, pairwise

from scheduler.model import Session
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS, Availability
from scheduler.week.reference_model import Model, Slot, Term, total


def clashing_groups(availability: Availability) -> list[tuple[str, ...]]:
    """Return the largest sets of kinds of which one date allows a person only one."""
    kinds = sorted(availability.kinds)
    groups = [
        group
        for size in range(1, len(kinds) + 1)
        for group in combinations(kinds, size)
        if all(availability.clash(a, b) for a, b in combinations(group, 2))
    ]
    return [g for g in groups if not any(set(g) < set(other) for other in groups)]


def add_officers(model: Model) -> None:
    r"""Limit what one officer bears in a week.

    * `one_place`: of kinds that exclude each other on a date, :math:`\sum Z_o \le 1`.
    * `availability`: :math:`\sum weight \cdot Z_o \le max\_sessions_o`.
    * `night_rest`: an evening and an early, morning or day session of the next date
      together :math:`\le 1`; last week's evenings are known to `Availability`.
    * `locality`: :math:`\sum_{\text{outside his districts}} weight \cdot Z_o \le help`.
    """
    there, helping = model.availability, model.availability.helpers_allowed
    weight = {name: kind.weight for name, kind in there.kinds.items()}
    for officer in there.usable:
        own = there.own_districts(officer)
        serving: dict[Session, Term] = defaultdict(int)
        away: list[Term] = []
        for slot in model.slots:
            taken = [z for (o, _), z in slot.seat.items() if o is officer]
            if taken:
                serving[slot.session] += total(taken)
                if slot.place.district not in own:
                    away += [weight[slot.session.kind] * z for z in taken]
        load = total(weight[s.kind] * term for s, term in serving.items())
        model.row("availability", load <= officer.max_sessions)
        model.row("locality", total(away) <= helping)
        _exclusions(model, "one_place", serving)
        _rest(model, serving)


def _exclusions(model: Model, family: str, used: dict[Session, Term]) -> None:
    """Allow one at most of kinds that exclude each other on one date."""
    for date in sorted({session.date for session in used}):
        for group in clashing_groups(model.availability):
            mine = [used[Session(date, k)] for k in group if Session(date, k) in used]
            model.row(family, total(mine) <= 1)


def _rest(model: Model, serving: dict[Session, Term]) -> None:
    """Allow no early, morning or day session on the date after an evening one."""
    for session, evening in serving.items():
        if session.kind != NIGHT_KIND:
            continue
        for kind in RESTED_KINDS:
            morrow = Session(session.date + timedelta(days=1), kind)
            if morrow in serving:
                model.row("night_rest", evening + serving[morrow] <= 1)


def add_fleet(model: Model) -> None:
    r"""Keep a vehicle in one place, like an officer: :math:`\sum V_v \le 1`.

    Districts with one base share its vehicles.
    """
    used: dict[str, dict[Session, Term]] = defaultdict(lambda: defaultdict(int))
    for slot in model.slots:
        for vehicle, taken in slot.vehicle.items():
            used[vehicle][slot.session] += taken
    for vehicle in sorted(used):
        _exclusions(model, "vehicles", used[vehicle])


def add_order(model: Model, slots: list[Slot]) -> None:
    r"""Order the slots of one place, which are alike, by their first candidate.

    .. math:: S_{ik} \le \sum_{j < i} S_{j,k-1}
    """
    for before, slot in pairwise(slots):
        for stop in slot.stops:
            smaller = [s for j, s in before.visit.items() if j < stop.index]
            model.row("order", slot.visit[stop.index] <= total(smaller))
