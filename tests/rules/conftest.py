"""The good week as a folder, its names drawn for its own inputs."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.rules.read_output import digest_of
from tests.builders import good_week
from tests.folders import write_inputs, write_week
from tests.rules.drawer import drawn


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "week"
    week = good_week()
    write_inputs(week.scenario, where / "inputs")
    week = drawn(replace(week, inputs_digest=digest_of(where / "inputs")))
    return write_week(week, where)
