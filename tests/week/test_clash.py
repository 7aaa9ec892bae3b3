"""Naming the demands that clash: minimal if there is time, never long."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from scheduler.engine.program import Program
from scheduler.engine.selection import Answer, Limits, select
from scheduler.week import Planner, clash
from scheduler.week.clash import CLASH_CHECKS, Patience, clashing, core
from scheduler.week.messages import clash_message
from tests import makers as m
from tests.week.verdict import ENOUGH
from tests.week.world import W49, city


def demands(number: int) -> Program:
    """So many demands d00, d01, ... on a column each."""
    program = Program([0] * number, [1] * number, [])
    for k in range(number):
        program.row([(k, 1)], lower=1, name=f"d{k:02}")
    return program


class Fake:
    """A solver that knows which demands clash, and counts what it is asked."""

    def __init__(self, *clash: str) -> None:
        self.clash, self.asked = set(clash), 0

    def __call__(self, program: Program, limits: Limits) -> Answer:
        self.asked += 1
        if self.clash and self.clash <= {row.name for row in program.rows}:
            return Answer("INFEASIBLE", None, None, None)
        return Answer("OPTIMAL", np.zeros(program.size, np.int64), 0, 0.0)


@pytest.mark.parametrize(
    "clash_of", [("d00",), ("d31", "d32"), ("d07", "d30", "d59"), ("d58", "d59")]
)
def test_few_of_sixty_are_found(
    monkeypatch: pytest.MonkeyPatch, clash_of: tuple[str, ...]
):
    fake = Fake(*clash_of)
    monkeypatch.setattr(clash, "select", fake)
    assert clashing(demands(60), Patience(True, 0)) == ([*clash_of], True)
    assert fake.asked <= CLASH_CHECKS


def test_questions_come_to_an_end(monkeypatch: pytest.MonkeyPatch):
    # Nothing can be left out: 2 + 4 + 9 + 20 + 60 questions would say so.
    everything = [f"d{k:02}" for k in range(60)]
    fake = Fake(*everything)
    monkeypatch.setattr(clash, "select", fake)
    assert clashing(demands(60), Patience(True, 0)) == (everything, False)
    assert fake.asked == CLASH_CHECKS


def test_time_comes_to_an_end(monkeypatch: pytest.MonkeyPatch):
    fake = Fake("d01")
    monkeypatch.setattr(clash, "select", fake)
    found = clashing(demands(3), Patience(False, 0, until=0.0))
    assert found == (["d00", "d01", "d02"], False)
    assert fake.asked == 0


def test_what_was_not_tried_is_not_called_a_clash_of_all():
    names = [f"pin visit_at s{k} 2026-12-01" for k in range(1, 10)]
    said = clash_message(city(), names, "zh", minimal=False)
    assert said.startswith("以下要求中有的不能同时满足（限时内未逐项查清）：")
    assert "等共 9 项" in said
    assert "不能同时满足：" in clash_message(city(), names[:2], "zh")


def test_the_core_decides_as_the_whole_does():
    # Random rows of both senses; a demand asks for one of three columns.
    rng = random.Random(7)
    endings = []
    for _ in range(60):
        program = Program()
        for _ in range(8):
            program.column(rng.randint(-3, 3), upper=rng.randint(1, 2))
        for k in range(3):
            terms = [(c, 1) for c in rng.sample(range(8), 3)]
            program.row(terms, lower=rng.randint(1, 2), name=f"d{k}")
        for _ in range(4):
            terms = [(c, rng.choice((-2, -1, 1, 2))) for c in rng.sample(range(8), 4)]
            low = rng.choice((None, None, 0, -1))
            high = rng.randint(-1, 2) if low is None else None
            program.row(terms, lower=low, upper=high, name="r")
        part, whole = (
            select(Program([0] * p.size, p.upper, p.rows), Limits(seconds=5)).ending
            for p in (core(program), program)
        )
        assert part == whole
        endings.append(whole)
    assert set(endings) == {"OPTIMAL", "INFEASIBLE"}


def test_the_core_leaves_out_what_no_demand_needs():
    # Two rounds on two people each; only the first is demanded. Slack is as good.
    program = Program()
    first, second, sent, other = (program.column() for _ in range(4))
    program.row([(first, 1)], lower=1, name="d")
    program.row([(first, 2), (sent, -2)], upper=0, name="seats")
    program.row([(second, 2), (other, -2)], upper=0, name="seats of the second")
    program.row([(sent, 1), (other, 1)], upper=1, name="people")
    program.row([(first, 3), (other, -9)], upper=0, name="soft row")
    part = core(program, "soft")
    assert [row.name for row in part.rows] == ["d", "seats", "people"]
    assert part.size == 2
    assert core(program).size == 3


def pins(*sessions: str) -> tuple[Any, ...]:
    return tuple(
        m.make_pin(site=f"s{k}", value=value) for k, value in enumerate(sessions, 1)
    )


def test_night_rest_is_left_to_the_solver():
    # Two people, an evening and the next morning: enough by count, not by law.
    planned = Planner(
        city(
            officers=tuple(m.make_officer(f"yj{k}", night=True) for k in (1, 2)),
            pins=pins("2026-12-01 evening", "2026-12-02 morning"),
        ),
        W49,
        options=ENOUGH,
    ).plan()
    assert planned.result.status == "INFEASIBLE"
    for part in ("不能同时满足：", "2026-12-01 夜间", "2026-12-02 上午"):
        assert part in planned.result.message


def test_sixty_pins_do_not_stall(monkeypatch: pytest.MonkeyPatch):
    # Every visit asks for p and q of two people; one person holds both, the other
    # none: each is found by count, none can be seated.
    asked: list[int] = []
    real = clash.select

    def counted(program: Program, limits: Limits) -> Answer:
        asked.append(1)
        return real(program, limits)

    monkeypatch.setattr(clash, "select", counted)
    names = [f"s{k}" for k in range(1, 61)]
    scenario = city(
        sites=tuple(m.make_site(name) for name in names),
        plan=tuple(m.make_plan_row(f"P-{name}", name) for name in names),
        pins=tuple(m.make_pin(site=name, value="") for name in names),
        items=(m.make_item("safety", minutes=10),),
        item_departments=(m.make_role("safety", qualification=("p", "q")),),
        officers=(
            m.make_officer("yj1", qualifications=("p", "q"), max_sessions=40),
            m.make_officer("yj2", max_sessions=40),
        ),
    )
    planned = Planner(scenario, W49, options=ENOUGH).plan()
    assert planned.result.status == "INFEASIBLE"
    assert "s" in planned.result.message
    assert 0 < len(asked) <= CLASH_CHECKS
