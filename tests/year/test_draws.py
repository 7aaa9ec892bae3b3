"""Draws of sites: right numbers, and the verifier replays them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scheduler.model import Timetable, Week, largest_remainder
from scheduler.rules.core import Published
from scheduler.rules.draw_sites import check_drawn_sites
from scheduler.year.draws import draw_sites, shares
from tests import makers as m
from tests.year.city import YEAR, city


def drawn(ratio: float | None = 0.5, **item: object):
    frequency = m.make_frequency(ratio=ratio)
    made = m.make_item(drawn=True, **item)
    return city(10, items=(made,), frequencies=(frequency,))


def test_so_many_as_the_ratio_says():
    found = draw_sites(drawn(), YEAR, "b")
    (draw,) = found.draws
    assert (draw.draw, draw.n) == ("D27-safety-B-t1", 5)
    assert sum(row.drawn for row in found.frame) == 5
    assert len(found.of) == 5
    assert found.drawn_from == {("safety", "B")}


def test_the_verifier_replays_them():
    scenario = drawn()
    found = draw_sites(scenario, YEAR, "2027年1月4日排列5 12345")
    published = Published(
        replace(scenario, draws=found.draws, draw_frame=found.frame),
        Week(2027, 10),
        Timetable(week="2027-W10"),
        (),
        {},
    )
    finding = check_drawn_sites(published)
    assert (finding.facts, finding.violations) == (10, ())


def test_another_beacon_draws_others():
    first = draw_sites(drawn(), YEAR, "a").of
    assert first == draw_sites(drawn(), YEAR, "a").of
    assert set(first) != set(draw_sites(drawn(), YEAR, "b").of)


def test_what_is_drawn_and_what_not():
    # All of a drawn item are in its frame, though all are visited.
    found = draw_sites(drawn(None), YEAR, "b")
    assert [row.n for row in found.draws] == [10]
    # A share of an item that is not 双随机 is drawn as well: nobody may choose.
    item = m.make_item(drawn=False)
    share = city(10, items=(item,), frequencies=(m.make_frequency(ratio=0.2),))
    assert [row.n for row in draw_sites(share, YEAR, "b").draws] == [2]
    # All sites of such an item need no draw.
    assert draw_sites(city(), YEAR, "b").draws == ()


@pytest.mark.parametrize(
    ("sizes", "ratio", "expected"),
    [
        # 2.5 of 10 is rounded up to 3: 1.25 and 1.25 leave one to the first.
        ({"a": 5, "b": 5}, "0.25", {"a": 2, "b": 1}),
        ({"a": 3, "b": 1}, "0.5", {"a": 2, "b": 0}),
        ({"a": 3, "b": 1}, "0", {"a": 0, "b": 0}),
        ({"a": 3, "b": 1}, "1", {"a": 3, "b": 1}),
    ],
)
def test_shares_of_towns(sizes: dict[str, int], ratio: str, expected: dict[str, int]):
    assert shares(sizes, Fraction(ratio)) == expected


def test_largest_remainder_wants_the_right_total():
    exact = {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert largest_remainder(exact, 1) == {"a": 1, "b": 0}
    with pytest.raises(ValueError, match="total 3 not understood"):
        largest_remainder(exact, 3)
