"""A small scenario as the benchmarks load it, and a task on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.finish import Finished, finish, write_folder
from benchmarks.instances import CLAUSES, WEEK
from benchmarks.methods import method
from benchmarks.plain import Outcome, Task
from scheduler.api import load_scenario
from scheduler.data import save, tables_of
from scheduler.data.generate import generate
from scheduler.intake import screen

Solve = Callable[[str], tuple[Outcome, Finished]]


@pytest.fixture(scope="package")
def tiny(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scenario") / "tiny"
    save(tables_of(generate("tiny")), folder)
    shutil.copy(CLAUSES, folder)
    return folder


@pytest.fixture
def task(tiny, tmp_path) -> Task:
    loaded = load_scenario(tiny)
    made = Task(loaded, WEEK, screen(loaded.scenario, WEEK), seconds=10.0)
    made.digest = write_folder(made, tmp_path)
    return made.renewed(10.0)


@pytest.fixture
def solve(task, tmp_path) -> Solve:
    """Plan the tiny week by a method, publish and verify it."""

    def run(name: str) -> tuple[Outcome, Finished]:
        outcome = method(name)(task)
        finished = finish(task, outcome, tmp_path)
        assert finished is not None
        return outcome, finished

    return run
