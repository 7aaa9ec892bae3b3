"""The verifier's reader and the planner's say the same of every committed scenario."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from scheduler.data.load import load
from scheduler.model import Scenario
from scheduler.rules.read_input import read_scenario
from tests.folders import POLICY

# The committed ones by name: a scenario that somebody makes beside them is his own.
SCENARIOS = ("tiny", "pilot", "nanan")


@pytest.mark.parametrize("name", SCENARIOS)
def test_two_readers_agree(name, tmp_path: Path):
    folder = tmp_path / name
    shutil.copytree(POLICY.parent / name, folder)
    shutil.copy(POLICY / "clauses.toml", folder / "clauses.toml")
    theirs, ours = load(folder).scenario, read_scenario(folder)
    differ = [
        field.name
        for field in fields(Scenario)
        if getattr(ours, field.name) != getattr(theirs, field.name)
    ]
    assert differ == []
