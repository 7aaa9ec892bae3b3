"""Names by CP-SAT for one pool, where neither lot nor chain finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from ortools.sat.python import cp_model

from scheduler.week.lottery import Lottery, SeatKey, no_rest
from scheduler.week.seats import Seat

# A pool is small; this many deterministic units decide it many times over.
NAMING_WORK = 60.0


def solve_names(
    lottery: Lottery, fixed: dict[SeatKey, str]
) -> dict[SeatKey, str] | Literal["INFEASIBLE", "NO_SOLUTION"]:
    """Return an officer for every seat of a pool, or why there is none.

    Parameters
    ----------
    fixed : dict
        Pinned seats.
    """
    model = cp_model.CpModel()
    takes: dict[tuple[SeatKey, str], cp_model.IntVar] = {}
    by_officer: dict[str, list[Seat]] = defaultdict(list)
    for seat in lottery.seats:
        pinned = fixed.get(seat.key)
        names = [pinned] if pinned else list(seat.candidates)
        for officer in names:
            takes[seat.key, officer] = model.new_bool_var("")
            by_officer[officer].append(seat)
        model.add_exactly_one(takes[seat.key, officer] for officer in names)
    for officer in sorted(by_officer):
        _officer_rows(model, lottery, officer, by_officer[officer], takes)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = NAMING_WORK
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {
            key: officer
            for (key, officer), var in takes.items()
            if solver.value(var) == 1
        }
    return "INFEASIBLE" if status == cp_model.INFEASIBLE else "NO_SOLUTION"


def smallest_unnameable(lottery: Lottery) -> list[str]:
    """Return rounds of a pool without a naming such that any fewer have one.

    Each round is left out in turn and stays out if the others have no naming either
    (pins are not looked at). A small set says far more than the whole.
    """
    kept = sorted({seat.round for seat in lottery.seats})
    for name in list(kept):
        fewer = [other for other in kept if other != name]
        part = Lottery(
            seed=lottery.seed,
            seats=[seat for seat in lottery.seats if seat.round in fewer],
            kinds=lottery.kinds,
            offices=lottery.offices,
            last=lottery.last,
            help_limit=lottery.help_limit,
        )
        if solve_names(part, {}) == "INFEASIBLE":
            kept = fewer
    return kept


def _officer_rows(
    model: cp_model.CpModel,
    lottery: Lottery,
    officer: str,
    seats: Sequence[Seat],
    takes: dict[tuple[SeatKey, str], cp_model.IntVar],
) -> None:
    office = lottery.offices[officer]
    for a, b in combinations(seats, 2):
        if lottery.clash(a, b) or no_rest(a, b) or no_rest(b, a):
            model.add_at_most_one(takes[a.key, officer], takes[b.key, officer])
    model.add(
        sum(lottery.weight(s) * takes[s.key, officer] for s in seats)
        <= office.max_sessions
    )
    away = [s for s in seats if s.district not in office.own_districts]
    if away:
        model.add(
            sum(lottery.weight(s) * takes[s.key, officer] for s in away)
            <= lottery.help_limit
        )
