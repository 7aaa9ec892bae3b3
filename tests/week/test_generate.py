"""Components on all cores: the process beside, and every way for it to end."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.engine.generation import Generation
from scheduler.engine.selection import Limits, Stop
from scheduler.model import Scenario
from scheduler.week import Options, beside, component_run, generate, job, plan
from scheduler.week.beside import BesideError, Spare
from scheduler.week.columns import Column
from scheduler.week.component_run import Allowance, Outcome, Rounds
from scheduler.week.generate import Generated, Generating
from scheduler.week.job import Job
from scheduler.week.round_pricing import key_of
from tests import makers as m
from tests.week.priced import Small, small, three
from tests.week.tiny_city import W49

# The job and where its outcomes go are its arguments.
SLEEPS = "import time; time.sleep(60)"
# Its outcomes are there, but it does not end.
LINGERS = """
import runpy, sys, time
sys.argv[0] = "beside"
runpy.run_module("scheduler.week.run_beside", run_name="__main__")
time.sleep(60)
"""
LIMITED = Allowance(None, 100, Limits(work=5.0))


def big_scenario() -> Scenario:
    """Three components: d1 has three sites, d2 two, d3 one."""
    sites = [("s1", "t1"), ("s4", "t1"), ("s5", "t1"), ("s2", "t2"), ("s6", "t2")]
    sites.append(("s3", "t3"))
    return three(
        sites=tuple(
            m.make_site(s, town=t, risk="ABC"[int(s[1]) % 3]) for s, t in sites
        ),
        plan=tuple(m.make_plan_row(f"P{s}", s) for s, _ in sites),
    )


def big() -> Small:
    """The ground and the components of that scenario."""
    return small(big_scenario())


def run(
    week: Small,
    allowance: Allowance = LIMITED,
    stop: Stop | None = None,
    known: Sequence[Column] = (),
) -> Generated:
    parts = (week.ground, week.components, known, allowance, stop or Stop())
    with Generating(*parts) as generating:
        return generating.finish(known)


@dataclass
class Started:
    """Starts processes of its own code instead of a module, and remembers them."""

    code: str | None = None
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    paths: Sequence[Path] = ()

    def __call__(
        self, module: str, paths: Sequence[Path], errors: int, waits: bool
    ) -> subprocess.Popen[bytes]:
        self.paths = paths
        if self.code is None:
            process = REAL(module, paths, errors, waits)
        else:
            process = subprocess.Popen(
                [sys.executable, "-c", self.code, *map(str, paths)],
                stdin=subprocess.PIPE,
                stderr=errors,
            )
        self.processes.append(process)
        return process


REAL = beside.start


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Two cores, whatever the machine has; no process is left over."""
    made = Started()
    monkeypatch.setattr(beside, "start", made)
    monkeypatch.setattr(generate.os, "cpu_count", lambda: 2)
    yield made
    for process in made.processes:
        assert process.poll() is not None


def told(generated: Generated) -> tuple[Any, ...]:
    """What a generation says, in no order."""
    columns = sorted(map(repr, map(key_of, generated.columns)))
    return columns, sorted(map(repr, map(key_of, generated.chosen))), generated.bound


def test_two_processes_say_what_one_says(
    started: Started, monkeypatch: pytest.MonkeyPatch
):
    week = big()
    both = run(week)
    assert len(started.processes) == 1
    assert started.processes[0].returncode == 0
    monkeypatch.setattr(generate.os, "cpu_count", lambda: 1)
    alone = run(week)
    monkeypatch.setattr(generate.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(generate, "can_start", lambda: False)
    frozen = run(week)
    assert len(started.processes) == 1
    assert told(both) == told(alone) == told(frozen)
    assert {c.template.district for c in both.columns} == {"d1", "d2", "d3"}
    # Every site is visited; that is all there is.
    visited = [v.site for c in both.chosen for v in c.template.variants]
    assert sorted(visited) == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert both.bound == sum(c.template.value for c in both.chosen)


def test_one_component_needs_no_process(started: Started):
    week = big()
    only = Small(week.ground, week.components[:1])
    assert {c.template.district for c in run(only).chosen} == {"d1"}
    assert started.processes == []


def test_no_components():
    with Generating(big().ground, [], [], LIMITED, Stop()) as generating:
        assert generating.finish([]) == Generated([], [], 0)


def test_the_largest_is_done_beside_and_the_others_here(started: Started):
    parts = generate._parts(big().components)
    assert [[c.size for c in part] for part in parts] == [[3], [2, 1]]
    assert started.processes == []


@pytest.fixture
def first_week() -> list[Column]:
    """A week of single visits, one in each district."""
    week = big()
    return [week.rounds(c)[0] for c in week.components]


def test_a_stop_sign_ends_it_soon_and_loses_nothing(
    started: Started, first_week: list[Column]
):
    started.code = SLEEPS
    stop = Stop()
    stop.raise_()
    begin = time.perf_counter()
    found = run(big(), stop=stop, known=first_week)
    assert time.perf_counter() - begin < 20
    assert started.processes[0].returncode != 0
    assert {c.template.district for c in found.chosen} == {"d1", "d2", "d3"}
    week = big()
    assert found.bound == sum(week.ground.plain(c) for c in week.components)


def test_a_stop_sign_while_it_waits(started: Started, first_week: list[Column]):
    started.code = SLEEPS
    stop = Stop()
    timer = threading.Timer(2.0, stop.raise_)
    begin = time.perf_counter()
    timer.start()
    found = run(big(), stop=stop, known=first_week)
    timer.join()
    assert 1.9 < time.perf_counter() - begin < 20
    # This process is done; of the other part the rounds known are kept.
    kept = [c for c in found.chosen if c.template.district == "d1"]
    assert kept == first_week[:1]
    assert sum(len(c.template.variants) for c in found.chosen) == 4


def test_a_stop_sign_when_the_outcomes_are_there(started: Started):
    started.code = LINGERS
    stop = Stop()

    def raise_in_time() -> None:
        while not (started.paths and started.paths[2].exists()):
            time.sleep(0.01)
        stop.raise_()

    watcher = threading.Thread(target=raise_in_time, daemon=True)
    watcher.start()
    found = run(big(), stop=stop)
    # It was ended, and what it had found is there all the same.
    assert started.processes[0].returncode != 0
    assert {c.template.district for c in found.chosen} == {"d1", "d2", "d3"}


def test_a_failure_says_what_the_process_said(
    started: Started, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(beside, "MODULE", "scheduler.week.no_such_module")
    with pytest.raises(BesideError, match=r"exit code 1") as caught:
        run(big())
    assert "No module named" in "".join(caught.value.__notes__)
    assert "no_such_module" in "".join(caught.value.__notes__)


def test_nobody_to_tell_the_first_week_ends_the_process(started: Started):
    week = big()
    allowance = LIMITED
    with Generating(week.ground, week.components, [], allowance, Stop()):
        # The end of its input without a file of rounds: the planner is gone.
        (process,) = started.processes
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 1


def test_a_process_started_early_does_the_job(started: Started):
    week = big()
    with closing(Spare()) as spare:
        (process,) = started.processes
        assert process.poll() is None
        parts = (week.ground, week.components, [], LIMITED, Stop(), spare)
        with Generating(*parts) as generating:
            found = generating.finish([])
    assert len(started.processes) == 1
    assert process.returncode == 0
    assert told(found) == told(run(week))


def test_a_process_without_a_job_is_ended(started: Started):
    with closing(Spare()):
        (process,) = started.processes
        assert process.poll() is None
    assert process.poll() is not None


@pytest.mark.parametrize("busy", [False, True])
def test_a_process_whose_planner_is_gone_ends_by_itself(busy: bool):
    week = big()
    job = Job(week.ground, week.components, [], LIMITED, None)
    with closing(Spare()) as spare:
        if busy:
            # It waits for the rounds of a first week, which never come.
            spare.send(job)
        assert spare.process.stdin is not None
        # All that is left of a planner that was killed.
        spare.process.stdin.close()
        assert spare.process.wait(60) == 1


def test_a_process_that_nobody_needs_is_ended(started: Started):
    week = big()
    parts = (week.ground, week.components[:1], [], LIMITED, Stop())
    with closing(Spare()) as spare, Generating(*parts, spare) as generating:
        assert started.processes[0].poll() is not None
        assert generating.finish([]).bound > 0


def test_a_process_that_failed_before_its_job_says_why(
    started: Started, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(beside, "MODULE", "scheduler.week.no_such_module")
    week = big()
    with closing(Spare()) as spare:
        spare.process.wait(60)
        parts = (week.ground, week.components, [], LIMITED, Stop(), spare)
        with (
            pytest.raises(BesideError, match=r"exit code 1") as caught,
            Generating(*parts) as generating,
        ):
            generating.finish([])
    assert "no_such_module" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(("large", "processes"), [(1, 1), (10_000, 0)])
def test_a_large_week_starts_a_process_early(
    large: int, processes: int, started: Started, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(plan, "EARLY_CANDIDATES", large)
    options = Options(seconds=plan.EARLY_SECONDS)
    planned = plan.Planner(big_scenario(), W49, options=options).plan()
    # All rounds are listed: there is nothing to do for it.
    assert len(started.processes) == processes
    assert len(planned.timetable.visits) == 6


def test_a_short_run_starts_none(started: Started, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plan, "EARLY_CANDIDATES", 1)
    options = Options(seconds=plan.EARLY_SECONDS - 1)
    assert plan.Planner(big_scenario(), W49, options=options).plan().timetable.visits
    assert started.processes == []


def test_a_failure_here_ends_the_process(
    started: Started, monkeypatch: pytest.MonkeyPatch
):
    started.code = SLEEPS

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Job, "run", fail)
    begin = time.perf_counter()
    with pytest.raises(ZeroDivisionError):
        run(big())
    assert time.perf_counter() - begin < 20
    assert started.processes[0].returncode is not None


def outcomes_of(
    monkeypatch: pytest.MonkeyPatch, bounds: Sequence[float]
) -> tuple[list[Allowance], list[Limits]]:
    """Components have these bounds; return what each of them is allowed."""
    allowed: list[Allowance] = []
    chosen: list[Limits] = []

    def generated(*given: object) -> Rounds:
        allowed.extend(a for a in given if isinstance(a, Allowance))
        return Rounds([], np.zeros(0), bounds[len(allowed) - 1])

    def choose(
        ground: object,
        component: object,
        rounds: Rounds,
        known: object,
        limits: Limits,
        stop: object,
    ) -> Outcome:
        chosen.append(limits)
        return Outcome([], [], rounds.bound)

    monkeypatch.setattr(job, "generate", generated)
    monkeypatch.setattr(job, "choose_rounds", choose)
    monkeypatch.setattr(generate, "can_start", lambda: False)
    return allowed, chosen


@pytest.mark.parametrize(
    ("bounds", "total"),
    [
        ((10.0, 20.0, 30.0), 60),
        # Each is whole: 10 + 20 + 30 again, 61 if all were added first.
        ((10.4, 20.4, 30.4), 60),
        ((9.99999, 20.0, 30.0), 60),
        ((9.99, 20.0, 30.0), 59),
    ],
)
def test_the_bound_of_a_week_is_the_sum_of_whole_bounds(
    bounds: Sequence[float], total: int, monkeypatch: pytest.MonkeyPatch
):
    outcomes_of(monkeypatch, bounds)
    assert run(big()).bound == total


def test_without_time_the_bound_is_the_plain_sum():
    week = big()
    found = run(week, Allowance(None, 0, Limits(work=5.0)))
    plain = [week.ground.plain(component) for component in week.components]
    assert found.bound == sum(plain)
    assert all(p > 0 for p in plain)


@pytest.mark.parametrize(
    ("seconds", "bound", "more"),
    [(2.0, np.inf, [1.0]), (20.0, np.inf, [5.0]), (2.0, 9.0, []), (None, np.inf, [])],
)
def test_a_generation_without_a_bound_goes_on_a_little(
    seconds: float | None, bound: float, more: list[float]
):
    asked: list[float | None] = []

    class Slow(Generation):
        def run(self, deadline: float | None, most_steps: int | None = None) -> bool:
            asked.append(deadline)
            self.bound = bound
            return False

    week = big()
    allowance = Allowance(seconds, 5, Limits(work=5.0))
    with patch.object(component_run, "Generation", Slow):
        component_run.generate(week.ground, week.components[0], [], allowance, Stop())
    later = [b - a for a, b in pairwise(asked) if a is not None and b is not None]
    assert later == pytest.approx(more)
    assert len(asked) == 1 + len(more)


def test_each_component_has_its_part_of_the_time(monkeypatch: pytest.MonkeyPatch):
    allowed, chosen = outcomes_of(monkeypatch, (0, 0, 0))
    run(big(), Allowance(60.0, None, Limits(60.0)))
    # 3, 2 and 1 of 6 visits; what one leaves the next ones have: nothing took time.
    # Generating may take 45 of 60 seconds, then the choice what is left of 60.
    seconds = [a.seconds for a in allowed]
    assert seconds == pytest.approx([22.5, 30, 45], abs=1.0)
    # The smallest is chosen first.
    assert [c.seconds for c in chosen] == pytest.approx([10, 24, 60], abs=1.0)
    allowed.clear()
    run(big(), Allowance(None, 7, Limits(work=12.0)))
    assert [(a.seconds, a.most_steps) for a in allowed] == [(None, 7)] * 3


@pytest.mark.parametrize(
    ("seconds", "part"), [(100, 75), (36, 27), (24, 15), (20, 11), (12, 6), (10, 5)]
)
def test_the_choice_keeps_some_seconds(seconds: float, part: float):
    assert job._generating(seconds) == pytest.approx(part)
