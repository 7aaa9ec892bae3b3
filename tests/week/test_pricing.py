"""Generated rounds against all rounds: same relaxation, same best round at any prices.

Weeks are small enough that every round can be listed (`sampling.few`); recusals are
left out, which the rows of a week do not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.engine.master import Entering, FloatArray, Master
from scheduler.engine.selection import Stop
from scheduler.week import component_run, cores, pricing, round_pricing, routes
from scheduler.week.component import Component
from scheduler.week.prices import Aim
from scheduler.week.pricing import PlotPricer
from scheduler.week.round_pricing import RoundPricing
from scheduler.week.route_table import TOWNS, Core
from scheduler.week.session_pricing import SessionPricing
from scheduler.week.visit_cuts import VisitCut
from scheduler.week.week_program import WeekProgram
from tests.week.priced import Small, allowed, generated, several, small, uncut
from tests.week.tiny_more import TWISTS, tiny_more

KINDS = (*TWISTS, "mixed")
SEEDS = range(4)
COST = Aim(1.0, 0.02)
LIST = cores.small_cores
Best = dict[tuple[object, object], float]


def towns_only(*given: object) -> Iterator[Core]:
    """Cores of towns, which a search by labels leaves out."""
    return (c for c in LIST(*given) if c.joining == TOWNS)  # type: ignore[arg-type]


@contextmanager
def by_labels(labels: int | None = None) -> Iterator[None]:
    """Nothing is listed that can be searched for, with so many labels at a time."""
    most = round_pricing.MOST_LABELS if labels is None else labels
    few = round_pricing.FEW_LABELS if labels is None else labels
    with (
        patch.object(pricing, "small_cores", towns_only),
        patch.object(round_pricing, "MOST_LABELS", most),
        patch.object(round_pricing, "FEW_LABELS", few),
    ):
        yield


# A bound that is nearer to the optimum than this, as a share of it, is closed.
CLOSED = 1e-4


def compare(week: Small, component: Component) -> tuple[float, float] | None:
    """Hold a generation against all rounds; return the value and the bound's excess."""
    optimum = week.relaxed(component)
    _, generation = generated(week, component)
    if optimum is None:
        # Pins or musts that cannot be kept: an artificial column has to stand in,
        # unless there is no column at all.
        assert (
            generation.solved is None
            or generation.solved.value < -1e6
            or (not week.rounds(component))
        )
        return None
    assert generation.solved is not None
    near = 1e-6 * max(1.0, abs(optimum))
    assert generation.solved.value == pytest.approx(optimum, abs=near)
    bounds = [generation.bound, *(bound for _, bound in generation.reports)]
    assert min(bounds) >= optimum - near
    return optimum, (generation.bound - optimum) / max(1.0, optimum)


def worth_and_excess(kind: str, seeds: Sequence[int] | range) -> tuple[float, float]:
    """Compare all these weeks; return the largest value and excess of a bound."""
    found = [compare(*pair) for pair in several(kind, seeds)]
    known = [pair for pair in found if pair is not None]
    return max(value for value, _ in known), max(excess for _, excess in known)


@pytest.mark.parametrize("kind", KINDS)
def test_the_relaxation_is_that_of_all_rounds(kind: str):
    worth, excess = worth_and_excess(kind, SEEDS)
    assert worth > 0
    assert excess < CLOSED


def test_teams_alone_only_relax():
    # What generation proves holds for a week that tells officers apart.
    looser = total = 0
    for kind in ("consented", "musts", "nights"):
        for week, component in several(kind, range(6)):
            teams, exact = week.relaxed(component), week.relaxed(component, False)
            if exact is None:
                continue
            assert teams is not None
            assert teams >= exact - 1e-6
            looser += teams > exact + 1e-6
            total += 1
    assert 0 < looser < total / 2


# Found by longer searches: two visits of one site that stand in different groups.
@pytest.mark.parametrize(
    ("kind", "seed"), [("helped", 2), ("towns", 29), ("parties", 40), ("capped", 10)]
)
def test_two_visits_of_one_site_are_no_round(kind: str, seed: int):
    worth, excess = worth_and_excess(kind, [seed])
    assert worth > 0
    assert excess < CLOSED


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_that_by_labels_alone(kind: str):
    with by_labels():
        worth, excess = worth_and_excess(kind, range(6, 8))
    assert worth > 0
    assert excess < CLOSED


@pytest.mark.parametrize("kind", ["parties", "helped", "capped"])
def test_bounds_hold_with_few_labels(kind: str):
    loose = []
    with by_labels(labels=2):
        for week, component in several(kind, range(4)):
            optimum = week.relaxed(component)
            assert optimum is not None
            _, generation = generated(week, component)
            assert generation.solved is not None
            assert generation.solved.value <= optimum + 1e-3
            bounds = [generation.bound, *(bound for _, bound in generation.reports)]
            assert min(bounds) >= optimum - 1e-3
            loose.append(generation.bound > optimum + 1)
    # They do cut something off, and not always.
    assert any(loose)
    assert not all(loose)


@pytest.mark.parametrize("kind", ["towns", "parties"])
def test_routes_too_many_to_list_are_no_less_known(kind: str):
    values = []
    with patch.object(routes, "MOST_LABELS", 3):
        for week, component in several(kind, range(8)):
            optimum = week.relaxed(component)
            assert optimum is not None
            _, generation = generated(week, component)
            assert generation.bound >= optimum - 1e-3
            values.append(optimum)
    assert sum(value > 0 for value in values) > len(values) / 2


def test_rounds_known_at_first_change_no_value():
    for week, component in several("parties", range(3)):
        rounds = week.rounds(component)
        kept, generation = generated(week, component, rounds)
        assert generation.solved is not None
        assert generation.solved.value == pytest.approx(week.relaxed(component))
        # None was missing, and none is there twice.
        assert generation.master.size - len(rounds) < 100
        keys = [round_pricing.key_of(column) for column in kept]
        assert len(set(keys)) == len(keys) <= len(rounds)


def test_time_that_is_up_leaves_a_bound():
    for week, component in several("helped", range(3)):
        optimum = week.relaxed(component)
        assert optimum is not None
        for steps in (0, 1, 2):
            with uncut():
                rounds = component_run.generate(
                    week.ground, component, [], allowed(steps), Stop()
                )
            # Far from the end no bound is looked for; it holds where there is one.
            assert rounds.bound >= optimum - 1e-3
            assert len(rounds.kept) == len(rounds.reduced)
            assert (len(rounds.kept) > 0) is (steps > 0)
        with uncut():
            whole = component_run.generate(
                week.ground, component, [], allowed(500), Stop()
            )
        assert optimum - 1e-3 <= whole.bound <= optimum * (1 + 1e-4) + 1e-3
        # A round in the relaxation lacks nothing, any other lacks something or not.
        assert whole.reduced.max() <= component_run.TAKEN


def test_officers_who_may_not_enter_are_known_to_those_kept_only():
    barred = 0
    for seed in range(40):
        scenario = tiny_more("capped", seed)
        week = small(scenario)
        for component in week.components if scenario.recusals and week.complete else ():
            optimum = week.relaxed(component)
            kept, generation = generated(week, component)
            staffing = week.ground.staffing
            assert all(staffing.enough(c.session, c.template) for c in kept)
            if optimum is not None:
                assert generation.bound >= optimum - 1e-3
            made = generation.master.size - week.ground.program(component).program.size
            barred += made > len(kept)
    # Rounds were made that those officers would have had to go on.
    assert barred > 0


def drawn_duals(rng: np.random.Generator, master: Master) -> FloatArray:
    """Prices of about half of the rows."""
    some = rng.random(master.rows) < 0.5
    scale = rng.choice((5, 100, 500))
    return master.signed(rng.uniform(-0.2, 1, master.rows) * scale * some)


def drawn_cuts(
    rng: np.random.Generator, frame: WeekProgram, master: Master
) -> list[VisitCut]:
    """Rows of a master that take visits together, some made of others; or none."""
    cuts: list[VisitCut] = []
    for _ in range(int(rng.choice([0, 2, 4, 6]))):
        names = [c for c in sorted(frame.terms.candidate) if rng.random() < 0.6]
        weights = {name: int(rng.integers(1, 3)) for name in names}
        before = {cut.row: 1 for cut in cuts if rng.random() < 0.5}
        row = master.cut({}, 1)
        cuts.append(VisitCut(row, weights, before, int(rng.integers(2, 4))))
    return cuts


def reduced(entering: Entering, duals: FloatArray) -> float:
    terms = (n * duals[row] for row, n in entering.entries.items())
    return entering.objective - sum(terms)


def best_by_post(
    pricing_: RoundPricing, week: Small, component: Component, duals: FloatArray
) -> Best:
    """The best of all rounds in every district and session."""
    best: Best = defaultdict(float)
    for column in week.rounds(component):
        value = reduced(pricing_.entering(column), duals)
        post = (column.template.district, column.session)
        best[post] = max(best[post], value)
    return best


def check_upper(session: SessionPricing) -> None:
    """Hold upper values of listed rows against the values they are reckoned for."""
    rows, aim = session.table.rows, session.aim
    if rows is not None:
        weight, travel = session.ranking.weight, session.travel
        charge = session.cuts.price
        upper = session.table.upper(
            aim, session.prices, weight, session.least, travel, charge
        )
        assert (session._valued(rows, upper).value <= upper + 1e-6).all()


def look(pricing_: RoundPricing, duals: FloatArray) -> Best:
    """The best found in every district and session; each is worth what it says."""
    best: Best = defaultdict(float)
    at = [(task, pricing_._at(task, duals)) for task in pricing_.tasks]
    for pricer, mine in pricing_._of(at):
        number = pricer.promising([at[k][1] for k in mine])
        rows, left = pricer.search([at[k][1] for k in mine])
        assert left == 0
        for k in mine:
            task, session = at[k]
            check_upper(session)
            listed, top = session.listed(number, 30)
            searched, other = session.among(rows, 30)
            for one in (*listed, *searched):
                column = pricing_._column(task, one, duals)
                value = reduced(pricing_.entering(column), duals)
                assert one.value == pytest.approx(value, abs=1e-4)
                assert value <= max(top, other) + 1e-4
                post = (column.template.district, column.session)
                best[post] = max(best[post], value)
    return best


@pytest.mark.parametrize(
    ("kind", "aim"),
    [*((kind, Aim()) for kind in KINDS), ("towns", COST), ("parties", COST)],
)
def test_the_best_round_at_any_prices(kind: str, aim: Aim):
    rng = np.random.default_rng(len(kind))
    positive = charged = 0
    for week, component in several(kind, range(5)):
        frame = week.ground.program(component)
        if frame.terms.whole:
            # Pins of officers: rows without a price.
            continue
        master = Master(frame.program)
        cuts = drawn_cuts(rng, frame, master)
        pricers = [PlotPricer(plot, cuts) for plot in component.plots]
        with by_labels():
            searchers = [PlotPricer(plot, cuts) for plot in component.plots]
        duals = drawn_duals(rng, master)
        for group in (pricers, searchers):
            made = RoundPricing(
                frame, group, week.ground.sessions, tuple(week.ground.pins), aim
            )
            made.cuts = cuts
            best = best_by_post(made, week, component, duals)
            found = look(made, duals)
            for post, value in best.items():
                assert found[post] == pytest.approx(value, abs=1e-3)
            positive += sum(value > 1 for value in best.values())
            rows = {cut.row for cut in cuts}
            charged += sum(
                bool(rows & made.entering(c).entries.keys())
                for c in week.rounds(component)
            )
    assert positive > 0
    assert charged > 0


def test_points_of_assists_that_are_no_whole_number():
    # Half a scaled point each: two bring more than twice the rounded one.
    tables = several("helped", range(6))
    for _, component in tables:
        for plot in component.plots:
            pricer = PlotPricer(plot)
            bonus = np.zeros_like(pricer.tables.bonus)
            bonus[:, 0] = np.round(2.5 * np.arange(len(bonus)))
            pricer.tables.__dict__["bonus"] = bonus
            one = pricer.table._one(Aim())
            assert all(one * n >= bonus[n, 0] for n in range(len(bonus)))
