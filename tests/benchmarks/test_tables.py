"""Rows are kept and resumed; the page says what the tables say, and no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import groupby

import pytest

from benchmarks.__main__ import main, parser
from benchmarks.charts import draw
from benchmarks.drive import run_jobs
from benchmarks.memory import PROC, Meter, resident_mb
from benchmarks.profile_week import name_of
from benchmarks.report import write_page
from benchmarks.rows import Store, read
from benchmarks.run import Job
from benchmarks.side_by_side import instances, side_by_side, verdict
from benchmarks.summary import contradictions, runs_of, summarise
from scheduler.api import peak_memory_mb

SECONDS = 60.0


def row(method="rounds", seed=1, size="S", **changes):
    base = {
        "size": size, "seed": seed, "method": method, "limit": SECONDS,
        "candidates": 100, "officers": 840, "status": "FEASIBLE", "verified": 1,
        "value": 980, "bound": 1000.0, "ceiling": 1200, "seconds": 50.0,
        "first_seconds": 12.0, "memory_mb": 300.0,
    }  # fmt: skip
    return base | changes


def no_week(method="compact", **changes):
    nothing = {"verified": "", "value": None, "bound": None, "first_seconds": None}
    return row(method, status="NO_SOLUTION", **(nothing | changes))


@pytest.fixture
def out(tmp_path):
    """Two methods on one instance: 980 and 900 of 1000; a third without a week."""
    store = Store(tmp_path)
    store.add(row(), [(5.0, 500, None), (20.0, 975, 1100.0), (50.0, 980, 1000.0)])
    store.add(row("greedy", value=900, bound=None, seconds=1.0), [(1.0, 950, None)])
    store.add(no_week(), [])
    return tmp_path


def runs_in(out):
    return {run.method: run for run in runs_of(read(out / "runs.csv"),
                                               read(out / "trace.csv"))}  # fmt: skip


def test_gaps_are_to_the_best_bound_that_any_method_proved(out):
    runs = runs_in(out)
    # (1000 - 980) / 1000 and (1000 - 900) / 1000; the ceiling 1200 is no better.
    assert runs["rounds"].gap == pytest.approx(0.02)
    assert runs["greedy"].gap == pytest.approx(0.10)
    assert runs["greedy"].own_gap is None
    assert runs["compact"].gap is None


def test_seconds_to_a_gap_are_those_of_the_trace(out):
    run = runs_in(out)["rounds"]
    # 975 of 1000 is 2.5 % away, 980 is 2 %.
    assert run.seconds_to(0.03) == 20.0
    assert run.seconds_to(0.02) == 50.0
    assert run.seconds_to(0.01) is None


def test_a_method_that_promises_more_than_it_publishes_gets_what_it_published(out):
    # The Excel planner counted 950, the tables hold 900.
    assert {value for _, value in runs_in(out)["greedy"].trace} == {900}


def test_without_a_bound_the_points_of_all_candidates_are_one(tmp_path):
    store = Store(tmp_path)
    store.add(row(bound=None), [])
    assert runs_in(tmp_path)["rounds"].gap == pytest.approx(220 / 1200)


def test_a_value_above_a_bound_is_called_an_error(out):
    store = Store(out)
    store.add(row("monolithic", value=1001), [])
    assert [run.method for run in contradictions(list(runs_in(out).values()))] == [
        "monolithic"
    ]
    write_page(out, out / "page.md")
    assert "A bound is wrong" in (out / "page.md").read_text("utf-8")


def test_medians_are_over_the_seeds(tmp_path):
    store = Store(tmp_path)
    for seed, value in ((1, 980), (2, 990), (3, 960)):
        store.add(row(seed=seed, value=value), [])
    (only,) = summarise(runs_of(store.runs, store.trace))
    assert (only["runs"], only["verified"], only["value"]) == (3, 3, 980)
    assert only["gap"] == pytest.approx(0.02)
    assert (only["gap_min"], only["gap_max"]) == (
        pytest.approx(0.01),
        pytest.approx(0.04),
    )


def test_the_page_holds_the_figures_and_only_charts_that_exist(out):
    drawn = draw(out)
    write_page(out, out / "page.md")
    page = (out / "page.md").read_text("utf-8")
    assert "`rounds` 1 of 1 verified, median gap 2.00 %" in page
    assert "`compact` 0 of 1 verified" in page
    linked = re.findall(r"\]\(([^)]+\.png)\)", page)
    assert sorted(linked) == sorted(path.name for path in drawn)
    assert {"gap.png", "gap-over-time.png"} <= set(linked)
    # Nothing was measured of the committed city and no profile was made.
    assert "committed city, `scenarios" not in page
    assert "Where the time goes" not in page
    assert "A bound is wrong" not in page


def test_the_page_says_where_ours_is_not_ahead(tmp_path):
    store = Store(tmp_path)
    values = {("L", 1): (980, 970), ("L", 2): (960, 990), ("S", 1): (900, 950)}
    for (size, seed), (ours, other) in values.items():
        store.add(row(seed=seed, value=ours, size=size), [])
        store.add(row("warm", seed=seed, value=other, size=size), [])
    found = instances(runs_of(store.runs, store.trace))
    assert [one.ahead for one in found] == [False, True, False]
    assert found[1].lead == pytest.approx(10 / 970)
    said = verdict(found, 200)
    assert said.startswith("Of 2 instances with 200 candidates")
    assert said.endswith("that ran on 1; not on L-2.")
    assert verdict(found[:1], 200) == ""
    (line,) = (row for row in side_by_side(found).splitlines() if "L-1" in row)
    assert line == "| L-1 | 980 | 970 | 1.03 % |"


def test_without_a_week_or_with_an_empty_one_nobody_is_ahead_of_it(tmp_path):
    store = Store(tmp_path)
    store.add(row(value=0, size="L"), [])
    store.add(no_week(size="L"), [])
    (one,) = instances(runs_of(store.runs, store.trace))
    assert not one.ahead
    assert one.lead is None
    assert "| L-1 | 0 | – | – |" in side_by_side([one])


def test_every_line_of_a_table_has_as_many_cells(out):
    write_page(out, out / "page.md")
    lines = (out / "page.md").read_text("utf-8").splitlines()
    tables = [list(group) for sign, group in groupby(lines, _in_table) if sign]
    assert len(tables) >= 2
    for table in tables:
        assert len({line.count("|") for line in table}) == 1


def _in_table(line):
    return line.startswith("|")


def test_runs_that_are_there_are_not_run_again(tmp_path):
    started = []

    def start(job):
        started.append(job.name)
        return {"row": row(job.method, job.seed), "trace": [(1.0, 5, None)]}

    jobs = [Job("S", seed, "rounds", SECONDS, str(tmp_path)) for seed in (1, 2)]
    quiet = {"start": start, "say": lambda text: None}
    assert run_jobs(jobs[:1], Store(tmp_path), **quiet) == 1
    assert run_jobs(jobs, Store(tmp_path), **quiet) == 1
    assert started == ["S-1-rounds-60", "S-2-rounds-60"]
    assert run_jobs(jobs, Store(tmp_path), fresh=True, **quiet) == 2
    assert len(read(tmp_path / "runs.csv")) == 2
    assert len(read(tmp_path / "trace.csv")) == 2


def test_a_run_that_ended_in_a_fault_is_run_again(tmp_path):
    store = Store(tmp_path)
    store.add(row(status="FAULT", verified=""), [])
    assert not store.has(("S", "1", "rounds", "60"))


def test_another_limit_is_another_run(tmp_path):
    store = Store(tmp_path)
    store.add(row(), [])
    assert store.has(("S", "1", "rounds", "60"))
    assert not store.has(("S", "1", "rounds", "30"))


def test_the_command_line_reports_without_running(out, capsys):
    page = out / "docs" / "page.md"
    main(["--report-only", "--out", str(out), "--page", str(page)])
    assert page.is_file()
    assert "(../gap.png)" in page.read_text("utf-8")
    asked = parser().parse_args(["--sizes", "S", "M", "--seeds", "1", "2"])
    assert (asked.sizes, asked.seeds, asked.seconds) == (["S", "M"], [1, 2], 60.0)


def test_a_function_is_named_without_a_path_of_the_machine():
    place = ("/somewhere/site-packages/ortools/sat/python/cp_model.py", 1, "solve")
    assert name_of(place) == "ortools/sat/python/cp_model.py:solve"
    ours = ("/somewhere/main/scheduler/week/plan.py", 1, "plan")
    assert name_of(ours) == "scheduler/week/plan.py:plan"
    assert name_of(("~", 0, "<built-in sum>")) == "<built-in sum>"


@pytest.mark.skipif(not PROC.is_dir(), reason="the system does not tell")
def test_memory_of_a_process_that_is_started_counts():
    hold = "import time; held = bytearray(120 * 2**20); time.sleep(1.5)"
    before = peak_memory_mb()
    with Meter() as meter:
        subprocess.run([sys.executable, "-c", hold], check=True)
    assert meter.peak_mb is not None
    assert before is not None
    assert meter.peak_mb > resident_mb(os.getpid()) + 100
