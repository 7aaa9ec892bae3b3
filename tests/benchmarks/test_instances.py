"""Instances have the promised sizes (the small ones: the others take longer)."""

from __future__ import annotations

import pytest

from benchmarks import instances
from benchmarks.instances import OFFICERS_L, SIZES, WEEK, make_instance
from scheduler.intake import screen


@pytest.fixture(scope="module")
def city():
    return make_instance(SIZES["S"], 1)


def test_s_has_a_hundred_candidates_and_the_force_of_column_l(city):
    demand = screen(city, WEEK)
    assert len(demand.candidates) == 100
    assert len(city.officers) == OFFICERS_L
    # DOMAIN.md 5.4 column L: 市场监管 150 in post.
    assert sum(o.department == "market" for o in city.officers) == 150


def test_candidates_come_from_all_districts(city):
    demand = screen(city, WEEK)
    assert {c.district for c in demand.candidates} == {
        row.district for row in city.districts
    }


def test_nothing_of_the_week_itself_is_known(city):
    assert max(row.date for row in city.history) < WEEK.monday


def test_the_sizes_are_those_of_the_issue():
    promised = {"S": 100, "M": 200, "L": 400, "stress": 1500}
    assert {name: SIZES[name].candidates for name in promised} == promised
    assert {SIZES[name].officers for name in "SML"} == {OFFICERS_L}
    assert SIZES["stress"].officers == 1000


def test_too_few_candidates_are_an_error(city, monkeypatch):
    monkeypatch.setattr(instances, "_city", lambda size, seed: city)
    with pytest.raises(ValueError, match="huge/1: 100 candidates"):
        make_instance(instances.Size("huge", 101), 1)
