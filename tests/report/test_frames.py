"""The analysts' tables of the tiny week."""

from __future__ import annotations

import pandas as pd
import pytest

from scheduler.report.frames import frames
from tests.report.make import empty, tiny


@pytest.fixture(scope="module")
def tables():
    return frames(tiny())


def test_visits(tables):
    first = tables.visits.iloc[0]
    assert first["start"] == pd.Timestamp("2026-11-30 09:00")
    assert first["end"] - first["start"] == pd.Timedelta(minutes=100)
    assert first["town_name"] == "溪美街道"
    assert first["items"] == ("I1", "I2")
    # yj, sj and cg act in their own name; six people.
    assert (first["alone"], first["party"], first["joint"]) == (3, 6, True)
    assert list(tables.visits["could_be_joint"]) == [
        True,
        False,
        True,
        True,
        False,
        True,
    ]


def test_rounds(tables):
    assert list(tables.rounds["visits"]) == [1, 4, 1]
    assert list(tables.rounds["people"]) == [6, 4, 6]
    assert tables.rounds["return"].iloc[2] == pd.Timestamp("2026-12-02 20:50")


def test_assignments_and_register(tables):
    assert len(tables.assignments) == 16
    assert tables.assignments["department_name"].iloc[0] == "城市管理和综合执法局"
    counts = tables.register["outcome"].value_counts()
    assert counts["planned"] == 6


def test_measures(tables):
    assert tables.measures.loc["entries", "value"] == 5
    assert pd.isna(tables.measures.loc["area_joint_rate", "value"])
    assert tables.measures["value"].dtype == "float64"


def test_empty_week_has_the_same_columns(tables):
    none = frames(empty())
    for name in ("visits", "rounds", "assignments", "register"):
        frame = getattr(none, name)
        assert len(frame) == 0
        assert list(frame.columns) == list(getattr(tables, name).columns)
