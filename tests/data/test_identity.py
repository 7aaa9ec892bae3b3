"""Save, then load: nothing may change, whatever the tables hold."""

from __future__ import annotations

import datetime as dt
import tempfile
import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import data
from scheduler.data.toml_out import dump
from scheduler.model import Scenario, Season, Window
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


# Any sign but surrogates, NUL and carriage returns (read as plain line breaks).
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
TEXT = st.text(SIGNS, max_size=12).map(lambda text: text if text.strip() else "")
NAME = st.text(SIGNS, min_size=1, max_size=8).filter(str.strip)
IDS = st.lists(st.from_regex(r"[A-Za-z0-9_.-]{1,6}", fullmatch=True), max_size=3)
FLOATS = st.floats(0, 90, allow_nan=False)
WINDOW = st.tuples(st.integers(0, 1799), st.integers(0, 1799)).map(
    lambda pair: Window(min(pair), max(pair) + 1)
)
DAY = st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)).map(
    lambda day: (day.month, day.day)
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw the small scenario with its free cells filled at random."""
    base = make.small()
    sites = tuple(
        replace(
            site,
            name=draw(NAME),
            address=draw(TEXT),
            contact=draw(TEXT),
            lat=draw(st.none() | FLOATS),
            cap_exempt=draw(st.booleans()),
        )
        for site in base.sites
    )
    items = tuple(
        replace(
            item,
            content=draw(TEXT),
            minutes=draw(st.integers(1, 10_000)),
            windows=tuple(draw(st.lists(WINDOW, max_size=3))),
            seasons=tuple(draw(st.lists(st.builds(Season, DAY, DAY), max_size=2))),
        )
        for item in base.items
    )
    frequencies = tuple(
        replace(row, per_year=draw(st.floats(0, 400)), ratio=draw(st.floats(0, 1)))
        for row in base.frequencies
    )
    history = tuple(
        replace(row, officers=tuple(draw(IDS)), result=draw(TEXT))
        for row in base.history
    )
    return replace(
        base, sites=sites, items=items, frequencies=frequencies, history=history
    )


@settings(max_examples=60, deadline=None)
@given(scenarios(), st.lists(TEXT, min_size=3, max_size=3))
def test_identity(scenario: Scenario, extra: list[str]) -> None:
    tables = data.tables_of(scenario)
    sites = tables["sites"]
    sites = replace(sites, columns={**sites.columns, "另加 一列": extra})
    tables = replace(tables, tables={**tables.tables, "sites": sites})
    with tempfile.TemporaryDirectory() as folder:
        data.save(tables, folder)
        loaded = data.load(folder)
    assert loaded.scenario == scenario
    assert loaded.tables == tables


TOML = st.recursive(
    st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.dates(),
    lambda inner: (
        st.dictionaries(st.text(SIGNS, max_size=5), inner, max_size=3)
        | st.lists(st.integers(), max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(SIGNS, max_size=5), TOML, max_size=4))
def test_toml_survives_writing(table: dict[str, object]) -> None:
    assert tomllib.loads(dump(table)) == table


def test_carriage_returns_become_line_breaks(tmp_path: Path) -> None:
    scenario = make.small()
    sites = (replace(scenario.sites[0], address="a\r\nb\rc"), *scenario.sites[1:])
    data.save(data.tables_of(replace(scenario, sites=sites)), tmp_path)
    assert data.load(tmp_path).scenario.sites[0].address == "a\nb\nc"
