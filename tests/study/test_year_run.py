"""A year lived through: weeks after weeks, and forces over the weeks all have."""

import datetime as dt
import functools
from dataclasses import replace
from pathlib import Path

from scheduler.model import Chances, Scenario, weeks_of
from scheduler.study import Simulation, compared, filed
from scheduler.study.fewer import can_be_sent
from scheduler.year import plan_year
from tests.study.weeks import NUMBERS, fulfilled, plan_one, tiny

WEEKS = weeks_of(tiny().calendar, 2027)
# Three requests a week.
BUSY = Chances(complaints=3000 / len(tiny().sites), mend=0.5)


@functools.cache
def city() -> Scenario:
    return filed(tiny(), plan_year(tiny(), 2027))


def living(home: Path, fewer: float = 0.0, chances: Chances = BUSY) -> Simulation:
    return Simulation(
        scenario=city(), year=2027, fewer=fewer, chances=chances, seed=0,
        home=home, plan_one=plan_one, measure=lambda planned: NUMBERS,
    )  # fmt: skip


def test_rows_that_requests_closed_are_counted(tmp_path):
    run = living(tmp_path)
    run.run(WEEKS[:10])
    year = run.lived()
    exempt = [row for row in run.history if row.trigger]
    assert exempt
    for tally in year.weeks:
        past = [row for row in run.history if row.date <= tally.week.sunday]
        assert tally.fulfilled == len(fulfilled(city().plan, past))
    done = fulfilled(city().plan, run.history)
    assert done - {row.plan_id for row in run.history}  # closed by exempt checks
    assert sum(row.done for row in year.items) == len(done)


def test_officers_told_are_those_who_can_be_sent(tmp_path):
    scenario = city()
    one = next(o for o in scenario.officers if o in can_be_sent(scenario, 2027))
    others = tuple(o for o in scenario.officers if o != one)
    run = living(tmp_path)
    run.scenario = replace(
        scenario, officers=(*others, replace(one, valid_until=dt.date(2026, 12, 31)))
    )
    assert run.lived().officers == living(tmp_path).lived().officers - 1


def test_forces_are_compared_over_the_weeks_that_all_have(tmp_path):
    long, short, none = (living(tmp_path / name) for name in ("a", "b", "c"))
    long.run(WEEKS[:4])
    short.run(WEEKS[:2])
    none.run(())
    long.wanted = short.wanted = none.wanted = 4
    one, other = compared([long, short, none])
    assert one == other == short.lived()
    assert one.stopped
    assert not one.whole
    assert len(long.lived().weeks) == 4
    assert not long.lived().stopped
    assert [year.weeks for year in compared([none])] == [()]
