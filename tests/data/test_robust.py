"""Whatever a file holds, loading ends in a scenario or a DataError, never else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler import data
from scheduler.data.schema import TABLES, Column, Table
from scheduler.data.settings import read_settings
from scheduler.data.toml_out import dump
from scheduler.model import HistoryRow, PlanRow, SiteItem
from scheduler.words import Words
from tests.data import make

SHARED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def assert_told(folder: Path) -> None:
    """Load; any problem must have its sentence."""
    try:
        problems = data.load(folder).problems
    except data.DataError as error:
        problems = error.problems
        assert any(problem.level == "error" for problem in problems)
    for problem in problems:
        assert problem.sentence(Words("en"))


@SHARED
@given(st.sampled_from([table.name for table in TABLES]), st.binary(max_size=300))
def test_any_bytes_as_a_table(tmp_path: Path, name: str, raw: bytes) -> None:
    folder = make.folder(tmp_path)
    (folder / f"{name}.csv").write_bytes(raw)
    assert_told(folder)


CELLS = st.sampled_from(
    ["", " ", ";", "*", "1e999", "-1", "nan", "1", "99999999999999999999", "0000-01-01",
     "9999-12-31", "9999-W52", "2026-W10", "24:61", "0.5", "08:30-", "-", "..",
     "02-30..03-01", "d1", "t1", "all", "=1", "\u0660", "🂡", "中", "day", "keep", "@"]
)  # fmt: skip


@SHARED
@given(
    st.sampled_from([(table, column) for table in TABLES for column in table.columns]),
    CELLS | st.text(max_size=6),
)
def test_any_text_in_any_cell(
    tmp_path: Path, place: tuple[Table, Column], text: str
) -> None:
    table, column = place
    tables = data.tables_of(make.small())
    cells = list(tables[table.name].columns[column.name])
    cells[0] = text
    edited = data.TextTable({**tables[table.name].columns, column.name: cells})
    tables = dataclasses.replace(tables, tables={**tables.tables, table.name: edited})
    try:
        data.save(tables, tmp_path)
    except UnicodeEncodeError:
        return  # half a surrogate pair cannot stand in a file
    assert_told(tmp_path)


VALUES = st.recursive(
    st.booleans() | st.integers(-5, 3000) | st.floats() | st.text("a1:-,", max_size=6)
    | st.dates() | st.just("08:30"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["kind", "start", "end", "days", "level", "D", "lean", "x"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
SETTINGS = st.sampled_from(
    ["scenario", "session", "travel", "rules", "points", "split", "draw", "solve",
     "overrides", "x", "scenario.year", "scenario.name", "session.day.break",
     "session.day.covers", "travel.shoulder", "rules.minimum_gap",
     "rules.minimum_gap.days", "rules.frequency.level", "points.risk",
     "points.risk.D", "split.ratio", "split.reading", "draw.beacon_time",
     "overrides.a", "overrides.a.b"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(SETTINGS, VALUES, st.booleans())
def test_any_value_of_any_setting(name: str, value: object, asked: bool) -> None:
    from scheduler.data.overrides import applied

    raw = make_raw()
    try:
        text = dump(applied(raw, {name: value}))
    except TypeError:
        return  # not to be written as TOML: a list of lists and tables mixed
    read, problems = read_settings(text, "scenario.toml", ["a"] if asked else [])
    assert (read is None) == bool(problems)
    for problem in problems:
        assert problem.sentence(Words("zh"))


def make_raw() -> dict[str, object]:
    """Return the small scenario's settings as TOML would give them."""
    import tomllib

    raw = tomllib.loads(data.tables_of(make.small()).scenario)
    raw["overrides"] = {"a": {"travel.shoulder": 20}}
    return raw


@pytest.mark.slow
def test_a_city_loads_within_seconds(tmp_path: Path) -> None:
    """12,000 sites, 20,000 plan rows, 100,000 history rows: under 4 s of work."""
    base = make.small()
    rng = random.Random(1)
    day = dt.timedelta(days=1)
    first = dt.date(2025, 1, 1)
    names = [f"S{k:05d}" for k in range(12_000)]
    sites = tuple(
        dataclasses.replace(base.sites[0], site=name, lat=k / 9e4)
        for k, name in enumerate(names)
    )
    plan = tuple(
        PlanRow(f"P{k}", names[k % 12_000], "i1", at, at + 30 * day, at + 60 * day)
        for k in range(20_000)
        for at in (dt.date(2026, 1, 1) + (k % 200) * day,)
    )
    history = tuple(
        HistoryRow(
            first + (k % 600) * day,
            rng.choice(("morning", "afternoon")),
            rng.choice(names),
            "i1",
            "yj",
            f"Q{k // 3}",
            "",
            (f"o{rng.randrange(700)}", f"o{rng.randrange(700)}"),
        )
        for k in range(100_000)
    )
    scenario = dataclasses.replace(
        base,
        sites=base.sites + sites,
        site_items=base.site_items + tuple(SiteItem(name, "i1") for name in names),
        plan=base.plan + plan,
        history=history,
    )
    make.folder(tmp_path, scenario)
    start = time.process_time()
    loaded = data.load(tmp_path)
    assert time.process_time() - start < 4
    assert loaded.scenario == scenario
