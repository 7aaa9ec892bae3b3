"""Save, then load: nothing may change."""

from __future__ import annotations

from pathlib import Path

from scheduler import data
from tests.data import make


def test_scenario_survives_save_and_load(tmp_path: Path) -> None:
    scenario = make.small()
    data.save(data.tables_of(scenario), tmp_path)
    loaded = data.load(tmp_path)
    assert loaded.scenario == scenario
    assert loaded.tables == data.tables_of(scenario)


def test_extra_columns_survive(tmp_path: Path) -> None:
    folder = make.edited(
        tmp_path / "a",
        "sites.csv",
        lambda text: "\n".join(
            f'{line},"extra {k}, with ""quotes"""' if k else f"{line},网格员"
            for k, line in enumerate(text.splitlines())
        ),
    )
    first = data.load(folder)
    assert first.tables["sites"].columns["网格员"] == [
        'extra 1, with "quotes"',
        'extra 2, with "quotes"',
        'extra 3, with "quotes"',
    ]
    data.save(first.tables, tmp_path / "b")
    second = data.load(tmp_path / "b")
    assert second.tables == first.tables
    assert second.scenario == first.scenario
