"""Counts of strata lose nothing against single sites: 100 random small years."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyomo.environ as pyo
import pytest
from pyomo.contrib.solver.common.factory import SolverFactory

from scheduler.year.area import job_of, plan_area
from scheduler.year.fewest import Plans, plans_of
from scheduler.year.ledger import Ledger, Limits, limits_of
from scheduler.year.level import even_out
from scheduler.year.load import visit_load
from scheduler.year.places import place_all, valid
from scheduler.year.program import AreaProgram, Job, loads_by_unit
from scheduler.year.terms import Kind
from tests.year.small_years import (
    AREA,
    SETTINGS,
    WEEKS,
    Plan,
    Small,
    all_plans,
    small_year,
)

OPEN_DAYS = [5] * WEEKS


def checks(kind: Kind, plan: Plan) -> int:
    return sum(len(bundle) for _, bundle in plan)


def best_plans(kind: Kind) -> tuple[int, int, list[Plan]]:
    """Fewest unmet checks, fewest visits, and all plans with both."""
    total = sum(need.count for need in kind.needs)
    plans = list(all_plans(kind))
    most = max(checks(kind, plan) for plan in plans)
    full = [plan for plan in plans if checks(kind, plan) == most]
    visits = min(map(len, full))
    return total - most, visits, [plan for plan in full if len(plan) == visits]


def least_above(small: Small, plans: list[list[Plan]], limits: Limits) -> float:
    """The least above the limits by a program over single sites and whole plans."""
    model = pyo.ConcreteModel()
    model.take = pyo.VarList(domain=pyo.Binary)
    model.rows = pyo.ConstraintList()
    model.above = pyo.VarList(domain=pyo.NonNegativeReals)
    load: dict[Any, list[Any]] = {}
    for stratum, ways in zip(small.strata, plans, strict=True):
        for _ in stratum.sites if ways != [()] else ():
            takes = []
            for plan in ways:
                take = model.take.add()
                takes.append(take)
                for week, bundle in plan:
                    needs = [stratum.kind.needs[k] for k in bundle]
                    for unit, sessions in visit_load(
                        needs, stratum.kind.way, SETTINGS
                    ).items():
                        load.setdefault((unit, week), []).append(sessions * take)
            model.rows.add(sum(takes) == 1)
    for (unit, week), terms in sorted(load.items(), key=lambda row: row[0]):
        above = model.above.add()
        model.rows.add(sum(terms) - above <= limits.most[unit][week])
    if not load:
        return 0.0
    model.least = pyo.Objective(expr=sum(model.above.values()))
    solver = SolverFactory("highs")
    solver.config.threads = 1
    solver.config.rel_gap = 0
    solver.config.solver_options["presolve"] = "off"
    return float(solver.solve(model).incumbent_objective)


def jobs_of(small: Small) -> tuple[list[Plans], list[Job]]:
    plans = [plans_of(stratum.kind, SETTINGS) for stratum in small.strata]
    jobs = [
        job_of(stratum, way, SETTINGS)
        for stratum, way in zip(small.strata, plans, strict=True)
        if way.patterns
    ]
    return plans, jobs


@pytest.mark.parametrize("block", range(4))
def test_strata_and_single_sites_agree(block: int):
    seen: Counter[str] = Counter()
    for seed in range(25 * block, 25 * block + 25):
        small = small_year(seed)
        found, jobs = jobs_of(small)
        brute = [best_plans(stratum.kind) for stratum in small.strata]
        for way, (unmet, visits, _) in zip(found, brute, strict=True):
            assert sum(row.checks for row in way.unmet) == unmet, seed
            assert way.visits == visits, seed
        if any(unmet for unmet, _, _ in brute):
            # Which check is left out is a choice of its own.
            seen["unmet"] += 1
            continue
        total, largest = loads_by_unit(jobs)
        limits = limits_of(total, largest, small.supply, OPEN_DAYS)
        best = least_above(small, [plans for _, _, plans in brute], limits)
        whole = AreaProgram(jobs, limits, WEEKS, whole=True).solve()
        counts = AreaProgram(jobs, limits, WEEKS).solve()
        assert whole is not None
        assert counts is not None
        assert whole.above == pytest.approx(best, abs=1e-5), seed
        assert counts.bound is not None
        assert counts.bound <= best + 1e-6, seed
        seen["above"] += best > 1e-6
        for solved in (whole, counts):
            ledger = Ledger(limits, WEEKS)
            plans = place_all(jobs, solved, ledger)
            assert all(
                valid(jobs[p.job].patterns[p.pattern], p.weeks) for p in plans
            ), seed
            if solved is whole:
                assert ledger.above() == pytest.approx(best, abs=1e-5), seed
            even_out(jobs, plans, ledger)
            assert ledger.above() >= best - 1e-5, seed
            assert sum(len(p.weeks) for p in plans) == sum(
                len(s.sites) * v
                for s, (_, v, _) in zip(small.strata, brute, strict=True)
            )
        area = plan_area(AREA, small.strata, jobs, small.supply, OPEN_DAYS)
        assert area.above >= best - 1e-5, seed
        assert area.bound is not None
        assert area.bound <= best + 1e-5, seed
        assert all(valid(jobs[p.job].patterns[p.pattern], p.weeks) for p in area.plans)
        seen["best"] += area.above <= best + 1e-5
        seen["met"] += 1
    # Else the test would say little.
    assert seen["met"] >= 8
    assert seen["above"] >= 2
    # One by one is hardly ever worse than all at once.
    assert seen["best"] >= 0.8 * seen["met"]
