"""The draw inside the planner: lots, chains, CP-SAT last, replayed by the rules.

`plan` runs the whole rule book, whose `drawn_names` replays every line on its own.
"""

from collections import Counter
from dataclasses import replace

import pytest

from scheduler.model import PlannedWeek, Scenario
from scheduler.week import Planner
from scheduler.week.draw import NamingFailedError, draw_names
from tests import makers as m
from tests.week.crowded import crowded
from tests.week.tiny_city import W49
from tests.week.verdict import ENOUGH, hard_violations, plan
from tests.week.world import availability, city, columns, template

ALONE = {"two_per_authority": {"people": 1}}
MINUTES = {"morning": 120, "afternoon": 120, "day": 140}


def one_person_rounds(seats: dict[str, str], limits: dict[str, int]) -> Scenario:
    """A round of one person for each ``name date kind``, open to the officers named."""
    sites, rows, pins, recusals = [], [], [], []
    for key, candidates in seats.items():
        site, date, kind = key.split()
        sites.append(m.make_site(site))
        rows.append(m.make_plan_row(f"P-{site}", site, kind))
        pins.append(m.make_pin(site=site, value=f"2026-{date} {kind}"))
        recusals += [
            m.make_recusal(officer, site)
            for officer in limits
            if officer not in candidates.split()
        ]
    return city(
        settings=m.make_settings(ALONE),
        officers=tuple(
            m.make_officer(name, max_sessions=n) for name, n in limits.items()
        ),
        items=tuple(
            m.make_item(kind, minutes=n, sessions=(kind,))
            for kind, n in MINUTES.items()
        ),
        item_departments=tuple(m.make_role(kind, officers=1) for kind in MINUTES),
        sites=tuple(sites),
        plan=tuple(rows),
        pins=tuple(pins),
        recusals=tuple(recusals),
        vehicles=tuple(m.make_vehicle(f"v{k}") for k in range(4)),
    )


def test_pins_with_a_date_are_seated_before_those_without():
    """yj1 is wanted once anywhere and once on Monday, whose seat stands first.

    Seated first, the pin without a date would take Monday's seat and leave none.
    """
    scenario = one_person_rounds(
        {"s1 11-30 morning": "yj1 yj2", "s2 12-01 morning": "yj1 yj2"},
        {"yj1": 4, "yj2": 4},
    )
    wanted = [
        m.make_pin("officer_on", site=None, officer="yj1", value=value)
        for value in ("", "2026-11-30")
    ]
    planned = plan(replace(scenario, pins=(*scenario.pins, *wanted)))
    assert names(planned) == {"s1": "yj1", "s2": "yj1"}
    assert outcomes(planned) == {"pinned": 2}


def outcomes(planned: PlannedWeek) -> Counter[str]:
    return Counter(step.outcome for step in planned.timetable.draw)


def names(planned: PlannedWeek) -> dict[str, str]:
    return {v.site: v.officers[0] for v in planned.timetable.visits}


def test_the_smaller_share_goes():
    # yj1 may take both, yj2 the second only; 1/4 of yj1's limit is used by then.
    scenario = one_person_rounds(
        {"s1 12-01 morning": "yj1", "s2 12-02 morning": "yj1 yj2"},
        {"yj1": 4, "yj2": 4},
    )
    planned = plan(scenario)
    assert names(planned) == {"s1": "yj1", "s2": "yj2"}
    keys = {s.officer: s.key.rsplit(" ", 1)[0] for s in planned.timetable.draw if s.key}
    assert keys == {"yj1": "0 1/4 0", "yj2": "0 0 0"}


def test_who_was_there_last_time_together_comes_after_the_others():
    """yj1 and yj2 met s1 last time: whoever comes first, the other one comes last."""
    history = (m.make_history_row("s1", officers=("yj1", "yj2")),)
    scenario = city(plan=(m.make_plan_row("P1"),), history=history)
    planned = plan(scenario)
    (visit,) = planned.timetable.visits
    assert set(visit.officers) != {"yj1", "yj2"}


def test_a_chain_moves_one_who_is_already_drawn():
    """The day seat comes last: both others hold a half-day seat.

    s1 (morning) and s2 (afternoon), each {yj1, yj2}: the second goes to the other
    one, whose share is 0. s3 (day; yj3 is held by s4): one of them takes both
    half-days.
    """
    scenario = one_person_rounds(
        {
            "s1 12-01 morning": "yj1 yj2",
            "s2 12-01 afternoon": "yj1 yj2",
            "s3 12-01 day": "yj1 yj2 yj3",
            "s4 12-01 morning": "yj3",
        },
        {"yj1": 4, "yj2": 4, "yj3": 4},
    )
    planned = plan(scenario)
    found = outcomes(planned)
    assert (found["moved"], found["drawn"], found["solved"]) == (1, 4, 0)
    who = names(planned)
    assert who["s1"] == who["s2"] != who["s3"]
    assert who["s4"] == "yj3"


def test_where_no_chain_exists_the_pool_is_solved():
    """Only two moves at once would free the last seat; a chain makes one after another.

    k (Monday, day) is yj3's, z (Tuesday, morning) yj4's. m1, n1 are {yj1, yj3}, m2, n2
    {yj2, yj3}: yj3 has used half of his limit, so yj1 and yj2 take both halves of
    Tuesday. d (Tuesday, day) is {yj1, yj2, yj4}, all busy; each of yj1 and yj2 would
    have to leave two seats. The naming: yj3 takes one of the pairs.
    """
    scenario = one_person_rounds(
        {
            "k 11-30 day": "yj3",
            "z 12-01 morning": "yj4",
            "m1 12-01 morning": "yj1 yj3",
            "n1 12-01 afternoon": "yj1 yj3",
            "m2 12-01 morning": "yj2 yj3",
            "n2 12-01 afternoon": "yj2 yj3",
            "d 12-01 day": "yj1 yj2 yj4",
        },
        {"yj1": 8, "yj2": 8, "yj3": 4, "yj4": 4},
    )
    planned = plan(scenario)
    assert outcomes(planned)["solved"] == 7
    who = names(planned)
    assert len(planned.timetable.visits) == 7
    assert (who["k"], who["z"]) == ("yj3", "yj4")
    assert "yj3" in (who["m1"], who["m2"])
    assert who["d"] in ("yj1", "yj2")


@pytest.mark.parametrize("seed", [0, 3, 26, 47, 104])
def test_crowded_weeks_are_named_and_kept(seed: int):
    """Seeds of chains, and of rounds that cannot be named (47, 104)."""
    planned = plan(crowded(seed))
    assert planned.timetable.visits
    outcome = {step.outcome for step in planned.timetable.draw}
    assert outcome >= {"drawn", "passed"}


def test_crowded_weeks_need_chains():
    moved = sum(outcomes(plan(crowded(seed)))["moved"] for seed in range(12, 20))
    assert moved >= 3


def test_help_comes_after_one_s_own():
    districts = (m.make_district(), m.make_district("nanyi"))
    officers = (
        *(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2)),
        *(m.make_officer(f"yj{k}", districts=("nanyi",)) for k in (3, 4)),
    )
    rules = {"own_district": {"help_sessions": 2}}
    scenario = city(
        settings=m.make_settings(rules),
        districts=districts,
        officers=officers,
        plan=(m.make_plan_row("P1"),),
    )
    planned = Planner(scenario, W49, options=ENOUGH).plan()
    assert hard_violations(planned) == []
    assert planned.timetable.visits[0].officers == ("yj1", "yj2")


def test_only_the_rounds_that_clash_are_blamed():
    """a and b of Tuesday morning both need yj1; c and d of other days do not matter."""
    scenario = one_person_rounds(
        {
            "c 11-30 morning": "yj1",
            "a 12-01 morning": "yj1",
            "b 12-01 morning": "yj1",
            "d 12-02 morning": "yj1 yj2",
        },
        {"yj1": 4, "yj2": 4},
    )
    there = availability(scenario)
    rounds = [
        column
        for site in "cabd"
        for column in columns(scenario, template(scenario, site))  # type: ignore[arg-type]
        if any(
            pin.site == site and pin.value == str(column.session)
            for pin in scenario.pins
        )
    ]
    assert len(rounds) == 4
    with pytest.raises(NamingFailedError) as failure:
        draw_names(there, rounds, "", "demo")
    blamed = [v.site for c in failure.value.columns for v in c.template.variants]
    assert sorted(blamed) == ["a", "b"]
    assert failure.value.officers == {"yj1"}
    assert failure.value.proved
    drawn = draw_names(there, [c for c in rounds if c is not rounds[1]], "", "demo")
    assert len(drawn.names) == 3
